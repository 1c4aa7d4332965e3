/* SPDX-License-Identifier: Apache-2.0 */
/* Messages to the ERP: a stored document with what it refers to written out. */
#include <string.h>

#include "core/session.h"
#include "document/doc.h"
#include "document/fields.h"
#include "document/json.h"
#include "salesinv/sys/connector.h"
#include "sync/canonical_ref.h"
#include "sync/link.h"

typedef struct message_writer {
    sinv_txn *txn;
    const sinv_canonical_message *message;
    const sinv_kind *kind;
    sinv_json_writer out;
    const sinv_json *root;
    const sinv_json *line; /* NULL: the header */
} message_writer;

static void put_text(message_writer *to, const char *key, const char *text)
{
    sinv_json_put_key(&to->out, key);
    sinv_json_put_text(&to->out, text, strlen(text));
}

static int32_t code_column(const sinv_kind *kind)
{
    return kind->kind == SALESINV_KIND_BIN ? SINV_BIN_CODE : kind->code_column;
}

/* Code or number, and the ERP's id. */
static salesinv_status put_names(message_writer *to, const sinv_kind *kind,
                                 salesinv_id id)
{
    char number[SINV_NUMBER_MAX];
    int32_t code = code_column(kind);
    const char *external_id;
    sinv_row *row;
    salesinv_status rc = sinv_txn_get_master(to->txn, kind->table, id, &row);

    if (rc == SALESINV_E_NOT_FOUND)
        return sinv_txn_internal(to->txn, "%s %lld of a message is not there",
                                 kind->name, (long long)id);
    if (rc != SALESINV_OK)
        return rc;
    (void)sinv_doc_number(kind, id, number);
    if (code >= 0 && !sinv_row_is_null(row, code))
        put_text(to, "code", sinv_row_text(row, code));
    else
        put_text(to, "number", number);
    rc = sinv_link_external_id(to->txn, to->message->connector, kind->kind, id,
                               &external_id);
    if (rc == SALESINV_OK && external_id)
        put_text(to, "external_id", external_id);
    return rc;
}

static void put_id(message_writer *to, const char *key, int64_t value)
{
    sinv_json_put_key(&to->out, key);
    if (value > INT64_C(1) << 53)
        sinv_json_put_decimal(&to->out, value, 0);
    else
        sinv_json_put_int(&to->out, value);
}

static salesinv_status put_reference(message_writer *to, salesinv_kind kind,
                                     salesinv_id id)
{
    salesinv_status rc;

    sinv_json_begin_object(&to->out);
    put_id(to, "id", id);
    rc = put_names(to, sinv_kind_of(to->txn->engine, kind), id);
    sinv_json_end_object(&to->out);
    return rc;
}

static const sinv_field *document_of(const message_writer *to, const sinv_field *field)
{
    const sinv_field *named = sinv_canonical_document_field(to->kind, field, true);

    return named ? named : sinv_canonical_document_field(to->kind, field, false);
}

/* {"line": 2, "id": .., ..} */
static salesinv_status put_line_reference(message_writer *to, const sinv_field *field,
                                          int64_t line)
{
    const sinv_field *of = document_of(to, field);
    salesinv_status rc = SALESINV_OK;

    sinv_json_begin_object(&to->out);
    put_id(to, "line", sinv_line_number(line));
    put_id(to, "id", sinv_line_document(line));
    if (of)
        rc = put_names(to, sinv_kind_of(to->txn->engine, of->ref_kind),
                       sinv_line_document(line));
    sinv_json_end_object(&to->out);
    return rc;
}

static salesinv_status put_raw(message_writer *to, const sinv_json *node)
{
    sinv_buf buf;
    salesinv_status rc;

    sinv_buf_init(&buf, to->txn->engine->heap, SINV_JSON_SIZE_MAX);
    rc = sinv_json_print(node, &buf);
    if (rc == SALESINV_OK)
        sinv_json_put_raw(&to->out, buf.bytes, buf.size);
    sinv_buf_free(&buf);
    return rc == SALESINV_OK ? rc : sinv_txn_nomem(to->txn);
}

/* What a field refers to, also one that is only shown and refers to nothing when it is written. */
static salesinv_kind kind_of_field(const sinv_field *field)
{
    if (!field)
        return 0;
    return field->field == SALESINV_F_PRODUCT ? SALESINV_KIND_PRODUCT : field->ref_kind;
}

static salesinv_status put_member(message_writer *to, const sinv_json *child)
{
    const char *key = sinv_json_key(child);
    const sinv_field *field = sinv_kind_field_by_key(to->kind, to->line != NULL, key);
    const bool is_line = field && field->flags & SINV_FIELD_LINE_REF;
    int64_t value = 0;
    salesinv_status rc;

    if (!to->line && strcmp(key, "external_id") == 0)
        key = "own_external_id";
    sinv_json_put_key(&to->out, key);
    if (kind_of_field(field) == 0 && !is_line)
        return put_raw(to, child);
    rc = sinv_json_read_number(to->txn->err, key, SALESINV_TYPE_ID, child, &value);
    if (rc != SALESINV_OK)
        return rc;
    return is_line ? put_line_reference(to, field, value)
                   : put_reference(to, kind_of_field(field), value);
}

static salesinv_status put_line(message_writer *to, const sinv_json *line)
{
    salesinv_status rc = SALESINV_OK;

    to->line = line;
    sinv_json_begin_object(&to->out);
    for (const sinv_json *child = sinv_json_first(line); child && rc == SALESINV_OK;
         child = sinv_json_next(child))
        rc = put_member(to, child);
    sinv_json_end_object(&to->out);
    to->line = NULL;
    return rc;
}

static salesinv_status put_lines(message_writer *to, const sinv_json *lines)
{
    salesinv_status rc = SALESINV_OK;

    sinv_json_put_key(&to->out, "lines");
    sinv_json_begin_array(&to->out);
    for (const sinv_json *line = sinv_json_first(lines); line && rc == SALESINV_OK;
         line = sinv_json_next(line))
        rc = put_line(to, line);
    sinv_json_end_array(&to->out);
    return rc;
}

/* Action, and what the ERP calls the document, come after its kind. */
static salesinv_status put_head(message_writer *to)
{
    const sinv_canonical_message *message = to->message;
    const char *external_id;
    salesinv_status rc;

    put_text(to, "kind", to->kind->name);
    put_text(to, "action", salesinv_message_action_name(message->action));
    rc = sinv_link_external_id(to->txn, message->connector, message->kind,
                               message->object, &external_id);
    if (rc == SALESINV_OK && external_id)
        put_text(to, "external_id", external_id);
    return rc;
}

static salesinv_status put_document(message_writer *to)
{
    salesinv_status rc;

    sinv_json_begin_object(&to->out);
    rc = put_head(to);
    for (const sinv_json *child = sinv_json_first(to->root); child && rc == SALESINV_OK;
         child = sinv_json_next(child)) {
        const char *key = sinv_json_key(child);
        if (strcmp(key, "kind") == 0)
            continue;
        rc = strcmp(key, "lines") == 0 ? put_lines(to, child) : put_member(to, child);
    }
    sinv_json_end_object(&to->out);
    return rc;
}

salesinv_status sinv_canonical_write(sinv_txn *txn,
                                     const sinv_canonical_message *message,
                                     sinv_buf *out)
{
    message_writer to = {.txn = txn, .message = message};
    sinv_json_tree *tree;
    salesinv_status rc = sinv_json_parse(txn->err, txn->engine->heap, message->body,
                                         message->size, &tree);

    if (rc != SALESINV_OK)
        return rc;
    to.kind = sinv_kind_of(txn->engine, message->kind);
    to.root = sinv_json_root(tree);
    sinv_json_writer_init(&to.out, out);
    rc = put_document(&to);
    sinv_json_free(tree);
    if (rc == SALESINV_OK && out->status != SALESINV_OK)
        rc = sinv_err_set(txn->err, out->status, NULL, "the message does not fit");
    return rc;
}
