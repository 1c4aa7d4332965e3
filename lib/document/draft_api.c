/* SPDX-License-Identifier: Apache-2.0 */
/* Exported wrappers of drafts. */
#include "core/call.h"
#include "document/draft.h"
#include "document/snapshot.h"

/* A draft that can be used now: the door of every setter. */
static salesinv_status enter(salesinv_draft *draft)
{
    if (!draft || draft->magic != SINV_MAGIC_DRAFT)
        return SALESINV_E_ARG;
    return sinv_engine_enter(draft->engine);
}

static salesinv_status leave(salesinv_draft *draft, salesinv_status rc)
{
    return sinv_engine_leave(draft->engine, rc);
}

salesinv_status salesinv_draft_create(salesinv_session *session, salesinv_kind kind,
                                      salesinv_draft **out_draft)
{
    const sinv_kind *found;
    salesinv_status rc;

    if (out_draft)
        *out_draft = NULL;
    if (!out_draft)
        return sinv_session_missing(session, "out_draft");
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    found = sinv_kind_of(session->engine, kind);
    if (!found)
        rc = sinv_err_set(session->engine->err, SALESINV_E_ARG, "kind",
                          "kind %d is unknown", kind);
    else
        rc = sinv_draft_create(session->engine, found, out_draft);
    return sinv_session_leave(session, rc);
}

static void copy_settable(sinv_row *to, const sinv_row *from, const sinv_field *fields,
                          int32_t count)
{
    for (int32_t i = 0; i < count; i++)
        if ((fields[i].flags & SINV_FIELD_SETTABLE) &&
            !sinv_row_is_null(from, fields[i].column))
            sinv_row_copy_cell(to, fields[i].column, from, fields[i].column);
}

/* One line with its number, fields and serials. */
static salesinv_status copy_line(salesinv_draft *draft,
                                 const salesinv_document *document, int32_t index)
{
    const sinv_row *from = document->doc.lines[index].row;
    const sinv_snapshot_ranges *ranges = &document->ranges[index];
    int32_t line;
    salesinv_status rc;

    rc = sinv_draft_add_line(draft, sinv_row_int(from, SINV_LINE_NUMBER), &line);
    if (rc != SALESINV_OK)
        return rc;
    copy_settable(draft->lines[line - 1].row, from, draft->kind->line_fields,
                  draft->kind->line_field_count);
    /* Half a list must not become a whole one: the line then keeps what it names. */
    for (int32_t i = 0; i < ranges->count && !ranges->has_more && rc == SALESINV_OK;
         i++)
        rc = sinv_draft_add_serials(draft, line, ranges->items[i].first, NULL,
                                    ranges->items[i].count);
    if (rc == SALESINV_OK && draft->lines[line - 1].row->status != SALESINV_OK)
        rc = sinv_err_set(draft->engine->err, SALESINV_E_NOMEM, NULL, "out of memory");
    return rc;
}

static salesinv_status from_document(salesinv_session *session,
                                     const salesinv_document *document,
                                     salesinv_draft **out_draft)
{
    const sinv_kind *kind = document->doc.kind;
    salesinv_status rc = sinv_draft_create(session->engine, kind, out_draft);

    if (rc != SALESINV_OK)
        return rc;
    copy_settable((*out_draft)->head, document->doc.head, kind->fields,
                  kind->field_count);
    if ((*out_draft)->head->status != SALESINV_OK)
        rc =
            sinv_err_set(session->engine->err, SALESINV_E_NOMEM, NULL, "out of memory");
    for (uint32_t i = 0; i < document->doc.line_count && rc == SALESINV_OK; i++)
        rc = copy_line(*out_draft, document, (int32_t)i);
    if (rc != SALESINV_OK) {
        salesinv_draft_free(*out_draft);
        *out_draft = NULL;
    }
    return rc;
}

salesinv_status salesinv_draft_from_document(salesinv_session *session,
                                             const salesinv_document *document,
                                             salesinv_draft **out_draft)
{
    salesinv_status rc;

    if (out_draft)
        *out_draft = NULL;
    if (!out_draft)
        return sinv_session_missing(session, "out_draft");
    if (!document || document->magic != SINV_MAGIC_DOCUMENT)
        return sinv_session_missing(session, "document");
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, from_document(session, document, out_draft));
}

void salesinv_draft_free(salesinv_draft *draft)
{
    salesinv_engine *engine;

    if (!draft || draft->magic != SINV_MAGIC_DRAFT)
        return;
    engine = draft->engine;
    draft->magic = SINV_MAGIC_DEAD;
    sinv_arena_free(&draft->arena);
    sinv_free(engine->heap, draft);
    sinv_engine_unref(engine);
}

static salesinv_status set_number(salesinv_draft *draft, int32_t line,
                                  salesinv_field field, salesinv_field_type type,
                                  int64_t value)
{
    salesinv_status rc = enter(draft);

    if (rc != SALESINV_OK)
        return rc;
    return leave(draft, sinv_draft_set_number(draft, line, field, type, value));
}

salesinv_status salesinv_draft_set_id(salesinv_draft *draft, int32_t line,
                                      salesinv_field field, salesinv_id value)
{
    return set_number(draft, line, field, SALESINV_TYPE_ID, value);
}

salesinv_status salesinv_draft_set_qty(salesinv_draft *draft, int32_t line,
                                       salesinv_field field, salesinv_qty value)
{
    return set_number(draft, line, field, SALESINV_TYPE_QTY, value);
}

salesinv_status salesinv_draft_set_money(salesinv_draft *draft, int32_t line,
                                         salesinv_field field, salesinv_money value)
{
    return set_number(draft, line, field, SALESINV_TYPE_MONEY, value);
}

salesinv_status salesinv_draft_set_time(salesinv_draft *draft, int32_t line,
                                        salesinv_field field, salesinv_time value)
{
    return set_number(draft, line, field, SALESINV_TYPE_TIME, value);
}

salesinv_status salesinv_draft_set_int(salesinv_draft *draft, int32_t line,
                                       salesinv_field field, int64_t value)
{
    return set_number(draft, line, field, SALESINV_TYPE_INT, value);
}

salesinv_status salesinv_draft_set_text(salesinv_draft *draft, int32_t line,
                                        salesinv_field field, const char *value)
{
    salesinv_status rc = enter(draft);

    if (rc != SALESINV_OK)
        return rc;
    return leave(draft, sinv_draft_set_text(draft, line, field, value));
}

static salesinv_status add_line(salesinv_draft *draft, int64_t number, bool is_kept,
                                int32_t *out_line)
{
    salesinv_status rc;

    if (out_line)
        *out_line = 0;
    if ((rc = enter(draft)) != SALESINV_OK)
        return rc;
    if (!out_line)
        rc = sinv_err_set(draft->engine->err, SALESINV_E_ARG, "out_line",
                          "out_line is missing");
    else if (is_kept && (number < 1 || number > 0xffff))
        rc = sinv_err_set(draft->engine->err, SALESINV_E_ARG, "number",
                          "line number %lld is not in 1..65535", (long long)number);
    else
        rc = sinv_draft_add_line(draft, number, out_line);
    return leave(draft, rc);
}

salesinv_status salesinv_draft_add_line(salesinv_draft *draft, int32_t *out_line)
{
    return add_line(draft, 0, false, out_line);
}

salesinv_status salesinv_draft_keep_line(salesinv_draft *draft, int64_t number,
                                         int32_t *out_line)
{
    return add_line(draft, number, true, out_line);
}

salesinv_status salesinv_draft_add_serial(salesinv_draft *draft, int32_t line,
                                          const char *serial)
{
    salesinv_status rc = enter(draft);

    if (rc != SALESINV_OK)
        return rc;
    return leave(draft, sinv_draft_add_serials(draft, line, serial, NULL, 1));
}

salesinv_status salesinv_draft_add_serial_range(salesinv_draft *draft, int32_t line,
                                                const char *first, const char *last)
{
    salesinv_status rc = enter(draft);

    if (rc != SALESINV_OK)
        return rc;
    if (!last)
        rc =
            sinv_err_set(draft->engine->err, SALESINV_E_ARG, "last", "last is missing");
    else
        rc = sinv_draft_add_serials(draft, line, first, last, 0);
    return leave(draft, rc);
}

salesinv_status salesinv_draft_add_serial_count(salesinv_draft *draft, int32_t line,
                                                const char *first, int64_t count)
{
    salesinv_status rc = enter(draft);

    if (rc != SALESINV_OK)
        return rc;
    if (count < 1)
        rc = sinv_err_set(draft->engine->err, SALESINV_E_SERIAL_RANGE, "count",
                          "count %lld is not > 0", (long long)count);
    else
        rc = sinv_draft_add_serials(draft, line, first, NULL, count);
    return leave(draft, rc);
}
