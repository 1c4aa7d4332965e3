/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_BASE_ALLOC_H
#define SINV_BASE_ALLOC_H

/*
 * Memory of one engine: the host's allocator behind a counted heap, and arenas
 * on top of it for everything whose life is one call or one object. A heap lives
 * as long as anything made from it, so objects may be freed after the engine and
 * on other threads (the count is atomic).
 */
#include <stddef.h>
#include <stdint.h>

#include "salesinv/sys/allocator.h"

typedef struct sinv_heap sinv_heap;

/** A heap over `allocator`, already imported and copied; NULL uses the C library. NULL when out of memory. One reference. */
sinv_heap *sinv_heap_create(const salesinv_allocator *allocator, void *self);
sinv_heap *sinv_heap_ref(sinv_heap *heap);
/** Drop a reference; the last one releases the heap. NULL is a no-op. */
void sinv_heap_unref(sinv_heap *heap);

/** Zeroed block, NULL when the allocator refuses or size is 0 or absurd (> 2^40). */
void *sinv_alloc(sinv_heap *heap, size_t size);
/** Grow or shrink; new bytes are not zeroed; NULL leaves the block as it was. `block` NULL allocates. */
void *sinv_realloc(sinv_heap *heap, void *block, size_t size);
/** NULL is a no-op. */
void sinv_free(sinv_heap *heap, void *block);

/** Figures for tests and salesinv_info: blocks and bytes live, most bytes at once, allocations so far. */
typedef struct sinv_heap_figures {
    int64_t live_blocks;
    int64_t live_bytes;
    int64_t peak_bytes;
    int64_t allocations;
} sinv_heap_figures;
sinv_heap_figures sinv_heap_read(const sinv_heap *heap);

/** Bump allocation in blocks that double up to 1 MiB. Zero-initialised by sinv_arena_init. */
typedef struct sinv_arena_block sinv_arena_block;
typedef struct sinv_arena {
    sinv_heap *heap; /* borrowed */
    sinv_arena_block *top;
    size_t next_size;
} sinv_arena;

void sinv_arena_init(sinv_arena *arena, sinv_heap *heap);
/** Zeroed, aligned to 8; NULL when out of memory. size 0 gives a valid pointer. */
void *sinv_arena_alloc(sinv_arena *arena, size_t size);
/** Copy of `size` bytes with a NUL behind them. */
char *sinv_arena_text(sinv_arena *arena, const char *text, size_t size);
/** Where an arena stands, to give back what was taken since. */
typedef struct sinv_arena_mark {
    sinv_arena_block *top;
    size_t used;
} sinv_arena_mark;
sinv_arena_mark sinv_arena_tell(const sinv_arena *arena);
/** Give back everything taken since the mark; what was taken before stays. */
void sinv_arena_rewind(sinv_arena *arena, sinv_arena_mark mark);
/** Forget everything, keep one block for the next use. */
void sinv_arena_reset(sinv_arena *arena);
/** Give all blocks back to the heap. */
void sinv_arena_free(sinv_arena *arena);

/**
 * Make room for one more item in an arena-backed array: returns the array (moved
 * when it grew, doubling), or NULL when out of memory, leaving the old one valid.
 */
void *sinv_arena_grow(sinv_arena *arena, void *items, size_t item_size, uint32_t count,
                      uint32_t *capacity);

#endif
