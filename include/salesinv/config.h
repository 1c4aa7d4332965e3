/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_CONFIG_H
#define SALESINV_CONFIG_H

#include "salesinv/error.h"
#include "salesinv/sys/allocator.h"
#include "salesinv/sys/clock.h"
#include "salesinv/sys/log.h"
#include "salesinv/sys/storage.h"
#include "salesinv/types.h"

SALESINV_BEGIN_DECLS

/** Technical options for opening an engine. One thread at a time. Since 0.1. */
typedef struct salesinv_config salesinv_config;

/** How safe a commit is: one of SALESINV_DURABLE_*. Since 0.1. */
typedef int32_t salesinv_durability;
enum {
    SALESINV_DURABLE_FULL = 0, /**< Survives power failure. The default. */
    SALESINV_DURABLE_RELAXED =
        1 /**< Survives a crash of the process; power failure may lose the last commits, never tear one. */
};

/**
 * Make a config with the default options.
 *
 * @param allocator   Where it and its engines get memory (copied; NULL: the C library's).
 * @param self        Passed to the allocator (borrowed until the last engine's memory is gone).
 * @param out_config  Receives the config, NULL on failure (owned: release with salesinv_config_free).
 * @return SALESINV_OK, SALESINV_E_ARG for a missing output or method, SALESINV_E_NOMEM, or an SALESINV_E_ABI_* code
 *         for the allocator's struct_size.
 *
 * Thread: any. May call: allocator. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_config_create(const salesinv_allocator *allocator,
                                                    void *self,
                                                    salesinv_config **out_config);

/** Release a config. NULL is a no-op. Since 0.1. */
SALESINV_API void salesinv_config_free(salesinv_config *config);

/** Why the last call on this config, or the last salesinv_engine_open with it, failed (borrowed until the next failure). Since 0.1. */
SALESINV_API const salesinv_error *salesinv_config_error(const salesinv_config *config);

/** Store in the SQLite file at `path` (copied, UTF-8, 1..4096 bytes), made if missing; ":memory:" stores in memory. Since 0.1. */
SALESINV_API salesinv_status salesinv_config_set_sqlite(salesinv_config *config,
                                                        const char *path);

/**
 * Store through a provider of the host.
 *
 * @param config   The config (borrowed).
 * @param vtable   The provider's methods (copied).
 * @param self     Passed to every method (borrowed until destroy).
 * @param destroy  Called with `self` exactly once: when no longer needed, or at once if this call fails; may be NULL.
 * @return SALESINV_OK, SALESINV_E_ARG naming a missing method in the error's field, SALESINV_E_NOMEM, or an SALESINV_E_ABI_* code.
 *
 * Thread: the config's. May call: destroy. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_config_set_storage(
    salesinv_config *config, const salesinv_storage_vtable *vtable, void *self,
    void (*destroy)(void *self));

/** Take time, waiting and randomness from `clock` (copied); `self` is borrowed until the engine's end. Since 0.1. */
SALESINV_API salesinv_status salesinv_config_set_clock(salesinv_config *config,
                                                       const salesinv_clock *clock,
                                                       void *self);

/** Send log lines to `log` (NULL: nowhere); `self` is borrowed until the engine's end. Since 0.1. */
SALESINV_API salesinv_status salesinv_config_set_log(salesinv_config *config,
                                                     salesinv_log_callback log,
                                                     void *self);

/** SALESINV_DURABLE_FULL (the default) or _RELAXED. Since 0.1. */
SALESINV_API salesinv_status
salesinv_config_set_durability(salesinv_config *config, salesinv_durability durability);

/** Open for reading only (1) or for writing (0, the default); writing calls then answer STORAGE_READ_ONLY. Since 0.1. */
SALESINV_API salesinv_status salesinv_config_set_read_only(salesinv_config *config,
                                                           int32_t is_read_only);

/** How long a writing call waits for its turn before it answers CONFLICT, 0..600000 ms; default 5000. Since 0.1. */
SALESINV_API salesinv_status salesinv_config_set_busy_ms(salesinv_config *config,
                                                         int64_t busy_ms);

/** Size of the write-ahead log at which a commit folds it in, 65536..2^40 bytes; default 16 MiB. Since 0.1. */
SALESINV_API salesinv_status
salesinv_config_set_checkpoint_bytes(salesinv_config *config, int64_t bytes);

/** Allow operator sessions (1) or not (0, the default): who may create tenants and grant licences. Since 0.1. */
SALESINV_API salesinv_status salesinv_config_allow_operator(salesinv_config *config,
                                                            int32_t is_allowed);

SALESINV_END_DECLS

#endif
