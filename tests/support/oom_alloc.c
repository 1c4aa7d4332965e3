/* SPDX-License-Identifier: Apache-2.0 */
/* Refuses memory on order; see oom_alloc.h. */
#include "support/oom_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FRESH = 0xa5, DEAD = 0x5a, HEADER = 16 };

static bool is_refused(oom_alloc *alloc)
{
    alloc->calls++;
    if (alloc->nth == 0 || alloc->calls < alloc->nth ||
        (alloc->calls > alloc->nth && !alloc->for_ever))
        return false;
    alloc->refused++;
    return true;
}

/* A block's true start, once the size that it is said to have was compared with the one in front. */
static char *open_block(void *block, size_t size)
{
    char *start = (char *)block - HEADER;
    size_t given;

    memcpy(&given, start, sizeof(given));
    assert_int_equal(given, size);
    return start;
}

static void *close_block(char *start, size_t size)
{
    memcpy(start, &size, sizeof(size));
    return start + HEADER;
}

static void *oom_get(void *self, size_t size)
{
    oom_alloc *alloc = self;
    char *start = is_refused(alloc) ? NULL : malloc(size + HEADER);

    assert_true(size > 0);
    if (!start)
        return NULL;
    alloc->live++;
    memset(start, FRESH, size + HEADER);
    return close_block(start, size);
}

static void *oom_resize(void *self, void *block, size_t old_size, size_t new_size)
{
    char *start = open_block(block, old_size);

    if (is_refused(self))
        return NULL;
    start = realloc(start, new_size + HEADER);
    assert_non_null(start);
    if (new_size > old_size)
        memset(start + HEADER + old_size, FRESH, new_size - old_size);
    return close_block(start, new_size);
}

static void oom_release(void *self, void *block, size_t size)
{
    oom_alloc *alloc = self;
    char *start = open_block(block, size);

    alloc->live--;
    memset(start, DEAD, size + HEADER);
    free(start);
}

const salesinv_allocator oom_allocator = {.struct_size = sizeof(oom_allocator),
                                          .name = "out of memory on order",
                                          .alloc = oom_get,
                                          .realloc = oom_resize,
                                          .free = oom_release};

void oom_alloc_arm(oom_alloc *alloc, int64_t nth, bool for_ever)
{
    alloc->calls = 0;
    alloc->refused = 0;
    alloc->nth = nth;
    alloc->for_ever = for_ever;
}
