/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Verbs of all kinds. Each runs in the same order: right, version, state, the kind's check,
 * and only then the effects: the kind's apply, the document's rows, its event. What a
 * verb does to stock is the kind's; what it does to the status is transition.c's.
 */
#include "document/verbs.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "core/session.h"
#include "document/fill.h"
#include "document/transition.h"
#include "document/update.h"

enum { REASON_MAX = 512, DETAIL_MAX = 4096 };

/* What a call carries from its body to its outputs. */
typedef struct verb_call {
    const sinv_request *request;
    const sinv_kind *kind;
    sinv_doc *doc;
    salesinv_document **out; /* NULL: no snapshot wanted */
} verb_call;

static const uint8_t VERB_ACTIONS[SINV_VERB_COUNT] = {
    [SINV_VERB_CREATE] = SINV_ACTION_CREATE,
    [SINV_VERB_UPDATE] = SINV_ACTION_UPDATE,
    [SINV_VERB_SUBMIT] = SINV_ACTION_SUBMIT,
    [SINV_VERB_APPROVE] = SINV_ACTION_APPROVE,
    [SINV_VERB_REJECT] = SINV_ACTION_APPROVE,
    [SINV_VERB_WITHDRAW] = SINV_ACTION_SUBMIT,
    [SINV_VERB_VOID] = SINV_ACTION_VOID,
    [SINV_VERB_ACTIVATE] = SINV_ACTION_UPDATE,
    [SINV_VERB_DEACTIVATE] = SINV_ACTION_UPDATE,
    [SINV_VERB_CLOSE] = SINV_ACTION_CLOSE,
    [SINV_VERB_REOPEN] = SINV_ACTION_CLOSE,
    [SINV_VERB_RECEIVE] = SINV_ACTION_CONFIRM,
    [SINV_VERB_UNDO_RECEIPT] = SINV_ACTION_VOID,
    [SINV_VERB_TAKE_IN] = SINV_ACTION_CONFIRM};

bool sinv_doc_is_own(const sinv_txn *txn, const sinv_doc *doc)
{
    const sinv_kind *kind = doc->kind;

    if (kind->is_own)
        return kind->is_own(txn, doc);
    if (txn->session->account != 0)
        return kind->account_column >= 0 &&
               sinv_doc_int(doc, kind->account_column) == txn->session->account;
    return sinv_doc_int(doc, SINV_HEAD_OWNER) == txn->user;
}

/* Load for a user whose right may reach own objects only: absent and foreign ids look alike. */
salesinv_status sinv_verb_load(sinv_txn *txn, const sinv_call *call,
                               const sinv_kind *kind, salesinv_id id, sinv_doc **out)
{
    salesinv_status rc = sinv_doc_load(txn, kind, id, out);

    if (!call->only_own || (rc != SALESINV_OK && rc != SALESINV_E_NOT_FOUND))
        return rc;
    if (rc == SALESINV_OK && sinv_doc_is_own(txn, *out))
        return rc;
    return sinv_rights_refuse(txn->err, call->right);
}

salesinv_status sinv_verb_check_version(sinv_txn *txn, const sinv_doc *doc,
                                        int64_t expected)
{
    int64_t version = sinv_doc_int(doc, SINV_HEAD_VERSION);
    salesinv_status rc;

    if (expected == 0 || expected == version)
        return SALESINV_OK;
    rc = sinv_err_set(txn->err, SALESINV_E_STALE, "expected_version",
                      "expected version %lld, %s %lld has version %lld",
                      (long long)expected, doc->kind->name, (long long)sinv_doc_id(doc),
                      (long long)version);
    sinv_err_add_int(txn->err, "expected", expected);
    sinv_err_add_int(txn->err, "version", version);
    return rc;
}

salesinv_status sinv_doc_note_reason(sinv_txn *txn, sinv_doc *doc, const char *reason)
{
    sinv_buf buf;
    sinv_json_writer writer;
    salesinv_status rc;

    if (!reason)
        return SALESINV_OK;
    sinv_buf_init(&buf, txn->engine->heap, DETAIL_MAX);
    sinv_json_writer_init(&writer, &buf);
    sinv_json_begin_object(&writer);
    sinv_json_put_key(&writer, "reason");
    sinv_json_put_text(&writer, reason, strlen(reason));
    sinv_json_end_object(&writer);
    rc = buf.status;
    doc->reason = reason;
    doc->event_detail =
        rc == SALESINV_OK ? sinv_arena_text(txn->arena, buf.bytes, buf.size) : NULL;
    sinv_buf_free(&buf);
    return doc->event_detail ? SALESINV_OK : sinv_txn_nomem(txn);
}

static salesinv_status create(sinv_txn *txn, sinv_call *call, verb_call *verb)
{
    const sinv_request *request = verb->request;
    const sinv_transition *step = NULL;
    const sinv_right submit = {verb->kind->object, SINV_ACTION_SUBMIT};
    sinv_reach reach;
    sinv_doc *doc;
    salesinv_status rc;

    if ((rc = sinv_doc_create(txn, verb->kind, &doc)) != SALESINV_OK)
        return rc;
    verb->doc = doc;
    call->object = sinv_doc_id(doc);
    if ((rc = sinv_doc_fill(txn, doc, request->draft, SINV_FILL_NEW)) != SALESINV_OK ||
        (rc = sinv_doc_prepare(txn, doc)) != SALESINV_OK)
        return rc;
    if (call->only_own && !sinv_doc_is_own(txn, doc))
        return sinv_rights_refuse(txn->err, call->right);
    if (!(request->flags & SALESINV_SUBMIT))
        return sinv_update_write(txn, doc, SALESINV_EVENT_CREATED);
    if ((rc = sinv_reach_now(txn, submit, &reach)) != SALESINV_OK)
        return rc;
    if (reach == SINV_REACH_NONE)
        return sinv_rights_refuse(txn->err, submit);
    step = sinv_kind_transition(verb->kind, SINV_VERB_SUBMIT);
    if (!step)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "flags", "%s has no submit",
                            verb->kind->name);
    if ((rc = sinv_transition_decide(txn, doc, step)) != SALESINV_OK ||
        (rc = sinv_update_apply(txn, doc)) != SALESINV_OK)
        return rc;
    return sinv_transition_effect(txn, doc, step);
}

/* A transition that takes a draft (receipt quantities) gets it as late fields. */
static salesinv_status transit(sinv_txn *txn, verb_call *verb)
{
    sinv_doc *doc = verb->doc;
    salesinv_status rc;

    if ((rc = sinv_doc_note_reason(txn, doc, verb->request->reason)) != SALESINV_OK)
        return rc;
    doc->draft = verb->request->draft;
    return sinv_verb_apply(txn, doc, verb->request->verb);
}

static salesinv_status run(sinv_txn *txn, sinv_call *call)
{
    verb_call *verb = call->arg;
    const sinv_request *request = verb->request;
    salesinv_status rc;

    call->kind = verb->kind->kind;
    if ((rc = sinv_kind_check_edition(txn, verb->kind)) != SALESINV_OK)
        return rc;
    if (request->verb == SINV_VERB_CREATE) {
        rc = create(txn, call, verb);
    } else {
        call->object = request->id;
        if ((rc = sinv_verb_load(txn, call, verb->kind, request->id, &verb->doc)) !=
                SALESINV_OK ||
            (rc = sinv_verb_check_version(txn, verb->doc, request->expected_version)) !=
                SALESINV_OK)
            return rc;
        rc = request->verb == SINV_VERB_UPDATE
                 ? sinv_update_run(txn, call, verb->doc, request->draft)
                 : transit(txn, verb);
    }
    if (rc == SALESINV_OK)
        call->version = sinv_doc_int(verb->doc, SINV_HEAD_VERSION);
    return rc;
}

static salesinv_status present(sinv_txn *txn, sinv_call *call)
{
    verb_call *verb = call->arg;
    salesinv_status rc;

    if (call->is_repeat || !verb->doc)
        rc = sinv_snapshot_load(txn, verb->kind, call->object, verb->out);
    else
        rc = sinv_snapshot_create(txn, verb->doc, verb->out);
    if (rc == SALESINV_OK)
        (*verb->out)->is_repeat = call->is_repeat;
    return rc;
}

static void discard(sinv_call *call)
{
    verb_call *verb = call->arg;

    verb->doc = NULL;
    if (!verb->out)
        return;
    salesinv_document_free(*verb->out);
    *verb->out = NULL;
}

static salesinv_status check_draft(const sinv_request *request, const sinv_kind *kind)
{
    const salesinv_draft *draft = request->draft;
    sinv_err *err = request->session->engine->err;
    bool needs = request->verb == SINV_VERB_CREATE || request->verb == SINV_VERB_UPDATE;

    if (!draft)
        return needs ? sinv_err_set(err, SALESINV_E_ARG, "draft", "draft is missing")
                     : SALESINV_OK;
    if (draft->magic != SINV_MAGIC_DRAFT)
        return sinv_err_set(err, SALESINV_E_ARG, "draft", "draft is not a draft");
    if (draft->kind != kind)
        return sinv_err_set(err, SALESINV_E_ARG, "draft", "draft is of kind %s, not %s",
                            draft->kind->name, kind->name);
    if (draft->engine != request->session->engine)
        return sinv_err_set(err, SALESINV_E_ARG, "draft", "draft is of another engine");
    return SALESINV_OK;
}

static salesinv_status check_arguments(const sinv_request *request,
                                       const sinv_kind *kind)
{
    sinv_err *err = request->session->engine->err;
    size_t size;
    salesinv_status rc;

    if (request->verb != SINV_VERB_CREATE && request->id <= 0)
        return sinv_err_set(err, SALESINV_E_ARG, "id", "id %lld is not > 0",
                            (long long)request->id);
    if (request->expected_version < 0)
        return sinv_err_set(err, SALESINV_E_ARG, "expected_version",
                            "expected_version %lld is negative",
                            (long long)request->expected_version);
    if (request->flags & ~(uint32_t)SALESINV_SUBMIT)
        return sinv_err_set(err, SALESINV_E_ARG, "flags", "flags 0x%x are unknown",
                            request->flags & ~(uint32_t)SALESINV_SUBMIT);
    if (request->reason && (rc = sinv_text_check(err, "reason", request->reason,
                                                 REASON_MAX, &size)) != SALESINV_OK)
        return rc;
    return check_draft(request, kind);
}

/* Function, user and everything given: what a repeat must repeat. */
static void digest_request(const sinv_request *request, sinv_digest *digest)
{
    const char *reason = request->reason;

    sinv_digest_int(digest, request->kind);
    sinv_digest_int(digest, request->id);
    sinv_digest_int(digest, request->expected_version);
    sinv_digest_int(digest, request->flags);
    sinv_digest_bytes(digest, reason, reason ? strlen(reason) : 0);
    sinv_draft_digest(request->draft, digest);
}

static salesinv_status run_checked(const sinv_request *request, const sinv_kind *kind,
                                   salesinv_document **out)
{
    verb_call verb = {request, kind, NULL, out};
    sinv_call call;

    sinv_call_init(&call, request->session, sinv_verb_name(request->verb));
    digest_request(request, &call.digest);
    call.right = (sinv_right){kind->object, VERB_ACTIONS[request->verb]};
    if (request->verb >= SINV_VERB_RECEIVE && kind->receive_object)
        call.right.object = kind->receive_object;
    call.is_write = true;
    call.request_key = request->request_key;
    call.body = run;
    call.present = out ? present : NULL;
    call.discard = discard;
    call.arg = &verb;
    return sinv_call_run(&call);
}

salesinv_status sinv_verb_run(const sinv_request *request, salesinv_document **out)
{
    const sinv_kind *kind;
    salesinv_status rc;

    if (out)
        *out = NULL;
    if ((rc = sinv_session_enter(request->session)) != SALESINV_OK)
        return rc;
    kind = sinv_kind_of(request->session->engine, request->kind);
    if (!kind)
        rc = sinv_err_set(request->session->engine->err, SALESINV_E_ARG, "kind",
                          "kind %d is unknown", request->kind);
    else if ((rc = check_arguments(request, kind)) == SALESINV_OK)
        rc = run_checked(request, kind, out);
    return sinv_session_leave(request->session, rc);
}

static salesinv_status read_body(sinv_txn *txn, sinv_call *call)
{
    verb_call *verb = call->arg;

    call->object = verb->request->id;
    return sinv_verb_load(txn, call, verb->kind, verb->request->id, &verb->doc);
}

static salesinv_status get(const sinv_request *request, salesinv_document **out)
{
    sinv_err *err = request->session->engine->err;
    const sinv_kind *kind = sinv_kind_of(request->session->engine, request->kind);
    verb_call verb = {request, kind, NULL, out};
    sinv_call call;

    if (!kind)
        return sinv_err_set(err, SALESINV_E_ARG, "kind", "kind %d is unknown",
                            request->kind);
    if (request->id <= 0)
        return sinv_err_set(err, SALESINV_E_ARG, "id", "id %lld is not > 0",
                            (long long)request->id);
    sinv_call_init(&call, request->session, "get");
    call.right = (sinv_right){kind->object, SINV_ACTION_READ};
    call.body = read_body;
    call.present = present;
    call.discard = discard;
    call.arg = &verb;
    return sinv_call_run(&call);
}

salesinv_status sinv_verb_get(salesinv_session *session, salesinv_kind kind,
                              salesinv_id id, salesinv_document **out)
{
    const sinv_request request = {.session = session, .kind = kind, .id = id};
    salesinv_status rc;

    if (out)
        *out = NULL;
    if (!out)
        return sinv_session_missing(session, "out");
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, get(&request, out));
}
