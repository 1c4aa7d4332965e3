/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_OUTBOUND_H
#define SINV_FULFIL_OUTBOUND_H

/* Outbound orders: the kind, and what those do that are made from a shipping notice. */
#include "document/doc.h"

extern const sinv_kind sinv_outbound_kind;

/* Hooks of outbound orders of type sale by hand (decision OQ-1). */
salesinv_status sinv_sale_prepare(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_sale_check_submit(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_sale_check_approve(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_sale_check_release(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_sale_check_void(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_sale_apply(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_sale_store_serials(sinv_txn *txn, sinv_doc *doc, uint32_t index);

#endif
