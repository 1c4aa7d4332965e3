/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of the weak storage: one block each, never changed in place once they are seen. */
#include "support/weak_row.h"

#include <stdlib.h>
#include <string.h>

#include "salesinv/status.h"

weak_cell weak_row_view(const salesinv_row *row, int32_t column)
{
    weak_cell seen = {.type = salesinv_row_type(row, column),
                      .number = salesinv_row_int(row, column)};

    seen.bytes = salesinv_row_bytes(row, column, &seen.size);
    return seen;
}

weak_cell weak_row_cell(const salesinv_schema *schema, int32_t t, const weak_row *row,
                        int32_t column)
{
    weak_cell added = {.type = SALESINV_CELL_NULL};

    if (column < row->count)
        return row->cells[column];
    if (salesinv_schema_column_flags(schema, t, column) & SALESINV_COLUMN_NOT_NULL)
        added.type = SALESINV_CELL_INT;
    return added;
}

int weak_row_compare(weak_cell a, weak_cell b)
{
    size_t shorter = a.size < b.size ? a.size : b.size;
    int order = 0;

    if (a.type == SALESINV_CELL_NULL || b.type == SALESINV_CELL_NULL)
        return (a.type != SALESINV_CELL_NULL) - (b.type != SALESINV_CELL_NULL);
    if (a.type == SALESINV_CELL_INT)
        return (a.number > b.number) - (a.number < b.number);
    if (shorter > 0)
        order = memcmp(a.bytes, b.bytes, shorter);
    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

weak_row *weak_row_make(const salesinv_schema *schema, int32_t t, const weak_row *old,
                        uint64_t mask, const salesinv_row *row)
{
    int32_t count = salesinv_schema_column_count(schema, t);
    size_t head = sizeof(weak_row) + (size_t)count * sizeof(weak_cell);
    size_t size = head;
    weak_row *made;
    char *place;

    for (int32_t c = 0; c < count; c++)
        size +=
            (mask >> c & 1 ? weak_row_view(row, c) : weak_row_cell(schema, t, old, c))
                .size;
    if (!(made = calloc(1, size)))
        return NULL;
    made->count = count;
    place = (char *)made + head;
    for (int32_t c = 0; c < count; c++) {
        weak_cell *to = &made->cells[c];

        *to = mask >> c & 1 ? weak_row_view(row, c) : weak_row_cell(schema, t, old, c);
        if (to->size > 0)
            memcpy(place, to->bytes, to->size);
        to->bytes = place;
        place += to->size;
    }
    return made;
}

salesinv_status weak_row_deliver(const salesinv_schema *schema, int32_t t,
                                 const weak_row *from, salesinv_row *out_row)
{
    salesinv_status rc = SALESINV_OK;
    int32_t count = salesinv_schema_column_count(schema, t);

    for (int32_t c = 0; c < count && rc == SALESINV_OK; c++) {
        weak_cell at = weak_row_cell(schema, t, from, c);

        if (at.type == SALESINV_CELL_INT)
            salesinv_row_put_int(out_row, c, at.number);
        else if (at.type == SALESINV_CELL_NULL)
            salesinv_row_put_null(out_row, c);
        else if (at.type == SALESINV_CELL_TEXT)
            rc = salesinv_row_put_text(out_row, c, at.bytes, at.size);
        else
            rc = salesinv_row_put_blob(out_row, c, (const uint8_t *)at.bytes, at.size);
    }
    return rc;
}
