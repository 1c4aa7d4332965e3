/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_MAINTAIN_H
#define SALESINV_MAINTAIN_H

#include "salesinv/session.h"

SALESINV_BEGIN_DECLS

/** What a maintenance did. Immutable snapshot, owned by the caller. Since 0.1. */
typedef struct salesinv_maintenance salesinv_maintenance;

/**
 * Drop what has served its time and let the storage tidy up; run it daily.
 *
 * Dropped are request keys older than "request_key.days", messages that were acknowledged before "outbox.days", records of
 * an ERP that were applied, superseded or dismissed before "inbox.days", and quota reservations that nobody settled. Dead
 * messages and refused records, events and movements are never dropped.
 * It works in short transactions: what was dropped before a failure stays dropped, and calling it
 * again goes on.
 *
 * @param session     The session (borrowed), of an administrator or an operator, without an explicit transaction;
 *                    it tidies the session's tenant, or the platform's own rows.
 * @param out_report  Receives what was done, NULL on failure; may be NULL (owned: release with salesinv_maintenance_free).
 * @return SALESINV_OK, else one of
 *         SALESINV_E_BUSY         an explicit transaction is open,
 *         SALESINV_E_FORBIDDEN    no role of the session may do this,
 *         SALESINV_E_INTERRUPTED  it was stopped,
 *         SALESINV_E_CONFLICT, SALESINV_E_NOMEM or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock, progress. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_maintain(salesinv_session *session,
                                               salesinv_maintenance **out_report);

/** Request keys dropped; 0 for NULL. Since 0.1. */
SALESINV_API int64_t
salesinv_maintenance_request_keys(const salesinv_maintenance *report);

/** Acknowledged messages dropped; 0 for NULL. Since 0.1. */
SALESINV_API int64_t salesinv_maintenance_messages(const salesinv_maintenance *report);

/** Records of an ERP dropped; 0 for NULL. Since 0.1. */
SALESINV_API int64_t salesinv_maintenance_records(const salesinv_maintenance *report);

/** Quota reservations that returned; 0 for NULL. Since 0.1. */
SALESINV_API int64_t
salesinv_maintenance_reservations(const salesinv_maintenance *report);

/** Release a report. NULL is a no-op; legal on any thread. Since 0.1. */
SALESINV_API void salesinv_maintenance_free(salesinv_maintenance *report);

SALESINV_END_DECLS

#endif
