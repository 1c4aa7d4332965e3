/* SPDX-License-Identifier: Apache-2.0 */
/* Another edition while messages wait: the ERP is told what was meant for it, once, whoever owns the stock by then. */
#include "flow/fix_outbox.h"
#include "support/fix_edition.h"
#include "support/fix_inbox.h"
#include "support/fix_run.h"

static void switch_to(salesinv_edition edition)
{
    assert_ok(fix.trade.core.platform,
              fix_try_switch(&fix.trade.core, edition, SALESINV_PURGE));
}

/* An order that nobody sent, and the end that the switch gave it, go out in their order; what is written then does not. */
static void what_waited_goes_out_in_the_standalone_edition(void **state)
{
    salesinv_id order = an_order();

    (void)state;
    switch_to(SALESINV_EDITION_STANDALONE);
    assert_status(&fix.trade, SALESINV_KIND_ORDER, order, CLOSED);
    assert_state_has(admin(), "'pending':2,'waiting':1");
    an_order();
    push(order, SALESINV_MESSAGE_PUT);
    push(order, SALESINV_MESSAGE_CLOSE);
    assert_nothing_due();
    assert_state_has(admin(), "'pending':0,'waiting':0,'unknown':0,'sent':0,'dead':0");
}

/* Which lease is over, whose outcome is unknown and what was given up is decided as before. */
static void what_was_on_its_way_is_settled_in_the_standalone_edition(void **state)
{
    salesinv_id order = an_order();
    salesinv_messages *page = lease();
    salesinv_id id = salesinv_messages_id(page, 0);

    (void)state;
    switch_to(SALESINV_EDITION_STANDALONE);
    assert_ok(fix.erp, try_fail(page, SALESINV_E_UNKNOWN_OUTCOME));
    salesinv_messages_free(page);
    assert_nothing_due();
    assert_ok(admin(), salesinv_outbox_resend(admin(), id, NULL));
    page = lease();
    assert_page(page, order, SALESINV_MESSAGE_PUT);
    assert_int_equal(salesinv_messages_is_unknown(page, 0), 1);
    assert_ok(fix.erp, try_fail(page, SALESINV_E_UNKNOWN_OUTCOME));
    salesinv_messages_free(page);
    assert_ok(admin(), salesinv_outbox_settle(admin(), id, "SO-1", "is there", NULL));
    push(order, SALESINV_MESSAGE_CLOSE);
    assert_nothing_due();
}

/* The one that has been due for longest. */
static void push_first(salesinv_id object, salesinv_message_action action)
{
    salesinv_messages *page = lease_for("main", 1);

    assert_page(page, object, action);
    assert_ok(fix.erp, try_ack(page, NULL));
    salesinv_messages_free(page);
}

/* There and back: what did not go out is still due, what did is not, and new documents come behind. */
static void there_and_back_loses_nothing_and_doubles_nothing(void **state)
{
    salesinv_id told = an_order();
    salesinv_id waiting;
    salesinv_id later;

    (void)state;
    push(told, SALESINV_MESSAGE_PUT);
    waiting = an_order();
    switch_to(SALESINV_EDITION_STANDALONE);
    push_first(waiting, SALESINV_MESSAGE_PUT);
    an_order();
    switch_to(SALESINV_EDITION_INTEGRATION);
    later = an_order();
    assert_int_equal(count_in(SALESINV_OUTBOX_PENDING), 3);
    push_first(told, SALESINV_MESSAGE_CLOSE);
    push_first(waiting, SALESINV_MESSAGE_CLOSE);
    push(later, SALESINV_MESSAGE_PUT);
    assert_nothing_due();
    assert_int_equal(count_in(0), 5);
}

/* The licence of the brand and a pause hold as before; a paused connector may go on. */
static void a_connector_still_needs_its_licence_and_may_be_paused(void **state)
{
    salesinv_id order = an_order();
    fix_core *core = &fix.trade.core;
    salesinv_messages *page;

    (void)state;
    switch_to(SALESINV_EDITION_STANDALONE);
    assert_ok(admin(), salesinv_sync_pause(admin(), "main", "ledger closed", NULL));
    assert_nothing_due();
    assert_ok(admin(), salesinv_sync_resume(admin(), "main", NULL));
    assert_ok(core->platform,
              salesinv_licence_grant(core->platform, core->tenant, "connector.test",
                                     core->now + 1, 0, NULL));
    core->now += 1;
    assert_refused(fix.erp, LICENSE_REQUIRED,
                   salesinv_outbox_next(fix.erp, "main", 1, LEASE_MS, &page));
    assert_refused(admin(), EDITION_NOT_SUPPORTED,
                   salesinv_sync_enable(admin(), "more", "test", 0, 0, NULL));
    assert_ok(core->platform,
              salesinv_licence_grant(core->platform, core->tenant, "connector.test",
                                     SALESINV_TIME_NONE, 0, NULL));
    push(order, SALESINV_MESSAGE_PUT);
}

/* Records of the ERP are not for an edition in which it owns nothing. */
static void nothing_is_taken_from_the_erp_in_the_standalone_edition(void **state)
{
    salesinv_upsert *report = NULL;

    (void)state;
    switch_to(SALESINV_EDITION_STANDALONE);
    assert_refused(fix.erp, EDITION_NOT_SUPPORTED,
                   fix_try_records(fix.erp, &report,
                                   "{'kind': 'category', 'external_id': 'C1', "
                                   "'version': 1, 'name': 'Phones'}"));
    assert_null(report);
}

/* A run pushes, and asks the ERP for no record. */
static void a_run_only_pushes_in_the_standalone_edition(void **state)
{
    static fix_run run;
    fix_core *core = &run.works.trade.core;

    (void)state;
    fix_run_open(&run, SALESINV_CONNECTOR_IDEMPOTENT);
    fix_setting(core->admin, "order.validation", SALESINV_RULE_ALLOW);
    fix_run_once(&run);
    fix_run_order(&run);
    assert_ok(core->platform,
              fix_try_switch(core, SALESINV_EDITION_STANDALONE, SALESINV_PURGE));
    fix_small_has(&run.erp, SALESINV_KIND_CATEGORY,
                  "{'kind':'category','external_id':'C9','version':1,'name':'Late'}");
    fix_run_once(&run);
    assert_ran(&run, PUSHED, 2);
    assert_ran(&run, PULLED, 0);
    assert_int_equal(fix_run_outbox(&run, SALESINV_OUTBOX_PENDING), 0);
    fix_run_close(&run);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_waited_goes_out_in_the_standalone_edition),
        TEST(what_was_on_its_way_is_settled_in_the_standalone_edition),
        TEST(there_and_back_loses_nothing_and_doubles_nothing),
        TEST(a_connector_still_needs_its_licence_and_may_be_paused),
        TEST(a_run_only_pushes_in_the_standalone_edition),
        TEST(nothing_is_taken_from_the_erp_in_the_standalone_edition),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
