/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The weak storage passes what it can of the suite, is as weak as it says, and even there the guards
 * of `add` let nobody take what is not there.
 */
#include "conformance/bed_suite.h"
#include "support/weak_storage.h"

#define BIT(column) (UINT64_C(1) << (column))

static salesinv_status make(void *context, sinv_heap *heap, storage_object *out)
{
    (void)heap;
    return weak_storage_make(context, out);
}

static void clear(void *context)
{
    weak_store_clear(context);
}

/* Two writers on one store with the stock "p" of 10, both in a transaction. */
typedef struct pair {
    weak_store *store;
    storage_maker maker;
    test_bed bed;
    bed_link other;
} pair;

static void start(pair *at)
{
    at->store = weak_store_create();
    assert_non_null(at->store);
    at->maker = (storage_maker){
        .name = "weak", .context = at->store, .make = make, .clear = clear};
    assert_int_equal(bed_start(&at->bed, &at->maker), SALESINV_OK);
    assert_int_equal(bed_open(&at->bed, &at->other, &bed_schema, 0), SALESINV_OK);
    bed_begin(&at->bed.link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(&at->bed, bed_stock(&at->bed, "p", 10, 0)),
                     SALESINV_OK);
    bed_commit(&at->bed.link);
    bed_begin(&at->bed.link, SALESINV_BEGIN_WRITE);
    bed_begin(&at->other, SALESINV_BEGIN_WRITE);
}

static void stop(pair *at)
{
    bed_close(&at->other);
    bed_stop(&at->bed);
    weak_store_free(at->store);
}

static int64_t on_hand(pair *at, bed_link *link)
{
    sinv_row *row = bed_stock(&at->bed, "p", 0, 0);

    assert_int_equal(link->object.methods->get(link->object.self, T_STOCK, row, row),
                     SALESINV_OK);
    return sinv_row_int(row, STOCK_ON_HAND);
}

static salesinv_status take(pair *at, bed_link *link, int64_t quantity)
{
    sinv_row *deltas = bed_stock(&at->bed, "p", -quantity, 0);

    return link->object.methods->add(link->object.self, T_STOCK, deltas,
                                     BIT(STOCK_ON_HAND), deltas, GUARD_ALL);
}

static void it_is_weak(void **state)
{
    pair at;
    sinv_row *row;

    (void)state;
    start(&at);
    assert_int_equal(on_hand(&at, &at.bed.link), 10);
    assert_int_equal(on_hand(&at, &at.other), 10);
    assert_int_equal(take(&at, &at.bed.link, 8), SALESINV_OK);
    assert_int_equal(on_hand(&at, &at.other), 10); /* not committed yet */
    bed_commit(&at.bed.link);
    assert_int_equal(on_hand(&at, &at.other), 2); /* read twice, seen twice */
    /* Who decides by what it read before and writes the result loses the other's change. */
    row = bed_stock(&at.bed, "p", 10 - 5, 0);
    assert_int_equal(at.other.object.methods->update(at.other.object.self, T_STOCK, row,
                                                     BIT(STOCK_ON_HAND), row),
                     SALESINV_OK);
    bed_commit(&at.other);
    bed_begin(&at.bed.link, 0);
    assert_int_equal(on_hand(&at, &at.bed.link), 5);
    bed_rollback(&at.bed.link);
    stop(&at);
}

static void guard_holds_against_a_commit_in_between(void **state)
{
    pair at;

    (void)state;
    start(&at);
    assert_int_equal(on_hand(&at, &at.other), 10); /* enough for both, it seems */
    assert_int_equal(take(&at, &at.bed.link, 8), SALESINV_OK);
    bed_commit(&at.bed.link);
    assert_int_equal(take(&at, &at.other, 8), SALESINV_E_STORAGE_GUARD);
    assert_int_equal(take(&at, &at.other, 2), SALESINV_OK);
    bed_commit(&at.other);
    bed_begin(&at.bed.link, 0);
    assert_int_equal(on_hand(&at, &at.bed.link), 0);
    bed_rollback(&at.bed.link);
    stop(&at);
}

static void row_written_by_another_is_a_conflict(void **state)
{
    pair at;

    (void)state;
    start(&at);
    assert_int_equal(take(&at, &at.bed.link, 8), SALESINV_OK);
    assert_int_equal(take(&at, &at.other, 8), SALESINV_E_CONFLICT);
    bed_rollback(&at.other);
    bed_rollback(&at.bed.link);
    bed_begin(&at.other, SALESINV_BEGIN_WRITE);
    assert_int_equal(take(&at, &at.other, 8), SALESINV_OK);
    bed_commit(&at.other);
    stop(&at);
}

static void unique_key_of_another_is_a_conflict(void **state)
{
    pair at;
    sinv_row *first;
    sinv_row *second;

    (void)state;
    start(&at);
    first = bed_item(&at.bed, 1, 1, "x");
    second = bed_item(&at.bed, 1, 2, "y");
    sinv_row_set_text(first, ITEM_CODE, "C");
    sinv_row_set_text(second, ITEM_CODE, "C");
    assert_int_equal(bed_insert(&at.bed, first), SALESINV_OK);
    assert_int_equal(
        at.other.object.methods->insert(at.other.object.self, T_ITEM, second),
        SALESINV_E_CONFLICT);
    bed_rollback(&at.other);
    bed_commit(&at.bed.link);
    bed_begin(&at.other, SALESINV_BEGIN_WRITE);
    assert_int_equal(
        at.other.object.methods->insert(at.other.object.self, T_ITEM, second),
        SALESINV_E_EXISTS);
    bed_rollback(&at.other);
    stop(&at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_weak),
        cmocka_unit_test(guard_holds_against_a_commit_in_between),
        cmocka_unit_test(row_written_by_another_is_a_conflict),
        cmocka_unit_test(unique_key_of_another_is_a_conflict),
    };
    storage_maker maker = {.name = "weak storage",
                           .context = weak_store_create(),
                           .quirks = {.is_weak = true},
                           .make = make,
                           .clear = clear};
    int failures = maker.context ? storage_suite_run(&maker) : 1;

    weak_store_free(maker.context);
    return failures + cmocka_run_group_tests(tests, NULL, NULL);
}
