/* SPDX-License-Identifier: Apache-2.0 */
/* The report of a run, and the exported functions that read it. */
#include "sync/report.h"

salesinv_sync_report *sinv_report_create(sinv_heap *heap)
{
    salesinv_sync_report *report = sinv_alloc(heap, sizeof(*report));

    if (!report)
        return NULL;
    report->magic = SINV_MAGIC_REPORT;
    report->heap = sinv_heap_ref(heap);
    return report;
}

void sinv_report_add(salesinv_sync_report *report, salesinv_kind kind,
                     salesinv_sync_counter counter, int64_t count)
{
    if (kind < 0 || kind >= SINV_REPORT_KINDS)
        kind = 0;
    report->counts[kind][counter] += count;
}

static bool is_report(const salesinv_sync_report *report)
{
    return report && report->magic == SINV_MAGIC_REPORT;
}

int64_t salesinv_sync_report_get(const salesinv_sync_report *report, salesinv_kind kind,
                                 salesinv_sync_counter counter)
{
    int64_t sum = 0;

    if (!is_report(report) || kind < 0 || kind >= SINV_REPORT_KINDS ||
        counter < SALESINV_SYNC_PULLED || counter >= SINV_REPORT_COUNTERS)
        return 0;
    if (kind != 0)
        return report->counts[kind][counter];
    for (int32_t i = 0; i < SINV_REPORT_KINDS; i++)
        sum += report->counts[i][counter];
    return sum;
}

int32_t salesinv_sync_report_is_done(const salesinv_sync_report *report)
{
    return is_report(report) && report->is_done;
}

void salesinv_sync_report_free(salesinv_sync_report *report)
{
    sinv_heap *heap;

    if (!is_report(report))
        return;
    heap = report->heap;
    report->magic = 0;
    sinv_free(heap, report);
    sinv_heap_unref(heap);
}

const char *salesinv_sync_counter_name(salesinv_sync_counter counter)
{
    static const char *const names[SINV_REPORT_COUNTERS] = {
        "",         "pulled",  "created", "updated",     "unchanged",    "ignored",
        "refused",  "retried", "pushed",  "push_failed", "push_unknown", "push_waiting",
        "push_dead"};

    return counter >= SALESINV_SYNC_PULLED && counter < SINV_REPORT_COUNTERS
               ? names[counter]
               : "";
}
