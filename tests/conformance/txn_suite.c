/* SPDX-License-Identifier: Apache-2.0 */
/* Storage suite: transactions, several objects on one store, and stored schema versions. */
#include <string.h>

#include "conformance/bed_suite.h"

#define BIT(column) (UINT64_C(1) << (column))

static int64_t on_hand(bed_link *link, sinv_row *row)
{
    salesinv_status rc =
        link->object.methods->get(link->object.self, T_STOCK, row, row);

    assert_true(rc == SALESINV_OK || rc == SALESINV_E_NOT_FOUND);
    return rc == SALESINV_OK ? sinv_row_int(row, STOCK_ON_HAND) : -1;
}

static void rollback_restores(test_bed *bed)
{
    sinv_row *kept = bed_item(bed, 1, 1, "kept");
    sinv_row *found = bed_row(bed, T_ITEM);

    sinv_row_set_text(kept, ITEM_CODE, "C");
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(bed, kept), SALESINV_OK);
    assert_int_equal(bed_insert(bed, bed_item(bed, 1, 2, "removed")), SALESINV_OK);
    assert_int_equal(bed_insert(bed, bed_stock(bed, "p", 10, 0)), SALESINV_OK);
    bed_commit(&bed->link);
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_update(bed, bed_item(bed, 1, 1, "lost"), BIT(ITEM_NAME)),
                     SALESINV_OK);
    assert_int_equal(bed_remove(bed, bed_item_key(bed, 1, 2)), SALESINV_OK);
    assert_int_equal(bed_insert(bed, bed_item(bed, 1, 3, "lost")), SALESINV_OK);
    assert_int_equal(
        bed_add(bed, bed_stock(bed, "p", -3, 0), BIT(STOCK_ON_HAND), GUARD_ALL),
        SALESINV_OK);
    bed_rollback(&bed->link);
    bed_begin(&bed->link, 0);
    assert_int_equal(bed_get(bed, kept, found), SALESINV_OK);
    bed_assert_same(kept, found);
    assert_int_equal(bed_get(bed, bed_item_key(bed, 1, 2), found), SALESINV_OK);
    assert_int_equal(bed_get(bed, bed_item_key(bed, 1, 3), found),
                     SALESINV_E_NOT_FOUND);
    assert_int_equal(on_hand(&bed->link, bed_stock(bed, "p", 0, 0)), 10);
    bed_rollback(&bed->link);
}

static void rollback_is_legal_at_any_time(test_bed *bed)
{
    bed_rollback(&bed->link);
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    bed_rollback(&bed->link);
    bed_rollback(&bed->link);
    bed_begin(&bed->link, 0);
    bed_commit(&bed->link);
    bed_rollback(&bed->link);
}

static void answers_leave_the_transaction_usable(test_bed *bed)
{
    sinv_row *found = bed_row(bed, T_ITEM);

    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(bed, bed_item(bed, 1, 1, "x")), SALESINV_OK);
    assert_int_equal(bed_insert(bed, bed_stock(bed, "p", 1, 0)), SALESINV_OK);
    assert_int_equal(bed_insert(bed, bed_item(bed, 1, 1, "y")), SALESINV_E_EXISTS);
    assert_int_equal(
        bed_add(bed, bed_stock(bed, "p", -2, 0), BIT(STOCK_ON_HAND), GUARD_ALL),
        SALESINV_E_STORAGE_GUARD);
    assert_int_equal(bed_remove(bed, bed_item_key(bed, 1, 9)), SALESINV_E_NOT_FOUND);
    assert_int_equal(bed_insert(bed, bed_item(bed, 1, 2, "z")), SALESINV_OK);
    bed_commit(&bed->link);
    bed_begin(&bed->link, 0);
    assert_int_equal(bed_get(bed, bed_item_key(bed, 1, 1), found), SALESINV_OK);
    assert_string_equal(sinv_row_text(found, ITEM_NAME), "x");
    assert_int_equal(bed_get(bed, bed_item_key(bed, 1, 2), found), SALESINV_OK);
    assert_int_equal(on_hand(&bed->link, bed_stock(bed, "p", 0, 0)), 1);
    bed_commit(&bed->link);
}

static void many_transactions(test_bed *bed)
{
    enum { ROUNDS = 200 };

    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(bed, bed_stock(bed, "p", 0, 0)), SALESINV_OK);
    bed_commit(&bed->link);
    for (int32_t i = 0; i < ROUNDS; i++) {
        bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
        assert_int_equal(
            bed_add(bed, bed_stock(bed, "p", 1, 0), BIT(STOCK_ON_HAND), GUARD_ALL),
            SALESINV_OK);
        if (i % 2 == 0)
            bed_commit(&bed->link);
        else
            bed_rollback(&bed->link);
    }
    bed_begin(&bed->link, 0);
    assert_int_equal(on_hand(&bed->link, bed_stock(bed, "p", 0, 0)), ROUNDS / 2);
    bed_commit(&bed->link);
}

static void begin_tells_the_version(test_bed *bed)
{
    int32_t version = 0;
    const storage_object *object = &bed->link.object;

    assert_int_equal(object->methods->begin(object->self, 0, 1, &version), SALESINV_OK);
    assert_int_equal(version, 2);
    bed_rollback(&bed->link);
    version = 0;
    assert_int_equal(
        object->methods->begin(object->self, SALESINV_BEGIN_WRITE, 0, &version),
        SALESINV_OK);
    assert_int_equal(version, 2);
    bed_rollback(&bed->link);
}

static void maintain_outside_transactions(test_bed *bed)
{
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(bed, bed_stock(bed, "p", 3, 0)), SALESINV_OK);
    bed_commit(&bed->link);
    if (bed->link.object.methods->maintain)
        assert_int_equal(bed->link.object.methods->maintain(bed->link.object.self),
                         SALESINV_OK);
    bed_begin(&bed->link, 0);
    assert_int_equal(on_hand(&bed->link, bed_stock(bed, "p", 0, 0)), 3);
    bed_rollback(&bed->link);
}

/* ---- several objects on one store ---- */

static void committed_rows_survive_reopening(test_bed *bed)
{
    sinv_row *row = bed_item(bed, 1, 1, "kept");
    sinv_row *found = bed_row(bed, T_ITEM);

    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(bed, row), SALESINV_OK);
    bed_commit(&bed->link);
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(bed, bed_item(bed, 1, 2, "lost")), SALESINV_OK);
    bed_close(&bed->link); /* with a transaction open */
    assert_int_equal(bed_open(bed, &bed->link, &bed_schema, 0), SALESINV_OK);
    bed_begin(&bed->link, 0);
    assert_int_equal(bed_get(bed, row, found), SALESINV_OK);
    bed_assert_same(row, found);
    assert_int_equal(bed_get(bed, bed_item_key(bed, 1, 2), found),
                     SALESINV_E_NOT_FOUND);
    bed_rollback(&bed->link);
}

static void commits_are_seen_by_others(test_bed *bed)
{
    bed_link other;

    assert_int_equal(bed_open(bed, &other, &bed_schema, 0), SALESINV_OK);
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(bed, bed_stock(bed, "p", 3, 0)), SALESINV_OK);
    bed_begin(&other, 0);
    assert_int_equal(on_hand(&other, bed_stock(bed, "p", 0, 0)), -1);
    bed_rollback(&other);
    bed_commit(&bed->link);
    bed_begin(&other, 0);
    assert_int_equal(on_hand(&other, bed_stock(bed, "p", 0, 0)), 3);
    bed_rollback(&other);
    bed_close(&other);
}

static void reader_keeps_its_snapshot(test_bed *bed)
{
    bed_link reader;

    assert_int_equal(bed_open(bed, &reader, &bed_schema, 0), SALESINV_OK);
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(bed, bed_stock(bed, "p", 3, 0)), SALESINV_OK);
    bed_commit(&bed->link);
    bed_begin(&reader, 0); /* from here on */
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_add(bed, bed_stock(bed, "p", 1, 0), BIT(STOCK_ON_HAND), 0),
                     SALESINV_OK);
    bed_commit(&bed->link);
    assert_int_equal(on_hand(&reader, bed_stock(bed, "p", 0, 0)), 3);
    bed_commit(&reader);
    bed_begin(&reader, 0);
    assert_int_equal(on_hand(&reader, bed_stock(bed, "p", 0, 0)), 4);
    bed_rollback(&reader);
    bed_close(&reader);
}

static void second_writer_waits_and_gives_up(test_bed *bed)
{
    bed_link other;
    int32_t version;
    int64_t start;
    int64_t waited;

    assert_int_equal(bed_open(bed, &other, &bed_schema, 0), SALESINV_OK);
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    start = salesinv_host_monotonic(&other.host);
    assert_int_equal(other.object.methods->begin(other.object.self,
                                                 SALESINV_BEGIN_WRITE, 1, &version),
                     SALESINV_E_CONFLICT);
    waited = salesinv_host_monotonic(&other.host) - start;
    assert_true(waited >= other.host.busy_ms * 1000);
    assert_true(waited < other.host.busy_ms * 1000 + 2000000);
    bed_commit(&bed->link);
    bed_begin(&other, SALESINV_BEGIN_WRITE);
    bed_rollback(&other);
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    bed_rollback(&bed->link);
    bed_close(&other);
}

/* ---- stored versions ---- */

/* A row of the old item table: the columns before ITEM_ADDED. */
static sinv_row *old_item(test_bed *bed, int64_t id)
{
    sinv_row *row = sinv_row_create(&bed->arena, T_ITEM, ITEM_ADDED);

    assert_non_null(row);
    sinv_row_set_int(row, ITEM_TENANT, 1);
    sinv_row_set_int(row, ITEM_ID, id);
    sinv_row_set_text(row, ITEM_NAME, "old");
    sinv_row_set_int(row, ITEM_COUNT, id * 10);
    sinv_row_set_int(row, ITEM_RANK, id);
    return row;
}

static void reopen(test_bed *bed, const salesinv_schema *schema)
{
    bed_close(&bed->link);
    assert_int_equal(bed_open(bed, &bed->link, schema, 0), SALESINV_OK);
}

static void empty_store_in_old_schema(test_bed *bed)
{
    bed_close(&bed->link);
    bed->maker->clear(bed->maker->context);
    assert_int_equal(bed_open(bed, &bed->link, &bed_old_schema, 0), SALESINV_OK);
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(bed, old_item(bed, 1)), SALESINV_OK);
    assert_int_equal(bed_insert(bed, old_item(bed, 2)), SALESINV_OK);
    bed_commit(&bed->link);
}

static void older_store_is_brought_up(test_bed *bed)
{
    sinv_row *from = bed_item_key(bed, 1, 0);
    sinv_row *row = bed_row(bed, T_ITEM);
    sinv_row *pair = bed_row(bed, T_PAIR);
    sinv_range range = {.index = BY_COUNT, .from = from, .to = from, .prefix = 1};
    const storage_object *object = &bed->link.object;
    void *scan = NULL;

    empty_store_in_old_schema(bed);
    reopen(bed, &bed_schema);
    reopen(bed, &bed_schema); /* once is enough */
    begin_tells_the_version(bed);
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(object->methods->scan(object->self, T_ITEM, &range, &scan),
                     SALESINV_OK);
    for (int64_t id = 1; id <= 2; id++) {
        assert_int_equal(object->methods->scan_next(object->self, scan, row),
                         SALESINV_ROW);
        assert_int_equal(sinv_row_int(row, ITEM_ID), id);
        assert_int_equal(sinv_row_int(row, ITEM_COUNT), id * 10);
        assert_int_equal(row->cells[ITEM_ADDED].type, SALESINV_CELL_INT);
        assert_int_equal(sinv_row_int(row, ITEM_ADDED), 0);
        assert_true(sinv_row_is_null(row, ITEM_EXTRA));
    }
    assert_int_equal(object->methods->scan_next(object->self, scan, row), SALESINV_OK);
    object->methods->scan_close(object->self, scan);
    sinv_row_set_text(row, ITEM_EXTRA, "new");
    sinv_row_set_int(row, ITEM_ADDED, 5);
    assert_int_equal(bed_update(bed, row, BIT(ITEM_EXTRA) | BIT(ITEM_ADDED)),
                     SALESINV_OK);
    sinv_row_set_int(pair, PAIR_TENANT, 1);
    sinv_row_set_text(pair, PAIR_TEXT, "t");
    sinv_row_set_bytes(pair, PAIR_BYTES, "b", 1);
    assert_int_equal(bed_insert(bed, pair), SALESINV_OK);
    bed_commit(&bed->link);
}

static void newer_store_is_left_alone(test_bed *bed)
{
    const storage_object *object = &bed->link.object;
    int32_t version = 0;

    reopen(bed, &bed_next_schema);
    reopen(bed, &bed_schema);
    assert_int_equal(object->methods->begin(object->self, 0, 1, &version), SALESINV_OK);
    assert_int_equal(version, 3);
    bed_rollback(&bed->link);
}

static void running_object_learns_of_a_newer_schema(test_bed *bed)
{
    bed_link newer;
    int32_t version = 0;

    assert_int_equal(bed_open(bed, &newer, &bed_next_schema, 0), SALESINV_OK);
    assert_int_equal(bed->link.object.methods->begin(bed->link.object.self,
                                                     SALESINV_BEGIN_WRITE, 1, &version),
                     SALESINV_OK);
    assert_int_equal(version, 3);
    bed_rollback(&bed->link);
    bed_close(&newer);
}

const bed_test bed_txn_tests[] = {
    {"rollback_restores", rollback_restores, false, false},
    {"rollback_is_legal_at_any_time", rollback_is_legal_at_any_time, false, false},
    {"answers_leave_the_transaction_usable", answers_leave_the_transaction_usable,
     false, false},
    {"many_transactions", many_transactions, false, false},
    {"begin_tells_the_version", begin_tells_the_version, false, false},
    {"maintain_outside_transactions", maintain_outside_transactions, false, false},
    {"committed_rows_survive_reopening", committed_rows_survive_reopening, true, false},
    {"commits_are_seen_by_others", commits_are_seen_by_others, true, false},
    {"reader_keeps_its_snapshot", reader_keeps_its_snapshot, true, true},
    {"second_writer_waits_and_gives_up", second_writer_waits_and_gives_up, true, true},
    {"older_store_is_brought_up", older_store_is_brought_up, true, false},
    {"newer_store_is_left_alone", newer_store_is_left_alone, true, false},
    {"running_object_learns_of_a_newer_schema", running_object_learns_of_a_newer_schema,
     true, false},
    {NULL, NULL, false, false},
};
