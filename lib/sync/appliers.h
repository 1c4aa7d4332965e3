/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_APPLIERS_H
#define SINV_SYNC_APPLIERS_H

/* The appliers that the table lists; each file of them has one here. */
#include "sync/record.h"

/** Categories, units, products, accounts, warehouses, bins and batches: from the kind's own field table. */
salesinv_status sinv_apply_master(sinv_txn *txn, const sinv_record *record,
                                  sinv_applied *out);
/** The references that make the id of a record of stock. */
extern const char *const sinv_stock_id_of[];
/** A figure of one place. */
salesinv_status sinv_apply_stock(sinv_txn *txn, const sinv_record *record,
                                 sinv_applied *out);
/** Serials that are alike. */
salesinv_status sinv_apply_serial(sinv_txn *txn, const sinv_record *record,
                                  sinv_applied *out);
/** Outbound orders and shipments: what went out. */
salesinv_status sinv_apply_sent(sinv_txn *txn, const sinv_record *record,
                                sinv_applied *out);
/** Returns and exchanges: what came in, and what went out for it. */
salesinv_status sinv_apply_returned(sinv_txn *txn, const sinv_record *record,
                                    sinv_applied *out);

#endif
