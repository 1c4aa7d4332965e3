/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quotas: two counters of a licence's row, units bought and units used. The writing transaction is
 * serialisable, so reading before adding is safe; the guard on the counters is the second belt.
 */
#include <string.h>

#include "core/licence.h"
#include "core/settings.h"
#include "salesinv/event.h"

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
        if (sinv_licence_is_over(txn, sinv_row_int(row, SINV_QUOTA_EXPIRES_AT)) &&
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
    rc = sinv_licence_refuse(txn, SALESINV_E_QUOTA_EXHAUSTED, code, "has no unit left");
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
    sinv_licence_note note = {.code = code, .action = SALESINV_EVENT_QUOTA_TAKEN};
    quota_state quota;
    salesinv_status rc;

    if ((rc = use_unit(txn, code, &quota)) != SALESINV_OK)
        return rc;
    note.units = quota.units;
    note.used = quota.used;
    return sinv_licence_audit(txn, &note);
}

/* The event of a unit that was used or given back, with the figures as they are now. */
static salesinv_status audit_quota(sinv_txn *txn, const char *code, int32_t action)
{
    sinv_licence_note note = {.code = code, .action = action};
    sinv_row *row;
    salesinv_status rc = sinv_licence_find(txn, code, &row);

    if (rc == SALESINV_E_NOT_FOUND)
        return sinv_txn_internal(txn, "licence %s has no row", code);
    if (rc != SALESINV_OK)
        return rc;
    note.units = sinv_row_int(row, SINV_LICENCE_UNITS);
    note.used = sinv_row_int(row, SINV_LICENCE_USED);
    return sinv_licence_audit(txn, &note);
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
        (rc == SALESINV_OK &&
         sinv_licence_is_over(txn, sinv_row_int(row, SINV_QUOTA_EXPIRES_AT))))
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
