/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_DOCUMENT_SNAPSHOT_H
#define SINV_DOCUMENT_SNAPSHOT_H

/*
 * The immutable copy of a document that a caller gets: one block of memory with all cells, texts and
 * serial ranges, tied to the heap alone. Typed handles (salesinv_order, ..) are this object.
 */
#include "document/doc.h"

enum { SINV_SNAPSHOT_RANGES_MAX = 10000 };

typedef struct sinv_snapshot_range {
    const char *first; /* text of the first serial */
    int64_t count;
} sinv_snapshot_range;

typedef struct sinv_snapshot_ranges {
    const sinv_snapshot_range *items;
    int32_t count;
    bool has_more; /* than a snapshot shows */
} sinv_snapshot_ranges;

struct salesinv_document {
    uint32_t magic;
    sinv_heap *heap; /* a reference */
    bool is_repeat;
    sinv_doc doc; /* kind, head and lines: what accessors and derived fields read */
    const sinv_snapshot_ranges *ranges; /* one per line */
    const char *number;                 /* "SO-000123" */
};

/** Copy a loaded document with its serial ranges. */
salesinv_status sinv_snapshot_create(sinv_txn *txn, const sinv_doc *doc,
                                     salesinv_document **out);
/** Load and copy. */
salesinv_status sinv_snapshot_load(sinv_txn *txn, const sinv_kind *kind, salesinv_id id,
                                   salesinv_document **out);

#endif
