/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_PICKING_H
#define SALESINV_PICKING_H

#include "salesinv/document.h"

SALESINV_BEGIN_DECLS

/** Which goods are proposed first: one of SALESINV_PICK_*. Since 0.1. */
typedef int32_t salesinv_pick_rule;
enum {
    SALESINV_PICK_FIFO = 1, /**< What arrived first. */
    SALESINV_PICK_FEFO =
        2, /**< What expires first, what never does last; then as FIFO. */
    SALESINV_PICK_BIN = 3 /**< By the code of the bin, bytewise; then as FEFO. */
};

enum {
    SALESINV_PICKING_MAX = 10000 /**< Most entries of one proposal. */
};

/**
 * Which goods to take: a proposal, which freezes nothing. An immutable snapshot of lines that want goods, and of entries, each
 * a quantity of one bin and batch or consecutive serial numbers for one of the lines. Since 0.1.
 *
 * Proposed is what could be shipped now: in each bin and batch what no document in approval takes from there, serial numbers that are
 * in stock, and no more of a product than is available, with what the line's order has frozen there itself. Of expired batches
 * nothing is proposed where "batch.expired" is to block them; otherwise they come last, and say so. Goods that a void put back
 * count as having arrived when they first did.
 *
 * To ship a proposal for an order, make a shipment whose header has salesinv_picking_warehouse, with a line per entry: ORDER_LINE is
 * salesinv_picking_line_id of the entry's line, QTY its quantity, BIN and BATCH where it has them, and salesinv_draft_add_serial_count
 * with its first serial number. For a notice make an outbound order, likewise with SOURCE_LINE.
 */
typedef struct salesinv_picking salesinv_picking;

/**
 * Propose goods of one product.
 *
 * @param session      The session (borrowed); needs the right to read figures of stock.
 * @param product      The product.
 * @param warehouse    Where to take them.
 * @param qty          How much, in base units, > 0.
 * @param rule         Which first: SALESINV_PICK_*.
 * @param out_picking  Receives the proposal with one line, maybe short; NULL on failure (owned: release with
 *                     salesinv_picking_free).
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG                 an id, the rule or the quantity is not right; see the error's field,
 *         SALESINV_E_NOT_FOUND           there is no such product or warehouse,
 *         SALESINV_E_WAREHOUSE_DISABLED  the warehouse is disabled,
 *         SALESINV_E_OVERFLOW            the proposal would have more than SALESINV_PICKING_MAX entries: ask for less,
 *         SALESINV_E_INTERRUPTED         salesinv_engine_interrupt was called,
 *         SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM or a SALESINV_E_STORAGE_* code.
 *
 * Reads the product's stock in the warehouse and its movements there back to the oldest arrival that is still in stock; with
 * serial numbers every run of the product. Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_picking_get(
    salesinv_session *session, salesinv_id product, salesinv_id warehouse,
    salesinv_qty qty, salesinv_pick_rule rule, salesinv_picking **out_picking);

/**
 * Propose goods for every line of an order, as much as remains to be shipped, of a shipment that is not submitted yet, as
 * much as its lines say, or of a shipping notice, as much as waits to go out. What is proposed to a line is not proposed again to those behind it.
 *
 * @param session      The session (borrowed); needs the right to read figures of stock, and the document.
 * @param kind         SALESINV_KIND_ORDER, or SALESINV_KIND_SHIPMENT for shipments and notices.
 * @param id           The document.
 * @param warehouse    Where to take them; 0: the warehouse of the document. Orders over
 *                     several warehouses have none: ask for each.
 * @param rule         Which first: SALESINV_PICK_*.
 * @param out_picking  Receives the proposal, with a line for each line that wants something; NULL on failure (owned: release with
 *                     salesinv_picking_free).
 * @return SALESINV_OK, or a code of salesinv_picking_get, or one of
 *         SALESINV_E_WAREHOUSE_REQUIRED  neither the call nor the document names a warehouse,
 *         SALESINV_E_INVALID_STATE       the order is not confirmed, the shipment is submitted, or nothing waits to go out for the notice.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_picking_get_for(
    salesinv_session *session, salesinv_kind kind, salesinv_id id,
    salesinv_id warehouse, salesinv_pick_rule rule, salesinv_picking **out_picking);

/** The warehouse; 0 for NULL. Since 0.1. */
SALESINV_API salesinv_id salesinv_picking_warehouse(const salesinv_picking *picking);

/** Number of lines. Since 0.1. */
SALESINV_API int32_t salesinv_picking_line_count(const salesinv_picking *picking);

/** The document line (id << 16 | number) of line `index` (0-based); 0 if there is none. Since 0.1. */
SALESINV_API salesinv_id salesinv_picking_line_id(const salesinv_picking *picking,
                                                  int32_t index);

/** Product of line `index`. Since 0.1. */
SALESINV_API salesinv_id salesinv_picking_line_product(const salesinv_picking *picking,
                                                       int32_t index);

/** What line `index` wants. Since 0.1. */
SALESINV_API salesinv_qty salesinv_picking_line_wanted(const salesinv_picking *picking,
                                                       int32_t index);

/** Of that, what could not be proposed: 0 for a whole proposal. Since 0.1. */
SALESINV_API salesinv_qty salesinv_picking_line_missing(const salesinv_picking *picking,
                                                        int32_t index);

/** Number of entries, in the order of lines and within a line of the rule. Since 0.1. */
SALESINV_API int32_t salesinv_picking_count(const salesinv_picking *picking);

/** Index of the line that entry `index` (0-based) is for; -1 if there is no such entry. Since 0.1. */
SALESINV_API int32_t salesinv_picking_line(const salesinv_picking *picking,
                                           int32_t index);

/** Bin of entry `index`; 0 if none. Since 0.1. */
SALESINV_API salesinv_id salesinv_picking_bin(const salesinv_picking *picking,
                                              int32_t index);

/** Batch of entry `index`; 0 if none. Since 0.1. */
SALESINV_API salesinv_id salesinv_picking_batch(const salesinv_picking *picking,
                                                int32_t index);

/** Quantity of entry `index`, in base units. Since 0.1. */
SALESINV_API salesinv_qty salesinv_picking_qty(const salesinv_picking *picking,
                                               int32_t index);

/** First of the entry's serial numbers, as many as its quantity (borrowed); NULL without serial numbers. Since 0.1. */
SALESINV_API const char *salesinv_picking_serial(const salesinv_picking *picking,
                                                 int32_t index);

/** When the goods of entry `index` arrived, the oldest of them; SALESINV_TIME_NONE where nothing is recorded. Since 0.1. */
SALESINV_API salesinv_time salesinv_picking_arrived_at(const salesinv_picking *picking,
                                                       int32_t index);

/** 1 when the batch of entry `index` has expired, else 0. Since 0.1. */
SALESINV_API int32_t salesinv_picking_is_expired(const salesinv_picking *picking,
                                                 int32_t index);

/** Release a proposal. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_picking_free(salesinv_picking *picking);

SALESINV_END_DECLS

#endif
