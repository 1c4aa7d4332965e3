/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Filling the cache of settings and licences from the tenant's rows. Rows of keys that this
 * version of the library does not know are left alone.
 */
#include "core/settings_cache.h"

#include <string.h>

#include "core/session.h"

static salesinv_status copy_text(sinv_txn *txn, sinv_settings_cache *cache,
                                 const char *text, const char **out)
{
    *out = NULL;
    if (!text)
        return SALESINV_OK;
    *out = sinv_arena_text(&cache->arena, text, strlen(text));
    return *out ? SALESINV_OK : sinv_txn_nomem(txn);
}

static salesinv_status take_setting(sinv_txn *txn, sinv_settings_cache *cache,
                                    const sinv_row *row)
{
    int32_t setting = sinv_setting_find(sinv_row_text(row, SINV_SETTING_KEY));
    const char *record_type = sinv_row_text(row, SINV_SETTING_RECORD_TYPE);
    int64_t number = sinv_row_int(row, SINV_SETTING_VALUE_INT);
    sinv_settings_entry *entries;
    salesinv_status rc;

    if (setting < 0)
        return SALESINV_OK;
    if (sinv_setting_def_at(setting)->type != SALESINV_SETTING_TEXT && !*record_type) {
        cache->numbers[setting] = number;
        return SALESINV_OK;
    }
    entries = sinv_arena_grow(&cache->arena, cache->entries, sizeof(*entries),
                              cache->count, &cache->capacity);
    if (!entries)
        return sinv_txn_nomem(txn);
    cache->entries = entries;
    entries += cache->count;
    entries->setting = setting;
    entries->number = number;
    rc = copy_text(txn, cache, record_type, &entries->record_type);
    if (rc == SALESINV_OK)
        rc = copy_text(txn, cache, sinv_row_text(row, SINV_SETTING_VALUE_TEXT),
                       &entries->text);
    if (rc == SALESINV_OK)
        cache->count++;
    return rc;
}

static salesinv_status take_licence(sinv_txn *txn, sinv_settings_cache *cache,
                                    const sinv_row *row)
{
    sinv_licence_entry *licences =
        sinv_arena_grow(&cache->arena, cache->licences, sizeof(*licences),
                        cache->licence_count, &cache->licence_capacity);

    if (!licences)
        return sinv_txn_nomem(txn);
    cache->licences = licences;
    licences += cache->licence_count++;
    licences->expires_at = sinv_row_is_null(row, SINV_LICENCE_EXPIRES_AT)
                               ? SALESINV_TIME_NONE
                               : sinv_row_int(row, SINV_LICENCE_EXPIRES_AT);
    return copy_text(txn, cache, sinv_row_text(row, SINV_LICENCE_CODE),
                     &licences->code);
}

typedef salesinv_status (*take_row)(sinv_txn *, sinv_settings_cache *,
                                    const sinv_row *);

static salesinv_status take_table(sinv_txn *txn, sinv_settings_cache *cache,
                                  int32_t table, take_row take)
{
    const sinv_range all = {0};
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, table, &row)) != SALESINV_OK)
        return rc;
    if ((rc = sinv_scan_start(txn, table, &all, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if ((rc = take(txn, cache, row)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc;
}

static void empty(sinv_settings_cache *cache)
{
    sinv_arena_reset(&cache->arena);
    cache->is_filled = false;
    cache->entries = NULL;
    cache->count = cache->capacity = 0;
    cache->licences = NULL;
    cache->licence_count = cache->licence_capacity = 0;
    for (int32_t i = 0; i < SINV_SET_COUNT; i++)
        cache->numbers[i] = sinv_setting_def_at(i)->initial;
}

static salesinv_status fill(sinv_txn *txn, sinv_settings_cache *cache)
{
    salesinv_status rc;

    empty(cache);
    if ((rc = take_table(txn, cache, SINV_T_SETTING, take_setting)) != SALESINV_OK ||
        (rc = take_table(txn, cache, SINV_T_LICENCE, take_licence)) != SALESINV_OK)
        return rc;
    cache->tenant = txn->tenant;
    cache->version = txn->counters.settings_version;
    cache->is_filled = true;
    return SALESINV_OK;
}

salesinv_status sinv_settings_cache_get(sinv_txn *txn, const sinv_settings_cache **out)
{
    sinv_settings_cache *cache = &txn->engine->settings;
    salesinv_status rc;

    *out = NULL;
    if (txn->counters.settings_version != txn->stored.settings_version)
        return SALESINV_OK;
    if (!cache->is_filled || cache->tenant != txn->tenant ||
        cache->version != txn->counters.settings_version)
        if ((rc = fill(txn, cache)) != SALESINV_OK)
            return rc;
    *out = cache;
    return SALESINV_OK;
}

const sinv_settings_entry *sinv_settings_cache_find(const sinv_settings_cache *cache,
                                                    int32_t setting,
                                                    const char *record_type)
{
    for (uint32_t i = 0; i < cache->count; i++)
        if (cache->entries[i].setting == setting &&
            strcmp(cache->entries[i].record_type, record_type) == 0)
            return &cache->entries[i];
    return NULL;
}

const sinv_licence_entry *sinv_settings_cache_licence(const sinv_settings_cache *cache,
                                                      const char *code)
{
    for (uint32_t i = 0; i < cache->licence_count; i++)
        if (strcmp(cache->licences[i].code, code) == 0)
            return &cache->licences[i];
    return NULL;
}

void sinv_settings_cache_free(sinv_settings_cache *cache)
{
    cache->is_filled = false;
    cache->entries = NULL;
    cache->licences = NULL;
    cache->count = cache->licence_count = 0;
    sinv_arena_free(&cache->arena);
}
