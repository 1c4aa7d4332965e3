/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: taking records, and deciding about those that were refused. */
#include <string.h>

#include "base/json.h"
#include "core/call.h"
#include "core/event.h"
#include "core/session.h"
#include "salesinv/inbox.h"
#include "sync/inbox_list.h"
#include "sync/inbox_row.h"
#include "sync/registry.h"

/** A call about records, or about one that is kept. */
typedef struct inbox_call {
    const char *connector;
    const sinv_json *root; /* a record, or an array of them */
    salesinv_id message;
    const char *reason;
    sinv_inbox_result *results;
    int32_t count;
    salesinv_upsert **out;
} inbox_call;

/* ---- the report ---- */

/* Who was refused is found again where it is kept. */
static sinv_upsert_row row_of(const sinv_inbox_result *result)
{
    sinv_upsert_row row = result->row;

    if (row.outcome == SALESINV_UPSERT_REFUSED)
        row.id = result->message;
    return row;
}

static salesinv_status report(sinv_txn *txn, const inbox_call *of)
{
    sinv_upsert_row *rows;
    salesinv_status rc =
        sinv_txn_alloc(txn, ((size_t)of->count + 1) * sizeof(*rows), (void **)&rows);

    if (rc != SALESINV_OK)
        return rc;
    for (int32_t i = 0; i < of->count; i++)
        rows[i] = row_of(&of->results[i]);
    return sinv_upsert_report(txn, rows, of->count, of->out);
}

static salesinv_status present(sinv_txn *txn, sinv_call *call)
{
    return report(txn, call->arg);
}

static void discard(sinv_call *call)
{
    inbox_call *of = call->arg;

    of->results = NULL;
    if (!of->out)
        return;
    salesinv_upsert_free(*of->out);
    *of->out = NULL;
}

/* ---- put ---- */

static salesinv_status take_all(sinv_txn *txn, const sinv_inbox *inbox, inbox_call *of)
{
    bool is_array = sinv_json_type_of(of->root) == SINV_JSON_ARRAY;
    const sinv_json *node = is_array ? sinv_json_first(of->root) : of->root;
    salesinv_status rc = SALESINV_OK;

    for (int32_t i = 0; i < of->count && rc == SALESINV_OK; i++) {
        rc = sinv_inbox_take(txn, inbox, node, &of->results[i]);
        if (rc == SALESINV_OK)
            rc = sinv_txn_poll(txn, i + 1, of->count);
        node = is_array ? sinv_json_next(node) : NULL;
    }
    return rc;
}

static salesinv_status put(sinv_txn *txn, sinv_call *call)
{
    inbox_call *of = call->arg;
    sinv_inbox inbox;
    salesinv_status rc = sinv_inbox_open(txn, of->connector, &inbox);

    if (rc != SALESINV_OK)
        return rc;
    rc = sinv_txn_alloc(txn, ((size_t)of->count + 1) * sizeof(of->results[0]),
                        (void **)&of->results);
    return rc == SALESINV_OK ? take_all(txn, &inbox, of) : rc;
}

static salesinv_status check_count(sinv_err *err, inbox_call *of)
{
    int64_t count =
        sinv_json_type_of(of->root) == SINV_JSON_ARRAY ? sinv_json_count(of->root) : 1;

    if (count > SALESINV_INBOX_MAX)
        return sinv_err_set(err, SALESINV_E_OVERFLOW, "json",
                            "%lld records are more than the %d of one page",
                            (long long)count, SALESINV_INBOX_MAX);
    of->count = (int32_t)count;
    return SALESINV_OK;
}

static salesinv_status run_put(salesinv_session *session, inbox_call *of)
{
    sinv_call call;

    sinv_call_init(&call, session, "inbox.put");
    call.right = (sinv_right){SINV_OBJECT_SYNC, SINV_ACTION_CREATE};
    call.is_write = true;
    call.body = put;
    call.present = of->out ? present : NULL;
    call.discard = discard;
    call.arg = of;
    return sinv_call_run(&call);
}

static salesinv_status parse_and_put(salesinv_session *session, inbox_call *of,
                                     const char *json, size_t size)
{
    salesinv_engine *engine = session->engine;
    sinv_json_tree *tree;
    salesinv_status rc = sinv_connector_check_name(
        engine->err, "connector", of->connector, SALESINV_CONNECTOR_NAME_MAX);

    if (rc != SALESINV_OK)
        return rc;
    rc = sinv_json_parse_foreign(engine->err, engine->heap, json, size, &tree);
    if (rc != SALESINV_OK)
        return rc;
    of->root = sinv_json_root(tree);
    if ((rc = check_count(engine->err, of)) == SALESINV_OK)
        rc = run_put(session, of);
    sinv_json_free(tree);
    return rc;
}

salesinv_status salesinv_inbox_put(salesinv_session *session, const char *connector,
                                   const char *json, size_t size,
                                   salesinv_upsert **out_report)
{
    inbox_call of = {.connector = connector, .out = out_report};
    salesinv_status rc;

    if (out_report)
        *out_report = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, parse_and_put(session, &of, json, size));
}

/* ---- kept records ---- */

static salesinv_status load(sinv_txn *txn, salesinv_id message, sinv_row **out)
{
    salesinv_status rc = sinv_txn_get_id(txn, SINV_T_INBOX, message, out);

    if (rc != SALESINV_E_NOT_FOUND)
        return rc;
    return sinv_err_set(txn->err, SALESINV_E_NOT_FOUND, "record_id",
                        "there is no record %lld from an ERP", (long long)message);
}

/* One that is to be decided about. */
static salesinv_status load_refused(sinv_txn *txn, salesinv_id message, sinv_row **out)
{
    static const char *const names[] = {"", "applied", "refused", "superseded",
                                        "dismissed"};
    const char *state;
    salesinv_status rc = load(txn, message, out);

    if (rc != SALESINV_OK ||
        sinv_row_int(*out, SINV_INBOX_STATE) == SALESINV_INBOX_REFUSED)
        return rc;
    state = names[sinv_row_int(*out, SINV_INBOX_STATE)];
    rc = sinv_err_set(txn->err, SALESINV_E_INVALID_STATE, "record_id",
                      "record %lld is %s, not one that was refused", (long long)message,
                      state);
    sinv_err_add_text(txn->err, "state", state);
    return rc;
}

static salesinv_status retry(sinv_txn *txn, sinv_call *call)
{
    inbox_call *of = call->arg;
    sinv_inbox inbox;
    sinv_row *row;
    const char *connector;
    salesinv_status rc;

    if ((rc = load_refused(txn, of->message, &row)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, sizeof(of->results[0]), (void **)&of->results)) !=
            SALESINV_OK)
        return rc;
    connector = sinv_row_text(row, SINV_INBOX_CONNECTOR);
    if ((rc = sinv_inbox_open(txn, connector, &inbox)) != SALESINV_OK)
        return rc;
    of->count = 1;
    return sinv_inbox_retry(txn, &inbox, row, of->results);
}

/* What became of it, as it is stored now. */
static salesinv_status look_up(sinv_txn *txn, inbox_call *of)
{
    sinv_inbox_result *result;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = load(txn, of->message, &row)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, sizeof(*result), (void **)&result)) != SALESINV_OK)
        return rc;
    *result = (sinv_inbox_result){
        .message = of->message,
        .row = {.id = sinv_row_int(row, SINV_INBOX_OBJECT)},
    };
    switch (sinv_row_int(row, SINV_INBOX_STATE)) {
    case SALESINV_INBOX_REFUSED:
        result->row.outcome = SALESINV_UPSERT_REFUSED;
        result->row.status = (salesinv_status)sinv_row_int(row, SINV_INBOX_CODE);
        result->row.message = sinv_row_text(row, SINV_INBOX_REASON);
        result->row.field = sinv_row_text(row, SINV_INBOX_FIELD);
        break;
    case SALESINV_INBOX_APPLIED:
        result->row.outcome = SALESINV_UPSERT_UNCHANGED;
        break;
    default:
        result->row.outcome = SALESINV_UPSERT_IGNORED;
    }
    of->results = result;
    of->count = 1;
    return SALESINV_OK;
}

static salesinv_status present_retry(sinv_txn *txn, sinv_call *call)
{
    inbox_call *of = call->arg;
    salesinv_status rc = SALESINV_OK;

    if (call->is_repeat || !of->results)
        rc = look_up(txn, of);
    if (rc == SALESINV_OK)
        rc = report(txn, of);
    if (rc == SALESINV_OK)
        (*of->out)->is_repeat = call->is_repeat;
    return rc;
}

salesinv_status salesinv_inbox_retry(salesinv_session *session, salesinv_id record_id,
                                     const char *request_key,
                                     salesinv_upsert **out_report)
{
    inbox_call of = {.message = record_id, .out = out_report};
    sinv_call call;
    salesinv_status rc;

    if (out_report)
        *out_report = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    sinv_call_init(&call, session, "inbox.retry");
    sinv_digest_int(&call.digest, record_id);
    call.right = (sinv_right){SINV_OBJECT_SYNC, SINV_ACTION_UPDATE};
    call.is_write = true;
    call.request_key = request_key;
    call.body = retry;
    call.present = out_report ? present_retry : NULL;
    call.discard = discard;
    call.arg = &of;
    return sinv_session_leave(session, sinv_call_run(&call));
}

static salesinv_status dismiss(sinv_txn *txn, sinv_call *call)
{
    const inbox_call *of = call->arg;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = load_refused(txn, of->message, &row)) != SALESINV_OK)
        return rc;
    return sinv_inbox_dismiss(txn, row, of->reason);
}

static salesinv_status run_dismiss(salesinv_session *session, inbox_call *of,
                                   const char *request_key)
{
    sinv_err *err = session->engine->err;
    sinv_call call;
    size_t size;
    salesinv_status rc =
        sinv_text_check(err, "reason", of->reason, SINV_CONNECTOR_REASON_MAX, &size);

    if (rc == SALESINV_OK && size == 0)
        rc = sinv_err_set(err, SALESINV_E_ARG, "reason", "reason is empty");
    if (rc != SALESINV_OK)
        return rc;
    sinv_call_init(&call, session, "inbox.dismiss");
    sinv_digest_int(&call.digest, of->message);
    sinv_digest_bytes(&call.digest, of->reason, size);
    call.right = (sinv_right){SINV_OBJECT_SYNC, SINV_ACTION_APPROVE};
    call.is_write = true;
    call.request_key = request_key;
    call.body = dismiss;
    call.arg = of;
    return sinv_call_run(&call);
}

salesinv_status salesinv_inbox_dismiss(salesinv_session *session, salesinv_id record_id,
                                       const char *reason, const char *request_key)
{
    inbox_call of = {.message = record_id, .reason = reason};
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, run_dismiss(session, &of, request_key));
}

/* ---- pages of them ---- */

typedef struct find_call {
    sinv_inbox_search search;
    salesinv_messages **out;
} find_call;

static salesinv_status list(sinv_txn *txn, sinv_call *call)
{
    const find_call *of = call->arg;
    sinv_message_list page = {.txn = txn};
    salesinv_status rc = sinv_inbox_list(txn, &of->search, &page);

    return rc == SALESINV_OK ? sinv_messages_build(&page, of->out) : rc;
}

static void discard_page(sinv_call *call)
{
    const find_call *of = call->arg;

    salesinv_messages_free(*of->out);
    *of->out = NULL;
}

static salesinv_status check_search(sinv_err *err, const sinv_inbox_search *search)
{
    if (search->state < 0 || search->state > SALESINV_INBOX_DISMISSED)
        return sinv_err_set(err, SALESINV_E_ARG, "state", "state %d is not in 0..%d",
                            search->state, SALESINV_INBOX_DISMISSED);
    if (search->after < 0)
        return sinv_err_set(err, SALESINV_E_ARG, "after_id", "after_id %lld is no id",
                            (long long)search->after);
    if (search->max_count < 1 || search->max_count > SALESINV_MESSAGES_MAX)
        return sinv_err_set(err, SALESINV_E_ARG, "max_count",
                            "max_count %d is not in 1..%d", search->max_count,
                            SALESINV_MESSAGES_MAX);
    if (!search->connector)
        return SALESINV_OK;
    return sinv_connector_check_name(err, "connector", search->connector,
                                     SALESINV_CONNECTOR_NAME_MAX);
}

static salesinv_status find(salesinv_session *session, find_call *of)
{
    sinv_call call;
    salesinv_status rc = check_search(session->engine->err, &of->search);

    if (rc != SALESINV_OK)
        return rc;
    sinv_call_init(&call, session, "inbox.find");
    call.right = (sinv_right){SINV_OBJECT_SYNC, SINV_ACTION_READ};
    call.body = list;
    call.discard = discard_page;
    call.arg = of;
    return sinv_call_run(&call);
}

salesinv_status salesinv_inbox_find(salesinv_session *session, const char *connector,
                                    salesinv_inbox_state state, salesinv_id after_id,
                                    int32_t max_count, salesinv_messages **out_messages)
{
    find_call of = {{connector, state, after_id, max_count}, out_messages};
    salesinv_status rc;

    if (!out_messages)
        return sinv_session_missing(session, "out_messages");
    *out_messages = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, find(session, &of));
}
