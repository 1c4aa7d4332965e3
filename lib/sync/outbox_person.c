/* SPDX-License-Identifier: Apache-2.0 */
/* What people do about messages: list them, have one sent again, say that the ERP has it. */
#include <string.h>

#include "core/outbox.h"
#include "sync/connector.h"
#include "sync/outbox.h"
#include "sync/registry.h"

/* ---- listing ---- */

typedef struct listing {
    sinv_txn *txn;
    const sinv_outbox_search *search;
    salesinv_id *ids; /* the least so far, in order */
    int32_t count;
} listing;

static bool passes(const sinv_outbox_search *search, const sinv_row *row)
{
    return (search->state == 0 ||
            sinv_row_int(row, SINV_OUTBOX_STATE) == search->state) &&
           (!search->connector ||
            strcmp(sinv_row_text(row, SINV_OUTBOX_CONNECTOR), search->connector) == 0);
}

static salesinv_status list_row(const sinv_row *row, sinv_message_list *into)
{
    sinv_message_item item;

    sinv_outbox_read_item(row, &item);
    return sinv_message_list_add(into, &item);
}

/* By id through the whole table: what is asked for is most of it. */
static salesinv_status list_by_id(const listing *of, sinv_message_list *into)
{
    sinv_range range = {.flags = SALESINV_SCAN_AFTER, .from_count = 1};
    sinv_scan scan;
    sinv_row *from;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(of->txn, SINV_T_OUTBOX, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(of->txn, SINV_T_OUTBOX, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_OUTBOX_ID, of->search->after);
    range.from = from;
    if ((rc = sinv_scan_start(of->txn, SINV_T_OUTBOX, &range, &scan)) != SALESINV_OK)
        return rc;
    while (into->count < (uint32_t)of->search->max_count &&
           !sinv_message_list_is_full(into) &&
           (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if (passes(of->search, row) && (rc = list_row(row, into)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc == SALESINV_ROW ? SALESINV_OK : rc;
}

/* Keep the least ids, at most as many as are wanted. */
static void keep_least(listing *of, salesinv_id id)
{
    int32_t at = of->count;

    while (at > 0 && of->ids[at - 1] > id)
        at--;
    if (at == of->search->max_count)
        return;
    if (of->count < of->search->max_count)
        of->count++;
    memmove(&of->ids[at + 1], &of->ids[at],
            sizeof(*of->ids) * (size_t)(of->count - at - 1));
    of->ids[at] = id;
}

static salesinv_status find_ids(listing *of)
{
    sinv_range range = {.index = SINV_INDEX_OUTBOX_DUE, .prefix = 2};
    sinv_scan scan;
    sinv_row *from;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(of->txn, SINV_T_OUTBOX, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(of->txn, SINV_T_OUTBOX, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_OUTBOX_STATE, of->search->state);
    range.from = from;
    if ((rc = sinv_scan_start(of->txn, SINV_T_OUTBOX, &range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if (sinv_row_int(row, SINV_OUTBOX_ID) > of->search->after &&
            passes(of->search, row))
            keep_least(of, sinv_row_int(row, SINV_OUTBOX_ID));
    sinv_scan_close(&scan);
    return rc;
}

/* By state: what is asked for is little of the table. */
static salesinv_status list_by_state(listing *of, sinv_message_list *into)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_alloc(
        of->txn, sizeof(*of->ids) * (size_t)of->search->max_count, (void **)&of->ids);

    if (rc == SALESINV_OK)
        rc = find_ids(of);
    for (int32_t i = 0; i < of->count && rc == SALESINV_OK; i++) {
        if (sinv_message_list_is_full(into))
            break;
        if ((rc = sinv_txn_get_id(of->txn, SINV_T_OUTBOX, of->ids[i], &row)) ==
            SALESINV_OK)
            rc = list_row(row, into);
    }
    return rc;
}

salesinv_status sinv_outbox_list(sinv_txn *txn, const sinv_outbox_search *search,
                                 sinv_message_list *into)
{
    listing of = {.txn = txn, .search = search};

    if (search->state == 0 || search->state == SALESINV_OUTBOX_ACKNOWLEDGED)
        return list_by_id(&of, into);
    return list_by_state(&of, into);
}

/* ---- deciding ---- */

static salesinv_status refuse(sinv_txn *txn, const sinv_row *row, const char *why)
{
    static const char *const names[SINV_OUTBOX_STATES] = {"", "pending", "sent",
                                                          "acknowledged", "dead"};
    const char *state = names[sinv_row_int(row, SINV_OUTBOX_STATE)];
    salesinv_status rc = sinv_err_set(
        txn->err, SALESINV_E_INVALID_STATE, "message_id", "message %lld is %s: %s",
        (long long)sinv_row_int(row, SINV_OUTBOX_ID), state, why);

    sinv_err_add_text(txn->err, "state", state);
    return rc;
}

/* Is it the last message of its document? What came later would be undone by sending it again. */
static salesinv_status is_last(sinv_txn *txn, const sinv_row *message, bool *out)
{
    sinv_range range = {.index = SINV_INDEX_OUTBOX_OBJECT,
                        .prefix = 2,
                        .flags = SALESINV_SCAN_DESCENDING,
                        .limit = 1};
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    range.from = message;
    if ((rc = sinv_txn_row(txn, SINV_T_OUTBOX, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_OUTBOX, &range, &scan)) != SALESINV_OK)
        return rc;
    rc = sinv_scan_next(&scan, row);
    sinv_scan_close(&scan);
    *out = rc == SALESINV_ROW &&
           sinv_row_int(row, SINV_OUTBOX_ID) == sinv_row_int(message, SINV_OUTBOX_ID);
    return rc == SALESINV_ROW ? SALESINV_OK : rc;
}

/* One that its connector takes no longer is for whoever does. */
static salesinv_status free_if_left(sinv_txn *txn, sinv_row *row)
{
    sinv_row *connector;
    salesinv_status rc = sinv_connector_find_any(
        txn, sinv_row_text(row, SINV_OUTBOX_CONNECTOR), &connector);

    if (rc != SALESINV_OK || (uint64_t)sinv_row_int(connector, SINV_CONNECTOR_PUSHES) &
                                 SINV_SYNC_BIT(sinv_row_int(row, SINV_OUTBOX_KIND)))
        return rc;
    sinv_outbox_release_taker(txn, row);
    return SALESINV_OK;
}

static salesinv_status check_resend(sinv_txn *txn, const sinv_row *row)
{
    int64_t state = sinv_row_int(row, SINV_OUTBOX_STATE);
    bool is_newest = true;
    salesinv_status rc = SALESINV_OK;

    if (state == SALESINV_OUTBOX_DEAD)
        return SALESINV_OK;
    if (state != SALESINV_OUTBOX_ACKNOWLEDGED)
        return refuse(txn, row, "it is on its way");
    if ((rc = is_last(txn, row, &is_newest)) != SALESINV_OK || is_newest)
        return rc;
    return refuse(txn, row, "a later message of its document would be undone");
}

void sinv_outbox_reset(const sinv_txn *txn, sinv_row *row)
{
    sinv_row_set_int(row, SINV_OUTBOX_STATE, SALESINV_OUTBOX_PENDING);
    sinv_row_set_int(row, SINV_OUTBOX_ATTEMPTS, 0);
    sinv_row_set_int(row, SINV_OUTBOX_NEXT_AT, txn->now);
    sinv_row_set_null(row, SINV_OUTBOX_DONE_AT);
    sinv_row_set_null(row, SINV_OUTBOX_LEASE);
}

salesinv_status sinv_outbox_resend(sinv_txn *txn, salesinv_id message)
{
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_outbox_get(txn, message, &row)) != SALESINV_OK ||
        (rc = check_resend(txn, row)) != SALESINV_OK)
        return rc;
    if (sinv_row_int(row, SINV_OUTBOX_STATE) == SALESINV_OUTBOX_ACKNOWLEDGED)
        sinv_row_set_int(row, SINV_OUTBOX_IS_UNKNOWN, 1);
    sinv_outbox_reset(txn, row);
    if ((rc = free_if_left(txn, row)) != SALESINV_OK ||
        (rc = sinv_txn_save(txn, row)) != SALESINV_OK)
        return rc;
    return sinv_outbox_note(txn, row, SALESINV_EVENT_PUSH_RESENT, NULL);
}

/* One that was written behind a message of a connector is for that one, and was not handed out by it. */
static bool was_taken(const sinv_row *row)
{
    return *sinv_row_text(row, SINV_OUTBOX_CONNECTOR) &&
           (sinv_row_int(row, SINV_OUTBOX_ATTEMPTS) > 0 ||
            sinv_row_int(row, SINV_OUTBOX_IS_UNKNOWN) != 0 ||
            !sinv_row_is_null(row, SINV_OUTBOX_CODE));
}

static salesinv_status check_settle(sinv_txn *txn, const sinv_row *row)
{
    int64_t state = sinv_row_int(row, SINV_OUTBOX_STATE);

    if (state == SALESINV_OUTBOX_ACKNOWLEDGED)
        return refuse(txn, row, "the ERP has it already");
    if (!was_taken(row))
        return refuse(txn, row, "no connector took it yet");
    if (state == SALESINV_OUTBOX_SENT &&
        sinv_row_int(row, SINV_OUTBOX_NEXT_AT) > txn->now)
        return refuse(txn, row, "its lease has not ended");
    return SALESINV_OK;
}

salesinv_status sinv_outbox_settle(sinv_txn *txn, salesinv_id message,
                                   const char *external_id, const char *reason)
{
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_outbox_get(txn, message, &row)) != SALESINV_OK ||
        (rc = check_settle(txn, row)) != SALESINV_OK)
        return rc;
    sinv_row_set_null(row, SINV_OUTBOX_LEASE);
    return sinv_outbox_finish(txn, row, external_id, reason);
}
