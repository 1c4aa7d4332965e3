/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scans. An open scan is its prepared statement, marked busy; a second scan of the same shape
 * gets a statement of its own. Bounds are copied, because they belong to the caller.
 */
#include "salesinv/status.h"
#include "storage/sqlite/provider.h"

/* Which of the bounds are NULL: part of the statement's shape, since NULL compares unlike a value. */
static uint64_t find_nulls(const sinv_sqlite *self, int32_t table,
                           const sinv_sqlite_form *form, const salesinv_row *from,
                           const salesinv_row *to)
{
    uint64_t nulls = 0;

    for (int32_t place = 0; place < form->prefix + form->from_count; place++)
        if (salesinv_row_type(from, salesinv_schema_index_column(self->schema, table,
                                                                 form->index, place)) ==
            SALESINV_CELL_NULL)
            nulls |= sinv_sqlite_null_from(place);
    for (int32_t n = 0; n < form->to_count; n++)
        if (salesinv_row_type(to, salesinv_schema_index_column(
                                      self->schema, table, form->index,
                                      form->prefix + n)) == SALESINV_CELL_NULL)
            nulls |= sinv_sqlite_null_to(form->prefix + n);
    return nulls;
}

/* Bind `count` columns of the index from `first` on, at the places from `place` on. */
static int bind_bound(const sinv_sqlite *self, sinv_sqlite_statement *statement,
                      int place, int32_t first, int32_t count, const salesinv_row *row)
{
    int32_t index = sinv_sqlite_unpack_form(statement->shape).index;
    int rc = SQLITE_OK;

    for (int32_t n = 0; n < count && rc == SQLITE_OK; n++)
        rc = sinv_sqlite_bind(statement, place + n, row,
                              salesinv_schema_index_column(
                                  self->schema, statement->table, index, first + n),
                              SQLITE_TRANSIENT);
    return rc;
}

salesinv_status sinv_sqlite_scan(void *self, int32_t table, const salesinv_range *range,
                                 void **out_scan)
{
    sinv_sqlite *of = self;
    sinv_sqlite_form form = {.index = salesinv_range_index(range),
                             .prefix = salesinv_range_prefix(range),
                             .from_count = salesinv_range_from_count(range),
                             .to_count = salesinv_range_to_count(range),
                             .flags = salesinv_range_flags(range)};
    const salesinv_row *from = salesinv_range_from(range);
    const salesinv_row *to = salesinv_range_to(range);
    int64_t limit = salesinv_range_limit(range);
    int32_t equal = form.prefix + form.from_count;
    salesinv_status rc;
    sinv_sqlite_statement *found;
    int code;

    *out_scan = NULL;
    found = sinv_sqlite_find(of, table, SINV_SQLITE_SCAN,
                             find_nulls(of, table, &form, from, to),
                             sinv_sqlite_pack_form(&form), &rc);
    if (!found)
        return rc;
    code = bind_bound(of, found, 1, 0, equal, from);
    if (code == SQLITE_OK)
        code = bind_bound(of, found, 1 + equal, form.prefix, form.to_count, to);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(found->stmt, 1 + equal + form.to_count,
                                  limit > 0 ? limit : -1);
    if (code != SQLITE_OK)
        return sinv_sqlite_fault(of, code);
    found->is_busy = true;
    found->is_done = false;
    *out_scan = found;
    return SALESINV_OK;
}

salesinv_status sinv_sqlite_scan_next(void *self, void *scan, salesinv_row *out_row)
{
    sinv_sqlite *of = self;
    sinv_sqlite_statement *statement = scan;
    int32_t count = of->tables[statement->table].column_count;
    salesinv_status rc;
    int code;

    if (statement->is_done)
        return SALESINV_OK;
    code = sqlite3_step(statement->stmt);
    if (code != SQLITE_ROW) {
        statement->is_done = true;
        return code == SQLITE_DONE ? SALESINV_OK : sinv_sqlite_fault(of, code);
    }
    for (int32_t c = 0; c < count; c++)
        if ((rc = sinv_sqlite_fetch(of, statement->stmt, c, statement->table, c,
                                    out_row)) != SALESINV_OK)
            return rc;
    return SALESINV_ROW;
}

void sinv_sqlite_scan_close(void *self, void *scan)
{
    sinv_sqlite_statement *statement = scan;

    (void)self;
    if (!statement)
        return;
    (void)sqlite3_reset(statement->stmt);
    statement->is_busy = false;
}
