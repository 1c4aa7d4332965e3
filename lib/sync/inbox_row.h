/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_INBOX_ROW_H
#define SINV_SYNC_INBOX_ROW_H

/* Rows of the inbox: keeping what was refused, and settling it. */
#include "salesinv/inbox.h"
#include "sync/inbox.h"

/** The beginning of a digest as a number: rows are found by it, however many have the same id or none. */
int64_t sinv_inbox_mark(const uint8_t *digest);

/** The kept row of this very record (id, version and content) in a state; NULL: there is none. */
salesinv_status sinv_inbox_find_kept(sinv_txn *txn, const sinv_record *record,
                                     salesinv_inbox_state state, sinv_row **out);

/** Keep a refused record, body and all. */
salesinv_status sinv_inbox_keep(sinv_txn *txn, const sinv_record *record,
                                const char *body, const sinv_upsert_row *why,
                                salesinv_id *out_message);
/** It was refused once more: it waits twice as long. */
salesinv_status sinv_inbox_keep_on(sinv_txn *txn, sinv_row *message,
                                   const sinv_upsert_row *why);

/** The record took effect: what is kept of it and of older versions is settled, and results of documents get their history. */
salesinv_status sinv_inbox_settle(sinv_txn *txn, const sinv_record *record,
                                  salesinv_id object, int32_t outcome);
/** A kept record is done with otherwise. */
salesinv_status sinv_inbox_end(sinv_txn *txn, sinv_row *message,
                               salesinv_inbox_state state, salesinv_id object);

/** A person decides against a kept record: it is not tried again, nor when it comes again. Says so in an event. */
salesinv_status sinv_inbox_dismiss(sinv_txn *txn, sinv_row *message,
                                   const char *reason);

#endif
