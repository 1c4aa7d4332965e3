/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_PICKING_H
#define SINV_INVENTORY_PICKING_H

/*
 * Which goods of a warehouse to take: bins, batches and serials that are free, in the order of a rule. Reads only;
 * nothing is frozen for who asked.
 */
#include "catalog/product.h"
#include "inventory/serial_run.h"
#include "salesinv/picking.h"

/** What one line wants, and how it fares. */
typedef struct sinv_pick_want {
    salesinv_id product;
    salesinv_qty qty;
    int64_t line;       /* the document line, 0: none */
    int64_t own_line;   /* whose freeze is free for it, 0: none */
    uint32_t place;     /* index of the line in its document, for refusals */
    salesinv_qty taken; /* set by the proposal */
} sinv_pick_want;

typedef struct sinv_pick_wants {
    sinv_pick_want *items;
    uint32_t count;
    uint32_t capacity;
} sinv_pick_wants;

/** Goods of one bin and batch, or a range of serials, for one of the wants. */
typedef struct sinv_pick_entry {
    uint32_t want;
    salesinv_id bin;
    salesinv_id batch;
    salesinv_qty qty;
    sinv_serial_range serials; /* count 0: none */
    salesinv_time arrived_at;
    bool is_expired;
} sinv_pick_entry;

typedef struct sinv_pick_entries {
    sinv_pick_entry *items;
    uint32_t count;
    uint32_t capacity;
} sinv_pick_entries;

/**
 * Goods that a document in approval names, while what freezes them names no place: an order's freeze that its shipment will take.
 */
typedef struct sinv_pick_held {
    salesinv_id product;
    salesinv_id bin;
    salesinv_id batch;
    salesinv_qty qty;
} sinv_pick_held;

typedef struct sinv_pick_helds {
    sinv_pick_held *items;
    uint32_t count;
    uint32_t capacity;
} sinv_pick_helds;

salesinv_status sinv_pick_add_want(sinv_txn *txn, sinv_pick_wants *wants,
                                   const sinv_pick_want *want);

/** Propose goods of `warehouse` to the wants in their order, none that are held. NOT_FOUND, ARG, OVERFLOW. */
salesinv_status sinv_pick(sinv_txn *txn, salesinv_id warehouse, int32_t rule,
                          const sinv_pick_helds *helds, sinv_pick_wants *wants,
                          sinv_pick_entries *out);

/** Goods that may be proposed: what is free in one place, or one run of serials. */
typedef struct sinv_pick_place {
    salesinv_id bin;
    const char *bin_code; /* NULL: no bin */
    salesinv_id batch;
    salesinv_time expires_at; /* INT64_MAX: never */
    bool is_expired;
    salesinv_time arrived_at; /* SALESINV_TIME_NONE: not on record */
    salesinv_qty on_hand;
    salesinv_qty left;         /* free, and not proposed yet */
    sinv_serial_range serials; /* those that are left; count 0: none */
} sinv_pick_place;

typedef struct sinv_pick_places {
    sinv_pick_place *items;
    uint32_t count;
    uint32_t capacity;
} sinv_pick_places;

/** List the places of a product in the order of the rule, with what is free there. */
salesinv_status sinv_pick_list_places(sinv_txn *txn, const sinv_product *product,
                                      salesinv_id warehouse, int32_t rule,
                                      const sinv_pick_helds *helds,
                                      sinv_pick_places *out);

/** Set since when the goods of places without serials are there: `arrived_at`. */
salesinv_status sinv_pick_date_places(sinv_txn *txn, salesinv_id product,
                                      salesinv_id warehouse, sinv_pick_places *places);
/** Likewise when serials came to where they are, from the event of their run. */
salesinv_status sinv_pick_date_run(sinv_txn *txn, int64_t event, salesinv_time *out);

#endif
