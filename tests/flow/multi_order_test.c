/* SPDX-License-Identifier: Apache-2.0 */
/* One shipment for several orders of an account: stock in total, counters and status order by order. */
#include "salesinv/product.h"
#include "salesinv/warehouse.h"
#include "support/fix_trade.h"

enum { ORDER = SALESINV_KIND_ORDER, SHIPMENT = SALESINV_KIND_SHIPMENT };

typedef struct fix_several {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id product; /* 20 on hand */
    salesinv_id first;   /* order of 8 */
    salesinv_id second;  /* order of 5 */
} fix_several;

static int setup(void **state)
{
    static fix_several fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix_receive(&fix.trade.core, fix.warehouse, fix.product, 20);
    fix.first = fix_order(&fix.trade, fix.warehouse, fix.product, 8);
    fix.second = fix_order(&fix.trade, fix.warehouse, fix.product, 5);
    fix_setting(fix.admin, "plugin.multi_order", 1);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_several *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

#define then_stock(wanted)                                                             \
    assert_stock(&fix->trade.core, fix->product, fix->warehouse, wanted)
#define then_order(order, field, wanted)                                               \
    assert_units(&fix->trade, ORDER, order, SALESINV_F_##field, wanted)

/* Both orders as a whole. */
#define WHOLE "{\"lines\": [{\"order\": %lld}, {\"order\": %lld}]}"
#define WHOLE_FROM                                                                     \
    "{\"warehouse\": %lld, \"lines\": [{\"order\": %lld}, {\"order\": %lld}]}"
/* A part of each. */
#define PARTS                                                                          \
    "{\"lines\": [{\"order_line\": %lld, \"qty\": \"%d\"}, "                           \
    "{\"order_line\": %lld, \"qty\": \"%d\"}]}"

static salesinv_id ship_whole(fix_several *fix)
{
    return fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT, WHOLE,
                      (long long)fix->first, (long long)fix->second);
}

static salesinv_status try_parts(fix_several *fix, int first, int second)
{
    return fix_try_create(fix->admin, SHIPMENT, SALESINV_SUBMIT, PARTS,
                          (long long)sinv_line_id(fix->first, 1), first,
                          (long long)sinv_line_id(fix->second, 1), second);
}

static void whole_orders_go_on_one_shipment(void **state)
{
    fix_several *fix = *state;
    salesinv_id shipment = ship_whole(fix);

    then_stock("7/0/7");
    assert_int_equal(fix_int(fix->admin, SHIPMENT, shipment, 0, SALESINV_F_ORDER), 0);
    assert_int_equal(fix_int(fix->admin, SHIPMENT, shipment, 1, SALESINV_F_ORDER),
                     fix->first);
    assert_int_equal(fix_int(fix->admin, SHIPMENT, shipment, 2, SALESINV_F_ORDER),
                     fix->second);
    assert_status(&fix->trade, ORDER, fix->first, SHIPPED);
    assert_status(&fix->trade, ORDER, fix->second, SHIPPED);
}

static void each_order_moves_on_its_own(void **state)
{
    fix_several *fix = *state;

    assert_ok(fix->admin, try_parts(fix, 8, 2));
    then_stock("10/3/7");
    assert_status(&fix->trade, ORDER, fix->first, SHIPPED);
    assert_status(&fix->trade, ORDER, fix->second, CONFIRMED);
    then_order(fix->second, SHIPPED, 2);
    then_order(fix->second, FROZEN, 3);
}

static void receipt_and_void_reach_every_order(void **state)
{
    fix_several *fix = *state;
    salesinv_id shipment = ship_whole(fix);

    assert_ok(fix->admin,
              salesinv_shipment_receive(fix->admin, shipment, 0, NULL, NULL, NULL));
    assert_status(&fix->trade, ORDER, fix->first, RECEIVED);
    assert_status(&fix->trade, ORDER, fix->second, RECEIVED);
    assert_ok(fix->admin, salesinv_shipment_undo_receipt(fix->admin, shipment, 0,
                                                         "too early", NULL, NULL));
    assert_status(&fix->trade, ORDER, fix->first, SHIPPED);
    assert_ok(fix->admin, salesinv_shipment_void(fix->admin, shipment, 0, "wrong goods",
                                                 NULL, NULL));
    then_stock("20/13/7");
    then_order(fix->first, FROZEN, 8);
    then_order(fix->second, FROZEN, 5);
    assert_status(&fix->trade, ORDER, fix->second, CONFIRMED);
}

static void an_order_waits_for_its_last_receipt(void **state)
{
    fix_several *fix = *state;
    salesinv_id alone = fix_ship(&fix->trade, fix->second, 0, 1, NULL);
    salesinv_id both = ship_whole(fix);

    assert_ok(fix->admin,
              salesinv_shipment_receive(fix->admin, alone, 0, NULL, NULL, NULL));
    assert_status(&fix->trade, ORDER, fix->second, SHIPPED);
    assert_ok(fix->admin,
              salesinv_shipment_receive(fix->admin, both, 0, NULL, NULL, NULL));
    assert_status(&fix->trade, ORDER, fix->second, RECEIVED);
}

static void stock_is_checked_on_the_total(void **state)
{
    fix_several *fix = *state;
    salesinv_id other = fix_warehouse(&fix->trade.core, "Other");

    fix_receive(&fix->trade.core, other, fix->product, 12); /* each alone would fit */
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_create(fix->admin, SHIPMENT, SALESINV_SUBMIT, WHOLE_FROM,
                                  (long long)other, (long long)fix->first,
                                  (long long)fix->second));
    assert_int_equal(fix_detail(fix->admin, "wanted"), 13 * FIX_UNIT);
    assert_int_equal(fix_detail(fix->admin, "on_hand"), 12 * FIX_UNIT);
    fix_receive(&fix->trade.core, other, fix->product, 1);
    (void)fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT, WHOLE_FROM,
                     (long long)other, (long long)fix->first, (long long)fix->second);
    assert_stock(&fix->trade.core, fix->product, other, "0/0/0");
    then_stock("20/0/20");
}

static void the_warehouse_is_taken_when_the_orders_agree(void **state)
{
    fix_several *fix = *state;
    salesinv_id other = fix_warehouse(&fix->trade.core, "Other");
    salesinv_id third;

    fix_receive(&fix->trade.core, other, fix->product, 1);
    third = fix_order(&fix->trade, other, fix->product, 1);
    assert_refused(fix->admin, WAREHOUSE_REQUIRED,
                   fix_try_create(fix->admin, SHIPMENT, SALESINV_SUBMIT, WHOLE,
                                  (long long)fix->first, (long long)third));
}

static void approval_holds_every_order(void **state)
{
    fix_several *fix = *state;
    salesinv_id shipment;

    fix_setting(fix->admin, "approval.shipment", 1);
    shipment = ship_whole(fix);
    then_order(fix->first, SHIP_PENDING, 8);
    then_order(fix->second, SHIP_PENDING, 5);
    assert_refused(
        fix->admin, IN_USE,
        salesinv_order_close_remainder(fix->admin, fix->second, 0, NULL, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), shipment);
    assert_refused(fix->admin, IN_USE,
                   salesinv_order_void(fix->admin, fix->first, 0, NULL, NULL, NULL));
    assert_refused(fix->admin, EXCEEDS_SHIPPABLE, try_parts(fix, 1, 1));
    assert_ok(fix->admin,
              salesinv_shipment_reject(fix->admin, shipment, 0, "no", NULL, NULL));
    then_order(fix->second, SHIP_PENDING, 0);
    then_stock("20/13/7");
    assert_ok(fix->admin,
              salesinv_shipment_submit(fix->admin, shipment, 0, NULL, NULL));
    assert_ok(fix->admin,
              salesinv_shipment_approve(fix->admin, shipment, 0, NULL, NULL));
    then_stock("7/0/7");
}

static void without_the_plugin_it_is_one_order(void **state)
{
    fix_several *fix = *state;
    salesinv_id draft = fix_create(fix->admin, SHIPMENT, 0, WHOLE,
                                   (long long)fix->first, (long long)fix->second);
    fix_setting(fix->admin, "plugin.multi_order", 0);
    assert_refused(fix->admin, PLUGIN_DISABLED, try_parts(fix, 1, 1));
    assert_field(fix->admin, "order");
    /* What was written before stays as it is. */
    assert_ok(fix->admin, salesinv_shipment_submit(fix->admin, draft, 0, NULL, NULL));
    then_stock("7/0/7");
}

static salesinv_status switch_off(fix_several *fix)
{
    return salesinv_setting_set_int(fix->admin, "plugin.multi_order", NULL, 0, NULL);
}

static void the_plugin_stays_on_while_one_waits(void **state)
{
    fix_several *fix = *state;
    salesinv_id shipment;

    fix_setting(fix->admin, "approval.shipment", 1);
    fix_ship(&fix->trade, fix->first, 0, 1, NULL); /* of one order: needs no plugin */
    shipment = ship_whole(fix);
    assert_refused(fix->admin, IN_USE, switch_off(fix));
    assert_int_equal(fix_detail(fix->admin, "holder.1.kind"), SHIPMENT);
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), shipment);
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, shipment, SINV_VERB_APPROVE));
    assert_ok(fix->admin, switch_off(fix));
    /* What was shipped before is received as ever. */
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, shipment, SINV_VERB_RECEIVE));
    assert_status(&fix->trade, SHIPMENT, shipment, RECEIVED);
}

static void orders_of_one_shipment_fit_together(void **state)
{
    fix_several *fix = *state;
    salesinv_id stranger = fix_account(&fix->trade.core, "Stranger");
    salesinv_id account = fix->trade.account;
    salesinv_id foreign;
    salesinv_id dollars;

    fix->trade.account = stranger;
    foreign = fix_order(&fix->trade, fix->warehouse, fix->product, 1);
    fix->trade.account = account;
    assert_refused(fix->admin, ACCOUNT_MISMATCH,
                   fix_try_create(fix->admin, SHIPMENT, 0, WHOLE, (long long)fix->first,
                                  (long long)foreign));
    assert_int_equal(fix_detail(fix->admin, "order"), foreign);
    dollars = fix_create(fix->admin, ORDER, SALESINV_SUBMIT,
                         "{\"account\": %lld, \"warehouse\": %lld, \"currency\": "
                         "\"USD\", \"lines\": [{\"product\": %lld, \"qty\": \"1\"}]}",
                         (long long)account, (long long)fix->warehouse,
                         (long long)fix->product);
    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, SHIPMENT, 0, WHOLE, (long long)fix->first,
                                  (long long)dollars));
    assert_field(fix->admin, "order");
}

static void an_order_as_a_whole_names_nothing_else(void **state)
{
    fix_several *fix = *state;

    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, SHIPMENT, 0,
                                  "{\"lines\": [{\"order\": %lld, \"qty\": \"1\"}]}",
                                  (long long)fix->first));
    assert_field(fix->admin, "lines[1].order_line");
    assert_refused(
        fix->admin, ARG,
        fix_try_create(fix->admin, SHIPMENT, 0, "{\"lines\": [{\"qty\": \"1\"}]}"));
    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, SHIPMENT, 0,
                                  "{\"lines\": [{\"order\": %lld, \"order_line\": "
                                  "%lld, \"qty\": \"1\"}]}",
                                  (long long)fix->first,
                                  (long long)sinv_line_id(fix->second, 1)));
    assert_field(fix->admin, "lines[1].order");
    assert_refused(fix->admin, SOURCE_REQUIRED,
                   fix_try_create(fix->admin, SHIPMENT, 0, "{\"warehouse\": %lld}",
                                  (long long)fix->warehouse));
    fix_ship(&fix->trade, fix->first, 0, 8, NULL);
    assert_refused(fix->admin, EXCEEDS_SHIPPABLE,
                   fix_try_create(fix->admin, SHIPMENT, 0,
                                  "{\"lines\": [{\"order\": %lld}]}",
                                  (long long)fix->first));
    fix_setting(fix->admin, "shipping.auto_populate", 0);
    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, SHIPMENT, 0,
                                  "{\"lines\": [{\"order\": %lld}]}",
                                  (long long)fix->second));
}

/* A draft of the first order's goods takes up those of an order that was made after it. */
static salesinv_id take_up(fix_several *fix)
{
    salesinv_id order;
    salesinv_id shipment =
        fix_create(fix->admin, SHIPMENT, 0,
                   "{\"lines\": [{\"order_line\": %lld, \"qty\": \"1\"}]}",
                   (long long)sinv_line_id(fix->first, 1));

    order = fix_order(&fix->trade, fix->warehouse, fix->product, 3);
    assert_ok(fix->admin,
              fix_try_update(fix->admin, SHIPMENT, shipment,
                             "{\"lines\": [{\"line\": 1}, {\"order_line\": %lld, "
                             "\"qty\": \"2\"}]}",
                             (long long)sinv_line_id(order, 1)));
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, shipment, SINV_VERB_SUBMIT));
    return shipment;
}

static salesinv_id order_on(fix_several *fix, salesinv_id shipment)
{
    return fix_int(fix->admin, SHIPMENT, shipment, 2, SALESINV_F_ORDER);
}

static void an_order_waits_for_a_shipment_older_than_itself(void **state)
{
    fix_several *fix = *state;
    salesinv_id shipment;
    salesinv_id order;

    fix_setting(fix->admin, "approval.shipment", 1);
    shipment = take_up(fix);
    order = order_on(fix, shipment);
    assert_true(order > shipment);
    assert_refused(fix->admin, IN_USE,
                   salesinv_order_void(fix->admin, order, 0, NULL, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), shipment);
    assert_refused(
        fix->admin, IN_USE,
        salesinv_order_close_remainder(fix->admin, order, 0, NULL, NULL, NULL));
}

static void goods_come_back_from_a_shipment_older_than_the_order(void **state)
{
    fix_several *fix = *state;
    salesinv_id shipment = take_up(fix);
    salesinv_id order = order_on(fix, shipment);

    assert_true(order > shipment);
    assert_ok(fix->admin,
              salesinv_order_close_remainder(fix->admin, order, 0, NULL, NULL, NULL));
    /* Its goods are on their way: it is not received yet. */
    assert_status(&fix->trade, ORDER, order, CLOSED);
    (void)fix_create(fix->admin, SALESINV_KIND_RETURN, SALESINV_SUBMIT,
                     "{\"mode\": 1, \"warehouse\": %lld, \"lines\": [{\"order_line\": "
                     "%lld, \"qty\": \"2\"}]}",
                     (long long)fix->warehouse, (long long)sinv_line_id(order, 1));
    then_order(order, RETURNED_SHIPPED, 2);
    assert_int_equal(fix_int(fix->admin, SHIPMENT, shipment, 2, SALESINV_F_RETURNED),
                     2 * FIX_UNIT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(whole_orders_go_on_one_shipment),
        TEST(each_order_moves_on_its_own),
        TEST(receipt_and_void_reach_every_order),
        TEST(an_order_waits_for_its_last_receipt),
        TEST(stock_is_checked_on_the_total),
        TEST(the_warehouse_is_taken_when_the_orders_agree),
        TEST(approval_holds_every_order),
        TEST(without_the_plugin_it_is_one_order),
        TEST(the_plugin_stays_on_while_one_waits),
        TEST(orders_of_one_shipment_fit_together),
        TEST(an_order_as_a_whole_names_nothing_else),
        TEST(an_order_waits_for_a_shipment_older_than_itself),
        TEST(goods_come_back_from_a_shipment_older_than_the_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
