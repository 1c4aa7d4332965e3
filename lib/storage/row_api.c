/* SPDX-License-Identifier: Apache-2.0 */
/* What providers may do with rows and ranges: the exported side of row.h and port.h. */
#include "storage/port.h"

static bool is_cell(const salesinv_row *row, int32_t column)
{
    return column >= 0 && column < row->count;
}

salesinv_cell_type salesinv_row_type(const salesinv_row *row, int32_t column)
{
    return is_cell(row, column) ? row->cells[column].type : SALESINV_CELL_NULL;
}

int64_t salesinv_row_int(const salesinv_row *row, int32_t column)
{
    return is_cell(row, column) ? sinv_row_int(row, column) : 0;
}

const char *salesinv_row_bytes(const salesinv_row *row, int32_t column,
                               size_t *out_size)
{
    *out_size = is_cell(row, column) ? row->cells[column].size : 0;
    return is_cell(row, column) ? sinv_row_text(row, column) : NULL;
}

void salesinv_row_put_int(salesinv_row *row, int32_t column, int64_t value)
{
    if (is_cell(row, column))
        sinv_row_set_int(row, column, value);
}

salesinv_status salesinv_row_put_text(salesinv_row *row, int32_t column,
                                      const char *text, size_t size)
{
    if (!is_cell(row, column))
        return SALESINV_OK;
    sinv_row_set_bytes(row, column, text, size);
    if (row->status == SALESINV_OK)
        row->cells[column].type = SALESINV_CELL_TEXT;
    return row->status;
}

salesinv_status salesinv_row_put_blob(salesinv_row *row, int32_t column,
                                      const uint8_t *bytes, size_t size)
{
    if (is_cell(row, column))
        sinv_row_set_bytes(row, column, bytes, size);
    return row->status;
}

void salesinv_row_put_null(salesinv_row *row, int32_t column)
{
    if (is_cell(row, column))
        sinv_row_set_null(row, column);
}

int32_t salesinv_range_index(const salesinv_range *range)
{
    return range->index;
}

int32_t salesinv_range_prefix(const salesinv_range *range)
{
    return range->prefix;
}

const salesinv_row *salesinv_range_from(const salesinv_range *range)
{
    return range->from;
}

int32_t salesinv_range_from_count(const salesinv_range *range)
{
    return range->from_count;
}

const salesinv_row *salesinv_range_to(const salesinv_range *range)
{
    return range->to;
}

int32_t salesinv_range_to_count(const salesinv_range *range)
{
    return range->to_count;
}

uint32_t salesinv_range_flags(const salesinv_range *range)
{
    return range->flags;
}

int64_t salesinv_range_limit(const salesinv_range *range)
{
    return range->limit;
}
