/* SPDX-License-Identifier: Apache-2.0 */
/* Exchanges: goods in and goods out on one document, both or neither. */
#include "salesinv/inbound.h"
#include "salesinv/outbound.h"
#include "salesinv/product.h"
#include "support/fix_trade.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    RETURN = SALESINV_KIND_RETURN
};

typedef struct fix_exchange {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id old;      /* P, price 10 */
    salesinv_id new;      /* Q, price 12.50, 3 on hand */
    salesinv_id tracked;  /* S01 to S09 */
    salesinv_id order;    /* of the tracked, 4 */
    salesinv_id shipment; /* S01 to S04 */
} fix_exchange;

static salesinv_id priced(fix_exchange *fix, const char *name, const char *price)
{
    return fix_create(fix->admin, SALESINV_KIND_PRODUCT, 0,
                      "{\"name\": \"%s\", \"price\": \"%s\"}", name, price);
}

static int setup(void **state)
{
    static fix_exchange fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix_setting(fix.admin, "plugin.exchange", 1);
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.old = priced(&fix, "P", "10");
    fix.new = priced(&fix, "Q", "12.50");
    fix.tracked = fix_product(&fix.trade.core, "Router", SALESINV_TRACKING_SERIAL);
    fix_receive(&fix.trade.core, fix.warehouse, fix.new, 3);
    fix_receive_serials(&fix.trade.core, fix.warehouse, fix.tracked, "S01", 9);
    fix.order = fix_order(&fix.trade, fix.warehouse, fix.tracked, 4);
    fix.shipment = fix_ship(&fix.trade, fix.order, 0, 4, "[\"S01..S04\"]");
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_exchange *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

#define then_stock(product, wanted)                                                    \
    assert_stock(&fix->trade.core, product, fix->warehouse, wanted)
#define then_serial(serial, wanted) assert_serial(&fix->trade.core, serial, wanted)

#define OPENING                                                                        \
    "{\"mode\": 4, \"account\": %lld, \"currency\": \"EUR\", \"warehouse\": %lld, "    \
    "\"lines\": ["
#define IN "{\"product\": %lld, \"qty\": \"%d\", \"price\": \"10\"}"
#define OUT "{\"direction\": 2, \"product\": %lld, \"qty\": \"%d\"}"

/* 2 of P in, `out` of Q out. */
static salesinv_status try_exchange(fix_exchange *fix, int out)
{
    return fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT, OPENING IN ", " OUT "]}",
                          (long long)fix->trade.account, (long long)fix->warehouse,
                          (long long)fix->old, 2, (long long)fix->new, out);
}

static salesinv_id given_exchange(fix_exchange *fix, int out)
{
    return fix_create(fix->admin, RETURN, SALESINV_SUBMIT, OPENING IN ", " OUT "]}",
                      (long long)fix->trade.account, (long long)fix->warehouse,
                      (long long)fix->old, 2, (long long)fix->new, out);
}

static void both_halves_go_together(void **state)
{
    fix_exchange *fix = *state;
    salesinv_id id = given_exchange(fix, 2);
    salesinv_id in = fix_int(fix->admin, RETURN, id, 0, SALESINV_F_POSTING);
    salesinv_id out = fix_int(fix->admin, RETURN, id, 0, SALESINV_F_OUT_POSTING);

    then_stock(fix->old, "2/0/2");
    then_stock(fix->new, "1/0/1");
    assert_int_equal(fix_int(fix->admin, SALESINV_KIND_INBOUND, in, 0, SALESINV_F_TYPE),
                     SALESINV_INBOUND_EXCHANGE);
    assert_int_equal(
        fix_int(fix->admin, SALESINV_KIND_OUTBOUND, out, 0, SALESINV_F_TYPE),
        SALESINV_OUTBOUND_EXCHANGE);
    assert_int_equal(fix_int(fix->admin, RETURN, id, 0, SALESINV_F_AMOUNT), 200000);
    assert_int_equal(fix_int(fix->admin, RETURN, id, 0, SALESINV_F_PRICE_DIFFERENCE),
                     50000);
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    then_stock(fix->old, "0/0/0");
    then_stock(fix->new, "3/0/3");
}

static void what_goes_out_is_frozen_while_it_waits(void **state)
{
    fix_exchange *fix = *state;
    salesinv_id id;

    fix_setting(fix->admin, "approval.return", 1);
    id = given_exchange(fix, 2);
    then_stock(fix->new, "3/2/1");
    then_stock(fix->old, "0/0/0");
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_exchange(fix, 2));
    assert_int_equal(fix_detail(fix->admin, "holder.1.document"), id);
    assert_ok(fix->admin, salesinv_return_reject(fix->admin, id, 0, NULL, NULL, NULL));
    then_stock(fix->new, "3/0/3");
    assert_ok(fix->admin, salesinv_return_submit(fix->admin, id, 0, NULL, NULL));
    assert_ok(fix->admin, salesinv_return_withdraw(fix->admin, id, 0, NULL, NULL));
    then_stock(fix->new, "3/0/3");
    assert_ok(fix->admin, salesinv_return_submit(fix->admin, id, 0, NULL, NULL));
    assert_ok(fix->admin, salesinv_return_approve(fix->admin, id, 0, NULL, NULL));
    then_stock(fix->new, "1/0/1");
    then_stock(fix->old, "2/0/2");
}

/* What comes in of a product does not count for what goes out of it. */
static void the_same_product_in_and_out(void **state)
{
    fix_exchange *fix = *state;
    static const char same[] = OPENING IN ", " OUT "]}";

    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT, same,
                                  (long long)fix->trade.account,
                                  (long long)fix->warehouse, (long long)fix->new, 4,
                                  (long long)fix->new, 4));
    fix_create(fix->admin, RETURN, SALESINV_SUBMIT, same, (long long)fix->trade.account,
               (long long)fix->warehouse, (long long)fix->new, 3, (long long)fix->new,
               3);
    then_stock(fix->new, "3/0/3");
}

#define SERIAL_SWAP                                                                    \
    OPENING                                                                            \
    "{\"%s\": %lld, \"qty\": \"1\", \"serials\": [\"S02\"]}, {\"direction\": 2, "      \
    "\"product\": %lld, \"qty\": \"1\", \"serials\": [\"%s\"]}]}"

static void serials_of_an_order_are_swapped(void **state)
{
    fix_exchange *fix = *state;
    salesinv_id id;

    fix_setting(fix->admin, "approval.return", 1);
    id = fix_create(fix->admin, RETURN, SALESINV_SUBMIT, SERIAL_SWAP,
                    (long long)fix->trade.account, (long long)fix->warehouse,
                    "order_line", (long long)sinv_line_id(fix->order, 1),
                    (long long)fix->tracked, "S09");
    then_serial("S02", "incoming");
    then_serial("S09", "outgoing");
    assert_ok(fix->admin, salesinv_return_approve(fix->admin, id, 0, NULL, NULL));
    then_serial("S02", "in_stock");
    then_serial("S09", "used");
    assert_units(&fix->trade, SHIPMENT, fix->shipment, SALESINV_F_RETURNED, 1);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_RETURNED_SHIPPED, 1);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_SHIPPED, 4);
    assert_status(&fix->trade, ORDER, fix->order, SHIPPED);
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    then_serial("S02", "used");
    then_serial("S09", "in_stock");
    fix_return(&fix->trade, fix->shipment, 1, "[\"S02\"]");
}

static void an_exchange_of_everything_leaves_the_order_open(void **state)
{
    fix_exchange *fix = *state;

    fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
               OPENING "{\"shipment_line\": %lld, \"qty\": \"4\", \"serials\": "
                       "[\"S01..S04\"]}, " OUT "]}",
               (long long)fix->trade.account, (long long)fix->warehouse,
               (long long)sinv_line_id(fix->shipment, 1), (long long)fix->new, 3);
    assert_status(&fix->trade, ORDER, fix->order, SHIPPED);
    assert_refused(fix->admin, EXCEEDS_RETURNABLE,
                   fix_try_return(&fix->trade, fix->shipment, 1, "[\"S01\"]", NULL));
}

static void a_half_that_moved_on_keeps_both(void **state)
{
    fix_exchange *fix = *state;
    salesinv_id id = given_exchange(fix, 2);
    salesinv_id swap = fix_create(
        fix->admin, RETURN, SALESINV_SUBMIT, SERIAL_SWAP, (long long)fix->trade.account,
        (long long)fix->warehouse, "order_line", (long long)sinv_line_id(fix->order, 1),
        (long long)fix->tracked, "S09");

    fix_order(&fix->trade, fix->warehouse, fix->old, 1);
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    then_stock(fix->new, "1/0/1");
    /* The replacement came back itself. */
    fix_setting(fix->admin, "plugin.free_return", 1);
    fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
               "{\"mode\": 3, \"account\": %lld, \"currency\": \"EUR\", \"warehouse\": "
               "%lld, \"lines\": [{\"product\": %lld, \"qty\": \"1\", \"price\": "
               "\"1\", \"serials\": [\"S09\"]}]}",
               (long long)fix->trade.account, (long long)fix->warehouse,
               (long long)fix->tracked);
    assert_refused(fix->admin, SERIAL_STATE,
                   salesinv_return_void(fix->admin, swap, 0, NULL, NULL, NULL));
    then_serial("S02", "in_stock");
}

static void what_it_must_say(void **state)
{
    fix_exchange *fix = *state;
    long long account = fix->trade.account;
    long long warehouse = fix->warehouse;
    long long line = (long long)sinv_line_id(fix->order, 1);

    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT, OPENING IN "]}",
                                  account, warehouse, (long long)fix->old, 1));
    assert_field(fix->admin, "lines");
    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT, OPENING OUT "]}",
                                  account, warehouse, (long long)fix->new, 1));
    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, RETURN, 0,
                                  OPENING "{\"direction\": 2, \"order_line\": %lld, "
                                          "\"qty\": \"1\"}]}",
                                  account, warehouse, line));
    assert_refused(fix->admin, SERIAL_DUPLICATE,
                   fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT, SERIAL_SWAP,
                                  account, warehouse, "order_line", line,
                                  (long long)fix->tracked, "S02"));
    assert_refused(fix->admin, SERIAL_STATE,
                   fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT, SERIAL_SWAP,
                                  account, warehouse, "order_line", line,
                                  (long long)fix->tracked, "S03"));
    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, RETURN, 0,
                                  "{\"order\": %lld, \"lines\": [" OUT "]}",
                                  (long long)fix->order, (long long)fix->new, 1));
    assert_field(fix->admin, "lines[1].direction");
    assert_ok(fix->admin, fix_step(fix->admin, SALESINV_KIND_ACCOUNT,
                                   fix->trade.account, SINV_VERB_DEACTIVATE));
    assert_refused(fix->admin, ACCOUNT_INACTIVE, try_exchange(fix, 1));
    fix_setting(fix->admin, "plugin.exchange", 0);
    assert_refused(fix->admin, PLUGIN_DISABLED, try_exchange(fix, 1));
}

static void goods_leave_another_warehouse(void **state)
{
    fix_exchange *fix = *state;
    salesinv_id repairs = fix_warehouse(&fix->trade.core, "Repairs");

    fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
               "{\"mode\": 4, \"account\": %lld, \"currency\": \"EUR\", \"warehouse\": "
               "%lld, \"out_warehouse\": %lld, \"lines\": [" IN ", " OUT "]}",
               (long long)fix->trade.account, (long long)repairs,
               (long long)fix->warehouse, (long long)fix->old, 1, (long long)fix->new,
               1);
    assert_stock(&fix->trade.core, fix->old, repairs, "1/0/1");
    then_stock(fix->new, "2/0/2");
}

static void the_plugin_stays_on_while_one_waits(void **state)
{
    fix_exchange *fix = *state;
    salesinv_id id;

    fix_setting(fix->admin, "approval.return", 1);
    id = given_exchange(fix, 1);
    assert_refused(
        fix->admin, IN_USE,
        salesinv_setting_set_int(fix->admin, "plugin.exchange", NULL, 0, NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), id);
    assert_ok(fix->admin, salesinv_return_approve(fix->admin, id, 0, NULL, NULL));
    fix_setting(fix->admin, "plugin.exchange", 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(both_halves_go_together),
        TEST(what_goes_out_is_frozen_while_it_waits),
        TEST(the_same_product_in_and_out),
        TEST(serials_of_an_order_are_swapped),
        TEST(an_exchange_of_everything_leaves_the_order_open),
        TEST(a_half_that_moved_on_keeps_both),
        TEST(what_it_must_say),
        TEST(goods_leave_another_warehouse),
        TEST(the_plugin_stays_on_while_one_waits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
