/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_SYS_CLOCK_H
#define SALESINV_SYS_CLOCK_H

#include "salesinv/types.h"

SALESINV_BEGIN_DECLS

/**
 * Time, waiting and randomness of one engine. Methods run on the calling
 * thread and must not call the library. Members are only ever appended. Since 0.1.
 */
typedef struct salesinv_clock {
    uint32_t struct_size; /**< Bytes of this struct as the host compiled it. */
    uint32_t reserved;    /**< Must be 0. */
    const char *name;     /**< For error reports, e.g. "system" (copied). */

    /** Required. The present instant; may step backwards. */
    salesinv_time (*now)(void *self);
    /** Required. Microseconds of a clock that never steps backwards. */
    int64_t (*monotonic)(void *self);
    /** Required. Wait about `microseconds` >= 0. */
    void (*sleep)(void *self, int64_t microseconds);
    /** Required. 64 random bits, good enough for back-off, not for secrets. */
    uint64_t (*random)(void *self);
    /* ---- the members above are version 0.1 ---- */
} salesinv_clock;

SALESINV_END_DECLS

#endif
