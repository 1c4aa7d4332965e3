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

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fix, close_fix)
    const struct CMUnitTest tests[] = {
        TEST(much_nonsense_is_kept_once_however_often_it_comes),
        TEST(many_versions_of_one_record_are_kept_once_each),
        TEST(what_was_dismissed_stays_so_when_it_comes_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
