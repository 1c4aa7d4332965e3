/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ledger. Balances are added to first: their guards are the last belt against overselling, and
 * a refusal there leaves nothing behind. A balance that does not exist is made by what comes in,
 * or by a first freeze. Freezes are inserted first and looked up only when that fails, since
 * a line freezes once.
 */
#include "inventory/ledger.h"

#include "base/checked.h"
#include "inventory/safety.h"

/* One balance: the row of STOCK or DETAIL, and what is added to it. */
typedef struct balance {
    const sinv_move *move;
    sinv_row *row; /* its key is set */
    int32_t on_hand_column;
    int32_t frozen_column;
    salesinv_qty on_hand;
    salesinv_qty frozen;
} balance;

static salesinv_status check_move(sinv_txn *txn, const sinv_move *move)
{
    bool names_place = move->bin != 0 || move->batch != 0;
    bool freeze_names_place = move->freeze_bin != 0 || move->freeze_batch != 0;

    if (move->product <= 0 || move->warehouse <= 0 || move->line <= 0)
        return sinv_txn_internal(txn,
                                 "a move without product, warehouse or document line");
    if (!move->has_detail && (names_place || freeze_names_place))
        return sinv_txn_internal(
            txn, "a move names a bin or batch of product %lld, which has none",
            (long long)move->product);
    if (move->has_detail && move->on_hand != 0 && !names_place)
        return sinv_txn_internal(txn, "a move of product %lld names no bin or batch",
                                 (long long)move->product);
    return SALESINV_OK;
}

/* The guard refused: say whether the caller's rule did, the size of the number, or one of ours. */
static salesinv_status explain_guard(sinv_txn *txn, const balance *to)
{
    salesinv_status rc = sinv_txn_get(txn, to->row);
    int64_t on_hand;
    int64_t frozen;

    if (rc != SALESINV_OK)
        return rc;
    if (!sinv_add_i64(sinv_row_int(to->row, to->on_hand_column), to->on_hand,
                      &on_hand) ||
        !sinv_add_i64(sinv_row_int(to->row, to->frozen_column), to->frozen, &frozen))
        return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, "qty",
                            "the stock of product %lld does not fit",
                            (long long)to->move->product);
    if (on_hand < 0 || frozen < 0 || !(to->move->guards & SINV_GUARD_AVAILABLE))
        return sinv_txn_internal(
            txn, "product %lld in warehouse %lld would have %lld on hand, %lld frozen",
            (long long)to->move->product, (long long)to->move->warehouse,
            (long long)on_hand, (long long)frozen);
    return sinv_err_set(txn->err, SALESINV_E_INSUFFICIENT_STOCK, "qty",
                        "product %lld in warehouse %lld is short",
                        (long long)to->move->product, (long long)to->move->warehouse);
}

static salesinv_status insert_balance(sinv_txn *txn, const balance *to)
{
    salesinv_status rc;

    if (to->on_hand < 0 || to->frozen < 0)
        return sinv_txn_internal(
            txn, "product %lld has no balance in warehouse %lld to take from",
            (long long)to->move->product, (long long)to->move->warehouse);
    if (to->frozen > to->on_hand && (to->move->guards & SINV_GUARD_AVAILABLE))
        return sinv_err_set(txn->err, SALESINV_E_INSUFFICIENT_STOCK, "qty",
                            "product %lld is not in warehouse %lld",
                            (long long)to->move->product,
                            (long long)to->move->warehouse);
    rc = sinv_txn_insert(txn, to->row);
    if (rc == SALESINV_E_EXISTS || rc == SALESINV_E_STORAGE_GUARD)
        return sinv_txn_internal(txn, "a balance of product %lld cannot be made",
                                 (long long)to->move->product);
    return rc;
}

static salesinv_status add_balance(sinv_txn *txn, const balance *to)
{
    uint32_t guards = SINV_GUARD_ON_HAND | SINV_GUARD_FROZEN |
                      (to->move->guards & SINV_GUARD_AVAILABLE);
    salesinv_status rc;

    if (to->on_hand != 0)
        sinv_row_set_int(to->row, to->on_hand_column, to->on_hand);
    if (to->frozen != 0)
        sinv_row_set_int(to->row, to->frozen_column, to->frozen);
    rc = sinv_txn_add(txn, to->row, guards);
    if (rc == SALESINV_E_NOT_FOUND)
        return insert_balance(txn, to);
    if (rc == SALESINV_E_STORAGE_GUARD)
        return explain_guard(txn, to);
    return rc;
}

static salesinv_status add_stock(sinv_txn *txn, const sinv_move *move)
{
    balance to = {move,          NULL,        SINV_STOCK_ON_HAND, SINV_STOCK_FROZEN,
                  move->on_hand, move->frozen};
    salesinv_status rc = sinv_txn_row(txn, SINV_T_STOCK, &to.row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(to.row, SINV_STOCK_PRODUCT, move->product);
    sinv_row_set_int(to.row, SINV_STOCK_WAREHOUSE, move->warehouse);
    return add_balance(txn, &to);
}

static salesinv_status add_detail_at(sinv_txn *txn, const sinv_move *move,
                                     salesinv_id bin, salesinv_id batch,
                                     salesinv_qty on_hand, salesinv_qty frozen)
{
    balance to = {move, NULL, SINV_DETAIL_ON_HAND, SINV_DETAIL_FROZEN, on_hand, frozen};
    salesinv_status rc;

    if ((on_hand == 0 && frozen == 0) || (bin == 0 && batch == 0))
        return SALESINV_OK;
    if ((rc = sinv_txn_row(txn, SINV_T_DETAIL, &to.row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(to.row, SINV_DETAIL_PRODUCT, move->product);
    sinv_row_set_int(to.row, SINV_DETAIL_WAREHOUSE, move->warehouse);
    sinv_row_set_int(to.row, SINV_DETAIL_BIN, bin);
    sinv_row_set_int(to.row, SINV_DETAIL_BATCH, batch);
    return add_balance(txn, &to);
}

/* Goods lie in one bin and batch; the freeze may name the same, another, or none. */
static salesinv_status add_detail(sinv_txn *txn, const sinv_move *move)
{
    bool is_same = move->bin == move->freeze_bin && move->batch == move->freeze_batch;
    salesinv_status rc = add_detail_at(txn, move, move->bin, move->batch, move->on_hand,
                                       is_same ? move->frozen : 0);

    if (rc != SALESINV_OK || is_same)
        return rc;
    return add_detail_at(txn, move, move->freeze_bin, move->freeze_batch, 0,
                         move->frozen);
}

static salesinv_status find_freeze(sinv_txn *txn, const sinv_move *move, sinv_row *row,
                                   salesinv_qty *out_left)
{
    salesinv_status rc = sinv_txn_get(txn, row);

    if (rc == SALESINV_E_NOT_FOUND)
        return sinv_txn_internal(txn, "line %lld has no freeze to change",
                                 (long long)sinv_row_int(row, SINV_FREEZE_LINE));
    if (rc != SALESINV_OK)
        return rc;
    if (!sinv_add_i64(sinv_row_int(row, SINV_FREEZE_QTY), move->frozen, out_left))
        return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, "qty",
                            "the freeze of line %lld does not fit",
                            (long long)sinv_row_int(row, SINV_FREEZE_LINE));
    if (*out_left < 0)
        return sinv_txn_internal(txn, "line %lld would have %lld frozen",
                                 (long long)sinv_row_int(row, SINV_FREEZE_LINE),
                                 (long long)*out_left);
    return SALESINV_OK;
}

static salesinv_status remove_freeze(sinv_txn *txn, const sinv_row *row)
{
    salesinv_status rc = sinv_txn_remove(txn, row);

    return rc == SALESINV_E_NOT_FOUND
               ? sinv_txn_internal(txn, "line %lld has no freeze to give back",
                                   (long long)sinv_row_int(row, SINV_FREEZE_LINE))
               : rc;
}

static salesinv_status change_freeze(sinv_txn *txn, const sinv_move *move,
                                     sinv_row *row)
{
    salesinv_qty left = 0;
    salesinv_status rc;

    if (move->frozen > 0) {
        sinv_row_set_int(row, SINV_FREEZE_QTY, move->frozen);
        sinv_row_set_int(row, SINV_FREEZE_IS_ALLOW, move->is_allow);
        rc = sinv_txn_insert(txn, row);
        if (rc != SALESINV_E_EXISTS)
            return rc;
    }
    if (move->freeze_before > 0 && move->freeze_before + move->frozen == 0)
        return remove_freeze(txn, row);
    if ((rc = find_freeze(txn, move, row, &left)) != SALESINV_OK)
        return rc;
    if (left == 0)
        return remove_freeze(txn, row);
    sinv_row_set_int(row, SINV_FREEZE_QTY, left);
    return sinv_txn_save(txn, row);
}

static salesinv_status move_freeze(sinv_txn *txn, const sinv_move *move)
{
    sinv_row *row;
    salesinv_status rc;

    if (move->frozen == 0)
        return SALESINV_OK;
    if ((rc = sinv_txn_row(txn, SINV_T_FREEZE, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_FREEZE_PRODUCT, move->product);
    sinv_row_set_int(row, SINV_FREEZE_WAREHOUSE, move->warehouse);
    sinv_row_set_int(row, SINV_FREEZE_LINE,
                     move->freeze_line ? move->freeze_line : move->line);
    sinv_row_set_int(row, SINV_FREEZE_BIN, move->freeze_bin);
    sinv_row_set_int(row, SINV_FREEZE_BATCH, move->freeze_batch);
    return change_freeze(txn, move, row);
}

static salesinv_status append_movement(sinv_txn *txn, const sinv_move *move)
{
    bool is_freeze = move->on_hand == 0; /* its place is then the freeze's */
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_MOVEMENT, &row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_MOVEMENT_ID, sinv_txn_next_movement(txn));
    sinv_row_set_int(row, SINV_MOVEMENT_LINE, move->line);
    sinv_row_set_int(row, SINV_MOVEMENT_POSTING, move->posting);
    sinv_row_set_int(row, SINV_MOVEMENT_PRODUCT, move->product);
    sinv_row_set_int(row, SINV_MOVEMENT_WAREHOUSE, move->warehouse);
    sinv_row_set_int(row, SINV_MOVEMENT_BIN, is_freeze ? move->freeze_bin : move->bin);
    sinv_row_set_int(row, SINV_MOVEMENT_BATCH,
                     is_freeze ? move->freeze_batch : move->batch);
    sinv_row_set_int(row, SINV_MOVEMENT_ON_HAND, move->on_hand);
    sinv_row_set_int(row, SINV_MOVEMENT_FROZEN, move->frozen);
    if (move->effective_at && move->effective_at != txn->now)
        sinv_row_set_int(row, SINV_MOVEMENT_EFFECTIVE_AT, move->effective_at);
    sinv_row_set_int(row, SINV_MOVEMENT_AT, txn->now);
    sinv_row_set_int(row, SINV_MOVEMENT_USER, txn->user);
    rc = sinv_txn_insert(txn, row);
    return rc == SALESINV_E_EXISTS
               ? sinv_txn_internal(txn, "movement %lld exists already",
                                   (long long)sinv_row_int(row, SINV_MOVEMENT_ID))
               : rc;
}

static salesinv_status move_all(sinv_txn *txn, const sinv_move *move)
{
    salesinv_status rc;

    if ((rc = add_stock(txn, move)) != SALESINV_OK ||
        (rc = add_detail(txn, move)) != SALESINV_OK ||
        (rc = move_freeze(txn, move)) != SALESINV_OK)
        return rc;
    return append_movement(txn, move);
}

salesinv_status sinv_ledger_move(sinv_txn *txn, const sinv_move *move)
{
    sinv_arena_mark mark;
    salesinv_status rc = check_move(txn, move);

    if (rc != SALESINV_OK || (move->on_hand == 0 && move->frozen == 0) ||
        (rc = sinv_safety_watch(txn, move->product, move->warehouse, move->on_hand,
                                move->frozen)) != SALESINV_OK)
        return rc;
    /* A document has many lines, and none needs the rows of the one before. */
    mark = sinv_arena_tell(txn->arena);
    if ((rc = move_all(txn, move)) == SALESINV_OK)
        sinv_arena_rewind(txn->arena, mark);
    return rc;
}
