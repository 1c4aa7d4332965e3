/* SPDX-License-Identifier: Apache-2.0 */
/* Accounts: whose they are, their addresses, and erasing what is personal. */
#include "salesinv/account.h"

#include <string.h>

#include "catalog/account.h"
#include "support/fix_kinds.h"

enum { ACCOUNT = SALESINV_KIND_ACCOUNT };

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

static void erasing_keeps_ids_and_nothing_personal(void **state)
{
    fix_core *fix = *state;
    salesinv_id id = fix_create(
        fix->admin, ACCOUNT, 0,
        "{\"name\": \"Ada Byron\", \"code\": \"A1\", \"external_id\": \"crm-1\", "
        "\"contact\": \"Ada\", \"phone\": \"1\", \"email\": \"a@b\", "
        "\"extra\": {\"birthday\": \"1815-12-10\"}, "
        "\"lines\": [{\"label\": \"home\", \"recipient\": \"Ada\", \"street\": "
        "\"x\"}]}");
    salesinv_account *account;
    const salesinv_document *document;
    salesinv_events *events;

    assert_ok(fix->admin,
              salesinv_account_erase(fix->admin, id, 1, "erase-1", &account));
    document = salesinv_account_document(account);
    assert_string_equal(salesinv_document_get_text(document, 0, SALESINV_F_NAME), "");
    assert_string_equal(salesinv_document_get_text(document, 0, SALESINV_F_CODE), "A1");
    assert_string_equal(salesinv_document_get_text(document, 0, SALESINV_F_EXTERNAL_ID),
                        "crm-1");
    assert_null(salesinv_document_get_text(document, 0, SALESINV_F_CONTACT));
    assert_null(salesinv_document_get_text(document, 0, SALESINV_F_PHONE));
    assert_null(salesinv_document_get_text(document, 0, SALESINV_F_EMAIL));
    assert_null(salesinv_document_get_text(document, 0, SALESINV_F_EXTRA));
    assert_int_equal(salesinv_document_line_count(document), 1);
    assert_null(salesinv_document_get_text(document, 1, SALESINV_F_RECIPIENT));
    assert_null(salesinv_document_get_text(document, 1, SALESINV_F_STREET));
    assert_int_equal(salesinv_document_status_of(document), SALESINV_STATUS_INACTIVE);
    salesinv_account_free(account);
    events = fix_core_last_event(fix->admin);
    assert_int_equal(salesinv_events_action(events, 0), SALESINV_EVENT_ERASED);
    salesinv_events_free(events);
    assert_refused(fix->admin, INVALID_STATE,
                   salesinv_account_activate(fix->admin, id, 0, NULL, NULL));
    assert_ok(fix->admin,
              fix_try_update(fix->admin, ACCOUNT, id, "{\"name\": \"Somebody\"}"));
    assert_ok(fix->admin, salesinv_account_activate(fix->admin, id, 0, NULL, NULL));
}

static void only_an_administrator_erases(void **state)
{
    fix_core *fix = *state;
    salesinv_session *sales = fix_core_session(fix->engine, fix->tenant, "sales");
    salesinv_id id = fix_create(sales, ACCOUNT, 0, "{\"name\": \"Mine\"}");

    assert_refused(sales, FORBIDDEN, salesinv_account_erase(sales, id, 0, NULL, NULL));
    salesinv_session_close(sales);
}

static void sales_users_change_their_own(void **state)
{
    fix_core *fix = *state;
    salesinv_session *sales = fix_core_session(fix->engine, fix->tenant, "sales");
    salesinv_id mine = fix_create(sales, ACCOUNT, 0, "{\"name\": \"Mine\"}");
    salesinv_id foreign =
        fix_create(fix->admin, ACCOUNT, 0, "{\"name\": \"Other\", \"owner\": 99}");
    salesinv_account *account;

    assert_ok(sales, fix_try_update(sales, ACCOUNT, mine, "{\"phone\": \"12\"}"));
    assert_refused(sales, FORBIDDEN,
                   fix_try_update(sales, ACCOUNT, foreign, "{\"phone\": \"12\"}"));
    assert_refused(sales, FORBIDDEN,
                   fix_try_update(sales, ACCOUNT, 424242, "{\"phone\": \"12\"}"));
    assert_ok(sales, salesinv_account_get(sales, foreign, &account));
    salesinv_account_free(account);
    salesinv_session_close(sales);
}

/** An account, an address, and what documents are told about them. */
typedef struct use_case {
    salesinv_id account;
    int64_t address;
} use_case;

static salesinv_status use(sinv_txn *txn, void *arg)
{
    const use_case *of = arg;
    sinv_row *row;
    salesinv_status rc = sinv_account_for_document(txn, "account", of->account, &row);

    return rc == SALESINV_OK
               ? sinv_account_check_address(txn, "ship_to", of->account, of->address)
               : rc;
}

static void documents_take_active_accounts_and_their_addresses(void **state)
{
    fix_core *fix = *state;
    salesinv_id id = fix_create(fix->admin, ACCOUNT, 0,
                                "{\"name\": \"A\", \"lines\": [{\"city\": \"Bern\"}]}");
    use_case of = {id, fix_int(fix->admin, ACCOUNT, id, 1, SALESINV_F_LINE_ID)};

    assert_ok(fix->admin, fix_core_run(fix->admin, false, use, &of));
    of.address++;
    assert_refused(fix->admin, ARG, fix_core_run(fix->admin, false, use, &of));
    assert_field(fix->admin, "ship_to");
    of.address = 0;
    assert_ok(fix->admin, salesinv_account_deactivate(fix->admin, id, 0, NULL, NULL));
    assert_refused(fix->admin, ACCOUNT_INACTIVE,
                   fix_core_run(fix->admin, false, use, &of));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(erasing_keeps_ids_and_nothing_personal),
        TEST(only_an_administrator_erases),
        TEST(sales_users_change_their_own),
        TEST(documents_take_active_accounts_and_their_addresses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
