/* SPDX-License-Identifier: Apache-2.0 */
/* The exported way in for reports that come by themselves, from a carrier's webhook. */
#include <string.h>

#include "core/settings.h"
#include "document/verbs.h"
#include "fulfil/shipment.h"
#include "fulfil/tracking.h"

typedef struct put_call {
    const char *carrier; /* NULL: any */
    const char *tracking_number;
    salesinv_payload_format format;
    const char *payload;
    size_t size;
} put_call;

static salesinv_status read_payload(sinv_txn *txn, const put_call *put,
                                    sinv_trace_entries *out)
{
    const sinv_payload_source source = {.err = txn->err,
                                        .arena = txn->arena,
                                        .format = put->format,
                                        .bytes = put->payload,
                                        .size = put->size,
                                        .tracking_number = put->tracking_number,
                                        .now = txn->now};

    return sinv_payload_read(&source, out);
}

/* Is the report about this parcel? One that was entered without a carrier is of any. */
static bool is_meant(const put_call *put, const sinv_row *parcel)
{
    const char *carrier = sinv_row_text(parcel, SINV_PARCEL_CARRIER);

    return !put->carrier || !carrier || !*carrier || strcmp(carrier, put->carrier) == 0;
}

static salesinv_status refuse(sinv_txn *txn, const put_call *put,
                              salesinv_id void_shipment)
{
    salesinv_status rc;

    if (void_shipment == 0)
        return sinv_err_set(txn->err, SALESINV_E_NOT_FOUND, "tracking_number",
                            "no parcel has the number %s", put->tracking_number);
    rc = sinv_err_set(txn->err, SALESINV_E_INVALID_STATE, "tracking_number",
                      "shipment %lld with parcel %s is void", (long long)void_shipment,
                      put->tracking_number);
    sinv_err_add_int(txn->err, "shipment", void_shipment);
    return rc;
}

/* The parcels that the report is about, of shipments that this session may change and that are not void. */
static salesinv_status choose(sinv_txn *txn, const sinv_call *call,
                              sinv_parcels *parcels)
{
    const put_call *put = call->arg;
    salesinv_id void_shipment = 0;
    uint32_t count = 0;
    sinv_doc *shipment;
    salesinv_status rc = sinv_parcels_find(txn, put->tracking_number, parcels);

    for (uint32_t i = 0; i < parcels->count && rc == SALESINV_OK; i++) {
        salesinv_id id = sinv_row_int(parcels->rows[i], SINV_PARCEL_SHIPMENT);

        if (!is_meant(put, parcels->rows[i]))
            continue;
        rc = sinv_doc_load(txn, &sinv_shipment_kind, id, &shipment);
        if (rc != SALESINV_OK || (call->only_own && !sinv_doc_is_own(txn, shipment)))
            continue;
        if (sinv_doc_int(shipment, SINV_HEAD_STATUS) == SALESINV_STATUS_VOID)
            void_shipment = id;
        else
            parcels->rows[count++] = parcels->rows[i];
    }
    parcels->count = count;
    if (rc == SALESINV_OK && count == 0)
        rc = refuse(txn, put, void_shipment);
    return rc;
}

static salesinv_status put_report(sinv_txn *txn, sinv_call *call)
{
    sinv_trace_entries reported = {0};
    sinv_parcels parcels = {0};
    sinv_parcel_news *news;
    salesinv_status rc = sinv_edition_require(txn, sinv_shipment_kind.editions);

    if (rc != SALESINV_OK ||
        (rc = read_payload(txn, call->arg, &reported)) != SALESINV_OK ||
        (rc = choose(txn, call, &parcels)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, parcels.count * sizeof(*news), (void **)&news)) !=
            SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < parcels.count && rc == SALESINV_OK; i++)
        rc = sinv_parcel_compare(txn, parcels.rows[i], &reported, &news[i]);
    for (uint32_t i = 0; i < parcels.count && rc == SALESINV_OK; i++)
        rc = sinv_tracking_take(txn, &news[i]);
    return rc;
}

static salesinv_status check(sinv_err *err, const put_call *put)
{
    salesinv_status rc =
        sinv_tracking_check_texts(err, put->carrier, put->tracking_number);

    if (rc != SALESINV_OK)
        return rc;
    if (put->format < SALESINV_PAYLOAD_AFTERSHIP ||
        put->format > SALESINV_PAYLOAD_KUAIDI100)
        return sinv_err_set(err, SALESINV_E_ARG, "format", "format %d is unknown",
                            put->format);
    if (!put->payload)
        return sinv_err_set(err, SALESINV_E_ARG, "payload", "payload is missing");
    if (put->size > SALESINV_PAYLOAD_SIZE_MAX)
        return sinv_err_set(err, SALESINV_E_OVERFLOW, "payload",
                            "a payload of %zu bytes, at most %d", put->size,
                            SALESINV_PAYLOAD_SIZE_MAX);
    return SALESINV_OK;
}

static salesinv_status run_put(salesinv_session *session, put_call *put,
                               const char *request_key)
{
    sinv_call call;
    salesinv_status rc = check(session->engine->err, put);

    if (rc != SALESINV_OK)
        return rc;
    sinv_call_init(&call, session, "tracking.put");
    sinv_digest_bytes(&call.digest, put->carrier,
                      put->carrier ? strlen(put->carrier) : 0);
    sinv_digest_bytes(&call.digest, put->tracking_number, strlen(put->tracking_number));
    sinv_digest_int(&call.digest, put->format);
    sinv_digest_bytes(&call.digest, put->payload, put->size);
    call.right = (sinv_right){SINV_OBJECT_SHIPMENT, SINV_ACTION_UPDATE};
    call.is_write = true;
    call.request_key = request_key;
    call.body = put_report;
    call.arg = put;
    return sinv_call_run(&call);
}

salesinv_status salesinv_tracking_put(salesinv_session *session, const char *carrier,
                                      const char *tracking_number,
                                      salesinv_payload_format format,
                                      const char *payload, size_t size,
                                      const char *request_key)
{
    put_call put = {carrier, tracking_number, format, payload, size};
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, run_put(session, &put, request_key));
}
