/* SPDX-License-Identifier: Apache-2.0 */
/* Proposals of what to pick: free goods alone, each of them once, for the lines of orders and shipments; and refusals. */
#include <stdio.h>

#include "salesinv/inbound.h"
#include "salesinv/product.h"
#include "salesinv/warehouse.h"
#include "support/fix_picking.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    INBOUND = SALESINV_KIND_INBOUND,
    FIFO = SALESINV_PICK_FIFO,
    BIN = SALESINV_PICK_BIN
};

/* ---- what is free ---- */

static void what_others_froze_is_left_to_them(void **state)
{
    fix_picking *fix = *state;
    salesinv_id order;

    fix_picking_receive(fix, fix->main, fix->plain, 10, "");
    order = fix_order(&fix->trade, fix->main, fix->plain, 7);
    fix_pick(fix, fix->plain, fix->main, 5, FIFO);
    fix_picking_then(fix, 0, 0, 0, 3);
    assert_int_equal(fix_picking_missing(fix, 0), 2);
    fix_pick_for(fix, ORDER, order); /* its own freeze is free for it */
    fix_picking_then(fix, 0, 0, 0, 7);
    assert_int_equal(salesinv_picking_line_id(fix->got, 0), sinv_line_id(order, 1));
    assert_int_equal(fix_picking_missing(fix, 0), 0);
}

static void a_batch_on_a_pending_document_is_not_free(void **state)
{
    fix_picking *fix = *state;
    salesinv_id first = fix_picking_batch(fix, "FIRST", 0);
    salesinv_id second = fix_picking_batch(fix, "SECOND", 0);

    fix_picking_receive_batch(fix, first, 5);
    fix_picking_receive_batch(fix, second, 5);
    fix_setting(fix->admin, "approval.outbound", 1);
    fix_create(fix->admin, SALESINV_KIND_OUTBOUND, SALESINV_SUBMIT,
               "{\"type\": 6, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
               "\"qty\": \"4\", \"batch\": %lld}]}",
               (long long)fix->main, (long long)fix->batched, (long long)first);
    fix_pick(fix, fix->batched, fix->main, 10, FIFO);
    fix_picking_then(fix, 0, 0, first, 1);
    fix_picking_then(fix, 1, 0, second, 5);
    assert_int_equal(fix_picking_missing(fix, 0), 4);
}

static void a_batch_on_a_pending_shipment_is_not_free(void **state)
{
    fix_picking *fix = *state;
    salesinv_id first = fix_picking_batch(fix, "FIRST", 0);
    salesinv_id second = fix_picking_batch(fix, "SECOND", 0);
    salesinv_id order;

    fix_picking_receive_batch(fix, first, 5);
    fix_picking_receive_batch(fix, second, 5);
    order = fix_order(&fix->trade, fix->main, fix->batched, 4);
    fix_setting(fix->admin, "approval.shipment", 1);
    fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
               "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": "
               "\"4\", \"batch\": %lld}]}",
               (long long)order, (long long)sinv_line_id(order, 1), (long long)first);
    fix_pick(fix, fix->batched, fix->main, 10, FIFO);
    fix_picking_then(fix, 0, 0, first, 1);
    fix_picking_then(fix, 1, 0, second, 5);
}

/* Shipped from elsewhere than ordered, it is frozen there by batch: counted once. */
static void a_pending_shipment_from_elsewhere_counts_once(void **state)
{
    fix_picking *fix = *state;
    salesinv_id other = fix_warehouse(fix->core, "Other");
    salesinv_id first = fix_picking_batch(fix, "FIRST", 0);
    salesinv_id order;
    char more[64];

    snprintf(more, sizeof(more), ", \"batch\": %lld", (long long)first);
    fix_picking_receive(fix, fix->main, fix->batched, 5, more);
    fix_picking_receive(fix, other, fix->batched, 5, more);
    order = fix_order(&fix->trade, fix->main, fix->batched, 2);
    fix_setting(fix->admin, "approval.shipment", 1);
    fix_create(
        fix->admin, SHIPMENT, SALESINV_SUBMIT,
        "{\"order\": %lld, \"warehouse\": %lld, \"lines\": [{\"order_line\": %lld, "
        "\"qty\": \"2\", \"batch\": %lld}]}",
        (long long)order, (long long)other, (long long)sinv_line_id(order, 1),
        (long long)first);
    fix_pick(fix, fix->batched, other, 5, FIFO);
    fix_picking_then(fix, 0, 0, first, 3);
    fix_pick(fix, fix->batched, fix->main, 5, FIFO);
    fix_picking_then(fix, 0, 0, first, 3); /* the order's freeze is still there */
}

static void example_3b_block_is_kept_before_allow(void **state)
{
    fix_picking *fix = *state;
    salesinv_id block;
    salesinv_id allow;

    fix_picking_receive(fix, fix->main, fix->plain, 5, "");
    block = fix_order(&fix->trade, fix->main, fix->plain, 5);
    fix_setting(fix->admin, "order.validation", SALESINV_RULE_ALLOW);
    allow = fix_order(&fix->trade, fix->main, fix->plain, 3);
    fix_pick_for(fix, ORDER, allow);
    assert_int_equal(salesinv_picking_count(fix->got), 0);
    assert_int_equal(fix_picking_missing(fix, 0), 3);
    fix_pick_for(fix, ORDER, block);
    assert_int_equal(fix_picking_missing(fix, 0), 0);
}

static void example_3_allow_takes_what_is_there(void **state)
{
    fix_picking *fix = *state;
    salesinv_id order;

    fix_picking_receive(fix, fix->main, fix->plain, 5, "");
    fix_setting(fix->admin, "order.validation", SALESINV_RULE_ALLOW);
    order = fix_order(&fix->trade, fix->main, fix->plain, 8);
    fix_pick_for(fix, ORDER, order);
    fix_picking_then(fix, 0, 0, 0, 5);
    assert_int_equal(fix_picking_missing(fix, 0), 3);
    fix_ship(&fix->trade, order, 0, 5, NULL); /* as proposed */
}

static void expired_batches_are_last_or_left_out(void **state)
{
    fix_picking *fix = *state;
    salesinv_id old = fix_picking_batch(fix, "OLD", 3);
    salesinv_id late = fix_picking_batch(fix, "LATE", 90);

    fix_picking_receive_batch(fix, old, 5);
    fix_picking_receive_batch(fix, late, 5);
    fix->core->now += FIX_DAY; /* the very moment */
    for (int rule = FIFO; rule <= BIN; rule++) {
        fix_setting(fix->admin, "batch.expired", 1);
        fix_pick(fix, fix->batched, fix->main, 7, rule);
        fix_picking_then(fix, 0, 0, late, 5);
        fix_picking_then(fix, 1, 0, old, 2);
        assert_int_equal(salesinv_picking_is_expired(fix->got, 0), 0);
        assert_int_equal(salesinv_picking_is_expired(fix->got, 1), 1);
        fix_setting(fix->admin, "batch.expired", 2);
        fix_pick(fix, fix->batched, fix->main, 7, rule);
        assert_int_equal(salesinv_picking_count(fix->got), 1);
        fix_picking_then(fix, 0, 0, late, 5);
        assert_int_equal(fix_picking_missing(fix, 0), 2);
    }
}

static salesinv_status try_ship_batch(fix_picking *fix, salesinv_id order,
                                      salesinv_id of)
{
    return fix_try_create(
        fix->admin, SHIPMENT, SALESINV_SUBMIT,
        "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": "
        "\"1\", \"batch\": %lld}]}",
        (long long)order, (long long)sinv_line_id(order, 1), (long long)of);
}

/* The warning is on record with the shipment. */
static void an_expired_batch_ships_with_a_warning_or_not_at_all(void **state)
{
    fix_picking *fix = *state;
    salesinv_id old = fix_picking_batch(fix, "OLD", 2);
    salesinv_events *events;
    char wanted[96];
    salesinv_id order;
    int32_t i = 0;

    fix_picking_receive_batch(fix, old, 5);
    fix->core->now += FIX_DAY;
    order = fix_order(&fix->trade, fix->main, fix->batched, 3);
    fix_setting(fix->admin, "batch.expired", 2);
    assert_refused(fix->admin, BATCH_EXPIRED, try_ship_batch(fix, order, old));
    assert_field(fix->admin, "lines[1].batch");
    assert_int_equal(fix_detail(fix->admin, "batch"), old);
    assert_stock(fix->core, fix->batched, fix->main, "5/3/2");
    fix_setting(fix->admin, "batch.expired", 1);
    assert_ok(fix->admin, try_ship_batch(fix, order, old));
    assert_stock(fix->core, fix->batched, fix->main, "4/2/2");
    snprintf(wanted, sizeof(wanted), "{\"warning\":\"batch_expired\",\"batch\":%lld}",
             (long long)old);
    assert_ok(fix->admin, salesinv_event_list(fix->admin, 0, 1000, &events));
    while (i < salesinv_events_count(events) &&
           salesinv_events_kind(events, i) != SHIPMENT)
        i++;
    assert_string_equal(salesinv_events_detail(events, i), wanted);
    salesinv_events_free(events);
}

/* ---- documents ---- */

/* An order of 4 and 3 of one product, and 2 of another. */
static salesinv_id order_of_three_lines(fix_picking *fix)
{
    return fix_create(fix->admin, ORDER, SALESINV_SUBMIT,
                      "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": %lld, "
                      "\"lines\": [{\"product\": %lld, \"qty\": \"4\"}, {\"product\": "
                      "%lld, \"qty\": \"2\"}, {\"product\": %lld, \"qty\": \"3\"}]}",
                      (long long)fix->trade.account, (long long)fix->main,
                      (long long)fix->batched, (long long)fix->tracked,
                      (long long)fix->batched);
}

static void goods_are_proposed_once(void **state)
{
    fix_picking *fix = *state;
    salesinv_id first = fix_picking_batch(fix, "FIRST", 0);
    salesinv_id second = fix_picking_batch(fix, "SECOND", 0);
    salesinv_id order;

    fix_picking_receive_batch(fix, first, 5);
    fix_picking_receive_batch(fix, second, 5);
    fix_picking_receive_serials(fix, "[\"A1..A4\"]", 4);
    order = order_of_three_lines(fix);
    fix_pick_for(fix, ORDER, order);
    assert_int_equal(salesinv_picking_line_count(fix->got), 3);
    assert_int_equal(salesinv_picking_count(fix->got), 4);
    fix_picking_then(fix, 0, 0, first, 4);
    assert_int_equal(salesinv_picking_line(fix->got, 1), 1);
    assert_string_equal(salesinv_picking_serial(fix->got, 1), "A1");
    assert_int_equal(salesinv_picking_line(fix->got, 2), 2);
    assert_int_equal(salesinv_picking_batch(fix->got, 2), first);
    assert_int_equal(salesinv_picking_qty(fix->got, 2), FIX_UNIT);
    assert_int_equal(salesinv_picking_batch(fix->got, 3), second);
    assert_int_equal(salesinv_picking_qty(fix->got, 3), 2 * FIX_UNIT);
    for (int32_t i = 0; i < 3; i++)
        assert_int_equal(fix_picking_missing(fix, i), 0);
}

/* A shipment of exactly what is proposed. */
static salesinv_id ship_the_proposal(fix_picking *fix, salesinv_id order)
{
    char json[2048];
    int used = snprintf(json, sizeof(json), "{\"order\": %lld, \"lines\": [",
                        (long long)order);

    for (int32_t i = 0; i < salesinv_picking_count(fix->got); i++) {
        const char *serial = salesinv_picking_serial(fix->got, i);
        long long qty = salesinv_picking_qty(fix->got, i) / FIX_UNIT;

        used += snprintf(json + used, sizeof(json) - (size_t)used,
                         "%s{\"order_line\": %lld, \"qty\": \"%lld\", \"batch\": %lld",
                         i > 0 ? ", " : "",
                         (long long)salesinv_picking_line_id(
                             fix->got, salesinv_picking_line(fix->got, i)),
                         qty, (long long)salesinv_picking_batch(fix->got, i));
        if (serial)
            used += snprintf(json + used, sizeof(json) - (size_t)used,
                             ", \"serials\": [{\"first\": \"%s\", \"count\": %lld}]",
                             serial, qty);
        used += snprintf(json + used, sizeof(json) - (size_t)used, "}");
    }
    snprintf(json + used, sizeof(json) - (size_t)used, "]}");
    return fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT, "%s", json);
}

static void a_proposal_can_be_shipped_as_it_is(void **state)
{
    fix_picking *fix = *state;
    salesinv_id first = fix_picking_batch(fix, "FIRST", 0);
    salesinv_id second = fix_picking_batch(fix, "SECOND", 0);
    salesinv_id order;

    fix_picking_receive_batch(fix, first, 5);
    fix_picking_receive_batch(fix, second, 5);
    fix_picking_receive_serials(fix, "[\"A1..A4\"]", 4);
    order = order_of_three_lines(fix);
    fix_pick_for(fix, ORDER, order);
    ship_the_proposal(fix, order);
    assert_status(&fix->trade, ORDER, order, SHIPPED);
    assert_stock(fix->core, fix->batched, fix->main, "3/0/3");
    assert_serial(fix->core, "A2", "used");
    fix_pick_for(fix, ORDER, order); /* nothing remains */
    assert_int_equal(salesinv_picking_line_count(fix->got), 0);
    assert_int_equal(salesinv_picking_count(fix->got), 0);
}

/* A picked kit is not in any bin: its components are. */
static void of_a_kit_its_components_are_proposed(void **state)
{
    fix_picking *fix = *state;
    salesinv_id kit;
    salesinv_id order;

    assert_ok(fix->core->platform,
              salesinv_licence_grant(fix->core->platform, fix->core->tenant, "bom",
                                     SALESINV_TIME_NONE, 0, NULL));
    fix_setting(fix->admin, "shipping.kits", 1);
    kit = fix_create(fix->admin, SALESINV_KIND_PRODUCT, 0,
                     "{\"name\": \"Kit\", \"kit_kind\": %d, \"lines\": [{\"product\": "
                     "%lld, \"qty\": \"2\"}, {\"product\": %lld, \"qty\": \"1\"}]}",
                     SALESINV_KIT_PTO, (long long)fix->plain, (long long)fix->tracked);
    fix_picking_receive(fix, fix->main, fix->plain, 9, "");
    fix_picking_receive_serials(fix, "[\"A1..A9\"]", 9);
    order = fix_order(&fix->trade, fix->main, kit, 3);
    fix_pick_for(fix, ORDER, order);
    assert_int_equal(salesinv_picking_line_count(fix->got), 2);
    assert_int_equal(salesinv_picking_line_id(fix->got, 0), sinv_line_id(order, 2));
    fix_picking_then(fix, 0, 0, 0, 6);
    assert_string_equal(salesinv_picking_serial(fix->got, 1), "A1");
    assert_int_equal(salesinv_picking_qty(fix->got, 1), 3 * FIX_UNIT);
}

static void a_shipment_is_asked_for_before_it_is_submitted(void **state)
{
    fix_picking *fix = *state;
    salesinv_id order;
    salesinv_id shipment;

    fix_picking_receive_serials(fix, "[\"A1..A4\"]", 4);
    order = fix_order(&fix->trade, fix->main, fix->tracked, 4);
    shipment =
        fix_create(fix->admin, SHIPMENT, 0,
                   "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": "
                   "\"3\"}]}",
                   (long long)order, (long long)sinv_line_id(order, 1));
    fix_pick_for(fix, SHIPMENT, shipment);
    assert_int_equal(salesinv_picking_line_id(fix->got, 0), sinv_line_id(shipment, 1));
    assert_serials(fix, "A1+3");
    assert_ok(fix->admin, fix_try_update(fix->admin, SHIPMENT, shipment,
                                         "{\"lines\": [{\"line\": 1, \"serials\": "
                                         "[\"A1..A3\"]}]}"));
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, shipment, SINV_VERB_SUBMIT));
    assert_refused(fix->admin, INVALID_STATE,
                   fix_try_pick_for(fix, SHIPMENT, shipment, 0));
}

/* What the notice's order froze is there for it; what waits in approval is chosen already. */
static void a_notice_is_asked_for_when_its_goods_go_out(void **state)
{
    fix_picking *fix = *state;
    salesinv_id first = fix_picking_batch(fix, "FIRST", 0);
    salesinv_id second = fix_picking_batch(fix, "SECOND", 0);
    salesinv_id order;
    salesinv_id notice;
    salesinv_id outbound;

    fix_picking_receive_batch(fix, first, 5);
    fix_picking_receive_batch(fix, second, 5);
    fix_setting(fix->admin, "shipping.mode", SALESINV_SHIPPING_NOTICE);
    order = fix_order(&fix->trade, fix->main, fix->batched, 10);
    notice = fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
                        "{\"order\": %lld, \"warehouse\": %lld}", (long long)order,
                        (long long)fix->main);
    fix_pick_for(fix, SHIPMENT, notice);
    assert_int_equal(salesinv_picking_line_id(fix->got, 0), sinv_line_id(notice, 1));
    fix_picking_then(fix, 0, 0, first, 5);
    fix_picking_then(fix, 1, 0, second, 5);
    fix_setting(fix->admin, "approval.outbound", 1);
    outbound = fix_create(
        fix->admin, SALESINV_KIND_OUTBOUND, SALESINV_SUBMIT,
        "{\"type\": 1, \"warehouse\": %lld, \"lines\": [{\"source_line\": "
        "%lld, \"qty\": \"4\", \"batch\": %lld}]}",
        (long long)fix->main, (long long)sinv_line_id(notice, 1), (long long)first);
    fix_pick_for(fix, SHIPMENT, notice);
    assert_int_equal(salesinv_picking_line_wanted(fix->got, 0), 6 * FIX_UNIT);
    fix_picking_then(fix, 0, 0, first, 1);
    fix_picking_then(fix, 1, 0, second, 5);
    assert_int_equal(fix_picking_missing(fix, 0), 0);
    assert_ok(fix->admin, fix_step(fix->admin, SALESINV_KIND_OUTBOUND, outbound,
                                   SINV_VERB_APPROVE));
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, notice, SINV_VERB_CLOSE));
    assert_refused(fix->admin, INVALID_STATE,
                   fix_try_pick_for(fix, SHIPMENT, notice, 0));
}

static void another_warehouse_may_be_asked(void **state)
{
    fix_picking *fix = *state;
    salesinv_id order;

    fix_picking_receive(fix, fix->main, fix->plain, 4, "");
    fix_picking_receive_bin(fix, fix->bin_a, 3);
    order = fix_order(&fix->trade, fix->main, fix->plain, 4);
    assert_ok(fix->admin, fix_try_pick_for(fix, ORDER, order, fix->shelves));
    fix_picking_then(fix, 0, fix->bin_a, 0, 3); /* what is available there */
    assert_int_equal(fix_picking_missing(fix, 0), 1);
}

/* ---- refusals ---- */

static salesinv_status try_pick(fix_picking *fix, salesinv_session *session,
                                salesinv_id product, salesinv_id warehouse,
                                salesinv_qty qty, int32_t rule)
{
    salesinv_status rc;

    salesinv_picking_free(fix->got);
    rc = salesinv_picking_get(session, product, warehouse, qty, rule, &fix->got);
    assert_null(fix->got);
    return rc;
}

static void refusals_name_what_is_wrong(void **state)
{
    fix_picking *fix = *state;
    salesinv_session *admin = fix->admin;
    salesinv_id gone = fix_warehouse(fix->core, "Gone");
    salesinv_id draft;

    fix_picking_receive(fix, fix->main, fix->plain, 4, "");
    assert_ok(admin, salesinv_warehouse_deactivate(admin, gone, 0, NULL, NULL));
    assert_refused(admin, ARG, try_pick(fix, admin, 0, fix->main, FIX_UNIT, FIFO));
    assert_field(admin, "product");
    assert_refused(admin, ARG, try_pick(fix, admin, fix->plain, 0, FIX_UNIT, FIFO));
    assert_field(admin, "warehouse");
    assert_refused(admin, ARG, try_pick(fix, admin, fix->plain, fix->main, 0, FIFO));
    assert_field(admin, "qty");
    assert_refused(admin, ARG, try_pick(fix, admin, fix->plain, fix->main, 1, FIFO));
    assert_field(admin, "qty");
    assert_refused(admin, ARG,
                   try_pick(fix, admin, fix->plain, fix->main, INT64_MIN, FIFO));
    assert_refused(admin, ARG,
                   try_pick(fix, admin, fix->plain, fix->main, FIX_UNIT, 0));
    assert_field(admin, "rule");
    assert_refused(admin, ARG,
                   try_pick(fix, admin, fix->plain, fix->main, FIX_UNIT, 4));
    assert_refused(admin, NOT_FOUND,
                   try_pick(fix, admin, 99999, fix->main, FIX_UNIT, BIN));
    assert_refused(admin, NOT_FOUND,
                   try_pick(fix, admin, fix->plain, 99999, FIX_UNIT, BIN));
    assert_refused(admin, WAREHOUSE_DISABLED,
                   try_pick(fix, admin, fix->plain, gone, FIX_UNIT, BIN));
    assert_refused(admin, ARG, fix_try_pick_for(fix, INBOUND, 1, 0));
    assert_field(admin, "kind");
    assert_refused(admin, ARG, fix_try_pick_for(fix, ORDER, 0, 0));
    assert_refused(admin, ARG, fix_try_pick_for(fix, ORDER, 1, -1));
    assert_refused(admin, NOT_FOUND, fix_try_pick_for(fix, ORDER, 99999, 0));
    draft = fix_create(admin, ORDER, 0, "{\"account\": %lld, \"currency\": \"EUR\"}",
                       (long long)fix->trade.account);
    assert_refused(admin, INVALID_STATE, fix_try_pick_for(fix, ORDER, draft, 0));
    fix_setting(admin, "order.mode", SALESINV_MODE_CONSOLIDATED);
    draft = fix_order(&fix->trade, 0, fix->plain, 1);
    assert_refused(admin, WAREHOUSE_REQUIRED, fix_try_pick_for(fix, ORDER, draft, 0));
}

static void who_may_read_figures_may_ask(void **state)
{
    fix_picking *fix = *state;
    salesinv_session *sales =
        fix_core_session(fix->core->engine, fix->core->tenant, "sales");
    salesinv_session *shipping =
        fix_core_session(fix->core->engine, fix->core->tenant, "shipping");
    salesinv_session *buyer =
        fix_core_session(fix->core->engine, fix->core->tenant, "buyer");

    fix_picking_receive(fix, fix->main, fix->plain, 4, "");
    fix_setting(fix->admin, "stock.display_style", SALESINV_DISPLAY_FUZZY);
    assert_refused(sales, FORBIDDEN,
                   try_pick(fix, sales, fix->plain, fix->main, FIX_UNIT, FIFO));
    assert_refused(buyer, FORBIDDEN,
                   try_pick(fix, buyer, fix->plain, fix->main, FIX_UNIT, FIFO));
    assert_ok(shipping, salesinv_picking_get(shipping, fix->plain, fix->main, FIX_UNIT,
                                             FIFO, &fix->got));
    salesinv_session_close(buyer);
    salesinv_session_close(shipping);
    salesinv_session_close(sales);
}

/* Serials with a gap between each two. */
static void a_proposal_has_an_end(void **state)
{
    enum { MOST = SALESINV_PICKING_MAX };
    fix_picking *fix = *state;
    salesinv_draft *draft = fix_draft(
        fix->admin, INBOUND,
        "{\"type\": 2, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, \"qty\": "
        "\"%d\"}]}",
        (long long)fix->main, (long long)fix->tracked, MOST + 1);
    char serial[16];

    for (int i = 0; i <= MOST; i++) {
        snprintf(serial, sizeof(serial), "X%06d", 2 * i);
        assert_ok(fix->admin, salesinv_draft_add_serial(draft, 1, serial));
    }
    assert_ok(fix->admin,
              salesinv_inbound_create(fix->admin, draft, SALESINV_SUBMIT, NULL, NULL));
    salesinv_draft_free(draft);
    fix_pick(fix, fix->tracked, fix->main, MOST, FIFO);
    assert_int_equal(salesinv_picking_count(fix->got), MOST);
    salesinv_engine_interrupt(fix->core->engine);
    assert_refused(fix->admin, INTERRUPTED,
                   try_pick(fix, fix->admin, fix->tracked, fix->main, FIX_UNIT, FIFO));
    assert_refused(fix->admin, OVERFLOW,
                   try_pick(fix, fix->admin, fix->tracked, fix->main,
                            (MOST + 1) * FIX_UNIT, FIFO));
}

#define TEST(name)                                                                     \
    cmocka_unit_test_setup_teardown(name, fix_picking_setup, fix_picking_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_others_froze_is_left_to_them),
        TEST(a_batch_on_a_pending_document_is_not_free),
        TEST(a_batch_on_a_pending_shipment_is_not_free),
        TEST(a_pending_shipment_from_elsewhere_counts_once),
        TEST(example_3b_block_is_kept_before_allow),
        TEST(example_3_allow_takes_what_is_there),
        TEST(expired_batches_are_last_or_left_out),
        TEST(an_expired_batch_ships_with_a_warning_or_not_at_all),
        TEST(goods_are_proposed_once),
        TEST(a_proposal_can_be_shipped_as_it_is),
        TEST(of_a_kit_its_components_are_proposed),
        TEST(a_shipment_is_asked_for_before_it_is_submitted),
        TEST(a_notice_is_asked_for_when_its_goods_go_out),
        TEST(another_warehouse_may_be_asked),
        TEST(refusals_name_what_is_wrong),
        TEST(who_may_read_figures_may_ask),
        TEST(a_proposal_has_an_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
