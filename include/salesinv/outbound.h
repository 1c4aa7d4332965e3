/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_OUTBOUND_H
#define SALESINV_OUTBOUND_H

/*
 * Outbound orders: the base record of everything that leaves stock. In the edition integration the ERP alone writes them: see
 * below. By hand: draft -> (in_approval ->) confirmed, or rejected and withdrawn, which may be submitted again; void brings the
 * goods of a confirmed one back. Those that other documents make, shipments above all, are read only: their lines are the
 * movements that name them. While one is in approval its quantities are frozen and its serials promised to it.
 *
 * By hand one of type SALE is made from a shipping notice: its lines name lines of the notice, together at most what these still
 * wait for. It says warehouse, bin, batch and serials, takes the goods out, releases what the orders froze, and counts on the
 * notice and the orders; receipts and returns are the notice's. A new one without lines gets all that the notice waits for, with
 * the batches that it suggests and, in the warehouse that it names, the bins, if shipping.auto_populate is on; warehouse and serials
 * are always to be named.
 *
 * In the edition integration an outbound order is what the ERP sent out for a notice: it counts on the notice and the orders, makes
 * its serials used at the account, and moves no stock here, for the ERP's figures are absolute. Users read it; every call that
 * would change it is refused with SALESINV_E_SYNC_ONLY.
 *
 * Fields (SALESINV_F_..), their types, and what they mean; "always" and "r" (required): settable by a draft
 *   ID, NUMBER, VERSION, STATUS, ..  -        as every kind: see salesinv/document.h
 *   RECORD_TYPE                      text     always: the host's type of the object, for settings per
 *                                             record type, 1..64 bytes
 *   OWNER, DEPARTMENT                id       always: the host's ids of user (default: who creates it)
 *                                             and department
 *   EXTERNAL_ID                      text     always: the host's own id, unique within the kind, 1..128
 *                                             bytes
 *   EXTRA                            text     always: JSON of the host, at most 8192 bytes, kept as
 *                                             given
 *   TYPE                             int      always, r: SALESINV_OUTBOUND_*; by hand LOSS,
 *                                             PURCHASE_RETURN, OTHER, and SALE from a notice
 *   WAREHOUSE                        id       always, r: enabled
 *   EFFECTIVE_AT                     time     always: when the goods moved, not in the future; default:
 *                                             when it is confirmed
 *   REASON                           text     always: 0..512 bytes; the reason of reject or void
 *                                             afterwards
 *   SOURCE                           id       of sales by hand, at creation: the notice; else the document
 *                                             that made it, 0: made by hand
 *   ORIGIN                           int      SALESINV_ORIGIN_*, fixed at submission
 *   CARRIER, TRACKING_NUMBER         text     of the parcel that an ERP reported with it; the notice has it
 *   IS_REVERSAL                      int      1: takes back what another order of the same source moved
 * Lines, what goes out; lines of serial-managed goods name their serials:
 *   LINE, LINE_ID                    int, id  number of the line within its object, and its id for
 *                                             others to name
 *   EXTERNAL_ID, EXTRA               text     as on the header
 *   PRODUCT                          id       r: the product; of sales by hand the notice's
 *   QTY                              qty      always: in the base unit, > 0; it or UNIT and UNIT_QTY are
 *                                             required
 *   UNIT, UNIT_QTY                   id, qty  always: another unit of the product and the quantity in it
 *   BIN                              id       always: required in a warehouse with bins
 *   BATCH                            id       always: required for goods managed by batch
 *   SOURCE_LINE                      id       of sales by hand, r, at creation: line id of the notice's
 *                                             line that it serves; else 0
 */
#include "salesinv/find.h"

SALESINV_BEGIN_DECLS

/** Why goods go out, values of SALESINV_F_TYPE. Since 0.1. */
enum {
    SALESINV_OUTBOUND_SALE =
        1, /**< Shipped to an account; made by shipments, or from a notice. */
    SALESINV_OUTBOUND_TRANSFER = 2, /**< To another warehouse; made by transfers. */
    SALESINV_OUTBOUND_LOSS =
        3, /**< Lost, scrapped, lent; by hand and made by stocktakes. */
    SALESINV_OUTBOUND_PURCHASE_RETURN = 4, /**< Given back to the supplier. */
    SALESINV_OUTBOUND_EXCHANGE = 5,        /**< Exchanged; made by exchanges. */
    SALESINV_OUTBOUND_OTHER = 6            /**< Any other reason. */
};

/** An outbound order. Immutable snapshot. Since 0.1. */
typedef struct salesinv_outbound salesinv_outbound;

/**
 * Create an outbound order, or with SALESINV_SUBMIT create and submit it in one transaction.
 *
 * @param session           The session (borrowed), of a user who may create outbound orders, with SALESINV_SUBMIT also submit them.
 * @param draft             What to create (borrowed), of SALESINV_KIND_OUTBOUND.
 * @param flags             0 or SALESINV_SUBMIT.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_outbound      Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_outbound_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    the draft is missing or of another kind, or a value is
 *                                           missing or out of range; see the error's field,
 *         SALESINV_E_TEXT                   a text is no valid UTF-8 or too long,
 *         SALESINV_E_NOT_FOUND              something that the draft names does not exist,
 *         SALESINV_E_EXISTS                 the external id is taken,
 *         SALESINV_E_SOURCE_REQUIRED        the type is one that only other documents make, or a sale
 *                                           that names no shipping notice,
 *         SALESINV_E_INVALID_STATE          the notice is not issued, or an order of it not confirmed,
 *         SALESINV_E_EXCEEDS_SHIPPABLE      more than the notice still waits for,
 *         SALESINV_E_WAREHOUSE_DISABLED     the warehouse is disabled,
 *         SALESINV_E_BIN_REQUIRED           the warehouse has bins and a line names none,
 *         SALESINV_E_BIN_MISMATCH           a bin is not one of the warehouse,
 *         SALESINV_E_BATCH_REQUIRED         a product is managed by batch and a line names none,
 *         SALESINV_E_BATCH_MISMATCH         a batch is not one of the product,
 *         SALESINV_E_BATCH_EXPIRED          a batch has expired and batch.expired says block,
 *         SALESINV_E_INSUFFICIENT_STOCK     a product, or a bin or batch of it, has less available; the
 *                                           details have the figures and who holds the stock,
 *         SALESINV_E_SERIAL_REQUIRED        a line of serial-managed goods names no serials,
 *         SALESINV_E_SERIAL_COUNT           a line names more or fewer serials than its quantity,
 *         SALESINV_E_SERIAL_DUPLICATE       a serial is named twice,
 *         SALESINV_E_SERIAL_PRODUCT         serials of another product, or of one that has none,
 *         SALESINV_E_SERIAL_HELD            a serial is promised to another document,
 *         SALESINV_E_SERIAL_STATE           a serial is in a state that does not allow it,
 *         SALESINV_E_SERIAL_NOT_FOUND       a serial is unknown,
 *         SALESINV_E_SERIAL_PLACE           a serial lies elsewhere,
 *         SALESINV_E_LICENSE_REQUIRED       the inventory licence is missing or has expired,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  the edition does not take it: see above,
 *         SALESINV_E_SYNC_ONLY              with the edition integration it comes from the ERP alone,
 *         SALESINV_E_FORBIDDEN              no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED         same request key, other arguments,
 *         SALESINV_E_UNKNOWN_OUTCOME        the storage does not say whether it was kept: repeat with the same key,
 *         SALESINV_E_TXN_DOOMED             an earlier call spoiled the explicit transaction,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED, SALESINV_E_REENTRANT,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_outbound_create(salesinv_session *session,
                                                      const salesinv_draft *draft,
                                                      uint32_t flags,
                                                      const char *request_key,
                                                      salesinv_outbound **out_outbound);

/**
 * Change an outbound order, which must be a draft, rejected, withdrawn or in approval: fields that the draft
 * does not set stay as they are; a draft with lines names the whole set of them. In approval everything but the record
 * type may change, and what the order holds follows at once, checked as when it was submitted.
 *
 * @param session           The session (borrowed), of a user who may change outbound orders.
 * @param id                The outbound order.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param draft             What to change (borrowed), of SALESINV_KIND_OUTBOUND.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_outbound      Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_outbound_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    the draft is missing or of another kind, or a value is out
 *                                           of range; see the error's field,
 *         SALESINV_E_TEXT                   a text is no valid UTF-8 or too long,
 *         SALESINV_E_NOT_FOUND              there is no such outbound order, or something that the draft
 *                                           names,
 *         SALESINV_E_STALE                  it has another version than expected,
 *         SALESINV_E_EXISTS                 the external id is taken,
 *         SALESINV_E_INVALID_STATE          its status does not take a change,
 *         in approval also what salesinv_outbound_submit answers,
 *         SALESINV_E_SOURCE_REQUIRED        the type is one that only other documents make, or a sale
 *                                           that names no shipping notice,
 *         SALESINV_E_LICENSE_REQUIRED       the inventory licence is missing or has expired,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  the edition does not take it: see above,
 *         SALESINV_E_SYNC_ONLY              with the edition integration it comes from the ERP alone,
 *         SALESINV_E_FORBIDDEN              no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED         same request key, other arguments,
 *         SALESINV_E_UNKNOWN_OUTCOME        the storage does not say whether it was kept: repeat with the same key,
 *         SALESINV_E_TXN_DOOMED             an earlier call spoiled the explicit transaction,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED, SALESINV_E_REENTRANT,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_outbound_update(salesinv_session *session,
                                                      salesinv_id id,
                                                      int64_t expected_version,
                                                      const salesinv_draft *draft,
                                                      const char *request_key,
                                                      salesinv_outbound **out_outbound);

/**
 * Submit a draft, or a rejected or withdrawn order. Without an approval step it is confirmed at
 * once.
 *
 * @param session           The session (borrowed), of a user who may submit it.
 * @param id                The outbound order.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_outbound      Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_outbound_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    a value is out of range,
 *         SALESINV_E_NOT_FOUND              there is no such outbound order,
 *         SALESINV_E_STALE                  it has another version than expected,
 *         SALESINV_E_INVALID_STATE          its status does not take it,
 *         SALESINV_E_WAREHOUSE_DISABLED     the warehouse is disabled,
 *         SALESINV_E_BIN_REQUIRED           the warehouse has bins and a line names none,
 *         SALESINV_E_BIN_MISMATCH           a bin is not one of the warehouse,
 *         SALESINV_E_BATCH_REQUIRED         a product is managed by batch and a line names none,
 *         SALESINV_E_BATCH_MISMATCH         a batch is not one of the product,
 *         SALESINV_E_BATCH_EXPIRED          a batch has expired and batch.expired says block,
 *         SALESINV_E_INSUFFICIENT_STOCK     a product, or a bin or batch of it, has less available; the
 *                                           details have the figures and who holds the stock,
 *         SALESINV_E_SERIAL_REQUIRED        a line of serial-managed goods names no serials,
 *         SALESINV_E_SERIAL_COUNT           a line names more or fewer serials than its quantity,
 *         SALESINV_E_SERIAL_DUPLICATE       a serial is named twice,
 *         SALESINV_E_SERIAL_PRODUCT         serials of another product, or of one that has none,
 *         SALESINV_E_SERIAL_HELD            a serial is promised to another document,
 *         SALESINV_E_SERIAL_STATE           a serial is in a state that does not allow it,
 *         SALESINV_E_SERIAL_NOT_FOUND       a serial is unknown,
 *         SALESINV_E_SERIAL_PLACE           a serial lies elsewhere,
 *         SALESINV_E_LICENSE_REQUIRED       the inventory licence is missing or has expired,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  the edition does not take it: see above,
 *         SALESINV_E_SYNC_ONLY              with the edition integration it comes from the ERP alone,
 *         SALESINV_E_FORBIDDEN              no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED         same request key, other arguments,
 *         SALESINV_E_UNKNOWN_OUTCOME        the storage does not say whether it was kept: repeat with the same key,
 *         SALESINV_E_TXN_DOOMED             an earlier call spoiled the explicit transaction,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED, SALESINV_E_REENTRANT,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_outbound_submit(salesinv_session *session,
                                                      salesinv_id id,
                                                      int64_t expected_version,
                                                      const char *request_key,
                                                      salesinv_outbound **out_outbound);

/**
 * Approve an order: it is confirmed and the stock moves.
 *
 * @param session           The session (borrowed), of a user who may approve it.
 * @param id                The outbound order.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_outbound      Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_outbound_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    a value is out of range,
 *         SALESINV_E_NOT_FOUND              there is no such outbound order,
 *         SALESINV_E_STALE                  it has another version than expected,
 *         SALESINV_E_INVALID_STATE          it is not in approval,
 *         SALESINV_E_WAREHOUSE_DISABLED     the warehouse is disabled,
 *         SALESINV_E_BIN_REQUIRED           the warehouse has bins and a line names none,
 *         SALESINV_E_BIN_MISMATCH           a bin is not one of the warehouse,
 *         SALESINV_E_BATCH_REQUIRED         a product is managed by batch and a line names none,
 *         SALESINV_E_BATCH_MISMATCH         a batch is not one of the product,
 *         SALESINV_E_BATCH_EXPIRED          a batch has expired and batch.expired says block,
 *         SALESINV_E_INSUFFICIENT_STOCK     the goods are gone,
 *         SALESINV_E_SERIAL_STATE           a serial moved on,
 *         SALESINV_E_LICENSE_REQUIRED       the inventory licence is missing or has expired,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  the edition does not take it: see above,
 *         SALESINV_E_SYNC_ONLY              with the edition integration it comes from the ERP alone,
 *         SALESINV_E_FORBIDDEN              no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED         same request key, other arguments,
 *         SALESINV_E_UNKNOWN_OUTCOME        the storage does not say whether it was kept: repeat with the same key,
 *         SALESINV_E_TXN_DOOMED             an earlier call spoiled the explicit transaction,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED, SALESINV_E_REENTRANT,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_outbound_approve(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *request_key, salesinv_outbound **out_outbound);

/**
 * Take an order back from approval; it may be submitted again.
 *
 * @param session           The session (borrowed), of a user who may submit it.
 * @param id                The outbound order.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_outbound      Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_outbound_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    a value is out of range,
 *         SALESINV_E_NOT_FOUND              there is no such outbound order,
 *         SALESINV_E_STALE                  it has another version than expected,
 *         SALESINV_E_INVALID_STATE          it is not in approval,
 *         SALESINV_E_LICENSE_REQUIRED       the inventory licence is missing or has expired,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  the edition does not take it: see above,
 *         SALESINV_E_SYNC_ONLY              with the edition integration it comes from the ERP alone,
 *         SALESINV_E_FORBIDDEN              no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED         same request key, other arguments,
 *         SALESINV_E_UNKNOWN_OUTCOME        the storage does not say whether it was kept: repeat with the same key,
 *         SALESINV_E_TXN_DOOMED             an earlier call spoiled the explicit transaction,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED, SALESINV_E_REENTRANT,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_outbound_withdraw(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *request_key, salesinv_outbound **out_outbound);

/**
 * Refuse an order in approval; it may be changed and submitted again.
 *
 * @param session           The session (borrowed), of a user who may approve it.
 * @param id                The outbound order.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param reason            Why, UTF-8, at most 512 bytes (borrowed); may be NULL.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_outbound      Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_outbound_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    a value is out of range,
 *         SALESINV_E_NOT_FOUND              there is no such outbound order,
 *         SALESINV_E_STALE                  it has another version than expected,
 *         SALESINV_E_INVALID_STATE          it is not in approval,
 *         SALESINV_E_LICENSE_REQUIRED       the inventory licence is missing or has expired,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  the edition does not take it: see above,
 *         SALESINV_E_SYNC_ONLY              with the edition integration it comes from the ERP alone,
 *         SALESINV_E_FORBIDDEN              no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED         same request key, other arguments,
 *         SALESINV_E_UNKNOWN_OUTCOME        the storage does not say whether it was kept: repeat with the same key,
 *         SALESINV_E_TXN_DOOMED             an earlier call spoiled the explicit transaction,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED, SALESINV_E_REENTRANT,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_outbound_reject(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *reason, const char *request_key, salesinv_outbound **out_outbound);

/**
 * Take an order out of effect. Of a confirmed one the goods come back to where they lay, and its
 * serials are in stock again.
 *
 * @param session           The session (borrowed), of a user who may void it.
 * @param id                The outbound order.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param reason            Why, UTF-8, at most 512 bytes (borrowed); may be NULL.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_outbound      Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_outbound_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    a value is out of range,
 *         SALESINV_E_NOT_FOUND              there is no such outbound order,
 *         SALESINV_E_STALE                  it has another version than expected,
 *         SALESINV_E_INVALID_STATE          its status does not take it,
 *         SALESINV_E_READ_ONLY              another document made it: void that one,
 *         SALESINV_E_IN_USE                 goods that it took out for a notice came back, or are about to:
 *                                           the returns are named in the details,
 *         SALESINV_E_SERIAL_STATE           one of its serials moved on,
 *         SALESINV_E_LICENSE_REQUIRED       the inventory licence is missing or has expired,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  the edition does not take it: see above,
 *         SALESINV_E_SYNC_ONLY              with the edition integration it comes from the ERP alone,
 *         SALESINV_E_FORBIDDEN              no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED         same request key, other arguments,
 *         SALESINV_E_UNKNOWN_OUTCOME        the storage does not say whether it was kept: repeat with the same key,
 *         SALESINV_E_TXN_DOOMED             an earlier call spoiled the explicit transaction,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED, SALESINV_E_REENTRANT,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_outbound_void(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *reason, const char *request_key, salesinv_outbound **out_outbound);

/**
 * Read an outbound order as it is now.
 *
 * @param session  The session (borrowed), of a user who may read outbound orders.
 * @param id       The outbound order.
 * @param out_outbound  Receives a snapshot, NULL on failure (owned: release with salesinv_outbound_free).
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_NOT_FOUND, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM,
 *         SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_outbound_get(salesinv_session *session,
                                                   salesinv_id id,
                                                   salesinv_outbound **out_outbound);

/**
 * Find outbound orders; the cursor delivers them as salesinv_document.
 *
 * @param session     The session (borrowed), of a user who may read outbound orders.
 * @param filter      Which (borrowed), of SALESINV_KIND_OUTBOUND; NULL: all.
 * @param out_cursor  Receives the cursor, NULL on failure (owned: release with salesinv_cursor_free).
 * @return SALESINV_OK, SALESINV_E_ARG for a filter of another kind, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM,
 *         SALESINV_E_CLOSED, SALESINV_E_BUSY or SALESINV_E_FORKED.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_outbound_find(salesinv_session *session,
                                                    const salesinv_filter *filter,
                                                    salesinv_cursor **out_cursor);

/** The common base of a snapshot, by which its fields are read (borrowed until it is freed). Since 0.1. */
SALESINV_API const salesinv_document *salesinv_outbound_document(
    const salesinv_outbound *outbound);

/** Release a snapshot. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_outbound_free(salesinv_outbound *outbound);

SALESINV_END_DECLS

#endif
