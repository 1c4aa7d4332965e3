/* SPDX-License-Identifier: Apache-2.0 */
/* Available stock beside the lines of an order that is being written. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "salesinv/availability.h"
#include "salesinv/product.h"
#include "salesinv/warehouse.h"
#include "support/dump.h"
#include "support/fix_trade.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    WAREHOUSE = SALESINV_KIND_WAREHOUSE,
    OUT = SALESINV_LEVEL_OUT,
    LOW = SALESINV_LEVEL_LOW,
    SUFFICIENT = SALESINV_LEVEL_SUFFICIENT,
    UNSAID = SALESINV_LEVEL_NONE
};

typedef struct fix_display {
    fix_trade trade;
    fix_core *core;
    salesinv_session *admin;
    salesinv_session *sales;
    salesinv_id product; /* safety stock 4: 6 in Main, 7 in North */
    salesinv_id plain;   /* without one: 3 in Main */
    salesinv_id main;
    salesinv_id north;
    salesinv_availability *seen;
} fix_display;

static void grant(fix_display *fix, salesinv_time until, int64_t units)
{
    assert_ok(fix->core->platform,
              salesinv_licence_grant(fix->core->platform, fix->core->tenant,
                                     "ui_events", until, units, NULL));
}

static int setup(void **state)
{
    static fix_display fix;

    memset(&fix, 0, sizeof(fix));
    fix_trade_open(&fix.trade);
    fix.core = &fix.trade.core;
    fix.admin = fix.core->admin;
    fix.sales = fix_core_session(fix.core->engine, fix.core->tenant, "sales");
    fix.product = fix_create(fix.admin, SALESINV_KIND_PRODUCT, 0,
                             "{\"name\": \"P\", \"safety_stock\": \"4\"}");
    fix.plain = fix_product(fix.core, "Plain", SALESINV_TRACKING_NONE);
    fix.main = fix_warehouse(fix.core, "Main");
    fix.north = fix_warehouse(fix.core, "North");
    fix_receive(fix.core, fix.main, fix.product, 6);
    fix_receive(fix.core, fix.north, fix.product, 7);
    fix_receive(fix.core, fix.main, fix.plain, 3);
    grant(&fix, SALESINV_TIME_NONE, 1);
    fix_setting(fix.admin, "order.display_stock", 1);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_display *fix = *state;

    salesinv_availability_free(fix->seen);
    salesinv_session_close(fix->sales);
    fix_trade_close(&fix->trade);
    return 0;
}

/* Look at a draft from JSON, of a new order or of a change; nothing is stored by looking. */
static salesinv_status try_look(fix_display *fix, salesinv_session *session,
                                salesinv_id order, const char *json)
{
    salesinv_draft *draft = json ? fix_draft(session, ORDER, "%s", json) : NULL;
    char *before = dump_store(fix->core->engine);
    salesinv_status rc;

    salesinv_availability_free(fix->seen);
    rc = salesinv_availability_get(session, order, draft, &fix->seen);
    assert_true((rc == SALESINV_OK) == (fix->seen != NULL));
    salesinv_draft_free(draft);
    if (rc == SALESINV_OK) { /* else the dump would replace the error */
        char *after = dump_store(fix->core->engine);

        dump_assert_same(before, after, "availability");
        free(after);
    }
    free(before);
    return rc;
}

/* JSON of a new order; `place` 0: no warehouse. Lines are JSON, with %p for the product and %q for the plain one. */
static const char *order_json(fix_display *fix, salesinv_id place, const char *lines,
                              char out[1024])
{
    int used =
        snprintf(out, 1024, "{\"account\": %lld, ", (long long)fix->trade.account);

    if (place != 0)
        used += snprintf(out + used, 1024 - (size_t)used, "\"warehouse\": %lld, ",
                         (long long)place);
    used += snprintf(out + used, 1024 - (size_t)used, "\"lines\": [");
    for (; *lines; lines++) {
        if (*lines != '%') {
            out[used++] = *lines;
            continue;
        }
        used += snprintf(out + used, 1024 - (size_t)used, "%lld",
                         (long long)(*++lines == 'p' ? fix->product : fix->plain));
    }
    snprintf(out + used, 1024 - (size_t)used, "]}");
    return out;
}

static void look(fix_display *fix, salesinv_id place, const char *lines)
{
    char json[1024];

    assert_ok(fix->admin,
              try_look(fix, fix->admin, 0, order_json(fix, place, lines, json)));
}

static void then_line(fix_display *fix, int32_t index, int32_t level, int64_t units)
{
    assert_int_equal(salesinv_availability_level(fix->seen, index), level);
    assert_int_equal(salesinv_availability_qty(fix->seen, index), units * FIX_UNIT);
}

/* ---- figures by ordering mode ---- */

static void single_shows_the_warehouse_of_the_draft(void **state)
{
    fix_display *fix = *state;

    look(fix, fix->north, "{\"product\": %p, \"qty\": \"2\"}");
    assert_int_equal(salesinv_availability_count(fix->seen), 1);
    assert_int_equal(salesinv_availability_mode(fix->seen), SALESINV_MODE_SINGLE);
    assert_int_equal(salesinv_availability_style(fix->seen), SALESINV_DISPLAY_EXACT);
    assert_int_equal(salesinv_availability_product(fix->seen, 0), fix->product);
    assert_int_equal(salesinv_availability_warehouse(fix->seen, 0), fix->north);
    then_line(fix, 0, SUFFICIENT, 7);
    fix_order(&fix->trade, fix->north, fix->product, 4);
    look(fix, fix->north, "{\"product\": %p, \"qty\": \"2\"}");
    then_line(fix, 0, LOW, 3);
}

static void earlier_lines_of_a_product_count(void **state)
{
    fix_display *fix = *state;

    look(fix, fix->main,
         "{\"product\": %p, \"qty\": \"2\"}, {\"product\": %q, \"qty\": \"1\"}, "
         "{\"product\": %p, \"qty\": \"4\"}, {\"product\": %p, \"qty\": \"3\"}, "
         "{\"product\": %q}, {\"product\": %p}");
    then_line(fix, 0, SUFFICIENT, 6);
    then_line(fix, 1, SUFFICIENT, 3);
    then_line(fix, 2, SUFFICIENT, 4);
    then_line(fix, 3, OUT, 0);
    then_line(fix, 4, SUFFICIENT, 2);
    then_line(fix, 5, OUT, -3);
}

static void consolidated_adds_up_what_applies(void **state)
{
    fix_display *fix = *state;
    salesinv_id other = fix_account(fix->core, "Other");
    salesinv_id closed = fix_create(
        fix->admin, WAREHOUSE, 0,
        "{\"name\": \"Closed\", \"lines\": [{\"list\": %d, \"member\": %lld}]}",
        SALESINV_ACCESS_ACCOUNT, (long long)other);

    fix_receive(fix->core, closed, fix->product, 50);
    fix_setting(fix->admin, "order.mode", SALESINV_MODE_CONSOLIDATED);
    look(fix, 0, "{\"product\": %p, \"qty\": \"10\"}, {\"product\": %p}");
    assert_int_equal(salesinv_availability_warehouse(fix->seen, 0), 0);
    then_line(fix, 0, SUFFICIENT, 13);
    then_line(fix, 1, LOW, 3);
    assert_ok(fix->admin,
              salesinv_warehouse_deactivate(fix->admin, fix->north, 0, NULL, NULL));
    look(fix, 0, "{\"product\": %p}");
    then_line(fix, 0, SUFFICIENT, 6);
}

static void consolidated_counts_debts(void **state)
{
    fix_display *fix = *state;

    fix_setting(fix->admin, "order.validation", SALESINV_RULE_ALLOW);
    fix_order(&fix->trade, fix->main, fix->product, 9);
    fix_setting(fix->admin, "order.mode", SALESINV_MODE_CONSOLIDATED);
    look(fix, 0, "{\"product\": %p}");
    then_line(fix, 0, SUFFICIENT, 4);
}

static void none_shows_nothing(void **state)
{
    fix_display *fix = *state;

    fix_setting(fix->admin, "order.mode", SALESINV_MODE_NONE);
    look(fix, 0, "{\"product\": %p, \"qty\": \"2\"}");
    assert_int_equal(salesinv_availability_count(fix->seen), 1);
    then_line(fix, 0, UNSAID, 0);
}

static void the_mode_is_that_of_the_record_type(void **state)
{
    fix_display *fix = *state;
    char json[256];

    assert_ok(fix->admin, salesinv_setting_set_int(fix->admin, "order.mode", "web",
                                                   SALESINV_MODE_CONSOLIDATED, NULL));
    snprintf(json, sizeof(json),
             "{\"record_type\": \"web\", \"account\": %lld, \"lines\": [{\"product\": "
             "%lld}]}",
             (long long)fix->trade.account, (long long)fix->product);
    assert_ok(fix->admin, try_look(fix, fix->admin, 0, json));
    then_line(fix, 0, SUFFICIENT, 13);
}

/* ---- unfinished and stored drafts, orders that are changed ---- */

static void a_draft_need_not_be_complete(void **state)
{
    fix_display *fix = *state;

    assert_ok(fix->admin, try_look(fix, fix->admin, 0, "{}"));
    assert_int_equal(salesinv_availability_count(fix->seen), 0);
    look(fix, 0, "{\"product\": %p}");
    then_line(fix, 0, UNSAID, 0); /* no warehouse yet */
    look(fix, fix->main, "{}, {\"qty\": \"3\"}, {\"product\": %p}");
    assert_int_equal(salesinv_availability_product(fix->seen, 0), 0);
    then_line(fix, 0, UNSAID, 0);
    then_line(fix, 1, UNSAID, 0);
    then_line(fix, 2, SUFFICIENT, 6);
}

static void a_stored_draft_is_looked_at_as_it_is(void **state)
{
    fix_display *fix = *state;
    salesinv_id id = fix_create(
        fix->admin, ORDER, 0,
        "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": %lld, \"lines\": "
        "[{\"product\": %lld, \"qty\": \"2\"}, {\"product\": %lld, \"qty\": \"1\"}]}",
        (long long)fix->trade.account, (long long)fix->main, (long long)fix->product,
        (long long)fix->product);

    assert_ok(fix->admin, try_look(fix, fix->admin, id, NULL));
    assert_int_equal(salesinv_availability_count(fix->seen), 2);
    then_line(fix, 0, SUFFICIENT, 6);
    then_line(fix, 1, SUFFICIENT, 4);
    assert_ok(fix->admin, try_look(fix, fix->admin, id,
                                   "{\"lines\": [{\"line\": 2, \"qty\": \"5\"}, "
                                   "{\"line\": 1}]}")); /* in the draft's order */
    then_line(fix, 0, SUFFICIENT, 6);
    then_line(fix, 1, LOW, 1);
}

static void what_an_order_froze_is_available_to_it(void **state)
{
    fix_display *fix = *state;
    salesinv_id id = fix_order(&fix->trade, fix->main, fix->product, 5);
    char json[256];

    look(fix, fix->main, "{\"product\": %p}");
    then_line(fix, 0, LOW, 1);
    assert_ok(fix->admin, try_look(fix, fix->admin, id, NULL));
    then_line(fix, 0, SUFFICIENT, 6);
    snprintf(json, sizeof(json),
             "{\"lines\": [{\"product\": %lld, \"qty\": \"6\"}, {\"product\": %lld}]}",
             (long long)fix->product, (long long)fix->product);
    assert_ok(fix->admin, try_look(fix, fix->admin, id, json)); /* the old line goes */
    then_line(fix, 0, SUFFICIENT, 6);
    then_line(fix, 1, OUT, 0);
    fix_ship(&fix->trade, id, 0, 2, NULL); /* 4 on hand, 3 of them its own */
    assert_ok(fix->admin, try_look(fix, fix->admin, id,
                                   "{\"lines\": [{\"line\": 1, \"qty\": \"6\"}]}"));
    then_line(fix, 0, SUFFICIENT, 4);
    assert_ok(fix->admin,
              fix_try_update(fix->admin, ORDER, id,
                             "{\"lines\": [{\"line\": 1, \"qty\": \"6\"}]}"));
    assert_stock(fix->core, fix->product, fix->main, "4/4/0"); /* it was right */
}

static void an_open_order_keeps_its_mode(void **state)
{
    fix_display *fix = *state;
    salesinv_id id = fix_order(&fix->trade, fix->main, fix->product, 5);

    fix_setting(fix->admin, "order.mode", SALESINV_MODE_CONSOLIDATED);
    assert_ok(fix->admin, try_look(fix, fix->admin, id, NULL));
    assert_int_equal(salesinv_availability_mode(fix->seen), SALESINV_MODE_SINGLE);
    then_line(fix, 0, SUFFICIENT, 6);
    assert_ok(fix->admin, salesinv_order_void(fix->admin, id, 0, NULL, NULL, NULL));
    assert_refused(fix->admin, INVALID_STATE, try_look(fix, fix->admin, id, NULL));
}

/* A batch may look between its writes, and the look uses no id up. */
static void looking_takes_part_in_a_transaction(void **state)
{
    fix_display *fix = *state;
    salesinv_draft *draft;
    salesinv_id first;
    char json[1024];

    draft = fix_draft(fix->admin, ORDER, "%s",
                      order_json(fix, fix->main, "{\"product\": %p}", json));
    assert_ok(fix->admin, salesinv_session_begin(fix->admin, SALESINV_TXN_WRITE));
    first = fix_order(&fix->trade, fix->main, fix->product, 2);
    assert_ok(fix->admin, salesinv_availability_get(fix->admin, 0, draft, &fix->seen));
    then_line(fix, 0, SUFFICIENT, 4);
    assert_int_equal(fix_order(&fix->trade, fix->main, fix->product, 1), first + 1);
    assert_ok(fix->admin, salesinv_session_commit(fix->admin));
    salesinv_draft_free(draft);
}

/* ---- styles ---- */

static void fuzzy_says_the_level_alone(void **state)
{
    fix_display *fix = *state;

    fix_setting(fix->admin, "stock.display_style", SALESINV_DISPLAY_FUZZY);
    look(fix, fix->main,
         "{\"product\": %p, \"qty\": \"3\"}, {\"product\": %p, \"qty\": \"3\"}, "
         "{\"product\": %p}, {\"product\": %q, \"qty\": \"2\"}, {\"product\": %q, "
         "\"qty\": \"1\"}, {\"product\": %q}");
    assert_int_equal(salesinv_availability_style(fix->seen), SALESINV_DISPLAY_FUZZY);
    then_line(fix, 0, SUFFICIENT, 0);
    then_line(fix, 1, LOW, 0);
    then_line(fix, 2, OUT, 0);
    then_line(fix, 3, SUFFICIENT, 0); /* without a safety stock nothing is low */
    then_line(fix, 4, SUFFICIENT, 0);
    then_line(fix, 5, OUT, 0);
}

static void the_safety_stock_itself_is_sufficient(void **state)
{
    fix_display *fix = *state;

    fix_setting(fix->admin, "stock.display_style", SALESINV_DISPLAY_FUZZY);
    look(fix, fix->main, "{\"product\": %p, \"qty\": \"2\"}, {\"product\": %p}");
    then_line(fix, 1, SUFFICIENT, 0);
}

static void hidden_says_nothing(void **state)
{
    fix_display *fix = *state;

    fix_setting(fix->admin, "stock.display_style", SALESINV_DISPLAY_HIDDEN);
    look(fix, fix->main, "{\"product\": %p}");
    assert_int_equal(salesinv_availability_style(fix->seen), SALESINV_DISPLAY_HIDDEN);
    assert_int_equal(salesinv_availability_count(fix->seen), 1);
    then_line(fix, 0, UNSAID, 0);
}

/* ---- who, and when not ---- */

static void the_display_needs_a_unit_and_gives_it_back(void **state)
{
    fix_display *fix = *state;
    int64_t used;

    assert_ok(fix->admin,
              salesinv_licence_get(fix->admin, "ui_events", NULL, &used, NULL));
    assert_int_equal(used, 1);
    fix_setting(fix->admin, "order.display_stock", 0);
    assert_ok(fix->admin,
              salesinv_licence_get(fix->admin, "ui_events", NULL, &used, NULL));
    assert_int_equal(used, 0);
    assert_refused(fix->admin, PLUGIN_DISABLED, try_look(fix, fix->admin, 0, "{}"));
    fix_setting(fix->admin, "order.display_stock", 1);
    grant(fix, fix->core->now - 1, 0); /* it ended */
    assert_refused(fix->admin, LICENSE_REQUIRED, try_look(fix, fix->admin, 0, "{}"));
}

static void without_a_package_it_cannot_be_switched_on(void **state)
{
    fix_display *fix = *state;
    salesinv_id tenant = fix_core_tenant(fix->core, SALESINV_EDITION_STANDALONE);
    salesinv_session *other = fix_core_session(fix->core->engine, tenant, "admin");

    assert_refused(
        other, LICENSE_REQUIRED,
        salesinv_setting_set_int(other, "order.display_stock", NULL, 1, NULL));
    assert_ok(fix->core->platform,
              salesinv_licence_grant(fix->core->platform, tenant, "ui_events",
                                     SALESINV_TIME_NONE, 0, NULL));
    assert_refused(
        other, QUOTA_EXHAUSTED,
        salesinv_setting_set_int(other, "order.display_stock", NULL, 1, NULL));
    salesinv_session_close(other);
}

static void refusals_name_what_is_wrong(void **state)
{
    fix_display *fix = *state;
    salesinv_session *admin = fix->admin;
    salesinv_id gone = fix_warehouse(fix->core, "Gone");
    salesinv_draft *wrong;
    char json[1024];

    assert_ok(admin, salesinv_warehouse_deactivate(admin, gone, 0, NULL, NULL));
    assert_refused(admin, WAREHOUSE_DISABLED,
                   try_look(fix, admin, 0, order_json(fix, gone, "", json)));
    assert_field(admin, "warehouse");
    assert_refused(admin, ARG,
                   try_look(fix, admin, 0,
                            order_json(fix, fix->main,
                                       "{\"product\": %p, \"qty\": \"1.5\"}", json)));
    assert_field(admin, "lines[1].qty");
    assert_refused(admin, NOT_FOUND,
                   try_look(fix, admin, 0, "{\"lines\": [{\"product\": 999999}]}"));
    assert_refused(admin, NOT_FOUND, try_look(fix, admin, fix->product, NULL));
    assert_refused(admin, ARG, try_look(fix, admin, -1, NULL));
    assert_refused(admin, ARG, try_look(fix, admin, 0, NULL));
    assert_field(admin, "draft");
    wrong = fix_draft(admin, SALESINV_KIND_INBOUND, "{}");
    assert_refused(admin, ARG, salesinv_availability_get(admin, 0, wrong, &fix->seen));
    assert_null(fix->seen);
    salesinv_draft_free(wrong);
}

static void sums_that_do_not_fit_are_refused(void **state)
{
    fix_display *fix = *state;
    salesinv_id huge = fix_product(fix->core, "Huge", SALESINV_TRACKING_NONE);
    char json[512];

    fix_receive(fix->core, fix->main, huge, INT64_C(9000000000000));
    fix_receive(fix->core, fix->north, huge, INT64_C(9000000000000));
    fix_setting(fix->admin, "order.mode", SALESINV_MODE_CONSOLIDATED);
    snprintf(json, sizeof(json),
             "{\"account\": %lld, \"lines\": [{\"product\": %lld, \"qty\": \"1\"}]}",
             (long long)fix->trade.account, (long long)huge);
    assert_refused(fix->admin, OVERFLOW, try_look(fix, fix->admin, 0, json));
}

static void sales_see_their_own_orders_alone(void **state)
{
    fix_display *fix = *state;
    salesinv_id id = fix_order(&fix->trade, fix->main, fix->product, 1);
    salesinv_session *buyer =
        fix_core_session(fix->core->engine, fix->core->tenant, "buyer");
    salesinv_session *stranger;
    char json[1024];

    order_json(fix, fix->main, "{\"product\": %p}", json);
    assert_ok(fix->sales, try_look(fix, fix->sales, 0, json));
    then_line(fix, 0, SUFFICIENT, 5);
    assert_ok(fix->sales, try_look(fix, fix->sales, id, NULL)); /* user 7 owns it */
    assert_refused(buyer, FORBIDDEN, try_look(fix, buyer, 0, json));
    assert_ok(fix->admin, salesinv_session_open(fix->core->engine, fix->core->tenant, 8,
                                                &stranger));
    assert_ok(stranger, salesinv_session_add_role(stranger, "sales"));
    assert_refused(stranger, FORBIDDEN, try_look(fix, stranger, id, NULL));
    assert_refused(stranger, FORBIDDEN, try_look(fix, stranger, 999999, NULL));
    salesinv_session_close(stranger);
    salesinv_session_close(buyer);
}

static void shippers_read_stock_but_write_no_orders(void **state)
{
    fix_display *fix = *state;
    salesinv_session *shipping =
        fix_core_session(fix->core->engine, fix->core->tenant, "shipping");

    assert_refused(shipping, FORBIDDEN, try_look(fix, shipping, 0, "{}"));
    salesinv_session_close(shipping);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(single_shows_the_warehouse_of_the_draft),
        TEST(earlier_lines_of_a_product_count),
        TEST(consolidated_adds_up_what_applies),
        TEST(consolidated_counts_debts),
        TEST(none_shows_nothing),
        TEST(the_mode_is_that_of_the_record_type),
        TEST(a_draft_need_not_be_complete),
        TEST(a_stored_draft_is_looked_at_as_it_is),
        TEST(what_an_order_froze_is_available_to_it),
        TEST(an_open_order_keeps_its_mode),
        TEST(looking_takes_part_in_a_transaction),
        TEST(fuzzy_says_the_level_alone),
        TEST(the_safety_stock_itself_is_sufficient),
        TEST(hidden_says_nothing),
        TEST(the_display_needs_a_unit_and_gives_it_back),
        TEST(without_a_package_it_cannot_be_switched_on),
        TEST(refusals_name_what_is_wrong),
        TEST(sums_that_do_not_fit_are_refused),
        TEST(sales_see_their_own_orders_alone),
        TEST(shippers_read_stock_but_write_no_orders),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
