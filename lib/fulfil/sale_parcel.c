/* SPDX-License-Identifier: Apache-2.0 */
/* Parcels of notices that come from outbound orders of an ERP. Several orders may go in one parcel. */
#include "fulfil/sale_parcel.h"

#include <string.h>

#include "fulfil/notice.h"
#include "fulfil/parcel.h"

static const char *text_of(const sinv_row *row, int32_t column)
{
    const char *text = sinv_row_text(row, column);

    return text ? text : "";
}

static bool has_parcel(const sinv_row *outbound)
{
    return *text_of(outbound, SINV_OUTBOUND_TRACKING_NUMBER) != '\0';
}

static bool is_same_parcel(const sinv_row *a, const sinv_row *b)
{
    return strcmp(text_of(a, SINV_OUTBOUND_CARRIER),
                  text_of(b, SINV_OUTBOUND_CARRIER)) == 0 &&
           strcmp(text_of(a, SINV_OUTBOUND_TRACKING_NUMBER),
                  text_of(b, SINV_OUTBOUND_TRACKING_NUMBER)) == 0;
}

/* Does another order in effect go with it? */
static salesinv_status is_shared(sinv_txn *txn, const sinv_row *outbound,
                                 const sinv_doc *notice, bool *out)
{
    sinv_row *head;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc =
        sinv_notice_scan(txn, sinv_line_id(sinv_doc_id(notice), 0),
                         sinv_line_id(sinv_doc_id(notice), 0xffff), &scan, &row);

    *out = false;
    if (rc != SALESINV_OK)
        return rc;
    while (!*out && (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        salesinv_id id = sinv_row_int(row, SINV_LINE_DOCUMENT);

        if (id == sinv_row_int(outbound, SINV_HEAD_ID))
            continue;
        if ((rc = sinv_doc_head(txn, SINV_T_OUTBOUND, id, &head)) != SALESINV_OK)
            break;
        *out = sinv_row_int(head, SINV_HEAD_STATUS) == SALESINV_STATUS_CONFIRMED &&
               is_same_parcel(head, outbound);
    }
    sinv_scan_close(&scan);
    return rc == SALESINV_ROW ? SALESINV_OK : rc;
}

/* The notice's parcel that the outbound order names; *out is NULL when it has it not. */
static salesinv_status find(sinv_txn *txn, const sinv_row *outbound,
                            const sinv_doc *notice, sinv_row **out)
{
    sinv_parcels parcels = {0};
    salesinv_status rc = sinv_parcels_load(txn, sinv_doc_id(notice), &parcels);

    *out = NULL;
    for (uint32_t i = 0; i < parcels.count; i++) {
        const sinv_row *row = parcels.rows[i];

        if (strcmp(text_of(row, SINV_PARCEL_CARRIER),
                   text_of(outbound, SINV_OUTBOUND_CARRIER)) == 0 &&
            strcmp(text_of(row, SINV_PARCEL_TRACKING_NUMBER),
                   text_of(outbound, SINV_OUTBOUND_TRACKING_NUMBER)) == 0)
            *out = parcels.rows[i];
    }
    return rc;
}

static salesinv_status drop(sinv_txn *txn, const sinv_row *outbound, sinv_doc *notice)
{
    sinv_row *parcel;
    bool is_needed;
    salesinv_status rc;

    if (!has_parcel(outbound))
        return SALESINV_OK;
    if ((rc = is_shared(txn, outbound, notice, &is_needed)) != SALESINV_OK ||
        is_needed || (rc = find(txn, outbound, notice, &parcel)) != SALESINV_OK ||
        !parcel)
        return rc;
    return sinv_parcel_take(txn, notice, parcel);
}

salesinv_status sinv_sale_drop_parcel(sinv_txn *txn, const sinv_doc *doc,
                                      sinv_doc *notice)
{
    return drop(txn, doc->head, notice);
}

salesinv_status sinv_sale_follow_parcel(sinv_txn *txn, const sinv_doc *doc,
                                        sinv_doc *notice)
{
    const sinv_row *before = doc->before ? doc->before->head : NULL;
    const char *carrier = text_of(doc->head, SINV_OUTBOUND_CARRIER);
    sinv_row *parcel;
    int32_t number;
    salesinv_status rc = SALESINV_OK;

    if (before && !is_same_parcel(before, doc->head))
        rc = drop(txn, before, notice);
    if (rc != SALESINV_OK || !has_parcel(doc->head) ||
        (rc = find(txn, doc->head, notice, &parcel)) != SALESINV_OK || parcel)
        return rc;
    return sinv_parcel_add(txn, notice, *carrier ? carrier : NULL,
                           text_of(doc->head, SINV_OUTBOUND_TRACKING_NUMBER), &number);
}

salesinv_status sinv_sale_relabel(sinv_txn *txn, const sinv_doc *doc)
{
    sinv_doc *notice;
    salesinv_status rc = sinv_doc_load(
        txn, &sinv_shipment_kind, sinv_doc_int(doc, SINV_OUTBOUND_SOURCE), &notice);

    if (rc == SALESINV_OK)
        rc = sinv_sale_follow_parcel(txn, doc, notice);
    return rc == SALESINV_OK ? sinv_doc_store(txn, notice, SALESINV_EVENT_UPDATED) : rc;
}
