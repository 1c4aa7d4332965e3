/* SPDX-License-Identifier: Apache-2.0 */
/* The frame of a run: who it is, whether it may, how far it goes, how it ended. */
#include "sync/run.h"

#include <string.h>

#include "core/event.h"
#include "core/settings.h"
#include "sync/registry.h"

/* ---- what the steps share ---- */

salesinv_status sinv_run_step(sinv_run *run, const char *function,
                              salesinv_status (*body)(sinv_txn *, sinv_call *),
                              void *arg, bool is_write)
{
    sinv_call call;

    sinv_call_init(&call, run->session, function);
    call.right = (sinv_right){SINV_OBJECT_SYNC, SINV_ACTION_UPDATE};
    call.is_write = is_write;
    call.body = body;
    call.arg = arg;
    return sinv_call_run(&call);
}

void sinv_run_keep(sinv_run *run, salesinv_status rc)
{
    if (rc == SALESINV_OK || run->first != SALESINV_OK)
        return;
    run->first = rc;
    sinv_err_copy(run->error, run->session->engine->err);
}

salesinv_status sinv_run_go_on(sinv_run *run, salesinv_status rc)
{
    sinv_run_keep(run, rc);
    return rc == SALESINV_E_CONNECTOR_REFUSED || rc == SALESINV_E_CONNECTOR_MALFORMED
               ? SALESINV_OK
               : rc;
}

static int64_t clock_of(const sinv_run *run)
{
    const salesinv_engine *engine = run->session->engine;

    return engine->clock.monotonic(engine->clock_self);
}

salesinv_status sinv_run_room(sinv_run *run, int32_t *out)
{
    salesinv_engine *engine = run->session->engine;
    int64_t left = run->options.max_messages - run->done;

    *out = 0;
    if (engine->interrupted)
        return sinv_err_set(engine->err, SALESINV_E_INTERRUPTED, NULL,
                            "interrupted between pages");
    if ((run->options.max_messages > 0 && left <= 0) ||
        (run->options.max_ms > 0 && clock_of(run) >= run->end)) {
        run->is_over = true;
        return SALESINV_OK;
    }
    *out = run->options.batch;
    if (run->options.max_messages > 0 && left < *out)
        *out = (int32_t)left;
    return SALESINV_OK;
}

void sinv_run_progress(sinv_run *run, int64_t count)
{
    salesinv_engine *engine = run->session->engine;

    run->done += count;
    if (engine->progress && count > 0)
        engine->progress(engine->progress_self, run->done, 0);
}

/* ---- may it? ---- */

/* A connector that is paused is not even asked who it is; a new epoch may be gone meanwhile. */
static salesinv_status check_registered(sinv_txn *txn, sinv_call *call)
{
    const sinv_run *run = call->arg;
    sinv_row *row;
    salesinv_status rc = sinv_connector_require_taker(txn, run->connector->name, &row);

    if (rc != SALESINV_OK ||
        sinv_row_int(row, SINV_CONNECTOR_STATUS) == SALESINV_CONNECTOR_ACTIVE)
        return rc;
    return sinv_connector_check_active(txn, row);
}

static salesinv_status check_brand(sinv_txn *txn, const sinv_run *run,
                                   const sinv_row *row)
{
    const char *brand = sinv_row_text(row, SINV_CONNECTOR_BRAND);

    if (strcmp(brand, run->connector->said.brand) == 0)
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_CONNECTOR_REQUIRED, "brand",
                        "connector %s is registered for \"%s\", and is one for \"%s\"",
                        run->connector->name, brand, run->connector->said.brand);
}

/* The first epoch is taken as it is; another one waits for a person, unless the ERP came back to the one that counts. */
static salesinv_status note_epoch(sinv_txn *txn, const sinv_run *run, sinv_row *row)
{
    const char *said = run->connector->said.epoch;
    const char *counts = sinv_row_text(row, SINV_CONNECTOR_EPOCH);
    const char *waits = sinv_row_text(row, SINV_CONNECTOR_NEW_EPOCH);

    if (!said[0])
        return SALESINV_OK;
    if (!counts[0] && sinv_row_int(row, SINV_CONNECTOR_EPOCH_NUMBER) == 0)
        sinv_row_set_text(row, SINV_CONNECTOR_EPOCH, said);
    else if (strcmp(said, counts) == 0)
        sinv_row_set_null(row, SINV_CONNECTOR_NEW_EPOCH);
    else if (!waits || strcmp(said, waits) != 0)
        sinv_row_set_text(row, SINV_CONNECTOR_NEW_EPOCH, said);
    return sinv_txn_save(txn, row);
}

static salesinv_status agree(sinv_txn *txn, sinv_call *call)
{
    sinv_run *run = call->arg;
    uint64_t wanted = run->options.kinds ? run->options.kinds : UINT64_MAX;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_connector_require_taker(txn, run->connector->name, &row)) !=
            SALESINV_OK ||
        (rc = check_brand(txn, run, row)) != SALESINV_OK ||
        (rc = note_epoch(txn, run, row)) != SALESINV_OK ||
        (rc = sinv_edition_is_synced(txn, &run->is_synced)) != SALESINV_OK)
        return rc;
    run->epoch = sinv_row_int(row, SINV_CONNECTOR_EPOCH_NUMBER);
    run->pulls = (uint64_t)sinv_row_int(row, SINV_CONNECTOR_PULLS) &
                 run->connector->said.pulls & wanted;
    run->pushes = (uint64_t)sinv_row_int(row, SINV_CONNECTOR_PUSHES) &
                  run->connector->said.pushes & wanted;
    return SALESINV_OK;
}

salesinv_status sinv_run_check_epoch(sinv_txn *txn, const sinv_run *run)
{
    sinv_row *row;
    salesinv_status rc = sinv_connector_find(txn, run->connector->name, &row);

    if (rc != SALESINV_OK ||
        sinv_row_int(row, SINV_CONNECTOR_EPOCH_NUMBER) == run->epoch)
        return rc;
    return sinv_err_set(txn->err, SALESINV_E_INVALID_STATE, "name",
                        "the epoch \"%s\" of connector %s was confirmed while the run "
                        "was under way: run again",
                        sinv_row_text(row, SINV_CONNECTOR_EPOCH), run->connector->name);
}

static salesinv_status check_active(sinv_txn *txn, sinv_call *call)
{
    const sinv_run *run = call->arg;
    sinv_row *row;
    salesinv_status rc = sinv_connector_require_taker(txn, run->connector->name, &row);

    return rc == SALESINV_OK ? sinv_connector_check_active(txn, row) : rc;
}

static salesinv_status open(sinv_run *run)
{
    salesinv_status rc;

    if ((rc = sinv_connector_describe(run->connector)) != SALESINV_OK ||
        (rc = sinv_run_step(run, "sync.agree", agree, run, true)) != SALESINV_OK)
        return rc;
    return sinv_run_step(run, "sync.check", check_active, run, false);
}

/* ---- how it ended ---- */

static salesinv_status note_end(sinv_txn *txn, sinv_call *call)
{
    const sinv_run *run = call->arg;
    sinv_failure reason;
    sinv_row *row;
    salesinv_status rc = sinv_connector_find_any(txn, run->connector->name, &row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_CONNECTOR_RUN_AT, txn->now);
    sinv_row_set_null(row, SINV_CONNECTOR_CODE);
    sinv_row_set_null(row, SINV_CONNECTOR_REASON);
    if (run->first != SALESINV_OK) {
        sinv_failure_put(&reason, 0, salesinv_error_message(run->error));
        sinv_row_set_int(row, SINV_CONNECTOR_CODE, run->first);
        sinv_row_set_text(row, SINV_CONNECTOR_REASON, reason.text);
    }
    return sinv_txn_save(txn, row);
}

/* ---- the run ---- */

static salesinv_status run_steps(sinv_run *run)
{
    uint32_t flags = run->options.flags;
    salesinv_status rc = open(run);

    if (!run->is_synced)
        flags &= SALESINV_SYNC_PUSH;

    if (rc == SALESINV_OK && flags & SALESINV_SYNC_PULL)
        rc = sinv_run_pull(run);
    if (rc == SALESINV_OK && flags & SALESINV_SYNC_RETRY && !run->is_over)
        rc = sinv_run_retry(run);
    if (rc == SALESINV_OK && flags & SALESINV_SYNC_PUSH && !run->is_over)
        rc = sinv_run_push(run);
    return rc;
}

static salesinv_status run_noted(sinv_run *run)
{
    salesinv_status noted;

    sinv_run_keep(run, run_steps(run));
    run->report->is_done = run->first == SALESINV_OK && !run->is_over && !run->is_ahead;
    noted = sinv_run_step(run, "sync.end", note_end, run, true);
    if (run->first == SALESINV_OK)
        return noted;
    sinv_err_copy(run->session->engine->err, run->error);
    return run->first;
}

salesinv_status sinv_run_all(sinv_run *run)
{
    salesinv_engine *engine = run->session->engine;
    salesinv_status rc =
        sinv_run_step(run, "sync.registered", check_registered, run, false);

    if (rc != SALESINV_OK)
        return rc;
    run->report = sinv_report_create(engine->heap);
    run->error = sinv_alloc(engine->heap, sinv_err_size());
    if (!run->report || !run->error) {
        rc = sinv_err_set(engine->err, SALESINV_E_NOMEM, NULL, "out of memory");
        salesinv_sync_report_free(run->report);
        run->report = NULL;
    } else if (!run->session->is_dry_run) {
        if (run->options.max_ms > 0)
            run->end = clock_of(run) + run->options.max_ms * 1000;
        rc = run_noted(run);
    }
    sinv_free(engine->heap, run->error);
    return rc;
}
