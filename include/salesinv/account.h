/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_ACCOUNT_H
#define SALESINV_ACCOUNT_H

/*
 * Accounts: to whom goods are sold. A sales user changes those that he owns; a buyer's own is the one of his session.
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
 *   NAME                             text  always  required, 1..200 bytes; "" after erasing
 *   TYPE                             text  always  the host's, 1..64 bytes
 *   IS_CONVERTED                     int   -       1 once an order of it was confirmed
 *   CONTACT                          text  always  at most 200 bytes
 *   PHONE                            text  always  at most 64 bytes
 *   EMAIL                            text  always  at most 254 bytes
 * Lines are its addresses; an order names one as SHIP_TO by its LINE_ID:
 *   LINE, LINE_ID                 int, id  -       number of the line within its object, and its id
 *                                                  for others to name
 *   EXTERNAL_ID, EXTRA            text     always  as on the header
 *   LABEL, COUNTRY, REGION, CITY  text     always  at most 100 bytes each
 *   RECIPIENT                     text     always  at most 200 bytes
 *   PHONE                         text     always  at most 64 bytes
 *   STREET                        text     always  at most 500 bytes
 *   POSTAL_CODE                   text     always  at most 32 bytes
 */
#include "salesinv/find.h"

SALESINV_BEGIN_DECLS

/** An account. Immutable snapshot. Since 0.1. */
typedef struct salesinv_account salesinv_account;

/**
 * Create an account.
 *
 * @param session      The session (borrowed), of a user who may create accounts.
 * @param draft        What to create (borrowed), of SALESINV_KIND_ACCOUNT.
 * @param flags        0.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_account  Receives a snapshot of it, NULL on failure (owned: release with salesinv_account_free); may be NULL.
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
SALESINV_API salesinv_status salesinv_account_create(salesinv_session *session,
                                                     const salesinv_draft *draft,
                                                     uint32_t flags,
                                                     const char *request_key,
                                                     salesinv_account **out_account);

/**
 * Change an account: fields that the draft does not set stay as they are; a draft with lines names the whole set of them.
 *
 * @param session           The session (borrowed), of a user who may change accounts.
 * @param id                The account.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param draft             What to change (borrowed), of SALESINV_KIND_ACCOUNT.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_account       Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_account_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG               the draft is missing or of another kind, or a value is out of
 *                                      range; see the error's field,
 *         SALESINV_E_NOT_FOUND         there is no such account, or something that the draft names,
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
SALESINV_API salesinv_status salesinv_account_update(salesinv_session *session,
                                                     salesinv_id id,
                                                     int64_t expected_version,
                                                     const salesinv_draft *draft,
                                                     const char *request_key,
                                                     salesinv_account **out_account);

/**
 * Put an account out of use: it is no longer taken for new documents. Documents that name it go on.
 *
 * @param session           The session (borrowed), of a user who may change it.
 * @param id                The account.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_account       Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_account_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG             a value is out of range,
 *         SALESINV_E_NOT_FOUND       there is no such account,
 *         SALESINV_E_STALE           it has another version than expected,
 *         SALESINV_E_INVALID_STATE   it is not active,
 *         SALESINV_E_FORBIDDEN       no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED  same request key, other arguments,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_account_deactivate(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *request_key, salesinv_account **out_account);

/**
 * Put an account into use again.
 *
 * @param session           The session (borrowed), of a user who may change it.
 * @param id                The account.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_account       Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_account_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG             a value is out of range,
 *         SALESINV_E_NOT_FOUND       there is no such account,
 *         SALESINV_E_STALE           it has another version than expected,
 *         SALESINV_E_INVALID_STATE   it is not inactive, or what it hangs on is,
 *         SALESINV_E_FORBIDDEN       no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED  same request key, other arguments,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_account_activate(salesinv_session *session,
                                                       salesinv_id id,
                                                       int64_t expected_version,
                                                       const char *request_key,
                                                       salesinv_account **out_account);

/**
 * Erase what is personal of an account, for good: names, contacts, addresses and EXTRA are blanked, it becomes
 * inactive. Ids, code, the lines of its addresses and all documents stay; their shipments lose receiver, tracking numbers and
 * parcels. What hosts wrote into notes and reasons of documents, or into their EXTRA, is the hosts' to change.
 *
 * Beside an ERP, messages of its shipments lose receiver and tracking number too, also those that are not sent yet. Records of the account
 * that the inbox keeps lose their content, and those that were refused are dismissed; so do results of its documents that took effect;
 * one that was refused loses the tracking number and waits on. Ids, versions and fingerprints stay, so that what
 * comes again is known. What was sent is the ERP's, and its next newer record of the account is applied: erase it there first.
 *
 * @param session           The session (borrowed), of a user who may void accounts.
 * @param id                The account.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_account       Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_account_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG               a value is out of range,
 *         SALESINV_E_NOT_FOUND         there is no such account,
 *         SALESINV_E_STALE             it has another version than expected,
 *         SALESINV_E_LICENSE_REQUIRED  the inventory licence is missing or has expired,
 *         SALESINV_E_FORBIDDEN         no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED    same request key, other arguments,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_account_erase(salesinv_session *session,
                                                    salesinv_id id,
                                                    int64_t expected_version,
                                                    const char *request_key,
                                                    salesinv_account **out_account);

/**
 * Read an account as it is now.
 *
 * @param session  The session (borrowed), of a user who may read accounts.
 * @param id       The account.
 * @param out_account  Receives a snapshot, NULL on failure (owned: release with salesinv_account_free).
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_NOT_FOUND, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM,
 *         SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_account_get(salesinv_session *session,
                                                  salesinv_id id,
                                                  salesinv_account **out_account);

/**
 * Find accounts; the cursor delivers them as salesinv_document.
 *
 * @param session     The session (borrowed), of a user who may read accounts.
 * @param filter      Which (borrowed), of SALESINV_KIND_ACCOUNT; NULL: all.
 * @param out_cursor  Receives the cursor, NULL on failure (owned: release with salesinv_cursor_free).
 * @return SALESINV_OK, SALESINV_E_ARG for a filter of another kind, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM,
 *         SALESINV_E_CLOSED, SALESINV_E_BUSY or SALESINV_E_FORKED.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_account_find(salesinv_session *session,
                                                   const salesinv_filter *filter,
                                                   salesinv_cursor **out_cursor);

/** The common base of a snapshot, by which its fields are read (borrowed until it is freed). Since 0.1. */
SALESINV_API const salesinv_document *salesinv_account_document(
    const salesinv_account *account);

/** Release a snapshot. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_account_free(salesinv_account *account);

SALESINV_END_DECLS

#endif
