/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OOM_ALLOC_H
#define OOM_ALLOC_H

/*
 * An allocator that counts and refuses on order: the nth allocation once, or it and all that follow.
 * Blocks are filled before they are handed out and when they are released, and the size that comes
 * back is checked, so that nobody relies on either.
 */
#include <stdbool.h>
#include <stdint.h>

#include "salesinv/sys/allocator.h"

typedef struct oom_alloc {
    int64_t calls; /* since it was last armed or disarmed */
    int64_t nth;   /* the call that is refused, 1 is the first; 0: none */
    bool for_ever; /* later ones too */
    int64_t refused;
    int64_t live; /* blocks handed out and not released */
} oom_alloc;

extern const salesinv_allocator oom_allocator;

/** Refuse the nth allocation from here; 0: none, count only. */
void oom_alloc_arm(oom_alloc *alloc, int64_t nth, bool for_ever);

#endif
