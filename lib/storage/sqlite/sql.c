/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text of statements, from the schema. Written once per shape, so clarity of the result
 * counts, not speed. Parameters are numbered, in the order in which row.c and scan.c bind them:
 * the written columns, then the key; the prefix of a scan, its bounds, its limit.
 */
#include "storage/sqlite/provider.h"

enum { FORM_BITS = 8 };

static void put(sinv_buf *sql, const char *text)
{
    sinv_buf_put_text(sql, text);
}

void sinv_sqlite_put_name(sinv_buf *sql, const char *name)
{
    sinv_buf_put_char(sql, '"');
    put(sql, name);
    sinv_buf_put_char(sql, '"');
}

void sinv_sqlite_put_index_name(sinv_buf *sql, const salesinv_schema *schema,
                                int32_t table, int32_t index)
{
    int32_t width = salesinv_schema_index_unique_width(schema, table, index);

    if (width == 0)
        width = salesinv_schema_index_width(schema, table, index);
    sinv_buf_put_char(sql, '"');
    put(sql, salesinv_schema_table_name(schema, table));
    put(sql, "_by");
    for (int32_t place = 0; place < width; place++) {
        int32_t column = salesinv_schema_index_column(schema, table, index, place);

        sinv_buf_put_char(sql, '_');
        put(sql, salesinv_schema_column_name(schema, table, column));
    }
    sinv_buf_put_char(sql, '"');
}

int32_t sinv_sqlite_sparse_column(const salesinv_schema *schema, int32_t table,
                                  int32_t index)
{
    int32_t keys = salesinv_schema_key_count(schema, table);
    int32_t width = salesinv_schema_index_width(schema, table, index);
    int32_t unique = salesinv_schema_index_unique_width(schema, table, index);

    if (!(salesinv_schema_index_flags(schema, table, index) & SALESINV_INDEX_SPARSE))
        return -1;
    if (unique > 0)
        width = unique;
    for (int32_t place = width - 1; place >= 0; place--) {
        int32_t column = salesinv_schema_index_column(schema, table, index, place);

        if (column >= keys)
            return column;
    }
    return -1;
}

uint64_t sinv_sqlite_pack_form(const sinv_sqlite_form *form)
{
    uint64_t shape = (uint64_t)form->flags;

    shape = shape << FORM_BITS | (uint64_t)form->index;
    shape = shape << FORM_BITS | (uint64_t)form->prefix;
    shape = shape << FORM_BITS | (uint64_t)form->from_count;
    return shape << FORM_BITS | (uint64_t)form->to_count;
}

sinv_sqlite_form sinv_sqlite_unpack_form(uint64_t shape)
{
    const uint64_t field = (1U << FORM_BITS) - 1;
    sinv_sqlite_form form;

    form.to_count = (int32_t)(shape & field);
    form.from_count = (int32_t)(shape >> FORM_BITS & field);
    form.prefix = (int32_t)(shape >> 2 * FORM_BITS & field);
    form.index = (int32_t)(shape >> 3 * FORM_BITS & field);
    form.flags = (uint32_t)(shape >> 4 * FORM_BITS);
    return form;
}

static void put_column(sinv_sqlite *self, int32_t table, int32_t column)
{
    sinv_sqlite_put_name(&self->sql,
                         salesinv_schema_column_name(self->schema, table, column));
}

static void put_parameter(sinv_sqlite *self, int32_t number)
{
    sinv_buf_put_char(&self->sql, '?');
    sinv_buf_put_int(&self->sql, number);
}

static void put_table(sinv_sqlite *self, const char *before, int32_t table)
{
    put(&self->sql, before);
    sinv_sqlite_put_name(&self->sql, salesinv_schema_table_name(self->schema, table));
}

/* "a", "b", ... from column `first` on. */
static void put_columns(sinv_sqlite *self, int32_t table, int32_t first)
{
    for (int32_t c = first; c < self->tables[table].column_count; c++) {
        if (c > first)
            sinv_buf_put_char(&self->sql, ',');
        put_column(self, table, c);
    }
}

/* WHERE over the key, whose parameters are numbered from `number`. */
static void put_key(sinv_sqlite *self, int32_t table, int32_t number)
{
    for (int32_t c = 0; c < self->tables[table].key_count; c++) {
        put(&self->sql, c == 0 ? " WHERE " : " AND ");
        put_column(self, table, c);
        sinv_buf_put_char(&self->sql, '=');
        put_parameter(self, number + c);
    }
}

static void write_get(sinv_sqlite *self, int32_t table)
{
    const sinv_sqlite_table *about = &self->tables[table];

    put(&self->sql, "SELECT ");
    if (about->key_count == about->column_count)
        sinv_buf_put_char(&self->sql, '1');
    put_columns(self, table, about->key_count);
    put_table(self, " FROM ", table);
    put_key(self, table, 1);
}

static void write_insert(sinv_sqlite *self, int32_t table)
{
    put_table(self, "INSERT INTO ", table);
    sinv_buf_put_char(&self->sql, '(');
    put_columns(self, table, 0);
    put(&self->sql, ")VALUES(");
    for (int32_t c = 0; c < self->tables[table].column_count; c++) {
        if (c > 0)
            sinv_buf_put_char(&self->sql, ',');
        put_parameter(self, c + 1);
    }
    sinv_buf_put_char(&self->sql, ')');
}

static void write_remove(sinv_sqlite *self, int32_t table)
{
    put_table(self, "DELETE FROM ", table);
    put_key(self, table, 1);
}

/* UPDATE with "c"=?n, or "c"="c"+?n; answers the number of the next parameter. */
static int32_t put_update(sinv_sqlite *self, int32_t table, uint64_t mask, bool adds)
{
    int32_t number = 1;

    put_table(self, "UPDATE ", table);
    for (int32_t c = 0; c < self->tables[table].column_count; c++) {
        if (!(mask >> c & 1))
            continue;
        put(&self->sql, number == 1 ? " SET " : ",");
        put_column(self, table, c);
        sinv_buf_put_char(&self->sql, '=');
        if (adds) {
            put_column(self, table, c);
            sinv_buf_put_char(&self->sql, '+');
        }
        put_parameter(self, number++);
    }
    put_key(self, table, number);
    return number;
}

/* The value that `column` will have after the add: itself, plus its parameter if it has one. */
static void put_future(sinv_sqlite *self, int32_t table, uint64_t mask, int32_t column)
{
    put_column(self, table, column);
    if (!(mask >> column & 1))
        return;
    sinv_buf_put_char(&self->sql, '+');
    put_parameter(self, 1 + __builtin_popcountll(mask & ((UINT64_C(1) << column) - 1)));
}

static void write_add(sinv_sqlite *self, int32_t table, uint64_t mask, uint64_t guards)
{
    (void)put_update(self, table, mask, true);
    for (int32_t g = 0; g < salesinv_schema_guard_count(self->schema, table); g++) {
        int32_t minus = salesinv_schema_guard_minus(self->schema, table, g);

        if (!(guards >> g & 1))
            continue;
        put(&self->sql, " AND ");
        put_future(self, table, mask,
                   salesinv_schema_guard_plus(self->schema, table, g));
        put(&self->sql, ">=");
        if (minus >= 0)
            put_future(self, table, mask, minus);
        else
            sinv_buf_put_char(&self->sql, '0');
    }
}

/* ---- scans ---- */

/* One bound of a scan: `count` columns of the index after the prefix. */
typedef struct bound {
    int32_t table;
    int32_t index;
    int32_t first; /* place in the index of the bound's first column */
    int32_t count;
    int32_t number; /* of the bound's first parameter */
    uint64_t nulls; /* bit n: column n of the bound is compared with NULL */
    bool is_lower;
    bool is_strict; /* the bound itself is left out */
} bound;

static int32_t column_of(const sinv_sqlite *self, const bound *of, int32_t n)
{
    return salesinv_schema_index_column(self->schema, of->table, of->index,
                                        of->first + n);
}

static bool may_be_null(const sinv_sqlite *self, int32_t table, int32_t column)
{
    return column >= self->tables[table].key_count &&
           !(salesinv_schema_column_flags(self->schema, table, column) &
             SALESINV_COLUMN_NOT_NULL);
}

/* SQL compares tuples as we do unless NULL plays a part: there NULL is unknown, here it is least. */
static bool is_plain(const sinv_sqlite *self, const bound *of)
{
    if (of->nulls)
        return false;
    for (int32_t n = 0; n < of->count && !of->is_lower; n++)
        if (may_be_null(self, of->table, column_of(self, of, n)))
            return false;
    return true;
}

/* (a,b)>=(?1,?2): the form that SQLite seeks with. */
static void put_tuple_bound(sinv_sqlite *self, const bound *of)
{
    const char *sign = of->is_lower ? ">" : "<";

    put(&self->sql, " AND (");
    for (int32_t n = 0; n < of->count; n++) {
        if (n > 0)
            sinv_buf_put_char(&self->sql, ',');
        put_column(self, of->table, column_of(self, of, n));
    }
    sinv_buf_put_char(&self->sql, ')');
    put(&self->sql, sign);
    put(&self->sql, of->is_strict ? "(" : "=(");
    for (int32_t n = 0; n < of->count; n++) {
        if (n > 0)
            sinv_buf_put_char(&self->sql, ',');
        put_parameter(self, of->number + n);
    }
    sinv_buf_put_char(&self->sql, ')');
}

static void put_equal(sinv_sqlite *self, const bound *of, int32_t n)
{
    put_column(self, of->table, column_of(self, of, n));
    put(&self->sql, " IS ");
    put_parameter(self, of->number + n);
}

/* Column n lies strictly inside the bound; NULL is less than everything. */
static void put_inside(sinv_sqlite *self, const bound *of, int32_t n)
{
    bool is_null = of->nulls >> n & 1;
    int32_t column = column_of(self, of, n);

    if (is_null &&
        !of->is_lower) { /* never; said in a way that leaves the plan alone */
        put_parameter(self, of->number + n);
        put(&self->sql, " IS NOT NULL");
        return;
    }
    sinv_buf_put_char(&self->sql, '(');
    put_column(self, of->table, column);
    if (is_null) {
        put(&self->sql, " IS NOT NULL");
    } else {
        put(&self->sql, of->is_lower ? ">" : "<");
        put_parameter(self, of->number + n);
    }
    if (!of->is_lower) {
        put(&self->sql, " OR ");
        put_column(self, of->table, column);
        put(&self->sql, " IS NULL");
    }
    sinv_buf_put_char(&self->sql, ')');
}

/* a inside, or a equal and b inside, or, unless strict, all equal. */
static void put_spelled_bound(sinv_sqlite *self, const bound *of)
{
    int32_t terms = of->is_strict ? of->count : of->count + 1;

    put(&self->sql, " AND (");
    for (int32_t term = 0; term < terms; term++) {
        if (term > 0)
            put(&self->sql, " OR ");
        for (int32_t n = 0; n < term && n < of->count; n++) {
            if (n > 0)
                put(&self->sql, " AND ");
            put_equal(self, of, n);
        }
        if (term > 0 && term < of->count)
            put(&self->sql, " AND ");
        if (term < of->count)
            put_inside(self, of, term);
    }
    sinv_buf_put_char(&self->sql, ')');
}

static void put_bound(sinv_sqlite *self, const bound *of)
{
    if (of->count == 0)
        return;
    if (is_plain(self, of))
        put_tuple_bound(self, of);
    else
        put_spelled_bound(self, of);
}

static void put_order(sinv_sqlite *self, int32_t table, const sinv_sqlite_form *form)
{
    int32_t width = salesinv_schema_index_width(self->schema, table, form->index);

    for (int32_t place = form->prefix; place < width; place++) {
        put(&self->sql, place == form->prefix ? " ORDER BY " : ",");
        put_column(
            self, table,
            salesinv_schema_index_column(self->schema, table, form->index, place));
        if (form->flags & SALESINV_SCAN_DESCENDING)
            put(&self->sql, " DESC");
    }
}

static void put_bounds(sinv_sqlite *self, int32_t table, const sinv_sqlite_form *form,
                       uint64_t nulls)
{
    bool is_descending = (form->flags & SALESINV_SCAN_DESCENDING) != 0;
    bool is_after = (form->flags & SALESINV_SCAN_AFTER) != 0;
    const uint64_t half = UINT32_MAX;
    bound from = {.table = table,
                  .index = form->index,
                  .first = form->prefix,
                  .count = form->from_count,
                  .number = 1 + form->prefix,
                  .nulls = (nulls & half) >> form->prefix,
                  .is_lower = true,
                  .is_strict = is_after && !is_descending};
    bound to = from;

    to.count = form->to_count;
    to.number = from.number + form->from_count;
    to.nulls = (nulls >> 32) >> form->prefix;
    to.is_lower = false;
    to.is_strict = is_after && is_descending;
    put_bound(self, &from);
    put_bound(self, &to);
}

static void write_scan(sinv_sqlite *self, int32_t table, uint64_t nulls, uint64_t shape)
{
    sinv_sqlite_form form = sinv_sqlite_unpack_form(shape);
    int32_t sparse = sinv_sqlite_sparse_column(self->schema, table, form.index);

    put(&self->sql, "SELECT ");
    put_columns(self, table, 0);
    put_table(self, " FROM ", table);
    if (form.index > 0) {
        put(&self->sql, " INDEXED BY ");
        sinv_sqlite_put_index_name(&self->sql, self->schema, table, form.index);
    }
    put(&self->sql, " WHERE 1");
    for (int32_t place = 0; place < form.prefix; place++) {
        put(&self->sql, " AND ");
        put_column(
            self, table,
            salesinv_schema_index_column(self->schema, table, form.index, place));
        put(&self->sql, nulls & sinv_sqlite_null_from(place) ? " IS " : "=");
        put_parameter(self, 1 + place);
    }
    if (sparse >= 0) {
        put(&self->sql, " AND ");
        put_column(self, table, sparse);
        put(&self->sql, " IS NOT NULL");
    }
    put_bounds(self, table, &form, nulls);
    put_order(self, table, &form);
    put(&self->sql, " LIMIT ");
    put_parameter(self, 1 + form.prefix + form.from_count + form.to_count);
}

void sinv_sqlite_write_sql(sinv_sqlite *self, int32_t table,
                           sinv_sqlite_operation operation, uint64_t mask,
                           uint64_t shape)
{
    switch (operation) {
    case SINV_SQLITE_GET:
        write_get(self, table);
        return;
    case SINV_SQLITE_INSERT:
        write_insert(self, table);
        return;
    case SINV_SQLITE_REMOVE:
        write_remove(self, table);
        return;
    case SINV_SQLITE_UPDATE:
        (void)put_update(self, table, mask, false);
        return;
    case SINV_SQLITE_ADD:
        write_add(self, table, mask, shape);
        return;
    case SINV_SQLITE_SCAN:
        write_scan(self, table, mask, shape);
        return;
    }
}
