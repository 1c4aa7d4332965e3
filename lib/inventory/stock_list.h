/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_STOCK_LIST_H
#define SINV_INVENTORY_STOCK_LIST_H

/*
 * Stock by the page: rows of (product, warehouse), or of (product, warehouse, bin, batch), in the order of these
 * ids, which is that of the primary keys.
 */
#include "core/txn.h"

/** Where goods are. 0: none; in a query: any. */
typedef struct sinv_stock_place {
    salesinv_id product;
    salesinv_id warehouse;
    salesinv_id bin;
    salesinv_id batch;
} sinv_stock_place;

typedef struct sinv_stock_query {
    sinv_stock_place wanted;
    sinv_stock_place after; /* of the row seen last; product 0: from the start */
    bool is_detail;         /* by bin and batch */
    uint32_t limit;         /* > 0 */
} sinv_stock_query;

typedef struct sinv_stock_entry {
    sinv_stock_place place;
    salesinv_qty on_hand;
    salesinv_qty frozen;
    salesinv_qty available;
    salesinv_time synced_at; /* of an ERP's figures, else NONE */
} sinv_stock_entry;

/** In the transaction's arena. */
typedef struct sinv_stock_page {
    sinv_stock_entry *items;
    uint32_t count;
    uint32_t capacity;
} sinv_stock_page;

/**
 * Append the next `limit` rows, fewer at the end. NOT_FOUND naming the field for what is wanted and does not
 * exist. With a product or batch the rows of one product are read, else those of the tenant until the page is full.
 */
salesinv_status sinv_stock_page_read(sinv_txn *txn, const sinv_stock_query *query,
                                     sinv_stock_page *out);

#endif
