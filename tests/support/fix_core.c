/* SPDX-License-Identifier: Apache-2.0 */
/* Making and taking down what most tests of the core need. */
#include "support/fix_core.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "assembly/assembly.h"

static salesinv_time clock_now(void *self)
{
    return *(salesinv_time *)self;
}

static int64_t clock_monotonic(void *self)
{
    return *(salesinv_time *)self;
}

static void clock_sleep(void *self, int64_t microseconds)
{
    (void)self;
    usleep((useconds_t)microseconds);
}

static uint64_t clock_random(void *self)
{
    (void)self;
    return 4;
}

void fix_core_check(salesinv_session *session, salesinv_status got,
                    salesinv_status wanted, const char *file, int line)
{
    const salesinv_error *error =
        salesinv_engine_error(salesinv_session_engine(session));

    if (got == wanted)
        return;
    print_error("%s, wanted %s; error: %s [%s]\n", salesinv_status_name(got),
                salesinv_status_name(wanted), salesinv_error_message(error),
                salesinv_error_field(error));
    _fail(file, line);
}

salesinv_engine *fix_core_engine(fix_core *fix)
{
    static const salesinv_clock clock = {
        sizeof(clock),   0,           "test",      clock_now,
        clock_monotonic, clock_sleep, clock_random};
    salesinv_config *config;
    salesinv_engine *engine;

    assert_int_equal(salesinv_config_create(NULL, NULL, &config), SALESINV_OK);
    assert_int_equal(salesinv_config_set_sqlite(config, fix->path), SALESINV_OK);
    assert_int_equal(salesinv_config_set_clock(config, &clock, &fix->now), SALESINV_OK);
    assert_int_equal(salesinv_config_allow_operator(config, 1), SALESINV_OK);
    assert_int_equal(salesinv_config_set_durability(config, SALESINV_DURABLE_RELAXED),
                     SALESINV_OK);
    if (sinv_engine_create(config, sinv_assembly_get(), &engine) != SALESINV_OK)
        fail_msg("open: %s", salesinv_error_message(salesinv_config_error(config)));
    salesinv_config_free(config);
    return engine;
}

salesinv_session *fix_core_session(salesinv_engine *engine, salesinv_id tenant,
                                   const char *role)
{
    salesinv_session *session;

    assert_int_equal(salesinv_session_open(engine, tenant, 7, &session), SALESINV_OK);
    assert_ok(session, salesinv_session_add_role(session, role));
    return session;
}

salesinv_id fix_core_tenant(fix_core *fix, salesinv_edition edition)
{
    salesinv_session *admin;
    salesinv_id tenant;

    assert_ok(fix->platform,
              salesinv_tenant_create(fix->platform, "Tenant", NULL, &tenant));
    if (edition == SALESINV_EDITION_NONE)
        return tenant;
    assert_ok(fix->platform, salesinv_licence_grant(fix->platform, tenant, "inventory",
                                                    SALESINV_TIME_NONE, 0, NULL));
    admin = fix_core_session(fix->engine, tenant, "admin");
    assert_ok(admin, salesinv_edition_enable(admin, edition, NULL));
    salesinv_session_close(admin);
    return tenant;
}

void fix_core_open(fix_core *fix, bool in_file)
{
    memset(fix, 0, sizeof(*fix));
    fix->now = FIX_START;
    strcpy(fix->path, ":memory:");
    if (in_file) {
        strcpy(fix->folder, "/tmp/salesinv-XXXXXX");
        assert_non_null(mkdtemp(fix->folder));
        snprintf(fix->path, sizeof(fix->path), "%s/store", fix->folder);
    }
    fix->engine = fix_core_engine(fix);
    assert_int_equal(salesinv_session_open_operator(fix->engine, 3, &fix->platform),
                     SALESINV_OK);
    fix->tenant = fix_core_tenant(fix, SALESINV_EDITION_STANDALONE);
    fix->admin = fix_core_session(fix->engine, fix->tenant, "admin");
}

void fix_core_verify(salesinv_session *session)
{
    salesinv_verdict *verdict;

    assert_ok(session, salesinv_verify(session, &verdict));
    for (int32_t i = 0; i < salesinv_verdict_described(verdict); i++)
        print_error("%s: %s\n", salesinv_verdict_invariant(verdict, i),
                    salesinv_verdict_message(verdict, i));
    assert_true(salesinv_verdict_is_clean(verdict));
    salesinv_verdict_free(verdict);
}

void fix_core_close(fix_core *fix)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-queue", "-write"};
    char path[128];

    fix_core_verify(fix->admin);
    salesinv_session_close(fix->admin);
    salesinv_session_close(fix->platform);
    salesinv_engine_close(fix->engine);
    if (!*fix->folder)
        return;
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        snprintf(path, sizeof(path), "%s%s", fix->path, ends[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(fix->folder), 0);
}

/** A body of a test with its argument. */
typedef struct fix_body {
    salesinv_status (*run)(sinv_txn *, void *);
    void *arg;
} fix_body;

static salesinv_status run_body(sinv_txn *txn, sinv_call *call)
{
    const fix_body *body = call->arg;

    return body->run(txn, body->arg);
}

salesinv_status fix_core_run(salesinv_session *session, bool is_write,
                             salesinv_status (*body)(sinv_txn *, void *), void *arg)
{
    fix_body wrapped = {body, arg};
    sinv_call call;
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    sinv_call_init(&call, session, "test");
    call.is_write = is_write;
    call.body = run_body;
    call.arg = &wrapped;
    return sinv_session_leave(session, sinv_call_run(&call));
}

salesinv_events *fix_core_last_event(salesinv_session *session)
{
    salesinv_events *events;
    int64_t count = fix_core_event_count(session);

    assert_ok(session, salesinv_event_list(session, count - 1, 1, &events));
    assert_int_equal(salesinv_events_count(events), 1);
    return events;
}

int64_t fix_core_event_count(salesinv_session *session)
{
    salesinv_events *events;
    int64_t count;

    assert_ok(session, salesinv_event_list(session, 0, SALESINV_EVENTS_MAX, &events));
    count = salesinv_events_count(events);
    salesinv_events_free(events);
    return count;
}
