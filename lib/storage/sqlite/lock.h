/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_STORAGE_SQLITE_LOCK_H
#define SINV_STORAGE_SQLITE_LOCK_H

/*
 * The writer's place of one database file, over all processes: a turnstile of two side files.
 * Who wants to write waits for `-queue`, then, as the only one, for `-write`. SQLite's
 * own locks starve writers and cannot keep a checkpoint apart from a write.
 */
#include <stdbool.h>

#include "base/alloc.h"
#include "salesinv/sys/storage.h"

typedef struct sinv_lock {
    int queue;
    int write;
    bool is_held;
} sinv_lock;

/** A lock without files: taking it succeeds at once. For storage in memory and for reading. */
void sinv_lock_init(sinv_lock *lock);

/** Open or create the side files of `database`, an absolute path. UNAVAILABLE, NOMEM. */
salesinv_status sinv_lock_open(sinv_lock *lock, sinv_heap *heap,
                               const salesinv_storage_host *host, const char *database);

/** Wait for the place until the host's busy time is over: CONFLICT; INTERRUPTED, STORAGE_IO. */
salesinv_status sinv_lock_take(sinv_lock *lock, const salesinv_storage_host *host);

/** Leave the place. A no-op when it is not held. */
void sinv_lock_release(sinv_lock *lock);

/** Close the side files; a place that is held is left, unless a forked parent still has it. */
void sinv_lock_close(sinv_lock *lock);

#endif
