/* SPDX-License-Identifier: Apache-2.0 */
/* Exported wrappers of sessions and explicit transactions. */
#include "base/text.h"
#include "core/call.h"

enum { ROLE_NAME_MAX = 64 };

static bool is_session(const salesinv_session *session)
{
    return session && session->magic == SINV_MAGIC_SESSION;
}

/* Does the tenant exist? Read on the platform's part of the storage. */
static salesinv_status find_tenant(salesinv_engine *engine, salesinv_id tenant)
{
    sinv_txn txn;
    sinv_row *row;
    salesinv_status rc;

    sinv_arena_reset(&engine->arena);
    sinv_txn_init(&txn, engine, NULL, &engine->arena);
    if ((rc = sinv_txn_begin(&txn, false)) != SALESINV_OK)
        return rc;
    rc = sinv_txn_get_id(&txn, SINV_T_TENANT, tenant, &row);
    sinv_txn_rollback(&txn);
    if (rc == SALESINV_E_NOT_FOUND)
        return sinv_err_set(engine->err, rc, "tenant", "there is no tenant %lld",
                            (long long)tenant);
    return rc;
}

static salesinv_status create(salesinv_engine *engine, salesinv_id tenant,
                              salesinv_id user, salesinv_session **out_session)
{
    salesinv_session *session = sinv_alloc(engine->heap, sizeof(*session));

    if (!session)
        return sinv_err_set(engine->err, SALESINV_E_NOMEM, NULL, "out of memory");
    session->magic = SINV_MAGIC_SESSION;
    session->engine = sinv_engine_ref(engine);
    session->tenant = tenant;
    session->user = user;
    sinv_arena_init(&session->arena, engine->heap);
    *out_session = session;
    return SALESINV_OK;
}

static salesinv_status open_checked(salesinv_engine *engine, salesinv_id tenant,
                                    salesinv_id user, salesinv_session **out_session)
{
    salesinv_status rc;

    if (tenant <= 0)
        return sinv_err_set(engine->err, SALESINV_E_ARG, "tenant",
                            "tenant %lld is not > 0", (long long)tenant);
    if (user <= 0)
        return sinv_err_set(engine->err, SALESINV_E_ARG, "user", "user %lld is not > 0",
                            (long long)user);
    if (engine->open_txn)
        return sinv_err_set(engine->err, SALESINV_E_BUSY, NULL,
                            "a session of the engine has an open transaction");
    if ((rc = find_tenant(engine, tenant)) != SALESINV_OK)
        return rc;
    return create(engine, tenant, user, out_session);
}

salesinv_status salesinv_session_open(salesinv_engine *engine, salesinv_id tenant,
                                      salesinv_id user, salesinv_session **out_session)
{
    salesinv_status rc;

    if (out_session)
        *out_session = NULL;
    if (!engine || engine->magic != SINV_MAGIC_ENGINE)
        return SALESINV_E_ARG;
    if (!out_session)
        return sinv_engine_missing(engine, "out_session");
    if ((rc = sinv_engine_enter(engine)) != SALESINV_OK)
        return rc;
    return sinv_engine_leave(engine, open_checked(engine, tenant, user, out_session));
}

static salesinv_status open_operator(salesinv_engine *engine, salesinv_id user,
                                     salesinv_session **out_session)
{
    salesinv_status rc;

    if (user <= 0)
        return sinv_err_set(engine->err, SALESINV_E_ARG, "user", "user %lld is not > 0",
                            (long long)user);
    if (!engine->allows_operator)
        return sinv_err_set(engine->err, SALESINV_E_FORBIDDEN, NULL,
                            "the engine was opened without operator sessions");
    if ((rc = create(engine, 0, user, out_session)) != SALESINV_OK)
        return rc;
    (*out_session)->is_operator = true;
    (*out_session)->rights.all[SINV_OBJECT_TENANT] = UINT16_MAX;
    return SALESINV_OK;
}

salesinv_status salesinv_session_open_operator(salesinv_engine *engine,
                                               salesinv_id user,
                                               salesinv_session **out_session)
{
    salesinv_status rc;

    if (out_session)
        *out_session = NULL;
    if (!engine || engine->magic != SINV_MAGIC_ENGINE)
        return SALESINV_E_ARG;
    if (!out_session)
        return sinv_engine_missing(engine, "out_session");
    if ((rc = sinv_engine_enter(engine)) != SALESINV_OK)
        return rc;
    return sinv_engine_leave(engine, open_operator(engine, user, out_session));
}

void salesinv_session_close(salesinv_session *session)
{
    salesinv_engine *engine;

    if (!is_session(session))
        return;
    engine = session->engine;
    session->magic = SINV_MAGIC_DEAD;
    if (engine->open_txn == session) {
        if (sinv_engine_is_live(engine))
            sinv_txn_rollback(&session->txn);
        engine->open_txn = NULL;
    }
    sinv_arena_free(&session->arena);
    sinv_free(engine->heap, session->recent);
    sinv_free(engine->heap, session);
    sinv_engine_unref(engine);
}

static salesinv_status add_role(salesinv_session *session, const char *role)
{
    salesinv_engine *engine = session->engine;
    sinv_rights rights = session->rights;
    sinv_txn txn;
    size_t size;
    salesinv_status rc;

    if ((rc = sinv_text_check(engine->err, "role", role, ROLE_NAME_MAX, &size)) !=
        SALESINV_OK)
        return rc;
    if (session->is_operator)
        return sinv_err_set(engine->err, SALESINV_E_ARG, "role",
                            "an operator session takes no roles");
    if (engine->open_txn)
        return sinv_err_set(engine->err, SALESINV_E_BUSY, NULL,
                            "a session of the engine has an open transaction");
    sinv_arena_reset(&engine->arena);
    sinv_txn_init(&txn, engine, session, &engine->arena);
    if ((rc = sinv_txn_begin(&txn, false)) != SALESINV_OK)
        return rc;
    rc = sinv_rights_add_role(&txn, role, &rights);
    sinv_txn_rollback(&txn);
    if (rc == SALESINV_OK)
        session->rights = rights;
    return rc;
}

salesinv_status salesinv_session_add_role(salesinv_session *session, const char *role)
{
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, add_role(session, role));
}

static salesinv_status add_department(salesinv_session *session, salesinv_id department)
{
    sinv_err *err = session->engine->err;

    if (department <= 0)
        return sinv_err_set(err, SALESINV_E_ARG, "department",
                            "department %lld is not > 0", (long long)department);
    if (sinv_session_in_department(session, department))
        return SALESINV_OK;
    if (session->department_count == SINV_DEPARTMENT_MAX)
        return sinv_err_set(err, SALESINV_E_OVERFLOW, "department",
                            "a session has at most %d departments",
                            SINV_DEPARTMENT_MAX);
    session->departments[session->department_count++] = department;
    return SALESINV_OK;
}

salesinv_status salesinv_session_add_department(salesinv_session *session,
                                                salesinv_id department)
{
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, add_department(session, department));
}

salesinv_status salesinv_session_set_account(salesinv_session *session,
                                             salesinv_id account)
{
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    if (account <= 0)
        rc = sinv_err_set(session->engine->err, SALESINV_E_ARG, "account",
                          "account %lld is not > 0", (long long)account);
    else
        session->account = account;
    return sinv_session_leave(session, rc);
}

salesinv_status salesinv_session_set_dry_run(salesinv_session *session,
                                             int32_t is_dry_run)
{
    sinv_err *err;
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    err = session->engine->err;
    if (is_dry_run != 0 && is_dry_run != 1)
        rc = sinv_err_set(err, SALESINV_E_ARG, "is_dry_run",
                          "is_dry_run %d is not 0 or 1", is_dry_run);
    else if (session->engine->open_txn == session)
        rc = sinv_err_set(err, SALESINV_E_BUSY, NULL,
                          "the session has an open transaction");
    else
        session->is_dry_run = is_dry_run != 0;
    return sinv_session_leave(session, rc);
}

int32_t salesinv_session_is_repeat(const salesinv_session *session)
{
    return is_session(session) && session->is_repeat;
}

salesinv_engine *salesinv_session_engine(const salesinv_session *session)
{
    return is_session(session) ? session->engine : NULL;
}

static salesinv_status begin(salesinv_session *session, salesinv_txn_mode mode)
{
    salesinv_engine *engine = session->engine;
    salesinv_status rc;

    if (mode != SALESINV_TXN_READ && mode != SALESINV_TXN_WRITE)
        return sinv_err_set(engine->err, SALESINV_E_ARG, "mode", "mode %d is unknown",
                            mode);
    if (engine->open_txn)
        return sinv_err_set(engine->err, SALESINV_E_BUSY, NULL,
                            "a transaction is open already");
    sinv_arena_reset(&session->arena);
    sinv_txn_init(&session->txn, engine, session, &session->arena);
    session->txn.is_explicit = true;
    if ((rc = sinv_txn_begin(&session->txn, mode == SALESINV_TXN_WRITE)) != SALESINV_OK)
        return rc;
    if (mode == SALESINV_TXN_WRITE) {
        sinv_kept_clear(&engine->kept);
        session->txn.kept = &engine->kept;
    }
    engine->open_txn = session;
    return SALESINV_OK;
}

salesinv_status salesinv_session_begin(salesinv_session *session,
                                       salesinv_txn_mode mode)
{
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, begin(session, mode));
}

static salesinv_status commit(salesinv_session *session)
{
    salesinv_engine *engine = session->engine;
    sinv_txn *txn = &session->txn;

    if (engine->open_txn != session)
        return sinv_err_set(engine->err, SALESINV_E_ARG, NULL,
                            "no transaction is open");
    engine->open_txn = NULL;
    if (txn->is_doomed) {
        sinv_txn_rollback(txn);
        return sinv_err_set(engine->err, SALESINV_E_TXN_DOOMED, NULL,
                            "the transaction failed earlier; it was rolled back");
    }
    if (session->is_dry_run) {
        sinv_txn_rollback(txn);
        return SALESINV_OK;
    }
    return sinv_txn_commit(txn);
}

salesinv_status salesinv_session_commit(salesinv_session *session)
{
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, commit(session));
}

salesinv_status salesinv_session_rollback(salesinv_session *session)
{
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    if (session->engine->open_txn == session) {
        sinv_txn_rollback(&session->txn);
        session->engine->open_txn = NULL;
    }
    return sinv_session_leave(session, SALESINV_OK);
}
