/* SPDX-License-Identifier: Apache-2.0 */
/* The life of an order after its submission: changed, closed, taken out of effect, each with what it does to stock. */
#include <stdio.h>
#include <string.h>

#include "salesinv/product.h"
#include "salesinv/warehouse.h"
#include "support/fix_trade.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    PRODUCT = SALESINV_KIND_PRODUCT
};

typedef struct fix_orders {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id product; /* 100 on hand */
    salesinv_id order;   /* of 30 */
} fix_orders;

static int setup(void **state)
{
    static fix_orders fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix_receive(&fix.trade.core, fix.warehouse, fix.product, 100);
    fix.order = fix_order(&fix.trade, fix.warehouse, fix.product, 30);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_orders *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

#define then_stock(wanted)                                                             \
    assert_stock(&fix->trade.core, fix->product, fix->warehouse, wanted)
#define then_line(field, wanted)                                                       \
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_##field, wanted)

/* Change the quantity of line 1. */
static salesinv_status try_qty(fix_orders *fix, int64_t units)
{
    return fix_try_update(fix->admin, ORDER, fix->order,
                          "{\"lines\": [{\"line\": 1, \"qty\": \"%lld\"}]}",
                          (long long)units);
}

static void an_increase_freezes_more(void **state)
{
    fix_orders *fix = *state;

    assert_ok(fix->admin, try_qty(fix, 45));
    then_stock("100/45/55");
    then_line(FROZEN, 45);
    then_line(SHIPPABLE, 45);
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_qty(fix, 101));
    assert_int_equal(fix_detail(fix->admin, "wanted"), 56 * FIX_UNIT);
    assert_int_equal(fix_detail(fix->admin, "available"), 55 * FIX_UNIT);
    then_stock("100/45/55");
    assert_ok(fix->admin, try_qty(fix, 100));
    then_stock("100/100/0");
}

/* One thing after the other, as domain.md 5.8 lists them: each refusal is met by all that would be wrong after it. */
static void what_is_wrong_is_told_in_order(void **state)
{
    fix_orders *fix = *state;
    salesinv_id stranger = fix_account(&fix->trade.core, "Stranger");
    salesinv_id gone = fix_product(&fix->trade.core, "Gone", SALESINV_TRACKING_NONE);
    salesinv_id idle = fix_warehouse(&fix->trade.core, "Idle");
    salesinv_id bare =
        fix_create(fix->admin, ORDER, 0, "{\"account\": %lld, \"currency\": \"EUR\"}",
                   (long long)stranger);
    salesinv_id old = fix_create(fix->admin, ORDER, 0,
                                 "{\"account\": %lld, \"currency\": \"EUR\", "
                                 "\"lines\": [{\"product\": %lld, \"qty\": \"5\"}]}",
                                 (long long)fix->trade.account, (long long)gone);

    assert_ok(fix->admin, fix_step(fix->admin, SALESINV_KIND_ACCOUNT, stranger,
                                   SINV_VERB_DEACTIVATE));
    assert_ok(fix->admin, fix_step(fix->admin, PRODUCT, gone, SINV_VERB_DEACTIVATE));
    assert_ok(fix->admin, fix_step(fix->admin, SALESINV_KIND_WAREHOUSE, idle,
                                   SINV_VERB_DEACTIVATE));
    assert_refused(fix->admin, ACCOUNT_INACTIVE,
                   fix_step(fix->admin, ORDER, bare, SINV_VERB_SUBMIT));
    assert_ok(fix->admin, fix_step(fix->admin, SALESINV_KIND_ACCOUNT, stranger,
                                   SINV_VERB_ACTIVATE));
    assert_refused(fix->admin, ARG,
                   fix_step(fix->admin, ORDER, bare, SINV_VERB_SUBMIT));
    assert_field(fix->admin, "lines");
    assert_refused(fix->admin, PRODUCT_INACTIVE,
                   fix_step(fix->admin, ORDER, old, SINV_VERB_SUBMIT));
    assert_ok(fix->admin, fix_step(fix->admin, PRODUCT, gone, SINV_VERB_ACTIVATE));
    assert_refused(fix->admin, WAREHOUSE_REQUIRED,
                   fix_step(fix->admin, ORDER, old, SINV_VERB_SUBMIT));
    assert_refused(fix->admin, WAREHOUSE_DISABLED,
                   fix_try_order(&fix->trade, idle, gone, 5, NULL));
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_order(&fix->trade, fix->warehouse, gone, 5, NULL));
    then_stock("100/30/70");
}

static void each_short_product_is_named(void **state)
{
    fix_orders *fix = *state;
    salesinv_id few = fix_product(&fix->trade.core, "Few", SALESINV_TRACKING_NONE);
    salesinv_id none = fix_product(&fix->trade.core, "None", SALESINV_TRACKING_NONE);

    fix_receive(&fix->trade.core, fix->warehouse, few, 2);
    for (int mode = SALESINV_MODE_SINGLE; mode <= SALESINV_MODE_CONSOLIDATED; mode++) {
        fix_setting(fix->admin, "order.mode", mode);
        assert_refused(
            fix->admin, INSUFFICIENT_STOCK,
            fix_try_create(fix->admin, ORDER, SALESINV_SUBMIT,
                           "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": "
                           "%lld, \"lines\": [{\"product\": %lld, \"qty\": \"80\"}, "
                           "{\"product\": %lld, \"qty\": \"1\"}, {\"product\": %lld, "
                           "\"qty\": \"5\"}, {\"product\": %lld, \"qty\": \"7\"}]}",
                           (long long)fix->trade.account,
                           mode == SALESINV_MODE_SINGLE ? (long long)fix->warehouse : 0,
                           (long long)fix->product, (long long)few, (long long)few,
                           (long long)none));
        assert_int_equal(fix_detail(fix->admin, "product"), fix->product);
        assert_int_equal(fix_detail(fix->admin, "holder.1.document"), fix->order);
        assert_int_equal(fix_detail(fix->admin, "short.2.product"), few);
        assert_int_equal(fix_detail(fix->admin, "short.2.wanted"), 6 * FIX_UNIT);
        assert_int_equal(fix_detail(fix->admin, "short.2.available"), 2 * FIX_UNIT);
        assert_int_equal(fix_detail(fix->admin, "short.3.product"), none);
        assert_int_equal(fix_detail(fix->admin, "shorts"), 3);
    }
    then_stock("100/30/70");
}

/* Five products, each held by four orders: of each the figures and who holds most. */
static void every_short_product_says_who_holds_it(void **state)
{
    enum { SHORTS = 5, HOLDERS = 4 };
    fix_orders *fix = *state;
    fix_core *core = &fix->trade.core;
    salesinv_id products[SHORTS];
    salesinv_id greatest[SHORTS];
    char lines[512] = "";
    char key[48];

    for (int i = 0; i < SHORTS; i++) {
        char name[8];

        snprintf(name, sizeof(name), "S%d", i);
        products[i] = fix_product(core, name, SALESINV_TRACKING_NONE);
        fix_receive(core, fix->warehouse, products[i], 10);
        for (int k = 1; k <= HOLDERS; k++)
            greatest[i] = fix_order(&fix->trade, fix->warehouse, products[i], k);
        snprintf(lines + strlen(lines), sizeof(lines) - strlen(lines),
                 "%s{\"product\": %lld, \"qty\": \"%d\"}", i > 0 ? ", " : "",
                 (long long)products[i], i + 1);
    }
    for (int mode = SALESINV_MODE_SINGLE; mode <= SALESINV_MODE_CONSOLIDATED; mode++) {
        fix_setting(fix->admin, "order.mode", mode);
        assert_refused(
            fix->admin, INSUFFICIENT_STOCK,
            fix_try_create(fix->admin, ORDER, SALESINV_SUBMIT,
                           "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": "
                           "%lld, \"lines\": [%s]}",
                           (long long)fix->trade.account,
                           mode == SALESINV_MODE_SINGLE ? (long long)fix->warehouse : 0,
                           lines));
        assert_int_equal(fix_detail(fix->admin, "holder.4.qty"), FIX_UNIT);
        assert_int_equal(fix_detail(fix->admin, "shorts"), SHORTS);
        for (int i = 1; i < SHORTS; i++) {
            snprintf(key, sizeof(key), "short.%d.product", i + 1);
            assert_int_equal(fix_detail(fix->admin, key), products[i]);
            snprintf(key, sizeof(key), "short.%d.frozen", i + 1);
            assert_int_equal(fix_detail(fix->admin, key), 10 * FIX_UNIT);
            snprintf(key, sizeof(key), "short.%d.holder.1.document", i + 1);
            assert_int_equal(fix_detail(fix->admin, key), greatest[i]);
            snprintf(key, sizeof(key), "short.%d.holder.3.qty", i + 1);
            assert_int_equal(fix_detail(fix->admin, key), 2 * FIX_UNIT);
            snprintf(key, sizeof(key), "short.%d.holders_more", i + 1);
            assert_int_equal(fix_detail(fix->admin, key), 1);
        }
    }
}

static void a_decrease_gives_back(void **state)
{
    fix_orders *fix = *state;

    fix_ship(&fix->trade, fix->order, 0, 10, NULL);
    assert_ok(fix->admin, try_qty(fix, 15));
    then_stock("90/5/85");
    then_line(SHIPPABLE, 5);
    assert_refused(fix->admin, EXCEEDS_REMAINING, try_qty(fix, 9));
    assert_field(fix->admin, "lines[1].qty");
    assert_int_equal(fix_detail(fix->admin, "committed"), 10 * FIX_UNIT);
    assert_ok(fix->admin, try_qty(fix, 10));
    then_stock("90/0/90");
    assert_status(&fix->trade, ORDER, fix->order, SHIPPED);
}

static void raising_a_shipped_order_opens_it_again(void **state)
{
    fix_orders *fix = *state;

    fix_ship(&fix->trade, fix->order, 0, 30, NULL);
    assert_status(&fix->trade, ORDER, fix->order, SHIPPED);
    assert_ok(fix->admin, try_qty(fix, 40));
    assert_status(&fix->trade, ORDER, fix->order, CONFIRMED);
    then_stock("70/10/60");
    fix_ship(&fix->trade, fix->order, 0, 10, NULL);
    assert_status(&fix->trade, ORDER, fix->order, SHIPPED);
}

static void lines_come_and_go(void **state)
{
    fix_orders *fix = *state;
    salesinv_id other = fix_product(&fix->trade.core, "Q", SALESINV_TRACKING_NONE);

    fix_receive(&fix->trade.core, fix->warehouse, other, 5);
    assert_ok(fix->admin, fix_try_update(fix->admin, ORDER, fix->order,
                                         "{\"lines\": [{\"line\": 1}, {\"product\": "
                                         "%lld, \"qty\": \"5\"}]}",
                                         (long long)other));
    assert_stock(&fix->trade.core, other, fix->warehouse, "5/5/0");
    then_stock("100/30/70");
    /* The line that the draft does not name goes, with its freeze. */
    assert_ok(fix->admin, fix_try_update(fix->admin, ORDER, fix->order,
                                         "{\"lines\": [{\"line\": 2}]}"));
    then_stock("100/0/100");
    assert_stock(&fix->trade.core, other, fix->warehouse, "5/5/0");
}

static void what_was_fixed_stays(void **state)
{
    fix_orders *fix = *state;
    salesinv_id other = fix_warehouse(&fix->trade.core, "Other");

    assert_refused(fix->admin, ARG,
                   fix_try_update(fix->admin, ORDER, fix->order,
                                  "{\"warehouse\": %lld}", (long long)other));
    assert_field(fix->admin, "warehouse");
    assert_refused(
        fix->admin, ARG,
        fix_try_update(fix->admin, ORDER, fix->order, "{\"currency\": \"USD\"}"));
    assert_refused(
        fix->admin, ARG,
        fix_try_update(fix->admin, ORDER, fix->order, "{\"record_type\": \"web\"}"));
    assert_ok(fix->admin,
              fix_try_update(fix->admin, ORDER, fix->order, "{\"note\": \"urgent\"}"));
    then_stock("100/30/70");
}

static void closing_gives_up_the_remainder(void **state)
{
    fix_orders *fix = *state;
    salesinv_id shipment = fix_ship(&fix->trade, fix->order, 0, 10, NULL);

    assert_ok(fix->admin, salesinv_order_close_remainder(fix->admin, fix->order, 0,
                                                         "sold out", NULL, NULL));
    then_stock("90/0/90");
    then_line(CLOSED, 20);
    then_line(SHIPPABLE, 0);
    assert_status(&fix->trade, ORDER, fix->order, CLOSED);
    assert_refused(fix->admin, INVALID_STATE,
                   fix_try_ship(&fix->trade, fix->order, 0, 1, NULL, NULL));
    assert_ok(fix->admin,
              salesinv_shipment_receive(fix->admin, shipment, 0, NULL, NULL, NULL));
    assert_status(&fix->trade, ORDER, fix->order, RECEIVED);
}

static void reopening_freezes_again(void **state)
{
    fix_orders *fix = *state;
    salesinv_id shipment = fix_ship(&fix->trade, fix->order, 0, 10, NULL);
    salesinv_id rival;

    assert_refused(fix->admin, INVALID_STATE,
                   salesinv_order_reopen(fix->admin, fix->order, 0, NULL, NULL));
    assert_ok(fix->admin, salesinv_order_close_remainder(fix->admin, fix->order, 0,
                                                         NULL, NULL, NULL));
    rival = fix_order(&fix->trade, fix->warehouse, fix->product, 71);
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   salesinv_order_reopen(fix->admin, fix->order, 0, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "wanted"), 20 * FIX_UNIT);
    assert_int_equal(fix_detail(fix->admin, "available"), 19 * FIX_UNIT);
    then_stock("90/71/19");
    then_line(CLOSED, 20);
    assert_ok(fix->admin, salesinv_order_void(fix->admin, rival, 0, NULL, NULL, NULL));
    assert_ok(fix->admin,
              salesinv_shipment_receive(fix->admin, shipment, 0, NULL, NULL, NULL));
    assert_status(&fix->trade, ORDER, fix->order, RECEIVED);
    assert_ok(fix->admin, salesinv_order_reopen(fix->admin, fix->order, 0, NULL, NULL));
    assert_status(&fix->trade, ORDER, fix->order, CONFIRMED);
    then_stock("90/20/70");
    then_line(CLOSED, 0);
    then_line(SHIPPABLE, 20);
    fix_ship(&fix->trade, fix->order, 0, 20, NULL);
    assert_status(&fix->trade, ORDER, fix->order, SHIPPED);
    assert_refused(fix->admin, INVALID_STATE,
                   salesinv_order_reopen(fix->admin, fix->order, 0, NULL, NULL));
}

static void nothing_shipped_ends_closed(void **state)
{
    fix_orders *fix = *state;

    assert_ok(fix->admin, salesinv_order_close_remainder(fix->admin, fix->order, 0,
                                                         NULL, NULL, NULL));
    assert_status(&fix->trade, ORDER, fix->order, CLOSED);
    then_stock("100/0/100");
}

static void a_pending_shipment_stands_in_the_way(void **state)
{
    fix_orders *fix = *state;
    salesinv_id shipment;

    fix_setting(fix->admin, "approval.shipment", 1);
    shipment = fix_ship(&fix->trade, fix->order, 0, 10, NULL);
    assert_refused(
        fix->admin, IN_USE,
        salesinv_order_close_remainder(fix->admin, fix->order, 0, NULL, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), shipment);
    assert_refused(fix->admin, IN_USE,
                   salesinv_order_void(fix->admin, fix->order, 0, NULL, NULL, NULL));
    assert_refused(fix->admin, EXCEEDS_REMAINING, try_qty(fix, 9));
    assert_ok(fix->admin, try_qty(fix, 10));
    then_stock("100/10/90");
}

static void void_needs_nothing_shipped(void **state)
{
    fix_orders *fix = *state;
    salesinv_id shipment = fix_ship(&fix->trade, fix->order, 0, 10, NULL);

    assert_refused(fix->admin, INVALID_STATE,
                   salesinv_order_void(fix->admin, fix->order, 0, NULL, NULL, NULL));
    assert_ok(fix->admin,
              salesinv_shipment_void(fix->admin, shipment, 0, NULL, NULL, NULL));
    assert_ok(fix->admin,
              salesinv_order_void(fix->admin, fix->order, 0, "mistake", NULL, NULL));
    then_stock("100/0/100");
    assert_status(&fix->trade, ORDER, fix->order, VOID);
    assert_refused(fix->admin, INVALID_STATE, try_qty(fix, 5));
}

static void an_inactive_product_ships_what_was_ordered(void **state)
{
    fix_orders *fix = *state;

    assert_ok(fix->admin,
              salesinv_product_deactivate(fix->admin, fix->product, 0, NULL, NULL));
    assert_refused(fix->admin, PRODUCT_INACTIVE,
                   fix_try_order(&fix->trade, fix->warehouse, fix->product, 1, NULL));
    assert_field(fix->admin, "lines[1].product");
    then_stock("100/30/70");
    fix_ship(&fix->trade, fix->order, 0, 30, NULL);
    then_stock("70/0/70");
}

static void rules_are_those_of_submission(void **state)
{
    fix_orders *fix = *state;

    fix_setting(fix->admin, "order.validation", 2);
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_qty(fix, 101));
    then_stock("100/30/70");
}

static void amounts_are_rounded_once(void **state)
{
    fix_orders *fix = *state;
    salesinv_id id = fix_create(fix->admin, ORDER, SALESINV_SUBMIT,
                                "{\"account\": %lld, \"warehouse\": %lld, "
                                "\"currency\": \"EUR\", \"lines\": [{\"product\": "
                                "%lld, \"qty\": \"3\", \"price\": \"0.335\", "
                                "\"discount\": 1000}]}",
                                (long long)fix->trade.account,
                                (long long)fix->warehouse, (long long)fix->product);
    salesinv_id shipment;
    int64_t whole = 0;

    /* 3 x 0.335 x 0.9 = 0.9045 */
    assert_int_equal(fix_int(fix->admin, ORDER, id, 1, SALESINV_F_AMOUNT), 9000);
    for (int32_t i = 0; i < 3; i++) {
        shipment = fix_ship(&fix->trade, id, 0, 1, NULL);
        whole += fix_int(fix->admin, SHIPMENT, shipment, 0, SALESINV_F_AMOUNT);
    }
    assert_int_equal(whole, 9000);
}

/* What was promised before is shipped from elsewhere; what is wanted now must be wanted of an open warehouse. */
static void a_disabled_warehouse_promises_nothing_more(void **state)
{
    fix_orders *fix = *state;
    salesinv_id closed;

    closed = fix_order(&fix->trade, fix->warehouse, fix->product, 5);
    assert_ok(fix->admin,
              salesinv_order_close_remainder(fix->admin, closed, 0, NULL, NULL, NULL));
    fix_ship(&fix->trade, fix->order, 0, 30, NULL);
    (void)fix_create(fix->admin, SALESINV_KIND_WAREHOUSE, 0,
                     "{\"code\": \"O\", \"name\": \"Other\", \"is_default\": 1}");
    assert_ok(fix->admin,
              salesinv_warehouse_deactivate(fix->admin, fix->warehouse, 0, NULL, NULL));
    assert_refused(fix->admin, WAREHOUSE_DISABLED, try_qty(fix, 40));
    assert_field(fix->admin, "warehouse");
    assert_refused(fix->admin, WAREHOUSE_DISABLED,
                   salesinv_order_reopen(fix->admin, closed, 0, NULL, NULL));
    then_stock("70/0/70");
    assert_ok(fix->admin,
              salesinv_warehouse_activate(fix->admin, fix->warehouse, 0, NULL, NULL));
    assert_ok(fix->admin, try_qty(fix, 40));
    assert_ok(fix->admin, salesinv_order_reopen(fix->admin, closed, 0, NULL, NULL));
    then_stock("70/15/55");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_increase_freezes_more),
        TEST(what_is_wrong_is_told_in_order),
        TEST(each_short_product_is_named),
        TEST(every_short_product_says_who_holds_it),
        TEST(a_decrease_gives_back),
        TEST(raising_a_shipped_order_opens_it_again),
        TEST(lines_come_and_go),
        TEST(what_was_fixed_stays),
        TEST(closing_gives_up_the_remainder),
        TEST(reopening_freezes_again),
        TEST(nothing_shipped_ends_closed),
        TEST(a_pending_shipment_stands_in_the_way),
        TEST(void_needs_nothing_shipped),
        TEST(an_inactive_product_ships_what_was_ordered),
        TEST(rules_are_those_of_submission),
        TEST(a_disabled_warehouse_promises_nothing_more),
        TEST(amounts_are_rounded_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
