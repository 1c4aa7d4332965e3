/* SPDX-License-Identifier: Apache-2.0 */
/*
 * On which shipment lines goods are booked that come back (domain.md 5.13): where the serials left, else the
 * shipment line that is named, else the oldest shipment of the order line first. Reads only.
 */
#include "base/decimal.h"
#include "returns/plan.h"

/* Book a part of what line `index` brings back. */
static salesinv_status book(sinv_txn *txn, sinv_return_plan *plan, uint32_t index,
                            const sinv_booking *part)
{
    sinv_booking booking = *part;

    booking.line = index;
    booking.moving = booking.qty;
    return sinv_booking_add(txn, plan, &booking);
}

/* ---- serials ---- */

/* The shipment line that holds serials, if it is one: they may also have left on another kind of document. */
static salesinv_status find_shipment(sinv_txn *txn, sinv_return_plan *plan,
                                     uint32_t index, int64_t holder, sinv_booking *out)
{
    sinv_row *head;
    salesinv_status rc =
        sinv_txn_get_id(txn, SINV_T_SHIPMENT, sinv_line_document(holder), &head);

    if (rc == SALESINV_E_NOT_FOUND)
        return SALESINV_OK;
    if (rc != SALESINV_OK ||
        (rc = sinv_shipment_set_find(txn, &plan->shipments, holder, (int32_t)index,
                                     &out->shipment, &out->index)) != SALESINV_OK)
        return rc;
    return sinv_order_set_find(
        txn, &plan->orders,
        sinv_doc_line_int(out->shipment, out->index, SINV_SHIPMENT_LINE_ORDER_LINE),
        (int32_t)index, &out->order);
}

/* Serials that left on a line of another order than the one that takes them back: named with where they left. */
static salesinv_status refuse_foreign(sinv_txn *txn, const sinv_goods *goods,
                                      int64_t holder)
{
    sinv_serial_change change = goods->change;
    sinv_serial_set set;
    salesinv_status rc = SALESINV_OK;

    sinv_serial_set_init(&set, txn->err, txn->arena, change.field);
    for (uint32_t i = 0; i < goods->pieces.count && rc == SALESINV_OK; i++)
        if (goods->pieces.items[i].facts &&
            goods->pieces.items[i].facts->holder == holder)
            rc = sinv_serial_set_add(&set, &goods->pieces.items[i].range);
    if (rc != SALESINV_OK || (rc = sinv_serial_set_close(&set)) != SALESINV_OK)
        return rc;
    change.from_holder = change.line;
    rc = sinv_serial_check(txn, &set, &change, NULL);
    return rc == SALESINV_OK
               ? sinv_txn_internal(txn, "serials of line %lld are not foreign",
                                   (long long)holder)
               : rc;
}

static salesinv_status book_holding(sinv_txn *txn, sinv_return_plan *plan,
                                    uint32_t index, const sinv_serial_holding *holding)
{
    const sinv_return_line *line = &plan->lines[index];
    sinv_booking booking = {.qty = holding->count * SINV_QTY_ONE};
    salesinv_status rc = SALESINV_OK;

    if (holding->holder != 0)
        rc = find_shipment(txn, plan, index, holding->holder, &booking);
    if (rc != SALESINV_OK)
        return rc;
    if (line->order.order &&
        (!booking.shipment || booking.order.use != line->order.use))
        return refuse_foreign(txn, &plan->goods[index], holding->holder);
    return booking.shipment ? book(txn, plan, index, &booking) : SALESINV_OK;
}

static salesinv_status choose_by_serials(sinv_txn *txn, sinv_return_plan *plan,
                                         uint32_t index)
{
    sinv_serial_holding *holdings;
    uint32_t count;
    salesinv_status rc =
        sinv_serial_holdings(txn, &plan->goods[index].pieces, &holdings, &count);

    for (uint32_t i = 0; i < count && rc == SALESINV_OK; i++)
        rc = book_holding(txn, plan, index, &holdings[i]);
    return rc;
}

/* ---- the oldest first ---- */

/* The batch that comes back is one that left; when none is named, and only one could be meant, it is that. */
static salesinv_status settle_batch(sinv_txn *txn, sinv_doc *doc,
                                    const sinv_return_plan *plan, uint32_t index,
                                    const sinv_return_candidate *candidates,
                                    uint32_t count)
{
    sinv_row *row = doc->lines[index].row;
    int64_t given = sinv_row_int(row, SINV_RETURN_LINE_BATCH);
    int64_t only = count > 0 ? candidates[0].batch : 0;
    const char *field = sinv_doc_field(txn, (int32_t)index, "batch");
    bool is_found = false;

    for (uint32_t i = 0; i < count; i++) {
        is_found |= candidates[i].batch == given;
        if (candidates[i].batch != only)
            only = 0;
    }
    if (plan->goods[index].product.tracking != SALESINV_TRACKING_BATCH || is_found ||
        count == 0)
        return SALESINV_OK;
    if (given != 0)
        return sinv_err_set(
            txn->err, SALESINV_E_BATCH_MISMATCH, field,
            "batch %lld was not shipped on line %lld of order %lld", (long long)given,
            (long long)sinv_line_number(sinv_order_line_id(&plan->lines[index].order)),
            (long long)sinv_doc_id(plan->lines[index].order.order));
    if (only == 0)
        return sinv_err_set(txn->err, SALESINV_E_BATCH_REQUIRED, field,
                            "several batches were shipped: the line names none");
    sinv_row_set_int(row, SINV_RETURN_LINE_BATCH, only);
    return SALESINV_OK;
}

static salesinv_status refuse_order(sinv_txn *txn, const sinv_return_plan *plan,
                                    uint32_t index, int64_t most)
{
    const sinv_return_line *line = &plan->lines[index];
    salesinv_status rc = sinv_err_set(
        txn->err, SALESINV_E_EXCEEDS_RETURNABLE,
        sinv_doc_field(txn, (int32_t)index, "qty"),
        "wanted %s back that line %lld of order %lld shipped, %s can be returned",
        sinv_txn_qty(txn, line->moving),
        (long long)sinv_line_number(sinv_order_line_id(&line->order)),
        (long long)sinv_doc_id(line->order.order), sinv_txn_qty(txn, most));

    sinv_err_add_qty(txn->err, "wanted", line->moving);
    sinv_err_add_qty(txn->err, "returnable", most);
    sinv_err_add_int(txn->err, "order_line", sinv_order_line_id(&line->order));
    return rc;
}

static salesinv_status choose_oldest(sinv_txn *txn, sinv_doc *doc,
                                     sinv_return_plan *plan, uint32_t index)
{
    sinv_return_line *line = &plan->lines[index];
    int64_t rest = line->moving;
    sinv_return_candidate *candidates;
    uint32_t count;
    salesinv_status rc =
        sinv_return_candidates(txn, plan, &line->order, &candidates, &count);

    if (rc == SALESINV_OK)
        rc = settle_batch(txn, doc, plan, index, candidates, count);
    for (uint32_t i = 0; i < count && rest > 0 && rc == SALESINV_OK; i++) {
        sinv_booking part = {.order = line->order,
                             .shipment = candidates[i].shipment,
                             .index = candidates[i].index,
                             .batch = candidates[i].batch};
        int64_t left;

        if (part.batch != sinv_doc_line_int(doc, index, SINV_RETURN_LINE_BATCH))
            continue;
        if ((rc = sinv_booking_left(txn, plan, &part, &left)) != SALESINV_OK)
            return rc;
        part.qty = left < rest ? left : rest;
        if (part.qty <= 0)
            continue;
        rest -= part.qty;
        rc = book(txn, plan, index, &part);
    }
    return rc == SALESINV_OK && rest > 0
               ? refuse_order(txn, plan, index, line->moving - rest)
               : rc;
}

/* ---- all lines ---- */

static salesinv_status choose_named(sinv_txn *txn, const sinv_doc *doc,
                                    sinv_return_plan *plan, uint32_t index)
{
    const sinv_return_line *line = &plan->lines[index];
    sinv_booking booking = {.order = line->order, .qty = line->unshipped};
    salesinv_status rc = SALESINV_OK;

    if (line->unshipped > 0)
        rc = book(txn, plan, index, &booking);
    if (rc != SALESINV_OK || line->moving == 0 || !line->shipment)
        return rc;
    booking.shipment = line->shipment;
    booking.index = line->index;
    booking.batch = sinv_doc_line_int(doc, index, SINV_RETURN_LINE_BATCH);
    booking.qty = line->moving;
    return book(txn, plan, index, &booking);
}

/* Lines that name an order line alone: is as much out as they bring back together? */
static salesinv_status check_order(sinv_txn *txn, const sinv_doc *doc,
                                   const sinv_return_plan *plan, uint32_t index)
{
    const sinv_return_line *line = &plan->lines[index];
    int64_t left;

    if (!line->order.order || line->shipment)
        return SALESINV_OK;
    left = sinv_booking_order_left(plan, &line->order);
    for (uint32_t i = 0; i < index; i++)
        if (sinv_return_is_in(doc, plan, i) && !plan->lines[i].shipment &&
            plan->lines[i].order.use == line->order.use)
            left -= plan->lines[i].moving;
    return line->moving > left ? refuse_order(txn, plan, index, left > 0 ? left : 0)
                               : SALESINV_OK;
}

salesinv_status sinv_return_choose_named(sinv_txn *txn, const sinv_doc *doc,
                                         sinv_return_plan *plan)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (sinv_return_is_in(doc, plan, i))
            rc = choose_named(txn, doc, plan, i);
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (sinv_return_is_in(doc, plan, i))
            rc = check_order(txn, doc, plan, i);
    return rc;
}

salesinv_status sinv_return_choose(sinv_txn *txn, sinv_doc *doc, sinv_return_plan *plan)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        const sinv_return_line *line = &plan->lines[i];

        if (!sinv_return_is_in(doc, plan, i) || line->shipment || line->moving == 0)
            continue;
        if (plan->goods[i].has_serials)
            rc = choose_by_serials(txn, plan, i);
        else if (line->order.order)
            rc = choose_oldest(txn, doc, plan, i);
    }
    return rc;
}
