/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Storage suite: scans. Besides named cases, random ranges over every index of random items
 * are compared with a filter and a sort of the same items in memory.
 */
#include <stdlib.h>
#include <string.h>

#include "conformance/bed_suite.h"

enum { MOST_ITEMS = 90, RANDOM_RANGES = 1500 };

static const int32_t index_columns[ITEM_INDEXES][4] = {
    [BY_KEY] = {ITEM_TENANT, ITEM_ID, -1, -1},
    [BY_CODE] = {ITEM_TENANT, ITEM_CODE, -1, -1},
    [BY_GROUP] = {ITEM_TENANT, ITEM_GROUP, ITEM_ID, -1},
    [BY_RANK] = {ITEM_TENANT, ITEM_RANK, ITEM_NAME, ITEM_ID},
    [BY_COUNT] = {ITEM_TENANT, ITEM_GROUP, ITEM_COUNT, ITEM_ID},
};
static const int32_t sparse_column[ITEM_INDEXES] = {-1, ITEM_CODE, -1, -1, ITEM_COUNT};

static int32_t width_of(int32_t index)
{
    int32_t width = 0;

    while (width < 4 && index_columns[index][width] >= 0)
        width++;
    return width;
}

/* ---- the model ---- */

typedef struct item_model {
    sinv_row *items[MOST_ITEMS];
    int32_t count;
    uint64_t seed;
} item_model;

static int32_t pick(item_model *model, int32_t below)
{
    model->seed = model->seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
    return below > 0 ? (int32_t)((model->seed >> 33) % (uint64_t)below) : 0;
}

/* Compare `count` columns of an index, from place `first` on. */
static int compare_places(const sinv_row *a, const sinv_row *b, int32_t index,
                          int32_t first, int32_t count)
{
    for (int32_t place = first; place < first + count; place++) {
        int order = bed_compare(a, b, index_columns[index][place]);

        if (order != 0)
            return order;
    }
    return 0;
}

/* Would the range deliver the item? */
static bool is_inside(const sinv_range *range, const sinv_row *item)
{
    bool is_after = (range->flags & SALESINV_SCAN_AFTER) != 0;
    bool is_descending = (range->flags & SALESINV_SCAN_DESCENDING) != 0;
    int order;

    if (compare_places(item, range->from, range->index, 0, range->prefix) != 0)
        return false;
    if (range->from_count > 0) {
        order = compare_places(item, range->from, range->index, range->prefix,
                               range->from_count);
        if (order < 0 || (order == 0 && is_after && !is_descending))
            return false;
    }
    if (range->to_count > 0) {
        order = compare_places(item, range->to, range->index, range->prefix,
                               range->to_count);
        if (order > 0 || (order == 0 && is_after && is_descending))
            return false;
    }
    return true;
}

/* The items that the range delivers, in order; answers how many. */
static int32_t expect(const item_model *model, const sinv_range *range,
                      const sinv_row *out[MOST_ITEMS])
{
    bool is_descending = (range->flags & SALESINV_SCAN_DESCENDING) != 0;
    int32_t sparse = sparse_column[range->index];
    int32_t width = width_of(range->index);
    int32_t count = 0;

    for (int32_t i = 0; i < model->count; i++) {
        const sinv_row *item = model->items[i];
        int32_t place = count;

        if (!is_inside(range, item) || (sparse >= 0 && sinv_row_is_null(item, sparse)))
            continue;
        while (place > 0) {
            int order = compare_places(item, out[place - 1], range->index, 0, width);

            if (is_descending ? order <= 0 : order >= 0)
                break;
            out[place] = out[place - 1];
            place--;
        }
        out[place] = item;
        count++;
    }
    return range->limit > 0 && count > range->limit ? (int32_t)range->limit : count;
}

/* Scan, leave out what a sparse index need not hold, and compare with the model. */
static void check_range(test_bed *bed, const item_model *model, const sinv_range *range)
{
    const salesinv_storage_vtable *methods = bed->link.object.methods;
    const sinv_row *wanted[MOST_ITEMS] = {NULL};
    int32_t count = expect(model, range, wanted);
    sinv_row *found = bed_row(bed, T_ITEM);
    int32_t delivered = 0;
    void *scan = NULL;
    salesinv_status rc;

    rc = methods->scan(bed->link.object.self, T_ITEM, range, &scan);
    if (rc != SALESINV_OK)
        print_error("%s\n", bed->link.report.text);
    assert_int_equal(rc, SALESINV_OK);
    while ((rc = methods->scan_next(bed->link.object.self, scan, found)) ==
           SALESINV_ROW) {
        if (sparse_column[range->index] >= 0 &&
            sinv_row_is_null(found, sparse_column[range->index]))
            continue;
        assert_true(delivered < count);
        bed_assert_same(wanted[delivered++], found);
        found->text_used = 0;
    }
    assert_int_equal(rc, SALESINV_OK);
    assert_int_equal(delivered, count);
    assert_int_equal(methods->scan_next(bed->link.object.self, scan, found),
                     SALESINV_OK);
    methods->scan_close(bed->link.object.self, scan);
}

/* ---- random items and ranges ---- */

/* Few different values, NULL among them, so that bounds hit and miss. */
static void scatter(item_model *model, sinv_row *row)
{
    static const char *const texts[] = {"", "a", "a ", "aa", "b", "\xC3\xA4", "z"};

    sinv_row_set_int(row, ITEM_RANK, pick(model, 5) - 2);
    sinv_row_set_text(row, ITEM_NAME, texts[pick(model, 7)]);
    sinv_row_set_null(row, ITEM_GROUP);
    sinv_row_set_null(row, ITEM_COUNT);
    sinv_row_set_null(row, ITEM_CODE);
    if (pick(model, 4) > 0)
        sinv_row_set_int(row, ITEM_GROUP, pick(model, 4) - 1);
    if (pick(model, 3) > 0)
        sinv_row_set_int(row, ITEM_COUNT,
                         pick(model, 3) == 0 ? INT64_MAX : pick(model, 4));
    if (pick(model, 3) > 0) {
        char code[] = {(char)('A' + pick(model, 26)), (char)('A' + pick(model, 3)),
                       '\0'};

        sinv_row_set_text(row, ITEM_CODE, code + pick(model, 2));
    }
}

/* Two tenants' items, as many as their unique keys allow. */
static void fill(test_bed *bed, item_model *model)
{
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    for (int32_t i = 0; i < MOST_ITEMS; i++) {
        sinv_row *item = bed_item(bed, 1 + pick(model, 2), pick(model, 60), "");
        salesinv_status rc;

        scatter(model, item);
        rc = bed_insert(bed, item);
        assert_true(rc == SALESINV_OK || rc == SALESINV_E_EXISTS);
        if (rc == SALESINV_OK)
            model->items[model->count++] = item;
    }
    bed_commit(&bed->link);
    assert_true(model->count > MOST_ITEMS / 4);
}

static sinv_row *random_bound(test_bed *bed, item_model *model, int64_t tenant)
{
    sinv_row *row = bed_item(bed, tenant, pick(model, 60), "");

    scatter(model, row);
    return row;
}

static void random_ranges_over_every_index(test_bed *bed)
{
    item_model model = {.seed = 4711};

    fill(bed, &model);
    bed_begin(&bed->link, 0);
    for (int32_t i = 0; i < RANDOM_RANGES; i++) {
        sinv_range range = {.index = pick(&model, ITEM_INDEXES)};
        int64_t tenant = 1 + pick(&model, 2);
        int32_t width = width_of(range.index);
        sinv_row *from = random_bound(bed, &model, tenant);

        range.from = from;
        range.to = random_bound(bed, &model, tenant);
        range.prefix = 1 + pick(&model, width);
        if (pick(&model, 3) > 0)
            range.from_count = pick(&model, width - range.prefix + 1);
        if (pick(&model, 3) > 0)
            range.to_count = pick(&model, width - range.prefix + 1);
        range.flags = (uint32_t)pick(&model, 4);
        if (sparse_column[range.index] < 0) /* what a limit counts is not fixed there */
            range.limit = pick(&model, 3) == 0 ? 1 + pick(&model, 6) : 0;
        check_range(bed, &model, &range);
    }
    bed_rollback(&bed->link);
}

/* ---- named cases ---- */

/* Items 1..count of tenant 1 in an open writing transaction. */
static void put_items(test_bed *bed, int64_t count)
{
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    for (int64_t id = 1; id <= count; id++)
        assert_int_equal(bed_insert(bed, bed_item(bed, 1, id, "x")), SALESINV_OK);
}

static void *open_scan(test_bed *bed, const sinv_range *range)
{
    void *scan = NULL;

    assert_int_equal(
        bed->link.object.methods->scan(bed->link.object.self, T_ITEM, range, &scan),
        SALESINV_OK);
    return scan;
}

/* The id of the next item, 0 at the end. */
static int64_t next_id(test_bed *bed, void *scan, sinv_row *row)
{
    salesinv_status rc =
        bed->link.object.methods->scan_next(bed->link.object.self, scan, row);

    if (rc == SALESINV_OK)
        return 0;
    assert_int_equal(rc, SALESINV_ROW);
    return sinv_row_int(row, ITEM_ID);
}

static void close_scan(test_bed *bed, void *scan)
{
    bed->link.object.methods->scan_close(bed->link.object.self, scan);
}

static void two_scans_of_one_shape(test_bed *bed)
{
    sinv_row *tenant = bed_item_key(bed, 1, 0);
    sinv_row *row = bed_row(bed, T_ITEM);
    sinv_range range = {.from = tenant, .to = tenant, .prefix = 1};
    void *outer;
    void *inner;

    put_items(bed, 4);
    outer = open_scan(bed, &range);
    for (int64_t id = 1; id <= 4; id++) {
        assert_int_equal(next_id(bed, outer, row), id);
        inner = open_scan(bed, &range);
        assert_int_equal(next_id(bed, inner, row), 1);
        assert_int_equal(next_id(bed, inner, row), 2);
        close_scan(bed, inner); /* early */
    }
    assert_int_equal(next_id(bed, outer, row), 0);
    close_scan(bed, outer);
    close_scan(bed, NULL);
    bed_rollback(&bed->link);
}

static void bounds_are_copied(test_bed *bed)
{
    sinv_row *stock = bed_stock(bed, "b", 0, 0);
    sinv_row *found = bed_row(bed, T_STOCK);
    sinv_range range = {.from = stock, .to = stock, .prefix = 1, .from_count = 1};
    const salesinv_storage_vtable *methods = bed->link.object.methods;
    void *scan = NULL;

    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(bed, bed_stock(bed, "a", 1, 0)), SALESINV_OK);
    assert_int_equal(bed_insert(bed, bed_stock(bed, "b", 2, 0)), SALESINV_OK);
    assert_int_equal(bed_insert(bed, bed_stock(bed, "c", 3, 0)), SALESINV_OK);
    assert_int_equal(methods->scan(bed->link.object.self, T_STOCK, &range, &scan),
                     SALESINV_OK);
    stock->text[0] = '#'; /* the caller's memory is its own again */
    range.prefix = 0;
    assert_int_equal(methods->scan_next(bed->link.object.self, scan, found),
                     SALESINV_ROW);
    assert_string_equal(sinv_row_text(found, STOCK_PRODUCT), "b");
    assert_int_equal(methods->scan_next(bed->link.object.self, scan, found),
                     SALESINV_ROW);
    assert_string_equal(sinv_row_text(found, STOCK_PRODUCT), "c");
    assert_int_equal(methods->scan_next(bed->link.object.self, scan, found),
                     SALESINV_OK);
    methods->scan_close(bed->link.object.self, scan);
    bed_rollback(&bed->link);
}

static void pages_meet(test_bed *bed)
{
    sinv_row *from = bed_item_key(bed, 1, 0);
    sinv_row *row = bed_row(bed, T_ITEM);
    sinv_range range = {.from = from, .to = from, .prefix = 1, .limit = 3};
    int64_t wanted = 1;

    put_items(bed, 10);
    for (int32_t page = 0; page < 4; page++) {
        void *scan = open_scan(bed, &range);
        int64_t id;

        while ((id = next_id(bed, scan, row)) != 0)
            assert_int_equal(id, wanted++);
        close_scan(bed, scan);
        sinv_row_set_int(from, ITEM_ID, wanted - 1);
        range.from_count = 1;
        range.flags = SALESINV_SCAN_AFTER;
    }
    assert_int_equal(wanted, 11);
    bed_rollback(&bed->link);
}

static void tenants_are_apart(test_bed *bed)
{
    sinv_row *from = bed_item_key(bed, 2, 0);
    sinv_row *row = bed_row(bed, T_ITEM);
    sinv_range range = {.from = from, .to = from, .prefix = 1};
    void *scan;

    put_items(bed, 3);
    assert_int_equal(bed_insert(bed, bed_item(bed, 2, 2, "theirs")), SALESINV_OK);
    scan = open_scan(bed, &range);
    assert_int_equal(next_id(bed, scan, row), 2);
    assert_string_equal(sinv_row_text(row, ITEM_NAME), "theirs");
    assert_int_equal(next_id(bed, scan, row), 0);
    close_scan(bed, scan);
    bed_rollback(&bed->link);
}

static void scan_sees_own_writes(test_bed *bed)
{
    sinv_row *from = bed_item_key(bed, 1, 0);
    sinv_row *row = bed_row(bed, T_ITEM);
    sinv_range range = {.from = from, .to = from, .prefix = 1};
    void *scan;

    put_items(bed, 3);
    bed_commit(&bed->link);
    bed_begin(&bed->link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_remove(bed, bed_item_key(bed, 1, 1)), SALESINV_OK);
    assert_int_equal(bed_insert(bed, bed_item(bed, 1, 4, "new")), SALESINV_OK);
    scan = open_scan(bed, &range);
    assert_int_equal(next_id(bed, scan, row), 2);
    assert_int_equal(next_id(bed, scan, row), 3);
    assert_int_equal(next_id(bed, scan, row), 4);
    assert_int_equal(next_id(bed, scan, row), 0);
    close_scan(bed, scan);
    bed_commit(&bed->link);
}

const bed_test bed_scan_tests[] = {
    {"random_ranges_over_every_index", random_ranges_over_every_index, false, false},
    {"two_scans_of_one_shape", two_scans_of_one_shape, false, false},
    {"bounds_are_copied", bounds_are_copied, false, false},
    {"pages_meet", pages_meet, false, false},
    {"tenants_are_apart", tenants_are_apart, false, false},
    {"scan_sees_own_writes", scan_sees_own_writes, false, false},
    {NULL, NULL, false, false},
};
