/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prepared statements, kept per (table, operation, mask, shape). A table is reached with a
 * handful of shapes, so a list with the last used one first is the fastest look-up; a cap keeps
 * a caller with ever new masks from filling the memory.
 */
#include <string.h>

#include "salesinv/status.h"
#include "storage/sqlite/provider.h"

enum { MOST_STATEMENTS = 64 /* of one table */ };

static bool is_same(const sinv_sqlite_statement *statement,
                    sinv_sqlite_operation operation, uint64_t mask, uint64_t shape)
{
    return statement->operation == operation && statement->mask == mask &&
           statement->shape == shape && !statement->is_busy;
}

static void release(sinv_sqlite *self, sinv_sqlite_statement *statement)
{
    (void)sqlite3_finalize(statement->stmt);
    sinv_free(self->heap, statement);
}

/* Drop the statement used longest ago, unless an open scan is using it. */
static void evict(sinv_sqlite *self, sinv_sqlite_table *table)
{
    sinv_sqlite_statement **place = NULL;
    sinv_sqlite_statement *victim;

    for (sinv_sqlite_statement **at = &table->statements; *at; at = &(*at)->next)
        if (!(*at)->is_busy)
            place = at;
    if (!place)
        return;
    victim = *place;
    *place = victim->next;
    table->statement_count--;
    release(self, victim);
}

salesinv_status sinv_sqlite_prepare(sinv_sqlite *self, const char *sql,
                                    sqlite3_stmt **out)
{
    int rc =
        sqlite3_prepare_v3(self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);

    return rc == SQLITE_OK ? SALESINV_OK : sinv_sqlite_fault(self, rc);
}

/* A new statement at the head of its table's list. */
static sinv_sqlite_statement *create(sinv_sqlite *self, int32_t table,
                                     const sinv_sqlite_statement *like,
                                     salesinv_status *out_rc)
{
    sinv_sqlite_table *home = &self->tables[table];
    sinv_sqlite_statement *made = sinv_alloc(self->heap, sizeof(*made));

    *out_rc = SALESINV_E_NOMEM;
    if (!made)
        return NULL;
    *made = *like;
    sinv_buf_clear(&self->sql);
    sinv_sqlite_write_sql(self, table, like->operation, like->mask, like->shape);
    *out_rc = self->sql.status;
    if (*out_rc == SALESINV_OK)
        *out_rc = sinv_sqlite_prepare(self, self->sql.bytes, &made->stmt);
    if (*out_rc != SALESINV_OK) {
        sinv_free(self->heap, made);
        return NULL;
    }
    if (home->statement_count >= MOST_STATEMENTS)
        evict(self, home);
    made->next = home->statements;
    home->statements = made;
    home->statement_count++;
    return made;
}

sinv_sqlite_statement *sinv_sqlite_find(sinv_sqlite *self, int32_t table,
                                        sinv_sqlite_operation operation, uint64_t mask,
                                        uint64_t shape, salesinv_status *out_rc)
{
    sinv_sqlite_table *home = &self->tables[table];
    sinv_sqlite_statement *found = home->statements;
    sinv_sqlite_statement *before = NULL;

    *out_rc = SALESINV_OK;
    while (found && !is_same(found, operation, mask, shape)) {
        before = found;
        found = found->next;
    }
    if (!found) {
        sinv_sqlite_statement like = {.mask = mask, .shape = shape};

        like.operation = operation;
        like.table = table;
        return create(self, table, &like, out_rc);
    }
    if (before) {
        before->next = found->next;
        found->next = home->statements;
        home->statements = found;
    }
    return found;
}

salesinv_status sinv_sqlite_run(sinv_sqlite *self, const char *sql)
{
    int rc = sqlite3_exec(self->db, sql, NULL, NULL, NULL);

    return rc == SQLITE_OK ? SALESINV_OK : sinv_sqlite_fault(self, rc);
}

salesinv_status sinv_sqlite_ask(sinv_sqlite *self, const char *sql, int64_t *out)
{
    sqlite3_stmt *stmt = NULL;
    salesinv_status rc = SALESINV_OK;
    int code = sqlite3_prepare_v2(self->db, sql, -1, &stmt, NULL);

    *out = 0;
    if (code == SQLITE_OK)
        code = sqlite3_step(stmt);
    if (code == SQLITE_ROW)
        *out = sqlite3_column_int64(stmt, 0);
    else if (code != SQLITE_DONE)
        rc = sinv_sqlite_fault(self, code);
    (void)sqlite3_finalize(stmt);
    return rc;
}

/* Numbers and NULL stay bound from run to run; a failed binding is forgotten. */
static int bind_int(sinv_sqlite_statement *to, int place, int64_t value)
{
    uint64_t bit =
        place <= SINV_SQLITE_COLUMNS ? UINT64_C(1) << (place - 1) : UINT64_C(0);
    int rc;

    if ((to->ints & bit) && to->values[place - 1] == value)
        return SQLITE_OK;
    to->nulls &= ~bit;
    rc = sqlite3_bind_int64(to->stmt, place, value);
    if (rc == SQLITE_OK && bit) {
        to->ints |= bit;
        to->values[place - 1] = value;
    } else {
        to->ints &= ~bit;
    }
    return rc;
}

static int bind_null(sinv_sqlite_statement *to, int place)
{
    uint64_t bit =
        place <= SINV_SQLITE_COLUMNS ? UINT64_C(1) << (place - 1) : UINT64_C(0);
    int rc;

    if (to->nulls & bit)
        return SQLITE_OK;
    to->ints &= ~bit;
    rc = sqlite3_bind_null(to->stmt, place);
    if (rc == SQLITE_OK)
        to->nulls |= bit;
    return rc;
}

int sinv_sqlite_bind(sinv_sqlite_statement *to, int place, const salesinv_row *row,
                     int32_t column, sqlite3_destructor_type lifetime)
{
    size_t size = 0;
    const char *bytes;
    salesinv_cell_type type = salesinv_row_type(row, column);

    if (type == SALESINV_CELL_INT)
        return bind_int(to, place, salesinv_row_int(row, column));
    if (type == SALESINV_CELL_NULL)
        return bind_null(to, place);
    if (place <= SINV_SQLITE_COLUMNS) {
        to->ints &= ~(UINT64_C(1) << (place - 1));
        to->nulls &= ~(UINT64_C(1) << (place - 1));
    }
    bytes = salesinv_row_bytes(row, column, &size);
    if (!bytes)
        bytes = ""; /* no bytes at all are not NULL */
    if (type == SALESINV_CELL_TEXT)
        return sqlite3_bind_text64(to->stmt, place, bytes, size, lifetime, SQLITE_UTF8);
    return sqlite3_bind_blob64(to->stmt, place, bytes, size, lifetime);
}

salesinv_status sinv_sqlite_fetch(sinv_sqlite *self, sqlite3_stmt *stmt, int place,
                                  int32_t table, int32_t column, salesinv_row *out_row)
{
    sqlite3_value *value =
        sqlite3_column_value(stmt, place); /* no other thread has it */
    int type = sqlite3_value_type(value);
    int declared = self->tables[table].types[column];
    const void *bytes;
    int size;

    if (type == SQLITE_INTEGER && declared == SALESINV_CELL_INT) {
        salesinv_row_put_int(out_row, column, sqlite3_value_int64(value));
        return SALESINV_OK;
    }
    if (type == SQLITE_NULL) {
        salesinv_row_put_null(out_row, column);
        return SALESINV_OK;
    }
    if (type == SQLITE_TEXT && declared == SALESINV_CELL_TEXT) {
        bytes = sqlite3_value_text(value);
        size = sqlite3_value_bytes(value);
        return bytes ? salesinv_row_put_text(out_row, column, bytes, (size_t)size)
                     : SALESINV_E_NOMEM;
    }
    if (type == SQLITE_BLOB && declared == SALESINV_CELL_BLOB) {
        bytes = sqlite3_value_blob(value);
        size = sqlite3_value_bytes(value);
        return salesinv_row_put_blob(out_row, column, bytes ? bytes : "", (size_t)size);
    }
    return sinv_sqlite_refuse(self, SALESINV_E_STORAGE_CORRUPT,
                              "a cell has another type than its column");
}

salesinv_status sinv_sqlite_learn(sinv_sqlite *self)
{
    const salesinv_schema *schema = self->schema;
    int32_t count = salesinv_schema_table_count(schema);

    self->tables = sinv_alloc(self->heap, (size_t)count * sizeof(*self->tables));
    if (!self->tables)
        return SALESINV_E_NOMEM;
    self->table_count = count;
    for (int32_t i = 0; i < count; i++) {
        sinv_sqlite_table *table = &self->tables[i];

        table->column_count = salesinv_schema_column_count(schema, i);
        table->key_count = salesinv_schema_key_count(schema, i);
        for (int32_t c = 0; c < table->column_count && c < SINV_SQLITE_COLUMNS; c++)
            table->types[c] = (uint8_t)salesinv_schema_column_type(schema, i, c);
    }
    return SALESINV_OK;
}

/* Release the list of every table, with or without SQLite's part. */
static void release_all(sinv_sqlite *self, bool finalizes)
{
    for (int32_t i = 0; i < self->table_count; i++) {
        sinv_sqlite_statement *next;

        for (sinv_sqlite_statement *at = self->tables[i].statements; at; at = next) {
            next = at->next;
            if (finalizes)
                (void)sqlite3_finalize(at->stmt);
            sinv_free(self->heap, at);
        }
        self->tables[i].statements = NULL;
        self->tables[i].statement_count = 0;
    }
}

void sinv_sqlite_drop(sinv_sqlite *self)
{
    release_all(self, false);
}

void sinv_sqlite_forget(sinv_sqlite *self)
{
    sqlite3_stmt **fixed[] = {&self->begin_read, &self->begin_write, &self->commit,
                              &self->rollback, &self->version};

    for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++) {
        (void)sqlite3_finalize(*fixed[i]);
        *fixed[i] = NULL;
    }
    release_all(self, true);
}
