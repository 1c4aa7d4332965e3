/* SPDX-License-Identifier: Apache-2.0 */
/* Which open documents need a plugin that is about to go off: each kind says so as data. */
#include "core/settings.h"
#include "document/holders.h"

static salesinv_status refuse(sinv_txn *txn, int32_t setting,
                              const sinv_holders *holders)
{
    const char *key = sinv_setting_def_at(setting)->key;
    char text[SINV_HOLDERS_TEXT_MAX];

    sinv_holders_describe(holders, text);
    (void)sinv_err_set(txn->err, SALESINV_E_IN_USE, "value",
                       "%s stays on while documents need it: %s", key, text);
    sinv_err_add_text(txn->err, "setting", key);
    sinv_holders_add_details(txn->err, holders);
    return SALESINV_E_IN_USE;
}

salesinv_status sinv_switch_check_off(sinv_txn *txn, int32_t setting)
{
    const sinv_assembly *assembly = txn->engine->assembly;
    sinv_holders holders = {.count = 0};
    salesinv_status rc = SALESINV_OK;

    for (int32_t i = 0; i < assembly->kind_count; i++) {
        const sinv_kind *kind = assembly->kinds[i];

        for (int32_t k = 0; k < kind->switch_use_count && rc == SALESINV_OK; k++)
            if (kind->switch_uses[k].setting == setting)
                rc = sinv_holders_scan(txn, kind, &kind->switch_uses[k], &holders);
    }
    if (rc != SALESINV_OK || holders.count == 0)
        return rc;
    return refuse(txn, setting, &holders);
}
