/* SPDX-License-Identifier: Apache-2.0 */
/* Receipts by hand and by whom, receipts that time confirms, and receipts that are taken back. */
#include "salesinv/product.h"
#include "support/fix_trade.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    RETURN = SALESINV_KIND_RETURN
};

typedef struct fix_receipts {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id product;
    salesinv_id order;    /* of 10 */
    salesinv_id shipment; /* of 6 */
} fix_receipts;

static int setup(void **state)
{
    static fix_receipts fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix_receive(&fix.trade.core, fix.warehouse, fix.product, 20);
    fix.order = fix_order(&fix.trade, fix.warehouse, fix.product, 10);
    fix.shipment = fix_ship(&fix.trade, fix.order, 0, 6, NULL);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_receipts *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

static void when_days_pass(fix_receipts *fix, int64_t days)
{
    fix->trade.core.now += days * FIX_DAY;
}

static int32_t run_due(fix_receipts *fix)
{
    int32_t count = -1;

    assert_ok(fix->admin, salesinv_receipt_run_due(fix->admin, 100, NULL, &count));
    return count;
}

static void time_confirms_what_nobody_did(void **state)
{
    fix_receipts *fix = *state;

    fix_setting(fix->admin, "receipt.timeout", 1);
    when_days_pass(fix, 6);
    assert_int_equal(run_due(fix), 0);
    when_days_pass(fix, 1);
    assert_int_equal(run_due(fix), 1);
    assert_status(&fix->trade, SHIPMENT, fix->shipment, RECEIVED);
    assert_int_equal(
        fix_int(fix->admin, SHIPMENT, fix->shipment, 0, SALESINV_F_RECEIPT_METHOD),
        SALESINV_RECEIPT_TIMEOUT);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_RECEIVED, 6);
    assert_status(&fix->trade, ORDER, fix->order, CONFIRMED);
    assert_int_equal(run_due(fix), 0);
    assert_refused(
        fix->admin, INVALID_STATE,
        salesinv_shipment_receive(fix->admin, fix->shipment, 0, NULL, NULL, NULL));
}

static void it_is_off_unless_switched_on(void **state)
{
    fix_receipts *fix = *state;

    when_days_pass(fix, 400);
    assert_int_equal(run_due(fix), 0);
    assert_status(&fix->trade, SHIPMENT, fix->shipment, SHIPPED);
}

static void voided_and_received_ones_are_passed_over(void **state)
{
    fix_receipts *fix = *state;
    salesinv_id by_hand = fix_ship(&fix->trade, fix->order, 0, 1, NULL);

    fix_setting(fix->admin, "receipt.timeout", 1);
    fix_setting(fix->admin, "receipt.timeout_days", 1);
    assert_ok(fix->admin,
              fix_step(fix->admin, SHIPMENT, fix->shipment, SINV_VERB_VOID));
    assert_ok(fix->admin,
              salesinv_shipment_receive(fix->admin, by_hand, 0, NULL, NULL, NULL));
    when_days_pass(fix, 2);
    assert_int_equal(run_due(fix), 0);
    assert_int_equal(
        fix_int(fix->admin, SHIPMENT, by_hand, 0, SALESINV_F_RECEIPT_METHOD),
        SALESINV_RECEIPT_MANUAL);
}

static void the_last_one_ends_the_order(void **state)
{
    fix_receipts *fix = *state;
    int32_t count = 0;

    fix_ship(&fix->trade, fix->order, 0, 4, NULL);
    fix_setting(fix->admin, "receipt.timeout", 1);
    when_days_pass(fix, 7);
    assert_ok(fix->admin, salesinv_receipt_run_due(fix->admin, 1, "day-1", &count));
    assert_int_equal(count, 1);
    assert_status(&fix->trade, ORDER, fix->order, SHIPPED);
    assert_ok(fix->admin, salesinv_receipt_run_due(fix->admin, 1, "day-1", &count));
    assert_int_equal(count, 0); /* the same request */
    assert_int_equal(run_due(fix), 1);
    assert_status(&fix->trade, ORDER, fix->order, RECEIVED);
}

static void limits_and_rights_are_asked(void **state)
{
    fix_receipts *fix = *state;
    salesinv_session *seller =
        fix_core_session(fix->trade.core.engine, fix->trade.core.tenant, "sales");
    int32_t count = 0;

    assert_refused(seller, FORBIDDEN,
                   salesinv_receipt_run_due(seller, 1, NULL, &count));
    salesinv_session_close(seller);
    assert_refused(fix->admin, ARG,
                   salesinv_receipt_run_due(fix->admin, 0, NULL, &count));
    assert_field(fix->admin, "max_count");
    assert_refused(fix->admin, ARG,
                   salesinv_receipt_run_due(fix->admin, 1001, NULL, &count));
}

static void a_receipt_can_be_taken_back(void **state)
{
    fix_receipts *fix = *state;

    fix_ship(&fix->trade, fix->order, 0, 4, NULL);
    fix_setting(fix->admin, "receipt.timeout", 1);
    when_days_pass(fix, 7);
    assert_int_equal(run_due(fix), 2);
    assert_status(&fix->trade, ORDER, fix->order, RECEIVED);
    assert_ok(fix->admin, salesinv_shipment_undo_receipt(fix->admin, fix->shipment, 0,
                                                         "not there", NULL, NULL));
    assert_status(&fix->trade, SHIPMENT, fix->shipment, SHIPPED);
    assert_int_equal(
        fix_int(fix->admin, SHIPMENT, fix->shipment, 0, SALESINV_F_RECEIPT_METHOD), 0);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_RECEIVED, 4);
    assert_status(&fix->trade, ORDER, fix->order, SHIPPED);
    assert_refused(
        fix->admin, INVALID_STATE,
        salesinv_shipment_undo_receipt(fix->admin, fix->shipment, 0, NULL, NULL, NULL));
    assert_ok(fix->admin, salesinv_shipment_receive(fix->admin, fix->shipment, 0, NULL,
                                                    NULL, NULL));
    assert_status(&fix->trade, ORDER, fix->order, RECEIVED);
}

static void not_once_goods_came_back(void **state)
{
    fix_receipts *fix = *state;
    salesinv_id back;

    fix_setting(fix->admin, "plugin.shipment_return", 1);
    assert_ok(fix->admin, salesinv_shipment_receive(fix->admin, fix->shipment, 0, NULL,
                                                    NULL, NULL));
    back = fix_return(&fix->trade, fix->shipment, 1, NULL);
    assert_refused(
        fix->admin, IN_USE,
        salesinv_shipment_undo_receipt(fix->admin, fix->shipment, 0, NULL, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), back);
    assert_ok(fix->admin, fix_step(fix->admin, RETURN, back, SINV_VERB_VOID));
    assert_ok(fix->admin, salesinv_shipment_undo_receipt(fix->admin, fix->shipment, 0,
                                                         NULL, NULL, NULL));
}

/* Of two lines one arrived in full, as nobody says otherwise, and the other one short. */
static void each_line_is_received_for_itself(void **state)
{
    fix_receipts *fix = *state;
    salesinv_id order = fix_create(
        fix->admin, ORDER, SALESINV_SUBMIT,
        "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": %lld, \"lines\": "
        "[{\"product\": %lld, \"qty\": \"2\"}, {\"product\": %lld, \"qty\": \"3\"}]}",
        (long long)fix->trade.account, (long long)fix->warehouse,
        (long long)fix->product, (long long)fix->product);
    salesinv_id shipment =
        fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT, "{\"order\": %lld}",
                   (long long)order); /* all of it */
    salesinv_draft *draft = fix_draft(fix->admin, SHIPMENT,
                                      "{\"lines\": [{\"line\": 2, \"received\": \"1\", "
                                      "\"short_reason\": \"two are broken\"}]}");

    assert_ok(fix->admin,
              salesinv_shipment_receive(fix->admin, shipment, 0, draft, NULL, NULL));
    salesinv_draft_free(draft);
    for (int32_t line = 1; line <= 2; line++) {
        const int64_t wanted = (line == 1 ? 2 : 1) * FIX_UNIT;

        assert_int_equal(
            fix_int(fix->admin, SHIPMENT, shipment, line, SALESINV_F_RECEIVED), wanted);
        assert_int_equal(fix_int(fix->admin, ORDER, order, line, SALESINV_F_RECEIVED),
                         wanted);
    }
    assert_int_equal(
        fix_int(fix->admin, SHIPMENT, shipment, 0, SALESINV_F_RECEIPT_METHOD),
        SALESINV_RECEIPT_MANUAL);
    assert_int_equal(fix_int(fix->admin, SHIPMENT, shipment, 0, SALESINV_F_RECEIVED_AT),
                     fix->trade.core.now);
    assert_int_equal(fix_int(fix->admin, SHIPMENT, shipment, 0, SALESINV_F_RECEIVED_BY),
                     7);
    assert_status(&fix->trade, ORDER, order, RECEIVED);
    assert_stock(&fix->trade.core, fix->product, fix->warehouse, "9/4/5");
}

/* The buyer for himself, the seller for his accounts; what is somebody else's they do not even find. */
static void the_buyer_and_the_seller_confirm_their_own(void **state)
{
    fix_receipts *fix = *state;
    salesinv_id stranger = fix_account(&fix->trade.core, "Stranger");
    salesinv_session *buyer =
        fix_core_session(fix->trade.core.engine, fix->trade.core.tenant, "buyer");
    salesinv_session *seller =
        fix_core_session(fix->trade.core.engine, fix->trade.core.tenant, "sales");
    salesinv_session *other;

    assert_int_equal(salesinv_session_open(fix->trade.core.engine,
                                           fix->trade.core.tenant, 8, &other),
                     SALESINV_OK);
    assert_ok(other, salesinv_session_add_role(other, "sales"));
    assert_ok(buyer, salesinv_session_set_account(buyer, stranger));
    assert_refused(
        buyer, FORBIDDEN,
        salesinv_shipment_receive(buyer, fix->shipment, 0, NULL, NULL, NULL));
    assert_ok(buyer, salesinv_session_set_account(buyer, fix->trade.account));
    assert_ok(buyer,
              salesinv_shipment_receive(buyer, fix->shipment, 0, NULL, NULL, NULL));
    assert_refused(
        buyer, FORBIDDEN,
        salesinv_shipment_undo_receipt(buyer, fix->shipment, 0, NULL, NULL, NULL));
    salesinv_session_close(buyer);
    assert_status(&fix->trade, SHIPMENT, fix->shipment, RECEIVED);
    assert_ok(fix->admin, salesinv_shipment_undo_receipt(fix->admin, fix->shipment, 0,
                                                         NULL, NULL, NULL));
    assert_refused(
        other, FORBIDDEN,
        salesinv_shipment_receive(other, fix->shipment, 0, NULL, NULL, NULL));
    assert_ok(seller,
              salesinv_shipment_receive(seller, fix->shipment, 0, NULL, NULL, NULL));
    salesinv_session_close(seller);
    salesinv_session_close(other);
}

static void an_order_administrator_takes_them_back(void **state)
{
    fix_receipts *fix = *state;
    salesinv_session *clerk =
        fix_core_session(fix->trade.core.engine, fix->trade.core.tenant, "order_admin");

    assert_ok(clerk,
              salesinv_shipment_receive(clerk, fix->shipment, 0, NULL, NULL, NULL));
    assert_ok(clerk,
              salesinv_shipment_undo_receipt(clerk, fix->shipment, 0,
                                             "it was the neighbour's", NULL, NULL));
    assert_status(&fix->trade, SHIPMENT, fix->shipment, SHIPPED);
    salesinv_session_close(clerk);
}

static void only_who_may_void_receipts_takes_them_back(void **state)
{
    fix_receipts *fix = *state;
    salesinv_session *shipping =
        fix_core_session(fix->trade.core.engine, fix->trade.core.tenant, "shipping");

    assert_ok(shipping,
              salesinv_shipment_receive(shipping, fix->shipment, 0, NULL, NULL, NULL));
    assert_refused(
        shipping, FORBIDDEN,
        salesinv_shipment_undo_receipt(shipping, fix->shipment, 0, NULL, NULL, NULL));
    salesinv_session_close(shipping);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(time_confirms_what_nobody_did),
        TEST(it_is_off_unless_switched_on),
        TEST(voided_and_received_ones_are_passed_over),
        TEST(the_last_one_ends_the_order),
        TEST(limits_and_rights_are_asked),
        TEST(a_receipt_can_be_taken_back),
        TEST(not_once_goods_came_back),
        TEST(each_line_is_received_for_itself),
        TEST(the_buyer_and_the_seller_confirm_their_own),
        TEST(an_order_administrator_takes_them_back),
        TEST(only_who_may_void_receipts_takes_them_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
