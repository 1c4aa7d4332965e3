/* SPDX-License-Identifier: Apache-2.0 */
/* Records by connector "main", and what is kept of them. */
#include "support/fix_inbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sync/link.h"

static char *print(const char *format, va_list arguments)
    __attribute__((format(printf, 1, 0)));

static char *print(const char *format, va_list arguments)
{
    char *text;

    assert_true(vasprintf(&text, format, arguments) >= 0);
    for (char *at = strchr(text, '\''); at; at = strchr(at, '\''))
        *at = '"';
    return text;
}

static salesinv_status put(salesinv_session *session, char *text, salesinv_upsert **out)
{
    salesinv_status rc = salesinv_inbox_put(session, "main", text, strlen(text), out);

    free(text);
    return rc;
}

salesinv_status fix_try_records(salesinv_session *session, salesinv_upsert **out,
                                const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = print(format, arguments);
    va_end(arguments);
    return put(session, text, out);
}

static void complain(const salesinv_upsert *report, const char *file, int line)
{
    print_error("outcome %d, %s: %s [%s]\n", salesinv_upsert_outcome(report, 0),
                salesinv_status_name(salesinv_upsert_status(report, 0)),
                salesinv_upsert_message(report, 0), salesinv_upsert_field(report, 0));
    _fail(file, line);
}

salesinv_id fix_put_check(salesinv_session *session, int32_t outcome, const char *file,
                          int line, const char *format, ...)
{
    salesinv_upsert *report;
    salesinv_id id;
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = print(format, arguments);
    va_end(arguments);
    fix_core_check(session, put(session, text, &report), SALESINV_OK, file, line);
    assert_int_equal(salesinv_upsert_count(report), 1);
    if (salesinv_upsert_outcome(report, 0) != outcome)
        complain(report, file, line);
    id = salesinv_upsert_id(report, 0);
    salesinv_upsert_free(report);
    return id;
}

salesinv_id fix_put_refused_check(salesinv_session *session, salesinv_status code,
                                  const char *field, const char *file, int line,
                                  const char *format, ...)
{
    salesinv_upsert *report;
    const char *got;
    salesinv_id id;
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = print(format, arguments);
    va_end(arguments);
    fix_core_check(session, put(session, text, &report), SALESINV_OK, file, line);
    id = salesinv_upsert_id(report, 0);
    got = salesinv_upsert_field(report, 0);
    if (salesinv_upsert_outcome(report, 0) != SALESINV_UPSERT_REFUSED ||
        salesinv_upsert_status(report, 0) != code ||
        (field && strcmp(got ? got : "", field) != 0))
        complain(report, file, line);
    salesinv_upsert_free(report);
    assert_kept(session, id, REFUSED);
    return id;
}

/* ---- what is kept ---- */

typedef struct look {
    salesinv_id message;
    int32_t column;
    salesinv_kind kind;
    const char *external_id;
    int64_t value;
} look;

static salesinv_status read_kept(sinv_txn *txn, void *arg)
{
    look *at = arg;
    sinv_row *row;
    salesinv_status rc = sinv_txn_get_id(txn, SINV_T_INBOX, at->message, &row);

    assert_int_equal(rc, SALESINV_OK);
    at->value = sinv_row_int(row, at->column);
    return rc;
}

int64_t fix_kept_int(salesinv_session *session, salesinv_id message, int32_t column)
{
    look at = {.message = message, .column = column};

    assert_ok(session, fix_core_run(session, false, read_kept, &at));
    return at.value;
}

static salesinv_status count_kept(sinv_txn *txn, void *arg)
{
    const sinv_range all = {0};
    look *at = arg;
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    assert_int_equal(sinv_txn_row(txn, SINV_T_INBOX, &row), SALESINV_OK);
    assert_int_equal(sinv_scan_start(txn, SINV_T_INBOX, &all, &scan), SALESINV_OK);
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        at->value +=
            at->column == 0 || sinv_row_int(row, SINV_INBOX_STATE) == at->column;
    sinv_scan_close(&scan);
    return rc;
}

int64_t fix_kept_count(salesinv_session *session, salesinv_inbox_state state)
{
    look at = {.column = state};

    assert_ok(session, fix_core_run(session, false, count_kept, &at));
    return at.value;
}

static salesinv_status retry_due(sinv_txn *txn, void *arg)
{
    look *at = arg;
    sinv_inbox inbox;
    sinv_inbox_round round;
    salesinv_status rc = sinv_inbox_open(txn, "main", &inbox);

    if (rc == SALESINV_OK)
        rc = sinv_inbox_retry_due(txn, &inbox, SINV_INBOX_ROUND_MAX, &round);
    at->value = rc == SALESINV_OK ? round.applied : 0;
    return rc;
}

int32_t fix_retry_due(salesinv_session *session)
{
    look at = {0};

    assert_ok(session, fix_core_run(session, true, retry_due, &at));
    return (int32_t)at.value;
}

static salesinv_status acknowledge(sinv_txn *txn, void *arg)
{
    const look *at = arg;
    const sinv_link_key key = {"main", at->kind, at->external_id};
    sinv_inbox inbox;
    salesinv_status rc = sinv_inbox_open(txn, "main", &inbox);

    return rc == SALESINV_OK ? sinv_link_acknowledge(txn, &key, inbox.epoch, at->value)
                             : rc;
}

void fix_link(salesinv_session *session, salesinv_kind kind, const char *external_id,
              salesinv_id object)
{
    look at = {.kind = kind, .external_id = external_id, .value = object};

    assert_ok(session, fix_core_run(session, true, acknowledge, &at));
}

static salesinv_status read_link(sinv_txn *txn, void *arg)
{
    look *at = arg;
    const sinv_link_key key = {"main", at->kind, at->external_id};
    sinv_row *row;
    salesinv_status rc = sinv_link_find(txn, &key, &row);

    at->value = rc == SALESINV_OK && row ? sinv_row_int(row, SINV_LINK_OBJECT) : 0;
    return rc;
}

salesinv_id fix_linked(salesinv_session *session, salesinv_kind kind,
                       const char *external_id)
{
    look at = {.kind = kind, .external_id = external_id};

    assert_ok(session, fix_core_run(session, false, read_link, &at));
    return at.value;
}
