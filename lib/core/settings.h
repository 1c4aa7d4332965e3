/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_SETTINGS_H
#define SINV_CORE_SETTINGS_H

/*
 * Business settings: one static table (settings.def) of key, type, range, default, scope,
 * edition, gate and text. A record type's value overrides the global one, that the
 * default. Licences and quotas are read beside them.
 */
#include "core/txn.h"

/* Numbers of the settings: SINV_SET_ORDER_MODE for "order.mode", in the order of settings.def. */
#define SETTING(id, key, type, least, most, initial, scope, editions, gate, text)      \
    SINV_SET_##id,
enum {
#include "core/settings.def"
    SINV_SET_COUNT
};
#undef SETTING

/** Value of an integer, switch or choice setting for `record_type` (NULL: global). */
salesinv_status sinv_setting_int(sinv_txn *txn, int32_t setting,
                                 const char *record_type, int64_t *out);

/** PLUGIN_DISABLED naming the setting unless the switch is on. */
salesinv_status sinv_setting_require(sinv_txn *txn, int32_t setting);

/**
 * The edition must be one of `editions` (bits 1 << SALESINV_EDITION_*) and the inventory licence valid:
 * LICENSE_REQUIRED, EDITION_NOT_SUPPORTED. Asked by every writing document call.
 */
salesinv_status sinv_edition_require(sinv_txn *txn, uint32_t editions);

/** LICENSE_REQUIRED unless `code` is granted and not expired. */
salesinv_status sinv_licence_require(sinv_txn *txn, const char *code);

#endif
