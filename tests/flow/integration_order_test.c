/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Orders where an ERP owns the stock: the figures that it sent decide, nothing is frozen, and what only the ERP may write is
 * refused with the reason.
 */
#include "salesinv/product.h"
#include "support/fix_sync.h"

enum { ORDER = SALESINV_KIND_ORDER, OUTBOUND = SALESINV_KIND_OUTBOUND };

typedef struct fix_order_sync {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id product;
    salesinv_id main;
    salesinv_id north;
} fix_order_sync;

static int setup(void **state)
{
    static fix_order_sync fix;

    fix_sync_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix.main = fix_warehouse(&fix.trade.core, "Main");
    fix_setting(fix.admin, "warehouse.bins", 1);
    fix.north = fix_create(fix.admin, SALESINV_KIND_WAREHOUSE, 0,
                           "{\"name\": \"North\", \"has_bins\": 1}");
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_order_sync *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

static salesinv_id fix_bin(fix_order_sync *fix)
{
    return fix_create(fix->admin, SALESINV_KIND_BIN, 0,
                      "{\"warehouse\": %lld, \"code\": \"1\", \"name\": \"One\"}",
                      (long long)fix->north);
}

/* What users may not write, and why: it comes from the ERP, or the edition has none of it. */
static void test_what_the_erp_owns_is_refused(void **state)
{
    fix_order_sync *fix = *state;
    salesinv_id serial =
        fix_product(&fix->trade.core, "Tracked", SALESINV_TRACKING_SERIAL);

    assert_refused(fix->admin, EDITION_NOT_SUPPORTED,
                   fix_try_create(fix->admin, SALESINV_KIND_INBOUND, 0,
                                  "{\"type\": 2, \"warehouse\": %lld}",
                                  (long long)fix->main));
    assert_refused(fix->admin, EDITION_NOT_SUPPORTED,
                   fix_try_create(fix->admin, SALESINV_KIND_ADJUSTMENT, 0, "{}"));
    assert_refused(fix->admin, SYNC_ONLY,
                   fix_try_create(fix->admin, OUTBOUND, 0,
                                  "{\"type\": 6, \"warehouse\": %lld}",
                                  (long long)fix->main));
    assert_field(fix->admin, "edition");
    assert_refused(fix->admin, SYNC_ONLY,
                   fix_try_create(fix->admin, SALESINV_KIND_BATCH, 0,
                                  "{\"code\": \"B\", \"product\": %lld}",
                                  (long long)fix->product));
    assert_refused(fix->admin, SYNC_ONLY,
                   salesinv_serial_register(fix->admin, serial, "S1", 5, NULL));
}

static void test_example_14_first_part(void **state)
{
    fix_order_sync *fix = *state;
    salesinv_id order;

    fix_synced_stock(&fix->trade, fix->product, fix->main, 100);
    order = fix_order(&fix->trade, fix->main, fix->product, 30);
    assert_status(&fix->trade, ORDER, order, CONFIRMED);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_FROZEN, 0);
    assert_stock(&fix->trade.core, fix->product, fix->main, "100/0/100");
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_order(&fix->trade, fix->main, fix->product, 101, NULL));
    assert_int_equal(fix_detail(fix->admin, "available"), 100 * FIX_UNIT);
}

static salesinv_status raise_to(fix_order_sync *fix, salesinv_id order, int64_t units)
{
    return fix_try_update(fix->admin, ORDER, order,
                          "{\"lines\": [{\"line\": 1, \"qty\": \"%lld\"}]}",
                          (long long)units);
}

/* As if it were ordered anew; what the ERP may have frozen for the order as it was does not stand in its way. */
static void test_a_raised_order_is_held_against_the_figures_whole(void **state)
{
    fix_order_sync *fix = *state;
    fix_figures figures = {
        .product = fix->product, .warehouse = fix->main, .on_hand = 100};
    salesinv_id order;

    fix_synced(&fix->trade, &figures);
    order = fix_order(&fix->trade, fix->main, fix->product, 30);
    assert_refused(fix->admin, INSUFFICIENT_STOCK, raise_to(fix, order, 101));
    assert_int_equal(fix_detail(fix->admin, "wanted"), 101 * FIX_UNIT);
    figures.frozen = 40; /* its 30, and 10 of others */
    fix_synced(&fix->trade, &figures);
    assert_refused(fix->admin, INSUFFICIENT_STOCK, raise_to(fix, order, 91));
    assert_ok(fix->admin, raise_to(fix, order, 90));
    assert_ok(fix->admin, raise_to(fix, order, 20));
    assert_units(&fix->trade, ORDER, order, SALESINV_F_FROZEN, 0);
}

/* Rows, sums, places and pages tell the ERP's figures and their time; what it did not send is not there. */
static void test_figures_have_their_time(void **state)
{
    fix_order_sync *fix = *state;
    fix_figures figures = {.product = fix->product,
                           .warehouse = fix->main,
                           .on_hand = 9,
                           .frozen = 2,
                           .at = FIX_START - FIX_DAY};
    salesinv_stock_list *list;
    salesinv_stock *stock;

    fix_synced(&fix->trade, &figures);
    figures = (fix_figures){.product = fix->product,
                            .warehouse = fix->north,
                            .on_hand = 5,
                            .frozen = 1,
                            .available = 3,
                            .has_available = true};
    fix_synced(&fix->trade, &figures);
    figures.bin = fix_bin(fix);
    figures.available = 2;
    fix_synced(&fix->trade, &figures);
    assert_stock(&fix->trade.core, fix->product, 0, "14/3/10");
    assert_ok(fix->admin, salesinv_stock_get(fix->admin, fix->product, 0, &stock));
    assert_int_equal(salesinv_stock_synced_at(stock, -1), FIX_START - FIX_DAY);
    assert_int_equal(salesinv_stock_synced_at(stock, 0), FIX_START - FIX_DAY);
    assert_int_equal(salesinv_stock_synced_at(stock, 1), FIX_START);
    assert_int_equal(salesinv_stock_synced_at(stock, 2), SALESINV_TIME_NONE);
    assert_int_equal(salesinv_stock_detail_count(stock), 1);
    assert_int_equal(salesinv_stock_detail_available(stock, 0), 2 * FIX_UNIT);
    assert_int_equal(salesinv_stock_detail_synced_at(stock, 0), FIX_START);
    assert_int_equal(salesinv_stock_detail_available(stock, 1), 0);
    assert_int_equal(salesinv_stock_detail_synced_at(stock, 1), SALESINV_TIME_NONE);
    salesinv_stock_free(stock);
    assert_ok(fix->admin, salesinv_stock_find(fix->admin, 0, 0, 9, &list));
    assert_int_equal(salesinv_stock_list_count(list), 2);
    assert_int_equal(salesinv_stock_list_available(list, 1), 3 * FIX_UNIT);
    assert_int_equal(salesinv_stock_list_synced_at(list, 0), FIX_START - FIX_DAY);
    assert_int_equal(salesinv_stock_list_synced_at(list, 2), SALESINV_TIME_NONE);
    salesinv_stock_list_free(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_the_erp_owns_is_refused, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_example_14_first_part, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_a_raised_order_is_held_against_the_figures_whole, setup, teardown),
        cmocka_unit_test_setup_teardown(test_figures_have_their_time, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
