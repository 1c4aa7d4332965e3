/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_RECENT_H
#define SINV_INVENTORY_RECENT_H

/*
 * Figures that the ERP was asked for while an order is written. A session remembers them; they are stored nowhere. What orders are
 * checked against are these as long as they count: the ERP is to be asked (erp.realtime_stock), it was asked no longer ago than
 * erp.realtime_seconds, and what it sent by synchronisation is not of later. Else those of sinv_stock_get.
 */
#include "core/session.h"
#include "inventory/stock.h"

/** What the ERP answered about one product in one warehouse. */
typedef struct sinv_recent {
    salesinv_id product;
    salesinv_id warehouse;
    salesinv_qty on_hand;
    salesinv_qty available;
    salesinv_time at;       /* by the ERP's clock */
    salesinv_time asked_at; /* by ours */
} sinv_recent;

/** Remember figures in place of older ones of the same places; not during a call's body. NOMEM, nothing is changed then. */
salesinv_status sinv_recent_remember(salesinv_session *session,
                                     const sinv_recent *figures, uint32_t count);

/** As sinv_stock_get and sinv_stock_list, for orders. What is remembered does not change during a call. */
salesinv_status sinv_recent_get(sinv_txn *txn, salesinv_id product,
                                salesinv_id warehouse, sinv_stock *out);
salesinv_status sinv_recent_list(sinv_txn *txn, salesinv_id product, sinv_stocks *out);

#endif
