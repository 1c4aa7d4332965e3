/* SPDX-License-Identifier: Apache-2.0 */
/* Goods of a return that come in separately: in parts, short, the rest open or given up. */
#include <stdio.h>

#include "salesinv/product.h"
#include "salesinv/warehouse.h"
#include "support/fix_trade.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    RETURN = SALESINV_KIND_RETURN
};

typedef struct fix_goods {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id product;
    salesinv_id tracked;    /* S01 to S20 */
    salesinv_id order;      /* 10 of the product */
    salesinv_id first;      /* 4 of them */
    salesinv_id second;     /* 6 of them */
    salesinv_id serials_of; /* order of 6 of the tracked */
    salesinv_id serial_1;   /* S01 to S03 */
    salesinv_id serial_2;   /* S04 to S06 */
} fix_goods;

static int setup(void **state)
{
    static fix_goods fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix_setting(fix.admin, "return.goods_in", SALESINV_GOODS_IN_SEPARATE);
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.product = fix_product(&fix.trade.core, "Cable", SALESINV_TRACKING_NONE);
    fix.tracked = fix_product(&fix.trade.core, "Router", SALESINV_TRACKING_SERIAL);
    fix_receive(&fix.trade.core, fix.warehouse, fix.product, 20);
    fix_receive_serials(&fix.trade.core, fix.warehouse, fix.tracked, "S01", 20);
    fix.order = fix_order(&fix.trade, fix.warehouse, fix.product, 10);
    fix.first = fix_ship(&fix.trade, fix.order, 0, 4, NULL);
    fix.second = fix_ship(&fix.trade, fix.order, 0, 6, NULL);
    fix.serials_of = fix_order(&fix.trade, fix.warehouse, fix.tracked, 6);
    fix.serial_1 = fix_ship(&fix.trade, fix.serials_of, 0, 3, "[\"S01..S03\"]");
    fix.serial_2 = fix_ship(&fix.trade, fix.serials_of, 0, 3, "[\"S04..S06\"]");
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_goods *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

#define then_stock(product, wanted)                                                    \
    assert_stock(&fix->trade.core, product, fix->warehouse, wanted)
#define then_serial(serial, wanted) assert_serial(&fix->trade.core, serial, wanted)
#define then_line(id, field, wanted)                                                   \
    assert_units(&fix->trade, RETURN, id, SALESINV_F_##field, wanted)

static salesinv_id given_return(fix_goods *fix, salesinv_id order, int units,
                                const char *serials)
{
    return fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
                      "{\"lines\": [{\"order_line\": %lld, \"qty\": \"%d\"%s}]}",
                      (long long)sinv_line_id(order, 1), units, serials);
}

/* `line` is what its only line says, e.g. "\"qty\": \"2\""; NULL: everything comes. */
static salesinv_status take_in_as(salesinv_session *session, salesinv_id id,
                                  const char *line)
{
    salesinv_draft *draft =
        line ? fix_draft(session, RETURN, "{\"lines\": [{\"line\": 1, %s}]}", line)
             : NULL;
    salesinv_status rc = salesinv_return_take_in(session, id, 0, draft, NULL, NULL);

    salesinv_draft_free(draft);
    return rc;
}

#define take_in(id, line) take_in_as(fix->admin, id, line)

static void goods_come_in_in_parts(void **state)
{
    fix_goods *fix = *state;
    salesinv_id id = given_return(fix, fix->order, 7, "");
    salesinv_id posting;

    assert_status(&fix->trade, RETURN, id, CONFIRMED);
    then_stock(fix->product, "10/0/10");
    then_line(id, OPEN, 7);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_RETURN_PENDING, 7);
    assert_units(&fix->trade, SHIPMENT, fix->first, SALESINV_F_RETURNABLE, 0);
    assert_ok(fix->admin, take_in(id, "\"qty\": \"5\""));
    then_stock(fix->product, "15/0/15");
    then_line(id, RECEIVED, 5);
    then_line(id, OPEN, 2);
    assert_units(&fix->trade, SHIPMENT, fix->first, SALESINV_F_RETURNED, 4);
    assert_units(&fix->trade, SHIPMENT, fix->second, SALESINV_F_RETURNED, 1);
    assert_units(&fix->trade, SHIPMENT, fix->second, SALESINV_F_RETURN_PENDING, 2);
    assert_status(&fix->trade, RETURN, id, CONFIRMED);
    posting = fix_int(fix->admin, RETURN, id, 0, SALESINV_F_POSTING);
    assert_refused(fix->admin, EXCEEDS_REMAINING, take_in(id, "\"qty\": \"3\""));
    assert_ok(fix->admin, take_in(id, NULL));
    assert_status(&fix->trade, RETURN, id, RECEIVED);
    assert_int_not_equal(fix_int(fix->admin, RETURN, id, 0, SALESINV_F_POSTING),
                         posting);
    then_stock(fix->product, "17/0/17");
    assert_refused(fix->admin, INVALID_STATE, take_in(id, NULL));
}

static void shipping_staff_record_them(void **state)
{
    fix_goods *fix = *state;
    salesinv_id id = given_return(fix, fix->order, 3, "");
    salesinv_session *staff =
        fix_core_session(fix->trade.core.engine, fix->trade.core.tenant, "shipping");
    salesinv_session *sales =
        fix_core_session(fix->trade.core.engine, fix->trade.core.tenant, "sales");

    assert_refused(sales, FORBIDDEN, take_in_as(sales, id, NULL));
    assert_ok(staff, take_in_as(staff, id, "\"qty\": \"1\""));
    assert_refused(staff, FORBIDDEN,
                   salesinv_return_close(staff, id, 0, "lost", NULL, NULL));
    salesinv_session_close(staff);
    salesinv_session_close(sales);
}

static void what_does_not_come_is_given_up(void **state)
{
    fix_goods *fix = *state;
    salesinv_id id = given_return(fix, fix->order, 7, "");

    assert_ok(fix->admin, take_in(id, "\"qty\": \"5\""));
    assert_refused(fix->admin, ARG,
                   salesinv_return_close(fix->admin, id, 0, NULL, NULL, NULL));
    assert_ok(fix->admin,
              salesinv_return_close(fix->admin, id, 0, "lost on the way", NULL, NULL));
    assert_status(&fix->trade, RETURN, id, CLOSED);
    then_line(id, CLOSED, 2);
    then_line(id, OPEN, 0);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_RETURN_PENDING, 0);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_RETURNED_SHIPPED, 5);
    assert_refused(fix->admin, INVALID_STATE, take_in(id, NULL));
    /* And may come back after all, on a return of its own. */
    id = given_return(fix, fix->order, 5, "");
    assert_ok(fix->admin, take_in(id, NULL));
    then_stock(fix->product, "20/0/20");
    assert_status(&fix->trade, ORDER, fix->order, CLOSED);
}

static void serials_come_in_one_by_one(void **state)
{
    fix_goods *fix = *state;
    salesinv_id id =
        given_return(fix, fix->serials_of, 4, ", \"serials\": [\"S02..S05\"]");

    then_serial("S03", "incoming");
    assert_refused(fix->admin, SERIAL_REQUIRED, take_in(id, "\"qty\": \"1\""));
    assert_refused(fix->admin, SERIAL_STATE, take_in(id, "\"serials\": [\"S06\"]"));
    assert_refused(fix->admin, SERIAL_NOT_FOUND, take_in(id, "\"serials\": [\"X1\"]"));
    assert_refused(fix->admin, SERIAL_COUNT,
                   take_in(id, "\"qty\": \"2\", \"serials\": [\"S02\"]"));
    assert_ok(fix->admin, take_in(id, "\"serials\": [\"S02\", \"S05\"]"));
    then_serial("S02", "in_stock");
    then_serial("S05", "in_stock");
    then_serial("S03", "incoming");
    assert_units(&fix->trade, SHIPMENT, fix->serial_1, SALESINV_F_RETURNED, 1);
    assert_units(&fix->trade, SHIPMENT, fix->serial_2, SALESINV_F_RETURNED, 1);
    assert_refused(fix->admin, SERIAL_STATE, take_in(id, "\"serials\": [\"S02\"]"));
    assert_ok(fix->admin, salesinv_return_close(fix->admin, id, 0, "kept", NULL, NULL));
    then_serial("S03", "used");
    then_serial("S04", "used");
    assert_units(&fix->trade, SHIPMENT, fix->serial_1, SALESINV_F_RETURN_PENDING, 0);
    /* Given up is not lost: its own shipment takes it back. */
    id = fix_return(&fix->trade, fix->serial_1, 1, "[\"S03\"]");
    assert_ok(fix->admin, take_in(id, NULL));
    then_serial("S03", "in_stock");
}

/* Parts came in, one moved on by itself, one was given up: what is void goes back, nothing else. */
static void the_rest_is_given_up_wherever_the_others_went(void **state)
{
    fix_goods *fix = *state;
    salesinv_id order;
    salesinv_id id =
        given_return(fix, fix->serials_of, 2, ", \"serials\": [\"S01..S02\"]");

    assert_ok(fix->admin, take_in(id, "\"serials\": [\"S01\"]"));
    order = fix_order(&fix->trade, fix->warehouse, fix->tracked, 1);
    fix_ship(&fix->trade, order, 0, 1, "[\"S01\"]");
    assert_ok(fix->admin, salesinv_return_close(fix->admin, id, 0, "kept", NULL, NULL));
    then_line(id, RECEIVED, 1);
    then_line(id, CLOSED, 1);
    then_serial("S01", "used");
    then_serial("S02", "used");
}

static void a_void_return_takes_back_its_parts(void **state)
{
    fix_goods *fix = *state;
    salesinv_id id =
        given_return(fix, fix->serials_of, 4, ", \"serials\": [\"S02..S05\"]");
    salesinv_id plain = given_return(fix, fix->order, 7, "");

    assert_ok(fix->admin, take_in(id, "\"serials\": [\"S02\"]"));
    assert_ok(fix->admin, take_in(plain, "\"qty\": \"5\""));
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    assert_ok(fix->admin, salesinv_return_void(fix->admin, plain, 0, NULL, NULL, NULL));
    then_serial("S02", "used");
    then_serial("S05", "used");
    then_stock(fix->tracked, "14/0/14");
    then_stock(fix->product, "10/0/10");
    assert_units(&fix->trade, SHIPMENT, fix->serial_2, SALESINV_F_RETURNABLE, 3);
    id = given_return(fix, fix->serials_of, 2, ", \"serials\": [\"S02..S03\"]");
    assert_ok(fix->admin, take_in(id, "\"serials\": [\"S02\"]"));
    assert_ok(fix->admin, salesinv_return_close(fix->admin, id, 0, "no", NULL, NULL));
    plain = fix_return(&fix->trade, fix->serial_1, 1, "[\"S03\"]");
    assert_ok(fix->admin, take_in(plain, NULL));
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    then_serial("S02", "used");
    then_serial("S03", "in_stock");
}

static void fixed_at_submission(void **state)
{
    fix_goods *fix = *state;
    salesinv_id id = given_return(fix, fix->order, 2, "");
    salesinv_id at_once;

    fix_setting(fix->admin, "return.goods_in", SALESINV_GOODS_IN_AT_CONFIRM);
    at_once = given_return(fix, fix->order, 2, "");
    then_stock(fix->product, "12/0/12");
    assert_refused(fix->admin, INVALID_STATE, take_in(at_once, NULL));
    assert_refused(fix->admin, INVALID_STATE,
                   salesinv_return_close(fix->admin, at_once, 0, "x", NULL, NULL));
    assert_ok(fix->admin, take_in(id, NULL));
    then_stock(fix->product, "14/0/14");
}

static void what_was_never_shipped_does_not_wait(void **state)
{
    fix_goods *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->warehouse, fix->product, 4);
    salesinv_id all = given_return(fix, order, 1, "");
    salesinv_id id;

    then_stock(fix->product, "10/3/7");
    assert_status(&fix->trade, RETURN, all, CONFIRMED);
    assert_refused(fix->admin, INVALID_STATE, take_in(all, NULL));
    fix_ship(&fix->trade, order, 0, 1, NULL);
    fix_setting(fix->admin, "approval.return", 1);
    id = given_return(fix, order, 3, "");
    assert_ok(fix->admin, salesinv_return_approve(fix->admin, id, 0, NULL, NULL));
    then_stock(fix->product, "9/0/9");
    then_line(id, RETURNED_UNSHIPPED, 2);
    then_line(id, OPEN, 1);
    assert_status(&fix->trade, ORDER, order, SHIPPED);
    assert_ok(fix->admin, take_in(id, NULL));
    assert_status(&fix->trade, ORDER, order, CLOSED);
}

static void the_bin_may_be_said_when_they_come(void **state)
{
    fix_goods *fix = *state;
    salesinv_id shelves;
    long long bin;
    salesinv_id id;
    char line[96];

    fix_setting(fix->admin, "warehouse.bins", 1);
    shelves = fix_create(fix->admin, SALESINV_KIND_WAREHOUSE, 0,
                         "{\"name\": \"Shelves\", \"has_bins\": 1}");
    bin = fix_create(fix->admin, SALESINV_KIND_BIN, 0,
                     "{\"warehouse\": %lld, \"code\": \"1\", \"name\": \"One\"}",
                     (long long)shelves);
    id = fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
                    "{\"warehouse\": %lld, \"lines\": [{\"order_line\": %lld, "
                    "\"qty\": \"4\"}]}",
                    (long long)shelves, (long long)sinv_line_id(fix->order, 1));
    assert_refused(
        fix->admin, IN_USE,
        fix_step(fix->admin, SALESINV_KIND_WAREHOUSE, shelves, SINV_VERB_DEACTIVATE));
    assert_refused(fix->admin, BIN_REQUIRED, take_in(id, "\"qty\": \"1\""));
    snprintf(line, sizeof(line), "\"qty\": \"1\", \"bin\": %lld", bin);
    assert_ok(fix->admin, take_in(id, line));
    assert_ok(fix->admin, take_in(id, NULL));
    assert_stock(&fix->trade.core, fix->product, shelves, "4/0/4");
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    assert_stock(&fix->trade.core, fix->product, shelves, "0/0/0");
}

static void the_plugin_stays_on_while_goods_are_awaited(void **state)
{
    fix_goods *fix = *state;
    salesinv_id id = fix_return(&fix->trade, fix->first, 2, NULL);

    assert_refused(
        fix->admin, IN_USE,
        salesinv_setting_set_int(fix->admin, "plugin.shipment_return", NULL, 0, NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), id);
    assert_ok(fix->admin, take_in(id, NULL));
    fix_setting(fix->admin, "plugin.shipment_return", 0);
}

static void a_draft_that_says_something_else(void **state)
{
    fix_goods *fix = *state;
    salesinv_id id = given_return(fix, fix->order, 2, "");
    salesinv_draft *draft = fix_draft(fix->admin, RETURN, "{\"reason\": \"x\"}");

    assert_refused(fix->admin, ARG,
                   salesinv_return_take_in(fix->admin, id, 0, draft, NULL, NULL));
    salesinv_draft_free(draft);
    assert_refused(fix->admin, ARG, take_in(id, "\"price\": \"1\""));
    draft = fix_draft(fix->admin, RETURN, "{\"lines\": [{\"line\": 9}]}");
    assert_refused(fix->admin, NOT_FOUND,
                   salesinv_return_take_in(fix->admin, id, 0, draft, NULL, NULL));
    salesinv_draft_free(draft);
    draft = fix_draft(fix->admin, RETURN, "{\"lines\": []}");
    assert_refused(fix->admin, ARG,
                   salesinv_return_take_in(fix->admin, id, 0, draft, NULL, NULL));
    salesinv_draft_free(draft);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(goods_come_in_in_parts),
        TEST(shipping_staff_record_them),
        TEST(what_does_not_come_is_given_up),
        TEST(serials_come_in_one_by_one),
        TEST(the_rest_is_given_up_wherever_the_others_went),
        TEST(a_void_return_takes_back_its_parts),
        TEST(fixed_at_submission),
        TEST(what_was_never_shipped_does_not_wait),
        TEST(the_bin_may_be_said_when_they_come),
        TEST(the_plugin_stays_on_while_goods_are_awaited),
        TEST(a_draft_that_says_something_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
