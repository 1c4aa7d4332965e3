/* SPDX-License-Identifier: Apache-2.0 */
/* Proposals of what to pick: by arrival, by expiry, by bin; in quantities, batches and serials. */
#include <stdio.h>

#include "support/fix_picking.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    INBOUND = SALESINV_KIND_INBOUND,
    FIFO = SALESINV_PICK_FIFO,
    FEFO = SALESINV_PICK_FEFO,
    BIN = SALESINV_PICK_BIN
};

/* A shipment of the order's first line that names one batch. */
static salesinv_id ship_batch(fix_picking *fix, salesinv_id order, int64_t units,
                              salesinv_id of)
{
    return fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
                      "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": "
                      "\"%lld\", \"batch\": %lld}]}",
                      (long long)order, (long long)sinv_line_id(order, 1),
                      (long long)units, (long long)of);
}

/* ---- rules ---- */

static void fifo_takes_what_arrived_first(void **state)
{
    fix_picking *fix = *state;
    salesinv_id soon = fix_picking_batch(fix, "SOON", 50);
    salesinv_id late = fix_picking_batch(fix, "LATE", 90);

    fix_picking_receive_batch(fix, late, 5);
    fix_picking_receive_batch(fix, soon, 5);
    fix_pick(fix, fix->batched, fix->main, 7, FIFO);
    assert_int_equal(salesinv_picking_count(fix->got), 2);
    fix_picking_then(fix, 0, 0, late, 5);
    fix_picking_then(fix, 1, 0, soon, 2);
    assert_int_equal(salesinv_picking_arrived_at(fix->got, 0), FIX_START + FIX_DAY);
    assert_int_equal(salesinv_picking_arrived_at(fix->got, 1), FIX_START + 2 * FIX_DAY);
    assert_int_equal(fix_picking_missing(fix, 0), 0);
    assert_null(salesinv_picking_serial(fix->got, 0));
    assert_int_equal(salesinv_picking_line(fix->got, 2), -1);
}

static void fefo_takes_what_expires_first_and_never_last(void **state)
{
    fix_picking *fix = *state;
    salesinv_id never = fix_picking_batch(fix, "NEVER", 0);
    salesinv_id late = fix_picking_batch(fix, "LATE", 90);
    salesinv_id soon = fix_picking_batch(fix, "SOON", 50);

    fix_picking_receive_batch(fix, never, 5);
    fix_picking_receive_batch(fix, late, 5);
    fix_picking_receive_batch(fix, soon, 5);
    fix_pick(fix, fix->batched, fix->main, 20, FEFO);
    assert_int_equal(salesinv_picking_count(fix->got), 3);
    fix_picking_then(fix, 0, 0, soon, 5);
    fix_picking_then(fix, 1, 0, late, 5);
    fix_picking_then(fix, 2, 0, never, 5);
    assert_int_equal(fix_picking_missing(fix, 0), 5);
}

static void bins_are_walked_by_code(void **state)
{
    fix_picking *fix = *state;

    fix_picking_receive_bin(fix, fix->bin_b, 4);
    fix_picking_receive_bin(fix, fix->bin_a, 4);
    fix_pick(fix, fix->plain, fix->shelves, 6, BIN);
    fix_picking_then(fix, 0, fix->bin_a, 0, 4);
    fix_picking_then(fix, 1, fix->bin_b, 0, 2);
    fix_pick(fix, fix->plain, fix->shelves, 6, FIFO);
    fix_picking_then(fix, 0, fix->bin_b, 0, 4);
    fix_picking_then(fix, 1, fix->bin_a, 0, 2);
}

static void within_a_bin_what_expires_first(void **state)
{
    fix_picking *fix = *state;
    salesinv_id late = fix_picking_batch(fix, "LATE", 90);
    salesinv_id soon = fix_picking_batch(fix, "SOON", 50);
    char more[96];

    for (int i = 0; i < 2; i++) {
        snprintf(more, sizeof(more), ", \"bin\": %lld, \"batch\": %lld",
                 (long long)fix->bin_b, (long long)(i == 0 ? late : soon));
        fix_picking_receive(fix, fix->shelves, fix->batched, 3, more);
    }
    fix_pick(fix, fix->batched, fix->shelves, 4, BIN);
    fix_picking_then(fix, 0, fix->bin_b, soon, 3);
    fix_picking_then(fix, 1, fix->bin_b, late, 1);
}

static void goods_in_one_place_are_one_entry(void **state)
{
    fix_picking *fix = *state;

    fix_picking_receive(fix, fix->main, fix->plain, 4, "");
    fix_picking_receive(fix, fix->main, fix->plain, 4, "");
    fix_pick(fix, fix->plain, fix->main, 6, FEFO);
    assert_int_equal(salesinv_picking_count(fix->got), 1);
    fix_picking_then(fix, 0, 0, 0, 6);
    assert_int_equal(salesinv_picking_arrived_at(fix->got, 0), FIX_START + FIX_DAY);
    fix_pick(fix, fix->plain, fix->shelves, 1, FEFO);
    assert_int_equal(salesinv_picking_count(fix->got), 0);
    assert_int_equal(fix_picking_missing(fix, 0), 1);
}

/* ---- how old goods are ---- */

static void what_is_left_is_what_came_last(void **state)
{
    fix_picking *fix = *state;
    salesinv_id order;

    fix_picking_receive(fix, fix->main, fix->plain, 4, "");
    fix_picking_receive(fix, fix->main, fix->plain, 4, "");
    order = fix_order(&fix->trade, fix->main, fix->plain, 5);
    fix_ship(&fix->trade, order, 0, 5, NULL);
    fix_pick(fix, fix->plain, fix->main, 1, FIFO);
    assert_int_equal(salesinv_picking_arrived_at(fix->got, 0), FIX_START + 2 * FIX_DAY);
}

static void a_void_makes_goods_no_younger(void **state)
{
    fix_picking *fix = *state;
    salesinv_id first = fix_picking_batch(fix, "FIRST", 0);
    salesinv_id second = fix_picking_batch(fix, "SECOND", 0);
    salesinv_id order;
    salesinv_id inbound;
    salesinv_id shipment;

    fix_picking_receive_batch(fix, first, 5);
    fix_picking_receive_batch(fix, second, 5);
    order = fix_order(&fix->trade, fix->main, fix->batched, 5);
    shipment = ship_batch(fix, order, 5, first);
    fix->core->now += FIX_DAY;
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, shipment, SINV_VERB_VOID));
    assert_ok(fix->admin, fix_step(fix->admin, ORDER, order, SINV_VERB_VOID));
    fix_pick(fix, fix->batched, fix->main, 6, FIFO);
    fix_picking_then(fix, 0, 0, first, 5);
    assert_int_equal(salesinv_picking_arrived_at(fix->got, 0), FIX_START + FIX_DAY);
    inbound = fix_picking_receive_batch(fix, first, 2); /* did not come after all */
    assert_ok(fix->admin, fix_step(fix->admin, INBOUND, inbound, SINV_VERB_VOID));
    fix_pick(fix, fix->batched, fix->main, 6, FIFO);
    fix_picking_then(fix, 0, 0, first, 5);
    assert_int_equal(salesinv_picking_arrived_at(fix->got, 0), FIX_START + FIX_DAY);
}

static void what_was_returned_arrived_when_it_was(void **state)
{
    fix_picking *fix = *state;
    salesinv_id order;
    salesinv_id shipment;

    fix_picking_receive_serials(fix, "[\"A1..A3\"]", 3);
    fix_picking_receive_serials(fix, "[\"B1..B3\"]", 3);
    order = fix_order(&fix->trade, fix->main, fix->tracked, 2);
    shipment = fix_ship(&fix->trade, order, 0, 2, "[\"A1\", \"A2\"]");
    fix->core->now += FIX_DAY;
    fix_return(&fix->trade, shipment, 1, "[\"A1\"]");
    fix_pick(fix, fix->tracked, fix->main, 5, FIFO);
    assert_serials(fix, "A3+1 B1+3 A1+1");
}

/* ---- serials ---- */

static void serials_come_in_ranges(void **state)
{
    fix_picking *fix = *state;

    fix_picking_receive_serials(fix, "[\"B1..B4\"]", 4);
    fix_picking_receive_serials(fix, "[\"A1..A4\"]", 4);
    fix_pick(fix, fix->tracked, fix->main, 6, FIFO);
    assert_serials(fix, "B1+4 A1+2");
    fix_pick(fix, fix->tracked, fix->main, 9, FEFO);
    assert_serials(fix, "B1+4 A1+4");
    assert_int_equal(fix_picking_missing(fix, 0), 1);
}

static void serials_on_their_way_out_are_not_proposed(void **state)
{
    fix_picking *fix = *state;
    salesinv_id order;
    salesinv_id pending;

    fix_picking_receive_serials(fix, "[\"A1..A4\"]", 4);
    fix_picking_receive_serials(fix, "[\"B1..B4\"]", 4);
    order = fix_order(&fix->trade, fix->main, fix->tracked, 2);
    fix_setting(fix->admin, "approval.shipment", 1);
    pending = fix_ship(&fix->trade, order, 0, 2, "[\"A2\", \"A3\"]");
    fix_pick(fix, fix->tracked, fix->main, 8, FIFO);
    assert_serials(fix, "A1+1 A4+1 B1+4");
    fix->core->now += FIX_DAY;
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, pending, SINV_VERB_REJECT));
    fix_pick_for(fix, ORDER, order); /* back, and as old as before */
    assert_serials(fix, "A1+1 A2+1");
}

static void voided_serials_are_as_old_as_before(void **state)
{
    fix_picking *fix = *state;
    salesinv_id order;
    salesinv_id shipment;

    fix_picking_receive_serials(fix, "[\"A1..A2\"]", 2);
    fix_picking_receive_serials(fix, "[\"B1..B2\"]", 2);
    order = fix_order(&fix->trade, fix->main, fix->tracked, 2);
    shipment = fix_ship(&fix->trade, order, 0, 2, "[\"A1..A2\"]");
    fix->core->now += FIX_DAY;
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, shipment, SINV_VERB_VOID));
    fix_pick_for(fix, ORDER, order);
    assert_serials(fix, "A1+2");
}

#define TEST(name)                                                                     \
    cmocka_unit_test_setup_teardown(name, fix_picking_setup, fix_picking_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(fifo_takes_what_arrived_first),
        TEST(fefo_takes_what_expires_first_and_never_last),
        TEST(bins_are_walked_by_code),
        TEST(within_a_bin_what_expires_first),
        TEST(goods_in_one_place_are_one_entry),
        TEST(what_is_left_is_what_came_last),
        TEST(a_void_makes_goods_no_younger),
        TEST(what_was_returned_arrived_when_it_was),
        TEST(serials_come_in_ranges),
        TEST(serials_on_their_way_out_are_not_proposed),
        TEST(voided_serials_are_as_old_as_before),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
