/* SPDX-License-Identifier: Apache-2.0 */
/* Exported wrappers of filters and cursors. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "core/call.h"
#include "document/find.h"

static salesinv_status create(salesinv_engine *engine, salesinv_kind kind,
                              salesinv_filter **out)
{
    const sinv_kind *found = sinv_kind_of(engine, kind);
    salesinv_filter *filter;

    if (!found)
        return sinv_err_set(engine->err, SALESINV_E_ARG, "kind", "kind %d is unknown",
                            kind);
    filter = sinv_alloc(engine->heap, sizeof(*filter));
    if (!filter)
        return sinv_err_set(engine->err, SALESINV_E_NOMEM, NULL, "out of memory");
    filter->magic = SINV_MAGIC_FILTER;
    filter->engine = sinv_engine_ref(engine);
    filter->kind = found;
    filter->condition.from = SALESINV_TIME_NONE;
    filter->condition.to = SALESINV_TIME_NONE;
    *out = filter;
    return SALESINV_OK;
}

salesinv_status salesinv_filter_create(salesinv_session *session, salesinv_kind kind,
                                       salesinv_filter **out_filter)
{
    salesinv_status rc;

    if (out_filter)
        *out_filter = NULL;
    if (!out_filter)
        return sinv_session_missing(session, "out_filter");
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, create(session->engine, kind, out_filter));
}

void salesinv_filter_free(salesinv_filter *filter)
{
    salesinv_engine *engine;

    if (!filter || filter->magic != SINV_MAGIC_FILTER)
        return;
    engine = filter->engine;
    filter->magic = SINV_MAGIC_DEAD;
    sinv_free(engine->heap, filter);
    sinv_engine_unref(engine);
}

static salesinv_status enter(salesinv_filter *filter)
{
    if (!filter || filter->magic != SINV_MAGIC_FILTER)
        return SALESINV_E_ARG;
    return sinv_engine_enter(filter->engine);
}

static salesinv_status leave(salesinv_filter *filter, salesinv_status rc)
{
    return sinv_engine_leave(filter->engine, rc);
}

salesinv_status salesinv_filter_add_status(salesinv_filter *filter,
                                           salesinv_document_status status)
{
    salesinv_status rc = enter(filter);

    if (rc != SALESINV_OK)
        return rc;
    if (salesinv_document_status_name(status)[0] == '\0')
        rc = sinv_err_set(filter->engine->err, SALESINV_E_ARG, "status",
                          "status %d is unknown", status);
    else
        filter->condition.statuses |= SINV_IN(status);
    return leave(filter, rc);
}

/* An id condition; the kind must have a column for it. */
static salesinv_status set_id(salesinv_filter *filter, const char *name,
                              bool has_column, salesinv_id id, salesinv_id *to)
{
    sinv_err *err = filter->engine->err;

    if (!has_column)
        return sinv_err_set(err, SALESINV_E_ARG, name, "%s has no %s",
                            filter->kind->name, name);
    if (id < 0)
        return sinv_err_set(err, SALESINV_E_ARG, name, "%s %lld is not an id", name,
                            (long long)id);
    *to = id;
    return SALESINV_OK;
}

salesinv_status salesinv_filter_set_account(salesinv_filter *filter,
                                            salesinv_id account)
{
    salesinv_status rc = enter(filter);

    if (rc != SALESINV_OK)
        return rc;
    rc = set_id(filter, "account", filter->kind->account_column >= 0, account,
                &filter->condition.account);
    return leave(filter, rc);
}

static bool has_column(const sinv_kind *kind, salesinv_field field)
{
    return sinv_find_column(kind, false, field) >= 0 ||
           sinv_find_column(kind, true, field) >= 0;
}

salesinv_status salesinv_filter_set_product(salesinv_filter *filter,
                                            salesinv_id product)
{
    salesinv_status rc = enter(filter);

    if (rc != SALESINV_OK)
        return rc;
    rc = set_id(filter, "product", has_column(filter->kind, SALESINV_F_PRODUCT),
                product, &filter->condition.product);
    return leave(filter, rc);
}

salesinv_status salesinv_filter_set_warehouse(salesinv_filter *filter,
                                              salesinv_id warehouse)
{
    salesinv_status rc = enter(filter);

    if (rc != SALESINV_OK)
        return rc;
    rc = set_id(filter, "warehouse", has_column(filter->kind, SALESINV_F_WAREHOUSE),
                warehouse, &filter->condition.warehouse);
    return leave(filter, rc);
}

salesinv_status salesinv_filter_set_from(salesinv_filter *filter, salesinv_time from)
{
    salesinv_status rc = enter(filter);

    if (rc != SALESINV_OK)
        return rc;
    filter->condition.from = from;
    return leave(filter, SALESINV_OK);
}

salesinv_status salesinv_filter_set_to(salesinv_filter *filter, salesinv_time to)
{
    salesinv_status rc = enter(filter);

    if (rc != SALESINV_OK)
        return rc;
    filter->condition.to = to;
    return leave(filter, SALESINV_OK);
}

/* A text condition of at most `max` bytes; NULL takes it back. */
static salesinv_status set_text(salesinv_filter *filter, const char *name,
                                const char *text, size_t max, char *to, bool *out_has)
{
    size_t size = 0;
    salesinv_status rc = SALESINV_OK;

    if (text)
        rc = sinv_text_check(filter->engine->err, name, text, max, &size);
    if (rc != SALESINV_OK)
        return rc;
    memset(to, 0, max + 1);
    if (text)
        memcpy(to, text, size);
    *out_has = text != NULL;
    return SALESINV_OK;
}

salesinv_status salesinv_filter_set_external_id(salesinv_filter *filter,
                                                const char *external_id)
{
    salesinv_status rc = enter(filter);

    if (rc != SALESINV_OK)
        return rc;
    rc = set_text(filter, "external_id", external_id, SINV_FIND_TEXT_MAX,
                  filter->condition.external_id, &filter->condition.has_external_id);
    return leave(filter, rc);
}

salesinv_status salesinv_filter_set_number(salesinv_filter *filter, const char *number)
{
    salesinv_status rc = enter(filter);

    if (rc != SALESINV_OK)
        return rc;
    rc = set_text(filter, "number", number, SINV_NUMBER_MAX - 1,
                  filter->condition.number, &filter->condition.has_number);
    return leave(filter, rc);
}

salesinv_status salesinv_filter_set_code(salesinv_filter *filter, const char *code)
{
    salesinv_status rc = enter(filter);

    if (rc != SALESINV_OK)
        return rc;
    if (filter->kind->code_column < 0)
        rc = sinv_err_set(filter->engine->err, SALESINV_E_ARG, "code", "%s has no code",
                          filter->kind->name);
    else
        rc = set_text(filter, "code", code, SINV_FIND_TEXT_MAX, filter->condition.code,
                      &filter->condition.has_code);
    return leave(filter, rc);
}

salesinv_status salesinv_filter_set_text(salesinv_filter *filter, const char *text)
{
    bool has_text;
    salesinv_status rc = enter(filter);

    if (rc != SALESINV_OK)
        return rc;
    rc = set_text(filter, "text", text, SINV_FIND_TEXT_MAX, filter->condition.text,
                  &has_text);
    return leave(filter, rc);
}

salesinv_status salesinv_filter_set_record_type(salesinv_filter *filter,
                                                const char *record_type)
{
    salesinv_status rc = enter(filter);

    if (rc != SALESINV_OK)
        return rc;
    rc = set_text(filter, "record_type", record_type, SINV_FIND_RECORD_TYPE_MAX,
                  filter->condition.record_type, &filter->condition.has_record_type);
    return leave(filter, rc);
}

salesinv_status salesinv_filter_set_limit(salesinv_filter *filter, int64_t limit)
{
    salesinv_status rc = enter(filter);

    if (rc != SALESINV_OK)
        return rc;
    if (limit < 0)
        rc = sinv_err_set(filter->engine->err, SALESINV_E_ARG, "limit",
                          "limit %lld is below 0", (long long)limit);
    else
        filter->condition.limit = limit;
    return leave(filter, rc);
}

salesinv_status salesinv_filter_set_after(salesinv_filter *filter, const char *token)
{
    salesinv_status rc = enter(filter);

    if (rc != SALESINV_OK)
        return rc;
    if (!token)
        filter->condition.after = 0;
    else
        rc = sinv_find_read_token(filter->engine->err, filter->kind, token,
                                  &filter->condition.after);
    return leave(filter, rc);
}

salesinv_status salesinv_document_find(salesinv_session *session,
                                       const salesinv_filter *filter,
                                       salesinv_cursor **out_cursor)
{
    return sinv_find_start(session, 0, filter, out_cursor);
}

static bool is_cursor(const salesinv_cursor *cursor)
{
    return cursor && cursor->magic == SINV_MAGIC_CURSOR;
}

salesinv_status salesinv_cursor_next(salesinv_cursor *cursor,
                                     const salesinv_document **out_document)
{
    salesinv_status rc;

    if (out_document)
        *out_document = NULL;
    if (!is_cursor(cursor))
        return SALESINV_E_ARG;
    if (!out_document)
        return sinv_engine_missing(cursor->session.engine, "out_document");
    if ((rc = sinv_engine_enter(cursor->session.engine)) != SALESINV_OK)
        return rc;
    salesinv_document_free(cursor->current);
    cursor->current = NULL;
    rc = sinv_find_next(cursor, &cursor->current);
    *out_document = cursor->current;
    return sinv_engine_leave(cursor->session.engine, rc);
}

salesinv_document *salesinv_cursor_take(salesinv_cursor *cursor)
{
    salesinv_document *taken = is_cursor(cursor) ? cursor->current : NULL;

    if (taken)
        cursor->current = NULL;
    return taken;
}

const char *salesinv_cursor_token(salesinv_cursor *cursor)
{
    if (!is_cursor(cursor))
        return "";
    (void)snprintf(cursor->token, sizeof(cursor->token), "%d.%lld", cursor->kind->kind,
                   (long long)cursor->position);
    return cursor->token;
}

void salesinv_cursor_free(salesinv_cursor *cursor)
{
    salesinv_engine *engine;

    if (!is_cursor(cursor))
        return;
    engine = cursor->session.engine;
    cursor->magic = SINV_MAGIC_DEAD;
    salesinv_document_free(cursor->current);
    for (sinv_page *page = &cursor->page; page->next < page->count; page->next++)
        salesinv_document_free(page->documents[page->next]);
    sinv_arena_free(&cursor->session.arena);
    sinv_free(engine->heap, cursor);
    sinv_engine_unref(engine);
}
