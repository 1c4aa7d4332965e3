/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_SAFETY_H
#define SINV_INVENTORY_SAFETY_H

/*
 * Safety stocks: an event when the available stock of the enabled warehouses falls below that of its product. Only
 * products that have one are watched, and only those of which a call leaves less available are summed up, once, at
 * its end.
 */
#include "inventory/ledger.h"

/** Where available stock stands. The values are those of SALESINV_LEVEL_*. */
int32_t sinv_safety_level(const sinv_row *product, salesinv_qty available);

/** For the ledger, before it moves: remember what the move does to the available stock of a product with a safety stock. */
salesinv_status sinv_safety_watch(sinv_txn *txn, const sinv_move *move);

#endif
