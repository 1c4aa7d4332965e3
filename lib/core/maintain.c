/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One step of a sweep is one short writing transaction: rows are collected by a scan, which is
 * closed before any of them is removed. Ages come from the settings of the tenant.
 */
#include "core/maintain.h"

#include <string.h>

#include "core/licence.h"
#include "core/outbox.h"
#include "core/settings.h"

static const int64_t DAY = INT64_C(86400000000); /* microseconds */

/** Keys of rows that are to be removed. */
typedef struct victim_list {
    sinv_row **rows;
    uint32_t count;
    uint32_t capacity;
} victim_list;

/** How one table is swept: which rows are old, and where the walk goes on. */
typedef struct sweep_kind {
    int32_t table;
    int32_t setting;
    int32_t key_column;
    bool is_by_id; /* else the key is a text */
    bool (*is_old)(const sinv_row *row, salesinv_time before);
} sweep_kind;

static bool is_old_request(const sinv_row *row, salesinv_time before)
{
    return sinv_row_int(row, SINV_REQUEST_AT) < before;
}

static bool is_old_message(const sinv_row *row, salesinv_time before)
{
    return sinv_row_int(row, SINV_OUTBOX_STATE) == SALESINV_OUTBOX_ACKNOWLEDGED &&
           sinv_row_int(row, SINV_OUTBOX_DONE_AT) < before;
}

static bool is_old_record(const sinv_row *row, salesinv_time before)
{
    return sinv_row_int(row, SINV_INBOX_STATE) != SALESINV_INBOX_REFUSED &&
           sinv_row_int(row, SINV_INBOX_DONE_AT) < before;
}

static const sweep_kind requests = {SINV_T_REQUEST, SINV_SET_REQUEST_KEY_DAYS,
                                    SINV_REQUEST_KEY, false, is_old_request};
static const sweep_kind messages = {SINV_T_OUTBOX, SINV_SET_OUTBOX_DAYS, SINV_OUTBOX_ID,
                                    true, is_old_message};
static const sweep_kind records = {SINV_T_INBOX, SINV_SET_INBOX_DAYS, SINV_INBOX_ID,
                                   true, is_old_record};

static salesinv_status add_victim(sinv_txn *txn, const sweep_kind *kind,
                                  const sinv_row *row, victim_list *list)
{
    sinv_row *key;
    salesinv_status rc;

    if ((rc = sinv_txn_grow(txn, (void **)&list->rows, sizeof(*list->rows), list->count,
                            &list->capacity)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, kind->table, &key)) != SALESINV_OK)
        return rc;
    sinv_row_copy_cell(key, kind->key_column, row, kind->key_column);
    list->rows[list->count++] = key;
    return key->status == SALESINV_OK ? SALESINV_OK : sinv_txn_nomem(txn);
}

/* Remember the last row that was looked at. */
static void move_on(const sweep_kind *kind, const sinv_row *row, sinv_sweep *sweep)
{
    size_t size;

    if (kind->is_by_id) {
        sweep->after_id = sinv_row_int(row, kind->key_column);
        return;
    }
    size = sinv_row_size(row, kind->key_column);
    if (size > SINV_SWEEP_KEY_MAX)
        size = SINV_SWEEP_KEY_MAX;
    memcpy(sweep->after_key, sinv_row_text(row, kind->key_column), size);
    sweep->after_key[size] = '\0';
}

static salesinv_status collect(sinv_txn *txn, const sweep_kind *kind,
                               salesinv_time before, sinv_sweep *sweep,
                               victim_list *list)
{
    sinv_range range = {
        .flags = SALESINV_SCAN_AFTER, .from_count = 1, .limit = SINV_SWEEP_ROWS};
    int64_t seen = 0;
    sinv_scan scan;
    sinv_row *from;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, kind->table, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, kind->table, &row)) != SALESINV_OK)
        return rc;
    if (kind->is_by_id)
        sinv_row_set_int(from, kind->key_column, sweep->after_id);
    else
        sinv_row_set_text(from, kind->key_column, sweep->after_key);
    range.from = from;
    if ((rc = sinv_scan_start(txn, kind->table, &range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        seen++;
        move_on(kind, row, sweep);
        if (kind->is_old(row, before) &&
            (rc = add_victim(txn, kind, row, list)) != SALESINV_OK)
            break;
    }
    sinv_scan_close(&scan);
    sweep->is_done = seen < SINV_SWEEP_ROWS;
    return rc;
}

static salesinv_status step(sinv_txn *txn, const sweep_kind *kind, sinv_sweep *sweep)
{
    victim_list list = {0};
    int64_t days;
    salesinv_status rc;

    if ((rc = sinv_setting_int(txn, kind->setting, NULL, &days)) != SALESINV_OK ||
        (rc = collect(txn, kind, txn->now - days * DAY, sweep, &list)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < list.count; i++)
        if ((rc = sinv_txn_remove(txn, list.rows[i])) != SALESINV_OK)
            return rc;
    sweep->dropped += list.count;
    return sinv_txn_poll(txn, sweep->dropped, 0);
}

salesinv_status sinv_sweep_requests(sinv_txn *txn, sinv_sweep *sweep)
{
    return step(txn, &requests, sweep);
}

salesinv_status sinv_sweep_outbox(sinv_txn *txn, sinv_sweep *sweep)
{
    return step(txn, &messages, sweep);
}

salesinv_status sinv_sweep_inbox(sinv_txn *txn, sinv_sweep *sweep)
{
    return step(txn, &records, sweep);
}

salesinv_status sinv_sweep_reservations(sinv_txn *txn, sinv_sweep *sweep)
{
    sweep->is_done = true;
    return sinv_quota_expire(txn, &sweep->dropped);
}
