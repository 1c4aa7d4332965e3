/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_DOCUMENT_DOC_H
#define SINV_DOCUMENT_DOC_H

/*
 * A document in memory inside a transaction: rows by column number, no struct per kind.
 * Hooks read and set cells of `head` and `lines`; the skeleton stores what changed.
 */
#include "document/draft.h"
#include "document/kind.h"

typedef struct sinv_doc_line {
    sinv_row *row;
    const sinv_draft_line *draft; /* what the caller gave for it, NULL: untouched */
    void *serials; /* what the draft names, once the inventory has read it */
    bool is_new;
    bool is_removed;
} sinv_doc_line;

struct sinv_doc {
    const sinv_kind *kind;
    sinv_row *head;
    sinv_doc_line *lines; /* in number order; new ones last */
    uint32_t line_count;
    uint32_t line_capacity;
    bool is_new;
    bool is_direct;      /* submit without approval step: confirm in the same step */
    bool has_line_edits; /* the draft names lines */
    bool is_synced;      /* an ERP wrote it: its result, which needs no approval here */
    const salesinv_draft *draft; /* what the caller gave, NULL: nothing */
    const sinv_doc *before;      /* update: the document as stored */
    const char *reason;          /* given with reject, void, close; NULL: none */
    void *plan;                  /* from check_.. to apply_.. */
    const char *event_detail;    /* JSON for the event, NULL: none */
};

static inline int64_t sinv_doc_int(const sinv_doc *doc, int32_t column)
{
    return sinv_row_int(doc->head, column);
}
static inline salesinv_id sinv_doc_id(const sinv_doc *doc)
{
    return sinv_row_int(doc->head, SINV_HEAD_ID);
}
static inline int64_t sinv_doc_line_int(const sinv_doc *doc, uint32_t index,
                                        int32_t column)
{
    return sinv_row_int(doc->lines[index].row, column);
}
/** document << 16 | number of line `index` (0-based). */
int64_t sinv_doc_line_of(const sinv_doc *doc, uint32_t index);
/** Index of the line with this number, -1 if there is none. */
int32_t sinv_doc_find_line(const sinv_doc *doc, int64_t number);

/** An empty document of `kind` with a fresh id, owner and creator set. */
salesinv_status sinv_doc_create(sinv_txn *txn, const sinv_kind *kind, sinv_doc **out);
/** Append an empty line with the next number. */
salesinv_status sinv_doc_add_line(sinv_txn *txn, sinv_doc *doc, uint32_t *out_index);
/** Load header and lines; NOT_FOUND names kind and id. */
salesinv_status sinv_doc_load(sinv_txn *txn, const sinv_kind *kind, salesinv_id id,
                              sinv_doc **out);
/**
 * The same for the session's user, who needs the right to read the kind: FORBIDDEN. Where it reaches own objects only, absent and
 * foreign ones look alike.
 */
salesinv_status sinv_doc_load_readable(sinv_txn *txn, const sinv_kind *kind,
                                       salesinv_id id, sinv_doc **out);
/** A copy whose rows can be changed while the original stays. */
salesinv_status sinv_doc_copy(sinv_txn *txn, const sinv_doc *doc, sinv_doc **out);

/**
 * Store a document that changed: version + 1 (or 1), modifier, one event with `action`; inserts or saves
 * header and lines. EXISTS (duplicate code or external id) comes back with the field named.
 * For documents made or changed as a consequence of another one too (generated postings, counters of orders).
 */
salesinv_status sinv_doc_store(sinv_txn *txn, sinv_doc *doc, int32_t action);

/**
 * The row of a referenced object; NOT_FOUND names `field`. Rows are kept for the rest of the transaction's call.
 */
salesinv_status sinv_doc_ref(sinv_txn *txn, const char *field, salesinv_kind kind,
                             salesinv_id id, sinv_row **out);

/** The stored row that has the same key as `like`, which is of this tenant, in a unique index of their table, NULL if there is none. */
salesinv_status sinv_doc_find_unique(sinv_txn *txn, const sinv_row *like,
                                     int32_t number, sinv_row **out);

/** The header of a document of which lines were found, in the table of its headers; INTERNAL when it is not there. */
salesinv_status sinv_doc_head(sinv_txn *txn, int32_t table, salesinv_id id,
                              sinv_row **out);

/** Add to a counter of a line. */
void sinv_doc_count(sinv_doc *doc, uint32_t index, int32_t column, int64_t delta);

/** A field as the API knows it, for errors: "lines[3].qty" for line index 2, `key` itself for index -1. In the transaction's arena. */
const char *sinv_doc_field(sinv_txn *txn, int32_t index, const char *key);

/**
 * INVALID_STATE: "order 7 is closed: ..." for `what` "order", with the id under that key and the status in the details, naming `field`.
 * For documents that another one, or a question, needs in a certain state; what a verb needs is sinv_transition_refuse's.
 */
salesinv_status sinv_doc_refuse_state(sinv_txn *txn, const char *field,
                                      const char *what, const sinv_doc *doc,
                                      const char *why);

/** "SO-000123" into `out`, returns its length. */
enum { SINV_NUMBER_MAX = 32 };
size_t sinv_doc_number(const sinv_kind *kind, salesinv_id id,
                       char out[SINV_NUMBER_MAX]);

/** May a user whose right reaches own objects only reach it? Owner or account, unless the kind says otherwise. */
bool sinv_doc_is_own(const sinv_txn *txn, const sinv_doc *doc);

/** IN_USE naming the open documents that need the switch `setting`, which is about to go off (sinv_kind.switch_uses). */
salesinv_status sinv_switch_check_off(sinv_txn *txn, int32_t setting);

/** IN_USE naming the first documents that use the object while open, found from the kinds' field tables. */
salesinv_status sinv_in_use(sinv_txn *txn, salesinv_kind kind, salesinv_id id);

#endif
