/* SPDX-License-Identifier: Apache-2.0 */
/* Shipments: what they take over from the order, what they hold in approval, partial ones, receipts, ways back. */
#include "salesinv/bin.h"
#include "salesinv/outbound.h"
#include "salesinv/product.h"
#include "salesinv/warehouse.h"
#include "support/fix_trade.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    OUTBOUND = SALESINV_KIND_OUTBOUND
};

typedef struct fix_shipping {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id product; /* 100 on hand */
    salesinv_id order;   /* of 30 */
} fix_shipping;

static int setup(void **state)
{
    static fix_shipping fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix_receive(&fix.trade.core, fix.warehouse, fix.product, 100);
    fix.order = fix_order(&fix.trade, fix.warehouse, fix.product, 30);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_shipping *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

#define then_stock(wanted)                                                             \
    assert_stock(&fix->trade.core, fix->product, fix->warehouse, wanted)
#define then_line(field, wanted)                                                       \
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_##field, wanted)

static void lines_are_populated(void **state)
{
    fix_shipping *fix = *state;
    salesinv_id shipment;

    fix_ship(&fix->trade, fix->order, 0, 12, NULL);
    shipment =
        fix_create(fix->admin, SHIPMENT, 0, "{\"order\": %lld}", (long long)fix->order);
    assert_units(&fix->trade, SHIPMENT, shipment, SALESINV_F_QTY, 18);
    assert_int_equal(fix_int(fix->admin, SHIPMENT, shipment, 0, SALESINV_F_WAREHOUSE),
                     fix->warehouse);
    assert_int_equal(fix_int(fix->admin, SHIPMENT, shipment, 0, SALESINV_F_ACCOUNT),
                     fix->trade.account);
    fix_setting(fix->admin, "shipping.auto_populate", 0);
    shipment =
        fix_create(fix->admin, SHIPMENT, 0, "{\"order\": %lld}", (long long)fix->order);
    assert_refused(fix->admin, ARG,
                   salesinv_shipment_submit(fix->admin, shipment, 0, NULL, NULL));
    assert_field(fix->admin, "lines");
}

static void parts_add_up(void **state)
{
    fix_shipping *fix = *state;

    fix_ship(&fix->trade, fix->order, 0, 12, NULL);
    then_stock("88/18/70");
    assert_refused(fix->admin, EXCEEDS_SHIPPABLE,
                   fix_try_ship(&fix->trade, fix->order, 0, 19, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "shippable"), 18 * FIX_UNIT);
    fix_ship(&fix->trade, fix->order, 0, 18, NULL);
    then_stock("70/0/70");
    then_line(SHIPPED, 30);
    assert_refused(fix->admin, EXCEEDS_SHIPPABLE,
                   fix_try_ship(&fix->trade, fix->order, 0, 1, NULL, NULL));
}

static void two_lines_for_one_order_line(void **state)
{
    fix_shipping *fix = *state;
    const long long line = (long long)sinv_line_id(fix->order, 1);

    assert_refused(fix->admin, EXCEEDS_SHIPPABLE,
                   fix_try_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
                                  "{\"order\": %lld, \"lines\": [{\"order_line\": "
                                  "%lld, \"qty\": \"20\"}, {\"order_line\": %lld, "
                                  "\"qty\": \"11\"}]}",
                                  (long long)fix->order, line, line));
    assert_int_equal(fix_detail(fix->admin, "wanted"), 31 * FIX_UNIT);
    fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
               "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": "
               "\"20\"}, {\"order_line\": %lld, \"qty\": \"10\"}]}",
               (long long)fix->order, line, line);
    then_stock("70/0/70");
}

static void approval_counts_and_holds(void **state)
{
    fix_shipping *fix = *state;
    salesinv_id first;

    fix_setting(fix->admin, "approval.shipment", 1);
    first = fix_ship(&fix->trade, fix->order, 0, 20, NULL);
    assert_status(&fix->trade, SHIPMENT, first, IN_APPROVAL);
    then_stock("100/30/70"); /* covered by the order's own freeze */
    then_line(SHIP_PENDING, 20);
    then_line(SHIPPABLE, 10);
    assert_refused(fix->admin, EXCEEDS_SHIPPABLE,
                   fix_try_ship(&fix->trade, fix->order, 0, 11, NULL, NULL));
    assert_ok(fix->admin, salesinv_shipment_withdraw(fix->admin, first, 0, NULL, NULL));
    then_line(SHIPPABLE, 30);
    assert_ok(fix->admin, salesinv_shipment_submit(fix->admin, first, 0, NULL, NULL));
    assert_ok(fix->admin, salesinv_shipment_approve(fix->admin, first, 0, NULL, NULL));
    then_stock("80/10/70");
    then_line(SHIP_PENDING, 0);
    then_line(SHIPPED, 20);
}

static void another_warehouse_is_frozen_while_it_waits(void **state)
{
    fix_shipping *fix = *state;
    salesinv_id other = fix_warehouse(&fix->trade.core, "Other");
    salesinv_id shipment;

    fix_receive(&fix->trade.core, other, fix->product, 20);
    fix_setting(fix->admin, "approval.shipment", 1);
    shipment = fix_ship(&fix->trade, fix->order, other, 20, NULL);
    then_stock("100/30/70");
    assert_stock(&fix->trade.core, fix->product, other, "20/20/0");
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_order(&fix->trade, other, fix->product, 1, NULL));
    assert_ok(fix->admin,
              salesinv_shipment_reject(fix->admin, shipment, 0, NULL, NULL, NULL));
    assert_stock(&fix->trade.core, fix->product, other, "20/0/20");
    assert_ok(fix->admin,
              salesinv_shipment_submit(fix->admin, shipment, 0, NULL, NULL));
    assert_ok(fix->admin,
              salesinv_shipment_approve(fix->admin, shipment, 0, NULL, NULL));
    assert_stock(&fix->trade.core, fix->product, other, "0/0/0");
    then_stock("100/10/90");
    /* Goods come back where they left, and are frozen there again. */
    assert_ok(fix->admin,
              salesinv_shipment_void(fix->admin, shipment, 0, NULL, NULL, NULL));
    assert_stock(&fix->trade.core, fix->product, other, "20/20/0");
    then_stock("100/10/90");
    then_line(FROZEN, 30);
}

/* What it holds itself is its own, even where others were allowed to freeze more than there is. */
static void what_it_holds_goes_out_beside_an_allowed_shortage(void **state)
{
    fix_shipping *fix = *state;
    salesinv_id other = fix_warehouse(&fix->trade.core, "W2");
    salesinv_id shipment = 0;

    fix_receive(&fix->trade.core, other, fix->product, 5);
    fix_setting(fix->admin, "approval.shipment", 1);
    assert_ok(fix->admin,
              fix_try_ship(&fix->trade, fix->order, other, 5, NULL, &shipment));
    fix_setting(fix->admin, "order.validation", SALESINV_RULE_ALLOW);
    fix_order(&fix->trade, other, fix->product, 3);
    assert_stock(&fix->trade.core, fix->product, other, "5/8/-3");
    assert_ok(fix->admin,
              salesinv_shipment_approve(fix->admin, shipment, 0, NULL, NULL));
    assert_stock(&fix->trade.core, fix->product, other, "0/3/-3");
    then_stock("100/25/75");
}

static void a_shortage_at_approval_keeps_it_there(void **state)
{
    fix_shipping *fix = *state;
    salesinv_id waiting;
    salesinv_id hungry;
    salesinv_id shipment;

    assert_ok(fix->admin,
              salesinv_order_void(fix->admin, fix->order, 0, NULL, NULL, NULL));
    fix_setting(fix->admin, "order.validation", 2); /* nobody is promised anything */
    waiting = fix_order(&fix->trade, fix->warehouse, fix->product, 30);
    hungry = fix_order(&fix->trade, fix->warehouse, fix->product, 100);
    fix_setting(fix->admin, "approval.shipment", 1);
    shipment = fix_ship(&fix->trade, waiting, 0, 30, NULL);
    fix_setting(fix->admin, "approval.shipment", 0);
    fix_ship(&fix->trade, hungry, 0, 100, NULL);
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   salesinv_shipment_approve(fix->admin, shipment, 0, NULL, NULL));
    assert_status(&fix->trade, SHIPMENT, shipment, IN_APPROVAL);
    then_stock("0/30/-30");
    fix_receive(&fix->trade.core, fix->warehouse, fix->product, 30);
    assert_ok(fix->admin,
              salesinv_shipment_approve(fix->admin, shipment, 0, NULL, NULL));
    then_stock("0/0/0");
}

static void only_confirmed_orders_are_shipped(void **state)
{
    fix_shipping *fix = *state;
    salesinv_id waiting;

    fix_setting(fix->admin, "approval.order", 1);
    waiting = fix_order(&fix->trade, fix->warehouse, fix->product, 5);
    assert_refused(fix->admin, INVALID_STATE,
                   fix_try_ship(&fix->trade, waiting, 0, 5, NULL, NULL));
    assert_field(fix->admin, "order");
    assert_ok(fix->admin, salesinv_order_approve(fix->admin, waiting, 0, NULL, NULL));
    fix_ship(&fix->trade, waiting, 0, 5, NULL);
}

static void sources_must_fit(void **state)
{
    fix_shipping *fix = *state;
    salesinv_id stranger = fix_account(&fix->trade.core, "Stranger");
    salesinv_id second = fix_order(&fix->trade, fix->warehouse, fix->product, 5);
    salesinv_id idle = fix_warehouse(&fix->trade.core, "Idle");

    assert_refused(fix->admin, ACCOUNT_MISMATCH,
                   fix_try_create(fix->admin, SHIPMENT, 0,
                                  "{\"order\": %lld, \"account\": %lld}",
                                  (long long)fix->order, (long long)stranger));
    assert_refused(fix->admin, PLUGIN_DISABLED,
                   fix_try_create(fix->admin, SHIPMENT, 0,
                                  "{\"order\": %lld, \"lines\": [{\"order_line\": "
                                  "%lld, \"qty\": \"1\"}]}",
                                  (long long)fix->order,
                                  (long long)sinv_line_id(second, 1)));
    assert_refused(fix->admin, NOT_FOUND,
                   fix_try_create(fix->admin, SHIPMENT, 0,
                                  "{\"order\": %lld, \"lines\": [{\"order_line\": "
                                  "%lld, \"qty\": \"1\"}]}",
                                  (long long)fix->order,
                                  (long long)sinv_line_id(fix->order, 9)));
    assert_field(fix->admin, "lines[1].order_line");
    assert_ok(fix->admin,
              salesinv_warehouse_deactivate(fix->admin, idle, 0, NULL, NULL));
    assert_refused(fix->admin, WAREHOUSE_DISABLED,
                   fix_try_ship(&fix->trade, fix->order, idle, 1, NULL, NULL));
}

#define FROM_BIN                                                                       \
    "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": "                   \
    "\"%d\", \"bin\": %lld, \"batch\": %lld}]}"

static void batches_and_bins_are_told_apart(void **state)
{
    fix_shipping *fix = *state;
    salesinv_id product =
        fix_product(&fix->trade.core, "Paste", SALESINV_TRACKING_BATCH);
    salesinv_id batch =
        fix_create(fix->admin, SALESINV_KIND_BATCH, 0,
                   "{\"code\": \"B1\", \"product\": %lld}", (long long)product);
    salesinv_id shelves;
    salesinv_id bin;
    salesinv_id order;

    fix_setting(fix->admin, "warehouse.bins", 1);
    shelves = fix_create(fix->admin, SALESINV_KIND_WAREHOUSE, 0,
                         "{\"name\": \"Shelves\", \"has_bins\": 1}");
    bin = fix_create(fix->admin, SALESINV_KIND_BIN, 0,
                     "{\"warehouse\": %lld, \"code\": \"1\", \"name\": \"One\"}",
                     (long long)shelves);
    fix_create(fix->admin, SALESINV_KIND_INBOUND, SALESINV_SUBMIT,
               "{\"type\": 2, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
               "\"qty\": \"8\", \"bin\": %lld, \"batch\": %lld}]}",
               (long long)shelves, (long long)product, (long long)bin,
               (long long)batch);
    order = fix_order(&fix->trade, shelves, product, 6);
    assert_refused(fix->admin, BIN_REQUIRED,
                   fix_try_ship(&fix->trade, order, 0, 6, NULL, NULL));
    assert_refused(fix->admin, BATCH_REQUIRED,
                   fix_try_create(fix->admin, SHIPMENT, SALESINV_SUBMIT, FROM_BIN,
                                  (long long)order, (long long)sinv_line_id(order, 1),
                                  6, (long long)bin, 0LL));
    fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT, FROM_BIN, (long long)order,
               (long long)sinv_line_id(order, 1), 6, (long long)bin, (long long)batch);
    assert_stock(&fix->trade.core, product, shelves, "2/0/2");
}

static void the_posting_is_read_only(void **state)
{
    fix_shipping *fix = *state;
    salesinv_id shipment = fix_ship(&fix->trade, fix->order, 0, 7, NULL);
    salesinv_id posting =
        fix_int(fix->admin, SHIPMENT, shipment, 0, SALESINV_F_POSTING);

    assert_units(&fix->trade, OUTBOUND, posting, SALESINV_F_QTY, 7);
    assert_int_equal(fix_int(fix->admin, OUTBOUND, posting, 0, SALESINV_F_SOURCE),
                     shipment);
    assert_refused(fix->admin, READ_ONLY,
                   salesinv_outbound_void(fix->admin, posting, 0, NULL, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "source"), shipment);
}

/* ---- receipts ---- */

static salesinv_status try_receive(fix_shipping *fix, salesinv_id shipment,
                                   const char *line)
{
    salesinv_draft *draft =
        fix_draft(fix->admin, SHIPMENT, "{\"lines\": [{\"line\": 1, %s}]}", line);
    salesinv_status rc =
        salesinv_shipment_receive(fix->admin, shipment, 0, draft, NULL, NULL);

    salesinv_draft_free(draft);
    return rc;
}

static void a_receipt_may_be_short_for_a_reason(void **state)
{
    fix_shipping *fix = *state;
    salesinv_id shipment = fix_ship(&fix->trade, fix->order, 0, 30, NULL);

    assert_refused(fix->admin, ARG, try_receive(fix, shipment, "\"received\": \"29\""));
    assert_field(fix->admin, "lines[1].short_reason");
    assert_refused(fix->admin, EXCEEDS_REMAINING,
                   try_receive(fix, shipment, "\"received\": \"31\""));
    assert_ok(fix->admin, try_receive(fix, shipment,
                                      "\"received\": \"29\", \"short_reason\": "
                                      "\"one is broken\""));
    then_line(RECEIVED, 29);
    assert_status(&fix->trade, SHIPMENT, shipment, RECEIVED);
    assert_status(&fix->trade, ORDER, fix->order, RECEIVED);
    then_stock("70/0/70");
    assert_refused(
        fix->admin, INVALID_STATE,
        salesinv_shipment_receive(fix->admin, shipment, 0, NULL, NULL, NULL));
    assert_refused(fix->admin, INVALID_STATE,
                   salesinv_shipment_void(fix->admin, shipment, 0, NULL, NULL, NULL));
}

static void an_order_is_received_with_its_last_shipment(void **state)
{
    fix_shipping *fix = *state;
    salesinv_id first = fix_ship(&fix->trade, fix->order, 0, 10, NULL);
    salesinv_id second = fix_ship(&fix->trade, fix->order, 0, 20, NULL);

    assert_ok(fix->admin,
              salesinv_shipment_receive(fix->admin, first, 0, NULL, NULL, NULL));
    assert_status(&fix->trade, ORDER, fix->order, SHIPPED);
    assert_ok(fix->admin,
              salesinv_shipment_receive(fix->admin, second, 0, NULL, NULL, NULL));
    assert_status(&fix->trade, ORDER, fix->order, RECEIVED);
}

static void logistics_may_be_noted_late(void **state)
{
    fix_shipping *fix = *state;
    salesinv_id shipment = fix_ship(&fix->trade, fix->order, 0, 10, NULL);

    assert_ok(fix->admin, fix_try_update(fix->admin, SHIPMENT, shipment,
                                         "{\"carrier\": \"post\", "
                                         "\"tracking_number\": \"1Z\"}"));
    assert_refused(fix->admin, INVALID_STATE,
                   fix_try_update(fix->admin, SHIPMENT, shipment,
                                  "{\"lines\": [{\"line\": 1, \"qty\": \"9\"}]}"));
    then_stock("90/20/70");
}

/* Decided before anything is written, also where the first line fits: the transaction around it goes on. */
static void goods_that_would_not_fit_any_more_stay_out(void **state)
{
    fix_shipping *fix = *state;
    long long first =
        (long long)fix_product(&fix->trade.core, "F", SALESINV_TRACKING_NONE);
    long long second = (long long)fix->product;
    long long order;
    salesinv_id shipment;
    salesinv_id loss;

    fix_receive(&fix->trade.core, fix->warehouse, first, 9);
    order = (long long)fix_create(
        fix->admin, ORDER, SALESINV_SUBMIT,
        "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": %lld, \"lines\": "
        "[{\"product\": %lld, \"qty\": \"1\"}, {\"product\": %lld, \"qty\": \"30\"}]}",
        (long long)fix->trade.account, (long long)fix->warehouse, first, second);
    shipment =
        fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT, "{\"order\": %lld}", order);
    loss = fix_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                      "{\"type\": 3, \"warehouse\": %lld, \"lines\": [{\"product\": "
                      "%lld, \"qty\": \"1\"}, {\"product\": %lld, \"qty\": \"20\"}]}",
                      (long long)fix->warehouse, first, second);
    fix_receive(&fix->trade.core, fix->warehouse, fix->product,
                INT64_MAX / FIX_UNIT - 60);
    assert_ok(fix->admin, salesinv_session_begin(fix->admin, SALESINV_TXN_WRITE));
    assert_refused(fix->admin, OVERFLOW,
                   salesinv_shipment_void(fix->admin, shipment, 0, "no", NULL, NULL));
    assert_refused(fix->admin, OVERFLOW,
                   salesinv_outbound_void(fix->admin, loss, 0, "no", NULL, NULL));
    assert_ok(fix->admin, salesinv_session_commit(fix->admin));
    assert_status(&fix->trade, SHIPMENT, shipment, SHIPPED);
    assert_status(&fix->trade, OUTBOUND, loss, CONFIRMED);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lines_are_populated),
        TEST(parts_add_up),
        TEST(two_lines_for_one_order_line),
        TEST(approval_counts_and_holds),
        TEST(another_warehouse_is_frozen_while_it_waits),
        TEST(what_it_holds_goes_out_beside_an_allowed_shortage),
        TEST(a_shortage_at_approval_keeps_it_there),
        TEST(only_confirmed_orders_are_shipped),
        TEST(sources_must_fit),
        TEST(batches_and_bins_are_told_apart),
        TEST(the_posting_is_read_only),
        TEST(a_receipt_may_be_short_for_a_reason),
        TEST(an_order_is_received_with_its_last_shipment),
        TEST(logistics_may_be_noted_late),
        TEST(goods_that_would_not_fit_any_more_stay_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
