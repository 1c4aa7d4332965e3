/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Single rows: get, insert, update, remove and the guarded add. Cells are bound without a
 * copy, because a statement has run to its end before its method returns.
 */
#include "salesinv/status.h"
#include "storage/sqlite/provider.h"

/* Bind the key at the places from `place` on. */
static int bind_key(const sinv_sqlite *self, sinv_sqlite_statement *to, int place,
                    int32_t table, const salesinv_row *key)
{
    int rc = SQLITE_OK;

    for (int32_t c = 0; c < self->tables[table].key_count && rc == SQLITE_OK; c++)
        rc = sinv_sqlite_bind(to, place + c, key, c, SQLITE_STATIC);
    return rc;
}

/* Bind the columns in `mask` from place 1 on; *out_next is the place behind them. */
static int bind_mask(const sinv_sqlite *self, sinv_sqlite_statement *to, int32_t table,
                     uint64_t mask, const salesinv_row *row, int *out_next)
{
    int place = 1;
    int rc = SQLITE_OK;

    for (int32_t c = 0; c < self->tables[table].column_count && rc == SQLITE_OK; c++)
        if (mask >> c & 1)
            rc = sinv_sqlite_bind(to, place++, row, c, SQLITE_STATIC);
    *out_next = place;
    return rc;
}

/* Run a writing statement whose bindings ended with `code`; NOT_FOUND when it changed no row. */
static salesinv_status finish(sinv_sqlite *self, sqlite3_stmt *stmt, int code)
{
    salesinv_status rc = SALESINV_OK;

    if (code == SQLITE_OK)
        code = sqlite3_step(stmt);
    if (code != SQLITE_DONE)
        rc = sinv_sqlite_fault(self, code);
    else if (sqlite3_changes(self->db) == 0)
        rc = SALESINV_E_NOT_FOUND;
    (void)sqlite3_reset(stmt);
    return rc;
}

/* Move the row that `stmt` stands on into `out_row`; the key is known already. */
static salesinv_status fill(sinv_sqlite *self, sqlite3_stmt *stmt, int32_t table,
                            const salesinv_row *key, salesinv_row *out_row)
{
    const sinv_sqlite_table *about = &self->tables[table];
    salesinv_status rc = SALESINV_OK;

    for (int32_t c = 0; c < about->key_count && key != out_row; c++) {
        size_t size = 0;
        const char *bytes = salesinv_row_bytes(key, c, &size);

        if (about->types[c] == SALESINV_CELL_INT)
            salesinv_row_put_int(out_row, c, salesinv_row_int(key, c));
        else if (about->types[c] == SALESINV_CELL_TEXT)
            rc = salesinv_row_put_text(out_row, c, bytes ? bytes : "", size);
        else
            rc = salesinv_row_put_blob(out_row, c, (const uint8_t *)bytes, size);
        if (rc != SALESINV_OK)
            return rc;
    }
    for (int32_t c = about->key_count; c < about->column_count; c++) {
        rc = sinv_sqlite_fetch(self, stmt, c - about->key_count, table, c, out_row);
        if (rc != SALESINV_OK)
            return rc;
    }
    return SALESINV_OK;
}

/* Find the row of `key`; fill `out_row` unless it is NULL. */
static salesinv_status look_up(sinv_sqlite *self, int32_t table,
                               const salesinv_row *key, salesinv_row *out_row)
{
    salesinv_status rc;
    sinv_sqlite_statement *found =
        sinv_sqlite_find(self, table, SINV_SQLITE_GET, 0, 0, &rc);
    int code;

    if (!found)
        return rc;
    code = bind_key(self, found, 1, table, key);
    if (code == SQLITE_OK)
        code = sqlite3_step(found->stmt);
    if (code == SQLITE_ROW)
        rc = out_row ? fill(self, found->stmt, table, key, out_row) : SALESINV_OK;
    else if (code == SQLITE_DONE)
        rc = SALESINV_E_NOT_FOUND;
    else
        rc = sinv_sqlite_fault(self, code);
    (void)sqlite3_reset(found->stmt);
    return rc;
}

salesinv_status sinv_sqlite_get(void *self, int32_t table, const salesinv_row *key,
                                salesinv_row *out_row)
{
    return look_up(self, table, key, out_row);
}

salesinv_status sinv_sqlite_insert(void *self, int32_t table, const salesinv_row *row)
{
    salesinv_status rc;
    sinv_sqlite_statement *found =
        sinv_sqlite_find(self, table, SINV_SQLITE_INSERT, 0, 0, &rc);
    int next;

    if (!found)
        return rc;
    return finish(self, found->stmt,
                  bind_mask(self, found, table, UINT64_MAX, row, &next));
}

salesinv_status sinv_sqlite_update(void *self, int32_t table, const salesinv_row *key,
                                   uint64_t mask, const salesinv_row *row)
{
    salesinv_status rc;
    sinv_sqlite_statement *found;
    int code;
    int next;

    if (mask == 0)
        return look_up(self, table, key, NULL);
    found = sinv_sqlite_find(self, table, SINV_SQLITE_UPDATE, mask, 0, &rc);
    if (!found)
        return rc;
    code = bind_mask(self, found, table, mask, row, &next);
    if (code == SQLITE_OK)
        code = bind_key(self, found, next, table, key);
    return finish(self, found->stmt, code);
}

salesinv_status sinv_sqlite_remove(void *self, int32_t table, const salesinv_row *key)
{
    salesinv_status rc;
    sinv_sqlite_statement *found =
        sinv_sqlite_find(self, table, SINV_SQLITE_REMOVE, 0, 0, &rc);

    if (!found)
        return rc;
    return finish(self, found->stmt, bind_key(self, found, 1, table, key));
}

salesinv_status sinv_sqlite_add(void *self, int32_t table, const salesinv_row *key,
                                uint64_t mask, const salesinv_row *deltas,
                                uint32_t guards)
{
    salesinv_status rc;
    sinv_sqlite_statement *found;
    int code;
    int next;

    if (mask == 0)
        return look_up(self, table, key, NULL);
    found = sinv_sqlite_find(self, table, SINV_SQLITE_ADD, mask, guards, &rc);
    if (!found)
        return rc;
    code = bind_mask(self, found, table, mask, deltas, &next);
    if (code == SQLITE_OK)
        code = bind_key(self, found, next, table, key);
    rc = finish(self, found->stmt, code);
    if (rc != SALESINV_E_NOT_FOUND)
        return rc;
    /* No row changed: there is none, or a guard refused it. */
    rc = look_up(self, table, key, NULL);
    return rc == SALESINV_OK ? SALESINV_E_STORAGE_GUARD : rc;
}
