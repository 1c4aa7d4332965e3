/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_SERIAL_TRACE_H
#define SINV_INVENTORY_SERIAL_TRACE_H

/* The life of one serial: the walk along `previous` from its run's event, newest first. */
#include "inventory/serial_run.h"

typedef struct sinv_serial_event {
    int64_t id;
    int64_t first; /* the serials that took this step together */
    int64_t count;
    int64_t line;       /* the document line that did it, 0: by hand */
    int32_t from_state; /* 0: it became known */
    int32_t to_state;
    salesinv_id warehouse; /* after the event, as the members below */
    salesinv_id bin;
    salesinv_id account;
    int64_t holder;
    salesinv_time at;
    salesinv_id user;
    int64_t previous; /* 0: the first */
} sinv_serial_event;

typedef struct sinv_serial_events {
    sinv_serial_event *items;
    uint32_t count;
    uint32_t capacity;
} sinv_serial_events;

/** Read one event by way of `row`, an empty one of SERIAL_EVENT or that of the last call. INTERNAL when there is none: chains are unbroken. */
salesinv_status sinv_serial_event_get(sinv_txn *txn, sinv_row *row, int64_t id,
                                      sinv_serial_event *out);

/** Append an event and those before it, newest first. */
salesinv_status sinv_serial_trace_from(sinv_txn *txn, int64_t event,
                                       sinv_serial_events *out);

/** Append the events of the first serial of `range`, newest first; NOT_FOUND without a text. */
salesinv_status sinv_serial_trace(sinv_txn *txn, salesinv_id scope,
                                  const sinv_serial_range *range,
                                  sinv_serial_events *out);

/**
 * The line whose step is the last one that counts of a life that ends with `event` (0: none), and where the serials were before it
 * (unused, with id 0, when it is the first). What a line did counts until the serials are again where it had them from: rejected,
 * withdrawn or void. Not looked at is what was said by no line, as an ERP does, since line `through` (0: none) first had them.
 */
salesinv_status sinv_serial_last_line(sinv_txn *txn, int64_t event, int64_t through,
                                      int64_t *out_line, sinv_serial_event *out_before);

#endif
