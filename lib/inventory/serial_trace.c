/* SPDX-License-Identifier: Apache-2.0 */
/* Events of serials, and the walk along them. */
#include "inventory/serial_trace.h"

static void take_event(const sinv_row *row, sinv_serial_event *out)
{
    *out = (sinv_serial_event){
        .id = sinv_row_int(row, SINV_SERIAL_EVENT_ID),
        .first = sinv_row_int(row, SINV_SERIAL_EVENT_FIRST),
        .count = sinv_row_int(row, SINV_SERIAL_EVENT_COUNT),
        .line = sinv_row_int(row, SINV_SERIAL_EVENT_LINE),
        .from_state = (int32_t)sinv_row_int(row, SINV_SERIAL_EVENT_FROM_STATE),
        .to_state = (int32_t)sinv_row_int(row, SINV_SERIAL_EVENT_TO_STATE),
        .warehouse = sinv_row_int(row, SINV_SERIAL_EVENT_WAREHOUSE),
        .bin = sinv_row_int(row, SINV_SERIAL_EVENT_BIN),
        .account = sinv_row_int(row, SINV_SERIAL_EVENT_ACCOUNT),
        .holder = sinv_row_int(row, SINV_SERIAL_EVENT_HOLDER),
        .at = sinv_row_int(row, SINV_SERIAL_EVENT_AT),
        .user = sinv_row_int(row, SINV_SERIAL_EVENT_USER),
        .previous = sinv_row_int(row, SINV_SERIAL_EVENT_PREVIOUS)};
}

salesinv_status sinv_serial_event_get(sinv_txn *txn, sinv_row *row, int64_t id,
                                      sinv_serial_event *out)
{
    salesinv_status rc;

    sinv_row_set_int(row, SINV_SERIAL_EVENT_ID, id);
    rc = sinv_txn_get(txn, row);
    if (rc == SALESINV_E_NOT_FOUND)
        return sinv_txn_internal(txn, "event %lld of a serial does not exist",
                                 (long long)id);
    if (rc == SALESINV_OK)
        take_event(row, out);
    return rc;
}

salesinv_status sinv_serial_trace_from(sinv_txn *txn, int64_t event,
                                       sinv_serial_events *out)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_SERIAL_EVENT, &row);

    if (rc != SALESINV_OK)
        return rc;
    for (int64_t id = event; id != 0; id = out->items[out->count - 1].previous) {
        if ((rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items),
                                out->count, &out->capacity)) != SALESINV_OK ||
            (rc = sinv_serial_event_get(txn, row, id, &out->items[out->count])) !=
                SALESINV_OK)
            return rc;
        if (out->items[out->count].previous >= id)
            return sinv_txn_internal(txn, "event %lld of a serial follows itself",
                                     (long long)id);
        out->count++;
    }
    return SALESINV_OK;
}

salesinv_status sinv_serial_trace(sinv_txn *txn, salesinv_id scope,
                                  const sinv_serial_range *range,
                                  sinv_serial_events *out)
{
    sinv_serial_run run;
    salesinv_status rc = sinv_serial_find(txn, scope, range, &run);

    return rc == SALESINV_OK ? sinv_serial_trace_from(txn, run.event, out) : rc;
}
