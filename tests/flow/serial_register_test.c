/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Serial numbers that are made known before any document names them: unused until an inbound order takes them in, each
 * once, with who did it at the beginning of its life.
 */
#include <string.h>

#include "salesinv/inbound.h"
#include "salesinv/product.h"
#include "salesinv/serial.h"
#include "support/fix_trade.h"

enum { INBOUND = SALESINV_KIND_INBOUND, PRODUCT = SALESINV_KIND_PRODUCT };

typedef struct fix_register {
    fix_trade trade;
    fix_core *core;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id router;
} fix_register;

static int setup(void **state)
{
    static fix_register fix;

    fix_trade_open(&fix.trade);
    fix.core = &fix.trade.core;
    fix.admin = fix.core->admin;
    fix.warehouse = fix_warehouse(fix.core, "W");
    fix.router = fix_product(fix.core, "Router", SALESINV_TRACKING_SERIAL);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_register *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

static salesinv_status try_register(fix_register *fix, const char *first, int64_t count)
{
    return salesinv_serial_register(fix->admin, fix->router, first, count, NULL);
}

static salesinv_id take_in(fix_register *fix, const char *serials, int64_t units)
{
    return fix_create(fix->admin, INBOUND, SALESINV_SUBMIT,
                      "{\"type\": 2, \"warehouse\": %lld, \"lines\": [{\"product\": "
                      "%lld, \"qty\": \"%lld\", \"serials\": [\"%s\"]}]}",
                      (long long)fix->warehouse, (long long)fix->router,
                      (long long)units, serials);
}

/* The states that a serial went through, "0 1 3" for: known, unused, in stock. */
static void then_life(fix_register *fix, const char *serial, const char *wanted)
{
    salesinv_trace *trace;
    char life[64] = "0";
    size_t size = 1;

    assert_ok(fix->admin, salesinv_serial_trace(fix->admin, 0, serial, &trace));
    for (int32_t i = 0; i < salesinv_trace_count(trace); i++) {
        assert_int_equal(salesinv_trace_from(trace, i), life[size - 1] - '0');
        life[size] = ' ';
        life[size + 1] = (char)('0' + salesinv_trace_to(trace, i));
        size += 2;
    }
    life[size] = '\0';
    salesinv_trace_free(trace);
    assert_string_equal(life, wanted);
}

static void a_registered_serial_is_unused_until_it_comes_in(void **state)
{
    fix_register *fix = *state;
    salesinv_serial *serial;
    salesinv_id inbound;

    assert_ok(fix->admin, try_register(fix, "R001", 5));
    assert_ok(fix->admin, salesinv_serial_get(fix->admin, 0, "R005", &serial));
    assert_int_equal(salesinv_serial_state_of(serial), SALESINV_SERIAL_UNUSED);
    assert_int_equal(salesinv_serial_product(serial), fix->router);
    assert_int_equal(salesinv_serial_warehouse(serial), 0);
    assert_int_equal(salesinv_serial_holder(serial), 0);
    salesinv_serial_free(serial);
    assert_refused(fix->admin, SERIAL_NOT_FOUND,
                   salesinv_serial_get(fix->admin, 0, "R006", &serial));
    assert_stock(fix->core, fix->router, fix->warehouse, "0/0/0");

    inbound = take_in(fix, "R002..R004", 3);
    assert_stock(fix->core, fix->router, fix->warehouse, "3/0/3");
    assert_serial(fix->core, "R001", "unused");
    assert_serial(fix->core, "R003", "in_stock");
    then_life(fix, "R003", "0 1 3");

    assert_ok(fix->admin,
              salesinv_inbound_void(fix->admin, inbound, 0, NULL, NULL, NULL));
    assert_serial(fix->core, "R003", "unused");
    then_life(fix, "R003", "0 1 3 1");
    take_in(fix, "R001..R005", 5);
    assert_stock(fix->core, fix->router, fix->warehouse, "5/0/5");
}

static void an_inbound_in_approval_holds_it(void **state)
{
    fix_register *fix = *state;
    salesinv_id inbound;

    assert_ok(fix->admin, try_register(fix, "R001", 2));
    fix_setting(fix->admin, "approval.inbound", 1);
    inbound = take_in(fix, "R001", 1);
    assert_serial(fix->core, "R001", "incoming");
    assert_serial(fix->core, "R002", "unused");
    assert_ok(fix->admin, fix_step(fix->admin, INBOUND, inbound, SINV_VERB_REJECT));
    assert_serial(fix->core, "R001", "unused");
    then_life(fix, "R001", "0 1 2 1");
}

static void it_belongs_to_no_stock(void **state)
{
    fix_register *fix = *state;
    salesinv_id order;

    fix_receive_serials(fix->core, fix->warehouse, fix->router, "S1", 1);
    assert_ok(fix->admin, try_register(fix, "R1", 1));
    order = fix_order(&fix->trade, fix->warehouse, fix->router, 1);
    assert_refused(fix->admin, SERIAL_STATE,
                   fix_try_ship(&fix->trade, order, 0, 1, "[\"R1\"]", NULL));
    fix_ship(&fix->trade, order, 0, 1, "[\"S1\"]");
}

static void then_known(fix_register *fix, const char *serial, const char *its_state)
{
    const salesinv_error *error = salesinv_engine_error(fix->core->engine);

    assert_string_equal(
        salesinv_error_detail_text(error, salesinv_error_detail_find(error, "serial")),
        serial);
    assert_string_equal(
        salesinv_error_detail_text(error, salesinv_error_detail_find(error, "state")),
        its_state);
    assert_int_equal(fix_detail(fix->admin, "product"), fix->router);
}

static void each_is_registered_once(void **state)
{
    fix_register *fix = *state;
    salesinv_serial *serial;

    assert_ok(fix->admin, try_register(fix, "R01", 4));
    assert_refused(fix->admin, EXISTS, try_register(fix, "R03", 9));
    assert_field(fix->admin, "first");
    then_known(fix, "R03", "unused");
    assert_refused(fix->admin,
                   SERIAL_NOT_FOUND, /* of a refused call nothing is known */
                   salesinv_serial_get(fix->admin, 0, "R05", &serial));
    take_in(fix, "R02", 1);
    assert_refused(fix->admin, EXISTS, try_register(fix, "R02", 1));
    then_known(fix, "R02", "in_stock");
    assert_int_equal(fix_detail(fix->admin, "warehouse"), fix->warehouse);
    assert_ok(fix->admin, try_register(fix, "R05", 1));
}

static void within_their_product(void **state)
{
    fix_register *fix = *state;
    salesinv_id modem = fix_product(fix->core, "Modem", SALESINV_TRACKING_SERIAL);

    fix_setting(fix->admin, "serial.scope", SALESINV_SERIAL_SCOPE_PRODUCT);
    assert_ok(fix->admin, try_register(fix, "A1", 3));
    assert_ok(fix->admin, salesinv_serial_register(fix->admin, modem, "A1", 3, NULL));
    assert_refused(fix->admin, EXISTS,
                   salesinv_serial_register(fix->admin, modem, "A3", 1, NULL));
    assert_refused(fix->admin, IN_USE, /* the scope is fixed by them */
                   salesinv_setting_set_int(fix->admin, "serial.scope", NULL,
                                            SALESINV_SERIAL_SCOPE_TENANT, NULL));
    assert_refused(fix->admin, IN_USE, /* and so is how the product is tracked */
                   fix_try_update(fix->admin, PRODUCT, modem, "{\"tracking\": 1}"));
}

static void it_is_on_record_and_happens_once(void **state)
{
    fix_register *fix = *state;
    salesinv_events *events;
    salesinv_trace *trace;

    for (int32_t i = 0; i < 2; i++) {
        assert_ok(fix->admin, salesinv_serial_register(fix->admin, fix->router, "R01",
                                                       4, "labels-1"));
        assert_int_equal(salesinv_session_is_repeat(fix->admin), i);
    }
    events = fix_core_last_event(fix->admin);
    assert_int_equal(salesinv_events_action(events, 0),
                     SALESINV_EVENT_SERIALS_REGISTERED);
    assert_int_equal(salesinv_events_kind(events, 0), SALESINV_KIND_STOCK);
    assert_int_equal(salesinv_events_object(events, 0), fix->router);
    assert_string_equal(salesinv_events_detail(events, 0),
                        "{\"first\":\"R01\",\"count\":4}");
    salesinv_events_free(events);
    assert_ok(fix->admin, salesinv_serial_trace(fix->admin, 0, "R02", &trace));
    assert_int_equal(salesinv_trace_count(trace), 1);
    assert_int_equal(salesinv_trace_line(trace, 0), 0); /* by hand */
    assert_int_equal(salesinv_trace_user(trace, 0), 7);
    salesinv_trace_free(trace);
    assert_refused(
        fix->admin, REQUEST_REUSED,
        salesinv_serial_register(fix->admin, fix->router, "R01", 5, "labels-1"));
}

static void what_it_must_be(void **state)
{
    fix_register *fix = *state;
    salesinv_id plain = fix_product(fix->core, "Plain", SALESINV_TRACKING_NONE);
    salesinv_id old = fix_product(fix->core, "Old", SALESINV_TRACKING_SERIAL);

    assert_ok(fix->admin, fix_step(fix->admin, PRODUCT, old, SINV_VERB_DEACTIVATE));
    assert_refused(fix->admin, PRODUCT_INACTIVE,
                   salesinv_serial_register(fix->admin, old, "X1", 1, NULL));
    assert_refused(fix->admin, SERIAL_PRODUCT,
                   salesinv_serial_register(fix->admin, plain, "X1", 1, NULL));
    assert_field(fix->admin, "product");
    assert_refused(fix->admin, NOT_FOUND,
                   salesinv_serial_register(fix->admin, plain + 99, "X1", 1, NULL));
    assert_refused(fix->admin, ARG,
                   salesinv_serial_register(fix->admin, 0, "X1", 1, NULL));
    assert_refused(fix->admin, SERIAL_RANGE, try_register(fix, "X1", 0));
    assert_field(fix->admin, "count");
    assert_refused(fix->admin, SERIAL_RANGE, try_register(fix, "X1", 10));
    assert_refused(fix->admin, SERIAL_RANGE, try_register(fix, "X", 2));
    assert_refused(fix->admin, TEXT, try_register(fix, "", 1));
    assert_refused(fix->admin, TEXT, try_register(fix, " X1", 1));
    assert_refused(fix->admin, ARG, try_register(fix, NULL, 1));
}

/* As master data of stock: shipping staff, not sales; and where an ERP owns the stock, only the ERP. */
static void who_may(void **state)
{
    fix_register *fix = *state;
    salesinv_session *staff =
        fix_core_session(fix->core->engine, fix->core->tenant, "shipping");
    salesinv_session *sales =
        fix_core_session(fix->core->engine, fix->core->tenant, "sales");
    salesinv_id owned = fix_core_tenant(fix->core, SALESINV_EDITION_INTEGRATION);
    salesinv_session *admin = fix_core_session(fix->core->engine, owned, "admin");

    assert_ok(staff, salesinv_serial_register(staff, fix->router, "R1", 1, NULL));
    assert_refused(sales, FORBIDDEN,
                   salesinv_serial_register(sales, fix->router, "R2", 1, NULL));
    assert_refused(admin, SYNC_ONLY,
                   salesinv_serial_register(admin, fix->router, "R2", 1, NULL));
    salesinv_session_close(staff);
    salesinv_session_close(sales);
    salesinv_session_close(admin);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_registered_serial_is_unused_until_it_comes_in),
        TEST(an_inbound_in_approval_holds_it),
        TEST(it_belongs_to_no_stock),
        TEST(each_is_registered_once),
        TEST(within_their_product),
        TEST(it_is_on_record_and_happens_once),
        TEST(what_it_must_be),
        TEST(who_may),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
