/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an ERP sent is received as what was shipped here: by time and when the carrier delivered all of it, for notices and for orders
 * that ship without.
 */
#include <stdio.h>

#include "salesinv/product.h"
#include "support/fix_carrier.h"
#include "support/fix_sync.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    OUTBOUND = SALESINV_KIND_OUTBOUND
};

typedef struct fix_delivered {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id product;
    salesinv_id main;
} fix_delivered;

static int setup(void **state)
{
    static fix_delivered fix;

    fix_sync_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix.main = fix_warehouse(&fix.trade.core, "Main");
    fix_synced_stock(&fix.trade, fix.product, fix.main, 100);
    assert_ok(fix.trade.core.platform,
              salesinv_licence_grant(fix.trade.core.platform, fix.trade.core.tenant,
                                     "logistics", SALESINV_TIME_NONE, 1, NULL));
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_delivered *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

/* An order of some units and how the ERP sends them: against a notice, or as shipments of its own. */
typedef struct delivery {
    salesinv_shipping_mode mode;
    salesinv_id order;
    salesinv_id notice;
} delivery;

static delivery given_order(fix_delivered *fix, salesinv_shipping_mode mode,
                            int64_t units)
{
    delivery of = {.mode = mode};

    fix_setting(fix->admin, "shipping.mode", mode);
    of.order = fix_order(&fix->trade, fix->main, fix->product, units);
    if (mode == SALESINV_SHIPPING_NOTICE)
        of.notice = fix_ship(&fix->trade, of.order, 0, units, NULL);
    return of;
}

/* The ERP sends, or corrects; *out is its document. Answers the shipment that can be received. */
static salesinv_status try_send(fix_delivered *fix, const delivery *of, salesinv_id id,
                                int64_t units, const char *number, salesinv_id *out)
{
    bool is_notice = of->mode == SALESINV_SHIPPING_NOTICE;
    char json[256];
    const fix_reported report = {.kind = is_notice ? OUTBOUND : SHIPMENT,
                                 .id = id,
                                 .carrier = "mule",
                                 .tracking_number = number,
                                 .json = json};

    (void)snprintf(json, sizeof(json),
                   "{\"warehouse\": %lld, \"lines\": [{\"%s\": %lld, \"qty\": "
                   "\"%lld\"}]}",
                   (long long)fix->main, is_notice ? "source_line" : "order_line",
                   (long long)sinv_line_id(is_notice ? of->notice : of->order, 1),
                   (long long)units);
    return fix_try_report(&fix->trade, &report, out, NULL);
}

static salesinv_id when_sent(fix_delivered *fix, const delivery *of, int64_t units,
                             const char *number, salesinv_id *out_result)
{
    assert_ok(fix->admin, try_send(fix, of, 0, units, number, out_result));
    return of->notice ? of->notice : *out_result;
}

static int32_t run_due(fix_delivered *fix)
{
    int32_t count = -1;

    assert_ok(fix->admin, salesinv_receipt_run_due(fix->admin, 100, NULL, &count));
    return count;
}

static int64_t method_of(fix_delivered *fix, salesinv_id shipment)
{
    return fix_int(fix->admin, SHIPMENT, shipment, 0, SALESINV_F_RECEIPT_METHOD);
}

static const salesinv_shipping_mode BOTH[] = {SALESINV_SHIPPING_NOTICE,
                                              SALESINV_SHIPPING_ORDER};

/* ---- time ---- */

static void time_confirms_what_the_erp_sent(void **state)
{
    fix_delivered *fix = *state;

    fix_setting(fix->admin, "receipt.timeout", 1);
    for (int i = 0; i < 2; i++) {
        delivery of = given_order(fix, BOTH[i], 10);
        salesinv_id result;
        salesinv_id shipment = when_sent(fix, &of, 10, NULL, &result);

        fix->trade.core.now += 6 * FIX_DAY;
        assert_int_equal(run_due(fix), 0);
        fix->trade.core.now += FIX_DAY;
        assert_int_equal(run_due(fix), 1);
        assert_int_equal(method_of(fix, shipment), SALESINV_RECEIPT_TIMEOUT);
        assert_status(&fix->trade, ORDER, of.order, RECEIVED);
        assert_refused(fix->admin, INVALID_STATE,
                       try_send(fix, &of, result, 9, NULL, NULL));
        assert_ok(fix->admin, salesinv_shipment_undo_receipt(fix->admin, shipment, 0,
                                                             "not there", NULL, NULL));
        assert_ok(fix->admin, try_send(fix, &of, result, 9, NULL, NULL));
        assert_units(&fix->trade, ORDER, of.order, SALESINV_F_SHIPPED, 9);
        assert_units(&fix->trade, ORDER, of.order, SALESINV_F_RECEIVED, 0);
        fix_setting(fix->admin, "receipt.timeout", i == 0);
    }
}

/* A notice waits for all of it; its time begins with the last that went out. */
static void time_begins_when_the_last_of_a_notice_left(void **state)
{
    fix_delivered *fix = *state;
    delivery of = given_order(fix, SALESINV_SHIPPING_NOTICE, 10);
    salesinv_id result;

    fix_setting(fix->admin, "receipt.timeout", 1);
    when_sent(fix, &of, 6, NULL, &result);
    fix->trade.core.now += 30 * FIX_DAY;
    assert_int_equal(run_due(fix), 0);
    when_sent(fix, &of, 4, NULL, &result);
    fix->trade.core.now += 6 * FIX_DAY;
    assert_int_equal(run_due(fix), 0);
    fix->trade.core.now += FIX_DAY;
    assert_int_equal(run_due(fix), 1);
    assert_status(&fix->trade, SHIPMENT, of.notice, RECEIVED);
}

/* ---- delivery ---- */

static void delivery_confirms_what_the_erp_sent(void **state)
{
    fix_delivered *fix = *state;
    static const char *const numbers[] = {"N-1", "O-1"};

    fix_setting(fix->admin, "receipt.on_delivery", 1);
    for (int i = 0; i < 2; i++) {
        delivery of = given_order(fix, BOTH[i], 10);
        salesinv_id result;
        salesinv_id shipment = when_sent(fix, &of, 10, numbers[i], &result);

        fix_put(fix->admin, numbers[i], "5@10:00 on the van");
        assert_int_equal(method_of(fix, shipment), 0);
        fix_put(fix->admin, numbers[i], "5@10:00 on the van|3@11:00 signed");
        assert_status(&fix->trade, SHIPMENT, shipment, RECEIVED);
        assert_int_equal(method_of(fix, shipment), SALESINV_RECEIPT_LOGISTICS);
        assert_units(&fix->trade, ORDER, of.order, SALESINV_F_RECEIVED, 10);
        assert_status(&fix->trade, ORDER, of.order, RECEIVED);
    }
}

static void a_notice_is_received_with_its_last_parcel(void **state)
{
    fix_delivered *fix = *state;
    delivery of = given_order(fix, SALESINV_SHIPPING_NOTICE, 10);
    salesinv_id result;

    fix_setting(fix->admin, "receipt.on_delivery", 1);
    when_sent(fix, &of, 6, "T-1", &result);
    fix_put(fix->admin, "T-1", "3@10:00 signed");
    assert_status(&fix->trade, SHIPMENT, of.notice, PARTIALLY_OUTBOUND);
    when_sent(fix, &of, 4, "T-2", &result);
    assert_status(&fix->trade, SHIPMENT, of.notice, OUTBOUND);
    fix_put(fix->admin, "T-2", "3@12:00 signed");
    assert_status(&fix->trade, SHIPMENT, of.notice, RECEIVED);
    assert_status(&fix->trade, ORDER, of.order, RECEIVED);
}

/* The parcel was signed before the ERP told that the rest was in it too. */
static void a_result_may_come_after_its_delivery(void **state)
{
    fix_delivered *fix = *state;
    delivery of = given_order(fix, SALESINV_SHIPPING_NOTICE, 10);
    salesinv_id result;

    fix_setting(fix->admin, "receipt.on_delivery", 1);
    when_sent(fix, &of, 6, "T-1", &result);
    fix_put(fix->admin, "T-1", "3@10:00 signed");
    when_sent(fix, &of, 4, "T-1", &result);
    assert_status(&fix->trade, SHIPMENT, of.notice, RECEIVED);
    assert_int_equal(method_of(fix, of.notice), SALESINV_RECEIPT_LOGISTICS);
}

/* What the ERP took back is on no van: the parcel that is left decides. */
static void a_parcel_that_was_taken_back_is_not_waited_for(void **state)
{
    fix_delivered *fix = *state;
    delivery of = given_order(fix, SALESINV_SHIPPING_NOTICE, 10);
    salesinv_id first;
    salesinv_id second;

    fix_setting(fix->admin, "receipt.on_delivery", 1);
    when_sent(fix, &of, 6, "T-1", &first);
    when_sent(fix, &of, 4, "T-2", &second);
    fix_put(fix->admin, "T-2", "3@10:00 signed");
    assert_status(&fix->trade, SHIPMENT, of.notice, OUTBOUND);
    assert_ok(fix->admin, fix_try_unsent(&fix->trade, OUTBOUND, first, NULL));
    assert_status(&fix->trade, SHIPMENT, of.notice, PARTIALLY_OUTBOUND);
    assert_ok(fix->admin, try_send(fix, &of, second, 10, "T-2", NULL));
    assert_status(&fix->trade, SHIPMENT, of.notice, RECEIVED);
    assert_units(&fix->trade, ORDER, of.order, SALESINV_F_RECEIVED, 10);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(time_confirms_what_the_erp_sent),
        TEST(time_begins_when_the_last_of_a_notice_left),
        TEST(delivery_confirms_what_the_erp_sent),
        TEST(a_notice_is_received_with_its_last_parcel),
        TEST(a_result_may_come_after_its_delivery),
        TEST(a_parcel_that_was_taken_back_is_not_waited_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
