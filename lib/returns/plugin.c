/* SPDX-License-Identifier: Apache-2.0 */
/* A plugin for a mode of returns stays on while returns of that mode wait for approval. */
#include "returns/plugin.h"

#include "core/settings.h"
#include "document/kind.h"
#include "salesinv/return.h"

int32_t sinv_return_plugin_of(int64_t mode)
{
    switch (mode) {
    case SALESINV_RETURN_SHIPMENT:
        return SINV_SET_PLUGIN_SHIPMENT_RETURN;
    case SALESINV_RETURN_FREE:
        return SINV_SET_PLUGIN_FREE_RETURN;
    case SALESINV_RETURN_EXCHANGE:
        return SINV_SET_PLUGIN_EXCHANGE;
    default:
        return -1;
    }
}

static bool is_plugin(int32_t setting)
{
    return setting == SINV_SET_PLUGIN_SHIPMENT_RETURN ||
           setting == SINV_SET_PLUGIN_FREE_RETURN ||
           setting == SINV_SET_PLUGIN_EXCHANGE;
}

static salesinv_status refuse(sinv_txn *txn, int32_t setting, salesinv_id holder)
{
    const char *key = sinv_setting_def_at(setting)->key;
    salesinv_status rc = sinv_err_set(
        txn->err, SALESINV_E_IN_USE, "value",
        "%s stays on while return %lld waits for approval", key, (long long)holder);

    sinv_err_add_int(txn->err, "holder.1.kind", SALESINV_KIND_RETURN);
    sinv_err_add_int(txn->err, "holder.1.id", holder);
    return rc;
}

salesinv_status sinv_return_check_switch_off(sinv_txn *txn, int32_t setting)
{
    const sinv_range all = {0};
    bool is_found = false;
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if (!is_plugin(setting))
        return SALESINV_OK;
    if ((rc = sinv_txn_row(txn, SINV_T_RETURN, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_RETURN, &all, &scan)) != SALESINV_OK)
        return rc;
    while (!is_found && (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        is_found =
            sinv_return_plugin_of(sinv_row_int(row, SINV_RETURN_MODE)) == setting &&
            sinv_row_int(row, SINV_HEAD_STATUS) == SALESINV_STATUS_IN_APPROVAL;
    sinv_scan_close(&scan);
    return is_found ? refuse(txn, setting, sinv_row_int(row, SINV_HEAD_ID)) : rc;
}
