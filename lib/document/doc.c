/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents in memory: made, loaded, copied, stored. Storing bumps the version and appends
 * one event, always both; nothing else writes a document's rows.
 */
#include "document/doc.h"

#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "core/event.h"
#include "core/session.h"

enum { LINE_NUMBER_MAX = 0xffff };

int64_t sinv_doc_line_of(const sinv_doc *doc, uint32_t index)
{
    return sinv_line_id(sinv_doc_id(doc),
                        sinv_doc_line_int(doc, index, SINV_LINE_NUMBER));
}

salesinv_status sinv_doc_head(sinv_txn *txn, int32_t table, salesinv_id id,
                              sinv_row **out)
{
    salesinv_status rc = sinv_txn_get_id(txn, table, id, out);

    return rc == SALESINV_E_NOT_FOUND
               ? sinv_txn_internal(txn, "%s %lld has lines and no header",
                                   sinv_schema_current()->tables[table].name,
                                   (long long)id)
               : rc;
}

salesinv_status sinv_doc_find_unique(sinv_txn *txn, const sinv_row *like,
                                     int32_t number, sinv_row **out)
{
    const sinv_table *table = &sinv_schema_current()->tables[like->table];
    sinv_range range = {.index = number,
                        .prefix = table->indexes[number - 1].unique_width,
                        .from = like,
                        .limit = 1};
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, like->table, out)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, like->table, &range, &scan)) != SALESINV_OK)
        return rc;
    rc = sinv_scan_next(&scan, *out);
    sinv_scan_close(&scan);
    if (rc == SALESINV_OK)
        *out = NULL;
    return rc == SALESINV_ROW ? SALESINV_OK : rc;
}

void sinv_doc_count(sinv_doc *doc, uint32_t index, int32_t column, int64_t delta)
{
    if (delta != 0)
        sinv_row_set_int(doc->lines[index].row, column,
                         sinv_doc_line_int(doc, index, column) + delta);
}

int32_t sinv_doc_find_line(const sinv_doc *doc, int64_t number)
{
    uint32_t low = 0;
    uint32_t high = doc->line_count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int64_t found = sinv_doc_line_int(doc, middle, SINV_LINE_NUMBER);

        if (found == number)
            return (int32_t)middle;
        if (found < number)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

static salesinv_status allocate(sinv_txn *txn, const sinv_kind *kind, sinv_doc **out)
{
    salesinv_status rc = sinv_txn_alloc(txn, sizeof(**out), (void **)out);

    if (rc == SALESINV_OK)
        (*out)->kind = kind;
    return rc;
}

salesinv_status sinv_doc_create(sinv_txn *txn, const sinv_kind *kind, sinv_doc **out)
{
    salesinv_id id;
    salesinv_status rc;

    if ((rc = allocate(txn, kind, out)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, kind->table, &(*out)->head)) != SALESINV_OK ||
        (rc = sinv_txn_next_id(txn, &id)) != SALESINV_OK)
        return rc;
    (*out)->is_new = true;
    sinv_row_set_int((*out)->head, SINV_HEAD_ID, id);
    sinv_row_set_int((*out)->head, SINV_HEAD_STATUS,
                     kind->flags & SINV_KIND_MASTER ? SALESINV_STATUS_ACTIVE
                                                    : SALESINV_STATUS_DRAFT);
    sinv_row_set_int((*out)->head, SINV_HEAD_OWNER, txn->user);
    sinv_row_set_int((*out)->head, SINV_HEAD_CREATED_AT, txn->now);
    sinv_row_set_int((*out)->head, SINV_HEAD_CREATED_BY, txn->user);
    return SALESINV_OK;
}

/* Room for one more line, its row given. */
static salesinv_status append(sinv_txn *txn, sinv_doc *doc, sinv_row *row)
{
    salesinv_status rc = sinv_txn_grow(txn, (void **)&doc->lines, sizeof(*doc->lines),
                                       doc->line_count, &doc->line_capacity);

    if (rc != SALESINV_OK)
        return rc;
    memset(&doc->lines[doc->line_count], 0, sizeof(*doc->lines));
    doc->lines[doc->line_count++].row = row;
    return SALESINV_OK;
}

salesinv_status sinv_doc_add_line(sinv_txn *txn, sinv_doc *doc, uint32_t *out_index)
{
    int64_t number = sinv_doc_int(doc, SINV_HEAD_LAST_LINE) + 1;
    sinv_row *row;
    salesinv_status rc;

    if (number > LINE_NUMBER_MAX)
        return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, "lines",
                            "a document has at most %d lines over its life",
                            LINE_NUMBER_MAX);
    if ((rc = sinv_txn_row(txn, doc->kind->line_table, &row)) != SALESINV_OK ||
        (rc = append(txn, doc, row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_LINE_DOCUMENT, sinv_doc_id(doc));
    sinv_row_set_int(row, SINV_LINE_NUMBER, number);
    sinv_row_set_int(doc->head, SINV_HEAD_LAST_LINE, number);
    *out_index = doc->line_count - 1;
    doc->lines[*out_index].is_new = true;
    return SALESINV_OK;
}

static salesinv_status load_lines(sinv_txn *txn, sinv_doc *doc)
{
    int32_t table = doc->kind->line_table;
    sinv_range range = {.prefix = 2};
    sinv_row *key;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if (table < 0 || sinv_doc_int(doc, SINV_HEAD_LAST_LINE) == 0)
        return SALESINV_OK;
    if ((rc = sinv_txn_row(txn, table, &key)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(key, SINV_LINE_DOCUMENT, sinv_doc_id(doc));
    range.from = key;
    if ((rc = sinv_scan_start(txn, table, &range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_txn_row(txn, table, &row)) == SALESINV_OK &&
           (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if ((rc = append(txn, doc, row)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc;
}

salesinv_status sinv_doc_load(sinv_txn *txn, const sinv_kind *kind, salesinv_id id,
                              sinv_doc **out)
{
    salesinv_status rc;

    if ((rc = allocate(txn, kind, out)) != SALESINV_OK)
        return rc;
    rc = sinv_txn_get_id(txn, kind->table, id, &(*out)->head);
    if (rc == SALESINV_E_NOT_FOUND)
        return sinv_err_set(txn->err, rc, "id", "there is no %s %lld", kind->name,
                            (long long)id);
    if (rc != SALESINV_OK || (rc = load_lines(txn, *out)) != SALESINV_OK)
        return rc;
    return kind->load_lines ? kind->load_lines(txn, *out) : SALESINV_OK;
}

salesinv_status sinv_doc_load_readable(sinv_txn *txn, const sinv_kind *kind,
                                       salesinv_id id, sinv_doc **out)
{
    const sinv_right read = {kind->object, SINV_ACTION_READ};
    sinv_reach reach;
    salesinv_status rc = sinv_reach_now(txn, read, &reach);

    if (rc != SALESINV_OK)
        return rc;
    if (reach == SINV_REACH_NONE)
        return sinv_rights_refuse(txn->err, read);
    rc = sinv_doc_load(txn, kind, id, out);
    if (reach != SINV_REACH_OWN || (rc != SALESINV_OK && rc != SALESINV_E_NOT_FOUND) ||
        (rc == SALESINV_OK && sinv_doc_is_own(txn, *out)))
        return rc;
    return sinv_rights_refuse(txn->err, read);
}

static salesinv_status copy_row(sinv_txn *txn, const sinv_row *from, sinv_row **out)
{
    salesinv_status rc = sinv_txn_row(txn, from->table, out);

    if (rc != SALESINV_OK)
        return rc;
    for (int32_t i = 0; i < from->count; i++)
        sinv_row_copy_cell(*out, i, from, i);
    (*out)->changed = from->changed;
    return (*out)->status == SALESINV_OK ? SALESINV_OK : sinv_txn_nomem(txn);
}

salesinv_status sinv_doc_copy(sinv_txn *txn, const sinv_doc *doc, sinv_doc **out)
{
    sinv_row *row;
    salesinv_status rc;

    if ((rc = allocate(txn, doc->kind, out)) != SALESINV_OK ||
        (rc = copy_row(txn, doc->head, &(*out)->head)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count; i++) {
        if ((rc = copy_row(txn, doc->lines[i].row, &row)) != SALESINV_OK ||
            (rc = append(txn, *out, row)) != SALESINV_OK)
            return rc;
    }
    return SALESINV_OK;
}

static salesinv_status store_line(sinv_txn *txn, sinv_doc *doc, uint32_t index)
{
    sinv_doc_line *line = &doc->lines[index];
    salesinv_status rc;

    if (line->is_removed)
        return line->is_new ? SALESINV_OK : sinv_txn_remove(txn, line->row);
    rc = line->is_new ? sinv_txn_insert(txn, line->row) : sinv_txn_save(txn, line->row);
    if (rc == SALESINV_E_EXISTS)
        return sinv_err_set(txn->err, rc,
                            sinv_doc_field(txn, (int32_t)index, "external_id"),
                            "another line has this external id");
    if (rc == SALESINV_OK && doc->kind->store_serials && line->draft &&
        line->draft->has_serials)
        rc = doc->kind->store_serials(txn, doc, index);
    line->is_new = false;
    return rc;
}

static salesinv_status append_event(sinv_txn *txn, sinv_doc *doc, int32_t action)
{
    int64_t sequence;
    const sinv_event event = {.kind = doc->kind->kind,
                              .object = sinv_doc_id(doc),
                              .version = sinv_doc_int(doc, SINV_HEAD_VERSION),
                              .action = action,
                              .previous = sinv_doc_int(doc, SINV_HEAD_EVENT),
                              .detail = doc->event_detail};
    salesinv_status rc = sinv_event_append(txn, &event, &sequence);

    if (rc == SALESINV_OK)
        sinv_row_set_int(doc->head, SINV_HEAD_EVENT, sequence);
    return rc;
}

salesinv_status sinv_doc_store(sinv_txn *txn, sinv_doc *doc, int32_t action)
{
    salesinv_status rc;

    sinv_row_set_int(doc->head, SINV_HEAD_VERSION,
                     sinv_doc_int(doc, SINV_HEAD_VERSION) + 1);
    sinv_row_set_int(doc->head, SINV_HEAD_MODIFIED_AT, txn->now);
    sinv_row_set_int(doc->head, SINV_HEAD_MODIFIED_BY, txn->user);
    if ((rc = append_event(txn, doc, action)) != SALESINV_OK)
        return rc;
    rc = doc->is_new ? sinv_txn_insert(txn, doc->head) : sinv_txn_save(txn, doc->head);
    if (rc == SALESINV_E_EXISTS)
        return sinv_err_set(txn->err, rc, "external_id",
                            "another %s has this external id or code", doc->kind->name);
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        rc = store_line(txn, doc, i);
    doc->is_new = false;
    doc->event_detail = NULL;
    return rc;
}

/* Objects read by reference in this call: a short list, newest first. */
typedef struct ref_entry {
    struct ref_entry *next;
    sinv_row *row;
} ref_entry;

salesinv_status sinv_doc_ref(sinv_txn *txn, const char *field, salesinv_kind kind,
                             salesinv_id id, sinv_row **out)
{
    const sinv_kind *target = sinv_kind_of(txn->engine, kind);
    ref_entry *entry;
    salesinv_status rc;

    if (!target)
        return sinv_txn_internal(txn, "kind %d is not assembled", kind);
    for (entry = txn->refs; entry; entry = entry->next)
        if (entry->row->table == target->table &&
            sinv_row_int(entry->row, SINV_HEAD_ID) == id) {
            *out = entry->row;
            return SALESINV_OK;
        }
    rc = target->flags & SINV_KIND_MASTER
             ? sinv_txn_get_master(txn, target->table, id, out)
             : sinv_txn_get_id(txn, target->table, id, out);
    if (rc == SALESINV_E_NOT_FOUND)
        return sinv_err_set(txn->err, rc, field, "there is no %s %lld", target->name,
                            (long long)id);
    if (rc != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, sizeof(*entry), (void **)&entry)) != SALESINV_OK)
        return rc;
    entry->row = *out;
    entry->next = txn->refs;
    txn->refs = entry;
    return SALESINV_OK;
}

salesinv_status sinv_doc_refuse_state(sinv_txn *txn, const char *field,
                                      const char *what, const sinv_doc *doc,
                                      const char *why)
{
    const char *status =
        salesinv_document_status_name((int32_t)sinv_doc_int(doc, SINV_HEAD_STATUS));
    salesinv_status rc =
        sinv_err_set(txn->err, SALESINV_E_INVALID_STATE, field, "%s %lld is %s: %s",
                     what, (long long)sinv_doc_id(doc), status, why);

    sinv_err_add_int(txn->err, what, sinv_doc_id(doc));
    sinv_err_add_text(txn->err, "status", status);
    return rc;
}

const char *sinv_doc_field(sinv_txn *txn, int32_t index, const char *key)
{
    static const char before[] = "lines[";
    char digits[SINV_DECIMAL_TEXT_MAX];
    size_t digit_count;
    size_t key_size;
    char *text;

    if (index < 0)
        return key;
    /* By hand: every line names its fields, refused or not. */
    digit_count = sinv_decimal_format((int64_t)index + 1, 0, digits);
    key_size = strlen(key);
    text = sinv_arena_alloc(txn->arena, sizeof(before) + digit_count + 2 + key_size);
    if (!text)
        return key;
    memcpy(text, before, sizeof(before) - 1);
    memcpy(text + sizeof(before) - 1, digits, digit_count);
    memcpy(text + sizeof(before) - 1 + digit_count, "].", 2);
    memcpy(text + sizeof(before) + 1 + digit_count, key, key_size);
    return text;
}

size_t sinv_doc_number(const sinv_kind *kind, salesinv_id id, char out[SINV_NUMBER_MAX])
{
    int size = snprintf(out, SINV_NUMBER_MAX, "%s-%06lld", kind->prefix, (long long)id);

    return size < 0 ? 0 : (size_t)size;
}
