/* SPDX-License-Identifier: Apache-2.0 */
/* Records to drafts: the same document again with ids in place of references, which the one reader of documents then reads. */
#include "sync/canonical.h"

#include <stdio.h>
#include <string.h>

#include "core/session.h"
#include "document/json.h"
#include "salesinv/warehouse.h"
#include "sync/canonical_ref.h"

/* ---- single members ---- */

static salesinv_status find_member(sinv_txn *txn, const sinv_record *record,
                                   const char *key, bool is_required,
                                   const sinv_json **out)
{
    *out = sinv_json_member(record->root, key);
    if (*out && sinv_json_type_of(*out) == SINV_JSON_NULL)
        *out = NULL;
    if (*out || !is_required)
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_ARG, key, "%s is missing", key);
}

salesinv_status sinv_canonical_ref(sinv_txn *txn, const sinv_record *record,
                                   const char *key, salesinv_kind kind,
                                   bool is_required, salesinv_id *out)
{
    const sinv_canonical_place place = {record, NULL, key};
    const sinv_json *node;
    salesinv_status rc = find_member(txn, record, key, is_required, &node);

    *out = 0;
    return rc == SALESINV_OK && node
               ? sinv_canonical_resolve(txn, &place, kind, node, out)
               : rc;
}

static salesinv_status read_number(sinv_txn *txn, const sinv_record *record,
                                   const char *key, salesinv_field_type type,
                                   bool is_required, int64_t *out, bool *out_has)
{
    const sinv_json *node;
    salesinv_status rc = find_member(txn, record, key, is_required, &node);

    if (out_has)
        *out_has = node != NULL;
    return rc == SALESINV_OK && node
               ? sinv_json_read_number(txn->err, key, type, node, out)
               : rc;
}

salesinv_status sinv_canonical_qty(sinv_txn *txn, const sinv_record *record,
                                   const char *key, bool is_required, salesinv_qty *out,
                                   bool *out_has)
{
    return read_number(txn, record, key, SALESINV_TYPE_QTY, is_required, out, out_has);
}

salesinv_status sinv_canonical_time(sinv_txn *txn, const sinv_record *record,
                                    const char *key, bool is_required,
                                    salesinv_time *out, bool *out_has)
{
    return read_number(txn, record, key, SALESINV_TYPE_TIME, is_required, out, out_has);
}

salesinv_status sinv_canonical_text(sinv_txn *txn, const sinv_record *record,
                                    const char *key, size_t max, bool is_required,
                                    const char **out)
{
    const sinv_json *node;
    size_t size;
    salesinv_status rc = find_member(txn, record, key, is_required, &node);

    *out = NULL;
    if (rc != SALESINV_OK || !node)
        return rc;
    *out = sinv_json_text(node, &size);
    if (!*out)
        return sinv_err_set(txn->err, SALESINV_E_ARG, key, "%s is not a text", key);
    return sinv_text_check(txn->err, key, *out, max, &size);
}

/* ---- whole documents ---- */

typedef struct rewriter {
    sinv_txn *txn;
    const sinv_record *record;
    const sinv_canonical_form *form;
    const sinv_kind *kind;
    sinv_json_writer writer;
    const sinv_json *line; /* NULL: the header */
    int32_t place;         /* of the line, from 1 */
} rewriter;

static bool is_one_of(const char *key, const char *const *keys)
{
    for (; keys && *keys; keys++)
        if (strcmp(key, *keys) == 0)
            return true;
    return false;
}

/* "product", or "lines[2].product" */
static const char *path_of(const rewriter *at, const char *key)
{
    char path[SINV_ERR_FIELD_MAX];
    const char *copy;

    if (!at->line)
        return key;
    (void)snprintf(path, sizeof(path), "lines[%d].%s", at->place, key);
    copy = sinv_arena_text(at->txn->arena, path, strlen(path));
    return copy ? copy : key;
}

/* What a field names, 0: it is no reference, but a value or an id of the host. */
static salesinv_kind named_kind(const rewriter *at, const sinv_field *field)
{
    const sinv_json *list;

    if (!(field->flags & SINV_FIELD_MEMBER))
        return field->ref_kind;
    list = sinv_json_member(at->line, "list");
    return list && sinv_json_int(list) == SALESINV_ACCESS_ACCOUNT
               ? SALESINV_KIND_ACCOUNT
               : 0;
}

static salesinv_status put_reference(rewriter *at, const sinv_field *field,
                                     const sinv_json *node)
{
    const sinv_canonical_place place = {at->record, at->line, path_of(at, field->key)};
    salesinv_id id;
    salesinv_status rc =
        field->flags & SINV_FIELD_LINE_REF
            ? sinv_canonical_resolve_line(at->txn, &place, at->kind, field, node, &id)
            : sinv_canonical_resolve(at->txn, &place, named_kind(at, field), node, &id);

    if (rc == SALESINV_OK)
        sinv_json_put_decimal(&at->writer, id, 0);
    return rc;
}

static salesinv_status put_raw(rewriter *at, const sinv_json *node)
{
    sinv_buf buf;
    salesinv_status rc;

    sinv_buf_init(&buf, at->txn->engine->heap, SINV_JSON_SIZE_MAX);
    rc = sinv_json_print(node, &buf);
    if (rc == SALESINV_OK)
        sinv_json_put_raw(&at->writer, buf.bytes, buf.size);
    sinv_buf_free(&buf);
    return rc == SALESINV_OK ? rc
                             : sinv_err_set(at->txn->err, rc, NULL, "out of memory");
}

static salesinv_status put_member(rewriter *at, const sinv_json *child)
{
    const sinv_canonical_form *form = at->form;
    const char *key = sinv_json_key(child);
    const sinv_field *field;

    if (at->line && form->line_key && strcmp(key, form->line_key) == 0)
        key = form->line_field;
    field = sinv_kind_field_by_key(at->kind, at->line != NULL, key);
    sinv_json_put_key(&at->writer, key);
    if (field && sinv_json_type_of(child) != SINV_JSON_NULL &&
        (named_kind(at, field) != 0 || field->flags & SINV_FIELD_LINE_REF))
        return put_reference(at, field, child);
    return put_raw(at, child);
}

static salesinv_status put_line(rewriter *at, const sinv_json *line)
{
    salesinv_status rc = SALESINV_OK;

    at->line = line;
    at->place++;
    sinv_json_begin_object(&at->writer);
    for (const sinv_json *child = sinv_json_first(line); child && rc == SALESINV_OK;
         child = sinv_json_next(child))
        rc = put_member(at, child);
    sinv_json_end_object(&at->writer);
    at->line = NULL;
    return rc;
}

/* What is no array of objects is left to the reader of documents, which refuses it. */
static salesinv_status put_lines(rewriter *at, const sinv_json *lines)
{
    salesinv_status rc = SALESINV_OK;

    sinv_json_put_key(&at->writer, "lines");
    if (sinv_json_type_of(lines) != SINV_JSON_ARRAY)
        return put_raw(at, lines);
    sinv_json_begin_array(&at->writer);
    for (const sinv_json *line = sinv_json_first(lines); line && rc == SALESINV_OK;
         line = sinv_json_next(line))
        rc = sinv_json_type_of(line) == SINV_JSON_OBJECT ? put_line(at, line)
                                                         : put_raw(at, line);
    sinv_json_end_array(&at->writer);
    return rc;
}

/* The keys that every record has. */
static const char *const own[] = {"kind",   "external_id", "version",
                                  "status", "deleted",     NULL};

salesinv_status sinv_canonical_check_keys(sinv_txn *txn, const sinv_record *record,
                                          const char *const *keys)
{
    for (const sinv_json *child = sinv_json_first(record->root); child;
         child = sinv_json_next(child)) {
        const char *key = sinv_json_key(child);
        if (!is_one_of(key, own) && !is_one_of(key, keys))
            return sinv_err_set(txn->err, SALESINV_E_ARG, key, "%s has no %s",
                                sinv_applier_of(record->kind)->name, key);
    }
    return SALESINV_OK;
}

static salesinv_status put_record(rewriter *at)
{
    salesinv_status rc = SALESINV_OK;

    sinv_json_begin_object(&at->writer);
    for (const sinv_json *child = sinv_json_first(at->record->root);
         child && rc == SALESINV_OK; child = sinv_json_next(child)) {
        const char *key = sinv_json_key(child);
        if (is_one_of(key, own) || is_one_of(key, at->form->skips))
            continue;
        rc = strcmp(key, "lines") == 0 ? put_lines(at, child) : put_member(at, child);
    }
    sinv_json_end_object(&at->writer);
    return rc;
}

static salesinv_status read_draft(sinv_txn *txn, const sinv_kind *kind,
                                  const sinv_buf *text, salesinv_draft **out)
{
    salesinv_status rc = sinv_draft_create(txn->engine, kind, out);

    if (rc != SALESINV_OK)
        return rc;
    rc = sinv_draft_read_json(*out, text->bytes, text->size);
    if (rc != SALESINV_OK) {
        salesinv_draft_free(*out);
        *out = NULL;
    }
    return rc;
}

salesinv_status sinv_canonical_draft(sinv_txn *txn, const sinv_record *record,
                                     const sinv_canonical_form *form,
                                     salesinv_draft **out)
{
    rewriter at = {.txn = txn, .record = record, .form = form};
    sinv_buf buf;
    salesinv_status rc;

    *out = NULL;
    at.kind = sinv_kind_of(txn->engine, form->kind);
    sinv_buf_init(&buf, txn->engine->heap, SINV_JSON_SIZE_MAX);
    sinv_json_writer_init(&at.writer, &buf);
    rc = put_record(&at);
    if (rc == SALESINV_OK && buf.status != SALESINV_OK)
        rc = sinv_err_set(txn->err, buf.status, NULL,
                          "the record cannot be kept in memory");
    if (rc == SALESINV_OK)
        rc = read_draft(txn, at.kind, &buf, out);
    sinv_buf_free(&buf);
    return rc;
}
