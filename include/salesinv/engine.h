/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_ENGINE_H
#define SALESINV_ENGINE_H

#include "salesinv/config.h"
#include "salesinv/error.h"
#include "salesinv/types.h"

SALESINV_BEGIN_DECLS

/**
 * One open storage; root of errors. An engine and everything made from it may be used
 * by one thread at a time; open more engines for more threads. Since 0.1.
 */
typedef struct salesinv_engine salesinv_engine;

/**
 * Takes the progress of a long call: `done` of `total` rows (`total` 0: unknown). Runs on
 * the calling thread inside the call and must not call the library, except
 * salesinv_engine_interrupt. Since 0.1.
 */
typedef void (*salesinv_progress_callback)(void *self, int64_t done, int64_t total);

/**
 * Open the storage that `config` names and bring its tables up to date.
 *
 * The config may be freed or changed afterwards; its storage and callbacks belong to the
 * engine from here on, so one config opens one engine with a storage of its own
 * (salesinv_config_set_storage), or any number with SQLite files.
 *
 * @param config      Options (borrowed); errors of this call are reported on it, see salesinv_config_error.
 * @param out_engine  Receives the engine, NULL on failure (owned: release with salesinv_engine_close).
 * @return SALESINV_OK, else nothing was opened and one of
 *         SALESINV_E_ARG                   no storage was set, or it was used by another engine,
 *         SALESINV_E_NOMEM                 memory ran out,
 *         SALESINV_E_STORAGE_CORRUPT       the file is damaged or not one of ours,
 *         SALESINV_E_STORAGE_SCHEMA_NEWER  a newer version of this library wrote it,
 *         SALESINV_E_CONFLICT              other processes kept it busy too long,
 *         any other SALESINV_E_STORAGE_* code.
 *
 * Thread: any; the engine then belongs to the calling thread. May call: storage, clock, log. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_engine_open(salesinv_config *config,
                                                  salesinv_engine **out_engine);

/**
 * Close the storage, rolling back an open transaction. NULL is a no-op. Sessions, drafts,
 * snapshots and cursors may be released later, in any order; calls through them answer CLOSED.
 * In a forked child it releases memory only. Since 0.1.
 */
SALESINV_API void salesinv_engine_close(salesinv_engine *engine);

/** Why the last failed call on this engine or anything made from it failed (borrowed, until the next failure or the engine's end). Since 0.1. */
SALESINV_API const salesinv_error *salesinv_engine_error(const salesinv_engine *engine);

/**
 * Ask the call under way to stop: it answers INTERRUPTED and changes nothing. The one call that is
 * legal from another thread or a signal handler. Without a call under way the next long one stops. Since 0.1.
 */
SALESINV_API void salesinv_engine_interrupt(salesinv_engine *engine);

/** Report the progress of long calls to `progress` (NULL: to nobody); `self` is passed on (borrowed until replaced or closed). Since 0.1. */
SALESINV_API salesinv_status salesinv_engine_set_progress(
    salesinv_engine *engine, salesinv_progress_callback progress, void *self);

/**
 * Write a consistent copy of the storage while others go on working.
 *
 * @param engine  The engine (borrowed).
 * @param target  Where to, as the provider understands it; for SQLite the path of a new file (UTF-8, 1..4096 bytes, borrowed).
 * @return SALESINV_OK, else no copy was left behind and one of
 *         SALESINV_E_ARG          the provider offers no backup, or a transaction is open,
 *         SALESINV_E_EXISTS       there is such a file already,
 *         SALESINV_E_INTERRUPTED  it was stopped,
 *         any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, progress. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_engine_backup(salesinv_engine *engine,
                                                    const char *target);

/**
 * Tell how much memory is in use under the engine's allocator; a provider's own is not counted.
 *
 * @param engine              The engine (borrowed).
 * @param out_bytes           Receives the bytes in use now; may be NULL.
 * @param out_peak_bytes      Receives the most bytes in use at once; may be NULL.
 * @param out_allocations     Receives the number of allocations so far; may be NULL.
 * @return SALESINV_OK, or SALESINV_E_ARG without an engine.
 *
 * Thread: the engine's. May call: nothing. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_engine_memory(const salesinv_engine *engine,
                                                    int64_t *out_bytes,
                                                    int64_t *out_peak_bytes,
                                                    int64_t *out_allocations);

SALESINV_END_DECLS

#endif
