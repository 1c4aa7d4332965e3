/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tenant's administration: which edition it has and how it gets another one, plugins that go on and off, a licence that ends, and
 * people who want to be forgotten.
 */
#include <stdlib.h>
#include <string.h>

#include "salesinv/account.h"
#include "salesinv/adjustment.h"
#include "salesinv/product.h"
#include "support/dump.h"
#include "support/fix_trade.h"

#define ORDER SALESINV_KIND_ORDER
#define SHIPMENT SALESINV_KIND_SHIPMENT

/* Ten of a product received. User 7 administers, user 3 is the operator. */
typedef struct fix_administration {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_session *platform; /* the operator */
    salesinv_id tenant;
    salesinv_id warehouse;
    salesinv_id product;
} fix_administration;

static int setup(void **state)
{
    static fix_administration fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.platform = fix.trade.core.platform;
    fix.tenant = fix.trade.core.tenant;
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix_receive(&fix.trade.core, fix.warehouse, fix.product, 10);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_administration *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

static salesinv_id order(fix_administration *fix, int64_t units)
{
    return fix_order(&fix->trade, fix->warehouse, fix->product, units);
}

static salesinv_id request(fix_administration *fix, salesinv_edition edition)
{
    salesinv_id id;

    assert_ok(fix->admin, salesinv_edition_switch_request(fix->admin, edition,
                                                          "the ERP", NULL, &id));
    return id;
}

static salesinv_id approved(fix_administration *fix, salesinv_edition edition)
{
    salesinv_id id = request(fix, edition);

    assert_ok(fix->platform, salesinv_edition_switch_approve(fix->platform, fix->tenant,
                                                             id, "agreed", NULL));
    return id;
}

static salesinv_status run(fix_administration *fix, salesinv_id id, uint32_t flags)
{
    return salesinv_edition_switch_run(fix->platform, fix->tenant, id, flags, NULL);
}

static void then_edition(fix_administration *fix, salesinv_edition wanted)
{
    salesinv_edition edition;

    assert_ok(fix->admin, salesinv_edition_get(fix->admin, &edition));
    assert_int_equal(edition, wanted);
}

static void then_last_event(fix_administration *fix, int32_t action, const char *says)
{
    salesinv_events *events = fix_core_last_event(fix->admin);

    assert_int_equal(salesinv_events_action(events, 0), action);
    assert_non_null(strstr(salesinv_events_detail(events, 0), says));
    salesinv_events_free(events);
}

#define then_stock(wanted)                                                             \
    assert_stock(&fix->trade.core, fix->product, fix->warehouse, wanted)

/* ---- the edition ---- */

/* The record of a switch that was requested on the first day and carried out on the second. */
static void then_recorded(fix_administration *fix, salesinv_id id)
{
    salesinv_edition_switches *switches;

    assert_ok(fix->admin, salesinv_edition_switch_list(fix->admin, 0, 0, &switches));
    assert_int_equal(salesinv_edition_switches_count(switches), 1);
    assert_int_equal(salesinv_edition_switches_int(switches, 0, SALESINV_SWITCH_ID),
                     id);
    assert_int_equal(salesinv_edition_switches_int(switches, 0, SALESINV_SWITCH_STATUS),
                     SALESINV_EDITION_SWITCH_DONE);
    assert_int_equal(salesinv_edition_switches_int(switches, 0, SALESINV_SWITCH_FROM),
                     SALESINV_EDITION_STANDALONE);
    assert_int_equal(salesinv_edition_switches_int(switches, 0, SALESINV_SWITCH_TO),
                     SALESINV_EDITION_INTEGRATION);
    assert_int_equal(
        salesinv_edition_switches_int(switches, 0, SALESINV_SWITCH_REQUESTED_BY), 7);
    assert_int_equal(
        salesinv_edition_switches_int(switches, 0, SALESINV_SWITCH_REQUESTED_AT),
        FIX_START);
    assert_string_equal(
        salesinv_edition_switches_text(switches, 0, SALESINV_SWITCH_REASON), "the ERP");
    assert_int_equal(
        salesinv_edition_switches_int(switches, 0, SALESINV_SWITCH_DECIDED_BY), 3);
    assert_int_equal(
        salesinv_edition_switches_int(switches, 0, SALESINV_SWITCH_DECIDED_AT),
        FIX_START + FIX_DAY);
    assert_string_equal(
        salesinv_edition_switches_text(switches, 0, SALESINV_SWITCH_DECISION_REASON),
        "agreed");
    assert_int_equal(
        salesinv_edition_switches_int(switches, 0, SALESINV_SWITCH_DONE_BY), 3);
    assert_int_equal(
        salesinv_edition_switches_int(switches, 0, SALESINV_SWITCH_DONE_AT),
        FIX_START + FIX_DAY);
    assert_int_equal(salesinv_edition_switches_int(switches, 0, SALESINV_SWITCH_PURGED),
                     0);
    assert_int_equal(salesinv_edition_switches_int(switches, 1, SALESINV_SWITCH_ID), 0);
    assert_null(salesinv_edition_switches_text(switches, -1, SALESINV_SWITCH_REASON));
    assert_int_equal(salesinv_edition_switches_int(switches, 0, SALESINV_SWITCH_REASON),
                     0);
    assert_int_equal(salesinv_edition_switches_int(switches, 0, 0), 0);
    assert_int_equal(salesinv_edition_switches_int(switches, 0, 14), 0);
    assert_null(salesinv_edition_switches_text(switches, 0, SALESINV_SWITCH_ID));
    salesinv_edition_switches_free(switches);
}

static void an_edition_is_switched_by_request_decision_and_run(void **state)
{
    fix_administration *fix = *state;
    salesinv_id shipped = order(fix, 4);
    salesinv_id id;
    int64_t value;

    fix_setting(fix->admin, "plugin.frozen_adjustment", 1);
    fix_ship(&fix->trade, shipped, 0, 4, NULL);
    id = request(fix, SALESINV_EDITION_INTEGRATION);
    then_last_event(fix, SALESINV_EVENT_EDITION_SWITCH_REQUESTED,
                    "\"reason\":\"the ERP\"");
    fix->trade.core.now += FIX_DAY;
    assert_ok(fix->platform, salesinv_edition_switch_approve(fix->platform, fix->tenant,
                                                             id, "agreed", NULL));
    then_last_event(fix, SALESINV_EVENT_EDITION_SWITCH_APPROVED,
                    "\"reason\":\"agreed\"");
    then_edition(fix, SALESINV_EDITION_STANDALONE);
    assert_ok(fix->platform, run(fix, id, 0));
    then_last_event(fix, SALESINV_EVENT_EDITION_SWITCHED, "\"old\":1,\"new\":2");
    then_edition(fix, SALESINV_EDITION_INTEGRATION);

    then_stock("0/0/0"); /* the ERP has sent nothing yet */
    assert_status(&fix->trade, ORDER, shipped, SHIPPED);
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_order(&fix->trade, fix->warehouse, fix->product, 1, NULL));
    assert_ok(fix->admin, salesinv_setting_get_int(
                              fix->admin, "plugin.frozen_adjustment", NULL, &value));
    assert_int_equal(value, 0);

    then_recorded(fix, id);
}

static void what_is_in_the_way_is_named(void **state)
{
    fix_administration *fix = *state;
    salesinv_id first = order(fix, 4);
    salesinv_id second = order(fix, 2);
    salesinv_id shipment;
    salesinv_id id = approved(fix, SALESINV_EDITION_INTEGRATION);
    char *before = dump_store(fix->trade.core.engine);
    char *after;

    assert_refused(fix->platform, IN_USE, run(fix, id, 0));
    assert_int_equal(fix_detail(fix->platform, "stock_documents"), 0);
    assert_int_equal(fix_detail(fix->platform, "orders"), 2);
    assert_int_equal(fix_detail(fix->platform, "holder.1.kind"), ORDER);
    assert_int_equal(fix_detail(fix->platform, "holder.1.id"), first);
    assert_int_equal(fix_detail(fix->platform, "holder.2.id"), second);
    after = dump_store(fix->trade.core.engine);
    dump_assert_same(before, after, "a refused switch");
    free(before);
    free(after);

    fix_setting(fix->admin, "approval.shipment", 1);
    shipment = fix_ship(&fix->trade, first, 0, 4, NULL);
    assert_refused(fix->platform, IN_USE, run(fix, id, SALESINV_PURGE));
    assert_int_equal(fix_detail(fix->platform, "stock_documents"), 1);
    assert_int_equal(fix_detail(fix->platform, "orders"), 0);
    assert_int_equal(fix_detail(fix->platform, "holder.1.kind"), SHIPMENT);
    assert_int_equal(fix_detail(fix->platform, "holder.1.id"), shipment);

    assert_ok(fix->admin,
              salesinv_shipment_approve(fix->admin, shipment, 0, NULL, NULL));
    assert_ok(fix->admin,
              salesinv_order_void(fix->admin, second, 0, "moved", NULL, NULL));
    assert_ok(fix->platform, run(fix, id, 0));
    then_edition(fix, SALESINV_EDITION_INTEGRATION);
}

static void a_purge_releases_every_freeze_through_the_ledger(void **state)
{
    fix_administration *fix = *state;
    salesinv_id part = order(fix, 4);
    salesinv_id waiting;
    salesinv_id id;

    fix_ship(&fix->trade, part, 0, 1, NULL);
    fix_setting(fix->admin, "approval.order", 1);
    waiting = order(fix, 2);
    then_stock("9/5/4");
    id = approved(fix, SALESINV_EDITION_INTEGRATION);
    assert_ok(fix->platform, run(fix, id, SALESINV_PURGE));
    assert_status(&fix->trade, ORDER, part, CLOSED);
    assert_units(&fix->trade, ORDER, part, SALESINV_F_FROZEN, 0);
    assert_units(&fix->trade, ORDER, part, SALESINV_F_CLOSED, 3);
    assert_status(&fix->trade, ORDER, waiting, WITHDRAWN);
    then_last_event(fix, SALESINV_EVENT_EDITION_SWITCHED, "\"purged\":2");
}

static void a_dry_run_switches_nothing(void **state)
{
    fix_administration *fix = *state;
    salesinv_id id;

    order(fix, 4);
    id = approved(fix, SALESINV_EDITION_INTEGRATION);
    assert_ok(fix->platform, salesinv_session_set_dry_run(fix->platform, 1));
    assert_ok(fix->platform, run(fix, id, SALESINV_PURGE));
    assert_ok(fix->platform, salesinv_session_set_dry_run(fix->platform, 0));
    then_edition(fix, SALESINV_EDITION_STANDALONE);
    then_stock("10/4/6");
}

static void back_to_standalone_needs_the_channel_plugin_off(void **state)
{
    fix_administration *fix = *state;
    salesinv_id id;
    int64_t value;

    assert_ok(fix->platform, run(fix, approved(fix, SALESINV_EDITION_INTEGRATION), 0));
    fix_setting(fix->admin, "plugin.channel", 1);
    fix_setting(fix->admin, "sync.over_delivery", 100);
    id = approved(fix, SALESINV_EDITION_STANDALONE);
    assert_refused(fix->platform, IN_USE, run(fix, id, SALESINV_PURGE));
    fix_setting(fix->admin, "plugin.channel", 0);
    assert_ok(fix->platform, run(fix, id, 0));
    then_edition(fix, SALESINV_EDITION_STANDALONE);
    assert_ok(fix->admin,
              salesinv_setting_get_int(fix->admin, "sync.over_delivery", NULL, &value));
    assert_int_equal(value, 0);
    then_stock("0/0/0"); /* opening stock is to be entered */
    fix_receive(&fix->trade.core, fix->warehouse, fix->product, 8);
    order(fix, 3);
    then_stock("8/3/5");
}

static void one_request_is_open_at_a_time(void **state)
{
    fix_administration *fix = *state;
    salesinv_id first = request(fix, SALESINV_EDITION_INTEGRATION);
    salesinv_id second = 9;

    assert_refused(fix->admin, EXISTS,
                   salesinv_edition_switch_request(fix->admin,
                                                   SALESINV_EDITION_INTEGRATION,
                                                   "again", NULL, &second));
    assert_int_equal(second, 0);
    assert_int_equal(fix_detail(fix->admin, "request"), first);
    assert_ok(fix->platform, salesinv_edition_switch_approve(fix->platform, fix->tenant,
                                                             first, "yes", NULL));
    assert_refused(fix->admin, EXISTS,
                   salesinv_edition_switch_request(fix->admin,
                                                   SALESINV_EDITION_INTEGRATION,
                                                   "again", NULL, &second));
    assert_ok(fix->platform, salesinv_edition_switch_reject(fix->platform, fix->tenant,
                                                            first, "no", NULL));
    then_last_event(fix, SALESINV_EVENT_EDITION_SWITCH_REJECTED, "\"reason\":\"no\"");
    assert_refused(fix->platform, INVALID_STATE, run(fix, first, 0));
    second = request(fix, SALESINV_EDITION_INTEGRATION);
    assert_true(second > first);
    then_edition(fix, SALESINV_EDITION_STANDALONE);
}

static void nobody_decides_what_he_requested(void **state)
{
    fix_administration *fix = *state;
    salesinv_id id = request(fix, SALESINV_EDITION_INTEGRATION);
    salesinv_session *same;

    assert_int_equal(salesinv_session_open_operator(fix->trade.core.engine, 7, &same),
                     SALESINV_OK);
    assert_refused(
        same, FORBIDDEN,
        salesinv_edition_switch_approve(same, fix->tenant, id, "myself", NULL));
    assert_refused(
        same, FORBIDDEN,
        salesinv_edition_switch_reject(same, fix->tenant, id, "myself", NULL));
    assert_refused(fix->admin, FORBIDDEN,
                   salesinv_edition_switch_approve(fix->admin, fix->tenant, id,
                                                   "an administrator", NULL));
    assert_refused(fix->admin, FORBIDDEN,
                   salesinv_edition_switch_run(fix->admin, fix->tenant, id, 0, NULL));
    salesinv_session_close(same);
}

static void a_request_takes_its_steps_in_order(void **state)
{
    fix_administration *fix = *state;
    salesinv_id id = request(fix, SALESINV_EDITION_INTEGRATION);
    salesinv_id other = fix_core_tenant(&fix->trade.core, SALESINV_EDITION_STANDALONE);

    assert_refused(fix->platform, INVALID_STATE, run(fix, id, 0));
    assert_refused(fix->platform, NOT_FOUND, run(fix, id + 1, 0));
    assert_refused(
        fix->platform, NOT_FOUND,
        salesinv_edition_switch_approve(fix->platform, other, id, "yes", NULL));
    assert_ok(fix->platform, salesinv_edition_switch_approve(fix->platform, fix->tenant,
                                                             id, "yes", "k"));
    assert_ok(fix->platform, salesinv_edition_switch_approve(fix->platform, fix->tenant,
                                                             id, "yes", "k"));
    assert_refused(
        fix->platform, INVALID_STATE,
        salesinv_edition_switch_approve(fix->platform, fix->tenant, id, "yes", NULL));
    assert_ok(fix->platform, run(fix, id, 0));
    assert_refused(fix->platform, INVALID_STATE, run(fix, id, 0));
    assert_refused(
        fix->platform, INVALID_STATE,
        salesinv_edition_switch_reject(fix->platform, fix->tenant, id, "no", NULL));
}

static void requests_say_what_they_are_about(void **state)
{
    fix_administration *fix = *state;
    salesinv_session *sales =
        fix_core_session(fix->trade.core.engine, fix->tenant, "sales");
    salesinv_edition_switches *switches;
    salesinv_id id;

    assert_refused(fix->admin, ARG,
                   salesinv_edition_switch_request(
                       fix->admin, SALESINV_EDITION_STANDALONE, "why", NULL, &id));
    assert_field(fix->admin, "edition");
    assert_refused(fix->admin, ARG,
                   salesinv_edition_switch_request(fix->admin, SALESINV_EDITION_NONE,
                                                   "why", NULL, &id));
    assert_refused(fix->admin, ARG,
                   salesinv_edition_switch_request(
                       fix->admin, SALESINV_EDITION_INTEGRATION, "", NULL, &id));
    assert_field(fix->admin, "reason");
    assert_refused(fix->admin, TEXT,
                   salesinv_edition_switch_request(
                       fix->admin, SALESINV_EDITION_INTEGRATION, "a\n", NULL, &id));
    assert_refused(sales, FORBIDDEN,
                   salesinv_edition_switch_request(sales, SALESINV_EDITION_INTEGRATION,
                                                   "why", NULL, &id));
    assert_refused(sales, FORBIDDEN,
                   salesinv_edition_switch_list(sales, 0, 0, &switches));
    assert_refused(
        fix->admin, FORBIDDEN,
        salesinv_edition_switch_list(fix->admin, fix->tenant + 1, 0, &switches));
    assert_refused(fix->admin, NOT_FOUND,
                   salesinv_edition_switch_list(fix->admin, 0, 77, &switches));
    assert_refused(fix->admin, ARG,
                   salesinv_edition_switch_list(fix->admin, 0, -1, &switches));
    assert_null(switches);
    assert_refused(fix->platform, ARG, run(fix, 0, 0));
    assert_refused(fix->platform, ARG, run(fix, 7, 2));
    assert_field(fix->platform, "flags");
    assert_ok(fix->platform,
              salesinv_edition_switch_list(fix->platform, fix->tenant, 0, &switches));
    assert_int_equal(salesinv_edition_switches_count(switches), 0);
    salesinv_edition_switches_free(switches);
    salesinv_session_close(sales);
}

static void an_edition_comes_before_another_one(void **state)
{
    fix_administration *fix = *state;
    salesinv_id bare = fix_core_tenant(&fix->trade.core, SALESINV_EDITION_NONE);
    salesinv_session *admin = fix_core_session(fix->trade.core.engine, bare, "admin");
    salesinv_id id;

    assert_refused(admin, LICENSE_REQUIRED,
                   salesinv_edition_switch_request(admin, SALESINV_EDITION_INTEGRATION,
                                                   "why", NULL, &id));
    assert_ok(fix->platform, salesinv_licence_grant(fix->platform, bare, "inventory",
                                                    SALESINV_TIME_NONE, 0, NULL));
    assert_refused(admin, EDITION_NOT_SUPPORTED,
                   salesinv_edition_switch_request(admin, SALESINV_EDITION_INTEGRATION,
                                                   "why", NULL, &id));
    assert_refused(
        fix->admin, EDITION_SWITCH_REQUIRES_REQUEST,
        salesinv_edition_enable(fix->admin, SALESINV_EDITION_INTEGRATION, NULL));
    salesinv_session_close(admin);
}

/* ---- licences ---- */

static void an_expired_licence_leaves_everything_readable(void **state)
{
    fix_administration *fix = *state;
    salesinv_id confirmed = order(fix, 4);
    salesinv_id requested = approved(fix, SALESINV_EDITION_INTEGRATION);
    salesinv_id id;

    assert_ok(fix->platform,
              salesinv_licence_grant(fix->platform, fix->tenant, "inventory",
                                     FIX_START + FIX_DAY, 0, NULL));
    fix->trade.core.now += FIX_DAY;
    then_stock("10/4/6");
    assert_status(&fix->trade, ORDER, confirmed, CONFIRMED);
    assert_refused(fix->admin, LICENSE_REQUIRED,
                   fix_try_order(&fix->trade, fix->warehouse, fix->product, 1, NULL));
    assert_refused(fix->admin, LICENSE_REQUIRED,
                   fix_try_ship(&fix->trade, confirmed, 0, 1, NULL, NULL));
    assert_refused(fix->admin, LICENSE_REQUIRED,
                   salesinv_order_void(fix->admin, confirmed, 0, NULL, NULL, NULL));
    assert_refused(
        fix->admin, LICENSE_REQUIRED,
        salesinv_setting_set_int(fix->admin, "plugin.exchange", NULL, 1, NULL));
    assert_refused(fix->admin, LICENSE_REQUIRED,
                   salesinv_edition_switch_request(
                       fix->admin, SALESINV_EDITION_INTEGRATION, "why", NULL, &id));
    assert_refused(fix->platform, LICENSE_REQUIRED,
                   run(fix, requested, SALESINV_PURGE));
    assert_ok(fix->platform,
              salesinv_licence_grant(fix->platform, fix->tenant, "inventory",
                                     SALESINV_TIME_NONE, 0, NULL));
    fix_ship(&fix->trade, confirmed, 0, 1, NULL);
}

static void logistics_packages_add_up(void **state)
{
    fix_administration *fix = *state;
    salesinv_time end;
    int64_t units;
    int64_t used;

    assert_ok(fix->platform,
              salesinv_licence_grant(fix->platform, fix->tenant, "logistics.small",
                                     SALESINV_TIME_NONE, 2, NULL));
    assert_ok(fix->platform,
              salesinv_licence_grant(fix->platform, fix->tenant, "logistics.medium",
                                     SALESINV_TIME_NONE, 1, NULL));
    assert_ok(fix->platform,
              salesinv_licence_grant(fix->platform, fix->tenant, "logistics.large",
                                     SALESINV_TIME_NONE, 1, NULL));
    assert_ok(fix->admin,
              salesinv_licence_get(fix->admin, "logistics", &units, &used, &end));
    assert_int_equal(units, 2 * 1000 + 5000 + 20000);
    assert_int_equal(used, 0);
}

static void the_display_of_stock_takes_its_unit_and_gives_it_back(void **state)
{
    fix_administration *fix = *state;
    salesinv_time end;
    int64_t units;
    int64_t used;

    assert_ok(fix->platform,
              salesinv_licence_grant(fix->platform, fix->tenant, "ui_events",
                                     SALESINV_TIME_NONE, 1, NULL));
    fix_setting(fix->admin, "order.display_stock", 1);
    assert_ok(fix->admin,
              salesinv_licence_get(fix->admin, "ui_events", &units, &used, &end));
    assert_int_equal(used, 1);
    fix_setting(fix->admin, "order.display_stock", 0);
    assert_ok(fix->admin,
              salesinv_licence_get(fix->admin, "ui_events", &units, &used, &end));
    assert_int_equal(used, 0);
}

/* ---- plugins ---- */

static salesinv_status switch_off(fix_administration *fix, const char *key)
{
    return salesinv_setting_set_int(fix->admin, key, NULL, 0, NULL);
}

static void two_plugins_stay_on_for_ever(void **state)
{
    static const char *const keys[] = {"plugin.batch_serial", "warehouse.bins"};
    fix_administration *fix = *state;

    for (int i = 0; i < 2; i++) {
        assert_ok(fix->admin, switch_off(fix, keys[i])); /* never on */
        fix_setting(fix->admin, keys[i], 1);
        assert_refused(fix->admin, PLUGIN_IRREVERSIBLE, switch_off(fix, keys[i]));
        assert_refused(fix->admin, PLUGIN_IRREVERSIBLE,
                       salesinv_setting_unset(fix->admin, keys[i], NULL, NULL));
    }
}

static void a_plugin_without_open_documents_goes_off_and_keeps_what_there_is(
    void **state)
{
    fix_administration *fix = *state;
    salesinv_id of = order(fix, 4);
    salesinv_id id;

    fix_setting(fix->admin, "plugin.frozen_adjustment", 1);
    id = fix_create(fix->admin, SALESINV_KIND_ADJUSTMENT, SALESINV_SUBMIT,
                    "{\"order\": %lld, \"reason\": \"less\", \"lines\": "
                    "[{\"order_line\": %lld, \"frozen\": \"1\"}]}",
                    (long long)of, (long long)sinv_line_id(of, 1));
    assert_ok(fix->admin, switch_off(fix, "plugin.frozen_adjustment"));
    then_stock("10/1/9");
    assert_status(&fix->trade, SALESINV_KIND_ADJUSTMENT, id, CONFIRMED);
    assert_refused(fix->admin, PLUGIN_DISABLED,
                   fix_try_create(fix->admin, SALESINV_KIND_ADJUSTMENT, SALESINV_SUBMIT,
                                  "{\"order\": %lld, \"reason\": \"more\", \"lines\": "
                                  "[{\"order_line\": %lld, \"frozen\": \"2\"}]}",
                                  (long long)of, (long long)sinv_line_id(of, 1)));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_edition_is_switched_by_request_decision_and_run),
        TEST(what_is_in_the_way_is_named),
        TEST(a_purge_releases_every_freeze_through_the_ledger),
        TEST(a_dry_run_switches_nothing),
        TEST(back_to_standalone_needs_the_channel_plugin_off),
        TEST(one_request_is_open_at_a_time),
        TEST(nobody_decides_what_he_requested),
        TEST(a_request_takes_its_steps_in_order),
        TEST(requests_say_what_they_are_about),
        TEST(an_edition_comes_before_another_one),
        TEST(an_expired_licence_leaves_everything_readable),
        TEST(logistics_packages_add_up),
        TEST(the_display_of_stock_takes_its_unit_and_gives_it_back),
        TEST(two_plugins_stay_on_for_ever),
        TEST(a_plugin_without_open_documents_goes_off_and_keeps_what_there_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
