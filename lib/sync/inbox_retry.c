/* SPDX-License-Identifier: Apache-2.0 */
/* Kept records once more: one by hand, or those that are due for as long as something gets through. */
#include <stdlib.h>

#include "core/session.h"
#include "sync/inbox_row.h"
#include "sync/inbox_try.h"

/* One that is of an earlier life of the ERP's data, or that another version has outrun, is not tried any more. */
static salesinv_status end_otherwise(sinv_txn *txn, sinv_row *message,
                                     const sinv_upsert_row *row)
{
    bool is_applied = row->outcome != SALESINV_UPSERT_IGNORED;

    return sinv_inbox_end(
        txn, message, is_applied ? SALESINV_INBOX_APPLIED : SALESINV_INBOX_SUPERSEDED,
        is_applied ? row->id : 0);
}

/* Is the kept row as it was, so that nobody has settled it? */
static salesinv_status is_waiting(sinv_txn *txn, const sinv_row *message,
                                  sinv_row **out_now, bool *out)
{
    salesinv_status rc = sinv_txn_get_id(txn, SINV_T_INBOX,
                                         sinv_row_int(message, SINV_INBOX_ID), out_now);

    *out = rc == SALESINV_OK &&
           sinv_row_int(*out_now, SINV_INBOX_STATE) == SALESINV_INBOX_REFUSED;
    return rc;
}

/* Try the body of a row; a refusal changes nothing yet. */
static salesinv_status try_body(sinv_txn *txn, const sinv_inbox *inbox,
                                const sinv_row *message, sinv_inbox_result *out)
{
    sinv_inbox kept = *inbox;
    sinv_json_tree *tree;
    sinv_record record;
    salesinv_status rc = sinv_json_parse_foreign(
        txn->err, txn->engine->heap, sinv_row_text(message, SINV_INBOX_BODY),
        sinv_row_size(message, SINV_INBOX_BODY), &tree);

    if (rc != SALESINV_OK)
        return sinv_inbox_refuse(txn, rc, &out->row);
    kept.digest = (const uint8_t *)sinv_row_text(message, SINV_INBOX_DIGEST);
    rc = sinv_inbox_attempt(txn, &kept, sinv_json_root(tree), &record, &out->row);
    sinv_json_free(tree);
    return rc;
}

static salesinv_status attempt(sinv_txn *txn, const sinv_inbox *inbox,
                               const sinv_row *message, sinv_inbox_result *out)
{
    sinv_row *now;
    bool is_left;
    salesinv_status rc = SALESINV_OK;

    out->kind = (salesinv_kind)sinv_row_int(message, SINV_INBOX_KIND);
    out->message = sinv_row_int(message, SINV_INBOX_ID);
    out->row = (sinv_upsert_row){.outcome = SALESINV_UPSERT_IGNORED};
    if (sinv_row_int(message, SINV_INBOX_EPOCH) >= inbox->epoch)
        rc = try_body(txn, inbox, message, out);
    if (rc != SALESINV_OK || out->row.outcome == SALESINV_UPSERT_REFUSED)
        return rc;
    rc = is_waiting(txn, message, &now, &is_left);
    return rc == SALESINV_OK && is_left ? end_otherwise(txn, now, &out->row) : rc;
}

salesinv_status sinv_inbox_retry(sinv_txn *txn, const sinv_inbox *inbox,
                                 sinv_row *message, sinv_inbox_result *out)
{
    salesinv_status rc = attempt(txn, inbox, message, out);

    if (rc != SALESINV_OK || out->row.outcome != SALESINV_UPSERT_REFUSED)
        return rc;
    return sinv_inbox_keep_on(txn, message, &out->row);
}

/* ---- those that are due ---- */

typedef struct due_list {
    sinv_row **rows;
    uint32_t count;
    uint32_t capacity;
    size_t size; /* bytes of their bodies */
} due_list;

/* A round is one transaction, which others wait for: what it holds and tries has limits, and the next one goes on. */
enum { PASSES_MAX = 4, ROUND_SIZE_MAX = 8 * 1024 * 1024 };

static bool is_wanted(const sinv_inbox *inbox, const sinv_row *row)
{
    return inbox->kind == 0 || sinv_row_int(row, SINV_INBOX_KIND) == inbox->kind;
}

static salesinv_status add_due(sinv_txn *txn, const sinv_row *row, due_list *list)
{
    salesinv_status rc = sinv_txn_grow(txn, (void **)&list->rows, sizeof(*list->rows),
                                       list->count, &list->capacity);

    if (rc != SALESINV_OK)
        return rc;
    list->size += sinv_row_size(row, SINV_INBOX_BODY);
    return sinv_txn_get_id(txn, SINV_T_INBOX, sinv_row_int(row, SINV_INBOX_ID),
                           &list->rows[list->count++]);
}

static salesinv_status scan_due(sinv_txn *txn, const char *connector, sinv_scan *out)
{
    sinv_range range = {.index = SINV_INDEX_INBOX_DUE, .prefix = 3, .to_count = 1};
    sinv_row *from;
    sinv_row *to;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_INBOX, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_INBOX, &to)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_INBOX_STATE, SALESINV_INBOX_REFUSED);
    sinv_row_set_text(from, SINV_INBOX_CONNECTOR, connector);
    sinv_row_set_int(to, SINV_INBOX_NEXT_AT, txn->now);
    range.from = from;
    range.to = to;
    if (from->status != SALESINV_OK)
        return sinv_txn_nomem(txn);
    return sinv_scan_start(txn, SINV_T_INBOX, &range, out);
}

static salesinv_status collect_due(sinv_txn *txn, const sinv_inbox *inbox, int32_t max,
                                   due_list *list, bool *out_more)
{
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_INBOX, &row)) != SALESINV_OK ||
        (rc = scan_due(txn, inbox->connector, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        if (!is_wanted(inbox, row))
            continue;
        *out_more = list->count == (uint32_t)max || list->size > ROUND_SIZE_MAX;
        if (*out_more || (rc = add_due(txn, row, list)) != SALESINV_OK)
            break;
    }
    sinv_scan_close(&scan);
    return rc == SALESINV_ROW ? SALESINV_OK : rc;
}

static int compare_ids(const void *a, const void *b)
{
    int64_t x = sinv_row_int(*(sinv_row *const *)a, SINV_INBOX_ID);
    int64_t y = sinv_row_int(*(sinv_row *const *)b, SINV_INBOX_ID);

    return (x > y) - (x < y);
}

/* Try what is left once; how many got through. */
static salesinv_status pass(sinv_txn *txn, const sinv_inbox *inbox,
                            const due_list *list, sinv_inbox_round *round,
                            int32_t *out_through)
{
    salesinv_status rc = SALESINV_OK;

    *out_through = 0;
    for (uint32_t i = 0; i < list->count && rc == SALESINV_OK; i++) {
        sinv_inbox_result *result = &round->results[i];
        if (result->row.outcome != SALESINV_UPSERT_REFUSED)
            continue;
        rc = attempt(txn, inbox, list->rows[i], result);
        if (rc == SALESINV_OK && result->row.outcome != SALESINV_UPSERT_REFUSED)
            (*out_through)++;
        if (rc == SALESINV_OK)
            rc = sinv_txn_poll(txn, i + 1, list->count);
    }
    round->applied += *out_through;
    return rc;
}

static salesinv_status keep_rest(sinv_txn *txn, const due_list *list,
                                 const sinv_inbox_round *round)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < list->count && rc == SALESINV_OK; i++)
        if (round->results[i].row.outcome == SALESINV_UPSERT_REFUSED)
            rc = sinv_inbox_keep_on(txn, list->rows[i], &round->results[i].row);
    return rc;
}

salesinv_status sinv_inbox_retry_due(sinv_txn *txn, const sinv_inbox *inbox,
                                     int32_t max_count, sinv_inbox_round *out)
{
    due_list list = {0};
    int32_t through = 0;
    int32_t passes = 0;
    salesinv_status rc;

    *out = (sinv_inbox_round){0};
    rc = collect_due(txn, inbox, max_count, &list, &out->has_more);
    if (rc == SALESINV_OK && list.count > 0)
        rc = sinv_txn_alloc(txn, list.count * sizeof(out->results[0]),
                            (void **)&out->results);
    if (rc != SALESINV_OK || list.count == 0)
        return rc;
    qsort(list.rows, list.count, sizeof(list.rows[0]), compare_ids);
    out->count = (int32_t)list.count;
    for (uint32_t i = 0; i < list.count; i++)
        out->results[i].row.outcome = SALESINV_UPSERT_REFUSED;
    do
        rc = pass(txn, inbox, &list, out, &through);
    while (rc == SALESINV_OK && through > 0 && out->applied < out->count &&
           ++passes < PASSES_MAX);
    if (passes == PASSES_MAX) { /* what is left may depend on what got through last */
        out->has_more = true;
        return rc;
    }
    return rc == SALESINV_OK ? keep_rest(txn, &list, out) : rc;
}
