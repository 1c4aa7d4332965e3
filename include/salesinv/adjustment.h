/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_ADJUSTMENT_H
#define SALESINV_ADJUSTMENT_H

/*
 * Frozen adjustments: how much the lines of a submitted order shall have frozen in a warehouse. One document may move
 * freeze between warehouses; the order's quantities, its status and what remains to be shipped stay as they are. Needs the
 * setting plugin.frozen_adjustment. Kept for ever, as the record of who changed what, and why.
 *
 *   draft -> confirmed (by submit; there is no approval step);  a draft may be voided
 *
 * Fields of the header; s: settable, r: required
 *   SALESINV_F_ORDER          id    s r  the order, in approval or confirmed; fixed
 *   SALESINV_F_REASON         text  s r  why, 1..512 bytes
 * Fields of the lines; an order line and a warehouse are named once
 *   SALESINV_F_ORDER_LINE     id    s r  line id of the order
 *   SALESINV_F_WAREHOUSE      id    s    where; default: the order's. More may be frozen only where the order could have
 *                                        frozen it: in its warehouse, or in mode "consolidated" in any applicable one
 *   SALESINV_F_FROZEN         qty   s    what shall be frozen there, 0 or more; required when submitted
 *   SALESINV_F_FROZEN_BEFORE  qty        what was frozen there until then
 * Besides the fields that every header and every line has (document.h).
 */
#include "salesinv/find.h"

SALESINV_BEGIN_DECLS

/** A frozen adjustment. Immutable snapshot. Since 0.1. */
typedef struct salesinv_adjustment salesinv_adjustment;

/**
 * Store a draft as a new adjustment, or with SALESINV_SUBMIT carry it out in the same transaction.
 *
 * @param session         The session (borrowed), of a user who may create adjustments, with SALESINV_SUBMIT also submit them.
 * @param draft           What to store (borrowed), of SALESINV_KIND_ADJUSTMENT.
 * @param flags           0 or SALESINV_SUBMIT.
 * @param request_key     Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_adjustment  Receives a snapshot, NULL on failure (owned: release with salesinv_adjustment_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG, SALESINV_E_TEXT   a value is missing or not valid; see the error's field,
 *         SALESINV_E_NOT_FOUND              the order, its line or the warehouse does not exist,
 *         SALESINV_E_EXISTS                 a line is named twice, or the external id is taken,
 *         SALESINV_E_PLUGIN_DISABLED        the setting plugin.frozen_adjustment is off,
 *         SALESINV_E_INVALID_STATE          the order is not submitted, or its mode freezes nothing,
 *         SALESINV_E_KIT_LEVEL              the order line is of a kit and freezes nothing itself: the details name those that do,
 *         SALESINV_E_EXCEEDS_REMAINING      a line would have more frozen than the order still wants of it, or it wants
 *                                           nothing more of it,
 *         SALESINV_E_INSUFFICIENT_STOCK     what is frozen more is not available, whatever the order's rule,
 *         SALESINV_E_WAREHOUSE_REQUIRED     a line of an order over several warehouses names none,
 *         SALESINV_E_WAREHOUSE_NOT_ALLOWED  more in another warehouse than the order's,
 *         SALESINV_E_WAREHOUSE_NOT_APPLICABLE, SALESINV_E_WAREHOUSE_DISABLED  more where the order could not freeze,
 *         SALESINV_E_LICENSE_REQUIRED       the inventory licence is missing or has expired,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  the edition is not standalone,
 *         SALESINV_E_FORBIDDEN              no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED         same request key, other arguments,
 *         SALESINV_E_UNKNOWN_OUTCOME        the storage does not say whether it was kept: repeat with the same key,
 *         SALESINV_E_TXN_DOOMED             an earlier call spoiled the explicit transaction,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED, SALESINV_E_REENTRANT,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_adjustment_create(
    salesinv_session *session, const salesinv_draft *draft, uint32_t flags,
    const char *request_key, salesinv_adjustment **out_adjustment);

/**
 * Change a draft of an adjustment: fields that are set, and if it names lines, the whole set of lines.
 *
 * @param session           The session (borrowed), of a user who may update adjustments.
 * @param id                The adjustment.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param draft             What changes (borrowed).
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_adjustment    Receives a snapshot, NULL on failure (owned: release with salesinv_adjustment_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG, SALESINV_E_TEXT   a value is not valid; see the error's field,
 *         SALESINV_E_NOT_FOUND              there is no such adjustment, or something it names does not exist,
 *         SALESINV_E_EXISTS                 the external id is taken,
 *         SALESINV_E_STALE                  it has another version than expected,
 *         SALESINV_E_INVALID_STATE          it was carried out or voided,
 *         SALESINV_E_LICENSE_REQUIRED       the inventory licence is missing or has expired,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  the edition is not standalone,
 *         SALESINV_E_FORBIDDEN              no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED         same request key, other arguments,
 *         SALESINV_E_UNKNOWN_OUTCOME        the storage does not say whether it was kept: repeat with the same key,
 *         SALESINV_E_TXN_DOOMED             an earlier call spoiled the explicit transaction,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED, SALESINV_E_REENTRANT,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_adjustment_update(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const salesinv_draft *draft, const char *request_key,
    salesinv_adjustment **out_adjustment);

/**
 * Carry a draft out: every line gets as much frozen as it says, all or nothing.
 *
 * @param session           The session (borrowed), of a user who may submit adjustments.
 * @param id                The adjustment.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_adjustment    Receives a snapshot, NULL on failure (owned: release with salesinv_adjustment_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    a line says no quantity, or one that the product cannot hold,
 *         SALESINV_E_NOT_FOUND              there is no such adjustment, or the order has not the line,
 *         SALESINV_E_EXISTS                 a line is named twice,
 *         SALESINV_E_STALE                  it has another version than expected,
 *         SALESINV_E_PLUGIN_DISABLED        the setting plugin.frozen_adjustment is off,
 *         SALESINV_E_INVALID_STATE          the order is not submitted, or its mode freezes nothing,
 *         SALESINV_E_KIT_LEVEL              the order line is of a kit and freezes nothing itself: the details name those that do,
 *         SALESINV_E_EXCEEDS_REMAINING      a line would have more frozen than the order still wants of it, or it wants
 *                                           nothing more of it,
 *         SALESINV_E_INSUFFICIENT_STOCK     what is frozen more is not available, whatever the order's rule,
 *         SALESINV_E_WAREHOUSE_REQUIRED     a line of an order over several warehouses names none,
 *         SALESINV_E_WAREHOUSE_NOT_ALLOWED  more in another warehouse than the order's,
 *         SALESINV_E_WAREHOUSE_NOT_APPLICABLE, SALESINV_E_WAREHOUSE_DISABLED  more where the order could not freeze,
 *         SALESINV_E_LICENSE_REQUIRED       the inventory licence is missing or has expired,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  the edition is not standalone,
 *         SALESINV_E_FORBIDDEN              no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED         same request key, other arguments,
 *         SALESINV_E_UNKNOWN_OUTCOME        the storage does not say whether it was kept: repeat with the same key,
 *         SALESINV_E_TXN_DOOMED             an earlier call spoiled the explicit transaction,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED, SALESINV_E_REENTRANT,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_adjustment_submit(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *request_key, salesinv_adjustment **out_adjustment);

/**
 * Take a draft out of effect. What was carried out is changed by another adjustment.
 *
 * @param session           The session (borrowed), of a user who may void adjustments.
 * @param id                The adjustment.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param reason            Why, UTF-8, at most 512 bytes (borrowed); may be NULL.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_adjustment    Receives a snapshot, NULL on failure (owned: release with salesinv_adjustment_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    a value is out of range,
 *         SALESINV_E_NOT_FOUND              there is no such adjustment,
 *         SALESINV_E_STALE                  it has another version than expected,
 *         SALESINV_E_INVALID_STATE          it is no draft,
 *         SALESINV_E_LICENSE_REQUIRED       the inventory licence is missing or has expired,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  the edition is not standalone,
 *         SALESINV_E_FORBIDDEN              no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED         same request key, other arguments,
 *         SALESINV_E_UNKNOWN_OUTCOME        the storage does not say whether it was kept: repeat with the same key,
 *         SALESINV_E_TXN_DOOMED             an earlier call spoiled the explicit transaction,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED, SALESINV_E_REENTRANT,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_adjustment_void(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *reason, const char *request_key, salesinv_adjustment **out_adjustment);

/**
 * Read an adjustment as it is now.
 *
 * @param session         The session (borrowed), of a user who may read adjustments.
 * @param id              The adjustment.
 * @param out_adjustment  Receives a snapshot, NULL on failure (owned: release with salesinv_adjustment_free).
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_NOT_FOUND, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM,
 *         SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_adjustment_get(
    salesinv_session *session, salesinv_id id, salesinv_adjustment **out_adjustment);

/**
 * Find adjustments; the cursor delivers them as salesinv_document.
 *
 * @param session     The session (borrowed), of a user who may read adjustments.
 * @param filter      Which (borrowed), of SALESINV_KIND_ADJUSTMENT; NULL: all.
 * @param out_cursor  Receives the cursor, NULL on failure (owned: release with salesinv_cursor_free).
 * @return SALESINV_OK, SALESINV_E_ARG for a filter of another kind, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM,
 *         SALESINV_E_CLOSED, SALESINV_E_BUSY or SALESINV_E_FORKED.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_adjustment_find(salesinv_session *session,
                                                      const salesinv_filter *filter,
                                                      salesinv_cursor **out_cursor);

/** The common base of a snapshot, by which its fields are read (borrowed until it is freed). Since 0.1. */
SALESINV_API const salesinv_document *salesinv_adjustment_document(
    const salesinv_adjustment *adjustment);

/** Release a snapshot. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_adjustment_free(salesinv_adjustment *adjustment);

SALESINV_END_DECLS

#endif
