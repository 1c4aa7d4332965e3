/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Transactions over the storage port: rows made for their tables, the counter row
 * read at begin and written at commit, and the rule that a failure after a write dooms.
 * Whether to retry is decided in call.c.
 */
#include "core/txn.h"

#include "base/decimal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/session.h"
#include "core/undo.h"

static const int64_t ID_LIMIT = INT64_C(1) << 47;

static const sinv_table *table_of(int32_t table)
{
    return &sinv_schema_current()->tables[table];
}

static bool is_answer(salesinv_status rc)
{
    return rc == SALESINV_E_NOT_FOUND || rc == SALESINV_E_EXISTS ||
           rc == SALESINV_E_STORAGE_GUARD;
}

/* Remember what a storage answer means for the rest of the transaction. */
static salesinv_status note(sinv_txn *txn, salesinv_status rc)
{
    if (rc < 0 && !is_answer(rc)) {
        txn->is_doomed = true;
        txn->doomed_by = rc;
    }
    return rc;
}

static salesinv_status note_write(sinv_txn *txn, salesinv_status rc)
{
    if (rc == SALESINV_OK) {
        txn->has_written = true;
        txn->call_wrote = true;
    }
    return note(txn, rc);
}

const char *sinv_txn_qty(sinv_txn *txn, salesinv_qty qty)
{
    char text[SINV_DECIMAL_TEXT_MAX];
    const char *copy = sinv_arena_text(txn->arena, text,
                                       sinv_decimal_format(qty, SINV_QTY_SCALE, text));

    return copy ? copy : "?";
}

salesinv_status sinv_txn_nomem(sinv_txn *txn)
{
    return sinv_err_set(txn->err, SALESINV_E_NOMEM, NULL, "out of memory");
}

salesinv_status sinv_txn_internal(sinv_txn *txn, const char *format, ...)
{
    char text[256];
    va_list args;

    va_start(args, format);
    (void)vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    txn->is_doomed = true;
    return sinv_err_set(txn->err, SALESINV_E_INTERNAL, NULL, "%s", text);
}

salesinv_status sinv_txn_alloc(sinv_txn *txn, size_t size, void **out)
{
    *out = sinv_arena_alloc(txn->arena, size);
    return *out ? SALESINV_OK : sinv_txn_nomem(txn);
}

salesinv_status sinv_txn_grow(sinv_txn *txn, void **items, size_t item_size,
                              uint32_t count, uint32_t *capacity)
{
    void *grown = sinv_arena_grow(txn->arena, *items, item_size, count, capacity);

    if (!grown)
        return sinv_txn_nomem(txn);
    *items = grown;
    return SALESINV_OK;
}

salesinv_status sinv_txn_poll(sinv_txn *txn, int64_t done, int64_t total)
{
    salesinv_engine *engine = txn->engine;

    if (engine->progress)
        engine->progress(engine->progress_self, done, total);
    if (!engine->interrupted)
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_INTERRUPTED, NULL,
                        "interrupted after %lld", (long long)done);
}

salesinv_status sinv_txn_row(sinv_txn *txn, int32_t table, sinv_row **out)
{
    *out = sinv_row_create(txn->arena, table, table_of(table)->column_count);
    if (!*out)
        return sinv_txn_nomem(txn);
    sinv_row_set_int(*out, 0, txn->tenant);
    return SALESINV_OK;
}

salesinv_status sinv_txn_get(sinv_txn *txn, sinv_row *row)
{
    salesinv_status rc = sinv_storage_get(txn->storage, row, row);

    row->changed = 0;
    return note(txn, rc);
}

salesinv_status sinv_txn_get_id(sinv_txn *txn, int32_t table, salesinv_id id,
                                sinv_row **out)
{
    salesinv_status rc = sinv_txn_row(txn, table, out);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(*out, 1, id);
    return sinv_txn_get(txn, *out);
}

salesinv_status sinv_txn_get_master(sinv_txn *txn, int32_t table, salesinv_id id,
                                    sinv_row **out)
{
    sinv_kept *kept = txn->kept;
    sinv_arena *scratch = txn->arena;
    salesinv_status rc;

    if (!kept)
        return sinv_txn_get_id(txn, table, id, out);
    *out = sinv_kept_find(kept, table, id);
    if (*out)
        return SALESINV_OK;
    txn->arena = &kept->arena;
    rc = sinv_txn_get_id(txn, table, id, out);
    txn->arena = scratch;
    if (rc == SALESINV_OK)
        sinv_kept_put(kept, *out, id);
    return rc;
}

/* A write is about to change the table: what was kept of it is old. */
static void forget(sinv_txn *txn, int32_t table)
{
    if (txn->kept)
        sinv_kept_forget(txn->kept, table);
}

/* Make the opposite of a write ready, if anybody wants it. */
static salesinv_status before_write(sinv_txn *txn, sinv_undo_deed deed,
                                    const sinv_row *row, uint64_t mask,
                                    sinv_undo_step *out)
{
    return txn->undo ? sinv_undo_prepare(txn, deed, row, mask, out) : SALESINV_OK;
}

static salesinv_status after_write(sinv_txn *txn, salesinv_status rc,
                                   const sinv_undo_step *step)
{
    rc = note_write(txn, rc);
    return rc == SALESINV_OK && txn->undo ? sinv_undo_keep(txn, step) : rc;
}

/* Required integers of `mask` that were left unset, or cleared, are 0. */
static void fill_required(sinv_row *row, uint64_t mask)
{
    const sinv_table *table = table_of(row->table);

    for (int32_t i = 0; i < table->column_count; i++) {
        const sinv_column *column = &table->columns[i];
        if ((mask >> i & 1) && column->type == SALESINV_CELL_INT &&
            (column->flags & SALESINV_COLUMN_NOT_NULL) && sinv_row_is_null(row, i))
            sinv_row_set_int(row, i, 0);
    }
}

salesinv_status sinv_txn_insert(sinv_txn *txn, sinv_row *row)
{
    sinv_undo_step step;
    salesinv_status rc;

    if (row->status != SALESINV_OK)
        return sinv_txn_nomem(txn);
    fill_required(row, UINT64_MAX);
    if ((rc = before_write(txn, SINV_UNDO_REMOVE, row, 0, &step)) != SALESINV_OK)
        return rc;
    rc = after_write(txn, sinv_storage_insert(txn->storage, row), &step);
    if (rc == SALESINV_OK)
        row->changed = 0;
    return rc;
}

salesinv_status sinv_txn_save(sinv_txn *txn, sinv_row *row)
{
    uint64_t keys = (UINT64_C(1) << table_of(row->table)->key_count) - 1;
    uint64_t mask = row->changed & ~keys;
    sinv_undo_step step;
    salesinv_status rc;

    if (row->status != SALESINV_OK)
        return sinv_txn_nomem(txn);
    if (mask == 0)
        return SALESINV_OK;
    fill_required(row, mask);
    forget(txn, row->table);
    if ((rc = before_write(txn, SINV_UNDO_UPDATE, row, mask, &step)) != SALESINV_OK)
        return rc;
    rc = after_write(txn, sinv_storage_update(txn->storage, row, mask), &step);
    if (rc == SALESINV_OK)
        row->changed = 0;
    return rc;
}

salesinv_status sinv_txn_remove(sinv_txn *txn, const sinv_row *key)
{
    sinv_undo_step step;
    salesinv_status rc;

    forget(txn, key->table);
    if ((rc = before_write(txn, SINV_UNDO_INSERT, key, 0, &step)) != SALESINV_OK)
        return rc;
    return after_write(txn, sinv_storage_remove(txn->storage, key), &step);
}

salesinv_status sinv_txn_add(sinv_txn *txn, sinv_row *deltas, uint32_t guards)
{
    uint64_t keys = (UINT64_C(1) << table_of(deltas->table)->key_count) - 1;
    uint64_t mask = deltas->changed & ~keys;
    sinv_undo_step step;
    salesinv_status rc;

    forget(txn, deltas->table);
    if ((rc = before_write(txn, SINV_UNDO_ADD, deltas, mask, &step)) != SALESINV_OK)
        return rc;
    return after_write(
        txn, sinv_storage_add(txn->storage, deltas, mask, deltas, guards), &step);
}

salesinv_status sinv_scan_start(sinv_txn *txn, int32_t table, const sinv_range *range,
                                sinv_scan *out)
{
    sinv_range within = *range;
    sinv_row *tenant;
    salesinv_status rc;

    out->txn = txn;
    out->scan = NULL;
    if (!range->from) {
        if ((rc = sinv_txn_row(txn, table, &tenant)) != SALESINV_OK)
            return rc;
        within.from = tenant;
    }
    if (within.prefix == 0)
        within.prefix = 1;
    return note(txn, sinv_storage_scan(txn->storage, table, &within, &out->scan));
}

salesinv_status sinv_scan_next(sinv_scan *scan, sinv_row *row)
{
    salesinv_status rc = sinv_storage_scan_next(scan->txn->storage, scan->scan, row);

    row->changed = 0;
    return note(scan->txn, rc);
}

void sinv_scan_close(sinv_scan *scan)
{
    if (scan->scan)
        sinv_storage_scan_close(scan->txn->storage, scan->scan);
    scan->scan = NULL;
}

salesinv_status sinv_txn_next_id(sinv_txn *txn, salesinv_id *out)
{
    if (txn->counters.next_id >= ID_LIMIT)
        return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, "id", "all ids are used");
    *out = txn->counters.next_id++;
    return SALESINV_OK;
}

int64_t sinv_txn_next_event(sinv_txn *txn)
{
    return txn->counters.next_event++;
}

int64_t sinv_txn_next_movement(sinv_txn *txn)
{
    return txn->counters.next_movement++;
}

int64_t sinv_txn_next_serial_event(sinv_txn *txn)
{
    return txn->counters.next_serial_event++;
}

void sinv_txn_init(sinv_txn *txn, salesinv_engine *engine, salesinv_session *session,
                   sinv_arena *arena)
{
    memset(txn, 0, sizeof(*txn));
    txn->engine = engine;
    txn->session = session;
    txn->err = engine->err;
    txn->arena = arena;
    txn->storage = engine->storage;
    txn->tenant = session ? session->tenant : 0;
    txn->user = session ? session->user : 0;
    txn->now = engine->clock.now(engine->clock_self);
}

/* Both columns and counters in one order, so that they are named once. */
static const int32_t COUNTER_COLUMNS[] = {
    SINV_COUNTER_NEXT_ID, SINV_COUNTER_NEXT_EVENT, SINV_COUNTER_NEXT_MOVEMENT,
    SINV_COUNTER_NEXT_SERIAL_EVENT, SINV_COUNTER_SETTINGS_VERSION};
enum { COUNTER_COUNT = sizeof(COUNTER_COLUMNS) / sizeof(COUNTER_COLUMNS[0]) };

static int64_t *counter_of(sinv_counters *counters, int32_t i)
{
    int64_t *all[COUNTER_COUNT] = {
        &counters->next_id, &counters->next_event, &counters->next_movement,
        &counters->next_serial_event, &counters->settings_version};
    return all[i];
}

static salesinv_status read_counters(sinv_txn *txn)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_COUNTER, &row);

    if (rc != SALESINV_OK)
        return rc;
    rc = sinv_txn_get(txn, row);
    if (rc != SALESINV_OK && rc != SALESINV_E_NOT_FOUND)
        return rc;
    txn->has_counter_row = rc == SALESINV_OK;
    for (int32_t i = 0; i < COUNTER_COUNT; i++)
        *counter_of(&txn->counters, i) =
            txn->has_counter_row ? sinv_row_int(row, COUNTER_COLUMNS[i]) : 1;
    txn->stored = txn->counters;
    return SALESINV_OK;
}

/* Write what moved; a transaction that wrote nothing leaves the row alone. */
static salesinv_status write_counters(sinv_txn *txn)
{
    sinv_row *row;
    salesinv_status rc;

    if (memcmp(&txn->counters, &txn->stored, sizeof(txn->counters)) == 0)
        return SALESINV_OK;
    if ((rc = sinv_txn_row(txn, SINV_T_COUNTER, &row)) != SALESINV_OK)
        return rc;
    for (int32_t i = 0; i < COUNTER_COUNT; i++)
        if (!txn->has_counter_row ||
            *counter_of(&txn->counters, i) != *counter_of(&txn->stored, i))
            sinv_row_set_int(row, COUNTER_COLUMNS[i], *counter_of(&txn->counters, i));
    return txn->has_counter_row ? sinv_txn_save(txn, row) : sinv_txn_insert(txn, row);
}

salesinv_status sinv_txn_begin(sinv_txn *txn, bool is_write)
{
    salesinv_status rc;

    if (is_write && txn->engine->is_read_only)
        return sinv_err_set(txn->err, SALESINV_E_STORAGE_READ_ONLY, NULL,
                            "the storage was opened for reading only");
    rc = sinv_storage_begin(txn->storage, is_write ? SALESINV_BEGIN_WRITE : 0,
                            txn->tenant);
    if (rc != SALESINV_OK)
        return rc;
    txn->is_open = true;
    txn->is_write = is_write;
    if ((rc = read_counters(txn)) != SALESINV_OK)
        sinv_txn_rollback(txn);
    return rc;
}

salesinv_status sinv_txn_commit(sinv_txn *txn)
{
    salesinv_status rc = SALESINV_OK;

    if (txn->is_write)
        rc = write_counters(txn);
    if (rc != SALESINV_OK || !txn->has_written) {
        sinv_txn_rollback(txn);
        return rc;
    }
    rc = sinv_storage_commit(txn->storage);
    txn->is_open = false;
    return rc;
}

void sinv_txn_rollback(sinv_txn *txn)
{
    if (txn->is_open)
        sinv_storage_rollback(txn->storage);
    txn->is_open = false;
}
