/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SALES_KIT_H
#define SINV_SALES_KIT_H

/*
 * Kits on an order: at submission a kit's line gets a line per component, which follows it from then on. Nothing here looks at
 * a product again for a line that has its components.
 */
#include "sales/order.h"

/**
 * Give the lines from index `first` on that are kits their component lines, and these theirs, in memory; divide the
 * kits' amounts over them. ARG for a kit without components, a picked kit that is not ordered in whole numbers, a quantity that a
 * component's scale cannot hold; PRODUCT_INACTIVE; OVERFLOW.
 */
salesinv_status sinv_kits_explode(sinv_txn *txn, sinv_doc *doc, uint32_t first);

/**
 * An edit of a submitted order: component lines follow their kits, whether the draft names them or not; kits on new lines
 * get theirs. KIT_LEVEL when the draft changes a component; else as sinv_kits_explode.
 */
salesinv_status sinv_kits_revise(sinv_txn *txn, sinv_doc *doc);

/** Picked kits of a line of which everything came back or is about to, shipped or not; without what is fixed. */
int64_t sinv_kits_returned(const sinv_doc *order, uint32_t kit);

/** Goods of one component line. */
typedef struct sinv_kit_piece {
    uint32_t line; /* index in the order */
    int64_t qty;
} sinv_kit_piece;

typedef struct sinv_kit_pieces {
    sinv_kit_piece *items;
    uint32_t count;
    uint32_t capacity;
} sinv_kit_pieces;

/**
 * Append the goods of `kits` picked kits of a line that come back, those after the first `before`: fixed quantities belong to the
 * kit that completes them, as far as they did not come back alone. OVERFLOW.
 */
salesinv_status sinv_kits_pieces(sinv_txn *txn, const sinv_doc *order, uint32_t kit,
                                 int64_t before, int64_t kits, sinv_kit_pieces *out);

/** Does anything go into each kit of the line, or are all its components fixed quantities? */
bool sinv_kits_has_variable(const sinv_doc *doc, uint32_t kit);

/** Divide the amounts of picked kits over their components. */
salesinv_status sinv_kits_price(sinv_txn *txn, sinv_doc *doc);

/** Mark every component line removed: the order goes back to who writes it. */
void sinv_kits_drop(sinv_doc *doc);

/** Index of the first component line of a kit; -1: it has none. Removed ones count. */
int32_t sinv_kits_first(const sinv_doc *doc, uint32_t kit);
/** Index of the one after `component`, which follows it; -1: it was the last. */
int32_t sinv_kits_next(const sinv_doc *doc, int32_t component);

#endif
