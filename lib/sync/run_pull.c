/* SPDX-License-Identifier: Apache-2.0 */
/* Records of the ERP, page by page: the page and its position are committed together. */
#include "salesinv/catalog.h"
#include "sync/inbox.h"
#include "sync/position.h"
#include "sync/run.h"

#include <string.h>

static salesinv_sync_counter counter_of(int32_t outcome)
{
    switch (outcome) {
    case SALESINV_UPSERT_CREATED:
        return SALESINV_SYNC_CREATED;
    case SALESINV_UPSERT_UPDATED:
        return SALESINV_SYNC_UPDATED;
    case SALESINV_UPSERT_IGNORED:
        return SALESINV_SYNC_IGNORED;
    case SALESINV_UPSERT_REFUSED:
        return SALESINV_SYNC_REFUSED;
    default:
        return SALESINV_SYNC_UNCHANGED;
    }
}

/* ---- pull ---- */

typedef struct page {
    sinv_run *run;
    salesinv_kind kind;
    sinv_position position;
    bool is_moved;
    int64_t counts[SINV_REPORT_COUNTERS];
} page;

static salesinv_status read_position(sinv_txn *txn, sinv_call *call)
{
    page *at = call->arg;

    return sinv_position_read(txn, at->run->connector->name, at->kind, &at->position);
}

static salesinv_status take_records(sinv_txn *txn, page *at, const sinv_inbox *inbox)
{
    const salesinv_pulled *pulled = &at->run->connector->pulled;

    for (int32_t i = 0; i < pulled->count; i++) {
        sinv_inbox_result result;
        salesinv_status rc = sinv_inbox_take_text(
            txn, inbox, sinv_pulled_bytes(pulled, i), pulled->records[i].size, &result);
        if (rc != SALESINV_OK)
            return rc;
        at->counts[counter_of(result.row.outcome)]++;
    }
    return SALESINV_OK;
}

static salesinv_status take_page(sinv_txn *txn, sinv_call *call)
{
    page *at = call->arg;
    const salesinv_pulled *pulled = &at->run->connector->pulled;
    const sinv_position_step step = {.from = at->position.text,
                                     .to = pulled->position,
                                     .is_last = pulled->is_last,
                                     .records = pulled->count};
    sinv_inbox inbox;
    salesinv_status rc = sinv_inbox_open(txn, at->run->connector->name, &inbox);

    memset(at->counts, 0, sizeof(at->counts));
    if (rc != SALESINV_OK || (rc = sinv_run_check_epoch(txn, at->run)) != SALESINV_OK)
        return rc;
    inbox.kind = at->kind;
    if ((rc = take_records(txn, at, &inbox)) != SALESINV_OK)
        return rc;
    return sinv_position_move(txn, inbox.connector, at->kind, &step, &at->is_moved);
}

static void count_page(const page *at)
{
    const salesinv_pulled *pulled = &at->run->connector->pulled;

    sinv_report_add(at->run->report, at->kind, SALESINV_SYNC_PULLED, pulled->count);
    for (int32_t i = SALESINV_SYNC_CREATED; i < SINV_REPORT_COUNTERS; i++)
        sinv_report_add(at->run->report, at->kind, i, at->counts[i]);
    sinv_run_progress(at->run, pulled->count);
}

static salesinv_status pull_page(page *at, int32_t room)
{
    salesinv_connector *connector = at->run->connector;
    salesinv_status rc =
        sinv_connector_pull(connector, at->kind, at->position.text, room);

    if (rc == SALESINV_OK)
        rc = sinv_run_step(at->run, "sync.pull", take_page, at, true);
    if (rc != SALESINV_OK)
        return rc;
    count_page(at);
    memcpy(at->position.text, connector->pulled.position,
           strlen(connector->pulled.position) + 1);
    return SALESINV_OK;
}

static salesinv_status pull_kind(sinv_run *run, salesinv_kind kind)
{
    page at = {.run = run, .kind = kind};
    int32_t room;
    salesinv_status rc = sinv_run_step(run, "sync.position", read_position, &at, false);

    while (rc == SALESINV_OK) {
        if ((rc = sinv_run_room(run, &room)) != SALESINV_OK || room == 0)
            return rc;
        rc = pull_page(&at, room);
        if (rc == SALESINV_OK && !at.is_moved)
            run->is_ahead = true;
        if (rc == SALESINV_OK && (run->connector->pulled.is_last || !at.is_moved))
            return rc;
    }
    return sinv_run_go_on(run, rc);
}

salesinv_status sinv_run_pull(sinv_run *run)
{
    salesinv_status rc = SALESINV_OK;

    for (int32_t i = 0; i < SINV_PULL_KIND_COUNT && rc == SALESINV_OK; i++)
        if (run->pulls & SINV_SYNC_BIT(sinv_pull_kinds[i]) && !run->is_over)
            rc = pull_kind(run, sinv_pull_kinds[i]);
    return rc;
}

/* ---- retry ---- */

typedef struct round {
    sinv_run *run;
    salesinv_kind kind; /* 0: all */
    int32_t room;
    int32_t applied;
    int32_t count;
    bool has_more;
    int64_t counts[SINV_REPORT_KINDS]; /* got through, by kind */
} round_of;

static salesinv_status retry_round(sinv_txn *txn, sinv_call *call)
{
    round_of *at = call->arg;
    sinv_inbox_round round;
    sinv_inbox inbox;
    salesinv_status rc = sinv_inbox_open(txn, at->run->connector->name, &inbox);

    memset(at->counts, 0, sizeof(at->counts));
    if (rc != SALESINV_OK)
        return rc;
    inbox.kind = at->kind;
    if ((rc = sinv_inbox_retry_due(txn, &inbox, at->room, &round)) != SALESINV_OK)
        return rc;
    at->applied = round.applied;
    at->count = round.count;
    at->has_more = round.has_more;
    for (int32_t i = 0; i < round.count; i++)
        if (round.results[i].row.outcome != SALESINV_UPSERT_REFUSED)
            at->counts[round.results[i].kind]++;
    return SALESINV_OK;
}

static salesinv_status retry_kind(sinv_run *run, salesinv_kind kind)
{
    round_of at = {.run = run, .kind = kind, .has_more = true, .applied = 1};
    salesinv_status rc = SALESINV_OK;

    while (rc == SALESINV_OK && at.has_more && at.applied > 0) {
        if ((rc = sinv_run_room(run, &at.room)) != SALESINV_OK || at.room == 0)
            return rc;
        if (at.room > SINV_INBOX_ROUND_MAX)
            at.room = SINV_INBOX_ROUND_MAX;
        rc = sinv_run_step(run, "sync.retry", retry_round, &at, true);
        for (int32_t i = 0; i < SINV_REPORT_KINDS && rc == SALESINV_OK; i++)
            sinv_report_add(run->report, i, SALESINV_SYNC_RETRIED, at.counts[i]);
        if (rc == SALESINV_OK)
            sinv_run_progress(run, at.count);
    }
    return rc;
}

salesinv_status sinv_run_retry(sinv_run *run)
{
    salesinv_status rc = SALESINV_OK;

    if (run->options.kinds == 0)
        return retry_kind(run, 0);
    for (int32_t i = 0; i < SINV_PULL_KIND_COUNT && rc == SALESINV_OK; i++)
        if (run->options.kinds & SINV_SYNC_BIT(sinv_pull_kinds[i]) && !run->is_over)
            rc = retry_kind(run, sinv_pull_kinds[i]);
    return rc;
}
