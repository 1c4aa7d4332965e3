/* SPDX-License-Identifier: Apache-2.0 */
/* Exported wrappers of tenants and editions. */
#include <string.h>

#include "base/text.h"
#include "core/call.h"
#include "core/tenant.h"
#include "salesinv/document.h"

static salesinv_status check_name(sinv_err *err, const char *name)
{
    size_t size;
    salesinv_status rc =
        sinv_text_check(err, "name", name, SINV_TENANT_NAME_MAX, &size);

    if (rc == SALESINV_OK && size == 0)
        rc = sinv_err_set(err, SALESINV_E_ARG, "name", "name is empty");
    else if (rc == SALESINV_OK && sinv_text_has_control(name, size))
        rc = sinv_err_set(err, SALESINV_E_TEXT, "name", "name has control characters");
    return rc;
}

/** What a new tenant is given. */
typedef struct new_tenant {
    const char *name;
} new_tenant;

static salesinv_status create(sinv_txn *txn, sinv_call *call)
{
    const new_tenant *given = call->arg;

    call->kind = SALESINV_KIND_TENANT;
    call->version = 1;
    return sinv_tenant_create(txn, given->name, &call->object);
}

static salesinv_status run_create(salesinv_session *session, const char *name,
                                  const char *request_key, salesinv_id *out_id)
{
    new_tenant given = {name};
    sinv_call call;
    salesinv_status rc = check_name(session->engine->err, name);

    if (rc == SALESINV_OK && !out_id)
        rc = sinv_err_set(session->engine->err, SALESINV_E_ARG, "out_id",
                          "out_id is NULL");
    if (rc != SALESINV_OK)
        return rc;
    sinv_call_init(&call, session, "tenant.create");
    call.right.object = SINV_OBJECT_TENANT;
    call.right.action = SINV_ACTION_CREATE;
    call.is_write = true;
    call.request_key = request_key;
    call.body = create;
    call.arg = &given;
    sinv_digest_bytes(&call.digest, name, strlen(name));
    if ((rc = sinv_call_run(&call)) == SALESINV_OK)
        *out_id = call.object;
    return rc;
}

salesinv_status salesinv_tenant_create(salesinv_session *session, const char *name,
                                       const char *request_key, salesinv_id *out_id)
{
    salesinv_status rc;

    if (out_id)
        *out_id = 0;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    rc = run_create(session, name, request_key, out_id);
    return sinv_session_leave(session, rc);
}

static salesinv_status enable(sinv_txn *txn, sinv_call *call)
{
    const salesinv_edition *edition = call->arg;

    return sinv_edition_enable(txn, *edition);
}

static salesinv_status run_enable(salesinv_session *session, salesinv_edition edition,
                                  const char *request_key)
{
    sinv_call call;

    if (edition != SALESINV_EDITION_STANDALONE &&
        edition != SALESINV_EDITION_INTEGRATION)
        return sinv_err_set(session->engine->err, SALESINV_E_ARG, "edition",
                            "edition %d is unknown", edition);
    sinv_call_init(&call, session, "edition.enable");
    call.right.object = SINV_OBJECT_SETTING;
    call.right.action = SINV_ACTION_UPDATE;
    call.is_write = true;
    call.request_key = request_key;
    call.body = enable;
    call.arg = &edition;
    sinv_digest_int(&call.digest, edition);
    return sinv_call_run(&call);
}

salesinv_status salesinv_edition_enable(salesinv_session *session,
                                        salesinv_edition edition,
                                        const char *request_key)
{
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, run_enable(session, edition, request_key));
}

static salesinv_status read_edition(sinv_txn *txn, sinv_call *call)
{
    return sinv_edition_read(txn, call->arg);
}

static salesinv_status run_read(salesinv_session *session,
                                salesinv_edition *out_edition)
{
    sinv_call call;

    if (!out_edition)
        return sinv_err_set(session->engine->err, SALESINV_E_ARG, "out_edition",
                            "out_edition is NULL");
    sinv_call_init(&call, session, "edition.get");
    call.right.object = SINV_OBJECT_SETTING;
    call.right.action = SINV_ACTION_READ;
    call.body = read_edition;
    call.arg = out_edition;
    return sinv_call_run(&call);
}

salesinv_status salesinv_edition_get(salesinv_session *session,
                                     salesinv_edition *out_edition)
{
    salesinv_status rc;

    if (out_edition)
        *out_edition = SALESINV_EDITION_NONE;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, run_read(session, out_edition));
}
