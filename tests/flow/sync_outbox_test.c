/* SPDX-License-Identifier: Apache-2.0 */
/* Messages to the ERP: what leaves one, and what becomes of one that fails. */
#include "fix_outbox.h"

/* ---- what leaves a message ---- */

static void an_order_in_effect_is_told_and_linked(void **state)
{
    salesinv_id order = an_order();
    salesinv_messages *page = lease();
    char key[64];

    (void)state;
    assert_page(page, order, SALESINV_MESSAGE_PUT);
    snprintf(key, sizeof(key), "%lld/order/%lld/1", (long long)fix.trade.core.tenant,
             (long long)order);
    assert_string_equal(salesinv_messages_key(page, 0), key);
    assert_int_equal(salesinv_messages_version(page, 0), 1);
    assert_int_equal(salesinv_messages_attempts(page, 0), 1);
    assert_int_equal(salesinv_messages_at(page, 0), FIX_START);
    assert_int_equal(salesinv_messages_next_at(page, 0), FIX_START + LEASE);
    assert_string_equal(salesinv_messages_connector(page, 0), "main");
    assert_null(salesinv_messages_external_id(page, 0));
    assert_int_equal(salesinv_messages_is_unknown(page, 0), 0);
    assert_non_null(strstr(salesinv_messages_body(page, 0), "\"action\":\"put\""));
    assert_non_null(strstr(salesinv_messages_body(page, 0), "\"qty\":\"3\""));
    assert_int_equal(salesinv_messages_body_size(page, 0),
                     strlen(salesinv_messages_body(page, 0)));
    assert_ok(fix.erp, try_ack(page, "SO-77"));
    assert_event(SALESINV_EVENT_PUSHED, order, "\"external_id\":\"SO-77\"");
    salesinv_messages_free(page);
    assert_nothing_due();
    step(order, SINV_VERB_CLOSE);
    page = lease();
    assert_page(page, order, SALESINV_MESSAGE_CLOSE);
    assert_string_equal(salesinv_messages_external_id(page, 0), "SO-77");
    assert_non_null(
        strstr(salesinv_messages_body(page, 0), "\"external_id\":\"SO-77\""));
    salesinv_messages_free(page);
}

static void every_change_of_what_is_in_effect_is_told_in_order(void **state)
{
    salesinv_id order = an_order();

    (void)state;
    revise(order, 4);
    step(order, SINV_VERB_CLOSE);
    step(order, SINV_VERB_REOPEN);
    step(order, SINV_VERB_VOID);
    assert_int_equal(count_in(SALESINV_OUTBOX_PENDING), 5);
    assert_state_has(admin(), "'pending':5,'waiting':4,'unknown':0,'sent':0,'dead':0");
    push(order, SALESINV_MESSAGE_PUT);
    push(order, SALESINV_MESSAGE_PUT);
    push(order, SALESINV_MESSAGE_CLOSE);
    push(order, SALESINV_MESSAGE_REOPEN);
    push(order, SALESINV_MESSAGE_VOID);
    assert_nothing_due();
    assert_int_equal(count_in(SALESINV_OUTBOX_ACKNOWLEDGED), 5);
}

static void what_is_not_in_effect_is_not_told(void **state)
{
    salesinv_id order;

    (void)state;
    fix_setting(admin(), "approval.order", 1);
    order = fix_create(admin(), SALESINV_KIND_ORDER, 0,
                       "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": %lld,"
                       " \"lines\": [{\"product\": %lld, \"qty\": \"2\"}]}",
                       (long long)fix.trade.account, (long long)fix.warehouse,
                       (long long)fix.product);
    revise(order, 3);
    step(order, SINV_VERB_SUBMIT);
    revise(order, 4);
    step(order, SINV_VERB_WITHDRAW);
    step(order, SINV_VERB_SUBMIT);
    assert_int_equal(count_in(0), 0);
    step(order, SINV_VERB_APPROVE);
    push(order, SALESINV_MESSAGE_PUT);
}

static void a_refused_or_undone_document_leaves_no_message(void **state)
{
    (void)state;
    fix_setting(admin(), "order.validation", SALESINV_RULE_BLOCK);
    assert_refused(admin(), INSUFFICIENT_STOCK,
                   fix_try_order(&fix.trade, fix.warehouse, fix.product, 3, NULL));
    fix_setting(admin(), "order.validation", SALESINV_RULE_ALLOW);
    assert_ok(admin(), salesinv_session_set_dry_run(admin(), 1));
    (void)an_order();
    assert_ok(admin(), salesinv_session_set_dry_run(admin(), 0));
    assert_ok(admin(), salesinv_session_begin(admin(), SALESINV_TXN_WRITE));
    (void)an_order();
    assert_ok(admin(), salesinv_session_rollback(admin()));
    assert_int_equal(count_in(0), 0);
}

static void the_standalone_edition_tells_nobody(void **state)
{
    fix_trade alone;

    (void)state;
    fix_trade_open(&alone);
    fix_setting(alone.core.admin, "order.validation", SALESINV_RULE_ALLOW);
    fix_order(&alone, fix_warehouse(&alone.core, "W"),
              fix_product(&alone.core, "P", SALESINV_TRACKING_NONE), 1);
    assert_state_has(alone.core.admin, "'outbox':{'pending':0");
    fix_trade_close(&alone);
}

/* ---- documents that come after others ---- */

static void a_notice_comes_after_its_order(void **state)
{
    salesinv_id order = an_order();
    salesinv_id notice = a_notice(order, 2);
    salesinv_messages *page;

    (void)state;
    assert_state_has(admin(), "'pending':2,'waiting':1");
    push(order, SALESINV_MESSAGE_PUT);
    page = lease();
    assert_page(page, notice, SALESINV_MESSAGE_PUT);
    assert_int_equal(salesinv_messages_kind(page, 0), SALESINV_KIND_SHIPMENT);
    assert_non_null(strstr(salesinv_messages_body(page, 0), "\"external_id\":\"ERP-"));
    assert_ok(fix.erp, try_ack(page, "DN-1"));
    salesinv_messages_free(page);
    assert_ok(admin(),
              fix_step(admin(), SALESINV_KIND_SHIPMENT, notice, SINV_VERB_VOID));
    push(notice, SALESINV_MESSAGE_VOID);
    assert_nothing_due();
}

static void a_notice_waits_for_none_that_nobody_takes(void **state)
{
    salesinv_id notice = a_notice(an_order(), 2);

    (void)state;
    assert_state_has(admin(), "'pending':2,'waiting':1");
    assert_ok(admin(), salesinv_sync_enable(admin(), "main", "test", FIX_BIT(SHIPMENT),
                                            FIX_PULLS, NULL));
    assert_state_has(admin(), "'pending':2,'waiting':0");
    push(notice, SALESINV_MESSAGE_PUT);
    push(a_notice(an_order(), 1), SALESINV_MESSAGE_PUT);
    assert_nothing_due();
}

static void a_shipping_order_of_ours_is_not_told(void **state)
{
    salesinv_id order;
    salesinv_id shipment;

    (void)state;
    fix_setting(admin(), "shipping.mode", SALESINV_SHIPPING_ORDER);
    fix_synced_stock(&fix.trade, fix.product, fix.warehouse, 5);
    order = an_order();
    push(order, SALESINV_MESSAGE_PUT);
    assert_ok(admin(), fix_try_ship(&fix.trade, order, 0, 2, NULL, &shipment));
    assert_status(&fix.trade, SALESINV_KIND_SHIPMENT, shipment, SHIPPED);
    assert_nothing_due();
    assert_int_equal(count_in(0), 1);
}

/* A return of what an order has not shipped. */
static salesinv_id a_return(salesinv_id order, int64_t units)
{
    return fix_create(
        admin(), SALESINV_KIND_RETURN, SALESINV_SUBMIT,
        "{\"mode\": 1, \"warehouse\": %lld, \"lines\": [{\"order_line\": %lld, "
        "\"qty\": \"%lld\"}]}",
        (long long)fix.warehouse, (long long)(order << 16 | 1), (long long)units);
}

static void a_return_comes_after_its_order(void **state)
{
    salesinv_id order = an_order();
    salesinv_id back;
    salesinv_messages *page;

    (void)state;
    back = a_return(order, 1);
    push(order, SALESINV_MESSAGE_PUT);
    page = lease();
    assert_page(page, back, SALESINV_MESSAGE_PUT);
    assert_int_equal(salesinv_messages_kind(page, 0), SALESINV_KIND_RETURN);
    assert_ok(fix.erp, try_ack(page, "RT-1"));
    salesinv_messages_free(page);
    assert_ok(admin(), fix_step(admin(), SALESINV_KIND_RETURN, back, SINV_VERB_VOID));
    push(back, SALESINV_MESSAGE_VOID);
}

/* ---- failures ---- */

/* The clock of the tests draws 4 microseconds for what is beyond half of the pause. */
static void a_refused_message_comes_again_later_and_later(void **state)
{
    static const int64_t seconds[] = {10, 20, 40, 80};
    fix_core *core = &fix.trade.core;
    salesinv_id order = an_order();

    (void)state;
    for (int32_t i = 0; i < 4; i++) {
        const int64_t pause = seconds[i] * 1000000 / 2 + 4;
        salesinv_messages *page = lease();
        salesinv_messages *now;

        assert_page(page, order, SALESINV_MESSAGE_PUT);
        assert_int_equal(salesinv_messages_attempts(page, 0), i + 1);
        assert_ok(fix.erp, try_fail(page, SALESINV_E_CONNECTOR_REFUSED));
        assert_ok(fix.erp, try_fail(page, SALESINV_E_CONNECTOR_REFUSED));
        now = message(salesinv_messages_id(page, 0));
        assert_int_equal(salesinv_messages_state(now, 0), SALESINV_OUTBOX_PENDING);
        assert_int_equal(salesinv_messages_is_unknown(now, 0), 0);
        assert_int_equal(salesinv_messages_next_at(now, 0), core->now + pause);
        assert_int_equal(salesinv_messages_status(now, 0),
                         SALESINV_E_CONNECTOR_REFUSED);
        assert_int_equal(salesinv_messages_vendor_code(now, 0), 42);
        assert_string_equal(salesinv_messages_reason(now, 0), "the period is closed");
        salesinv_messages_free(now);
        salesinv_messages_free(page);
        core->now += pause - 1;
        assert_nothing_due();
        core->now++;
    }
    push(order, SALESINV_MESSAGE_PUT);
}

static void after_the_last_attempt_a_person_decides(void **state)
{
    salesinv_id order = an_order();
    salesinv_id id;
    salesinv_messages *page = lease();

    (void)state;
    id = salesinv_messages_id(page, 0);
    fix_setting(admin(), "sync.attempts", 3);
    assert_ok(fix.erp, try_fail(page, SALESINV_E_CONNECTOR_REFUSED));
    salesinv_messages_free(page);
    fix.trade.core.now += FIX_DAY;
    lose(SALESINV_E_CONNECTOR_REFUSED);
    assert_message(id, SALESINV_OUTBOX_PENDING);
    lose(SALESINV_E_CONNECTOR_REFUSED);
    assert_message(id, SALESINV_OUTBOX_DEAD);
    assert_event(SALESINV_EVENT_PUSH_DEAD, order,
                 "\"code\":-502,\"reason\":\"the period is closed\"");
    revise(order, 5); /* waits behind it */
    assert_nothing_due();
    assert_state_has(admin(), "'pending':1,'waiting':1,'unknown':0,'sent':0,'dead':1");
    assert_refused(fix.erp, FORBIDDEN, salesinv_outbox_resend(fix.erp, id, "again"));
    assert_ok(admin(), salesinv_outbox_resend(admin(), id, "again"));
    assert_event(SALESINV_EVENT_PUSH_RESENT, order, "main");
    assert_ok(admin(), salesinv_outbox_resend(admin(), id, "again"));
    assert_refused(admin(), INVALID_STATE, salesinv_outbox_resend(admin(), id, NULL));
    page = lease();
    assert_page(page, order, SALESINV_MESSAGE_PUT);
    assert_int_equal(salesinv_messages_attempts(page, 0), 1);
    assert_ok(fix.erp, try_ack(page, "SO-1"));
    salesinv_messages_free(page);
    push(order, SALESINV_MESSAGE_PUT);
}

static void what_nobody_knows_is_asked_for_before_it_is_sent(void **state)
{
    static const salesinv_status unknown[] = {SALESINV_E_CONNECTOR_TIMEOUT,
                                              SALESINV_E_CONNECTOR_MALFORMED,
                                              SALESINV_E_CALLBACK};
    salesinv_messages *page;

    (void)state;
    (void)an_order();
    for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++) {
        lose(unknown[i]);
        assert_state_has(admin(), "'unknown':1");
        page = lease();
        assert_int_equal(salesinv_messages_is_unknown(page, 0), 1);
        assert_ok(fix.erp, try_fail(page, SALESINV_E_NOT_FOUND));
        salesinv_messages_free(page);
        assert_state_has(admin(), "'unknown':0");
        fix.trade.core.now += 3600 * INT64_C(1000000);
    }
}

static void what_cannot_be_asked_for_is_settled_by_a_person(void **state)
{
    salesinv_id order = an_order();
    salesinv_messages *page = lease();
    salesinv_id id = salesinv_messages_id(page, 0);

    (void)state;
    revise(order, 5);
    assert_refused(admin(), INVALID_STATE,
                   salesinv_outbox_settle(admin(), id, NULL, "it is on its way", NULL));
    assert_ok(fix.erp, try_fail(page, SALESINV_E_UNKNOWN_OUTCOME));
    salesinv_messages_free(page);
    assert_message(id, SALESINV_OUTBOX_DEAD);
    assert_refused(
        admin(), INVALID_STATE,
        salesinv_outbox_settle(admin(), next_after(id), NULL, "not taken", NULL));
    assert_ok(admin(), salesinv_outbox_settle(admin(), id, "SO-9", "seen there", "s"));
    assert_event(SALESINV_EVENT_PUSHED, order, "\"reason\":\"seen there\"");
    assert_ok(admin(), salesinv_outbox_settle(admin(), id, "SO-9", "seen there", "s"));
    assert_refused(admin(), INVALID_STATE,
                   salesinv_outbox_settle(admin(), id, "SO-9", "again", NULL));
    page = lease();
    assert_string_equal(salesinv_messages_external_id(page, 0), "SO-9");
    salesinv_messages_free(page);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_order_in_effect_is_told_and_linked),
        TEST(every_change_of_what_is_in_effect_is_told_in_order),
        TEST(what_is_not_in_effect_is_not_told),
        TEST(a_refused_or_undone_document_leaves_no_message),
        TEST(the_standalone_edition_tells_nobody),
        TEST(a_notice_comes_after_its_order),
        TEST(a_notice_waits_for_none_that_nobody_takes),
        TEST(a_shipping_order_of_ours_is_not_told),
        TEST(a_return_comes_after_its_order),
        TEST(a_refused_message_comes_again_later_and_later),
        TEST(after_the_last_attempt_a_person_decides),
        TEST(what_nobody_knows_is_asked_for_before_it_is_sent),
        TEST(what_cannot_be_asked_for_is_settled_by_a_person),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
