/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_STORAGE_ROW_H
#define SINV_STORAGE_ROW_H

/*
 * A row in memory: cells by column number. Text and bytes lie in the row's own
 * arena-backed buffer, which is used again at every fill, so a row that walks a
 * scan stays small. A row remembers which columns were set since it was last
 * filled (`changed`), which is what an update writes.
 */
#include <stdbool.h>
#include <stdint.h>

#include "base/alloc.h"
#include "salesinv/sys/storage.h"

typedef struct sinv_cell {
    uint8_t type; /* SALESINV_CELL_*: says which of the two below is meant */
    uint32_t size;
    union {
        int64_t number;    /* INT; 0 in NULL */
        const char *bytes; /* TEXT (NUL behind it) and BLOB */
    };
} sinv_cell;

static inline bool sinv_cell_has_bytes(const sinv_cell *cell)
{
    return cell->type == SALESINV_CELL_TEXT || cell->type == SALESINV_CELL_BLOB;
}

struct salesinv_row {
    sinv_arena *arena; /* borrowed; where text goes */
    char *text;
    uint32_t text_used;
    uint32_t text_capacity;
    int16_t table;
    uint16_t count;
    uint64_t changed;
    salesinv_status status; /* first failed put: NOMEM, reported by the port */
    sinv_cell cells[];
};
typedef struct salesinv_row sinv_row;

/** An empty row for `table` with `count` columns, NULL when out of memory. */
sinv_row *sinv_row_create(sinv_arena *arena, int32_t table, int32_t count);

static inline int64_t sinv_row_int(const sinv_row *row, int32_t column)
{
    const sinv_cell *cell = &row->cells[column];

    return cell->type == SALESINV_CELL_INT ? cell->number : 0;
}
static inline bool sinv_row_is_null(const sinv_row *row, int32_t column)
{
    return row->cells[column].type == SALESINV_CELL_NULL;
}
/** Text of a cell, NULL if unset; lives until the row is filled or set again. */
static inline const char *sinv_row_text(const sinv_row *row, int32_t column)
{
    const sinv_cell *cell = &row->cells[column];

    return sinv_cell_has_bytes(cell) ? cell->bytes : NULL;
}
static inline size_t sinv_row_size(const sinv_row *row, int32_t column)
{
    return row->cells[column].size;
}

/** Set and mark as changed. A failed copy is kept in row->status. */
void sinv_row_set_int(sinv_row *row, int32_t column, int64_t value);
void sinv_row_set_text(sinv_row *row, int32_t column,
                       const char *text); /* NULL empties */
void sinv_row_set_bytes(sinv_row *row, int32_t column, const void *bytes, size_t size);
void sinv_row_set_null(sinv_row *row, int32_t column);
void sinv_row_copy_cell(sinv_row *to, int32_t to_column, const sinv_row *from,
                        int32_t from_column);

/** Empty all cells and the changed mask, keep the buffer. */
void sinv_row_clear(sinv_row *row);

#endif
