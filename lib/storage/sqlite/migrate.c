/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the stored schema to the host's: real tables with real columns, so that any reporting
 * tool reads them. One transaction; a newer stored schema is left alone. A file that is not
 * empty and does not bear our mark is refused before anything is written.
 */
#include "salesinv/status.h"
#include "storage/sqlite/provider.h"

static void put(sinv_sqlite *self, const char *text)
{
    sinv_buf_put_text(&self->sql, text);
}

/* Run what stands in self->sql. */
static salesinv_status run_text(sinv_sqlite *self)
{
    if (self->sql.status != SALESINV_OK)
        return self->sql.status;
    return sinv_sqlite_run(self, self->sql.bytes);
}

static const char *type_name(salesinv_cell_type type)
{
    switch (type) {
    case SALESINV_CELL_INT:
        return " INTEGER";
    case SALESINV_CELL_TEXT:
        return " TEXT";
    default:
        return " BLOB";
    }
}

/* "name" TYPE NOT NULL CHECK(...), with a default when rows without the column exist already. */
static void put_definition(sinv_sqlite *self, int32_t table, int32_t column,
                           bool has_rows)
{
    const salesinv_schema *schema = self->schema;
    const char *name = salesinv_schema_column_name(schema, table, column);
    salesinv_cell_type type = salesinv_schema_column_type(schema, table, column);
    uint32_t flags = salesinv_schema_column_flags(schema, table, column);

    sinv_sqlite_put_name(&self->sql, name);
    put(self, type_name(type));
    if (flags & SALESINV_COLUMN_NOT_NULL ||
        column < salesinv_schema_key_count(schema, table)) {
        put(self, " NOT NULL");
        if (has_rows)
            put(self, type == SALESINV_CELL_INT    ? " DEFAULT 0"
                      : type == SALESINV_CELL_TEXT ? " DEFAULT ''"
                                                   : " DEFAULT x''");
    }
    if (flags & SALESINV_COLUMN_MIN) {
        put(self, " CHECK(");
        sinv_sqlite_put_name(&self->sql, name);
        put(self, ">=");
        sinv_buf_put_int(&self->sql, salesinv_schema_column_min(schema, table, column));
        put(self, ")");
    }
}

static salesinv_status create_table(sinv_sqlite *self, int32_t table)
{
    int32_t count = salesinv_schema_column_count(self->schema, table);
    int32_t keys = salesinv_schema_key_count(self->schema, table);

    sinv_buf_clear(&self->sql);
    put(self, "CREATE TABLE ");
    sinv_sqlite_put_name(&self->sql, salesinv_schema_table_name(self->schema, table));
    put(self, "(");
    for (int32_t c = 0; c < count; c++) {
        put_definition(self, table, c, false);
        put(self, ",");
    }
    put(self, "PRIMARY KEY(");
    for (int32_t c = 0; c < keys; c++) {
        if (c > 0)
            put(self, ",");
        sinv_sqlite_put_name(&self->sql,
                             salesinv_schema_column_name(self->schema, table, c));
    }
    put(self, "))STRICT,WITHOUT ROWID");
    return run_text(self);
}

static salesinv_status add_columns(sinv_sqlite *self, int32_t table, int64_t stored)
{
    int32_t count = salesinv_schema_column_count(self->schema, table);

    for (int32_t c = 0; c < count; c++) {
        salesinv_status rc;

        if (salesinv_schema_column_since(self->schema, table, c) <= stored)
            continue;
        sinv_buf_clear(&self->sql);
        put(self, "ALTER TABLE ");
        sinv_sqlite_put_name(&self->sql,
                             salesinv_schema_table_name(self->schema, table));
        put(self, " ADD COLUMN ");
        put_definition(self, table, c, true);
        if ((rc = run_text(self)) != SALESINV_OK)
            return rc;
    }
    return SALESINV_OK;
}

static salesinv_status create_index(sinv_sqlite *self, int32_t table, int32_t index)
{
    const salesinv_schema *schema = self->schema;
    int32_t sparse = sinv_sqlite_sparse_column(schema, table, index);
    int32_t width = salesinv_schema_index_unique_width(schema, table, index);
    bool is_unique = width > 0;

    if (!is_unique)
        width = salesinv_schema_index_width(schema, table, index);
    sinv_buf_clear(&self->sql);
    put(self, is_unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    sinv_sqlite_put_index_name(&self->sql, schema, table, index);
    put(self, " ON ");
    sinv_sqlite_put_name(&self->sql, salesinv_schema_table_name(schema, table));
    for (int32_t place = 0; place < width; place++) {
        int32_t column = salesinv_schema_index_column(schema, table, index, place);

        put(self, place == 0 ? "(" : ",");
        sinv_sqlite_put_name(&self->sql,
                             salesinv_schema_column_name(schema, table, column));
    }
    put(self, ")");
    if (sparse >= 0) {
        put(self, " WHERE ");
        sinv_sqlite_put_name(&self->sql,
                             salesinv_schema_column_name(schema, table, sparse));
        put(self, " IS NOT NULL");
    }
    return run_text(self);
}

static salesinv_status bring_table(sinv_sqlite *self, int32_t table, int64_t stored)
{
    bool is_new = salesinv_schema_table_since(self->schema, table) > stored;
    salesinv_status rc =
        is_new ? create_table(self, table) : add_columns(self, table, stored);

    /* Index 0 is the primary key. */
    for (int32_t i = 1;
         rc == SALESINV_OK && i < salesinv_schema_index_count(self->schema, table); i++)
        if (is_new || salesinv_schema_index_since(self->schema, table, i) > stored)
            rc = create_index(self, table, i);
    return rc;
}

static salesinv_status set_pragma(sinv_sqlite *self, const char *name, int64_t value)
{
    sinv_buf_clear(&self->sql);
    put(self, "PRAGMA ");
    put(self, name);
    put(self, "=");
    sinv_buf_put_int(&self->sql, value);
    return run_text(self);
}

static salesinv_status bring_all(sinv_sqlite *self, int64_t stored)
{
    salesinv_status rc = SALESINV_OK;

    for (int32_t table = 0; table < self->table_count && rc == SALESINV_OK; table++)
        rc = bring_table(self, table, stored);
    if (rc == SALESINV_OK)
        rc = set_pragma(self, "application_id", SINV_SQLITE_APPLICATION);
    if (rc == SALESINV_OK)
        rc = set_pragma(self, "user_version", salesinv_schema_version(self->schema));
    return rc;
}

salesinv_status sinv_sqlite_inspect(sinv_sqlite *self, int64_t *out_stored)
{
    int64_t mark = 0;
    int64_t objects = 0;
    salesinv_status rc = sinv_sqlite_ask(self, "PRAGMA application_id", &mark);

    if (rc == SALESINV_OK)
        rc = sinv_sqlite_ask(self, "PRAGMA user_version", out_stored);
    if (rc == SALESINV_OK)
        rc = sinv_sqlite_ask(self, "SELECT count(*) FROM sqlite_master", &objects);
    if (rc != SALESINV_OK)
        return rc;
    if (mark == SINV_SQLITE_APPLICATION && *out_stored > 0)
        return SALESINV_OK;
    if (mark == 0 && *out_stored == 0 && objects == 0)
        return SALESINV_OK;
    return sinv_sqlite_refuse(self, SALESINV_E_STORAGE_CORRUPT,
                              "the file is a database of another program");
}

salesinv_status sinv_sqlite_migrate(sinv_sqlite *self, int64_t stored)
{
    salesinv_status rc;

    if (stored >= salesinv_schema_version(self->schema))
        return SALESINV_OK;
    if ((rc = sinv_sqlite_run(self, "BEGIN IMMEDIATE")) != SALESINV_OK)
        return rc;
    rc = bring_all(self, stored);
    if (rc == SALESINV_OK)
        rc = sinv_sqlite_run(self, "COMMIT");
    if (rc != SALESINV_OK && !sqlite3_get_autocommit(self->db))
        (void)sqlite3_exec(self->db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}
