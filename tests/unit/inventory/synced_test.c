/* SPDX-License-Identifier: Apache-2.0 */
/* Figures of an ERP: absolute, by warehouse, bin and batch; totals that are given and totals that are sums. */
#include "inventory/synced.h"

#include <stdio.h>
#include <string.h>

#include "salesinv/product.h"
#include "support/fix_stock.h"

typedef struct fix_synced {
    fix_core core;
    salesinv_session *admin;
    salesinv_id product; /* managed by batch */
    salesinv_id other;
    salesinv_id warehouse; /* with bins */
    salesinv_id bins[2];
    salesinv_id batches[2];
} fix_synced;

static fix_synced fix;

static int setup(void **state)
{
    (void)state;
    memset(&fix, 0, sizeof(fix));
    fix_core_open(&fix.core, false);
    fix.admin = fix.core.admin;
    fix_setting(fix.admin, "warehouse.bins", 1);
    fix.product = fix_product(&fix.core, "Paste", SALESINV_TRACKING_BATCH);
    fix.other = fix_product(&fix.core, "Paint", SALESINV_TRACKING_BATCH);
    fix.warehouse = fix_create(fix.admin, SALESINV_KIND_WAREHOUSE, 0,
                               "{\"name\": \"Shelves\", \"has_bins\": 1}");
    for (int i = 0; i < 2; i++) {
        fix.bins[i] =
            fix_create(fix.admin, SALESINV_KIND_BIN, 0,
                       "{\"warehouse\": %lld, \"code\": \"B%d\", \"name\": \"Bin %d\"}",
                       (long long)fix.warehouse, i, i);
        fix.batches[i] = fix_create(fix.admin, SALESINV_KIND_BATCH, 0,
                                    "{\"code\": \"L%d\", \"product\": %lld}", i,
                                    (long long)fix.product);
    }
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fix_core_close(&fix.core);
    return 0;
}

/* ---- what the ERP says ---- */

typedef struct deed {
    sinv_synced_place place;
    sinv_synced_figure figure;
    bool is_removal;
    bool is_changed;
} deed;

static salesinv_status carry_out(sinv_txn *txn, void *arg)
{
    deed *what = arg;

    return what->is_removal
               ? sinv_synced_remove(txn, &what->place, &what->is_changed)
               : sinv_synced_put(txn, &what->place, &what->figure, &what->is_changed);
}

static sinv_synced_place at(int bin, int batch)
{
    return (sinv_synced_place){fix.product, fix.warehouse, bin >= 0 ? fix.bins[bin] : 0,
                               batch >= 0 ? fix.batches[batch] : 0};
}

static salesinv_status try_put(sinv_synced_place place, sinv_synced_figure figure)
{
    deed what = {place, figure, false, false};

    return fix_core_run(fix.admin, true, carry_out, &what);
}

/* Whole units on hand, said now. */
static bool put(int bin, int batch, int64_t units)
{
    deed what = {at(bin, batch),
                 {.on_hand = units * FIX_UNIT, .at = fix.core.now},
                 false,
                 false};

    assert_ok(fix.admin, fix_core_run(fix.admin, true, carry_out, &what));
    return what.is_changed;
}

static bool take_away(int bin, int batch)
{
    deed what = {at(bin, batch), {.on_hand = 0}, true, false};

    assert_ok(fix.admin, fix_core_run(fix.admin, true, carry_out, &what));
    return what.is_changed;
}

/* ---- what is stored ---- */

typedef struct stored {
    char text[96];
    int64_t at;
} stored;

static salesinv_status read_total(sinv_txn *txn, void *arg)
{
    stored *out = arg;
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_STOCK, &row);

    strcpy(out->text, "none");
    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_STOCK_PRODUCT, fix.product);
    sinv_row_set_int(row, SINV_STOCK_WAREHOUSE, fix.warehouse);
    rc = sinv_txn_get(txn, row);
    if (rc != SALESINV_OK || sinv_row_is_null(row, SINV_STOCK_SYNCED_ON_HAND))
        return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
    (void)snprintf(
        out->text, sizeof(out->text), "%lld/%lld/%lld from %lld",
        (long long)(sinv_row_int(row, SINV_STOCK_SYNCED_ON_HAND) / FIX_UNIT),
        (long long)(sinv_row_int(row, SINV_STOCK_SYNCED_FROZEN) / FIX_UNIT),
        (long long)(sinv_row_int(row, SINV_STOCK_SYNCED_AVAILABLE) / FIX_UNIT),
        (long long)sinv_row_int(row, SINV_STOCK_SYNCED_FROM));
    out->at = sinv_row_int(row, SINV_STOCK_SYNCED_AT);
    return SALESINV_OK;
}

static stored total(void)
{
    stored out = {"", 0};

    assert_ok(fix.admin, fix_core_run(fix.admin, false, read_total, &out));
    return out;
}
#define assert_total(wanted) assert_string_equal(total().text, wanted)

/* ---- cases ---- */

static void a_figure_takes_the_place_of_the_former_one(void **state)
{
    (void)state;
    assert_total("none");
    assert_true(put(-1, -1, 100));
    assert_total("100/0/100 from 0");
    assert_false(put(-1, -1, 100));
    assert_true(put(-1, -1, 70));
    assert_total("70/0/70 from 0");
    assert_true(take_away(-1, -1));
    assert_false(take_away(-1, -1));
    assert_total("none");
}

static void what_is_not_said_follows_from_the_rest(void **state)
{
    const sinv_synced_figure frozen = {.on_hand = 10 * FIX_UNIT,
                                       .frozen = 4 * FIX_UNIT,
                                       .has_frozen = true,
                                       .at = fix.core.now};
    const sinv_synced_figure available = {.on_hand = 10 * FIX_UNIT,
                                          .available = 7 * FIX_UNIT,
                                          .has_available = true,
                                          .at = fix.core.now};
    const sinv_synced_figure more = {.on_hand = 10 * FIX_UNIT,
                                     .available = 12 * FIX_UNIT,
                                     .has_available = true,
                                     .at = fix.core.now};
    const sinv_synced_figure all = {.on_hand = 10 * FIX_UNIT,
                                    .frozen = 4 * FIX_UNIT,
                                    .available = -2 * FIX_UNIT,
                                    .has_frozen = true,
                                    .has_available = true,
                                    .at = fix.core.now};

    (void)state;
    assert_ok(fix.admin, try_put(at(-1, -1), frozen));
    assert_total("10/4/6 from 0");
    assert_ok(fix.admin, try_put(at(-1, -1), available));
    assert_total("10/3/7 from 0");
    assert_ok(fix.admin, try_put(at(-1, -1), more));
    assert_total("10/0/12 from 0");
    assert_ok(fix.admin, try_put(at(-1, -1), all));
    assert_total("10/4/-2 from 0");
}

static void less_than_nothing_is_taken_as_said(void **state)
{
    (void)state;
    assert_true(put(-1, -1, -5));
    assert_total("-5/0/-5 from 0");
}

static void without_a_total_the_places_make_it_up(void **state)
{
    (void)state;
    put(0, 0, 5);
    assert_total("5/0/5 from 3");
    put(1, 0, 7);
    put(1, 1, 1);
    assert_total("13/0/13 from 3");
    put(1, 0, 2);
    assert_total("8/0/8 from 3");
    assert_true(take_away(1, 1));
    assert_total("7/0/7 from 3");
}

/* Bins and batches of the same goods are counted once, by the more detailed figures. */
static void subtotals_do_not_count_twice(void **state)
{
    (void)state;
    put(0, -1, 5);
    put(1, -1, 6);
    assert_total("11/0/11 from 1");
    put(-1, 0, 8);
    assert_total("8/0/8 from 2");
    put(-1, 1, 2);
    put(0, -1, 4);
    assert_total("10/0/10 from 2");
    put(0, 0, 3);
    assert_total("3/0/3 from 3");
    take_away(0, 0);
    assert_total("10/0/10 from 2");
    take_away(-1, 0);
    take_away(-1, 1);
    assert_total("10/0/10 from 1");
    take_away(0, -1);
    take_away(1, -1);
    assert_total("none");
}

static void a_total_that_is_given_counts_until_it_goes(void **state)
{
    (void)state;
    put(0, 0, 5);
    put(-1, -1, 9);
    assert_total("9/0/9 from 0");
    put(0, 1, 5);
    take_away(0, 0);
    assert_total("9/0/9 from 0");
    take_away(-1, -1);
    assert_total("5/0/5 from 3");
    assert_false(take_away(-1, -1));
    assert_total("5/0/5 from 3");
}

static void a_figure_has_its_time(void **state)
{
    sinv_synced_figure figure = {.on_hand = FIX_UNIT, .at = fix.core.now - FIX_MINUTE};

    (void)state;
    assert_ok(fix.admin, try_put(at(-1, -1), figure));
    assert_int_equal(total().at, fix.core.now - FIX_MINUTE);
    assert_true(put(-1, -1, 1)); /* the same, said again later */
    assert_int_equal(total().at, fix.core.now);
    figure.at = fix.core.now + FIX_MINUTE; /* by a clock that is ahead */
    assert_ok(fix.admin, try_put(at(-1, -1), figure));
    assert_int_equal(total().at, fix.core.now);
    take_away(-1, -1);
    figure.at = fix.core.now - 2 * FIX_MINUTE;
    assert_ok(fix.admin, try_put(at(0, 0), figure));
    assert_int_equal(total().at, fix.core.now - 2 * FIX_MINUTE);
    put(0, 1, 1);
    assert_int_equal(total().at, fix.core.now);
}

static void what_cannot_be_is_refused(void **state)
{
    const sinv_synced_figure one = {.on_hand = FIX_UNIT, .at = fix.core.now};
    sinv_synced_figure figure = {
        .on_hand = FIX_UNIT, .frozen = -1, .has_frozen = true, .at = fix.core.now};
    salesinv_id elsewhere = fix_warehouse(&fix.core, "Elsewhere");
    sinv_synced_place place = at(0, -1);

    (void)state;
    place.warehouse = elsewhere;
    assert_refused(fix.admin, BIN_MISMATCH, try_put(place, one));
    place = at(-1, 0);
    place.product = fix.other;
    assert_refused(fix.admin, BATCH_MISMATCH, try_put(place, one));
    place = at(-1, -1);
    place.product = 99999;
    assert_refused(fix.admin, NOT_FOUND, try_put(place, one));
    assert_field(fix.admin, "product");
    assert_refused(fix.admin, ARG, try_put(at(-1, -1), figure));
    assert_field(fix.admin, "frozen");
    figure = (sinv_synced_figure){
        .on_hand = INT64_MIN, .frozen = 1, .has_frozen = true, .at = fix.core.now};
    assert_refused(fix.admin, OVERFLOW, try_put(at(-1, -1), figure));
    assert_field(fix.admin, "available");
    figure = (sinv_synced_figure){.on_hand = INT64_MAX,
                                  .available = -1,
                                  .has_available = true,
                                  .at = fix.core.now};
    assert_refused(fix.admin, OVERFLOW, try_put(at(-1, -1), figure));
    assert_field(fix.admin, "frozen");
    figure = (sinv_synced_figure){.on_hand = INT64_MAX, .at = fix.core.now};
    assert_ok(fix.admin, try_put(at(0, 0), figure));
    assert_refused(fix.admin, OVERFLOW, try_put(at(0, 1), one));
    assert_field(fix.admin, "on_hand");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_figure_takes_the_place_of_the_former_one),
        TEST(what_is_not_said_follows_from_the_rest),
        TEST(less_than_nothing_is_taken_as_said),
        TEST(without_a_total_the_places_make_it_up),
        TEST(subtotals_do_not_count_twice),
        TEST(a_total_that_is_given_counts_until_it_goes),
        TEST(a_figure_has_its_time),
        TEST(what_cannot_be_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
