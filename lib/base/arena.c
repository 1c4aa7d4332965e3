/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Arenas: bump allocation for everything that dies with a call or an object. A reset keeps
 * the largest block, so that the steady state of an engine allocates nothing.
 */
#include "base/alloc.h"

#include <string.h>

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };

struct sinv_arena_block {
    sinv_arena_block *below;
    size_t size; /* of the bytes behind this header */
    size_t used;
};

static char *bytes_of(sinv_arena_block *block)
{
    return (char *)(block + 1);
}

void sinv_arena_init(sinv_arena *arena, sinv_heap *heap)
{
    arena->heap = heap;
    arena->top = NULL;
    arena->next_size = FIRST_BLOCK;
}

/* A block that holds at least `size` bytes, on top. */
static sinv_arena_block *push_block(sinv_arena *arena, size_t size)
{
    size_t want = size > arena->next_size ? size : arena->next_size;
    sinv_arena_block *block = sinv_alloc(arena->heap, sizeof(*block) + want);

    if (!block)
        return NULL;
    block->below = arena->top;
    block->size = want;
    arena->top = block;
    if (arena->next_size < LARGEST_BLOCK)
        arena->next_size *= 2;
    return block;
}

void *sinv_arena_alloc(sinv_arena *arena, size_t size)
{
    size_t rounded = (size + 7) & ~(size_t)7;
    sinv_arena_block *top = arena->top;
    char *place;

    if (rounded < size)
        return NULL;
    if (!top || top->size - top->used < rounded) {
        top = push_block(arena, rounded);
        if (!top)
            return NULL;
    }
    place = bytes_of(top) + top->used;
    top->used += rounded;
    memset(place, 0, rounded);
    return place;
}

char *sinv_arena_text(sinv_arena *arena, const char *text, size_t size)
{
    char *copy = sinv_arena_alloc(arena, size + 1);

    if (copy)
        memcpy(copy, text, size);
    return copy;
}

sinv_arena_mark sinv_arena_tell(const sinv_arena *arena)
{
    return (sinv_arena_mark){arena->top, arena->top ? arena->top->used : 0};
}

void sinv_arena_rewind(sinv_arena *arena, sinv_arena_mark mark)
{
    while (arena->top != mark.top && arena->top->below != mark.top) {
        sinv_arena_block *below = arena->top->below;

        arena->top->below = below->below;
        sinv_free(arena->heap, below);
    }
    /* One block above the mark stays, empty: the next round needs it again. */
    if (arena->top)
        arena->top->used = arena->top == mark.top ? mark.used : 0;
}

void sinv_arena_reset(sinv_arena *arena)
{
    sinv_arena_block *kept = arena->top;

    if (!kept)
        return;
    while (kept->below) {
        sinv_arena_block *below = kept->below;
        kept->below = below->below;
        sinv_free(arena->heap, below);
    }
    kept->used = 0;
    if (kept->size > LARGEST_BLOCK) { /* one huge call must not pin its memory */
        sinv_free(arena->heap, kept);
        arena->top = NULL;
        arena->next_size = FIRST_BLOCK;
    }
}

void sinv_arena_free(sinv_arena *arena)
{
    while (arena->top) {
        sinv_arena_block *below = arena->top->below;
        sinv_free(arena->heap, arena->top);
        arena->top = below;
    }
    arena->next_size = FIRST_BLOCK;
}

void *sinv_arena_grow(sinv_arena *arena, void *items, size_t item_size, uint32_t count,
                      uint32_t *capacity)
{
    uint32_t more = *capacity ? *capacity * 2 : 8;
    void *grown;

    if (count < *capacity)
        return items;
    if (more < *capacity || (size_t)more > SIZE_MAX / item_size)
        return NULL;
    grown = sinv_arena_alloc(arena, more * item_size);
    if (!grown)
        return NULL;
    if (count > 0)
        memcpy(grown, items, count * item_size);
    *capacity = more;
    return grown;
}
