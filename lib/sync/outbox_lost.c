/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An ERP lost what it had, as a person says. What it had acknowledged since goes to it again, and so does what it was just being told:
 * neither is known to be there. Of one document everything that comes after goes again too, in its order.
 */
#include <string.h>

#include "core/outbox.h"
#include "sync/outbox.h"

typedef struct lost_message {
    salesinv_id id;
    salesinv_id object;
} lost_message;

typedef struct losing {
    sinv_txn *txn;
    const char *connector;
    salesinv_time since;
    lost_message *items;
    uint32_t count;
    uint32_t capacity;
    int64_t reopened;
} losing;

static bool is_lost(const losing *of, const sinv_row *row)
{
    return sinv_row_int(row, SINV_OUTBOX_STATE) == SALESINV_OUTBOX_SENT ||
           sinv_row_int(row, SINV_OUTBOX_DONE_AT) >= of->since;
}

static salesinv_status add(losing *of, salesinv_id object, salesinv_id id)
{
    salesinv_status rc = sinv_txn_grow(of->txn, (void **)&of->items, sizeof(*of->items),
                                       of->count, &of->capacity);

    if (rc == SALESINV_OK)
        of->items[of->count++] = (lost_message){id, object};
    return rc;
}

static salesinv_status take_lost(void *arg, const sinv_row *row)
{
    losing *of = arg;

    return is_lost(of, row) ? add(of, sinv_row_int(row, SINV_OUTBOX_OBJECT),
                                  sinv_row_int(row, SINV_OUTBOX_ID))
                            : SALESINV_OK;
}

/* Those in one state that the connector took. */
static salesinv_status collect(losing *of, int64_t state)
{
    sinv_range range = {.index = SINV_INDEX_OUTBOX_DUE, .prefix = 4};
    sinv_row *from;
    salesinv_status rc = sinv_txn_row(of->txn, SINV_T_OUTBOX, &from);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_OUTBOX_STATE, state);
    sinv_row_set_int(from, SINV_OUTBOX_BLOCKED_BY, 0);
    sinv_row_set_text(from, SINV_OUTBOX_CONNECTOR, of->connector);
    range.from = from;
    return sinv_scan_each(of->txn, SINV_T_OUTBOX, &range, take_lost, of);
}

static salesinv_status take_sent(void *arg, const sinv_row *row)
{
    return sinv_row_int(row, SINV_OUTBOX_STATE) == SALESINV_OUTBOX_PENDING
               ? SALESINV_OK
               : add(arg, sinv_row_int(row, SINV_OUTBOX_OBJECT),
                     sinv_row_int(row, SINV_OUTBOX_ID));
}

/* Later messages of the same document that are no longer waiting. */
static salesinv_status collect_later(losing *of, lost_message first)
{
    sinv_range range = {.index = SINV_INDEX_OUTBOX_OBJECT,
                        .prefix = 2,
                        .from_count = 1,
                        .flags = SALESINV_SCAN_AFTER};
    sinv_row *from;
    salesinv_status rc = sinv_txn_row(of->txn, SINV_T_OUTBOX, &from);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_OUTBOX_OBJECT, first.object);
    sinv_row_set_int(from, SINV_OUTBOX_ID, first.id);
    range.from = from;
    return sinv_scan_each(of->txn, SINV_T_OUTBOX, &range, take_sent, of);
}

static salesinv_status reopen(losing *of, salesinv_id id)
{
    sinv_arena_mark mark = sinv_arena_tell(of->txn->arena);
    sinv_row *row;
    salesinv_status rc = sinv_txn_get_id(of->txn, SINV_T_OUTBOX, id, &row);

    if (rc == SALESINV_OK &&
        sinv_row_int(row, SINV_OUTBOX_STATE) != SALESINV_OUTBOX_PENDING) {
        sinv_outbox_reset(of->txn, row);
        sinv_row_set_int(row, SINV_OUTBOX_IS_UNKNOWN, 1);
        rc = sinv_txn_save(of->txn, row);
        of->reopened++;
    }
    sinv_arena_rewind(of->txn->arena, mark);
    return rc;
}

static salesinv_status reopen_all(losing *of)
{
    uint32_t count = of->count;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < count && rc == SALESINV_OK; i++)
        rc = collect_later(of, of->items[i]);
    for (uint32_t i = 0; i < of->count && rc == SALESINV_OK; i++)
        rc = reopen(of, of->items[i].id);
    return rc;
}

salesinv_status sinv_outbox_note_lost(sinv_txn *txn, const char *connector,
                                      salesinv_time since, int64_t *out_count)
{
    losing of = {.txn = txn, .connector = connector, .since = since};
    salesinv_status rc;

    if ((rc = collect(&of, SALESINV_OUTBOX_SENT)) == SALESINV_OK &&
        (rc = collect(&of, SALESINV_OUTBOX_ACKNOWLEDGED)) == SALESINV_OK &&
        (rc = reopen_all(&of)) == SALESINV_OK)
        rc = sinv_outbox_sort(txn);
    *out_count = of.reopened;
    return rc;
}
