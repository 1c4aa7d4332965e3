/* SPDX-License-Identifier: Apache-2.0 */
/* Leases of messages: who gets which, for how long, and who may say what became of them. */
#include "fix_outbox.h"

/* ---- leases ---- */

static void an_outlived_lease_is_stale(void **state)
{
    salesinv_id order = an_order();
    salesinv_messages *first = lease();
    salesinv_messages *second;

    (void)state;
    fix.trade.core.now += LEASE - 1;
    assert_nothing_due();
    fix.trade.core.now++;
    second = lease();
    assert_page(second, order, SALESINV_MESSAGE_PUT);
    assert_int_equal(salesinv_messages_is_unknown(second, 0), 1);
    assert_int_equal(salesinv_messages_attempts(second, 0), 2);
    assert_string_equal(salesinv_messages_key(second, 0),
                        salesinv_messages_key(first, 0));
    assert_refused(fix.erp, STALE, try_ack(first, "SO-1"));
    assert_field(fix.erp, "lease");
    assert_refused(fix.erp, STALE, try_fail(first, SALESINV_E_CONNECTOR_REFUSED));
    assert_ok(fix.erp, try_ack(second, "SO-1"));
    assert_refused(fix.erp, STALE, try_fail(second, SALESINV_E_CONNECTOR_REFUSED));
    assert_refused(fix.erp, STALE, try_ack(first, "SO-1"));
    salesinv_messages_free(first);
    salesinv_messages_free(second);
}

static void who_had_the_lease_last_may_speak_late_and_twice(void **state)
{
    salesinv_messages *page;
    int64_t events;

    (void)state;
    (void)an_order();
    page = lease();
    fix.trade.core.now += 2 * LEASE;
    assert_ok(fix.erp, try_fail(page, SALESINV_E_CONNECTOR_TIMEOUT));
    assert_ok(fix.erp, try_ack(page, "SO-1"));
    events = fix_core_event_count(admin());
    assert_ok(fix.erp, try_ack(page, "SO-1"));
    assert_int_equal(fix_core_event_count(admin()), events);
    assert_message(salesinv_messages_id(page, 0), SALESINV_OUTBOX_ACKNOWLEDGED);
    salesinv_messages_free(page);
}

static void whoever_keeps_losing_a_message_loses_it_in_the_end(void **state)
{
    salesinv_id id = 0;

    (void)state;
    (void)an_order();
    fix_setting(admin(), "sync.attempts", 3);
    for (int32_t i = 0; i < 3; i++) {
        salesinv_messages *page = lease();

        assert_int_equal(salesinv_messages_count(page), 1);
        id = salesinv_messages_id(page, 0);
        salesinv_messages_free(page);
        fix.trade.core.now += LEASE;
    }
    assert_nothing_due();
    assert_message(id, SALESINV_OUTBOX_DEAD);
    assert_state_has(admin(), "'unknown':1,'sent':0,'dead':1");
}

static salesinv_status release(sinv_txn *txn, void *arg)
{
    const salesinv_messages *page = arg;
    const sinv_claim claim = {salesinv_messages_id(page, 0),
                              salesinv_messages_lease(page, 0)};

    return sinv_outbox_release(txn, &claim);
}

static void what_was_not_tried_is_given_back(void **state)
{
    salesinv_messages *page;

    (void)state;
    (void)an_order();
    page = lease();
    assert_ok(admin(), fix_core_run(admin(), true, release, page));
    assert_refused(admin(), STALE, fix_core_run(admin(), true, release, page));
    assert_refused(fix.erp, STALE, try_ack(page, NULL));
    salesinv_messages_free(page);
    page = lease();
    assert_int_equal(salesinv_messages_attempts(page, 0), 1);
    assert_int_equal(salesinv_messages_is_unknown(page, 0), 0);
    salesinv_messages_free(page);
}

/* ---- connectors ---- */

static void a_paused_connector_gets_nothing_and_may_acknowledge(void **state)
{
    salesinv_id order = an_order();
    salesinv_messages *page = lease();

    (void)state;
    assert_ok(admin(), salesinv_sync_pause(admin(), "main", NULL, NULL));
    (void)an_order();
    assert_nothing_due();
    assert_ok(fix.erp, try_ack(page, NULL));
    salesinv_messages_free(page);
    assert_state_has(admin(), "'pending':1,'waiting':0,'unknown':0,'sent':0");
    assert_ok(admin(), salesinv_sync_resume(admin(), "main", NULL));
    page = lease();
    assert_int_equal(salesinv_messages_count(page), 1);
    assert_int_not_equal(salesinv_messages_object(page, 0), order);
    salesinv_messages_free(page);
}

static void a_message_stays_with_who_took_it_first(void **state)
{
    salesinv_messages *page;

    (void)state;
    assert_ok(admin(),
              salesinv_sync_enable(admin(), "other", "test", FIX_BIT(ORDER), 0, NULL));
    assert_ok(admin(), salesinv_sync_enable(admin(), "returns", "test", FIX_BIT(RETURN),
                                            0, NULL));
    (void)an_order();
    page = lease_for("returns", 10);
    assert_int_equal(salesinv_messages_count(page), 0);
    salesinv_messages_free(page);
    page = lease_for("other", 10);
    assert_int_equal(salesinv_messages_count(page), 1);
    fix.trade.core.now += LEASE;
    assert_nothing_due();
    assert_ok(fix.erp, try_fail(page, SALESINV_E_CONNECTOR_REFUSED));
    salesinv_messages_free(page);
    fix.trade.core.now += FIX_DAY;
    assert_nothing_due();
    page = lease_for("other", 10);
    assert_int_equal(salesinv_messages_count(page), 1);
    salesinv_messages_free(page);
    assert_ok(admin(), salesinv_outbox_find(admin(), "other", 0, 0, 10, &page));
    assert_int_equal(salesinv_messages_count(page), 1);
    salesinv_messages_free(page);
    assert_ok(admin(), salesinv_outbox_find(admin(), "main", 0, 0, 10, &page));
    assert_int_equal(salesinv_messages_count(page), 0);
    salesinv_messages_free(page);
}

static void one_id_of_the_erp_means_one_document(void **state)
{
    salesinv_id first = an_order();
    salesinv_id second;
    salesinv_messages *page;
    char taken[32];

    (void)state;
    push(first, SALESINV_MESSAGE_PUT);
    second = an_order();
    page = lease();
    assert_page(page, second, SALESINV_MESSAGE_PUT);
    snprintf(taken, sizeof(taken), "ERP-%lld", (long long)first);
    assert_refused(fix.erp, EXISTS, try_ack(page, taken));
    assert_ok(fix.erp, try_ack(page, "SO-2"));
    salesinv_messages_free(page);
}

/* ---- many ---- */

static void pages_are_cut_and_lists_go_on(void **state)
{
    enum { ORDERS = 25 };
    salesinv_messages *page;
    salesinv_id last = 0;
    int32_t seen = 0;

    (void)state;
    for (int32_t i = 0; i < ORDERS; i++)
        (void)an_order();
    page = lease_for("main", 10);
    assert_int_equal(salesinv_messages_count(page), 10);
    for (int32_t i = 1; i < 10; i++)
        assert_true(salesinv_messages_id(page, i - 1) < salesinv_messages_id(page, i));
    salesinv_messages_free(page);
    page = lease_for("main", 1000);
    assert_int_equal(salesinv_messages_count(page), ORDERS - 10);
    salesinv_messages_free(page);
    do {
        assert_ok(admin(), salesinv_outbox_find(admin(), "main", SALESINV_OUTBOX_SENT,
                                                last, 7, &page));
        for (int32_t i = 0; i < salesinv_messages_count(page); i++) {
            assert_true(salesinv_messages_id(page, i) > last);
            last = salesinv_messages_id(page, i);
            seen++;
        }
        salesinv_messages_free(page);
    } while (seen < ORDERS);
    assert_ok(admin(), salesinv_outbox_find(admin(), "main", 0, last, 7, &page));
    assert_int_equal(salesinv_messages_count(page), 0);
    salesinv_messages_free(page);
}

static void acknowledged_messages_are_dropped_and_verified_all_the_same(void **state)
{
    salesinv_maintenance *report;

    (void)state;
    push(an_order(), SALESINV_MESSAGE_PUT);
    fix.trade.core.now += 30 * FIX_DAY + 1;
    assert_ok(admin(), salesinv_maintain(admin(), &report));
    assert_int_equal(salesinv_maintenance_messages(report), 1);
    salesinv_maintenance_free(report);
    assert_int_equal(count_in(0), 0);
}

static void a_restored_erp_is_told_again_once_it_was_asked(void **state)
{
    salesinv_id order = an_order();
    salesinv_messages *page = lease();
    salesinv_id id = salesinv_messages_id(page, 0);

    (void)state;
    assert_ok(fix.erp, try_ack(page, "SO-1"));
    salesinv_messages_free(page);
    assert_ok(admin(), salesinv_outbox_resend(admin(), id, NULL));
    page = lease();
    assert_page(page, order, SALESINV_MESSAGE_PUT);
    assert_int_equal(salesinv_messages_is_unknown(page, 0), 1);
    assert_ok(fix.erp, try_ack(page, "SO-1"));
    salesinv_messages_free(page);
    step(order, SINV_VERB_CLOSE);
    assert_refused(admin(), INVALID_STATE, salesinv_outbox_resend(admin(), id, NULL));
}

/* ---- bad input ---- */

static void what_is_no_claim_and_no_page(void **state)
{
    salesinv_messages *page = NULL;

    (void)state;
    assert_refused(fix.erp, ARG,
                   salesinv_outbox_next(fix.erp, NULL, 1, LEASE_MS, &page));
    assert_field(fix.erp, "connector");
    assert_refused(fix.erp, CONNECTOR_REQUIRED,
                   salesinv_outbox_next(fix.erp, "nobody", 1, LEASE_MS, &page));
    assert_refused(fix.erp, ARG,
                   salesinv_outbox_next(fix.erp, "main", 0, LEASE_MS, &page));
    assert_refused(fix.erp, ARG,
                   salesinv_outbox_next(fix.erp, "main", 1001, LEASE_MS, &page));
    assert_field(fix.erp, "max_count");
    assert_refused(fix.erp, ARG, salesinv_outbox_next(fix.erp, "main", 1, 0, &page));
    assert_refused(fix.erp, ARG,
                   salesinv_outbox_next(fix.erp, "main", 1, 86400001, &page));
    assert_field(fix.erp, "lease_ms");
    assert_null(page);
    assert_refused(fix.erp, ARG, salesinv_outbox_find(fix.erp, NULL, 5, 0, 1, &page));
    assert_refused(fix.erp, ARG, salesinv_outbox_find(fix.erp, NULL, 0, -1, 1, &page));
    assert_refused(fix.erp, ARG, salesinv_outbox_ack(fix.erp, 0, 1, NULL));
    assert_refused(fix.erp, ARG, salesinv_outbox_ack(fix.erp, 1, 0, NULL));
    assert_refused(fix.erp, TEXT, salesinv_outbox_ack(fix.erp, 1, 1, "a\n"));
    assert_refused(fix.erp, NOT_FOUND, salesinv_outbox_ack(fix.erp, 99, 1, NULL));
    assert_field(fix.erp, "message_id");
    assert_refused(fix.erp, NOT_FOUND,
                   salesinv_outbox_fail(fix.erp, 99, 1, SALESINV_E_NOT_FOUND, 0, NULL));
    assert_refused(fix.erp, ARG,
                   salesinv_outbox_fail(fix.erp, 99, 1, SALESINV_OK, 0, NULL));
    assert_refused(
        fix.erp, ARG,
        salesinv_outbox_fail(fix.erp, 99, 1, SALESINV_E_STORAGE_IO, 0, NULL));
    assert_refused(admin(), NOT_FOUND, salesinv_outbox_resend(admin(), 99, NULL));
    assert_refused(admin(), ARG, salesinv_outbox_settle(admin(), 99, NULL, "", NULL));
    assert_refused(admin(), ARG, salesinv_outbox_settle(admin(), 99, NULL, NULL, NULL));
    assert_refused(admin(), NOT_FOUND,
                   salesinv_outbox_settle(admin(), 99, NULL, "why", NULL));
    assert_int_equal(salesinv_messages_count(NULL), 0);
    assert_null(salesinv_messages_body(NULL, 0));
}

static void without_the_licence_nothing_is_leased(void **state)
{
    fix_core *core = &fix.trade.core;
    salesinv_messages *none;
    salesinv_messages *page;

    (void)state;
    (void)an_order();
    page = lease();
    assert_ok(core->platform,
              salesinv_licence_grant(core->platform, core->tenant, "connector.test",
                                     core->now + 1, 0, NULL));
    core->now += 1;
    assert_refused(fix.erp, LICENSE_REQUIRED,
                   salesinv_outbox_next(fix.erp, "main", 1, LEASE_MS, &none));
    assert_null(none);
    assert_ok(fix.erp, try_ack(page, NULL));
    salesinv_messages_free(page);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_outlived_lease_is_stale),
        TEST(who_had_the_lease_last_may_speak_late_and_twice),
        TEST(whoever_keeps_losing_a_message_loses_it_in_the_end),
        TEST(what_was_not_tried_is_given_back),
        TEST(a_paused_connector_gets_nothing_and_may_acknowledge),
        TEST(a_message_stays_with_who_took_it_first),
        TEST(one_id_of_the_erp_means_one_document),
        TEST(pages_are_cut_and_lists_go_on),
        TEST(acknowledged_messages_are_dropped_and_verified_all_the_same),
        TEST(a_restored_erp_is_told_again_once_it_was_asked),
        TEST(what_is_no_claim_and_no_page),
        TEST(without_the_licence_nothing_is_leased),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
