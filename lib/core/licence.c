/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Licences as rows of the tenant: granting them, asking for them, and their events. Quotas: quota.c.
 */
#include "core/licence.h"

#include <string.h>

#include "base/checked.h"
#include "base/json.h"
#include "core/event.h"
#include "core/session.h"
#include "core/settings.h"
#include "core/settings_cache.h"
#include "salesinv/document.h"
#include "salesinv/event.h"

enum { DETAIL_MAX = 4096 };

bool sinv_licence_is_quota(const char *code)
{
    return strcmp(code, SINV_LICENCE_LOGISTICS) == 0 || strcmp(code, "ui_events") == 0;
}

static bool is_connector(const char *code)
{
    size_t size = sizeof(SINV_LICENCE_CONNECTOR) - 1;

    return strncmp(code, SINV_LICENCE_CONNECTOR, size) == 0 && code[size] != '\0';
}

bool sinv_licence_is_code(const char *code)
{
    return sinv_licence_is_quota(code) || is_connector(code) ||
           strcmp(code, SINV_LICENCE_APP) == 0 || strcmp(code, "bom") == 0;
}

salesinv_status sinv_licence_find(sinv_txn *txn, const char *code, sinv_row **out)
{
    salesinv_status rc = sinv_txn_row(txn, SINV_T_LICENCE, out);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(*out, SINV_LICENCE_CODE, code);
    return sinv_txn_get(txn, *out);
}

bool sinv_licence_is_over(const sinv_txn *txn, salesinv_time expires_at)
{
    return expires_at != SALESINV_TIME_NONE && txn->now >= expires_at;
}

static salesinv_time row_end(const sinv_row *row)
{
    return sinv_row_is_null(row, SINV_LICENCE_EXPIRES_AT)
               ? SALESINV_TIME_NONE
               : sinv_row_int(row, SINV_LICENCE_EXPIRES_AT);
}

salesinv_status sinv_licence_refuse(sinv_txn *txn, salesinv_status code,
                                    const char *licence, const char *why)
{
    salesinv_status rc =
        sinv_err_set(txn->err, code, NULL, "licence %s %s", licence, why);

    sinv_err_add_text(txn->err, "licence", licence);
    return rc;
}

/* Was it granted, and when does it end? From the cache where that is allowed. */
static salesinv_status read_end(sinv_txn *txn, const char *code, bool *out_granted,
                                salesinv_time *out_end)
{
    const sinv_settings_cache *cache;
    const sinv_licence_entry *entry;
    sinv_row *row;
    salesinv_status rc;

    *out_granted = false;
    *out_end = SALESINV_TIME_NONE;
    if ((rc = sinv_settings_cache_get(txn, &cache)) != SALESINV_OK)
        return rc;
    if (cache) {
        entry = sinv_settings_cache_licence(cache, code);
        *out_granted = entry != NULL;
        if (entry)
            *out_end = entry->expires_at;
        return SALESINV_OK;
    }
    rc = sinv_licence_find(txn, code, &row);
    *out_granted = rc == SALESINV_OK;
    if (rc == SALESINV_OK)
        *out_end = row_end(row);
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

salesinv_status sinv_licence_is_valid(sinv_txn *txn, const char *code, bool *out)
{
    salesinv_time end;
    salesinv_status rc = read_end(txn, code, out, &end);

    *out = *out && !sinv_licence_is_over(txn, end);
    return rc;
}

salesinv_status sinv_licence_require(sinv_txn *txn, const char *code)
{
    bool granted;
    salesinv_time end;
    salesinv_status rc;

    if ((rc = read_end(txn, code, &granted, &end)) != SALESINV_OK)
        return rc;
    if (!granted)
        return sinv_licence_refuse(txn, SALESINV_E_LICENSE_REQUIRED, code,
                                   "was never granted");
    if (sinv_licence_is_over(txn, end))
        return sinv_licence_refuse(txn, SALESINV_E_LICENSE_REQUIRED, code,
                                   "has expired");
    return SALESINV_OK;
}

salesinv_status sinv_licence_require_connector(sinv_txn *txn)
{
    sinv_range range = {0};
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_LICENCE, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_LICENCE, &range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if (is_connector(sinv_row_text(row, SINV_LICENCE_CODE)) &&
            !sinv_licence_is_over(txn, row_end(row)))
            break;
    sinv_scan_close(&scan);
    if (rc == SALESINV_ROW)
        return SALESINV_OK;
    if (rc != SALESINV_OK)
        return rc;
    return sinv_err_set(txn->err, SALESINV_E_CONNECTOR_REQUIRED, NULL,
                        "no connector is licensed");
}

static void describe(const sinv_licence_note *note, sinv_buf *out)
{
    sinv_json_writer json;

    sinv_json_writer_init(&json, out);
    sinv_json_begin_object(&json);
    sinv_json_put_key(&json, "code");
    sinv_json_put_text(&json, note->code, strlen(note->code));
    if (note->action == SALESINV_EVENT_LICENCE_GRANTED) {
        sinv_json_put_member_int(&json, "added", note->added);
        sinv_json_put_key(&json, "expires_at");
        if (note->expires_at == SALESINV_TIME_NONE)
            sinv_json_put_null(&json);
        else
            sinv_json_put_time(&json, note->expires_at);
    }
    sinv_json_put_member_int(&json, "units", note->units);
    sinv_json_put_member_int(&json, "used", note->used);
    sinv_json_end_object(&json);
}

salesinv_status sinv_licence_audit(sinv_txn *txn, const sinv_licence_note *note)
{
    sinv_event event = {.kind = SALESINV_KIND_LICENCE, .action = note->action};
    sinv_buf detail;
    salesinv_status rc;

    sinv_buf_init(&detail, txn->engine->heap, DETAIL_MAX);
    describe(note, &detail);
    event.detail = detail.bytes;
    rc = detail.status == SALESINV_OK ? sinv_event_append(txn, &event, NULL)
                                      : sinv_txn_nomem(txn);
    sinv_buf_free(&detail);
    return rc;
}

static salesinv_status write_grant(sinv_txn *txn, sinv_row *row, bool is_new,
                                   const sinv_licence_note *note)
{
    salesinv_status rc;

    sinv_row_set_int(row, SINV_LICENCE_UNITS, note->units);
    if (note->expires_at == SALESINV_TIME_NONE)
        sinv_row_set_null(row, SINV_LICENCE_EXPIRES_AT);
    else
        sinv_row_set_int(row, SINV_LICENCE_EXPIRES_AT, note->expires_at);
    txn->counters.settings_version++;
    rc = is_new ? sinv_txn_insert(txn, row) : sinv_txn_save(txn, row);
    return rc == SALESINV_OK ? sinv_licence_audit(txn, note) : rc;
}

salesinv_status sinv_licence_grant(sinv_txn *txn, const char *code,
                                   salesinv_time expires_at, int64_t units)
{
    sinv_licence_note note = {.code = code,
                              .action = SALESINV_EVENT_LICENCE_GRANTED,
                              .added = units,
                              .expires_at = expires_at};
    sinv_row *row;
    bool is_new;
    salesinv_status rc = sinv_licence_find(txn, code, &row);

    is_new = rc == SALESINV_E_NOT_FOUND;
    if (rc != SALESINV_OK && !is_new)
        return rc;
    note.used = sinv_row_int(row, SINV_LICENCE_USED);
    if (!sinv_add_i64(sinv_row_int(row, SINV_LICENCE_UNITS), units, &note.units))
        return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, "units",
                            "the units of licence %s would not fit", code);
    return write_grant(txn, row, is_new, &note);
}
