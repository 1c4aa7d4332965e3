/* SPDX-License-Identifier: Apache-2.0 */
/* The style in which a session reads stock. */
#include "inventory/stock_style.h"

#include "core/settings.h"

static salesinv_status refuse(sinv_txn *txn, const sinv_call *call, const char *style)
{
    salesinv_status rc = sinv_rights_refuse(txn->err, call->right);

    sinv_err_add_text(txn->err, "setting", "stock.display_style");
    sinv_err_add_text(txn->err, "style", style);
    return rc;
}

salesinv_status sinv_stock_style(sinv_txn *txn, const sinv_call *call, int64_t *out)
{
    salesinv_status rc = SALESINV_OK;

    *out = SALESINV_DISPLAY_EXACT;
    if (call->only_own)
        rc = sinv_setting_int(txn, SINV_SET_STOCK_DISPLAY_STYLE, NULL, out);
    return rc == SALESINV_OK && *out == SALESINV_DISPLAY_HIDDEN
               ? refuse(txn, call, "hidden")
               : rc;
}

salesinv_status sinv_stock_require_figures(sinv_txn *txn, const sinv_call *call)
{
    int64_t style;
    salesinv_status rc = sinv_stock_style(txn, call, &style);

    return rc == SALESINV_OK && style != SALESINV_DISPLAY_EXACT
               ? refuse(txn, call, "fuzzy")
               : rc;
}
