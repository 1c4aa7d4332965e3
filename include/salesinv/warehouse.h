/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_WAREHOUSE_H
#define SALESINV_WAREHOUSE_H

/*
 * Warehouses. At most one is the default, the first one by itself. Active is enabled: a disabled
 * warehouse takes no new documents and its stock is left out of checks. Its lines are the lists
 * of those it applies to when a sales order is created: a list without members applies to
 * everyone; a user must be in the list of users or in one of the departments listed, and the
 * account in that of accounts. Shipping asks no list.
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
 *   CODE                             text     always: unique if set, 1..64 bytes
 *   NAME                             text     always, r: 1..200 bytes
 *   IS_DEFAULT                       int      always: 1 takes the flag from the one that has it; the
 *                                             first warehouse gets it
 *   HAS_BINS                         int      always: 1 keeps stock by bin, needs the setting
 *                                             warehouse.bins; cannot change while there is stock or an
 *                                             open document
 *   PRIORITY                         int      always: order of allocation behind the default one, low
 *                                             first, default 0; then by code
 *   ADDRESS                          text     always: 0..500 bytes
 * Lines, members of its lists:
 *   LINE, LINE_ID                    int, id  number of the line within its object, and its id for
 *                                             others to name
 *   EXTERNAL_ID, EXTRA               text     as on the header
 *   LIST                             int      r: SALESINV_ACCESS_*
 *   MEMBER                           id       r: the user, department (ids of the host) or account; once
 *                                             per list
 */
#include "salesinv/find.h"

SALESINV_BEGIN_DECLS

/** Which list of a warehouse a line belongs to, values of SALESINV_F_LIST. Since 0.1. */
enum {
    SALESINV_ACCESS_USER = 1,       /**< Users. */
    SALESINV_ACCESS_DEPARTMENT = 2, /**< Departments. */
    SALESINV_ACCESS_ACCOUNT = 3     /**< Accounts. */
};

/** A warehouse. Immutable snapshot. Since 0.1. */
typedef struct salesinv_warehouse salesinv_warehouse;

/**
 * Create a warehouse.
 *
 * @param session           The session (borrowed), of a user who may create warehouses.
 * @param draft             What to create (borrowed), of SALESINV_KIND_WAREHOUSE.
 * @param flags             0.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_warehouse     Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_warehouse_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    the draft is missing or of another kind, or a value is
 *                                           missing or out of range; see the error's field,
 *         SALESINV_E_TEXT                   a text is no valid UTF-8 or too long,
 *         SALESINV_E_NOT_FOUND              something that the draft names does not exist,
 *         SALESINV_E_EXISTS                 the code or external id is taken; see the error's field,
 *         SALESINV_E_PLUGIN_DISABLED        HAS_BINS needs the setting warehouse.bins,
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
SALESINV_API salesinv_status salesinv_warehouse_create(
    salesinv_session *session, const salesinv_draft *draft, uint32_t flags,
    const char *request_key, salesinv_warehouse **out_warehouse);

/**
 * Change a warehouse: fields that the draft does not set stay as they are; a draft with lines
 * names the whole set of them.
 *
 * @param session           The session (borrowed), of a user who may change warehouses.
 * @param id                The warehouse.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param draft             What to change (borrowed), of SALESINV_KIND_WAREHOUSE.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_warehouse     Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_warehouse_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    the draft is missing or of another kind, or a value is out
 *                                           of range; see the error's field,
 *         SALESINV_E_TEXT                   a text is no valid UTF-8 or too long,
 *         SALESINV_E_NOT_FOUND              there is no such warehouse, or something that the draft
 *                                           names,
 *         SALESINV_E_STALE                  it has another version than expected,
 *         SALESINV_E_EXISTS                 the code or external id is taken; see the error's field,
 *         SALESINV_E_IN_USE                 HAS_BINS changes while there is stock or an open document,
 *         SALESINV_E_PLUGIN_DISABLED        HAS_BINS needs the setting warehouse.bins,
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
SALESINV_API salesinv_status
salesinv_warehouse_update(salesinv_session *session, salesinv_id id,
                          int64_t expected_version, const salesinv_draft *draft,
                          const char *request_key, salesinv_warehouse **out_warehouse);

/**
 * Disable a warehouse: it takes no new documents, and what lies there is left out of checks.
 *
 * @param session           The session (borrowed), of a user who may change it.
 * @param id                The warehouse.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_warehouse     Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_warehouse_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    a value is out of range,
 *         SALESINV_E_NOT_FOUND              there is no such warehouse,
 *         SALESINV_E_STALE                  it has another version than expected,
 *         SALESINV_E_INVALID_STATE          it is not active, or it is the default one,
 *         SALESINV_E_IN_USE                 it has frozen stock, or open documents name it; the error
 *                                           lists them,
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
SALESINV_API salesinv_status salesinv_warehouse_deactivate(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *request_key, salesinv_warehouse **out_warehouse);

/**
 * Enable a warehouse again.
 *
 * @param session           The session (borrowed), of a user who may change it.
 * @param id                The warehouse.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_warehouse     Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_warehouse_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    a value is out of range,
 *         SALESINV_E_NOT_FOUND              there is no such warehouse,
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
SALESINV_API salesinv_status salesinv_warehouse_activate(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *request_key, salesinv_warehouse **out_warehouse);

/**
 * Read a warehouse as it is now.
 *
 * @param session  The session (borrowed), of a user who may read warehouses.
 * @param id       The warehouse.
 * @param out_warehouse  Receives a snapshot, NULL on failure (owned: release with salesinv_warehouse_free).
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_NOT_FOUND, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM,
 *         SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_warehouse_get(salesinv_session *session,
                                                    salesinv_id id,
                                                    salesinv_warehouse **out_warehouse);

/**
 * Find warehouses; the cursor delivers them as salesinv_document.
 *
 * @param session     The session (borrowed), of a user who may read warehouses.
 * @param filter      Which (borrowed), of SALESINV_KIND_WAREHOUSE; NULL: all.
 * @param out_cursor  Receives the cursor, NULL on failure (owned: release with salesinv_cursor_free).
 * @return SALESINV_OK, SALESINV_E_ARG for a filter of another kind, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM,
 *         SALESINV_E_CLOSED, SALESINV_E_BUSY or SALESINV_E_FORKED.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_warehouse_find(salesinv_session *session,
                                                     const salesinv_filter *filter,
                                                     salesinv_cursor **out_cursor);

/** The common base of a snapshot, by which its fields are read (borrowed until it is freed). Since 0.1. */
SALESINV_API const salesinv_document *salesinv_warehouse_document(
    const salesinv_warehouse *warehouse);

/** Release a snapshot. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_warehouse_free(salesinv_warehouse *warehouse);

SALESINV_END_DECLS

#endif
