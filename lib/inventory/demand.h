/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_DEMAND_H
#define SINV_INVENTORY_DEMAND_H

/*
 * What the lines of a document want from stock, summed before any check: two lines that want the
 * same goods must not both be told that there is enough.
 */
#include "inventory/goods.h"

typedef struct sinv_demand {
    salesinv_id product;
    salesinv_id warehouse;
    salesinv_id bin;   /* 0: any */
    salesinv_id batch; /* 0: any */
    int64_t qty;
    int64_t covered;  /* of it, what the line froze there itself */
    int64_t firm;     /* and of that, under "block" */
    int64_t own_line; /* the line that froze it, for refusals; 0: none */
    uint32_t line;    /* index of the first line that wants it, for refusals */
} sinv_demand;

typedef struct sinv_demands {
    sinv_demand *items;
    uint32_t count;
    uint32_t capacity;
} sinv_demands;

salesinv_status sinv_demands_add(sinv_txn *txn, sinv_demands *demands,
                                 const sinv_demand *demand);
/**
 * Add what line `line` takes: to `products`, and where stock is kept by bin or batch to `places`. `covered` of it is frozen by
 * `own_line` already.
 */
typedef struct sinv_goods_demand {
    const sinv_goods *goods;
    uint32_t line;
    int64_t covered;
    int64_t own_line; /* 0: none */
} sinv_goods_demand;
salesinv_status sinv_demands_add_goods(sinv_txn *txn, const sinv_goods_demand *of,
                                       sinv_demands *products, sinv_demands *places);
/** Sort by product, warehouse, bin, batch and merge what is equal; OVERFLOW. */
salesinv_status sinv_demands_sum(sinv_txn *txn, sinv_demands *demands);

/**
 * Sum, then refuse with INSUFFICIENT_STOCK the first product that is short in its warehouse: what is wanted may not exceed what is
 * on hand, what is not covered by own freezes may not exceed what is available, and what others froze under "block" stays
 * covered. Names the line's qty, with figures and holders.
 */
salesinv_status sinv_demands_check_products(sinv_txn *txn, sinv_demands *demands);
/**
 * Sum, then refuse with INSUFFICIENT_STOCK the first product of which more is wanted than is available in its warehouse; negative
 * demands are given back in the same step. Names the line's `field`.
 */
salesinv_status sinv_demands_check_available(sinv_txn *txn, sinv_demands *demands,
                                             const char *field);
/**
 * Sum, then refuse with INSUFFICIENT_STOCK what the ledger has not on hand, product or place: for what documents of ours take where an ERP
 * owns the stock now and nothing is frozen.
 */
salesinv_status sinv_demands_check_ledger(sinv_txn *txn, sinv_demands *demands);
/** As check_products, for bins and batches; where an ERP owns the stock, for those that it tells apart. */
salesinv_status sinv_demands_check_places(sinv_txn *txn, sinv_demands *demands);
/** Sum, then OVERFLOW when what comes in, or is frozen, would not fit beside what is there. */
salesinv_status sinv_demands_check_room(sinv_txn *txn, sinv_demands *demands);
/** The same of the goods of all lines of a document, which come in, or back. */
salesinv_status sinv_goods_check_room(sinv_txn *txn, const sinv_doc *doc,
                                      const sinv_goods *goods);

#endif
