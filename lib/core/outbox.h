/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_OUTBOX_H
#define SINV_CORE_OUTBOX_H

/*
 * Messages to the ERP as rows of the transaction that caused them; they are pushed after
 * the commit, by sync. A message is in exactly one state.
 *
 * Order: the messages of one document go out one after the other, and a message may wait for those of other documents. Each
 * pending message names the one that must be acknowledged before it (its blocker, always an older one), so that what can
 * go out is found by index however much waits, and an acknowledgement lets go exactly of what waits for it.
 */
#include "core/txn.h"
#include "salesinv/sync.h"

enum { SINV_OUTBOX_STATES = SALESINV_OUTBOX_DEAD + 1, SINV_MESSAGE_KEY_MAX = 128 };

/** What is to be pushed. */
typedef struct sinv_message {
    salesinv_kind kind;
    int32_t action; /* SALESINV_MESSAGE_* */
    salesinv_id object;
    int64_t version;
    const char *key; /* stable name of the message for the ERP, at most 128 bytes */
    const char *
        waits_for; /* JSON array of ids of other documents whose messages come first, NULL: none */
    const char *body; /* JSON */
} sinv_message;

/** The key of a document's message: "<tenant>/<kind>/<object>/<version>". */
void sinv_message_key(char out[SINV_MESSAGE_KEY_MAX + 1], salesinv_id tenant,
                      const char *kind, salesinv_id object, int64_t version);

/** Append a pending message; `out_id` may be NULL. */
salesinv_status sinv_outbox_append(sinv_txn *txn, const sinv_message *message,
                                   salesinv_id *out_id);

/** Kinds that some registered connector takes, as bits; all while none is registered. */
salesinv_status sinv_outbox_wanted(sinv_txn *txn, uint64_t *out_kinds);

/**
 * The message that this one waits for, 0: none. The former one of its document; and of each document that it waits for, if its kind
 * is among `wanted`, the last one before it. Those wait for their own, so one is enough.
 */
salesinv_status sinv_outbox_find_blocker(sinv_txn *txn, const sinv_row *message,
                                         uint64_t wanted, salesinv_id *out);

/** A message was acknowledged: what waited for it waits for another one, or no longer. */
salesinv_status sinv_outbox_unblock(sinv_txn *txn, salesinv_id message);
/** The same for all that is pending, after kinds are wanted or no longer, or messages were taken back. */
salesinv_status sinv_outbox_sort(sinv_txn *txn);

#endif
