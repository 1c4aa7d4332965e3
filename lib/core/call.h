/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_CALL_H
#define SINV_CORE_CALL_H

/*
 * How every business call runs: right -> begin -> request key -> body -> outputs -> commit, with
 * retry on CONFLICT and look-up of the key after an unknown outcome. The body is a pure
 * function of what it reads and may run again. `present` builds the caller's outputs inside
 * the same transaction, for a fresh result and for a repeated request alike.
 */
#include "base/digest.h"
#include "core/roles.h"
#include "core/session.h"
#include "core/txn.h"

typedef struct sinv_call sinv_call;

struct sinv_call {
    salesinv_session *session;
    const char *function; /* part of the fingerprint, e.g. "order.submit" */
    sinv_right right;     /* SINV_OBJECT_NONE asks for no right */
    bool is_write;
    salesinv_id
        tenant; /* of another tenant than the session's; 0: none. Operators only */
    const char *request_key; /* checked by the runner; NULL: none */
    sinv_digest digest;      /* of what the caller gave; function and user are in it */
    salesinv_status (*body)(sinv_txn *txn, sinv_call *call);
    salesinv_status (*present)(sinv_txn *txn,
                               sinv_call *call); /* NULL: nothing to build */
    void (*discard)(sinv_call *call); /* frees what present built; NULL: nothing */
    void *arg;                        /* the body's own */

    bool only_own; /* set by the runner: the right reaches own objects only */
    /* The result, set by the body, or found with the request key. */
    salesinv_kind kind;
    salesinv_id object;
    int64_t version;
    bool is_repeat;
};

/** Everything zero but session and function; starts the digest with function and user. */
void sinv_call_init(sinv_call *call, salesinv_session *session, const char *function);

/**
 * First step of every exported function: OK, or why the session cannot be used now (ARG, CLOSED,
 * FORKED, REENTRANT, BUSY). After OK, sinv_session_leave must follow; it passes `rc` on.
 */
salesinv_status sinv_session_enter(salesinv_session *session);
salesinv_status sinv_session_leave(salesinv_session *session, salesinv_status rc);

/**
 * ARG for a missing pointer of the caller, recorded with its name: the whole call, without enter and leave. Without
 * a session there is nowhere to record it.
 */
salesinv_status sinv_session_missing(salesinv_session *session, const char *name);

/** Run it, between enter and leave. */
salesinv_status sinv_call_run(sinv_call *call);

#endif
