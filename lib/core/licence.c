/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Licences as rows of the tenant, quotas as two counters of them. The writing transaction is
 * serialisable, so reading before adding is safe; the guard on the counters is the second belt.
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

static bool is_over(const sinv_txn *txn, salesinv_time expires_at)
{
    return expires_at != SALESINV_TIME_NONE && txn->now >= expires_at;
}

static salesinv_time row_end(const sinv_row *row)
{
    return sinv_row_is_null(row, SINV_LICENCE_EXPIRES_AT)
               ? SALESINV_TIME_NONE
               : sinv_row_int(row, SINV_LICENCE_EXPIRES_AT);
}

static salesinv_status refuse(sinv_txn *txn, salesinv_status code, const char *licence,
                              const char *why)
{
    salesinv_status rc =
        sinv_err_set(txn->err, code, NULL, "licence %s: %s", licence, why);

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

salesinv_status sinv_licence_require(sinv_txn *txn, const char *code)
{
    bool granted;
    salesinv_time end;
    salesinv_status rc;

    if ((rc = read_end(txn, code, &granted, &end)) != SALESINV_OK)
        return rc;
    if (!granted)
        return refuse(txn, SALESINV_E_LICENSE_REQUIRED, code, "was never granted");
    if (is_over(txn, end))
        return refuse(txn, SALESINV_E_LICENSE_REQUIRED, code, "has expired");
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
            !is_over(txn, row_end(row)))
            break;
    sinv_scan_close(&scan);
    if (rc == SALESINV_ROW)
        return SALESINV_OK;
    if (rc != SALESINV_OK)
        return rc;
    return sinv_err_set(txn->err, SALESINV_E_CONNECTOR_REQUIRED, NULL,
                        "no connector is licensed");
}

/** What the event of a licence says. */
typedef struct licence_note {
    const char *code;
    int32_t action;
    int64_t added;
    int64_t units;
    int64_t used;
    salesinv_time expires_at;
} licence_note;

static void put_pair(sinv_json_writer *json, const char *key, int64_t value)
{
    sinv_json_put_key(json, key);
    sinv_json_put_int(json, value);
}

static void describe(const licence_note *note, sinv_buf *out)
{
    sinv_json_writer json;

    sinv_json_writer_init(&json, out);
    sinv_json_begin_object(&json);
    sinv_json_put_key(&json, "code");
    sinv_json_put_text(&json, note->code, strlen(note->code));
    if (note->action == SALESINV_EVENT_LICENCE_GRANTED) {
        put_pair(&json, "added", note->added);
        sinv_json_put_key(&json, "expires_at");
        if (note->expires_at == SALESINV_TIME_NONE)
            sinv_json_put_null(&json);
        else
            sinv_json_put_time(&json, note->expires_at);
    }
    put_pair(&json, "units", note->units);
    put_pair(&json, "used", note->used);
    sinv_json_end_object(&json);
}

static salesinv_status append_event(sinv_txn *txn, const licence_note *note)
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
                                   const licence_note *note)
{
    salesinv_status rc;

    sinv_row_set_int(row, SINV_LICENCE_UNITS, note->units);
    if (note->expires_at == SALESINV_TIME_NONE)
        sinv_row_set_null(row, SINV_LICENCE_EXPIRES_AT);
    else
        sinv_row_set_int(row, SINV_LICENCE_EXPIRES_AT, note->expires_at);
    txn->counters.settings_version++;
    rc = is_new ? sinv_txn_insert(txn, row) : sinv_txn_save(txn, row);
    return rc == SALESINV_OK ? append_event(txn, note) : rc;
}

salesinv_status sinv_licence_grant(sinv_txn *txn, const char *code,
                                   salesinv_time expires_at, int64_t units)
{
    licence_note note = {.code = code,
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

/* ---- quotas ---- */

/** The rows that a quota works on. */
typedef struct quota_state {
    sinv_row *row;
    int64_t units;
    int64_t used;
    int64_t expired; /* of the used, units of reservations that have expired */
} quota_state;

typedef salesinv_status (*take_reservation)(sinv_txn *, const sinv_row *, void *);

/* Hand over the reservations that have expired. */
static salesinv_status walk_expired(sinv_txn *txn, take_reservation take, void *self)
{
    sinv_range all = {0};
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_QUOTA, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_QUOTA, &all, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if (is_over(txn, sinv_row_int(row, SINV_QUOTA_EXPIRES_AT)) &&
            (rc = take(txn, row, self)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc;
}

/** Counts expired reservations of one code. */
typedef struct expired_count {
    const char *code;
    int64_t count;
} expired_count;

static salesinv_status count_expired(sinv_txn *txn, const sinv_row *row, void *self)
{
    expired_count *counted = self;

    (void)txn;
    if (strcmp(sinv_row_text(row, SINV_QUOTA_CODE), counted->code) == 0)
        counted->count++;
    return SALESINV_OK;
}

static salesinv_status read_quota(sinv_txn *txn, const char *code, quota_state *out)
{
    expired_count expired = {code, 0};
    salesinv_status rc;

    if ((rc = sinv_licence_require(txn, code)) != SALESINV_OK)
        return rc;
    if ((rc = sinv_licence_find(txn, code, &out->row)) != SALESINV_OK)
        return rc == SALESINV_E_NOT_FOUND
                   ? sinv_txn_internal(txn, "licence %s has no row", code)
                   : rc;
    out->units = sinv_row_int(out->row, SINV_LICENCE_UNITS);
    out->used = sinv_row_int(out->row, SINV_LICENCE_USED);
    if (out->used >= out->units)
        rc = walk_expired(txn, count_expired, &expired);
    out->expired = expired.count;
    return rc;
}

static salesinv_status check_quota(sinv_txn *txn, const char *code, quota_state *out)
{
    salesinv_status rc = read_quota(txn, code, out);

    if (rc != SALESINV_OK || out->used - out->expired < out->units)
        return rc;
    rc = refuse(txn, SALESINV_E_QUOTA_EXHAUSTED, code, "no unit is left");
    sinv_err_add_int(txn->err, "units", out->units);
    sinv_err_add_int(txn->err, "used", out->used);
    return rc;
}

salesinv_status sinv_quota_check(sinv_txn *txn, const char *code)
{
    quota_state quota;

    return check_quota(txn, code, &quota);
}

/* Add to the used units, never above the bought ones, never below 0. */
static salesinv_status add_used(sinv_txn *txn, const char *code, int64_t delta)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_LICENCE, &row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(row, SINV_LICENCE_CODE, code);
    sinv_row_set_int(row, SINV_LICENCE_USED, delta);
    rc = sinv_txn_add(txn, row, delta > 0 ? SINV_GUARD_UNITS : 0);
    if (rc == SALESINV_E_STORAGE_GUARD || rc == SALESINV_E_NOT_FOUND)
        return sinv_txn_internal(txn, "used units of licence %s cannot move by %lld",
                                 code, (long long)delta);
    return rc;
}

/* Check, return expired units if there is no other, and count one more. */
static salesinv_status use_unit(sinv_txn *txn, const char *code, quota_state *out)
{
    int64_t returned = 0;
    salesinv_status rc;

    if ((rc = check_quota(txn, code, out)) != SALESINV_OK)
        return rc;
    if (out->used >= out->units) {
        if ((rc = sinv_quota_expire(txn, &returned)) != SALESINV_OK)
            return rc;
        out->used -= out->expired;
    }
    out->used++;
    return add_used(txn, code, 1);
}

salesinv_status sinv_quota_take(sinv_txn *txn, const char *code)
{
    licence_note note = {.code = code, .action = SALESINV_EVENT_QUOTA_TAKEN};
    quota_state quota;
    salesinv_status rc;

    if ((rc = use_unit(txn, code, &quota)) != SALESINV_OK)
        return rc;
    note.units = quota.units;
    note.used = quota.used;
    return append_event(txn, &note);
}

/* The event of a unit that was used or given back, with the figures as they are now. */
static salesinv_status audit_quota(sinv_txn *txn, const char *code, int32_t action)
{
    licence_note note = {.code = code, .action = action};
    sinv_row *row;
    salesinv_status rc = sinv_licence_find(txn, code, &row);

    if (rc == SALESINV_E_NOT_FOUND)
        return sinv_txn_internal(txn, "licence %s has no row", code);
    if (rc != SALESINV_OK)
        return rc;
    note.units = sinv_row_int(row, SINV_LICENCE_UNITS);
    note.used = sinv_row_int(row, SINV_LICENCE_USED);
    return append_event(txn, &note);
}

salesinv_status sinv_quota_give_back(sinv_txn *txn, const char *code)
{
    salesinv_status rc = add_used(txn, code, -1);

    return rc == SALESINV_OK ? audit_quota(txn, code, SALESINV_EVENT_QUOTA_GIVEN_BACK)
                             : rc;
}

salesinv_status sinv_quota_reserve(sinv_txn *txn, const char *code,
                                   salesinv_id *out_reservation)
{
    quota_state quota;
    sinv_row *row;
    salesinv_status rc;

    *out_reservation = 0;
    if ((rc = use_unit(txn, code, &quota)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_QUOTA, &row)) != SALESINV_OK ||
        (rc = sinv_txn_next_id(txn, out_reservation)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_QUOTA_ID, *out_reservation);
    sinv_row_set_text(row, SINV_QUOTA_CODE, code);
    sinv_row_set_int(row, SINV_QUOTA_EXPIRES_AT, txn->now + SINV_QUOTA_LIFE);
    return sinv_txn_insert(txn, row);
}

salesinv_status sinv_quota_settle(sinv_txn *txn, salesinv_id reservation)
{
    const char *code;
    sinv_row *row;
    salesinv_status rc = sinv_txn_get_id(txn, SINV_T_QUOTA, reservation, &row);

    if (rc == SALESINV_E_NOT_FOUND ||
        (rc == SALESINV_OK && is_over(txn, sinv_row_int(row, SINV_QUOTA_EXPIRES_AT))))
        return sinv_err_set(txn->err, SALESINV_E_INVALID_STATE, NULL,
                            "reservation %lld has expired", (long long)reservation);
    if (rc != SALESINV_OK)
        return rc;
    code = sinv_row_text(row, SINV_QUOTA_CODE);
    if ((rc = sinv_txn_remove(txn, row)) != SALESINV_OK)
        return rc;
    return audit_quota(txn, code, SALESINV_EVENT_QUOTA_TAKEN);
}

/* Remove a reservation and return its unit. */
static salesinv_status return_unit(sinv_txn *txn, const sinv_row *row)
{
    salesinv_status rc = sinv_txn_remove(txn, row);

    return rc == SALESINV_OK ? add_used(txn, sinv_row_text(row, SINV_QUOTA_CODE), -1)
                             : rc;
}

salesinv_status sinv_quota_release(sinv_txn *txn, salesinv_id reservation)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_get_id(txn, SINV_T_QUOTA, reservation, &row);

    if (rc == SALESINV_E_NOT_FOUND)
        return SALESINV_OK;
    return rc == SALESINV_OK ? return_unit(txn, row) : rc;
}

/** Reservations collected before any is removed: a scan does not outlive a write. */
typedef struct reservation_list {
    sinv_row **rows;
    uint32_t count;
    uint32_t capacity;
} reservation_list;

static salesinv_status collect(sinv_txn *txn, const sinv_row *row, void *self)
{
    reservation_list *list = self;
    sinv_row *copy;
    salesinv_status rc;

    if ((rc = sinv_txn_grow(txn, (void **)&list->rows, sizeof(*list->rows), list->count,
                            &list->capacity)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_QUOTA, &copy)) != SALESINV_OK)
        return rc;
    sinv_row_copy_cell(copy, SINV_QUOTA_ID, row, SINV_QUOTA_ID);
    sinv_row_copy_cell(copy, SINV_QUOTA_CODE, row, SINV_QUOTA_CODE);
    list->rows[list->count++] = copy;
    return copy->status == SALESINV_OK ? SALESINV_OK : sinv_txn_nomem(txn);
}

salesinv_status sinv_quota_expire(sinv_txn *txn, int64_t *count)
{
    reservation_list list = {0};
    salesinv_status rc = walk_expired(txn, collect, &list);

    for (uint32_t i = 0; rc == SALESINV_OK && i < list.count; i++)
        rc = return_unit(txn, list.rows[i]);
    if (rc == SALESINV_OK)
        *count += list.count;
    return rc;
}
