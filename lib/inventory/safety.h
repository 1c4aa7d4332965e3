/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_SAFETY_H
#define SINV_INVENTORY_SAFETY_H

/*
 * Safety stocks: an event when the available stock of the enabled warehouses falls below that of its product. Only
 * products that have one are watched, and only those of which a call leaves less available are summed up, once, at
 * its end.
 */
#include "core/txn.h"

/** Where available stock stands. The values are those of SALESINV_LEVEL_*. */
int32_t sinv_safety_level(const sinv_row *product, salesinv_qty available);

/**
 * For who changes figures of stock, before it does: of a product with a safety stock remember that `more` becomes available in the warehouse
 * and `less` ceases to be.
 */
salesinv_status sinv_safety_watch(sinv_txn *txn, salesinv_id product,
                                  salesinv_id warehouse, salesinv_qty more,
                                  salesinv_qty less);

#endif
