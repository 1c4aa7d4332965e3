/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_SESSION_H
#define SALESINV_SESSION_H

#include "salesinv/engine.h"

SALESINV_BEGIN_DECLS

/**
 * A user of a tenant, on an engine; every business call takes one. The host
 * authenticates, the library trusts what it says here and authorises. Since 0.1.
 */
typedef struct salesinv_session salesinv_session;

/** What an explicit transaction may do: one of SALESINV_TXN_*. Since 0.1. */
typedef int32_t salesinv_txn_mode;
enum {
    SALESINV_TXN_READ = 1, /**< A stable view; writing calls are refused. */
    SALESINV_TXN_WRITE = 2 /**< One durable commit for many calls. */
};

/**
 * Open a session without any role: every right is added with salesinv_session_add_role.
 *
 * @param engine       The engine (borrowed; its memory lives as long as the session).
 * @param tenant       Tenant the session works in, > 0.
 * @param user         The host's id of the user, > 0; recorded with everything the session does.
 * @param out_session  Receives the session, NULL on failure (owned: release with salesinv_session_close).
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG        a value is out of range,
 *         SALESINV_E_NOT_FOUND  there is no such tenant,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_FORKED or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_session_open(salesinv_engine *engine,
                                                   salesinv_id tenant, salesinv_id user,
                                                   salesinv_session **out_session);

/**
 * Open an operator session: creates tenants, grants licences, decides editions.
 *
 * @param engine       The engine (borrowed), of a config with salesinv_config_allow_operator.
 * @param user         The host's id of the operator, > 0.
 * @param out_session  Receives the session, NULL on failure (owned: release with salesinv_session_close).
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_FORBIDDEN when operators are not allowed,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED or SALESINV_E_FORKED.
 *
 * Thread: the engine's. May call: nothing. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_session_open_operator(
    salesinv_engine *engine, salesinv_id user, salesinv_session **out_session);

/** Close a session, rolling back its open transaction. NULL is a no-op; legal after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_session_close(salesinv_session *session);

/**
 * Add a role: built-in "sales", "order_admin", "shipping", "admin", "erp", "buyer", "finance", or a custom one.
 * A later change of a custom role takes effect in sessions opened after it.
 *
 * @param session  The session (borrowed).
 * @param role     Name of the role, UTF-8, 1..64 bytes (borrowed).
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_TEXT, SALESINV_E_NOT_FOUND for an unknown role, or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_session_add_role(salesinv_session *session,
                                                       const char *role);

/** Say that the user belongs to a department (> 0, at most 64 of them); counts for applicable warehouses. Since 0.1. */
SALESINV_API salesinv_status salesinv_session_add_department(salesinv_session *session,
                                                             salesinv_id department);

/** Say that the user is a buyer of `account` (> 0): "own" objects are then those of the account. Since 0.1. */
SALESINV_API salesinv_status salesinv_session_set_account(salesinv_session *session,
                                                          salesinv_id account);

/**
 * Compute without effect (1) or for good (0): every later call checks, answers and builds its
 * result as usual and is then rolled back; so is a committed explicit transaction. Refused with
 * BUSY inside an explicit transaction. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_session_set_dry_run(salesinv_session *session,
                                                          int32_t is_dry_run);

/** 1 if the last successful call repeated an earlier request and therefore did nothing. Since 0.1. */
SALESINV_API int32_t salesinv_session_is_repeat(const salesinv_session *session);

/** The session's engine (borrowed); NULL for NULL. Since 0.1. */
SALESINV_API salesinv_engine *salesinv_session_engine(const salesinv_session *session);

/**
 * Begin an explicit transaction: the calls that follow on this session are committed together.
 *
 * A call refused before its first write leaves the transaction as it was; a failure after
 * it dooms the transaction: later calls answer TXN_DOOMED until rollback. Inside, nothing is retried.
 * Meanwhile calls through other sessions of the engine answer BUSY.
 *
 * @param session  The session (borrowed).
 * @param mode     SALESINV_TXN_READ or SALESINV_TXN_WRITE.
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_BUSY when one is open already,
 *         SALESINV_E_CONFLICT when the writer's turn did not come in time, or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_session_begin(salesinv_session *session,
                                                    salesinv_txn_mode mode);

/**
 * Commit the explicit transaction; it is over whatever the answer.
 *
 * @param session  The session (borrowed).
 * @return SALESINV_OK, else nothing was applied and one of
 *         SALESINV_E_ARG              no transaction is open,
 *         SALESINV_E_TXN_DOOMED       it failed earlier; it is rolled back now,
 *         SALESINV_E_CONFLICT         repeat the batch,
 *         SALESINV_E_UNKNOWN_OUTCOME  it may have been applied: repeat the batch with the same request keys,
 *         any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_session_commit(salesinv_session *session);

/** Roll the explicit transaction back; without one it is a no-op. Since 0.1. */
SALESINV_API salesinv_status salesinv_session_rollback(salesinv_session *session);

SALESINV_END_DECLS

#endif
