/* SPDX-License-Identifier: Apache-2.0 */
/* The cache of settings: tenants, rollbacks, two engines on one file, no allocation. */
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

static int64_t get(salesinv_session *session, const char *key, const char *record_type)
{
    int64_t value;

    assert_ok(session, salesinv_setting_get_int(session, key, record_type, &value));
    return value;
}

static void set(salesinv_session *session, const char *key, int64_t value)
{
    assert_ok(session, salesinv_setting_set_int(session, key, NULL, value, NULL));
}

static void tenants_are_apart(void **state)
{
    fix_core *fix = *state;
    salesinv_id other = fix_core_tenant(fix, SALESINV_EDITION_STANDALONE);
    salesinv_session *admin = fix_core_session(fix->engine, other, "admin");

    for (int32_t round = 0; round < 2; round++) {
        set(fix->admin, "order.mode", SALESINV_MODE_NONE);
        assert_int_equal(get(admin, "order.mode", NULL), SALESINV_MODE_SINGLE);
        assert_int_equal(get(fix->admin, "order.mode", NULL), SALESINV_MODE_NONE);
        set(fix->admin, "order.mode", SALESINV_MODE_CONSOLIDATED);
    }
    salesinv_session_close(admin);
}

static void rollback_does_not_poison_the_cache(void **state)
{
    fix_core *fix = *state;
    salesinv_session *admin = fix->admin;

    assert_int_equal(get(admin, "order.mode", NULL), SALESINV_MODE_SINGLE);
    assert_ok(admin, salesinv_session_begin(admin, SALESINV_TXN_WRITE));
    set(admin, "order.mode", SALESINV_MODE_NONE);
    assert_ok(admin, salesinv_setting_set_int(admin, "order.mode", "vip", 3, NULL));
    assert_ok(admin,
              salesinv_setting_set_text(admin, "order.currency", NULL, "EUR", NULL));
    assert_int_equal(get(admin, "order.mode", NULL), SALESINV_MODE_NONE);
    assert_int_equal(get(admin, "order.mode", "vip"), SALESINV_MODE_CONSOLIDATED);
    assert_int_equal(get(admin, "order.mode", "x"), SALESINV_MODE_NONE);
    assert_int_equal(get(admin, "order.validation", "x"), SALESINV_RULE_BLOCK);
    assert_ok(admin, salesinv_session_rollback(admin));
    assert_int_equal(get(admin, "order.mode", NULL), SALESINV_MODE_SINGLE);
    assert_int_equal(get(admin, "order.mode", "vip"), SALESINV_MODE_SINGLE);
    set(admin, "order.validation", SALESINV_RULE_ALLOW);
    assert_int_equal(get(admin, "order.mode", NULL), SALESINV_MODE_SINGLE);
    assert_int_equal(get(admin, "order.validation", NULL), SALESINV_RULE_ALLOW);
}

static void dry_run_changes_nothing(void **state)
{
    fix_core *fix = *state;

    assert_ok(fix->admin, salesinv_session_set_dry_run(fix->admin, 1));
    set(fix->admin, "order.mode", SALESINV_MODE_NONE);
    assert_ok(fix->admin, salesinv_session_set_dry_run(fix->admin, 0));
    assert_int_equal(get(fix->admin, "order.mode", NULL), SALESINV_MODE_SINGLE);
}

static void two_engines_on_one_file(void **state)
{
    fix_core fix;
    salesinv_engine *second;
    salesinv_session *admin;

    (void)state;
    fix_core_open(&fix, true);
    second = fix_core_engine(&fix);
    admin = fix_core_session(second, fix.tenant, "admin");
    assert_int_equal(get(admin, "order.mode", NULL), SALESINV_MODE_SINGLE);
    set(fix.admin, "order.mode", SALESINV_MODE_NONE);
    assert_int_equal(get(admin, "order.mode", NULL), SALESINV_MODE_NONE);
    set(admin, "order.mode", SALESINV_MODE_CONSOLIDATED);
    assert_int_equal(get(fix.admin, "order.mode", NULL), SALESINV_MODE_CONSOLIDATED);
    /* The same version number, one of them rolled back. */
    assert_ok(admin, salesinv_session_begin(admin, SALESINV_TXN_WRITE));
    set(admin, "order.mode", SALESINV_MODE_NONE);
    assert_int_equal(get(admin, "order.mode", NULL), SALESINV_MODE_NONE);
    assert_ok(admin, salesinv_session_rollback(admin));
    set(fix.admin, "order.mode", SALESINV_MODE_SINGLE);
    assert_int_equal(get(admin, "order.mode", NULL), SALESINV_MODE_SINGLE);
    salesinv_session_close(admin);
    salesinv_engine_close(second);
    fix_core_close(&fix);
}

static salesinv_status read_once(sinv_txn *txn)
{
    int64_t value;
    salesinv_status rc = sinv_setting_int(txn, SINV_SET_ORDER_MODE, "vip", &value);

    return rc == SALESINV_OK ? sinv_licence_require(txn, "inventory") : rc;
}

static salesinv_status read_often(sinv_txn *txn, void *arg)
{
    int64_t *allocations = arg;
    int64_t after;
    salesinv_status rc = read_once(txn);

    salesinv_engine_memory(txn->engine, NULL, NULL, allocations);
    for (int32_t i = 0; i < 1000 && rc == SALESINV_OK; i++)
        rc = read_once(txn);
    salesinv_engine_memory(txn->engine, NULL, NULL, &after);
    *allocations = after - *allocations;
    return rc;
}

static void reading_does_not_allocate(void **state)
{
    fix_core *fix = *state;
    int64_t allocations = -1;

    assert_ok(fix->admin, fix_core_run(fix->admin, false, read_often, &allocations));
    assert_int_equal(allocations, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(tenants_are_apart),         TEST(rollback_does_not_poison_the_cache),
        TEST(dry_run_changes_nothing),   cmocka_unit_test(two_engines_on_one_file),
        TEST(reading_does_not_allocate),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
