/* SPDX-License-Identifier: Apache-2.0 */
/* Exported changes of a shipment's parcels: one more, one less. Both are changes of the shipment. */
#include <string.h>

#include "core/settings.h"
#include "document/transition.h"
#include "document/verbs.h"
#include "fulfil/parcel.h"
#include "fulfil/shipment.h"
#include "fulfil/tracking.h"

typedef struct parcel_call {
    salesinv_id shipment;
    int64_t expected_version;
    const char *carrier;         /* add */
    const char *tracking_number; /* add */
    int32_t number;              /* to remove, or added */
} parcel_call;

/* The shipment, if this session may change it and it is not void. */
static salesinv_status load(sinv_txn *txn, const sinv_call *call,
                            const parcel_call *change, sinv_doc **out)
{
    salesinv_status rc = sinv_edition_require(txn, sinv_shipment_kind.editions);

    if (rc != SALESINV_OK ||
        (rc = sinv_verb_load(txn, call, &sinv_shipment_kind, change->shipment, out)) !=
            SALESINV_OK ||
        (rc = sinv_verb_check_version(txn, *out, change->expected_version)) !=
            SALESINV_OK)
        return rc;
    if (sinv_doc_int(*out, SINV_HEAD_STATUS) == SALESINV_STATUS_VOID)
        return sinv_transition_refuse(txn, *out, SINV_VERB_UPDATE);
    return SALESINV_OK;
}

static salesinv_status store(sinv_txn *txn, sinv_call *call, sinv_doc *shipment)
{
    salesinv_status rc = sinv_doc_store(txn, shipment, SALESINV_EVENT_UPDATED);

    call->kind = SALESINV_KIND_SHIPMENT;
    call->object = sinv_doc_id(shipment);
    call->version = sinv_doc_int(shipment, SINV_HEAD_VERSION);
    return rc;
}

static salesinv_status add(sinv_txn *txn, sinv_call *call)
{
    parcel_call *change = call->arg;
    sinv_doc *shipment;
    salesinv_status rc = load(txn, call, change, &shipment);

    if (rc == SALESINV_OK)
        rc = sinv_parcel_add(txn, shipment, change->carrier, change->tracking_number,
                             &change->number);
    return rc == SALESINV_OK ? store(txn, call, shipment) : rc;
}

static salesinv_status remove_it(sinv_txn *txn, sinv_call *call)
{
    const parcel_call *change = call->arg;
    sinv_doc *shipment;
    sinv_row *parcel;
    salesinv_status rc = load(txn, call, change, &shipment);

    if (rc != SALESINV_OK)
        return rc;
    rc = sinv_parcel_get(txn, change->shipment, change->number, &parcel);
    if (rc == SALESINV_E_NOT_FOUND)
        return sinv_err_set(txn->err, rc, "number", "shipment %lld has no parcel %d",
                            (long long)change->shipment, change->number);
    if (rc == SALESINV_OK)
        rc = sinv_parcel_take(txn, shipment, parcel);
    return rc == SALESINV_OK ? store(txn, call, shipment) : rc;
}

static salesinv_status check(sinv_err *err, const parcel_call *change)
{
    if (change->shipment <= 0)
        return sinv_err_set(err, SALESINV_E_ARG, "shipment", "shipment %lld is not > 0",
                            (long long)change->shipment);
    if (change->expected_version < 0)
        return sinv_err_set(err, SALESINV_E_ARG, "expected_version",
                            "expected_version %lld is negative",
                            (long long)change->expected_version);
    return SALESINV_OK;
}

static salesinv_status run(sinv_call *call, parcel_call *change, const char *key)
{
    sinv_digest_int(&call->digest, change->shipment);
    sinv_digest_int(&call->digest, change->expected_version);
    call->right = (sinv_right){SINV_OBJECT_SHIPMENT, SINV_ACTION_UPDATE};
    call->is_write = true;
    call->request_key = key;
    call->arg = change;
    return sinv_call_run(call);
}

/* What the call was given is the number of the parcel that it added, then and now. */
static salesinv_status present_added(sinv_txn *txn, sinv_call *call)
{
    parcel_call *change = call->arg;
    sinv_parcels parcels = {0};
    salesinv_status rc;

    if (!call->is_repeat)
        return SALESINV_OK;
    change->number = 0;
    rc = sinv_parcels_load(txn, change->shipment, &parcels);
    for (uint32_t i = 0; i < parcels.count; i++) {
        const char *carrier = sinv_row_text(parcels.rows[i], SINV_PARCEL_CARRIER);
        const char *number =
            sinv_row_text(parcels.rows[i], SINV_PARCEL_TRACKING_NUMBER);

        if (strcmp(number, change->tracking_number) == 0 &&
            strcmp(carrier ? carrier : "", change->carrier ? change->carrier : "") == 0)
            change->number = (int32_t)sinv_row_int(parcels.rows[i], SINV_PARCEL_NUMBER);
    }
    return rc;
}

static salesinv_status run_add(salesinv_session *session, parcel_call *change,
                               const char *request_key, int32_t *out_number)
{
    sinv_call call;
    salesinv_status rc = check(session->engine->err, change);

    if (rc != SALESINV_OK ||
        (rc = sinv_tracking_check_texts(session->engine->err, change->carrier,
                                        change->tracking_number)) != SALESINV_OK)
        return rc;
    sinv_call_init(&call, session, "parcel.add");
    sinv_digest_bytes(&call.digest, change->carrier,
                      change->carrier ? strlen(change->carrier) : 0);
    sinv_digest_bytes(&call.digest, change->tracking_number,
                      strlen(change->tracking_number));
    call.body = add;
    call.present = present_added;
    rc = run(&call, change, request_key);
    if (rc == SALESINV_OK && out_number)
        *out_number = change->number;
    return rc;
}

salesinv_status salesinv_parcel_add(salesinv_session *session, salesinv_id shipment,
                                    int64_t expected_version, const char *carrier,
                                    const char *tracking_number,
                                    const char *request_key, int32_t *out_number)
{
    parcel_call change = {.shipment = shipment,
                          .expected_version = expected_version,
                          .carrier = carrier,
                          .tracking_number = tracking_number};
    salesinv_status rc;

    if (out_number)
        *out_number = 0;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session,
                              run_add(session, &change, request_key, out_number));
}

static salesinv_status run_remove(salesinv_session *session, parcel_call *change,
                                  const char *request_key)
{
    sinv_call call;
    salesinv_status rc = check(session->engine->err, change);

    if (rc != SALESINV_OK)
        return rc;
    sinv_call_init(&call, session, "parcel.remove");
    sinv_digest_int(&call.digest, change->number);
    call.body = remove_it;
    return run(&call, change, request_key);
}

salesinv_status salesinv_parcel_remove(salesinv_session *session, salesinv_id shipment,
                                       int64_t expected_version, int32_t number,
                                       const char *request_key)
{
    parcel_call change = {
        .shipment = shipment, .expected_version = expected_version, .number = number};
    salesinv_status rc;

    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, run_remove(session, &change, request_key));
}
