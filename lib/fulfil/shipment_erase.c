/* SPDX-License-Identifier: Apache-2.0 */
/* What shipments know of the people of an erased account: who took the goods, and what carriers tell of the way to his door. */
#include "fulfil/notice.h"
#include "fulfil/outbound.h"
#include "fulfil/parcel.h"

typedef struct ids {
    salesinv_id *items;
    uint32_t count;
    uint32_t capacity;
} ids;

/* Some are found line by line: one that was appended last is known. */
static salesinv_status append(sinv_txn *txn, ids *to, salesinv_id id)
{
    salesinv_status rc;

    if (to->count > 0 && to->items[to->count - 1] == id)
        return SALESINV_OK;
    rc = sinv_txn_grow(txn, (void **)&to->items, sizeof(*to->items), to->count,
                       &to->capacity);
    if (rc == SALESINV_OK)
        to->items[to->count++] = id;
    return rc;
}

static bool is_personal(const sinv_row *head)
{
    return !sinv_row_is_null(head, SINV_SHIPMENT_RECEIVER) ||
           !sinv_row_is_null(head, SINV_SHIPMENT_TRACKING_NUMBER);
}

/* Tracking numbers that an ERP reported with what went out for a notice. */
static salesinv_status erase_outbound(sinv_txn *txn, salesinv_id id)
{
    sinv_doc *outbound;
    salesinv_status rc = sinv_doc_load(txn, &sinv_outbound_kind, id, &outbound);

    if (rc != SALESINV_OK ||
        sinv_row_is_null(outbound->head, SINV_OUTBOUND_TRACKING_NUMBER))
        return rc;
    sinv_row_set_null(outbound->head, SINV_OUTBOUND_TRACKING_NUMBER);
    return sinv_doc_store(txn, outbound, SALESINV_EVENT_ERASED);
}

static salesinv_status erase_outbounds(sinv_txn *txn, salesinv_id notice)
{
    ids outbounds = {NULL, 0, 0};
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc = sinv_notice_scan(txn, sinv_line_id(notice, 0),
                                          sinv_line_id(notice, 0xffff), &scan, &row);

    if (rc != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if ((rc = append(txn, &outbounds, sinv_row_int(row, SINV_LINE_DOCUMENT))) !=
            SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    for (uint32_t i = 0; i < outbounds.count && rc == SALESINV_OK; i++)
        rc = erase_outbound(txn, outbounds.items[i]);
    return rc;
}

/* Without their numbers parcels are not found by later reports either. */
static salesinv_status erase_one(sinv_txn *txn, salesinv_id id)
{
    sinv_parcels parcels = {0};
    sinv_doc *shipment;
    salesinv_status rc = sinv_parcels_load(txn, id, &parcels);

    for (uint32_t i = 0; i < parcels.count && rc == SALESINV_OK; i++)
        rc = sinv_parcel_remove(txn, parcels.rows[i]);
    if (rc != SALESINV_OK || (rc = erase_outbounds(txn, id)) != SALESINV_OK ||
        (rc = sinv_doc_load(txn, &sinv_shipment_kind, id, &shipment)) != SALESINV_OK)
        return rc;
    if (parcels.count == 0 && !is_personal(shipment->head))
        return SALESINV_OK;
    sinv_row_set_null(shipment->head, SINV_SHIPMENT_RECEIVER);
    sinv_row_set_null(shipment->head, SINV_SHIPMENT_TRACKING_NUMBER);
    return sinv_doc_store(txn, shipment, SALESINV_EVENT_ERASED);
}

static salesinv_status list(sinv_txn *txn, salesinv_id account, ids *out)
{
    sinv_range range = {.index = SINV_INDEX_ACCOUNT, .prefix = 2};
    sinv_row *from;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_SHIPMENT, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_SHIPMENT, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_SHIPMENT_ACCOUNT, account);
    range.from = from;
    if ((rc = sinv_scan_start(txn, SINV_T_SHIPMENT, &range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if ((rc = append(txn, out, sinv_row_int(row, SINV_HEAD_ID))) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc;
}

salesinv_status sinv_shipment_erase(sinv_txn *txn, salesinv_id account)
{
    ids found = {NULL, 0, 0};
    salesinv_status rc = list(txn, account, &found);

    for (uint32_t i = 0; i < found.count && rc == SALESINV_OK; i++)
        rc = erase_one(txn, found.items[i]);
    return rc;
}
