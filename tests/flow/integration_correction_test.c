/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Several results for one notice: corrected down and up and taken back in every order, up to what is tolerated and not a piece more,
 * each serial where the last word on it says.
 */
#include <stdio.h>

#include "salesinv/product.h"
#include "support/fix_sync.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    OUTBOUND = SALESINV_KIND_OUTBOUND,
    RETURN = SALESINV_KIND_RETURN
};

typedef struct fix_results {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id product;
    salesinv_id tracked;
    salesinv_id main;
    salesinv_id order;
    salesinv_id notice;
} fix_results;

static int setup(void **state)
{
    static fix_results fix;

    fix_sync_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix.tracked = fix_product(&fix.trade.core, "T", SALESINV_TRACKING_SERIAL);
    fix.main = fix_warehouse(&fix.trade.core, "Main");
    fix_synced_stock(&fix.trade, fix.product, fix.main, 100);
    fix_synced_stock(&fix.trade, fix.tracked, fix.main, 100);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_results *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

static void given_notice(fix_results *fix, salesinv_id product, int64_t ordered,
                         int64_t noticed)
{
    fix->order = fix_order(&fix->trade, fix->main, product, ordered);
    fix->notice = fix_ship(&fix->trade, fix->order, 0, noticed, NULL);
}

static salesinv_status send(fix_results *fix, salesinv_id id, int64_t units,
                            const char *serials)
{
    return fix_try_sent(&fix->trade, id, fix->notice, fix->main, units, serials, NULL);
}

static salesinv_status take_back(fix_results *fix, salesinv_id id)
{
    return fix_try_unsent(&fix->trade, OUTBOUND, id, NULL);
}

/* So much went out of a notice of 12, and the order says the same. */
static void then_out(fix_results *fix, int64_t units)
{
    assert_units(&fix->trade, SHIPMENT, fix->notice, SALESINV_F_OUTBOUND_QTY, units);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_SHIPPED, units);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_NOTICED,
                 units < 12 ? 12 - units : 0);
    assert_int_equal(fix_int(fix->admin, SHIPMENT, fix->notice, 0, SALESINV_F_STATUS),
                     units == 0    ? SALESINV_STATUS_ISSUED
                     : units == 12 ? SALESINV_STATUS_OUTBOUND
                                   : SALESINV_STATUS_PARTIALLY_OUTBOUND);
}

/* ---- every order ---- */

static const int ORDERS[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

static void three_results_are_taken_back_in_every_order(void **state)
{
    static const char *const names[] = {"[\"A1..A4\"]", "[\"A05..A08\"]",
                                        "[\"A09..A12\"]"};
    fix_results *fix = *state;

    fix_synced_serials(&fix->trade, fix->tracked, fix->main, "A01", 8);
    for (int i = 0; i < 6; i++) {
        salesinv_id ids[3];

        given_notice(fix, fix->tracked, 12, 12);
        for (int k = 0; k < 3; k++) {
            ids[k] = fix_sent(&fix->trade, fix->notice, fix->main, 4, names[k]);
            then_out(fix, 4 * (k + 1));
        }
        for (int k = 0; k < 3; k++) {
            assert_ok(fix->admin, take_back(fix, ids[ORDERS[i][k]]));
            then_out(fix, 8 - 4 * k);
        }
        assert_serial(&fix->trade.core, "A01", "in_stock");
        assert_serial(&fix->trade.core, "A08", "in_stock");
        assert_serial(&fix->trade.core, "A12", "unused");
        assert_ok(fix->admin,
                  fix_step(fix->admin, SHIPMENT, fix->notice, SINV_VERB_VOID));
    }
}

static void three_results_are_corrected_in_every_order(void **state)
{
    fix_results *fix = *state;

    fix_synced_stock(&fix->trade, fix->product, fix->main, 1000);
    for (int i = 0; i < 6; i++) {
        salesinv_id ids[3];
        int64_t out = 12;

        given_notice(fix, fix->product, 12, 12);
        for (int k = 0; k < 3; k++)
            ids[k] = fix_sent(&fix->trade, fix->notice, fix->main, 4, NULL);
        for (int k = 0; k < 3; k++, out -= 3) /* down .. */
            assert_ok(fix->admin, send(fix, ids[ORDERS[i][k]], 1, NULL));
        then_out(fix, 3);
        assert_refused(fix->admin,
                       OVER_DELIVERY, /* .. not up to more than is left .. */
                       send(fix, ids[ORDERS[i][0]], 11, NULL));
        then_out(fix, 3);
        assert_ok(fix->admin, send(fix, ids[ORDERS[i][0]], 10, NULL)); /* .. and up */
        then_out(fix, 12);
        assert_ok(fix->admin, take_back(fix, ids[ORDERS[i][1]]));
        then_out(fix, 11);
        assert_ok(fix->admin, send(fix, ids[ORDERS[i][2]], 2, NULL));
        then_out(fix, 12);
    }
}

/* Serials that two results have are given from one to the other. */
static void results_exchange_their_serials(void **state)
{
    fix_results *fix = *state;
    salesinv_id first;
    salesinv_id second;

    fix_synced_serials(&fix->trade, fix->tracked, fix->main, "A1", 4);
    given_notice(fix, fix->tracked, 12, 12);
    first = fix_sent(&fix->trade, fix->notice, fix->main, 2, "[\"A1..A2\"]");
    second = fix_sent(&fix->trade, fix->notice, fix->main, 2, "[\"A3..A4\"]");
    assert_refused(fix->admin, SERIAL_STATE, send(fix, first, 2, "[\"A1\", \"A3\"]"));
    assert_ok(fix->admin, send(fix, second, 1, "[\"A4\"]"));
    assert_ok(fix->admin, send(fix, first, 2, "[\"A1\", \"A3\"]"));
    assert_ok(fix->admin, send(fix, second, 2, "[\"A2\", \"A4\"]"));
    then_out(fix, 4);
    assert_ok(fix->admin, take_back(fix, first));
    assert_serial(&fix->trade.core, "A3", "in_stock");
    assert_serial(&fix->trade.core, "A2", "used");
    assert_ok(fix->admin, take_back(fix, second));
    assert_serial(&fix->trade.core, "A2", "in_stock");
}

/* ---- the way of one serial through two results ---- */

/* A1 came back from the first result and went out again by the second one: it is the second one's now. */
static void a_result_leaves_what_another_one_sent_again(void **state)
{
    fix_results *fix = *state;
    salesinv_id first;
    salesinv_id second;
    salesinv_id back;

    fix_synced_serials(&fix->trade, fix->tracked, fix->main, "A1", 3);
    given_notice(fix, fix->tracked, 12, 12);
    first = fix_sent(&fix->trade, fix->notice, fix->main, 1, "[\"A1\"]");
    fix_sent(&fix->trade, fix->notice, fix->main, 1, "[\"A2\"]");
    back = fix_return(&fix->trade, fix->notice, 1, "[\"A1\"]");
    assert_ok(fix->admin, fix_step(fix->admin, RETURN, back, SINV_VERB_VOID));
    assert_serial(&fix->trade.core, "A1", "used");
    assert_ok(fix->admin, send(fix, first, 1, "[\"A3\"]")); /* not A1 after all */
    assert_serial(&fix->trade.core, "A1", "in_stock");
    second = fix_sent(&fix->trade, fix->notice, fix->main, 1, "[\"A1\"]");
    assert_ok(fix->admin, take_back(fix, first));
    assert_serial(&fix->trade.core, "A3", "in_stock");
    assert_serial(&fix->trade.core, "A1", "used");
    assert_ok(fix->admin, take_back(fix, second));
    assert_serial(&fix->trade.core, "A1", "in_stock");
    then_out(fix, 1);
}

/* ---- tolerance ---- */

/* Of 12 pieces 833 of 10 000 are less than one, 834 are one: whole pieces alone are counted. */
static void tolerance_is_a_share_of_what_was_ordered(void **state)
{
    fix_results *fix = *state;
    salesinv_id sent;

    given_notice(fix, fix->product, 12, 12);
    fix_setting(fix->admin, "sync.over_delivery", 833);
    assert_refused(fix->admin, OVER_DELIVERY, send(fix, 0, 13, NULL));
    assert_int_equal(fix_detail(fix->admin, "tolerance"), 999600);
    fix_setting(fix->admin, "sync.over_delivery", 834);
    sent = fix_sent(&fix->trade, fix->notice, fix->main, 13, NULL);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_SHIPPED, 13);
    fix_setting(fix->admin, "sync.over_delivery", 0);
    assert_ok(fix->admin, send(fix, sent, 13, NULL)); /* nothing new */
    assert_ok(fix->admin, send(fix, sent, 12, NULL));
    assert_refused(fix->admin, OVER_DELIVERY, send(fix, sent, 13, NULL));
    then_out(fix, 12);
}

/* Of two notices of an order neither takes what the other one has of its tolerance. */
static void several_notices_share_the_tolerance_of_their_order(void **state)
{
    fix_results *fix = *state;
    salesinv_id first;

    fix_setting(fix->admin, "sync.over_delivery", 2000); /* of 10 two, of 5 one */
    given_notice(fix, fix->product, 10, 5);
    first = fix->notice;
    assert_refused(fix->admin, OVER_DELIVERY, send(fix, 0, 7, NULL));
    fix_sent(&fix->trade, first, fix->main, 6, NULL);
    fix->notice = fix_ship(&fix->trade, fix->order, 0, 4, NULL);
    assert_refused(fix->admin, EXCEEDS_SHIPPABLE,
                   fix_try_ship(&fix->trade, fix->order, 0, 1, NULL, NULL));
    fix_sent(&fix->trade, fix->notice, fix->main, 4, NULL);
    assert_status(&fix->trade, ORDER, fix->order, SHIPPED);
    assert_refused(fix->admin, OVER_DELIVERY, send(fix, 0, 1, NULL));
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_SHIPPED, 10);
}

/* More than was ordered can all come back. */
static void what_was_too_much_comes_back_too(void **state)
{
    fix_results *fix = *state;
    salesinv_id back;

    fix_setting(fix->admin, "sync.over_delivery", 1000);
    given_notice(fix, fix->product, 12, 12);
    fix_sent(&fix->trade, fix->notice, fix->main, 13, NULL);
    assert_refused(fix->admin, EXCEEDS_RETURNABLE,
                   fix_try_return(&fix->trade, fix->notice, 14, NULL, NULL));
    back = fix_return(&fix->trade, fix->notice, 13, NULL);
    assert_units(&fix->trade, RETURN, back, SALESINV_F_QTY, 13);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_RETURN_PENDING, 13);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(three_results_are_taken_back_in_every_order),
        TEST(three_results_are_corrected_in_every_order),
        TEST(results_exchange_their_serials),
        TEST(a_result_leaves_what_another_one_sent_again),
        TEST(tolerance_is_a_share_of_what_was_ordered),
        TEST(several_notices_share_the_tolerance_of_their_order),
        TEST(what_was_too_much_comes_back_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
