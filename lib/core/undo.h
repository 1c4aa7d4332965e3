/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_UNDO_H
#define SINV_CORE_UNDO_H

/*
 * Taking a part of a transaction back. A change of a document that has effect already takes the effect back first and then tries
 * what the change says; should that be refused, everything must be as it was, also inside an explicit transaction. From mark on
 * every write keeps its opposite; undo carries these out, last one first. Each mark is followed by forget or undo; a part may have parts
 * of its own, whose writes belong to it once they are forgotten.
 */
#include "core/txn.h"

typedef struct sinv_undo sinv_undo;

/** Begin to keep. `undo` is the caller's and must live until forget or undo. */
void sinv_undo_mark(sinv_txn *txn, sinv_undo *undo);
/** What was written stays: keep no longer. */
void sinv_undo_forget(sinv_txn *txn);
/**
 * Take back everything since the mark, and keep no longer. After a failure that dooms the transaction nothing is done;
 * otherwise a failure here dooms it. The error object stays as it is unless this fails.
 */
salesinv_status sinv_undo_all(sinv_txn *txn);

/* ---- for core/txn.c: around each write, while a mark is set ---- */

typedef enum sinv_undo_deed {
    SINV_UNDO_INSERT, /* a row was removed: insert it */
    SINV_UNDO_UPDATE, /* it was changed: write the former cells */
    SINV_UNDO_REMOVE, /* it was inserted: remove it */
    SINV_UNDO_ADD     /* deltas were added: add the opposite */
} sinv_undo_deed;

typedef struct sinv_undo_step {
    sinv_undo_deed deed;
    sinv_row *row;
    uint64_t mask; /* UPDATE and ADD: the columns */
} sinv_undo_step;

struct sinv_undo {
    sinv_undo *outer; /* the part that this one is a part of, NULL: none */
    sinv_undo *all;   /* the outermost, which has the steps of all parts */
    uint32_t first;   /* its step that is this part's first */
    sinv_arena arena; /* of its own: writers give scratch memory back */
    sinv_undo_step *steps;
    uint32_t count;
    uint32_t capacity;
    sinv_counters counters; /* as they were */
    bool has_written;
    bool call_wrote;
};

/** Before a write: make the opposite ready from what is stored. */
salesinv_status sinv_undo_prepare(sinv_txn *txn, sinv_undo_deed deed,
                                  const sinv_row *row, uint64_t mask,
                                  sinv_undo_step *out);
/** After it succeeded: keep the opposite. */
salesinv_status sinv_undo_keep(sinv_txn *txn, const sinv_undo_step *step);

#endif
