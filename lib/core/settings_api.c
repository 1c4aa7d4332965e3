/* SPDX-License-Identifier: Apache-2.0 */
/* Exported wrappers of settings. */
#include <string.h>

#include "base/text.h"
#include "core/call.h"

enum { TEXT_VALUE_MAX = 4096 };

/* ---- which settings there are: static data, no session ---- */

static const sinv_setting_def *define(const char *key)
{
    return sinv_setting_def_at(sinv_setting_find(key));
}

int32_t salesinv_setting_count(void)
{
    return SINV_SET_COUNT;
}

const char *salesinv_setting_key(int32_t index)
{
    const sinv_setting_def *def = sinv_setting_def_at(index);
    return def ? def->key : NULL;
}

salesinv_setting_type salesinv_setting_type_of(const char *key)
{
    const sinv_setting_def *def = define(key);
    return def ? def->type : 0;
}

int64_t salesinv_setting_default(const char *key)
{
    const sinv_setting_def *def = define(key);
    return def ? def->initial : 0;
}

int64_t salesinv_setting_least(const char *key)
{
    const sinv_setting_def *def = define(key);
    return def ? def->least : 0;
}

int64_t salesinv_setting_most(const char *key)
{
    const sinv_setting_def *def = define(key);
    return def ? def->most : 0;
}

salesinv_setting_scope salesinv_setting_scope_of(const char *key)
{
    const sinv_setting_def *def = define(key);
    return def ? def->scope : 0;
}

uint32_t salesinv_setting_editions(const char *key)
{
    const sinv_setting_def *def = define(key);
    return def ? def->editions : 0;
}

const char *salesinv_setting_gate(const char *key)
{
    const sinv_setting_def *def = define(key);
    return def ? def->gate : NULL;
}

const char *salesinv_setting_text(const char *key)
{
    const sinv_setting_def *def = define(key);
    return def ? def->text : NULL;
}

/* ---- their values ---- */

/** A call about one setting: where, and the value that goes in or comes out. */
typedef struct setting_call {
    int32_t setting;
    const char *record_type; /* NULL: global */
    sinv_setting_value value;
    char *out_text;
} setting_call;

static salesinv_status check_key(salesinv_session *session, const char *key,
                                 setting_call *out)
{
    sinv_err *err = session->engine->err;
    salesinv_status rc;

    if (!key)
        return sinv_err_set(err, SALESINV_E_ARG, "key", "key is NULL");
    out->setting = sinv_setting_find(key);
    if (out->setting >= 0)
        return SALESINV_OK;
    rc = sinv_err_set(err, SALESINV_E_ARG, "key", "there is no setting %.64s", key);
    sinv_err_add_text(err, "setting", key);
    return rc;
}

static salesinv_status check_place(salesinv_session *session, const char *key,
                                   const char *record_type, setting_call *out)
{
    sinv_err *err = session->engine->err;
    size_t size;
    salesinv_status rc;

    if ((rc = check_key(session, key, out)) != SALESINV_OK || !record_type)
        return rc;
    rc = sinv_text_check(err, "record_type", record_type, SINV_RECORD_TYPE_MAX, &size);
    if (rc != SALESINV_OK)
        return rc;
    if (size == 0)
        return sinv_err_set(err, SALESINV_E_ARG, "record_type", "record_type is empty");
    if (sinv_text_has_control(record_type, size))
        return sinv_err_set(err, SALESINV_E_TEXT, "record_type",
                            "record_type has control characters");
    out->record_type = record_type;
    return SALESINV_OK;
}

static salesinv_status check_type(salesinv_session *session, const setting_call *of,
                                  bool is_text)
{
    const sinv_setting_def *def = sinv_setting_def_at(of->setting);

    if ((def->type == SALESINV_SETTING_TEXT) == is_text)
        return SALESINV_OK;
    return sinv_err_set(session->engine->err, SALESINV_E_ARG, "key", "%s is a %s",
                        def->key, is_text ? "number" : "text");
}

static void prepare(sinv_call *call, salesinv_session *session, const char *function,
                    setting_call *of)
{
    const sinv_setting_def *def = sinv_setting_def_at(of->setting);
    bool is_platform = strcmp(def->gate, "operator") == 0;
    const char *place = of->record_type;

    sinv_call_init(call, session, function);
    call->right.object = is_platform ? SINV_OBJECT_TENANT : SINV_OBJECT_SETTING;
    call->right.action = SINV_ACTION_READ;
    call->arg = of;
    sinv_digest_bytes(&call->digest, def->key, strlen(def->key));
    sinv_digest_bytes(&call->digest, place, place ? strlen(place) : 0);
}

static salesinv_status change(sinv_txn *txn, sinv_call *call)
{
    const setting_call *of = call->arg;

    return sinv_setting_change(txn, of->setting, of->record_type, &of->value);
}

static salesinv_status run_change(salesinv_session *session, const char *function,
                                  setting_call *of, const char *request_key)
{
    const char *text = of->value.text;
    sinv_call call;

    prepare(&call, session, function, of);
    sinv_digest_int(&call.digest, of->value.is_set);
    sinv_digest_int(&call.digest, of->value.number);
    sinv_digest_bytes(&call.digest, text, text ? strlen(text) : 0);
    call.right.action = SINV_ACTION_UPDATE;
    call.is_write = true;
    call.request_key = request_key;
    call.body = change;
    return sinv_call_run(&call);
}

static salesinv_status read_int(sinv_txn *txn, sinv_call *call)
{
    setting_call *of = call->arg;

    return sinv_setting_int(txn, of->setting, of->record_type, &of->value.number);
}

salesinv_status salesinv_setting_get_int(salesinv_session *session, const char *key,
                                         const char *record_type, int64_t *out_value)
{
    setting_call of = {0};
    sinv_call call;
    salesinv_status rc;

    if (out_value)
        *out_value = 0;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    if (!out_value)
        rc = sinv_err_set(session->engine->err, SALESINV_E_ARG, "out_value",
                          "out_value is NULL");
    if (rc == SALESINV_OK &&
        (rc = check_place(session, key, record_type, &of)) == SALESINV_OK &&
        (rc = check_type(session, &of, false)) == SALESINV_OK) {
        prepare(&call, session, "setting.get", &of);
        call.body = read_int;
        rc = sinv_call_run(&call);
    }
    if (rc == SALESINV_OK)
        *out_value = of.value.number;
    return sinv_session_leave(session, rc);
}

static salesinv_status read_text(sinv_txn *txn, sinv_call *call)
{
    setting_call *of = call->arg;
    const char *text;
    salesinv_status rc = sinv_setting_text(txn, of->setting, of->record_type, &text);

    if (rc != SALESINV_OK)
        return rc;
    of->value.is_set = text != NULL;
    if (text)
        memcpy(of->out_text, text, strlen(text) + 1);
    return SALESINV_OK;
}

static salesinv_status check_room(salesinv_session *session, const setting_call *of,
                                  size_t capacity)
{
    const sinv_setting_def *def = sinv_setting_def_at(of->setting);

    if (of->out_text && capacity > (size_t)def->most)
        return SALESINV_OK;
    return sinv_err_set(
        session->engine->err, SALESINV_E_ARG, of->out_text ? "capacity" : "out_text",
        "room for %zu bytes, %lld are needed", capacity, (long long)def->most + 1);
}

salesinv_status salesinv_setting_get_text(salesinv_session *session, const char *key,
                                          const char *record_type, char *out_text,
                                          size_t capacity, int32_t *out_is_set)
{
    setting_call of = {.out_text = out_text};
    sinv_call call;
    salesinv_status rc;

    if (out_text && capacity > 0)
        *out_text = '\0';
    if (out_is_set)
        *out_is_set = 0;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    if ((rc = check_place(session, key, record_type, &of)) == SALESINV_OK &&
        (rc = check_type(session, &of, true)) == SALESINV_OK &&
        (rc = check_room(session, &of, capacity)) == SALESINV_OK) {
        prepare(&call, session, "setting.get", &of);
        call.body = read_text;
        rc = sinv_call_run(&call);
    }
    if (rc == SALESINV_OK && out_is_set)
        *out_is_set = of.value.is_set;
    return sinv_session_leave(session, rc);
}

salesinv_status salesinv_setting_set_int(salesinv_session *session, const char *key,
                                         const char *record_type, int64_t value,
                                         const char *request_key)
{
    setting_call of = {.value = {.is_set = true, .number = value}};
    salesinv_status rc;

    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    if ((rc = check_place(session, key, record_type, &of)) == SALESINV_OK &&
        (rc = check_type(session, &of, false)) == SALESINV_OK)
        rc = run_change(session, "setting.set", &of, request_key);
    return sinv_session_leave(session, rc);
}

static salesinv_status check_text(salesinv_session *session, const char *value)
{
    sinv_err *err = session->engine->err;
    size_t size;
    salesinv_status rc = sinv_text_check(err, "value", value, TEXT_VALUE_MAX, &size);

    if (rc == SALESINV_OK && sinv_text_has_control(value, size))
        rc =
            sinv_err_set(err, SALESINV_E_TEXT, "value", "value has control characters");
    return rc;
}

salesinv_status salesinv_setting_set_text(salesinv_session *session, const char *key,
                                          const char *record_type, const char *value,
                                          const char *request_key)
{
    setting_call of = {.value = {.is_set = true, .text = value}};
    salesinv_status rc;

    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    if ((rc = check_place(session, key, record_type, &of)) == SALESINV_OK &&
        (rc = check_type(session, &of, true)) == SALESINV_OK &&
        (rc = check_text(session, value)) == SALESINV_OK)
        rc = run_change(session, "setting.set", &of, request_key);
    return sinv_session_leave(session, rc);
}

salesinv_status salesinv_setting_unset(salesinv_session *session, const char *key,
                                       const char *record_type, const char *request_key)
{
    setting_call of = {0};
    salesinv_status rc;

    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    if ((rc = check_place(session, key, record_type, &of)) == SALESINV_OK)
        rc = run_change(session, "setting.unset", &of, request_key);
    return sinv_session_leave(session, rc);
}
