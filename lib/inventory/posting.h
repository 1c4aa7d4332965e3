/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_POSTING_H
#define SINV_INVENTORY_POSTING_H

/*
 * Generated inbound and outbound orders: the header that says why stock moved. They have no line
 * rows; their lines are the movements made between begin and end. Read-only for users,
 * undone only through their source, by a reversal posting.
 */
#include "document/doc.h"

typedef struct sinv_posting {
    int32_t type; /* SALESINV_INBOUND_* or SALESINV_OUTBOUND_* */
    salesinv_id warehouse;
    salesinv_id source;         /* the document that moves the goods */
    bool is_reversal;           /* undoes an earlier posting of that source */
    salesinv_time effective_at; /* 0: now */
    salesinv_id id;             /* set by begin: the posting of the moves that follow */
    sinv_doc *doc;              /* begin's and end's */
} sinv_posting;

/** Start a posting of `kind`, SALESINV_KIND_INBOUND or _OUTBOUND; sets `id`. */
salesinv_status sinv_posting_begin(sinv_txn *txn, salesinv_kind kind,
                                   sinv_posting *posting);

/** Store the header, confirmed, with the movements made since begin, and its event. */
salesinv_status sinv_posting_end(sinv_txn *txn, sinv_posting *posting);

#endif
