/* SPDX-License-Identifier: Apache-2.0 */
/* Requests to switch the edition and their decisions, each with its event. */
#include <string.h>

#include "assembly/edition_switch.h"
#include "base/json.h"
#include "core/event.h"
#include "core/session.h"
#include "core/settings.h"
#include "core/tenant.h"
#include "salesinv/document.h"

enum { DETAIL_MAX = 4096 };

static const char *status_name(int64_t status)
{
    static const char *const names[] = {"unknown", "requested", "approved", "rejected",
                                        "done"};

    return status >= SALESINV_EDITION_SWITCH_REQUESTED &&
                   status <= SALESINV_EDITION_SWITCH_DONE
               ? names[status]
               : names[0];
}

salesinv_status sinv_edition_request_get(sinv_txn *txn, salesinv_id id, sinv_row **out)
{
    salesinv_status rc = sinv_txn_get_id(txn, SINV_T_EDITION_SWITCH, id, out);

    if (rc != SALESINV_E_NOT_FOUND)
        return rc;
    return sinv_err_set(txn->err, rc, "id",
                        "tenant %lld has no request %lld to switch its edition",
                        (long long)txn->tenant, (long long)id);
}

salesinv_status sinv_edition_request_refuse(sinv_txn *txn, const sinv_row *request,
                                            const char *verb)
{
    const char *status = status_name(sinv_row_int(request, SINV_EDITION_SWITCH_STATUS));
    salesinv_status rc = sinv_err_set(
        txn->err, SALESINV_E_INVALID_STATE, "status",
        "request %lld to switch the edition is %s: it does not take %s",
        (long long)sinv_row_int(request, SINV_EDITION_SWITCH_ID), status, verb);

    sinv_err_add_text(txn->err, "status", status);
    return rc;
}

static void describe(const sinv_row *request, const char *reason, sinv_buf *out)
{
    sinv_json_writer json;

    sinv_json_writer_init(&json, out);
    sinv_json_begin_object(&json);
    sinv_json_put_member_int(&json, "request",
                             sinv_row_int(request, SINV_EDITION_SWITCH_ID));
    sinv_json_put_member_int(&json, "old",
                             sinv_row_int(request, SINV_EDITION_SWITCH_OLD));
    sinv_json_put_member_int(&json, "new",
                             sinv_row_int(request, SINV_EDITION_SWITCH_NEW));
    sinv_json_put_member_int(&json, "purged",
                             sinv_row_int(request, SINV_EDITION_SWITCH_PURGED));
    if (reason)
        sinv_json_put_member_text(&json, "reason", reason);
    sinv_json_end_object(&json);
}

salesinv_status sinv_edition_request_note(sinv_txn *txn, const sinv_row *request,
                                          int32_t action, const char *reason)
{
    sinv_event event = {
        .kind = SALESINV_KIND_TENANT, .object = txn->tenant, .action = action};
    sinv_buf detail;
    salesinv_status rc;

    sinv_buf_init(&detail, txn->engine->heap, DETAIL_MAX);
    describe(request, reason, &detail);
    event.detail = detail.bytes;
    rc = detail.status == SALESINV_OK ? sinv_event_append(txn, &event, NULL)
                                      : sinv_txn_nomem(txn);
    sinv_buf_free(&detail);
    return rc;
}

static bool is_open(const sinv_row *request)
{
    int64_t status = sinv_row_int(request, SINV_EDITION_SWITCH_STATUS);

    return status == SALESINV_EDITION_SWITCH_REQUESTED ||
           status == SALESINV_EDITION_SWITCH_APPROVED;
}

static salesinv_status check_none_open(sinv_txn *txn)
{
    const sinv_range all = {0};
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_EDITION_SWITCH, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_EDITION_SWITCH, &all, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW && !is_open(row))
        continue;
    sinv_scan_close(&scan);
    if (rc != SALESINV_ROW)
        return rc;
    rc = sinv_err_set(txn->err, SALESINV_E_EXISTS, NULL,
                      "request %lld to switch the edition is open",
                      (long long)sinv_row_int(row, SINV_EDITION_SWITCH_ID));
    sinv_err_add_int(txn->err, "request", sinv_row_int(row, SINV_EDITION_SWITCH_ID));
    return rc;
}

static salesinv_status check_request(sinv_txn *txn, salesinv_edition edition,
                                     salesinv_edition *out_present)
{
    salesinv_status rc;

    if ((rc = sinv_edition_require(txn, SINV_EDITIONS_BOTH)) != SALESINV_OK ||
        (rc = sinv_edition_read(txn, out_present)) != SALESINV_OK)
        return rc;
    if (*out_present == edition)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "edition",
                            "the edition %s is the present one",
                            sinv_edition_name(edition));
    return check_none_open(txn);
}

salesinv_status sinv_edition_request(sinv_txn *txn, salesinv_edition edition,
                                     const char *reason, salesinv_id *out_id)
{
    salesinv_edition present = SALESINV_EDITION_NONE;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = check_request(txn, edition, &present)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_EDITION_SWITCH, &row)) != SALESINV_OK ||
        (rc = sinv_txn_next_id(txn, out_id)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_EDITION_SWITCH_ID, *out_id);
    sinv_row_set_int(row, SINV_EDITION_SWITCH_STATUS,
                     SALESINV_EDITION_SWITCH_REQUESTED);
    sinv_row_set_int(row, SINV_EDITION_SWITCH_OLD, present);
    sinv_row_set_int(row, SINV_EDITION_SWITCH_NEW, edition);
    sinv_row_set_text(row, SINV_EDITION_SWITCH_REASON, reason);
    sinv_row_set_int(row, SINV_EDITION_SWITCH_REQUESTED_BY, txn->user);
    sinv_row_set_int(row, SINV_EDITION_SWITCH_REQUESTED_AT, txn->now);
    if ((rc = sinv_txn_insert(txn, row)) != SALESINV_OK)
        return rc == SALESINV_E_EXISTS ? sinv_txn_internal(txn, "the id is taken") : rc;
    return sinv_edition_request_note(txn, row, SALESINV_EVENT_EDITION_SWITCH_REQUESTED,
                                     reason);
}

/* Another than who wants it decides; what was approved may still be rejected. */
static salesinv_status check_decision(sinv_txn *txn, const sinv_row *request,
                                      int32_t decision)
{
    bool is_approval = decision == SALESINV_EDITION_SWITCH_APPROVED;
    bool is_fresh = sinv_row_int(request, SINV_EDITION_SWITCH_STATUS) ==
                    SALESINV_EDITION_SWITCH_REQUESTED;

    if (sinv_row_int(request, SINV_EDITION_SWITCH_REQUESTED_BY) == txn->user)
        return sinv_err_set(txn->err, SALESINV_E_FORBIDDEN, NULL,
                            "user %lld requested the switch: another one decides it",
                            (long long)txn->user);
    if (is_approval ? is_fresh : is_open(request))
        return SALESINV_OK;
    return sinv_edition_request_refuse(txn, request,
                                       is_approval ? "approve" : "reject");
}

salesinv_status sinv_edition_decide(sinv_txn *txn, salesinv_id id, int32_t decision,
                                    const char *reason)
{
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_edition_request_get(txn, id, &row)) != SALESINV_OK ||
        (rc = check_decision(txn, row, decision)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_EDITION_SWITCH_STATUS, decision);
    sinv_row_set_int(row, SINV_EDITION_SWITCH_DECIDED_BY, txn->user);
    sinv_row_set_int(row, SINV_EDITION_SWITCH_DECIDED_AT, txn->now);
    sinv_row_set_text(row, SINV_EDITION_SWITCH_DECISION_REASON, reason);
    if ((rc = sinv_txn_save(txn, row)) != SALESINV_OK)
        return rc;
    return sinv_edition_request_note(txn, row,
                                     decision == SALESINV_EDITION_SWITCH_APPROVED
                                         ? SALESINV_EVENT_EDITION_SWITCH_APPROVED
                                         : SALESINV_EVENT_EDITION_SWITCH_REJECTED,
                                     reason);
}

/** Requests on their way into a snapshot. */
typedef struct switch_list {
    sinv_txn *txn;
    sinv_switch_row *rows;
    uint32_t count;
    uint32_t capacity;
} switch_list;

/* A row that someone else damaged may have more than we ever store. */
static void copy_reason(const sinv_row *row, int32_t column,
                        char out[SINV_SWITCH_REASON_MAX + 1])
{
    size_t size = sinv_row_size(row, column);

    if (size > SINV_SWITCH_REASON_MAX)
        size = SINV_SWITCH_REASON_MAX;
    if (size > 0)
        memcpy(out, sinv_row_text(row, column), size);
    out[size] = '\0';
}

static salesinv_status take(switch_list *list, const sinv_row *row)
{
    sinv_switch_row *to;
    salesinv_status rc =
        sinv_txn_grow(list->txn, (void **)&list->rows, sizeof(*list->rows), list->count,
                      &list->capacity);

    if (rc != SALESINV_OK)
        return rc;
    to = &list->rows[list->count++];
    memset(to, 0, sizeof(*to));
    for (int32_t i = 0; i < SINV_EDITION_SWITCH_COLUMNS; i++)
        if (i != SINV_EDITION_SWITCH_REASON && i != SINV_EDITION_SWITCH_DECISION_REASON)
            to->cells[i] = sinv_row_int(row, i);
    copy_reason(row, SINV_EDITION_SWITCH_REASON, to->reason);
    to->is_decided = !sinv_row_is_null(row, SINV_EDITION_SWITCH_DECISION_REASON);
    copy_reason(row, SINV_EDITION_SWITCH_DECISION_REASON, to->decision_reason);
    return SALESINV_OK;
}

static salesinv_status collect(switch_list *list, salesinv_id id)
{
    const sinv_range all = {0};
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if (id != 0) {
        rc = sinv_edition_request_get(list->txn, id, &row);
        return rc == SALESINV_OK ? take(list, row) : rc;
    }
    if ((rc = sinv_txn_row(list->txn, SINV_T_EDITION_SWITCH, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(list->txn, SINV_T_EDITION_SWITCH, &all, &scan)) !=
            SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if ((rc = take(list, row)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc;
}

salesinv_status sinv_edition_list(sinv_txn *txn, salesinv_id id,
                                  salesinv_edition_switches **out)
{
    switch_list list = {.txn = txn};
    salesinv_edition_switches *made;
    salesinv_status rc = collect(&list, id);

    if (rc != SALESINV_OK)
        return rc;
    made = sinv_alloc(txn->engine->heap,
                      sizeof(*made) + list.count * sizeof(made->rows[0]));
    if (!made)
        return sinv_txn_nomem(txn);
    made->magic = SINV_MAGIC_SWITCHES;
    made->heap = sinv_heap_ref(txn->engine->heap);
    made->count = (int32_t)list.count;
    if (list.count > 0)
        memcpy(made->rows, list.rows, list.count * sizeof(made->rows[0]));
    *out = made;
    return SALESINV_OK;
}
