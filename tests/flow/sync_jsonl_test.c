/* SPDX-License-Identifier: Apache-2.0 */
/* Runs over a folder: the whole way of goods, an order and its acknowledgement, with files alone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/fix_folder.h"
#include "support/fix_kinds.h"
#include "support/fix_run.h"

typedef struct fix_files {
    fix_connector works;
    fix_folder folder;
    salesinv_sync_report *report;
} fix_files;

static int setup(void **state)
{
    static fix_files fix;

    memset(&fix, 0, sizeof(fix));
    fix_connector_open(&fix.works, false);
    fix_setting(fix.works.trade.core.admin, "order.validation", SALESINV_RULE_ALLOW);
    (void)snprintf(fix.folder.path, sizeof(fix.folder.path),
                   "/tmp/salesinv-jsonl-XXXXXX");
    assert_non_null(mkdtemp(fix.folder.path));
    fix_folder_put(&fix.folder, "connector.json", "{\"brand\":\"test\"}");
    assert_ok(fix.works.erp,
              salesinv_jsonl_create(fix.works.trade.core.engine, "main",
                                    fix.folder.path, 0, &fix.folder.connector));
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_files *fix = *state;

    salesinv_sync_report_free(fix->report);
    salesinv_connector_free(fix->folder.connector);
    assert_int_equal(fix_folder_remove(fix->folder.path), 0);
    fix_connector_close(&fix->works);
    return 0;
}

static void run(fix_files *fix)
{
    salesinv_sync_report_free(fix->report);
    assert_ok(fix->works.erp, salesinv_sync_run(fix->works.erp, fix->folder.connector,
                                                NULL, &fix->report));
}

static void records_come_from_files_and_bad_lines_are_kept(void **state)
{
    fix_files *fix = *state;

    run(fix); /* makes the folders */
    fix_folder_put(&fix->folder, "in/0001.unit.jsonl",
                   "{\"kind\":\"unit\",\"external_id\":\"EA\",\"version\":1,\"code\":"
                   "\"EA\",\"name\":\"piece\"}\nthis is no record\n");
    fix_folder_put(
        &fix->folder, "in/0001.product.jsonl",
        "{\"kind\":\"product\",\"external_id\":\"P1\",\"version\":1,\"code\":"
        "\"P1\",\"name\":\"Motor\",\"unit\":\"EA\"}\n{\"kind\":\"unit\"}\n"
        "\xff\xfe\n");
    run(fix);
    assert_ran(fix, PULLED, 5);
    assert_ran(fix, CREATED, 2);
    assert_ran(fix, REFUSED, 3);
    assert_true(salesinv_sync_report_is_done(fix->report));
    run(fix);
    assert_ran(fix, PULLED, 0);
}

/* The acknowledgement of the message that lies in a file of out/. */
static void acknowledge(fix_files *fix, const char *file, const char *status)
{
    char line[512];
    char path[64];
    const char *text;
    const char *end;

    (void)snprintf(path, sizeof(path), "out/%s", file);
    text = fix_folder_read(&fix->folder, path);
    end = strstr(text, ",\"action\"");
    assert_non_null(end);
    (void)snprintf(line, sizeof(line),
                   "%.*s,\"status\":\"%s\",\"external_id\":\"SO-9\"}\n",
                   (int)(end - text), text, status);
    fix_folder_add(&fix->folder, "acks/all.jsonl", line);
    fix_folder_unlink(&fix->folder, path);
}

static void an_order_waits_in_the_folder_until_it_is_acknowledged(void **state)
{
    fix_files *fix = *state;
    fix_trade *trade = &fix->works.trade;

    (void)fix_order(trade, fix->works.warehouse, fix->works.product, 3);
    run(fix);
    assert_ran(fix, PUSH_WAITING, 1);
    for (int i = 0; i < 20; i++) { /* more than the attempts of a message */
        trade->core.now += FIX_MINUTE;
        run(fix);
        assert_ran(fix, PUSH_WAITING, 1);
    }
    acknowledge(fix, "000000000001.jsonl", "refused");
    trade->core.now += FIX_MINUTE;
    run(fix);
    assert_ran(fix, PUSH_FAILED, 1);
    trade->core.now += FIX_MINUTE;
    run(fix);
    assert_ran(fix, PUSH_WAITING, 1);
    acknowledge(fix, "000000000002.jsonl", "ok");
    trade->core.now += FIX_MINUTE;
    run(fix);
    assert_ran(fix, PUSHED, 1);
    assert_int_equal(fix_folder_count(&fix->folder, "out"), 1); /* .last alone */
}

/* An ERP that gives one effect to one key is not asked, but sent the message again: its acknowledgement counts all the same. */
static void an_idempotent_erp_is_heard_too(void **state)
{
    fix_files *fix = *state;
    fix_trade *trade = &fix->works.trade;

    fix_folder_put(&fix->folder, "connector.json",
                   "{\"brand\":\"test\",\"idempotent\":true}");
    (void)fix_order(trade, fix->works.warehouse, fix->works.product, 3);
    for (int i = 0; i < 3; i++) {
        run(fix);
        assert_ran(fix, PUSH_WAITING, 1);
        trade->core.now += FIX_MINUTE;
    }
    assert_int_equal(fix_folder_count(&fix->folder, "out"), 2); /* and .last */
    acknowledge(fix, "000000000001.jsonl", "ok");
    run(fix);
    assert_ran(fix, PUSHED, 1);
    run(fix);
    assert_ran(fix, PUSH_WAITING, 0);
}

static void a_folder_that_went_away_ends_the_run(void **state)
{
    fix_files *fix = *state;

    run(fix);
    assert_int_equal(fix_folder_remove(fix->folder.path), 0);
    salesinv_sync_report_free(fix->report);
    assert_refused(
        fix->works.erp, CONNECTOR_REFUSED,
        salesinv_sync_run(fix->works.erp, fix->folder.connector, NULL, &fix->report));
    assert_non_null(fix->report);
    assert_state_has(fix->works.trade.core.admin, "'code':-502");
}

#define FILES(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILES(records_come_from_files_and_bad_lines_are_kept),
        FILES(an_order_waits_in_the_folder_until_it_is_acknowledged),
        FILES(an_idempotent_erp_is_heard_too),
        FILES(a_folder_that_went_away_ends_the_run),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
