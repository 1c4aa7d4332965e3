/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Faults of serials and returns that other systems of this field are known for, by name and number; none of them is ours. Those
 * of reservations and units: named_stock_bugs_test.c; of several users at once: named_race_bugs_test.c; of kits: kit_test.c,
 * kit_trade_test.c.
 */
#include <stdio.h>

#include "salesinv/inbound.h"
#include "salesinv/product.h"
#include "support/fix_trade.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    RETURN = SALESINV_KIND_RETURN,
    INBOUND = SALESINV_KIND_INBOUND,
    MANY = 10000
};

typedef struct fix_bug {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id plain;   /* 10 on hand */
    salesinv_id tracked; /* S1 to S5 */
} fix_bug;

static void open_works(fix_bug *fix)
{
    fix_core *core = &fix->trade.core;

    *fix = (fix_bug){.warehouse = 0};
    fix_core_open(core, false);
    fix->admin = core->admin;
    fix_setting(fix->admin, "plugin.shipment_return", 1);
    fix->trade.account = fix_account(core, "Distributor");
    fix->warehouse = fix_warehouse(core, "W");
    fix->plain = fix_product(core, "Plain", SALESINV_TRACKING_NONE);
    fix->tracked = fix_product(core, "Tracked", SALESINV_TRACKING_SERIAL);
    fix_receive(core, fix->warehouse, fix->plain, 10);
    fix_receive_serials(core, fix->warehouse, fix->tracked, "S1", 5);
}

static int setup(void **state)
{
    static fix_bug fix;

    open_works(&fix);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_bug *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

static salesinv_id ship_serial(fix_bug *fix, const char *serials)
{
    salesinv_id order = fix_order(&fix->trade, fix->warehouse, fix->tracked, 1);

    return fix_ship(&fix->trade, order, 0, 1, serials);
}

/* Medusa #16502, Dolibarr #31044. */
static void two_lines_of_one_product_do_not_oversell_together(void **state)
{
    fix_bug *fix = *state;
    salesinv_id good;

    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_create(fix->admin, ORDER, SALESINV_SUBMIT,
                                  "{\"account\": %lld, \"warehouse\": %lld, "
                                  "\"currency\": \"EUR\", \"lines\": [{\"product\": "
                                  "%lld, \"qty\": \"6\"}, {\"product\": %lld, "
                                  "\"qty\": \"5\"}]}",
                                  (long long)fix->trade.account,
                                  (long long)fix->warehouse, (long long)fix->plain,
                                  (long long)fix->plain));
    assert_int_equal(fix_detail(fix->admin, "wanted"), 11 * FIX_UNIT);
    assert_stock(&fix->trade.core, fix->plain, fix->warehouse, "10/0/10");
    good = fix_order(&fix->trade, fix->warehouse, fix->plain, 6);
    /* Nor do they when an order is edited. */
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_update(fix->admin, ORDER, good,
                                  "{\"lines\": [{\"line\": 1, \"qty\": \"8\"}, "
                                  "{\"product\": %lld, \"qty\": \"3\"}]}",
                                  (long long)fix->plain));
    assert_stock(&fix->trade.core, fix->plain, fix->warehouse, "10/6/4");
}

/* ---- serials ---- */

static salesinv_status try_receive_serials(fix_bug *fix, const char *first,
                                           const char *second)
{
    return fix_try_create(fix->admin, INBOUND, SALESINV_SUBMIT,
                          "{\"type\": 2, \"warehouse\": %lld, \"lines\": "
                          "[{\"product\": %lld, \"qty\": \"1\", \"serials\": "
                          "[\"%s\"]}, {\"product\": %lld, \"qty\": \"1\", "
                          "\"serials\": [\"%s\"]}]}",
                          (long long)fix->warehouse, (long long)fix->tracked, first,
                          (long long)fix->tracked, second);
}

/* ERPNext #51593: one serial in two rows of one receipt; #49520: one that was sold came in anew, and its former life was gone. */
static void a_serial_comes_in_once(void **state)
{
    fix_bug *fix = *state;
    salesinv_trace *trace;

    assert_refused(fix->admin, SERIAL_DUPLICATE, try_receive_serials(fix, "N1", "N1"));
    assert_refused(fix->admin, SERIAL_STATE, try_receive_serials(fix, "N1", "S2"));
    ship_serial(fix, "[\"S1\"]");
    assert_refused(fix->admin, SERIAL_STATE, try_receive_serials(fix, "N1", "S1"));
    assert_ok(fix->admin, salesinv_serial_trace(fix->admin, 0, "S1", &trace));
    assert_int_equal(salesinv_trace_count(trace), 2);
    assert_int_equal(salesinv_trace_account(trace, 1), fix->trade.account);
    salesinv_trace_free(trace);
    assert_stock(&fix->trade.core, fix->tracked, fix->warehouse, "4/0/4");
}

static salesinv_id draft_of(fix_bug *fix, salesinv_id order, const char *serial)
{
    return fix_create(fix->admin, SHIPMENT, 0,
                      "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": "
                      "\"1\", \"serials\": [\"%s\"]}]}",
                      (long long)order, (long long)sinv_line_id(order, 1), serial);
}

/* ERPNext #17171, Odoo #8989: several deliveries had the same serial. ERPNext PR #37106, #37075: so had two rows of one. */
static void a_serial_leaves_once(void **state)
{
    fix_bug *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->warehouse, fix->tracked, 3);
    const long long line = (long long)sinv_line_id(order, 1);
    salesinv_id first = draft_of(fix, order, "S1");
    salesinv_id second = draft_of(fix, order, "S1"); /* a draft holds nothing */

    assert_refused(fix->admin, SERIAL_DUPLICATE,
                   fix_try_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
                                  "{\"order\": %lld, \"lines\": [{\"order_line\": "
                                  "%lld, \"qty\": \"1\", \"serials\": [\"S2\"]}, "
                                  "{\"order_line\": %lld, \"qty\": \"1\", "
                                  "\"serials\": [\"S2\"]}]}",
                                  (long long)order, line, line));
    fix_setting(fix->admin, "approval.shipment", 1);
    assert_ok(fix->admin, salesinv_shipment_submit(fix->admin, first, 0, NULL, NULL));
    assert_refused(fix->admin, SERIAL_HELD,
                   salesinv_shipment_submit(fix->admin, second, 0, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.document"), first);
    assert_ok(fix->admin, salesinv_shipment_approve(fix->admin, first, 0, NULL, NULL));
    assert_refused(fix->admin, SERIAL_STATE,
                   salesinv_shipment_submit(fix->admin, second, 0, NULL, NULL));
    assert_stock(&fix->trade.core, fix->tracked, fix->warehouse, "4/2/2");
}

/* ERPNext #7508: a return brought another serial than was sold. */
static void what_comes_back_is_what_left(void **state)
{
    fix_bug *fix = *state;
    salesinv_id shipment = ship_serial(fix, "[\"S4\"]");

    assert_refused(fix->admin, SERIAL_STATE, /* it never left */
                   fix_try_return(&fix->trade, shipment, 1, "[\"S1\"]", NULL));
    ship_serial(fix, "[\"S5\"]");
    assert_refused(fix->admin, SERIAL_HELD, /* it left on another one */
                   fix_try_return(&fix->trade, shipment, 1, "[\"S5\"]", NULL));
    fix_return(&fix->trade, shipment, 1, "[\"S4\"]");
    assert_serial(&fix->trade.core, "S4", "in_stock");
    assert_serial(&fix->trade.core, "S5", "used");
}

/* ERPNext #13116: ten thousand serials were more than a document could hold. Every second number, so none joins another. */
static void ten_thousand_scattered_serials_are_one_line(void **state)
{
    fix_bug *fix = *state;
    salesinv_draft *draft =
        fix_draft(fix->admin, INBOUND,
                  "{\"type\": 2, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
                  "\"qty\": \"%d\"}]}",
                  (long long)fix->warehouse, (long long)fix->tracked, MANY);
    salesinv_inbound *inbound;
    salesinv_draft *out;
    salesinv_shipment *shipment;
    salesinv_id order;
    char text[16];

    for (int32_t i = 0; i < MANY; i++) {
        snprintf(text, sizeof(text), "M%06d", 2 * i);
        assert_ok(fix->admin, salesinv_draft_add_serial(draft, 1, text));
    }
    assert_ok(fix->admin, salesinv_inbound_create(fix->admin, draft, SALESINV_SUBMIT,
                                                  NULL, &inbound));
    salesinv_inbound_free(inbound);
    salesinv_draft_free(draft);
    order = fix_order(&fix->trade, fix->warehouse, fix->tracked, MANY);
    out = fix_draft(fix->admin, SHIPMENT,
                    "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": "
                    "\"%d\"}]}",
                    (long long)order, (long long)sinv_line_id(order, 1), MANY);
    for (int32_t i = MANY - 1; i >= 0; i--) {
        snprintf(text, sizeof(text), "M%06d", 2 * i);
        assert_ok(fix->admin, salesinv_draft_add_serial(out, 1, text));
    }
    assert_ok(fix->admin, salesinv_shipment_create(fix->admin, out, SALESINV_SUBMIT,
                                                   NULL, &shipment));
    assert_int_equal(
        salesinv_document_serial_range_count(salesinv_shipment_document(shipment), 1),
        MANY);
    salesinv_shipment_free(shipment);
    salesinv_draft_free(out);
    assert_stock(&fix->trade.core, fix->tracked, fix->warehouse, "5/0/5");
}

/* ERPNext #27517. */
static void a_return_invents_no_serials(void **state)
{
    fix_bug *fix = *state;
    salesinv_id shipment = ship_serial(fix, "[\"S1\"]");

    assert_refused(fix->admin, SERIAL_REQUIRED,
                   fix_try_return(&fix->trade, shipment, 1, NULL, NULL));
    assert_refused(fix->admin, SERIAL_NOT_FOUND,
                   fix_try_return(&fix->trade, shipment, 1, "[\"NEW1\"]", NULL));
    assert_serial(&fix->trade.core, "S1", "used");
    assert_stock(&fix->trade.core, fix->tracked, fix->warehouse, "4/0/4");
}

/* InvenTree #6431. */
static void a_returned_serial_is_free_again(void **state)
{
    fix_bug *fix = *state;
    salesinv_id shipment = ship_serial(fix, "[\"S1\"]");
    salesinv_serial *serial;

    fix_return(&fix->trade, shipment, 1, "[\"S1\"]");
    assert_ok(fix->admin, salesinv_serial_get(fix->admin, 0, "S1", &serial));
    assert_int_equal(salesinv_serial_holder(serial), 0);
    assert_int_equal(salesinv_serial_account(serial), 0);
    assert_int_equal(salesinv_serial_warehouse(serial), fix->warehouse);
    salesinv_serial_free(serial);
    ship_serial(fix, "[\"S1\"]");
}

/* ERPNext #49520. */
static void a_reused_serial_keeps_its_history(void **state)
{
    fix_bug *fix = *state;
    salesinv_id first = ship_serial(fix, "[\"S1\"]");
    salesinv_id back = fix_return(&fix->trade, first, 1, "[\"S1\"]");
    salesinv_id second = ship_serial(fix, "[\"S1\"]");
    const salesinv_id documents[] = {first, back, second};
    salesinv_trace *trace;

    assert_ok(fix->admin, salesinv_serial_trace(fix->admin, 0, "S1", &trace));
    assert_int_equal(salesinv_trace_count(trace), 4);
    for (int32_t i = 0; i < 3; i++)
        assert_int_equal(sinv_line_document(salesinv_trace_line(trace, i + 1)),
                         documents[i]);
    salesinv_trace_free(trace);
}

/* ERPNext PR #13378: shipped, returned and shipped anew, it came back on the first delivery again. */
static void a_serial_does_not_return_twice_on_one_delivery(void **state)
{
    fix_bug *fix = *state;
    salesinv_id first = ship_serial(fix, "[\"S1\"]");
    salesinv_id second;

    fix_return(&fix->trade, first, 1, "[\"S1\"]");
    assert_refused(fix->admin, EXCEEDS_RETURNABLE,
                   fix_try_return(&fix->trade, first, 1, "[\"S1\"]", NULL));
    second = ship_serial(fix, "[\"S1\"]");
    assert_refused(fix->admin, EXCEEDS_RETURNABLE,
                   fix_try_return(&fix->trade, first, 1, "[\"S1\"]", NULL));
    fix_return(&fix->trade, second, 1, "[\"S1\"]");
}

/* ERPNext PR #24207: after a part came back, all of it was still offered. */
static void what_can_still_return_is_what_is_out(void **state)
{
    fix_bug *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->warehouse, fix->plain, 10);
    salesinv_id shipment = fix_ship(&fix->trade, order, 0, 10, NULL);

    fix_return(&fix->trade, shipment, 6, NULL);
    assert_units(&fix->trade, SHIPMENT, shipment, SALESINV_F_RETURNABLE, 4);
    assert_refused(fix->admin, EXCEEDS_RETURNABLE,
                   fix_try_return(&fix->trade, shipment, 5, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "returnable"), 4 * FIX_UNIT);
    fix_return(&fix->trade, shipment, 4, NULL);
}

/* ERPNext #21523: an item in for repair changed where its order stood. */
static void a_repair_leaves_the_order_as_it_is(void **state)
{
    fix_bug *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->warehouse, fix->tracked, 1);
    salesinv_id shipment = fix_ship(&fix->trade, order, 0, 1, "[\"S1\"]");

    assert_ok(fix->admin,
              salesinv_shipment_receive(fix->admin, shipment, 0, NULL, NULL, NULL));
    fix_setting(fix->admin, "plugin.free_return", 1);
    fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
               "{\"mode\": 3, \"account\": %lld, \"currency\": \"EUR\", \"warehouse\": "
               "%lld, \"reason\": \"repair\", \"lines\": [{\"product\": %lld, \"qty\": "
               "\"1\", \"price\": \"0\", \"serials\": [\"S1\"]}]}",
               (long long)fix->trade.account, (long long)fix->warehouse,
               (long long)fix->tracked);
    assert_serial(&fix->trade.core, "S1", "in_stock");
    assert_status(&fix->trade, ORDER, order, RECEIVED);
    assert_status(&fix->trade, SHIPMENT, shipment, RECEIVED);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPABLE, 0);
}

/* Vendure #1250. */
static void a_void_shipment_freezes_again(void **state)
{
    fix_bug *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->warehouse, fix->plain, 8);
    salesinv_id shipment = fix_ship(&fix->trade, order, 0, 8, NULL);

    assert_stock(&fix->trade.core, fix->plain, fix->warehouse, "2/0/2");
    assert_ok(fix->admin,
              salesinv_shipment_void(fix->admin, shipment, 0, NULL, NULL, NULL));
    assert_stock(&fix->trade.core, fix->plain, fix->warehouse, "10/8/2");
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_order(&fix->trade, fix->warehouse, fix->plain, 3, NULL));
    fix_ship(&fix->trade, order, 0, 8, NULL);
}

static salesinv_id submit_with_key(fix_bug *fix, const char *key, bool wants_repeat)
{
    salesinv_draft *draft = fix_draft(
        fix->admin, ORDER,
        "{\"account\": %lld, \"warehouse\": %lld, \"currency\": \"EUR\", \"lines\": "
        "[{\"product\": %lld, \"qty\": \"4\"}]}",
        (long long)fix->trade.account, (long long)fix->warehouse,
        (long long)fix->plain);
    salesinv_order *order;
    salesinv_id id;

    assert_ok(fix->admin,
              salesinv_order_create(fix->admin, draft, SALESINV_SUBMIT, key, &order));
    id = salesinv_document_id(salesinv_order_document(order));
    assert_int_equal(salesinv_document_is_repeat(salesinv_order_document(order)),
                     wants_repeat);
    salesinv_order_free(order);
    salesinv_draft_free(draft);
    return id;
}

static void a_command_delivered_twice_acts_once(void **state)
{
    fix_bug *fix = *state;
    salesinv_id id = submit_with_key(fix, "order-1", false);
    salesinv_id shipment =
        fix_create(fix->admin, SHIPMENT, 0, "{\"order\": %lld}", (long long)id);

    assert_int_equal(submit_with_key(fix, "order-1", true), id);
    assert_stock(&fix->trade.core, fix->plain, fix->warehouse, "10/4/6");
    for (int32_t i = 0; i < 3; i++) {
        assert_ok(fix->admin,
                  salesinv_shipment_submit(fix->admin, shipment, 0, "ship-1", NULL));
        assert_int_equal(salesinv_session_is_repeat(fix->admin), i > 0);
    }
    assert_stock(&fix->trade.core, fix->plain, fix->warehouse, "6/0/6");
    assert_refused(fix->admin, REQUEST_REUSED,
                   salesinv_order_void(fix->admin, id, 0, NULL, "ship-1", NULL));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(two_lines_of_one_product_do_not_oversell_together),
        TEST(a_serial_comes_in_once),
        TEST(a_serial_leaves_once),
        TEST(what_comes_back_is_what_left),
        TEST(ten_thousand_scattered_serials_are_one_line),
        TEST(a_return_invents_no_serials),
        TEST(a_returned_serial_is_free_again),
        TEST(a_reused_serial_keeps_its_history),
        TEST(a_serial_does_not_return_twice_on_one_delivery),
        TEST(what_can_still_return_is_what_is_out),
        TEST(a_repair_leaves_the_order_as_it_is),
        TEST(a_void_shipment_freezes_again),
        TEST(a_command_delivered_twice_acts_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
