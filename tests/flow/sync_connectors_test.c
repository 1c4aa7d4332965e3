/* SPDX-License-Identifier: Apache-2.0 */
/* Several connectors of one tenant: who takes what, and what becomes of it when one of them changes or goes. */
#include "flow/fix_outbox.h"
#include "support/fix_inbox.h"

static void enable(const char *name, const char *brand, uint64_t pushes)
{
    assert_ok(admin(),
              salesinv_sync_enable(admin(), name, brand, pushes, FIX_PULLS, NULL));
}

static void license(const char *code, salesinv_time until)
{
    fix_core *core = &fix.trade.core;

    assert_ok(core->platform, salesinv_licence_grant(core->platform, core->tenant, code,
                                                     until, 0, NULL));
}

/* What this connector gets: one message of this document, which the ERP then has. */
static void push_by(const char *connector, salesinv_id object,
                    salesinv_message_action action)
{
    salesinv_messages *page = lease_for(connector, 100);

    assert_page(page, object, action);
    assert_ok(fix.erp, try_ack(page, NULL));
    salesinv_messages_free(page);
}

static void assert_nothing_for(const char *connector)
{
    salesinv_messages *page = lease_for(connector, 100);

    assert_int_equal(salesinv_messages_count(page), 0);
    salesinv_messages_free(page);
}

static void wait_an_hour(void)
{
    fix.trade.core.now += 3600 * INT64_C(1000000);
}

/* ---- overlapping kinds ---- */

/* Either may take an order; whoever took it gets what comes after. */
static void a_document_stays_with_the_erp_that_was_told_of_it(void **state)
{
    salesinv_id first = an_order();
    salesinv_id second;

    (void)state;
    enable("other", "test", FIX_BIT(ORDER));
    push_by("other", first, SALESINV_MESSAGE_PUT);
    second = an_order();
    push_by("main", second, SALESINV_MESSAGE_PUT);
    revise(first, 2);
    revise(second, 2);
    push_by("other", first, SALESINV_MESSAGE_PUT);
    push_by("main", second, SALESINV_MESSAGE_PUT);
}

/* It was written before anybody had taken the former one. */
static void also_what_was_written_before_it_was_told(void **state)
{
    salesinv_id order = an_order();

    (void)state;
    step(order, SINV_VERB_CLOSE);
    enable("other", "test", FIX_BIT(ORDER));
    push_by("other", order, SALESINV_MESSAGE_PUT);
    assert_nothing_for("main");
    push_by("other", order, SALESINV_MESSAGE_CLOSE);
}

/* ---- kinds that are taken away ---- */

/* What failed with one connector goes to the other when the first takes the kind no longer. */
static void what_a_connector_takes_no_longer_goes_to_another(void **state)
{
    salesinv_id order = an_order();
    salesinv_messages *page;

    (void)state;
    lose(SALESINV_E_CONNECTOR_TIMEOUT);
    enable("other", "test", FIX_BIT(ORDER));
    assert_nothing_for("other");
    enable("main", "test", FIX_BIT(RETURN));
    assert_nothing_for("main");
    page = lease_for("other", 100);
    assert_page(page, order, SALESINV_MESSAGE_PUT);
    assert_int_equal(salesinv_messages_is_unknown(page, 0), 1);
    assert_int_equal(salesinv_messages_attempts(page, 0), 1);
    assert_ok(fix.erp, try_ack(page, "SO-1"));
    salesinv_messages_free(page);
}

/* Nobody takes orders: they wait, notices wait for them no longer; later they go out, and new notices come behind. */
static void what_nobody_takes_waits_until_somebody_does(void **state)
{
    salesinv_id order = an_order();
    salesinv_id notice = a_notice(order, 1);

    (void)state;
    enable("main", "test", FIX_BIT(SHIPMENT));
    push_by("main", notice, SALESINV_MESSAGE_PUT);
    assert_nothing_for("main");
    notice = a_notice(order, 1);
    assert_state_has(admin(), "'pending':2,'waiting':0");
    enable("main", "test", FIX_PUSHES);
    assert_state_has(admin(), "'pending':2,'waiting':1");
    push_by("main", order, SALESINV_MESSAGE_PUT);
    push_by("main", notice, SALESINV_MESSAGE_PUT);
}

static void kinds_stay_while_messages_of_them_are_leased(void **state)
{
    salesinv_messages *page;

    (void)state;
    an_order();
    page = lease();
    assert_refused(admin(), INVALID_STATE,
                   salesinv_sync_enable(admin(), "main", "test", 0, FIX_PULLS, NULL));
    assert_field(admin(), "name");
    assert_int_equal(fix_detail(admin(), "leased"), 1);
    assert_int_equal(fix_detail(admin(), "lease_end"), fix.trade.core.now + LEASE);
    fix.trade.core.now += LEASE + 1;
    enable("main", "test", 0);
    assert_refused(fix.erp, STALE, try_ack(page, NULL));
    salesinv_messages_free(page);
    assert_state_has(admin(), "'pending':1,'waiting':0,'unknown':1,'sent':0");
}

/* ---- another brand under the same name ---- */

static void another_brand_is_another_erp(void **state)
{
    salesinv_id order = an_order();
    salesinv_id category;

    (void)state;
    license("connector.sap", SALESINV_TIME_NONE);
    assert_ok(admin(), salesinv_sync_confirm_epoch(admin(), "main", "e1",
                                                   SALESINV_TIME_NONE, NULL));
    category = fix_put(fix.erp, CREATED,
                       "{'kind': 'category', 'external_id': 'C1', 'version': 7, "
                       "'name': 'Phones'}");
    lose(SALESINV_E_CONNECTOR_TIMEOUT);
    enable("main", "sap", FIX_PUSHES);
    assert_state_has(admin(), "'brand':'sap','status':'active','is_licensed':true");
    assert_state_has(admin(), "'epoch':'','epoch_number':2");
    assert_int_equal(fix_put(fix.erp, UPDATED,
                             "{'kind': 'category', 'external_id': 'C1', 'version': 1, "
                             "'name': 'Mobiles'}"),
                     category);
    push_by("main", order, SALESINV_MESSAGE_PUT);
}

/* ---- retiring ---- */

static void what_a_retired_connector_leaves_goes_to_others(void **state)
{
    salesinv_id tried = an_order();
    salesinv_messages *page;
    salesinv_id fresh;

    (void)state;
    lose(SALESINV_E_CONNECTOR_TIMEOUT);
    fresh = an_order();
    enable("other", "test", FIX_BIT(ORDER));
    assert_ok(admin(), salesinv_sync_retire(admin(), "main", "sold", "retire"));
    assert_event(SALESINV_EVENT_REMOVED, 0, "\"reason\":\"sold\"");
    assert_state_has(admin(), "'status':'retired'");
    page = lease_for("other", 100);
    assert_int_equal(salesinv_messages_count(page), 2);
    assert_int_equal(salesinv_messages_object(page, 0), tried);
    assert_int_equal(salesinv_messages_is_unknown(page, 0), 1);
    assert_int_equal(salesinv_messages_object(page, 1), fresh);
    assert_int_equal(salesinv_messages_is_unknown(page, 1), 0);
    for (int32_t i = 0; i < 2; i++)
        assert_ok(fix.erp, salesinv_outbox_ack(fix.erp, salesinv_messages_id(page, i),
                                               salesinv_messages_lease(page, i), NULL));
    salesinv_messages_free(page);
}

static void a_retired_connector_is_as_none(void **state)
{
    salesinv_messages *page = NULL;
    salesinv_upsert *report = NULL;
    int64_t events;

    (void)state;
    assert_ok(admin(), salesinv_sync_retire(admin(), "main", NULL, NULL));
    events = fix_core_event_count(admin());
    assert_ok(admin(), salesinv_sync_retire(admin(), "main", "again", NULL));
    assert_int_equal(fix_core_event_count(admin()), events);
    assert_refused(fix.erp, CONNECTOR_REQUIRED,
                   salesinv_outbox_next(fix.erp, "main", 1, LEASE_MS, &page));
    assert_refused(fix.erp, CONNECTOR_REQUIRED,
                   fix_try_records(fix.erp, &report,
                                   "{'kind': 'category', 'external_id': 'C1', "
                                   "'version': 1, 'name': 'Phones'}"));
    assert_refused(admin(), CONNECTOR_REQUIRED,
                   salesinv_sync_pause(admin(), "main", NULL, NULL));
    assert_refused(admin(), CONNECTOR_REQUIRED,
                   salesinv_sync_resume(admin(), "main", NULL));
    assert_refused(admin(), CONNECTOR_REQUIRED,
                   salesinv_sync_retire(admin(), "nobody", NULL, NULL));
    an_order();
    assert_state_has(admin(), "'outbox':{'pending':1,'waiting':0");
}

/* What it leased may still come back; and what it cannot answer for any more is asked for. */
static void a_connector_with_leases_is_not_retired(void **state)
{
    salesinv_messages *page;

    (void)state;
    an_order();
    page = lease();
    assert_refused(admin(), INVALID_STATE,
                   salesinv_sync_retire(admin(), "main", NULL, NULL));
    assert_int_equal(fix_detail(admin(), "leased"), 1);
    assert_ok(fix.erp, try_ack(page, "SO-1"));
    salesinv_messages_free(page);
    assert_ok(admin(), salesinv_sync_retire(admin(), "main", NULL, NULL));
}

/* It knows what its ERP calls everything, and takes what still waits. */
static void a_retired_connector_may_come_back(void **state)
{
    salesinv_id told = an_order();
    salesinv_id waiting;
    salesinv_messages *page;

    (void)state;
    push(told, SALESINV_MESSAGE_PUT);
    assert_ok(admin(), salesinv_sync_retire(admin(), "main", NULL, NULL));
    waiting = an_order();
    enable("main", "test", FIX_PUSHES);
    assert_state_has(admin(), "'status':'active'");
    push(waiting, SALESINV_MESSAGE_PUT);
    step(told, SINV_VERB_CLOSE);
    page = lease();
    assert_page(page, told, SALESINV_MESSAGE_CLOSE);
    assert_non_null(strstr(salesinv_messages_external_id(page, 0), "ERP-"));
    assert_ok(fix.erp, try_ack(page, NULL));
    salesinv_messages_free(page);
}

/* Given up with one, resent to the other; or settled where it was. */
static void what_was_given_up_is_resent_to_others_or_settled(void **state)
{
    salesinv_id resent = an_order();
    salesinv_id settled;
    salesinv_messages *page;
    salesinv_id id;

    (void)state;
    lose(SALESINV_E_UNKNOWN_OUTCOME);
    settled = an_order();
    lose(SALESINV_E_UNKNOWN_OUTCOME);
    enable("other", "test", FIX_BIT(ORDER));
    assert_ok(admin(), salesinv_sync_retire(admin(), "main", NULL, NULL));
    assert_nothing_for("other");
    assert_ok(admin(), salesinv_outbox_find(admin(), "main", SALESINV_OUTBOX_DEAD, 0,
                                            10, &page));
    assert_int_equal(salesinv_messages_count(page), 2);
    assert_int_equal(salesinv_messages_object(page, 1), settled);
    id = salesinv_messages_id(page, 1);
    assert_ok(admin(),
              salesinv_outbox_resend(admin(), salesinv_messages_id(page, 0), NULL));
    salesinv_messages_free(page);
    push_by("other", resent, SALESINV_MESSAGE_PUT);
    assert_ok(admin(),
              salesinv_outbox_settle(admin(), id, "SO-9", "it was there", NULL));
    assert_state_has(admin(), "'pending':0,'waiting':0,'unknown':0,'sent':0,'dead':0");
}

/* ---- a licence that ends ---- */

/* What is leased is acknowledged, what waits is kept, and everything goes on with the new licence. */
static void a_licence_that_ends_stops_the_exchange_and_loses_nothing(void **state)
{
    salesinv_id first = an_order();
    salesinv_id second = an_order();
    salesinv_messages *page = lease_for("main", 1);
    salesinv_messages *none = NULL;
    salesinv_upsert *report = NULL;

    (void)state;
    license("connector.test", fix.trade.core.now + 1);
    wait_an_hour();
    assert_refused(fix.erp, LICENSE_REQUIRED,
                   salesinv_outbox_next(fix.erp, "main", 1, LEASE_MS, &none));
    assert_refused(fix.erp, LICENSE_REQUIRED,
                   fix_try_records(fix.erp, &report,
                                   "{'kind': 'category', 'external_id': 'C1', "
                                   "'version': 1, 'name': 'Phones'}"));
    assert_refused(admin(), LICENSE_REQUIRED,
                   salesinv_sync_enable(admin(), "main", "test", 0, 0, NULL));
    assert_page(page, first, SALESINV_MESSAGE_PUT);
    assert_ok(fix.erp, try_ack(page, NULL));
    salesinv_messages_free(page);
    assert_state_has(admin(), "'is_licensed':false");
    license("connector.test", SALESINV_TIME_NONE);
    push_by("main", second, SALESINV_MESSAGE_PUT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_document_stays_with_the_erp_that_was_told_of_it),
        TEST(also_what_was_written_before_it_was_told),
        TEST(what_a_connector_takes_no_longer_goes_to_another),
        TEST(what_nobody_takes_waits_until_somebody_does),
        TEST(kinds_stay_while_messages_of_them_are_leased),
        TEST(another_brand_is_another_erp),
        TEST(what_a_retired_connector_leaves_goes_to_others),
        TEST(a_retired_connector_is_as_none),
        TEST(a_connector_with_leases_is_not_retired),
        TEST(a_retired_connector_may_come_back),
        TEST(what_was_given_up_is_resent_to_others_or_settled),
        TEST(a_licence_that_ends_stops_the_exchange_and_loses_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
