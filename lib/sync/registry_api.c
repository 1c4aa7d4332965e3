/* SPDX-License-Identifier: Apache-2.0 */
/* Exported wrappers of the registration of connectors. */
#include <string.h>

#include "base/text.h"
#include "core/call.h"
#include "sync/registry.h"

/** A call about one connector. */
typedef struct registry_call {
    sinv_registration registration;
    const char *text;    /* a reason or an epoch, NULL: none */
    salesinv_time since; /* what was told from then on is lost */
    salesinv_blob **out; /* of a state */
} registry_call;

static salesinv_status check_name(sinv_err *err, const char *name)
{
    return sinv_connector_check_name(err, "name", name, SALESINV_CONNECTOR_NAME_MAX);
}

static salesinv_status check_epoch(sinv_err *err, const char *epoch)
{
    size_t size;
    salesinv_status rc =
        sinv_text_check(err, "epoch", epoch, SALESINV_EPOCH_MAX, &size);

    if (rc == SALESINV_OK && size == 0)
        rc = sinv_err_set(err, SALESINV_E_ARG, "epoch", "epoch is empty");
    else if (rc == SALESINV_OK && sinv_text_has_control(epoch, size))
        rc =
            sinv_err_set(err, SALESINV_E_TEXT, "epoch", "epoch has control characters");
    return rc;
}

static salesinv_status check_kinds(sinv_err *err, const char *field, uint64_t kinds,
                                   uint64_t possible)
{
    if (!(kinds & ~possible))
        return SALESINV_OK;
    return sinv_err_set(err, SALESINV_E_ARG, field,
                        "%s has kinds that it cannot have: 0x%llx", field,
                        (unsigned long long)(kinds & ~possible));
}

static salesinv_status run(salesinv_session *session, const char *function,
                           salesinv_status (*body)(sinv_txn *, sinv_call *),
                           registry_call *of, const char *request_key)
{
    const char *brand = of->registration.brand;
    sinv_call call;

    sinv_call_init(&call, session, function);
    call.right = (sinv_right){SINV_OBJECT_SYNC, SINV_ACTION_APPROVE};
    call.is_write = true;
    call.request_key = request_key;
    call.body = body;
    call.arg = of;
    sinv_digest_bytes(&call.digest, of->registration.name,
                      strlen(of->registration.name));
    sinv_digest_bytes(&call.digest, brand, brand ? strlen(brand) : 0);
    sinv_digest_int(&call.digest, (int64_t)of->registration.pushes);
    sinv_digest_int(&call.digest, (int64_t)of->registration.pulls);
    sinv_digest_bytes(&call.digest, of->text, of->text ? strlen(of->text) : 0);
    sinv_digest_int(&call.digest, of->since);
    return sinv_call_run(&call);
}

static salesinv_status enable(sinv_txn *txn, sinv_call *call)
{
    const registry_call *of = call->arg;

    return sinv_connector_enable(txn, &of->registration);
}

static salesinv_status check_enable(sinv_err *err,
                                    const sinv_registration *registration)
{
    salesinv_status rc = check_name(err, registration->name);

    if (rc == SALESINV_OK)
        rc = sinv_connector_check_name(err, "brand", registration->brand,
                                       SALESINV_CONNECTOR_BRAND_MAX);
    if (rc == SALESINV_OK)
        rc = check_kinds(err, "pushes", registration->pushes, SINV_PUSH_KINDS);
    return rc == SALESINV_OK
               ? check_kinds(err, "pulls", registration->pulls, sinv_pull_kinds_mask())
               : rc;
}

salesinv_status salesinv_sync_enable(salesinv_session *session, const char *name,
                                     const char *brand, uint64_t pushes, uint64_t pulls,
                                     const char *request_key)
{
    registry_call of = {.registration = {name, brand, pushes, pulls}};
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    if ((rc = check_enable(session->engine->err, &of.registration)) == SALESINV_OK)
        rc = run(session, "sync.enable", enable, &of, request_key);
    return sinv_session_leave(session, rc);
}

static salesinv_status pause_body(sinv_txn *txn, sinv_call *call)
{
    const registry_call *of = call->arg;

    return sinv_connector_pause(txn, of->registration.name, of->text);
}

static salesinv_status retire(sinv_txn *txn, sinv_call *call)
{
    const registry_call *of = call->arg;

    return sinv_connector_retire(txn, of->registration.name, of->text);
}

static salesinv_status run_with_reason(salesinv_session *session, const char *function,
                                       salesinv_status (*body)(sinv_txn *, sinv_call *),
                                       registry_call *of, const char *request_key)
{
    sinv_err *err;
    size_t size;
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    err = session->engine->err;
    rc = check_name(err, of->registration.name);
    if (rc == SALESINV_OK && of->text)
        rc = sinv_text_check(err, "reason", of->text, SINV_CONNECTOR_REASON_MAX, &size);
    if (rc == SALESINV_OK)
        rc = run(session, function, body, of, request_key);
    return sinv_session_leave(session, rc);
}

salesinv_status salesinv_sync_pause(salesinv_session *session, const char *name,
                                    const char *reason, const char *request_key)
{
    registry_call of = {.registration = {.name = name}, .text = reason};

    return run_with_reason(session, "sync.pause", pause_body, &of, request_key);
}

salesinv_status salesinv_sync_retire(salesinv_session *session, const char *name,
                                     const char *reason, const char *request_key)
{
    registry_call of = {.registration = {.name = name}, .text = reason};

    return run_with_reason(session, "sync.retire", retire, &of, request_key);
}

static salesinv_status resume(sinv_txn *txn, sinv_call *call)
{
    const registry_call *of = call->arg;

    return sinv_connector_resume(txn, of->registration.name);
}

salesinv_status salesinv_sync_resume(salesinv_session *session, const char *name,
                                     const char *request_key)
{
    registry_call of = {.registration = {.name = name}};
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    rc = check_name(session->engine->err, name);
    if (rc == SALESINV_OK)
        rc = run(session, "sync.resume", resume, &of, request_key);
    return sinv_session_leave(session, rc);
}

static salesinv_status confirm_epoch(sinv_txn *txn, sinv_call *call)
{
    const registry_call *of = call->arg;

    return sinv_connector_confirm_epoch(txn, of->registration.name, of->text,
                                        of->since);
}

salesinv_status salesinv_sync_confirm_epoch(salesinv_session *session, const char *name,
                                            const char *epoch, salesinv_time lost_since,
                                            const char *request_key)
{
    registry_call of = {
        .registration = {.name = name}, .text = epoch, .since = lost_since};
    sinv_err *err;
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    err = session->engine->err;
    if ((rc = check_name(err, name)) == SALESINV_OK &&
        (rc = check_epoch(err, epoch)) == SALESINV_OK)
        rc = run(session, "sync.confirm_epoch", confirm_epoch, &of, request_key);
    return sinv_session_leave(session, rc);
}

static salesinv_status describe(sinv_txn *txn, sinv_call *call)
{
    const registry_call *of = call->arg;

    return sinv_sync_describe(txn, of->registration.name, of->out);
}

static void discard(sinv_call *call)
{
    const registry_call *of = call->arg;

    salesinv_blob_free(*of->out);
    *of->out = NULL;
}

static salesinv_status read_state(salesinv_session *session, registry_call *of)
{
    sinv_call call;
    salesinv_status rc = SALESINV_OK;

    if (of->registration.name)
        rc = check_name(session->engine->err, of->registration.name);
    if (rc != SALESINV_OK)
        return rc;
    sinv_call_init(&call, session, "sync.state");
    call.right = (sinv_right){SINV_OBJECT_SYNC, SINV_ACTION_READ};
    call.body = describe;
    call.discard = discard;
    call.arg = of;
    return sinv_call_run(&call);
}

salesinv_status salesinv_sync_state(salesinv_session *session, const char *name,
                                    salesinv_blob **out_json)
{
    registry_call of = {.registration = {.name = name}, .out = out_json};
    salesinv_status rc;

    if (!out_json)
        return sinv_session_missing(session, "out_json");
    *out_json = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, read_state(session, &of));
}
