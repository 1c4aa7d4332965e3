/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing a change of serials that was decided. The pieces of one stored run are written
 * together: its row keeps the front, what follows is inserted, so a run cut into many parts costs
 * one row a part and none twice.
 */
#include "inventory/run_row.h"

enum { POLL_EVERY = 4096 };

typedef struct serial_writer {
    sinv_txn *txn;
    const sinv_serial_change *change;
    sinv_row *run;
    sinv_row *event;
    int64_t written;
} serial_writer;

/* What the piece's serials are after the change. */
static sinv_serial_facts facts_after(const sinv_serial_change *change,
                                     const sinv_serial_piece *piece)
{
    const sinv_serial_facts *before = piece->facts;
    sinv_serial_facts after = {.product = change->product,
                               .batch = change->batch,
                               .warehouse = change->to_warehouse,
                               .bin = change->to_bin,
                               .account = change->to_account,
                               .holder = change->to_holder,
                               .state = change->to_state};

    if (piece->restored)
        return *piece->restored;
    if (!before)
        return after;
    if (!(change->flags & SINV_SERIAL_SET_BATCH) &&
        (before->batch != 0 || !(change->flags & SINV_SERIAL_CHECK_BATCH)))
        after.batch = before->batch;
    if (change->flags & SINV_SERIAL_KEEP_PLACE) {
        after.warehouse = before->warehouse;
        after.bin = before->bin;
    }
    return after;
}

static salesinv_status check_written(serial_writer *writer, salesinv_status rc)
{
    if (rc == SALESINV_E_EXISTS || rc == SALESINV_E_NOT_FOUND ||
        rc == SALESINV_E_STORAGE_GUARD)
        return sinv_txn_internal(writer->txn,
                                 "a serial run changed under the change (%d)", rc);
    if (rc == SALESINV_OK && ++writer->written % POLL_EVERY == 0)
        return sinv_txn_poll(writer->txn, writer->written, 0);
    return rc;
}

static salesinv_status write_event(serial_writer *writer,
                                   const sinv_serial_piece *piece,
                                   const sinv_serial_facts *after, int64_t *out_id)
{
    sinv_txn *txn = writer->txn;
    sinv_row *row = writer->event;

    *out_id = sinv_txn_next_serial_event(txn);
    sinv_row_set_int(row, SINV_SERIAL_EVENT_ID, *out_id);
    sinv_row_set_int(row, SINV_SERIAL_EVENT_FIRST, piece->range.first);
    sinv_row_set_int(row, SINV_SERIAL_EVENT_COUNT, piece->range.count);
    sinv_row_set_int(row, SINV_SERIAL_EVENT_LINE, writer->change->line);
    sinv_row_set_int(row, SINV_SERIAL_EVENT_FROM_STATE,
                     piece->facts ? piece->facts->state : 0);
    sinv_row_set_int(row, SINV_SERIAL_EVENT_TO_STATE, after->state);
    sinv_row_set_int(row, SINV_SERIAL_EVENT_WAREHOUSE, after->warehouse);
    sinv_row_set_int(row, SINV_SERIAL_EVENT_BIN, after->bin);
    sinv_row_set_int(row, SINV_SERIAL_EVENT_ACCOUNT, after->account);
    sinv_row_set_int(row, SINV_SERIAL_EVENT_HOLDER, after->holder);
    sinv_row_set_int(row, SINV_SERIAL_EVENT_AT, txn->now);
    sinv_row_set_int(row, SINV_SERIAL_EVENT_USER, txn->user);
    sinv_row_set_int(row, SINV_SERIAL_EVENT_PREVIOUS, piece->event);
    return check_written(writer, sinv_txn_insert(txn, row));
}

static void set_facts(sinv_row *row, const sinv_serial_facts *facts, int64_t event)
{
    sinv_row_set_int(row, SINV_RUN_WAREHOUSE, facts->warehouse);
    sinv_row_set_int(row, SINV_RUN_BIN, facts->bin);
    sinv_row_set_int(row, SINV_RUN_STATE, facts->state);
    sinv_row_set_int(row, SINV_RUN_HOLDER, facts->holder);
    sinv_row_set_int(row, SINV_RUN_ACCOUNT, facts->account);
    sinv_row_set_int(row, SINV_RUN_EVENT, event);
}

static salesinv_status insert_run(serial_writer *writer, const sinv_serial_range *range,
                                  const sinv_serial_facts *facts, int64_t event)
{
    salesinv_status rc = sinv_run_key(writer->txn, writer->run, writer->change->scope,
                                      range, range->first);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(writer->run, SINV_RUN_COUNT, range->count);
    sinv_row_set_int(writer->run, SINV_RUN_PRODUCT, facts->product);
    sinv_row_set_int(writer->run, SINV_RUN_BATCH, facts->batch);
    set_facts(writer->run, facts, event);
    return check_written(writer, sinv_txn_insert(writer->txn, writer->run));
}

/* The part [from, to) of a run that stays as it is: its row is shortened, or a new one gets it. */
static salesinv_status keep_part(serial_writer *writer, const sinv_serial_piece *of,
                                 int64_t from, int64_t to)
{
    sinv_serial_range range = of->range;
    salesinv_status rc;

    if (from >= to)
        return SALESINV_OK;
    range.first = from;
    range.count = to - from;
    if (from != of->run_first)
        return insert_run(writer, &range, of->facts, of->event);
    rc = sinv_run_key(writer->txn, writer->run, writer->change->scope, &range, from);
    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(writer->run, SINV_RUN_COUNT, range.count);
    return check_written(writer, sinv_txn_save(writer->txn, writer->run));
}

/* The piece that changes, in the run's own row when it is its front. */
static salesinv_status change_part(serial_writer *writer,
                                   const sinv_serial_piece *piece)
{
    sinv_serial_facts after = facts_after(writer->change, piece);
    int64_t event;
    salesinv_status rc = write_event(writer, piece, &after, &event);

    if (rc != SALESINV_OK)
        return rc;
    if (!piece->facts || piece->range.first != piece->run_first)
        return insert_run(writer, &piece->range, &after, event);
    rc = sinv_run_key(writer->txn, writer->run, writer->change->scope, &piece->range,
                      piece->run_first);
    if (rc != SALESINV_OK)
        return rc;
    if (piece->range.count != piece->run_count)
        sinv_row_set_int(writer->run, SINV_RUN_COUNT, piece->range.count);
    if (after.batch != piece->facts->batch)
        sinv_row_set_int(writer->run, SINV_RUN_BATCH, after.batch);
    set_facts(writer->run, &after, event);
    return check_written(writer, sinv_txn_save(writer->txn, writer->run));
}

/* Is the next piece of the same stored run? */
static bool is_same_run(const sinv_serial_piece *a, const sinv_serial_piece *b)
{
    return a->facts && b->facts && a->run_first == b->run_first &&
           a->run_count == b->run_count && sinv_serial_is_alike(&a->range, &b->range);
}

/* Write the pieces of one run, `count` from `first` on, with the parts between them. */
static salesinv_status write_run(serial_writer *writer, const sinv_serial_piece *first,
                                 uint32_t count)
{
    int64_t done = first->run_first;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < count && rc == SALESINV_OK; i++) {
        const sinv_serial_piece *piece = &first[i];
        rc = keep_part(writer, first, done, piece->range.first);
        if (rc == SALESINV_OK)
            rc = change_part(writer, piece);
        done = piece->range.first + piece->range.count;
    }
    if (rc != SALESINV_OK)
        return rc;
    return keep_part(writer, first, done, first->run_first + first->run_count);
}

salesinv_status sinv_serial_apply(sinv_txn *txn, const sinv_serial_pieces *pieces,
                                  const sinv_serial_change *change)
{
    const sinv_arena_mark mark = sinv_arena_tell(txn->arena);
    serial_writer writer = {.txn = txn, .change = change};
    salesinv_status rc;
    uint32_t next;

    if ((rc = sinv_txn_row(txn, SINV_T_RUN, &writer.run)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_SERIAL_EVENT, &writer.event)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < pieces->count && rc == SALESINV_OK; i = next) {
        const sinv_serial_piece *piece = &pieces->items[i];
        next = i + 1;
        while (next < pieces->count && is_same_run(piece, &pieces->items[next]))
            next++;
        rc = piece->facts ? write_run(&writer, piece, next - i)
                          : change_part(&writer, piece);
    }
    if (rc == SALESINV_OK)
        sinv_arena_rewind(txn->arena, mark);
    return rc;
}
