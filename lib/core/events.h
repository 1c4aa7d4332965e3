/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_EVENTS_H
#define SINV_CORE_EVENTS_H

/* Inside of a snapshot of events: one block, details behind the rows. */
#include "base/alloc.h"
#include "core/event.h"

enum { SINV_MAGIC_EVENTS = 0x5345564e };

typedef struct sinv_event_row {
    int64_t sequence;
    int64_t version;
    int64_t previous;
    salesinv_id object;
    salesinv_id user;
    salesinv_time at;
    const char *detail;
    salesinv_kind kind;
    int32_t action;
} sinv_event_row;

struct salesinv_events {
    uint32_t magic;
    int32_t count;
    sinv_heap *heap;
    sinv_event_row rows[];
};

#endif
