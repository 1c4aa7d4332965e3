/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CATALOG_UPSERT_H
#define SINV_CATALOG_UPSERT_H

/*
 * Many objects of one kind, created or updated by code or external id in one transaction. Each row is
 * decided before it is written, so that one that is refused changes nothing and disturbs no other.
 */
#include "core/call.h"
#include "document/draft.h"
#include "salesinv/catalog.h"

enum { SINV_MAGIC_UPSERT = 0x53555053 };

/** What became of one draft. */
typedef struct sinv_upsert_row {
    salesinv_status status;
    int32_t outcome; /* SALESINV_UPSERT_* */
    salesinv_id id;
    const char *message; /* NULL: none */
    const char *field;
} sinv_upsert_row;

struct salesinv_upsert {
    uint32_t magic;
    bool is_repeat;
    int32_t count;
    sinv_heap *heap; /* a reference */
    sinv_upsert_row rows[];
};

/** Upsert one draft: what it does to `out`; fails only for what ends the whole call. Messages live until the call ends. */
salesinv_status sinv_upsert_one(sinv_txn *txn, const sinv_call *call,
                                const salesinv_draft *draft, sinv_upsert_row *out);

/** What is stored now for a draft that was upserted by an earlier call: nothing is written. */
salesinv_status sinv_upsert_look_up(sinv_txn *txn, const salesinv_draft *draft,
                                    sinv_upsert_row *out);

/** Copy rows into a report of their own. */
salesinv_status sinv_upsert_report(sinv_txn *txn, const sinv_upsert_row *rows,
                                   int32_t count, salesinv_upsert **out);

#endif
