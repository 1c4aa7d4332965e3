/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_RECONCILE_H
#define SINV_SYNC_RECONCILE_H

/*
 * Comparing what an ERP has with what is here, and repairing it. Every record is applied as the inbox would apply it, whatever its version,
 * and what that changed is the difference; without repair the transaction is a dry run. So there is no second reading of records that
 * could be of another opinion. Ids that were seen are remembered by their fingerprints, 16 bytes for each record of one kind.
 */
#include "base/json.h"
#include "core/call.h"
#include "sync/connector.h"

enum { SINV_RECONCILE_PAGE = 500, SINV_RECONCILE_LISTED = 1000 };

/** What can be compared: master data, stock and serials. */
uint64_t sinv_reconcile_kinds(void);

/** Fingerprints of ids: an open hash table. */
typedef struct sinv_seen {
    sinv_heap *heap;
    uint64_t *slots;
    size_t capacity;
    size_t count;
} sinv_seen;

salesinv_status sinv_seen_add(sinv_seen *seen,
                              const char *external_id); /* NOMEM without a text */
bool sinv_seen_has(const sinv_seen *seen, const char *external_id);
void sinv_seen_free(sinv_seen *seen);

/** How many of the records of a kind are how; `missing_there` are links. */
typedef enum sinv_compared {
    SINV_COMPARED_SAME,
    SINV_COMPARED_DIFFERENT,
    SINV_COMPARED_MISSING_HERE,
    SINV_COMPARED_MISSING_THERE,
    SINV_COMPARED_REFUSED, /* what it would be cannot be */
    SINV_COMPARED_COUNT
} sinv_compared;

typedef struct sinv_reconcile {
    salesinv_session *session;
    salesinv_connector *connector;
    uint64_t kinds;
    bool is_repair;
    /* of the present kind */
    salesinv_kind kind;
    sinv_seen seen;
    int64_t counts[SINV_COMPARED_COUNT];
    int32_t listed;
    /* of the present transaction, added when it is over */
    int64_t page_counts[SINV_COMPARED_COUNT];
    sinv_buf page; /* its differences, with commas between them */
    int32_t page_listed;
    sinv_buf report;
    sinv_json_writer writer;
} sinv_reconcile;

/** Compare the page that the connector delivered last, and with a repair apply it. Inside a writing transaction that may run again. */
salesinv_status sinv_reconcile_page(sinv_txn *txn, sinv_reconcile *of);
/** The same for what is known here by an id that was not delivered. */
salesinv_status sinv_reconcile_rest(sinv_txn *txn, sinv_reconcile *of);

#endif
