/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ways back of a return: from approval, from waiting for goods, and from what it did. Serials that
 * are on their way go back to whoever had them; those that came in leave again if they did not move on.
 */
#include "core/settings.h"
#include "inventory/demand.h"
#include "inventory/ledger.h"
#include "inventory/posting.h"
#include "returns/plan.h"
#include "returns/refreeze.h"
#include "sales/amount.h"

/* ---- which goods ---- */

/* Of the serials that the line names, those that it last brought into `state`. */
static salesinv_status pick_serials(sinv_txn *txn, uint32_t index,
                                    const sinv_goods *all, int32_t state,
                                    uint32_t flags, sinv_goods *out)
{
    sinv_serial_change *change = &out->change;
    salesinv_status rc;

    out->has_serials = all->has_serials && out->qty > 0;
    if (!out->has_serials)
        return SALESINV_OK;
    sinv_serial_set_init(&out->serials, txn->err, txn->arena,
                         sinv_doc_field(txn, (int32_t)index, "serials"));
    *change = all->change;
    change->from_states = SINV_SERIAL_BIT(state);
    change->from_holder = state == SINV_SERIAL_INCOMING ? change->line : 0;
    change->flags = flags;
    if ((rc = sinv_serial_brought(txn, change->scope, &all->serials, change->line,
                                  state, &out->serials)) != SALESINV_OK ||
        (rc = sinv_serial_set_expect(&out->serials, out->qty)) != SALESINV_OK)
        return rc;
    return sinv_goods_check_serials(txn, out);
}

/* A line's goods, told apart: what came in (goods) and what is on its way (rest). */
static salesinv_status read_line(sinv_txn *txn, sinv_doc *doc, sinv_return_plan *plan,
                                 uint32_t index)
{
    sinv_return_line *line = &plan->lines[index];
    bool stays = plan->step == SINV_RETURN_GIVE_UP; /* wherever it went since */
    uint32_t flags = SINV_SERIAL_RESTORE | sinv_return_way_back(doc);
    int64_t received =
        stays ? 0 : sinv_doc_line_int(doc, index, SINV_RETURN_LINE_RECEIVED);
    int64_t open = sinv_return_open(doc, index);
    sinv_goods all;
    salesinv_status rc;

    line->moving =
        sinv_doc_line_int(doc, index, SINV_RETURN_LINE_QTY) - line->unshipped;
    if ((rc = sinv_return_read_goods(txn, doc, plan, index)) != SALESINV_OK)
        return rc;
    all = plan->goods[index];
    line->moving = open;
    plan->goods[index].qty = received;
    plan->rest[index] = all;
    plan->rest[index].qty = open;
    if ((rc = pick_serials(txn, index, &all, SINV_SERIAL_IN_STOCK, flags,
                           &plan->goods[index])) != SALESINV_OK)
        return rc;
    return pick_serials(txn, index, &all, SINV_SERIAL_INCOMING, flags,
                        &plan->rest[index]);
}

static salesinv_status read_lines(sinv_txn *txn, sinv_doc *doc, sinv_return_plan *plan)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (sinv_return_is_in(doc, plan, i))
            rc = read_line(txn, doc, plan, i);
    return rc;
}

/* What is on its way is not any more: counters and serials. */
static salesinv_status drop_rest(sinv_txn *txn, const sinv_doc *doc,
                                 sinv_return_plan *plan)
{
    salesinv_status rc = SALESINV_OK;

    sinv_return_count_pending(plan, -1);
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (plan->rest[i].qty > 0)
            rc = sinv_goods_move_serials(txn, &plan->rest[i]);
    return rc;
}

/* ---- from approval ---- */

salesinv_status sinv_return_check_release(sinv_txn *txn, sinv_doc *doc)
{
    sinv_return_plan *plan;
    salesinv_status rc;

    if ((rc = sinv_return_plan_load(txn, doc, &plan)) != SALESINV_OK ||
        (rc = read_lines(txn, doc, plan)) != SALESINV_OK)
        return rc;
    plan->step = SINV_RETURN_RELEASE;
    return sinv_exchange_check_back(txn, doc, plan);
}

salesinv_status sinv_return_apply_release(sinv_txn *txn, sinv_doc *doc)
{
    sinv_return_plan *plan = doc->plan;
    salesinv_status rc;

    if ((rc = drop_rest(txn, doc, plan)) != SALESINV_OK ||
        (rc = sinv_exchange_release(txn, doc, plan)) != SALESINV_OK)
        return rc;
    sinv_return_count_unshipped_pending(plan, -1);
    for (uint32_t i = 0; i < doc->line_count; i++)
        sinv_row_change_int(doc->lines[i].row, SINV_RETURN_LINE_RETURNED_UNSHIPPED, 0);
    sinv_row_change_int(doc->head, SINV_RETURN_GOODS_IN, 0);
    sinv_row_change_int(doc->head, SINV_RETURN_ORIGIN, SALESINV_ORIGIN_OWN);
    if ((rc = sinv_booking_remove(txn, doc, plan)) != SALESINV_OK)
        return rc;
    return sinv_return_store_sources(txn, doc, plan, SALESINV_EVENT_UPDATED, false);
}

/* ---- from waiting for goods ---- */

salesinv_status sinv_return_require_separate(sinv_txn *txn, const sinv_doc *doc)
{
    if (sinv_doc_int(doc, SINV_RETURN_GOODS_IN) == SALESINV_GOODS_IN_SEPARATE)
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_INVALID_STATE, "goods_in",
                        "return %lld waits for no goods: they came in when it was "
                        "confirmed",
                        (long long)sinv_doc_id(doc));
}

salesinv_status sinv_return_check_close(sinv_txn *txn, sinv_doc *doc)
{
    sinv_return_plan *plan;
    salesinv_status rc = sinv_return_require_separate(txn, doc);

    if (rc != SALESINV_OK)
        return rc;
    if (!doc->reason || !*doc->reason)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "reason", "reason is required");
    if ((rc = sinv_return_plan_load(txn, doc, &plan)) != SALESINV_OK)
        return rc;
    plan->step = SINV_RETURN_GIVE_UP;
    return read_lines(txn, doc, plan);
}

salesinv_status sinv_return_apply_close(sinv_txn *txn, sinv_doc *doc)
{
    sinv_return_plan *plan = doc->plan;
    salesinv_status rc = drop_rest(txn, doc, plan);

    if (rc != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (sinv_return_waits_for(doc, plan, i))
            sinv_row_change_int(doc->lines[i].row, SINV_RETURN_LINE_CLOSED,
                                sinv_return_open(doc, i));
    for (uint32_t i = 0; i < plan->booking_count; i++)
        if (plan->bookings[i].shipment)
            plan->bookings[i].qty = plan->bookings[i].received;
    if ((rc = sinv_return_price_closed(txn, doc)) != SALESINV_OK ||
        (rc = sinv_booking_save(txn, doc, plan)) != SALESINV_OK)
        return rc;
    return sinv_return_store_sources(txn, doc, plan, SALESINV_EVENT_UPDATED, false);
}

/* ---- from what it did ---- */

static bool has_received(const sinv_return_plan *plan, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (plan->goods[i].qty > 0 && !plan->lines[i].is_out)
            return true;
    return false;
}

/* Where they lie: also in a warehouse that was disabled since. */
static salesinv_status place_goods(sinv_txn *txn, sinv_doc *doc, sinv_return_plan *plan)
{
    sinv_row *warehouse;
    salesinv_status rc = SALESINV_OK;

    if (!has_received(plan, doc->line_count))
        return SALESINV_OK;
    rc = sinv_doc_ref(txn, "warehouse", SALESINV_KIND_WAREHOUSE,
                      sinv_doc_int(doc, SINV_RETURN_WAREHOUSE), &warehouse);
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (sinv_return_is_in(doc, plan, i) && plan->goods[i].qty > 0)
            rc = sinv_return_read_place(txn, doc, plan, i, warehouse);
    return rc;
}

/* What came in must still be there, and not be promised: in the ledger that it came into. */
static salesinv_status check_stock(sinv_txn *txn, const sinv_doc *doc,
                                   const sinv_return_plan *plan)
{
    sinv_demands products = {NULL, 0, 0};
    sinv_demands places = {NULL, 0, 0};
    bool is_synced;
    salesinv_status rc = sinv_edition_is_synced(txn, &is_synced);

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        const sinv_goods_demand of = {.goods = &plan->goods[i], .line = i};

        if (sinv_return_is_in(doc, plan, i) && plan->goods[i].qty > 0)
            rc = sinv_demands_add_goods(txn, &of, &products, &places);
    }
    if (rc == SALESINV_OK)
        rc = is_synced ? sinv_demands_check_ledger(txn, &products)
                       : sinv_demands_check_products(txn, &products);
    if (rc != SALESINV_OK)
        return rc;
    return is_synced ? sinv_demands_check_ledger(txn, &places)
                     : sinv_demands_check_places(txn, &places);
}

static salesinv_status check_undo(sinv_txn *txn, sinv_doc *doc)
{
    sinv_return_plan *plan;
    salesinv_status rc;

    if ((rc = sinv_return_plan_load(txn, doc, &plan)) != SALESINV_OK ||
        (rc = read_lines(txn, doc, plan)) != SALESINV_OK ||
        (rc = place_goods(txn, doc, plan)) != SALESINV_OK)
        return rc;
    plan->step = SINV_RETURN_UNDO;
    if ((rc = check_stock(txn, doc, plan)) != SALESINV_OK ||
        (rc = sinv_exchange_check_back(txn, doc, plan)) != SALESINV_OK)
        return rc;
    return sinv_return_check_refreeze(txn, doc, plan);
}

/* Did goods come in, or was something given up that had not left? Else its order lines need not even be there any more. */
static bool has_effect(const sinv_doc *doc)
{
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (sinv_doc_line_int(doc, i, SINV_RETURN_LINE_RECEIVED) != 0 ||
            sinv_doc_line_int(doc, i, SINV_RETURN_LINE_RETURNED_UNSHIPPED) != 0)
            return true;
    return false;
}

/* What the ERP took in or sent out is its to take back. */
static salesinv_status check_result(sinv_txn *txn, const sinv_doc *doc)
{
    salesinv_status rc;

    for (uint32_t i = 0; i < doc->line_count; i++) {
        int64_t done = sinv_doc_line_int(doc, i, SINV_RETURN_LINE_RECEIVED);

        if (done == 0 || !sinv_return_is_pushed(doc))
            continue;
        rc = sinv_err_set(txn->err, SALESINV_E_SYNC_ONLY,
                          sinv_doc_field(txn, (int32_t)i, "received"),
                          "the ERP recorded %s of line %lld of return %lld: what it "
                          "sent is taken back by synchronisation alone",
                          sinv_txn_qty(txn, done),
                          (long long)sinv_doc_line_int(doc, i, SINV_LINE_NUMBER),
                          (long long)sinv_doc_id(doc));
        sinv_err_add_qty(txn->err, "received", done);
        return rc;
    }
    return SALESINV_OK;
}

salesinv_status sinv_return_check_void(sinv_txn *txn, sinv_doc *doc)
{
    int64_t status = sinv_doc_int(doc, SINV_HEAD_STATUS);
    salesinv_status rc = check_result(txn, doc);

    if (rc != SALESINV_OK)
        return rc;
    if (status == SALESINV_STATUS_CLOSED && !has_effect(doc))
        return sinv_txn_alloc(txn, sizeof(sinv_return_plan), &doc->plan);
    switch (status) {
    case SALESINV_STATUS_IN_APPROVAL:
        return sinv_return_check_release(txn, doc);
    case SALESINV_STATUS_CONFIRMED:
    case SALESINV_STATUS_RECEIVED:
    case SALESINV_STATUS_CLOSED:
        return check_undo(txn, doc);
    default:
        return sinv_txn_alloc(txn, sizeof(sinv_return_plan), &doc->plan);
    }
}

static salesinv_status move_out(sinv_txn *txn, const sinv_doc *doc,
                                const sinv_return_plan *plan, uint32_t index,
                                salesinv_id posting)
{
    sinv_goods *goods = &plan->goods[index];
    const sinv_move move = {.line = sinv_doc_line_of(doc, index),
                            .posting = posting,
                            .product = goods->product.id,
                            .warehouse = goods->warehouse,
                            .bin = goods->bin,
                            .batch = goods->batch,
                            .on_hand = -goods->qty,
                            .has_detail = goods->has_detail,
                            .guards = SINV_GUARD_AVAILABLE};
    salesinv_status rc = sinv_ledger_move(txn, &move);

    return rc == SALESINV_OK ? sinv_goods_move_serials(txn, goods) : rc;
}

static salesinv_status send_back(sinv_txn *txn, sinv_doc *doc,
                                 const sinv_return_plan *plan)
{
    bool is_exchange = sinv_doc_int(doc, SINV_RETURN_MODE) == SALESINV_RETURN_EXCHANGE;
    sinv_posting posting = {.type = is_exchange ? SALESINV_INBOUND_EXCHANGE
                                                : SALESINV_INBOUND_RETURN,
                            .warehouse = sinv_doc_int(doc, SINV_RETURN_WAREHOUSE),
                            .source = sinv_doc_id(doc),
                            .is_reversal = true};
    salesinv_status rc;

    if (!has_received(plan, doc->line_count))
        return SALESINV_OK;
    rc = sinv_posting_begin(txn, SALESINV_KIND_INBOUND, &posting);
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (sinv_return_is_in(doc, plan, i) && plan->goods[i].qty > 0)
            rc = move_out(txn, doc, plan, i, posting.id);
    return rc == SALESINV_OK ? sinv_posting_end(txn, &posting) : rc;
}

/* Wanted again, or given up with the rest of an order that was closed since. */
static void uncount_unshipped(const sinv_booking *booking)
{
    if (sinv_order_is_given_up(booking->order.order))
        sinv_order_line_count(&booking->order, SINV_ORDER_LINE_CLOSED, booking->qty);
    sinv_order_line_count(&booking->order, SINV_ORDER_LINE_RETURNED_UNSHIPPED,
                          -booking->qty);
}

static void uncount_returned(sinv_return_plan *plan)
{
    for (uint32_t i = 0; i < plan->booking_count; i++) {
        const sinv_booking *booking = &plan->bookings[i];

        if (!booking->shipment) {
            uncount_unshipped(booking);
            continue;
        }
        sinv_shipment_set_count(&plan->shipments, booking->shipment, booking->index,
                                SINV_SHIPMENT_LINE_RETURNED, -booking->received);
        sinv_order_line_count(&booking->order, SINV_ORDER_LINE_RETURNED_SHIPPED,
                              -booking->received);
    }
}

static salesinv_status undo(sinv_txn *txn, sinv_doc *doc, sinv_return_plan *plan)
{
    salesinv_status rc;

    if ((rc = send_back(txn, doc, plan)) != SALESINV_OK ||
        (rc = drop_rest(txn, doc, plan)) != SALESINV_OK ||
        (rc = sinv_exchange_undo(txn, doc, plan)) != SALESINV_OK)
        return rc;
    uncount_returned(plan);
    if ((rc = sinv_return_apply_refreeze(txn, plan)) != SALESINV_OK)
        return rc;
    return sinv_return_store_sources(txn, doc, plan, SALESINV_EVENT_UPDATED, true);
}

salesinv_status sinv_return_apply_void(sinv_txn *txn, sinv_doc *doc)
{
    sinv_return_plan *plan = doc->plan;

    if (plan->step == SINV_RETURN_RELEASE)
        return sinv_return_apply_release(txn, doc);
    return plan->step == SINV_RETURN_UNDO ? undo(txn, doc, plan) : SALESINV_OK;
}
