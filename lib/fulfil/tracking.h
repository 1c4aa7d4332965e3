/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_TRACKING_H
#define SINV_FULFIL_TRACKING_H

/* What follows from a report: the trace, the event of a new state, the receipt on delivery. */
#include "core/call.h"
#include "fulfil/parcel.h"

/**
 * Store what a report adds. A new state appends SALESINV_EVENT_TRACKED to the shipment; when all of its parcels are signed, it is
 * shipped and the setting receipt.on_delivery is on, its receipt is confirmed with SALESINV_RECEIPT_LOGISTICS.
 */
salesinv_status sinv_tracking_take(sinv_txn *txn, const sinv_parcel_news *news);

/**
 * Confirm the receipt if delivery does: all that was to go out is out, all parcels are signed, the setting is on. Asked when the
 * last parcel is signed and when the last goods of a notice went out, whichever comes later; the shipment is stored already.
 */
salesinv_status sinv_tracking_confirm(sinv_txn *txn, const sinv_doc *shipment);

/** Who may read a shipment's parcels: who reads shipments, or receipts (a buyer, his own). */
sinv_right sinv_tracking_right(const salesinv_session *session);

/** Carrier code and tracking number of a host: ARG, TEXT. `carrier` may be NULL. */
salesinv_status sinv_tracking_check_texts(sinv_err *err, const char *carrier,
                                          const char *tracking_number);

/** One block with all parcels of a shipment and their traces, by the carrier's time. */
salesinv_status sinv_parcels_snapshot(sinv_txn *txn, salesinv_id shipment,
                                      salesinv_parcels **out);

#endif
