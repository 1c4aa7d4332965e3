/* SPDX-License-Identifier: Apache-2.0 */
/* Notices whose goods went out and did not stay away: outbound orders voided after the notice was closed, or goods came back. */
#include "salesinv/outbound.h"
#include "salesinv/product.h"
#include "salesinv/return.h"
#include "salesinv/warehouse.h"
#include "support/fix_trade.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    OUTBOUND = SALESINV_KIND_OUTBOUND,
    RETURN = SALESINV_KIND_RETURN
};

typedef struct fix_undo {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id product; /* 20 on hand */
} fix_undo;

static int setup(void **state)
{
    static fix_undo fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix_receive(&fix.trade.core, fix.warehouse, fix.product, 20);
    fix_setting(fix.admin, "shipping.mode", SALESINV_SHIPPING_NOTICE);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_undo *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

static salesinv_id notice_of(fix_undo *fix, salesinv_id order)
{
    return fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT, "{\"order\": %lld}",
                      (long long)order);
}

/* `units` of a batch (0: none) go out for the notice's first line. */
static salesinv_id out(fix_undo *fix, salesinv_id notice, int units, salesinv_id batch)
{
    if (batch == 0)
        return fix_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                          "{\"type\": 1, \"warehouse\": %lld, \"lines\": "
                          "[{\"source_line\": %lld, \"qty\": \"%d\"}]}",
                          (long long)fix->warehouse, (long long)sinv_line_id(notice, 1),
                          units);
    return fix_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                      "{\"type\": 1, \"warehouse\": %lld, \"lines\": "
                      "[{\"source_line\": %lld, \"qty\": \"%d\", \"batch\": %lld}]}",
                      (long long)fix->warehouse, (long long)sinv_line_id(notice, 1),
                      units, (long long)batch);
}

static salesinv_status try_void(fix_undo *fix, salesinv_id outbound)
{
    return salesinv_outbound_void(fix->admin, outbound, 0, NULL, NULL, NULL);
}

/* What was closed no longer counts on the order, and is not taken off it again. */
static void a_notice_closed_short_is_voided_when_nothing_is_out(void **state)
{
    fix_undo *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->warehouse, fix->product, 10);
    salesinv_id notice = notice_of(fix, order);
    salesinv_id outbound = out(fix, notice, 6, 0);
    salesinv_id rest;

    assert_ok(fix->admin,
              salesinv_shipment_close(fix->admin, notice, 0, NULL, NULL, NULL));
    rest = notice_of(fix, order);
    assert_units(&fix->trade, SHIPMENT, rest, SALESINV_F_QTY, 4);
    assert_ok(fix->admin, try_void(fix, outbound));
    assert_true(fix_int(fix->admin, SHIPMENT, notice, 0, SALESINV_F_SHIPPED_AT) ==
                SALESINV_TIME_NONE);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_NOTICED, 10);
    assert_ok(fix->admin,
              salesinv_shipment_void(fix->admin, notice, 0, NULL, NULL, NULL));
    assert_units(&fix->trade, ORDER, order, SALESINV_F_NOTICED, 4);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPABLE, 6);
    assert_ok(fix->admin,
              salesinv_shipment_void(fix->admin, rest, 0, NULL, NULL, NULL));
    assert_units(&fix->trade, ORDER, order, SALESINV_F_NOTICED, 0);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPABLE, 10);
}

/* A1 went out, came back and went out again for the same line: it is the second order's, and the first one is not voided with it. */
static void serials_that_went_out_twice_are_of_the_last_order(void **state)
{
    fix_undo *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "S", SALESINV_TRACKING_SERIAL);
    salesinv_id notice;
    salesinv_id sale[2];
    salesinv_id back = 0;

    fix_receive_serials(&fix->trade.core, fix->warehouse, product, "A1", 3);
    fix_setting(fix->admin, "plugin.shipment_return", 1);
    notice = notice_of(fix, fix_order(&fix->trade, fix->warehouse, product, 3));
    for (int i = 0; i < 2; i++) {
        sale[i] =
            fix_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                       "{\"type\": 1, \"warehouse\": %lld, \"lines\": "
                       "[{\"source_line\": %lld, \"qty\": \"1\", \"serials\": "
                       "[\"A1\"]}]}",
                       (long long)fix->warehouse, (long long)sinv_line_id(notice, 1));
        if (i == 0)
            back = fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
                              "{\"warehouse\": %lld, \"lines\": [{\"shipment_line\": "
                              "%lld, \"qty\": \"1\", \"serials\": [\"A1\"]}]}",
                              (long long)fix->warehouse,
                              (long long)sinv_line_id(notice, 1));
    }
    assert_refused(fix->admin, IN_USE, try_void(fix, sale[0]));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), back);
    assert_serial(&fix->trade.core, "A1", "used");
    assert_ok(fix->admin, try_void(fix, sale[1]));
    assert_ok(fix->admin, fix_step(fix->admin, RETURN, back, SINV_VERB_VOID));
    assert_ok(fix->admin, try_void(fix, sale[0]));
    assert_serial(&fix->trade.core, "A1", "in_stock");
}

/* A batch of the product with six units in it. */
static salesinv_id receive_batch(fix_undo *fix, salesinv_id product, const char *code)
{
    salesinv_id batch =
        fix_create(fix->admin, SALESINV_KIND_BATCH, 0,
                   "{\"code\": \"%s\", \"product\": %lld}", code, (long long)product);

    (void)fix_create(fix->admin, SALESINV_KIND_INBOUND, SALESINV_SUBMIT,
                     "{\"type\": 2, \"warehouse\": %lld, \"lines\": [{\"product\": "
                     "%lld, \"qty\": \"6\", \"batch\": %lld}]}",
                     (long long)fix->warehouse, (long long)product, (long long)batch);
    return batch;
}

/* Ten are out and four back: of the batch that four came back of, six are not out any more. */
static void goods_of_a_batch_come_back_once(void **state)
{
    fix_undo *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "B", SALESINV_TRACKING_BATCH);
    salesinv_id first = receive_batch(fix, product, "L1");
    salesinv_id second = receive_batch(fix, product, "L2");
    salesinv_id notice =
        notice_of(fix, fix_order(&fix->trade, fix->warehouse, product, 12));
    salesinv_id of_first = out(fix, notice, 6, first);
    salesinv_id of_second = out(fix, notice, 6, second);
    salesinv_id back = fix_create(
        fix->admin, SALESINV_KIND_RETURN, SALESINV_SUBMIT,
        "{\"warehouse\": %lld, \"lines\": [{\"shipment_line\": %lld, \"qty\": \"4\", "
        "\"batch\": %lld}]}",
        (long long)fix->warehouse, (long long)sinv_line_id(notice, 1),
        (long long)first);

    assert_refused(fix->admin, IN_USE, try_void(fix, of_first));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), back);
    assert_stock(&fix->trade.core, product, fix->warehouse, "4/0/4");
    assert_ok(fix->admin, try_void(fix, of_second));
    assert_stock(&fix->trade.core, product, fix->warehouse, "10/6/4");
    assert_ok(fix->admin, salesinv_return_void(fix->admin, back, 0, NULL, NULL, NULL));
    assert_ok(fix->admin, try_void(fix, of_first));
    assert_stock(&fix->trade.core, product, fix->warehouse, "12/12/0");
}

/* An order of ten, of which four of the first batch and six of the second went out for one notice. */
typedef struct fix_mixed {
    salesinv_id order;
    salesinv_id notice;
    salesinv_id batches[2];
} fix_mixed;

static fix_mixed given_two_batches(fix_undo *fix)
{
    salesinv_id product = fix_product(&fix->trade.core, "B", SALESINV_TRACKING_BATCH);
    fix_mixed mixed;

    mixed.batches[0] = receive_batch(fix, product, "L1");
    mixed.batches[1] = receive_batch(fix, product, "L2");
    mixed.order = fix_order(&fix->trade, fix->warehouse, product, 10);
    mixed.notice = notice_of(fix, mixed.order);
    (void)out(fix, mixed.notice, 4, mixed.batches[0]);
    (void)out(fix, mixed.notice, 6, mixed.batches[1]);
    return mixed;
}

/* `key` says what the line of `source` is: "order_line" or "shipment_line". */
static salesinv_status try_back(fix_undo *fix, const char *key, salesinv_id source,
                                int units, salesinv_id batch)
{
    return fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT,
                          "{\"warehouse\": %lld, \"lines\": [{\"%s\": %lld, \"qty\": "
                          "\"%d\", \"batch\": %lld}]}",
                          (long long)fix->warehouse, key,
                          (long long)sinv_line_id(source, 1), units, (long long)batch);
}

static salesinv_id given_back(fix_undo *fix, salesinv_id notice, int units,
                              salesinv_id batch)
{
    return fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
                      "{\"warehouse\": %lld, \"lines\": [{\"shipment_line\": %lld, "
                      "\"qty\": \"%d\", \"batch\": %lld}]}",
                      (long long)fix->warehouse, (long long)sinv_line_id(notice, 1),
                      units, (long long)batch);
}

static salesinv_status take_in_as(fix_undo *fix, salesinv_id id, salesinv_id batch)
{
    salesinv_draft *draft =
        fix_draft(fix->admin, RETURN, "{\"lines\": [{\"line\": 1, \"batch\": %lld}]}",
                  (long long)batch);
    salesinv_status rc = salesinv_return_take_in(fix->admin, id, 0, draft, NULL, NULL);

    salesinv_draft_free(draft);
    return rc;
}

/* 4 of one batch and 6 of another went out on the one line: no more of either comes back, whatever the line has left. */
static void no_more_of_a_batch_comes_back_than_left(void **state)
{
    fix_undo *fix = *state;
    fix_mixed mixed = given_two_batches(fix);

    assert_refused(fix->admin, EXCEEDS_RETURNABLE,
                   try_back(fix, "shipment_line", mixed.notice, 5, mixed.batches[0]));
    assert_int_equal(fix_detail(fix->admin, "batch"), mixed.batches[0]);
    assert_refused(fix->admin, EXCEEDS_RETURNABLE,
                   try_back(fix, "order_line", mixed.order, 5, mixed.batches[0]));
    assert_ok(fix->admin,
              try_back(fix, "shipment_line", mixed.notice, 3, mixed.batches[0]));
    assert_refused(fix->admin, EXCEEDS_RETURNABLE,
                   try_back(fix, "order_line", mixed.order, 2, mixed.batches[0]));
    assert_ok(fix->admin,
              try_back(fix, "order_line", mixed.order, 6, mixed.batches[1]));
    assert_ok(fix->admin,
              try_back(fix, "order_line", mixed.order, 1, mixed.batches[0]));
}

/* Nor when the goods turn out to be of the other batch once they are in. */
static void no_more_of_a_batch_comes_in_than_left(void **state)
{
    fix_undo *fix = *state;
    fix_mixed mixed = given_two_batches(fix);
    salesinv_id id;

    fix_setting(fix->admin, "return.goods_in", SALESINV_GOODS_IN_SEPARATE);
    id = given_back(fix, mixed.notice, 5, mixed.batches[1]);
    assert_refused(fix->admin, EXCEEDS_RETURNABLE,
                   take_in_as(fix, id, mixed.batches[0]));
    assert_int_equal(fix_detail(fix->admin, "returnable"), 4 * FIX_UNIT);
    assert_ok(fix->admin, take_in_as(fix, id, mixed.batches[1]));
    id = given_back(fix, mixed.notice, 1, mixed.batches[1]);
    assert_ok(fix->admin, take_in_as(fix, id, mixed.batches[0]));
}

static void a_bin_of_the_notice_is_not_looked_for_elsewhere(void **state)
{
    fix_undo *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->warehouse, fix->product, 6);
    salesinv_id other = fix_order(&fix->trade, fix->warehouse, fix->product, 1);
    salesinv_id shelves;
    salesinv_id bin;
    salesinv_id notice;
    salesinv_id outbound;

    fix_setting(fix->admin, "warehouse.bins", 1);
    shelves = fix_create(fix->admin, SALESINV_KIND_WAREHOUSE, 0,
                         "{\"code\": \"S\", \"name\": \"Shelves\", \"has_bins\": 1}");
    bin = fix_create(fix->admin, SALESINV_KIND_BIN, 0,
                     "{\"warehouse\": %lld, \"code\": \"1\", \"name\": \"One\"}",
                     (long long)shelves);
    notice = fix_create(
        fix->admin, SHIPMENT, SALESINV_SUBMIT,
        "{\"order\": %lld, \"warehouse\": %lld, \"lines\": [{\"order_line\": "
        "%lld, \"qty\": \"6\", \"bin\": %lld}]}",
        (long long)order, (long long)shelves, (long long)sinv_line_id(order, 1),
        (long long)bin);
    assert_refused(
        fix->admin, BIN_MISMATCH,
        fix_try_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
                       "{\"warehouse\": %lld, \"lines\": [{\"order_line\": %lld, "
                       "\"qty\": \"1\", \"bin\": %lld}]}",
                       (long long)fix->warehouse, (long long)sinv_line_id(other, 1),
                       (long long)bin));
    assert_field(fix->admin, "lines[1].bin");
    outbound = fix_create(fix->admin, OUTBOUND, 0,
                          "{\"type\": 1, \"warehouse\": %lld, \"source\": %lld}",
                          (long long)shelves, (long long)notice);
    assert_int_equal(fix_int(fix->admin, OUTBOUND, outbound, 1, SALESINV_F_BIN), bin);
    outbound = fix_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                          "{\"type\": 1, \"warehouse\": %lld, \"source\": %lld}",
                          (long long)fix->warehouse, (long long)notice);
    assert_int_equal(fix_int(fix->admin, OUTBOUND, outbound, 1, SALESINV_F_BIN), 0);
    assert_stock(&fix->trade.core, fix->product, fix->warehouse, "14/1/13");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_notice_closed_short_is_voided_when_nothing_is_out),
        TEST(serials_that_went_out_twice_are_of_the_last_order),
        TEST(goods_of_a_batch_come_back_once),
        TEST(no_more_of_a_batch_comes_back_than_left),
        TEST(no_more_of_a_batch_comes_in_than_left),
        TEST(a_bin_of_the_notice_is_not_looked_for_elsewhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
