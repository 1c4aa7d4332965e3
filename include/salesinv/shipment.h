/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_SHIPMENT_H
#define SALESINV_SHIPMENT_H

/*
 * Shipments: goods of an order, or with plugin.multi_order of several orders of one account, that leave a warehouse. In
 * shipping-order mode confirming one lowers stock, releases what the orders froze, marks the serials used and generates an
 * outbound order. In shipping-notice mode a shipment is an instruction: it moves nothing and needs neither warehouse nor bin,
 * batch or serials; outbound orders made from it (salesinv/outbound.h) name them and take the goods out, in parts. Its full
 * quantity counts against the orders' remainder until it is void or closed. An order ships in the mode that was set when it
 * was submitted.
 *
 * In the edition integration an ERP owns the stock and nothing is moved or frozen here. Notices are its work: it reports what it sent out
 * as outbound orders. A shipment in shipping-order mode that users make is held against the figures that the ERP sent last, bins and
 * batches as far as it tells them apart, and counts on the orders; one that the ERP reports is taken as it is, up to
 * what was ordered and sync.over_delivery, and users may confirm its receipt and add parcels, but not void it: SALESINV_E_SYNC_ONLY.
 * Whose goods a shipment moves is fixed at its submission and decides all its later steps.
 *
 *   draft -> (in_approval ->) shipped -> received;  rejected and withdrawn may be submitted again;  void.
 *   Notices: draft -> (in_approval ->) issued -> partially_outbound -> outbound -> received;  closed;  void.
 *
 * Fields of the header; s: settable, r: required, l: also later (logistics)
 *   SALESINV_F_ORDER           id     s    the one order, fixed at creation; 0: several, as the lines say
 *   SALESINV_F_ACCOUNT         id     s    default: the orders'; fixed at creation
 *   SALESINV_F_WAREHOUSE       id     s    that ships; default: the orders', if they agree, so required for orders over several
 *                                          warehouses; notices: a suggestion, no default
 *   SALESINV_F_CARRIER         text   s l
 *   SALESINV_F_TRACKING_NUMBER text   s l
 *   SALESINV_F_RECEIVER        text   s l
 *   SALESINV_F_MODE            int         SALESINV_SHIPPING_*, the orders' SALESINV_F_SHIPPING_MODE
 *   SALESINV_F_SHIPPED_AT      time        when it was confirmed; of the ERP: when it says that goods left; notices: the latest
 *                                          EFFECTIVE_AT of their outbound orders
 *   SALESINV_F_RECEIVED_AT     time
 *   SALESINV_F_RECEIVED_BY     id          user
 *   SALESINV_F_RECEIPT_METHOD  int         SALESINV_RECEIPT_*, 0: not received
 *   SALESINV_F_AMOUNT          money       sum of the lines
 *   SALESINV_F_POSTING         id          the outbound order generated, 0: none
 *   SALESINV_F_REASON          text        why it was voided or closed
 *   SALESINV_F_ORIGIN          int         SALESINV_ORIGIN_*, fixed at submission
 * The owner is that of the (first) order unless a draft says otherwise. The orders of one shipment have one account, one
 * currency and one shipping mode. With shipping.auto_populate a new shipment without lines gets a line for every line of the
 * order that has something left to ship, and a line that names an order alone stands for all lines of that order.
 * Fields of the lines
 *   SALESINV_F_ORDER           id     s    the order line's order, kept where the header does not say it; in a draft, alone and
 *                                          without order line: all that this order has left to ship
 *   SALESINV_F_ORDER_LINE      id     s r  line id of a line of an order; fixed at creation; several lines may name one
 *   SALESINV_F_QTY             qty    s r  > 0
 *   SALESINV_F_BIN             id     s    needed when the warehouse has bins; notices: a suggestion
 *   SALESINV_F_BATCH           id     s    needed when the product is managed by batch; notices: a suggestion
 *   SALESINV_F_PRODUCT         id          the order line's
 *   SALESINV_F_AMOUNT          money       the order line's, pro rata; the last piece takes the rounding rest
 *   SALESINV_F_RECEIVED        qty    s    in the draft of salesinv_shipment_receive alone
 *   SALESINV_F_SHORT_REASON    text   s    likewise; why less arrived than was shipped
 *   SALESINV_F_OUTBOUND_QTY    qty         of notices: what went out
 *   SALESINV_F_OUTBOUND_PENDING qty        of notices: on outbound orders in approval
 *   SALESINV_F_CLOSED          qty         of notices: will not go out any more
 *   SALESINV_F_RETURN_PENDING  qty         on returns in approval
 *   SALESINV_F_RETURNED        qty         came back
 *   SALESINV_F_RETURNABLE      qty         went out - returned - pending
 * and serial numbers; on a notice these are a suggestion too. Besides the fields that every header and every line has (document.h).
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

/** Snapshot of a shipment. Since 0.1. */
typedef struct salesinv_shipment salesinv_shipment;

/** Values of SALESINV_F_RECEIPT_METHOD. Since 0.1. */
enum {
    SALESINV_RECEIPT_MANUAL = 1,   /**< Confirmed by a user. */
    SALESINV_RECEIPT_TIMEOUT = 2,  /**< Nobody objected in time. */
    SALESINV_RECEIPT_LOGISTICS = 3 /**< The carrier delivered. */
};

/**
 * Store a draft as a new shipment, or with SALESINV_SUBMIT store and submit it in one transaction.
 *
 * @param session      The session (borrowed); needs the right to create, with SALESINV_SUBMIT also to submit.
 * @param draft        What to store (borrowed), of kind SALESINV_KIND_SHIPMENT.
 * @param flags        0 or SALESINV_SUBMIT.
 * @param request_key  Makes a repeated call act once (borrowed); NULL: none.
 * @param out_shipment    Receives the shipment, NULL on failure (owned: release with salesinv_shipment_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE        also: the order is not confirmed,
 *         SALESINV_E_WAREHOUSE_REQUIRED   no warehouse is named,
 *         SALESINV_E_WAREHOUSE_DISABLED   it is disabled,
 *         SALESINV_E_ACCOUNT_MISMATCH     an order belongs to another account,
 *         SALESINV_E_SOURCE_REQUIRED      neither an order nor a line of one is named,
 *         SALESINV_E_PLUGIN_DISABLED      lines of several orders, and plugin.multi_order is off,
 *         SALESINV_E_EXCEEDS_SHIPPABLE    the lines of an order line together exceed what remains to be shipped,
 *         SALESINV_E_KIT_LEVEL            an order line is of a kit and not the level that ships (salesinv/order.h): a picked kit itself,
 *                                         or what is inside of an assembled one; the details name the right one,
 *         SALESINV_E_BIN_REQUIRED         the warehouse has bins and a line names none,
 *         SALESINV_E_BIN_MISMATCH         the bin is of another warehouse, or the warehouse has none,
 *         SALESINV_E_BATCH_REQUIRED       the product is managed by batch and a line names none,
 *         SALESINV_E_BATCH_MISMATCH       the batch is of another product, or the product has none,
 *         SALESINV_E_BATCH_EXPIRED        it has expired and batch.expired blocks,
 *         SALESINV_E_SERIAL_REQUIRED      the product is managed by serial number and a line names none,
 *         SALESINV_E_SERIAL_COUNT         their number differs from the quantity,
 *         SALESINV_E_SERIAL_PRODUCT       a serial is of another product, or the product has none,
 *         SALESINV_E_SERIAL_NOT_FOUND     a serial is unknown,
 *         SALESINV_E_SERIAL_STATE         a serial is not in stock,
 *         SALESINV_E_SERIAL_HELD          another document holds it: named in the details,
 *         SALESINV_E_SERIAL_PLACE         it is in another warehouse, bin or batch,
 *         SALESINV_E_SERIAL_DUPLICATE     it is named twice,
 *         SALESINV_E_INSUFFICIENT_STOCK   the warehouse, bin or batch cannot give that much; what the order froze itself counts,
 *                                         what others froze under "block" never does,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_shipment_create(salesinv_session *session,
                                                      const salesinv_draft *draft,
                                                      uint32_t flags,
                                                      const char *request_key,
                                                      salesinv_shipment **out_shipment);

/**
 * Change a shipment by a draft: fields that are set, and if it names lines, the whole set of lines.
 *
 * Drafts, rejected and withdrawn shipments may be changed freely. One in approval too, in everything but its record type:
 * what it holds of orders, stock and serials follows at once, checked as when it was submitted. Later the logistics
 * fields alone, which in approval leave alone what it holds.
 *
 * @param session           The session (borrowed); needs the right to update.
 * @param id                The shipment.
 * @param expected_version  Version that the change was made for; 0: any.
 * @param draft             What changes (borrowed).
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_shipment         Receives the shipment, NULL on failure (owned: release with salesinv_shipment_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE        a field cannot be changed in this status,
 *         in approval also what salesinv_shipment_submit answers,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_shipment_update(salesinv_session *session,
                                                      salesinv_id id,
                                                      int64_t expected_version,
                                                      const salesinv_draft *draft,
                                                      const char *request_key,
                                                      salesinv_shipment **out_shipment);

/**
 * Submit a draft, or a rejected or withdrawn shipment. Without an approval step the goods leave at once. Else the quantity
 * counts against the remainder, the serials are outgoing, and what the order's freeze in this warehouse does not cover is
 * frozen under the shipment.
 *
 * @param session           The session (borrowed); needs the right to submit.
 * @param id                The shipment.
 * @param expected_version  Version that was seen; 0: any.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_shipment         Receives the shipment, NULL on failure (owned: release with salesinv_shipment_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE        also: the order is not confirmed,
 *         SALESINV_E_WAREHOUSE_REQUIRED   no warehouse is named,
 *         SALESINV_E_WAREHOUSE_DISABLED   it is disabled,
 *         SALESINV_E_ACCOUNT_MISMATCH     the order belongs to another account,
 *         SALESINV_E_PLUGIN_DISABLED      lines of several orders, and plugin.multi_order is off,
 *         SALESINV_E_EXCEEDS_SHIPPABLE    the lines of an order line together exceed what remains to be shipped,
 *         SALESINV_E_KIT_LEVEL            an order line is of a kit and not the level that ships (salesinv/order.h): a picked kit itself,
 *                                         or what is inside of an assembled one; the details name the right one,
 *         SALESINV_E_BIN_REQUIRED         the warehouse has bins and a line names none,
 *         SALESINV_E_BIN_MISMATCH         the bin is of another warehouse, or the warehouse has none,
 *         SALESINV_E_BATCH_REQUIRED       the product is managed by batch and a line names none,
 *         SALESINV_E_BATCH_MISMATCH       the batch is of another product, or the product has none,
 *         SALESINV_E_BATCH_EXPIRED        it has expired and batch.expired blocks,
 *         SALESINV_E_SERIAL_REQUIRED      the product is managed by serial number and a line names none,
 *         SALESINV_E_SERIAL_COUNT         their number differs from the quantity,
 *         SALESINV_E_SERIAL_PRODUCT       a serial is of another product, or the product has none,
 *         SALESINV_E_SERIAL_NOT_FOUND     a serial is unknown,
 *         SALESINV_E_SERIAL_STATE         a serial is not in stock,
 *         SALESINV_E_SERIAL_HELD          another document holds it: named in the details,
 *         SALESINV_E_SERIAL_PLACE         it is in another warehouse, bin or batch,
 *         SALESINV_E_SERIAL_DUPLICATE     it is named twice,
 *         SALESINV_E_INSUFFICIENT_STOCK   the warehouse, bin or batch cannot give that much; what the order froze itself counts,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_shipment_submit(salesinv_session *session,
                                                      salesinv_id id,
                                                      int64_t expected_version,
                                                      const char *request_key,
                                                      salesinv_shipment **out_shipment);

/**
 * Approve a shipment that is in approval: stock is checked again and the goods leave. A refusal leaves it in approval.
 *
 * @param session           The session (borrowed); needs the right to approve.
 * @param id                The shipment.
 * @param expected_version  Version that was seen; 0: any.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_shipment         Receives the shipment, NULL on failure (owned: release with salesinv_shipment_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_FORBIDDEN            also: approval.four_eyes is on and the session's user submitted it or changed it last while it waited,
 *         SALESINV_E_WAREHOUSE_DISABLED   the warehouse was disabled meanwhile,
 *         SALESINV_E_BATCH_EXPIRED        a batch expired meanwhile and batch.expired blocks,
 *         SALESINV_E_EXCEEDS_SHIPPABLE    the ERP has sent some of it meanwhile: less remains to be shipped,
 *         SALESINV_E_INSUFFICIENT_STOCK   the stock is gone,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_shipment_approve(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *request_key, salesinv_shipment **out_shipment);

/**
 * Take a shipment back from approval: serials and stock are free again.
 *
 * @param session           The session (borrowed); needs the right to submit.
 * @param id                The shipment.
 * @param expected_version  Version that was seen; 0: any.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_shipment         Receives the shipment, NULL on failure (owned: release with salesinv_shipment_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE        it is not in approval,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_shipment_withdraw(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *request_key, salesinv_shipment **out_shipment);

/**
 * Refuse a shipment that is in approval: serials and stock are free again.
 *
 * @param session           The session (borrowed); needs the right to approve.
 * @param id                The shipment.
 * @param expected_version  Version that was seen; 0: any.
 * @param reason            Why, at most 512 bytes, kept with the event (borrowed); NULL: none.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_shipment         Receives the shipment, NULL on failure (owned: release with salesinv_shipment_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE        it is not in approval,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_shipment_reject(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *reason, const char *request_key, salesinv_shipment **out_shipment);

/**
 * Take a shipment out of effect for good. After shipping the goods are back in the warehouse they left, the order's freeze
 * on them is restored as far as it still wants them, the serials are in stock: only if it was not received and nothing was
 * returned. A notice can be voided while nothing went out for it.
 *
 * @param session           The session (borrowed); needs the right to void.
 * @param id                The shipment.
 * @param expected_version  Version that was seen; 0: any.
 * @param reason            Why, at most 512 bytes, kept with the event (borrowed); NULL: none.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_shipment         Receives the shipment, NULL on failure (owned: release with salesinv_shipment_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE        it was received,
 *         SALESINV_E_IN_USE               goods of it were returned or are on a return in approval, or an outbound order was made
 *                                         from the notice: named in the details,
 *         SALESINV_E_SERIAL_STATE         a serial is not where the shipment left it,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_shipment_void(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *reason, const char *request_key, salesinv_shipment **out_shipment);

/**
 * Close a notice short: what did not go out is the orders' to ship again. With goods out it is outbound, ready to be received;
 * with nothing out it ends closed.
 *
 * @param session           The session (borrowed); needs the right to void.
 * @param id                The notice.
 * @param expected_version  Version that was seen; 0: any.
 * @param reason            Why, at most 512 bytes, kept with the event (borrowed); NULL: none.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_shipment      Receives the notice, NULL on failure (owned: release with salesinv_shipment_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE        it is no notice that goods still go out for,
 *         SALESINV_E_IN_USE               an outbound order made from it is in approval: named in the details,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_shipment_close(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *reason, const char *request_key, salesinv_shipment **out_shipment);

/**
 * Confirm that the goods arrived. Stock does not change. A notice can be received once all of it went out, or was closed.
 *
 * Without a draft everything arrived. A draft keeps lines (salesinv_draft_keep_line, in JSON "line") and sets SALESINV_F_RECEIVED, and
 * where that is less than the quantity also SALESINV_F_SHORT_REASON; lines it leaves out arrived whole.
 * The order is received when every shipped line of a fully shipped or closed order is.
 *
 * @param session           The session (borrowed); needs the right to confirm receipts.
 * @param id                The shipment.
 * @param expected_version  Version that was seen; 0: any.
 * @param draft             What arrived (borrowed), of kind SALESINV_KIND_SHIPMENT; NULL: everything.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_shipment      Receives the shipment, NULL on failure (owned: release with salesinv_shipment_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE        it has not left, is void, or is received already,
 *         SALESINV_E_EXCEEDS_REMAINING    more arrived than was shipped,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status
salesinv_shipment_receive(salesinv_session *session, salesinv_id id,
                          int64_t expected_version, const salesinv_draft *draft,
                          const char *request_key, salesinv_shipment **out_shipment);

/**
 * Take a confirmation of receipt back, whoever gave it: the shipment is shipped again, its order no longer received.
 *
 * @param session           The session (borrowed); needs the right to void receipts.
 * @param id                The shipment.
 * @param expected_version  Version that was seen; 0: any.
 * @param reason            Why, at most 512 bytes, kept with the event (borrowed); NULL: none.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_shipment      Receives the shipment, NULL on failure (owned: release with salesinv_shipment_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE        it is not received,
 *         SALESINV_E_IN_USE               goods of it came back, or are about to: the returns are named in the details,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_shipment_undo_receipt(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *reason, const char *request_key, salesinv_shipment **out_shipment);

/**
 * Confirm the receipts that nobody confirmed in time: of shipments that left receipt.timeout_days ago or earlier, when the
 * setting receipt.timeout is on. For a job that runs daily: running it again confirms nothing twice, voided and
 * received shipments are passed over, and each confirmation is as one by hand, with the method SALESINV_RECEIPT_TIMEOUT.
 * Reads the headers of all shipments.
 *
 * @param session      The session (borrowed); needs the right to confirm all receipts.
 * @param max_count    Most receipts of this call, 1..1 000; they are one transaction.
 * @param request_key  Makes a repeated call act once (borrowed); NULL: none.
 * @param out_count    Receives how many were confirmed, 0 on failure and for a repeated request; as many as max_count: call again.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                  max_count is out of range, out_count is missing,
 *         SALESINV_E_INTERRUPTED          salesinv_engine_interrupt was called,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock, progress. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_receipt_run_due(salesinv_session *session,
                                                      int32_t max_count,
                                                      const char *request_key,
                                                      int32_t *out_count);

/**
 * Read a shipment.
 *
 * @param session      The session (borrowed); needs the right to read.
 * @param id           The shipment.
 * @param out_shipment    Receives the shipment, NULL on failure (owned: release with salesinv_shipment_free).
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_NOT_FOUND, SALESINV_E_FORBIDDEN (also for absent and foreign ids where
 *         only own ones may be read), SALESINV_E_NOMEM or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_shipment_get(salesinv_session *session,
                                                   salesinv_id id,
                                                   salesinv_shipment **out_shipment);

/**
 * Find shipments, see salesinv_document_find.
 *
 * @param session     The session (borrowed); needs the right to read.
 * @param filter      Which ones (borrowed); NULL: all.
 * @param out_cursor  Receives the cursor, NULL on failure (owned: release with salesinv_cursor_free).
 * @return SALESINV_OK, SALESINV_E_ARG for a condition that shipments have not, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM.
 *
 * Thread: the engine's. May call: nothing. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_shipment_find(salesinv_session *session,
                                                    const salesinv_filter *filter,
                                                    salesinv_cursor **out_cursor);

/** The object for the accessors of document.h (borrowed until the shipment is freed); NULL for NULL. Since 0.1. */
SALESINV_API const salesinv_document *salesinv_shipment_document(
    const salesinv_shipment *shipment);

/** Release a shipment. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_shipment_free(salesinv_shipment *shipment);

SALESINV_END_DECLS

#endif
