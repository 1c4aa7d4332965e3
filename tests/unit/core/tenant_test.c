/* SPDX-License-Identifier: Apache-2.0 */
/* Tenants and editions. */
#include <string.h>

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

static void tenants_are_created_once_per_key(void **state)
{
    fix_core *fix = *state;
    salesinv_id first, second;
    salesinv_events *events;
    salesinv_session *session;

    assert_ok(fix->platform, salesinv_tenant_create(fix->platform, "A", "k", &first));
    assert_true(first > 0);
    assert_ok(fix->platform, salesinv_tenant_create(fix->platform, "A", "k", &second));
    assert_int_equal(first, second);
    assert_ok(fix->platform, salesinv_tenant_create(fix->platform, "A", NULL, &second));
    assert_true(first != second);
    assert_refused(fix->platform, REQUEST_REUSED,
                   salesinv_tenant_create(fix->platform, "B", "k", &second));
    assert_int_equal(second, 0);
    events = fix_core_last_event(fix->platform);
    assert_int_equal(salesinv_events_action(events, 0), SALESINV_EVENT_TENANT_CREATED);
    salesinv_events_free(events);
    session = fix_core_session(fix->engine, first, "admin");
    assert_int_equal(fix_core_event_count(session), 0);
    salesinv_session_close(session);
}

static void arguments_are_checked(void **state)
{
    fix_core *fix = *state;
    salesinv_id id = 5;
    char name[260];

    memset(name, 'n', sizeof(name));
    name[257] = '\0';
    assert_refused(fix->platform, ARG,
                   salesinv_tenant_create(fix->platform, NULL, NULL, &id));
    assert_int_equal(id, 0);
    assert_refused(fix->platform, ARG,
                   salesinv_tenant_create(fix->platform, "", NULL, &id));
    assert_refused(fix->platform, ARG,
                   salesinv_tenant_create(fix->platform, "A", NULL, NULL));
    assert_refused(fix->platform, TEXT,
                   salesinv_tenant_create(fix->platform, name, NULL, &id));
    assert_refused(fix->platform, TEXT,
                   salesinv_tenant_create(fix->platform, "a\x7f", NULL, &id));
    assert_refused(fix->admin, FORBIDDEN,
                   salesinv_tenant_create(fix->admin, "A", NULL, &id));
    assert_int_equal(salesinv_tenant_create(NULL, "A", NULL, &id), SALESINV_E_ARG);
    assert_refused(fix->admin, ARG, salesinv_edition_enable(fix->admin, 0, NULL));
    assert_refused(fix->admin, ARG, salesinv_edition_enable(fix->admin, 3, NULL));
    assert_refused(fix->admin, ARG, salesinv_edition_get(fix->admin, NULL));
    assert_int_equal(salesinv_edition_get(NULL, NULL), SALESINV_E_ARG);
    assert_int_equal(salesinv_edition_enable(NULL, 1, NULL), SALESINV_E_ARG);
}

static void an_edition_is_enabled_once(void **state)
{
    fix_core *fix = *state;
    salesinv_id tenant = fix_core_tenant(fix, SALESINV_EDITION_NONE);
    salesinv_session *admin = fix_core_session(fix->engine, tenant, "admin");
    salesinv_edition edition = 9;
    salesinv_events *events;

    assert_ok(admin, salesinv_edition_get(admin, &edition));
    assert_int_equal(edition, SALESINV_EDITION_NONE);
    assert_refused(admin, LICENSE_REQUIRED,
                   salesinv_edition_enable(admin, SALESINV_EDITION_STANDALONE, NULL));
    assert_ok(fix->platform, salesinv_licence_grant(fix->platform, tenant, "inventory",
                                                    FIX_START + FIX_DAY, 0, NULL));
    assert_ok(admin, salesinv_edition_enable(admin, SALESINV_EDITION_INTEGRATION, "e"));
    assert_ok(admin, salesinv_edition_enable(admin, SALESINV_EDITION_INTEGRATION, "e"));
    assert_ok(admin, salesinv_edition_get(admin, &edition));
    assert_int_equal(edition, SALESINV_EDITION_INTEGRATION);
    events = fix_core_last_event(admin);
    assert_int_equal(salesinv_events_action(events, 0), SALESINV_EVENT_EDITION_ENABLED);
    assert_string_equal(salesinv_events_detail(events, 0), "{\"old\":0,\"new\":2}");
    salesinv_events_free(events);
    assert_ok(admin,
              salesinv_edition_enable(admin, SALESINV_EDITION_INTEGRATION, NULL));
    assert_refused(admin, EDITION_SWITCH_REQUIRES_REQUEST,
                   salesinv_edition_enable(admin, SALESINV_EDITION_STANDALONE, NULL));
    assert_refused(admin, REQUEST_REUSED,
                   salesinv_edition_enable(admin, SALESINV_EDITION_STANDALONE, "e"));
    fix->now += FIX_DAY;
    assert_refused(admin, LICENSE_REQUIRED,
                   salesinv_edition_enable(admin, SALESINV_EDITION_INTEGRATION, NULL));
    salesinv_session_close(admin);
}

static void only_administrators(void **state)
{
    fix_core *fix = *state;
    salesinv_session *sales = fix_core_session(fix->engine, fix->tenant, "sales");
    salesinv_edition edition = 9;

    assert_refused(sales, FORBIDDEN, salesinv_edition_get(sales, &edition));
    assert_int_equal(edition, SALESINV_EDITION_NONE);
    assert_refused(sales, FORBIDDEN,
                   salesinv_edition_enable(sales, SALESINV_EDITION_STANDALONE, NULL));
    salesinv_session_close(sales);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(tenants_are_created_once_per_key),
        TEST(arguments_are_checked),
        TEST(an_edition_is_enabled_once),
        TEST(only_administrators),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
