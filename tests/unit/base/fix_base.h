/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_BASE_H
#define FIX_BASE_H

/* An error object and a heap for the modules at the bottom, which know no engine and no storage to verify. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "base/error.h"

typedef struct fix_base {
    sinv_err *err;
    sinv_heap *heap;
} fix_base;

static inline int fix_base_open(void **state)
{
    static fix_base fix;

    fix.err = calloc(1, sinv_err_size());
    fix.heap = sinv_heap_create(NULL, NULL);
    *state = &fix;
    return fix.err && fix.heap ? 0 : -1;
}

/* Every block must have been released. */
static inline int fix_base_close(void **state)
{
    fix_base *fix = *state;

    assert_int_equal(sinv_heap_read(fix->heap).live_blocks, 0);
    sinv_heap_unref(fix->heap);
    free(fix->err);
    return 0;
}

#define FIX_BASE(test)                                                                 \
    cmocka_unit_test_setup_teardown(test, fix_base_open, fix_base_close)

#endif
