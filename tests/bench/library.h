/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_BENCH_LIBRARY_H
#define SINV_BENCH_LIBRARY_H

/*
 * The library under the same workload, through public calls only. Like the baseline it exits the
 * program on any failure, printing the library's own explanation.
 */
#include <salesinv.h>
#include <stdbool.h>

#include "bench/plan.h"

typedef struct library {
    salesinv_engine *engine;
    salesinv_session *platform;
    salesinv_session *session; /* order_admin, shipping and admin at once */
    salesinv_id *products;     /* ids by number, 1.. */
    salesinv_id *warehouses;
    salesinv_id *accounts;
    salesinv_id order;    /* of the cycle under way */
    salesinv_id shipment; /* likewise */
    int64_t keys;         /* makes request keys */
} library;

void library_open(library *lib, const char *path, bool is_durable);
void library_close(library *lib);
/** Master data and opening stock; `is_scattered`: see library_serial. */
void library_load(library *lib, const plan *p);

void library_begin(library *lib);
void library_commit(library *lib);
void library_order(library *lib, const plan_cycle *cycle, int64_t i);
void library_ship(library *lib, const plan_cycle *cycle, int64_t i);
void library_receive(library *lib, const plan_cycle *cycle, int64_t i);

/** Exits unless salesinv_verify is clean; returns the rows it read. */
int64_t library_check(library *lib);

/** Exit with the engine's error unless `rc` is OK. */
void library_must(const library *lib, salesinv_status rc, const char *what);
/** A fresh time-ordered request key. */
const char *library_key(library *lib, char out[40]);
salesinv_draft *library_draft(library *lib, salesinv_kind kind);
/** One product, warehouse, account; for figures with data of their own. */
salesinv_id library_product(library *lib, const char *name, int32_t tracking);
salesinv_id library_warehouse(library *lib, const char *name);
salesinv_id library_account(library *lib, const char *name);

#endif
