/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a draft makes of one object of master data, whoever found the object: decided first, then written. What says
 * nothing new writes nothing, so that the same data may come as often as it likes.
 */
#include <string.h>

#include "catalog/upsert.h"
#include "core/session.h"
#include "document/fill.h"

/* Is it a required integer, which is 0 when it is cleared? */
static bool is_zero_when_cleared(const sinv_row *row, int32_t column)
{
    const sinv_column *of = &sinv_schema_current()->tables[row->table].columns[column];

    return of->type == SALESINV_CELL_INT && (of->flags & SALESINV_COLUMN_NOT_NULL) != 0;
}

static bool is_same_cell(const sinv_row *a, const sinv_row *b, int32_t column)
{
    const sinv_cell *x = &a->cells[column];
    const sinv_cell *y = &b->cells[column];

    if (is_zero_when_cleared(a, column))
        return sinv_row_int(a, column) == sinv_row_int(b, column);
    if (x->type != y->type || x->size != y->size)
        return false;
    if (!sinv_cell_has_bytes(x))
        return x->number == y->number;
    return x->size == 0 || memcmp(x->bytes, y->bytes, x->size) == 0;
}

/* The columns of which the draft says something else than the row has. */
static uint64_t find_news(const sinv_row *given, const sinv_row *stored)
{
    uint64_t news = 0;

    for (int32_t i = 0; i < given->count; i++)
        if ((given->changed >> i & 1) && !is_same_cell(given, stored, i))
            news |= UINT64_C(1) << i;
    return news;
}

static bool says_nothing_new(const sinv_row *given, const sinv_row *stored)
{
    return find_news(given, stored) == 0;
}

/* ---- lines ---- */

/* The stored lines, and which of them the draft has named. */
typedef struct line_match {
    const sinv_doc *doc;
    bool *is_taken; /* by index of the stored line */
    uint32_t
        next; /* where the next line without a number is looked for first: sets come in the same order */
} line_match;

static bool has_same_name(const sinv_row *a, const sinv_row *b)
{
    return !sinv_row_is_null(a, SINV_LINE_EXTERNAL_ID) &&
           is_same_cell(a, b, SINV_LINE_EXTERNAL_ID);
}

static bool is_match(const sinv_row *given, const sinv_row *stored)
{
    return sinv_row_is_null(given, SINV_LINE_EXTERNAL_ID)
               ? says_nothing_new(given, stored)
               : has_same_name(given, stored);
}

/* Give a line of the draft the number of the stored line that it means, if there is one. */
static void match_line(line_match *match, sinv_draft_line *line)
{
    const sinv_doc *doc = match->doc;

    for (uint32_t i = 0; i < doc->line_count; i++) {
        uint32_t at = (match->next + i) % doc->line_count;

        if (match->is_taken[at] || !is_match(line->row, doc->lines[at].row))
            continue;
        match->is_taken[at] = true;
        match->next = at + 1;
        line->number = sinv_doc_line_int(doc, at, SINV_LINE_NUMBER);
        return;
    }
}

static void take_numbered(line_match *match, const salesinv_draft *draft)
{
    for (uint32_t i = 0; i < draft->line_count; i++) {
        int32_t at = draft->lines[i].number
                         ? sinv_doc_find_line(match->doc, draft->lines[i].number)
                         : -1;
        if (at >= 0)
            match->is_taken[at] = true;
    }
}

/* The draft with lines of its own copy, numbered as far as they are stored. */
static salesinv_status number_lines(sinv_txn *txn, const sinv_doc *doc,
                                    salesinv_draft *draft)
{
    line_match match = {.doc = doc};
    const sinv_draft_line *given = draft->lines;
    salesinv_status rc;

    if (draft->line_count == 0 || doc->line_count == 0)
        return SALESINV_OK;
    if ((rc = sinv_txn_alloc(txn, draft->line_count * sizeof(*draft->lines),
                             (void **)&draft->lines)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, doc->line_count * sizeof(*match.is_taken),
                             (void **)&match.is_taken)) != SALESINV_OK)
        return rc;
    memcpy(draft->lines, given, draft->line_count * sizeof(*given));
    take_numbered(&match, draft);
    for (uint32_t i = 0; i < draft->line_count; i++)
        if (draft->lines[i].number == 0)
            match_line(&match, &draft->lines[i]);
    return SALESINV_OK;
}

static bool are_lines_same(const salesinv_draft *draft, const sinv_doc *doc)
{
    if (draft->line_count != doc->line_count)
        return false;
    for (uint32_t i = 0; i < draft->line_count; i++) {
        int32_t at = draft->lines[i].number
                         ? sinv_doc_find_line(doc, draft->lines[i].number)
                         : -1;
        if (at < 0 || !says_nothing_new(draft->lines[i].row, doc->lines[at].row))
            return false;
    }
    return true;
}

/* ---- deciding ---- */

/* Right and state, for an object that is there. */
static salesinv_status check_access(sinv_txn *txn, const sinv_doc *doc,
                                    const sinv_call *call)
{
    const sinv_right right = {doc->kind->object, SINV_ACTION_UPDATE};
    int64_t status = sinv_doc_int(doc, SINV_HEAD_STATUS);
    sinv_reach reach = SINV_REACH_ALL;
    salesinv_status rc = call ? sinv_reach_now(txn, right, &reach) : SALESINV_OK;

    if (rc != SALESINV_OK)
        return rc;
    if (reach == SINV_REACH_NONE ||
        (reach == SINV_REACH_OWN && !sinv_doc_is_own(txn, doc)))
        return sinv_rights_refuse(txn->err, right);
    if (doc->kind->editable & SINV_IN(status))
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_INVALID_STATE, "status",
                        "%s %lld is %s: it does not take update", doc->kind->name,
                        (long long)sinv_doc_id(doc),
                        salesinv_document_status_name((int32_t)status));
}

static salesinv_status decide_new(sinv_txn *txn, sinv_upsert_change *change)
{
    const sinv_call *call = change->call;
    salesinv_status rc;

    change->outcome = SALESINV_UPSERT_CREATED;
    if ((rc = sinv_doc_create(txn, change->draft->kind, &change->doc)) != SALESINV_OK ||
        (rc = sinv_doc_fill(txn, change->doc, change->draft, SINV_FILL_NEW)) !=
            SALESINV_OK ||
        (rc = sinv_doc_prepare(txn, change->doc)) != SALESINV_OK)
        return rc;
    if (call && call->only_own && !sinv_doc_is_own(txn, change->doc))
        return sinv_rights_refuse(txn->err, call->right);
    change->id = sinv_doc_id(change->doc);
    return SALESINV_OK;
}

/* Put what is new into the document; `draft` is a copy and may be cut down to it. */
static salesinv_status fill(sinv_txn *txn, sinv_doc *doc, salesinv_draft *draft,
                            bool has_new_lines)
{
    sinv_doc *before;
    salesinv_status rc = sinv_doc_copy(txn, doc, &before);

    if (rc != SALESINV_OK)
        return rc;
    if (!has_new_lines) {
        draft->has_lines = false;
        draft->line_count = 0;
    }
    doc->before = before;
    if ((rc = sinv_doc_fill(txn, doc, draft, SINV_FILL_ALL)) != SALESINV_OK)
        return rc;
    return sinv_doc_prepare(txn, doc);
}

/* Lines that are the stored ones again stay out of it: they keep their numbers. */
static salesinv_status decide_change(sinv_txn *txn, sinv_upsert_change *change)
{
    salesinv_draft *draft = NULL;
    salesinv_status rc;

    if ((rc = check_access(txn, change->doc, change->call)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, sizeof(*draft), (void **)&draft)) != SALESINV_OK)
        return rc;
    *draft = *change->draft;
    if ((rc = number_lines(txn, change->doc, draft)) != SALESINV_OK)
        return rc;
    change->has_new_lines = draft->has_lines && !are_lines_same(draft, change->doc);
    change->changed = find_news(draft->head, change->doc->head);
    if (!change->has_new_lines && change->changed == 0)
        change->outcome = SALESINV_UPSERT_UNCHANGED;
    else
        rc = fill(txn, change->doc, draft, change->has_new_lines);
    return rc;
}

salesinv_status sinv_upsert_decide(sinv_txn *txn, sinv_upsert_change *change)
{
    salesinv_status rc;

    if (change->id == 0)
        return decide_new(txn, change);
    change->outcome = SALESINV_UPSERT_UPDATED;
    rc = sinv_doc_load(txn, change->draft->kind, change->id, &change->doc);
    return rc == SALESINV_OK ? decide_change(txn, change) : rc;
}

salesinv_status sinv_upsert_write(sinv_txn *txn, const sinv_upsert_change *change)
{
    sinv_doc *doc = change->doc;
    salesinv_status rc = SALESINV_OK;

    if (change->outcome == SALESINV_UPSERT_UNCHANGED)
        return rc;
    if (doc->kind->apply_write)
        rc = doc->kind->apply_write(txn, doc);
    if (rc != SALESINV_OK)
        return rc;
    return sinv_doc_store(txn, doc,
                          change->outcome == SALESINV_UPSERT_CREATED
                              ? SALESINV_EVENT_CREATED
                              : SALESINV_EVENT_UPDATED);
}
