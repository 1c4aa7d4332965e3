/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of settings and reading them: from the engine's cache, or from rows in a transaction
 * that changed settings itself. Changing them is settings_change.c.
 */
#include "core/settings.h"

#include <string.h>

#include "core/licence.h"
#include "core/settings_cache.h"
#include "core/tenant.h"

#define STANDALONE (1 << SALESINV_EDITION_STANDALONE)
#define INTEGRATION (1 << SALESINV_EDITION_INTEGRATION)
#define BOTH SINV_EDITIONS_BOTH
#define ANY SINV_EDITIONS_ANY
#define SETTING(id, key, type, least, most, initial, scope, editions, gate, text)      \
    {key,                                                                              \
     gate,                                                                             \
     text,                                                                             \
     least,                                                                            \
     most,                                                                             \
     initial,                                                                          \
     SALESINV_SETTING_##type,                                                          \
     SALESINV_SCOPE_##scope,                                                           \
     editions},
static const sinv_setting_def definitions[] = {
#include "core/settings.def"
};

const sinv_setting_def *sinv_setting_def_at(int32_t setting)
{
    return setting >= 0 && setting < SINV_SET_COUNT ? &definitions[setting] : NULL;
}

int32_t sinv_setting_find(const char *key)
{
    for (int32_t i = 0; key && i < SINV_SET_COUNT; i++)
        if (strcmp(definitions[i].key, key) == 0)
            return i;
    return -1;
}

/* The value of exactly this place, from its row. */
static salesinv_status read_row(sinv_txn *txn, int32_t setting, const char *record_type,
                                sinv_row **out)
{
    salesinv_status rc = sinv_txn_row(txn, SINV_T_SETTING, out);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(*out, SINV_SETTING_KEY, definitions[setting].key);
    sinv_row_set_text(*out, SINV_SETTING_RECORD_TYPE, record_type);
    return sinv_txn_get(txn, *out);
}

/* The row in force: of the record type, else the global one. NOT_FOUND. */
static salesinv_status read_in_force(sinv_txn *txn, int32_t setting,
                                     const char *record_type, sinv_row **out)
{
    salesinv_status rc = SALESINV_E_NOT_FOUND;

    if (*record_type)
        rc = read_row(txn, setting, record_type, out);
    if (rc == SALESINV_E_NOT_FOUND)
        rc = read_row(txn, setting, "", out);
    return rc;
}

static const sinv_settings_entry *find_in_force(const sinv_settings_cache *cache,
                                                int32_t setting,
                                                const char *record_type)
{
    const sinv_settings_entry *entry =
        sinv_settings_cache_find(cache, setting, record_type);

    return entry || !*record_type ? entry
                                  : sinv_settings_cache_find(cache, setting, "");
}

static salesinv_status read_int(sinv_txn *txn, int32_t setting, const char *record_type,
                                int64_t *out)
{
    const sinv_settings_cache *cache;
    const sinv_settings_entry *entry;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_settings_cache_get(txn, &cache)) != SALESINV_OK)
        return rc;
    if (cache) {
        entry = *record_type ? find_in_force(cache, setting, record_type) : NULL;
        *out = entry ? entry->number : cache->numbers[setting];
        return SALESINV_OK;
    }
    *out = definitions[setting].initial;
    rc = read_in_force(txn, setting, record_type, &row);
    if (rc == SALESINV_OK)
        *out = sinv_row_int(row, SINV_SETTING_VALUE_INT);
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

salesinv_status sinv_setting_int(sinv_txn *txn, int32_t setting,
                                 const char *record_type, int64_t *out)
{
    int64_t edition;
    salesinv_status rc;

    rc = read_int(txn, setting, record_type ? record_type : "", out);
    if (rc != SALESINV_OK || setting != SINV_SET_SHIPPING_MODE ||
        *out != SALESINV_SHIPPING_BY_EDITION)
        return rc;
    rc = read_int(txn, SINV_SET_EDITION, "", &edition);
    *out = edition == SALESINV_EDITION_INTEGRATION ? SALESINV_SHIPPING_NOTICE
                                                   : SALESINV_SHIPPING_ORDER;
    return rc;
}

salesinv_status sinv_setting_text(sinv_txn *txn, int32_t setting,
                                  const char *record_type, const char **out)
{
    const char *place = record_type ? record_type : "";
    const sinv_settings_cache *cache;
    const sinv_settings_entry *entry;
    sinv_row *row;
    salesinv_status rc;

    *out = NULL;
    if ((rc = sinv_settings_cache_get(txn, &cache)) != SALESINV_OK)
        return rc;
    if (cache) {
        entry = find_in_force(cache, setting, place);
        *out = entry ? entry->text : NULL;
        return SALESINV_OK;
    }
    rc = read_in_force(txn, setting, place, &row);
    if (rc == SALESINV_OK)
        *out = sinv_row_text(row, SINV_SETTING_VALUE_TEXT);
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

salesinv_status sinv_setting_require(sinv_txn *txn, int32_t setting, const char *field)
{
    int64_t value;
    salesinv_status rc = sinv_setting_int(txn, setting, NULL, &value);

    if (rc != SALESINV_OK || value == 1)
        return rc;
    rc = sinv_err_set(txn->err, SALESINV_E_PLUGIN_DISABLED, field,
                      "the setting %s is off", definitions[setting].key);
    sinv_err_add_text(txn->err, "setting", definitions[setting].key);
    return rc;
}

/* The edition in force, if the inventory licence lets it be used. */
static salesinv_status read_edition(sinv_txn *txn, int64_t *out)
{
    salesinv_status rc = sinv_licence_require(txn, SINV_LICENCE_APP);

    return rc == SALESINV_OK ? sinv_setting_int(txn, SINV_SET_EDITION, NULL, out) : rc;
}

static salesinv_status check_edition(sinv_txn *txn, int64_t edition, uint32_t editions)
{
    salesinv_status rc;

    if (editions == 0 || (editions >> edition & 1) != 0)
        return SALESINV_OK;
    rc =
        sinv_err_set(txn->err, SALESINV_E_EDITION_NOT_SUPPORTED, NULL,
                     edition == SALESINV_EDITION_NONE
                         ? "no edition is enabled (%s): choose one for the tenant first"
                         : "the edition %s does not offer this",
                     sinv_edition_name(edition));
    sinv_err_add_text(txn->err, "edition", sinv_edition_name(edition));
    return rc;
}

salesinv_status sinv_edition_require(sinv_txn *txn, uint32_t editions)
{
    int64_t edition;
    salesinv_status rc = read_edition(txn, &edition);

    return rc == SALESINV_OK ? check_edition(txn, edition, editions) : rc;
}

salesinv_status sinv_edition_require_user(sinv_txn *txn, uint32_t editions,
                                          uint32_t synced)
{
    int64_t edition;
    salesinv_status rc = read_edition(txn, &edition);

    if (rc != SALESINV_OK || (synced >> edition & 1) == 0)
        return rc == SALESINV_OK ? check_edition(txn, edition, editions) : rc;
    rc = sinv_err_set(txn->err, SALESINV_E_SYNC_ONLY, "edition",
                      "in the edition %s this comes from the ERP alone",
                      sinv_edition_name(edition));
    sinv_err_add_text(txn->err, "edition", sinv_edition_name(edition));
    return rc;
}

salesinv_status sinv_edition_is_synced(sinv_txn *txn, bool *out)
{
    int64_t edition = SALESINV_EDITION_NONE;
    salesinv_status rc = sinv_setting_int(txn, SINV_SET_EDITION, NULL, &edition);

    *out = edition == SALESINV_EDITION_INTEGRATION;
    return rc;
}
