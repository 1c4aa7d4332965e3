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

/* The object that has what the draft says in this index's last column; 0: none, or the draft says nothing. */
static salesinv_status find_by(sinv_txn *txn, const salesinv_draft *draft,
                               int32_t number, int32_t column, salesinv_id *out)
{
    const sinv_table *table = &sinv_schema_current()->tables[draft->kind->table];
    const sinv_index *index = &table->indexes[number - 1];
    sinv_row *like;
    sinv_row *row;
    salesinv_status rc;

    *out = 0;
    if (column < 0 || !(draft->head->changed >> column & 1) ||
        sinv_row_is_null(draft->head, column))
        return SALESINV_OK;
    if ((rc = sinv_txn_row(txn, draft->kind->table, &like)) != SALESINV_OK)
        return rc;
    for (int32_t i = 1; i < index->unique_width; i++) /* a draft is of no tenant */
        sinv_row_copy_cell(like, index->columns[i], draft->head, index->columns[i]);
    rc = sinv_doc_find_unique(txn, like, number, &row);
    if (rc == SALESINV_OK && row)
        *out = sinv_row_int(row, SINV_HEAD_ID);
    return rc;
}

salesinv_status sinv_upsert_find_code(sinv_txn *txn, const salesinv_draft *draft,
                                      salesinv_id *out)
{
    return find_by(txn, draft, SINV_INDEX_CODE, draft->kind->code_column, out);
}

/* The object that the draft means: by external id, else by code; 0: a new one. */
static salesinv_status find_target(sinv_txn *txn, const salesinv_draft *draft,
                                   salesinv_id *out)
{
    int32_t code = draft->kind->code_column;
    bool has_key = !sinv_row_is_null(draft->head, SINV_HEAD_EXTERNAL_ID) ||
                   (code >= 0 && !sinv_row_is_null(draft->head, code));
    salesinv_status rc;

    *out = 0;
    if (!has_key)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "code",
                            "a row needs a code or an external id");
    rc = find_by(txn, draft, SINV_INDEX_EXTERNAL_ID, SINV_HEAD_EXTERNAL_ID, out);
    return rc == SALESINV_OK && *out == 0 ? sinv_upsert_find_code(txn, draft, out) : rc;
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
    sinv_upsert_change change = {.draft = draft, .call = call};
    salesinv_status rc;

    *out = (sinv_upsert_row){.status = SALESINV_OK};
    txn->refs = NULL; /* rows before this one may have changed what they read */
    rc = find_target(txn, draft, &change.id);
    if (rc == SALESINV_OK)
        rc = sinv_upsert_decide(txn, &change);
    if (rc != SALESINV_OK) {
        txn->counters = before;
        return sinv_err_is_refusal(rc) ? refuse(txn, rc, out) : rc;
    }
    out->outcome = change.outcome;
    out->id = change.id;
    return sinv_upsert_write(txn, &change);
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
    return sinv_err_is_refusal(rc) ? refuse(txn, rc, out) : rc;
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
