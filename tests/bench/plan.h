/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_BENCH_PLAN_H
#define SINV_BENCH_PLAN_H

/*
 * The order-to-ship workload, told by numbers: cycle i names one account, one warehouse, three
 * lines and five consecutive serials, the same for every store, so that the library and the
 * bare-SQLite baseline move the same goods in the same order. Half of the products (the even ones)
 * are serial-managed; their stock lies in cells (product, warehouse) of consecutive serials, and every
 * block of five serials is used by exactly one cycle, spread over the cells.
 */
#include <stdint.h>

enum { PLAN_LINES = 3, PLAN_SERIALS = 5 };

typedef struct plan {
    int64_t products;
    int64_t warehouses;
    int64_t accounts;
    int64_t serials; /* rounded down to whole cells */
    int64_t cells;
    int64_t per_cell; /* serials of a cell */
    int64_t step;     /* walks over all blocks */
} plan;

typedef struct plan_cycle {
    int64_t account;   /* 1.. */
    int64_t warehouse; /* 1.. */
    int64_t product[PLAN_LINES];
    int64_t units[PLAN_LINES];
    int64_t price[PLAN_LINES]; /* whole currency units */
    int64_t first_serial;      /* index of the first of five */
} plan_cycle;

void plan_init(plan *p, int64_t products, int64_t warehouses, int64_t accounts,
               int64_t serials);
/** How many cycles there are serials for. */
int64_t plan_cycles(const plan *p);
void plan_get(const plan *p, int64_t i, plan_cycle *out);

int64_t plan_cell_product(const plan *p, int64_t cell);
int64_t plan_cell_warehouse(const plan *p, int64_t cell);
/** Units on hand at the start. */
int64_t plan_opening(const plan *p, int64_t product, int64_t warehouse);

#endif
