/* SPDX-License-Identifier: Apache-2.0 */
/* Which serials are still where a document line brought them, and what it did with each of them last, read from their lives. */
#include "inventory/serial_trace.h"

/* The newest event by `line`; its id is 0 when there is none. */
static salesinv_status find_event(sinv_txn *txn, sinv_row *row, int64_t id,
                                  int64_t line, sinv_serial_event *out)
{
    salesinv_status rc = SALESINV_OK;

    *out = (sinv_serial_event){.id = 0};
    while (id != 0 && rc == SALESINV_OK) {
        rc = sinv_serial_event_get(txn, row, id, out);
        if (rc != SALESINV_OK || out->line == line)
            return rc;
        id = out->previous;
        out->id = 0;
    }
    return rc;
}

salesinv_status sinv_serial_brought(sinv_txn *txn, salesinv_id scope,
                                    const sinv_serial_set *set, int64_t line,
                                    int32_t state, sinv_serial_set *out)
{
    sinv_serial_pieces pieces = {NULL, 0, 0};
    sinv_serial_event event;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_SERIAL_EVENT, &row)) != SALESINV_OK ||
        (rc = sinv_serial_read(txn, scope, set, &pieces)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < pieces.count && rc == SALESINV_OK; i++) {
        rc = find_event(txn, row, pieces.items[i].event, line, &event);
        if (rc == SALESINV_OK && event.id != 0 && event.to_state == state)
            rc = sinv_serial_set_add(out, &pieces.items[i].range);
    }
    return rc == SALESINV_OK ? sinv_serial_set_close(out) : rc;
}

/* Is the line the last one that counts? Mostly it made the last event. */
static salesinv_status is_last(sinv_txn *txn, sinv_row *row, int64_t id, int64_t line,
                               bool *out)
{
    sinv_arena_mark mark = sinv_arena_tell(txn->arena);
    sinv_serial_event event;
    int64_t last;
    salesinv_status rc = sinv_serial_event_get(txn, row, id, &event);

    *out = rc == SALESINV_OK && event.line == line;
    if (rc != SALESINV_OK || *out)
        return rc;
    rc = sinv_serial_last_line(txn, id, line, &last, &event);
    *out = rc == SALESINV_OK && last == line;
    sinv_arena_rewind(txn->arena, mark);
    return rc;
}

salesinv_status sinv_serial_left(sinv_txn *txn, salesinv_id scope,
                                 const sinv_serial_set *set, int64_t line,
                                 int64_t holder, sinv_serial_set *out)
{
    sinv_serial_pieces pieces = {NULL, 0, 0};
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_SERIAL_EVENT, &row)) != SALESINV_OK ||
        (rc = sinv_serial_read(txn, scope, set, &pieces)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < pieces.count && rc == SALESINV_OK; i++) {
        const sinv_serial_piece *piece = &pieces.items[i];
        bool is_left = piece->facts && piece->facts->state == SINV_SERIAL_USED &&
                       piece->facts->holder == holder;

        if (is_left)
            rc = is_last(txn, row, piece->event, line, &is_left);
        if (rc == SALESINV_OK && is_left)
            rc = sinv_serial_set_add(out, &piece->range);
    }
    return rc == SALESINV_OK ? sinv_serial_set_close(out) : rc;
}
