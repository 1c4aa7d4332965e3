/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Figures of stock of an ERP through the inbox: absolute, by version, of a warehouse or of its places, with their time; and what orders
 * make of them at once.
 */
#include <stdio.h>
#include <string.h>

#include "salesinv/batch.h"
#include "salesinv/warehouse.h"
#include "support/fix_inbox.h"

static fix_connector fix;
static salesinv_id paste; /* by batch, "P" for the ERP */
static salesinv_id north; /* with bins A and B, "N" */

#define ERP (fix.erp)
#define ADMIN (fix.trade.core.admin)
#define CORE (&fix.trade.core)

static int open_fix(void **state)
{
    (void)state;
    fix_connector_open(&fix, false);
    fix_setting(ADMIN, "warehouse.bins", 1);
    paste = fix_product(CORE, "Paste", SALESINV_TRACKING_BATCH);
    fix_link(ERP, SALESINV_KIND_PRODUCT, "M", fix.product);
    fix_link(ERP, SALESINV_KIND_PRODUCT, "P", paste);
    fix_link(ERP, SALESINV_KIND_WAREHOUSE, "W", fix.warehouse);
    north = fix_put(ERP, CREATED,
                    "{'kind': 'warehouse', 'external_id': 'N', 'version': 1, 'name': "
                    "'North', 'has_bins': 1}");
    fix_put(ERP, CREATED,
            "{'kind': 'bin', 'external_id': 'N/A', 'version': 1, 'warehouse': 'N', "
            "'code': 'A', 'name': 'A'}");
    fix_put(ERP, CREATED,
            "{'kind': 'bin', 'external_id': 'N/B', 'version': 1, 'warehouse': 'N', "
            "'code': 'B', 'name': 'B'}");
    for (int i = 1; i <= 2; i++)
        fix_put(ERP, CREATED,
                "{'kind': 'batch', 'external_id': 'L%d', 'version': 1, 'product': 'P', "
                "'code': 'L%d'}",
                i, i);
    return 0;
}

static int close_fix(void **state)
{
    (void)state;
    fix_connector_close(&fix);
    return 0;
}

/* A figure of a place: where, and how much. */
#define STOCK(version, where, rest)                                                    \
    "{'kind': 'stock', 'version': " #version ", " where ", " rest "}"
#define MAIN "'product': 'M', 'warehouse': 'W'"
#define NORTH "'product': 'M', 'warehouse': 'N'"

static salesinv_status try_order(int64_t units)
{
    return fix_try_order(&fix.trade, fix.warehouse, fix.product, units, NULL);
}

/* Of the total in a warehouse. */
static salesinv_time time_of(salesinv_id product, salesinv_id warehouse)
{
    salesinv_stock *stock;
    salesinv_time at;

    assert_ok(ADMIN, salesinv_stock_get(ADMIN, product, warehouse, &stock));
    at = salesinv_stock_synced_at(stock, 0);
    salesinv_stock_free(stock);
    return at;
}

/* On hand of one place, -1 if there is no figure of it. */
static int64_t lies_in(salesinv_id product, salesinv_id warehouse, salesinv_kind kind,
                       const char *place)
{
    salesinv_id id = fix_linked(ERP, kind, place);
    salesinv_stock *stock;
    int64_t units = -1;

    assert_ok(ADMIN, salesinv_stock_get(ADMIN, product, warehouse, &stock));
    for (int32_t i = 0; i < salesinv_stock_detail_count(stock); i++)
        if ((kind == SALESINV_KIND_BIN ? salesinv_stock_detail_bin(stock, i)
                                       : salesinv_stock_detail_batch(stock, i)) == id)
            units = salesinv_stock_detail_on_hand(stock, i) / FIX_UNIT;
    salesinv_stock_free(stock);
    return units;
}

/* ---- versions ---- */

static void a_newer_figure_takes_the_place_of_the_former_one(void **state)
{
    salesinv_id kept;

    (void)state;
    fix_put(ERP, CREATED, STOCK(2, MAIN, "'on_hand': '10', 'frozen': '3'"));
    assert_stock(CORE, fix.product, fix.warehouse, "10/3/7");
    fix_put(ERP, IGNORED, STOCK(1, MAIN, "'on_hand': '99'"));
    fix_put(ERP, UNCHANGED, STOCK(2, MAIN, "'on_hand': '10', 'frozen': '3'"));
    kept = fix_put_refused(ERP, EXISTS, "version", STOCK(2, MAIN, "'on_hand': '11'"));
    assert_stock(CORE, fix.product, fix.warehouse, "10/3/7");
    fix_put(ERP, UPDATED, STOCK(3, MAIN, "'on_hand': '4', 'available': '2'"));
    assert_stock(CORE, fix.product, fix.warehouse, "4/2/2");
    assert_kept(ERP, kept, SUPERSEDED);
}

static void orders_are_held_against_the_figure_that_came_last(void **state)
{
    (void)state;
    assert_refused(ADMIN, INSUFFICIENT_STOCK, try_order(1));
    fix_put(ERP, CREATED, STOCK(1, MAIN, "'on_hand': '10', 'frozen': '4'"));
    assert_refused(ADMIN, INSUFFICIENT_STOCK, try_order(7));
    assert_int_equal(fix_detail(ADMIN, "available"), 6 * FIX_UNIT);
    assert_ok(ADMIN, try_order(6));
    /* Nothing is frozen here: what the order takes, the ERP takes off its figure. */
    assert_stock(CORE, fix.product, fix.warehouse, "10/4/6");
    fix_put(ERP, UPDATED, STOCK(2, MAIN, "'on_hand': '10', 'frozen': '10'"));
    assert_refused(ADMIN, INSUFFICIENT_STOCK, try_order(1));
    fix_put(ERP, UPDATED, STOCK(3, MAIN, "'on_hand': '12', 'frozen': '10'"));
    assert_ok(ADMIN, try_order(2));
}

/* ---- time ---- */

static void a_figure_is_shown_with_the_time_that_the_erp_gives(void **state)
{
    (void)state;
    fix_put(ERP, CREATED, STOCK(1, MAIN, "'on_hand': '1'"));
    assert_int_equal(time_of(fix.product, fix.warehouse), FIX_START);
    fix_put(ERP, UPDATED,
            STOCK(2, MAIN, "'on_hand': '1', 'at': '2023-11-14T20:00:00Z'"));
    assert_int_equal(time_of(fix.product, fix.warehouse),
                     INT64_C(1699992000) * 1000000);
    /* A clock that is ahead says no more than now; the same figure is news of a later time. */
    fix.trade.core.now += FIX_DAY;
    fix_put(ERP, UPDATED,
            STOCK(3, MAIN, "'on_hand': '1', 'at': '2099-01-01T00:00:00Z'"));
    assert_int_equal(time_of(fix.product, fix.warehouse), FIX_START + FIX_DAY);
}

/* ---- places ---- */

static void places_make_up_the_total_until_one_is_given(void **state)
{
    (void)state;
    fix_put(ERP, CREATED, STOCK(1, NORTH ", 'bin': 'N/A'", "'on_hand': '4'"));
    fix_put(ERP, CREATED,
            STOCK(1, NORTH ", 'bin': 'N/B'", "'on_hand': '5', 'frozen': '1'"));
    assert_stock(CORE, fix.product, north, "9/1/8");
    fix_put(ERP, CREATED, STOCK(1, NORTH, "'on_hand': '20'"));
    assert_stock(CORE, fix.product, north, "20/0/20");
    assert_int_equal(lies_in(fix.product, north, SALESINV_KIND_BIN, "N/B"), 5);
    fix_put(ERP, UPDATED, STOCK(2, NORTH ", 'bin': 'N/A'", "'on_hand': '0'"));
    assert_stock(CORE, fix.product, north, "20/0/20");
    fix_put(ERP, UPDATED, STOCK(2, NORTH, "'deleted': true"));
    assert_stock(CORE, fix.product, north, "5/1/4");
    fix_put(ERP, UPDATED, STOCK(2, NORTH ", 'bin': 'N/B'", "'deleted': true"));
    assert_stock(CORE, fix.product, north, "0/0/0");
    assert_int_equal(lies_in(fix.product, north, SALESINV_KIND_BIN, "N/B"), -1);
}

static void batches_have_figures_in_warehouses_and_in_bins(void **state)
{
#define PASTE(at, batch) "'product': 'P', 'warehouse': '" at "', 'batch': '" batch "'"
    (void)state;
    fix_put(ERP, CREATED, STOCK(1, PASTE("W", "L1"), "'on_hand': '3'"));
    fix_put(ERP, CREATED, STOCK(1, PASTE("W", "L2"), "'on_hand': '4'"));
    fix_put(ERP, CREATED,
            STOCK(1, PASTE("N", "L1") ", 'bin': 'N/A'", "'on_hand': '5'"));
    assert_stock(CORE, paste, fix.warehouse, "7/0/7");
    assert_stock(CORE, paste, north, "5/0/5");
    assert_int_equal(lies_in(paste, fix.warehouse, SALESINV_KIND_BATCH, "L2"), 4);
    assert_int_equal(lies_in(paste, north, SALESINV_KIND_BATCH, "L1"), 5);
    fix_put_refused(ERP, BIN_MISMATCH, "bin",
                    STOCK(1, PASTE("W", "L1") ", 'bin': 'N/A'", "'on_hand': '5'"));
    fix_put_refused(ERP, BATCH_MISMATCH, "batch",
                    STOCK(1, MAIN ", 'batch': 'L1'", "'on_hand': '5'"));
    fix_put_refused(ERP, NOT_FOUND, "batch",
                    STOCK(1, PASTE("W", "L9"), "'on_hand': '5'"));
}

/* ---- figures that are none of ours ---- */

static void less_than_nothing_is_shown_and_nothing_can_be_ordered(void **state)
{
    (void)state;
    fix_setting(ADMIN, "order.validation", SALESINV_RULE_ALLOW);
    fix_put(ERP, CREATED, STOCK(1, MAIN, "'on_hand': '-3'"));
    assert_stock(CORE, fix.product, fix.warehouse, "-3/0/-3");
    assert_ok(ADMIN, try_order(1)); /* as the setting has it */
    fix_setting(ADMIN, "order.validation", SALESINV_RULE_BLOCK);
    assert_refused(ADMIN, INSUFFICIENT_STOCK, try_order(1));
    assert_int_equal(fix_detail(ADMIN, "available"), -3 * FIX_UNIT);
    fix_put_refused(ERP, ARG, "frozen",
                    STOCK(2, MAIN, "'on_hand': '5', 'frozen': '-1'"));
    assert_stock(CORE, fix.product, fix.warehouse, "-3/0/-3");
    /* More is promised than is there. */
    fix_put(ERP, UPDATED, STOCK(3, MAIN, "'on_hand': '5', 'frozen': '8'"));
    assert_stock(CORE, fix.product, fix.warehouse, "5/8/-3");
}

static void what_was_deleted_is_no_figure_until_it_comes_back(void **state)
{
    salesinv_stock *stock;

    (void)state;
    fix_put(ERP, CREATED, STOCK(1, MAIN, "'on_hand': '10'"));
    fix_put(ERP, UPDATED, STOCK(2, MAIN, "'deleted': true"));
    fix_put(ERP, UNCHANGED, STOCK(3, MAIN, "'deleted': true"));
    fix_put(ERP, IGNORED, STOCK(1, MAIN, "'on_hand': '10'"));
    assert_ok(ADMIN, salesinv_stock_get(ADMIN, fix.product, 0, &stock));
    assert_int_equal(salesinv_stock_count(stock), 0);
    salesinv_stock_free(stock);
    assert_refused(ADMIN, INSUFFICIENT_STOCK, try_order(1));
    fix_put(ERP, UPDATED, STOCK(4, MAIN, "'on_hand': '2'"));
    assert_ok(ADMIN, try_order(2));
}

static void figures_of_what_is_not_there_yet_wait_for_it(void **state)
{
    salesinv_id first =
        fix_put_refused(ERP, NOT_FOUND, "product",
                        STOCK(1, "'product': 'X', 'warehouse': 'W'", "'on_hand': '5'"));
    salesinv_id second =
        fix_put_refused(ERP, NOT_FOUND, "product",
                        STOCK(2, "'product': 'X', 'warehouse': 'W'", "'on_hand': '7'"));
    salesinv_id product;

    (void)state;
    product = fix_put(ERP, CREATED,
                      "{'kind': 'product', 'external_id': 'X', 'version': 1, 'name': "
                      "'New'}");
    fix.trade.core.now += FIX_DAY;
    assert_int_equal(fix_retry_due(ERP), 2);
    assert_kept(ERP, first, APPLIED);
    assert_kept(ERP, second, APPLIED);
    assert_stock(CORE, product, fix.warehouse, "7/0/7");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fix, close_fix)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_newer_figure_takes_the_place_of_the_former_one),
        TEST(orders_are_held_against_the_figure_that_came_last),
        TEST(a_figure_is_shown_with_the_time_that_the_erp_gives),
        TEST(places_make_up_the_total_until_one_is_given),
        TEST(batches_have_figures_in_warehouses_and_in_bins),
        TEST(less_than_nothing_is_shown_and_nothing_can_be_ordered),
        TEST(what_was_deleted_is_no_figure_until_it_comes_back),
        TEST(figures_of_what_is_not_there_yet_wait_for_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
