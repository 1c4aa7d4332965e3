/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_KEPT_H
#define SINV_CORE_KEPT_H

/*
 * Rows of master data that stay in memory between the calls of an explicit writing transaction: an order, its shipment
 * and its receipt name the same product. Nobody else can write meanwhile, and the transaction's own write to a table
 * forgets its rows. A row stays valid until the call that asked for it ends.
 */
#include <stdbool.h>

#include "base/alloc.h"
#include "storage/row.h"

enum { SINV_KEPT_SLOTS = 1024 };

typedef struct sinv_kept {
    sinv_arena arena;
    sinv_row *slots[SINV_KEPT_SLOTS];
    uint64_t tables; /* bit t: a row of table t is there */
    uint32_t count;  /* rows in the arena, forgotten ones too */
} sinv_kept;

void sinv_kept_init(sinv_kept *kept, sinv_heap *heap);
void sinv_kept_free(sinv_kept *kept);

/** At the start of each call: make room once many rows have come and gone. */
void sinv_kept_tidy(sinv_kept *kept);
/** At the start of a transaction. */
void sinv_kept_clear(sinv_kept *kept);

/** The row, or NULL if it is not there. */
sinv_row *sinv_kept_find(const sinv_kept *kept, int32_t table, int64_t id);
/** Keep a row made in kept->arena, in the place of another one. */
void sinv_kept_put(sinv_kept *kept, sinv_row *row, int64_t id);
/** A row of the table is about to change: forget all. */
void sinv_kept_forget(sinv_kept *kept, int32_t table);

#endif
