/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_OUTBOUND_H
#define SINV_INVENTORY_OUTBOUND_H

/*
 * Outbound orders by hand that no order is behind: what they do to stock. The kind itself lies in fulfil, which also knows
 * those that are made from a shipping notice.
 */
#include "document/doc.h"

/* Hooks, as a kind's. */
salesinv_status sinv_outbound_prepare(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_outbound_check_submit(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_outbound_check_approve(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_outbound_check_release(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_outbound_check_void(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_outbound_apply(sinv_txn *txn, sinv_doc *doc);

#endif
