/* SPDX-License-Identifier: Apache-2.0 */
/* Keeping the opposite of every write, and carrying them out. The storage port needs no savepoints for it. */
#include "core/undo.h"

#include "core/session.h"

static const sinv_table *table_of(const sinv_row *row)
{
    return &sinv_schema_current()->tables[row->table];
}

void sinv_undo_mark(sinv_txn *txn, sinv_undo *undo)
{
    *undo = (sinv_undo){.counters = txn->counters,
                        .has_written = txn->has_written,
                        .call_wrote = txn->call_wrote,
                        .outer = txn->undo,
                        .all = undo};
    if (undo->outer) {
        undo->all = undo->outer->all;
        undo->first = undo->all->count;
    } else {
        sinv_arena_init(&undo->arena, txn->engine->heap);
    }
    txn->undo = undo;
}

void sinv_undo_forget(sinv_txn *txn)
{
    sinv_undo *undo = txn->undo;

    txn->undo = undo->outer;
    if (!undo->outer)
        sinv_arena_free(&undo->arena);
}

/* A copy of the cells in `mask`, and of the key. */
static salesinv_status copy(sinv_txn *txn, const sinv_row *row, uint64_t mask,
                            sinv_row **out)
{
    const sinv_table *table = table_of(row);
    salesinv_status rc = sinv_txn_row(txn, row->table, out);

    if (rc != SALESINV_OK)
        return rc;
    for (int32_t i = 0; i < table->column_count; i++)
        if (i < table->key_count || (mask >> i & 1))
            sinv_row_copy_cell(*out, i, row, i);
    return (*out)->status == SALESINV_OK ? SALESINV_OK : sinv_txn_nomem(txn);
}

static void negate(sinv_row *row, uint64_t mask)
{
    for (int32_t i = 0; i < table_of(row)->column_count; i++)
        if (mask >> i & 1)
            sinv_row_set_int(row, i, -sinv_row_int(row, i));
}

static salesinv_status prepare(sinv_txn *txn, sinv_undo_deed deed, const sinv_row *row,
                               uint64_t mask, sinv_undo_step *out)
{
    salesinv_status rc;

    *out = (sinv_undo_step){.deed = deed, .mask = mask};
    rc = copy(txn, row, deed == SINV_UNDO_ADD ? mask : 0, &out->row);
    if (rc != SALESINV_OK)
        return rc;
    if (deed == SINV_UNDO_ADD)
        negate(out->row, mask);
    if (deed != SINV_UNDO_INSERT && deed != SINV_UNDO_UPDATE)
        return SALESINV_OK;
    rc = sinv_txn_get(txn, out->row);
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc; /* then the write says so */
}

salesinv_status sinv_undo_prepare(sinv_txn *txn, sinv_undo_deed deed,
                                  const sinv_row *row, uint64_t mask,
                                  sinv_undo_step *out)
{
    sinv_arena *scratch = txn->arena;
    salesinv_status rc;

    txn->arena = &txn->undo->all->arena;
    rc = prepare(txn, deed, row, mask, out);
    txn->arena = scratch;
    return rc;
}

salesinv_status sinv_undo_keep(sinv_txn *txn, const sinv_undo_step *step)
{
    sinv_undo *undo = txn->undo->all;
    void *steps = sinv_arena_grow(&undo->arena, undo->steps, sizeof(*undo->steps),
                                  undo->count, &undo->capacity);

    if (!steps) {
        txn->is_doomed = true; /* written, and there is no way back */
        return sinv_txn_nomem(txn);
    }
    undo->steps = steps;
    undo->steps[undo->count++] = *step;
    return SALESINV_OK;
}

static salesinv_status take_back(sinv_txn *txn, const sinv_undo_step *step)
{
    switch (step->deed) {
    case SINV_UNDO_INSERT:
        return sinv_txn_insert(txn, step->row);
    case SINV_UNDO_UPDATE:
        step->row->changed = step->mask;
        return sinv_txn_save(txn, step->row);
    case SINV_UNDO_REMOVE:
        return sinv_txn_remove(txn, step->row);
    case SINV_UNDO_ADD:
    default:
        step->row->changed = step->mask;
        return sinv_txn_add(txn, step->row, 0);
    }
}

salesinv_status sinv_undo_all(sinv_txn *txn)
{
    sinv_undo *undo = txn->undo;
    sinv_undo *all = undo->all;
    salesinv_status rc = SALESINV_OK;

    txn->undo = NULL; /* what takes back is not kept itself */
    while (!txn->is_doomed && all->count > undo->first && rc == SALESINV_OK)
        rc = take_back(txn, &all->steps[--all->count]);
    txn->undo = undo->outer;
    if (!undo->outer)
        sinv_arena_free(&undo->arena);
    if (txn->is_doomed && rc == SALESINV_OK)
        return SALESINV_OK;
    if (rc != SALESINV_OK) {
        txn->is_doomed = true;
        return rc;
    }
    txn->counters = undo->counters;
    txn->has_written = undo->has_written;
    txn->call_wrote = undo->call_wrote;
    txn->refs = NULL; /* rows that were read in between */
    return SALESINV_OK;
}
