/* SPDX-License-Identifier: Apache-2.0 */
/* What follows from a report; see tracking.h. */
#include "fulfil/tracking.h"

#include <string.h>

#include "core/licence.h"
#include "core/settings.h"
#include "fulfil/shipment.h"

enum { DETAIL_MAX = 4096 };

sinv_right sinv_tracking_right(const salesinv_session *session)
{
    const sinv_right shipments = {SINV_OBJECT_SHIPMENT, SINV_ACTION_READ};
    const sinv_right receipts = {SINV_OBJECT_RECEIPT, SINV_ACTION_READ};

    if (sinv_rights_reach(&session->rights, shipments) == SINV_REACH_NONE &&
        sinv_rights_reach(&session->rights, receipts) != SINV_REACH_NONE)
        return receipts;
    return shipments;
}

static salesinv_status check_text(sinv_err *err, const char *field, const char *text,
                                  size_t max)
{
    size_t size;
    salesinv_status rc = sinv_text_check(err, field, text, max, &size);

    if (rc != SALESINV_OK)
        return rc;
    if (size == 0)
        return sinv_err_set(err, SALESINV_E_ARG, field, "%s is empty", field);
    if (sinv_text_has_control(text, size))
        return sinv_err_set(err, SALESINV_E_TEXT, field, "%s has control characters",
                            field);
    return SALESINV_OK;
}

salesinv_status sinv_tracking_check_texts(sinv_err *err, const char *carrier,
                                          const char *tracking_number)
{
    salesinv_status rc = SALESINV_OK;

    if (carrier)
        rc = check_text(err, "carrier", carrier, SALESINV_CARRIER_CODE_MAX);
    return rc == SALESINV_OK ? check_text(err, "tracking_number", tracking_number,
                                          SALESINV_TRACKING_NUMBER_MAX)
                             : rc;
}

static void put_text(sinv_json_writer *json, const char *key, const char *text)
{
    if (!text || !*text)
        return;
    sinv_json_put_key(json, key);
    sinv_json_put_text(json, text, strlen(text));
}

/* What the event says: which parcel, from where to where, when; not its tracking number, which is personal and can be erased. */
static salesinv_status describe(sinv_txn *txn, const sinv_parcel_news *news,
                                const char **out)
{
    const sinv_row *parcel = news->parcel;
    sinv_json_writer json;
    sinv_buf buf;

    sinv_buf_init(&buf, txn->engine->heap, DETAIL_MAX);
    sinv_json_writer_init(&json, &buf);
    sinv_json_begin_object(&json);
    sinv_json_put_key(&json, "parcel");
    sinv_json_put_int(&json, sinv_row_int(parcel, SINV_PARCEL_NUMBER));
    put_text(&json, "carrier", sinv_row_text(parcel, SINV_PARCEL_CARRIER));
    put_text(&json, "from", salesinv_parcel_state_name(sinv_parcel_state(parcel)));
    put_text(&json, "state", salesinv_parcel_state_name(news->state));
    sinv_json_put_key(&json, "at");
    sinv_json_put_time(&json, news->state_at);
    sinv_json_end_object(&json);
    *out = buf.status == SALESINV_OK ? sinv_arena_text(txn->arena, buf.bytes, buf.size)
                                     : NULL;
    sinv_buf_free(&buf);
    return *out ? SALESINV_OK : sinv_txn_nomem(txn);
}

static salesinv_status all_signed(sinv_txn *txn, salesinv_id shipment, bool *out)
{
    sinv_parcels parcels = {0};
    salesinv_status rc = sinv_parcels_load(txn, shipment, &parcels);

    *out = parcels.count > 0;
    for (uint32_t i = 0; i < parcels.count; i++)
        if (sinv_parcel_state(parcels.rows[i]) != SALESINV_PARCEL_SIGNED)
            *out = false;
    return rc;
}

/* Is the receipt confirmed by delivery at all? Without a valid package it is not. */
static salesinv_status is_confirming(sinv_txn *txn, bool *out)
{
    int64_t is_on;
    salesinv_status rc =
        sinv_setting_int(txn, SINV_SET_RECEIPT_ON_DELIVERY, NULL, &is_on);

    *out = false;
    if (rc != SALESINV_OK || !is_on)
        return rc;
    return sinv_licence_is_valid(txn, SINV_LICENCE_LOGISTICS, out);
}

salesinv_status sinv_tracking_confirm(sinv_txn *txn, const sinv_doc *shipment)
{
    bool is_due = false;
    salesinv_status rc;

    if (!(SINV_SHIPMENT_COMPLETE & SINV_IN(sinv_doc_int(shipment, SINV_HEAD_STATUS))))
        return SALESINV_OK;
    if ((rc = is_confirming(txn, &is_due)) != SALESINV_OK || !is_due ||
        (rc = all_signed(txn, sinv_doc_id(shipment), &is_due)) != SALESINV_OK ||
        !is_due)
        return rc;
    return sinv_shipment_confirm(txn, sinv_doc_id(shipment),
                                 SALESINV_RECEIPT_LOGISTICS);
}

salesinv_status sinv_tracking_take(sinv_txn *txn, const sinv_parcel_news *news)
{
    bool is_new_state = news->state != sinv_parcel_state(news->parcel);
    const char *detail = NULL;
    sinv_doc *shipment;
    salesinv_status rc = SALESINV_OK;

    if (is_new_state)
        rc = describe(txn, news, &detail); /* before the row has the new one */
    if (rc != SALESINV_OK || (rc = sinv_parcel_store_news(txn, news)) != SALESINV_OK ||
        !is_new_state)
        return rc;
    rc = sinv_doc_load(txn, &sinv_shipment_kind,
                       sinv_row_int(news->parcel, SINV_PARCEL_SHIPMENT), &shipment);
    if (rc != SALESINV_OK)
        return rc;
    shipment->event_detail = detail;
    if ((rc = sinv_doc_store(txn, shipment, SALESINV_EVENT_TRACKED)) != SALESINV_OK)
        return rc;
    return news->state == SALESINV_PARCEL_SIGNED ? sinv_tracking_confirm(txn, shipment)
                                                 : SALESINV_OK;
}
