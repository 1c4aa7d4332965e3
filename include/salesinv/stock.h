/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_STOCK_H
#define SALESINV_STOCK_H

#include "salesinv/document.h"

SALESINV_BEGIN_DECLS

/**
 * Figures of one product: a row per warehouse, and per bin and batch where they are managed. An
 * immutable snapshot. on hand is what is there, frozen what open documents hold of it, available the
 * difference, which is negative only where an "allow" rule let an order through. Since 0.1.
 */
typedef struct salesinv_stock salesinv_stock;

/**
 * Read the stock of a product.
 *
 * @param session    The session (borrowed); needs the right to read stock.
 * @param product    The product.
 * @param warehouse  Only this warehouse; 0: all of them.
 * @param out_stock  Receives the snapshot, maybe without rows; NULL on failure (owned: release with salesinv_stock_free).
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG        an id is out of range,
 *         SALESINV_E_NOT_FOUND  there is no such product or warehouse,
 *         SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_stock_get(salesinv_session *session,
                                                salesinv_id product,
                                                salesinv_id warehouse,
                                                salesinv_stock **out_stock);

/** Number of warehouses in the snapshot. Since 0.1. */
SALESINV_API int32_t salesinv_stock_count(const salesinv_stock *stock);

/** Warehouse of row `index` (0-based); 0 if there is none. Since 0.1. */
SALESINV_API salesinv_id salesinv_stock_warehouse(const salesinv_stock *stock,
                                                  int32_t index);

/** On hand in row `index`; index -1: the sum of all rows. Since 0.1. */
SALESINV_API salesinv_qty salesinv_stock_on_hand(const salesinv_stock *stock,
                                                 int32_t index);

/** Frozen in row `index`; index -1: the sum. Since 0.1. */
SALESINV_API salesinv_qty salesinv_stock_frozen(const salesinv_stock *stock,
                                                int32_t index);

/** Available in row `index`; index -1: the sum. Since 0.1. */
SALESINV_API salesinv_qty salesinv_stock_available_in(const salesinv_stock *stock,
                                                      int32_t index);

/** Number of rows by bin and batch. Since 0.1. */
SALESINV_API int32_t salesinv_stock_detail_count(const salesinv_stock *stock);

/** Warehouse of detail row `index` (0-based). Since 0.1. */
SALESINV_API salesinv_id salesinv_stock_detail_warehouse(const salesinv_stock *stock,
                                                         int32_t index);

/** Bin of detail row `index`; 0 if none. Since 0.1. */
SALESINV_API salesinv_id salesinv_stock_detail_bin(const salesinv_stock *stock,
                                                   int32_t index);

/** Batch of detail row `index`; 0 if none. Since 0.1. */
SALESINV_API salesinv_id salesinv_stock_detail_batch(const salesinv_stock *stock,
                                                     int32_t index);

/** On hand in detail row `index`. Since 0.1. */
SALESINV_API salesinv_qty salesinv_stock_detail_on_hand(const salesinv_stock *stock,
                                                        int32_t index);

/** Frozen in detail row `index` by documents that name its bin or batch. Since 0.1. */
SALESINV_API salesinv_qty salesinv_stock_detail_frozen(const salesinv_stock *stock,
                                                       int32_t index);

/** Release a snapshot. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_stock_free(salesinv_stock *stock);

/**
 * Read available stock alone: the cheap question.
 *
 * @param session        The session (borrowed); needs the right to read stock.
 * @param product        The product; an unknown one has nothing.
 * @param warehouse      The warehouse; 0: the sum over all.
 * @param out_available  Receives on hand less frozen, in millionths.
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_FORBIDDEN, SALESINV_E_OVERFLOW or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_stock_available(salesinv_session *session,
                                                      salesinv_id product,
                                                      salesinv_id warehouse,
                                                      salesinv_qty *out_available);

SALESINV_END_DECLS

#endif
