/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_OUTBOX_H
#define SINV_CORE_OUTBOX_H

/*
 * Messages to the ERP as rows of the transaction that caused them; they are pushed after
 * the commit, by sync. A message is in exactly one state.
 */
#include "core/txn.h"

enum {
    SINV_OUTBOX_PENDING = 1,      /* to be pushed, at next_at */
    SINV_OUTBOX_SENT = 2,         /* leased by a pusher, outcome not known yet */
    SINV_OUTBOX_ACKNOWLEDGED = 3, /* the ERP has it */
    SINV_OUTBOX_DEAD = 4,         /* given up */
    SINV_OUTBOX_STATES = 5,
    SINV_MESSAGE_KEY_MAX = 128
};

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

/** Append a pending message; `out_id` may be NULL. */
salesinv_status sinv_outbox_append(sinv_txn *txn, const sinv_message *message,
                                   salesinv_id *out_id);

/** How many messages are in each state; [0] counts rows in no known state, which is a violation. */
salesinv_status sinv_outbox_count(sinv_txn *txn, int64_t counts[SINV_OUTBOX_STATES]);

#endif
