/* SPDX-License-Identifier: Apache-2.0 */
/* Kept rows: one place per id, the last one wins. */
#include "core/kept.h"

#include <string.h>

enum { MOST_ROWS = 2048, COLUMN_ID = 1 };

void sinv_kept_init(sinv_kept *kept, sinv_heap *heap)
{
    sinv_arena_init(&kept->arena, heap);
    memset(kept->slots, 0, sizeof(kept->slots));
    kept->tables = 0;
    kept->count = 0;
}

void sinv_kept_free(sinv_kept *kept)
{
    sinv_arena_free(&kept->arena);
}

void sinv_kept_clear(sinv_kept *kept)
{
    memset(kept->slots, 0, sizeof(kept->slots));
    kept->tables = 0;
    kept->count = 0;
    sinv_arena_reset(&kept->arena);
}

void sinv_kept_tidy(sinv_kept *kept)
{
    if (kept->count > MOST_ROWS)
        sinv_kept_clear(kept);
}

static size_t slot_of(int64_t id)
{
    return (uint64_t)id % SINV_KEPT_SLOTS;
}

sinv_row *sinv_kept_find(const sinv_kept *kept, int32_t table, int64_t id)
{
    sinv_row *row = kept->slots[slot_of(id)];

    return row && row->table == table && sinv_row_int(row, COLUMN_ID) == id ? row
                                                                            : NULL;
}

void sinv_kept_put(sinv_kept *kept, sinv_row *row, int64_t id)
{
    kept->slots[slot_of(id)] = row;
    kept->tables |= UINT64_C(1) << row->table;
    kept->count++;
}

void sinv_kept_forget(sinv_kept *kept, int32_t table)
{
    if (!(kept->tables >> table & 1))
        return;
    memset(kept->slots, 0, sizeof(kept->slots));
    kept->tables = 0;
}
