/* SPDX-License-Identifier: Apache-2.0 */
/* What providers may ask of the engine they serve. */
#include <stdio.h>

#include "storage/port.h"

const salesinv_schema *salesinv_host_schema(const salesinv_storage_host *host)
{
    return host->schema;
}

uint32_t salesinv_host_flags(const salesinv_storage_host *host)
{
    return host->flags;
}

int64_t salesinv_host_busy_ms(const salesinv_storage_host *host)
{
    return host->busy_ms;
}

int64_t salesinv_host_checkpoint_bytes(const salesinv_storage_host *host)
{
    return host->checkpoint_bytes;
}

int64_t salesinv_host_monotonic(const salesinv_storage_host *host)
{
    return host->clock->monotonic(host->clock_self);
}

void salesinv_host_sleep(const salesinv_storage_host *host, int64_t microseconds)
{
    host->clock->sleep(host->clock_self, microseconds);
}

uint64_t salesinv_host_random(const salesinv_storage_host *host)
{
    return host->clock->random(host->clock_self);
}

int32_t salesinv_host_interrupted(const salesinv_storage_host *host)
{
    return host->interrupted && *host->interrupted != 0;
}

void salesinv_host_report(const salesinv_storage_host *host, int64_t vendor_code,
                          const char *message)
{
    sinv_storage_report *report = host->report;

    if (!report)
        return;
    report->vendor_code = vendor_code;
    (void)snprintf(report->text, sizeof(report->text), "%s", message ? message : "");
}
