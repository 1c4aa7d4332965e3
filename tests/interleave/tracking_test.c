/* SPDX-License-Identifier: Apache-2.0 */
/*
 * While a carrier is asked no transaction is open, so another process may change the parcel, take it away, or bring the same
 * report: an answer about what is gone is dropped, and what came twice is one.
 */
#include "salesinv/product.h"
#include "support/fix_carrier.h"
#include "support/fix_trade.h"

enum { SHIPMENT = SALESINV_KIND_SHIPMENT };

typedef struct fix_query {
    fix_trade trade;
    fix_carrier carrier;
    salesinv_session *admin;
    salesinv_id shipment; /* with parcel T-1 */
} fix_query;

typedef struct meanwhile {
    fix_query *fix;
    salesinv_engine *engine;
    salesinv_session *admin; /* of another engine on the same file */
} meanwhile;

static int setup(void **state)
{
    static fix_query fix;
    salesinv_id warehouse;
    salesinv_id product;

    fix_core_open(&fix.trade.core, true);
    fix.admin = fix.trade.core.admin;
    fix.trade.account = fix_account(&fix.trade.core, "Buyer");
    warehouse = fix_warehouse(&fix.trade.core, "W");
    product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix_receive(&fix.trade.core, warehouse, product, 5);
    fix.shipment =
        fix_ship(&fix.trade, fix_order(&fix.trade, warehouse, product, 5), 0, 5, NULL);
    assert_ok(fix.admin, salesinv_parcel_add(fix.admin, fix.shipment, 0, "mule", "T-1",
                                             NULL, NULL));
    assert_ok(fix.trade.core.platform,
              salesinv_licence_grant(fix.trade.core.platform, fix.trade.core.tenant,
                                     "logistics", SALESINV_TIME_NONE, 5, NULL));
    fix_carrier_open(&fix.carrier, fix.admin);
    fix_carrier_says(&fix.carrier, "1@08:00 picked up|3@09:00 signed");
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_query *fix = *state;

    fix_carrier_close(&fix->carrier);
    fix_core_close(&fix->trade.core);
    return 0;
}

static int64_t used(fix_query *fix)
{
    int64_t count;

    assert_ok(fix->admin,
              salesinv_licence_get(fix->admin, "logistics", NULL, &count, NULL));
    return count;
}

static void query(fix_query *fix)
{
    assert_ok(fix->admin, salesinv_tracking_query(fix->admin, fix->shipment,
                                                  fix->carrier.carrier, NULL, NULL));
}

static void open_other(meanwhile *other, fix_query *fix)
{
    other->fix = fix;
    other->engine = fix_core_engine(&fix->trade.core);
    other->admin = fix_core_session(other->engine, fix->trade.core.tenant, "admin");
    fix->carrier.during_self = other;
}

static void close_other(meanwhile *other)
{
    other->fix->carrier.during = NULL;
    salesinv_session_close(other->admin);
    salesinv_engine_close(other->engine);
}

static void give_another_number(void *self)
{
    meanwhile *other = self;

    assert_ok(other->admin, fix_try_update(other->admin, SHIPMENT, other->fix->shipment,
                                           "{\"tracking_number\": \"T-8\"}"));
}

static void an_answer_about_a_number_that_is_gone_is_dropped(void **state)
{
    fix_query *fix = *state;
    meanwhile other;

    open_other(&other, fix);
    fix->carrier.during = give_another_number;
    query(fix);
    close_other(&other);
    assert_int_equal(fix_parcel_trace(fix->admin, fix->shipment, 1), 0);
    assert_int_equal(used(fix), 1); /* it was asked and answered */
}

static void take_it_away(void *self)
{
    meanwhile *other = self;

    assert_ok(other->admin,
              salesinv_parcel_remove(other->admin, other->fix->shipment, 0, 1, NULL));
}

static void an_answer_about_a_parcel_that_is_gone_is_dropped(void **state)
{
    fix_query *fix = *state;
    salesinv_parcels *parcels;
    meanwhile other;

    open_other(&other, fix);
    fix->carrier.during = take_it_away;
    assert_ok(fix->admin,
              salesinv_tracking_query(fix->admin, fix->shipment, fix->carrier.carrier,
                                      NULL, &parcels));
    assert_int_equal(salesinv_parcels_count(parcels), 0);
    salesinv_parcels_free(parcels);
    close_other(&other);
    assert_int_equal(used(fix), 1);
}

static void report_it_too(void *self)
{
    meanwhile *other = self;

    fix_put(other->admin, "T-1", "1@08:00 picked up|3@09:00 signed");
}

static void a_webhook_and_an_answer_at_once_are_one_report(void **state)
{
    fix_query *fix = *state;
    meanwhile other;

    fix_setting(fix->admin, "receipt.on_delivery", 1);
    open_other(&other, fix);
    fix->carrier.during = report_it_too;
    query(fix);
    close_other(&other);
    assert_int_equal(fix_parcel_trace(fix->admin, fix->shipment, 1), 2);
    assert_status(&fix->trade, SHIPMENT, fix->shipment, RECEIVED);
    assert_int_equal(used(fix), 1);
}

/* Both processes find the unit free; the one that is late hears of it, and nothing is charged twice. */
static void take_the_last_unit(void *self)
{
    meanwhile *other = self;

    assert_refused(other->admin, QUOTA_EXHAUSTED,
                   salesinv_tracking_query(other->admin, other->fix->shipment,
                                           other->fix->carrier.carrier, NULL, NULL));
}

static void a_unit_that_is_reserved_is_nobody_elses(void **state)
{
    fix_query *fix = *state;
    meanwhile other;

    for (int i = 0; i < 4; i++) {
        fix->trade.core.now += 60 * FIX_MINUTE;
        fix_carrier_says(&fix->carrier, "1@08:00 picked up");
        query(fix);
    }
    fix->trade.core.now += 60 * FIX_MINUTE;
    open_other(&other, fix);
    fix->carrier.during = take_the_last_unit;
    query(fix);
    close_other(&other);
    assert_int_equal(used(fix), 5);
}

#define STORY(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(an_answer_about_a_number_that_is_gone_is_dropped),
        STORY(an_answer_about_a_parcel_that_is_gone_is_dropped),
        STORY(a_webhook_and_an_answer_at_once_are_one_report),
        STORY(a_unit_that_is_reserved_is_nobody_elses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
