/* SPDX-License-Identifier: Apache-2.0 */
/* Rows in memory; texts go to a buffer of the row that is used again at every fill. */
#include "storage/row.h"

#include <string.h>

enum { FIRST_TEXT = 64 };

sinv_row *sinv_row_create(sinv_arena *arena, int32_t table, int32_t count)
{
    sinv_row *row =
        sinv_arena_alloc(arena, sizeof(*row) + (size_t)count * sizeof(row->cells[0]));

    if (!row)
        return NULL;
    row->arena = arena;
    row->table = (int16_t)table;
    row->count = (uint16_t)count;
    return row;
}

void sinv_row_set_int(sinv_row *row, int32_t column, int64_t value)
{
    sinv_cell *cell = &row->cells[column];

    cell->type = SALESINV_CELL_INT;
    cell->number = value;
    cell->size = 0;
    row->changed |= UINT64_C(1) << column;
}

/* A copy of the bytes with a NUL behind; old copies stay in the arena until it dies. */
static char *keep(sinv_row *row, const void *bytes, size_t size)
{
    char *place;

    if (row->text_capacity - row->text_used < size + 1) {
        size_t want = row->text_capacity ? (size_t)row->text_capacity * 2 : FIRST_TEXT;
        char *buffer;

        if (want < size + 1)
            want = (size + 1) * 2;
        buffer = sinv_arena_alloc(row->arena, want);
        if (!buffer)
            return NULL;
        row->text = buffer;
        row->text_used = 0;
        row->text_capacity = (uint32_t)want;
    }
    place = row->text + row->text_used;
    if (size > 0)
        memcpy(place, bytes, size);
    place[size] = '\0';
    row->text_used += (uint32_t)size + 1;
    return place;
}

static void set_bytes(sinv_row *row, int32_t column, uint8_t type, const void *bytes,
                      size_t size)
{
    sinv_cell *cell = &row->cells[column];
    char *copy = size < UINT32_MAX / 4 ? keep(row, bytes, size) : NULL;

    if (!copy) {
        row->status = SALESINV_E_NOMEM;
        return;
    }
    cell->type = type;
    cell->bytes = copy;
    cell->size = (uint32_t)size;
    row->changed |= UINT64_C(1) << column;
}

void sinv_row_set_text(sinv_row *row, int32_t column, const char *text)
{
    if (text)
        set_bytes(row, column, SALESINV_CELL_TEXT, text, strlen(text));
    else
        sinv_row_set_null(row, column);
}

void sinv_row_set_bytes(sinv_row *row, int32_t column, const void *bytes, size_t size)
{
    set_bytes(row, column, SALESINV_CELL_BLOB, bytes, size);
}

void sinv_row_set_null(sinv_row *row, int32_t column)
{
    memset(&row->cells[column], 0, sizeof(row->cells[column]));
    row->changed |= UINT64_C(1) << column;
}

void sinv_row_copy_cell(sinv_row *to, int32_t to_column, const sinv_row *from,
                        int32_t from_column)
{
    const sinv_cell *cell = &from->cells[from_column];

    if (cell->type == SALESINV_CELL_INT)
        sinv_row_set_int(to, to_column, cell->number);
    else if (cell->type == SALESINV_CELL_NULL)
        sinv_row_set_null(to, to_column);
    else
        set_bytes(to, to_column, cell->type, cell->bytes, cell->size);
}

void sinv_row_clear(sinv_row *row)
{
    memset(row->cells, 0, row->count * sizeof(row->cells[0]));
    row->changed = 0;
    row->text_used = 0;
    row->status = SALESINV_OK;
}
