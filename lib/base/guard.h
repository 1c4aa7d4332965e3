/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_BASE_GUARD_H
#define SINV_BASE_GUARD_H

/*
 * The door of an engine: knows whether a call is under way (REENTRANT for a host callback that
 * calls back), whether the process was forked since (FORKED), and, in debug builds, whether a second
 * thread is inside (BUSY). A host that unwinds through us (a Lua error in a callback) leaves the depth
 * raised; sinv_guard_reset puts it right when the engine is rolled back from outside.
 */
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

typedef struct sinv_guard {
    int64_t owner_pid;
    int32_t depth;
    uint64_t thread; /* of the call under way */
} sinv_guard;

void sinv_guard_init(sinv_guard *guard);
/** True in a child of the process that made the guard. */
bool sinv_guard_is_forked(const sinv_guard *guard);
/** OK, or FORKED, REENTRANT, BUSY; err is written only by the thread that may. */
salesinv_status sinv_guard_enter(sinv_guard *guard, sinv_err *err);
void sinv_guard_leave(sinv_guard *guard);
void sinv_guard_reset(sinv_guard *guard);

#endif
