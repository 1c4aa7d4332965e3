/* SPDX-License-Identifier: Apache-2.0 */
/* Modes and rules of ordering beside an ERP: its figures are asked as the order's record type says, and nothing is frozen. */
#include <stdio.h>

#include "salesinv/product.h"
#include "salesinv/warehouse.h"
#include "support/fix_sync.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    WAREHOUSE = SALESINV_KIND_WAREHOUSE
};

typedef struct fix_rules {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id product;
    salesinv_id main;   /* 6 */
    salesinv_id north;  /* 5 */
    salesinv_id closed; /* 9, for another account */
} fix_rules;

static int setup(void **state)
{
    static fix_rules fix;
    salesinv_id other;

    fix_sync_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix.main = fix_warehouse(&fix.trade.core, "Main");
    fix.north = fix_warehouse(&fix.trade.core, "North");
    other = fix_account(&fix.trade.core, "Somebody else");
    fix.closed = fix_create(fix.admin, WAREHOUSE, 0,
                            "{\"name\": \"Private\", \"lines\": [{\"list\": %d, "
                            "\"member\": %lld}]}",
                            SALESINV_ACCESS_ACCOUNT, (long long)other);
    fix_synced_stock(&fix.trade, fix.product, fix.main, 6);
    fix_synced_stock(&fix.trade, fix.product, fix.north, 5);
    fix_synced_stock(&fix.trade, fix.product, fix.closed, 9);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_rules *fix = *state;

    assert_stock(&fix->trade.core, fix->product, 0,
                 "20/0/20"); /* whatever was ordered */
    fix_trade_close(&fix->trade);
    return 0;
}

static salesinv_status try_typed(fix_rules *fix, const char *type,
                                 salesinv_id warehouse, int64_t units)
{
    char where[64] = "";

    if (warehouse != 0)
        (void)snprintf(where, sizeof(where), "\"warehouse\": %lld, ",
                       (long long)warehouse);
    return fix_try_create(fix->admin, ORDER, SALESINV_SUBMIT,
                          "{\"record_type\": \"%s\", \"account\": %lld, \"currency\": "
                          "\"EUR\", %s\"lines\": [{\"product\": %lld, \"qty\": "
                          "\"%lld\"}]}",
                          type, (long long)fix->trade.account, where,
                          (long long)fix->product, (long long)units);
}

static void given_rule(fix_rules *fix, const char *key, const char *type, int64_t value)
{
    assert_ok(fix->admin, salesinv_setting_set_int(fix->admin, key, type, value, NULL));
}

static void consolidated_orders_ask_all_that_serve_the_account(void **state)
{
    fix_rules *fix = *state;
    salesinv_id order;

    fix_setting(fix->admin, "order.mode", SALESINV_MODE_CONSOLIDATED);
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_order(&fix->trade, 0, fix->product, 12, NULL));
    assert_int_equal(fix_detail(fix->admin, "available"), 11 * FIX_UNIT);
    order = fix_order(&fix->trade, 0, fix->product, 11);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_FROZEN, 0);
    assert_ok(
        fix->admin, /* nothing was frozen: the figures are there for the next one */
        fix_try_order(&fix->trade, 0, fix->product, 11, NULL));
    assert_refused(fix->admin, WAREHOUSE_NOT_ALLOWED,
                   fix_try_order(&fix->trade, fix->main, fix->product, 1, NULL));
}

static void what_is_allowed_is_ordered_whatever_the_figures_say(void **state)
{
    fix_rules *fix = *state;

    fix_setting(fix->admin, "order.validation", SALESINV_RULE_ALLOW);
    fix_order(&fix->trade, fix->main, fix->product, 100);
    fix_setting(fix->admin, "order.mode", SALESINV_MODE_CONSOLIDATED);
    fix_order(&fix->trade, 0, fix->product, 100);
    fix_setting(fix->admin, "order.validation", SALESINV_RULE_BLOCK);
    fix_setting(fix->admin, "order.mode", SALESINV_MODE_NONE);
    fix_order(&fix->trade, 0, fix->product, 100);
}

static void a_record_type_has_a_mode_and_a_rule_of_its_own(void **state)
{
    fix_rules *fix = *state;

    given_rule(fix, "order.mode", "web", SALESINV_MODE_CONSOLIDATED);
    given_rule(fix, "order.mode", "sample", SALESINV_MODE_NONE);
    given_rule(fix, "order.validation", "project", SALESINV_RULE_ALLOW);
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   try_typed(fix, "counter", fix->main, 7));
    assert_ok(fix->admin, try_typed(fix, "counter", fix->main, 6));
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_typed(fix, "web", 0, 12));
    assert_ok(fix->admin, try_typed(fix, "web", 0, 11));
    assert_refused(fix->admin, WAREHOUSE_NOT_ALLOWED,
                   try_typed(fix, "sample", fix->main, 1));
    assert_ok(fix->admin, try_typed(fix, "sample", 0, 70));
    assert_refused(fix->admin, WAREHOUSE_NOT_APPLICABLE,
                   try_typed(fix, "project", fix->closed, 1));
    assert_ok(fix->admin, try_typed(fix, "project", fix->main, 70));
    assert_ok(fix->admin,
              salesinv_setting_unset(fix->admin, "order.validation", "project", NULL));
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   try_typed(fix, "project", fix->main, 7));
}

/* An order keeps what it was submitted under; the ERP's next figures count for it when it is raised or opened again. */
static void an_order_keeps_its_mode_and_meets_the_figures_of_the_day(void **state)
{
    fix_rules *fix = *state;
    salesinv_id order;

    fix_setting(fix->admin, "order.mode", SALESINV_MODE_CONSOLIDATED);
    order = fix_order(&fix->trade, 0, fix->product, 11);
    fix_setting(fix->admin, "order.mode", SALESINV_MODE_SINGLE);
    fix_synced_stock(&fix->trade, fix->product, fix->north, 1);
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_update(fix->admin, ORDER, order,
                                  "{\"lines\": [{\"line\": 1, \"qty\": \"12\"}]}"));
    assert_ok(fix->admin, fix_try_update(fix->admin, ORDER, order,
                                         "{\"lines\": [{\"line\": 1, \"qty\": "
                                         "\"10\"}]}"));
    assert_ok(fix->admin, salesinv_order_close_remainder(fix->admin, order, 0, "enough",
                                                         NULL, NULL));
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   salesinv_order_reopen(fix->admin, order, 0, NULL, NULL));
    fix_synced_stock(&fix->trade, fix->product, fix->north, 5);
    assert_ok(fix->admin, salesinv_order_reopen(fix->admin, order, 0, NULL, NULL));
    assert_status(&fix->trade, ORDER, order, CONFIRMED);
}

/* What the ERP froze elsewhere is not this order's: what it froze where the order asks may be. */
static void a_raised_order_counts_what_is_frozen_where_it_asks(void **state)
{
    fix_rules *fix = *state;
    const fix_figures elsewhere = {
        .product = fix->product, .warehouse = fix->main, .on_hand = 6, .frozen = 6};
    const fix_figures here = {
        .product = fix->product, .warehouse = fix->north, .on_hand = 5, .frozen = 4};
    salesinv_id order = fix_order(&fix->trade, fix->north, fix->product, 4);

    fix_synced(&fix->trade, &elsewhere);
    fix_synced(&fix->trade, &here);
    assert_ok(fix->admin,
              fix_try_update(fix->admin, ORDER, order,
                             "{\"lines\": [{\"line\": 1, \"qty\": \"5\"}]}"));
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_update(fix->admin, ORDER, order,
                                  "{\"lines\": [{\"line\": 1, \"qty\": \"6\"}]}"));
    fix_synced_stock(&fix->trade, fix->product, fix->main, 6);
    fix_synced_stock(&fix->trade, fix->product, fix->north, 5);
}

/* The ERP sends for any of them, from where it likes. */
static void results_count_whatever_the_mode(void **state)
{
    fix_rules *fix = *state;
    static const int modes[] = {SALESINV_MODE_CONSOLIDATED, SALESINV_MODE_NONE};

    for (int i = 0; i < 2; i++) {
        salesinv_id order;
        salesinv_id notice;

        fix_setting(fix->admin, "order.mode", modes[i]);
        order = fix_order(&fix->trade, 0, fix->product, 8);
        notice = fix_ship(&fix->trade, order, 0, 8, NULL);
        fix_sent(&fix->trade, notice, fix->closed, 5, NULL);
        fix_sent(&fix->trade, notice, fix->north, 3, NULL);
        assert_status(&fix->trade, ORDER, order, SHIPPED);
        assert_status(&fix->trade, SHIPMENT, notice, OUTBOUND);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(consolidated_orders_ask_all_that_serve_the_account),
        TEST(what_is_allowed_is_ordered_whatever_the_figures_say),
        TEST(a_record_type_has_a_mode_and_a_rule_of_its_own),
        TEST(an_order_keeps_its_mode_and_meets_the_figures_of_the_day),
        TEST(a_raised_order_counts_what_is_frozen_where_it_asks),
        TEST(results_count_whatever_the_mode),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
