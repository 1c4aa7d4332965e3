/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_STOCK_STYLE_H
#define SINV_INVENTORY_STOCK_STYLE_H

/*
 * How much of the stock a session is told: all of it with the right to read all stock; with the right to read "own" stock, which
 * nobody has any of, what the setting stock.display_style says.
 */
#include "core/call.h"

/** SALESINV_DISPLAY_FUZZY or _EXACT for the call's session; FORBIDDEN when stock is hidden from it. */
salesinv_status sinv_stock_style(sinv_txn *txn, const sinv_call *call, int64_t *out);

/** FORBIDDEN unless the session may be told figures. */
salesinv_status sinv_stock_require_figures(sinv_txn *txn, const sinv_call *call);

#endif
