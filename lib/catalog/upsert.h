/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CATALOG_UPSERT_H
#define SINV_CATALOG_UPSERT_H

/*
 * Many objects of one kind, created or updated by code or external id in one transaction. Each row is
 * decided before it is written, so that one that is refused changes nothing and disturbs no other.
 */
#include "core/call.h"
#include "document/doc.h"
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

/** One draft on its way into an object: decided, then written. */
typedef struct sinv_upsert_change {
    const salesinv_draft *draft;
    const sinv_call *
        call; /* whose rights are asked for the object; NULL: none are, as synchronisation has its own */
    salesinv_id id; /* the object that changes; 0: a new one, whose id it then is */
    int32_t
        outcome; /* set when it is decided: SALESINV_UPSERT_CREATED, _UPDATED or _UNCHANGED */
    sinv_doc *doc; /* likewise: the object as it will be */
    uint64_t
        changed; /* likewise, of one that is there: columns of its header that become others */
    bool has_new_lines; /* likewise: its lines do */
} sinv_upsert_change;

/** The object that has the code which the draft gives (of a bin in the warehouse that it gives); 0: there is none, or it gives none. */
salesinv_status sinv_upsert_find_code(sinv_txn *txn, const salesinv_draft *draft,
                                      salesinv_id *out);

/**
 * Everything that may be refused; writes nothing, but a new object has taken its id. Lines of the draft that have no number are those
 * stored ones that have their external id, or say the same; a set of lines that says nothing new is left alone.
 */
salesinv_status sinv_upsert_decide(sinv_txn *txn, sinv_upsert_change *change);

/** Write what was decided. */
salesinv_status sinv_upsert_write(sinv_txn *txn, const sinv_upsert_change *change);

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
