/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_INBOX_H
#define SINV_SYNC_INBOX_H

/*
 * The inbox: records of ERPs are applied once, in the order of their versions, or kept with the reason why not. Everything here runs
 * inside the caller's transaction; one page of records is one transaction. A refusal concerns its record alone; what these functions
 * answer besides OK concerns the page, and nothing of it may be committed.
 *
 * What is kept is what was refused, and what the results of documents became (SINV_INBOX_HISTORY); master data and figures that were
 * applied are known by their links.
 */
#include "catalog/upsert.h"
#include "sync/inbox_record.h"

enum {
    SINV_RECORD_SIZE_MAX = 16 * 1024 * 1024, /* of one record as compact JSON */
    SINV_INBOX_ROUND_MAX = 200               /* kept records of one round of retries */
};

/** What became of one record. Texts live until the call ends. */
typedef struct sinv_inbox_result {
    salesinv_kind kind;  /* 0: it did not say */
    salesinv_id message; /* of a refused one: where it is kept */
    sinv_upsert_row row; /* outcome, and the object */
} sinv_inbox_result;

/** Take one record that was parsed. */
salesinv_status sinv_inbox_take(sinv_txn *txn, const sinv_inbox *inbox,
                                const sinv_json *root, sinv_inbox_result *out);
/** Take one record as the ERP wrote it; what is no JSON is refused like other nonsense. */
salesinv_status sinv_inbox_take_text(sinv_txn *txn, const sinv_inbox *inbox,
                                     const char *text, size_t size,
                                     sinv_inbox_result *out);

/** A round of retries. */
typedef struct sinv_inbox_round {
    sinv_inbox_result *results; /* one for each record that was tried */
    int32_t count;
    int32_t applied; /* of them got through, or are settled otherwise */
    bool has_more;   /* others are due */
} sinv_inbox_round;

/**
 * Try the oldest `max_count` due records of a connector again, those that remain a few times as long as another one got through. When the
 * last time nothing did, the rest waits twice as long as before; else it stays due for the next round, and has_more is set. `inbox->kind` limits it to one kind.
 */
salesinv_status sinv_inbox_retry_due(sinv_txn *txn, const sinv_inbox *inbox,
                                     int32_t max_count, sinv_inbox_round *out);
/** Try one kept record now, due or not: its row is one in state REFUSED. */
salesinv_status sinv_inbox_retry(sinv_txn *txn, const sinv_inbox *inbox,
                                 sinv_row *message, sinv_inbox_result *out);

#endif
