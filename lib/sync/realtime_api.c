/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: present stock at order entry. */
#include "sync/realtime.h"

enum { TIMEOUT_MOST = 600000 };

static salesinv_status find(sinv_txn *txn, sinv_call *call)
{
    sinv_realtime *of = call->arg;

    return sinv_realtime_find(txn, of);
}

static salesinv_status answer(sinv_txn *txn, sinv_call *call)
{
    const sinv_realtime *of = call->arg;

    return sinv_realtime_answer(txn, of);
}

static void discard(sinv_call *call)
{
    const sinv_realtime *of = call->arg;

    salesinv_availability_free(*of->ask.out);
    *of->ask.out = NULL;
}

static salesinv_status check(const sinv_realtime *of)
{
    salesinv_engine *engine = of->session->engine;
    salesinv_status rc = sinv_availability_check(of->session, &of->ask);

    if (rc != SALESINV_OK ||
        (rc = sinv_connector_check(engine, of->connector)) != SALESINV_OK)
        return rc;
    if (of->timeout_ms < 1 || of->timeout_ms > TIMEOUT_MOST)
        return sinv_err_set(engine->err, SALESINV_E_ARG, "timeout_ms",
                            "%lld is not in 1..%d", (long long)of->timeout_ms,
                            TIMEOUT_MOST);
    return engine->open_txn ? sinv_err_set(engine->err, SALESINV_E_BUSY, NULL,
                                           "a session of the engine has an open "
                                           "transaction")
                            : SALESINV_OK;
}

static void init_call(sinv_call *call, sinv_realtime *of)
{
    sinv_call_init(call, of->session, "availability.ask");
    call->right = (sinv_right){SINV_OBJECT_STOCK, SINV_ACTION_READ};
    call->arg = of;
}

static salesinv_status run(sinv_realtime *of)
{
    sinv_call call;
    salesinv_status rc = check(of);

    if (rc != SALESINV_OK)
        return rc;
    init_call(&call, of);
    call.body = find;
    if ((rc = sinv_call_run(&call)) != SALESINV_OK ||
        (rc = sinv_realtime_ask(of)) != SALESINV_OK || !of->ask.out)
        return rc;
    init_call(&call, of);
    call.body = answer;
    call.discard = discard;
    return sinv_call_run(&call);
}

salesinv_status salesinv_availability_ask(salesinv_session *session, salesinv_id order,
                                          const salesinv_draft *draft,
                                          salesinv_connector *connector,
                                          int64_t timeout_ms,
                                          salesinv_availability **out_availability)
{
    sinv_realtime of = {
        .session = session,
        .connector = connector,
        .timeout_ms = timeout_ms,
        .ask = {.order = order, .draft = draft, .out = out_availability}};
    salesinv_status rc;

    if (out_availability)
        *out_availability = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    rc = run(&of);
    sinv_realtime_free(&of);
    return sinv_session_leave(session, rc);
}
