/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Goods that an ERP sent come back by every mode of returns, and its records say what came: what is returnable is what its results
 * sent, and no figure of stock changes before it says so.
 */
#include "salesinv/order.h"
#include "salesinv/product.h"
#include "support/fix_inbox.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    RETURN = SALESINV_KIND_RETURN
};

static fix_connector fix;
static salesinv_id meter; /* by serial number */
static salesinv_id order; /* of 6 meters */
static salesinv_id notice;

#define ERP (fix.erp)
#define ADMIN (fix.trade.core.admin)
#define CORE (&fix.trade.core)
#define ID(id) ((long long)(id))

#define SENT(id, version, units, serials)                                              \
    "{'kind': 'outbound', 'external_id': '" id "', 'version': " #version               \
    ", 'source': {'id': %lld}, 'warehouse': {'id': %lld}, 'lines': [{'source_line': "  \
    "1, 'qty': '" #units "', 'serials': [" serials "]}]}"
#define CAME(id, version, lines)                                                       \
    "{'kind': 'return', 'external_id': '" id "', 'version': " #version                 \
    ", 'source': {'id': %lld}, 'warehouse': {'id': %lld}, 'lines': [" lines "]}"

#define SHIPPED(id, version, serials)                                                  \
    "{'kind': 'shipment', 'external_id': '" id "', 'version': " #version               \
    ", 'order': {'id': %lld}, 'warehouse': {'id': %lld}, 'lines': [{'order_line': 1, " \
    "'qty': '1', 'serials': [" serials "]}]}"
#define GONE(kind, id, version)                                                        \
    "{'kind': '" kind "', 'external_id': '" id "', 'version': " #version               \
    ", 'deleted': true}"

/* Of an order of 6, A1 to A4 went out in two results. */
static int setup(void **state)
{
    (void)state;
    fix_connector_open(&fix, false);
    meter = fix_product(CORE, "Meter", SALESINV_TRACKING_SERIAL);
    fix_setting(ADMIN, "plugin.free_return", 1);
    fix_setting(ADMIN, "plugin.exchange", 1);
    fix_put(ERP, CREATED,
            "{'kind': 'stock', 'version': 1, 'product': {'id': %lld}, 'warehouse': "
            "{'id': %lld}, 'on_hand': '9'}",
            ID(meter), ID(fix.warehouse));
    order = fix_order(&fix.trade, fix.warehouse, meter, 6);
    notice = fix_ship(&fix.trade, order, 0, 6, NULL);
    fix_put(ERP, CREATED, SENT("D1", 1, 3, "'A1..A3'"), ID(notice), ID(fix.warehouse));
    fix_put(ERP, CREATED, SENT("D2", 1, 1, "'A4'"), ID(notice), ID(fix.warehouse));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    assert_stock(CORE, meter, fix.warehouse, "9/0/9"); /* the ERP said nothing else */
    fix_connector_close(&fix);
    return 0;
}

static void then_returnable(int64_t units)
{
    assert_units(&fix.trade, SHIPMENT, notice, SALESINV_F_RETURNABLE, units);
}

/* ---- by order ---- */

static void an_order_gives_back_what_its_results_sent(void **state)
{
    salesinv_id back;

    (void)state;
    then_returnable(4);
    assert_refused(ADMIN, SERIAL_NOT_FOUND,
                   fix_try_create(ADMIN, RETURN, SALESINV_SUBMIT,
                                  "{\"lines\": [{\"order_line\": %lld, \"qty\": "
                                  "\"1\", \"unshipped\": \"0\", \"serials\": "
                                  "[\"A5\"]}]}",
                                  ID(sinv_line_id(order, 1))));
    back = fix_create(ADMIN, RETURN, SALESINV_SUBMIT,
                      "{\"lines\": [{\"order_line\": %lld, \"qty\": \"2\", "
                      "\"unshipped\": \"0\", \"serials\": [\"A3..A4\"]}]}",
                      ID(sinv_line_id(order, 1)));
    then_returnable(2);
    assert_serial(CORE, "A3", "incoming");
    fix_put_refused(ERP, SERIAL_STATE, NULL,
                    CAME("R1", 1, "{'line': 1, 'received': '1', 'serials': ['A1']}"),
                    ID(back), ID(fix.warehouse));
    fix_put(ERP, UPDATED,
            CAME("R1", 2, "{'line': 1, 'received': '1', 'serials': ['A4']}"), ID(back),
            ID(fix.warehouse));
    assert_serial(CORE, "A4", "in_stock");
    assert_status(&fix.trade, RETURN, back, CONFIRMED);
    assert_units(&fix.trade, ORDER, order, SALESINV_F_RETURNED_SHIPPED, 1);
    assert_units(&fix.trade, ORDER, order, SALESINV_F_RETURN_PENDING, 1);
    fix_put(ERP, UPDATED, CAME("R1", 3, "{'line': 1, 'received': '2'}"), ID(back),
            ID(fix.warehouse));
    assert_status(&fix.trade, RETURN, back, RECEIVED);
}

/* ---- by shipment ---- */

static void serials_come_back_from_the_result_that_sent_them(void **state)
{
    salesinv_id back;

    (void)state;
    back = fix_return(&fix.trade, notice, 2, "[\"A1\", \"A4\"]");
    fix_put_refused(ERP, IN_USE, NULL, GONE("outbound", "D1", 2));
    fix_put(ERP, UPDATED, CAME("R1", 1, "{'line': 1, 'received': '2'}"), ID(back),
            ID(fix.warehouse));
    assert_serial(CORE, "A1", "in_stock");
    then_returnable(2);
    fix_put(ERP, UPDATED,
            CAME("R1", 2, "{'line': 1, 'received': '1', 'serials': ['A1']}"), ID(back),
            ID(fix.warehouse));
    assert_serial(CORE, "A4", "incoming");
    fix_put(ERP, UPDATED, GONE("return", "R1", 3));
    assert_serial(CORE, "A1", "incoming");
    assert_ok(ADMIN, fix_step(ADMIN, RETURN, back, SINV_VERB_VOID));
    assert_serial(CORE, "A1", "used");
    then_returnable(4);
    fix_put(ERP, UPDATED, GONE("outbound", "D1", 3));
    assert_serial(CORE, "A1", "unused");
    assert_serial(CORE, "A4", "used");
}

/* A1 came back: what sent it stays, also once it went out again by another result, which can be taken back. */
static void what_came_back_goes_out_again(void **state)
{
    salesinv_id back = fix_return(&fix.trade, notice, 1, "[\"A1\"]");

    (void)state;
    fix_put(ERP, UPDATED, CAME("R1", 1, "{'line': 1, 'received': '1'}"), ID(back),
            ID(fix.warehouse));
    fix_put_refused(ERP, IN_USE, NULL, GONE("outbound", "D1", 2));
    assert_serial(CORE, "A2", "used");
    fix_put(ERP, CREATED, SENT("D3", 1, 1, "'A1'"), ID(notice), ID(fix.warehouse));
    assert_serial(CORE, "A1", "used");
    fix_put_refused(ERP, SERIAL_STATE, NULL, GONE("return", "R1", 2));
    fix_put_refused(ERP, IN_USE, NULL, GONE("outbound", "D1", 3));
    fix_put_refused(ERP, IN_USE, NULL, SENT("D1", 4, 2, "'A2..A3'"), ID(notice),
                    ID(fix.warehouse));
    fix_put(ERP, UPDATED, GONE("outbound", "D3", 2));
    assert_serial(CORE, "A1", "in_stock");
    fix_put(ERP, UPDATED, GONE("return", "R1", 3));
    assert_serial(CORE, "A1", "incoming");
    assert_ok(ADMIN, fix_step(ADMIN, RETURN, back, SINV_VERB_VOID));
    fix_put(ERP, UPDATED, GONE("outbound", "D1", 5));
    assert_serial(CORE, "A1", "unused");
}

/* Nothing came, the rest is not awaited, and the ERP sent something else: a record that says so again says nothing. */
static void a_return_at_its_end_may_hear_of_nothing(void **state)
{
    salesinv_id back;
    salesinv_id sent;

    (void)state;
    fix_setting(ADMIN, "shipping.mode", SALESINV_SHIPPING_ORDER);
    order = fix_order(&fix.trade, fix.warehouse, meter, 2);
    sent =
        fix_put(ERP, CREATED, SHIPPED("S1", 1, "'B1'"), ID(order), ID(fix.warehouse));
    back = fix_return(&fix.trade, sent, 1, "[\"B1\"]");
    fix_put(ERP, UPDATED, CAME("R1", 1, "{'line': 1, 'received': '1'}"), ID(back),
            ID(fix.warehouse));
    fix_put(ERP, UPDATED, GONE("return", "R1", 2));
    assert_ok(ADMIN, salesinv_return_close(ADMIN, back, 0, "enough", NULL, NULL));
    fix_put(ERP, UPDATED, SHIPPED("S1", 2, "'B2'"), ID(order), ID(fix.warehouse));
    fix_put(ERP, UNCHANGED, CAME("R1", 3, ""), ID(back), ID(fix.warehouse));
    fix_put_refused(ERP, INVALID_STATE, "source",
                    CAME("R1", 4, "{'line': 1, 'received': '1'}"), ID(back),
                    ID(fix.warehouse));
    fix_put(ERP, UNCHANGED, GONE("return", "R1", 5));
    assert_status(&fix.trade, RETURN, back, CLOSED);
}

/* While A1 was back the ERP moved it to another warehouse; then it had not come back after all, and had not left. */
static void what_was_said_of_a_serial_meanwhile_is_no_step(void **state)
{
    salesinv_id back = fix_return(&fix.trade, notice, 1, "[\"A1\"]");
    salesinv_id other = fix_warehouse(CORE, "Other");

    (void)state;
    fix_put(ERP, UPDATED, CAME("R1", 1, "{'line': 1, 'received': '1'}"), ID(back),
            ID(fix.warehouse));
    fix_put(ERP, CREATED,
            "{'kind': 'serial', 'external_id': 'W1', 'version': 1, 'product': {'id': "
            "%lld}, 'serials': ['A1'], 'state': 'in_stock', 'warehouse': {'id': %lld}}",
            ID(meter), ID(other));
    fix_put(ERP, UPDATED, GONE("return", "R1", 2));
    assert_ok(ADMIN, fix_step(ADMIN, RETURN, back, SINV_VERB_VOID));
    assert_serial(CORE, "A1", "used");
    fix_put(ERP, UPDATED, SENT("D1", 2, 2, "'A2..A3'"), ID(notice), ID(fix.warehouse));
    assert_serial(CORE, "A1", "unused");
    assert_serial(CORE, "A2", "used");
}

/* ---- without a source ---- */

static void goods_without_a_source_find_what_the_erp_sent(void **state)
{
    salesinv_id back;

    (void)state;
    fix_setting(ADMIN, "return.free_new_serials", 1);
    back = fix_create(ADMIN, RETURN, SALESINV_SUBMIT,
                      "{\"mode\": 3, \"account\": %lld, \"currency\": \"EUR\", "
                      "\"warehouse\": %lld, \"lines\": [{\"product\": %lld, \"qty\": "
                      "\"2\", \"price\": \"5\", \"serials\": [\"A2\", \"N1\"]}]}",
                      ID(fix.trade.account), ID(fix.warehouse), ID(meter));
    then_returnable(3);
    fix_put(ERP, UPDATED,
            CAME("R1", 1, "{'line': 1, 'received': '1', 'serials': ['A2']}"), ID(back),
            ID(fix.warehouse));
    assert_units(&fix.trade, SHIPMENT, notice, SALESINV_F_RETURNED, 1);
    assert_serial(CORE, "N1", "incoming");
    fix_put(ERP, UPDATED, CAME("R1", 2, "{'line': 1, 'received': '2'}"), ID(back),
            ID(fix.warehouse));
    assert_serial(CORE, "N1", "in_stock");
    assert_status(&fix.trade, RETURN, back, RECEIVED);
}

/* ---- exchanges ---- */

static void an_exchange_takes_in_what_was_sent_and_sends_another(void **state)
{
    salesinv_id swap;

    (void)state;
    swap = fix_create(ADMIN, RETURN, SALESINV_SUBMIT,
                      "{\"mode\": 4, \"warehouse\": %lld, \"lines\": "
                      "[{\"shipment_line\": %lld, \"qty\": \"1\", \"serials\": "
                      "[\"A3\"]}, {\"direction\": 2, \"product\": %lld, \"qty\": "
                      "\"1\", \"price\": \"5\"}]}",
                      ID(fix.warehouse), ID(sinv_line_id(notice, 1)), ID(meter));
    then_returnable(3);
    fix_put(ERP, UPDATED, CAME("X1", 1, "{'line': 1, 'received': '1'}"), ID(swap),
            ID(fix.warehouse));
    assert_serial(CORE, "A3", "in_stock");
    assert_status(&fix.trade, RETURN, swap, CONFIRMED);
    fix_put(ERP, UPDATED,
            CAME("X1", 2,
                 "{'line': 1, 'received': '1'}, {'line': 2, 'received': '1', "
                 "'serials': ['Z1']}"),
            ID(swap), ID(fix.warehouse));
    assert_status(&fix.trade, RETURN, swap, RECEIVED);
    assert_serial(CORE, "Z1", "used");
    assert_units(&fix.trade, SHIPMENT, notice, SALESINV_F_RETURNED, 1);
    fix_put(ERP, UPDATED,
            CAME("X1", 3,
                 "{'line': 1, 'received': '1'}, {'line': 2, 'received': '1', "
                 "'serials': ['Z2']}"),
            ID(swap), ID(fix.warehouse));
    assert_serial(CORE, "Z1", "unused");
    assert_serial(CORE, "Z2", "used");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(an_order_gives_back_what_its_results_sent),
        TEST(serials_come_back_from_the_result_that_sent_them),
        TEST(what_came_back_goes_out_again),
        TEST(what_was_said_of_a_serial_meanwhile_is_no_step),
        TEST(a_return_at_its_end_may_hear_of_nothing),
        TEST(goods_without_a_source_find_what_the_erp_sent),
        TEST(an_exchange_takes_in_what_was_sent_and_sends_another),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
