/* SPDX-License-Identifier: Apache-2.0 */
/* One parcel of a shipment more, or one less. The first one is what the shipment's own carrier and tracking number say. */
#include "fulfil/parcel.h"

static bool has_own(const sinv_doc *shipment)
{
    const char *text = sinv_row_text(shipment->head, SINV_SHIPMENT_TRACKING_NUMBER);

    return text && *text;
}

static salesinv_status take_own(sinv_txn *txn, sinv_doc *shipment, const char *carrier,
                                const char *tracking_number)
{
    sinv_row_set_text(shipment->head, SINV_SHIPMENT_CARRIER, carrier);
    sinv_row_set_text(shipment->head, SINV_SHIPMENT_TRACKING_NUMBER, tracking_number);
    if (shipment->head->status != SALESINV_OK)
        return sinv_txn_nomem(txn);
    return sinv_parcel_follow(txn, shipment);
}

static salesinv_status check_count(sinv_txn *txn, const sinv_doc *shipment)
{
    sinv_parcels parcels = {0};
    salesinv_status rc = sinv_parcels_load(txn, sinv_doc_id(shipment), &parcels);

    if (rc != SALESINV_OK || parcels.count < SINV_PARCELS_MAX)
        return rc;
    return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, "shipment",
                        "shipment %lld has %u parcels, %d are the limit",
                        (long long)sinv_doc_id(shipment), parcels.count,
                        SINV_PARCELS_MAX);
}

/* Numbers are given once: what a parcel's number was is never another's. */
static salesinv_status next_number(sinv_txn *txn, sinv_doc *shipment, int32_t *out)
{
    int64_t last = sinv_doc_int(shipment, SINV_SHIPMENT_LAST_PARCEL);

    if (last < SINV_PARCEL_OF_SHIPMENT)
        last = SINV_PARCEL_OF_SHIPMENT;
    if (last == UINT16_MAX)
        return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, "shipment",
                            "shipment %lld has had %lld parcels",
                            (long long)sinv_doc_id(shipment), (long long)last);
    *out = (int32_t)last + 1;
    return SALESINV_OK;
}

salesinv_status sinv_parcel_add(sinv_txn *txn, sinv_doc *shipment, const char *carrier,
                                const char *tracking_number, int32_t *out_number)
{
    salesinv_id id = sinv_doc_id(shipment);
    salesinv_status rc = check_count(txn, shipment);

    *out_number = SINV_PARCEL_OF_SHIPMENT;
    if (rc != SALESINV_OK)
        return rc;
    if (!has_own(shipment))
        return take_own(txn, shipment, carrier, tracking_number);
    if ((rc = sinv_parcel_check_free(txn, id, 0, carrier, tracking_number)) !=
            SALESINV_OK ||
        (rc = next_number(txn, shipment, out_number)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(shipment->head, SINV_SHIPMENT_LAST_PARCEL, *out_number);
    return sinv_parcel_insert(txn, id, *out_number, carrier, tracking_number);
}

salesinv_status sinv_parcel_take(sinv_txn *txn, sinv_doc *shipment,
                                 const sinv_row *parcel)
{
    if (sinv_row_int(parcel, SINV_PARCEL_NUMBER) == SINV_PARCEL_OF_SHIPMENT) {
        sinv_row_set_null(shipment->head, SINV_SHIPMENT_CARRIER);
        sinv_row_set_null(shipment->head, SINV_SHIPMENT_TRACKING_NUMBER);
    }
    return sinv_parcel_remove(txn, parcel);
}
