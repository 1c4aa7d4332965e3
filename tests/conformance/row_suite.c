/* SPDX-License-Identifier: Apache-2.0 */
/* Storage suite: single rows, their values, keys, guards and least values. */
#include <string.h>

#include "conformance/bed_suite.h"

#define BIT(column) (UINT64_C(1) << (column))

static const uint8_t bytes_with_zero[] = {0, 1, 255, 0, 39, 34, 0};

/* Insert, read back, compare. */
static void check_round_trip(test_bed *bed, const sinv_row *row)
{
    sinv_row *found = bed_row(bed, row->table);

    assert_int_equal(bed_insert(bed, row), SALESINV_OK);
    assert_int_equal(bed_get(bed, row, found), SALESINV_OK);
    bed_assert_same(row, found);
}

static void get_finds_what_insert_stored(test_bed *bed)
{
    sinv_row *row = bed_item(bed, 1, 1, "na\xC3\xAFve 'quoted\" % _ text");

    sinv_row_set_text(row, ITEM_NOTE, "note");
    sinv_row_set_bytes(row, ITEM_DATA, bytes_with_zero, sizeof(bytes_with_zero));
    sinv_row_set_int(row, ITEM_COUNT, INT64_MAX);
    sinv_row_set_text(row, ITEM_CODE, "C-1");
    sinv_row_set_int(row, ITEM_GROUP, INT64_MIN);
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    check_round_trip(bed, row);
    bed_rollback(&bed->link);
}

static void empty_is_not_null(test_bed *bed)
{
    sinv_row *empty = bed_item(bed, 1, 1, "");
    sinv_row *null = bed_item(bed, 1, 2, "");

    sinv_row_set_text(empty, ITEM_NOTE, "");
    sinv_row_set_bytes(empty, ITEM_DATA, "", 0);
    sinv_row_set_int(empty, ITEM_COUNT, 0);
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    check_round_trip(bed, empty);
    check_round_trip(bed, null);
    bed_rollback(&bed->link);
}

static void long_values_are_kept(test_bed *bed)
{
    enum { LONG = 200000 };
    sinv_row *row = bed_item(bed, 1, 1, "long");
    char *text = sinv_arena_alloc(&bed->arena, LONG + 1);

    assert_non_null(text);
    memset(text, 'x', LONG);
    sinv_row_set_text(row, ITEM_NOTE, text);
    sinv_row_set_bytes(row, ITEM_DATA, text, LONG);
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    check_round_trip(bed, row);
    bed_rollback(&bed->link);
}

static void key_of_text_and_bytes(test_bed *bed)
{
    sinv_row *row = bed_row(bed, T_PAIR);
    sinv_row *other = bed_row(bed, T_PAIR);

    sinv_row_set_int(row, PAIR_TENANT, 1);
    sinv_row_set_text(row, PAIR_TEXT, "a");
    sinv_row_set_bytes(row, PAIR_BYTES, bytes_with_zero, sizeof(bytes_with_zero));
    sinv_row_set_int(other, PAIR_TENANT, 1);
    sinv_row_set_text(other, PAIR_TEXT, "");
    sinv_row_set_bytes(other, PAIR_BYTES, bytes_with_zero, 1);
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    check_round_trip(bed, row);
    check_round_trip(bed, other);
    assert_int_equal(bed_insert(bed, row), SALESINV_E_EXISTS);
    assert_int_equal(bed_remove(bed, other), SALESINV_OK);
    assert_int_equal(bed_get(bed, other, other), SALESINV_E_NOT_FOUND);
    assert_int_equal(bed_get(bed, row, row), SALESINV_OK);
    bed_rollback(&bed->link);
}

static void get_may_fill_its_key(test_bed *bed)
{
    sinv_row *row = bed_stock(bed, "a product with a name of some length", 5, 1);
    sinv_row *key = bed_stock(bed, "a product with a name of some length", 0, 0);

    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(bed, row), SALESINV_OK);
    assert_int_equal(bed_get(bed, key, key), SALESINV_OK);
    bed_assert_same(row, key);
    bed_rollback(&bed->link);
}

static void missing_rows_are_not_found(test_bed *bed)
{
    sinv_row *item = bed_item(bed, 1, 9, "none");
    sinv_row *stock = bed_stock(bed, "none", 1, 1);

    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_get(bed, item, item), SALESINV_E_NOT_FOUND);
    assert_int_equal(bed_update(bed, item, BIT(ITEM_NAME)), SALESINV_E_NOT_FOUND);
    assert_int_equal(bed_remove(bed, item), SALESINV_E_NOT_FOUND);
    assert_int_equal(bed_add(bed, stock, BIT(STOCK_ON_HAND), GUARD_ALL),
                     SALESINV_E_NOT_FOUND);
    assert_int_equal(bed_add(bed, stock, BIT(STOCK_ON_HAND), 0), SALESINV_E_NOT_FOUND);
    check_round_trip(bed, item); /* usable still */
    bed_rollback(&bed->link);
}

static void second_insert_of_a_key_exists(test_bed *bed)
{
    sinv_row *first = bed_item(bed, 1, 1, "first");
    sinv_row *second = bed_item(bed, 1, 1, "second");
    sinv_row *found = bed_row(bed, T_ITEM);

    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(bed, first), SALESINV_OK);
    assert_int_equal(bed_insert(bed, second), SALESINV_E_EXISTS);
    assert_int_equal(bed_get(bed, first, found), SALESINV_OK);
    bed_assert_same(first, found);
    bed_commit(&bed->link);
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(bed, second), SALESINV_E_EXISTS);
    check_round_trip(bed, bed_item(bed, 2, 1, "of another tenant"));
    bed_commit(&bed->link);
}

static void unique_index_refuses_a_second(test_bed *bed)
{
    sinv_row *first = bed_item(bed, 1, 1, "same");
    sinv_row *second = bed_item(bed, 1, 2, "same");
    sinv_row *found = bed_row(bed, T_ITEM);

    sinv_row_set_text(first, ITEM_CODE, "C");
    sinv_row_set_text(second, ITEM_CODE, "C");
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(bed, first), SALESINV_OK);
    assert_int_equal(bed_insert(bed, second), SALESINV_E_EXISTS);
    assert_int_equal(bed_get(bed, second, found), SALESINV_E_NOT_FOUND);
    sinv_row_set_text(second, ITEM_CODE, "c");
    assert_int_equal(bed_insert(bed, second), SALESINV_OK);
    sinv_row_set_text(second, ITEM_CODE, "C");
    sinv_row_set_text(second, ITEM_NOTE, "changed");
    assert_int_equal(bed_update(bed, second, BIT(ITEM_CODE) | BIT(ITEM_NOTE)),
                     SALESINV_E_EXISTS);
    assert_int_equal(bed_get(bed, second, found), SALESINV_OK);
    assert_true(sinv_row_is_null(found, ITEM_NOTE));
    assert_string_equal(sinv_row_text(found, ITEM_CODE), "c");
    /* (rank, name): the id that follows only orders. */
    sinv_row_set_int(second, ITEM_RANK, 1);
    assert_int_equal(bed_update(bed, second, BIT(ITEM_RANK)), SALESINV_E_EXISTS);
    assert_int_equal(bed_update(bed, first, BIT(ITEM_CODE)), SALESINV_OK); /* its own */
    bed_commit(&bed->link);
}

static void null_is_never_a_duplicate(test_bed *bed)
{
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    for (int64_t id = 1; id <= 3; id++)
        check_round_trip(bed, bed_item(bed, 1, id, "no code"));
    bed_commit(&bed->link);
}

static void unique_key_is_free_again(test_bed *bed)
{
    sinv_row *first = bed_item(bed, 1, 1, "first");
    sinv_row *second = bed_item(bed, 1, 2, "second");

    sinv_row_set_text(first, ITEM_CODE, "C");
    sinv_row_set_text(second, ITEM_CODE, "C");
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(bed, first), SALESINV_OK);
    assert_int_equal(bed_remove(bed, first), SALESINV_OK);
    assert_int_equal(bed_insert(bed, second), SALESINV_OK);
    sinv_row_set_null(second, ITEM_CODE);
    assert_int_equal(bed_update(bed, second, BIT(ITEM_CODE)), SALESINV_OK);
    assert_int_equal(bed_insert(bed, first), SALESINV_OK);
    bed_rollback(&bed->link);
}

static void update_sets_the_mask_only(test_bed *bed)
{
    sinv_row *row = bed_item(bed, 1, 1, "before");
    sinv_row *change = bed_item(bed, 1, 1, "after");
    sinv_row *found = bed_row(bed, T_ITEM);

    sinv_row_set_text(row, ITEM_NOTE, "note");
    sinv_row_set_int(row, ITEM_COUNT, 5);
    sinv_row_set_int(change, ITEM_COUNT, 6);
    sinv_row_set_text(change, ITEM_CODE, "not in the mask");
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(bed, row), SALESINV_OK);
    assert_int_equal(
        bed_update(bed, change, BIT(ITEM_NAME) | BIT(ITEM_NOTE) | BIT(ITEM_COUNT)),
        SALESINV_OK);
    assert_int_equal(bed_get(bed, row, found), SALESINV_OK);
    sinv_row_set_text(row, ITEM_NAME, "after");
    sinv_row_set_null(row, ITEM_NOTE);
    sinv_row_set_int(row, ITEM_COUNT, 6);
    bed_assert_same(row, found);
    bed_rollback(&bed->link);
}

static void remove_takes_one_row(test_bed *bed)
{
    sinv_row *found = bed_row(bed, T_ITEM);

    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    for (int64_t id = 1; id <= 3; id++)
        assert_int_equal(bed_insert(bed, bed_item(bed, 1, id, "x")), SALESINV_OK);
    assert_int_equal(bed_remove(bed, bed_item_key(bed, 1, 2)), SALESINV_OK);
    assert_int_equal(bed_remove(bed, bed_item_key(bed, 1, 2)), SALESINV_E_NOT_FOUND);
    assert_int_equal(bed_get(bed, bed_item_key(bed, 1, 1), found), SALESINV_OK);
    assert_int_equal(bed_get(bed, bed_item_key(bed, 1, 2), found),
                     SALESINV_E_NOT_FOUND);
    assert_int_equal(bed_get(bed, bed_item_key(bed, 1, 3), found), SALESINV_OK);
    check_round_trip(bed, bed_item(bed, 1, 2, "again"));
    bed_rollback(&bed->link);
}

/* Fails unless the stock of product "p" has these figures. */
static void check_stock(test_bed *bed, int64_t on_hand, int64_t frozen)
{
    sinv_row *row = bed_stock(bed, "p", 0, 0);

    assert_int_equal(bed_get(bed, row, row), SALESINV_OK);
    assert_int_equal(sinv_row_int(row, STOCK_ON_HAND), on_hand);
    assert_int_equal(sinv_row_int(row, STOCK_FROZEN), frozen);
}

static salesinv_status add_stock(test_bed *bed, int64_t on_hand, int64_t frozen,
                                 uint32_t guards)
{
    uint64_t mask =
        (on_hand != 0 ? BIT(STOCK_ON_HAND) : 0) | (frozen != 0 ? BIT(STOCK_FROZEN) : 0);

    return bed_add(bed, bed_stock(bed, "p", on_hand, frozen), mask, guards);
}

static void add_keeps_its_guards(test_bed *bed)
{
    static const struct {
        int64_t on_hand, frozen;
        uint32_t guards;
        salesinv_status answer;
    } cases[] = {
        /* on hand 10, frozen 4 */
        {-6, 0, GUARD_ALL, SALESINV_OK},
        {-7, 0, GUARD_ALL, SALESINV_E_STORAGE_GUARD},
        {-7, 0, GUARD_ON_HAND | GUARD_FROZEN, SALESINV_OK},
        {-10, 0, GUARD_ON_HAND, SALESINV_OK},
        {-11, 0, GUARD_ON_HAND, SALESINV_E_STORAGE_GUARD},
        {-11, 0, GUARD_FROZEN, SALESINV_OK},
        {0, 6, GUARD_ALL, SALESINV_OK},
        {0, 7, GUARD_ALL, SALESINV_E_STORAGE_GUARD},
        {0, 7, GUARD_ON_HAND, SALESINV_OK},
        {0, -4, GUARD_ALL, SALESINV_OK},
        {0, -5, GUARD_ALL, SALESINV_E_STORAGE_GUARD},
        {0, -5, GUARD_AVAILABLE, SALESINV_OK},
        {-8, -4, GUARD_ALL, SALESINV_OK},
        {-10, -4, GUARD_ALL, SALESINV_OK},
        {5, 11, GUARD_ALL, SALESINV_OK},
        {5, 12, GUARD_ALL, SALESINV_E_STORAGE_GUARD},
        {-20, 20, 0, SALESINV_OK},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        bool holds = cases[i].answer == SALESINV_OK;

        bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
        assert_int_equal(bed_insert(bed, bed_stock(bed, "p", 10, 4)), SALESINV_OK);
        assert_int_equal(
            add_stock(bed, cases[i].on_hand, cases[i].frozen, cases[i].guards),
            cases[i].answer);
        check_stock(bed, 10 + (holds ? cases[i].on_hand : 0),
                    4 + (holds ? cases[i].frozen : 0));
        assert_int_equal(
            add_stock(bed, 100, 0, GUARD_ALL & ~GUARD_AVAILABLE & ~GUARD_FROZEN),
            SALESINV_OK); /* usable still */
        bed_rollback(&bed->link);
    }
}

static void sum_beyond_64_bits_is_refused(test_bed *bed)
{
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(bed, bed_stock(bed, "p", INT64_MAX - 1, 0)),
                     SALESINV_OK);
    assert_int_equal(add_stock(bed, 1, 0, GUARD_ALL), SALESINV_OK);
    assert_int_equal(add_stock(bed, 1, 0, GUARD_ALL), SALESINV_E_STORAGE_GUARD);
    assert_int_equal(add_stock(bed, INT64_MAX, 0, 0), SALESINV_E_STORAGE_GUARD);
    check_stock(bed, INT64_MAX, 0);
    assert_int_equal(bed_remove(bed, bed_stock(bed, "p", 0, 0)), SALESINV_OK);
    assert_int_equal(bed_insert(bed, bed_stock(bed, "p", INT64_MIN, 0)), SALESINV_OK);
    assert_int_equal(add_stock(bed, -1, 0, 0), SALESINV_E_STORAGE_GUARD);
    check_stock(bed, INT64_MIN, 0);
    bed_rollback(&bed->link);
}

static void least_value_is_kept(test_bed *bed)
{
    sinv_row *row = bed_stock(bed, "p", 0, -6);

    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(bed, row), SALESINV_E_STORAGE_GUARD);
    assert_int_equal(bed_get(bed, row, row), SALESINV_E_NOT_FOUND);
    assert_int_equal(bed_insert(bed, bed_stock(bed, "p", 0, -5)), SALESINV_OK);
    assert_int_equal(bed_update(bed, bed_stock(bed, "p", 0, -6), BIT(STOCK_FROZEN)),
                     SALESINV_E_STORAGE_GUARD);
    assert_int_equal(add_stock(bed, 0, -1, 0), SALESINV_E_STORAGE_GUARD);
    check_stock(bed, 0, -5);
    assert_int_equal(add_stock(bed, 0, 1, 0), SALESINV_OK);
    bed_rollback(&bed->link);
}

static void required_column_is_required(test_bed *bed)
{
    sinv_row *row = bed_item(bed, 1, 1, "x");
    salesinv_status rc;

    sinv_row_set_null(row, ITEM_NAME);
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    rc = bed_insert(bed, row);
    assert_true(rc < 0);
    assert_int_not_equal(rc, SALESINV_E_EXISTS);
    assert_int_not_equal(rc, SALESINV_E_NOT_FOUND);
    bed_rollback(&bed->link);
    bed_begin(&bed->link, 0);
    assert_int_equal(bed_get(bed, row, row), SALESINV_E_NOT_FOUND);
    bed_rollback(&bed->link);
}

const bed_test bed_row_tests[] = {
    {"get_finds_what_insert_stored", get_finds_what_insert_stored, false, false},
    {"empty_is_not_null", empty_is_not_null, false, false},
    {"long_values_are_kept", long_values_are_kept, false, false},
    {"key_of_text_and_bytes", key_of_text_and_bytes, false, false},
    {"get_may_fill_its_key", get_may_fill_its_key, false, false},
    {"missing_rows_are_not_found", missing_rows_are_not_found, false, false},
    {"second_insert_of_a_key_exists", second_insert_of_a_key_exists, false, false},
    {"unique_index_refuses_a_second", unique_index_refuses_a_second, false, false},
    {"null_is_never_a_duplicate", null_is_never_a_duplicate, false, false},
    {"unique_key_is_free_again", unique_key_is_free_again, false, false},
    {"update_sets_the_mask_only", update_sets_the_mask_only, false, false},
    {"remove_takes_one_row", remove_takes_one_row, false, false},
    {"add_keeps_its_guards", add_keeps_its_guards, false, false},
    {"sum_beyond_64_bits_is_refused", sum_beyond_64_bits_is_refused, false, false},
    {"least_value_is_kept", least_value_is_kept, false, false},
    {"required_column_is_required", required_column_is_required, false, false},
    {NULL, NULL, false, false},
};
