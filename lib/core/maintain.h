/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_MAINTAIN_H
#define SINV_CORE_MAINTAIN_H

/*
 * Dropping what has served its time, a bounded number of rows at a time, so that other writers wait
 * only briefly. Events and movements are never touched.
 */
#include "core/txn.h"

enum { SINV_SWEEP_ROWS = 1000, SINV_SWEEP_KEY_MAX = 64 };

/** Where a walk through a table stands; zeroed at its start. */
typedef struct sinv_sweep {
    salesinv_id after_id;                   /* of outbox and inbox */
    char after_key[SINV_SWEEP_KEY_MAX + 1]; /* of request keys */
    int64_t dropped;                        /* in all steps so far */
    bool is_done;
} sinv_sweep;

/** Look at the next SINV_SWEEP_ROWS request keys and drop the old ones. */
salesinv_status sinv_sweep_requests(sinv_txn *txn, sinv_sweep *sweep);
/** Likewise acknowledged messages. */
salesinv_status sinv_sweep_outbox(sinv_txn *txn, sinv_sweep *sweep);
/** Likewise records of an ERP that need nothing more. */
salesinv_status sinv_sweep_inbox(sinv_txn *txn, sinv_sweep *sweep);
/** Expired quota reservations, all at once: there are never many. */
salesinv_status sinv_sweep_reservations(sinv_txn *txn, sinv_sweep *sweep);

#endif
