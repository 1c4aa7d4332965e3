/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_BIN_H
#define SALESINV_BIN_H

/*
 * Bins: places inside a warehouse with bins. Needs the setting warehouse.bins, once on for ever.
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
 *   WAREHOUSE                        id       at creation, r: one with HAS_BINS
 *   CODE                             text     always, r: unique within the warehouse, 1..64 bytes
 *   NAME                             text     always, r: unique within the warehouse, 1..200 bytes
 */
#include "salesinv/find.h"

SALESINV_BEGIN_DECLS

/** A bin of a warehouse. Immutable snapshot. Since 0.1. */
typedef struct salesinv_bin salesinv_bin;

/**
 * Create a bin.
 *
 * @param session           The session (borrowed), of a user who may create bins.
 * @param draft             What to create (borrowed), of SALESINV_KIND_BIN.
 * @param flags             0.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_bin           Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_bin_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    the draft is missing or of another kind, or a value is
 *                                           missing or out of range; see the error's field,
 *         SALESINV_E_TEXT                   a text is no valid UTF-8 or too long,
 *         SALESINV_E_NOT_FOUND              something that the draft names does not exist,
 *         SALESINV_E_EXISTS                 code or name is taken within the warehouse, or the external
 *                                           id is; see the error's field,
 *         SALESINV_E_PLUGIN_DISABLED        bins need the setting warehouse.bins,
 *         SALESINV_E_BIN_MISMATCH           the warehouse has no bins,
 *         SALESINV_E_WAREHOUSE_DISABLED     the warehouse is disabled,
 *         SALESINV_E_LICENSE_REQUIRED       the inventory licence is missing or has expired,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  the edition does not take it: see above,
 *         SALESINV_E_FORBIDDEN              no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED         same request key, other arguments,
 *         SALESINV_E_UNKNOWN_OUTCOME        the storage does not say whether it was kept: repeat with the same key,
 *         SALESINV_E_TXN_DOOMED             an earlier call spoiled the explicit transaction,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED, SALESINV_E_REENTRANT,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_bin_create(salesinv_session *session,
                                                 const salesinv_draft *draft,
                                                 uint32_t flags,
                                                 const char *request_key,
                                                 salesinv_bin **out_bin);

/**
 * Change a bin: fields that the draft does not set stay as they are; a draft with lines names
 * the whole set of them.
 *
 * @param session           The session (borrowed), of a user who may change bins.
 * @param id                The bin.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param draft             What to change (borrowed), of SALESINV_KIND_BIN.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_bin           Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_bin_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    the draft is missing or of another kind, or a value is out
 *                                           of range; see the error's field,
 *         SALESINV_E_TEXT                   a text is no valid UTF-8 or too long,
 *         SALESINV_E_NOT_FOUND              there is no such bin, or something that the draft names,
 *         SALESINV_E_STALE                  it has another version than expected,
 *         SALESINV_E_EXISTS                 code or name is taken within the warehouse, or the external
 *                                           id is; see the error's field,
 *         SALESINV_E_PLUGIN_DISABLED        bins need the setting warehouse.bins,
 *         SALESINV_E_BIN_MISMATCH           the warehouse has no bins,
 *         SALESINV_E_WAREHOUSE_DISABLED     the warehouse is disabled,
 *         SALESINV_E_LICENSE_REQUIRED       the inventory licence is missing or has expired,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  the edition does not take it: see above,
 *         SALESINV_E_FORBIDDEN              no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED         same request key, other arguments,
 *         SALESINV_E_UNKNOWN_OUTCOME        the storage does not say whether it was kept: repeat with the same key,
 *         SALESINV_E_TXN_DOOMED             an earlier call spoiled the explicit transaction,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED, SALESINV_E_REENTRANT,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_bin_update(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const salesinv_draft *draft, const char *request_key, salesinv_bin **out_bin);

/**
 * Put a bin out of use: it is no longer taken for new documents.
 *
 * @param session           The session (borrowed), of a user who may change it.
 * @param id                The bin.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_bin           Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_bin_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    a value is out of range,
 *         SALESINV_E_NOT_FOUND              there is no such bin,
 *         SALESINV_E_STALE                  it has another version than expected,
 *         SALESINV_E_INVALID_STATE          it is not active,
 *         SALESINV_E_IN_USE                 there is stock in it, or open documents name it,
 *         SALESINV_E_LICENSE_REQUIRED       the inventory licence is missing or has expired,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  the edition does not take it: see above,
 *         SALESINV_E_FORBIDDEN              no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED         same request key, other arguments,
 *         SALESINV_E_UNKNOWN_OUTCOME        the storage does not say whether it was kept: repeat with the same key,
 *         SALESINV_E_TXN_DOOMED             an earlier call spoiled the explicit transaction,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED, SALESINV_E_REENTRANT,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_bin_deactivate(salesinv_session *session,
                                                     salesinv_id id,
                                                     int64_t expected_version,
                                                     const char *request_key,
                                                     salesinv_bin **out_bin);

/**
 * Put a bin into use again.
 *
 * @param session           The session (borrowed), of a user who may change it.
 * @param id                The bin.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_bin           Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_bin_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    a value is out of range,
 *         SALESINV_E_NOT_FOUND              there is no such bin,
 *         SALESINV_E_STALE                  it has another version than expected,
 *         SALESINV_E_INVALID_STATE          it is not inactive,
 *         SALESINV_E_LICENSE_REQUIRED       the inventory licence is missing or has expired,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  the edition does not take it: see above,
 *         SALESINV_E_FORBIDDEN              no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED         same request key, other arguments,
 *         SALESINV_E_UNKNOWN_OUTCOME        the storage does not say whether it was kept: repeat with the same key,
 *         SALESINV_E_TXN_DOOMED             an earlier call spoiled the explicit transaction,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED, SALESINV_E_REENTRANT,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_bin_activate(salesinv_session *session,
                                                   salesinv_id id,
                                                   int64_t expected_version,
                                                   const char *request_key,
                                                   salesinv_bin **out_bin);

/**
 * Read a bin as it is now.
 *
 * @param session  The session (borrowed), of a user who may read bins.
 * @param id       The bin.
 * @param out_bin  Receives a snapshot, NULL on failure (owned: release with salesinv_bin_free).
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_NOT_FOUND, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM,
 *         SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_bin_get(salesinv_session *session, salesinv_id id,
                                              salesinv_bin **out_bin);

/**
 * Find bins; the cursor delivers them as salesinv_document.
 *
 * @param session     The session (borrowed), of a user who may read bins.
 * @param filter      Which (borrowed), of SALESINV_KIND_BIN; NULL: all.
 * @param out_cursor  Receives the cursor, NULL on failure (owned: release with salesinv_cursor_free).
 * @return SALESINV_OK, SALESINV_E_ARG for a filter of another kind, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM,
 *         SALESINV_E_CLOSED, SALESINV_E_BUSY or SALESINV_E_FORKED.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_bin_find(salesinv_session *session,
                                               const salesinv_filter *filter,
                                               salesinv_cursor **out_cursor);

/** The common base of a snapshot, by which its fields are read (borrowed until it is freed). Since 0.1. */
SALESINV_API const salesinv_document *salesinv_bin_document(const salesinv_bin *bin);

/** Release a snapshot. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_bin_free(salesinv_bin *bin);

SALESINV_END_DECLS

#endif
