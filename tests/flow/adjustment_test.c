/* SPDX-License-Identifier: Apache-2.0 */
/* Frozen adjustments: the seven rules, in mode "single" unless a story says otherwise. */
#include "salesinv/adjustment.h"
#include "salesinv/product.h"
#include "salesinv/warehouse.h"
#include "support/fix_trade.h"

enum { ORDER = SALESINV_KIND_ORDER, ADJUSTMENT = SALESINV_KIND_ADJUSTMENT, ALLOW = 2 };

typedef struct fix_adjust {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id product;
    salesinv_id warehouse; /* 100 on hand */
    salesinv_id other;     /* 50 */
    salesinv_id order;     /* of 30 in the first one */
} fix_adjust;

static int setup(void **state)
{
    static fix_adjust fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.other = fix_warehouse(&fix.trade.core, "W2");
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix_receive(&fix.trade.core, fix.warehouse, fix.product, 100);
    fix_receive(&fix.trade.core, fix.other, fix.product, 50);
    fix_setting(fix.admin, "plugin.frozen_adjustment", 1);
    fix.order = fix_order(&fix.trade, fix.warehouse, fix.product, 30);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_adjust *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

#define then_stock(wanted)                                                             \
    assert_stock(&fix->trade.core, fix->product, fix->warehouse, wanted)

/* The first line of an order shall have `units` frozen in its own warehouse. */
static salesinv_status try_adjust(fix_adjust *fix, salesinv_id order, int64_t units)
{
    return fix_try_create(fix->admin, ADJUSTMENT, SALESINV_SUBMIT,
                          "{\"order\": %lld, \"reason\": \"swap\", \"lines\": "
                          "[{\"order_line\": %lld, \"frozen\": \"%lld\"}]}",
                          (long long)order, (long long)sinv_line_id(order, 1),
                          (long long)units);
}

/* Of a consolidated order: so many in the first warehouse, so many in another one. */
static salesinv_status try_move(fix_adjust *fix, salesinv_id order, int64_t units,
                                salesinv_id to, int64_t units_there)
{
    const long long line = (long long)sinv_line_id(order, 1);

    return fix_try_create(
        fix->admin, ADJUSTMENT, SALESINV_SUBMIT,
        "{\"order\": %lld, \"reason\": \"move\", \"lines\": [{\"order_line\": %lld, "
        "\"warehouse\": %lld, \"frozen\": \"%lld\"}, {\"order_line\": %lld, "
        "\"warehouse\": %lld, \"frozen\": \"%lld\"}]}",
        (long long)order, line, (long long)fix->warehouse, (long long)units, line,
        (long long)to, (long long)units_there);
}

static void less_and_more_within_the_remainder(void **state)
{
    fix_adjust *fix = *state;

    assert_ok(fix->admin, try_adjust(fix, fix->order, 0));
    then_stock("100/0/100");
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_FROZEN, 0);
    assert_ok(fix->admin, try_adjust(fix, fix->order, 30));
    then_stock("100/30/70");
    fix_ship(&fix->trade, fix->order, 0, 10, NULL);
    assert_refused(fix->admin, EXCEEDS_REMAINING, try_adjust(fix, fix->order, 21));
    assert_field(fix->admin, "lines[1].frozen");
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_SHIPPABLE, 20);
}

static void a_line_that_is_done_has_nothing_to_adjust(void **state)
{
    fix_adjust *fix = *state;
    salesinv_id order = fix_create(
        fix->admin, ORDER, SALESINV_SUBMIT,
        "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": %lld, \"lines\": "
        "[{\"product\": %lld, \"qty\": \"5\"}, {\"product\": %lld, \"qty\": \"5\"}]}",
        (long long)fix->trade.account, (long long)fix->warehouse,
        (long long)fix->product, (long long)fix->product);

    fix_ship(&fix->trade, order, 0, 5, NULL);
    assert_status(&fix->trade, ORDER, order, CONFIRMED);
    assert_refused(fix->admin, EXCEEDS_REMAINING, try_adjust(fix, order, 0));
    assert_int_equal(fix_detail(fix->admin, "remaining"), 0);
}

static void an_increase_needs_what_is_available_whatever_the_rule(void **state)
{
    fix_adjust *fix = *state;
    salesinv_id id;

    fix_setting(fix->admin, "order.validation", ALLOW);
    id = fix_order(&fix->trade, fix->warehouse, fix->product, 100);
    assert_ok(fix->admin, try_adjust(fix, id, 0));
    then_stock("100/30/70");
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_adjust(fix, id, 71));
    assert_int_equal(fix_detail(fix->admin, "available"), 70 * FIX_UNIT);
    assert_int_equal(fix_detail(fix->admin, "holder.1.document"), fix->order);
    assert_ok(fix->admin, try_adjust(fix, id, 70));
    then_stock("100/100/0");
}

static void only_the_warehouse_of_the_order_takes_more(void **state)
{
    fix_adjust *fix = *state;

    assert_refused(
        fix->admin, WAREHOUSE_NOT_ALLOWED,
        fix_try_create(fix->admin, ADJUSTMENT, SALESINV_SUBMIT,
                       "{\"order\": %lld, \"reason\": \"x\", \"lines\": "
                       "[{\"order_line\": %lld, \"frozen\": \"20\"}, {\"order_line\": "
                       "%lld, \"warehouse\": %lld, \"frozen\": \"10\"}]}",
                       (long long)fix->order, (long long)sinv_line_id(fix->order, 1),
                       (long long)sinv_line_id(fix->order, 1), (long long)fix->other));
    assert_field(fix->admin, "lines[2].warehouse");
    then_stock("100/30/70");
}

/* Rule 4, over several warehouses: where the account is served, and a named one. */
static void a_consolidated_order_moves_among_its_warehouses(void **state)
{
    fix_adjust *fix = *state;
    salesinv_id stranger = fix_account(&fix->trade.core, "Stranger");
    salesinv_id closed = fix_create(fix->admin, SALESINV_KIND_WAREHOUSE, 0,
                                    "{\"name\": \"Closed\", \"lines\": [{\"list\": 3, "
                                    "\"member\": %lld}]}",
                                    (long long)stranger);
    salesinv_id id;

    fix_receive(&fix->trade.core, closed, fix->product, 10);
    fix_setting(fix->admin, "order.mode", SALESINV_MODE_CONSOLIDATED);
    id = fix_order(&fix->trade, 0, fix->product, 20);
    then_stock("100/50/50");
    assert_refused(fix->admin, WAREHOUSE_REQUIRED, try_adjust(fix, id, 10));
    assert_field(fix->admin, "lines[1].warehouse");
    assert_refused(fix->admin, WAREHOUSE_NOT_APPLICABLE,
                   try_move(fix, id, 10, closed, 10));
    assert_field(fix->admin, "lines[2].warehouse");
    assert_ok(fix->admin, try_move(fix, id, 10, fix->other, 10));
    then_stock("100/40/60");
    assert_stock(&fix->trade.core, fix->product, fix->other, "50/10/40");
    /* What a warehouse holds goes when its order ships, also from elsewhere. */
    fix_ship(&fix->trade, id, fix->warehouse, 20, NULL);
    then_stock("80/30/50");
    assert_stock(&fix->trade.core, fix->product, fix->other, "50/0/50");
}

static void it_is_on_record_with_old_and_new(void **state)
{
    fix_adjust *fix = *state;
    salesinv_id id =
        fix_create(fix->admin, ADJUSTMENT, 0,
                   "{\"order\": %lld, \"reason\": \"for a friend\", \"lines\": "
                   "[{\"order_line\": %lld, \"frozen\": \"12\"}]}",
                   (long long)fix->order, (long long)sinv_line_id(fix->order, 1));
    salesinv_events *events;

    then_stock("100/30/70");
    assert_ok(fix->admin, fix_step(fix->admin, ADJUSTMENT, id, SINV_VERB_SUBMIT));
    then_stock("100/12/88");
    assert_int_equal(fix_int(fix->admin, ADJUSTMENT, id, 1, SALESINV_F_FROZEN_BEFORE),
                     30 * FIX_UNIT);
    assert_int_equal(fix_int(fix->admin, ADJUSTMENT, id, 1, SALESINV_F_FROZEN),
                     12 * FIX_UNIT);
    assert_status(&fix->trade, ADJUSTMENT, id, CONFIRMED);
    assert_refused(fix->admin, INVALID_STATE,
                   fix_step(fix->admin, ADJUSTMENT, id, SINV_VERB_VOID));
    assert_ok(fix->admin, salesinv_event_list_object(fix->admin, fix->order, &events));
    assert_int_equal(salesinv_events_action(events, salesinv_events_count(events) - 1),
                     SALESINV_EVENT_FROZEN_ADJUSTED);
    salesinv_events_free(events);
}

static void orders_that_freeze_nothing_are_refused(void **state)
{
    fix_adjust *fix = *state;
    salesinv_id free_order;
    salesinv_id closed;

    fix_setting(fix->admin, "order.mode", SALESINV_MODE_NONE);
    free_order = fix_order(&fix->trade, 0, fix->product, 5);
    assert_refused(fix->admin, INVALID_STATE, try_adjust(fix, free_order, 1));
    assert_field(fix->admin, "order");
    assert_ok(fix->admin, fix_step(fix->admin, ORDER, fix->order, SINV_VERB_VOID));
    assert_refused(fix->admin, INVALID_STATE, try_adjust(fix, fix->order, 1));
    fix_setting(fix->admin, "order.mode", SALESINV_MODE_SINGLE);
    closed = fix_order(&fix->trade, fix->warehouse, fix->product, 5);
    assert_ok(fix->admin,
              salesinv_order_close_remainder(fix->admin, closed, 0, NULL, NULL, NULL));
    assert_refused(fix->admin, INVALID_STATE, try_adjust(fix, closed, 1));
}

/* Rule 7: where the ERP owns the stock there is nothing to adjust. */
static void an_erp_freezes_nothing(void **state)
{
    fix_adjust *fix = *state;
    salesinv_session *erp = fix_core_session(
        fix->trade.core.engine,
        fix_core_tenant(&fix->trade.core, SALESINV_EDITION_INTEGRATION), "admin");

    assert_refused(
        erp, EDITION_NOT_SUPPORTED,
        salesinv_setting_set_int(erp, "plugin.frozen_adjustment", NULL, 1, NULL));
    assert_refused(
        erp, EDITION_NOT_SUPPORTED,
        fix_try_create(erp, ADJUSTMENT, 0, "{\"order\": 1, \"reason\": \"x\"}"));
    salesinv_session_close(erp);
}

static void the_plugin_and_the_right_are_needed(void **state)
{
    fix_adjust *fix = *state;
    salesinv_session *seller =
        fix_core_session(fix->trade.core.engine, fix->trade.core.tenant, "sales");

    assert_refused(seller, FORBIDDEN,
                   fix_try_create(seller, ADJUSTMENT, 0,
                                  "{\"order\": %lld, \"reason\": \"x\"}",
                                  (long long)fix->order));
    salesinv_session_close(seller);
    fix_setting(fix->admin, "plugin.frozen_adjustment", 0);
    assert_refused(fix->admin, PLUGIN_DISABLED, try_adjust(fix, fix->order, 1));
}

static void what_is_said_must_be_clear(void **state)
{
    fix_adjust *fix = *state;
    long long line = sinv_line_id(fix->order, 1);
    long long id = fix->order;

    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, ADJUSTMENT, 0, "{\"order\": %lld}", id));
    assert_field(fix->admin, "reason");
    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, ADJUSTMENT, SALESINV_SUBMIT,
                                  "{\"order\": %lld, \"reason\": \"x\"}", id));
    assert_field(fix->admin, "lines");
    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, ADJUSTMENT, SALESINV_SUBMIT,
                                  "{\"order\": %lld, \"reason\": \"x\", \"lines\": "
                                  "[{\"order_line\": %lld}]}",
                                  id, line));
    assert_field(fix->admin, "lines[1].frozen");
    assert_refused(fix->admin, EXISTS,
                   fix_try_create(fix->admin, ADJUSTMENT, SALESINV_SUBMIT,
                                  "{\"order\": %lld, \"reason\": \"x\", \"lines\": "
                                  "[{\"order_line\": %lld, \"frozen\": \"1\"}, "
                                  "{\"order_line\": %lld, \"frozen\": \"2\"}]}",
                                  id, line, line));
    assert_refused(fix->admin, NOT_FOUND,
                   fix_try_create(fix->admin, ADJUSTMENT, SALESINV_SUBMIT,
                                  "{\"order\": %lld, \"reason\": \"x\", \"lines\": "
                                  "[{\"order_line\": %lld, \"frozen\": \"1\"}]}",
                                  id, line + 7));
    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, ADJUSTMENT, SALESINV_SUBMIT,
                                  "{\"order\": %lld, \"reason\": \"x\", \"lines\": "
                                  "[{\"order_line\": %lld, \"frozen\": \"0.5\"}]}",
                                  id, line));
    then_stock("100/30/70");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(less_and_more_within_the_remainder),
        TEST(a_line_that_is_done_has_nothing_to_adjust),
        TEST(an_increase_needs_what_is_available_whatever_the_rule),
        TEST(only_the_warehouse_of_the_order_takes_more),
        TEST(a_consolidated_order_moves_among_its_warehouses),
        TEST(it_is_on_record_with_old_and_new),
        TEST(orders_that_freeze_nothing_are_refused),
        TEST(an_erp_freezes_nothing),
        TEST(the_plugin_and_the_right_are_needed),
        TEST(what_is_said_must_be_clear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
