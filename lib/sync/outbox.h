/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_OUTBOX_H
#define SINV_SYNC_OUTBOX_H

/*
 * The outbox as a connector sees it: messages are leased, and whoever has the lease says what became of each. The polled
 * calls and the runner work on these.
 *
 * PENDING -> SENT: leased. SENT -> ACKNOWLEDGED: the ERP has it. SENT -> PENDING: it failed, again after a pause. SENT -> SENT: the
 * lease ended without an answer and it was leased again. PENDING, SENT -> DEAD: too many attempts, or nobody can tell. A person takes
 * DEAD and ACKNOWLEDGED back to PENDING, or PENDING, SENT and DEAD to ACKNOWLEDGED.
 */
#include "salesinv/event.h"
#include "sync/messages.h"

enum { SINV_LEASE_MS_MAX = 24 * 60 * 60 * 1000 };

/** What a connector asks for. */
typedef struct sinv_lease_wish {
    const char *connector;
    uint64_t kinds; /* among those it takes; 0: all */
    int64_t lease_ms;
    int32_t max_count;
} sinv_lease_wish;

/**
 * Lease what is due, into a list whose bodies are canonical documents. CONNECTOR_REQUIRED, LICENSE_REQUIRED;
 * nothing is leased by a connector that is not active.
 */
salesinv_status sinv_outbox_lease(sinv_txn *txn, const sinv_lease_wish *wish,
                                  sinv_message_list *into);

/** A message, and the lease by which somebody speaks of it. */
typedef struct sinv_claim {
    salesinv_id message;
    int64_t lease;
} sinv_claim;

/**
 * The ERP has it; `external_id` may be NULL. Who had the lease last may say so even after he said something else; again: nothing.
 * NOT_FOUND, STALE, EXISTS, ARG, TEXT.
 */
salesinv_status sinv_outbox_acknowledge(sinv_txn *txn, const sinv_claim *claim,
                                        const char *external_id);

/** Why it did not get through. */
typedef struct sinv_push_failure {
    /* CONNECTOR_REFUSED, NOT_FOUND: certainly without effect. UNKNOWN_OUTCOME: nobody can tell, dead at once. BUSY: on its way, which counts
     * as no attempt. Others: unknown. */
    salesinv_status status;
    int64_t vendor_code;
    const char *text; /* NULL: none */
} sinv_push_failure;

/** It failed: again later, or dead; said again: nothing. NOT_FOUND, STALE (also when it was acknowledged). */
salesinv_status sinv_outbox_note_failure(sinv_txn *txn, const sinv_claim *claim,
                                         const sinv_push_failure *failure);
/** It was not tried at all: due again at once, as if it had not been leased. NOT_FOUND, STALE. */
salesinv_status sinv_outbox_release(sinv_txn *txn, const sinv_claim *claim);

/** A person has it sent again. NOT_FOUND, INVALID_STATE. */
salesinv_status sinv_outbox_resend(sinv_txn *txn, salesinv_id message);
/** A person says that the ERP has it. NOT_FOUND, INVALID_STATE, EXISTS, ARG, TEXT. */
salesinv_status sinv_outbox_settle(sinv_txn *txn, salesinv_id message,
                                   const char *external_id, const char *reason);

/**
 * An ERP lost what it acknowledged by `connector` from `since` on: that is pending again with an unknown outcome, as is what the connector
 * has leased, and what comes after either of the same document. *out_count: how many.
 */
salesinv_status sinv_outbox_note_lost(sinv_txn *txn, const char *connector,
                                      salesinv_time since, int64_t *out_count);

/**
 * `connector` takes only messages of `kept` kinds from now on: others that it took go to whoever takes them, or wait. What was given up
 * stays with it. INVALID_STATE while it has a lease of one.
 */
salesinv_status sinv_outbox_free(sinv_txn *txn, const char *connector, uint64_t kept);

/** What a listing asks for. */
typedef struct sinv_outbox_search {
    const char *connector; /* NULL: all */
    int32_t state;         /* 0: all */
    int32_t max_count;
    salesinv_id after;
} sinv_outbox_search;
salesinv_status sinv_outbox_list(sinv_txn *txn, const sinv_outbox_search *search,
                                 sinv_message_list *into);

/* ---- between the files of it ---- */

/** What a message's row says, body and texts borrowed from the row. */
void sinv_outbox_read_item(const sinv_row *row, sinv_message_item *out);
/** The row of a message; NOT_FOUND names it. */
salesinv_status sinv_outbox_get(sinv_txn *txn, salesinv_id message, sinv_row **out);
/** The event of what happened to a message: PUSHED, PUSH_DEAD or PUSH_RESENT; `reason` may be NULL. */
salesinv_status sinv_outbox_note(sinv_txn *txn, const sinv_row *row, int32_t action,
                                 const char *reason);
/** It is pending as if it had never been sent; who took it keeps it. */
void sinv_outbox_reset(const sinv_txn *txn, sinv_row *row);
/** The same, and whoever takes its kind may take it. */
void sinv_outbox_release_taker(const sinv_txn *txn, sinv_row *row);
/** Give it up, with code and reason as they are set. */
salesinv_status sinv_outbox_bury(sinv_txn *txn, sinv_row *row);
/** It is acknowledged: link, event, and what waited for it goes on. */
salesinv_status sinv_outbox_finish(sinv_txn *txn, sinv_row *row,
                                   const char *external_id, const char *reason);

#endif
