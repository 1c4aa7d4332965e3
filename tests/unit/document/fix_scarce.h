/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_SCARCE_H
#define FIX_SCARCE_H

/* An allocator that refuses after so many allocations. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "salesinv/sys/allocator.h"

typedef struct scarce_memory {
    int64_t left; /* allocations that still succeed; < 0: all */
} scarce_memory;

static inline bool is_spent(scarce_memory *scarce)
{
    if (scarce->left == 0)
        return true;
    scarce->left -= scarce->left > 0;
    return false;
}

static inline void *scarce_alloc(void *self, size_t size)
{
    return is_spent(self) ? NULL : malloc(size);
}

static inline void *scarce_realloc(void *self, void *block, size_t old_size,
                                   size_t new_size)
{
    (void)old_size;
    return is_spent(self) ? NULL : realloc(block, new_size);
}

static inline void scarce_free(void *self, void *block, size_t size)
{
    (void)self;
    (void)size;
    free(block);
}

static const salesinv_allocator scarce_allocator = {.struct_size =
                                                        sizeof(scarce_allocator),
                                                    .name = "scarce",
                                                    .alloc = scarce_alloc,
                                                    .realloc = scarce_realloc,
                                                    .free = scarce_free};

#endif
