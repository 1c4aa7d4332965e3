/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_SHIPMENT_H
#define SINV_FULFIL_SHIPMENT_H

/* Shipments: the kind, and what returns need of a shipment that they change. */
#include "document/doc.h"
#include "salesinv/shipment.h"

extern const sinv_kind sinv_shipment_kind;

/** Does it say what is to go out, and outbound orders do the rest? */
bool sinv_shipment_is_notice(const sinv_doc *shipment);

/** Statuses in which goods of a shipment are out. */
enum {
    SINV_SHIPMENT_OUT =
        SINV_IN(SALESINV_STATUS_SHIPPED) | SINV_IN(SALESINV_STATUS_PARTIALLY_OUTBOUND) |
        SINV_IN(SALESINV_STATUS_OUTBOUND) | SINV_IN(SALESINV_STATUS_RECEIVED),
    /* all of them, and their receipt can be confirmed */
    SINV_SHIPMENT_COMPLETE =
        SINV_IN(SALESINV_STATUS_SHIPPED) | SINV_IN(SALESINV_STATUS_OUTBOUND)
};

/** What of a line left: all of it, or of a notice what outbound orders took. */
int64_t sinv_shipment_sent(const sinv_doc *shipment, uint32_t index);

/** Sent on the line, neither returned nor on a return in approval. */
int64_t sinv_shipment_returnable(const sinv_doc *shipment, uint32_t index);

/** What of a shipment line left in one batch; batch 0: its goods have none. */
typedef struct sinv_sent_batch {
    salesinv_id batch;
    int64_t qty;
} sinv_sent_batch;

/** The batches that left on a line: the line's own, or of a notice those that outbound orders named. In the transaction's arena. */
salesinv_status sinv_shipment_batches(sinv_txn *txn, const sinv_doc *shipment,
                                      uint32_t index, sinv_sent_batch **out,
                                      uint32_t *out_count);

/** Of the goods of this batch that left on a line, how many did not come back and are not about to. */
salesinv_status sinv_shipment_batch_away(sinv_txn *txn, const sinv_doc *shipment,
                                         uint32_t index, salesinv_id batch,
                                         int64_t *out);

/**
 * BATCH_MISMATCH, naming "batch" of line `place` of the document at hand, unless goods of this batch left on the line;
 * BATCH_REQUIRED when it is 0 and goods with one did.
 */
salesinv_status sinv_shipment_check_batch(sinv_txn *txn, const sinv_doc *shipment,
                                          uint32_t index, salesinv_id batch,
                                          uint32_t place);

/** Confirm the whole receipt as a rule does, by SALESINV_RECEIPT_TIMEOUT or _LOGISTICS. INVALID_STATE. */
salesinv_status sinv_shipment_confirm(sinv_txn *txn, salesinv_id id, int32_t method);

/** For sinv_kind.erase: blank receivers, and forget parcels with their traces. */
salesinv_status sinv_shipment_erase(sinv_txn *txn, salesinv_id account);

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
