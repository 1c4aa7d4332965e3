/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the lines of a return are worth. A line with a price is worth that. Else goods are worth their share of the
 * shipment line that they left on, and what was never shipped its share of the order line, counted from that line's end: shipments
 * count from its beginning. So the pieces of a line that goes out and comes back in parts add up to the whole.
 */
#include "base/checked.h"
#include "returns/plan.h"
#include "sales/amount.h"

/* Bookings before `end` that take of the same place, and what came back there already. */
static int64_t taken_before(const sinv_return_plan *plan, uint32_t end)
{
    const sinv_booking *booking = &plan->bookings[end];
    int64_t taken = 0;

    for (uint32_t i = 0; i < end; i++)
        if (plan->bookings[i].shipment == booking->shipment &&
            plan->bookings[i].index == booking->index &&
            plan->bookings[i].order.use == booking->order.use)
            taken += plan->bookings[i].qty;
    return taken;
}

static bool share_of_booking(const sinv_return_plan *plan, uint32_t index, int64_t step,
                             int64_t *out)
{
    const sinv_booking *booking = &plan->bookings[index];
    int64_t taken = taken_before(plan, index);
    int64_t whole;

    if (booking->shipment) {
        whole = sinv_doc_line_int(booking->shipment, booking->index,
                                  SINV_SHIPMENT_LINE_QTY);
        taken += whole - sinv_shipment_returnable(booking->shipment, booking->index);
        return sinv_amount_share(sinv_doc_line_int(booking->shipment, booking->index,
                                                   SINV_SHIPMENT_LINE_AMOUNT),
                                 whole, taken, booking->qty, step, out);
    }
    whole = sinv_order_line_int(&booking->order, SINV_ORDER_LINE_QTY);
    taken += sinv_order_line_int(&booking->order, SINV_ORDER_LINE_RETURNED_UNSHIPPED) +
             sinv_order_line_int(&booking->order, SINV_ORDER_LINE_UNSHIPPED_PENDING);
    return sinv_amount_share(
        sinv_order_worth(booking->order.order, booking->order.index), whole,
        whole - taken - booking->qty, booking->qty, step, out);
}

/* Once it is known where the goods left: the sum of the shares. */
static bool share_of_bookings(const sinv_return_plan *plan, uint32_t line, int64_t step,
                              int64_t *out)
{
    bool is_good = true;
    int64_t part;

    *out = 0;
    for (uint32_t i = 0; i < plan->booking_count && is_good; i++)
        if (plan->bookings[i].line == line)
            is_good =
                share_of_booking(plan, i, step, &part) && sinv_add_i64(*out, part, out);
    return is_good;
}

/* Add what earlier lines of the return name of the same line; a draft may name any quantity. */
static bool add_named_before(const sinv_doc *doc, const sinv_return_plan *plan,
                             uint32_t index, int64_t *sum)
{
    const sinv_return_line *line = &plan->lines[index];
    bool is_good = true;

    for (uint32_t i = 0; i < index && is_good; i++)
        if (!doc->lines[i].is_removed && plan->lines[i].order.use == line->order.use &&
            plan->lines[i].shipment == line->shipment &&
            plan->lines[i].index == line->index)
            is_good = sinv_add_i64(
                *sum, sinv_doc_line_int(doc, i, SINV_RETURN_LINE_QTY), sum);
    return is_good;
}

/* In a draft: the share of the line that is named. */
static bool share_of_line(const sinv_doc *doc, const sinv_return_plan *plan,
                          uint32_t index, int64_t step, int64_t *out)
{
    const sinv_return_line *line = &plan->lines[index];
    int64_t qty = sinv_doc_line_int(doc, index, SINV_RETURN_LINE_QTY);
    int64_t before = 0;
    int64_t whole;

    *out = 0;
    if (!line->order.order)
        return true;
    if (!line->shipment)
        return add_named_before(doc, plan, index, &before) &&
               sinv_amount_share(sinv_order_worth(line->order.order, line->order.index),
                                 sinv_order_line_int(&line->order, SINV_ORDER_LINE_QTY),
                                 before, qty, step, out);
    whole = sinv_doc_line_int(line->shipment, line->index, SINV_SHIPMENT_LINE_QTY);
    before = whole - sinv_shipment_returnable(line->shipment, line->index);
    return add_named_before(doc, plan, index, &before) &&
           sinv_amount_share(sinv_doc_line_int(line->shipment, line->index,
                                               SINV_SHIPMENT_LINE_AMOUNT),
                             whole, before, qty, step, out);
}

static bool amount_of(const sinv_doc *doc, const sinv_return_plan *plan, uint32_t index,
                      int64_t step, int64_t *out)
{
    const sinv_row *row = doc->lines[index].row;

    if (!sinv_row_is_null(row, SINV_RETURN_LINE_PRICE))
        return sinv_amount_of_line(sinv_row_int(row, SINV_RETURN_LINE_PRICE),
                                   sinv_row_int(row, SINV_RETURN_LINE_QTY), 0, step,
                                   out);
    return plan->booking_count > 0 ? share_of_bookings(plan, index, step, out)
                                   : share_of_line(doc, plan, index, step, out);
}

static salesinv_status step_of(sinv_txn *txn, const sinv_doc *doc,
                               const sinv_return_plan *plan, int64_t *out)
{
    const sinv_row *head =
        plan && plan->orders.count > 0 ? plan->orders.items[0].order->head : doc->head;

    return sinv_amount_step(txn, sinv_row_text(head, SINV_HEAD_RECORD_TYPE),
                            sinv_row_text(doc->head, SINV_RETURN_CURRENCY), out);
}

/* The header's amounts are sums of the lines'. */
static salesinv_status sum_up(sinv_txn *txn, sinv_doc *doc)
{
    int64_t in = 0;
    int64_t out = 0;
    int64_t difference;
    bool is_good = true;

    for (uint32_t i = 0; i < doc->line_count && is_good; i++) {
        int64_t amount = sinv_doc_line_int(doc, i, SINV_RETURN_LINE_AMOUNT);
        int64_t *sum = sinv_doc_line_int(doc, i, SINV_RETURN_LINE_DIRECTION) ==
                               SALESINV_DIRECTION_OUT
                           ? &out
                           : &in;

        if (!doc->lines[i].is_removed)
            is_good = sinv_add_i64(*sum, amount, sum);
    }
    if (!is_good || !sinv_sub_i64(out, in, &difference))
        return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, "lines",
                            "the amounts together do not fit");
    sinv_row_change_int(doc->head, SINV_RETURN_AMOUNT, in);
    sinv_row_change_int(doc->head, SINV_RETURN_PRICE_DIFFERENCE,
                        sinv_doc_int(doc, SINV_RETURN_MODE) == SALESINV_RETURN_EXCHANGE
                            ? difference
                            : 0);
    return SALESINV_OK;
}

salesinv_status sinv_return_price(sinv_txn *txn, sinv_doc *doc, sinv_return_plan *plan)
{
    int64_t amount;
    int64_t step;
    salesinv_status rc = step_of(txn, doc, plan, &step);

    if (rc != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count; i++) {
        if (doc->lines[i].is_removed)
            continue;
        if (!amount_of(doc, plan, i, step, &amount))
            return sinv_err_set(txn->err, SALESINV_E_OVERFLOW,
                                sinv_doc_field(txn, (int32_t)i, "qty"),
                                "the amount does not fit");
        sinv_row_change_int(doc->lines[i].row, SINV_RETURN_LINE_AMOUNT, amount);
    }
    return sum_up(txn, doc);
}

salesinv_status sinv_return_price_closed(sinv_txn *txn, sinv_doc *doc)
{
    int64_t amount;
    int64_t step;
    salesinv_status rc = step_of(txn, doc, doc->plan, &step);

    if (rc != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count; i++) {
        sinv_row *row = doc->lines[i].row;
        int64_t qty = sinv_row_int(row, SINV_RETURN_LINE_QTY);
        int64_t closed = sinv_row_int(row, SINV_RETURN_LINE_CLOSED);

        if (closed == 0)
            continue;
        if (!sinv_amount_share(sinv_row_int(row, SINV_RETURN_LINE_AMOUNT), qty, 0,
                               qty - closed, step, &amount))
            return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, "lines",
                                "the amount does not fit");
        sinv_row_change_int(row, SINV_RETURN_LINE_AMOUNT, amount);
    }
    return sum_up(txn, doc);
}
