/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_CATEGORY_H
#define SALESINV_CATEGORY_H

/*
 * Product categories: a tree. Categories are not removed but deactivated, which is refused while an active
 * child or product hangs on them.
 *
 * Fields (SALESINV_F_..), their types, when a draft may set them, and what they mean:
 *   ID, NUMBER, VERSION, STATUS, ..        -       as every kind: see salesinv/document.h
 *   RECORD_TYPE                      text  always  the host's type of the object, for settings per
 *                                                  record type, 1..64 bytes
 *   OWNER, DEPARTMENT                id    always  the host's ids of user (default: who creates it)
 *                                                  and department
 *   EXTERNAL_ID                      text  always  the host's own id, unique within the kind, 1..128
 *                                                  bytes
 *   EXTRA                            text  always  JSON of the host, at most 8192 bytes, kept as
 *                                                  given
 *   CODE                             text  always  unique if set, 1..64 bytes
 *   NAME                             text  always  required, 1..200 bytes; need not be unique
 *   PARENT                           id    always  the category above, 0 (default) for the top; must
 *                                                  be active and no descendant of this one
 */
#include "salesinv/find.h"

SALESINV_BEGIN_DECLS

/** A product category. Immutable snapshot. Since 0.1. */
typedef struct salesinv_category salesinv_category;

/**
 * Create a product category.
 *
 * @param session      The session (borrowed), of a user who may create categories.
 * @param draft        What to create (borrowed), of SALESINV_KIND_CATEGORY.
 * @param flags        0.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_category Receives a snapshot of it, NULL on failure (owned: release with salesinv_category_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG               the draft is missing or of another kind, or a value is missing
 *                                      or out of range; see the error's field,
 *         SALESINV_E_NOT_FOUND         something that the draft names does not exist,
 *         SALESINV_E_EXISTS            the code or external id is taken; see the error's field,
 *         SALESINV_E_INVALID_STATE     the parent is inactive,
 *         SALESINV_E_LICENSE_REQUIRED  the inventory licence is missing or has expired,
 *         SALESINV_E_FORBIDDEN         no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED    same request key, other arguments,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_category_create(salesinv_session *session,
                                                      const salesinv_draft *draft,
                                                      uint32_t flags,
                                                      const char *request_key,
                                                      salesinv_category **out_category);

/**
 * Change a product category: fields that the draft does not set stay as they are; a draft with lines names the whole set of them.
 *
 * @param session           The session (borrowed), of a user who may change categories.
 * @param id                The category.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param draft             What to change (borrowed), of SALESINV_KIND_CATEGORY.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_category      Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_category_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG               the draft is missing or of another kind, or a value is out of
 *                                      range; see the error's field,
 *         SALESINV_E_NOT_FOUND         there is no such category, or something that the draft names,
 *         SALESINV_E_STALE             it has another version than expected,
 *         SALESINV_E_EXISTS            the code or external id is taken; see the error's field,
 *         SALESINV_E_INVALID_STATE     the parent is inactive,
 *         SALESINV_E_LICENSE_REQUIRED  the inventory licence is missing or has expired,
 *         SALESINV_E_FORBIDDEN         no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED    same request key, other arguments,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_category_update(salesinv_session *session,
                                                      salesinv_id id,
                                                      int64_t expected_version,
                                                      const salesinv_draft *draft,
                                                      const char *request_key,
                                                      salesinv_category **out_category);

/**
 * Put a category out of use: it is no longer taken for new documents.
 *
 * @param session           The session (borrowed), of a user who may change it.
 * @param id                The category.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_category      Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_category_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG             a value is out of range,
 *         SALESINV_E_NOT_FOUND       there is no such category,
 *         SALESINV_E_STALE           it has another version than expected,
 *         SALESINV_E_INVALID_STATE   it is not active,
 *         SALESINV_E_IN_USE          an active child or product hangs on it; the details name the
 *                                    first ones,
 *         SALESINV_E_FORBIDDEN       no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED  same request key, other arguments,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_category_deactivate(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *request_key, salesinv_category **out_category);

/**
 * Put a category into use again.
 *
 * @param session           The session (borrowed), of a user who may change it.
 * @param id                The category.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_category      Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_category_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG             a value is out of range,
 *         SALESINV_E_NOT_FOUND       there is no such category,
 *         SALESINV_E_STALE           it has another version than expected,
 *         SALESINV_E_INVALID_STATE   it is not inactive, or what it hangs on is,
 *         SALESINV_E_FORBIDDEN       no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED  same request key, other arguments,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_category_activate(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *request_key, salesinv_category **out_category);

/**
 * Read a product category as it is now.
 *
 * @param session  The session (borrowed), of a user who may read categories.
 * @param id       The category.
 * @param out_category  Receives a snapshot, NULL on failure (owned: release with salesinv_category_free).
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_NOT_FOUND, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM,
 *         SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_category_get(salesinv_session *session,
                                                   salesinv_id id,
                                                   salesinv_category **out_category);

/**
 * Find categories; the cursor delivers them as salesinv_document.
 *
 * @param session     The session (borrowed), of a user who may read categories.
 * @param filter      Which (borrowed), of SALESINV_KIND_CATEGORY; NULL: all.
 * @param out_cursor  Receives the cursor, NULL on failure (owned: release with salesinv_cursor_free).
 * @return SALESINV_OK, SALESINV_E_ARG for a filter of another kind, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM,
 *         SALESINV_E_CLOSED, SALESINV_E_BUSY or SALESINV_E_FORKED.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_category_find(salesinv_session *session,
                                                    const salesinv_filter *filter,
                                                    salesinv_cursor **out_cursor);

/** The common base of a snapshot, by which its fields are read (borrowed until it is freed). Since 0.1. */
SALESINV_API const salesinv_document *salesinv_category_document(
    const salesinv_category *category);

/** Release a snapshot. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_category_free(salesinv_category *category);

SALESINV_END_DECLS

#endif
