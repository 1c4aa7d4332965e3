/* SPDX-License-Identifier: Apache-2.0 */
/* A connector takes messages of some kinds no longer: those that it took and that are not acknowledged are for others, or wait for one. */
#include <string.h>

#include "core/outbox.h"
#include "sync/connector.h"
#include "sync/outbox.h"

typedef struct freeing {
    sinv_txn *txn;
    const char *connector;
    uint64_t kept; /* kinds */
    salesinv_id *ids;
    uint32_t count;
    uint32_t capacity;
    int64_t leased;
    salesinv_time lease_end;
} freeing;

static salesinv_status add(freeing *of, const sinv_row *row)
{
    bool is_sent = sinv_row_int(row, SINV_OUTBOX_STATE) == SALESINV_OUTBOX_SENT;
    salesinv_time next_at = sinv_row_int(row, SINV_OUTBOX_NEXT_AT);
    salesinv_status rc;

    if (of->kept & SINV_SYNC_BIT(sinv_row_int(row, SINV_OUTBOX_KIND)))
        return SALESINV_OK;
    if (is_sent && next_at > of->txn->now) {
        of->leased++;
        of->lease_end = next_at > of->lease_end ? next_at : of->lease_end;
    }
    rc = sinv_txn_grow(of->txn, (void **)&of->ids, sizeof(*of->ids), of->count,
                       &of->capacity);
    if (rc == SALESINV_OK)
        of->ids[of->count++] = sinv_row_int(row, SINV_OUTBOX_ID);
    return rc;
}

static salesinv_status take(void *arg, const sinv_row *row)
{
    freeing *of = arg;

    return strcmp(sinv_row_text(row, SINV_OUTBOX_CONNECTOR), of->connector) == 0
               ? add(of, row)
               : SALESINV_OK;
}

/* Those in one state: a blocked one may have been taken too, when what it waits for was sent again. */
static salesinv_status collect(freeing *of, int64_t state)
{
    sinv_range range = {.index = SINV_INDEX_OUTBOX_DUE, .prefix = 2};
    sinv_row *from;
    salesinv_status rc = sinv_txn_row(of->txn, SINV_T_OUTBOX, &from);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_OUTBOX_STATE, state);
    range.from = from;
    return sinv_scan_each(of->txn, SINV_T_OUTBOX, &range, take, of);
}

static salesinv_status refuse(const freeing *of)
{
    sinv_err *err = of->txn->err;
    salesinv_status rc = sinv_err_set(
        err, SALESINV_E_INVALID_STATE, "name",
        "connector %s has %lld messages leased that it would take no longer",
        of->connector, (long long)of->leased);

    sinv_err_add_text(err, "connector", of->connector);
    sinv_err_add_int(err, "leased", of->leased);
    sinv_err_add_int(err, "lease_end", of->lease_end);
    return rc;
}

void sinv_outbox_release_taker(const sinv_txn *txn, sinv_row *row)
{
    if (sinv_row_int(row, SINV_OUTBOX_STATE) == SALESINV_OUTBOX_SENT)
        sinv_row_set_int(row, SINV_OUTBOX_IS_UNKNOWN, 1);
    sinv_outbox_reset(txn, row);
    sinv_row_set_text(row, SINV_OUTBOX_CONNECTOR, "");
}

static salesinv_status free_one(sinv_txn *txn, salesinv_id id)
{
    sinv_arena_mark mark = sinv_arena_tell(txn->arena);
    sinv_row *row;
    salesinv_status rc = sinv_txn_get_id(txn, SINV_T_OUTBOX, id, &row);

    if (rc == SALESINV_OK) {
        sinv_outbox_release_taker(txn, row);
        rc = sinv_txn_save(txn, row);
    }
    sinv_arena_rewind(txn->arena, mark);
    return rc;
}

salesinv_status sinv_outbox_free(sinv_txn *txn, const char *connector, uint64_t kept)
{
    freeing of = {.txn = txn, .connector = connector, .kept = kept};
    salesinv_status rc;

    if ((rc = collect(&of, SALESINV_OUTBOX_PENDING)) != SALESINV_OK ||
        (rc = collect(&of, SALESINV_OUTBOX_SENT)) != SALESINV_OK)
        return rc;
    if (of.leased > 0)
        return refuse(&of);
    for (uint32_t i = 0; i < of.count && rc == SALESINV_OK; i++)
        rc = free_one(txn, of.ids[i]);
    return rc;
}
