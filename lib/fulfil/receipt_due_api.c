/* SPDX-License-Identifier: Apache-2.0 */
/* The job that confirms receipts by timeout. What is due is found first, then confirmed as by hand. */
#include "core/settings.h"
#include "document/verbs.h"
#include "fulfil/shipment.h"

enum { MOST_RECEIPTS = 1000, POLL_EVERY = 1024 };

static const int64_t DAY_US = INT64_C(86400000000);

typedef struct due_call {
    int32_t max_count;
    int32_t count;
    salesinv_id ids[MOST_RECEIPTS];
} due_call;

/* The last moment of shipping that is due now; false: nothing ever is. */
static salesinv_status read_limit(sinv_txn *txn, bool *out_is_on, salesinv_time *out)
{
    int64_t is_on;
    int64_t days;
    salesinv_status rc;

    if ((rc = sinv_setting_int(txn, SINV_SET_RECEIPT_TIMEOUT, NULL, &is_on)) !=
            SALESINV_OK ||
        (rc = sinv_setting_int(txn, SINV_SET_RECEIPT_TIMEOUT_DAYS, NULL, &days)) !=
            SALESINV_OK)
        return rc;
    *out_is_on = is_on != 0;
    *out = txn->now - days * DAY_US;
    return SALESINV_OK;
}

static bool is_due(const sinv_row *shipment, salesinv_time limit)
{
    return (SINV_SHIPMENT_COMPLETE &
            SINV_IN(sinv_row_int(shipment, SINV_HEAD_STATUS))) &&
           !sinv_row_is_null(shipment, SINV_SHIPMENT_SHIPPED_AT) &&
           sinv_row_int(shipment, SINV_SHIPMENT_SHIPPED_AT) <= limit;
}

static salesinv_status find_due(sinv_txn *txn, salesinv_time limit, due_call *due)
{
    const sinv_range all = {0};
    int64_t looked_at = 0;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_SHIPMENT, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_SHIPMENT, &all, &scan)) != SALESINV_OK)
        return rc;
    while (due->count < due->max_count &&
           (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        if (is_due(row, limit))
            due->ids[due->count++] = sinv_row_int(row, SINV_HEAD_ID);
        if (++looked_at % POLL_EVERY == 0 &&
            (rc = sinv_txn_poll(txn, looked_at, 0)) != SALESINV_OK)
            break;
    }
    sinv_scan_close(&scan);
    return rc == SALESINV_ROW ? SALESINV_OK : rc;
}

static salesinv_status run(sinv_txn *txn, sinv_call *call)
{
    due_call *due = call->arg;
    salesinv_time limit = 0;
    bool is_on = false;
    salesinv_status rc = sinv_edition_require(txn, sinv_shipment_kind.editions);

    due->count = 0;
    if (rc != SALESINV_OK || (rc = read_limit(txn, &is_on, &limit)) != SALESINV_OK ||
        !is_on || (rc = find_due(txn, limit, due)) != SALESINV_OK)
        return rc;
    for (int32_t i = 0; i < due->count && rc == SALESINV_OK; i++)
        rc = sinv_shipment_confirm(txn, due->ids[i], SALESINV_RECEIPT_TIMEOUT);
    return rc;
}

static salesinv_status run_checked(salesinv_session *session, due_call *due,
                                   const char *request_key, int32_t *out_count)
{
    sinv_err *err = session->engine->err;
    sinv_call call;
    salesinv_status rc;

    if (!out_count)
        return sinv_err_set(err, SALESINV_E_ARG, "out_count", "out_count is missing");
    if (due->max_count < 1 || due->max_count > MOST_RECEIPTS)
        return sinv_err_set(err, SALESINV_E_ARG, "max_count", "%d is not in 1..%d",
                            due->max_count, MOST_RECEIPTS);
    sinv_call_init(&call, session, "receipt.run_due");
    sinv_digest_int(&call.digest, due->max_count);
    call.right = (sinv_right){SINV_OBJECT_RECEIPT, SINV_ACTION_CONFIRM};
    if (sinv_rights_reach(&session->rights, call.right) == SINV_REACH_OWN)
        return sinv_rights_refuse(err, call.right);
    call.is_write = true;
    call.request_key = request_key;
    call.body = run;
    call.arg = due;
    rc = sinv_call_run(&call);
    if (rc == SALESINV_OK && !call.is_repeat)
        *out_count = due->count;
    return rc;
}

salesinv_status salesinv_receipt_run_due(salesinv_session *session, int32_t max_count,
                                         const char *request_key, int32_t *out_count)
{
    due_call due = {.max_count = max_count};
    salesinv_status rc;

    if (out_count)
        *out_count = 0;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session,
                              run_checked(session, &due, request_key, out_count));
}
