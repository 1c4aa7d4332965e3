/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an ERP reports that it sent out: counted on notices and orders, its serials used at the account, corrected and taken back,
 * never beyond what was ordered, and no stock of ours moves.
 */
#include <stdio.h>
#include <string.h>

#include "salesinv/product.h"
#include "salesinv/tracking.h"
#include "support/fix_edition.h"
#include "support/fix_sync.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    OUTBOUND = SALESINV_KIND_OUTBOUND
};

typedef struct fix_sent_goods {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id product;
    salesinv_id tracked;
    salesinv_id main;
} fix_sent_goods;

static int setup(void **state)
{
    static fix_sent_goods fix;

    fix_sync_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix.tracked = fix_product(&fix.trade.core, "T", SALESINV_TRACKING_SERIAL);
    fix.main = fix_warehouse(&fix.trade.core, "Main");
    fix_synced_stock(&fix.trade, fix.product, fix.main, 100);
    fix_synced_stock(&fix.trade, fix.tracked, fix.main, 100);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_sent_goods *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

static salesinv_id notice_of(fix_sent_goods *fix, salesinv_id order, int64_t units)
{
    return fix_ship(&fix->trade, order, 0, units, NULL);
}

static void test_example_14_an_outbound_order_leaves_the_figures_to_the_next_sync(
    void **state)
{
    fix_sent_goods *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->main, fix->product, 30);

    assert_stock(&fix->trade.core, fix->product, fix->main, "100/0/100");
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_order(&fix->trade, fix->main, fix->product, 101, NULL));
    fix_sent(&fix->trade, notice_of(fix, order, 30), fix->main, 30, NULL);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPED, 30);
    assert_status(&fix->trade, ORDER, order, SHIPPED);
    assert_stock(&fix->trade.core, fix->product, fix->main, "100/0/100");
    fix_synced_stock(&fix->trade, fix->product, fix->main, 70);
    assert_stock(&fix->trade.core, fix->product, fix->main, "70/0/70");
}

static void test_example_15_a_notice_is_fulfilled_by_the_erp_alone(void **state)
{
    fix_sent_goods *fix = *state;
    salesinv_id order;
    salesinv_id notice;
    salesinv_id first;
    int64_t version;

    fix_synced_stock(&fix->trade, fix->product, fix->main, 0);
    fix_setting(fix->admin, "order.validation", SALESINV_RULE_ALLOW);
    order = fix_order(&fix->trade, fix->main, fix->product, 10);
    notice = notice_of(fix, order, 10);
    assert_status(&fix->trade, SHIPMENT, notice, ISSUED);
    assert_refused(
        fix->admin, SYNC_ONLY,
        fix_try_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                       "{\"type\": 1, \"warehouse\": %lld, \"source\": %lld}",
                       (long long)fix->main, (long long)notice));
    first = fix_sent(&fix->trade, notice, fix->main, 6, NULL);
    assert_status(&fix->trade, SHIPMENT, notice, PARTIALLY_OUTBOUND);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_NOTICED, 4);
    fix_sent(&fix->trade, notice, fix->main, 4, NULL);
    assert_status(&fix->trade, SHIPMENT, notice, OUTBOUND);
    assert_status(&fix->trade, ORDER, order, SHIPPED);
    version = fix_int(fix->admin, SHIPMENT, notice, 0, SALESINV_F_VERSION);
    assert_ok(fix->admin,
              fix_try_sent(&fix->trade, first, notice, fix->main, 6, NULL, NULL));
    assert_int_equal(fix_int(fix->admin, SHIPMENT, notice, 0, SALESINV_F_VERSION),
                     version);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPED, 10);
}

/* Known ones, ones that the ERP told to be used before, and new ones end at the account, and back where they were. */
static void test_serials_are_taken_over_as_the_erp_names_them(void **state)
{
    fix_sent_goods *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->main, fix->tracked, 4);
    salesinv_id notice = notice_of(fix, order, 4);
    salesinv_id sent;

    fix_synced_serials(&fix->trade, fix->tracked, fix->main, "A1", 2);
    sent = fix_sent(&fix->trade, notice, fix->main, 3, "[\"A1\", \"A2\", \"N1\"]");
    assert_serial(&fix->trade.core, "A1", "used");
    assert_serial(&fix->trade.core, "N1", "used");
    assert_refused(
        fix->admin, SERIAL_STATE,
        fix_try_sent(&fix->trade, 0, notice, fix->main, 1, "[\"A1\"]", NULL));
    assert_refused(
        fix->admin, SERIAL_COUNT,
        fix_try_sent(&fix->trade, 0, notice, fix->main, 1, "[\"A5\", \"A6\"]", NULL));
    assert_ok(fix->admin, fix_try_sent(&fix->trade, sent, notice, fix->main, 2,
                                       "[\"A2\", \"N2\"]", NULL));
    assert_serial(&fix->trade.core, "A1", "in_stock");
    assert_serial(&fix->trade.core, "N1", "unused");
    assert_serial(&fix->trade.core, "N2", "used");
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPED, 2);
    assert_ok(fix->admin, fix_try_unsent(&fix->trade, OUTBOUND, sent, NULL));
    assert_serial(&fix->trade.core, "A2", "in_stock");
    assert_status(&fix->trade, SHIPMENT, notice, ISSUED);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPED, 0);
}

/* A void return keeps nothing in place, and says so when a result of it comes late. */
static void test_a_result_is_corrected_behind_a_void_return(void **state)
{
    fix_sent_goods *fix = *state;
    salesinv_id order;
    salesinv_id sent;
    salesinv_id back;
    char json[256];
    fix_reported result = {.kind = SHIPMENT, .json = json};

    fix_setting(fix->admin, "shipping.mode", SALESINV_SHIPPING_ORDER);
    order = fix_order(&fix->trade, fix->main, fix->product, 5);
    snprintf(
        json, sizeof(json),
        "{\"order\": %lld, \"warehouse\": %lld, \"lines\": [{\"order_line\": %lld, "
        "\"qty\": \"2\"}]}",
        (long long)order, (long long)fix->main, (long long)sinv_line_id(order, 1));
    assert_ok(fix->admin, fix_try_report(&fix->trade, &result, &sent, NULL));
    back = fix_return(&fix->trade, sent, 1, NULL);
    strstr(json, "\"2\"")[1] = '3';
    result.id = sent;
    assert_refused(fix->admin, IN_USE,
                   fix_try_report(&fix->trade, &result, NULL, NULL));
    assert_ok(fix->admin,
              fix_step(fix->admin, SALESINV_KIND_RETURN, back, SINV_VERB_VOID));
    assert_ok(fix->admin, fix_try_report(&fix->trade, &result, NULL, NULL));
    assert_refused(
        fix->admin, INVALID_STATE,
        fix_try_result(fix->admin, back, "{\"lines\": [{\"line\": 1}]}", NULL));
    assert_field(fix->admin, "source");
    assert_ok(fix->admin, fix_try_result(fix->admin, back, NULL, NULL));
}

/* What the ERP moved on by itself stays where it says; the rest goes back. */
static void test_a_void_leaves_serials_that_the_erp_moved_on(void **state)
{
    fix_sent_goods *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->main, fix->tracked, 2);
    salesinv_id notice = notice_of(fix, order, 2);
    salesinv_id sent;

    sent = fix_sent(&fix->trade, notice, fix->main, 2, "[\"A1..A2\"]");
    assert_ok(fix->admin, fix_try_unsent(&fix->trade, OUTBOUND, sent, NULL));
    assert_serial(&fix->trade.core, "A1", "unused");
    fix_synced_serials(&fix->trade, fix->tracked, fix->main, "A1", 2);
    sent = fix_sent(&fix->trade, notice, fix->main, 2, "[\"A1..A2\"]");
    assert_serial(&fix->trade.core, "A2", "used");
}

static void test_over_delivery_has_its_tolerance(void **state)
{
    fix_sent_goods *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->main, fix->product, 20);
    salesinv_id notice = notice_of(fix, order, 20);
    salesinv_id sent;

    assert_refused(fix->admin, OVER_DELIVERY,
                   fix_try_sent(&fix->trade, 0, notice, fix->main, 21, NULL, NULL));
    assert_field(fix->admin, "lines[1].qty");
    assert_int_equal(fix_detail(fix->admin, "delivered"), 21 * FIX_UNIT);
    assert_int_equal(fix_detail(fix->admin, "left"), 20 * FIX_UNIT);
    assert_int_equal(fix_detail(fix->admin, "tolerance"), 0);
    fix_setting(fix->admin, "sync.over_delivery", 1000); /* a tenth */
    sent = fix_sent(&fix->trade, notice, fix->main, 21, NULL);
    assert_status(&fix->trade, ORDER, order, SHIPPED);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPABLE, 0);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_NOTICED, 0);
    assert_refused(fix->admin, OVER_DELIVERY,
                   fix_try_sent(&fix->trade, 0, notice, fix->main, 2, NULL, NULL));
    fix_core_verify(fix->admin);
    assert_ok(fix->admin, fix_try_update(fix->admin, ORDER, order,
                                         "{\"note\": \"one more than ordered\"}"));
    assert_ok(fix->admin,
              fix_try_sent(&fix->trade, sent, notice, fix->main, 15, NULL, NULL));
    assert_units(&fix->trade, ORDER, order, SALESINV_F_NOTICED, 5);
    assert_status(&fix->trade, SHIPMENT, notice, PARTIALLY_OUTBOUND);
}

static void test_contradictions_are_refused_whole(void **state)
{
    fix_sent_goods *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->main, fix->product, 10);
    salesinv_id notice = notice_of(fix, order, 10);
    salesinv_id sent = fix_sent(&fix->trade, notice, fix->main, 10, NULL);
    salesinv_id other =
        notice_of(fix, fix_order(&fix->trade, fix->main, fix->product, 1), 1);

    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, other, SINV_VERB_VOID));
    assert_refused(fix->admin, INVALID_STATE,
                   fix_try_sent(&fix->trade, 0, other, fix->main, 1, NULL, NULL));
    assert_refused(
        fix->admin, SERIAL_PRODUCT,
        fix_try_sent(&fix->trade, sent, notice, fix->main, 1, "[\"X\"]", NULL));
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPED, 10);
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, notice, SINV_VERB_RECEIVE));
    assert_refused(fix->admin, INVALID_STATE,
                   fix_try_sent(&fix->trade, sent, notice, fix->main, 9, NULL, NULL));
    assert_refused(fix->admin, INVALID_STATE,
                   fix_try_unsent(&fix->trade, OUTBOUND, sent, NULL));
    assert_refused(fix->admin, INVALID_STATE,
                   fix_try_unsent(&fix->trade, SHIPMENT, notice, NULL));
    assert_ok(fix->admin, /* it says nothing new */
              fix_try_sent(&fix->trade, sent, notice, fix->main, 10, NULL, NULL));
}

static int32_t parcels_of(fix_sent_goods *fix, salesinv_id shipment)
{
    salesinv_parcels *parcels;
    int32_t count;

    assert_ok(fix->admin, salesinv_parcels_get(fix->admin, shipment, &parcels));
    count = salesinv_parcels_count(parcels);
    salesinv_parcels_free(parcels);
    return count;
}

/* A parcel comes with what went out, follows a correction even after the receipt, and goes with what was taken back. */
static void test_parcels_are_the_notices(void **state)
{
    fix_sent_goods *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->main, fix->product, 10);
    salesinv_id notice = notice_of(fix, order, 10);
    char json[256];
    fix_reported result = {
        .kind = OUTBOUND, .carrier = "dhl", .tracking_number = "T1", .json = json};
    salesinv_id first;
    salesinv_id second;
    bool is_changed;

    snprintf(json, sizeof(json),
             "{\"source\": %lld, \"warehouse\": %lld, \"lines\": [{\"source_line\": "
             "%lld, \"qty\": \"5\"}]}",
             (long long)notice, (long long)fix->main,
             (long long)sinv_line_id(notice, 1));
    assert_ok(fix->admin, fix_try_report(&fix->trade, &result, &first, NULL));
    assert_int_equal(parcels_of(fix, notice), 1);
    result.tracking_number = "T2";
    assert_ok(fix->admin, fix_try_report(&fix->trade, &result, &second, NULL));
    assert_int_equal(parcels_of(fix, notice), 2);
    result.id = second;
    assert_ok(fix->admin, fix_try_report(&fix->trade, &result, NULL, &is_changed));
    assert_false(is_changed);
    result.tracking_number = "T1"; /* both in one */
    assert_ok(fix->admin, fix_try_report(&fix->trade, &result, NULL, &is_changed));
    assert_true(is_changed);
    assert_int_equal(parcels_of(fix, notice), 1);
    assert_ok(fix->admin, fix_try_unsent(&fix->trade, OUTBOUND, second, NULL));
    assert_int_equal(parcels_of(fix, notice), 1);
    assert_ok(fix->admin, fix_try_unsent(&fix->trade, OUTBOUND, second, &is_changed));
    assert_false(is_changed);
    assert_ok(fix->admin, fix_try_unsent(&fix->trade, OUTBOUND, first, NULL));
    assert_int_equal(parcels_of(fix, notice), 0);
    result.id = first; /* it went after all */
    assert_ok(fix->admin, fix_try_report(&fix->trade, &result, &second, NULL));
    assert_int_not_equal(second, first);
    assert_ok(fix->admin,
              fix_try_sent(&fix->trade, 0, notice, fix->main, 5, NULL, NULL));
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, notice, SINV_VERB_RECEIVE));
    result.id = second;
    result.tracking_number = "T3";
    assert_ok(fix->admin, fix_try_report(&fix->trade, &result, NULL, NULL));
    assert_int_equal(parcels_of(fix, notice), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_example_14_an_outbound_order_leaves_the_figures_to_the_next_sync),
        TEST(test_example_15_a_notice_is_fulfilled_by_the_erp_alone),
        TEST(test_serials_are_taken_over_as_the_erp_names_them),
        TEST(test_a_result_is_corrected_behind_a_void_return),
        TEST(test_a_void_leaves_serials_that_the_erp_moved_on),
        TEST(test_over_delivery_has_its_tolerance),
        TEST(test_contradictions_are_refused_whole),
        TEST(test_parcels_are_the_notices),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
