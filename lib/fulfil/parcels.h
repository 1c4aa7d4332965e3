/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_PARCELS_H
#define SINV_FULFIL_PARCELS_H

/* Inside of a snapshot of parcels: one block, their traces and texts behind them. */
#include "fulfil/parcel.h"

enum { SINV_MAGIC_PARCELS = 0x53504152 };

typedef struct sinv_parcel_facts {
    const char *carrier;
    const char *tracking_number;
    salesinv_time state_at;    /* SALESINV_TIME_NONE: nothing reported */
    salesinv_time answered_at; /* SALESINV_TIME_NONE: never */
    const sinv_trace_entry *trace;
    int32_t trace_count;
    int32_t number;
    int32_t state;
} sinv_parcel_facts;

struct salesinv_parcels {
    uint32_t magic;
    int32_t count;
    sinv_heap *heap;
    sinv_parcel_facts parcels[];
};

#endif
