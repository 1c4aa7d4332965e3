/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_FREEZE_H
#define SINV_INVENTORY_FREEZE_H

/*
 * Reading freezes: what each document line has frozen in each warehouse. They are changed
 * by the ledger alone.
 */
#include "core/txn.h"

typedef struct sinv_freeze {
    salesinv_id product;
    salesinv_id warehouse;
    int64_t line;
    salesinv_id bin; /* 0: names none */
    salesinv_id batch;
    salesinv_qty qty;
    bool is_allow;
} sinv_freeze;

/** Freezes in key order: warehouse, line, bin, batch. In the transaction's arena. */
typedef struct sinv_freezes {
    sinv_freeze *items;
    uint32_t count;
    uint32_t capacity;
} sinv_freezes;

/**
 * Fill in `qty` and `is_allow` of the freeze that the other members name; qty 0 when there is none.
 */
salesinv_status sinv_freeze_get(sinv_txn *txn, sinv_freeze *freeze);

/** Append the freezes of (product, warehouse), at most `limit` (0: all). */
salesinv_status sinv_freeze_list(sinv_txn *txn, salesinv_id product,
                                 salesinv_id warehouse, int64_t limit,
                                 sinv_freezes *out);

/** Append the freezes of `line` for `product` in one warehouse; 0: in all. Cost grows with warehouses, not with freezes. */
salesinv_status sinv_freeze_list_line(sinv_txn *txn, salesinv_id product,
                                      salesinv_id warehouse, int64_t line,
                                      sinv_freezes *out);

/** What is frozen under "block" in (product, warehouse): promised, so nobody else may ship it. */
salesinv_status sinv_freeze_sum_blocked(sinv_txn *txn, salesinv_id product,
                                        salesinv_id warehouse, salesinv_qty *out);

/** Sum of their quantities; OVERFLOW. */
salesinv_status sinv_freeze_sum(sinv_txn *txn, const sinv_freezes *freezes,
                                salesinv_qty *out);

#endif
