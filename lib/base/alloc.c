/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one place that asks for memory. A block carries its size in front, so that the host's
 * sized allocator gets it back; the counts are atomic because snapshots are freed on any thread.
 */
#include "base/alloc.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER = 16 };
static const size_t SIZE_LIMIT = (size_t)1 << 40;

struct sinv_heap {
    salesinv_allocator allocator;
    void *self;
    atomic_int references;
    atomic_llong live_blocks;
    atomic_llong live_bytes;
    atomic_llong peak_bytes;
    atomic_llong allocations;
};

static void *system_alloc(void *self, size_t size)
{
    (void)self;
    return malloc(size);
}

static void *system_realloc(void *self, void *block, size_t old_size, size_t new_size)
{
    (void)self;
    (void)old_size;
    return realloc(block, new_size);
}

static void system_free(void *self, void *block, size_t size)
{
    (void)self;
    (void)size;
    free(block);
}

static const salesinv_allocator SYSTEM = {
    sizeof(SYSTEM), 0, "system", system_alloc, system_realloc, system_free};

sinv_heap *sinv_heap_create(const salesinv_allocator *allocator, void *self)
{
    const salesinv_allocator *used = allocator ? allocator : &SYSTEM;
    sinv_heap *heap = used->alloc(self, sizeof(*heap));

    if (!heap)
        return NULL;
    memset(heap, 0, sizeof(*heap));
    heap->allocator = *used;
    heap->allocator.name = NULL; /* borrowed only during the call */
    heap->self = self;
    atomic_init(&heap->references, 1);
    return heap;
}

sinv_heap *sinv_heap_ref(sinv_heap *heap)
{
    atomic_fetch_add_explicit(&heap->references, 1, memory_order_relaxed);
    return heap;
}

void sinv_heap_unref(sinv_heap *heap)
{
    if (!heap ||
        atomic_fetch_sub_explicit(&heap->references, 1, memory_order_acq_rel) != 1)
        return;
    heap->allocator.free(heap->self, heap, sizeof(*heap));
}

/* Change the live bytes and keep the most there ever were. */
static void count_bytes(sinv_heap *heap, long long change)
{
    long long live =
        atomic_fetch_add_explicit(&heap->live_bytes, change, memory_order_relaxed) +
        change;
    long long peak = atomic_load_explicit(&heap->peak_bytes, memory_order_relaxed);

    while (live > peak && !atomic_compare_exchange_weak_explicit(
                              &heap->peak_bytes, &peak, live, memory_order_relaxed,
                              memory_order_relaxed))
        ;
}

static void *block_of(void *base)
{
    return (char *)base + HEADER;
}

static void *base_of(void *block)
{
    return (char *)block - HEADER;
}

static size_t size_of(const void *base)
{
    size_t size;

    memcpy(&size, base, sizeof(size));
    return size;
}

void *sinv_alloc(sinv_heap *heap, size_t size)
{
    size_t whole = size + HEADER;
    void *base;

    if (size == 0 || size > SIZE_LIMIT)
        return NULL;
    base = heap->allocator.alloc(heap->self, whole);
    if (!base)
        return NULL;
    memset(base, 0, whole);
    memcpy(base, &whole, sizeof(whole));
    atomic_fetch_add_explicit(&heap->live_blocks, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&heap->allocations, 1, memory_order_relaxed);
    count_bytes(heap, (long long)whole);
    return block_of(base);
}

void *sinv_realloc(sinv_heap *heap, void *block, size_t size)
{
    size_t whole = size + HEADER;
    size_t old;
    void *base;

    if (!block)
        return sinv_alloc(heap, size);
    if (size == 0 || size > SIZE_LIMIT)
        return NULL;
    old = size_of(base_of(block));
    base = heap->allocator.realloc(heap->self, base_of(block), old, whole);
    if (!base)
        return NULL;
    memcpy(base, &whole, sizeof(whole));
    atomic_fetch_add_explicit(&heap->allocations, 1, memory_order_relaxed);
    count_bytes(heap, (long long)whole - (long long)old);
    return block_of(base);
}

void sinv_free(sinv_heap *heap, void *block)
{
    size_t size;

    if (!block)
        return;
    size = size_of(base_of(block));
    atomic_fetch_sub_explicit(&heap->live_blocks, 1, memory_order_relaxed);
    count_bytes(heap, -(long long)size);
    heap->allocator.free(heap->self, base_of(block), size);
}

sinv_heap_figures sinv_heap_read(const sinv_heap *heap)
{
    sinv_heap_figures figures;

    figures.live_blocks =
        atomic_load_explicit(&heap->live_blocks, memory_order_relaxed);
    figures.live_bytes = atomic_load_explicit(&heap->live_bytes, memory_order_relaxed);
    figures.peak_bytes = atomic_load_explicit(&heap->peak_bytes, memory_order_relaxed);
    figures.allocations =
        atomic_load_explicit(&heap->allocations, memory_order_relaxed);
    return figures;
}
