/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_SHIPMENT_H
#define SINV_FULFIL_SHIPMENT_H

/* Shipments: the kind, and what returns need of a shipment that they change. */
#include "document/doc.h"
#include "salesinv/shipment.h"

extern const sinv_kind sinv_shipment_kind;

/** Shipped on the line, neither returned nor on a return in approval. */
int64_t sinv_shipment_returnable(const sinv_doc *shipment, uint32_t index);

/* Hooks of the kind. */
salesinv_status sinv_shipment_prepare(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_shipment_check_submit(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_shipment_apply_submit(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_shipment_check_approve(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_shipment_apply_approve(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_shipment_check_release(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_shipment_apply_release(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_shipment_check_void(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_shipment_apply_void(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_shipment_check_receive(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_shipment_apply_receive(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_shipment_check_undo_receipt(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_shipment_apply_undo_receipt(sinv_txn *txn, sinv_doc *doc);

#endif
