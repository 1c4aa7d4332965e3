/* SPDX-License-Identifier: Apache-2.0 */
/* Runs that others get in the way of: what happens in another engine between two steps of one. */
#include <string.h>

#include "salesinv/sync_run.h"
#include "support/fix_inbox.h"
#include "support/fix_kinds.h"
#include "support/fix_small.h"

enum { PRODUCT = SALESINV_KIND_PRODUCT };

typedef struct race {
    fix_connector works; /* in a file */
    fix_small erp;
    salesinv_connector *connector;
    fix_small other_erp; /* as the other engine sees it */
    salesinv_engine *other;
    salesinv_session *boss; /* of the other engine */
    int happened;
} race;

static int setup(void **state)
{
    static race fix;

    memset(&fix, 0, sizeof(fix));
    fix_connector_open(&fix.works, true);
    fix_small_init(&fix.erp, 0);
    fix.erp.table.name = "main";
    fix.connector = fix_small_connect(&fix.erp, fix.works.trade.core.engine);
    fix_small_init(&fix.other_erp, 0);
    fix.other_erp.table.name = "main";
    fix.other = fix_core_engine(&fix.works.trade.core);
    fix.boss = fix_core_session(fix.other, fix.works.trade.core.tenant, "admin");
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    race *fix = *state;

    salesinv_session_close(fix->boss);
    salesinv_engine_close(fix->other);
    salesinv_connector_free(fix->connector);
    fix_connector_close(&fix->works);
    return 0;
}

static salesinv_status run(race *fix)
{
    return salesinv_sync_run(fix->works.erp, fix->connector, NULL, NULL);
}

static void restores(void *self)
{
    race *fix = self;
    salesinv_connector *connector;

    if (fix->erp.pulls_made == 0 || fix->happened++ > 0)
        return;
    (void)strcpy(fix->other_erp.epoch, "restored");
    connector = fix_small_connect(&fix->other_erp, fix->other);
    assert_refused(fix->boss, INVALID_STATE,
                   salesinv_sync_run(fix->boss, connector, NULL, NULL));
    salesinv_connector_free(connector);
    assert_ok(fix->boss, salesinv_sync_confirm_epoch(fix->boss, "main", "restored",
                                                     SALESINV_TIME_NONE, NULL));
}

/* A page of the ERP's former life must not become versions of its new one: these are lower, and would be ignored for ever. */
static void a_page_of_a_former_epoch_is_not_taken(void **state)
{
    race *fix = *state;
    salesinv_id product;

    (void)strcpy(fix->erp.epoch, "first");
    fix_small_has(&fix->erp, PRODUCT,
                  "{'kind':'product','external_id':'P','code':'P','version':9,"
                  "'name':'of the former life'}");
    fix->erp.during = restores;
    fix->erp.during_self = fix;
    assert_refused(fix->works.erp, INVALID_STATE, run(fix));
    assert_true(fix->happened > 0);
    fix->erp.during = NULL;
    fix->erp.record_count = 0;
    (void)strcpy(fix->erp.epoch, "restored");
    fix_small_has(&fix->erp, PRODUCT,
                  "{'kind':'product','external_id':'P','code':'P','version':3,"
                  "'name':'of this life'}");
    assert_ok(fix->works.erp, run(fix));
    product = fix_linked(fix->works.erp, PRODUCT, "P");
    assert_true(product != 0);
    assert_int_equal(
        fix_int(fix->works.trade.core.admin, PRODUCT, product, 0, SALESINV_F_VERSION),
        1);
}

static void closes(void *self)
{
    race *fix = self;

    salesinv_engine_close(fix->other);
    fix->other = NULL;
}

/* It must not; but a host that does so by mistake is told so. */
static void an_engine_closed_by_its_connector_is_closed(void **state)
{
    race *fix = *state;
    salesinv_connector *connector = fix_small_connect(&fix->other_erp, fix->other);

    fix->other_erp.during = closes;
    fix->other_erp.during_self = fix;
    assert_int_equal(salesinv_sync_run(fix->boss, connector, NULL, NULL),
                     SALESINV_E_CLOSED);
    salesinv_connector_free(connector);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_page_of_a_former_epoch_is_not_taken),
        TEST(an_engine_closed_by_its_connector_is_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
