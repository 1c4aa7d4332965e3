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

/* Where an event left the serials. */
static bool is_same_place(const sinv_serial_event *a, const sinv_serial_event *b)
{
    return a->to_state == b->to_state && a->warehouse == b->warehouse &&
           a->bin == b->bin && a->account == b->account && a->holder == b->holder;
}

salesinv_status sinv_serial_last_line(sinv_txn *txn, int64_t event, int64_t through,
                                      int64_t *out_line, sinv_serial_event *out_before)
{
    sinv_serial_events life = {NULL, 0, 0};
    uint32_t *before; /* per line that counts: the event before its first one */
    uint32_t depth = 0;
    bool is_known = false;
    salesinv_status rc = sinv_serial_trace_from(txn, event, &life);

    if (rc == SALESINV_OK)
        rc = sinv_txn_alloc(txn, (life.count + 1) * sizeof(*before), (void **)&before);
    if (rc != SALESINV_OK)
        return rc;
    for (uint32_t i = life.count; i-- > 0;) { /* the oldest first */
        is_known |= through != 0 && life.items[i].line == through;
        if (is_known && life.items[i].line == 0)
            continue; /* the word of an ERP */
        if (depth == 0 || life.items[before[depth - 1] - 1].line != life.items[i].line)
            before[depth++] = i + 1;
        if (before[depth - 1] < life.count &&
            is_same_place(&life.items[before[depth - 1]], &life.items[i]))
            depth--;
    }
    *out_line = depth > 0 ? life.items[before[depth - 1] - 1].line : 0;
    *out_before = depth > 0 && before[depth - 1] < life.count
                      ? life.items[before[depth - 1]]
                      : (sinv_serial_event){.to_state = SINV_SERIAL_UNUSED};
    return SALESINV_OK;
}
