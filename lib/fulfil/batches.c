/* SPDX-License-Identifier: Apache-2.0 */
/* Which batches left on a shipment line. */
#include "fulfil/notice.h"
#include "sales/users.h"

typedef struct batch_list {
    sinv_sent_batch *items;
    uint32_t count;
    uint32_t capacity;
} batch_list;

static salesinv_status add(sinv_txn *txn, batch_list *list, salesinv_id batch,
                           int64_t qty)
{
    salesinv_status rc;

    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i].batch == batch) {
            list->items[i].qty += qty;
            return SALESINV_OK;
        }
    rc = sinv_txn_grow(txn, (void **)&list->items, sizeof(*list->items), list->count,
                       &list->capacity);
    if (rc == SALESINV_OK)
        list->items[list->count++] = (sinv_sent_batch){batch, qty};
    return rc;
}

/* Those of the outbound orders that are confirmed. */
static salesinv_status add_of_notice(sinv_txn *txn, const sinv_doc *notice,
                                     uint32_t index, batch_list *list)
{
    sinv_row *row;
    sinv_row *head;
    sinv_scan scan;
    salesinv_status rc = sinv_notice_scan(txn, sinv_doc_line_of(notice, index),
                                          sinv_doc_line_of(notice, index), &scan, &row);

    if (rc != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        rc = sinv_doc_head(txn, SINV_T_OUTBOUND, sinv_row_int(row, SINV_LINE_DOCUMENT),
                           &head);
        if (rc == SALESINV_OK &&
            sinv_row_int(head, SINV_HEAD_STATUS) == SALESINV_STATUS_CONFIRMED)
            rc = add(txn, list, sinv_row_int(row, SINV_OUTBOUND_LINE_BATCH),
                     sinv_row_int(row, SINV_OUTBOUND_LINE_QTY));
        if (rc != SALESINV_OK)
            break;
    }
    sinv_scan_close(&scan);
    return rc;
}

salesinv_status sinv_shipment_batches(sinv_txn *txn, const sinv_doc *shipment,
                                      uint32_t index, sinv_sent_batch **out,
                                      uint32_t *out_count)
{
    batch_list list = {NULL, 0, 0};
    salesinv_status rc =
        sinv_shipment_is_notice(shipment)
            ? add_of_notice(txn, shipment, index, &list)
            : add(txn, &list,
                  sinv_doc_line_int(shipment, index, SINV_SHIPMENT_LINE_BATCH),
                  sinv_shipment_sent(shipment, index));

    *out = list.items;
    *out_count = list.count;
    return rc;
}

/* What a booking on the line brings back of the batch; of returns that have no effect nothing. */
static salesinv_status booked_of(sinv_txn *txn, const sinv_row *booking,
                                 salesinv_id batch, int64_t *out)
{
    const uint32_t counted = SINV_RETURN_LIVE | SINV_IN(SALESINV_STATUS_IN_APPROVAL);
    salesinv_id document = sinv_row_int(booking, SINV_BOOKING_DOCUMENT);
    sinv_row *head;
    sinv_row *line;
    salesinv_status rc;

    *out = 0;
    if ((rc = sinv_doc_head(txn, SINV_T_RETURN, document, &head)) != SALESINV_OK ||
        !(counted & SINV_IN(sinv_row_int(head, SINV_HEAD_STATUS))) ||
        (rc = sinv_txn_row(txn, SINV_T_RETURN_LINE, &line)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(line, SINV_LINE_DOCUMENT, document);
    sinv_row_set_int(line, SINV_LINE_NUMBER,
                     sinv_row_int(booking, SINV_BOOKING_NUMBER));
    if ((rc = sinv_txn_get(txn, line)) != SALESINV_OK)
        return rc;
    if (sinv_row_int(line, SINV_RETURN_LINE_BATCH) == batch)
        *out = sinv_row_int(booking, SINV_BOOKING_QTY);
    return SALESINV_OK;
}

static salesinv_status subtract_booked(sinv_txn *txn, const sinv_doc *shipment,
                                       uint32_t index, salesinv_id batch, int64_t *away)
{
    int64_t line = sinv_doc_line_of(shipment, index);
    sinv_range range = {.index = SINV_INDEX_BOOKING_ORDER, .prefix = 2};
    sinv_row *from;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_BOOKING, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_BOOKING, &row)) != SALESINV_OK)
        return rc;
    sinv_row_copy_cell(from, SINV_BOOKING_ORDER_LINE, shipment->lines[index].row,
                       SINV_SHIPMENT_LINE_ORDER_LINE);
    range.from = from;
    if ((rc = sinv_scan_start(txn, SINV_T_BOOKING, &range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        int64_t qty = 0;

        if (sinv_row_int(row, SINV_BOOKING_SHIPMENT_LINE) == line &&
            (rc = booked_of(txn, row, batch, &qty)) != SALESINV_OK)
            break;
        *away -= qty;
    }
    sinv_scan_close(&scan);
    return rc;
}

salesinv_status sinv_shipment_batch_away(sinv_txn *txn, const sinv_doc *shipment,
                                         uint32_t index, salesinv_id batch,
                                         int64_t *out)
{
    sinv_sent_batch *batches;
    uint32_t count;
    salesinv_status rc = sinv_shipment_batches(txn, shipment, index, &batches, &count);

    *out = 0;
    for (uint32_t i = 0; rc == SALESINV_OK && i < count; i++)
        if (batches[i].batch == batch)
            *out = batches[i].qty;
    return rc == SALESINV_OK ? subtract_booked(txn, shipment, index, batch, out) : rc;
}

salesinv_status sinv_shipment_check_batch(sinv_txn *txn, const sinv_doc *shipment,
                                          uint32_t index, salesinv_id batch,
                                          uint32_t place)
{
    const char *field = sinv_doc_field(txn, (int32_t)place, "batch");
    sinv_sent_batch *batches;
    uint32_t count;
    salesinv_status rc = sinv_shipment_batches(txn, shipment, index, &batches, &count);

    if (rc != SALESINV_OK || count == 0) /* nothing left: the quantity says so */
        return rc;
    for (uint32_t i = 0; i < count; i++)
        if (batches[i].batch == batch)
            return SALESINV_OK;
    if (batch == 0)
        return sinv_err_set(txn->err, SALESINV_E_BATCH_REQUIRED, field,
                            "several batches were shipped: the line names none");
    rc = sinv_err_set(txn->err, SALESINV_E_BATCH_MISMATCH, field,
                      count == 1 ? "batch %lld was shipped, not %lld"
                                 : "batch %lld was shipped among others, not %lld",
                      (long long)batches[0].batch, (long long)batch);
    sinv_err_add_int(txn->err, "shipped", batches[0].batch);
    sinv_err_add_int(txn->err, "batch", batch);
    return rc;
}
