/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_REPORT_H
#define SINV_SYNC_REPORT_H

/* What a run did, counted by kind. */
#include <stdbool.h>

#include "base/alloc.h"
#include "salesinv/sync_run.h"

enum {
    SINV_MAGIC_REPORT = 0x53525054,
    SINV_REPORT_KINDS = 64,
    SINV_REPORT_COUNTERS = 13
};

struct salesinv_sync_report {
    uint32_t magic;
    sinv_heap *heap; /* a reference */
    bool is_done;
    int64_t counts[SINV_REPORT_KINDS]
                  [SINV_REPORT_COUNTERS]; /* kind 0: it did not say */
};

/** An empty report (owned: salesinv_sync_report_free); NULL when out of memory. */
salesinv_sync_report *sinv_report_create(sinv_heap *heap);
void sinv_report_add(salesinv_sync_report *report, salesinv_kind kind,
                     salesinv_sync_counter counter, int64_t count);

#endif
