/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: requests to switch the edition, their decisions, the switch. */
#include <string.h>

#include "assembly/edition_switch.h"
#include "base/text.h"
#include "core/call.h"
#include "salesinv/document.h"

/** What a call is about. */
typedef struct switch_call {
    const char *function;
    sinv_right right;
    salesinv_status (*body)(sinv_txn *, sinv_call *);
    salesinv_id tenant; /* 0: the session's */
    salesinv_id id;
    salesinv_edition edition;
    const char *reason; /* NULL: none is asked for */
    uint32_t flags;
    int32_t decision;
    salesinv_edition_switches *switches;
} switch_call;

static salesinv_status check_id(sinv_err *err, const char *field, salesinv_id id)
{
    if (id > 0)
        return SALESINV_OK;
    return sinv_err_set(err, SALESINV_E_ARG, field, "%s %lld is not > 0", field,
                        (long long)id);
}

static salesinv_status check_reason(sinv_err *err, const char *reason)
{
    size_t size;
    salesinv_status rc =
        sinv_text_check(err, "reason", reason, SINV_SWITCH_REASON_MAX, &size);

    if (rc == SALESINV_OK && size == 0)
        rc = sinv_err_set(err, SALESINV_E_ARG, "reason", "reason is empty");
    else if (rc == SALESINV_OK && sinv_text_has_control(reason, size))
        rc = sinv_err_set(err, SALESINV_E_TEXT, "reason",
                          "reason has control characters");
    return rc;
}

static salesinv_status run(salesinv_session *session, switch_call *of,
                           const char *request_key, salesinv_id *out_id)
{
    const char *reason = of->reason;
    sinv_call call;
    salesinv_status rc;

    sinv_call_init(&call, session, of->function);
    call.right = of->right;
    call.is_write = true;
    call.tenant = of->tenant;
    call.request_key = request_key;
    call.body = of->body;
    call.arg = of;
    sinv_digest_int(&call.digest, of->tenant);
    sinv_digest_int(&call.digest, of->id);
    sinv_digest_int(&call.digest, of->edition);
    sinv_digest_int(&call.digest, of->flags);
    sinv_digest_bytes(&call.digest, reason, reason ? strlen(reason) : 0);
    if ((rc = sinv_call_run(&call)) == SALESINV_OK && out_id)
        *out_id = call.object;
    return rc;
}

static salesinv_status request_body(sinv_txn *txn, sinv_call *call)
{
    const switch_call *of = call->arg;

    call->kind = SALESINV_KIND_TENANT;
    return sinv_edition_request(txn, of->edition, of->reason, &call->object);
}

static salesinv_status request(salesinv_session *session, switch_call *of,
                               const char *request_key, salesinv_id *out_id)
{
    sinv_err *err = session->engine->err;
    salesinv_status rc;

    if (of->edition != SALESINV_EDITION_STANDALONE &&
        of->edition != SALESINV_EDITION_INTEGRATION)
        return sinv_err_set(err, SALESINV_E_ARG, "edition", "edition %d is unknown",
                            of->edition);
    if ((rc = check_reason(err, of->reason)) != SALESINV_OK)
        return rc;
    return run(session, of, request_key, out_id);
}

salesinv_status salesinv_edition_switch_request(salesinv_session *session,
                                                salesinv_edition edition,
                                                const char *reason,
                                                const char *request_key,
                                                salesinv_id *out_id)
{
    switch_call of = {.function = "edition_switch.request",
                      .right = {SINV_OBJECT_SETTING, SINV_ACTION_UPDATE},
                      .body = request_body,
                      .edition = edition,
                      .reason = reason};
    salesinv_status rc;

    if (!out_id)
        return sinv_session_missing(session, "out_id");
    *out_id = 0;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, request(session, &of, request_key, out_id));
}

static salesinv_status decide_body(sinv_txn *txn, sinv_call *call)
{
    const switch_call *of = call->arg;

    return sinv_edition_decide(txn, of->id, of->decision, of->reason);
}

static salesinv_status decide(salesinv_session *session, switch_call *of,
                              const char *request_key)
{
    sinv_err *err = session->engine->err;
    salesinv_status rc;

    of->right = (sinv_right){SINV_OBJECT_TENANT, SINV_ACTION_APPROVE};
    of->body = decide_body;
    if ((rc = check_id(err, "tenant", of->tenant)) != SALESINV_OK ||
        (rc = check_id(err, "id", of->id)) != SALESINV_OK ||
        (rc = check_reason(err, of->reason)) != SALESINV_OK)
        return rc;
    return run(session, of, request_key, NULL);
}

salesinv_status salesinv_edition_switch_approve(salesinv_session *session,
                                                salesinv_id tenant, salesinv_id id,
                                                const char *reason,
                                                const char *request_key)
{
    switch_call of = {.function = "edition_switch.approve",
                      .tenant = tenant,
                      .id = id,
                      .reason = reason,
                      .decision = SALESINV_EDITION_SWITCH_APPROVED};
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, decide(session, &of, request_key));
}

salesinv_status salesinv_edition_switch_reject(salesinv_session *session,
                                               salesinv_id tenant, salesinv_id id,
                                               const char *reason,
                                               const char *request_key)
{
    switch_call of = {.function = "edition_switch.reject",
                      .tenant = tenant,
                      .id = id,
                      .reason = reason,
                      .decision = SALESINV_EDITION_SWITCH_REJECTED};
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, decide(session, &of, request_key));
}

static salesinv_status switch_body(sinv_txn *txn, sinv_call *call)
{
    const switch_call *of = call->arg;

    return sinv_edition_switch(txn, of->id, (of->flags & SALESINV_PURGE) != 0);
}

static salesinv_status switch_edition(salesinv_session *session, switch_call *of,
                                      const char *request_key)
{
    sinv_err *err = session->engine->err;
    salesinv_status rc;

    if ((rc = check_id(err, "tenant", of->tenant)) != SALESINV_OK ||
        (rc = check_id(err, "id", of->id)) != SALESINV_OK)
        return rc;
    if (of->flags & ~(uint32_t)SALESINV_PURGE)
        return sinv_err_set(err, SALESINV_E_ARG, "flags", "flags 0x%x are unknown",
                            of->flags & ~(uint32_t)SALESINV_PURGE);
    return run(session, of, request_key, NULL);
}

salesinv_status salesinv_edition_switch_run(salesinv_session *session,
                                            salesinv_id tenant, salesinv_id id,
                                            uint32_t flags, const char *request_key)
{
    switch_call of = {.function = "edition_switch.run",
                      .right = {SINV_OBJECT_TENANT, SINV_ACTION_UPDATE},
                      .body = switch_body,
                      .tenant = tenant,
                      .id = id,
                      .flags = flags};
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, switch_edition(session, &of, request_key));
}

static salesinv_status list_body(sinv_txn *txn, sinv_call *call)
{
    switch_call *of = call->arg;

    return sinv_edition_list(txn, of->id, &of->switches);
}

static void discard(sinv_call *call)
{
    switch_call *of = call->arg;

    salesinv_edition_switches_free(of->switches);
    of->switches = NULL;
}

static salesinv_status list(salesinv_session *session, switch_call *of)
{
    sinv_err *err = session->engine->err;
    sinv_call call;

    if (of->tenant < 0 || of->id < 0)
        return sinv_err_set(err, SALESINV_E_ARG, of->tenant < 0 ? "tenant" : "id",
                            "%lld is negative",
                            (long long)(of->tenant < 0 ? of->tenant : of->id));
    sinv_call_init(&call, session, "edition_switch.list");
    if (of->tenant == session->tenant)
        of->tenant = 0;
    if (of->tenant != 0 || session->is_operator)
        call.right = (sinv_right){SINV_OBJECT_TENANT, SINV_ACTION_READ};
    else
        call.right = (sinv_right){SINV_OBJECT_SETTING, SINV_ACTION_READ};
    call.tenant = of->tenant;
    call.body = list_body;
    call.discard = discard;
    call.arg = of;
    return sinv_call_run(&call);
}

salesinv_status salesinv_edition_switch_list(salesinv_session *session,
                                             salesinv_id tenant, salesinv_id id,
                                             salesinv_edition_switches **out_switches)
{
    switch_call of = {.tenant = tenant, .id = id};
    salesinv_status rc;

    if (!out_switches)
        return sinv_session_missing(session, "out_switches");
    *out_switches = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    if ((rc = list(session, &of)) == SALESINV_OK)
        *out_switches = of.switches;
    return sinv_session_leave(session, rc);
}

static const sinv_switch_row *row_at(const salesinv_edition_switches *switches,
                                     int32_t index)
{
    if (!switches || switches->magic != SINV_MAGIC_SWITCHES || index < 0 ||
        index >= switches->count)
        return NULL;
    return &switches->rows[index];
}

int32_t salesinv_edition_switches_count(const salesinv_edition_switches *switches)
{
    return switches && switches->magic == SINV_MAGIC_SWITCHES ? switches->count : 0;
}

int64_t salesinv_edition_switches_int(const salesinv_edition_switches *switches,
                                      int32_t index,
                                      salesinv_edition_switch_field field)
{
    static const int8_t columns[] = {
        [SALESINV_SWITCH_ID] = SINV_EDITION_SWITCH_ID,
        [SALESINV_SWITCH_STATUS] = SINV_EDITION_SWITCH_STATUS,
        [SALESINV_SWITCH_FROM] = SINV_EDITION_SWITCH_OLD,
        [SALESINV_SWITCH_TO] = SINV_EDITION_SWITCH_NEW,
        [SALESINV_SWITCH_REQUESTED_BY] = SINV_EDITION_SWITCH_REQUESTED_BY,
        [SALESINV_SWITCH_REQUESTED_AT] = SINV_EDITION_SWITCH_REQUESTED_AT,
        [SALESINV_SWITCH_DECIDED_BY] = SINV_EDITION_SWITCH_DECIDED_BY,
        [SALESINV_SWITCH_DECIDED_AT] = SINV_EDITION_SWITCH_DECIDED_AT,
        [SALESINV_SWITCH_DONE_BY] = SINV_EDITION_SWITCH_SWITCHED_BY,
        [SALESINV_SWITCH_DONE_AT] = SINV_EDITION_SWITCH_SWITCHED_AT,
        [SALESINV_SWITCH_PURGED] = SINV_EDITION_SWITCH_PURGED};
    const sinv_switch_row *row = row_at(switches, index);

    if (!row || field < SALESINV_SWITCH_ID || field > SALESINV_SWITCH_PURGED ||
        columns[field] == 0) /* a text */
        return 0;
    return row->cells[columns[field]];
}

const char *salesinv_edition_switches_text(const salesinv_edition_switches *switches,
                                           int32_t index,
                                           salesinv_edition_switch_field field)
{
    const sinv_switch_row *row = row_at(switches, index);

    if (row && field == SALESINV_SWITCH_REASON)
        return row->reason;
    return row && field == SALESINV_SWITCH_DECISION_REASON && row->is_decided
               ? row->decision_reason
               : NULL;
}

void salesinv_edition_switches_free(salesinv_edition_switches *switches)
{
    sinv_heap *heap;

    if (!switches || switches->magic != SINV_MAGIC_SWITCHES)
        return;
    heap = switches->heap;
    switches->magic = SINV_MAGIC_DEAD;
    sinv_free(heap, switches);
    sinv_heap_unref(heap);
}
