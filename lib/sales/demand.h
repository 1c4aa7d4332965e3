/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SALES_DEMAND_H
#define SINV_SALES_DEMAND_H

/*
 * What the lines of a document want from stock, summed before any check: two lines that want the
 * same goods must not both be told that there is enough.
 */
#include "core/txn.h"

typedef struct sinv_demand {
    salesinv_id product;
    salesinv_id warehouse;
    salesinv_id bin;   /* 0: any */
    salesinv_id batch; /* 0: any */
    int64_t qty;
    int64_t covered; /* of it, what the line froze there itself */
    uint32_t line;   /* index of the first line that wants it, for refusals */
} sinv_demand;

typedef struct sinv_demands {
    sinv_demand *items;
    uint32_t count;
    uint32_t capacity;
} sinv_demands;

salesinv_status sinv_demands_add(sinv_txn *txn, sinv_demands *demands,
                                 const sinv_demand *demand);
/** Sort by product, warehouse, bin, batch and merge what is equal; OVERFLOW. */
salesinv_status sinv_demands_sum(sinv_txn *txn, sinv_demands *demands);

#endif
