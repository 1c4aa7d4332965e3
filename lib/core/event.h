/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_EVENT_H
#define SINV_CORE_EVENT_H

/* Events: audit trail and feed in one. Sequences are per tenant and visible in commit order. */
#include "core/txn.h"

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

#endif
