/* SPDX-License-Identifier: Apache-2.0 */
/* People who want to be forgotten: nothing that names them stays, and every document does. */
#include <stdlib.h>
#include <string.h>

#include "salesinv/account.h"
#include "salesinv/product.h"
#include "salesinv/tracking.h"
#include "support/dump.h"
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_is_left_of_an_erased_account, setup,
                                        teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
