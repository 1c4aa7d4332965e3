/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_FIND_H
#define SALESINV_FIND_H

/*
 * Finding objects of one kind: a filter says which, a cursor walks them in the order of their
 * ids. A cursor reads pages of at most 256 objects, each in one short read of its own (or in the
 * session's explicit transaction), and holds no transaction between calls: what others change
 * meanwhile shows in later pages, and no object is delivered twice. Rows that the user may not
 * read are left out.
 */
#include "salesinv/document.h"

SALESINV_BEGIN_DECLS

/** Which objects of one kind to find. Used by one thread with its engine. Since 0.1. */
typedef struct salesinv_filter salesinv_filter;

/** A walk over what a filter found. Used by one thread with its engine. Since 0.1. */
typedef struct salesinv_cursor salesinv_cursor;

/**
 * Start a filter that all objects of a kind pass. Conditions are joined by "and".
 *
 * @param session     The session it is for (borrowed; the filter keeps its engine's memory).
 * @param kind        One of SALESINV_KIND_* that is stored as documents.
 * @param out_filter  Receives the filter, NULL on failure (owned: release with salesinv_filter_free).
 * @return SALESINV_OK, SALESINV_E_ARG for an unknown kind or NULL, SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_FORKED.
 *
 * Thread: the engine's. May call: nothing. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_filter_create(salesinv_session *session,
                                                    salesinv_kind kind,
                                                    salesinv_filter **out_filter);

/** Let objects in this status pass; several add up, none lets every status pass. Since 0.1. */
SALESINV_API salesinv_status
salesinv_filter_add_status(salesinv_filter *filter, salesinv_document_status status);

/** Only objects of this account (> 0; 0 takes the condition back); ARG for a kind without one. Since 0.1. */
SALESINV_API salesinv_status salesinv_filter_set_account(salesinv_filter *filter,
                                                         salesinv_id account);

/** Only objects that name this product on their header or a line (0 takes it back); ARG for a kind without one. Since 0.1. */
SALESINV_API salesinv_status salesinv_filter_set_product(salesinv_filter *filter,
                                                         salesinv_id product);

/** Only objects that name this warehouse on their header or a line (0 takes it back); ARG for a kind without one. Since 0.1. */
SALESINV_API salesinv_status salesinv_filter_set_warehouse(salesinv_filter *filter,
                                                           salesinv_id warehouse);

/** Only objects created at or after this time; SALESINV_TIME_NONE takes it back. Since 0.1. */
SALESINV_API salesinv_status salesinv_filter_set_from(salesinv_filter *filter,
                                                      salesinv_time from);

/** Only objects created before this time; SALESINV_TIME_NONE takes it back. Since 0.1. */
SALESINV_API salesinv_status salesinv_filter_set_to(salesinv_filter *filter,
                                                    salesinv_time to);

/**
 * Only the object with this external id (copied, UTF-8, at most 128 bytes; NULL takes it back): SALESINV_F_EXTERNAL_ID, which the
 * application gave. What an ERP calls an object is no field of it: salesinv_link_object knows. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_filter_set_external_id(salesinv_filter *filter,
                                                             const char *external_id);

/** Only the object with this number, e.g. "SO-000123" (copied, at most 31 bytes; NULL takes it back). Since 0.1. */
SALESINV_API salesinv_status salesinv_filter_set_number(salesinv_filter *filter,
                                                        const char *number);

/** Only objects with this code (copied, UTF-8, at most 128 bytes; NULL takes it back); ARG for a kind without codes. Since 0.1. */
SALESINV_API salesinv_status salesinv_filter_set_code(salesinv_filter *filter,
                                                      const char *code);

/**
 * Only objects whose name, code or number begins with this text, byte by byte (copied, UTF-8, at
 * most 128 bytes; NULL takes it back). Since 0.1.
 */
SALESINV_API salesinv_status salesinv_filter_set_text(salesinv_filter *filter,
                                                      const char *text);

/** Only objects of this record type (copied, UTF-8, at most 64 bytes; NULL takes it back). Since 0.1. */
SALESINV_API salesinv_status salesinv_filter_set_record_type(salesinv_filter *filter,
                                                             const char *record_type);

/** Deliver at most this many objects; 0: all. Since 0.1. */
SALESINV_API salesinv_status salesinv_filter_set_limit(salesinv_filter *filter,
                                                       int64_t limit);

/**
 * Continue behind the place of a former cursor of the same kind: `token` is from salesinv_cursor_token (copied;
 * NULL: from the beginning). ARG for anything else. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_filter_set_after(salesinv_filter *filter,
                                                       const char *token);

/** Release a filter. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_filter_free(salesinv_filter *filter);

/**
 * Begin to walk what a filter finds, by ascending id.
 *
 * @param session     The session (borrowed); the cursor reads with its rights as they are now, also after
 *                    the session was closed.
 * @param filter      The filter (borrowed; what is set on it later does not matter to the cursor).
 * @param out_cursor  Receives the cursor, before its first object; NULL on failure (owned: release with
 *                    salesinv_cursor_free).
 * @return SALESINV_OK, SALESINV_E_ARG for NULL or a filter of another engine, SALESINV_E_FORBIDDEN,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_FORKED.
 *
 * Thread: the engine's. May call: nothing. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_document_find(salesinv_session *session,
                                                    const salesinv_filter *filter,
                                                    salesinv_cursor **out_cursor);

/**
 * Deliver the next object.
 *
 * @param cursor        The cursor (borrowed).
 * @param out_document  Receives the object (borrowed until the next call on the cursor), NULL at the end and on failure.
 * @return SALESINV_ROW with an object, SALESINV_OK at the end, else one of
 *         SALESINV_E_ARG, SALESINV_E_BUSY while another session has an explicit transaction,
 *         SALESINV_E_INTERRUPTED (the walk goes on with the next call), SALESINV_E_NOMEM,
 *         SALESINV_E_CLOSED, SALESINV_E_FORKED, or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, progress. Since 0.1.
 */
SALESINV_API salesinv_status
salesinv_cursor_next(salesinv_cursor *cursor, const salesinv_document **out_document);

/**
 * Keep the object that was delivered last (owned: release with salesinv_document_free); NULL if there is none or it
 * was taken already. Since 0.1.
 */
SALESINV_API salesinv_document *salesinv_cursor_take(salesinv_cursor *cursor);

/** Where the cursor stands, to continue there with salesinv_filter_set_after (borrowed until the next call on the cursor); "" for NULL. Since 0.1. */
SALESINV_API const char *salesinv_cursor_token(salesinv_cursor *cursor);

/** Release a cursor. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_cursor_free(salesinv_cursor *cursor);

SALESINV_END_DECLS

#endif
