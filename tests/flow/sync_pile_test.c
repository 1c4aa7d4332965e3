/* SPDX-License-Identifier: Apache-2.0 */
/* Records that come again and again, many of them, and in the worst order: what is kept of them stays one row each, and ends. */
#include "support/fix_inbox.h"

static fix_connector fix;

static int open_fix(void **state)
{
    (void)state;
    fix_connector_open(&fix, false);
    return 0;
}

static int close_fix(void **state)
{
    (void)state;
    fix_connector_close(&fix);
    return 0;
}

#define ERP (fix.erp)
#define ADMIN (fix.trade.core.admin)
enum { MANY = 250 };

/* An ERP that delivers everything in every run fills no table with what it has said before. */
static void much_nonsense_is_kept_once_however_often_it_comes(void **state)
{
    (void)state;
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < MANY; i++)
            fix_put_refused(ERP, ARG, "kind", "{'kind': 'grue %d'}", i);
    assert_int_equal(fix_kept_count(ERP, 0), MANY);
}

static void many_versions_of_one_record_are_kept_once_each(void **state)
{
    (void)state;
    for (int round = 0; round < 2; round++)
        for (int i = 1; i <= MANY; i++)
            fix_put_refused(ERP, NOT_FOUND, "parent",
                            "{'kind': 'category', 'external_id': 'C', 'version': %d, "
                            "'name': 'x', 'parent': 'nobody'}",
                            i);
    assert_int_equal(fix_kept_count(ERP, 0), MANY);
    fix_put(ERP, CREATED,
            "{'kind': 'category', 'external_id': 'nobody', 'version': 1, 'name': 'n'}");
    fix.trade.core.now += FIX_DAY;
    while (fix_retry_due(ERP) > 0)
        ;
    assert_int_equal(fix_kept_count(ERP, SALESINV_INBOX_REFUSED), 0);
}

#define TEXT(version, name)                                                            \
    "{'kind': 'category', 'external_id': 'C', 'version': " #version ", 'name': '" name \
    "'}"

/* Whatever it was refused for: nonsense, what it lacks, or another content of a version that was applied. */
static void what_was_dismissed_stays_so_when_it_comes_again(void **state)
{
    static const char *const texts[] = {
        "{'kind': 'grue'}",
        "{'kind': 'category', 'external_id': 'D', 'version': 1, 'bogus': 1}",
        TEXT(1, "another")};
    const salesinv_status codes[] = {SALESINV_E_ARG, SALESINV_E_ARG, SALESINV_E_EXISTS};

    (void)state;
    fix_put(ERP, CREATED, TEXT(1, "one"));
    for (int i = 0; i < 3; i++) {
        salesinv_id kept = fix_put_refused_check(ERP, codes[i], NULL, __FILE__,
                                                 __LINE__, "%s", texts[i]);
        assert_ok(ADMIN, salesinv_inbox_dismiss(ADMIN, kept, "nonsense", NULL));
        fix_put(ERP, IGNORED, "%s", texts[i]);
        assert_kept(ERP, kept, DISMISSED);
    }
    assert_int_equal(fix_kept_count(ERP, 0), 3);
    fix_put(ERP, UPDATED, TEXT(2, "another"));
}

/* Each waits for the one after it. A round is one transaction and must not try each with each; rounds go on where the last one ended. */
static void a_chain_in_the_worst_order_gets_through_in_bounded_rounds(void **state)
{
    const int32_t count = 40;
    int32_t left = count;
    int rounds = 0;

    (void)state;
    for (int32_t i = count; i > 0; i--)
        fix_put_refused(ERP, NOT_FOUND, "parent",
                        "{'kind': 'category', 'external_id': 'C%d', 'version': 1, "
                        "'name': 'n%d', 'parent': 'C%d'}",
                        i, i, i - 1);
    fix_put(ERP, CREATED,
            "{'kind': 'category', 'external_id': 'C0', 'version': 1, 'name': 'n0'}");
    fix.trade.core.now += FIX_DAY;
    for (; left > 0; rounds++) {
        int32_t through = fix_retry_due(ERP);
        assert_in_range(through, 1, 4);
        left -= through;
    }
    assert_int_equal(rounds, count / 4);
    assert_int_equal(fix_kept_count(ERP, SALESINV_INBOX_REFUSED), 0);
}

/* What another connector keeps, which is paused perhaps, is not even looked at. */
static void what_is_kept_of_another_connector_is_left_alone(void **state)
{
    static const char json[] = "{\"kind\": \"category\", \"external_id\": \"C\", "
                               "\"version\": 1, \"name\": \"x\", \"parent\": \"P\"}";
    salesinv_upsert *report;
    salesinv_id kept;

    (void)state;
    assert_ok(ADMIN, salesinv_sync_enable(ADMIN, "second", "test", 0, FIX_PULLS, NULL));
    assert_ok(ERP, salesinv_inbox_put(ERP, "second", json, sizeof(json) - 1, &report));
    kept = salesinv_upsert_id(report, 0);
    salesinv_upsert_free(report);
    fix_put_refused(ERP, ARG, "kind", "{'kind': 'grue'}");
    fix.trade.core.now += FIX_DAY;
    assert_int_equal(fix_retry_due(ERP), 0);
    assert_int_equal(fix_kept_int(ERP, kept, SINV_INBOX_ATTEMPTS), 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fix, close_fix)
    const struct CMUnitTest tests[] = {
        TEST(much_nonsense_is_kept_once_however_often_it_comes),
        TEST(many_versions_of_one_record_are_kept_once_each),
        TEST(a_chain_in_the_worst_order_gets_through_in_bounded_rounds),
        TEST(what_is_kept_of_another_connector_is_left_alone),
        TEST(what_was_dismissed_stays_so_when_it_comes_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
