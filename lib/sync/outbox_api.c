/* SPDX-License-Identifier: Apache-2.0 */
/* Exported wrappers of the outbox. */
#include <string.h>

#include "base/text.h"
#include "core/call.h"
#include "sync/link.h"
#include "sync/outbox.h"
#include "sync/registry.h"

/** A call about one message. */
typedef struct message_call {
    sinv_claim claim;
    const char *external_id; /* NULL: none */
    const char *reason;      /* of a settlement */
    sinv_push_failure failure;
} message_call;

/** A call that reads or leases a page. */
typedef struct page_call {
    sinv_lease_wish wish;
    sinv_outbox_search search;
    salesinv_messages **out;
} page_call;

static salesinv_status refuse_number(sinv_err *err, const char *field, int64_t value)
{
    return sinv_err_set(err, SALESINV_E_ARG, field, "%s %lld is out of range", field,
                        (long long)value);
}

static salesinv_status check_connector(sinv_err *err, const char *name)
{
    return sinv_connector_check_name(err, "connector", name,
                                     SALESINV_CONNECTOR_NAME_MAX);
}

static salesinv_status check_count(sinv_err *err, int32_t max_count)
{
    if (max_count >= 1 && max_count <= SALESINV_MESSAGES_MAX)
        return SALESINV_OK;
    return refuse_number(err, "max_count", max_count);
}

/* ---- pages ---- */

static void discard(sinv_call *call)
{
    const page_call *of = call->arg;

    salesinv_messages_free(*of->out);
    *of->out = NULL;
}

static salesinv_status run_page(salesinv_session *session, const char *function,
                                salesinv_status (*body)(sinv_txn *, sinv_call *),
                                page_call *of, bool is_write)
{
    sinv_call call;

    sinv_call_init(&call, session, function);
    call.right.object = SINV_OBJECT_SYNC;
    call.right.action = is_write ? SINV_ACTION_UPDATE : SINV_ACTION_READ;
    call.is_write = is_write;
    call.body = body;
    call.discard = discard;
    call.arg = of;
    return sinv_call_run(&call);
}

static salesinv_status lease(sinv_txn *txn, sinv_call *call)
{
    const page_call *of = call->arg;
    sinv_message_list list = {.txn = txn};
    salesinv_status rc = sinv_outbox_lease(txn, &of->wish, &list);

    return rc == SALESINV_OK ? sinv_messages_build(&list, of->out) : rc;
}

static salesinv_status next(salesinv_session *session, page_call *of)
{
    sinv_err *err = session->engine->err;
    salesinv_status rc;

    if ((rc = check_connector(err, of->wish.connector)) != SALESINV_OK ||
        (rc = check_count(err, of->wish.max_count)) != SALESINV_OK)
        return rc;
    if (of->wish.lease_ms < 1 || of->wish.lease_ms > SINV_LEASE_MS_MAX)
        return refuse_number(err, "lease_ms", of->wish.lease_ms);
    return run_page(session, "outbox.next", lease, of, true);
}

salesinv_status salesinv_outbox_next(salesinv_session *session, const char *connector,
                                     int32_t max_count, int64_t lease_ms,
                                     salesinv_messages **out_messages)
{
    page_call of = {
        .wish = {.connector = connector, .lease_ms = lease_ms, .max_count = max_count},
        .out = out_messages};
    salesinv_status rc;

    if (!out_messages)
        return sinv_session_missing(session, "out_messages");
    *out_messages = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, next(session, &of));
}

static salesinv_status list(sinv_txn *txn, sinv_call *call)
{
    const page_call *of = call->arg;
    sinv_message_list list = {.txn = txn};
    salesinv_status rc = sinv_outbox_list(txn, &of->search, &list);

    return rc == SALESINV_OK ? sinv_messages_build(&list, of->out) : rc;
}

static salesinv_status find(salesinv_session *session, page_call *of)
{
    sinv_err *err = session->engine->err;
    salesinv_status rc = SALESINV_OK;

    if (of->search.connector)
        rc = check_connector(err, of->search.connector);
    if (rc != SALESINV_OK ||
        (rc = check_count(err, of->search.max_count)) != SALESINV_OK)
        return rc;
    if (of->search.state < 0 || of->search.state > SALESINV_OUTBOX_DEAD)
        return refuse_number(err, "state", of->search.state);
    if (of->search.after < 0)
        return refuse_number(err, "after_id", of->search.after);
    return run_page(session, "outbox.find", list, of, false);
}

salesinv_status salesinv_outbox_find(salesinv_session *session, const char *connector,
                                     salesinv_outbox_state state, salesinv_id after_id,
                                     int32_t max_count,
                                     salesinv_messages **out_messages)
{
    page_call of = {.search = {.connector = connector,
                               .state = state,
                               .max_count = max_count,
                               .after = after_id},
                    .out = out_messages};
    salesinv_status rc;

    if (!out_messages)
        return sinv_session_missing(session, "out_messages");
    *out_messages = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, find(session, &of));
}

/* ---- one message ---- */

static salesinv_status check_message(sinv_err *err, salesinv_id message)
{
    return message > 0 ? SALESINV_OK : refuse_number(err, "message_id", message);
}

static salesinv_status check_claim(sinv_err *err, const sinv_claim *claim)
{
    salesinv_status rc = check_message(err, claim->message);

    if (rc == SALESINV_OK && claim->lease <= 0)
        rc = refuse_number(err, "lease", claim->lease);
    return rc;
}

static salesinv_status run_message(sinv_call *call,
                                   salesinv_status (*body)(sinv_txn *, sinv_call *),
                                   message_call *of)
{
    const char *external_id = of->external_id;
    const char *reason = of->reason;

    call->right.object = SINV_OBJECT_SYNC;
    call->is_write = true;
    call->body = body;
    call->arg = of;
    sinv_digest_int(&call->digest, of->claim.message);
    sinv_digest_bytes(&call->digest, external_id,
                      external_id ? strlen(external_id) : 0);
    sinv_digest_bytes(&call->digest, reason, reason ? strlen(reason) : 0);
    return sinv_call_run(call);
}

static salesinv_status acknowledge(sinv_txn *txn, sinv_call *call)
{
    const message_call *of = call->arg;

    return sinv_outbox_acknowledge(txn, &of->claim, of->external_id);
}

static salesinv_status check_external_id(sinv_err *err, const char *external_id)
{
    return external_id ? sinv_link_check_id(err, "external_id", external_id)
                       : SALESINV_OK;
}

salesinv_status salesinv_outbox_ack(salesinv_session *session, salesinv_id message_id,
                                    int64_t lease, const char *external_id)
{
    message_call of = {.claim = {message_id, lease}, .external_id = external_id};
    sinv_call call;
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    if ((rc = check_claim(session->engine->err, &of.claim)) == SALESINV_OK &&
        (rc = check_external_id(session->engine->err, external_id)) == SALESINV_OK) {
        sinv_call_init(&call, session, "outbox.ack");
        call.right.action = SINV_ACTION_UPDATE;
        rc = run_message(&call, acknowledge, &of);
    }
    return sinv_session_leave(session, rc);
}

static salesinv_status check_failure(sinv_err *err, salesinv_status status)
{
    switch (status) {
    case SALESINV_E_CONNECTOR_REFUSED:
    case SALESINV_E_NOT_FOUND:
    case SALESINV_E_BUSY:
    case SALESINV_E_CONNECTOR_TIMEOUT:
    case SALESINV_E_CONNECTOR_MALFORMED:
    case SALESINV_E_CALLBACK:
    case SALESINV_E_UNKNOWN_OUTCOME:
        return SALESINV_OK;
    default:
        return sinv_err_set(err, SALESINV_E_ARG, "status",
                            "status %d does not say what became of a message", status);
    }
}

static salesinv_status note_failure(sinv_txn *txn, sinv_call *call)
{
    const message_call *of = call->arg;

    return sinv_outbox_note_failure(txn, &of->claim, &of->failure);
}

salesinv_status salesinv_outbox_fail(salesinv_session *session, salesinv_id message_id,
                                     int64_t lease, salesinv_status status,
                                     int64_t vendor_code, const char *text)
{
    message_call of = {
        .claim = {message_id, lease},
        .failure = {.status = status, .vendor_code = vendor_code, .text = text}};
    sinv_call call;
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    if ((rc = check_claim(session->engine->err, &of.claim)) == SALESINV_OK &&
        (rc = check_failure(session->engine->err, status)) == SALESINV_OK) {
        sinv_call_init(&call, session, "outbox.fail");
        call.right.action = SINV_ACTION_UPDATE;
        rc = run_message(&call, note_failure, &of);
    }
    return sinv_session_leave(session, rc);
}

static salesinv_status resend(sinv_txn *txn, sinv_call *call)
{
    const message_call *of = call->arg;

    return sinv_outbox_resend(txn, of->claim.message);
}

salesinv_status salesinv_outbox_resend(salesinv_session *session,
                                       salesinv_id message_id, const char *request_key)
{
    message_call of = {.claim = {.message = message_id}};
    sinv_call call;
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    if ((rc = check_message(session->engine->err, message_id)) == SALESINV_OK) {
        sinv_call_init(&call, session, "outbox.resend");
        call.right.action = SINV_ACTION_APPROVE;
        call.request_key = request_key;
        rc = run_message(&call, resend, &of);
    }
    return sinv_session_leave(session, rc);
}

static salesinv_status settle(sinv_txn *txn, sinv_call *call)
{
    const message_call *of = call->arg;

    return sinv_outbox_settle(txn, of->claim.message, of->external_id, of->reason);
}

static salesinv_status check_reason(sinv_err *err, const char *reason)
{
    size_t size;
    salesinv_status rc =
        sinv_text_check(err, "reason", reason, SINV_CONNECTOR_REASON_MAX, &size);

    if (rc == SALESINV_OK && size == 0)
        rc = sinv_err_set(err, SALESINV_E_ARG, "reason", "reason is empty");
    return rc;
}

salesinv_status salesinv_outbox_settle(salesinv_session *session,
                                       salesinv_id message_id, const char *external_id,
                                       const char *reason, const char *request_key)
{
    message_call of = {
        .claim = {.message = message_id}, .external_id = external_id, .reason = reason};
    sinv_err *err;
    sinv_call call;
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    err = session->engine->err;
    if ((rc = check_message(err, message_id)) == SALESINV_OK &&
        (rc = check_external_id(err, external_id)) == SALESINV_OK &&
        (rc = check_reason(err, reason)) == SALESINV_OK) {
        sinv_call_init(&call, session, "outbox.settle");
        call.right.action = SINV_ACTION_APPROVE;
        call.request_key = request_key;
        rc = run_message(&call, settle, &of);
    }
    return sinv_session_leave(session, rc);
}
