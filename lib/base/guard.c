/* SPDX-License-Identifier: Apache-2.0 */
/* The door of an engine; see guard.h. */
#include "base/guard.h"

#include <pthread.h>
#include <unistd.h>

static uint64_t this_thread(void)
{
    return (uint64_t)(uintptr_t)pthread_self();
}

void sinv_guard_init(sinv_guard *guard)
{
    guard->owner_pid = getpid();
    guard->depth = 0;
    guard->thread = 0;
}

bool sinv_guard_is_forked(const sinv_guard *guard)
{
    return guard->owner_pid != getpid();
}

salesinv_status sinv_guard_enter(sinv_guard *guard, sinv_err *err)
{
    if (sinv_guard_is_forked(guard))
        return SALESINV_E_FORKED;
    if (guard->depth > 0) {
        if (guard->thread != this_thread())
            return SALESINV_E_BUSY;
        return sinv_err_set(err, SALESINV_E_REENTRANT, NULL,
                            "a callback called back into the library");
    }
    guard->depth++;
    guard->thread = this_thread();
    return SALESINV_OK;
}

void sinv_guard_leave(sinv_guard *guard)
{
    guard->depth--;
}

void sinv_guard_reset(sinv_guard *guard)
{
    guard->depth = 0;
}
