/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cursors. A read looks at a bounded stretch of an index, then copies what passed;
 * the index is walked to its stop before documents are loaded, so only one scan is open at a time.
 */
#include "document/find.h"

#include <stdio.h>
#include <string.h>

#include "core/call.h"

/* One read under way; its result becomes the cursor's page only when all of it succeeded. */
typedef struct page_read {
    salesinv_cursor *cursor;
    sinv_condition condition;
    salesinv_id ids[SINV_FIND_PAGE];
    uint32_t id_count;
    sinv_page page;
} page_read;

/* May a user who reaches own objects only read it, as far as the header says? */
static bool head_is_own(const sinv_txn *txn, const sinv_kind *kind, sinv_row *head)
{
    const sinv_doc doc = {.kind = kind, .head = head};

    return kind->is_own != NULL || sinv_doc_is_own(txn, &doc);
}

/* A buyer sees his account's objects: that makes an index usable which the filter did not name. */
static void narrow_to_buyer(const sinv_txn *txn, const sinv_kind *kind,
                            sinv_condition *condition)
{
    if (!kind->is_own && kind->account_column >= 0 && condition->account == 0)
        condition->account = txn->session->account;
}

static salesinv_status look_at_rows(sinv_txn *txn, const sinv_call *call,
                                    page_read *read, sinv_scan *scan)
{
    const sinv_kind *kind = read->cursor->kind;
    int32_t looked_at = 0;
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, kind->table, &row);

    while (rc == SALESINV_OK && read->id_count < SINV_FIND_PAGE &&
           (rc = sinv_scan_next(scan, row)) == SALESINV_ROW) {
        salesinv_id id = sinv_row_int(row, SINV_HEAD_ID);
        rc = SALESINV_OK;
        looked_at++;
        if (id <= read->page.after) /* a point that lies before the place to continue */
            continue;
        read->page.after = id;
        if (sinv_find_head_passes(kind, &read->condition, row) &&
            (!call->only_own || head_is_own(txn, kind, row)))
            read->ids[read->id_count++] = id;
    }
    read->page.is_last = rc == SALESINV_OK && read->id_count < SINV_FIND_PAGE &&
                         looked_at < SINV_FIND_LOOKED_AT;
    return rc;
}

static salesinv_status collect_ids(sinv_txn *txn, const sinv_call *call,
                                   page_read *read)
{
    const sinv_kind *kind = read->cursor->kind;
    sinv_range range;
    sinv_scan scan;
    salesinv_status rc =
        sinv_find_range(txn, kind, &read->condition, read->page.after, &range);

    if (rc != SALESINV_OK)
        return rc;
    range.limit = SINV_FIND_LOOKED_AT;
    if ((rc = sinv_scan_start(txn, kind->table, &range, &scan)) != SALESINV_OK)
        return rc;
    rc = look_at_rows(txn, call, read, &scan);
    sinv_scan_close(&scan);
    return rc;
}

/* Copy one document if its lines pass too; `lines` counts what the page has. */
static salesinv_status copy_document(sinv_txn *txn, const sinv_call *call,
                                     page_read *read, salesinv_id id, uint32_t *lines)
{
    const sinv_kind *kind = read->cursor->kind;
    sinv_doc *doc;
    bool passes;
    salesinv_status rc;

    rc = sinv_find_lines_pass(txn, kind, &read->condition, id, &passes);
    if (rc != SALESINV_OK || !passes)
        return rc;
    if ((rc = sinv_doc_load(txn, kind, id, &doc)) != SALESINV_OK)
        return rc;
    if (call->only_own && !sinv_doc_is_own(txn, doc))
        return SALESINV_OK;
    rc = sinv_snapshot_create(txn, doc, &read->page.documents[read->page.count]);
    if (rc != SALESINV_OK)
        return rc;
    read->page.count++;
    *lines += doc->line_count;
    return SALESINV_OK;
}

static salesinv_status read_page(sinv_txn *txn, sinv_call *call)
{
    page_read *read = call->arg;
    uint32_t lines = 0;
    salesinv_status rc;

    memset(&read->page, 0, sizeof(read->page));
    read->id_count = 0;
    read->page.after = read->cursor->page.after;
    read->condition = read->cursor->condition;
    if (call->only_own)
        narrow_to_buyer(txn, read->cursor->kind, &read->condition);
    if ((rc = sinv_txn_poll(txn, read->cursor->delivered, 0)) != SALESINV_OK ||
        (rc = collect_ids(txn, call, read)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < read->id_count; i++) {
        if (lines >= SINV_FIND_LINES) { /* the rest belongs to the next page */
            read->page.after = read->ids[i - 1];
            read->page.is_last = false;
            break;
        }
        if ((rc = copy_document(txn, call, read, read->ids[i], &lines)) != SALESINV_OK)
            return rc;
    }
    return SALESINV_OK;
}

static void free_documents(sinv_page *page)
{
    for (; page->next < page->count; page->next++)
        salesinv_document_free(page->documents[page->next]);
}

static void discard(sinv_call *call)
{
    page_read *read = call->arg;

    free_documents(&read->page);
}

/*
 * Who reads: the session that opened the cursor while it has an explicit transaction, so
 * that its own changes are seen; else the cursor's copy, which outlives that session.
 */
static salesinv_session *session_of(salesinv_cursor *cursor)
{
    salesinv_session *open = cursor->session.engine->open_txn;

    if (open && (uintptr_t)open == cursor->opened_by &&
        open->tenant == cursor->session.tenant && open->user == cursor->session.user)
        return open;
    return &cursor->session;
}

static salesinv_status fetch(salesinv_cursor *cursor)
{
    page_read read = {.cursor = cursor};
    sinv_call call;
    salesinv_status rc;

    sinv_call_init(&call, session_of(cursor), "find");
    call.right = (sinv_right){cursor->kind->object, SINV_ACTION_READ};
    call.body = read_page;
    call.discard = discard;
    call.arg = &read;
    rc = sinv_call_run(&call);
    if (rc == SALESINV_OK)
        cursor->page = read.page;
    return rc;
}

salesinv_status sinv_find_next(salesinv_cursor *cursor, salesinv_document **out)
{
    sinv_page *page = &cursor->page;
    int64_t limit = cursor->condition.limit;
    salesinv_status rc;

    if (limit > 0 && cursor->delivered >= limit)
        return SALESINV_OK;
    while (page->next == page->count) {
        if (page->after > cursor->position)
            cursor->position = page->after;
        if (page->is_last)
            return SALESINV_OK;
        if ((rc = fetch(cursor)) != SALESINV_OK)
            return rc;
    }
    *out = page->documents[page->next++];
    cursor->position = salesinv_document_id(*out);
    cursor->delivered++;
    return SALESINV_ROW;
}

static salesinv_status check_start(salesinv_session *session, salesinv_kind kind,
                                   const salesinv_filter *filter)
{
    sinv_err *err = session->engine->err;
    sinv_right right;

    if (!filter || !filter->kind || filter->magic != SINV_MAGIC_FILTER)
        return sinv_err_set(err, SALESINV_E_ARG, "filter", "filter is missing");
    if (filter->engine != session->engine)
        return sinv_err_set(err, SALESINV_E_ARG, "filter",
                            "the filter is of another engine");
    if (kind != 0 && filter->kind->kind != kind)
        return sinv_err_set(err, SALESINV_E_ARG, "filter", "the filter is for %s",
                            filter->kind->name);
    right = (sinv_right){filter->kind->object, SINV_ACTION_READ};
    if (sinv_rights_reach(&session->rights, right) == SINV_REACH_NONE &&
        !sinv_rights_are_synced(&session->rights, right)) /* asked with each page */
        return sinv_rights_refuse(err, right);
    return SALESINV_OK;
}

static salesinv_status start(salesinv_session *session, const salesinv_filter *filter,
                             salesinv_cursor **out)
{
    salesinv_engine *engine = session->engine;
    salesinv_cursor *cursor = sinv_alloc(engine->heap, sizeof(*cursor));

    if (!cursor)
        return sinv_err_set(engine->err, SALESINV_E_NOMEM, NULL, "out of memory");
    cursor->magic = SINV_MAGIC_CURSOR;
    cursor->kind = filter->kind;
    cursor->condition = filter->condition;
    cursor->session = *session;
    cursor->session.engine = sinv_engine_ref(engine);
    memset(&cursor->session.txn, 0, sizeof(cursor->session.txn));
    sinv_arena_init(&cursor->session.arena, engine->heap);
    cursor->opened_by = (uintptr_t)session;
    cursor->page.after = filter->condition.after;
    cursor->position = filter->condition.after;
    *out = cursor;
    return SALESINV_OK;
}

/* No filter at all, for a kind that is known: every object of it. */
static salesinv_filter all_of(salesinv_engine *engine, salesinv_kind kind)
{
    return (salesinv_filter){
        .magic = SINV_MAGIC_FILTER,
        .engine = engine,
        .kind = sinv_kind_of(engine, kind),
        .condition = {.from = SALESINV_TIME_NONE, .to = SALESINV_TIME_NONE}};
}

salesinv_status sinv_find_start(salesinv_session *session, salesinv_kind kind,
                                const salesinv_filter *filter, salesinv_cursor **out)
{
    salesinv_filter all;
    salesinv_status rc;

    if (out)
        *out = NULL;
    if (!out)
        return sinv_session_missing(session, "out_cursor");
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    all = all_of(session->engine, kind);
    if (!filter)
        filter = &all;
    rc = check_start(session, kind, filter);
    if (rc == SALESINV_OK)
        rc = start(session, filter, out);
    return sinv_session_leave(session, rc);
}
