/* SPDX-License-Identifier: Apache-2.0 */
/* Licences and quotas: granting, reading, packages, reservations and their expiry. */
#include <string.h>

#include "core/licence.h"
#include "support/fix_core.h"

static int setup(void **state)
{
    static fix_core fix;

    fix_core_open(&fix, false);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_core_close(*state);
    return 0;
}

static salesinv_status grant(fix_core *fix, const char *code, int64_t units)
{
    return salesinv_licence_grant(fix->platform, fix->tenant, code, SALESINV_TIME_NONE,
                                  units, NULL);
}

static void assert_figures(fix_core *fix, const char *code, int64_t units, int64_t used)
{
    int64_t got_units, got_used;

    assert_ok(fix->admin,
              salesinv_licence_get(fix->admin, code, &got_units, &got_used, NULL));
    assert_int_equal(got_units, units);
    assert_int_equal(got_used, used);
}

static void grants_add_up(void **state)
{
    fix_core *fix = *state;
    salesinv_time end;
    salesinv_events *events;

    assert_ok(fix->platform, grant(fix, "ui_events", 5));
    assert_ok(fix->platform,
              salesinv_licence_grant(fix->platform, fix->tenant, "ui_events",
                                     FIX_START + FIX_DAY, 5, NULL));
    assert_figures(fix, "ui_events", 10, 0);
    assert_ok(fix->admin,
              salesinv_licence_get(fix->admin, "ui_events", NULL, NULL, &end));
    assert_int_equal(end, FIX_START + FIX_DAY);
    events = fix_core_last_event(fix->admin);
    assert_int_equal(salesinv_events_action(events, 0), SALESINV_EVENT_LICENCE_GRANTED);
    assert_int_equal(salesinv_events_user(events, 0), 3);
    assert_string_equal(salesinv_events_detail(events, 0),
                        "{\"code\":\"ui_events\",\"added\":5,"
                        "\"expires_at\":\"2023-11-15T22:13:20Z\","
                        "\"units\":10,\"used\":0}");
    salesinv_events_free(events);
    assert_ok(fix->platform, grant(fix, "ui_events", 0));
    assert_ok(fix->admin,
              salesinv_licence_get(fix->admin, "ui_events", NULL, NULL, &end));
    assert_int_equal(end, SALESINV_TIME_NONE);
}

static void packages_have_the_size_of_the_platform(void **state)
{
    fix_core *fix = *state;

    assert_ok(fix->platform, grant(fix, "logistics.small", 2));
    assert_figures(fix, "logistics", 2000, 0);
    assert_ok(fix->platform, salesinv_setting_set_int(fix->platform, "logistics.medium",
                                                      NULL, 7, NULL));
    assert_ok(fix->platform, grant(fix, "logistics.medium", 3));
    assert_ok(fix->platform, grant(fix, "logistics.large", 1));
    assert_ok(fix->platform, grant(fix, "logistics", 9));
    assert_figures(fix, "logistics", 22030, 0);
    assert_refused(
        fix->admin, NOT_FOUND,
        salesinv_licence_get(fix->admin, "logistics.small", NULL, NULL, NULL));
    assert_refused(fix->platform, OVERFLOW, grant(fix, "logistics.large", INT64_MAX));
}

static void arguments_are_checked(void **state)
{
    fix_core *fix = *state;
    int64_t units = 3;
    char code[80];

    memset(code, 'c', sizeof(code));
    code[65] = '\0';
    assert_refused(fix->platform, ARG, grant(fix, "unheard", 0));
    assert_field(fix->platform, "code");
    assert_refused(fix->platform, ARG, grant(fix, "connector.", 0));
    assert_refused(fix->platform, ARG, grant(fix, "", 0));
    assert_refused(fix->platform, ARG, grant(fix, NULL, 0));
    assert_refused(fix->platform, TEXT, grant(fix, code, 0));
    assert_refused(fix->platform, TEXT, grant(fix, "connector.a\nb", 0));
    assert_refused(fix->platform, ARG, grant(fix, "ui_events", -1));
    assert_field(fix->platform, "units");
    assert_refused(fix->platform, ARG, grant(fix, "inventory", 1));
    assert_refused(
        fix->platform, ARG,
        salesinv_licence_grant(fix->platform, 0, "bom", SALESINV_TIME_NONE, 0, NULL));
    assert_field(fix->platform, "tenant");
    assert_refused(
        fix->platform, NOT_FOUND,
        salesinv_licence_grant(fix->platform, 99, "bom", SALESINV_TIME_NONE, 0, NULL));
    assert_refused(fix->platform, ARG,
                   salesinv_licence_get(fix->platform, NULL, &units, NULL, NULL));
    assert_int_equal(units, 0);
    assert_int_equal(salesinv_licence_get(NULL, "bom", &units, NULL, NULL),
                     SALESINV_E_ARG);
    assert_refused(fix->admin, NOT_FOUND,
                   salesinv_licence_get(fix->admin, "bom", NULL, NULL, NULL));
    assert_ok(fix->platform, grant(fix, "ui_events", INT64_MAX));
    assert_refused(fix->platform, OVERFLOW, grant(fix, "ui_events", 1));
}

static void rights(void **state)
{
    fix_core *fix = *state;
    salesinv_session *sales = fix_core_session(fix->engine, fix->tenant, "sales");

    assert_refused(fix->admin, FORBIDDEN,
                   salesinv_licence_grant(fix->admin, fix->tenant, "bom",
                                          SALESINV_TIME_NONE, 0, NULL));
    assert_refused(sales, FORBIDDEN,
                   salesinv_licence_get(sales, "inventory", NULL, NULL, NULL));
    salesinv_session_close(sales);
}

static void request_keys(void **state)
{
    fix_core *fix = *state;

    for (int32_t i = 0; i < 2; i++)
        assert_ok(fix->platform,
                  salesinv_licence_grant(fix->platform, fix->tenant, "ui_events",
                                         SALESINV_TIME_NONE, 5, "g1"));
    assert_int_equal(salesinv_session_is_repeat(fix->platform), 1);
    assert_figures(fix, "ui_events", 5, 0);
    assert_refused(fix->platform, REQUEST_REUSED,
                   salesinv_licence_grant(fix->platform, fix->tenant, "ui_events",
                                          SALESINV_TIME_NONE, 6, "g1"));
}

static void not_inside_a_transaction(void **state)
{
    fix_core *fix = *state;

    assert_ok(fix->platform, salesinv_session_begin(fix->platform, SALESINV_TXN_WRITE));
    assert_refused(fix->platform, BUSY, grant(fix, "ui_events", 5));
    assert_ok(fix->platform, salesinv_session_rollback(fix->platform));
}

/** What a body does with the quota, and what came of it. */
typedef struct quota_step {
    const char *code;
    salesinv_id reservation;
    int64_t count;
} quota_step;

static salesinv_status reserve(sinv_txn *txn, void *arg)
{
    quota_step *step = arg;
    return sinv_quota_reserve(txn, step->code, &step->reservation);
}

static salesinv_status settle(sinv_txn *txn, void *arg)
{
    quota_step *step = arg;
    return sinv_quota_settle(txn, step->reservation);
}

static salesinv_status release(sinv_txn *txn, void *arg)
{
    quota_step *step = arg;
    return sinv_quota_release(txn, step->reservation);
}

static salesinv_status expire(sinv_txn *txn, void *arg)
{
    quota_step *step = arg;
    return sinv_quota_expire(txn, &step->count);
}

static salesinv_status take(sinv_txn *txn, void *arg)
{
    quota_step *step = arg;
    return sinv_quota_take(txn, step->code);
}

static void reservations(void **state)
{
    fix_core *fix = *state;
    quota_step a = {.code = "logistics"};
    quota_step b = a;
    salesinv_events *events;

    assert_refused(fix->admin, LICENSE_REQUIRED,
                   fix_core_run(fix->admin, true, reserve, &a));
    assert_ok(fix->platform, grant(fix, "logistics", 2));
    assert_ok(fix->admin, fix_core_run(fix->admin, true, reserve, &a));
    assert_ok(fix->admin, fix_core_run(fix->admin, true, reserve, &b));
    assert_figures(fix, "logistics", 2, 2);
    assert_refused(fix->admin, QUOTA_EXHAUSTED,
                   fix_core_run(fix->admin, true, take, &a));
    assert_ok(fix->admin, fix_core_run(fix->admin, true, settle, &a));
    events = fix_core_last_event(fix->admin);
    assert_int_equal(salesinv_events_action(events, 0), SALESINV_EVENT_QUOTA_TAKEN);
    salesinv_events_free(events);
    assert_refused(fix->admin, INVALID_STATE,
                   fix_core_run(fix->admin, true, settle, &a));
    assert_ok(fix->admin, fix_core_run(fix->admin, true, release, &b));
    assert_ok(fix->admin, fix_core_run(fix->admin, true, release, &b));
    assert_figures(fix, "logistics", 2, 1);
    assert_ok(fix->admin, fix_core_run(fix->admin, true, take, &a));
    assert_figures(fix, "logistics", 2, 2);
}

static void reservations_expire_after_ten_minutes(void **state)
{
    fix_core *fix = *state;
    quota_step a = {.code = "logistics"};
    quota_step b = a;

    assert_ok(fix->platform, grant(fix, "logistics", 1));
    assert_ok(fix->platform, grant(fix, "ui_events", 1));
    assert_ok(fix->admin, fix_core_run(fix->admin, true, reserve, &a));
    fix->now += 10 * FIX_MINUTE - 1;
    assert_ok(fix->admin, fix_core_run(fix->admin, true, expire, &a));
    assert_int_equal(a.count, 0);
    assert_refused(fix->admin, QUOTA_EXHAUSTED,
                   fix_core_run(fix->admin, true, reserve, &b));
    fix->now++;
    assert_refused(fix->admin, INVALID_STATE,
                   fix_core_run(fix->admin, true, settle, &a));
    assert_ok(fix->admin, fix_core_run(fix->admin, true, reserve, &b));
    assert_figures(fix, "logistics", 1, 1);
    assert_ok(fix->admin, fix_core_run(fix->admin, true, settle, &b));
    fix->now += FIX_DAY;
    assert_ok(fix->admin, fix_core_run(fix->admin, true, expire, &a));
    assert_int_equal(a.count, 0);
    assert_figures(fix, "logistics", 1, 1);
}

static void an_expired_licence_gives_no_units(void **state)
{
    fix_core *fix = *state;
    quota_step a = {.code = "logistics"};

    assert_ok(fix->platform,
              salesinv_licence_grant(fix->platform, fix->tenant, "logistics",
                                     FIX_START + 1, 5, NULL));
    assert_ok(fix->admin, fix_core_run(fix->admin, true, take, &a));
    fix->now++;
    assert_refused(fix->admin, LICENSE_REQUIRED,
                   fix_core_run(fix->admin, true, take, &a));
    assert_refused(fix->admin, LICENSE_REQUIRED,
                   fix_core_run(fix->admin, true, reserve, &a));
    assert_figures(fix, "logistics", 5, 1);
}

/* The grant is not committed yet: it counts in its own transaction only. */
static salesinv_status grant_and_require(sinv_txn *txn, void *arg)
{
    salesinv_status rc = sinv_licence_grant(txn, "bom", SALESINV_TIME_NONE, 0);

    (void)arg;
    if (rc == SALESINV_OK)
        rc = sinv_licence_require(txn, "bom");
    return rc == SALESINV_OK ? sinv_err_set(txn->err, SALESINV_E_STALE, NULL, "stop")
                             : rc;
}

static salesinv_status require_bom(sinv_txn *txn, void *arg)
{
    (void)arg;
    return sinv_licence_require(txn, "bom");
}

static void rollback_does_not_poison_the_cache(void **state)
{
    fix_core *fix = *state;

    assert_refused(fix->admin, STALE,
                   fix_core_run(fix->admin, true, grant_and_require, NULL));
    assert_refused(fix->admin, LICENSE_REQUIRED,
                   fix_core_run(fix->admin, false, require_bom, NULL));
    assert_ok(fix->platform, grant(fix, "bom", 0));
    assert_ok(fix->admin, fix_core_run(fix->admin, false, require_bom, NULL));
}

static void tenants_are_apart(void **state)
{
    fix_core *fix = *state;
    salesinv_id other = fix_core_tenant(fix, SALESINV_EDITION_STANDALONE);
    salesinv_session *admin = fix_core_session(fix->engine, other, "admin");

    assert_ok(fix->platform, grant(fix, "bom", 0));
    assert_refused(admin, NOT_FOUND,
                   salesinv_licence_get(admin, "bom", NULL, NULL, NULL));
    assert_refused(admin, LICENSE_REQUIRED,
                   fix_core_run(admin, false, require_bom, NULL));
    salesinv_session_close(admin);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(grants_add_up),
        TEST(packages_have_the_size_of_the_platform),
        TEST(arguments_are_checked),
        TEST(rights),
        TEST(request_keys),
        TEST(not_inside_a_transaction),
        TEST(reservations),
        TEST(reservations_expire_after_ten_minutes),
        TEST(an_expired_licence_gives_no_units),
        TEST(rollback_does_not_poison_the_cache),
        TEST(tenants_are_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
