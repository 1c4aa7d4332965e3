/* SPDX-License-Identifier: Apache-2.0 */
/* Exported wrappers of the engine. */
#include "base/text.h"
#include "core/call.h"
#include "core/config.h"

static bool is_engine(const salesinv_engine *engine)
{
    return engine && engine->magic == SINV_MAGIC_ENGINE;
}

void salesinv_engine_close(salesinv_engine *engine)
{
    if (!is_engine(engine) || engine->is_closed)
        return;
    if (sinv_guard_is_forked(&engine->guard)) {
        sinv_storage_abandon(engine->storage);
    } else {
        if (engine->open_txn)
            sinv_txn_rollback(&engine->open_txn->txn);
        sinv_storage_free(engine->storage);
    }
    engine->is_closed = true;
    engine->open_txn = NULL;
    engine->storage = NULL;
    sinv_engine_unref(engine);
}

const salesinv_error *salesinv_engine_error(const salesinv_engine *engine)
{
    return is_engine(engine) ? engine->err : NULL;
}

void salesinv_engine_interrupt(salesinv_engine *engine)
{
    if (is_engine(engine))
        engine->interrupted = 1;
}

salesinv_status salesinv_engine_set_progress(salesinv_engine *engine,
                                             salesinv_progress_callback progress,
                                             void *self)
{
    if (!is_engine(engine))
        return SALESINV_E_ARG;
    engine->progress = progress;
    engine->progress_self = self;
    return SALESINV_OK;
}

salesinv_status salesinv_engine_backup(salesinv_engine *engine, const char *target)
{
    size_t size;
    salesinv_status rc;

    if (!is_engine(engine))
        return SALESINV_E_ARG;
    if ((rc = sinv_engine_enter(engine)) != SALESINV_OK)
        return rc;
    rc = sinv_text_check(engine->err, "target", target, SINV_PATH_MAX, &size);
    if (rc == SALESINV_OK && size == 0)
        rc = sinv_err_set(engine->err, SALESINV_E_ARG, "target", "target is empty");
    if (rc == SALESINV_OK && engine->open_txn)
        rc = sinv_err_set(engine->err, SALESINV_E_ARG, NULL, "a transaction is open");
    if (rc == SALESINV_OK)
        rc = sinv_storage_backup(engine->storage, target);
    return sinv_engine_leave(engine, rc);
}

salesinv_status salesinv_engine_memory(const salesinv_engine *engine,
                                       int64_t *out_bytes, int64_t *out_peak_bytes,
                                       int64_t *out_allocations)
{
    sinv_heap_figures figures;

    if (!is_engine(engine))
        return SALESINV_E_ARG;
    figures = sinv_heap_read(engine->heap);
    if (out_bytes)
        *out_bytes = figures.live_bytes;
    if (out_peak_bytes)
        *out_peak_bytes = figures.peak_bytes;
    if (out_allocations)
        *out_allocations = figures.allocations;
    return SALESINV_OK;
}
