/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_SYS_ALLOCATOR_H
#define SALESINV_SYS_ALLOCATOR_H

#include "salesinv/types.h"

SALESINV_BEGIN_DECLS

/**
 * Where one engine gets its memory. Methods may be called from any thread that
 * frees a snapshot, a draft or a cursor, so they must be thread-safe; they must
 * not call the library. Members are only ever appended. Since 0.1.
 */
typedef struct salesinv_allocator {
    uint32_t struct_size; /**< Bytes of this struct as the host compiled it. */
    uint32_t reserved;    /**< Must be 0. */
    const char *name;     /**< For error reports, e.g. "host" (copied). */

    /** Required. `size` > 0 bytes aligned for any object, or NULL. */
    void *(*alloc)(void *self, size_t size);
    /** Required. Grow or shrink; NULL leaves the old block as it was. */
    void *(*realloc)(void *self, void *block, size_t old_size, size_t new_size);
    /** Required. Release; `size` is the size the block was last given. */
    void (*free)(void *self, void *block, size_t size);
    /* ---- the members above are version 0.1 ---- */
} salesinv_allocator;

SALESINV_END_DECLS

#endif
