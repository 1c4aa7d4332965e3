/* SPDX-License-Identifier: Apache-2.0 */
/* I15: parcels against their shipments and their traces. Traces are summed first, in the order in which they were reported. */
#include "fulfil/verify.h"

#include <string.h>

#include "fulfil/parcel.h"
#include "fulfil/shipment.h"

enum { COUNT, LATEST_AT, LATEST_STATE, STATES, HAS_PARCEL };

static salesinv_status visit_entry(sinv_verify *verify, const sinv_row *row,
                                   void *state)
{
    int64_t parcel = sinv_row_int(row, SINV_PARCEL_TRACE_PARCEL);
    int64_t at = sinv_row_int(row, SINV_PARCEL_TRACE_AT);
    int64_t value = sinv_row_int(row, SINV_PARCEL_TRACE_STATE);
    sinv_tally_entry *entry;
    salesinv_status rc = sinv_tally_at(verify->txn, state, parcel, 0, &entry);

    if (rc != SALESINV_OK)
        return rc;
    if (!sinv_parcel_is_state(value))
        return sinv_verify_report(verify, "I15", sinv_line_document(parcel),
                                  "an entry of parcel %lld has state %lld",
                                  (long long)sinv_line_number(parcel),
                                  (long long)value);
    if (entry->sums[COUNT] == 0 || at >= entry->sums[LATEST_AT]) {
        entry->sums[LATEST_AT] = at;
        entry->sums[LATEST_STATE] = value;
    }
    entry->sums[COUNT]++;
    if (sinv_parcel_is_final(value))
        entry->sums[STATES] |= INT64_C(1) << value;
    return SALESINV_OK;
}

/* Is the state that of the latest entry, or one of the final ones if there are any? */
static bool is_state_right(const sinv_row *parcel, const sinv_tally_entry *trace)
{
    int32_t state = sinv_parcel_state(parcel);

    if (!trace || trace->sums[COUNT] == 0)
        return state == SALESINV_PARCEL_UNKNOWN;
    if (!sinv_parcel_is_state(state))
        return false;
    if (trace->sums[STATES] != 0)
        return (trace->sums[STATES] >> state & 1) != 0;
    return state == trace->sums[LATEST_STATE] &&
           sinv_row_int(parcel, SINV_PARCEL_STATE_AT) == trace->sums[LATEST_AT];
}

static salesinv_status check_trace(sinv_verify *verify, const sinv_row *parcel,
                                   const sinv_tally_entry *trace)
{
    salesinv_id shipment = sinv_row_int(parcel, SINV_PARCEL_SHIPMENT);
    int64_t number = sinv_row_int(parcel, SINV_PARCEL_NUMBER);
    int64_t count = trace ? trace->sums[COUNT] : 0;
    bool is_over = sinv_row_int(parcel, SINV_PARCEL_ASK_AT) == SINV_ASK_NEVER;
    salesinv_status rc = SALESINV_OK;

    if (sinv_row_int(parcel, SINV_PARCEL_ENTRIES) != count)
        rc = sinv_verify_report(
            verify, "I15", shipment, "parcel %lld has %lld entries, its trace %lld",
            (long long)number, (long long)sinv_row_int(parcel, SINV_PARCEL_ENTRIES),
            (long long)count);
    if (rc == SALESINV_OK && !is_state_right(parcel, trace))
        rc = sinv_verify_report(verify, "I15", shipment,
                                "parcel %lld is in state %d: its trace says otherwise",
                                (long long)number, sinv_parcel_state(parcel));
    if (rc == SALESINV_OK && is_over != sinv_parcel_is_final(sinv_parcel_state(parcel)))
        rc = sinv_verify_report(
            verify, "I15", shipment, "parcel %lld is in state %d and is%s asked for",
            (long long)number, sinv_parcel_state(parcel), is_over ? " not" : "");
    return rc;
}

static bool is_same(const sinv_row *parcel, int32_t parcel_column,
                    const sinv_row *shipment, int32_t shipment_column)
{
    const char *a = sinv_row_text(parcel, parcel_column);
    const char *b = sinv_row_text(shipment, shipment_column);

    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* Does the shipment know of it? `shipment` is NULL if there is none. */
static const char *fault_of(const sinv_row *parcel, const sinv_row *shipment)
{
    int64_t number = sinv_row_int(parcel, SINV_PARCEL_NUMBER);

    if (!shipment)
        return "is of a shipment that is not there";
    if (number < SINV_PARCEL_OF_SHIPMENT ||
        (number > SINV_PARCEL_OF_SHIPMENT &&
         number > sinv_row_int(shipment, SINV_SHIPMENT_LAST_PARCEL)))
        return "has a number that its shipment did not give";
    if (number == SINV_PARCEL_OF_SHIPMENT &&
        (!is_same(parcel, SINV_PARCEL_TRACKING_NUMBER, shipment,
                  SINV_SHIPMENT_TRACKING_NUMBER) ||
         !is_same(parcel, SINV_PARCEL_CARRIER, shipment, SINV_SHIPMENT_CARRIER)))
        return "is not what its shipment says";
    return NULL;
}

static salesinv_status check_shipment(sinv_verify *verify, const sinv_row *parcel)
{
    sinv_arena_mark mark = sinv_arena_tell(verify->txn->arena);
    salesinv_id id = sinv_row_int(parcel, SINV_PARCEL_SHIPMENT);
    const char *fault;
    sinv_row *shipment;
    salesinv_status rc = sinv_txn_get_id(verify->txn, SINV_T_SHIPMENT, id, &shipment);

    if (rc != SALESINV_OK && rc != SALESINV_E_NOT_FOUND)
        return rc;
    fault = fault_of(parcel, rc == SALESINV_OK ? shipment : NULL);
    sinv_arena_rewind(verify->txn->arena, mark);
    if (!fault)
        return SALESINV_OK;
    return sinv_verify_report(verify, "I15", id, "parcel %lld %s",
                              (long long)sinv_row_int(parcel, SINV_PARCEL_NUMBER),
                              fault);
}

static salesinv_status visit_parcel(sinv_verify *verify, const sinv_row *row,
                                    void *state)
{
    sinv_tally_entry *trace;
    salesinv_status rc =
        sinv_tally_at(verify->txn, state, sinv_parcel_line(row), 0, &trace);

    if (rc != SALESINV_OK)
        return rc;
    trace->sums[HAS_PARCEL] = 1;
    if ((rc = check_trace(verify, row, trace)) != SALESINV_OK)
        return rc;
    return check_shipment(verify, row);
}

/* A shipment that has a tracking number has a parcel of its own. */
static salesinv_status visit_shipment(sinv_verify *verify, const sinv_row *row,
                                      void *state)
{
    const char *number = sinv_row_text(row, SINV_SHIPMENT_TRACKING_NUMBER);
    salesinv_id id = sinv_row_int(row, SINV_HEAD_ID);
    const sinv_tally_entry *own =
        sinv_tally_find(state, sinv_line_id(id, SINV_PARCEL_OF_SHIPMENT), 0);

    if (!number || !*number || (own && own->sums[HAS_PARCEL]))
        return SALESINV_OK;
    return sinv_verify_report(verify, "I15", id,
                              "shipment %lld has a tracking number and no parcel",
                              (long long)id);
}

static salesinv_status check_orphans(sinv_verify *verify, const sinv_tally *traces)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < traces->capacity && rc == SALESINV_OK; i++) {
        const sinv_tally_entry *entry = &traces->entries[i];

        if (entry->is_used && !entry->sums[HAS_PARCEL])
            rc = sinv_verify_report(verify, "I15", sinv_line_document(entry->a),
                                    "a trace of parcel %lld, which is not there",
                                    (long long)sinv_line_number(entry->a));
    }
    return rc;
}

salesinv_status sinv_verify_parcels(sinv_verify *verify)
{
    sinv_tally traces = {0};
    salesinv_status rc;

    if ((rc = sinv_verify_walk(verify, SINV_T_PARCEL_TRACE, 0, visit_entry, &traces)) !=
            SALESINV_OK ||
        (rc = sinv_verify_walk(verify, SINV_T_PARCEL, 0, visit_parcel, &traces)) !=
            SALESINV_OK ||
        (rc = sinv_verify_walk(verify, SINV_T_SHIPMENT, 0, visit_shipment, &traces)) !=
            SALESINV_OK)
        return rc;
    return check_orphans(verify, &traces);
}
