/* SPDX-License-Identifier: Apache-2.0 */
/* Objects from JSON; every failure of the fixture itself ends the test with the error's text. */
#include "support/fix_kinds.h"

#include <stdio.h>
#include <string.h>

enum { JSON_MAX = 4096 };

static salesinv_draft *make_draft(salesinv_session *session, salesinv_kind kind,
                                  const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));

static salesinv_draft *make_draft(salesinv_session *session, salesinv_kind kind,
                                  const char *format, va_list arguments)
{
    char text[JSON_MAX];
    salesinv_draft *draft;
    int size = vsnprintf(text, sizeof(text), format, arguments);

    assert_in_range(size, 0, sizeof(text) - 1);
    assert_ok(session, salesinv_draft_create(session, kind, &draft));
    assert_ok(session, salesinv_draft_from_json(draft, text, (size_t)size));
    return draft;
}

salesinv_draft *fix_draft(salesinv_session *session, salesinv_kind kind,
                          const char *format, ...)
{
    va_list arguments;
    salesinv_draft *draft;

    va_start(arguments, format);
    draft = make_draft(session, kind, format, arguments);
    va_end(arguments);
    return draft;
}

static salesinv_status write_draft(const sinv_request *request, salesinv_draft *draft,
                                   salesinv_id *out_id)
{
    salesinv_document *document;
    salesinv_status rc = sinv_verb_run(request, &document);

    if (out_id)
        *out_id = salesinv_document_id(document);
    salesinv_document_free(document);
    salesinv_draft_free(draft);
    return rc;
}

salesinv_id fix_create(salesinv_session *session, salesinv_kind kind, uint32_t flags,
                       const char *format, ...)
{
    sinv_request request = {.session = session, .kind = kind, .flags = flags};
    va_list arguments;
    salesinv_draft *draft;
    salesinv_id id;

    va_start(arguments, format);
    draft = make_draft(session, kind, format, arguments);
    va_end(arguments);
    request.draft = draft;
    assert_ok(session, write_draft(&request, draft, &id));
    return id;
}

salesinv_status fix_try_create(salesinv_session *session, salesinv_kind kind,
                               uint32_t flags, const char *format, ...)
{
    sinv_request request = {.session = session, .kind = kind, .flags = flags};
    va_list arguments;
    salesinv_draft *draft;

    va_start(arguments, format);
    draft = make_draft(session, kind, format, arguments);
    va_end(arguments);
    request.draft = draft;
    return write_draft(&request, draft, NULL);
}

salesinv_status fix_try_update(salesinv_session *session, salesinv_kind kind,
                               salesinv_id id, const char *format, ...)
{
    sinv_request request = {
        .session = session, .kind = kind, .verb = SINV_VERB_UPDATE, .id = id};
    va_list arguments;
    salesinv_draft *draft;

    va_start(arguments, format);
    draft = make_draft(session, kind, format, arguments);
    va_end(arguments);
    request.draft = draft;
    return write_draft(&request, draft, NULL);
}

salesinv_status fix_step(salesinv_session *session, salesinv_kind kind, salesinv_id id,
                         sinv_verb verb)
{
    const sinv_request request = {
        .session = session, .kind = kind, .verb = verb, .id = id};

    return sinv_verb_run(&request, NULL);
}

int64_t fix_int(salesinv_session *session, salesinv_kind kind, salesinv_id id,
                int32_t line, salesinv_field field)
{
    salesinv_document *document;
    int64_t value;

    assert_ok(session, sinv_verb_get(session, kind, id, &document));
    switch (salesinv_kind_field_type(kind, line > 0, field)) {
    case SALESINV_TYPE_ID:
        value = salesinv_document_get_id(document, line, field);
        break;
    case SALESINV_TYPE_QTY:
        value = salesinv_document_get_qty(document, line, field);
        break;
    case SALESINV_TYPE_MONEY:
        value = salesinv_document_get_money(document, line, field);
        break;
    case SALESINV_TYPE_TIME:
        value = salesinv_document_get_time(document, line, field);
        break;
    default:
        value = salesinv_document_get_int(document, line, field);
        break;
    }
    salesinv_document_free(document);
    return value;
}

void fix_setting(salesinv_session *session, const char *key, int64_t value)
{
    assert_ok(session, salesinv_setting_set_int(session, key, NULL, value, NULL));
}

int64_t fix_detail(salesinv_session *session, const char *key)
{
    const salesinv_error *error =
        salesinv_engine_error(salesinv_session_engine(session));

    for (int32_t i = 0; i < salesinv_error_detail_count(error); i++)
        if (strcmp(salesinv_error_detail_key(error, i), key) == 0)
            return salesinv_error_detail_int(error, i);
    fail_msg("the error has no detail %s: %s", key, salesinv_error_message(error));
    return 0;
}
