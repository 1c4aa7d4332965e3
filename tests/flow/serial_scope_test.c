/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Serial numbers that are unique per product (serial.scope): two products share the same texts, and whatever happens to a
 * serial of one, the serial of that text of the other stays where it is.
 */
#include "salesinv/outbound.h"
#include "salesinv/product.h"
#include "support/fix_trade.h"

enum {
    RETURN = SALESINV_KIND_RETURN,
    SERIALS = 6 /* A1 to A6 of each product */
};

typedef struct fix_scope {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id router; /* what is traded */
    salesinv_id modem;  /* what has the same serials */
} fix_scope;

static void open_with(fix_scope *fix, int32_t scope)
{
    fix_trade_open(&fix->trade);
    fix->admin = fix->trade.core.admin;
    fix_setting(fix->admin, "serial.scope", scope);
    fix->warehouse = fix_warehouse(&fix->trade.core, "W");
    fix->router = fix_product(&fix->trade.core, "Router", SALESINV_TRACKING_SERIAL);
    fix->modem = fix_product(&fix->trade.core, "Modem", SALESINV_TRACKING_SERIAL);
    fix_receive_serials(&fix->trade.core, fix->warehouse, fix->router, "A1", SERIALS);
}

static int setup(void **state)
{
    static fix_scope fix;

    open_with(&fix, SALESINV_SERIAL_SCOPE_PRODUCT);
    fix_receive_serials(&fix.trade.core, fix.warehouse, fix.modem, "A1", SERIALS);
    *state = &fix;
    return 0;
}

static int setup_tenant(void **state)
{
    static fix_scope fix;

    open_with(&fix, SALESINV_SERIAL_SCOPE_TENANT);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_scope *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

/* ---- questions ---- */

static void serial_is(fix_scope *fix, salesinv_id product, const char *text,
                      salesinv_serial_state wanted)
{
    salesinv_serial *serial;

    assert_ok(fix->admin, salesinv_serial_get(fix->admin, product, text, &serial));
    assert_string_equal(salesinv_serial_text(serial), text);
    assert_int_equal(salesinv_serial_product(serial), product);
    assert_int_equal(salesinv_serial_state_of(serial), wanted);
    assert_int_equal(salesinv_serial_warehouse(serial),
                     wanted == SALESINV_SERIAL_IN_STOCK ? fix->warehouse : 0);
    assert_int_equal(salesinv_serial_account(serial),
                     wanted == SALESINV_SERIAL_USED ? fix->trade.account : 0);
    salesinv_serial_free(serial);
}
#define then_router(text, name)                                                        \
    serial_is(fix, fix->router, text, SALESINV_SERIAL_##name)

static int32_t trace_count(fix_scope *fix, salesinv_id product, const char *text)
{
    salesinv_trace *trace;
    int32_t count;

    assert_ok(fix->admin, salesinv_serial_trace(fix->admin, product, text, &trace));
    count = salesinv_trace_count(trace);
    salesinv_trace_free(trace);
    return count;
}

/* The other product: all in stock as one range, and a life of one event: that it came in. */
static void the_other_is_untouched(fix_scope *fix)
{
    salesinv_serial_list *list;

    assert_ok(fix->admin,
              salesinv_serial_find(fix->admin, fix->modem, 0, 0, NULL, 10, &list));
    assert_int_equal(salesinv_serial_list_count(list), 1);
    assert_string_equal(salesinv_serial_list_first(list, 0), "A1");
    assert_int_equal(salesinv_serial_list_size(list, 0), SERIALS);
    assert_int_equal(salesinv_serial_list_state(list, 0), SALESINV_SERIAL_IN_STOCK);
    assert_int_equal(salesinv_serial_list_warehouse(list, 0), fix->warehouse);
    salesinv_serial_list_free(list);
    serial_is(fix, fix->modem, "A2", SALESINV_SERIAL_IN_STOCK);
    assert_int_equal(trace_count(fix, fix->modem, "A2"), 1);
    assert_stock(&fix->trade.core, fix->modem, fix->warehouse, "6/0/6");
}

static salesinv_id order_and_ship(fix_scope *fix)
{
    salesinv_id order = fix_order(&fix->trade, fix->warehouse, fix->router, 4);

    return fix_ship(&fix->trade, order, 0, 2, "[\"A2..A3\"]");
}

/* ---- stories ---- */

static void one_is_shipped(void **state)
{
    fix_scope *fix = *state;
    salesinv_id shipment = order_and_ship(fix);
    salesinv_trace *trace;

    then_router("A1", IN_STOCK);
    then_router("A2", USED);
    then_router("A3", USED);
    assert_ok(fix->admin, salesinv_serial_trace(fix->admin, fix->router, "A2", &trace));
    assert_true(salesinv_trace_count(trace) > 1);
    assert_int_equal(salesinv_trace_account(trace, salesinv_trace_count(trace) - 1),
                     fix->trade.account);
    assert_int_equal(salesinv_trace_line(trace, salesinv_trace_count(trace) - 1),
                     sinv_line_id(shipment, 1));
    salesinv_trace_free(trace);
    the_other_is_untouched(fix);
}

static void it_comes_back(void **state)
{
    fix_scope *fix = *state;
    salesinv_id shipment = order_and_ship(fix);
    salesinv_id id;

    assert_refused(fix->admin, SERIAL_NOT_FOUND,
                   fix_try_return(&fix->trade, shipment, 1, "[\"A9\"]", NULL));
    id = fix_return(&fix->trade, shipment, 1, "[\"A2\"]");
    assert_status(&fix->trade, RETURN, id, CONFIRMED);
    then_router("A2", IN_STOCK);
    then_router("A3", USED);
    the_other_is_untouched(fix);
    assert_ok(fix->admin, fix_step(fix->admin, RETURN, id, SINV_VERB_VOID));
    then_router("A2", USED);
    the_other_is_untouched(fix);
}

static void it_waits_alone(void **state)
{
    fix_scope *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->warehouse, fix->router, 4);

    fix_setting(fix->admin, "approval.shipment", 1);
    fix_ship(&fix->trade, order, 0, 1, "[\"A2\"]");
    assert_refused(fix->admin, SERIAL_HELD,
                   fix_try_ship(&fix->trade, order, 0, 1, "[\"A2\"]", NULL));
    the_other_is_untouched(fix);
    order = fix_order(&fix->trade, fix->warehouse, fix->modem, 1);
    fix_setting(fix->admin, "approval.shipment", 0);
    fix_ship(&fix->trade, order, 0, 1, "[\"A2\"]");
    serial_is(fix, fix->modem, "A2", SALESINV_SERIAL_USED);
}

/* One document may name the text for both. */
static salesinv_status take_out_both(fix_scope *fix)
{
    return fix_try_create(
        fix->admin, SALESINV_KIND_OUTBOUND, SALESINV_SUBMIT,
        "{\"type\": %d, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, \"qty\": "
        "\"1\", \"serials\": [\"A5\"]}, {\"product\": %lld, \"qty\": \"1\", "
        "\"serials\": [\"A5\"]}]}",
        SALESINV_OUTBOUND_OTHER, (long long)fix->warehouse, (long long)fix->router,
        (long long)fix->modem);
}

static void both_leave_together(void **state)
{
    fix_scope *fix = *state;

    assert_ok(fix->admin, take_out_both(fix));
    assert_stock(&fix->trade.core, fix->router, fix->warehouse, "5/0/5");
    assert_stock(&fix->trade.core, fix->modem, fix->warehouse, "5/0/5");
    assert_refused(fix->admin, SERIAL_STATE, take_out_both(fix));
}

static void a_list_is_of_one_product(void **state)
{
    fix_scope *fix = *state;
    salesinv_serial_list *list;

    order_and_ship(fix);
    assert_ok(fix->admin,
              salesinv_serial_find(fix->admin, fix->router, fix->warehouse,
                                   SALESINV_SERIAL_IN_STOCK, "A1", 10, &list));
    assert_int_equal(salesinv_serial_list_count(list), 1);
    assert_string_equal(salesinv_serial_list_first(list, 0), "A4");
    assert_int_equal(salesinv_serial_list_size(list, 0), 3);
    salesinv_serial_list_free(list);
    assert_refused(
        fix->admin, SERIAL_NOT_FOUND,
        salesinv_serial_find(fix->admin, fix->router, 0, 0, "B1", 10, &list));
    the_other_is_untouched(fix);
}

static void the_product_is_asked_for(void **state)
{
    fix_scope *fix = *state;
    salesinv_serial *serial;
    salesinv_trace *trace;
    salesinv_id third = fix_product(&fix->trade.core, "X", SALESINV_TRACKING_SERIAL);

    assert_refused(fix->admin, ARG, salesinv_serial_get(fix->admin, 0, "A1", &serial));
    assert_field(fix->admin, "product");
    assert_null(serial);
    assert_refused(fix->admin, ARG, salesinv_serial_trace(fix->admin, 0, "A1", &trace));
    assert_field(fix->admin, "product");
    assert_null(trace);
    assert_refused(fix->admin, SERIAL_NOT_FOUND,
                   salesinv_serial_get(fix->admin, third, "A1", &serial));
    assert_refused(fix->admin, SERIAL_NOT_FOUND,
                   salesinv_serial_trace(fix->admin, third, "A1", &trace));
}

static salesinv_status receive_again(fix_scope *fix, salesinv_id product)
{
    return fix_try_create(
        fix->admin, SALESINV_KIND_INBOUND, SALESINV_SUBMIT,
        "{\"type\": 2, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, \"qty\": "
        "\"1\", \"serials\": [\"A1\"]}]}",
        (long long)fix->warehouse, (long long)product);
}

static void within_a_product_it_is_unique(void **state)
{
    fix_scope *fix = *state;

    assert_refused(fix->admin, SERIAL_STATE, receive_again(fix, fix->router));
    then_router("A1", IN_STOCK);
    the_other_is_untouched(fix);
}

static void the_scope_is_fixed_by_the_first_serial(void **state)
{
    fix_scope *fix = *state;

    assert_refused(fix->admin, IN_USE,
                   salesinv_setting_set_int(fix->admin, "serial.scope", NULL,
                                            SALESINV_SERIAL_SCOPE_TENANT, NULL));
    assert_refused(fix->admin, IN_USE,
                   salesinv_setting_unset(fix->admin, "serial.scope", NULL, NULL));
    fix_setting(fix->admin, "serial.scope", SALESINV_SERIAL_SCOPE_PRODUCT);
    the_other_is_untouched(fix);
}

/* The same texts in the other scope: there is one A1, whatever product is asked for. */
static void in_the_tenant_there_is_one(void **state)
{
    fix_scope *fix = *state;

    assert_refused(fix->admin, SERIAL_PRODUCT, receive_again(fix, fix->modem));
    fix_receive_serials(&fix->trade.core, fix->warehouse, fix->modem, "B1", 1);
    assert_refused(fix->admin, SERIAL_DUPLICATE, take_out_both(fix));
    assert_refused(fix->admin, IN_USE,
                   salesinv_setting_set_int(fix->admin, "serial.scope", NULL,
                                            SALESINV_SERIAL_SCOPE_PRODUCT, NULL));
    assert_serial(&fix->trade.core, "A1", "in_stock");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_is_shipped),
        TEST(it_comes_back),
        TEST(it_waits_alone),
        TEST(both_leave_together),
        TEST(a_list_is_of_one_product),
        TEST(the_product_is_asked_for),
        TEST(within_a_product_it_is_unique),
        TEST(the_scope_is_fixed_by_the_first_serial),
        cmocka_unit_test_setup_teardown(in_the_tenant_there_is_one, setup_tenant,
                                        teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
