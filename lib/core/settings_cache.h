/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_SETTINGS_CACHE_H
#define SINV_CORE_SETTINGS_CACHE_H

/*
 * Settings and licences of one tenant as read last. The counter row of the tenant carries
 * settings_version, which every change of them raises; a transaction that finds the same
 * version may use what was read before. A transaction that changed them itself reads
 * rows, so that nothing uncommitted gets in here.
 */
#include <stdbool.h>

#include "base/alloc.h"
#include "core/settings.h"

/** A value that is not a global number: of a record type, or a text. */
typedef struct sinv_settings_entry {
    int32_t setting;
    int64_t number;
    const char *record_type; /* "" is global */
    const char *text;        /* NULL for numbers */
} sinv_settings_entry;

typedef struct sinv_licence_entry {
    const char *code;
    salesinv_time expires_at; /* SALESINV_TIME_NONE: never */
} sinv_licence_entry;

typedef struct sinv_settings_cache {
    salesinv_id tenant;
    int64_t version;
    bool is_filled;
    sinv_arena arena;                /* of the entries */
    int64_t numbers[SINV_SET_COUNT]; /* global values, defaults included */
    sinv_settings_entry *entries;
    uint32_t count;
    uint32_t capacity;
    sinv_licence_entry *licences;
    uint32_t licence_count;
    uint32_t licence_capacity;
} sinv_settings_cache;

/** The engine's cache, filled for the transaction's tenant; *out is NULL when the transaction must read rows. */
salesinv_status sinv_settings_cache_get(sinv_txn *txn, const sinv_settings_cache **out);
/** The entry of `setting` for exactly this record type ("": global), NULL if none. */
const sinv_settings_entry *sinv_settings_cache_find(const sinv_settings_cache *cache,
                                                    int32_t setting,
                                                    const char *record_type);
/** The licence `code`, NULL if it was never granted. */
const sinv_licence_entry *sinv_settings_cache_licence(const sinv_settings_cache *cache,
                                                      const char *code);

/** Forget everything and give the memory back. */
void sinv_settings_cache_free(sinv_settings_cache *cache);

#endif
