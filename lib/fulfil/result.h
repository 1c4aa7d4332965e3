/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_RESULT_H
#define SINV_FULFIL_RESULT_H

/*
 * What an ERP sent out, as it reports: outbound orders for notices, or shipments of orders that ship without. They are decided by the
 * ERP, so they need no approval here, move no stock of ours, and make known what serials they name. Written by synchronisation
 * alone, in a transaction of which the caller takes the whole effect back when a result is refused.
 *
 * Refusals, with the numbers behind them: OVER_DELIVERY above what was ordered or noticed and the tolerance sync.over_delivery;
 * ARG for a shipped_at in the future; INVALID_STATE when the notice or order takes no more, or goods of a result that is corrected or voided were received; IN_USE when
 * they were returned; ACCOUNT_MISMATCH, NOT_FOUND, SOURCE_REQUIRED, ARG for lines that do not match; BATCH_REQUIRED,
 * BATCH_MISMATCH, BIN_MISMATCH; SERIAL_REQUIRED, SERIAL_COUNT, SERIAL_DUPLICATE, SERIAL_PRODUCT, SERIAL_HELD by a document in
 * approval, SERIAL_STATE of serials that went out otherwise; KIT_LEVEL.
 */
#include "document/doc.h"

typedef struct sinv_result {
    /* Of kind OUTBOUND, whose lines name lines of one notice by SOURCE_LINE, or SHIPMENT, whose lines name lines of orders by ORDER_LINE. */
    const salesinv_draft *draft;
    salesinv_id id;              /* of the document that it corrects; 0: it is new */
    const char *carrier;         /* of the parcel that it went with; NULL: not said */
    const char *tracking_number; /* likewise */
    salesinv_time shipped_at;    /* of a shipment; 0: not said, so now or as before */
} sinv_result;

/**
 * Bring a result into effect; *out_id is its document. A correction takes the former effect back first; one that says the same goods
 * changes nothing but the parcel, whatever happened since, and one of a void document makes a new one.
 */
salesinv_status sinv_result_put(sinv_txn *txn, const sinv_result *result,
                                salesinv_id *out_id, bool *out_is_changed);

/** Take a result back. One that is void already stays so. */
salesinv_status sinv_result_void(sinv_txn *txn, salesinv_kind kind, salesinv_id id,
                                 const char *reason, bool *out_is_changed);

#endif
