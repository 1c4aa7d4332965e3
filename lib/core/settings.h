/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_SETTINGS_H
#define SINV_CORE_SETTINGS_H

/*
 * Business settings: one static table (settings.def) of key, type, range, default, scope,
 * edition, gate and text. A record type's value overrides the global one, that the
 * default. Licences and quotas are read beside them (core/licence.h).
 */
#include "core/txn.h"
#include "salesinv/settings.h"
#include "salesinv/tenant.h"

/* Numbers of the settings: SINV_SET_ORDER_MODE for "order.mode", in the order of settings.def. */
#define SETTING(id, key, type, least, most, initial, scope, editions, gate, text)      \
    SINV_SET_##id,
enum {
#include "core/settings.def"
    SINV_SET_COUNT
};
#undef SETTING

enum {
    SINV_EDITIONS_BOTH =
        1 << SALESINV_EDITION_STANDALONE | 1 << SALESINV_EDITION_INTEGRATION,
    SINV_EDITIONS_ANY = SINV_EDITIONS_BOTH | 1 << SALESINV_EDITION_NONE,
    SINV_EDITIONS_OWN = 1 << SALESINV_EDITION_STANDALONE,  /* our stock */
    SINV_EDITIONS_ERP = 1 << SALESINV_EDITION_INTEGRATION, /* an ERP's */
    SINV_RECORD_TYPE_MAX = 64
};

/** One row of settings.def. */
typedef struct sinv_setting_def {
    const char *key;
    const char *gate;
    const char *text;
    int64_t least;
    int64_t most;
    int64_t initial;
    uint8_t type;     /* SALESINV_SETTING_* */
    uint8_t scope;    /* SALESINV_SCOPE_* */
    uint8_t editions; /* bits 1 << SALESINV_EDITION_* */
} sinv_setting_def;

/** Definition of a setting; NULL for a number that is none. */
const sinv_setting_def *sinv_setting_def_at(int32_t setting);
/** Number of the setting `key`, -1 for an unknown one. */
int32_t sinv_setting_find(const char *key);

/** Value of an integer, switch or choice setting for `record_type` (NULL: global). */
salesinv_status sinv_setting_int(sinv_txn *txn, int32_t setting,
                                 const char *record_type, int64_t *out);
/** Value of a text setting, NULL if there is none; lives until the call ends. */
salesinv_status sinv_setting_text(sinv_txn *txn, int32_t setting,
                                  const char *record_type, const char **out);

/** A value as it is set in one place, or taken away there. */
typedef struct sinv_setting_value {
    bool is_set;
    int64_t number;   /* all but texts */
    const char *text; /* texts */
} sinv_setting_value;

/** Change a value, with every check of salesinv_setting_set_int after the right, and its event. */
salesinv_status sinv_setting_change(sinv_txn *txn, int32_t setting,
                                    const char *record_type,
                                    const sinv_setting_value *value);

/** PLUGIN_DISABLED naming the setting, and the input `field` that needs it (NULL: the whole call), unless the switch is on. */
salesinv_status sinv_setting_require(sinv_txn *txn, int32_t setting, const char *field);

/**
 * The edition must be one of `editions` (bits 1 << SALESINV_EDITION_*; 0: whatever it is) and the inventory
 * licence valid: LICENSE_REQUIRED, EDITION_NOT_SUPPORTED. Asked by every writing document call.
 */
salesinv_status sinv_edition_require(sinv_txn *txn, uint32_t editions);
/** Likewise of a user where synchronisation alone writes in the editions `synced`: SYNC_ONLY in these. */
salesinv_status sinv_edition_require_user(sinv_txn *txn, uint32_t editions,
                                          uint32_t synced);
/** Does an ERP own the stock: is the edition integration? */
salesinv_status sinv_edition_is_synced(sinv_txn *txn, bool *out);

/** LICENSE_REQUIRED unless `code` is granted and not expired. */
salesinv_status sinv_licence_require(sinv_txn *txn, const char *code);

#endif
