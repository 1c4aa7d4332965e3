/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Leasing. What is due lies in a few ranges of one index: by state, unblocked, by who has taken it and by kind; so
 * neither acknowledged messages nor those that wait are looked at. Candidates of all ranges are put in order of their time.
 */
#include <stdlib.h>
#include <string.h>

#include "core/session.h"
#include "core/settings.h"
#include "sync/canonical.h"
#include "sync/link.h"
#include "sync/outbox.h"
#include "sync/registry.h"

/** A message that is due. */
typedef struct candidate {
    salesinv_id id;
    salesinv_time at;
} candidate;

typedef struct leasing {
    sinv_txn *txn;
    const sinv_lease_wish *wish;
    uint64_t kinds;
    int64_t attempts; /* most */
    int64_t token;    /* 0: none taken yet */
    candidate *items;
    uint32_t count;
    uint32_t capacity;
    sinv_message_list *into;
} leasing;

/* ---- what is due ---- */

static salesinv_status start_range(const leasing *of, int64_t state,
                                   const char *connector, salesinv_kind kind,
                                   sinv_scan *out)
{
    sinv_range range = {.index = SINV_INDEX_OUTBOX_DUE,
                        .prefix = 5,
                        .to_count = 1,
                        .limit = of->wish->max_count};
    sinv_row *from;
    sinv_row *to;
    salesinv_status rc;

    if ((rc = sinv_txn_row(of->txn, SINV_T_OUTBOX, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(of->txn, SINV_T_OUTBOX, &to)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_OUTBOX_STATE, state);
    sinv_row_set_int(from, SINV_OUTBOX_BLOCKED_BY, 0);
    sinv_row_set_text(from, SINV_OUTBOX_CONNECTOR, connector);
    sinv_row_set_int(from, SINV_OUTBOX_KIND, kind);
    sinv_row_set_int(to, SINV_OUTBOX_NEXT_AT, of->txn->now);
    range.from = from;
    range.to = to;
    if (from->status != SALESINV_OK)
        return sinv_txn_nomem(of->txn);
    return sinv_scan_start(of->txn, SINV_T_OUTBOX, &range, out);
}

static salesinv_status collect_range(leasing *of, int64_t state, const char *connector,
                                     salesinv_kind kind)
{
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(of->txn, SINV_T_OUTBOX, &row)) != SALESINV_OK ||
        (rc = start_range(of, state, connector, kind, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        rc = sinv_txn_grow(of->txn, (void **)&of->items, sizeof(*of->items), of->count,
                           &of->capacity);
        if (rc != SALESINV_OK)
            break;
        of->items[of->count++] = (candidate){sinv_row_int(row, SINV_OUTBOX_ID),
                                             sinv_row_int(row, SINV_OUTBOX_NEXT_AT)};
    }
    sinv_scan_close(&scan);
    return rc;
}

static int compare(const void *left, const void *right)
{
    const candidate *a = left;
    const candidate *b = right;

    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

static salesinv_status collect(leasing *of)
{
    const char *name = of->wish->connector;
    salesinv_status rc = SALESINV_OK;

    for (salesinv_kind kind = 0; kind < 64 && rc == SALESINV_OK; kind++)
        if ((of->kinds & SINV_SYNC_BIT(kind)) &&
            (rc = collect_range(of, SALESINV_OUTBOX_PENDING, "", kind)) ==
                SALESINV_OK &&
            (rc = collect_range(of, SALESINV_OUTBOX_PENDING, name, kind)) ==
                SALESINV_OK)
            rc = collect_range(of, SALESINV_OUTBOX_SENT, name, kind);
    if (rc == SALESINV_OK && of->count > 1)
        qsort(of->items, of->count, sizeof(*of->items), compare);
    return rc;
}

/* ---- taking it ---- */

static salesinv_status write_lease(leasing *of, sinv_row *row)
{
    sinv_txn *txn = of->txn;
    salesinv_status rc = SALESINV_OK;

    if (of->token == 0)
        rc = sinv_txn_next_id(txn, &of->token);
    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_OUTBOX_STATE, SALESINV_OUTBOX_SENT);
    sinv_row_set_int(row, SINV_OUTBOX_ATTEMPTS,
                     sinv_row_int(row, SINV_OUTBOX_ATTEMPTS) + 1);
    sinv_row_set_int(row, SINV_OUTBOX_NEXT_AT, txn->now + of->wish->lease_ms * 1000);
    sinv_row_set_int(row, SINV_OUTBOX_LEASE, of->token);
    sinv_row_set_text(row, SINV_OUTBOX_CONNECTOR, of->wish->connector);
    return sinv_txn_save(txn, row);
}

/* The document as the ERP understands it, with what it calls it. */
static salesinv_status hand_out(leasing *of, const sinv_row *row)
{
    sinv_message_item item;
    sinv_canonical_message message;
    sinv_buf body;
    salesinv_status rc;

    sinv_outbox_read_item(row, &item);
    message = (sinv_canonical_message){
        of->wish->connector, item.kind, item.action,
        item.object,         item.body, sinv_row_size(row, SINV_OUTBOX_BODY)};
    sinv_buf_init(&body, of->txn->engine->heap, SINV_JSON_SIZE_MAX);
    if ((rc = sinv_canonical_write(of->txn, &message, &body)) == SALESINV_OK &&
        (rc = sinv_link_external_id(of->txn, of->wish->connector, item.kind,
                                    item.object, &item.external_id)) == SALESINV_OK) {
        item.body = body.bytes;
        rc = sinv_message_list_add(of->into, &item);
    }
    sinv_buf_free(&body);
    return rc;
}

static salesinv_status take(leasing *of, salesinv_id id)
{
    bool is_outlived;
    sinv_row *row;
    salesinv_status rc = sinv_txn_get_id(of->txn, SINV_T_OUTBOX, id, &row);

    if (rc != SALESINV_OK)
        return rc;
    is_outlived = sinv_row_int(row, SINV_OUTBOX_STATE) == SALESINV_OUTBOX_SENT;
    if (is_outlived) {
        sinv_row_set_int(row, SINV_OUTBOX_IS_UNKNOWN, 1);
        sinv_row_set_int(row, SINV_OUTBOX_CODE, SALESINV_E_UNKNOWN_OUTCOME);
        sinv_row_set_text(row, SINV_OUTBOX_REASON, "the lease ended without an answer");
        if (sinv_row_int(row, SINV_OUTBOX_ATTEMPTS) >= of->attempts)
            return sinv_outbox_bury(of->txn, row);
    }
    if ((rc = write_lease(of, row)) != SALESINV_OK)
        return rc;
    return hand_out(of, row);
}

static salesinv_status take_all(leasing *of)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < of->count && rc == SALESINV_OK; i++) {
        if (of->into->count >= (uint32_t)of->wish->max_count ||
            sinv_message_list_is_full(of->into))
            break;
        rc = take(of, of->items[i].id);
    }
    return rc;
}

salesinv_status sinv_outbox_lease(sinv_txn *txn, const sinv_lease_wish *wish,
                                  sinv_message_list *into)
{
    leasing of = {.txn = txn, .wish = wish, .into = into};
    sinv_row *connector;
    salesinv_status rc = sinv_connector_require_taker(txn, wish->connector, &connector);

    if (rc != SALESINV_OK || !sinv_connector_is_active(connector))
        return rc;
    of.kinds = (uint64_t)sinv_row_int(connector, SINV_CONNECTOR_PUSHES) &
               (wish->kinds ? wish->kinds : UINT64_MAX);
    rc = sinv_setting_int(txn, SINV_SET_SYNC_ATTEMPTS, NULL, &of.attempts);
    if (rc != SALESINV_OK || (rc = collect(&of)) != SALESINV_OK)
        return rc;
    return take_all(&of);
}
