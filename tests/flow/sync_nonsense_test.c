/* SPDX-License-Identifier: Apache-2.0 */
/* What is no record, or not quite one: kept as far as it can be, so that a person can look at it. */

#include "salesinv/category.h"
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
#define CATEGORY(id, version, rest)                                                    \
    "{'kind': 'category', 'external_id': '" id "', 'version': " #version ", " rest "}"

typedef struct nonsense {
    const char *text;
    salesinv_status code;
    const char *field;
} nonsense;

#define LONG_ID                                                                        \
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" \
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

static const nonsense hostile[] = {
    {"null", SALESINV_E_ARG, ""},
    {"true", SALESINV_E_ARG, ""},
    {"'text'", SALESINV_E_ARG, ""},
    {"1.5", SALESINV_E_ARG, ""},
    {"{}", SALESINV_E_ARG, "kind"},
    {"{'kind': 5}", SALESINV_E_ARG, "kind"},
    {"{'kind': ''}", SALESINV_E_ARG, "kind"},
    {"{'kind': 'Category'}", SALESINV_E_ARG, "kind"},
    {"{'kind': 'order', 'external_id': 'O1', 'version': 1}", SALESINV_E_ARG, "kind"},
    {"{'kind': 'category'}", SALESINV_E_ARG, "external_id"},
    {"{'kind': 'category', 'external_id': 5, 'version': 1}", SALESINV_E_ARG,
     "external_id"},
    {"{'kind': 'category', 'external_id': '', 'version': 1}", SALESINV_E_TEXT,
     "external_id"},
    {"{'kind': 'category', 'external_id': 'a\\u0001', 'version': 1}", SALESINV_E_TEXT,
     "external_id"},
    {"{'kind': 'category', 'external_id': '" LONG_ID "', 'version': 1}",
     SALESINV_E_TEXT, "external_id"},
    {"{'kind': 'category', 'external_id': 'C1'}", SALESINV_E_ARG, "version"},
    {"{'kind': 'category', 'external_id': 'C1', 'version': null}", SALESINV_E_ARG,
     "version"},
    {"{'kind': 'category', 'external_id': 'C1', 'version': 0}", SALESINV_E_ARG,
     "version"},
    {"{'kind': 'category', 'external_id': 'C1', 'version': -1}", SALESINV_E_ARG,
     "version"},
    {"{'kind': 'category', 'external_id': 'C1', 'version': 1.5}", SALESINV_E_OVERFLOW,
     "version"},
    {"{'kind': 'category', 'external_id': 'C1', 'version': '1e3'}", SALESINV_E_ARG,
     "version"},
    {"{'kind': 'category', 'external_id': 'C1', 'version': 1, 'deleted': 'yes'}",
     SALESINV_E_ARG, "deleted"},
    {"{'kind': 'category', 'external_id': 'C1', 'version': 1, 'status': 'void'}",
     SALESINV_E_ARG, "status"},
    {"{'kind': 'category', 'external_id': 'C1', 'version': 1, 'status': 20}",
     SALESINV_E_ARG, "status"},
    {"{'kind': 'category', 'external_id': 'C1', 'version': 1}", SALESINV_E_ARG, "name"},
    {"{'kind': 'category', 'external_id': 'C1', 'version': 1, 'name': 'x', 'id': 4}",
     SALESINV_E_ARG, "id"},
    {"{'kind': 'category', 'external_id': 'C1', 'version': 1, 'name': 'x', 'parent': "
     "[]}",
     SALESINV_E_ARG, "parent"},
    {"{'kind': 'category', 'external_id': 'C1', 'version': 1, 'name': 'x', "
     "'DROP TABLE': 1}",
     SALESINV_E_ARG, "DROP TABLE"},
};

static void nonsense_is_kept_as_far_as_it_can_be(void **state)
{
    const size_t count = sizeof(hostile) / sizeof(hostile[0]);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        print_message("%s\n", hostile[i].text);
        fix_put_refused_check(ERP, hostile[i].code, hostile[i].field, __FILE__,
                              __LINE__, "[%s]", hostile[i].text);
    }
    assert_int_equal(fix_kept_count(ERP, SALESINV_INBOX_REFUSED), count);
    fix_put(ERP, CREATED, CATEGORY("C1", 2, "'name': 'x'"));
    assert_int_equal(fix_linked(ERP, SALESINV_KIND_CATEGORY, "C1") != 0, 1);
}

static void the_same_nonsense_is_kept_once(void **state)
{
    salesinv_id kept = fix_put_refused(ERP, ARG, "kind", "{'kind': 'grue'}");

    (void)state;
    assert_int_equal(fix_put_refused(ERP, ARG, "kind", "{'kind': 'grue'}"), kept);
    assert_int_equal(fix_kept_int(ERP, kept, SINV_INBOX_KIND), 0);
    assert_int_equal(fix_kept_count(ERP, 0), 1);
}

typedef struct text_case {
    const char *text;
    size_t size;
    sinv_inbox_result result;
} text_case;

static salesinv_status take_text(sinv_txn *txn, void *arg)
{
    text_case *of = arg;
    sinv_inbox inbox;
    salesinv_status rc = sinv_inbox_open(txn, "main", &inbox);

    return rc == SALESINV_OK
               ? sinv_inbox_take_text(txn, &inbox, of->text, of->size, &of->result)
               : rc;
}

/* What a runner is given by a connector: the text of one record. */
static void texts_that_are_no_json_are_kept_too(void **state)
{
    text_case broken = {.text = "{\"kind\": \"cat", .size = 13};
    text_case bytes = {.text = "\xff\xfe", .size = 2};

    (void)state;
    assert_ok(ERP, fix_core_run(ERP, true, take_text, &broken));
    assert_int_equal(broken.result.row.outcome, SALESINV_UPSERT_REFUSED);
    assert_int_equal(broken.result.row.status, SALESINV_E_ARG);
    assert_kept(ERP, broken.result.message, REFUSED);
    assert_ok(ERP, fix_core_run(ERP, true, take_text, &bytes));
    assert_int_equal(bytes.result.row.status, SALESINV_E_TEXT);
    assert_kept(ERP, bytes.result.message, REFUSED);
    fix.trade.core.now += FIX_DAY;
    assert_int_equal(fix_retry_due(ERP), 0);
    assert_int_equal(fix_kept_int(ERP, bytes.result.message, SINV_INBOX_ATTEMPTS), 2);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fix, close_fix)
    const struct CMUnitTest tests[] = {
        TEST(nonsense_is_kept_as_far_as_it_can_be),
        TEST(the_same_nonsense_is_kept_once),
        TEST(texts_that_are_no_json_are_kept_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
