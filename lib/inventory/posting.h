/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_POSTING_H
#define SINV_INVENTORY_POSTING_H

/*
 * Inbound and outbound orders that the library makes for documents which move stock. Such an order is
 * a header alone: its lines are the movements that name it, which follow each other in the ledger.
 * It is one inserted row and one event.
 */
#include "document/doc.h"
#include "salesinv/inbound.h"
#include "salesinv/outbound.h"

/** Zero-initialise, set what applies, begin, move with `id` as the posting, end. */
typedef struct sinv_posting {
    int32_t type; /* SALESINV_INBOUND_* or SALESINV_OUTBOUND_*, as the kind is */
    bool
        is_reversal; /* takes back what another one moved: on_hand has the other sign */
    salesinv_id source; /* the document that moves; 0: none does */
    const char *reason; /* NULL: that of the document says enough */
    salesinv_id warehouse;
    salesinv_time effective_at; /* 0: now */
    salesinv_id id;             /* set by begin */
    sinv_doc *doc;
    int64_t first_movement;
} sinv_posting;

/** Take an id for an order of SALESINV_KIND_INBOUND or SALESINV_KIND_OUTBOUND; nothing is written yet. */
salesinv_status sinv_posting_begin(sinv_txn *txn, salesinv_kind kind,
                                   sinv_posting *posting);

/** Store the header over the movements since begin, confirmed, with its event. */
salesinv_status sinv_posting_end(sinv_txn *txn, sinv_posting *posting);

#endif
