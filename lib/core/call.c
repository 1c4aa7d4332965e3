/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one runner of business calls. Order of checks: handle, right, key, then the body
 * (version, state, rules). A call of its own is retried on CONFLICT with full jitter; inside an
 * explicit transaction nothing is retried, and a failure after a write dooms it.
 */
#include "core/call.h"

#include <string.h>

#include "base/text.h"
#include "core/request.h"

enum { ATTEMPTS_MAX = 8 };
static const int64_t BACKOFF_FIRST_US = 1000;
static const int64_t BACKOFF_MOST_US = 100000;

void sinv_call_init(sinv_call *call, salesinv_session *session, const char *function)
{
    memset(call, 0, sizeof(*call));
    call->session = session;
    call->function = function;
    sinv_digest_init(&call->digest);
    sinv_digest_bytes(&call->digest, function, strlen(function));
    sinv_digest_int(&call->digest, session->user);
}

static salesinv_status check_right(sinv_call *call)
{
    salesinv_session *session = call->session;
    sinv_reach reach;

    if (call->right.object == SINV_OBJECT_NONE)
        return SALESINV_OK;
    reach = sinv_rights_reach(&session->rights, call->right);
    if (reach == SINV_REACH_NONE &&
        !sinv_rights_are_synced(&session->rights, call->right))
        return sinv_rights_refuse(session->engine->err, call->right);
    call->only_own = reach == SINV_REACH_OWN;
    return SALESINV_OK;
}

/* A right that depends on the edition, which is read inside the transaction. */
static salesinv_status check_synced(sinv_txn *txn, sinv_call *call)
{
    sinv_reach reach;
    salesinv_status rc;

    if (call->right.object == SINV_OBJECT_NONE ||
        !sinv_rights_are_synced(&call->session->rights, call->right))
        return SALESINV_OK;
    if ((rc = sinv_reach_now(txn, call->right, &reach)) != SALESINV_OK)
        return rc;
    if (reach == SINV_REACH_NONE)
        return sinv_rights_refuse(txn->err, call->right);
    call->only_own = reach == SINV_REACH_OWN;
    return SALESINV_OK;
}

static salesinv_status check_key(const sinv_call *call)
{
    sinv_err *err = call->session->engine->err;
    size_t size;
    salesinv_status rc;

    if (!call->request_key)
        return SALESINV_OK;
    rc = sinv_text_check(err, "request_key", call->request_key, SINV_REQUEST_KEY_MAX,
                         &size);
    if (rc == SALESINV_OK && size == 0)
        rc = sinv_err_set(err, SALESINV_E_ARG, "request_key", "request_key is empty");
    return rc;
}

static void forget_result(sinv_call *call)
{
    if (call->discard)
        call->discard(call);
    call->kind = 0;
    call->object = 0;
    call->version = 0;
    call->is_repeat = false;
}

/* Key, body, record of the key, outputs: what happens inside the transaction. */
static salesinv_status run_body(sinv_txn *txn, sinv_call *call)
{
    bool found = false;
    salesinv_status rc = check_synced(txn, call);

    if (rc == SALESINV_OK && call->is_write)
        rc = sinv_request_find(txn, call, &found);
    if (rc == SALESINV_OK && !found) {
        rc = call->body(txn, call);
        if (rc == SALESINV_OK && txn->before_end)
            rc = txn->before_end(txn);
        if (rc == SALESINV_OK && call->is_write)
            rc = sinv_request_record(txn, call);
    }
    if (rc == SALESINV_OK && call->present)
        rc = call->present(txn, call);
    return rc;
}

static void prepare(sinv_txn *txn, const sinv_call *call)
{
    salesinv_engine *engine = call->session->engine;

    sinv_txn_init(txn, engine, call->session, &engine->arena);
    if (call->tenant != 0)
        txn->tenant = call->tenant;
}

/* One attempt in a transaction of its own. */
static salesinv_status attempt(sinv_call *call)
{
    sinv_txn txn;
    salesinv_status rc;

    prepare(&txn, call);
    if ((rc = sinv_txn_begin(&txn, call->is_write)) != SALESINV_OK)
        return rc;
    rc = run_body(&txn, call);
    if (rc != SALESINV_OK || call->session->is_dry_run)
        sinv_txn_rollback(&txn);
    else
        rc = sinv_txn_commit(&txn);
    return rc;
}

/* After an unknown outcome: did the key make it? Then the result is there; else CONFLICT: again. */
static salesinv_status settle_unknown(sinv_call *call)
{
    salesinv_engine *engine = call->session->engine;
    sinv_txn txn;
    bool found = false;
    salesinv_status rc;

    if (!call->request_key)
        return SALESINV_E_UNKNOWN_OUTCOME;
    prepare(&txn, call);
    if (sinv_txn_begin(&txn, false) != SALESINV_OK)
        return sinv_err_set(engine->err, SALESINV_E_UNKNOWN_OUTCOME, NULL,
                            "the commit may or may not have been applied");
    rc = sinv_request_find(&txn, call, &found);
    if (rc == SALESINV_OK && found && call->present)
        rc = call->present(&txn, call);
    sinv_txn_rollback(&txn);
    if (rc == SALESINV_OK && found)
        call->is_repeat = false; /* it was this very call that did it */
    if (rc == SALESINV_OK && !found)
        rc = sinv_err_set(engine->err, SALESINV_E_CONFLICT, NULL,
                          "the commit was not applied");
    return rc;
}

static void back_off(salesinv_engine *engine, int32_t tries)
{
    int64_t most = BACKOFF_FIRST_US << tries;
    uint64_t random = engine->clock.random(engine->clock_self);

    if (most > BACKOFF_MOST_US)
        most = BACKOFF_MOST_US;
    engine->clock.sleep(engine->clock_self, (int64_t)(random % (uint64_t)most));
}

static salesinv_status run_alone(sinv_call *call)
{
    salesinv_engine *engine = call->session->engine;
    int64_t end =
        engine->clock.monotonic(engine->clock_self) + engine->deadline_ms * 1000;
    salesinv_status rc = SALESINV_E_CONFLICT;

    for (int32_t tries = 0; tries < ATTEMPTS_MAX; tries++) {
        sinv_arena_reset(&engine->arena);
        rc = attempt(call);
        if (rc == SALESINV_E_UNKNOWN_OUTCOME) {
            forget_result(call);
            rc = settle_unknown(call);
        }
        if (rc == SALESINV_OK)
            break;
        forget_result(call);
        if (rc != SALESINV_E_CONFLICT ||
            engine->clock.monotonic(engine->clock_self) >= end)
            break;
        back_off(engine, tries);
        sinv_engine_log(engine, SALESINV_LOG_WARNING, "%s: conflict, attempt %d",
                        call->function, tries + 2);
    }
    return rc;
}

/* Inside the session's explicit transaction: all or nothing for this call, no retry. */
static salesinv_status run_inside(sinv_call *call)
{
    sinv_txn *txn = &call->session->txn;
    sinv_counters before = txn->counters;
    salesinv_status rc;

    if (txn->is_doomed)
        return sinv_err_set(
            txn->err, SALESINV_E_TXN_DOOMED, NULL,
            "the transaction failed earlier and can only be rolled back");
    if (call->tenant != 0 && call->tenant != txn->tenant)
        return sinv_err_set(txn->err, SALESINV_E_BUSY, NULL,
                            "a transaction of another tenant is open");
    if (call->is_write && !txn->is_write)
        return sinv_err_set(txn->err, SALESINV_E_ARG, NULL,
                            "the open transaction is for reading only");
    txn->arena = &call->session->engine->arena;
    sinv_arena_reset(txn->arena);
    txn->call_wrote = false;
    txn->refs = NULL;
    txn->undo = NULL;
    txn->watched = NULL;
    txn->before_end = NULL;
    if (txn->kept)
        sinv_kept_tidy(txn->kept);
    txn->now = txn->engine->clock.now(txn->engine->clock_self);
    rc = run_body(txn, call);
    if (rc == SALESINV_OK)
        return rc;
    forget_result(call);
    if (txn->call_wrote)
        txn->is_doomed = true;
    else
        txn->counters = before;
    return rc;
}

salesinv_status sinv_call_run(sinv_call *call)
{
    salesinv_session *session = call->session;
    salesinv_engine *engine = session->engine;
    salesinv_status rc;

    if (engine->is_closed) /* by a callback between two transactions of one call */
        return sinv_err_set(engine->err, SALESINV_E_CLOSED, NULL,
                            "the engine was closed");
    if ((rc = check_right(call)) != SALESINV_OK ||
        (rc = check_key(call)) != SALESINV_OK)
        return rc;
    if (engine->open_txn && engine->open_txn != session)
        return sinv_err_set(engine->err, SALESINV_E_BUSY, NULL,
                            "another session of the engine has an open transaction");
    rc = engine->open_txn == session ? run_inside(call) : run_alone(call);
    if (rc == SALESINV_OK)
        session->is_repeat = call->is_repeat;
    return rc;
}
