/* SPDX-License-Identifier: Apache-2.0 */
/* A return carried out: quantities and serials into approval, what was never shipped given up, goods into the warehouse. */
#include "inventory/ledger.h"
#include "inventory/posting.h"
#include "returns/plan.h"
#include "sales/amount.h"

void sinv_return_count_pending(sinv_return_plan *plan, int64_t sign)
{
    for (uint32_t i = 0; i < plan->booking_count; i++) {
        const sinv_booking *booking = &plan->bookings[i];

        if (!booking->shipment)
            continue;
        sinv_shipment_set_count(&plan->shipments, booking->shipment, booking->index,
                                SINV_SHIPMENT_LINE_RETURN_PENDING,
                                sign * booking->moving);
        sinv_order_line_count(&booking->order, SINV_ORDER_LINE_RETURN_PENDING,
                              sign * booking->moving);
    }
}

void sinv_return_count_unshipped_pending(sinv_return_plan *plan, int64_t sign)
{
    for (uint32_t i = 0; i < plan->booking_count; i++)
        if (!plan->bookings[i].shipment)
            sinv_order_line_count(&plan->bookings[i].order,
                                  SINV_ORDER_LINE_UNSHIPPED_PENDING,
                                  sign * plan->bookings[i].qty);
}

/* Where the order stands now; what closes it is an event of its own. */
static salesinv_status settle(sinv_txn *txn, const sinv_return_plan *plan,
                              bool is_order, sinv_doc *order, int32_t *event)
{
    int64_t before = sinv_doc_int(order, SINV_HEAD_STATUS);
    salesinv_status rc = is_order && plan->step != SINV_RETURN_UNDO
                             ? sinv_order_settle_return(txn, order)
                             : sinv_order_settle_receipt(txn, order, 0);

    if (before != SALESINV_STATUS_CLOSED &&
        sinv_doc_int(order, SINV_HEAD_STATUS) == SALESINV_STATUS_CLOSED)
        *event = SALESINV_EVENT_CLOSED;
    return rc;
}

salesinv_status sinv_return_store_sources(sinv_txn *txn, const sinv_doc *doc,
                                          sinv_return_plan *plan, int32_t event,
                                          bool is_settled)
{
    bool is_order = sinv_doc_int(doc, SINV_RETURN_MODE) == SALESINV_RETURN_ORDER;
    salesinv_status rc = sinv_shipment_set_store(txn, &plan->shipments, event);

    for (uint32_t i = 0; i < plan->orders.count && rc == SALESINV_OK; i++) {
        sinv_doc *order = plan->orders.items[i].order;
        int32_t what = event;

        if (is_settled)
            rc = settle(txn, plan, is_order, order, &what);
        if (rc == SALESINV_OK)
            rc = sinv_doc_store(txn, order, what);
    }
    return rc;
}

static salesinv_status move_serials(sinv_txn *txn, const sinv_doc *doc,
                                    const sinv_return_plan *plan)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (sinv_return_is_in(doc, plan, i) && plan->lines[i].moving > 0)
            rc = sinv_goods_move_serials(txn, &plan->goods[i]);
    return rc;
}

/* ---- goods in ---- */

static salesinv_status move_in(sinv_txn *txn, const sinv_doc *doc,
                               const sinv_return_plan *plan, uint32_t index,
                               salesinv_id posting)
{
    const sinv_goods *goods = &plan->goods[index];
    const sinv_move move = {.line = sinv_doc_line_of(doc, index),
                            .posting = posting,
                            .product = goods->product.id,
                            .warehouse = goods->warehouse,
                            .bin = goods->bin,
                            .batch = goods->batch,
                            .on_hand = goods->qty,
                            .has_detail = goods->has_detail};
    salesinv_status rc = sinv_ledger_move(txn, &move);

    sinv_row_change_int(doc->lines[index].row, SINV_RETURN_LINE_RECEIVED,
                        sinv_doc_line_int(doc, index, SINV_RETURN_LINE_RECEIVED) +
                            goods->qty);
    return rc;
}

void sinv_return_count_received(sinv_return_plan *plan)
{
    for (uint32_t i = 0; i < plan->booking_count; i++) {
        sinv_booking *booking = &plan->bookings[i];

        if (!booking->shipment)
            continue;
        booking->received += booking->moving;
        sinv_shipment_set_count(&plan->shipments, booking->shipment, booking->index,
                                SINV_SHIPMENT_LINE_RETURNED, booking->moving);
        sinv_order_line_count(&booking->order, SINV_ORDER_LINE_RETURNED_SHIPPED,
                              booking->moving);
    }
}

salesinv_status sinv_return_take_goods(sinv_txn *txn, sinv_doc *doc,
                                       sinv_return_plan *plan)
{
    bool is_exchange = sinv_doc_int(doc, SINV_RETURN_MODE) == SALESINV_RETURN_EXCHANGE;
    sinv_posting posting = {.type = is_exchange ? SALESINV_INBOUND_EXCHANGE
                                                : SALESINV_INBOUND_RETURN,
                            .warehouse = sinv_doc_int(doc, SINV_RETURN_WAREHOUSE),
                            .source = sinv_doc_id(doc)};
    salesinv_status rc = sinv_posting_begin(txn, SALESINV_KIND_INBOUND, &posting);

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (sinv_return_is_in(doc, plan, i) && plan->lines[i].moving > 0)
            rc = move_in(txn, doc, plan, i, posting.id);
    if (rc != SALESINV_OK || (rc = move_serials(txn, doc, plan)) != SALESINV_OK)
        return rc;
    sinv_return_count_received(plan);
    sinv_row_set_int(doc->head, SINV_RETURN_POSTING, posting.id);
    return sinv_posting_end(txn, &posting);
}

/* ---- what was never shipped ---- */

static int64_t not_negative(int64_t value)
{
    return value > 0 ? value : 0;
}

salesinv_status sinv_return_find_releases(sinv_txn *txn, sinv_return_plan *plan)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < plan->booking_count; i++)
        if (!plan->bookings[i].shipment)
            plan->bookings[i].order.use->wanted += plan->bookings[i].qty;
    for (uint32_t i = 0; i < plan->booking_count && rc == SALESINV_OK; i++) {
        const sinv_order_line *of = &plan->bookings[i].order;
        int64_t remaining = sinv_order_remaining(of->order, of->index);
        int64_t frozen = sinv_order_line_int(of, SINV_ORDER_LINE_FROZEN);

        if (!plan->bookings[i].shipment && of->use->releases.count == 0)
            rc = sinv_order_find_freeze(
                txn, of->order, of->index, 0,
                not_negative(frozen - (remaining - of->use->wanted)),
                &of->use->releases);
    }
    return rc;
}

/* What the order froze beyond its new remainder is free again. */
static salesinv_status give_up_unshipped(sinv_txn *txn, sinv_return_plan *plan)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < plan->booking_count && rc == SALESINV_OK; i++) {
        const sinv_order_line *of = &plan->bookings[i].order;

        if (plan->bookings[i].shipment)
            continue;
        sinv_order_line_count(of, SINV_ORDER_LINE_RETURNED_UNSHIPPED,
                              plan->bookings[i].qty);
        rc = sinv_order_give_back(txn, of->order, of->index, &of->use->releases);
        of->use->releases.count = 0; /* once, however many lines give up of it */
    }
    return rc;
}

/* ---- the steps ---- */

static void note_splits(const sinv_doc *doc, const sinv_return_plan *plan)
{
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!doc->lines[i].is_removed)
            sinv_row_change_int(doc->lines[i].row, SINV_RETURN_LINE_RETURNED_UNSHIPPED,
                                plan->lines[i].unshipped);
}

static salesinv_status pend(sinv_txn *txn, sinv_doc *doc, sinv_return_plan *plan)
{
    salesinv_status rc;

    sinv_return_count_pending(plan, 1);
    sinv_return_count_unshipped_pending(plan, 1);
    if ((rc = move_serials(txn, doc, plan)) != SALESINV_OK ||
        (rc = sinv_exchange_pend(txn, doc, plan)) != SALESINV_OK)
        return rc;
    return sinv_return_store_sources(txn, doc, plan, SALESINV_EVENT_UPDATED, false);
}

/* Goods come in now, or are on their way from now on. */
static salesinv_status confirm_goods(sinv_txn *txn, sinv_doc *doc,
                                     sinv_return_plan *plan)
{
    if (!plan->is_separate) {
        if (plan->was_pending)
            sinv_return_count_pending(plan, -1);
        return sinv_return_take_goods(txn, doc, plan);
    }
    if (plan->was_pending)
        return SALESINV_OK;
    sinv_return_count_pending(plan, 1);
    return move_serials(txn, doc, plan);
}

/* What was never shipped first, then the goods: out before in, so that these do not count for those. */
static salesinv_status confirm(sinv_txn *txn, sinv_doc *doc, sinv_return_plan *plan)
{
    bool is_in = sinv_return_has_goods(doc, plan);
    bool is_settled = sinv_doc_int(doc, SINV_RETURN_MODE) == SALESINV_RETURN_ORDER;
    salesinv_status rc;

    if (plan->was_pending)
        sinv_return_count_unshipped_pending(plan, -1);
    if ((rc = give_up_unshipped(txn, plan)) != SALESINV_OK ||
        (rc = sinv_exchange_post(txn, doc, plan)) != SALESINV_OK ||
        (is_in && (rc = confirm_goods(txn, doc, plan)) != SALESINV_OK))
        return rc;
    return sinv_return_store_sources(
        txn, doc, plan,
        is_in && !plan->is_separate ? SALESINV_EVENT_GOODS_IN : SALESINV_EVENT_UPDATED,
        is_settled);
}

salesinv_status sinv_return_apply_submit(sinv_txn *txn, sinv_doc *doc)
{
    sinv_return_plan *plan = doc->plan;
    salesinv_status rc;

    note_splits(doc, plan);
    rc = plan->step == SINV_RETURN_CONFIRM ? confirm(txn, doc, plan)
                                           : pend(txn, doc, plan);
    return rc == SALESINV_OK ? sinv_booking_insert(txn, doc, plan) : rc;
}

salesinv_status sinv_return_apply_approve(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc = confirm(txn, doc, doc->plan);

    return rc == SALESINV_OK ? sinv_booking_save(txn, doc, doc->plan) : rc;
}
