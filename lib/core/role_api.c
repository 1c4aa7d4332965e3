/* SPDX-License-Identifier: Apache-2.0 */
/* Exported wrappers of roles. */
#include "salesinv/role.h"

#include <string.h>

#include "base/text.h"
#include "core/call.h"
#include "core/role.h"

/** A call about one role. */
typedef struct role_call {
    const char *name;
    const char *json;
    size_t json_size;
    sinv_rights rights;
} role_call;

static salesinv_status check_name(sinv_err *err, const char *name)
{
    size_t size;
    salesinv_status rc = sinv_text_check(err, "name", name, SINV_ROLE_NAME_MAX, &size);

    if (rc == SALESINV_OK && size == 0)
        rc = sinv_err_set(err, SALESINV_E_ARG, "name", "name is empty");
    else if (rc == SALESINV_OK && sinv_text_has_control(name, size))
        rc = sinv_err_set(err, SALESINV_E_TEXT, "name", "name has control characters");
    return rc;
}

static salesinv_status run(salesinv_session *session, const char *function,
                           salesinv_status (*body)(sinv_txn *, sinv_call *),
                           role_call *of, const char *request_key)
{
    sinv_call call;

    sinv_call_init(&call, session, function);
    call.right.object = SINV_OBJECT_SETTING;
    call.right.action = SINV_ACTION_UPDATE;
    call.is_write = true;
    call.request_key = request_key;
    call.body = body;
    call.arg = of;
    sinv_digest_bytes(&call.digest, of->name, strlen(of->name));
    sinv_digest_bytes(&call.digest, of->json, of->json_size);
    return sinv_call_run(&call);
}

static salesinv_status put(sinv_txn *txn, sinv_call *call)
{
    const role_call *of = call->arg;

    return sinv_role_write(txn, of->name, of->json, of->json_size);
}

salesinv_status salesinv_role_put(salesinv_session *session, const char *name,
                                  const char *rights_json, const char *request_key)
{
    role_call of = {.name = name, .json = rights_json};
    salesinv_status rc = sinv_session_enter(session);
    sinv_err *err;

    if (rc != SALESINV_OK)
        return rc;
    err = session->engine->err;
    if ((rc = check_name(err, name)) == SALESINV_OK &&
        (rc = sinv_text_check(err, "rights_json", rights_json, SINV_ROLE_JSON_MAX,
                              &of.json_size)) == SALESINV_OK)
        rc = run(session, "role.put", put, &of, request_key);
    return sinv_session_leave(session, rc);
}

static salesinv_status drop(sinv_txn *txn, sinv_call *call)
{
    const role_call *of = call->arg;

    return sinv_role_drop(txn, of->name);
}

salesinv_status salesinv_role_remove(salesinv_session *session, const char *name,
                                     const char *request_key)
{
    role_call of = {.name = name};
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    if ((rc = check_name(session->engine->err, name)) == SALESINV_OK)
        rc = run(session, "role.remove", drop, &of, request_key);
    return sinv_session_leave(session, rc);
}

static salesinv_status read_role(sinv_txn *txn, sinv_call *call)
{
    role_call *of = call->arg;

    return sinv_role_read(txn, of->name, &of->rights);
}

static salesinv_status copy_out(sinv_err *err, const sinv_buf *json, char *out_json,
                                size_t capacity, size_t *out_size)
{
    if (json->status != SALESINV_OK)
        return sinv_err_set(err, SALESINV_E_NOMEM, NULL, "out of memory");
    if (out_size)
        *out_size = json->size;
    if (!out_json && capacity == 0)
        return SALESINV_OK;
    if (!out_json || json->size >= capacity)
        return sinv_err_set(err, SALESINV_E_OVERFLOW, "capacity",
                            "room for %zu bytes, %zu are needed", capacity,
                            json->size + 1);
    memcpy(out_json, json->bytes, json->size + 1);
    return SALESINV_OK;
}

static salesinv_status get(salesinv_session *session, role_call *of, sinv_buf *json)
{
    sinv_call call;
    salesinv_status rc = check_name(session->engine->err, of->name);

    if (rc != SALESINV_OK)
        return rc;
    sinv_call_init(&call, session, "role.get");
    call.right.object = SINV_OBJECT_SETTING;
    call.right.action = SINV_ACTION_READ;
    call.body = read_role;
    call.arg = of;
    if ((rc = sinv_call_run(&call)) == SALESINV_OK)
        sinv_rights_print(&of->rights, json);
    return rc;
}

salesinv_status salesinv_role_get(salesinv_session *session, const char *name,
                                  char *out_json, size_t capacity, size_t *out_size)
{
    role_call of = {.name = name};
    sinv_buf json;
    salesinv_status rc;

    if (out_json && capacity > 0)
        *out_json = '\0';
    if (out_size)
        *out_size = 0;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    sinv_buf_init(&json, session->engine->heap, SINV_ROLE_JSON_MAX);
    if ((rc = get(session, &of, &json)) == SALESINV_OK)
        rc = copy_out(session->engine->err, &json, out_json, capacity, out_size);
    sinv_buf_free(&json);
    return sinv_session_leave(session, rc);
}

static salesinv_status list_body(sinv_txn *txn, sinv_call *call)
{
    return sinv_roles_print(txn, call->arg);
}

static salesinv_status list(salesinv_session *session, sinv_buf *json)
{
    sinv_call call;

    sinv_call_init(&call, session, "role.list");
    call.right.object = SINV_OBJECT_SETTING;
    call.right.action = SINV_ACTION_READ;
    call.body = list_body;
    call.arg = json;
    return sinv_call_run(&call);
}

salesinv_status salesinv_role_list(salesinv_session *session, char *out_json,
                                   size_t capacity, size_t *out_size)
{
    sinv_buf json;
    salesinv_status rc;

    if (out_json && capacity > 0)
        *out_json = '\0';
    if (out_size)
        *out_size = 0;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    sinv_buf_init(&json, session->engine->heap, SIZE_MAX);
    if ((rc = list(session, &json)) == SALESINV_OK)
        rc = copy_out(session->engine->err, &json, out_json, capacity, out_size);
    sinv_buf_free(&json);
    return sinv_session_leave(session, rc);
}
