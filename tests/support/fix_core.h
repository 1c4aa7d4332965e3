/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FIX_CORE_H
#define FIX_CORE_H

/*
 * An engine on SQLite with a clock that stands still, an operator, a tenant with the inventory
 * licence and the standalone edition, and its administrator. Assertions print the error object.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/call.h"
#include "core/config.h"
#include "salesinv/event.h"
#include "salesinv/licence.h"
#include "salesinv/maintain.h"
#include "salesinv/role.h"
#include "salesinv/settings.h"
#include "salesinv/tenant.h"
#include "salesinv/verify.h"

#define FIX_START INT64_C(1700000000000000)
#define FIX_MINUTE INT64_C(60000000)
#define FIX_DAY (1440 * FIX_MINUTE)

typedef struct fix_core {
    char folder[64]; /* of the file, "" for memory */
    char path[96];
    salesinv_time now;
    salesinv_engine *engine;
    salesinv_session *platform; /* of an operator */
    salesinv_session *admin;
    salesinv_id tenant;
} fix_core;

/** In memory, or in a file that other engines may open too. */
void fix_core_open(fix_core *fix, bool in_file);
/** Verifies the books first: every test ends so. */
void fix_core_close(fix_core *fix);
/** The tenant's books must balance; violations are printed. */
void fix_core_verify(salesinv_session *session);

/** One more engine on the same file. */
salesinv_engine *fix_core_engine(fix_core *fix);
/** A new tenant with the given edition (NONE: without a licence, too). */
salesinv_id fix_core_tenant(fix_core *fix, salesinv_edition edition);
/** A session of user 7 with one role. */
salesinv_session *fix_core_session(salesinv_engine *engine, salesinv_id tenant,
                                   const char *role);

/** Run a body inside the library, without asking for a right. */
salesinv_status fix_core_run(salesinv_session *session, bool is_write,
                             salesinv_status (*body)(sinv_txn *, void *), void *arg);

/** The last event of the session's tenant (owned by the caller). */
salesinv_events *fix_core_last_event(salesinv_session *session);
int64_t fix_core_event_count(salesinv_session *session);

void fix_core_check(salesinv_session *session, salesinv_status got,
                    salesinv_status wanted, const char *file, int line);

/** The call must answer OK. */
#define assert_ok(session, call)                                                       \
    fix_core_check(session, (call), SALESINV_OK, __FILE__, __LINE__)
/** The call must answer with SALESINV_E_<name>. */
#define assert_refused(session, name, call)                                            \
    fix_core_check(session, (call), SALESINV_E_##name, __FILE__, __LINE__)
/** The last error must be about this input. */
#define assert_field(session, field)                                                   \
    assert_string_equal(                                                               \
        salesinv_error_field(salesinv_engine_error(salesinv_session_engine(session))), \
        field)

#endif
