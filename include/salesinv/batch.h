/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_BATCH_H
#define SALESINV_BATCH_H

/*
 * Batches of products with SALESINV_TRACKING_BATCH. Needs the setting plugin.batch_serial, once
 * on for ever. In the edition integration they come from the ERP alone.
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
 *   CODE                             text     always, r: the batch number, unique, 1..64 bytes
 *   PRODUCT                          id       at creation, r: active and managed by batch
 *   PRODUCED_AT                      time     always: when it was made; unset: unknown
 *   EXPIRES_AT                       time     always: from when on it has expired, after PRODUCED_AT;
 *                                             unset: never
 */
#include "salesinv/find.h"

SALESINV_BEGIN_DECLS

/** A batch of a product. Immutable snapshot. Since 0.1. */
typedef struct salesinv_batch salesinv_batch;

/**
 * Create a batch.
 *
 * @param session           The session (borrowed), of a user who may create batches.
 * @param draft             What to create (borrowed), of SALESINV_KIND_BATCH.
 * @param flags             0.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_batch         Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_batch_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    the draft is missing or of another kind, or a value is
 *                                           missing or out of range; see the error's field,
 *         SALESINV_E_TEXT                   a text is no valid UTF-8 or too long,
 *         SALESINV_E_NOT_FOUND              something that the draft names does not exist,
 *         SALESINV_E_EXISTS                 the code or external id is taken; see the error's field,
 *         SALESINV_E_PLUGIN_DISABLED        batches need the setting plugin.batch_serial,
 *         SALESINV_E_PRODUCT_INACTIVE       the product is inactive,
 *         SALESINV_E_BATCH_MISMATCH         the product is not managed by batch,
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
SALESINV_API salesinv_status salesinv_batch_create(salesinv_session *session,
                                                   const salesinv_draft *draft,
                                                   uint32_t flags,
                                                   const char *request_key,
                                                   salesinv_batch **out_batch);

/**
 * Change a batch: fields that the draft does not set stay as they are; a draft with lines names
 * the whole set of them.
 *
 * @param session           The session (borrowed), of a user who may change batches.
 * @param id                The batch.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param draft             What to change (borrowed), of SALESINV_KIND_BATCH.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_batch         Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_batch_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    the draft is missing or of another kind, or a value is out
 *                                           of range; see the error's field,
 *         SALESINV_E_TEXT                   a text is no valid UTF-8 or too long,
 *         SALESINV_E_NOT_FOUND              there is no such batch, or something that the draft names,
 *         SALESINV_E_STALE                  it has another version than expected,
 *         SALESINV_E_EXISTS                 the code or external id is taken; see the error's field,
 *         SALESINV_E_PLUGIN_DISABLED        batches need the setting plugin.batch_serial,
 *         SALESINV_E_PRODUCT_INACTIVE       the product is inactive,
 *         SALESINV_E_BATCH_MISMATCH         the product is not managed by batch,
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
SALESINV_API salesinv_status salesinv_batch_update(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const salesinv_draft *draft, const char *request_key, salesinv_batch **out_batch);

/**
 * Put a batch out of use: it is no longer taken for new documents.
 *
 * @param session           The session (borrowed), of a user who may change it.
 * @param id                The batch.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_batch         Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_batch_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    a value is out of range,
 *         SALESINV_E_NOT_FOUND              there is no such batch,
 *         SALESINV_E_STALE                  it has another version than expected,
 *         SALESINV_E_INVALID_STATE          it is not active,
 *         SALESINV_E_IN_USE                 open documents name it,
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
SALESINV_API salesinv_status salesinv_batch_deactivate(salesinv_session *session,
                                                       salesinv_id id,
                                                       int64_t expected_version,
                                                       const char *request_key,
                                                       salesinv_batch **out_batch);

/**
 * Put a batch into use again.
 *
 * @param session           The session (borrowed), of a user who may change it.
 * @param id                The batch.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_batch         Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_batch_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    a value is out of range,
 *         SALESINV_E_NOT_FOUND              there is no such batch,
 *         SALESINV_E_STALE                  it has another version than expected,
 *         SALESINV_E_INVALID_STATE          it is not inactive,
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
SALESINV_API salesinv_status salesinv_batch_activate(salesinv_session *session,
                                                     salesinv_id id,
                                                     int64_t expected_version,
                                                     const char *request_key,
                                                     salesinv_batch **out_batch);

/**
 * Read a batch as it is now.
 *
 * @param session  The session (borrowed), of a user who may read batches.
 * @param id       The batch.
 * @param out_batch  Receives a snapshot, NULL on failure (owned: release with salesinv_batch_free).
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_NOT_FOUND, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM,
 *         SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_batch_get(salesinv_session *session,
                                                salesinv_id id,
                                                salesinv_batch **out_batch);

/**
 * Find batches; the cursor delivers them as salesinv_document.
 *
 * @param session     The session (borrowed), of a user who may read batches.
 * @param filter      Which (borrowed), of SALESINV_KIND_BATCH; NULL: all.
 * @param out_cursor  Receives the cursor, NULL on failure (owned: release with salesinv_cursor_free).
 * @return SALESINV_OK, SALESINV_E_ARG for a filter of another kind, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM,
 *         SALESINV_E_CLOSED, SALESINV_E_BUSY or SALESINV_E_FORKED.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_batch_find(salesinv_session *session,
                                                 const salesinv_filter *filter,
                                                 salesinv_cursor **out_cursor);

/** The common base of a snapshot, by which its fields are read (borrowed until it is freed). Since 0.1. */
SALESINV_API const salesinv_document *salesinv_batch_document(
    const salesinv_batch *batch);

/** Release a snapshot. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_batch_free(salesinv_batch *batch);

SALESINV_END_DECLS

#endif
