/* SPDX-License-Identifier: Apache-2.0 */
/* The worked examples of the business, by number. Figures are on hand / frozen / available. */
#include <stdio.h>

#include "salesinv/product.h"
#include "salesinv/warehouse.h"
#include "support/fix_trade.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    RETURN = SALESINV_KIND_RETURN,
    ALLOW = 2
};

typedef struct fix_example {
    fix_trade trade;
    salesinv_id warehouse;
    salesinv_id product;
} fix_example;

static int setup(void **state)
{
    static fix_example fix;

    fix_trade_open(&fix.trade);
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_example *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

static void given_stock(fix_example *fix, int64_t units)
{
    fix_receive(&fix->trade.core, fix->warehouse, fix->product, units);
}

static salesinv_id order(fix_example *fix, int64_t units)
{
    return fix_order(&fix->trade, fix->warehouse, fix->product, units);
}

#define then_stock(fix, wanted)                                                        \
    assert_stock(&(fix)->trade.core, (fix)->product, (fix)->warehouse, wanted)
#define when_refused(fix, name, call)                                                  \
    assert_refused((fix)->trade.core.admin, name, call)
#define when_ok(fix, call) assert_ok((fix)->trade.core.admin, call)

static void example_01_single_block(void **state)
{
    fix_example *fix = *state;
    salesinv_session *admin = fix->trade.core.admin;
    salesinv_id first;
    salesinv_id shipment;

    given_stock(fix, 100);
    first = order(fix, 30);
    then_stock(fix, "100/30/70");
    when_refused(fix, INSUFFICIENT_STOCK,
                 fix_try_order(&fix->trade, fix->warehouse, fix->product, 80, NULL));
    assert_int_equal(fix_detail(admin, "wanted"), 80 * FIX_UNIT);
    assert_int_equal(fix_detail(admin, "available"), 70 * FIX_UNIT);
    assert_int_equal(fix_detail(admin, "holder.1.document"), first);
    then_stock(fix, "100/30/70");

    shipment = fix_ship(&fix->trade, first, 0, 10, NULL);
    then_stock(fix, "90/20/70");
    assert_units(&fix->trade, ORDER, first, SALESINV_F_SHIPPABLE, 20);

    when_ok(fix, salesinv_shipment_void(admin, shipment, 0, "wrong", NULL, NULL));
    then_stock(fix, "100/30/70");
    assert_units(&fix->trade, ORDER, first, SALESINV_F_SHIPPABLE, 30);
    assert_units(&fix->trade, ORDER, first, SALESINV_F_FROZEN, 30);
}

static void example_01_rejected_or_withdrawn_instead(void **state)
{
    fix_example *fix = *state;
    salesinv_session *admin = fix->trade.core.admin;
    salesinv_id id;

    given_stock(fix, 100);
    fix_setting(admin, "approval.order", 1);
    id = order(fix, 30);
    then_stock(fix, "100/30/70");
    when_ok(fix, salesinv_order_reject(admin, id, 0, "too much", NULL, NULL));
    then_stock(fix, "100/0/100");
    when_ok(fix, salesinv_order_submit(admin, id, 0, NULL, NULL));
    then_stock(fix, "100/30/70");
    when_ok(fix, salesinv_order_withdraw(admin, id, 0, NULL, NULL));
    then_stock(fix, "100/0/100");
    assert_status(&fix->trade, ORDER, id, WITHDRAWN);
}

static void example_02_own_freeze(void **state)
{
    fix_example *fix = *state;
    salesinv_id id;

    given_stock(fix, 10);
    id = order(fix, 10);
    then_stock(fix, "10/10/0");
    fix_ship(&fix->trade, id, 0, 10, NULL);
    then_stock(fix, "0/0/0");
    assert_status(&fix->trade, ORDER, id, SHIPPED);
}

static void example_03_allow(void **state)
{
    fix_example *fix = *state;
    salesinv_id id;

    given_stock(fix, 5);
    fix_setting(fix->trade.core.admin, "order.validation", ALLOW);
    id = order(fix, 8);
    then_stock(fix, "5/8/-3");
    when_refused(fix, INSUFFICIENT_STOCK,
                 fix_try_ship(&fix->trade, id, 0, 8, NULL, NULL));
    assert_int_equal(fix_detail(fix->trade.core.admin, "on_hand"), 5 * FIX_UNIT);
    fix_ship(&fix->trade, id, 0, 5, NULL);
    then_stock(fix, "0/3/-3");
}

static void example_03b_allow_beside_block(void **state)
{
    fix_example *fix = *state;
    salesinv_id blocked;
    salesinv_id allowed;

    given_stock(fix, 5);
    blocked = order(fix, 5);
    then_stock(fix, "5/5/0");
    fix_setting(fix->trade.core.admin, "order.validation", ALLOW);
    allowed = order(fix, 3);
    then_stock(fix, "5/8/-3");
    fix_ship(&fix->trade, blocked, 0, 5, NULL);
    then_stock(fix, "0/3/-3");
    when_refused(fix, INSUFFICIENT_STOCK,
                 fix_try_ship(&fix->trade, allowed, 0, 3, NULL, NULL));
    then_stock(fix, "0/3/-3");
}

static void example_04_different_shipping_warehouse(void **state)
{
    fix_example *fix = *state;
    salesinv_id other = fix_warehouse(&fix->trade.core, "W2");
    salesinv_id id;

    given_stock(fix, 20);
    fix_receive(&fix->trade.core, other, fix->product, 20);
    id = order(fix, 10);
    then_stock(fix, "20/10/10");
    fix_ship(&fix->trade, id, other, 10, NULL);
    then_stock(fix, "20/0/20");
    assert_stock(&fix->trade.core, fix->product, other, "10/0/10");
}

/* A warehouse beside W, with `units` of the product. */
static salesinv_id given_warehouse(fix_example *fix, const char *name, int64_t units)
{
    salesinv_id id = fix_warehouse(&fix->trade.core, name);

    fix_receive(&fix->trade.core, id, fix->product, units);
    return id;
}

static void example_05_consolidated(void **state)
{
    fix_example *fix = *state;
    salesinv_session *admin = fix->trade.core.admin;
    salesinv_id other = fix_account(&fix->trade.core, "Other");
    salesinv_id second;
    salesinv_id foreign;

    given_stock(fix, 6);
    second = given_warehouse(fix, "W2", 7);
    foreign = given_warehouse(fix, "W3", 9);
    when_ok(fix, fix_try_update(admin, SALESINV_KIND_WAREHOUSE, foreign,
                                "{\"lines\": [{\"list\": %d, \"member\": %lld}]}",
                                SALESINV_ACCESS_ACCOUNT, (long long)other));
    fix_setting(admin, "order.mode", SALESINV_MODE_CONSOLIDATED);
    when_refused(fix, INSUFFICIENT_STOCK,
                 fix_try_order(&fix->trade, 0, fix->product, 14, NULL));
    assert_int_equal(fix_detail(admin, "wanted"), 14 * FIX_UNIT);
    assert_int_equal(fix_detail(admin, "available"), 13 * FIX_UNIT);
    fix_order(&fix->trade, 0, fix->product, 10);
    then_stock(fix, "6/6/0");
    assert_stock(&fix->trade.core, fix->product, second, "7/4/3");
    assert_stock(&fix->trade.core, fix->product, foreign, "9/0/9");
}

static void example_06_mode_none(void **state)
{
    fix_example *fix = *state;
    salesinv_id id;

    fix_setting(fix->trade.core.admin, "order.mode", SALESINV_MODE_NONE);
    id = fix_order(&fix->trade, 0, fix->product, 1000);
    assert_status(&fix->trade, ORDER, id, CONFIRMED);
    assert_units(&fix->trade, ORDER, id, SALESINV_F_FROZEN, 0);
    then_stock(fix, "0/0/0");
}

static salesinv_status try_adjust(fix_example *fix, salesinv_id order,
                                  const char *lines)
{
    return fix_try_create(
        fix->trade.core.admin, SALESINV_KIND_ADJUSTMENT, SALESINV_SUBMIT,
        "{\"order\": %lld, \"reason\": \"promised\", \"lines\": [%s]}",
        (long long)order, lines);
}

/* "order line 1 has `units` frozen in `warehouse`" */
static const char *frozen_in(char out[96], salesinv_id order, salesinv_id warehouse,
                             int64_t units)
{
    snprintf(out, 96,
             "{\"order_line\": %lld, \"warehouse\": %lld, \"frozen\": \"%lld\"}",
             (long long)sinv_line_id(order, 1), (long long)warehouse, (long long)units);
    return out;
}

static void example_07_frozen_adjustment(void **state)
{
    fix_example *fix = *state;
    salesinv_session *admin = fix->trade.core.admin;
    char first[96];
    char second[96];
    char both[200];
    salesinv_id other;
    salesinv_id id;

    given_stock(fix, 6);
    other = given_warehouse(fix, "W2", 7);
    fix_setting(admin, "order.mode", SALESINV_MODE_CONSOLIDATED);
    fix_setting(admin, "plugin.frozen_adjustment", 1);
    id = fix_order(&fix->trade, 0, fix->product, 10);
    then_stock(fix, "6/6/0");
    assert_stock(&fix->trade.core, fix->product, other, "7/4/3");

    snprintf(both, sizeof(both), "%s, %s", frozen_in(first, id, fix->warehouse, 4),
             frozen_in(second, id, other, 6));
    when_ok(fix, try_adjust(fix, id, both));
    then_stock(fix, "6/4/2");
    assert_stock(&fix->trade.core, fix->product, other, "7/6/1");

    when_refused(fix, EXCEEDS_REMAINING,
                 try_adjust(fix, id, frozen_in(first, id, other, 7)));
    assert_int_equal(fix_detail(admin, "wanted"), 11 * FIX_UNIT);
    assert_int_equal(fix_detail(admin, "remaining"), 10 * FIX_UNIT);

    when_ok(fix, try_adjust(fix, id, frozen_in(first, id, fix->warehouse, 0)));
    then_stock(fix, "6/0/6");
    assert_stock(&fix->trade.core, fix->product, other, "7/6/1");
    assert_units(&fix->trade, ORDER, id, SALESINV_F_SHIPPABLE, 10);
    assert_units(&fix->trade, ORDER, id, SALESINV_F_QTY, 10);
    assert_status(&fix->trade, ORDER, id, CONFIRMED);
}

/* An order-based return of the order's first line. */
static salesinv_status return_of_order(fix_example *fix, salesinv_id of, int64_t units)
{
    return fix_try_create(fix->trade.core.admin, RETURN, SALESINV_SUBMIT,
                          "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, "
                          "\"qty\": \"%lld\"}]}",
                          (long long)of, (long long)sinv_line_id(of, 1),
                          (long long)units);
}

static void example_08_order_based_return_before_shipment(void **state)
{
    fix_example *fix = *state;
    salesinv_id id;
    int64_t movements;

    given_stock(fix, 50);
    id = order(fix, 20);
    then_stock(fix, "50/20/30");
    movements = fix_core_event_count(fix->trade.core.admin);
    when_ok(fix, return_of_order(fix, id, 5));
    then_stock(fix, "50/15/35");
    assert_units(&fix->trade, ORDER, id, SALESINV_F_SHIPPABLE, 15);
    assert_units(&fix->trade, ORDER, id, SALESINV_F_RETURNED_SHIPPED, 0);
    /* The return and the order: no inbound order was made. */
    assert_int_equal(fix_core_event_count(fix->trade.core.admin), movements + 2);
}

static void example_09_shipping_based_return(void **state)
{
    fix_example *fix = *state;
    salesinv_id id;
    salesinv_id shipment;

    given_stock(fix, 10);
    id = order(fix, 10);
    shipment = fix_ship(&fix->trade, id, 0, 10, NULL);
    fix_return(&fix->trade, shipment, 4, NULL);
    then_stock(fix, "4/0/4");
    when_refused(fix, EXCEEDS_RETURNABLE,
                 fix_try_return(&fix->trade, shipment, 7, NULL, NULL));
    assert_int_equal(fix_detail(fix->trade.core.admin, "returnable"), 6 * FIX_UNIT);
    assert_units(&fix->trade, SHIPMENT, shipment, SALESINV_F_RETURNABLE, 6);
    assert_units(&fix->trade, ORDER, id, SALESINV_F_RETURNED_SHIPPED, 4);
    then_stock(fix, "4/0/4");
}

static void example_10_exchange(void **state)
{
    static const char swap[] =
        "{\"mode\": 4, \"account\": %lld, \"currency\": \"EUR\", \"warehouse\": "
        "%lld, \"lines\": [{\"product\": %lld, \"qty\": \"2\", \"price\": \"1\"}, "
        "{\"direction\": 2, \"product\": %lld, \"qty\": \"%d\"}]}";
    fix_example *fix = *state;
    salesinv_session *admin = fix->trade.core.admin;
    salesinv_id q = fix_product(&fix->trade.core, "Q", SALESINV_TRACKING_NONE);
    salesinv_id id;

    fix_setting(admin, "plugin.exchange", 1);
    fix_setting(admin, "approval.return", 1);
    fix_receive(&fix->trade.core, fix->warehouse, q, 3);
    when_refused(fix, INSUFFICIENT_STOCK,
                 fix_try_create(admin, RETURN, SALESINV_SUBMIT, swap,
                                (long long)fix->trade.account,
                                (long long)fix->warehouse, (long long)fix->product,
                                (long long)q, 4));
    id =
        fix_create(admin, RETURN, SALESINV_SUBMIT, swap, (long long)fix->trade.account,
                   (long long)fix->warehouse, (long long)fix->product, (long long)q, 2);
    assert_stock(&fix->trade.core, q, fix->warehouse, "3/2/1");
    when_ok(fix, salesinv_return_approve(admin, id, 0, NULL, NULL));
    then_stock(fix, "2/0/2");
    assert_stock(&fix->trade.core, q, fix->warehouse, "1/0/1");
}

static void given_kits(fix_example *fix)
{
    fix_core *core = &fix->trade.core;

    assert_ok(core->platform,
              salesinv_licence_grant(core->platform, core->tenant, "bom",
                                     SALESINV_TIME_NONE, 0, NULL));
    fix_setting(core->admin, "shipping.kits", 1);
}

/* A kit of one A and two B. */
static salesinv_id kit_of(fix_example *fix, int32_t kind, salesinv_id a, salesinv_id b)
{
    return fix_create(fix->trade.core.admin, SALESINV_KIND_PRODUCT, 0,
                      "{\"name\": \"Kit\", \"kit_kind\": %d, \"lines\": [{\"product\": "
                      "%lld, \"qty\": \"1\"}, {\"product\": %lld, \"qty\": \"2\"}]}",
                      kind, (long long)a, (long long)b);
}

static void example_11_picked_to_order(void **state)
{
    fix_example *fix = *state;
    fix_core *core = &fix->trade.core;
    salesinv_id a = fix_product(core, "A", SALESINV_TRACKING_NONE);
    salesinv_id b = fix_product(core, "B", SALESINV_TRACKING_NONE);
    salesinv_id id;

    given_kits(fix);
    fix_receive(core, fix->warehouse, a, 5);
    fix_receive(core, fix->warehouse, b, 10);
    id = fix_order(&fix->trade, fix->warehouse, kit_of(fix, SALESINV_KIT_PTO, a, b), 5);
    assert_stock(core, a, fix->warehouse, "5/5/0");
    assert_stock(core, b, fix->warehouse, "10/10/0");
    fix_create(core->admin, SHIPMENT, SALESINV_SUBMIT,
               "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": \"5\"}, "
               "{\"order_line\": %lld, \"qty\": \"6\"}]}",
               (long long)id, (long long)sinv_line_id(id, 2),
               (long long)sinv_line_id(id, 3));
    assert_units(&fix->trade, ORDER, id, SALESINV_F_SHIPPED, 3);
    assert_stock(core, a, fix->warehouse, "0/0/0");
    assert_stock(core, b, fix->warehouse, "4/4/0");
}

static void example_11_assembled_to_order(void **state)
{
    fix_example *fix = *state;
    fix_core *core = &fix->trade.core;
    salesinv_id a = fix_product(core, "A", SALESINV_TRACKING_NONE);
    salesinv_id b = fix_product(core, "B", SALESINV_TRACKING_NONE);
    salesinv_id kit = kit_of(fix, SALESINV_KIT_ATO, a, b);

    given_kits(fix);
    fix_receive(core, fix->warehouse, a, 5);
    fix_receive(core, fix->warehouse, b, 10);
    fix_receive(core, fix->warehouse, kit, 5);
    fix_order(&fix->trade, fix->warehouse, kit, 5);
    assert_stock(core, kit, fix->warehouse, "5/5/0");
    assert_stock(core, a, fix->warehouse, "5/0/5");
    assert_stock(core, b, fix->warehouse, "10/0/10");
}

static void example_16_one_good_two_returns(void **state)
{
    fix_example *fix = *state;
    salesinv_id id;
    salesinv_id shipment;

    given_stock(fix, 10);
    id = order(fix, 10);
    shipment = fix_ship(&fix->trade, id, 0, 10, NULL);
    then_stock(fix, "0/0/0");
    when_ok(fix, return_of_order(fix, id, 10));
    then_stock(fix, "10/0/10");
    for (int64_t units = 1; units <= 10; units += 9)
        when_refused(fix, EXCEEDS_RETURNABLE,
                     fix_try_return(&fix->trade, shipment, units, NULL, NULL));
    then_stock(fix, "10/0/10");
}

static void example_13_serial(void **state)
{
    fix_example *fix = *state;
    salesinv_session *admin = fix->trade.core.admin;
    salesinv_id product =
        fix_product(&fix->trade.core, "Router", SALESINV_TRACKING_SERIAL);
    salesinv_id first;
    salesinv_id second;
    salesinv_id shipment;

    fix_receive_serials(&fix->trade.core, fix->warehouse, product, "SN1", 2);
    first = fix_order(&fix->trade, fix->warehouse, product, 1);
    second = fix_order(&fix->trade, fix->warehouse, product, 1);
    fix_setting(admin, "approval.shipment", 1);

    shipment = fix_ship(&fix->trade, first, 0, 1, "[\"SN1\"]");
    assert_serial(&fix->trade.core, "SN1", "outgoing");
    when_refused(fix, SERIAL_HELD,
                 fix_try_ship(&fix->trade, second, 0, 1, "[\"SN1\"]", NULL));
    assert_int_equal(fix_detail(admin, "holder.1.document"), shipment);

    when_ok(fix, salesinv_shipment_reject(admin, shipment, 0, NULL, NULL, NULL));
    assert_serial(&fix->trade.core, "SN1", "in_stock");
    when_ok(fix, salesinv_shipment_submit(admin, shipment, 0, NULL, NULL));
    when_ok(fix, salesinv_shipment_approve(admin, shipment, 0, NULL, NULL));
    assert_serial(&fix->trade.core, "SN1", "used");

    fix_return(&fix->trade, shipment, 1, "[\"SN1\"]");
    assert_serial(&fix->trade.core, "SN1", "in_stock");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(example_01_single_block),
        TEST(example_01_rejected_or_withdrawn_instead),
        TEST(example_02_own_freeze),
        TEST(example_03_allow),
        TEST(example_03b_allow_beside_block),
        TEST(example_04_different_shipping_warehouse),
        TEST(example_05_consolidated),
        TEST(example_06_mode_none),
        TEST(example_07_frozen_adjustment),
        TEST(example_08_order_based_return_before_shipment),
        TEST(example_09_shipping_based_return),
        TEST(example_10_exchange),
        TEST(example_11_picked_to_order),
        TEST(example_11_assembled_to_order),
        TEST(example_13_serial),
        TEST(example_16_one_good_two_returns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
