/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_INBOX_H
#define SALESINV_INBOX_H

#include "salesinv/catalog.h"
#include "salesinv/sync.h"

SALESINV_BEGIN_DECLS

/*
 * Records from the ERP: what an ERP that is polled, or posts by itself, says of its objects. Connectors that are asked by
 * salesinv_sync_run deliver the same records.
 */

enum {
    SALESINV_INBOX_MAX = 1000 /**< Most records of one page. */
};

/**
 * Take records of an ERP: one, or a page of them in an array. Each says its kind, the ERP's id and version of the object, and
 * the object itself; sys/schemas/README.md beside this header has the forms.
 *
 * A record is applied once: when its version is newer than the one applied last under its id. What is the same is known already, what
 * is older is ignored. A record that is refused changes nothing, does not stop the others, and is kept to be tried again (when it is
 * due, by salesinv_sync_run; at once by salesinv_inbox_retry, or when it comes again), until a later version of it is applied or
 * somebody dismisses it. All of the page is one transaction, so a repeat after a failure does no harm, and there is no request key.
 *
 * @param session     The session (borrowed), of a user who may create in synchronisation.
 * @param connector   The connector's name (borrowed).
 * @param json        The record, or an array of at most SALESINV_INBOX_MAX: UTF-8 (borrowed), at most 64 MiB and 64 levels deep.
 * @param size        Bytes of `json`.
 * @param out_report  Receives what became of each record, NULL on failure (owned: release with salesinv_upsert_free); may be NULL. The
 *                    outcome is CREATED, UPDATED, UNCHANGED (nothing new), IGNORED (outrun, or dismissed) or REFUSED. The id is the object
 *                    (of stock and serials the product), 0 when it is gone; of a refused record it is the one to give to
 *                    salesinv_inbox_retry and salesinv_inbox_dismiss, and status, field and message say why. A version that was
 *                    applied with another content is refused with SALESINV_E_EXISTS and the field "version".
 * @return SALESINV_OK, also when records were refused; else nothing changed and one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  the name is not valid, or the text is not JSON in UTF-8: the byte is in the details,
 *         SALESINV_E_OVERFLOW                too many records, too large or too deep,
 *         SALESINV_E_FORBIDDEN               no role of the session may create in synchronisation,
 *         SALESINV_E_CONNECTOR_REQUIRED      no connector of this name is registered,
 *         SALESINV_E_EDITION_NOT_SUPPORTED   the edition is not integration,
 *         SALESINV_E_LICENSE_REQUIRED        the licence of the connector's brand has expired,
 *         SALESINV_E_INVALID_STATE           the connector is paused, or a new epoch waits to be confirmed,
 *         SALESINV_E_INTERRUPTED, SALESINV_E_NOMEM, SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock, progress. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_inbox_put(salesinv_session *session,
                                                const char *connector, const char *json,
                                                size_t size,
                                                salesinv_upsert **out_report);

/**
 * List records of the ERP by id: those that were refused, and results of documents and once refused ones that took effect or were
 * outrun, which are kept for "inbox.days". Master data and figures that were applied as they came are not listed.
 *
 * Of the message functions, key, action, lease and vendor_code say nothing of a record; status, field and reason say why it is refused
 * (once dismissed, the reason is the person's); next_at is the next attempt of a refused one.
 *
 * @param session       The session (borrowed), of a user who may read synchronisation.
 * @param connector     Those of this connector (borrowed); NULL: all.
 * @param state         Those in this state, SALESINV_INBOX_*; 0: all.
 * @param after_id      The last id seen, 0 from the beginning.
 * @param max_count     Most records, 1..SALESINV_MESSAGES_MAX; fewer come when their bodies are large, none at the end.
 * @param out_messages  Receives the records; NULL on failure (owned: release with salesinv_messages_free).
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG        a value is out of range,
 *         SALESINV_E_FORBIDDEN  no role of the session may read synchronisation,
 *         SALESINV_E_NOMEM or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_inbox_find(
    salesinv_session *session, const char *connector, salesinv_inbox_state state,
    salesinv_id after_id, int32_t max_count, salesinv_messages **out_messages);

/**
 * Try a record that was refused again, at once. Refused once more, it waits twice as long for the next attempt.
 *
 * @param session      The session (borrowed), of a user who may change in synchronisation.
 * @param record_id    The kept record, see salesinv_inbox_put and salesinv_inbox_find.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL. A repeat reports how the record stands now.
 * @param out_report   Receives what became of it, as from salesinv_inbox_put, NULL on failure (owned: release with
 *                     salesinv_upsert_free); may be NULL.
 * @return SALESINV_OK, also when it was refused again; else nothing changed and one of
 *         SALESINV_E_FORBIDDEN              no role of the session may change in synchronisation,
 *         SALESINV_E_REQUEST_REUSED         same request key, other arguments,
 *         SALESINV_E_NOT_FOUND              there is no such record,
 *         SALESINV_E_INVALID_STATE          it is not one that was refused; or its connector is paused, or a new epoch waits,
 *         SALESINV_E_CONNECTOR_REQUIRED, SALESINV_E_EDITION_NOT_SUPPORTED, SALESINV_E_LICENSE_REQUIRED, as in salesinv_inbox_put,
 *         SALESINV_E_NOMEM, SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_inbox_retry(salesinv_session *session,
                                                  salesinv_id record_id,
                                                  const char *request_key,
                                                  salesinv_upsert **out_report);

/**
 * Decide against a record that was refused: it is not tried again, and the same version is ignored when it comes again. A later one
 * is a new record.
 *
 * @param session      The session (borrowed), of a user who may approve synchronisation.
 * @param record_id    The kept record.
 * @param reason       Why, UTF-8, 1..512 bytes (borrowed); takes the place of the record's own reason.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  the reason is missing or not valid,
 *         SALESINV_E_FORBIDDEN               no role of the session may approve synchronisation,
 *         SALESINV_E_REQUEST_REUSED          same request key, other arguments,
 *         SALESINV_E_NOT_FOUND               there is no such record,
 *         SALESINV_E_INVALID_STATE           it is not one that was refused,
 *         SALESINV_E_NOMEM, SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_inbox_dismiss(salesinv_session *session,
                                                    salesinv_id record_id,
                                                    const char *reason,
                                                    const char *request_key);

SALESINV_END_DECLS

#endif
