/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Messages to the ERP, put together from the document as it was stored. What comes first is found in the field tables: the
 * documents that it refers to, if their kinds are pushed too.
 */
#include "document/push.h"

#include <stdio.h>

#include "core/id_list.h"
#include "core/outbox.h"
#include "core/session.h"
#include "core/settings.h"
#include "document/json.h"
#include "salesinv/sys/connector.h"

enum { WAITS_FOR_MAX = 1024 * 1024 };

static int32_t action_of(sinv_verb verb)
{
    static const uint8_t actions[SINV_VERB_COUNT] = {
        [SINV_VERB_UPDATE] = SALESINV_MESSAGE_PUT,
        [SINV_VERB_SUBMIT] = SALESINV_MESSAGE_PUT,
        [SINV_VERB_APPROVE] = SALESINV_MESSAGE_PUT,
        [SINV_VERB_VOID] = SALESINV_MESSAGE_VOID,
        [SINV_VERB_CLOSE] = SALESINV_MESSAGE_CLOSE,
        [SINV_VERB_REOPEN] = SALESINV_MESSAGE_REOPEN};

    return actions[verb];
}

bool sinv_push_concerns(const sinv_kind *kind, const sinv_row *head)
{
    return kind->pushed != 0 && (!kind->is_pushed || kind->is_pushed(head));
}

/* It is put when it is in effect now, and anything else is said of what was in effect before. */
static bool is_due(const sinv_doc *doc, int32_t action, int64_t before)
{
    int64_t status =
        action == SALESINV_MESSAGE_PUT ? sinv_doc_int(doc, SINV_HEAD_STATUS) : before;

    return action != 0 && (doc->kind->pushed & SINV_IN(status)) &&
           sinv_push_concerns(doc->kind, doc->head);
}

static bool is_of_pushed(const sinv_txn *txn, const sinv_field *field)
{
    const sinv_kind *kind =
        field->ref_kind ? sinv_kind_of(txn->engine, field->ref_kind) : NULL;

    return kind && kind->pushed != 0;
}

/* A line of another document names no kind; of one that is not pushed there is no message to wait for. */
static salesinv_status add_of_row(sinv_txn *txn, const sinv_field *fields,
                                  int32_t count, const sinv_row *row,
                                  sinv_id_list *list)
{
    salesinv_status rc = SALESINV_OK;

    for (int32_t i = 0; i < count && rc == SALESINV_OK; i++) {
        const sinv_field *field = &fields[i];
        bool is_line = (field->flags & SINV_FIELD_LINE_REF) != 0;
        int64_t value;

        if (field->column < 0 || (!is_line && !is_of_pushed(txn, field)))
            continue;
        value = sinv_row_int(row, field->column);
        if (value != 0)
            rc = sinv_id_list_add_once(txn, list,
                                       is_line ? sinv_line_document(value) : value);
    }
    return rc;
}

static salesinv_status list_references(sinv_txn *txn, const sinv_doc *doc,
                                       sinv_id_list *list)
{
    const sinv_kind *kind = doc->kind;
    salesinv_status rc =
        add_of_row(txn, kind->fields, kind->field_count, doc->head, list);

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = add_of_row(txn, kind->line_fields, kind->line_field_count,
                            doc->lines[i].row, list);
    return rc;
}

/* "[3,7]", or nothing. */
static salesinv_status print_references(sinv_txn *txn, const sinv_doc *doc,
                                        sinv_buf *out)
{
    sinv_id_list list = {.count = 0};
    salesinv_status rc = list_references(txn, doc, &list);

    if (rc != SALESINV_OK || list.count == 0)
        return rc;
    sinv_buf_put_char(out, '[');
    for (uint32_t i = 0; i < list.count; i++) {
        if (i > 0)
            sinv_buf_put_char(out, ',');
        sinv_buf_put_int(out, list.ids[i]);
    }
    sinv_buf_put_char(out, ']');
    return out->status == SALESINV_OK ? SALESINV_OK : sinv_txn_nomem(txn);
}

static salesinv_status print_body(sinv_txn *txn, const sinv_doc *doc, sinv_buf *out)
{
    salesinv_document *stored;
    salesinv_status rc = sinv_snapshot_load(txn, doc->kind, sinv_doc_id(doc), &stored);

    if (rc != SALESINV_OK)
        return rc;
    rc = sinv_document_print(stored, out);
    salesinv_document_free(stored);
    if (rc == SALESINV_E_OVERFLOW)
        return sinv_err_set(txn->err, rc, "lines",
                            "%s %lld is too large for a message to the ERP",
                            doc->kind->name, (long long)sinv_doc_id(doc));
    return rc == SALESINV_OK ? rc : sinv_txn_nomem(txn);
}

static salesinv_status append(sinv_txn *txn, const sinv_doc *doc, int32_t action,
                              sinv_buf *body, sinv_buf *waits_for)
{
    char key[SINV_MESSAGE_KEY_MAX + 1];
    const sinv_message message = {.kind = doc->kind->kind,
                                  .action = action,
                                  .object = sinv_doc_id(doc),
                                  .version = sinv_doc_int(doc, SINV_HEAD_VERSION),
                                  .key = key,
                                  .waits_for =
                                      waits_for->size > 0 ? waits_for->bytes : NULL,
                                  .body = body->bytes};

    sinv_message_key(key, txn->tenant, doc->kind->name, message.object,
                     message.version);
    return sinv_outbox_append(txn, &message, NULL);
}

static salesinv_status push(sinv_txn *txn, const sinv_doc *doc, int32_t action)
{
    sinv_buf body;
    sinv_buf waits_for;
    salesinv_status rc;

    sinv_buf_init(&body, txn->engine->heap, SINV_JSON_DOCUMENT_MAX);
    sinv_buf_init(&waits_for, txn->engine->heap, WAITS_FOR_MAX);
    if ((rc = print_body(txn, doc, &body)) == SALESINV_OK &&
        (rc = print_references(txn, doc, &waits_for)) == SALESINV_OK)
        rc = append(txn, doc, action, &body, &waits_for);
    sinv_buf_free(&body);
    sinv_buf_free(&waits_for);
    return rc;
}

salesinv_status sinv_push_step(sinv_txn *txn, const sinv_doc *doc, sinv_verb verb,
                               int64_t before)
{
    int32_t action = action_of(verb);
    int64_t edition;
    salesinv_status rc;

    if (!is_due(doc, action, before))
        return SALESINV_OK;
    rc = sinv_setting_int(txn, SINV_SET_EDITION, NULL, &edition);
    if (rc != SALESINV_OK || edition != SALESINV_EDITION_INTEGRATION)
        return rc;
    return push(txn, doc, action);
}
