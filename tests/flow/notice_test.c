/* SPDX-License-Identifier: Apache-2.0 */
/* Shipping notices: instructions that outbound orders carry out, in parts, by whoever stands in the warehouse. */
#include <stdio.h>

#include "support/fix_notice.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    OUTBOUND = SALESINV_KIND_OUTBOUND
};

#define then_stock(wanted)                                                             \
    assert_stock(&fix->trade.core, fix->product, fix->warehouse, wanted)
#define then_order(field, wanted)                                                      \
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_##field, wanted)
#define then_notice(field, wanted)                                                     \
    assert_units(&fix->trade, SHIPMENT, fix->notice, SALESINV_F_##field, wanted)
#define then_status(kind, id, name) assert_status(&fix->trade, kind, id, name)

static void a_notice_moves_nothing(void **state)
{
    fix_notice *fix = *state;

    then_stock("20/10/10");
    then_status(SHIPMENT, fix->notice, ISSUED);
    assert_int_equal(
        fix_int(fix->admin, SHIPMENT, fix->notice, 0, SALESINV_F_WAREHOUSE), 0);
    then_order(NOTICED, 10);
    then_order(SHIPPABLE, 0);
    then_status(ORDER, fix->order, CONFIRMED);
    assert_refused(fix->admin, EXCEEDS_SHIPPABLE,
                   fix_try_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
                                  "{\"order\": %lld, \"lines\": [{\"order_line\": "
                                  "%lld, \"qty\": \"1\"}]}",
                                  (long long)fix->order,
                                  (long long)sinv_line_id(fix->order, 1)));
}

/* Worked example 15a of domain.md 7. */
static void example_15a_a_notice_in_parts(void **state)
{
    fix_notice *fix = *state;

    fix_notice_out(fix, fix->notice, 6, "");
    then_stock("14/4/10");
    then_status(SHIPMENT, fix->notice, PARTIALLY_OUTBOUND);
    then_notice(OUTBOUND_QTY, 6);
    fix_notice_out(fix, fix->notice, 4, "");
    then_stock("10/0/10");
    then_status(SHIPMENT, fix->notice, OUTBOUND);
    assert_refused(fix->admin, EXCEEDS_SHIPPABLE,
                   fix_notice_try_out(fix, fix->notice, 1, "", NULL));
    assert_int_equal(fix_detail(fix->admin, "shippable"), 0);
    then_order(SHIPPED, 10);
    then_order(NOTICED, 0);
    then_status(ORDER, fix->order, SHIPPED);
}

static void an_outbound_order_takes_all_that_waits(void **state)
{
    fix_notice *fix = *state;
    salesinv_id outbound;

    fix_notice_out(fix, fix->notice, 6, "");
    outbound = fix_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                          "{\"type\": 1, \"warehouse\": %lld, \"source\": %lld}",
                          (long long)fix->warehouse, (long long)fix->notice);
    assert_units(&fix->trade, OUTBOUND, outbound, SALESINV_F_QTY, 4);
    then_status(SHIPMENT, fix->notice, OUTBOUND);
    /* With manual population it starts empty. */
    fix_setting(fix->admin, "shipping.auto_populate", 0);
    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                                  "{\"type\": 1, \"warehouse\": %lld, \"source\": "
                                  "%lld}",
                                  (long long)fix->warehouse, (long long)fix->notice));
    assert_field(fix->admin, "lines");
}

static void a_sale_by_hand_needs_a_notice(void **state)
{
    fix_notice *fix = *state;
    salesinv_id direct;

    assert_refused(fix->admin, SOURCE_REQUIRED,
                   fix_try_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                                  "{\"type\": 1, \"warehouse\": %lld, \"lines\": "
                                  "[{\"product\": %lld, \"qty\": \"1\"}]}",
                                  (long long)fix->warehouse, (long long)fix->product));
    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                                  "{\"type\": 6, \"warehouse\": %lld, \"source\": "
                                  "%lld, \"lines\": [{\"product\": %lld, \"qty\": "
                                  "\"1\"}]}",
                                  (long long)fix->warehouse, (long long)fix->notice,
                                  (long long)fix->product));
    assert_field(fix->admin, "source");
    fix_setting(fix->admin, "shipping.mode", SALESINV_SHIPPING_ORDER);
    direct =
        fix_ship(&fix->trade, fix_order(&fix->trade, fix->warehouse, fix->product, 2),
                 0, 2, NULL);
    assert_refused(fix->admin, SOURCE_REQUIRED,
                   fix_notice_try_out(fix, direct, 1, "", NULL));
    assert_field(fix->admin, "source");
}

static void lines_of_a_sale_fit_the_notice(void **state)
{
    fix_notice *fix = *state;
    salesinv_id other = fix_product(&fix->trade.core, "Q", SALESINV_TRACKING_NONE);
    salesinv_id second;
    char more[64];

    (void)snprintf(more, sizeof(more), ", \"product\": %lld", (long long)other);
    assert_refused(fix->admin, ARG,
                   fix_notice_try_out(fix, fix->notice, 1, more, NULL));
    assert_field(fix->admin, "lines[1].product");
    second =
        fix_notice_of(fix, fix_order(&fix->trade, fix->warehouse, fix->product, 1));
    assert_refused(
        fix->admin, ARG,
        fix_try_create(fix->admin, OUTBOUND, 0,
                       "{\"type\": 1, \"warehouse\": %lld, \"lines\": "
                       "[{\"source_line\": %lld, \"qty\": \"1\"}, {\"source_line\": "
                       "%lld, \"qty\": \"1\"}]}",
                       (long long)fix->warehouse,
                       (long long)sinv_line_id(fix->notice, 1),
                       (long long)sinv_line_id(second, 1)));
    assert_field(fix->admin, "lines[2].source_line");
    /* Two lines for one line of the notice are summed. */
    assert_refused(
        fix->admin, EXCEEDS_SHIPPABLE,
        fix_try_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                       "{\"type\": 1, \"warehouse\": %lld, \"lines\": "
                       "[{\"source_line\": %lld, \"qty\": \"6\"}, {\"source_line\": "
                       "%lld, \"qty\": \"5\"}]}",
                       (long long)fix->warehouse,
                       (long long)sinv_line_id(fix->notice, 1),
                       (long long)sinv_line_id(fix->notice, 1)));
    assert_int_equal(fix_detail(fix->admin, "wanted"), 11 * FIX_UNIT);
}

static void stock_is_checked_when_goods_go_out(void **state)
{
    fix_notice *fix = *state;
    salesinv_id other = fix_warehouse(&fix->trade.core, "Other");

    fix_receive(&fix->trade.core, other, fix->product, 3);
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                                  "{\"type\": 1, \"warehouse\": %lld, \"source\": "
                                  "%lld}",
                                  (long long)other, (long long)fix->notice));
    assert_int_equal(fix_detail(fix->admin, "on_hand"), 3 * FIX_UNIT);
    /* From elsewhere the freeze is released where it lies. */
    (void)fix_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                     "{\"type\": 1, \"warehouse\": %lld, \"lines\": [{\"source_line\": "
                     "%lld, \"qty\": \"3\"}]}",
                     (long long)other, (long long)sinv_line_id(fix->notice, 1));
    then_stock("20/7/13");
    assert_stock(&fix->trade.core, fix->product, other, "0/0/0");
}

static void an_outbound_order_may_wait_for_approval(void **state)
{
    fix_notice *fix = *state;
    salesinv_id outbound;

    fix_setting(fix->admin, "approval.outbound", 1);
    outbound = fix_notice_out(fix, fix->notice, 6, "");
    then_stock("20/10/10"); /* the order's own freeze covers it */
    then_notice(OUTBOUND_PENDING, 6);
    assert_refused(fix->admin, EXCEEDS_SHIPPABLE,
                   fix_notice_try_out(fix, fix->notice, 5, "", NULL));
    assert_refused(
        fix->admin, IN_USE,
        salesinv_shipment_close(fix->admin, fix->notice, 0, NULL, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), outbound);
    assert_refused(
        fix->admin, IN_USE,
        salesinv_shipment_void(fix->admin, fix->notice, 0, NULL, NULL, NULL));
    assert_ok(fix->admin,
              salesinv_outbound_reject(fix->admin, outbound, 0, "no", NULL, NULL));
    then_notice(OUTBOUND_PENDING, 0);
    assert_ok(fix->admin,
              salesinv_outbound_submit(fix->admin, outbound, 0, NULL, NULL));
    assert_ok(fix->admin,
              salesinv_outbound_approve(fix->admin, outbound, 0, NULL, NULL));
    then_stock("14/4/10");
    then_notice(OUTBOUND_QTY, 6);
    then_notice(OUTBOUND_PENDING, 0);
}

static void a_void_outbound_order_brings_goods_and_freeze_back(void **state)
{
    fix_notice *fix = *state;
    salesinv_id first = fix_notice_out(fix, fix->notice, 6, "");
    salesinv_id second = fix_notice_out(fix, fix->notice, 4, "");

    assert_ok(fix->admin,
              salesinv_outbound_void(fix->admin, second, 0, "wrong", NULL, NULL));
    then_stock("14/4/10");
    then_status(SHIPMENT, fix->notice, PARTIALLY_OUTBOUND);
    then_order(NOTICED, 4);
    then_status(ORDER, fix->order, CONFIRMED);
    assert_ok(fix->admin,
              salesinv_outbound_void(fix->admin, first, 0, "wrong", NULL, NULL));
    then_stock("20/10/10");
    then_status(SHIPMENT, fix->notice, ISSUED);
    assert_ok(fix->admin,
              salesinv_shipment_void(fix->admin, fix->notice, 0, "all", NULL, NULL));
    then_order(NOTICED, 0);
    then_order(SHIPPABLE, 10);
}

static void a_notice_is_closed_short(void **state)
{
    fix_notice *fix = *state;
    salesinv_id rest;
    salesinv_id first = fix_notice_out(fix, fix->notice, 6, "");

    assert_ok(fix->admin, salesinv_shipment_close(fix->admin, fix->notice, 0,
                                                  "sold out", NULL, NULL));
    then_status(SHIPMENT, fix->notice, OUTBOUND);
    then_notice(CLOSED, 4);
    then_order(NOTICED, 0);
    then_order(SHIPPABLE, 4);
    rest = fix_notice_of(fix, fix->order);
    assert_refused(fix->admin, EXCEEDS_SHIPPABLE,
                   fix_notice_try_out(fix, fix->notice, 1, "", NULL));
    /* What went out may still come back to it. */
    assert_ok(fix->admin,
              salesinv_outbound_void(fix->admin, first, 0, NULL, NULL, NULL));
    then_status(SHIPMENT, fix->notice, ISSUED);
    then_order(NOTICED, 10);
    assert_ok(fix->admin,
              salesinv_shipment_close(fix->admin, rest, 0, NULL, NULL, NULL));
    then_status(SHIPMENT, rest, CLOSED);
    assert_refused(fix->admin, INVALID_STATE,
                   fix_notice_try_out(fix, rest, 1, "", NULL));
    assert_refused(fix->admin, INVALID_STATE,
                   salesinv_shipment_close(fix->admin, rest, 0, NULL, NULL, NULL));
}

static void the_order_waits_for_its_notices(void **state)
{
    fix_notice *fix = *state;

    assert_refused(
        fix->admin, IN_USE,
        salesinv_order_close_remainder(fix->admin, fix->order, 0, NULL, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), fix->notice);
    assert_refused(fix->admin, IN_USE,
                   salesinv_order_void(fix->admin, fix->order, 0, NULL, NULL, NULL));
    fix_notice_out(fix, fix->notice, 6, "");
    assert_ok(fix->admin,
              salesinv_shipment_close(fix->admin, fix->notice, 0, NULL, NULL, NULL));
    assert_ok(fix->admin, salesinv_order_close_remainder(fix->admin, fix->order, 0,
                                                         NULL, NULL, NULL));
    then_stock("14/0/14");
    then_status(ORDER, fix->order, CLOSED);
    assert_ok(fix->admin,
              salesinv_shipment_receive(fix->admin, fix->notice, 0, NULL, NULL, NULL));
    then_status(ORDER, fix->order, RECEIVED);
}

static void it_is_received_once_all_is_out(void **state)
{
    fix_notice *fix = *state;
    salesinv_id outbound = fix_notice_out(fix, fix->notice, 6, "");

    assert_refused(
        fix->admin, INVALID_STATE,
        salesinv_shipment_receive(fix->admin, fix->notice, 0, NULL, NULL, NULL));
    fix_notice_out(fix, fix->notice, 4, "");
    assert_ok(fix->admin,
              salesinv_shipment_receive(fix->admin, fix->notice, 0, NULL, NULL, NULL));
    then_status(SHIPMENT, fix->notice, RECEIVED);
    then_status(ORDER, fix->order, RECEIVED);
    assert_refused(fix->admin, INVALID_STATE,
                   salesinv_outbound_void(fix->admin, outbound, 0, NULL, NULL, NULL));
    assert_ok(fix->admin, salesinv_shipment_undo_receipt(fix->admin, fix->notice, 0,
                                                         NULL, NULL, NULL));
    then_status(SHIPMENT, fix->notice, OUTBOUND);
    then_status(ORDER, fix->order, SHIPPED);
}

static void nobody_objects_in_time(void **state)
{
    fix_notice *fix = *state;
    int32_t count;

    fix_setting(fix->admin, "receipt.timeout", 1);
    fix_notice_out(fix, fix->notice, 6, "");
    fix->trade.core.now += 30 * FIX_DAY;
    assert_ok(fix->admin, salesinv_receipt_run_due(fix->admin, 10, NULL, &count));
    assert_int_equal(count, 0); /* a part is still to go out */
    fix_notice_out(fix, fix->notice, 4, "");
    fix->trade.core.now += 6 * FIX_DAY; /* from the last outbound order on */
    assert_ok(fix->admin, salesinv_receipt_run_due(fix->admin, 10, NULL, &count));
    assert_int_equal(count, 0);
    fix->trade.core.now += 2 * FIX_DAY;
    assert_ok(fix->admin, salesinv_receipt_run_due(fix->admin, 10, NULL, &count));
    assert_int_equal(count, 1);
    then_status(SHIPMENT, fix->notice, RECEIVED);
}

static void switching_the_mode_leaves_what_is_there(void **state)
{
    fix_notice *fix = *state;
    salesinv_id direct;

    fix_setting(fix->admin, "shipping.mode", SALESINV_SHIPPING_ORDER);
    direct = fix_order(&fix->trade, fix->warehouse, fix->product, 5);
    fix_ship(&fix->trade, direct, 0, 5, NULL);
    then_status(ORDER, direct, SHIPPED);
    fix_notice_out(fix, fix->notice, 10, ""); /* the notice lives on */
    then_status(ORDER, fix->order, SHIPPED);
    then_stock("5/0/5");
}

static void orders_of_both_modes_do_not_mix(void **state)
{
    fix_notice *fix = *state;
    salesinv_id direct;

    fix_setting(fix->admin, "plugin.multi_order", 1);
    assert_ok(fix->admin,
              salesinv_shipment_void(fix->admin, fix->notice, 0, NULL, NULL, NULL));
    fix_setting(fix->admin, "shipping.mode", SALESINV_SHIPPING_ORDER);
    direct = fix_order(&fix->trade, fix->warehouse, fix->product, 5);
    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, SHIPMENT, 0,
                                  "{\"lines\": [{\"order\": %lld}, {\"order\": "
                                  "%lld}]}",
                                  (long long)fix->order, (long long)direct));
    assert_field(fix->admin, "order");
}

static void one_notice_serves_several_orders(void **state)
{
    fix_notice *fix = *state;
    salesinv_id second = fix_order(&fix->trade, fix->warehouse, fix->product, 5);
    salesinv_id third = fix_order(&fix->trade, fix->warehouse, fix->product, 3);
    salesinv_id both;

    fix_setting(fix->admin, "plugin.multi_order", 1);
    both = fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
                      "{\"lines\": [{\"order\": %lld}, {\"order\": %lld}]}",
                      (long long)second, (long long)third);
    (void)fix_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                     "{\"type\": 1, \"warehouse\": %lld, \"source\": %lld}",
                     (long long)fix->warehouse, (long long)both);
    then_status(SHIPMENT, both, OUTBOUND);
    then_status(ORDER, second, SHIPPED);
    then_status(ORDER, third, SHIPPED);
    then_stock("12/10/2");
}

static void a_notice_may_wait_for_approval(void **state)
{
    fix_notice *fix = *state;
    salesinv_id notice;

    assert_ok(fix->admin,
              salesinv_shipment_void(fix->admin, fix->notice, 0, NULL, NULL, NULL));
    fix_setting(fix->admin, "approval.shipment", 1);
    notice = fix_notice_of(fix, fix->order);
    then_order(SHIP_PENDING, 10);
    then_order(NOTICED, 0);
    assert_refused(fix->admin, INVALID_STATE,
                   fix_notice_try_out(fix, notice, 1, "", NULL));
    assert_ok(fix->admin,
              salesinv_shipment_withdraw(fix->admin, notice, 0, NULL, NULL));
    then_order(SHIP_PENDING, 0);
    assert_ok(fix->admin, salesinv_shipment_submit(fix->admin, notice, 0, NULL, NULL));
    assert_ok(fix->admin, salesinv_shipment_approve(fix->admin, notice, 0, NULL, NULL));
    then_status(SHIPMENT, notice, ISSUED);
    then_order(SHIP_PENDING, 0);
    then_order(NOTICED, 10);
}

/* Take `units` back that went out for the notice's first line. */
static salesinv_status try_back(fix_notice *fix, salesinv_id notice, int units,
                                const char *more)
{
    return fix_try_create(fix->admin, SALESINV_KIND_RETURN, SALESINV_SUBMIT,
                          "{\"mode\": 2, \"shipment\": %lld, \"warehouse\": %lld, "
                          "\"lines\": [{\"shipment_line\": %lld, \"qty\": \"%d\"%s}]}",
                          (long long)notice, (long long)fix->warehouse,
                          (long long)sinv_line_id(notice, 1), units, more);
}

static void what_went_out_may_come_back(void **state)
{
    fix_notice *fix = *state;
    salesinv_id outbound;

    fix_setting(fix->admin, "plugin.shipment_return", 1);
    assert_refused(fix->admin, INVALID_STATE, try_back(fix, fix->notice, 1, ""));
    outbound = fix_notice_out(fix, fix->notice, 6, "");
    assert_refused(fix->admin, EXCEEDS_RETURNABLE, try_back(fix, fix->notice, 7, ""));
    assert_ok(fix->admin, try_back(fix, fix->notice, 2, ""));
    then_stock("16/4/12");
    then_notice(RETURNED, 2);
    assert_refused(fix->admin, IN_USE,
                   salesinv_outbound_void(fix->admin, outbound, 0, NULL, NULL, NULL));
    /* By the order, the notice is found. */
    (void)fix_create(fix->admin, SALESINV_KIND_RETURN, SALESINV_SUBMIT,
                     "{\"mode\": 1, \"warehouse\": %lld, \"lines\": [{\"order_line\": "
                     "%lld, \"qty\": \"4\", \"unshipped\": \"0\"}]}",
                     (long long)fix->warehouse, (long long)sinv_line_id(fix->order, 1));
    then_notice(RETURNED, 6);
    then_stock("20/4/16");
}

/* A batch of the product with five units in it. */
static salesinv_id receive_batch(fix_notice *fix, salesinv_id product, const char *code)
{
    salesinv_id batch =
        fix_create(fix->admin, SALESINV_KIND_BATCH, 0,
                   "{\"code\": \"%s\", \"product\": %lld}", code, (long long)product);

    (void)fix_create(fix->admin, SALESINV_KIND_INBOUND, SALESINV_SUBMIT,
                     "{\"type\": 2, \"warehouse\": %lld, \"lines\": [{\"product\": "
                     "%lld, \"qty\": \"5\", \"batch\": %lld}]}",
                     (long long)fix->warehouse, (long long)product, (long long)batch);
    return batch;
}

static void batches_come_back_as_they_left(void **state)
{
    fix_notice *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "B", SALESINV_TRACKING_BATCH);
    salesinv_id first = receive_batch(fix, product, "L1");
    salesinv_id second = receive_batch(fix, product, "L2");
    salesinv_id third = receive_batch(fix, product, "L3");
    salesinv_id notice;
    char more[64];

    fix_setting(fix->admin, "plugin.shipment_return", 1);
    notice = fix_notice_of(fix, fix_order(&fix->trade, fix->warehouse, product, 6));
    (void)snprintf(more, sizeof(more), ", \"batch\": %lld", (long long)first);
    assert_ok(fix->admin, fix_notice_try_out(fix, notice, 4, more, NULL));
    (void)snprintf(more, sizeof(more), ", \"batch\": %lld", (long long)second);
    assert_ok(fix->admin, fix_notice_try_out(fix, notice, 2, more, NULL));
    assert_ok(fix->admin, try_back(fix, notice, 1, more));
    (void)snprintf(more, sizeof(more), ", \"batch\": %lld", (long long)third);
    assert_refused(fix->admin, BATCH_MISMATCH, try_back(fix, notice, 1, more));
    assert_refused(fix->admin, BATCH_REQUIRED, try_back(fix, notice, 1, ""));
}

/* A draft that lost its source is thrown away all the same. */
static void drafts_are_voided_whatever_they_name(void **state)
{
    fix_notice *fix = *state;
    salesinv_id notice;
    salesinv_id outbound;

    assert_ok(fix->admin,
              salesinv_shipment_void(fix->admin, fix->notice, 0, NULL, NULL, NULL));
    notice =
        fix_create(fix->admin, SHIPMENT, 0, "{\"order\": %lld}", (long long)fix->order);
    outbound = fix_create(fix->admin, OUTBOUND, 0,
                          "{\"type\": 1, \"warehouse\": %lld, \"source\": %lld}",
                          (long long)fix->warehouse, (long long)notice);
    assert_ok(fix->admin,
              fix_try_update(fix->admin, ORDER, fix->order,
                             "{\"lines\": [{\"product\": %lld, \"qty\": \"1\"}]}",
                             (long long)fix->product));
    assert_ok(fix->admin,
              salesinv_outbound_void(fix->admin, outbound, 0, NULL, NULL, NULL));
    assert_ok(fix->admin,
              salesinv_shipment_void(fix->admin, notice, 0, NULL, NULL, NULL));
}

static void serials_are_named_by_who_ships(void **state)
{
    fix_notice *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "S", SALESINV_TRACKING_SERIAL);
    salesinv_id order;
    salesinv_id notice;

    fix_receive_serials(&fix->trade.core, fix->warehouse, product, "A1", 5);
    order = fix_order(&fix->trade, fix->warehouse, product, 3);
    notice = fix_notice_of(fix, order);
    assert_refused(fix->admin, SERIAL_REQUIRED,
                   fix_notice_try_out(fix, notice, 3, "", NULL));
    assert_ok(fix->admin, fix_notice_try_out(fix, notice, 2,
                                             ", \"serials\": [\"A1\", \"A2\"]", NULL));
    assert_refused(fix->admin, SERIAL_STATE,
                   fix_notice_try_out(fix, notice, 1, ", \"serials\": [\"A2\"]", NULL));
    assert_ok(fix->admin,
              fix_notice_try_out(fix, notice, 1, ", \"serials\": [\"A5\"]", NULL));
    then_status(SHIPMENT, notice, OUTBOUND);
}

#define TEST(name)                                                                     \
    cmocka_unit_test_setup_teardown(name, fix_notice_open, fix_notice_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_notice_moves_nothing),
        TEST(example_15a_a_notice_in_parts),
        TEST(an_outbound_order_takes_all_that_waits),
        TEST(a_sale_by_hand_needs_a_notice),
        TEST(lines_of_a_sale_fit_the_notice),
        TEST(stock_is_checked_when_goods_go_out),
        TEST(an_outbound_order_may_wait_for_approval),
        TEST(a_void_outbound_order_brings_goods_and_freeze_back),
        TEST(a_notice_is_closed_short),
        TEST(the_order_waits_for_its_notices),
        TEST(it_is_received_once_all_is_out),
        TEST(nobody_objects_in_time),
        TEST(switching_the_mode_leaves_what_is_there),
        TEST(orders_of_both_modes_do_not_mix),
        TEST(one_notice_serves_several_orders),
        TEST(a_notice_may_wait_for_approval),
        TEST(what_went_out_may_come_back),
        TEST(batches_come_back_as_they_left),
        TEST(drafts_are_voided_whatever_they_name),
        TEST(serials_are_named_by_who_ships),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
