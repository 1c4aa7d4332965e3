/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_DOCUMENT_FIND_H
#define SINV_DOCUMENT_FIND_H

/*
 * Filters, and the cursor that reads what passes one in pages. A page is one read: a bounded
 * stretch of an index is looked at, what passes is copied, and the cursor remembers the last id looked at.
 */
#include "core/session.h"
#include "document/snapshot.h"
#include "salesinv/find.h"

enum {
    SINV_FIND_PAGE = 256,       /* objects copied by one read */
    SINV_FIND_LINES = 4096,     /* a page ends when it has as many lines */
    SINV_FIND_LOOKED_AT = 4096, /* rows looked at by one read */
    SINV_FIND_TEXT_MAX = 128,
    SINV_FIND_RECORD_TYPE_MAX = 64,
    SINV_FIND_TOKEN_MAX = 48
};

/** The conditions; texts are empty and ids 0 where there is none. */
typedef struct sinv_condition {
    uint32_t statuses; /* SINV_IN bits, 0: all */
    salesinv_id account;
    salesinv_id product;
    salesinv_id warehouse;
    salesinv_time from; /* SALESINV_TIME_NONE: none */
    salesinv_time to;
    int64_t limit;
    salesinv_id after;
    bool has_external_id;
    bool has_number;
    bool has_code;
    bool has_record_type;
    char external_id[SINV_FIND_TEXT_MAX + 1];
    char number[SINV_NUMBER_MAX];
    char code[SINV_FIND_TEXT_MAX + 1];
    char text[SINV_FIND_TEXT_MAX + 1];
    char record_type[SINV_FIND_RECORD_TYPE_MAX + 1];
} sinv_condition;

struct salesinv_filter {
    uint32_t magic;
    salesinv_engine *engine; /* a reference */
    const sinv_kind *kind;
    sinv_condition condition;
};

/** What one read brought. */
typedef struct sinv_page {
    salesinv_document *documents[SINV_FIND_PAGE];
    uint32_t count;
    uint32_t next;
    salesinv_id after; /* everything up to here was looked at */
    bool is_last;
} sinv_page;

struct salesinv_cursor {
    uint32_t magic;
    const sinv_kind *kind;
    sinv_condition condition;
    salesinv_session
        session;         /* who reads; a copy with its own reference to the engine */
    uintptr_t opened_by; /* to know the session's explicit transaction again */
    sinv_page page;
    salesinv_document *current; /* delivered last */
    int64_t delivered;
    salesinv_id position;
    char token[SINV_FIND_TOKEN_MAX];
};

/** Open a cursor for `kind` (0: that of the filter; else a filter of another is ARG, and none means all). Enters and leaves the session. */
salesinv_status sinv_find_start(salesinv_session *session, salesinv_kind kind,
                                const salesinv_filter *filter, salesinv_cursor **out);

/** The next document, between enter and leave of the cursor's engine. */
salesinv_status sinv_find_next(salesinv_cursor *cursor, salesinv_document **out);

/* ---- find_match.c: what a filter means for rows and indexes ---- */

/** The conditions that the header answers. */
bool sinv_find_head_passes(const sinv_kind *kind, const sinv_condition *condition,
                           const sinv_row *head);
/** Those that take the lines of document `id`. */
salesinv_status sinv_find_lines_pass(sinv_txn *txn, const sinv_kind *kind,
                                     const sinv_condition *condition, salesinv_id id,
                                     bool *out);
/** The narrowest range of the header table that has every row behind `after` which can pass. */
salesinv_status sinv_find_range(sinv_txn *txn, const sinv_kind *kind,
                                const sinv_condition *condition, salesinv_id after,
                                sinv_range *out);
/** Read "kind.id" of a cursor of `kind`; ARG names `token`. */
salesinv_status sinv_find_read_token(sinv_err *err, const sinv_kind *kind,
                                     const char *token, salesinv_id *out_after);

/** Column that holds `field` in header or lines of the kind, -1 if it has none there. */
int32_t sinv_find_column(const sinv_kind *kind, bool is_line, salesinv_field field);

#endif
