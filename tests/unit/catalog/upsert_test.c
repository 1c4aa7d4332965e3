/* SPDX-License-Identifier: Apache-2.0 */
/* Upserts: by code or external id, a result per row, nothing left of a bad one, nothing done twice. */
#include "salesinv/catalog.h"

#include <string.h>

#include "support/fix_kinds.h"

enum { CATEGORY = SALESINV_KIND_CATEGORY, PRODUCT = SALESINV_KIND_PRODUCT, MOST = 8 };

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

/* Upsert rows given as JSON, the last one NULL. */
static salesinv_upsert *upsert(salesinv_session *session, salesinv_kind kind,
                               const char *key, const char *const *rows)
{
    const salesinv_draft *drafts[MOST] = {NULL};
    salesinv_draft *owned[MOST];
    salesinv_upsert *report = NULL;
    int32_t count = 0;

    for (; rows[count]; count++)
        drafts[count] = owned[count] = fix_draft(session, kind, "%s", rows[count]);
    assert_ok(session,
              salesinv_catalog_upsert(session, kind, drafts, count, 0, key, &report));
    for (int32_t i = 0; i < count; i++)
        salesinv_draft_free(owned[i]);
    assert_int_equal(salesinv_upsert_count(report), count);
    return report;
}

static void rows_are_created_updated_or_left_alone(void **state)
{
    fix_core *fix = *state;
    const char *const first[] = {"{\"code\": \"A\", \"name\": \"One\"}",
                                 "{\"external_id\": \"x2\", \"name\": \"Two\"}", NULL};
    const char *const second[] = {"{\"code\": \"A\", \"name\": \"One\"}",
                                  "{\"external_id\": \"x2\", \"name\": \"Zwei\"}",
                                  "{\"code\": \"A\", \"price\": \"5\"}", NULL};
    salesinv_upsert *report = upsert(fix->admin, PRODUCT, NULL, first);
    salesinv_id one = salesinv_upsert_id(report, 0);
    salesinv_id two = salesinv_upsert_id(report, 1);
    int64_t events = fix_core_event_count(fix->admin);

    assert_int_equal(salesinv_upsert_outcome(report, 0), SALESINV_UPSERT_CREATED);
    salesinv_upsert_free(report);
    report = upsert(fix->admin, PRODUCT, NULL, second);
    assert_int_equal(salesinv_upsert_outcome(report, 0), SALESINV_UPSERT_UNCHANGED);
    assert_int_equal(salesinv_upsert_outcome(report, 1), SALESINV_UPSERT_UPDATED);
    assert_int_equal(salesinv_upsert_outcome(report, 2), SALESINV_UPSERT_UPDATED);
    assert_int_equal(salesinv_upsert_id(report, 0), one);
    assert_int_equal(salesinv_upsert_id(report, 1), two);
    assert_int_equal(salesinv_upsert_id(report, 2), one);
    salesinv_upsert_free(report);
    assert_int_equal(fix_core_event_count(fix->admin), events + 2);
    assert_int_equal(fix_int(fix->admin, PRODUCT, one, 0, SALESINV_F_PRICE), 50000);
    assert_int_equal(fix_int(fix->admin, PRODUCT, one, 0, SALESINV_F_VERSION), 2);
}

static void a_bad_row_leaves_no_trace_and_stops_nobody(void **state)
{
    fix_core *fix = *state;
    const char *const rows[] = {"{\"code\": \"A\", \"name\": \"One\"}",
                                "{\"code\": \"B\", \"name\": \"One\"}",
                                "{\"name\": \"Nobody\"}",
                                "{\"code\": \"C\", \"name\": \"C\", \"category\": 99}",
                                "{\"code\": \"D\", \"name\": \"Four\"}",
                                NULL};
    salesinv_upsert *report = upsert(fix->admin, PRODUCT, NULL, rows);

    assert_int_equal(salesinv_upsert_status(report, 0), SALESINV_OK);
    assert_int_equal(salesinv_upsert_status(report, 1), SALESINV_E_EXISTS);
    assert_string_equal(salesinv_upsert_field(report, 1), "name");
    assert_int_equal(salesinv_upsert_status(report, 2), SALESINV_E_ARG);
    assert_int_equal(salesinv_upsert_status(report, 3), SALESINV_E_NOT_FOUND);
    assert_string_equal(salesinv_upsert_field(report, 3), "category");
    assert_non_null(strstr(salesinv_upsert_message(report, 3), "99"));
    assert_int_equal(salesinv_upsert_outcome(report, 3), SALESINV_UPSERT_REFUSED);
    assert_int_equal(salesinv_upsert_id(report, 3), 0);
    assert_int_equal(salesinv_upsert_status(report, 4), SALESINV_OK);
    assert_null(salesinv_upsert_message(report, 4));
    /* the refused rows gave their ids back */
    assert_int_equal(salesinv_upsert_id(report, 4), salesinv_upsert_id(report, 0) + 1);
    salesinv_upsert_free(report);
}

static void a_repeat_does_nothing_and_says_what_is_there(void **state)
{
    fix_core *fix = *state;
    const char *const rows[] = {"{\"code\": \"A\", \"name\": \"One\"}",
                                "{\"code\": \"B\"}", NULL};
    salesinv_upsert *report = upsert(fix->admin, CATEGORY, "key", rows);
    salesinv_id one = salesinv_upsert_id(report, 0);
    int64_t events = fix_core_event_count(fix->admin);

    assert_false(salesinv_upsert_is_repeat(report));
    salesinv_upsert_free(report);
    report = upsert(fix->admin, CATEGORY, "key", rows);
    assert_true(salesinv_upsert_is_repeat(report));
    assert_int_equal(salesinv_upsert_id(report, 0), one);
    assert_int_equal(salesinv_upsert_outcome(report, 0), SALESINV_UPSERT_UNCHANGED);
    assert_int_equal(salesinv_upsert_status(report, 1), SALESINV_E_NOT_FOUND);
    salesinv_upsert_free(report);
    assert_int_equal(fix_core_event_count(fix->admin), events);
}

static void equal_lines_keep_their_numbers(void **state)
{
    fix_core *fix = *state;
    const char *const rows[] = {
        "{\"code\": \"A\", \"name\": \"Ada\", \"lines\": [{\"city\": \"Bern\"}]}",
        NULL};
    const char *const renamed[] = {
        "{\"code\": \"A\", \"name\": \"Eva\", \"lines\": [{\"city\": \"Bern\"}]}",
        NULL};
    const char *const moved[] = {"{\"code\": \"A\", \"lines\": [{\"city\": \"Genf\"}]}",
                                 NULL};
    salesinv_upsert *report = upsert(fix->admin, SALESINV_KIND_ACCOUNT, NULL, rows);
    salesinv_id id = salesinv_upsert_id(report, 0);

    salesinv_upsert_free(report);
    report = upsert(fix->admin, SALESINV_KIND_ACCOUNT, NULL, rows);
    assert_int_equal(salesinv_upsert_outcome(report, 0), SALESINV_UPSERT_UNCHANGED);
    salesinv_upsert_free(report);
    salesinv_upsert_free(upsert(fix->admin, SALESINV_KIND_ACCOUNT, NULL, renamed));
    assert_int_equal(fix_int(fix->admin, SALESINV_KIND_ACCOUNT, id, 1, SALESINV_F_LINE),
                     1);
    salesinv_upsert_free(upsert(fix->admin, SALESINV_KIND_ACCOUNT, NULL, moved));
    assert_int_equal(fix_int(fix->admin, SALESINV_KIND_ACCOUNT, id, 1, SALESINV_F_LINE),
                     2);
}

static void lines_are_known_by_what_they_say_and_by_their_external_id(void **state)
{
    const salesinv_kind ACCOUNT = SALESINV_KIND_ACCOUNT;
    fix_core *fix = *state;
    const char *const rows[] = {
        "{\"code\": \"A\", \"name\": \"Ada\", \"lines\": [{\"city\": \"Bern\"}, "
        "{\"external_id\": \"x\", \"city\": \"Genf\"}, {\"city\": \"Chur\"}]}",
        NULL};
    const char *const again[] = {
        "{\"code\": \"A\", \"lines\": [{\"city\": \"Chur\"}, {\"city\": \"Bern\"}, "
        "{\"external_id\": \"x\", \"city\": \"Genf\"}]}",
        NULL};
    const char *const moved[] = {
        "{\"code\": \"A\", \"lines\": [{\"external_id\": \"x\", \"city\": \"Visp\"}, "
        "{\"city\": \"Brig\"}, {\"city\": \"Chur\"}]}",
        NULL};
    salesinv_upsert *report = upsert(fix->admin, ACCOUNT, NULL, rows);
    salesinv_id id = salesinv_upsert_id(report, 0);
    salesinv_document *account;

    salesinv_upsert_free(report);
    report = upsert(fix->admin, ACCOUNT, NULL, again);
    assert_int_equal(salesinv_upsert_outcome(report, 0), SALESINV_UPSERT_UNCHANGED);
    salesinv_upsert_free(report);
    salesinv_upsert_free(upsert(fix->admin, ACCOUNT, NULL, moved));
    assert_ok(fix->admin, sinv_verb_get(fix->admin, ACCOUNT, id, &account));
    assert_int_equal(salesinv_document_line_count(account), 3);
    assert_string_equal(salesinv_document_get_text(account, 1, SALESINV_F_CITY),
                        "Visp");
    assert_int_equal(salesinv_document_get_int(account, 1, SALESINV_F_LINE), 2);
    assert_string_equal(salesinv_document_get_text(account, 2, SALESINV_F_CITY),
                        "Chur");
    assert_int_equal(salesinv_document_get_int(account, 2, SALESINV_F_LINE), 3);
    assert_int_equal(salesinv_document_get_int(account, 3, SALESINV_F_LINE), 4);
    salesinv_document_free(account);
}

static void arguments_and_rights_are_checked(void **state)
{
    fix_core *fix = *state;
    salesinv_session *sales = fix_core_session(fix->engine, fix->tenant, "sales");
    salesinv_draft *draft =
        fix_draft(fix->admin, CATEGORY, "{\"code\": \"A\", \"name\": \"A\"}");
    const salesinv_draft *drafts[] = {draft, NULL};
    salesinv_upsert *report = (salesinv_upsert *)drafts;

    assert_refused(sales, FORBIDDEN,
                   salesinv_catalog_upsert(sales, CATEGORY, drafts, 1, 0, NULL, NULL));
    assert_refused(
        fix->admin, ARG,
        salesinv_catalog_upsert(fix->admin, CATEGORY, drafts, 2, 0, NULL, &report));
    assert_null(report);
    assert_refused(
        fix->admin, ARG,
        salesinv_catalog_upsert(fix->admin, PRODUCT, drafts, 1, 0, NULL, NULL));
    assert_refused(
        fix->admin, ARG,
        salesinv_catalog_upsert(fix->admin, CATEGORY, drafts, 1, 8, NULL, NULL));
    assert_refused(fix->admin, ARG,
                   salesinv_catalog_upsert(fix->admin, 77, drafts, 1, 0, NULL, NULL));
    assert_refused(
        fix->admin, ARG,
        salesinv_catalog_upsert(fix->admin, CATEGORY, drafts, -1, 0, NULL, NULL));
    assert_int_equal(salesinv_upsert_count(NULL), 0);
    assert_int_equal(salesinv_upsert_outcome(NULL, 0), 0);
    assert_null(salesinv_upsert_field(NULL, 0));
    salesinv_upsert_free(NULL);
    salesinv_draft_free(draft);
    salesinv_session_close(sales);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rows_are_created_updated_or_left_alone),
        TEST(a_bad_row_leaves_no_trace_and_stops_nobody),
        TEST(a_repeat_does_nothing_and_says_what_is_there),
        TEST(equal_lines_keep_their_numbers),
        TEST(lines_are_known_by_what_they_say_and_by_their_external_id),
        TEST(arguments_and_rights_are_checked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
