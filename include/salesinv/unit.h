/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_UNIT_H
#define SALESINV_UNIT_H

/*
 * Units of measure. What a unit is worth in a product's base unit is said by the product: see
 * salesinv/product.h.
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
 *   CODE                             text  always  required, unique, 1..16 bytes; UNECE
 *                                                  Recommendation 20 is a good choice, e.g. "C62"
 *   NAME                             text  always  required, 1..200 bytes
 */
#include "salesinv/find.h"

SALESINV_BEGIN_DECLS

/** A unit of measure. Immutable snapshot. Since 0.1. */
typedef struct salesinv_unit salesinv_unit;

/**
 * Create a unit of measure.
 *
 * @param session      The session (borrowed), of a user who may create units.
 * @param draft        What to create (borrowed), of SALESINV_KIND_UNIT.
 * @param flags        0.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_unit     Receives a snapshot of it, NULL on failure (owned: release with salesinv_unit_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG               the draft is missing or of another kind, or a value is missing
 *                                      or out of range; see the error's field,
 *         SALESINV_E_EXISTS            the code or external id is taken; see the error's field,
 *         SALESINV_E_LICENSE_REQUIRED  the inventory licence is missing or has expired,
 *         SALESINV_E_FORBIDDEN         no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED    same request key, other arguments,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_unit_create(salesinv_session *session,
                                                  const salesinv_draft *draft,
                                                  uint32_t flags,
                                                  const char *request_key,
                                                  salesinv_unit **out_unit);

/**
 * Change a unit of measure: fields that the draft does not set stay as they are; a draft with lines names the whole set of them.
 *
 * @param session           The session (borrowed), of a user who may change units.
 * @param id                The unit.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param draft             What to change (borrowed), of SALESINV_KIND_UNIT.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_unit          Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_unit_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG               the draft is missing or of another kind, or a value is out of
 *                                      range; see the error's field,
 *         SALESINV_E_NOT_FOUND         there is no such unit, or something that the draft names,
 *         SALESINV_E_STALE             it has another version than expected,
 *         SALESINV_E_EXISTS            the code or external id is taken; see the error's field,
 *         SALESINV_E_LICENSE_REQUIRED  the inventory licence is missing or has expired,
 *         SALESINV_E_FORBIDDEN         no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED    same request key, other arguments,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_unit_update(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const salesinv_draft *draft, const char *request_key, salesinv_unit **out_unit);

/**
 * Put a unit out of use: it is no longer taken for new documents.
 *
 * @param session           The session (borrowed), of a user who may change it.
 * @param id                The unit.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_unit          Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_unit_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG             a value is out of range,
 *         SALESINV_E_NOT_FOUND       there is no such unit,
 *         SALESINV_E_STALE           it has another version than expected,
 *         SALESINV_E_INVALID_STATE   it is not active,
 *         SALESINV_E_IN_USE          an active product counts in it; the details name the first ones,
 *         SALESINV_E_FORBIDDEN       no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED  same request key, other arguments,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_unit_deactivate(salesinv_session *session,
                                                      salesinv_id id,
                                                      int64_t expected_version,
                                                      const char *request_key,
                                                      salesinv_unit **out_unit);

/**
 * Put a unit into use again.
 *
 * @param session           The session (borrowed), of a user who may change it.
 * @param id                The unit.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_unit          Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_unit_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG             a value is out of range,
 *         SALESINV_E_NOT_FOUND       there is no such unit,
 *         SALESINV_E_STALE           it has another version than expected,
 *         SALESINV_E_INVALID_STATE   it is not inactive, or what it hangs on is,
 *         SALESINV_E_FORBIDDEN       no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED  same request key, other arguments,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_unit_activate(salesinv_session *session,
                                                    salesinv_id id,
                                                    int64_t expected_version,
                                                    const char *request_key,
                                                    salesinv_unit **out_unit);

/**
 * Read a unit of measure as it is now.
 *
 * @param session  The session (borrowed), of a user who may read units.
 * @param id       The unit.
 * @param out_unit  Receives a snapshot, NULL on failure (owned: release with salesinv_unit_free).
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_NOT_FOUND, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM,
 *         SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_unit_get(salesinv_session *session,
                                               salesinv_id id,
                                               salesinv_unit **out_unit);

/**
 * Find units; the cursor delivers them as salesinv_document.
 *
 * @param session     The session (borrowed), of a user who may read units.
 * @param filter      Which (borrowed), of SALESINV_KIND_UNIT; NULL: all.
 * @param out_cursor  Receives the cursor, NULL on failure (owned: release with salesinv_cursor_free).
 * @return SALESINV_OK, SALESINV_E_ARG for a filter of another kind, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM,
 *         SALESINV_E_CLOSED, SALESINV_E_BUSY or SALESINV_E_FORKED.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_unit_find(salesinv_session *session,
                                                const salesinv_filter *filter,
                                                salesinv_cursor **out_cursor);

/** The common base of a snapshot, by which its fields are read (borrowed until it is freed). Since 0.1. */
SALESINV_API const salesinv_document *salesinv_unit_document(const salesinv_unit *unit);

/** Release a snapshot. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_unit_free(salesinv_unit *unit);

SALESINV_END_DECLS

#endif
