/* SPDX-License-Identifier: Apache-2.0 */
/* Bookings: which shipment line goods of a return left on. Chosen at submission, stored until the return is taken back. */
#include "base/checked.h"
#include "returns/plan.h"

/* Batches of a notice's line may differ; else the line's goods are all of one. */
static bool is_of_batch(const sinv_booking *booking)
{
    return booking->batch != 0 && sinv_shipment_is_notice(booking->shipment);
}

/* What the plan takes of the same place already, where batches differ of the same one. */
static int64_t taken_beside(const sinv_return_plan *plan, const sinv_booking *booking)
{
    int64_t taken = 0;

    for (uint32_t i = 0; i < plan->booking_count; i++) {
        const sinv_booking *other = &plan->bookings[i];

        if (other->shipment == booking->shipment && other->index == booking->index &&
            (!is_of_batch(booking) || other->batch == booking->batch))
            taken += other->qty;
    }
    return taken;
}

salesinv_status sinv_booking_left(sinv_txn *txn, const sinv_return_plan *plan,
                                  const sinv_booking *of, int64_t *out)
{
    salesinv_status rc = SALESINV_OK;

    *out = sinv_shipment_returnable(of->shipment, of->index);
    if (is_of_batch(of))
        rc = sinv_shipment_batch_away(txn, of->shipment, of->index, of->batch, out);
    *out -= taken_beside(plan, of);
    return rc;
}

int64_t sinv_booking_order_left(const sinv_return_plan *plan, const sinv_order_line *of)
{
    int64_t left = sinv_order_line_int(of, SINV_ORDER_LINE_SHIPPED) -
                   sinv_order_line_int(of, SINV_ORDER_LINE_RETURNED_SHIPPED) -
                   sinv_order_line_int(of, SINV_ORDER_LINE_RETURN_PENDING);

    for (uint32_t i = 0; i < plan->booking_count; i++)
        if (plan->bookings[i].shipment && plan->bookings[i].order.use == of->use)
            left -= plan->bookings[i].qty;
    return left;
}

salesinv_status sinv_booking_refuse(sinv_txn *txn, const sinv_booking *booking,
                                    salesinv_id batch, int64_t wanted, int64_t most)
{
    int64_t line = sinv_doc_line_of(booking->shipment, booking->index);
    salesinv_status rc = sinv_err_set(
        txn->err, SALESINV_E_EXCEEDS_RETURNABLE,
        sinv_doc_field(txn, (int32_t)booking->line, "qty"),
        "wanted %s back of line %lld of shipment %lld, %s%s can be returned",
        sinv_txn_qty(txn, wanted), (long long)sinv_line_number(line),
        (long long)sinv_line_document(line), sinv_txn_qty(txn, most),
        batch != 0 ? " of the batch" : "");

    sinv_err_add_qty(txn->err, "wanted", wanted);
    sinv_err_add_qty(txn->err, "returnable", most);
    sinv_err_add_int(txn->err, "shipment_line", line);
    if (batch != 0)
        sinv_err_add_int(txn->err, "batch", batch);
    return rc;
}

/* A line of several pieces with one holder each may come to the same shipment line twice. */
static sinv_booking *find(const sinv_return_plan *plan, const sinv_booking *like)
{
    for (uint32_t i = 0; i < plan->booking_count; i++) {
        sinv_booking *booking = &plan->bookings[i];

        if (booking->line == like->line && booking->shipment == like->shipment &&
            booking->index == like->index)
            return booking;
    }
    return NULL;
}

static salesinv_status append(sinv_txn *txn, sinv_return_plan *plan,
                              const sinv_booking *booking)
{
    salesinv_status rc =
        sinv_txn_grow(txn, (void **)&plan->bookings, sizeof(*plan->bookings),
                      plan->booking_count, &plan->booking_capacity);

    if (rc == SALESINV_OK)
        plan->bookings[plan->booking_count++] = *booking;
    return rc;
}

/* The numbers are those of the document: what its earlier lines take counts as wanted. */
static salesinv_status refuse(sinv_txn *txn, const sinv_return_plan *plan,
                              const sinv_booking *booking, int64_t left)
{
    int64_t taken = taken_beside(plan, booking);

    return sinv_booking_refuse(txn, booking, is_of_batch(booking) ? booking->batch : 0,
                               taken + booking->qty, taken + left);
}

salesinv_status sinv_booking_add(sinv_txn *txn, sinv_return_plan *plan,
                                 const sinv_booking *booking)
{
    sinv_booking *same;
    int64_t left;
    salesinv_status rc;

    if (booking->shipment) {
        if ((rc = sinv_booking_left(txn, plan, booking, &left)) != SALESINV_OK)
            return rc;
        left = sinv_min_i64(left, sinv_booking_order_left(plan, &booking->order));
        if (booking->qty > left)
            return refuse(txn, plan, booking, left);
    }
    same = find(plan, booking);
    if (!same)
        return append(txn, plan, booking);
    same->qty += booking->qty;
    same->moving += booking->moving;
    return SALESINV_OK;
}

/* ---- stored ---- */

static salesinv_status take_row(sinv_txn *txn, const sinv_doc *doc,
                                sinv_return_plan *plan, const sinv_row *row)
{
    int64_t line = sinv_row_int(row, SINV_BOOKING_SHIPMENT_LINE);
    int32_t place = sinv_doc_find_line(doc, sinv_row_int(row, SINV_BOOKING_NUMBER));
    sinv_booking booking = {.qty = sinv_row_int(row, SINV_BOOKING_QTY),
                            .received = sinv_row_int(row, SINV_BOOKING_RECEIVED)};
    salesinv_status rc;

    if (place < 0)
        return sinv_txn_internal(txn, "return %lld has a booking of no line",
                                 (long long)sinv_doc_id(doc));
    booking.line = (uint32_t)place;
    booking.batch = sinv_doc_line_int(doc, booking.line, SINV_RETURN_LINE_BATCH);
    booking.moving = booking.qty - booking.received;
    rc = sinv_order_set_find(txn, &plan->orders,
                             sinv_row_int(row, SINV_BOOKING_ORDER_LINE), place,
                             &booking.order);
    if (rc == SALESINV_OK && line != 0)
        rc = sinv_shipment_set_find(txn, &plan->shipments, line, place,
                                    &booking.shipment, &booking.index);
    return rc == SALESINV_OK ? append(txn, plan, &booking) : rc;
}

salesinv_status sinv_booking_scan(sinv_txn *txn, const sinv_doc *doc, sinv_scan *scan,
                                  sinv_row **row)
{
    sinv_range range = {.prefix = 2};
    sinv_row *from;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_BOOKING, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_BOOKING, row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_BOOKING_DOCUMENT, sinv_doc_id(doc));
    range.from = from;
    return sinv_scan_start(txn, SINV_T_BOOKING, &range, scan);
}

salesinv_status sinv_booking_load(sinv_txn *txn, const sinv_doc *doc,
                                  sinv_return_plan *plan)
{
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc = sinv_booking_scan(txn, doc, &scan, &row);

    if (rc != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if ((rc = take_row(txn, doc, plan, row)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc;
}

static salesinv_status key_row(sinv_txn *txn, const sinv_doc *doc,
                               const sinv_booking *booking, sinv_row **out)
{
    salesinv_status rc = sinv_txn_row(txn, SINV_T_BOOKING, out);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(*out, SINV_BOOKING_DOCUMENT, sinv_doc_id(doc));
    sinv_row_set_int(*out, SINV_BOOKING_NUMBER,
                     sinv_doc_line_int(doc, booking->line, SINV_LINE_NUMBER));
    sinv_row_set_int(
        *out, SINV_BOOKING_SHIPMENT_LINE,
        booking->shipment ? sinv_doc_line_of(booking->shipment, booking->index) : 0);
    return SALESINV_OK;
}

static void put_figures(sinv_row *row, const sinv_booking *booking)
{
    sinv_row_set_int(row, SINV_BOOKING_QTY, booking->qty);
    sinv_row_set_int(row, SINV_BOOKING_RECEIVED, booking->received);
}

salesinv_status sinv_booking_insert(sinv_txn *txn, const sinv_doc *doc,
                                    const sinv_return_plan *plan)
{
    sinv_row *row;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < plan->booking_count && rc == SALESINV_OK; i++) {
        if ((rc = key_row(txn, doc, &plan->bookings[i], &row)) != SALESINV_OK)
            return rc;
        sinv_row_set_int(row, SINV_BOOKING_ORDER_LINE,
                         sinv_order_line_id(&plan->bookings[i].order));
        put_figures(row, &plan->bookings[i]);
        rc = sinv_txn_insert(txn, row);
        if (rc == SALESINV_E_EXISTS)
            return sinv_txn_internal(txn, "return %lld has a booking twice",
                                     (long long)sinv_doc_id(doc));
    }
    return rc;
}

/* Its row is gone: we wrote it ourselves. */
static salesinv_status check_there(sinv_txn *txn, const sinv_doc *doc,
                                   salesinv_status rc)
{
    return rc == SALESINV_E_NOT_FOUND
               ? sinv_txn_internal(txn, "a booking of return %lld is gone",
                                   (long long)sinv_doc_id(doc))
               : rc;
}

salesinv_status sinv_booking_save(sinv_txn *txn, const sinv_doc *doc,
                                  const sinv_return_plan *plan)
{
    sinv_row *row;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < plan->booking_count && rc == SALESINV_OK; i++) {
        if ((rc = key_row(txn, doc, &plan->bookings[i], &row)) != SALESINV_OK)
            return rc;
        put_figures(row, &plan->bookings[i]);
        rc = check_there(txn, doc,
                         plan->bookings[i].qty > 0 ? sinv_txn_save(txn, row)
                                                   : sinv_txn_remove(txn, row));
    }
    return rc;
}

salesinv_status sinv_booking_remove(sinv_txn *txn, const sinv_doc *doc,
                                    const sinv_return_plan *plan)
{
    sinv_row *row;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < plan->booking_count && rc == SALESINV_OK; i++)
        if ((rc = key_row(txn, doc, &plan->bookings[i], &row)) == SALESINV_OK)
            rc = check_there(txn, doc, sinv_txn_remove(txn, row));
    return rc;
}
