/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_NOTICE_H
#define SINV_FULFIL_NOTICE_H

/*
 * Shipping notices: shipments that say what is to go out and move nothing themselves. Outbound orders made from one do;
 * the notice counts what they take and what left, and its status follows from that.
 */
#include "fulfil/shipment.h"

/** Statuses of a notice from which goods may still go out. */
enum {
    SINV_NOTICE_LIVE =
        SINV_IN(SALESINV_STATUS_ISSUED) | SINV_IN(SALESINV_STATUS_PARTIALLY_OUTBOUND)
};

/** What of a line neither went out nor was closed; negative where an ERP delivered more than it says. */
int64_t sinv_notice_balance(const sinv_doc *notice, uint32_t index);
/** What of it is to go out: the balance, or 0. The order counts it as noticed. */
int64_t sinv_notice_waiting(const sinv_doc *notice, uint32_t index);
/** What of that is on no outbound order in approval. */
int64_t sinv_notice_rest(const sinv_doc *notice, uint32_t index);

/** Set the status that follows from the counters of an issued notice: issued, partially outbound, outbound, or closed with nothing out. */
void sinv_notice_settle(sinv_doc *notice);

/** IN_USE naming the outbound orders made from the notice that are in approval, or with `with_done` confirmed, if there are any. */
salesinv_status sinv_notice_check_unused(sinv_txn *txn, const sinv_doc *notice,
                                         bool with_done);

/** Scan the lines of outbound orders that serve lines `first` to `last` of notices; rows come into *out_row. */
salesinv_status sinv_notice_scan(sinv_txn *txn, int64_t first, int64_t last,
                                 sinv_scan *scan, sinv_row **out_row);

/* Hooks of shipments of mode notice. */
salesinv_status sinv_notice_check_submit(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_notice_apply_submit(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_notice_check_approve(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_notice_apply_approve(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_notice_check_release(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_notice_apply_release(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_notice_check_void(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_notice_apply_void(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_notice_check_close(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_notice_apply_close(sinv_txn *txn, sinv_doc *doc);

#endif
