/* SPDX-License-Identifier: Apache-2.0 */
/* Exported reading of parcels and what is known of them. */
#include "document/verbs.h"
#include "fulfil/parcels.h"
#include "fulfil/shipment.h"
#include "fulfil/tracking.h"

typedef struct parcels_call {
    salesinv_id shipment;
    salesinv_parcels **out;
} parcels_call;

static salesinv_status read_parcels(sinv_txn *txn, sinv_call *call)
{
    const parcels_call *ask = call->arg;
    sinv_doc *shipment;
    salesinv_status rc =
        sinv_verb_load(txn, call, &sinv_shipment_kind, ask->shipment, &shipment);

    return rc == SALESINV_OK ? sinv_parcels_snapshot(txn, ask->shipment, ask->out) : rc;
}

static void discard(sinv_call *call)
{
    const parcels_call *ask = call->arg;

    salesinv_parcels_free(*ask->out);
    *ask->out = NULL;
}

static salesinv_status get(salesinv_session *session, parcels_call *ask)
{
    sinv_call call;

    if (ask->shipment <= 0)
        return sinv_err_set(session->engine->err, SALESINV_E_ARG, "shipment",
                            "shipment %lld is not > 0", (long long)ask->shipment);
    sinv_call_init(&call, session, "parcels.get");
    call.right = sinv_tracking_right(session);
    call.body = read_parcels;
    call.discard = discard;
    call.arg = ask;
    return sinv_call_run(&call);
}

salesinv_status salesinv_parcels_get(salesinv_session *session, salesinv_id shipment,
                                     salesinv_parcels **out_parcels)
{
    parcels_call ask = {shipment, out_parcels};
    salesinv_status rc;

    if (!out_parcels)
        return sinv_session_missing(session, "out_parcels");
    *out_parcels = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, get(session, &ask));
}

int32_t salesinv_parcels_count(const salesinv_parcels *parcels)
{
    return parcels ? parcels->count : 0;
}

static const sinv_parcel_facts *at(const salesinv_parcels *parcels, int32_t index)
{
    if (!parcels || index < 0 || index >= parcels->count)
        return NULL;
    return &parcels->parcels[index];
}

int32_t salesinv_parcels_number(const salesinv_parcels *parcels, int32_t index)
{
    const sinv_parcel_facts *facts = at(parcels, index);

    return facts ? facts->number : 0;
}

const char *salesinv_parcels_carrier(const salesinv_parcels *parcels, int32_t index)
{
    const sinv_parcel_facts *facts = at(parcels, index);

    return facts ? facts->carrier : NULL;
}

const char *salesinv_parcels_tracking_number(const salesinv_parcels *parcels,
                                             int32_t index)
{
    const sinv_parcel_facts *facts = at(parcels, index);

    return facts ? facts->tracking_number : NULL;
}

salesinv_parcel_state salesinv_parcels_state(const salesinv_parcels *parcels,
                                             int32_t index)
{
    const sinv_parcel_facts *facts = at(parcels, index);

    return facts ? facts->state : SALESINV_PARCEL_UNKNOWN;
}

salesinv_time salesinv_parcels_time(const salesinv_parcels *parcels, int32_t index,
                                    salesinv_parcel_time which)
{
    const sinv_parcel_facts *facts = at(parcels, index);

    if (facts && which == SALESINV_PARCEL_TIME_STATE)
        return facts->state_at;
    if (facts && which == SALESINV_PARCEL_TIME_ANSWER)
        return facts->answered_at;
    return SALESINV_TIME_NONE;
}

int32_t salesinv_parcels_trace_count(const salesinv_parcels *parcels, int32_t index)
{
    const sinv_parcel_facts *facts = at(parcels, index);

    return facts ? facts->trace_count : 0;
}

static const sinv_trace_entry *entry_at(const salesinv_parcels *parcels, int32_t index,
                                        int32_t entry)
{
    const sinv_parcel_facts *facts = at(parcels, index);

    if (!facts || entry < 0 || entry >= facts->trace_count)
        return NULL;
    return &facts->trace[entry];
}

salesinv_time salesinv_parcels_trace_at(const salesinv_parcels *parcels, int32_t index,
                                        int32_t entry)
{
    const sinv_trace_entry *of = entry_at(parcels, index, entry);

    return of ? of->at : SALESINV_TIME_NONE;
}

salesinv_parcel_state salesinv_parcels_trace_state(const salesinv_parcels *parcels,
                                                   int32_t index, int32_t entry)
{
    const sinv_trace_entry *of = entry_at(parcels, index, entry);

    return of ? of->state : SALESINV_PARCEL_UNKNOWN;
}

const char *salesinv_parcels_trace_text(const salesinv_parcels *parcels, int32_t index,
                                        int32_t entry, salesinv_trace_part part)
{
    const sinv_trace_entry *of = entry_at(parcels, index, entry);

    if (!of)
        return NULL;
    switch (part) {
    case SALESINV_TRACE_TEXT:
        return of->text;
    case SALESINV_TRACE_PLACE:
        return of->place;
    case SALESINV_TRACE_STATUS:
        return of->status;
    default:
        return NULL;
    }
}

void salesinv_parcels_free(salesinv_parcels *parcels)
{
    sinv_heap *heap;

    if (!parcels || parcels->magic != SINV_MAGIC_PARCELS)
        return;
    parcels->magic = SINV_MAGIC_DEAD;
    heap = parcels->heap;
    sinv_free(heap, parcels);
    sinv_heap_unref(heap);
}

const char *salesinv_parcel_state_name(salesinv_parcel_state state)
{
    static const char *const names[] = {
        [SALESINV_PARCEL_IN_TRANSIT] = "in_transit",
        [SALESINV_PARCEL_COLLECTED] = "collected",
        [SALESINV_PARCEL_PROBLEM] = "problem",
        [SALESINV_PARCEL_SIGNED] = "signed",
        [SALESINV_PARCEL_RETURN_SIGNED] = "return_signed",
        [SALESINV_PARCEL_OUT_FOR_DELIVERY] = "out_for_delivery",
        [SALESINV_PARCEL_RETURNING] = "returning",
        [SALESINV_PARCEL_FORWARDED] = "forwarded",
        [SALESINV_PARCEL_AWAITING_CUSTOMS] = "awaiting_customs",
        [SALESINV_PARCEL_IN_CUSTOMS] = "in_customs",
        [SALESINV_PARCEL_CLEARED] = "cleared",
        [SALESINV_PARCEL_CUSTOMS_PROBLEM] = "customs_problem",
        [SALESINV_PARCEL_REFUSED] = "refused"};

    if (state == SALESINV_PARCEL_UNKNOWN)
        return "unknown";
    if (state < 0 || state > SALESINV_PARCEL_REFUSED || !names[state])
        return "";
    return names[state];
}
