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

/** Divide the amounts of picked kits over their components. */
salesinv_status sinv_kits_price(sinv_txn *txn, sinv_doc *doc);

/** Mark every component line removed: the order goes back to who writes it. */
void sinv_kits_drop(sinv_doc *doc);

/** Index of the first component line of the kit with this line number after index `from`, the kit's or a component's; -1: no more. Removed ones count. */
int32_t sinv_kits_next(const sinv_doc *doc, int64_t number, int32_t from);

#endif
