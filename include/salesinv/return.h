/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_RETURN_H
#define SALESINV_RETURN_H

/*
 * Returns: goods that come back. Offered now: from a shipment (SALESINV_RETURN_SHIPMENT, plugin.shipment_return).
 * Confirming one raises stock in its warehouse, puts the serials in stock and generates an inbound order.
 *
 *   draft -> (in_approval ->) confirmed;  rejected and withdrawn may be submitted again;  void.
 *
 * Fields of the header; s: settable, r: required
 *   SALESINV_F_MODE            int    s    SALESINV_RETURN_*, default SALESINV_RETURN_SHIPMENT; fixed at creation
 *   SALESINV_F_SHIPMENT        id     s r  that the goods left on; fixed at creation
 *   SALESINV_F_ACCOUNT         id     s    default: the shipment's; fixed at creation
 *   SALESINV_F_ORDER           id          the shipment's
 *   SALESINV_F_WAREHOUSE       id     s    that takes the goods; default: the one they left
 *   SALESINV_F_RETURNED_AT     time   s    default: now
 *   SALESINV_F_REASON          text   s    at most 512 bytes
 *   SALESINV_F_AMOUNT          money       sum of the lines
 *   SALESINV_F_POSTING         id          the inbound order generated, 0: none
 * Fields of the lines
 *   SALESINV_F_SHIPMENT_LINE   id     s r  line id of a line of the shipment; fixed at creation
 *   SALESINV_F_QTY             qty    s r  > 0
 *   SALESINV_F_PRICE           money  s    of one base unit; default: the amount pro rata
 *   SALESINV_F_BIN             id     s    needed when the warehouse has bins
 *   SALESINV_F_BATCH           id     s    default: the one that was shipped
 *   SALESINV_F_PRODUCT         id          the shipment line's
 *   SALESINV_F_ORDER_LINE      id          the shipment line's
 *   SALESINV_F_AMOUNT          money       the shipment line's pro rata, the last piece takes the rounding rest; or the price's
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

SALESINV_BEGIN_DECLS

/** Snapshot of a return. Since 0.1. */
typedef struct salesinv_return salesinv_return;

/** Values of SALESINV_F_MODE of returns. Since 0.1. */
enum {
    SALESINV_RETURN_ORDER = 1,    /**< Of an order; not offered yet. */
    SALESINV_RETURN_SHIPMENT = 2, /**< Of a shipment. */
    SALESINV_RETURN_FREE = 3,     /**< Without a source; not offered yet. */
    SALESINV_RETURN_EXCHANGE = 4  /**< Goods in and goods out; not offered yet. */
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
 *         SALESINV_E_PLUGIN_DISABLED      the plugin of this mode is off,
 *         SALESINV_E_INVALID_STATE        also: the shipment has not left, or is void,
 *         SALESINV_E_ACCOUNT_MISMATCH     the shipment went to another account,
 *         SALESINV_E_SOURCE_REQUIRED      no shipment is named,
 *         SALESINV_E_EXCEEDS_RETURNABLE   more than is left to return of a shipment line or order line,
 *         SALESINV_E_WAREHOUSE_REQUIRED   no warehouse is named,
 *         SALESINV_E_WAREHOUSE_DISABLED   it is disabled,
 *         SALESINV_E_BIN_REQUIRED         the warehouse has bins and a line names none,
 *         SALESINV_E_BIN_MISMATCH         the bin is of another warehouse, or the warehouse has none,
 *         SALESINV_E_BATCH_MISMATCH       it is not the batch that was shipped,
 *         SALESINV_E_SERIAL_REQUIRED      the product is managed by serial number and a line names none,
 *         SALESINV_E_SERIAL_COUNT         their number differs from the quantity,
 *         SALESINV_E_SERIAL_PRODUCT       a serial is of another product, or the product has none,
 *         SALESINV_E_SERIAL_NOT_FOUND     a serial is unknown,
 *         SALESINV_E_SERIAL_STATE         a serial is not out,
 *         SALESINV_E_SERIAL_HELD          it left on another shipment, or is on another return: named in the details,
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
 * Drafts, rejected and withdrawn returns may be changed, others not.
 *
 * @param session           The session (borrowed); needs the right to update.
 * @param id                The return.
 * @param expected_version  Version that the change was made for; 0: any.
 * @param draft             What changes (borrowed).
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_return         Receives the return, NULL on failure (owned: release with salesinv_return_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE        it is submitted,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_return_update(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const salesinv_draft *draft, const char *request_key, salesinv_return **out_return);

/**
 * Submit a draft, or a rejected or withdrawn return. Without an approval step the goods come in at once. Else quantities
 * and serials are pending: nobody else can return them.
 *
 * @param session           The session (borrowed); needs the right to submit.
 * @param id                The return.
 * @param expected_version  Version that was seen; 0: any.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_return         Receives the return, NULL on failure (owned: release with salesinv_return_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_PLUGIN_DISABLED      the plugin of this mode is off,
 *         SALESINV_E_INVALID_STATE        also: the shipment has not left, or is void,
 *         SALESINV_E_ACCOUNT_MISMATCH     the shipment went to another account,
 *         SALESINV_E_SOURCE_REQUIRED      no shipment is named,
 *         SALESINV_E_EXCEEDS_RETURNABLE   more than is left to return of a shipment line or order line,
 *         SALESINV_E_WAREHOUSE_REQUIRED   no warehouse is named,
 *         SALESINV_E_WAREHOUSE_DISABLED   it is disabled,
 *         SALESINV_E_BIN_REQUIRED         the warehouse has bins and a line names none,
 *         SALESINV_E_BIN_MISMATCH         the bin is of another warehouse, or the warehouse has none,
 *         SALESINV_E_BATCH_MISMATCH       it is not the batch that was shipped,
 *         SALESINV_E_SERIAL_REQUIRED      the product is managed by serial number and a line names none,
 *         SALESINV_E_SERIAL_COUNT         their number differs from the quantity,
 *         SALESINV_E_SERIAL_PRODUCT       a serial is of another product, or the product has none,
 *         SALESINV_E_SERIAL_NOT_FOUND     a serial is unknown,
 *         SALESINV_E_SERIAL_STATE         a serial is not out,
 *         SALESINV_E_SERIAL_HELD          it left on another shipment, or is on another return: named in the details,
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
 * Approve a return that is in approval: the goods come in.
 *
 * @param session           The session (borrowed); needs the right to approve.
 * @param id                The return.
 * @param expected_version  Version that was seen; 0: any.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_return         Receives the return, NULL on failure (owned: release with salesinv_return_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_FORBIDDEN            also: approval.four_eyes is on and the session's user submitted it,
 *         SALESINV_E_WAREHOUSE_DISABLED   the warehouse was disabled meanwhile,
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
 * Take a return out of effect for good: the goods are out again, serials are held by their shipment again.
 *
 * @param session           The session (borrowed); needs the right to void.
 * @param id                The return.
 * @param expected_version  Version that was seen; 0: any.
 * @param reason            Why, at most 512 bytes, kept with the event (borrowed); NULL: none.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_return         Receives the return, NULL on failure (owned: release with salesinv_return_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INSUFFICIENT_STOCK   the goods are not available any more,
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

SALESINV_END_DECLS

#endif
