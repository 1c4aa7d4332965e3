/* SPDX-License-Identifier: Apache-2.0 */
/* Kits that come back: whole, by their pieces, before they were shipped, in exchange. */
#include "support/fix_kit.h"

enum {
    PRODUCT = SALESINV_KIND_PRODUCT,
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    RETURN = SALESINV_KIND_RETURN
};

/* Lines of an order of one set. */
enum { SET = 1, PUMP, HOSE, CABLE, MANUAL };

/* A return of one line of an order; `rest` is what else the line says. */
static salesinv_status try_back(fix_kit *fix, salesinv_id id, int64_t line,
                                const char *qty, const char *rest)
{
    return fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT,
                          "{\"order\": %lld, \"warehouse\": %lld, \"lines\": "
                          "[{\"order_line\": %lld, \"qty\": \"%s\"%s}]}",
                          (long long)id, (long long)fix->warehouse,
                          (long long)sinv_line_id(id, line), qty, rest);
}

static salesinv_id back(fix_kit *fix, salesinv_id id, int64_t line, const char *qty)
{
    return fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
                      "{\"order\": %lld, \"warehouse\": %lld, \"lines\": "
                      "[{\"order_line\": %lld, \"qty\": \"%s\"}]}",
                      (long long)id, (long long)fix->warehouse,
                      (long long)sinv_line_id(id, line), qty);
}

static salesinv_id given_shipped(fix_kit *fix, int64_t sets)
{
    salesinv_id id;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, sets);
    fix_kit_ship_rest(fix, id);
    return id;
}

static void a_kit_comes_back_as_its_components(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id = given_shipped(fix, 2);
    salesinv_id first;

    then_stock(fix, hose, "16/0/16");
    first = back(fix, id, SET, "1");
    then_stock(fix, pump, "9/0/9");
    then_stock(fix, hose, "18/0/18");
    assert_stock(&fix->trade.core, fix->manual, fix->warehouse, "1/0/1");
    then_line(fix, id, SET, RETURNED_SHIPPED, 1000);
    then_line(fix, id, CABLE, RETURNED_SHIPPED, 1500);
    assert_int_equal(fix_int(fix->admin, RETURN, first, 2, SALESINV_F_ORDER_LINE),
                     sinv_line_id(id, HOSE));
    assert_refused(fix->admin, EXCEEDS_RETURNABLE, try_back(fix, id, SET, "2", ""));
    assert_int_equal(fix_detail(fix->admin, "returnable"), FIX_UNIT);
    back(fix, id, SET, "1"); /* and the manual with it */
    assert_stock(&fix->trade.core, fix->manual, fix->warehouse, "2/0/2");
    then_stock(fix, pump, "10/0/10");
    then_line(fix, id, SET, RETURNED_SHIPPED, 2000);
    assert_status(&fix->trade, ORDER, id, CLOSED);
}

static void a_component_comes_back_alone(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id = given_shipped(fix, 2);

    back(fix, id, HOSE, "1");
    then_stock(fix, hose, "17/0/17");
    then_line(fix, id, HOSE, RETURNED_SHIPPED, 1000);
    then_line(fix, id, SET, RETURNED_SHIPPED, 0);
    then_line(fix, id, SET, SHIPPED, 2000);
    assert_refused(fix->admin, EXCEEDS_RETURNABLE, try_back(fix, id, SET, "2", ""));
    assert_int_equal(fix_detail(fix->admin, "returnable"), 3 * FIX_UNIT);
    assert_refused(fix->admin, EXCEEDS_RETURNABLE, try_back(fix, id, HOSE, "4", ""));
    back(fix, id, SET, "1");
    back(fix, id, HOSE, "1");
    assert_refused(fix->admin, EXCEEDS_RETURNABLE, try_back(fix, id, HOSE, "1", ""));
}

static void a_fixed_piece_that_came_back_alone_is_not_asked_for_again(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id = given_shipped(fix, 2);

    back(fix, id, MANUAL, "1");
    back(fix, id, SET, "2");
    then_stock(fix, manual, "2/0/2");
    then_stock(fix, pump, "10/0/10");
    then_line(fix, id, SET, RETURNED_SHIPPED, 2000);
    assert_status(&fix->trade, ORDER, id, CLOSED);
}

static void what_was_not_shipped_is_given_up(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 3);
    back(fix, id, SET, "1");
    then_stock(fix, pump, "10/2/8");
    then_stock(fix, hose, "20/4/16");
    then_stock(fix, manual, "2/1/1");
    then_line(fix, id, SET, RETURNED_UNSHIPPED, 1000);
    then_line(fix, id, CABLE, SHIPPABLE, 3000);
    fix_kit_ship_rest(fix, id);
    then_line(fix, id, HOSE, SHIPPED, 4000);
    then_line(fix, id, SET, SHIPPED, 2000);
    assert_status(&fix->trade, ORDER, id, SHIPPED);
}

static void an_order_given_up_whole_is_closed(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 2);
    back(fix, id, SET, "2");
    then_stock(fix, manual, "2/0/2");
    then_stock(fix, cable, "20/0/20");
    assert_status(&fix->trade, ORDER, id, CLOSED);
}

static void each_component_splits_by_what_it_shipped(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 4);
    fix_kit_ship(fix, id, PUMP, "4");
    fix_kit_ship(fix, id, HOSE, "7");
    back(fix, id, SET, "1");
    then_line(fix, id, PUMP, RETURNED_SHIPPED, 1000);
    then_line(fix, id, HOSE, RETURNED_SHIPPED, 1000);
    then_line(fix, id, HOSE, RETURNED_UNSHIPPED, 1000);
    then_line(fix, id, CABLE, RETURNED_UNSHIPPED, 1500);
    then_stock(fix, pump, "7/0/7");
    then_stock(fix, hose, "14/0/14");
    then_line(fix, id, CABLE, FROZEN, 4500);
}

static void the_unshipped_part_may_be_stated(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 4);
    fix_kit_ship(fix, id, PUMP, "2");
    fix_kit_ship(fix, id, HOSE, "4");
    fix_kit_ship(fix, id, CABLE, "3");
    assert_refused(fix->admin, ARG,
                   try_back(fix, id, SET, "2", ", \"unshipped\": \"3\""));
    assert_ok(fix->admin, try_back(fix, id, SET, "2", ", \"unshipped\": \"1\""));
    then_line(fix, id, PUMP, RETURNED_UNSHIPPED, 1000);
    then_line(fix, id, PUMP, RETURNED_SHIPPED, 1000);
    then_line(fix, id, CABLE, RETURNED_SHIPPED, 1500);
    then_line(fix, id, HOSE, RETURNED_SHIPPED, 2000);
}

static void a_return_in_approval_holds_what_it_takes(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id = given_shipped(fix, 2);
    salesinv_id waiting;

    fix_setting(fix->admin, "approval.return", 1);
    waiting = back(fix, id, SET, "1");
    then_line(fix, id, SET, RETURN_PENDING, 1000);
    then_line(fix, id, HOSE, RETURN_PENDING, 2000);
    assert_refused(fix->admin, EXCEEDS_RETURNABLE, try_back(fix, id, SET, "2", ""));
    assert_ok(fix->admin, fix_step(fix->admin, RETURN, waiting, SINV_VERB_REJECT));
    then_line(fix, id, SET, RETURN_PENDING, 0);
    assert_ok(fix->admin, fix_step(fix->admin, RETURN, waiting, SINV_VERB_SUBMIT));
    assert_ok(fix->admin, fix_step(fix->admin, RETURN, waiting, SINV_VERB_APPROVE));
    then_line(fix, id, SET, RETURNED_SHIPPED, 1000);
    then_stock(fix, hose, "18/0/18");
    assert_ok(fix->admin, fix_step(fix->admin, RETURN, waiting, SINV_VERB_VOID));
    then_line(fix, id, SET, RETURNED_SHIPPED, 0);
    then_stock(fix, hose, "16/0/16");
}

static void a_return_in_approval_may_become_one_of_more_kits(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id = given_shipped(fix, 2);
    salesinv_id waiting;

    fix_setting(fix->admin, "approval.return", 1);
    waiting = back(fix, id, SET, "1");
    assert_ok(fix->admin,
              fix_try_update(fix->admin, RETURN, waiting,
                             "{\"lines\": [{\"order_line\": %lld, \"qty\": \"2\"}]}",
                             (long long)sinv_line_id(id, SET)));
    then_line(fix, id, SET, RETURN_PENDING, 2000);
    then_line(fix, id, MANUAL, RETURN_PENDING, 1000);
    assert_ok(fix->admin, fix_step(fix->admin, RETURN, waiting, SINV_VERB_APPROVE));
    then_line(fix, id, SET, RETURNED_SHIPPED, 2000);
    then_stock(fix, hose, "20/0/20");
    assert_status(&fix->trade, ORDER, id, CLOSED);
}

static void what_comes_back_is_worth_what_the_kit_cost(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;
    int64_t sum = 0;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 3);
    fix_kit_ship(fix, id, PUMP, "2");
    fix_kit_ship(fix, id, HOSE, "5");
    sum += fix_int(fix->admin, RETURN, back(fix, id, HOSE, "1"), 0, SALESINV_F_AMOUNT);
    sum += fix_int(fix->admin, RETURN, back(fix, id, PUMP, "2"), 0, SALESINV_F_AMOUNT);
    sum +=
        fix_int(fix->admin, RETURN, back(fix, id, CABLE, "4.5"), 0, SALESINV_F_AMOUNT);
    sum += fix_int(fix->admin, RETURN, back(fix, id, PUMP, "1"), 0, SALESINV_F_AMOUNT);
    sum += fix_int(fix->admin, RETURN, back(fix, id, HOSE, "5"), 0, SALESINV_F_AMOUNT);
    sum +=
        fix_int(fix->admin, RETURN, back(fix, id, MANUAL, "1"), 0, SALESINV_F_AMOUNT);
    assert_int_equal(sum, 3000000);
    assert_status(&fix->trade, ORDER, id, CLOSED);
}

static void a_line_of_kits_says_nothing_of_goods(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id = given_shipped(fix, 2);

    assert_refused(fix->admin, ARG, try_back(fix, id, SET, "1", ", \"price\": \"5\""));
    assert_field(fix->admin, "lines[1].price");
    assert_refused(fix->admin, ARG,
                   try_back(fix, id, SET, "1", ", \"serials\": [\"A\"]"));
    assert_field(fix->admin, "lines[1].serials");
    assert_refused(fix->admin, ARG, try_back(fix, id, SET, "0.5", ""));
    assert_field(fix->admin, "lines[1].qty");
    assert_refused(fix->admin, EXCEEDS_RETURNABLE, try_back(fix, id, SET, "3", ""));
    assert_int_equal(fix_detail(fix->admin, "order_line"), sinv_line_id(id, SET));
}

static void an_assembled_kit_comes_back_as_it_left(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_receive(&fix->trade.core, fix->warehouse, fix->assembled, 5);
    id = fix_kit_order(fix, fix->assembled, 2);
    fix_kit_ship_rest(fix, id);
    assert_refused(fix->admin, KIT_LEVEL, try_back(fix, id, HOSE, "1", ""));
    assert_int_equal(fix_detail(fix->admin, "order_line"), sinv_line_id(id, SET));
    back(fix, id, SET, "1");
    then_stock(fix, assembled, "4/0/4");
    then_line(fix, id, HOSE, RETURNED_SHIPPED, 2000);
    then_line(fix, id, MANUAL, RETURNED_SHIPPED, 0);
}

static void serials_are_named_once_the_kit_is_in_pieces(void **state)
{
    fix_kit *fix = *state;
    salesinv_id router =
        fix_product(&fix->trade.core, "Router", SALESINV_TRACKING_SERIAL);
    salesinv_id kit;
    salesinv_id id;
    salesinv_id draft;

    fix_receive_serials(&fix->trade.core, fix->warehouse, router, "R1", 4);
    fix_receive(&fix->trade.core, fix->warehouse, fix->hose, 4);
    kit = fix_create(fix->admin, PRODUCT, 0,
                     "{\"name\": \"Net\", \"kit_kind\": 2, \"lines\": [{\"product\": "
                     "%lld, \"qty\": \"2\"}, {\"product\": %lld, \"qty\": \"1\"}]}",
                     (long long)router, (long long)fix->hose);
    id = fix_kit_order(fix, kit, 2);
    fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
               "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": \"4\", "
               "\"serials\": [\"R1..R4\"]}, {\"order_line\": %lld, \"qty\": \"2\"}]}",
               (long long)id, (long long)sinv_line_id(id, 2),
               (long long)sinv_line_id(id, 3));
    assert_refused(fix->admin, SERIAL_REQUIRED, try_back(fix, id, 1, "1", ""));
    draft = fix_create(fix->admin, RETURN, 0,
                       "{\"order\": %lld, \"warehouse\": %lld, \"lines\": "
                       "[{\"order_line\": %lld, \"qty\": \"1\"}]}",
                       (long long)id, (long long)fix->warehouse,
                       (long long)sinv_line_id(id, 1));
    assert_ok(fix->admin,
              fix_try_update(fix->admin, RETURN, draft,
                             "{\"lines\": [{\"line\": 1, \"serials\": [\"R2\", "
                             "\"R3\"]}, {\"line\": 2}]}"));
    assert_ok(fix->admin, fix_step(fix->admin, RETURN, draft, SINV_VERB_SUBMIT));
    assert_serial(&fix->trade.core, "R2", "in_stock");
    assert_serial(&fix->trade.core, "R4", "used");
    then_line(fix, id, 1, RETURNED_SHIPPED, 1000);
}

static void a_kit_is_exchanged_for_other_goods(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id = given_shipped(fix, 2);

    fix_setting(fix->admin, "plugin.exchange", 1);
    fix_receive(&fix->trade.core, fix->warehouse, fix->assembled, 1);
    fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
               "{\"mode\": %d, \"account\": %lld, \"warehouse\": %lld, \"lines\": "
               "[{\"order_line\": %lld, \"qty\": \"1\"}, {\"direction\": %d, "
               "\"product\": %lld, \"qty\": \"1\"}]}",
               SALESINV_RETURN_EXCHANGE, (long long)fix->trade.account,
               (long long)fix->warehouse, (long long)sinv_line_id(id, SET),
               SALESINV_DIRECTION_OUT, (long long)fix->assembled);
    then_line(fix, id, SET, RETURNED_SHIPPED, 1000);
    then_stock(fix, hose, "18/0/18");
    then_stock(fix, assembled, "0/0/0");
}

static void kits_on_two_lines_come_back_each_for_itself(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_create(fix->admin, ORDER, SALESINV_SUBMIT,
                    "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": %lld, "
                    "\"lines\": [{\"product\": %lld, \"qty\": \"2\"}, {\"product\": "
                    "%lld, \"qty\": \"3\"}]}",
                    (long long)fix->trade.account, (long long)fix->warehouse,
                    (long long)fix->picked, (long long)fix->picked);
    fix_kit_ship_rest(fix, id);
    assert_refused(fix->admin, EXCEEDS_RETURNABLE, try_back(fix, id, 1, "3", ""));
    fix_create(
        fix->admin, RETURN, SALESINV_SUBMIT,
        "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": \"1\"}, "
        "{\"order_line\": %lld, \"qty\": \"3\"}, {\"order_line\": %lld, \"qty\": "
        "\"1\"}]}",
        (long long)id, (long long)sinv_line_id(id, 1), (long long)sinv_line_id(id, 2),
        (long long)sinv_line_id(id, 1));
    then_line(fix, id, 1, RETURNED_SHIPPED, 2000);
    then_line(fix, id, 2, RETURNED_SHIPPED, 3000);
    then_stock(fix, manual, "2/0/2");
    then_stock(fix, hose, "20/0/20");
    assert_status(&fix->trade, ORDER, id, CLOSED);
}

#define FLOW(test)                                                                     \
    cmocka_unit_test_setup_teardown(test, fix_kit_setup, fix_kit_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(a_kit_comes_back_as_its_components),
        FLOW(a_component_comes_back_alone),
        FLOW(a_fixed_piece_that_came_back_alone_is_not_asked_for_again),
        FLOW(what_was_not_shipped_is_given_up),
        FLOW(an_order_given_up_whole_is_closed),
        FLOW(each_component_splits_by_what_it_shipped),
        FLOW(the_unshipped_part_may_be_stated),
        FLOW(a_return_in_approval_holds_what_it_takes),
        FLOW(a_return_in_approval_may_become_one_of_more_kits),
        FLOW(what_comes_back_is_worth_what_the_kit_cost),
        FLOW(a_line_of_kits_says_nothing_of_goods),
        FLOW(an_assembled_kit_comes_back_as_it_left),
        FLOW(serials_are_named_once_the_kit_is_in_pieces),
        FLOW(a_kit_is_exchanged_for_other_goods),
        FLOW(kits_on_two_lines_come_back_each_for_itself),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
