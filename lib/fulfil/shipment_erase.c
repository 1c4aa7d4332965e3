/* SPDX-License-Identifier: Apache-2.0 */
/* What shipments know of the people of an erased account: who took the goods, and what carriers tell of the way to his door. */
#include "fulfil/parcel.h"
#include "fulfil/shipment.h"

static bool is_personal(const sinv_row *head)
{
    return !sinv_row_is_null(head, SINV_SHIPMENT_RECEIVER) ||
           !sinv_row_is_null(head, SINV_SHIPMENT_TRACKING_NUMBER);
}

/* Without their numbers parcels are not found by later reports either. */
static salesinv_status erase_one(sinv_txn *txn, salesinv_id id)
{
    sinv_parcels parcels = {0};
    sinv_doc *shipment;
    salesinv_status rc = sinv_parcels_load(txn, id, &parcels);

    for (uint32_t i = 0; i < parcels.count && rc == SALESINV_OK; i++)
        rc = sinv_parcel_remove(txn, parcels.rows[i]);
    if (rc != SALESINV_OK ||
        (rc = sinv_doc_load(txn, &sinv_shipment_kind, id, &shipment)) != SALESINV_OK)
        return rc;
    if (parcels.count == 0 && !is_personal(shipment->head))
        return SALESINV_OK;
    sinv_row_set_null(shipment->head, SINV_SHIPMENT_RECEIVER);
    sinv_row_set_null(shipment->head, SINV_SHIPMENT_TRACKING_NUMBER);
    return sinv_doc_store(txn, shipment, SALESINV_EVENT_ERASED);
}

typedef struct shipment_ids {
    salesinv_id *items;
    uint32_t count;
    uint32_t capacity;
} shipment_ids;

static salesinv_status list(sinv_txn *txn, salesinv_id account, shipment_ids *out)
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
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items), out->count,
                           &out->capacity);
        if (rc != SALESINV_OK)
            break;
        out->items[out->count++] = sinv_row_int(row, SINV_HEAD_ID);
    }
    sinv_scan_close(&scan);
    return rc;
}

salesinv_status sinv_shipment_erase(sinv_txn *txn, salesinv_id account)
{
    shipment_ids ids = {NULL, 0, 0};
    salesinv_status rc = list(txn, account, &ids);

    for (uint32_t i = 0; i < ids.count && rc == SALESINV_OK; i++)
        rc = erase_one(txn, ids.items[i]);
    return rc;
}
