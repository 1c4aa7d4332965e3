/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_ROLE_H
#define SALESINV_ROLE_H

#include "salesinv/session.h"

SALESINV_BEGIN_DECLS

/*
 * Custom roles of a tenant, beside the built-in ones (salesinv_session_add_role names them).
 * Rights are JSON: {"order": {"read": "all", "create": "own"}, ...}
 *   objects  setting licence catalog account warehouse stock order frozen_adjustment shipment
 *            receipt movement return event verify sync
 *   actions  read create update submit approve confirm close void
 *   reach    "own" (the user's, or his account's; of stock: in the style of stock.display_style), "all", or
 *            "synced": all while the edition is integration, nothing otherwise
 * What is not named is not granted.
 */

/**
 * Create a custom role or replace its rights. Takes effect in sessions that add the role afterwards.
 *
 * @param session      The session (borrowed), of an administrator.
 * @param name         The role, UTF-8 without control characters, 1..64 bytes (borrowed).
 * @param rights_json  Its rights as above, UTF-8, at most 8192 bytes (borrowed).
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG             malformed JSON, or an unknown name: the error's field is its path,
 *         SALESINV_E_TEXT            a text is not valid,
 *         SALESINV_E_EXISTS          the name is that of a built-in role,
 *         SALESINV_E_FORBIDDEN       no role of the session may change settings,
 *         SALESINV_E_REQUEST_REUSED  same request key, other arguments,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_role_put(salesinv_session *session,
                                               const char *name,
                                               const char *rights_json,
                                               const char *request_key);

/**
 * Read the rights of a role, built-in or custom, as JSON in the form above.
 *
 * @param session   The session (borrowed), of an administrator.
 * @param name      The role, 1..64 bytes (borrowed).
 * @param out_json  Receives the JSON with a NUL behind it (borrowed); may be NULL with `capacity` 0.
 * @param capacity  Bytes at `out_json`; 8192 are always enough.
 * @param out_size  Receives the bytes of the JSON without the NUL, also when they do not fit; may be NULL.
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  the name is not valid,
 *         SALESINV_E_OVERFLOW                it does not fit into `capacity`,
 *         SALESINV_E_NOT_FOUND               there is no such role,
 *         SALESINV_E_FORBIDDEN               no role of the session may read settings,
 *         any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_role_get(salesinv_session *session,
                                               const char *name, char *out_json,
                                               size_t capacity, size_t *out_size);

/**
 * List the roles there are: the names of the built-in ones, then those of the tenant's own in their order, as a JSON array.
 *
 * @param session   The session (borrowed), of an administrator.
 * @param out_json  Receives the JSON with a NUL behind it (borrowed); may be NULL with `capacity` 0.
 * @param capacity  Bytes at `out_json`.
 * @param out_size  Receives the bytes of the JSON without the NUL, also when they do not fit; may be NULL.
 * @return SALESINV_OK, else one of
 *         SALESINV_E_OVERFLOW   it does not fit into `capacity`,
 *         SALESINV_E_FORBIDDEN  no role of the session may read settings,
 *         SALESINV_E_NOMEM or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, allocator. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_role_list(salesinv_session *session,
                                                char *out_json, size_t capacity,
                                                size_t *out_size);

/**
 * Remove a custom role. To rename one, put it under the new name and remove the old one. Sessions that added it keep its rights until they are closed.
 *
 * @param session      The session (borrowed), of an administrator.
 * @param name         The role, 1..64 bytes (borrowed).
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  the name is not valid,
 *         SALESINV_E_EXISTS                  it is a built-in role,
 *         SALESINV_E_NOT_FOUND               there is no such role,
 *         SALESINV_E_FORBIDDEN               no role of the session may change settings,
 *         SALESINV_E_REQUEST_REUSED          same request key, other arguments,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_role_remove(salesinv_session *session,
                                                  const char *name,
                                                  const char *request_key);

SALESINV_END_DECLS

#endif
