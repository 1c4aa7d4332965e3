/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The engine: one open storage with its clock, log, error object and scratch memory.
 * Counted references keep the memory for children that outlive it; closing ends the
 * storage at once. Nothing here knows a kind or a rule.
 */
#include "core/config.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "schema/tables.h"
#include "storage/sqlite/sqlite.h"

enum { LOG_LINE_MAX = 512 };

salesinv_engine *sinv_engine_ref(salesinv_engine *engine)
{
    atomic_fetch_add_explicit(&engine->references, 1, memory_order_relaxed);
    return engine;
}

void sinv_engine_unref(salesinv_engine *engine)
{
    sinv_heap *heap = engine->heap;

    if (atomic_fetch_sub_explicit(&engine->references, 1, memory_order_acq_rel) != 1)
        return;
    engine->magic = SINV_MAGIC_DEAD;
    sinv_settings_cache_free(&engine->settings);
    sinv_arena_free(&engine->arena);
    sinv_kept_free(&engine->kept);
    sinv_free(heap, engine->err);
    sinv_free(heap, engine);
    sinv_heap_unref(heap);
}

bool sinv_engine_is_live(const salesinv_engine *engine)
{
    return !engine->is_closed && !sinv_guard_is_forked(&engine->guard);
}

void sinv_engine_log(salesinv_engine *engine, salesinv_log_level level,
                     const char *format, ...)
{
    char line[LOG_LINE_MAX];
    va_list args;
    int size;

    if (!engine->log)
        return;
    va_start(args, format);
    size = vsnprintf(line, sizeof(line), format, args);
    va_end(args);
    if (size < 0)
        return;
    engine->log(engine->log_self, level, line,
                (size_t)size < sizeof(line) ? (size_t)size : sizeof(line) - 1);
}

/* The storage of a config: the host's provider, handed over, or a new one on the SQLite file. */
static salesinv_status take_storage(salesinv_config *config, sinv_storage **out)
{
    void *self;
    salesinv_status rc;

    *out = config->storage;
    config->storage = NULL;
    if (*out)
        return SALESINV_OK;
    if (!config->sqlite_path)
        return sinv_err_set(config->err, SALESINV_E_ARG, "storage",
                            "the config names no storage, or an engine has taken it");
    rc = sinv_sqlite_create(config->heap, config->sqlite_path, &self);
    if (rc != SALESINV_OK)
        return sinv_err_set(config->err, rc, "path", "out of memory");
    rc = sinv_storage_import(config->err, config->heap, sinv_sqlite_vtable(), self,
                             sinv_sqlite_destroy, out);
    if (rc == SALESINV_OK)
        sinv_storage_set_abandon(*out, sinv_sqlite_abandon);
    return rc;
}

static salesinv_engine *allocate(salesinv_config *config)
{
    salesinv_engine *engine = sinv_alloc(config->heap, sizeof(*engine));

    if (!engine)
        return NULL;
    engine->err = sinv_alloc(config->heap, sinv_err_size());
    if (!engine->err) {
        sinv_free(config->heap, engine);
        return NULL;
    }
    engine->magic = SINV_MAGIC_ENGINE;
    atomic_init(&engine->references, 1);
    engine->heap = sinv_heap_ref(config->heap);
    sinv_arena_init(&engine->arena, engine->heap);
    sinv_kept_init(&engine->kept, engine->heap);
    sinv_arena_init(&engine->settings.arena, engine->heap);
    sinv_guard_init(&engine->guard);
    return engine;
}

static void configure(salesinv_engine *engine, const salesinv_config *config)
{
    engine->allows_operator = config->allows_operator;
    engine->is_read_only = (config->open_flags & SALESINV_OPEN_READ_ONLY) != 0;
    engine->clock = config->clock;
    engine->clock_self = config->clock_self;
    engine->log = config->log;
    engine->log_self = config->log_self;
    engine->deadline_ms = config->busy_ms;
    engine->host.schema = sinv_schema_current();
    engine->host.flags = config->open_flags;
    engine->host.busy_ms = config->busy_ms;
    engine->host.checkpoint_bytes = config->checkpoint_bytes;
    engine->host.clock = &engine->clock;
    engine->host.clock_self = engine->clock_self;
    engine->host.interrupted = &engine->interrupted;
}

salesinv_status sinv_engine_create(salesinv_config *config,
                                   const sinv_assembly *assembly,
                                   salesinv_engine **out_engine)
{
    salesinv_engine *engine;
    sinv_storage *storage;
    salesinv_status rc;

    if ((rc = take_storage(config, &storage)) != SALESINV_OK)
        return rc;
    engine = allocate(config);
    if (!engine) {
        sinv_storage_free(storage);
        return sinv_err_set(config->err, SALESINV_E_NOMEM, NULL, "out of memory");
    }
    configure(engine, config);
    engine->assembly = assembly;
    engine->storage = storage;
    rc = sinv_storage_open(storage, engine->err, &engine->host);
    if (rc == SALESINV_OK && (rc = sinv_storage_begin(storage, 0, 0)) == SALESINV_OK)
        sinv_storage_rollback(storage); /* the begin compared the schema versions */
    if (rc != SALESINV_OK) {
        sinv_err_copy(config->err, engine->err);
        salesinv_engine_close(engine);
        return rc;
    }
    sinv_engine_log(engine, SALESINV_LOG_INFO, "opened storage:%s",
                    sinv_storage_name(storage));
    *out_engine = engine;
    return SALESINV_OK;
}

salesinv_status sinv_engine_enter(salesinv_engine *engine)
{
    if (sinv_guard_is_forked(&engine->guard))
        return SALESINV_E_FORKED;
    if (engine->is_closed)
        return sinv_err_set(engine->err, SALESINV_E_CLOSED, NULL,
                            "the engine was closed");
    return sinv_guard_enter(&engine->guard, engine->err);
}

salesinv_status sinv_engine_missing(salesinv_engine *engine, const char *name)
{
    salesinv_status rc = sinv_engine_enter(engine);

    if (rc != SALESINV_OK)
        return rc;
    return sinv_engine_leave(
        engine, sinv_err_set(engine->err, SALESINV_E_ARG, name, "%s is missing", name));
}

salesinv_status sinv_engine_leave(salesinv_engine *engine, salesinv_status rc)
{
    if (rc == SALESINV_E_INTERRUPTED)
        engine->interrupted = 0;
    sinv_guard_leave(&engine->guard);
    return rc;
}
