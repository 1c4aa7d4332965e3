/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_EVENT_H
#define SINV_CORE_EVENT_H

/*
 * Events: audit trail and feed in one. Sequences are per tenant and visible in commit order.
 * What was read is one block of memory that lives on its own.
 */
#include "core/txn.h"
#include "salesinv/event.h"

typedef struct sinv_event {
    salesinv_kind kind;
    salesinv_id object;
    int64_t version;
    int32_t action;     /* SALESINV_EVENT_* */
    int64_t previous;   /* the object's former event, 0: the first */
    const char *detail; /* JSON, at most 4 KiB, or NULL */
} sinv_event;

/** Append; `out_sequence` may be NULL. */
salesinv_status sinv_event_append(sinv_txn *txn, const sinv_event *event,
                                  int64_t *out_sequence);

/** At most `max` events after a sequence, oldest first. */
salesinv_status sinv_events_read(sinv_txn *txn, int64_t after_sequence, int32_t max,
                                 salesinv_events **out);
/** The event `sequence` and those before it of the same object, at most `max`, oldest first. */
salesinv_status sinv_events_walk(sinv_txn *txn, int64_t sequence, int32_t max,
                                 salesinv_events **out);
/** The last event of a document and its owner; NOT_FOUND without an error text. */
salesinv_status sinv_event_head(sinv_txn *txn, salesinv_id object,
                                int64_t *out_sequence, salesinv_id *out_owner);

#endif
