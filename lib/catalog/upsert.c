/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One row of an upsert: find what it means, decide, and only then write. A refused row
 * gives back the id that it took, so it leaves no trace. Failures of storage or memory are not refusals: they end
 * the call.
 */
#include "catalog/upsert.h"

#include <string.h>

#include "core/session.h"
#include "document/doc.h"
#include "document/fill.h"

/* The stored row with the draft's value of this index's last column, NULL if there is none. */
static salesinv_status find_by(sinv_txn *txn, const salesinv_draft *draft,
                               int32_t number, int32_t column, sinv_row **out)
{
    const sinv_table *table = &sinv_schema_current()->tables[draft->kind->table];
    const sinv_index *index = &table->indexes[number - 1];
    sinv_range range = {.index = number, .prefix = index->unique_width, .limit = 1};
    sinv_row *key;
    sinv_scan scan;
    salesinv_status rc;

    *out = NULL;
    if (column < 0 || !(draft->head->changed >> column & 1) ||
        sinv_row_is_null(draft->head, column))
        return SALESINV_OK;
    if ((rc = sinv_txn_row(txn, draft->kind->table, &key)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, draft->kind->table, out)) != SALESINV_OK)
        return rc;
    for (int32_t i = 1; i < index->unique_width; i++)
        sinv_row_copy_cell(key, index->columns[i], draft->head, index->columns[i]);
    range.from = key;
    if ((rc = sinv_scan_start(txn, draft->kind->table, &range, &scan)) != SALESINV_OK)
        return rc;
    rc = sinv_scan_next(&scan, *out);
    sinv_scan_close(&scan);
    if (rc == SALESINV_OK)
        *out = NULL;
    return rc == SALESINV_ROW ? SALESINV_OK : rc;
}

/* The object that the draft means: by external id, else by code; 0: a new one. */
static salesinv_status find_target(sinv_txn *txn, const salesinv_draft *draft,
                                   salesinv_id *out)
{
    int32_t code = draft->kind->code_column;
    bool has_key = !sinv_row_is_null(draft->head, SINV_HEAD_EXTERNAL_ID) ||
                   (code >= 0 && !sinv_row_is_null(draft->head, code));
    sinv_row *row;
    salesinv_status rc;

    *out = 0;
    if (!has_key)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "code",
                            "a row needs a code or an external id");
    rc = find_by(txn, draft, SINV_INDEX_EXTERNAL_ID, SINV_HEAD_EXTERNAL_ID, &row);
    if (rc == SALESINV_OK && !row)
        rc = find_by(txn, draft, SINV_INDEX_CODE, code, &row);
    if (rc == SALESINV_OK && row)
        *out = sinv_row_int(row, SINV_HEAD_ID);
    return rc;
}

static bool is_same_cell(const sinv_row *a, const sinv_row *b, int32_t column)
{
    const sinv_cell *x = &a->cells[column];
    const sinv_cell *y = &b->cells[column];

    if (x->type != y->type || x->size != y->size)
        return false;
    if (!sinv_cell_has_bytes(x))
        return x->number == y->number;
    return x->size == 0 || memcmp(x->bytes, y->bytes, x->size) == 0;
}

/* Does the draft say nothing but what the row has already? */
static bool says_nothing_new(const sinv_row *given, const sinv_row *stored)
{
    for (int32_t i = 0; i < given->count; i++)
        if ((given->changed >> i & 1) && !is_same_cell(given, stored, i))
            return false;
    return true;
}

static bool are_lines_same(const salesinv_draft *draft, const sinv_doc *doc)
{
    if (draft->line_count != doc->line_count)
        return false;
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!says_nothing_new(draft->lines[i].row, doc->lines[i].row))
            return false;
    return true;
}

/* Right and state, for an object that is there. */
static salesinv_status check_access(sinv_txn *txn, const sinv_doc *doc)
{
    const sinv_right right = {doc->kind->object, SINV_ACTION_UPDATE};
    int64_t status = sinv_doc_int(doc, SINV_HEAD_STATUS);
    sinv_reach reach;
    salesinv_status rc = sinv_reach_now(txn, right, &reach);

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

static salesinv_status decide_new(sinv_txn *txn, const sinv_call *call,
                                  const salesinv_draft *draft, sinv_doc **out)
{
    salesinv_status rc;

    if ((rc = sinv_doc_create(txn, draft->kind, out)) != SALESINV_OK ||
        (rc = sinv_doc_fill(txn, *out, draft, SINV_FILL_NEW)) != SALESINV_OK ||
        (rc = sinv_doc_prepare(txn, *out)) != SALESINV_OK)
        return rc;
    if (call->only_own && !sinv_doc_is_own(txn, *out))
        return sinv_rights_refuse(txn->err, call->right);
    return SALESINV_OK;
}

/* Lines that are the stored ones again stay out of it: they keep their numbers. */
static salesinv_status decide_change(sinv_txn *txn, const salesinv_draft *draft,
                                     sinv_doc *doc, bool *out_changed)
{
    salesinv_draft *headers = NULL;
    sinv_doc *before;
    bool has_new_lines = draft->has_lines && !are_lines_same(draft, doc);
    salesinv_status rc;

    *out_changed = has_new_lines || !says_nothing_new(draft->head, doc->head);
    if ((rc = check_access(txn, doc)) != SALESINV_OK || !*out_changed)
        return rc;
    if ((rc = sinv_txn_alloc(txn, sizeof(*headers), (void **)&headers)) !=
            SALESINV_OK ||
        (rc = sinv_doc_copy(txn, doc, &before)) != SALESINV_OK)
        return rc;
    *headers = *draft;
    if (!has_new_lines) {
        headers->has_lines = false;
        headers->line_count = 0;
    }
    doc->before = before;
    if ((rc = sinv_doc_fill(txn, doc, headers, SINV_FILL_ALL)) != SALESINV_OK)
        return rc;
    return sinv_doc_prepare(txn, doc);
}

/* Everything of a row that may be refused. *out_doc NULL or unchanged: nothing to write. */
static salesinv_status decide(sinv_txn *txn, const sinv_call *call,
                              const salesinv_draft *draft, sinv_upsert_row *out,
                              sinv_doc **out_doc)
{
    bool is_changed = true;
    salesinv_id id;
    salesinv_status rc;

    *out_doc = NULL;
    if ((rc = find_target(txn, draft, &id)) != SALESINV_OK)
        return rc;
    out->outcome = id == 0 ? SALESINV_UPSERT_CREATED : SALESINV_UPSERT_UPDATED;
    out->id = id;
    if (id == 0)
        return decide_new(txn, call, draft, out_doc);
    if ((rc = sinv_doc_load(txn, draft->kind, id, out_doc)) != SALESINV_OK)
        return rc;
    rc = decide_change(txn, draft, *out_doc, &is_changed);
    if (!is_changed)
        out->outcome = SALESINV_UPSERT_UNCHANGED;
    return rc;
}

/* Codes that are about the row; others are about the storage, the memory or the call. */
static bool is_refusal(salesinv_status rc)
{
    return (rc <= -300 && rc > -400) || rc == SALESINV_E_ARG || rc == SALESINV_E_TEXT ||
           rc == SALESINV_E_OVERFLOW || rc == SALESINV_E_NOT_FOUND ||
           rc == SALESINV_E_EXISTS || rc == SALESINV_E_INVALID_STATE;
}

static salesinv_status keep_text(sinv_txn *txn, const char *text, const char **out)
{
    *out = text ? sinv_arena_text(txn->arena, text, strlen(text)) : NULL;
    return *out || !text ? SALESINV_OK : sinv_txn_nomem(txn);
}

/* Note why the row was refused. */
static salesinv_status refuse(sinv_txn *txn, salesinv_status rc, sinv_upsert_row *out)
{
    *out = (sinv_upsert_row){.status = rc, .outcome = SALESINV_UPSERT_REFUSED};
    rc = keep_text(txn, salesinv_error_message(txn->err), &out->message);
    return rc == SALESINV_OK
               ? keep_text(txn, salesinv_error_field(txn->err), &out->field)
               : rc;
}

salesinv_status sinv_upsert_one(sinv_txn *txn, const sinv_call *call,
                                const salesinv_draft *draft, sinv_upsert_row *out)
{
    const sinv_counters before = txn->counters;
    sinv_doc *doc;
    salesinv_status rc;

    *out = (sinv_upsert_row){.status = SALESINV_OK};
    txn->refs = NULL; /* rows before this one may have changed what they read */
    rc = decide(txn, call, draft, out, &doc);
    if (rc != SALESINV_OK) {
        txn->counters = before;
        return is_refusal(rc) ? refuse(txn, rc, out) : rc;
    }
    if (out->outcome == SALESINV_UPSERT_UNCHANGED)
        return SALESINV_OK;
    out->id = sinv_doc_id(doc);
    if (doc->kind->apply_write &&
        (rc = doc->kind->apply_write(txn, doc)) != SALESINV_OK)
        return rc;
    return sinv_doc_store(txn, doc,
                          out->outcome == SALESINV_UPSERT_CREATED
                              ? SALESINV_EVENT_CREATED
                              : SALESINV_EVENT_UPDATED);
}

salesinv_status sinv_upsert_look_up(sinv_txn *txn, const salesinv_draft *draft,
                                    sinv_upsert_row *out)
{
    salesinv_status rc = find_target(txn, draft, &out->id);

    out->status = SALESINV_OK;
    out->outcome = out->id != 0 ? SALESINV_UPSERT_UNCHANGED : SALESINV_UPSERT_REFUSED;
    if (rc == SALESINV_OK && out->id == 0)
        rc = sinv_err_set(txn->err, SALESINV_E_NOT_FOUND, "code",
                          "the earlier request stored no such row");
    return is_refusal(rc) ? refuse(txn, rc, out) : rc;
}

static size_t text_size(const char *text)
{
    return text ? strlen(text) + 1 : 0;
}

static const char *put_text(char **place, const char *text)
{
    char *copy = *place;

    if (!text)
        return NULL;
    memcpy(copy, text, strlen(text) + 1);
    *place += strlen(text) + 1;
    return copy;
}

salesinv_status sinv_upsert_report(sinv_txn *txn, const sinv_upsert_row *rows,
                                   int32_t count, salesinv_upsert **out)
{
    size_t size = sizeof(**out) + (size_t)count * sizeof((*out)->rows[0]);
    size_t texts = 0;
    char *place;

    for (int32_t i = 0; i < count; i++)
        texts += text_size(rows[i].message) + text_size(rows[i].field);
    *out = sinv_alloc(txn->engine->heap, size + texts);
    if (!*out)
        return sinv_txn_nomem(txn);
    (*out)->magic = SINV_MAGIC_UPSERT;
    (*out)->is_repeat = false;
    (*out)->count = count;
    (*out)->heap = sinv_heap_ref(txn->engine->heap);
    place = (char *)*out + size;
    for (int32_t i = 0; i < count; i++) {
        (*out)->rows[i] = rows[i];
        (*out)->rows[i].message = put_text(&place, rows[i].message);
        (*out)->rows[i].field = put_text(&place, rows[i].field);
    }
    return SALESINV_OK;
}
