/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Shipping orders where an ERP owns the stock: those of users are held against its figures and count, those that it reports are taken
 * as they are. Neither moves stock of ours.
 */
#include <stdio.h>

#include "salesinv/product.h"
#include "salesinv/shipment.h"
#include "support/fix_sync.h"

enum { ORDER = SALESINV_KIND_ORDER, SHIPMENT = SALESINV_KIND_SHIPMENT };

typedef struct fix_shipping {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id product;
    salesinv_id tracked;
    salesinv_id main;
} fix_shipping;

static int setup(void **state)
{
    static fix_shipping fix;

    fix_sync_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix_setting(fix.admin, "shipping.mode", SALESINV_SHIPPING_ORDER);
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix.tracked = fix_product(&fix.trade.core, "T", SALESINV_TRACKING_SERIAL);
    fix.main = fix_warehouse(&fix.trade.core, "Main");
    fix_synced_stock(&fix.trade, fix.product, fix.main, 10);
    fix_synced_stock(&fix.trade, fix.tracked, fix.main, 10);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_shipping *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

static void test_a_users_shipment_counts_and_moves_nothing(void **state)
{
    fix_shipping *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->main, fix->product, 8);
    salesinv_id shipment = fix_ship(&fix->trade, order, 0, 5, NULL);

    assert_status(&fix->trade, SHIPMENT, shipment, SHIPPED);
    assert_int_equal(fix_int(fix->admin, SHIPMENT, shipment, 0, SALESINV_F_ORIGIN),
                     SALESINV_ORIGIN_INTEGRATION);
    assert_int_equal(fix_int(fix->admin, SHIPMENT, shipment, 0, SALESINV_F_POSTING), 0);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPED, 5);
    assert_stock(&fix->trade.core, fix->product, fix->main, "10/0/10");
    fix_synced_stock(&fix->trade, fix->product, fix->main, 2);
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_ship(&fix->trade, order, 0, 3, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "available"), 2 * FIX_UNIT);
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, shipment, SINV_VERB_VOID));
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPED, 0);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_FROZEN, 0);
    assert_stock(&fix->trade.core, fix->product, fix->main, "2/0/2");
}

/* In approval its serials are promised, and nothing is frozen; rejected, they are free where the ERP has them. */
static void test_serials_wait_with_an_approval(void **state)
{
    fix_shipping *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->main, fix->tracked, 4);
    salesinv_id pending;
    salesinv_id shipped;

    fix_synced_serials(&fix->trade, fix->tracked, fix->main, "S1", 4);
    fix_setting(fix->admin, "approval.shipment", 1);
    pending = fix_ship(&fix->trade, order, 0, 2, "[\"S1..S2\"]");
    assert_serial(&fix->trade.core, "S1", "outgoing");
    assert_stock(&fix->trade.core, fix->tracked, fix->main, "10/0/10");
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIP_PENDING, 2);
    assert_refused(fix->admin, SERIAL_HELD,
                   fix_try_ship(&fix->trade, order, 0, 1, "[\"S2\"]", NULL));
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, pending, SINV_VERB_REJECT));
    assert_serial(&fix->trade.core, "S1", "in_stock");
    shipped = fix_ship(&fix->trade, order, 0, 2, "[\"S1..S2\"]");
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, shipped, SINV_VERB_APPROVE));
    assert_serial(&fix->trade.core, "S2", "used");
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, shipped, SINV_VERB_VOID));
    assert_serial(&fix->trade.core, "S2", "in_stock");
}

static salesinv_status report(fix_shipping *fix, salesinv_id id, const char *lines,
                              salesinv_id *out)
{
    char json[512];
    const fix_reported result = {.kind = SHIPMENT,
                                 .id = id,
                                 .carrier = "dhl",
                                 .tracking_number = "T1",
                                 .json = json};

    snprintf(json, sizeof(json), "{\"warehouse\": %lld, \"lines\": [%s]}",
             (long long)fix->main, lines);
    return fix_try_report(&fix->trade, &result, out, NULL);
}

static const char *line_of(salesinv_id order, int64_t units, const char *more,
                           char text[160])
{
    snprintf(text, 160, "{\"order_line\": %lld, \"qty\": \"%lld\"%s}",
             (long long)sinv_line_id(order, 1), (long long)units, more);
    return text;
}

/* Whatever stock, approval and plugins say: it went. */
static void test_the_erps_shipment_is_taken_as_it_is(void **state)
{
    fix_shipping *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->main, fix->product, 8);
    salesinv_id other = fix_order(&fix->trade, fix->main, fix->tracked, 2);
    salesinv_id shipment;
    char lines[400];
    char first[160];
    char second[160];

    fix_synced_stock(&fix->trade, fix->product, fix->main, 0);
    fix_setting(fix->admin, "approval.shipment", 1);
    snprintf(lines, sizeof(lines), "%s, %s", line_of(order, 5, "", first),
             line_of(other, 1, ", \"serials\": [\"N1\"]", second));
    assert_ok(fix->admin, report(fix, 0, lines, &shipment));
    assert_status(&fix->trade, SHIPMENT, shipment, SHIPPED);
    assert_int_equal(fix_int(fix->admin, SHIPMENT, shipment, 0, SALESINV_F_ORIGIN),
                     SALESINV_ORIGIN_ERP);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPED, 5);
    assert_units(&fix->trade, ORDER, other, SALESINV_F_SHIPPED, 1);
    assert_serial(&fix->trade.core, "N1", "used");
    assert_refused(fix->admin, SYNC_ONLY,
                   fix_step(fix->admin, SHIPMENT, shipment, SINV_VERB_VOID));
    assert_ok(fix->admin, report(fix, shipment, line_of(order, 8, "", first), NULL));
    assert_status(&fix->trade, ORDER, order, SHIPPED);
    assert_units(&fix->trade, ORDER, other, SALESINV_F_SHIPPED, 0);
    assert_serial(&fix->trade.core, "N1", "unused");
    assert_refused(fix->admin, OVER_DELIVERY,
                   report(fix, 0, line_of(order, 1, "", first), NULL));
    assert_refused(fix->admin, SERIAL_REQUIRED,
                   report(fix, 0, line_of(other, 1, "", first), NULL));
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, shipment, SINV_VERB_RECEIVE));
    assert_status(&fix->trade, ORDER, order, RECEIVED);
    assert_ok(fix->admin, report(fix, shipment, line_of(order, 8, "", first), NULL));
    assert_refused(fix->admin, INVALID_STATE,
                   report(fix, shipment, line_of(order, 7, "", first), NULL));
}

/* Of 8, 5 wait here when the ERP reports 6: what is approved then is no more than what is left. */
static void test_what_the_erp_sent_is_not_approved_again(void **state)
{
    fix_shipping *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->main, fix->product, 8);
    salesinv_id pending;
    salesinv_id sent;
    char line[160];

    fix_setting(fix->admin, "approval.shipment", 1);
    pending = fix_ship(&fix->trade, order, 0, 5, NULL);
    assert_ok(fix->admin, report(fix, 0, line_of(order, 6, "", line), &sent));
    assert_refused(fix->admin, EXCEEDS_SHIPPABLE,
                   fix_step(fix->admin, SHIPMENT, pending, SINV_VERB_APPROVE));
    assert_int_equal(fix_detail(fix->admin, "shippable"), 2 * FIX_UNIT);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPABLE, 0);
    assert_ok(fix->admin, report(fix, sent, line_of(order, 3, "", line), NULL));
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, pending, SINV_VERB_APPROVE));
    assert_status(&fix->trade, ORDER, order, SHIPPED);
}

/* Of 8, 3 were not to be shipped any more; the ERP did not know yet. */
static void test_what_the_erp_sent_is_not_given_up(void **state)
{
    fix_shipping *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->main, fix->product, 8);
    salesinv_id back;
    salesinv_id sent;
    char line[160];

    fix_setting(fix->admin, "approval.return", 1);
    back = fix_create(fix->admin, SALESINV_KIND_RETURN, SALESINV_SUBMIT,
                      "{\"lines\": [{\"order_line\": %lld, \"qty\": \"3\"}]}",
                      (long long)sinv_line_id(order, 1));
    assert_ok(fix->admin, report(fix, 0, line_of(order, 6, "", line), &sent));
    assert_refused(fix->admin, EXCEEDS_RETURNABLE,
                   fix_step(fix->admin, SALESINV_KIND_RETURN, back, SINV_VERB_APPROVE));
    assert_int_equal(fix_detail(fix->admin, "returnable"), 2 * FIX_UNIT);
    assert_ok(fix->admin, report(fix, sent, line_of(order, 5, "", line), NULL));
    assert_ok(fix->admin,
              fix_step(fix->admin, SALESINV_KIND_RETURN, back, SINV_VERB_APPROVE));
    assert_units(&fix->trade, ORDER, order, SALESINV_F_RETURNED_UNSHIPPED, 3);
}

/* Orders that ship by notices take outbound orders. */
static void test_modes_do_not_mix(void **state)
{
    fix_shipping *fix = *state;
    salesinv_id closed = fix_order(&fix->trade, fix->main, fix->product, 1);
    salesinv_id order;
    char line[160];

    assert_ok(fix->admin, fix_step(fix->admin, ORDER, closed, SINV_VERB_CLOSE));
    assert_refused(fix->admin, INVALID_STATE,
                   report(fix, 0, line_of(closed, 1, "", line), NULL));
    assert_refused(fix->admin, SOURCE_REQUIRED,
                   report(fix, 0, "{\"qty\": \"1\"}", NULL));
    fix_setting(fix->admin, "shipping.mode", SALESINV_SHIPPING_NOTICE);
    order = fix_order(&fix->trade, fix->main, fix->product, 1);
    assert_refused(fix->admin, SOURCE_REQUIRED,
                   report(fix, 0, line_of(order, 1, "", line), NULL));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_users_shipment_counts_and_moves_nothing),
        TEST(test_serials_wait_with_an_approval),
        TEST(test_the_erps_shipment_is_taken_as_it_is),
        TEST(test_what_the_erp_sent_is_not_approved_again),
        TEST(test_what_the_erp_sent_is_not_given_up),
        TEST(test_modes_do_not_mix),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
