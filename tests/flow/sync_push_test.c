/* SPDX-License-Identifier: Apache-2.0 */
/* Runs that push: each message has one effect, whatever the ERP answers. */
#include <string.h>

#include "support/fix_run.h"

static int open(void **state, uint32_t abilities)
{
    static fix_run fix;

    fix_run_open(&fix, abilities);
    *state = &fix;
    return 0;
}

static int setup(void **state)
{
    return open(state, 0);
}

static int setup_idempotent(void **state)
{
    return open(state, SALESINV_CONNECTOR_IDEMPOTENT);
}

static int teardown(void **state)
{
    fix_run_close(*state);
    return 0;
}

static void given_orders(fix_run *fix, int count)
{
    for (int i = 0; i < count; i++)
        (void)fix_run_order(fix);
}

static void assert_all_acknowledged_once(fix_run *fix, int count)
{
    assert_int_equal(fix_run_outbox(fix, SALESINV_OUTBOX_ACKNOWLEDGED), count);
    assert_int_equal(fix->erp.message_count, count);
    assert_int_equal(fix_small_effects(&fix->erp, NULL), count);
}

static void an_order_is_pushed_and_known_by_the_id_of_the_erp(void **state)
{
    fix_run *fix = *state;
    salesinv_id order = fix_run_order(fix);
    salesinv_messages *page;

    fix_run_once(fix);
    assert_ran(fix, PUSHED, 1);
    assert_int_equal(salesinv_sync_report_get(fix->report, SALESINV_KIND_ORDER,
                                              SALESINV_SYNC_PUSHED),
                     1);
    assert_true(salesinv_sync_report_is_done(fix->report));
    assert_all_acknowledged_once(fix, 1);
    assert_non_null(strstr(fix->erp.last_body, "\"action\":\"put\""));
    assert_ok(fix->works.erp,
              salesinv_outbox_find(fix->works.erp, "main", SALESINV_OUTBOX_ACKNOWLEDGED,
                                   0, 10, &page));
    assert_int_equal(salesinv_messages_object(page, 0), order);
    assert_non_null(salesinv_messages_external_id(page, 0));
    salesinv_messages_free(page);
    fix_run_once(fix);
    assert_ran(fix, PUSHED, 0);
    assert_int_equal(fix->erp.pushes_made, 1);
}

static void partial_success_is_normal(void **state)
{
    fix_run *fix = *state;

    given_orders(fix, 4);
    fix_small_answers(&fix->erp, SALESINV_OK, true);
    fix_small_answers(&fix->erp, SALESINV_E_CONNECTOR_REFUSED, false);
    fix_small_answers(&fix->erp, SALESINV_E_CONNECTOR_TIMEOUT, true);
    fix_small_answers(&fix->erp, SALESINV_E_CONNECTOR_TIMEOUT, false);
    fix_run_once(fix);
    assert_ran(fix, PUSHED, 1);
    assert_ran(fix, PUSH_FAILED, 1);
    assert_ran(fix, PUSH_UNKNOWN, 2);
    assert_int_equal(fix->erp.outcomes_made, 0);
    fix_run_wait(fix, 60);
    fix_run_once(fix);
    assert_ran(fix, PUSHED, 3);
    assert_int_equal(fix->erp.outcomes_made, 2);
    assert_all_acknowledged_once(fix, 4);
}

static void a_line_that_breaks_leaves_everything_unknown_and_is_not_tried_on(
    void **state)
{
    fix_run *fix = *state;
    salesinv_sync_options small = {.struct_size = sizeof(small), .batch = 2};

    given_orders(fix, 5);
    fix->erp.push_status = SALESINV_E_CONNECTOR_TIMEOUT;
    assert_run_refused(fix, CONNECTOR_TIMEOUT, &small);
    assert_int_equal(fix->erp.pushes_made, 1);
    assert_ran(fix, PUSH_UNKNOWN, 2);
    fix->erp.push_status = SALESINV_OK;
    fix_run_wait(fix, 60);
    assert_ok(fix->works.erp, fix_run_try(fix, &small));
    assert_ran(fix, PUSHED, 5);
    assert_all_acknowledged_once(fix, 5);
}

static void a_question_that_is_not_answered_leaves_the_others_as_they_were(void **state)
{
    fix_run *fix = *state;

    given_orders(fix, 2);
    fix_small_answers(&fix->erp, SALESINV_E_CONNECTOR_TIMEOUT, true);
    fix_small_answers(&fix->erp, SALESINV_E_CONNECTOR_TIMEOUT, true);
    fix_run_once(fix);
    fix_run_wait(fix, 60);
    fix->erp.outcome_status = SALESINV_E_CONNECTOR_TIMEOUT;
    assert_run_refused(fix, CONNECTOR_TIMEOUT, NULL);
    assert_int_equal(fix->erp.outcomes_made, 1);
    assert_ran(fix, PUSH_UNKNOWN, 1);
    fix->erp.outcome_status = SALESINV_OK;
    fix_run_wait(fix, 60);
    fix_run_once(fix);
    assert_ran(fix, PUSHED, 2);
    assert_all_acknowledged_once(fix, 2);
    assert_int_equal(fix->erp.pushes_made, 1);
}

static void what_is_idempotent_is_sent_again_without_a_question(void **state)
{
    fix_run *fix = *state;

    given_orders(fix, 1);
    fix_small_answers(&fix->erp, SALESINV_E_CONNECTOR_TIMEOUT, true);
    fix_run_once(fix);
    fix_run_wait(fix, 60);
    fix_run_once(fix);
    assert_ran(fix, PUSHED, 1);
    assert_int_equal(fix->erp.outcomes_made, 0);
    assert_int_equal(fix->erp.pushes_made, 2);
    assert_all_acknowledged_once(fix, 1);
}

static void what_nobody_can_ask_for_is_for_a_person(void **state)
{
    fix_run *fix = *state;

    salesinv_connector_free(fix->connector);
    fix->erp.destroyed = 0;
    fix->erp.table.outcome = NULL;
    fix->connector = fix_small_connect(&fix->erp, fix->works.trade.core.engine);
    given_orders(fix, 1);
    fix_small_answers(&fix->erp, SALESINV_E_CONNECTOR_TIMEOUT, true);
    fix_run_once(fix);
    fix_run_wait(fix, 60);
    fix_run_once(fix);
    assert_ran(fix, PUSH_DEAD, 1);
    assert_int_equal(fix->erp.pushes_made, 1);
    assert_int_equal(fix_run_outbox(fix, SALESINV_OUTBOX_DEAD), 1);
}

static void what_is_on_its_way_uses_up_no_attempt(void **state)
{
    fix_run *fix = *state;

    fix_setting(fix->works.trade.core.admin, "sync.attempts", 2);
    given_orders(fix, 1);
    fix_small_answers(&fix->erp, SALESINV_E_BUSY, true);
    fix->erp.vice = FIX_WAITING;
    for (int i = 0; i < 10; i++) {
        fix_run_once(fix);
        assert_ran(fix, PUSH_WAITING, 1);
        fix_run_wait(fix, 1);
    }
    fix->erp.vice = FIX_HONEST;
    fix_run_once(fix);
    assert_ran(fix, PUSHED, 1);
    assert_all_acknowledged_once(fix, 1);
}

static void attempts_come_to_an_end(void **state)
{
    fix_run *fix = *state;

    fix_setting(fix->works.trade.core.admin, "sync.attempts", 2);
    fix_setting(fix->works.trade.core.admin, "sync.retry_seconds", 0);
    given_orders(fix, 1);
    fix_small_answers(&fix->erp, SALESINV_E_CONNECTOR_REFUSED, false);
    fix_small_answers(&fix->erp, SALESINV_E_CONNECTOR_REFUSED, false);
    fix_run_once(fix);
    assert_ran(fix, PUSH_FAILED, 1);
    assert_ran(fix, PUSH_DEAD, 1);
    assert_int_equal(fix_run_outbox(fix, SALESINV_OUTBOX_DEAD), 1);
}

/* Who leased it died after, or before, it had its effect. */
static void what_was_leased_by_who_died_is_asked_for(void **state)
{
    fix_run *fix = *state;
    salesinv_messages *page;

    given_orders(fix, 1);
    assert_ok(fix->works.erp,
              salesinv_outbox_next(fix->works.erp, "main", 10, 1000, &page));
    salesinv_messages_free(page);
    fix_run_once(fix);
    assert_int_equal(fix->erp.pushes_made, 0);
    fix_run_wait(fix, 1);
    fix_run_once(fix);
    assert_int_equal(fix->erp.outcomes_made, 1);
    assert_ran(fix, PUSHED, 1);
    assert_all_acknowledged_once(fix, 1);
}

static void one_id_for_two_documents_is_for_a_person(void **state)
{
    fix_run *fix = *state;

    given_orders(fix, 2);
    fix->erp.vice = FIX_SAME_ID;
    fix_run_once(fix);
    assert_ran(fix, PUSHED, 1);
    assert_ran(fix, PUSH_DEAD, 1);
}

static void a_message_without_an_answer_is_asked_for(void **state)
{
    fix_run *fix = *state;

    given_orders(fix, 2);
    fix->erp.vice = FIX_SILENT;
    fix_run_once(fix);
    assert_ran(fix, PUSHED, 1);
    assert_ran(fix, PUSH_UNKNOWN, 1);
    fix->erp.vice = FIX_HONEST;
    fix_run_wait(fix, 60);
    fix_run_once(fix);
    assert_all_acknowledged_once(fix, 2);
}

static void a_budget_holds_for_messages_too(void **state)
{
    fix_run *fix = *state;
    salesinv_sync_options options = {
        .struct_size = sizeof(options), .max_messages = 3, .batch = 2};

    given_orders(fix, 5);
    assert_ok(fix->works.erp, fix_run_try(fix, &options));
    assert_ran(fix, PUSHED, 3);
    assert_false(salesinv_sync_report_is_done(fix->report));
    fix_run_once(fix);
    assert_all_acknowledged_once(fix, 5);
}

static void interrupts(void *self)
{
    const fix_run *fix = self;

    if (fix->erp.pushes_made == 1)
        salesinv_engine_interrupt(fix->works.trade.core.engine);
}

static void an_interrupt_keeps_what_was_answered(void **state)
{
    fix_run *fix = *state;
    salesinv_sync_options small = {.struct_size = sizeof(small), .batch = 2};

    given_orders(fix, 5);
    fix->erp.during = interrupts;
    fix->erp.during_self = fix;
    assert_run_refused(fix, INTERRUPTED, &small);
    assert_ran(fix, PUSHED, 2);
    fix->erp.during = NULL;
    fix_run_once(fix);
    assert_all_acknowledged_once(fix, 5);
}

#define PUSH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PUSH(an_order_is_pushed_and_known_by_the_id_of_the_erp),
        PUSH(partial_success_is_normal),
        PUSH(a_line_that_breaks_leaves_everything_unknown_and_is_not_tried_on),
        PUSH(a_question_that_is_not_answered_leaves_the_others_as_they_were),
        cmocka_unit_test_setup_teardown(
            what_is_idempotent_is_sent_again_without_a_question, setup_idempotent,
            teardown),
        PUSH(what_nobody_can_ask_for_is_for_a_person),
        PUSH(what_is_on_its_way_uses_up_no_attempt),
        PUSH(attempts_come_to_an_end),
        PUSH(what_was_leased_by_who_died_is_asked_for),
        PUSH(one_id_for_two_documents_is_for_a_person),
        PUSH(a_message_without_an_answer_is_asked_for),
        PUSH(a_budget_holds_for_messages_too),
        PUSH(an_interrupt_keeps_what_was_answered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
