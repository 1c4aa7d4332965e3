/* SPDX-License-Identifier: Apache-2.0 */
/* Returns from shipments: what may come back, what happens to it, and the ways back. */
#include "salesinv/product.h"
#include "salesinv/warehouse.h"
#include "support/fix_trade.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    RETURN = SALESINV_KIND_RETURN
};

typedef struct fix_returns {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id product;  /* serials A01 to A20, 10 of them ordered */
    salesinv_id order;    /* of 10 */
    salesinv_id shipment; /* A01 to A06 */
} fix_returns;

static int setup(void **state)
{
    static fix_returns fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.product = fix_product(&fix.trade.core, "Router", SALESINV_TRACKING_SERIAL);
    fix_receive_serials(&fix.trade.core, fix.warehouse, fix.product, "A01", 20);
    fix.order = fix_order(&fix.trade, fix.warehouse, fix.product, 10);
    fix.shipment = fix_ship(&fix.trade, fix.order, 0, 6, "[\"A01..A06\"]");
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_returns *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

#define then_stock(wanted)                                                             \
    assert_stock(&fix->trade.core, fix->product, fix->warehouse, wanted)
#define then_serial(serial, wanted) assert_serial(&fix->trade.core, serial, wanted)

static void goods_come_back(void **state)
{
    fix_returns *fix = *state;
    salesinv_id id = fix_return(&fix->trade, fix->shipment, 2, "[\"A02\", \"A05\"]");

    assert_status(&fix->trade, RETURN, id, CONFIRMED);
    then_stock("16/4/12");
    then_serial("A02", "in_stock");
    then_serial("A03", "used");
    assert_units(&fix->trade, SHIPMENT, fix->shipment, SALESINV_F_RETURNED, 2);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_RETURNED_SHIPPED, 2);
    /* They are not offered to be shipped again on this order: only what it still waits for. */
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_SHIPPABLE, 4);
}

static void a_waiting_return_counts(void **state)
{
    fix_returns *fix = *state;
    salesinv_id id;

    fix_setting(fix->admin, "approval.return", 1);
    id = fix_return(&fix->trade, fix->shipment, 4, "[\"A01..A04\"]");
    then_stock("14/4/10");
    then_serial("A01", "incoming");
    assert_units(&fix->trade, SHIPMENT, fix->shipment, SALESINV_F_RETURNABLE, 2);
    assert_refused(
        fix->admin, EXCEEDS_RETURNABLE,
        fix_try_return(&fix->trade, fix->shipment, 3, "[\"A04..A06\"]", NULL));
    assert_refused(fix->admin, SERIAL_HELD,
                   fix_try_return(&fix->trade, fix->shipment, 1, "[\"A01\"]", NULL));
    assert_ok(fix->admin,
              salesinv_return_reject(fix->admin, id, 0, "worn", NULL, NULL));
    then_serial("A01", "used");
    assert_units(&fix->trade, SHIPMENT, fix->shipment, SALESINV_F_RETURNABLE, 6);
    assert_ok(fix->admin, salesinv_return_submit(fix->admin, id, 0, NULL, NULL));
    assert_ok(fix->admin, salesinv_return_withdraw(fix->admin, id, 0, NULL, NULL));
    assert_ok(fix->admin, salesinv_return_submit(fix->admin, id, 0, NULL, NULL));
    assert_ok(fix->admin, salesinv_return_approve(fix->admin, id, 0, NULL, NULL));
    then_stock("18/4/14");
    then_serial("A01", "in_stock");
}

static void a_void_return_sends_the_goods_out_again(void **state)
{
    fix_returns *fix = *state;
    salesinv_id id = fix_return(&fix->trade, fix->shipment, 2, "[\"A01..A02\"]");
    salesinv_trace *trace;

    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, "typo", NULL, NULL));
    then_stock("14/4/10");
    then_serial("A01", "used");
    assert_units(&fix->trade, SHIPMENT, fix->shipment, SALESINV_F_RETURNABLE, 6);
    assert_ok(fix->admin, salesinv_serial_trace(fix->admin, 0, "A01", &trace));
    assert_int_equal(salesinv_trace_count(trace), 4);
    assert_int_equal(salesinv_trace_account(trace, 3), fix->trade.account);
    salesinv_trace_free(trace);
    /* And they can come back once more, on the same shipment. */
    fix_return(&fix->trade, fix->shipment, 2, "[\"A01..A02\"]");
}

static void goods_that_moved_on_stay_where_they_are(void **state)
{
    fix_returns *fix = *state;
    salesinv_id id = fix_return(&fix->trade, fix->shipment, 2, "[\"A01..A02\"]");

    fix_ship(&fix->trade, fix->order, 0, 1, "[\"A01\"]");
    assert_refused(fix->admin, SERIAL_STATE,
                   salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    then_serial("A02", "in_stock");
}

static void a_serial_comes_back_where_it_left(void **state)
{
    fix_returns *fix = *state;
    salesinv_id second = fix_ship(&fix->trade, fix->order, 0, 4, "[\"A11..A14\"]");

    assert_refused(fix->admin, SERIAL_HELD,
                   fix_try_return(&fix->trade, fix->shipment, 1, "[\"A11\"]", NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.document"), second);
    assert_refused(fix->admin, SERIAL_STATE,
                   fix_try_return(&fix->trade, fix->shipment, 1, "[\"A20\"]", NULL));
    assert_refused(fix->admin, SERIAL_NOT_FOUND,
                   fix_try_return(&fix->trade, fix->shipment, 1, "[\"Z1\"]", NULL));
    then_serial("A11", "used");
}

static void a_serial_sold_twice_belongs_to_the_second(void **state)
{
    fix_returns *fix = *state;
    salesinv_id second;

    fix_return(&fix->trade, fix->shipment, 1, "[\"A01\"]");
    second = fix_ship(&fix->trade, fix->order, 0, 1, "[\"A01\"]");
    assert_refused(fix->admin, SERIAL_HELD,
                   fix_try_return(&fix->trade, fix->shipment, 1, "[\"A01\"]", NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.document"), second);
    fix_return(&fix->trade, second, 1, "[\"A01\"]");
    then_serial("A01", "in_stock");
}

static void returned_shipments_are_not_void(void **state)
{
    fix_returns *fix = *state;
    salesinv_id id = fix_return(&fix->trade, fix->shipment, 1, "[\"A01\"]");

    assert_refused(
        fix->admin, IN_USE,
        salesinv_shipment_void(fix->admin, fix->shipment, 0, NULL, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), id);
}

static void the_plugin_opens_and_closes_the_door(void **state)
{
    fix_returns *fix = *state;
    salesinv_id id;

    fix_setting(fix->admin, "approval.return", 1);
    id = fix_return(&fix->trade, fix->shipment, 1, "[\"A01\"]");
    assert_refused(
        fix->admin, IN_USE,
        salesinv_setting_set_int(fix->admin, "plugin.shipment_return", NULL, 0, NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), id);
    assert_ok(fix->admin, salesinv_return_approve(fix->admin, id, 0, NULL, NULL));
    fix_setting(fix->admin, "plugin.shipment_return", 0);
    assert_refused(fix->admin, PLUGIN_DISABLED,
                   fix_try_return(&fix->trade, fix->shipment, 1, "[\"A02\"]", NULL));
    assert_status(&fix->trade, RETURN, id, CONFIRMED);
}

static void only_what_left_comes_back(void **state)
{
    fix_returns *fix = *state;
    salesinv_id waiting;

    fix_setting(fix->admin, "approval.shipment", 1);
    waiting = fix_ship(&fix->trade, fix->order, 0, 1, "[\"A11\"]");
    assert_refused(fix->admin, INVALID_STATE,
                   fix_try_return(&fix->trade, waiting, 1, "[\"A11\"]", NULL));
    assert_refused(fix->admin, SOURCE_REQUIRED,
                   fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT,
                                  "{\"account\": %lld}",
                                  (long long)fix->trade.account));
}

static void another_warehouse_may_take_them_in(void **state)
{
    fix_returns *fix = *state;
    salesinv_id repairs = fix_warehouse(&fix->trade.core, "Repairs");

    fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
               "{\"shipment\": %lld, \"warehouse\": %lld, \"lines\": "
               "[{\"shipment_line\": %lld, \"qty\": \"1\", \"serials\": [\"A01\"]}]}",
               (long long)fix->shipment, (long long)repairs,
               (long long)sinv_line_id(fix->shipment, 1));
    assert_stock(&fix->trade.core, fix->product, repairs, "1/0/1");
    then_stock("14/4/10");
}

/* Lines with a price of their own count for the share of the one behind them: also where they do not fit together. */
static void quantities_that_do_not_fit_are_refused(void **state)
{
    static const char much[] = "\"price\": \"0\", \"qty\": \"9000000000000\"";
    fix_returns *fix = *state;
    long long line = (long long)sinv_line_id(fix->shipment, 1);

    assert_refused(fix->admin, OVERFLOW,
                   fix_try_create(fix->admin, RETURN, 0,
                                  "{\"lines\": [{\"shipment_line\": %lld, %s}, "
                                  "{\"shipment_line\": %lld, %s}, "
                                  "{\"shipment_line\": %lld, \"qty\": \"1\"}]}",
                                  line, much, line, much, line));
    assert_field(fix->admin, "lines[3].qty");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(goods_come_back),
        TEST(a_waiting_return_counts),
        TEST(a_void_return_sends_the_goods_out_again),
        TEST(goods_that_moved_on_stay_where_they_are),
        TEST(a_serial_comes_back_where_it_left),
        TEST(a_serial_sold_twice_belongs_to_the_second),
        TEST(returned_shipments_are_not_void),
        TEST(the_plugin_opens_and_closes_the_door),
        TEST(only_what_left_comes_back),
        TEST(another_warehouse_may_take_them_in),
        TEST(quantities_that_do_not_fit_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
