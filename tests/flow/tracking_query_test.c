/* SPDX-License-Identifier: Apache-2.0 */
/* Asking carriers: what it costs, what it need not ask, and what happens when they fail. */
#include <string.h>

#include "salesinv/product.h"
#include "support/fix_carrier.h"
#include "support/fix_trade.h"

enum { SHIPMENT = SALESINV_KIND_SHIPMENT };

typedef struct fix_query {
    fix_trade trade;
    fix_carrier carrier;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id product;
    salesinv_id order;    /* of 100 */
    salesinv_id shipment; /* of 6; parcel T-1 by mule */
} fix_query;

static salesinv_id ship(fix_query *fix, const char *number)
{
    salesinv_id id = fix_ship(&fix->trade, fix->order, 0, 1, NULL);

    assert_ok(fix->admin,
              salesinv_parcel_add(fix->admin, id, 0, "mule", number, NULL, NULL));
    return id;
}

static int setup(void **state)
{
    static fix_query fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix_receive(&fix.trade.core, fix.warehouse, fix.product, 100);
    fix.order = fix_order(&fix.trade, fix.warehouse, fix.product, 100);
    fix.shipment = ship(&fix, "T-1");
    fix_carrier_open(&fix.carrier, fix.admin);
    fix_carrier_says(&fix.carrier, "1@08:00 picked up");
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_query *fix = *state;

    fix_carrier_close(&fix->carrier);
    fix_trade_close(&fix->trade);
    return 0;
}

static void given_units(fix_query *fix, int64_t units)
{
    assert_ok(fix->trade.core.platform,
              salesinv_licence_grant(fix->trade.core.platform, fix->trade.core.tenant,
                                     "logistics", SALESINV_TIME_NONE, units, NULL));
}

static int64_t used(fix_query *fix)
{
    int64_t count;

    assert_ok(fix->admin,
              salesinv_licence_get(fix->admin, "logistics", NULL, &count, NULL));
    return count;
}

static void when_minutes_pass(fix_query *fix, int64_t minutes)
{
    fix->trade.core.now += minutes * FIX_MINUTE;
}

static salesinv_status try_query(fix_query *fix)
{
    return salesinv_tracking_query(fix->admin, fix->shipment, fix->carrier.carrier,
                                   NULL, NULL);
}

static void query(fix_query *fix)
{
    assert_ok(fix->admin, try_query(fix));
}

static void a_query_costs_one_unit_and_a_reload_none(void **state)
{
    fix_query *fix = *state;
    salesinv_parcels *parcels;

    given_units(fix, 10);
    assert_ok(fix->admin,
              salesinv_tracking_query(fix->admin, fix->shipment, fix->carrier.carrier,
                                      NULL, &parcels));
    assert_int_equal(salesinv_parcels_state(parcels, 0), SALESINV_PARCEL_COLLECTED);
    assert_int_equal(salesinv_parcels_time(parcels, 0, SALESINV_PARCEL_TIME_ANSWER),
                     FIX_START);
    salesinv_parcels_free(parcels);
    assert_string_equal(fix->carrier.asked_carrier, "mule");
    assert_string_equal(fix->carrier.asked_number, "T-1");
    assert_int_equal(used(fix), 1);
    when_minutes_pass(fix, 29);
    query(fix);
    assert_int_equal(fix->carrier.queries, 1);
    assert_int_equal(used(fix), 1);
    when_minutes_pass(fix, 1);
    query(fix);
    assert_int_equal(fix->carrier.queries, 2);
    assert_int_equal(used(fix), 2);
}

static void the_time_of_the_cache_is_a_setting(void **state)
{
    fix_query *fix = *state;

    given_units(fix, 10);
    fix_setting(fix->admin, "tracking.cache_minutes", 0);
    query(fix);
    query(fix);
    assert_int_equal(used(fix), 2);
    fix_setting(fix->admin, "tracking.cache_minutes", 60);
    when_minutes_pass(fix, 59);
    query(fix);
    assert_int_equal(used(fix), 2);
}

static void a_webhook_is_an_answer_too(void **state)
{
    fix_query *fix = *state;

    given_units(fix, 1);
    fix_put(fix->admin, "T-1", "1@08:00 picked up");
    query(fix);
    assert_int_equal(fix->carrier.queries, 0);
}

static void what_is_final_is_not_asked_for_again(void **state)
{
    fix_query *fix = *state;
    int32_t asked = -1;

    given_units(fix, 10);
    fix_carrier_says(&fix->carrier, "14@09:00 refused");
    query(fix);
    when_minutes_pass(fix, 10000);
    query(fix);
    assert_ok(fix->admin, salesinv_tracking_run_due(fix->admin, fix->carrier.carrier,
                                                    10, &asked, NULL));
    assert_int_equal(asked, 0);
    assert_int_equal(fix->carrier.queries, 1);
    assert_int_equal(used(fix), 1);
}

static void each_parcel_is_asked_for(void **state)
{
    fix_query *fix = *state;

    given_units(fix, 10);
    assert_ok(fix->admin, salesinv_parcel_add(fix->admin, fix->shipment, 0, NULL, "T-2",
                                              NULL, NULL));
    query(fix);
    assert_int_equal(used(fix), 2);
    assert_string_equal(fix->carrier.asked_number, "T-2");
    assert_string_equal(fix->carrier.asked_carrier, "");
    assert_int_equal(fix_parcel_state(fix->admin, fix->shipment, 2),
                     SALESINV_PARCEL_COLLECTED);
}

static void a_failed_query_is_free(void **state)
{
    static const struct {
        salesinv_status answer;
        salesinv_status rc;
    } failures[] = {
        {SALESINV_E_CONNECTOR_TIMEOUT, SALESINV_E_CONNECTOR_TIMEOUT},
        {SALESINV_E_CONNECTOR_REFUSED, SALESINV_E_CONNECTOR_REFUSED},
        {SALESINV_E_CALLBACK, SALESINV_E_CALLBACK},
        {SALESINV_E_NOT_FOUND, SALESINV_E_CONNECTOR_REFUSED},
        {SALESINV_ROW, SALESINV_E_CONNECTOR_REFUSED},
        {-12345, SALESINV_E_CONNECTOR_REFUSED},
    };
    fix_query *fix = *state;
    const salesinv_error *error = salesinv_engine_error(fix->trade.core.engine);

    given_units(fix, 1);
    for (size_t i = 0; i < sizeof(failures) / sizeof(failures[0]); i++) {
        fix->carrier.status = failures[i].answer;
        assert_int_equal(try_query(fix), failures[i].rc);
        assert_string_equal(salesinv_error_source(error), "carrier:fix");
        assert_int_equal(salesinv_error_vendor_code(error), 42);
        assert_int_equal(used(fix), 0);
    }
    assert_int_equal(fix_parcel_trace(fix->admin, fix->shipment, 1), 0);
    fix->carrier.status = SALESINV_OK;
    query(fix);
    assert_int_equal(used(fix), 1);
}

static void nonsense_is_free(void **state)
{
    fix_query *fix = *state;

    given_units(fix, 1);
    fix_carrier_says(&fix->carrier, ""); /* nothing handed over */
    assert_refused(fix->admin, CONNECTOR_MALFORMED, try_query(fix));
    fix_carrier_says(&fix->carrier, "1@08:99 no such minute");
    assert_refused(fix->admin, CONNECTOR_MALFORMED, try_query(fix));
    assert_field(fix->admin, "data[0].time");
    assert_int_equal(used(fix), 0);
    assert_int_equal(fix_parcel_trace(fix->admin, fix->shipment, 1), 0);
}

static void without_a_package_nobody_is_asked(void **state)
{
    fix_query *fix = *state;

    assert_refused(fix->admin, LICENSE_REQUIRED, try_query(fix));
    assert_ok(fix->trade.core.platform,
              salesinv_licence_grant(fix->trade.core.platform, fix->trade.core.tenant,
                                     "logistics.small", FIX_START + FIX_DAY, 1, NULL));
    when_minutes_pass(fix, 1440);
    assert_refused(fix->admin, LICENSE_REQUIRED, try_query(fix));
    assert_int_equal(fix->carrier.queries, 0);
}

static void an_exhausted_quota_refuses_the_query_and_shipping_goes_on(void **state)
{
    fix_query *fix = *state;
    salesinv_id next;

    given_units(fix, 1);
    query(fix);
    when_minutes_pass(fix, 30);
    assert_refused(fix->admin, QUOTA_EXHAUSTED, try_query(fix));
    assert_int_equal(fix_detail(fix->admin, "units"), 1);
    assert_int_equal(fix_detail(fix->admin, "used"), 1);
    next = ship(fix, "T-2");
    assert_status(&fix->trade, SHIPMENT, next, SHIPPED);
    fix_put(fix->admin, "T-2", "3@09:00 signed");
    assert_int_equal(fix->carrier.queries, 1);
    given_units(fix, 1); /* packages add up */
    query(fix);
    assert_int_equal(used(fix), 2);
}

static void wait_long(void *self)
{
    when_minutes_pass(self, 11);
}

static void a_slow_answer_costs_one_unit_all_the_same(void **state)
{
    fix_query *fix = *state;

    given_units(fix, 5);
    fix->carrier.during = wait_long;
    fix->carrier.during_self = fix;
    query(fix);
    fix->carrier.during = NULL;
    assert_int_equal(fix_parcel_trace(fix->admin, fix->shipment, 1), 1);
    assert_ok(fix->admin,
              salesinv_maintain(fix->admin, NULL)); /* returns what expired */
    assert_int_equal(used(fix), 1);
}

static void call_back(void *self)
{
    fix_query *fix = self;
    salesinv_parcels *parcels;

    assert_int_equal(salesinv_parcels_get(fix->admin, fix->shipment, &parcels),
                     SALESINV_E_REENTRANT);
}

static void a_carrier_may_not_call_back(void **state)
{
    fix_query *fix = *state;

    given_units(fix, 1);
    fix->carrier.during = call_back;
    fix->carrier.during_self = fix;
    query(fix);
    assert_int_equal(fix->carrier.queries, 1);
}

static void no_query_inside_a_transaction(void **state)
{
    fix_query *fix = *state;
    int32_t asked;

    given_units(fix, 1);
    assert_ok(fix->admin, salesinv_session_begin(fix->admin, 1));
    assert_refused(fix->admin, BUSY, try_query(fix));
    assert_refused(
        fix->admin, BUSY,
        salesinv_tracking_run_due(fix->admin, fix->carrier.carrier, 1, &asked, NULL));
    assert_ok(fix->admin, salesinv_session_rollback(fix->admin));
    assert_int_equal(fix->carrier.queries, 0);
}

static void a_repeated_request_asks_nobody(void **state)
{
    fix_query *fix = *state;
    salesinv_parcels *parcels;

    given_units(fix, 10);
    for (int i = 0; i < 2; i++) {
        assert_ok(fix->admin,
                  salesinv_tracking_query(fix->admin, fix->shipment,
                                          fix->carrier.carrier, "q-1", &parcels));
        assert_int_equal(salesinv_parcels_trace_count(parcels, 0), 1);
        salesinv_parcels_free(parcels);
        assert_int_equal(salesinv_session_is_repeat(fix->admin), i);
        when_minutes_pass(fix, 60);
    }
    assert_int_equal(fix->carrier.queries, 1);
    assert_refused(fix->admin, REQUEST_REUSED,
                   salesinv_tracking_query(fix->admin, ship(fix, "T-2"),
                                           fix->carrier.carrier, "q-1", &parcels));
    assert_null(parcels);
}

static void only_what_is_on_its_way_is_asked_for(void **state)
{
    fix_query *fix = *state;
    salesinv_id draft =
        fix_create(fix->admin, SHIPMENT, 0,
                   "{\"order\": %lld, \"tracking_number\": \"T-3\", \"lines\": "
                   "[{\"order_line\": %lld, \"qty\": \"1\"}]}",
                   (long long)fix->order, (long long)fix->order << 16 | 1);

    given_units(fix, 1);
    assert_refused(
        fix->admin, INVALID_STATE,
        salesinv_tracking_query(fix->admin, draft, fix->carrier.carrier, NULL, NULL));
    assert_ok(fix->admin,
              fix_step(fix->admin, SHIPMENT, fix->shipment, SINV_VERB_VOID));
    assert_refused(fix->admin, INVALID_STATE, try_query(fix));
    assert_refused(
        fix->admin, NOT_FOUND,
        salesinv_tracking_query(fix->admin, 4711, fix->carrier.carrier, NULL, NULL));
    assert_refused(
        fix->admin, ARG,
        salesinv_tracking_query(fix->admin, 0, fix->carrier.carrier, NULL, NULL));
    assert_refused(fix->admin, ARG,
                   salesinv_tracking_query(fix->admin, draft, NULL, NULL, NULL));
    assert_field(fix->admin, "carrier");
    assert_int_equal(fix->carrier.queries, 0);
}

static void a_query_that_delivers_confirms_the_receipt(void **state)
{
    fix_query *fix = *state;
    salesinv_session *buyer =
        fix_core_session(fix->trade.core.engine, fix->trade.core.tenant, "buyer");

    given_units(fix, 2);
    fix_setting(fix->admin, "receipt.on_delivery", 1);
    fix_carrier_says(&fix->carrier, "3@09:00 signed");
    assert_ok(buyer, salesinv_session_set_account(
                         buyer, fix_account(&fix->trade.core, "Other")));
    assert_refused(buyer, FORBIDDEN,
                   salesinv_tracking_query(buyer, fix->shipment, fix->carrier.carrier,
                                           NULL, NULL));
    assert_ok(buyer, salesinv_session_set_account(buyer, fix->trade.account));
    assert_ok(buyer, salesinv_tracking_query(buyer, fix->shipment, fix->carrier.carrier,
                                             NULL, NULL));
    assert_status(&fix->trade, SHIPMENT, fix->shipment, RECEIVED);
    assert_int_equal(
        fix_int(fix->admin, SHIPMENT, fix->shipment, 0, SALESINV_F_RECEIPT_METHOD),
        SALESINV_RECEIPT_LOGISTICS);
    salesinv_session_close(buyer);
}

static void a_dry_run_asks_nobody(void **state)
{
    fix_query *fix = *state;

    given_units(fix, 1);
    assert_ok(fix->admin, salesinv_session_set_dry_run(fix->admin, 1));
    query(fix);
    assert_ok(fix->admin, salesinv_session_set_dry_run(fix->admin, 0));
    assert_int_equal(fix->carrier.queries, 0);
    assert_int_equal(used(fix), 0);
}

static void interrupt(void *self)
{
    salesinv_engine_interrupt(self);
}

static void an_interrupt_ends_between_two_parcels(void **state)
{
    fix_query *fix = *state;

    given_units(fix, 2);
    assert_ok(fix->admin, salesinv_parcel_add(fix->admin, fix->shipment, 0, NULL, "T-2",
                                              NULL, NULL));
    fix->carrier.during = interrupt;
    fix->carrier.during_self = fix->trade.core.engine;
    assert_refused(fix->admin, INTERRUPTED, try_query(fix));
    fix->carrier.during = NULL;
    assert_int_equal(fix->carrier.queries, 1);
    assert_int_equal(used(fix), 1); /* what was answered is kept */
    assert_int_equal(fix_parcel_trace(fix->admin, fix->shipment, 1), 1);
}

/* ---- the job ---- */

static void run_due(fix_query *fix, int32_t most, int32_t asked, int32_t failed)
{
    int32_t got_asked = -1;
    int32_t got_failed = -1;

    assert_ok(fix->admin, salesinv_tracking_run_due(fix->admin, fix->carrier.carrier,
                                                    most, &got_asked, &got_failed));
    assert_int_equal(got_asked, asked);
    assert_int_equal(got_failed, failed);
}

static void the_job_asks_for_everything_that_is_on_its_way(void **state)
{
    fix_query *fix = *state;
    salesinv_id voided = ship(fix, "T-2");
    salesinv_id received = ship(fix, "T-3");

    ship(fix, "T-4");
    given_units(fix, 100);
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, voided, SINV_VERB_VOID));
    assert_ok(fix->admin,
              salesinv_shipment_receive(fix->admin, received, 0, NULL, NULL, NULL));
    run_due(fix, 100, 2, 0);
    run_due(fix, 100, 0, 0); /* again: within the time of the cache */
    when_minutes_pass(fix, 30);
    run_due(fix, 100, 2, 0);
    assert_int_equal(used(fix), 4);
}

static void the_job_keeps_its_budget_and_gives_everyone_a_turn(void **state)
{
    fix_query *fix = *state;

    ship(fix, "T-2");
    ship(fix, "T-3");
    given_units(fix, 100);
    run_due(fix, 2, 2, 0);
    assert_string_equal(fix->carrier.asked_number, "T-2");
    when_minutes_pass(fix, 40);
    run_due(fix, 1, 1, 0);
    assert_string_equal(fix->carrier.asked_number, "T-3");
    /* one that fails does not stand before the others */
    when_minutes_pass(fix, 40);
    fix->carrier.status = SALESINV_E_CONNECTOR_TIMEOUT;
    run_due(fix, 1, 0, 1);
    assert_string_equal(fix->carrier.asked_number, "T-1");
    fix->carrier.status = SALESINV_OK;
    run_due(fix, 1, 1, 0);
    assert_string_equal(fix->carrier.asked_number, "T-2");
}

static void the_job_stops_when_the_quota_ends(void **state)
{
    fix_query *fix = *state;
    int32_t asked = -1;
    int32_t failed = -1;

    ship(fix, "T-2");
    given_units(fix, 1);
    assert_refused(fix->admin, QUOTA_EXHAUSTED,
                   salesinv_tracking_run_due(fix->admin, fix->carrier.carrier, 10,
                                             &asked, &failed));
    assert_int_equal(asked, 1);
    assert_int_equal(failed, 0);
    assert_int_equal(fix_parcel_trace(fix->admin, fix->shipment, 1), 1);
}

static void limits_and_rights_of_the_job(void **state)
{
    fix_query *fix = *state;
    salesinv_session *seller =
        fix_core_session(fix->trade.core.engine, fix->trade.core.tenant, "sales");

    assert_refused(
        seller, FORBIDDEN,
        salesinv_tracking_run_due(seller, fix->carrier.carrier, 1, NULL, NULL));
    assert_refused(
        fix->admin, ARG,
        salesinv_tracking_run_due(fix->admin, fix->carrier.carrier, 0, NULL, NULL));
    assert_field(fix->admin, "max_count");
    assert_refused(
        fix->admin, ARG,
        salesinv_tracking_run_due(fix->admin, fix->carrier.carrier, 1001, NULL, NULL));
    assert_refused(
        fix->admin, LICENSE_REQUIRED,
        salesinv_tracking_run_due(fix->admin, fix->carrier.carrier, 1, NULL, NULL));
    salesinv_session_close(seller);
}

#define STORY(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(a_query_costs_one_unit_and_a_reload_none),
        STORY(the_time_of_the_cache_is_a_setting),
        STORY(a_webhook_is_an_answer_too),
        STORY(what_is_final_is_not_asked_for_again),
        STORY(each_parcel_is_asked_for),
        STORY(a_failed_query_is_free),
        STORY(nonsense_is_free),
        STORY(without_a_package_nobody_is_asked),
        STORY(an_exhausted_quota_refuses_the_query_and_shipping_goes_on),
        STORY(a_slow_answer_costs_one_unit_all_the_same),
        STORY(a_carrier_may_not_call_back),
        STORY(no_query_inside_a_transaction),
        STORY(a_repeated_request_asks_nobody),
        STORY(only_what_is_on_its_way_is_asked_for),
        STORY(a_query_that_delivers_confirms_the_receipt),
        STORY(a_dry_run_asks_nobody),
        STORY(an_interrupt_ends_between_two_parcels),
        STORY(the_job_asks_for_everything_that_is_on_its_way),
        STORY(the_job_keeps_its_budget_and_gives_everyone_a_turn),
        STORY(the_job_stops_when_the_quota_ends),
        STORY(limits_and_rights_of_the_job),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
