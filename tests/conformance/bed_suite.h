/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BED_SUITE_H
#define BED_SUITE_H

/*
 * The bed of the storage suite: the test schema in two versions, open objects of the
 * provider under test with a host each, and rows. Shared by the files of the suite and by
 * tests of single providers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "conformance/storage_suite.h"
#include "storage/port.h"

/* Tables of the test schema and their columns. */
enum { T_ITEM, T_STOCK, T_PAIR };
enum {
    ITEM_TENANT,
    ITEM_ID,
    ITEM_NAME,  /* text, required */
    ITEM_NOTE,  /* text */
    ITEM_DATA,  /* bytes */
    ITEM_COUNT, /* integer */
    ITEM_CODE,  /* text; unique in the tenant, sparse */
    ITEM_GROUP, /* integer */
    ITEM_RANK,  /* integer, required; (rank, name) is unique in the tenant */
    ITEM_ADDED, /* integer, required; since version 2 */
    ITEM_EXTRA, /* text; since version 2 */
    ITEM_COLUMNS
};
enum {
    STOCK_TENANT,
    STOCK_PRODUCT,
    STOCK_PLACE,
    STOCK_ON_HAND,
    STOCK_FROZEN,
    STOCK_COLUMNS
};
enum { PAIR_TENANT, PAIR_TEXT, PAIR_BYTES, PAIR_COLUMNS };
/* Indexes of items. */
enum { BY_KEY, BY_CODE, BY_GROUP, BY_RANK, BY_COUNT, ITEM_INDEXES };
/* Guards of stock, as bits. */
enum { GUARD_ON_HAND = 1, GUARD_FROZEN = 2, GUARD_AVAILABLE = 4, GUARD_ALL = 7 };

/** The schema as it is, as it was, and as a later version has it. */
extern const salesinv_schema bed_schema;
extern const salesinv_schema bed_old_schema;
extern const salesinv_schema bed_next_schema;

/** One open object of a provider. */
typedef struct bed_link {
    salesinv_storage_host host;
    sinv_storage_report report;
    volatile int32_t interrupted;
    storage_object object;
} bed_link;

typedef struct test_bed {
    const storage_maker *maker;
    sinv_heap *heap;
    sinv_arena arena;
    bed_link link; /* open when a test starts, with no transaction */
} test_bed;

/** A test of the suite, and what it needs of the provider. */
typedef struct bed_test {
    const char *name;
    void (*run)(test_bed *bed);
    bool shares;    /* two objects on one store, or one after the other */
    bool is_strict; /* one writer, snapshots */
} bed_test;

extern const bed_test bed_row_tests[];
extern const bed_test bed_scan_tests[];
extern const bed_test bed_txn_tests[];

/** Heap, arena and an open link; answers the status of open. */
salesinv_status bed_start(test_bed *bed, const storage_maker *maker);
void bed_stop(test_bed *bed);
/** Make and open an object in `link`. On failure the link is closed again. */
salesinv_status bed_open(test_bed *bed, bed_link *link, const salesinv_schema *schema,
                         uint32_t flags);
void bed_close(bed_link *link);

/** Begin a transaction and check the answer. */
void bed_begin(bed_link *link, uint32_t flags);
void bed_commit(bed_link *link);
void bed_rollback(bed_link *link);

/** An empty row of a table. */
sinv_row *bed_row(test_bed *bed, int32_t table);
/** An item with the required columns set; rank is the id, so that items do not collide. */
sinv_row *bed_item(test_bed *bed, int64_t tenant, int64_t id, const char *name);
sinv_row *bed_item_key(test_bed *bed, int64_t tenant, int64_t id);
sinv_row *bed_stock(test_bed *bed, const char *product, int64_t on_hand,
                    int64_t frozen);

/** The methods, on the bed's own link. */
salesinv_status bed_insert(test_bed *bed, const sinv_row *row);
salesinv_status bed_get(test_bed *bed, const sinv_row *key, sinv_row *out_row);
salesinv_status bed_update(test_bed *bed, const sinv_row *row, uint64_t mask);
salesinv_status bed_remove(test_bed *bed, const sinv_row *key);
salesinv_status bed_add(test_bed *bed, const sinv_row *deltas, uint64_t mask,
                        uint32_t guards);

/** < 0, 0, > 0 as the port orders cells: NULL first, text and bytes bytewise. */
int bed_compare(const sinv_row *a, const sinv_row *b, int32_t column);
/** Fails unless all cells are the same, in type too. */
void bed_assert_same(const sinv_row *wanted, const sinv_row *found);

#endif
