/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_WAREHOUSE_H
#define SINV_INVENTORY_WAREHOUSE_H

/* Which warehouse may be named: enabled ones by documents that move goods, applicable ones by orders. */
#include "document/doc.h"
#include "salesinv/warehouse.h"

/** The warehouse `id` (not 0: WAREHOUSE_REQUIRED), which must be enabled: NOT_FOUND, WAREHOUSE_DISABLED name `field`. */
salesinv_status sinv_warehouse_for_document(sinv_txn *txn, const char *field,
                                            salesinv_id id, sinv_row **out);

/**
 * May the session's user order for `account` from this warehouse? OK, or NOT_FOUND, WAREHOUSE_DISABLED,
 * WAREHOUSE_NOT_APPLICABLE naming `field`. An empty list of users and departments, or of accounts, lets everyone.
 */
salesinv_status sinv_warehouse_for_order(sinv_txn *txn, const char *field,
                                         salesinv_id id, salesinv_id account);

/** Likewise as an answer: do the lists of a warehouse let the session's user order for `account`? */
salesinv_status sinv_warehouse_applies(sinv_txn *txn, salesinv_id id,
                                       salesinv_id account, bool *out);

/** What sinv_warehouse_check_empty looks at. */
typedef enum sinv_warehouse_what {
    SINV_WAREHOUSE_LEDGER, /* on hand or frozen in the ledger, which needs its bins in any edition */
    SINV_WAREHOUSE_FROZEN, /* frozen by the figures that count in the present edition */
} sinv_warehouse_what;

/** IN_USE naming a product while this warehouse has stock. Reads the whole table: for what people do by hand. */
salesinv_status sinv_warehouse_check_empty(sinv_txn *txn, salesinv_id warehouse,
                                           const char *field, sinv_warehouse_what what);

#endif
