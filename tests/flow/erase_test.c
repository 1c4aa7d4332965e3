/* SPDX-License-Identifier: Apache-2.0 */
/* People who want to be forgotten: nothing that names them stays, and every document does. */
#include <stdlib.h>
#include <string.h>

#include "salesinv/account.h"
#include "salesinv/product.h"
#include "salesinv/tracking.h"
#include "support/dump.h"
#include "support/fix_inbox.h"
#include "support/fix_trade.h"

enum { ORDER = SALESINV_KIND_ORDER };

static int setup(void **state)
{
    static fix_trade fix;

    fix_trade_open(&fix);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_trade_close(*state);
    return 0;
}

/* No table holds any of what was known of the account: its documents and its history do not either. */
static void nothing_is_left_of_an_erased_account(void **state)
{
    fix_trade *fix = *state;
    salesinv_id account = fix_create(
        fix->core.admin, SALESINV_KIND_ACCOUNT, 0,
        "{\"name\": \"Wilhelmine\", \"contact\": \"Wilhelmine T.\", \"phone\": "
        "\"+41 31 555\", \"email\": \"w@wilhelmine.example\", \"extra\": "
        "\"{\\\"nick\\\":\\\"Wilhelmine\\\"}\", \"lines\": [{\"label\": "
        "\"Wilhelmine's\", \"recipient\": \"Wilhelmine\", \"street\": "
        "\"Wilhelminenweg 1\", \"city\": \"Wilhelminental\"}]}");
    static const char report[] =
        "{\"message\": \"ok\", \"nu\": \"WILHELMIN1\", \"com\": \"ups\", \"status\": "
        "\"200\", \"state\": \"0\", \"data\": [{\"time\": \"2023-11-14 10:00:00\", "
        "\"ftime\": \"2023-11-14 10:00:00\", \"context\": \"handed to Wilhelmine\", "
        "\"areaName\": \"Wilhelminental 1\"}]}";
    salesinv_id warehouse = fix_warehouse(&fix->core, "W");
    salesinv_id product = fix_product(&fix->core, "P", SALESINV_TRACKING_NONE);
    salesinv_id shipment;
    salesinv_id id;
    char *dump;

    assert_ok(fix->core.admin,
              fix_try_update(fix->core.admin, SALESINV_KIND_ACCOUNT, account,
                             "{\"contact\": \"Wilhelmine the second\"}"));
    fix_receive(&fix->core, warehouse, product, 2);
    fix->account = account;
    id = fix_order(fix, warehouse, product, 2);
    shipment = fix_ship(fix, id, 0, 2, NULL);
    assert_ok(fix->core.admin,
              fix_try_update(fix->core.admin, SALESINV_KIND_SHIPMENT, shipment,
                             "{\"receiver\": \"Wilhelmine's brother\", "
                             "\"carrier\": \"ups\", \"tracking_number\": "
                             "\"WILHELMIN1\"}"));
    assert_ok(fix->core.admin,
              salesinv_tracking_put(fix->core.admin, NULL, "WILHELMIN1",
                                    SALESINV_PAYLOAD_KUAIDI100, report,
                                    sizeof(report) - 1, NULL));
    dump = dump_store(fix->core.engine);
    assert_non_null(strstr(dump, "Wilhelmine"));
    assert_non_null(strstr(dump, "Wilhelminental 1"));
    free(dump);
    assert_ok(fix->core.admin,
              salesinv_account_erase(fix->core.admin, account, 0, NULL, NULL));
    dump = dump_store(fix->core.engine);
    assert_null(strstr(dump, "Wilhelmin"));
    assert_null(strstr(dump, "wilhelmine"));
    assert_null(strstr(dump, "WILHELMIN1"));
    assert_null(strstr(dump, "+41 31 555"));
    free(dump);
    assert_refused(fix->core.admin, NOT_FOUND,
                   salesinv_tracking_put(fix->core.admin, NULL, "WILHELMIN1",
                                         SALESINV_PAYLOAD_KUAIDI100, report,
                                         sizeof(report) - 1, NULL));
    assert_status(fix, ORDER, id, SHIPPED);
    assert_int_equal(fix_int(fix->core.admin, ORDER, id, 0, SALESINV_F_ACCOUNT),
                     account);
}

/* ---- beside an ERP ---- */

static fix_connector works;

static int open_works(void **state)
{
    (void)state;
    fix_connector_open(&works, false);
    fix_setting(works.trade.core.admin, "order.validation", SALESINV_RULE_ALLOW);
    return 0;
}

static int close_works(void **state)
{
    (void)state;
    fix_connector_close(&works);
    return 0;
}

static salesinv_session *admin(void)
{
    return works.trade.core.admin;
}

static void erase(salesinv_id account)
{
    char *dump;

    assert_ok(admin(), salesinv_account_erase(admin(), account, 0, NULL, NULL));
    dump = dump_store(works.trade.core.engine);
    assert_null(strstr(dump, "Wilhelmin"));
    assert_null(strstr(dump, "WILHELMIN1"));
    free(dump);
}

static salesinv_messages *lease(void)
{
    salesinv_messages *page;

    assert_ok(works.erp, salesinv_outbox_next(works.erp, "main", 1, 60000, &page));
    return page;
}

static void acknowledge(const salesinv_messages *page, const char *external_id)
{
    assert_ok(works.erp,
              salesinv_outbox_ack(works.erp, salesinv_messages_id(page, 0),
                                  salesinv_messages_lease(page, 0), external_id));
}

/* A notice to Wilhelmine under an id of the ERP, changed since; its order is told, its change is not. */
static salesinv_id a_notice_to(salesinv_id account)
{
    salesinv_id notice;
    salesinv_messages *page;

    works.trade.account = account;
    assert_ok(admin(),
              fix_try_ship(&works.trade,
                           fix_order(&works.trade, works.warehouse, works.product, 5),
                           0, 5, NULL, &notice));
    page = lease();
    acknowledge(page, "SO-1");
    salesinv_messages_free(page);
    page = lease();
    acknowledge(page, "DN-1");
    salesinv_messages_free(page);
    assert_ok(admin(), fix_try_update(admin(), SALESINV_KIND_SHIPMENT, notice,
                                      "{\"receiver\": \"Wilhelmine's brother\"}"));
    return notice;
}

static salesinv_id wilhelmine_of_the_erp(void)
{
    return fix_put(works.erp, CREATED,
                   "{'kind': 'account', 'external_id': 'A1', 'version': 1, "
                   "'name': 'Wilhelmine', 'phone': '+41 31 555'}");
}

/* What is not sent yet goes out without a name, under the same key. */
static void a_message_that_waits_goes_out_without_names(void **state)
{
    salesinv_id account = wilhelmine_of_the_erp();
    salesinv_id notice = a_notice_to(account);
    salesinv_messages *page;

    (void)state;
    assert_ok(works.erp, salesinv_outbox_find(works.erp, NULL, SALESINV_OUTBOX_PENDING,
                                              0, 9, &page));
    assert_int_equal(salesinv_messages_count(page), 1);
    assert_non_null(strstr(salesinv_messages_body(page, 0), "Wilhelmine's brother"));
    salesinv_messages_free(page);
    erase(account);
    page = lease();
    assert_int_equal(salesinv_messages_object(page, 0), notice);
    assert_null(strstr(salesinv_messages_body(page, 0), "receiver"));
    assert_non_null(strstr(salesinv_messages_body(page, 0), "\"lines\":[{"));
    acknowledge(page, NULL);
    salesinv_messages_free(page);
    page = lease();
    assert_int_equal(salesinv_messages_count(page), 0);
    salesinv_messages_free(page);
}

/* Records of the person lose their content; the ones that were refused are not tried again, nor when they come again. */
static void records_of_an_erased_account_lose_their_content(void **state)
{
    static const char refused[] =
        "{'kind': 'account', 'external_id': 'A1', 'version': 2, "
        "'name': 'Wilhelmine', 'nonsense': 'Wilhelminental'}";
    static const char applied[] =
        "{'kind': 'account', 'external_id': 'A1', 'version': 1, "
        "'name': 'Wilhelmine', 'phone': '+41 31 555'}";
    salesinv_id account = wilhelmine_of_the_erp();
    salesinv_id kept = fix_put_refused(works.erp, ARG, NULL, refused);

    (void)state;
    erase(account);
    assert_kept(admin(), kept, DISMISSED);
    (void)fix_put(works.erp, IGNORED, refused);
    assert_int_equal(fix_put(works.erp, UNCHANGED, applied), account);
    assert_int_equal(fix_linked(admin(), SALESINV_KIND_ACCOUNT, "A1"), account);
}

/* Results that took effect are blanked; one that was refused waits on, is applied, and is the same record when it comes again. */
static void results_of_an_erased_account_count_all_the_same(void **state)
{
    static const char first[] =
        "{'kind': 'outbound', 'external_id': 'D1', 'version': 1, 'source': 'DN-1', "
        "'warehouse': {'id': %lld}, 'carrier': 'ups', 'tracking_number': 'WILHELMIN1',"
        " 'lines': [{'source_line': 1, 'qty': '2'}]}";
    static const char second[] =
        "{'kind': 'outbound', 'external_id': 'D2', 'version': 1, 'source': 'DN-1', "
        "'warehouse': 'W9', 'carrier': 'ups', 'tracking_number': 'WILHELMIN1',"
        " 'lines': [{'source_line': 1, 'qty': '3'}]}";
    salesinv_id account = wilhelmine_of_the_erp();
    salesinv_id notice = a_notice_to(account);
    salesinv_id kept;

    (void)state;
    (void)fix_put(works.erp, CREATED, first, (long long)works.warehouse);
    kept = fix_put_refused(works.erp, NOT_FOUND, NULL, second);
    erase(account);
    assert_kept(admin(), kept, REFUSED);
    fix_link(admin(), SALESINV_KIND_WAREHOUSE, "W9", works.warehouse);
    assert_ok(admin(), salesinv_inbox_retry(admin(), kept, NULL, NULL));
    assert_kept(admin(), kept, APPLIED);
    assert_units(&works.trade, SALESINV_KIND_SHIPMENT, notice, SALESINV_F_OUTBOUND_QTY,
                 5);
    (void)fix_put(works.erp, UNCHANGED, second);
    (void)fix_put(works.erp, UNCHANGED, first, (long long)works.warehouse);
}

#define BESIDE(name) cmocka_unit_test_setup_teardown(name, open_works, close_works)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_is_left_of_an_erased_account, setup,
                                        teardown),
        BESIDE(a_message_that_waits_goes_out_without_names),
        BESIDE(records_of_an_erased_account_lose_their_content),
        BESIDE(results_of_an_erased_account_count_all_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
