/* SPDX-License-Identifier: Apache-2.0 */
/* Void returns of orders over several warehouses: what they gave up is frozen again where there is room by then. */
#include "salesinv/product.h"
#include "salesinv/warehouse.h"
#include "support/fix_trade.h"

enum { ORDER = SALESINV_KIND_ORDER, RETURN = SALESINV_KIND_RETURN };

typedef struct fix_undo {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id main;
    salesinv_id north;
    salesinv_id product; /* 3 in the main warehouse, 2 in the north */
} fix_undo;

static int setup(void **state)
{
    static fix_undo fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix_setting(fix.admin, "order.mode", SALESINV_MODE_CONSOLIDATED);
    fix_setting(fix.admin, "return.several_orders", 1);
    fix.main = fix_warehouse(&fix.trade.core, "Main");
    fix.north = fix_warehouse(&fix.trade.core, "North");
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix_receive(&fix.trade.core, fix.main, fix.product, 3);
    fix_receive(&fix.trade.core, fix.north, fix.product, 2);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_undo *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

static void then_stock(fix_undo *fix, const char *main, const char *north)
{
    assert_stock(&fix->trade.core, fix->product, fix->main, main);
    assert_stock(&fix->trade.core, fix->product, fix->north, north);
}

static void orders_do_not_take_the_same_stock(void **state)
{
    fix_undo *fix = *state;
    salesinv_id first = fix_order(&fix->trade, 0, fix->product, 3);
    salesinv_id second = fix_order(&fix->trade, 0, fix->product, 2);
    salesinv_id id = fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
                                "{\"lines\": [{\"order_line\": %lld, \"qty\": \"3\"}, "
                                "{\"order_line\": %lld, \"qty\": \"2\"}]}",
                                (long long)sinv_line_id(first, 1),
                                (long long)sinv_line_id(second, 1));

    then_stock(fix, "3/0/3", "2/0/2");
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, "typo", NULL, NULL));
    then_stock(fix, "3/3/0", "2/2/0");
    assert_units(&fix->trade, ORDER, second, SALESINV_F_FROZEN, 2);
}

static void nothing_is_frozen_of_goods_that_leave(void **state)
{
    fix_undo *fix = *state;
    salesinv_id order = fix_order(&fix->trade, 0, fix->product, 4);
    salesinv_id id;

    fix_ship(&fix->trade, order, fix->main, 3, NULL);
    id = fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
                    "{\"warehouse\": %lld, \"lines\": "
                    "[{\"order_line\": %lld, \"qty\": \"4\"}]}",
                    (long long)fix->main, (long long)sinv_line_id(order, 1));
    then_stock(fix, "3/0/3", "2/0/2");
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, "typo", NULL, NULL));
    then_stock(fix, "0/0/0", "2/1/1");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(orders_do_not_take_the_same_stock),
        TEST(nothing_is_frozen_of_goods_that_leave),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
