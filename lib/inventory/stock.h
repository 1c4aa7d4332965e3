/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_STOCK_H
#define SINV_INVENTORY_STOCK_H

/*
 * Reading stock: figures, what may be shipped, and the refusal that explains a shortage. A
 * row that does not exist has all figures 0.
 *
 * Where an ERP owns the stock (edition integration) all figures are those that it sent last; a row of which it sent none does
 * not exist, whatever the ledger has. Elsewhere they are the ledger's.
 */
#include "core/txn.h"

typedef struct sinv_stock {
    salesinv_id warehouse; /* 0 in sums */
    salesinv_qty on_hand;
    salesinv_qty frozen;
    salesinv_qty available; /* on_hand - frozen, may be negative; or as the ERP says */
    bool has_row;
    bool
        is_asked; /* the ERP was asked for them just now, see recent.h; in sums: for all */
    salesinv_time synced_at; /* of the ERP's figures; NONE: they are ours */
} sinv_stock;

/** Figures of some places, by warehouse. In the transaction's arena. */
typedef struct sinv_stocks {
    sinv_stock *items;
    uint32_t count;
    uint32_t capacity;
} sinv_stocks;

/** Where the figures of rows are read from: columns of STOCK or DETAIL. */
typedef struct sinv_stock_columns {
    int32_t on_hand;
    int32_t frozen;
    int32_t available; /* -1: what is on hand less what is frozen */
    int32_t synced_at; /* -1: they are ours */
} sinv_stock_columns;

/** The columns that count in the present edition. */
salesinv_status sinv_stock_columns_of(sinv_txn *txn, int32_t table,
                                      sinv_stock_columns *out);
/** Are there figures in the row? */
bool sinv_stock_columns_say(const sinv_stock_columns *columns, const sinv_row *row);
/** What is available by them. */
salesinv_qty sinv_stock_columns_available(const sinv_stock_columns *columns,
                                          const sinv_row *row);
/** Their time, SALESINV_TIME_NONE unless they are an ERP's. */
salesinv_time sinv_stock_columns_at(const sinv_stock_columns *columns,
                                    const sinv_row *row);

/** Figures of one bin or batch of (product, warehouse). */
typedef struct sinv_stock_detail {
    salesinv_id warehouse;
    salesinv_id bin;
    salesinv_id batch;
    salesinv_qty on_hand;
    salesinv_qty frozen; /* by freezes that name this bin or batch */
    salesinv_qty available;
    bool has_row;
    salesinv_time synced_at;
} sinv_stock_detail;

typedef struct sinv_stock_details {
    sinv_stock_detail *items;
    uint32_t count;
    uint32_t capacity;
} sinv_stock_details;

salesinv_status sinv_stock_get(sinv_txn *txn, salesinv_id product,
                               salesinv_id warehouse, sinv_stock *out);

/** Append the rows of all warehouses, in order of their ids. */
salesinv_status sinv_stock_list(sinv_txn *txn, salesinv_id product, sinv_stocks *out);

/** Sum over all warehouses; OVERFLOW. synced_at is the oldest. */
salesinv_status sinv_stock_sum(sinv_txn *txn, salesinv_id product, sinv_stock *out);

/** Add figures to a sum; OVERFLOW. */
salesinv_status sinv_stock_add(sinv_txn *txn, sinv_stock *sum, const sinv_stock *part);

/** The figures, and the quantity that `line` (0: none) has frozen there itself. */
salesinv_status sinv_stock_own(sinv_txn *txn, salesinv_id product,
                               salesinv_id warehouse, int64_t line, sinv_stock *out,
                               salesinv_qty *out_own);

/** The figures of one bin and batch. */
salesinv_status sinv_stock_get_detail(sinv_txn *txn, salesinv_id product,
                                      salesinv_id warehouse, salesinv_id bin,
                                      salesinv_id batch, sinv_stock_detail *out);

/** Append the bins and batches of (product, warehouse); warehouse 0: of all. */
salesinv_status sinv_stock_list_details(sinv_txn *txn, salesinv_id product,
                                        salesinv_id warehouse, sinv_stock_details *out);

/**
 * INSUFFICIENT_STOCK, explained: "wanted 8, on hand 10, frozen 3, available 7", with `line` (not 0)
 * also "own 2", its freeze that counts as available to it. Details: product, warehouse, wanted, on_hand,
 * frozen, available, own; the greatest holders first come as holder.N.document, holder.N.line, holder.N.qty
 * (N from 1, at most 10), the others as their number holders_more. Holders that the session may not read are counted only.
 * Where an ERP owns the stock also source ("erp": it was asked, see recent.h, or "synced"), at (their time; none: never), stale (1: it
 * is to be asked, and was not, or in vain).
 */
salesinv_status sinv_stock_refuse(sinv_txn *txn, const char *field, salesinv_id product,
                                  salesinv_id warehouse, salesinv_qty wanted,
                                  int64_t line);

/**
 * Refusals of one document: the first product that is short is refused as above, with the figures given; further ones are added to that error as
 * short.N.product, .wanted, .on_hand, .frozen, .available and, of who holds most, .holder.M.document, .line, .qty and .holders_more
 * (N from 2 to 5, M from 1 to 3), and counted in shorts.
 */
typedef struct sinv_shortages {
    int32_t count;          /* zero-initialise */
    salesinv_status status; /* OK while nothing is short */
} sinv_shortages;

/** A product of which too little is there. */
typedef struct sinv_short {
    const char *field;
    salesinv_id product;
    salesinv_id warehouse; /* 0: several, whose figures were added up */
    const sinv_stock *stock;
    salesinv_qty wanted;
    int64_t own_line; /* whose freeze counts as available to it, 0: none */
} sinv_short;

/** Add a product: OK, however short it is, or why it cannot be said. */
salesinv_status sinv_shortages_add(sinv_txn *txn, sinv_shortages *of,
                                   const sinv_short *what);
/** The refusal, if there is one, with how many products it is about. */
salesinv_status sinv_shortages_end(sinv_txn *txn, const sinv_shortages *of);

#endif
