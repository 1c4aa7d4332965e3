/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_SETTINGS_CACHE_H
#define SINV_CORE_SETTINGS_CACHE_H

/*
 * Settings and licences of one tenant as read last. The counter row of the tenant carries
 * settings_version, which every change of them raises; a transaction that finds the same
 * version may use what was read before.
 */
#include <stdbool.h>

#include "base/alloc.h"

typedef struct sinv_settings_entry sinv_settings_entry;

typedef struct sinv_settings_cache {
    salesinv_id tenant;
    int64_t version;
    bool is_filled;
    sinv_arena arena; /* of the entries */
    sinv_settings_entry *entries;
    uint32_t count;
    uint32_t capacity;
} sinv_settings_cache;

/** Forget everything and give the memory back. */
void sinv_settings_cache_free(sinv_settings_cache *cache);

#endif
