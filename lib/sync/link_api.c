/* SPDX-License-Identifier: Apache-2.0 */
/* Exported wrappers of links: reading them. */
#include "salesinv/link.h"

#include "core/call.h"
#include "document/blob.h"
#include "sync/connector.h"
#include "sync/link.h"
#include "sync/registry.h"

/** A question about one link. */
typedef struct link_call {
    sinv_link_key key;
    salesinv_id object;
    salesinv_blob **out_text;
} link_call;

static salesinv_status check_key(sinv_err *err, const sinv_link_key *key)
{
    uint64_t kinds = sinv_pull_kinds_mask() | SINV_PUSH_KINDS;
    salesinv_status rc = sinv_connector_check_name(err, "connector", key->connector,
                                                   SALESINV_CONNECTOR_NAME_MAX);

    if (rc != SALESINV_OK)
        return rc;
    if (key->kind > 0 && key->kind < 64 && kinds & SINV_SYNC_BIT(key->kind))
        return SALESINV_OK;
    return sinv_err_set(err, SALESINV_E_ARG, "kind", "kind %d is exchanged with no ERP",
                        key->kind);
}

static salesinv_status run(salesinv_session *session, link_call *of,
                           salesinv_status (*body)(sinv_txn *, sinv_call *),
                           void (*discard)(sinv_call *))
{
    sinv_call call;

    sinv_call_init(&call, session, "sync.link");
    call.right = (sinv_right){SINV_OBJECT_SYNC, SINV_ACTION_READ};
    call.body = body;
    call.discard = discard;
    call.arg = of;
    return sinv_call_run(&call);
}

/* ---- what an id means ---- */

static salesinv_status find_object(sinv_txn *txn, sinv_call *call)
{
    link_call *of = call->arg;
    sinv_row *row;
    salesinv_status rc = sinv_connector_find(txn, of->key.connector, &row);

    of->object = 0;
    if (rc != SALESINV_OK || (rc = sinv_link_find(txn, &of->key, &row)) != SALESINV_OK)
        return rc;
    if (row)
        of->object = sinv_row_int(row, SINV_LINK_OBJECT);
    return of->object != 0 ? SALESINV_OK
                           : sinv_err_set(txn->err, SALESINV_E_NOT_FOUND, "external_id",
                                          "\"%s\" of %s means nothing here",
                                          of->key.external_id, of->key.connector);
}

salesinv_status salesinv_link_object(salesinv_session *session, const char *connector,
                                     salesinv_kind kind, const char *external_id,
                                     salesinv_id *out_id)
{
    link_call of = {.key = {connector, kind, external_id}};
    salesinv_status rc;

    if (!out_id)
        return sinv_session_missing(session, "out_id");
    *out_id = 0;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    if ((rc = check_key(session->engine->err, &of.key)) == SALESINV_OK &&
        (rc = sinv_link_check_id(session->engine->err, "external_id", external_id)) ==
            SALESINV_OK &&
        (rc = run(session, &of, find_object, NULL)) == SALESINV_OK)
        *out_id = of.object;
    return sinv_session_leave(session, rc);
}

/* ---- how the ERP calls an object ---- */

static salesinv_status find_external_id(sinv_txn *txn, sinv_call *call)
{
    const link_call *of = call->arg;
    const char *text = NULL;
    sinv_buf buf;
    sinv_row *row;
    salesinv_status rc = sinv_connector_find(txn, of->key.connector, &row);

    if (rc != SALESINV_OK ||
        (rc = sinv_link_external_id(txn, of->key.connector, of->key.kind, of->object,
                                    &text)) != SALESINV_OK)
        return rc;
    if (!text)
        return sinv_err_set(txn->err, SALESINV_E_NOT_FOUND, "id",
                            "%s has no id of %lld that is known here",
                            of->key.connector, (long long)of->object);
    sinv_buf_init(&buf, txn->engine->heap, SALESINV_EXTERNAL_ID_MAX + 1);
    sinv_buf_put_text(&buf, text);
    return sinv_blob_take(&buf, of->out_text) == SALESINV_OK ? SALESINV_OK
                                                             : sinv_txn_nomem(txn);
}

static void discard_text(sinv_call *call)
{
    const link_call *of = call->arg;

    salesinv_blob_free(*of->out_text);
    *of->out_text = NULL;
}

salesinv_status salesinv_link_external_id(salesinv_session *session,
                                          const char *connector, salesinv_kind kind,
                                          salesinv_id id, salesinv_blob **out_text)
{
    link_call of = {.key = {.connector = connector, .kind = kind},
                    .object = id,
                    .out_text = out_text};
    sinv_err *err;
    salesinv_status rc;

    if (!out_text)
        return sinv_session_missing(session, "out_text");
    *out_text = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    err = session->engine->err;
    rc = check_key(err, &of.key);
    if (rc == SALESINV_OK && id <= 0)
        rc = sinv_err_set(err, SALESINV_E_ARG, "id", "id is not above 0");
    if (rc == SALESINV_OK)
        rc = run(session, &of, find_external_id, discard_text);
    return sinv_session_leave(session, rc);
}
