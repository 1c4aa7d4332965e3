/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents become void although others had their serials for a while, if these gave them back: what was rejected or is void
 * itself stands in nobody's way.
 */
#include "salesinv/inbound.h"
#include "salesinv/product.h"
#include "support/fix_trade.h"

enum { SHIPMENT = SALESINV_KIND_SHIPMENT, RETURN = SALESINV_KIND_RETURN };

typedef struct fix_way {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id product; /* A1 and A2 are in stock */
    salesinv_id inbound;
    salesinv_id order; /* of both */
} fix_way;

static int setup(void **state)
{
    static fix_way fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.product = fix_product(&fix.trade.core, "Router", SALESINV_TRACKING_SERIAL);
    fix.inbound =
        fix_receive_serials(&fix.trade.core, fix.warehouse, fix.product, "A1", 2);
    fix.order = fix_order(&fix.trade, fix.warehouse, fix.product, 2);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_way *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

#define ALL "[\"A1\", \"A2\"]"
#define when_ok(call) assert_ok(fix->admin, call)

static void give_the_order_up(fix_way *fix)
{
    when_ok(salesinv_order_void(fix->admin, fix->order, 0, NULL, NULL, NULL));
}

static void an_inbound_order_after_a_rejected_shipment(void **state)
{
    fix_way *fix = *state;
    salesinv_id shipment;

    fix_setting(fix->admin, "approval.shipment", 1);
    shipment = fix_ship(&fix->trade, fix->order, 0, 2, ALL);
    when_ok(salesinv_shipment_reject(fix->admin, shipment, 0, "no", NULL, NULL));
    give_the_order_up(fix);
    when_ok(salesinv_inbound_void(fix->admin, fix->inbound, 0, NULL, NULL, NULL));
    assert_serial(&fix->trade.core, "A1", "unused");
}

static void an_inbound_order_after_a_void_shipment(void **state)
{
    fix_way *fix = *state;
    salesinv_id shipment = fix_ship(&fix->trade, fix->order, 0, 2, ALL);

    when_ok(salesinv_shipment_void(fix->admin, shipment, 0, NULL, NULL, NULL));
    give_the_order_up(fix);
    when_ok(salesinv_inbound_void(fix->admin, fix->inbound, 0, NULL, NULL, NULL));
    assert_serial(&fix->trade.core, "A2", "unused");
}

static void a_return_after_the_next_shipment_is_void(void **state)
{
    fix_way *fix = *state;
    salesinv_id first = fix_ship(&fix->trade, fix->order, 0, 2, ALL);
    salesinv_id returned;
    salesinv_id second;
    salesinv_id again;

    fix_setting(fix->admin, "plugin.shipment_return", 1);
    returned = fix_return(&fix->trade, first, 1, "[\"A1\"]");
    again = fix_order(&fix->trade, fix->warehouse, fix->product, 1);
    second = fix_ship(&fix->trade, again, 0, 1, "[\"A1\"]");
    assert_refused(fix->admin, SERIAL_STATE,
                   salesinv_return_void(fix->admin, returned, 0, NULL, NULL, NULL));
    when_ok(salesinv_shipment_void(fix->admin, second, 0, NULL, NULL, NULL));
    when_ok(salesinv_order_void(fix->admin, again, 0, NULL, NULL, NULL));
    when_ok(salesinv_return_void(fix->admin, returned, 0, NULL, NULL, NULL));
    assert_serial(&fix->trade.core, "A1", "used");
    when_ok(salesinv_shipment_void(fix->admin, first, 0, NULL, NULL, NULL));
    give_the_order_up(fix);
    when_ok(salesinv_inbound_void(fix->admin, fix->inbound, 0, NULL, NULL, NULL));
    assert_serial(&fix->trade.core, "A1", "unused");
}

/* Sold and returned, it lies where it was, but it has been out of the house. */
static void what_was_sold_and_came_back_did_move(void **state)
{
    fix_way *fix = *state;
    salesinv_id shipment = fix_ship(&fix->trade, fix->order, 0, 2, ALL);

    fix_setting(fix->admin, "plugin.shipment_return", 1);
    fix_return(&fix->trade, shipment, 2, ALL);
    assert_refused(
        fix->admin, SERIAL_STATE,
        salesinv_inbound_void(fix->admin, fix->inbound, 0, NULL, NULL, NULL));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_inbound_order_after_a_rejected_shipment),
        TEST(an_inbound_order_after_a_void_shipment),
        TEST(a_return_after_the_next_shipment_is_void),
        TEST(what_was_sold_and_came_back_did_move),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
