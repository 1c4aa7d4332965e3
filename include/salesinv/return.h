/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_RETURN_H
#define SALESINV_RETURN_H

/*
 * Returns: goods that come back, in four modes (SALESINV_F_MODE).
 *
 *   SALESINV_RETURN_ORDER     lines name order lines. What the order has not shipped yet is given up: its freeze is released
 *                             and it cannot be shipped any more; what was shipped comes in. Always on; over several orders of
 *                             one account with return.several_orders. A complete one closes the order.
 *   SALESINV_RETURN_SHIPMENT  lines name shipment lines, of one or several shipments of one account; plugin.shipment_return.
 *   SALESINV_RETURN_FREE      lines name a product and a price, without an upper bound; plugin.free_return.
 *   SALESINV_RETURN_EXCHANGE  lines that come in, as in any of the other modes, and lines of any active product that go out
 *                             (SALESINV_F_DIRECTION); plugin.exchange. Both halves are posted together. What comes in does not count
 *                             for what goes out.
 *
 * A line that names the order line of a kit that is picked (salesinv/order.h) brings QTY kits back, of which UNSHIPPED were never
 * shipped: it becomes a line for each component, which may then name serials, bin and batch, and must before it is submitted
 * where these are needed. Fixed quantities come with the kit that completes them, unless they came back alone. Components may
 * also come back by themselves.
 *
 * Goods that come back are booked on the shipment line that they left on: their serials say which, else it is named, else it is the
 * oldest of the order line; see salesinv_return_bookings. Serials without a source must be used ones of the product, whoever
 * they were shipped to, or new with return.free_new_serials; what a shipment line is known to have shipped is booked on it.
 * Goods come in when the return is confirmed or, as return.goods_in says at its submission, separately and in parts
 * (salesinv_return_take_in): then it stays confirmed until all are in, or the rest is given up (salesinv_return_close).
 *
 *   draft -> (in_approval ->) confirmed (-> received or closed);  rejected and withdrawn may be submitted again;  void.
 *
 * Where an ERP owns the stock (edition integration) returns have the same modes, checks and counters and move nothing: they are
 * pushed to the ERP when they are confirmed, and then wait for it, whatever return.goods_in says. What came in is its result, which
 * synchronisation records, in parts and with corrections: salesinv_return_take_in answers SALESINV_E_SYNC_ONLY. Results count as
 * returned, and serials are in stock where the ERP has them. Warehouse, bin and batch may be left to it. Goods that go out of
 * an exchange are a request too: nothing is frozen; bin, batch and serials that a line names are suggestions, checked by
 * nobody; and if a warehouse is named, what goes out is held against the figures that the ERP sent of it. What went out is in its
 * result, with serials, which are then used at the account. A return of which the ERP took something in or sent something out is
 * void no more, until the ERP takes that back: SALESINV_E_SYNC_ONLY. All this goes by SALESINV_F_ORIGIN, fixed at submission.
 *
 * Fields of the header; s: settable, r: required
 *   SALESINV_F_MODE            int    s    SALESINV_RETURN_*, default: order or shipment, as what is named; exchanges and returns
 *                                          without a source say so; fixed at creation
 *   SALESINV_F_ORDER           id     s    the order of all lines; 0: none or several; fixed at creation
 *   SALESINV_F_SHIPMENT        id     s    the shipment of all lines, likewise
 *   SALESINV_F_ACCOUNT         id     s r  default: that of order or shipment; fixed at creation
 *   SALESINV_F_CURRENCY        text   s    default: the order's, else the setting order.currency
 *   SALESINV_F_WAREHOUSE       id     s    that takes the goods, if any come in; default: the first one they left
 *   SALESINV_F_OUT_WAREHOUSE   id     s    that sends goods of an exchange out; default: SALESINV_F_WAREHOUSE
 *   SALESINV_F_RETURNED_AT     time   s    default: now
 *   SALESINV_F_REASON          text   s    at most 512 bytes
 *   SALESINV_F_GOODS_IN        int         SALESINV_GOODS_IN_*, fixed at submission; 0: not submitted
 *   SALESINV_F_ORIGIN          int         SALESINV_ORIGIN_OWN or SALESINV_ORIGIN_INTEGRATION, fixed at submission
 *   SALESINV_F_AMOUNT          money       sum of the lines that come in
 *   SALESINV_F_PRICE_DIFFERENCE money      of an exchange: sum of what goes out less SALESINV_F_AMOUNT
 *   SALESINV_F_POSTING         id          the last inbound order generated, 0: none
 *   SALESINV_F_OUT_POSTING     id          the outbound order generated, 0: none
 * Fields of the lines
 *   SALESINV_F_DIRECTION       int    s    SALESINV_DIRECTION_*, default: in; fixed at creation
 *   SALESINV_F_ORDER_LINE      id     s    line id of an order line; default: the shipment line's; fixed at creation
 *   SALESINV_F_SHIPMENT_LINE   id     s    line id of a shipment line; not in mode ORDER; fixed at creation
 *   SALESINV_F_PRODUCT         id     s r  default: that of the order line; without one an active product
 *   SALESINV_F_QTY             qty    s r  > 0
 *   SALESINV_F_UNSHIPPED       qty    s    order-based: how much of it was never shipped; default: the rest when serials are named,
 *                                          else as much as the order still has to ship
 *   SALESINV_F_PRICE           money  s    of one base unit; required without a source, default of goods out: the product's
 *   SALESINV_F_BIN             id     s    needed when the warehouse has bins
 *   SALESINV_F_BATCH           id     s    default: the one that was shipped
 *   SALESINV_F_RETURNED_UNSHIPPED qty      of the quantity, never shipped, as it was decided at submission
 *   SALESINV_F_RECEIVED        qty         came in; of what goes out and the ERP sends: went out
 *   SALESINV_F_CLOSED          qty         given up
 *   SALESINV_F_OPEN            qty         still to come in, or to be sent out by the ERP
 *   SALESINV_F_AMOUNT          money       the price's; or the share of order and shipment lines, the last piece takes the rounding rest
 * and serial numbers. Besides the fields that every header and every line has (document.h).
 *
 * Every writing call may answer, besides its own codes: SALESINV_E_ARG (a missing, malformed or unknown value; the
 * field is named), SALESINV_E_TEXT, SALESINV_E_OVERFLOW, SALESINV_E_FORBIDDEN, SALESINV_E_LICENSE_REQUIRED,
 * SALESINV_E_EDITION_NOT_SUPPORTED, SALESINV_E_NOT_FOUND (the object, or one it refers to: the field is named),
 * SALESINV_E_STALE (another version than expected), SALESINV_E_INVALID_STATE (the status does not take the call),
 * SALESINV_E_EXISTS (the external id is taken), SALESINV_E_REQUEST_REUSED, SALESINV_E_CONFLICT,
 * SALESINV_E_UNKNOWN_OUTCOME, SALESINV_E_TXN_DOOMED, SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_FORKED,
 * SALESINV_E_BUSY, SALESINV_E_REENTRANT and the SALESINV_E_STORAGE_* codes.
 */
#include "salesinv/find.h"
#include "salesinv/settings.h"

SALESINV_BEGIN_DECLS

/** Snapshot of a return. Since 0.1. */
typedef struct salesinv_return salesinv_return;

/** Values of SALESINV_F_MODE of returns. Since 0.1. */
enum {
    SALESINV_RETURN_ORDER = 1,    /**< Of orders. */
    SALESINV_RETURN_SHIPMENT = 2, /**< Of shipments. */
    SALESINV_RETURN_FREE = 3,     /**< Without a source. */
    SALESINV_RETURN_EXCHANGE = 4  /**< Goods in and goods out. */
};

/** Values of SALESINV_F_DIRECTION. Since 0.1. */
enum {
    SALESINV_DIRECTION_IN = 1, /**< The goods come in; the default. */
    SALESINV_DIRECTION_OUT = 2 /**< They go out, on exchanges. */
};

/**
 * Store a draft as a new return, or with SALESINV_SUBMIT store and submit it in one transaction.
 *
 * @param session      The session (borrowed); needs the right to create, with SALESINV_SUBMIT also to submit.
 * @param draft        What to store (borrowed), of kind SALESINV_KIND_RETURN.
 * @param flags        0 or SALESINV_SUBMIT.
 * @param request_key  Makes a repeated call act once (borrowed); NULL: none.
 * @param out_return    Receives the return, NULL on failure (owned: release with salesinv_return_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_PLUGIN_DISABLED      the plugin of this mode is off, or return.several_orders is,
 *         SALESINV_E_INVALID_STATE        also: the shipment has not left, the order is not confirmed, or either is void,
 *         SALESINV_E_ACCOUNT_MISMATCH     orders or shipments are of another account,
 *         SALESINV_E_ACCOUNT_INACTIVE     the account of an exchange is inactive,
 *         SALESINV_E_SOURCE_REQUIRED      a line names no shipment line or order line and the mode needs one,
 *         SALESINV_E_PRODUCT_INACTIVE     a line without source names an inactive product,
 *         SALESINV_E_KIT_LEVEL            a line names what is inside of an assembled kit: the details name the kit's line,
 *         SALESINV_E_EXCEEDS_RETURNABLE   more than is left to return of a shipment line or order line, or of a batch that left on it,
 *         SALESINV_E_INSUFFICIENT_STOCK   too little is available of what goes out,
 *         SALESINV_E_WAREHOUSE_REQUIRED   no warehouse is named,
 *         SALESINV_E_WAREHOUSE_DISABLED   it is disabled,
 *         SALESINV_E_BIN_REQUIRED         the warehouse has bins and a line names none,
 *         SALESINV_E_BIN_MISMATCH         the bin is of another warehouse, or the warehouse has none,
 *         SALESINV_E_BATCH_REQUIRED       several batches were shipped, or the goods have no source, and a line names none,
 *         SALESINV_E_BATCH_MISMATCH       it is not the batch that was shipped, or one of another product,
 *         SALESINV_E_BATCH_EXPIRED        of what goes out, and batch.expired says block,
 *         SALESINV_E_SERIAL_PLACE         a serial that goes out is in another warehouse or bin,
 *         SALESINV_E_SERIAL_REQUIRED      the product is managed by serial number and a line names none,
 *         SALESINV_E_SERIAL_COUNT         their number differs from the quantity,
 *         SALESINV_E_SERIAL_PRODUCT       a serial is of another product, or the product has none,
 *         SALESINV_E_SERIAL_NOT_FOUND     a serial is unknown,
 *         SALESINV_E_SERIAL_STATE         a serial is not out, or one that goes out not in stock,
 *         SALESINV_E_SERIAL_HELD          it left on another shipment, or is on another document: named in the details,
 *         SALESINV_E_SERIAL_DUPLICATE     it is named twice,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_return_create(salesinv_session *session,
                                                    const salesinv_draft *draft,
                                                    uint32_t flags,
                                                    const char *request_key,
                                                    salesinv_return **out_return);

/**
 * Change a return by a draft: fields that are set, and if it names lines, the whole set of lines.
 *
 * Drafts, rejected and withdrawn returns may be changed; one in approval too, in everything but its record type: what it
 * counts for and holds follows at once, checked as when it was submitted.
 *
 * @param session           The session (borrowed); needs the right to update.
 * @param id                The return.
 * @param expected_version  Version that the change was made for; 0: any.
 * @param draft             What changes (borrowed).
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_return         Receives the return, NULL on failure (owned: release with salesinv_return_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE        it is neither of these,
 *         in approval also what salesinv_return_submit answers,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_return_update(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const salesinv_draft *draft, const char *request_key, salesinv_return **out_return);

/**
 * Submit a draft, or a rejected or withdrawn return. Without an approval step it is confirmed at once. Else quantities
 * and serials are pending: nobody else can return them, nor ship what it gives up, and what goes out is frozen.
 *
 * @param session           The session (borrowed); needs the right to submit.
 * @param id                The return.
 * @param expected_version  Version that was seen; 0: any.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_return         Receives the return, NULL on failure (owned: release with salesinv_return_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_PLUGIN_DISABLED      the plugin of this mode is off, or return.several_orders is,
 *         SALESINV_E_INVALID_STATE        also: the shipment has not left, the order is not confirmed, or either is void,
 *         SALESINV_E_ACCOUNT_MISMATCH     orders or shipments are of another account,
 *         SALESINV_E_ACCOUNT_INACTIVE     the account of an exchange is inactive,
 *         SALESINV_E_SOURCE_REQUIRED      a line names no shipment line or order line and the mode needs one,
 *         SALESINV_E_PRODUCT_INACTIVE     a line without source names an inactive product,
 *         SALESINV_E_EXCEEDS_RETURNABLE   more than is left to return of a shipment line or order line, or of a batch that left on it,
 *         SALESINV_E_INSUFFICIENT_STOCK   too little is available of what goes out,
 *         SALESINV_E_WAREHOUSE_REQUIRED   no warehouse is named,
 *         SALESINV_E_WAREHOUSE_DISABLED   it is disabled,
 *         SALESINV_E_BIN_REQUIRED         the warehouse has bins and a line names none,
 *         SALESINV_E_BIN_MISMATCH         the bin is of another warehouse, or the warehouse has none,
 *         SALESINV_E_BATCH_REQUIRED       several batches were shipped, or the goods have no source, and a line names none,
 *         SALESINV_E_BATCH_MISMATCH       it is not the batch that was shipped, or one of another product,
 *         SALESINV_E_BATCH_EXPIRED        of what goes out, and batch.expired says block,
 *         SALESINV_E_SERIAL_PLACE         a serial that goes out is in another warehouse or bin,
 *         SALESINV_E_SERIAL_REQUIRED      the product is managed by serial number and a line names none,
 *         SALESINV_E_SERIAL_COUNT         their number differs from the quantity,
 *         SALESINV_E_SERIAL_PRODUCT       a serial is of another product, or the product has none,
 *         SALESINV_E_SERIAL_NOT_FOUND     a serial is unknown,
 *         SALESINV_E_SERIAL_STATE         a serial is not out, or one that goes out not in stock,
 *         SALESINV_E_SERIAL_HELD          it left on another shipment, or is on another document: named in the details,
 *         SALESINV_E_SERIAL_DUPLICATE     it is named twice,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_return_submit(salesinv_session *session,
                                                    salesinv_id id,
                                                    int64_t expected_version,
                                                    const char *request_key,
                                                    salesinv_return **out_return);

/**
 * Approve a return that is in approval: what was never shipped is given up, goods come in, unless separately, and out.
 *
 * @param session           The session (borrowed); needs the right to approve.
 * @param id                The return.
 * @param expected_version  Version that was seen; 0: any.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_return         Receives the return, NULL on failure (owned: release with salesinv_return_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_FORBIDDEN            also: approval.four_eyes is on and the session's user submitted it or changed it last while it waited,
 *         SALESINV_E_WAREHOUSE_DISABLED   the warehouse was disabled meanwhile,
 *         SALESINV_E_EXCEEDS_RETURNABLE   the ERP has sent meanwhile some of what was not to be shipped,
 *         SALESINV_E_INSUFFICIENT_STOCK   what goes out is not on hand any more,
 *         SALESINV_E_BATCH_EXPIRED        a batch that goes out expired meanwhile and batch.expired blocks,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_return_approve(salesinv_session *session,
                                                     salesinv_id id,
                                                     int64_t expected_version,
                                                     const char *request_key,
                                                     salesinv_return **out_return);

/**
 * Take a return back from approval: quantities can be returned again, serials are held by their shipment again.
 *
 * @param session           The session (borrowed); needs the right to submit.
 * @param id                The return.
 * @param expected_version  Version that was seen; 0: any.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_return         Receives the return, NULL on failure (owned: release with salesinv_return_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE        it is not in approval,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_return_withdraw(salesinv_session *session,
                                                      salesinv_id id,
                                                      int64_t expected_version,
                                                      const char *request_key,
                                                      salesinv_return **out_return);

/**
 * Refuse a return that is in approval: quantities can be returned again, serials are held by their shipment again.
 *
 * @param session           The session (borrowed); needs the right to approve.
 * @param id                The return.
 * @param expected_version  Version that was seen; 0: any.
 * @param reason            Why, at most 512 bytes, kept with the event (borrowed); NULL: none.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_return         Receives the return, NULL on failure (owned: release with salesinv_return_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE        it is not in approval,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_return_reject(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *reason, const char *request_key, salesinv_return **out_return);

/**
 * Take a return out of effect for good: goods are as before, serials are held by their shipment again, and orders want and freeze
 * again what had been given up, under their own rule; those whose remainder was closed since stay closed. Exchanges are void only if both halves can be reversed.
 *
 * @param session           The session (borrowed); needs the right to void.
 * @param id                The return.
 * @param expected_version  Version that was seen; 0: any.
 * @param reason            Why, at most 512 bytes, kept with the event (borrowed); NULL: none.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_return         Receives the return, NULL on failure (owned: release with salesinv_return_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_SYNC_ONLY            an ERP took some of it in, or sent some of it out,
 *         SALESINV_E_INSUFFICIENT_STOCK   the goods are not available any more, or too few for what an order wants again,
 *         SALESINV_E_WAREHOUSE_DISABLED   the warehouse of an order that wants something again was disabled since,
 *         SALESINV_E_WAREHOUSE_NOT_APPLICABLE likewise in mode "consolidated", when no warehouse applies to this user and the account,
 *         SALESINV_E_SERIAL_STATE         a serial moved on,
 *         SALESINV_E_SERIAL_HELD          a serial is on another document: named in the details,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_return_void(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *reason, const char *request_key, salesinv_return **out_return);

/**
 * Record goods of a return that come in separately: all that is open, or a part of it. Each call generates an inbound order. The return
 * is received when nothing is open any more.
 *
 * A draft keeps lines (salesinv_draft_keep_line, in JSON "line") and sets SALESINV_F_QTY, serial numbers, or both; with neither all that is open of
 * the line comes in, and of lines that it leaves out nothing. The first goods of a line may also set SALESINV_F_BIN and SALESINV_F_BATCH.
 *
 * @param session           The session (borrowed); needs the right to confirm.
 * @param id                The return.
 * @param expected_version  Version that was seen; 0: any.
 * @param draft             What comes in (borrowed), of kind SALESINV_KIND_RETURN; NULL: all that is open.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_return         Receives the return, NULL on failure (owned: release with salesinv_return_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE        it is not confirmed, or waits for no goods,
 *         SALESINV_E_SYNC_ONLY            it was pushed to an ERP, whose result says what came in,
 *         SALESINV_E_EXCEEDS_REMAINING    more than is open of a line,
 *         SALESINV_E_EXCEEDS_RETURNABLE   less of the batch that a line turns to was shipped than the line is of,
 *         SALESINV_E_WAREHOUSE_DISABLED   the warehouse was disabled meanwhile,
 *         SALESINV_E_BIN_REQUIRED         the warehouse has bins and a line names none,
 *         SALESINV_E_BIN_MISMATCH         the bin is of another warehouse, or the warehouse has none,
 *         SALESINV_E_BATCH_REQUIRED       the product is managed by batch and a line names none,
 *         SALESINV_E_BATCH_MISMATCH       it is not the batch that was shipped, or one of another product,
 *         SALESINV_E_SERIAL_REQUIRED      the product is managed by serial number and none is named,
 *         SALESINV_E_SERIAL_COUNT         their number differs from the quantity,
 *         SALESINV_E_SERIAL_PRODUCT       a serial is of another product, or the product has none,
 *         SALESINV_E_SERIAL_NOT_FOUND     a serial is unknown,
 *         SALESINV_E_SERIAL_STATE         a serial is not on its way,
 *         SALESINV_E_SERIAL_HELD          it is on its way by another document: named in the details,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_return_take_in(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const salesinv_draft *draft, const char *request_key, salesinv_return **out_return);

/**
 * Give up the goods that a return still waits for: they can be returned again, serials are held by their shipment again. The amounts of
 * its lines fall to what came in.
 *
 * @param session           The session (borrowed); needs the right to close.
 * @param id                The return.
 * @param expected_version  Version that was seen; 0: any.
 * @param reason            Why, 1 to 512 bytes, kept with the event (borrowed).
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_return         Receives the return, NULL on failure (owned: release with salesinv_return_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE        it is not confirmed, or waits for no goods,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_return_close(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *reason, const char *request_key, salesinv_return **out_return);

/**
 * Read a return.
 *
 * @param session      The session (borrowed); needs the right to read.
 * @param id           The return.
 * @param out_return    Receives the return, NULL on failure (owned: release with salesinv_return_free).
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_NOT_FOUND, SALESINV_E_FORBIDDEN (also for absent and foreign ids where
 *         only own ones may be read), SALESINV_E_NOMEM or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_return_get(salesinv_session *session,
                                                 salesinv_id id,
                                                 salesinv_return **out_return);

/**
 * Find returns, see salesinv_document_find.
 *
 * @param session     The session (borrowed); needs the right to read.
 * @param filter      Which ones (borrowed); NULL: all.
 * @param out_cursor  Receives the cursor, NULL on failure (owned: release with salesinv_cursor_free).
 * @return SALESINV_OK, SALESINV_E_ARG for a condition that returns have not, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM.
 *
 * Thread: the engine's. May call: nothing. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_return_find(salesinv_session *session,
                                                  const salesinv_filter *filter,
                                                  salesinv_cursor **out_cursor);

/** The object for the accessors of document.h (borrowed until the return is freed); NULL for NULL. Since 0.1. */
SALESINV_API const salesinv_document *salesinv_return_document(
    const salesinv_return *return_order);

/** Release a return. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_return_free(salesinv_return *return_order);

/* ---- bookings ---- */

/** On which shipment lines the goods of a return are booked; an immutable snapshot. Since 0.1. */
typedef struct salesinv_bookings salesinv_bookings;

/**
 * Read the bookings of a return, by line. Drafts, rejected and withdrawn returns have none; those of a void return say where it had been
 * booked. Goods without a source have none unless their serials left on a shipment.
 *
 * @param session       The session (borrowed); needs the right to read.
 * @param id            The return.
 * @param out_bookings  Receives the bookings, NULL on failure (owned: release with salesinv_bookings_free).
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_NOT_FOUND, SALESINV_E_FORBIDDEN (also for absent and foreign ids where
 *         only own ones may be read), SALESINV_E_NOMEM or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_return_bookings(salesinv_session *session,
                                                      salesinv_id id,
                                                      salesinv_bookings **out_bookings);

/** Number of bookings; 0 for NULL. Since 0.1. */
SALESINV_API int32_t salesinv_bookings_count(const salesinv_bookings *bookings);

/** Number of the return's line of booking `index` (0-based); 0 if there is none. Since 0.1. */
SALESINV_API int64_t salesinv_bookings_line(const salesinv_bookings *bookings,
                                            int32_t index);

/** Line id of the order line; 0 if there is no such booking. Since 0.1. */
SALESINV_API salesinv_id salesinv_bookings_order_line(const salesinv_bookings *bookings,
                                                      int32_t index);

/** Line id of the shipment line that the goods left on; 0: they were never shipped. Since 0.1. */
SALESINV_API salesinv_id
salesinv_bookings_shipment_line(const salesinv_bookings *bookings, int32_t index);

/** How much of the line it is about. Since 0.1. */
SALESINV_API salesinv_qty salesinv_bookings_qty(const salesinv_bookings *bookings,
                                                int32_t index);

/** How much of that came in. Since 0.1. */
SALESINV_API salesinv_qty salesinv_bookings_received(const salesinv_bookings *bookings,
                                                     int32_t index);

/** Release the bookings. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_bookings_free(salesinv_bookings *bookings);

SALESINV_END_DECLS

#endif
