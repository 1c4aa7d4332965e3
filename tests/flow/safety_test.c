/* SPDX-License-Identifier: Apache-2.0 */
/* Safety stocks: one alert for each time that what is available falls below, whatever document moves it. */
#include <stdio.h>
#include <string.h>

#include "salesinv/product.h"
#include "salesinv/warehouse.h"
#include "support/fix_trade.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    OUTBOUND = SALESINV_KIND_OUTBOUND,
    PRODUCT = SALESINV_KIND_PRODUCT
};

typedef struct fix_safety {
    fix_trade trade;
    fix_core *core;
    salesinv_session *admin;
    salesinv_id product; /* safety stock 10; 12 in Main, 8 in North */
    salesinv_id main;
    salesinv_id north;
    int64_t seen; /* sequence of the last event that was looked at */
} fix_safety;

/* The alerts since the last look; `text` (may be NULL) receives the detail of the last one. */
static int alerts(fix_safety *fix, char text[256])
{
    salesinv_events *events;
    int count = 0;

    assert_ok(fix->admin, salesinv_event_list(fix->admin, fix->seen, 1000, &events));
    for (int32_t i = 0; i < salesinv_events_count(events); i++) {
        fix->seen = salesinv_events_sequence(events, i);
        if (salesinv_events_action(events, i) != SALESINV_EVENT_STOCK_LOW)
            continue;
        assert_int_equal(salesinv_events_kind(events, i), SALESINV_KIND_STOCK);
        assert_int_equal(salesinv_events_version(events, i), 0);
        assert_int_equal(salesinv_events_user(events, i), 7);
        if (text)
            strncpy(text, salesinv_events_detail(events, i), 255);
        count++;
    }
    salesinv_events_free(events);
    return count;
}
#define assert_alerts(fix, wanted) assert_int_equal(alerts(fix, NULL), wanted)

static int setup(void **state)
{
    static fix_safety fix;

    memset(&fix, 0, sizeof(fix));
    fix_trade_open(&fix.trade);
    fix.core = &fix.trade.core;
    fix.admin = fix.core->admin;
    fix.main = fix_warehouse(fix.core, "Main");
    fix.north = fix_warehouse(fix.core, "North");
    fix.product = fix_create(fix.admin, PRODUCT, 0,
                             "{\"name\": \"P\", \"safety_stock\": \"10\"}");
    fix_receive(fix.core, fix.main, fix.product, 12);
    fix_receive(fix.core, fix.north, fix.product, 8);
    assert_alerts(&fix, 0); /* rising from nothing raises nothing */
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_safety *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

static salesinv_id order(fix_safety *fix, salesinv_id warehouse, int64_t units)
{
    return fix_order(&fix->trade, warehouse, fix->product, units);
}

static void take_out(fix_safety *fix, salesinv_id warehouse, int64_t units)
{
    fix_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
               "{\"type\": 6, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
               "\"qty\": \"%lld\"}]}",
               (long long)warehouse, (long long)fix->product, (long long)units);
}

static void to_the_threshold_is_enough(void **state)
{
    fix_safety *fix = *state;

    order(fix, fix->main, 10); /* 20 - 10: not below 10 */
    assert_alerts(fix, 0);
}

static void an_order_that_crosses_it_says_so_with_the_figures(void **state)
{
    fix_safety *fix = *state;
    salesinv_events *events;
    char text[256] = "";
    char wanted[256];
    salesinv_id id = order(fix, fix->main, 11);

    snprintf(wanted, sizeof(wanted),
             "{\"product\":%lld,\"safety_stock\":\"10\",\"before\":\"20\","
             "\"available\":\"9\"}",
             (long long)fix->product);
    assert_int_equal(alerts(fix, text), 1);
    assert_string_equal(text, wanted);
    events = fix_core_last_event(fix->admin); /* behind that of the order */
    assert_int_equal(salesinv_events_object(events, 0), fix->product);
    assert_string_equal(salesinv_event_action_name(salesinv_events_action(events, 0)),
                        "stock_low");
    salesinv_events_free(events);
    fix_ship(&fix->trade, id, 0, 11,
             NULL); /* frozen goods leave: as available as before */
    assert_alerts(fix, 0);
}

static void below_it_there_is_no_second_alert(void **state)
{
    fix_safety *fix = *state;

    order(fix, fix->main, 11);
    assert_alerts(fix, 1);
    order(fix, fix->main, 1);
    order(fix, fix->north, 8);
    assert_alerts(fix, 0);
}

static void rising_raises_nothing_and_falling_again_raises_again(void **state)
{
    fix_safety *fix = *state;
    salesinv_id id = order(fix, fix->main, 11);

    assert_alerts(fix, 1);
    assert_ok(fix->admin, fix_step(fix->admin, ORDER, id, SINV_VERB_VOID));
    assert_alerts(fix, 0);
    take_out(fix, fix->north, 8);
    assert_alerts(fix, 0); /* 12 */
    take_out(fix, fix->main, 3);
    assert_alerts(fix, 1); /* 9 */
    fix_receive(fix->core, fix->main, fix->product, 1);
    assert_alerts(fix, 0);
    order(fix, fix->main, 1);
    assert_alerts(fix, 1);
}

static void every_document_that_moves_stock_counts(void **state)
{
    fix_safety *fix = *state;
    salesinv_id id = order(fix, fix->main, 10);
    salesinv_id inbound;

    assert_ok(fix->admin,
              fix_try_update(fix->admin, ORDER, id,
                             "{\"lines\": [{\"line\": 1, \"qty\": \"11\"}]}"));
    assert_alerts(fix, 1); /* an edit */
    assert_ok(fix->admin,
              salesinv_order_close_remainder(fix->admin, id, 0, NULL, NULL, NULL));
    assert_alerts(fix, 0);
    assert_ok(fix->admin, salesinv_order_reopen(fix->admin, id, 0, NULL, NULL));
    assert_alerts(fix, 1); /* a reopening */
    inbound = fix_receive(fix->core, fix->north, fix->product, 5);
    assert_alerts(fix, 0);
    assert_ok(fix->admin,
              fix_step(fix->admin, SALESINV_KIND_INBOUND, inbound, SINV_VERB_VOID));
    assert_alerts(fix, 1); /* the void of what came in */
}

static void a_shipment_from_elsewhere_counts_once(void **state)
{
    fix_safety *fix = *state;
    salesinv_id id = order(fix, fix->main, 10);
    salesinv_id shipment = fix_ship(&fix->trade, id, fix->north, 8, NULL);

    assert_stock(fix->core, fix->product, fix->main, "12/2/10");
    assert_alerts(fix, 0); /* 8 left north, 8 were given back in Main: 10 as before */
    take_out(fix, fix->main, 1);
    assert_alerts(fix, 1);
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, shipment, SINV_VERB_VOID));
    assert_alerts(fix, 0);
}

static void two_lines_of_a_product_are_one_crossing(void **state)
{
    fix_safety *fix = *state;
    long long product = fix->product;

    fix_create(fix->admin, ORDER, SALESINV_SUBMIT,
               "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": %lld, "
               "\"lines\": [{\"product\": %lld, \"qty\": \"10\"}, {\"product\": %lld, "
               "\"qty\": \"2\"}]}",
               (long long)fix->trade.account, (long long)fix->main, product, product);
    assert_alerts(fix, 1);
}

static void disabled_warehouses_do_not_count(void **state)
{
    fix_safety *fix = *state;

    assert_ok(fix->admin,
              salesinv_warehouse_deactivate(fix->admin, fix->north, 0, NULL, NULL));
    assert_alerts(fix, 0); /* nothing moved: 12 count */
    order(fix, fix->main, 2);
    assert_alerts(fix, 0);
    order(fix, fix->main, 1);
    assert_alerts(fix, 1);
}

static void a_refused_call_and_a_dry_run_raise_nothing(void **state)
{
    fix_safety *fix = *state;

    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_order(&fix->trade, fix->main, fix->product, 13, NULL));
    assert_alerts(fix, 0);
    assert_ok(fix->admin, salesinv_session_set_dry_run(fix->admin, 1));
    assert_ok(fix->admin,
              fix_try_order(&fix->trade, fix->main, fix->product, 12, NULL));
    assert_ok(fix->admin, salesinv_session_set_dry_run(fix->admin, 0));
    assert_alerts(fix, 0);
}

static void a_batch_raises_what_its_calls_would(void **state)
{
    fix_safety *fix = *state;

    assert_ok(fix->admin, salesinv_session_begin(fix->admin, SALESINV_TXN_WRITE));
    order(fix, fix->main, 11);
    fix_receive(fix->core, fix->main, fix->product, 5);
    order(fix, fix->main, 5);
    assert_ok(fix->admin, salesinv_session_commit(fix->admin));
    assert_alerts(fix, 2);
    assert_ok(fix->admin, salesinv_session_begin(fix->admin, SALESINV_TXN_WRITE));
    fix_receive(fix->core, fix->main, fix->product, 5);
    order(fix, fix->main, 5);
    assert_ok(fix->admin, salesinv_session_rollback(fix->admin));
    assert_alerts(fix, 0);
}

static void a_product_without_one_is_never_low(void **state)
{
    fix_safety *fix = *state;
    salesinv_id free = fix_product(fix->core, "Free", SALESINV_TRACKING_NONE);

    fix_receive(fix->core, fix->main, free, 5);
    fix_order(&fix->trade, fix->main, free, 5);
    assert_alerts(fix, 0);
    assert_ok(fix->admin,
              fix_try_update(fix->admin, PRODUCT, free, "{\"safety_stock\": \"1\"}"));
    assert_alerts(fix, 0); /* it is below, but nothing moved */
    fix_receive(fix->core, fix->main, free, 1);
    fix_order(&fix->trade, fix->main, free, 1);
    assert_alerts(fix, 1);
}

static void a_safety_stock_of_nothing_tells_of_debts(void **state)
{
    fix_safety *fix = *state;

    assert_ok(fix->admin, fix_try_update(fix->admin, PRODUCT, fix->product,
                                         "{\"safety_stock\": \"0\"}"));
    fix_setting(fix->admin, "order.validation", SALESINV_RULE_ALLOW);
    order(fix, fix->main, 20);
    assert_alerts(fix, 0);
    order(fix, fix->main, 1);
    assert_alerts(fix, 1);
}

/* The greatest figures: an alert fails no call. */
static void figures_at_the_end_of_their_range(void **state)
{
    fix_safety *fix = *state;
    salesinv_id huge = fix_create(fix->admin, PRODUCT, 0,
                                  "{\"name\": \"Huge\", \"safety_stock\": \"1\"}");

    fix_receive(fix->core, fix->main, huge, INT64_C(9000000000000));
    fix_receive(fix->core, fix->north, huge, INT64_C(9000000000000));
    assert_alerts(fix, 0);
    fix_order(&fix->trade, fix->main, huge, INT64_C(9000000000000));
    assert_alerts(fix, 0);
    fix_order(&fix->trade, fix->north, huge, INT64_C(9000000000000));
    assert_alerts(fix, 1);
}

/* It lets go of what it held and takes hold again: what counts is what the call leaves behind. */
static void a_change_in_approval_is_one_step(void **state)
{
    fix_safety *fix = *state;
    salesinv_id id;

    fix_setting(fix->admin, "approval.outbound", 1);
    id =
        fix_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                   "{\"type\": 6, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
                   "\"qty\": \"11\"}]}",
                   (long long)fix->main, (long long)fix->product);
    assert_alerts(fix, 1); /* 20 - 11 */
    assert_ok(fix->admin,
              fix_try_update(fix->admin, OUTBOUND, id,
                             "{\"lines\": [{\"line\": 1, \"qty\": \"12\"}]}"));
    assert_alerts(fix, 0);
    assert_ok(fix->admin,
              fix_try_update(fix->admin, OUTBOUND, id,
                             "{\"lines\": [{\"line\": 1, \"qty\": \"10\"}]}"));
    assert_alerts(fix, 0);
    assert_ok(fix->admin,
              fix_try_update(fix->admin, OUTBOUND, id,
                             "{\"lines\": [{\"line\": 1, \"qty\": \"11\"}]}"));
    assert_alerts(fix, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(to_the_threshold_is_enough),
        TEST(an_order_that_crosses_it_says_so_with_the_figures),
        TEST(below_it_there_is_no_second_alert),
        TEST(rising_raises_nothing_and_falling_again_raises_again),
        TEST(every_document_that_moves_stock_counts),
        TEST(a_shipment_from_elsewhere_counts_once),
        TEST(a_change_in_approval_is_one_step),
        TEST(two_lines_of_a_product_are_one_crossing),
        TEST(disabled_warehouses_do_not_count),
        TEST(a_refused_call_and_a_dry_run_raise_nothing),
        TEST(a_batch_raises_what_its_calls_would),
        TEST(a_product_without_one_is_never_low),
        TEST(a_safety_stock_of_nothing_tells_of_debts),
        TEST(figures_at_the_end_of_their_range),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
