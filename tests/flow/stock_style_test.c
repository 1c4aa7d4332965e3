/* SPDX-License-Identifier: Apache-2.0 */
/* Stock as it is told to those who may read it in the style that is set alone, and to those who may read all. */
#include <string.h>

#include "salesinv/batch.h"
#include "salesinv/product.h"
#include "support/fix_trade.h"

enum { UNSAID = SALESINV_LEVEL_NONE, SUFFICIENT = SALESINV_LEVEL_SUFFICIENT };

typedef struct fix_style {
    fix_trade trade;
    fix_core *core;
    salesinv_session *admin;
    salesinv_session *sales;
    salesinv_id product; /* safety stock 4: 6 in Main, 7 in North */
    salesinv_id main;
    salesinv_id north;
} fix_style;

static int setup(void **state)
{
    static fix_style fix;

    memset(&fix, 0, sizeof(fix));
    fix_trade_open(&fix.trade);
    fix.core = &fix.trade.core;
    fix.admin = fix.core->admin;
    fix.sales = fix_core_session(fix.core->engine, fix.core->tenant, "sales");
    fix.product = fix_create(fix.admin, SALESINV_KIND_PRODUCT, 0,
                             "{\"name\": \"P\", \"safety_stock\": \"4\"}");
    fix.main = fix_warehouse(fix.core, "Main");
    fix.north = fix_warehouse(fix.core, "North");
    fix_receive(fix.core, fix.main, fix.product, 6);
    fix_receive(fix.core, fix.north, fix.product, 7);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_style *fix = *state;

    salesinv_session_close(fix->sales);
    fix_trade_close(&fix->trade);
    return 0;
}

static void then_stock(salesinv_session *session, fix_style *fix, int64_t units,
                       int32_t style)
{
    salesinv_stock *stock;
    salesinv_stock_list *list;
    salesinv_stock_list *next;

    assert_ok(session, salesinv_stock_get(session, fix->product, 0, &stock));
    assert_int_equal(salesinv_stock_style(stock), style);
    assert_int_equal(salesinv_stock_count(stock), 2);
    assert_int_equal(salesinv_stock_warehouse(stock, 1), fix->north);
    assert_int_equal(salesinv_stock_available_in(stock, -1), units * FIX_UNIT);
    assert_int_equal(salesinv_stock_on_hand(stock, -1), units * FIX_UNIT);
    assert_int_equal(salesinv_stock_level_in(stock, -1), SUFFICIENT);
    assert_int_equal(salesinv_stock_level_in(stock, 0), SUFFICIENT);
    assert_int_equal(salesinv_stock_level_in(stock, 2), UNSAID);
    assert_true((salesinv_stock_on_hand(stock, 0) != 0) == (units != 0));
    salesinv_stock_free(stock);
    assert_ok(session,
              salesinv_stock_find(session, fix->product, fix->north, 1, &list));
    assert_int_equal(salesinv_stock_list_style(list), style);
    assert_int_equal(salesinv_stock_list_level(list, 0), SUFFICIENT);
    assert_int_equal(salesinv_stock_list_level(list, 1), UNSAID);
    assert_true((salesinv_stock_list_on_hand(list, 0) != 0) == (units != 0));
    assert_ok(session, salesinv_stock_find_next(session, list, &next));
    assert_int_equal(salesinv_stock_list_count(next), 0);
    salesinv_stock_list_free(next);
    salesinv_stock_list_free(list);
}

static void sales_read_stock_in_the_style_that_is_set(void **state)
{
    fix_style *fix = *state;
    salesinv_qty available = 1;
    salesinv_stock *stock;
    salesinv_stock_list *list;

    then_stock(fix->sales, fix, 13, SALESINV_DISPLAY_EXACT);
    assert_ok(fix->sales,
              salesinv_stock_available(fix->sales, fix->product, 0, &available));
    assert_int_equal(available, 13 * FIX_UNIT);
    fix_setting(fix->admin, "stock.display_style", SALESINV_DISPLAY_FUZZY);
    then_stock(fix->sales, fix, 0, SALESINV_DISPLAY_FUZZY);
    assert_refused(fix->sales, FORBIDDEN,
                   salesinv_stock_available(fix->sales, fix->product, 0, &available));
    assert_int_equal(available, 0);
    fix_setting(fix->admin, "stock.display_style", SALESINV_DISPLAY_HIDDEN);
    assert_refused(fix->sales, FORBIDDEN,
                   salesinv_stock_get(fix->sales, fix->product, 0, &stock));
    assert_refused(fix->sales, FORBIDDEN,
                   salesinv_stock_find(fix->sales, fix->product, 0, 9, &list));
    assert_refused(
        fix->sales, FORBIDDEN,
        salesinv_stock_find_detail(fix->sales, fix->product, 0, 0, 0, 9, &list));
    assert_refused(fix->sales, FORBIDDEN,
                   salesinv_stock_available(fix->sales, fix->product, 0, &available));
}

static void others_read_every_figure(void **state)
{
    fix_style *fix = *state;
    static const char *const roles[] = {"order_admin", "shipping", "admin"};

    fix_setting(fix->admin, "stock.display_style", SALESINV_DISPLAY_HIDDEN);
    for (int i = 0; i < 3; i++) {
        salesinv_session *session =
            fix_core_session(fix->core->engine, fix->core->tenant, roles[i]);

        then_stock(session, fix, 13, SALESINV_DISPLAY_EXACT);
        salesinv_session_close(session);
    }
}

static void fuzzy_tells_no_figure_by_bin_and_batch(void **state)
{
    fix_style *fix = *state;
    salesinv_id product = fix_product(fix->core, "B", SALESINV_TRACKING_BATCH);
    salesinv_id batch =
        fix_create(fix->admin, SALESINV_KIND_BATCH, 0,
                   "{\"code\": \"L1\", \"product\": %lld}", (long long)product);
    salesinv_stock_list *list;
    salesinv_stock *stock;
    salesinv_batch *read;

    fix_create(fix->admin, SALESINV_KIND_INBOUND, SALESINV_SUBMIT,
               "{\"type\": 2, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
               "\"qty\": \"5\", \"batch\": %lld}]}",
               (long long)fix->main, (long long)product, (long long)batch);
    fix_setting(fix->admin, "stock.display_style", SALESINV_DISPLAY_FUZZY);
    assert_ok(fix->sales, salesinv_stock_get(fix->sales, product, 0, &stock));
    assert_int_equal(salesinv_stock_detail_count(stock), 0);
    salesinv_stock_free(stock);
    assert_ok(fix->sales,
              salesinv_stock_find_detail(fix->sales, product, 0, 0, batch, 9, &list));
    assert_int_equal(salesinv_stock_list_count(list), 1);
    assert_int_equal(salesinv_stock_list_on_hand(list, 0), 0);
    assert_int_equal(salesinv_stock_list_level(list, 0), SUFFICIENT);
    salesinv_stock_list_free(list);
    assert_ok(fix->sales, salesinv_batch_get(fix->sales, batch, &read)); /* its dates */
    salesinv_batch_free(read);
    assert_refused(fix->sales, FORBIDDEN,
                   fix_try_update(fix->sales, SALESINV_KIND_BATCH, batch, "{}"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(sales_read_stock_in_the_style_that_is_set),
        TEST(others_read_every_figure),
        TEST(fuzzy_tells_no_figure_by_bin_and_batch),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
