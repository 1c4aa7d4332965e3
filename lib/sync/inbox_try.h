/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_INBOX_TRY_H
#define SINV_SYNC_INBOX_TRY_H

/* Trying a record, new or kept: effect, link and what is settled by it, or a refusal that has left nothing. */
#include "sync/inbox.h"

/** Note a refusal, with the error's text; what is none is passed on, and ends the page. */
salesinv_status sinv_inbox_refuse(sinv_txn *txn, salesinv_status rc,
                                  sinv_upsert_row *out);
/** The effect of a record, or with a refusal nothing at all; the link stays as it is. */
salesinv_status sinv_inbox_apply(sinv_txn *txn, const sinv_record *record,
                                 sinv_applied *out);
/** A record that was read. */
salesinv_status sinv_inbox_try(sinv_txn *txn, sinv_record *record,
                               sinv_upsert_row *out);
/** Read it and try it. */
salesinv_status sinv_inbox_attempt(sinv_txn *txn, const sinv_inbox *inbox,
                                   const sinv_json *root, sinv_record *record,
                                   sinv_upsert_row *out);

#endif
