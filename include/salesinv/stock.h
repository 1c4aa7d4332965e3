/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_STOCK_H
#define SALESINV_STOCK_H

#include "salesinv/document.h"
#include "salesinv/settings.h"

/*
 * Who may read all stock (in a custom role {"stock": {"read": "all"}}) is told every figure. Who may read "own" stock, as the
 * built-in role "sales", is told what the setting "stock.display_style" says: every figure with "exact"; with "fuzzy" the levels
 * alone, in snapshots whose figures are 0 and which have no rows by bin and batch; with "hidden", and where a call has nothing but
 * figures to tell, the answer is SALESINV_E_FORBIDDEN with the details setting and style. What an order was refused for, and single
 * serial numbers, are told to whoever may see them in any style.
 */
SALESINV_BEGIN_DECLS

/** How available stock stands: one of SALESINV_LEVEL_*. Since 0.1. */
typedef int32_t salesinv_stock_level;
enum {
    SALESINV_LEVEL_NONE = 0, /**< Not said. */
    SALESINV_LEVEL_OUT = 1,  /**< Nothing is available. */
    SALESINV_LEVEL_LOW = 2,  /**< Less than the product's safety stock. */
    SALESINV_LEVEL_SUFFICIENT =
        3 /**< At least the safety stock; without one, something. */
};

/**
 * Figures of one product: a row per warehouse, and per bin and batch where they are managed. An
 * immutable snapshot. on hand is what is there, frozen what open documents hold of it, available the
 * difference, which is negative only where an "allow" rule let an order through.
 *
 * In the edition integration an ERP owns the stock: the figures are those that it sent last, with their time, and no document
 * changes them. on hand and frozen are what it says; available too, or the difference where it says nothing. Rows of which it sent
 * nothing are left out. Since 0.1.
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

/**
 * The ERP's time of the figures in row `index`; index -1: of the oldest row. SALESINV_TIME_NONE when the figures are the library's own
 * (edition standalone), the ERP gave no time, or there is no such row. Said in any style. Since 0.1.
 */
SALESINV_API salesinv_time salesinv_stock_synced_at(const salesinv_stock *stock,
                                                    int32_t index);

/** How much is told: SALESINV_DISPLAY_EXACT or _FUZZY, where all figures are 0; 0 for NULL. Since 0.1. */
SALESINV_API salesinv_display_style salesinv_stock_style(const salesinv_stock *stock);

/** How row `index` stands, in any style; index -1: all rows together. SALESINV_LEVEL_*, NONE if there is no such row. Since 0.1. */
SALESINV_API salesinv_stock_level salesinv_stock_level_in(const salesinv_stock *stock,
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

/** Available in detail row `index`: on hand less frozen, or as the ERP says. Since 0.1. */
SALESINV_API salesinv_qty salesinv_stock_detail_available(const salesinv_stock *stock,
                                                          int32_t index);

/** The ERP's time of the figures in detail row `index`, as salesinv_stock_synced_at. Since 0.1. */
SALESINV_API salesinv_time salesinv_stock_detail_synced_at(const salesinv_stock *stock,
                                                           int32_t index);

/** Release a snapshot. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_stock_free(salesinv_stock *stock);

/**
 * Read available stock alone: the cheap question.
 *
 * @param session        The session (borrowed); needs the right to read stock.
 * @param product        The product; an unknown one has nothing.
 * @param warehouse      The warehouse; 0: the sum over all.
 * @param out_available  Receives on hand less frozen, or what the ERP says, in millionths.
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_FORBIDDEN, SALESINV_E_OVERFLOW or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_stock_available(salesinv_session *session,
                                                      salesinv_id product,
                                                      salesinv_id warehouse,
                                                      salesinv_qty *out_available);

/**
 * One page of stock over products: rows by (product, warehouse), or by (product, warehouse, bin, batch), in the order
 * of these ids. An immutable snapshot; the pages of one question are read at different times. Since 0.1.
 */
typedef struct salesinv_stock_list salesinv_stock_list;

/**
 * List stock by product and warehouse: the first page. A row stays when its goods are gone: its figures may all be 0.
 *
 * With a product only its own rows are read. Without one the rows of the tenant are walked, one for each warehouse
 * of each product, until the page is full: one warehouse out of many costs as much as all of them.
 *
 * @param session    The session (borrowed); needs the right to read stock.
 * @param product    Only this product; 0: all of them.
 * @param warehouse  Only this warehouse; 0: all of them.
 * @param max_count  Most rows in a page, 1..256.
 * @param out_list   Receives the page, maybe without rows; NULL on failure (owned: release with salesinv_stock_list_free).
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG          an id is negative, or max_count out of range; see the error's field,
 *         SALESINV_E_NOT_FOUND    there is no such product or warehouse; see the error's field,
 *         SALESINV_E_INTERRUPTED  salesinv_engine_interrupt was called,
 *         SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_stock_find(salesinv_session *session,
                                                 salesinv_id product,
                                                 salesinv_id warehouse,
                                                 int32_t max_count,
                                                 salesinv_stock_list **out_list);

/**
 * List stock by product, warehouse, bin and batch: the first page. There are rows only for goods that are managed by
 * bin or batch; they stay when the goods are gone. Where the ids do not go together, as a batch with another product,
 * the page has no rows.
 *
 * With a product or a batch only rows of one product are read. Without them the rows of the tenant are walked until the
 * page is full, whichever warehouse and bin they are of.
 *
 * @param session    The session (borrowed); needs the right to read stock.
 * @param product    Only this product; 0: all of them.
 * @param warehouse  Only this warehouse; 0: all of them.
 * @param bin        Only this bin; 0: all of them, and what is in none.
 * @param batch      Only this batch; 0: all of them, and what is of none.
 * @param max_count  Most rows in a page, 1..256.
 * @param out_list   Receives the page, maybe without rows; NULL on failure (owned: release with salesinv_stock_list_free).
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG          an id is negative, or max_count out of range; see the error's field,
 *         SALESINV_E_NOT_FOUND    there is no such product, warehouse, bin or batch; see the error's field,
 *         SALESINV_E_INTERRUPTED  salesinv_engine_interrupt was called,
 *         SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status
salesinv_stock_find_detail(salesinv_session *session, salesinv_id product,
                           salesinv_id warehouse, salesinv_id bin, salesinv_id batch,
                           int32_t max_count, salesinv_stock_list **out_list);

/**
 * List the next page of the same question, with the same max_count. It goes on behind the last row of `after`, and costs
 * no more for the rows before. After a page with fewer rows than max_count there are only such as came meanwhile.
 *
 * @param session   The session (borrowed), of the tenant of `after`; needs the right to read stock.
 * @param after     The page before (borrowed), from any of the salesinv_stock_find functions; it stays as it is.
 * @param out_list  Receives the page, maybe without rows; NULL on failure (owned: release with salesinv_stock_list_free).
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG          `after` is missing or of another tenant,
 *         SALESINV_E_NOT_FOUND    what the question names is no longer there; see the error's field,
 *         SALESINV_E_INTERRUPTED  salesinv_engine_interrupt was called,
 *         SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_stock_find_next(salesinv_session *session,
                                                      const salesinv_stock_list *after,
                                                      salesinv_stock_list **out_list);

/** Number of rows; fewer than asked for: that was all. Since 0.1. */
SALESINV_API int32_t salesinv_stock_list_count(const salesinv_stock_list *list);

/** Product of row `index` (0-based); 0 if there is none. Since 0.1. */
SALESINV_API salesinv_id salesinv_stock_list_product(const salesinv_stock_list *list,
                                                     int32_t index);

/** Warehouse of row `index`. Since 0.1. */
SALESINV_API salesinv_id salesinv_stock_list_warehouse(const salesinv_stock_list *list,
                                                       int32_t index);

/** Bin of row `index`; 0 if none, and in a list by product and warehouse. Since 0.1. */
SALESINV_API salesinv_id salesinv_stock_list_bin(const salesinv_stock_list *list,
                                                 int32_t index);

/** Batch of row `index`; 0 if none, and in a list by product and warehouse. Since 0.1. */
SALESINV_API salesinv_id salesinv_stock_list_batch(const salesinv_stock_list *list,
                                                   int32_t index);

/** On hand in row `index`. Since 0.1. */
SALESINV_API salesinv_qty salesinv_stock_list_on_hand(const salesinv_stock_list *list,
                                                      int32_t index);

/** Frozen in row `index`; by bin and batch only what documents hold that name them. Since 0.1. */
SALESINV_API salesinv_qty salesinv_stock_list_frozen(const salesinv_stock_list *list,
                                                     int32_t index);

/** Available in row `index`: on hand less frozen, or as the ERP says. Since 0.1. */
SALESINV_API salesinv_qty salesinv_stock_list_available(const salesinv_stock_list *list,
                                                        int32_t index);

/** How much is told: SALESINV_DISPLAY_EXACT or _FUZZY, where all figures are 0; 0 for NULL. Since 0.1. */
SALESINV_API salesinv_display_style
salesinv_stock_list_style(const salesinv_stock_list *list);

/** The ERP's time of the figures in row `index`, as salesinv_stock_synced_at. Since 0.1. */
SALESINV_API salesinv_time
salesinv_stock_list_synced_at(const salesinv_stock_list *list, int32_t index);

/** How row `index` stands, in any style: SALESINV_LEVEL_*, NONE if there is no such row. Since 0.1. */
SALESINV_API salesinv_stock_level
salesinv_stock_list_level(const salesinv_stock_list *list, int32_t index);

/** Release a page. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_stock_list_free(salesinv_stock_list *list);

SALESINV_END_DECLS

#endif
