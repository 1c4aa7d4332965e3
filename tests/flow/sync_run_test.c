/* SPDX-License-Identifier: Apache-2.0 */
/* Runs: who may, what is pulled and how far, what ends one and how the next goes on. */
#include <string.h>

#include "support/fix_run.h"

enum { PRODUCT = SALESINV_KIND_PRODUCT, UNIT = SALESINV_KIND_UNIT };

static int setup(void **state)
{
    static fix_run fix;

    fix_run_open(&fix, 0);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_run_close(*state);
    return 0;
}

static salesinv_session *admin(const fix_run *fix)
{
    return fix->works.trade.core.admin;
}

/* Products first, which refer to a unit that the ERP tells of later: kinds go by dependency. */
static void given_goods(fix_run *fix)
{
    fix_small_has(
        &fix->erp, PRODUCT,
        "{'kind':'product','external_id':'P1','code':'P1','version':1,'name':'Switch',"
        "'unit':'U1'}");
    fix_small_has(
        &fix->erp, PRODUCT,
        "{'kind':'product','external_id':'P2','code':'P2','version':1,'name':'Cable',"
        "'unit':'U1'}");
    fix_small_has(
        &fix->erp, PRODUCT,
        "{'kind':'product','external_id':'P3','code':'P3','version':1,'name':'Plug',"
        "'unit':'U1'}");
    fix_small_has(
        &fix->erp, UNIT,
        "{'kind':'unit','external_id':'U1','code':'U1','version':1,'name':'piece'}");
}

/* ---- pull ---- */

static void records_come_in_by_dependency_and_only_once(void **state)
{
    fix_run *fix = *state;

    given_goods(fix);
    fix_run_once(fix);
    assert_ran(fix, PULLED, 4);
    assert_ran(fix, CREATED, 4);
    assert_ran(fix, REFUSED, 0);
    assert_int_equal(
        salesinv_sync_report_get(fix->report, PRODUCT, SALESINV_SYNC_CREATED), 3);
    assert_true(salesinv_sync_report_is_done(fix->report));
    assert_state_has(admin(fix), "'kind':'product','position':'4','is_loaded':true,"
                                 "'records':3");
    fix_run_once(fix);
    assert_ran(fix, PULLED, 0);
    fix_small_has(
        &fix->erp, PRODUCT,
        "{'kind':'product','external_id':'P2','code':'P2','version':2,'name':'Rope',"
        "'unit':'U1'}");
    fix_run_once(fix);
    assert_ran(fix, UPDATED, 1);
}

static void a_budget_ends_a_run_and_the_next_goes_on(void **state)
{
    fix_run *fix = *state;
    salesinv_sync_options options = {
        .struct_size = sizeof(options), .max_messages = 2, .batch = 1};

    given_goods(fix);
    assert_ok(fix->works.erp, fix_run_try(fix, &options));
    assert_ran(fix, PULLED, 2);
    assert_false(salesinv_sync_report_is_done(fix->report));
    assert_state_has(admin(fix), "'is_loaded':false");
    assert_ok(fix->works.erp, fix_run_try(fix, &options));
    assert_ran(fix, CREATED, 2);
    assert_false(salesinv_sync_report_is_done(fix->report));
    fix_run_once(fix);
    assert_ran(fix, PULLED, 0);
    assert_true(salesinv_sync_report_is_done(fix->report));
}

static void a_run_is_limited_to_kinds_and_steps(void **state)
{
    fix_run *fix = *state;
    salesinv_sync_options options = {.struct_size = sizeof(options),
                                     .kinds = FIX_BIT(UNIT)};

    given_goods(fix);
    (void)fix_run_order(fix);
    assert_ok(fix->works.erp, fix_run_try(fix, &options));
    assert_ran(fix, CREATED, 1);
    assert_ran(fix, PUSHED, 0);
    options.kinds = 0;
    options.flags = SALESINV_SYNC_PUSH;
    assert_ok(fix->works.erp, fix_run_try(fix, &options));
    assert_ran(fix, PULLED, 0);
    assert_ran(fix, PUSHED, 1);
}

static void a_record_that_is_refused_stops_nothing_and_is_tried_again(void **state)
{
    fix_run *fix = *state;

    fix_small_has(&fix->erp, PRODUCT, "{'kind':'product','external_id':'P1',");
    fix_small_has(
        &fix->erp, PRODUCT,
        "{'kind':'product','external_id':'P2','code':'P2','version':1,'name':'Cable',"
        "'unit':'U1'}");
    fix_run_once(fix);
    assert_ran(fix, PULLED, 2);
    assert_ran(fix, REFUSED, 2);
    assert_true(salesinv_sync_report_is_done(fix->report));
    fix_small_has(
        &fix->erp, UNIT,
        "{'kind':'unit','external_id':'U1','code':'U1','version':1,'name':'piece'}");
    fix_run_wait(fix, 120);
    fix_run_once(fix);
    assert_ran(fix, CREATED, 1);
    assert_ran(fix, RETRIED, 1);
    assert_int_equal(
        salesinv_sync_report_get(fix->report, PRODUCT, SALESINV_SYNC_RETRIED), 1);
}

static void a_dead_line_ends_the_run_and_the_next_goes_on(void **state)
{
    fix_run *fix = *state;
    const salesinv_error *error = salesinv_engine_error(fix->works.trade.core.engine);

    given_goods(fix);
    fix->erp.pull_status = SALESINV_E_CONNECTOR_TIMEOUT;
    fix->erp.pull_status_kind = PRODUCT;
    assert_run_refused(fix, CONNECTOR_TIMEOUT, NULL);
    assert_string_equal(salesinv_error_source(error), "connector:main");
    assert_int_equal(salesinv_error_vendor_code(error), 77);
    assert_ran(fix, CREATED, 1);
    assert_int_equal(fix->erp.pulls_made, 2);
    assert_state_has(admin(fix), "'code':-501,'reason':'the line is dead'");
    fix->erp.pull_status = SALESINV_OK;
    fix_run_once(fix);
    assert_ran(fix, CREATED, 3);
    assert_state_lacks(admin(fix), "'code':");
}

static void what_the_erp_refuses_ends_one_kind_alone(void **state)
{
    fix_run *fix = *state;

    given_goods(fix);
    (void)fix_run_order(fix);
    fix->erp.pull_status = SALESINV_E_CONNECTOR_REFUSED;
    fix->erp.pull_status_kind = UNIT;
    assert_run_refused(fix, CONNECTOR_REFUSED, NULL);
    assert_ran(fix, REFUSED, 3);
    assert_ran(fix, PUSHED, 1);
    assert_false(salesinv_sync_report_is_done(fix->report));
    assert_string_equal(
        salesinv_error_message(salesinv_engine_error(fix->works.trade.core.engine)),
        "the line is dead");
}

static void a_connector_that_does_not_move_is_stopped(void **state)
{
    fix_run *fix = *state;

    given_goods(fix);
    fix->erp.vice = FIX_NO_MOVE;
    assert_run_refused(fix, CONNECTOR_MALFORMED, NULL);
    assert_ran(fix, PULLED, 0);
}

/* ---- epochs ---- */

static void another_epoch_waits_for_a_person_and_begins_anew(void **state)
{
    fix_run *fix = *state;

    given_goods(fix);
    (void)strcpy(fix->erp.epoch, "e1");
    fix_run_once(fix);
    assert_state_has(admin(fix), "'epoch':'e1','epoch_number':0");
    (void)strcpy(fix->erp.epoch, "e2");
    (void)fix_run_order(fix);
    fix->erp.pulls_made = 0;
    assert_run_refused(fix, INVALID_STATE, NULL);
    assert_int_equal(fix->erp.pulls_made + fix->erp.pushes_made, 0);
    assert_state_has(admin(fix), "'new_epoch':'e2'");
    assert_ok(admin(fix), salesinv_sync_confirm_epoch(admin(fix), "main", "e2",
                                                      SALESINV_TIME_NONE, NULL));
    fix_run_once(fix);
    assert_ran(fix, PULLED, 4);
    assert_ran(fix, PUSHED, 1);
}

static void an_epoch_that_comes_back_needs_nobody(void **state)
{
    fix_run *fix = *state;

    (void)strcpy(fix->erp.epoch, "e1");
    fix_run_once(fix);
    (void)strcpy(fix->erp.epoch, "test system");
    assert_run_refused(fix, INVALID_STATE, NULL);
    (void)strcpy(fix->erp.epoch, "e1");
    fix_run_once(fix);
    assert_state_lacks(admin(fix), "'new_epoch'");
}

/* ---- who may ---- */

static void what_is_not_registered_paused_or_of_another_brand_does_not_run(void **state)
{
    fix_run *fix = *state;
    salesinv_session *boss = admin(fix);

    assert_ok(boss, salesinv_sync_pause(boss, "main", "stocktake", NULL));
    assert_run_refused(fix, INVALID_STATE, NULL);
    assert_null(fix->report);
    assert_int_equal(fix->erp.asked, 0);
    assert_ok(boss, salesinv_sync_resume(boss, "main", NULL));
    fix->erp.vice = FIX_BRANDLESS;
    assert_run_refused(fix, CONNECTOR_MALFORMED, NULL);
    fix->erp.vice = FIX_HONEST;
    salesinv_connector_free(fix->connector);
    fix->erp.destroyed = 0;
    fix->erp.table.name = "other";
    fix->connector = fix_small_connect(&fix->erp, fix->works.trade.core.engine);
    assert_run_refused(fix, CONNECTOR_REQUIRED, NULL);
    assert_null(fix->report);
}

static void a_licence_of_the_brand_is_needed(void **state)
{
    fix_run *fix = *state;
    fix_core *core = &fix->works.trade.core;

    assert_ok(core->platform,
              salesinv_licence_grant(core->platform, core->tenant, "connector.test",
                                     core->now + FIX_DAY, 0, NULL));
    fix_run_once(fix);
    fix_run_wait(fix, 2 * 1440);
    assert_run_refused(fix, LICENSE_REQUIRED, NULL);
}

static void a_connector_registered_for_another_erp_is_refused(void **state)
{
    fix_run *fix = *state;
    fix_core *core = &fix->works.trade.core;

    assert_ok(core->platform,
              salesinv_licence_grant(core->platform, core->tenant, "connector.other",
                                     SALESINV_TIME_NONE, 0, NULL));
    assert_ok(core->admin, salesinv_sync_enable(core->admin, "main", "other",
                                                FIX_PUSHES, FIX_PULLS, NULL));
    assert_run_refused(fix, CONNECTOR_REQUIRED, NULL);
    assert_field(fix->works.erp, "brand");
}

static void only_who_may_change_synchronisation_runs(void **state)
{
    fix_run *fix = *state;
    fix_core *core = &fix->works.trade.core;
    salesinv_session *sales = fix_core_session(core->engine, core->tenant, "sales");

    assert_refused(sales, FORBIDDEN,
                   salesinv_sync_run(sales, fix->connector, NULL, NULL));
    salesinv_session_close(sales);
}

static void arguments_are_checked(void **state)
{
    fix_run *fix = *state;
    salesinv_session *erp = fix->works.erp;
    const salesinv_sync_options good = {.struct_size = sizeof(good)};
    salesinv_sync_options bad = good;

    bad.flags = 8;
    assert_run_refused(fix, ARG, &bad);
    assert_field(erp, "flags");
    bad = good;
    bad.max_messages = -1;
    assert_run_refused(fix, ARG, &bad);
    bad = good;
    bad.batch = 1001;
    assert_run_refused(fix, ARG, &bad);
    bad = good;
    bad.max_ms = -1;
    assert_run_refused(fix, ARG, &bad);
    bad = good;
    bad.lease_ms = INT64_MAX;
    assert_run_refused(fix, ARG, &bad);
    bad = good;
    bad.kinds = 1;
    assert_run_refused(fix, ARG, &bad);
    bad = good;
    bad.struct_size = 8;
    assert_run_refused(fix, ABI_TOO_OLD, &bad);
    assert_refused(erp, ARG, salesinv_sync_run(erp, NULL, NULL, &fix->report));
    assert_null(fix->report);
    assert_int_equal(salesinv_sync_run(NULL, fix->connector, NULL, NULL),
                     SALESINV_E_ARG);
    assert_ok(erp, salesinv_sync_run(erp, fix->connector, &good, NULL));
    assert_int_equal(salesinv_sync_report_get(NULL, 0, SALESINV_SYNC_PULLED), 0);
    assert_int_equal(salesinv_sync_report_is_done(NULL), 0);
    assert_string_equal(salesinv_sync_counter_name(SALESINV_SYNC_PUSH_DEAD),
                        "push_dead");
    assert_string_equal(salesinv_sync_counter_name(0), "");
    assert_string_equal(salesinv_sync_counter_name(13), "");
}

/* ---- callbacks ---- */

typedef struct caller {
    fix_run *fix;
    salesinv_status rc;
    int64_t progress;
} caller;

static void calls_back(void *self)
{
    caller *at = self;

    at->rc = salesinv_sync_run(at->fix->works.erp, at->fix->connector, NULL, NULL);
}

static void interrupts(void *self)
{
    caller *at = self;

    salesinv_engine_interrupt(at->fix->works.trade.core.engine);
}

static void counts(void *self, int64_t done, int64_t total)
{
    caller *at = self;

    at->progress = done + total;
}

static void a_connector_must_not_call_the_library(void **state)
{
    fix_run *fix = *state;
    caller at = {.fix = fix};

    fix->erp.during = calls_back;
    fix->erp.during_self = &at;
    fix_run_once(fix);
    assert_int_equal(at.rc, SALESINV_E_REENTRANT);
}

static void a_run_does_not_start_inside_a_transaction(void **state)
{
    fix_run *fix = *state;

    assert_ok(admin(fix), salesinv_session_begin(admin(fix), SALESINV_TXN_WRITE));
    assert_run_refused(fix, BUSY, NULL);
    assert_refused(admin(fix), BUSY,
                   salesinv_sync_run(admin(fix), fix->connector, NULL, NULL));
    assert_ok(admin(fix), salesinv_session_rollback(admin(fix)));
}

static void a_run_is_interrupted_between_pages_and_tells_its_progress(void **state)
{
    fix_run *fix = *state;
    caller at = {.fix = fix};

    given_goods(fix);
    assert_ok(fix->works.erp,
              salesinv_engine_set_progress(fix->works.trade.core.engine, counts, &at));
    fix->erp.during = interrupts;
    fix->erp.during_self = &at;
    assert_run_refused(fix, INTERRUPTED, NULL);
    assert_ran(fix, PULLED, 0);
    fix->erp.during = NULL;
    fix_run_once(fix);
    assert_ran(fix, PULLED, 4);
    assert_int_equal(at.progress, 4);
    assert_ok(fix->works.erp,
              salesinv_engine_set_progress(fix->works.trade.core.engine, NULL, NULL));
}

static void a_dry_run_asks_nobody(void **state)
{
    fix_run *fix = *state;

    given_goods(fix);
    assert_ok(fix->works.erp, salesinv_session_set_dry_run(fix->works.erp, 1));
    fix_run_once(fix);
    assert_ran(fix, PULLED, 0);
    assert_int_equal(fix->erp.pulls_made, 0);
    assert_false(salesinv_sync_report_is_done(fix->report));
    assert_ok(fix->works.erp, salesinv_session_set_dry_run(fix->works.erp, 0));
}

#define RUN(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(records_come_in_by_dependency_and_only_once),
        RUN(a_budget_ends_a_run_and_the_next_goes_on),
        RUN(a_run_is_limited_to_kinds_and_steps),
        RUN(a_record_that_is_refused_stops_nothing_and_is_tried_again),
        RUN(a_dead_line_ends_the_run_and_the_next_goes_on),
        RUN(what_the_erp_refuses_ends_one_kind_alone),
        RUN(a_connector_that_does_not_move_is_stopped),
        RUN(another_epoch_waits_for_a_person_and_begins_anew),
        RUN(an_epoch_that_comes_back_needs_nobody),
        RUN(what_is_not_registered_paused_or_of_another_brand_does_not_run),
        RUN(a_licence_of_the_brand_is_needed),
        RUN(a_connector_registered_for_another_erp_is_refused),
        RUN(only_who_may_change_synchronisation_runs),
        RUN(arguments_are_checked),
        RUN(a_connector_must_not_call_the_library),
        RUN(a_run_does_not_start_inside_a_transaction),
        RUN(a_run_is_interrupted_between_pages_and_tells_its_progress),
        RUN(a_dry_run_asks_nobody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
