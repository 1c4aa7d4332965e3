/* SPDX-License-Identifier: Apache-2.0 */
/* Exported wrappers of licences. */
#include "salesinv/licence.h"

#include <string.h>

#include "base/checked.h"
#include "base/text.h"
#include "core/call.h"
#include "core/licence.h"
#include "core/tenant.h"

/** What is granted; a package is turned into units before it is written. */
typedef struct licence_grant {
    salesinv_id tenant;
    const char *code;
    salesinv_time expires_at;
    int64_t given;   /* as the caller said */
    int64_t units;   /* of the quota */
    int32_t package; /* its setting, -1: none */
} licence_grant;

static int32_t find_package(const char *code)
{
    static const int32_t packages[] = {
        SINV_SET_LOGISTICS_SMALL, SINV_SET_LOGISTICS_MEDIUM, SINV_SET_LOGISTICS_LARGE};

    for (size_t i = 0; i < sizeof(packages) / sizeof(packages[0]); i++)
        if (strcmp(sinv_setting_def_at(packages[i])->key, code) == 0)
            return packages[i];
    return -1;
}

static salesinv_status check_code(sinv_err *err, const char *code)
{
    size_t size;
    salesinv_status rc =
        sinv_text_check(err, "code", code, SINV_LICENCE_CODE_MAX, &size);

    if (rc == SALESINV_OK && size == 0)
        rc = sinv_err_set(err, SALESINV_E_ARG, "code", "code is empty");
    else if (rc == SALESINV_OK && sinv_text_has_control(code, size))
        rc = sinv_err_set(err, SALESINV_E_TEXT, "code", "code has control characters");
    return rc;
}

static salesinv_status check_grant(sinv_err *err, const licence_grant *grant)
{
    bool is_quota;
    salesinv_status rc = check_code(err, grant->code);

    if (rc != SALESINV_OK)
        return rc;
    if (grant->tenant <= 0)
        return sinv_err_set(err, SALESINV_E_ARG, "tenant", "tenant %lld is not > 0",
                            (long long)grant->tenant);
    is_quota = grant->package >= 0 || sinv_licence_is_quota(grant->code);
    if (!is_quota && !sinv_licence_is_code(grant->code))
        return sinv_err_set(err, SALESINV_E_ARG, "code", "there is no licence %s",
                            grant->code);
    if (grant->given < 0 || (!is_quota && grant->given != 0))
        return sinv_err_set(err, SALESINV_E_ARG, "units", "%lld units of licence %s",
                            (long long)grant->given, grant->code);
    return SALESINV_OK;
}

/* On the platform: the tenant exists, and a package has a size. */
static salesinv_status read_platform(sinv_txn *txn, sinv_call *call)
{
    licence_grant *grant = call->arg;
    int64_t size = 1;
    salesinv_status rc = sinv_tenant_require(txn, grant->tenant);

    if (rc == SALESINV_OK && grant->package >= 0)
        rc = sinv_setting_int(txn, grant->package, NULL, &size);
    if (rc == SALESINV_OK && !sinv_mul_i64(grant->given, size, &grant->units))
        rc = sinv_err_set(txn->err, SALESINV_E_OVERFLOW, "units",
                          "%lld packages of %lld units do not fit",
                          (long long)grant->given, (long long)size);
    return rc;
}

static salesinv_status write_grant(sinv_txn *txn, sinv_call *call)
{
    const licence_grant *grant = call->arg;

    return sinv_licence_grant(
        txn, grant->package >= 0 ? SINV_LICENCE_LOGISTICS : grant->code,
        grant->expires_at, grant->units);
}

static salesinv_status run_grant(salesinv_session *session, licence_grant *grant,
                                 const char *request_key)
{
    const sinv_right right = {SINV_OBJECT_TENANT, SINV_ACTION_UPDATE};
    sinv_call read;
    sinv_call write;
    salesinv_status rc;

    if (session->engine->open_txn)
        return sinv_err_set(session->engine->err, SALESINV_E_BUSY, NULL,
                            "a session of the engine has an open transaction");
    sinv_call_init(&read, session, "licence.grant");
    read.right = right;
    read.body = read_platform;
    read.arg = grant;
    if ((rc = sinv_call_run(&read)) != SALESINV_OK)
        return rc;
    sinv_call_init(&write, session, "licence.grant");
    write.right = right;
    write.is_write = true;
    write.tenant = grant->tenant;
    write.request_key = request_key;
    write.body = write_grant;
    write.arg = grant;
    sinv_digest_int(&write.digest, grant->tenant);
    sinv_digest_bytes(&write.digest, grant->code, strlen(grant->code));
    sinv_digest_int(&write.digest, grant->expires_at);
    sinv_digest_int(&write.digest, grant->given);
    return sinv_call_run(&write);
}

salesinv_status salesinv_licence_grant(salesinv_session *session, salesinv_id tenant,
                                       const char *code, salesinv_time expires_at,
                                       int64_t units, const char *request_key)
{
    licence_grant grant = {.tenant = tenant,
                           .code = code,
                           .expires_at = expires_at,
                           .given = units,
                           .package = -1};
    salesinv_status rc;

    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    if (code)
        grant.package = find_package(code);
    if ((rc = check_grant(session->engine->err, &grant)) == SALESINV_OK)
        rc = run_grant(session, &grant, request_key);
    return sinv_session_leave(session, rc);
}

/** What is read of a licence. */
typedef struct licence_reading {
    const char *code;
    int64_t units;
    int64_t used;
    salesinv_time expires_at;
} licence_reading;

static salesinv_status read_licence(sinv_txn *txn, sinv_call *call)
{
    licence_reading *reading = call->arg;
    sinv_row *row;
    salesinv_status rc = sinv_licence_find(txn, reading->code, &row);

    if (rc == SALESINV_E_NOT_FOUND)
        return sinv_err_set(txn->err, rc, "code", "licence %s was never granted",
                            reading->code);
    if (rc != SALESINV_OK)
        return rc;
    reading->units = sinv_row_int(row, SINV_LICENCE_UNITS);
    reading->used = sinv_row_int(row, SINV_LICENCE_USED);
    reading->expires_at = sinv_row_is_null(row, SINV_LICENCE_EXPIRES_AT)
                              ? SALESINV_TIME_NONE
                              : sinv_row_int(row, SINV_LICENCE_EXPIRES_AT);
    return SALESINV_OK;
}

static salesinv_status run_reading(salesinv_session *session, licence_reading *reading)
{
    sinv_call call;
    salesinv_status rc = check_code(session->engine->err, reading->code);

    if (rc != SALESINV_OK)
        return rc;
    sinv_call_init(&call, session, "licence.get");
    call.right.object = SINV_OBJECT_LICENCE;
    call.right.action = SINV_ACTION_READ;
    call.body = read_licence;
    call.arg = reading;
    return sinv_call_run(&call);
}

salesinv_status salesinv_licence_get(salesinv_session *session, const char *code,
                                     int64_t *out_units, int64_t *out_used,
                                     salesinv_time *out_expires_at)
{
    licence_reading reading = {.code = code};
    salesinv_status rc = sinv_session_enter(session);
    bool is_entered = rc == SALESINV_OK;

    if (is_entered)
        rc = run_reading(session, &reading);
    if (out_units)
        *out_units = rc == SALESINV_OK ? reading.units : 0;
    if (out_used)
        *out_used = rc == SALESINV_OK ? reading.used : 0;
    if (out_expires_at)
        *out_expires_at = rc == SALESINV_OK ? reading.expires_at : SALESINV_TIME_NONE;
    return is_entered ? sinv_session_leave(session, rc) : rc;
}
