/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_LEDGER_H
#define SINV_INVENTORY_LEDGER_H

/*
 * The ledger: the only code that changes the tables STOCK, DETAIL, FREEZE and MOVEMENT. One
 * move appends one movement row and changes the balances in the same step, under guards, so
 * that the sum of the movements is the balance at every moment. Callers decide first (stock.h,
 * freeze.h say what is there) and move last.
 */
#include "core/txn.h"

/**
 * One change of stock by one document line. Zero-initialise, then set what applies.
 * Quantities are deltas: on_hand > 0 comes in, frozen > 0 freezes, < 0 takes back.
 */
typedef struct sinv_move {
    int64_t line; /* the document line that moves */
    salesinv_id
        posting; /* the inbound or outbound order it is a line of, 0: frozen only */
    salesinv_id product;
    salesinv_id warehouse;
    salesinv_id bin; /* where on_hand changes; 0: not managed */
    salesinv_id batch;
    salesinv_qty on_hand;
    salesinv_qty frozen;
    int64_t freeze_line;    /* whose freeze `frozen` changes; 0: that of `line` */
    salesinv_id freeze_bin; /* as that freeze names them; 0: it names none */
    salesinv_id freeze_batch;
    /* what the caller read of that freeze in this transaction, 0: not read; spares reading it again */
    salesinv_qty freeze_before;
    bool is_allow;   /* a new freeze may exceed what is there (its line's fixed rule) */
    bool has_detail; /* bin- or batch-managed: on_hand must name a bin or a batch */
    salesinv_time effective_at; /* 0: now; never in the future (caller's check) */
    uint32_t guards; /* SINV_GUARD_AVAILABLE: on_hand - frozen may not fall below 0 */
} sinv_move;

/**
 * Append the movement, add to the balances, change the freeze; a freeze with nothing left is removed.
 * on_hand and frozen never fall below 0. A move of nothing does nothing.
 *
 * INSUFFICIENT_STOCK when the AVAILABLE guard refuses, without figures: decide with
 * sinv_stock_get and explain with sinv_stock_refuse before. OVERFLOW when a balance
 * would not fit. INTERNAL when a balance or freeze lacks what is taken from it, or a bin or batch is
 * named where none is managed or the other way round: the caller decided wrongly.
 */
salesinv_status sinv_ledger_move(sinv_txn *txn, const sinv_move *move);

#endif
