/* SPDX-License-Identifier: Apache-2.0 */
/* Kits as products and on orders: what they are made of, what they freeze, what was fixed. */
#include <stdio.h>

#include "support/fix_kit.h"

enum {
    PRODUCT = SALESINV_KIND_PRODUCT,
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    ALLOW = 2
};

/* Lines of an order of one set. */
enum { SET = 1, PUMP, HOSE, CABLE, MANUAL };

/* ---- the structure ---- */

/* The kit has four lines: the fifth is the one that an update adds. */
static void a_line_is_a_unit_or_a_component(void **state)
{
    fix_kit *fix = *state;
    salesinv_id unit = fix_create(fix->admin, SALESINV_KIND_UNIT, 0,
                                  "{\"code\": \"C62\", \"name\": \"piece\"}");
    char both[64];

    (void)snprintf(both, sizeof(both), ", \"qty\": \"1\", \"unit\": %lld",
                   (long long)unit);
    assert_refused(fix->admin, ARG,
                   fix_kit_try_component(fix, fix->picked, fix->pump, both));
    assert_field(fix->admin, "lines[5].unit");
    assert_refused(fix->admin, ARG,
                   fix_kit_try_component(fix, fix->picked, fix->pump, ""));
    assert_field(fix->admin, "lines[5].qty");
    assert_refused(fix->admin, ARG,
                   fix_kit_try_component(fix, fix->picked, fix->pump,
                                         ", \"qty\": \"1\", \"numerator\": 2"));
    assert_refused(fix->admin, ARG,
                   fix_try_update(fix->admin, PRODUCT, fix->picked,
                                  "{\"lines\": [{\"unit\": %lld, \"qty\": \"1\"}]}",
                                  (long long)unit));
    assert_refused(fix->admin, ARG,
                   fix_try_update(fix->admin, PRODUCT, fix->picked,
                                  "{\"lines\": [{\"qty\": \"1\"}]}"));
}

static void a_component_is_counted_as_its_product(void **state)
{
    fix_kit *fix = *state;

    assert_refused(
        fix->admin, ARG,
        fix_kit_try_component(fix, fix->picked, fix->pump, ", \"qty\": \"0.5\""));
    assert_field(fix->admin, "lines[5].qty");
    /* What the kit is measured in stays. */
    assert_refused(fix->admin, IN_USE,
                   fix_try_update(fix->admin, PRODUCT, fix->cable, "{\"scale\": 0}"));
}

static void a_component_is_named_once_per_way(void **state)
{
    fix_kit *fix = *state;

    assert_refused(fix->admin, EXISTS,
                   fix_try_update(fix->admin, PRODUCT, fix->picked,
                                  "{\"lines\": [{\"product\": %lld, \"qty\": \"1\"}, "
                                  "{\"product\": %lld, \"qty\": \"2\"}]}",
                                  (long long)fix->pump, (long long)fix->pump));
    assert_ok(fix->admin,
              fix_try_update(fix->admin, PRODUCT, fix->picked,
                             "{\"lines\": [{\"product\": %lld, \"qty\": \"1\"}, "
                             "{\"product\": %lld, \"qty\": \"2\", \"is_fixed\": 1}]}",
                             (long long)fix->pump, (long long)fix->pump));
}

static void no_kit_is_inside_itself(void **state)
{
    fix_kit *fix = *state;
    salesinv_id outer =
        fix_create(fix->admin, PRODUCT, 0,
                   "{\"name\": \"Outer\", \"kit_kind\": 2, \"lines\": [{\"product\": "
                   "%lld, \"qty\": \"1\"}]}",
                   (long long)fix->picked);

    assert_refused(fix->admin, ARG,
                   fix_kit_try_component(fix, outer, outer, ", \"qty\": \"1\""));
    assert_refused(fix->admin, ARG,
                   fix_kit_try_component(fix, fix->picked, outer, ", \"qty\": \"1\""));
    assert_field(fix->admin, "lines[5].product");
    assert_int_equal(fix_detail(fix->admin, "component"), outer);
    assert_refused(fix->admin, ARG,
                   fix_kit_try_component(fix, fix->pump, outer, ", \"qty\": \"1\""));
}

static void components_are_active(void **state)
{
    fix_kit *fix = *state;

    fix_kit_receive(fix, 5, 1, 10, 1);
    assert_ok(fix->admin,
              fix_step(fix->admin, PRODUCT, fix->hose, SINV_VERB_DEACTIVATE));
    assert_refused(
        fix->admin, PRODUCT_INACTIVE,
        fix_kit_try_component(fix, fix->picked, fix->hose, ", \"qty\": \"1\""));
    assert_refused(fix->admin, PRODUCT_INACTIVE,
                   fix_try_order(&fix->trade, fix->warehouse, fix->picked, 1, NULL));
    assert_ok(fix->admin,
              fix_step(fix->admin, PRODUCT, fix->picked, SINV_VERB_DEACTIVATE));
    assert_refused(fix->admin, PRODUCT_INACTIVE,
                   fix_step(fix->admin, PRODUCT, fix->picked, SINV_VERB_ACTIVATE));
}

static void the_kind_stays_while_orders_are_open(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_kit_receive(fix, 5, 10, 10, 1);
    id = fix_kit_order(fix, fix->picked, 1);
    assert_refused(fix->admin, IN_USE,
                   fix_try_update(fix->admin, PRODUCT, fix->picked,
                                  "{\"kit_kind\": %d}", SALESINV_KIT_ATO));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), id);
    assert_ok(fix->admin, fix_step(fix->admin, ORDER, id, SINV_VERB_VOID));
    assert_ok(fix->admin, fix_try_update(fix->admin, PRODUCT, fix->picked,
                                         "{\"kit_kind\": %d}", SALESINV_KIT_ATO));
}

/* ---- the order ---- */

static void a_picked_kit_freezes_its_components(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 4);
    then_stock(fix, pump, "10/4/6");
    then_stock(fix, hose, "20/8/12");
    then_stock(fix, cable, "20/6/14");
    then_stock(fix, manual, "2/1/1");
    then_stock(fix, picked, "0/0/0");
    then_line(fix, id, SET, FROZEN, 0);
    then_line(fix, id, HOSE, FROZEN, 8000);
    then_line(fix, id, CABLE, PER_KIT, 1500);
    then_line(fix, id, MANUAL, PER_KIT, 0);
    then_line(fix, id, MANUAL, QTY, 1000);
    assert_int_equal(fix_kit_line(fix, id, HOSE, SALESINV_F_PARENT_LINE), SET);
    assert_int_equal(fix_kit_line(fix, id, SET, SALESINV_F_KIT_KIND), SALESINV_KIT_PTO);
    assert_int_equal(fix_kit_line(fix, id, HOSE, SALESINV_F_KIT_KIND),
                     SALESINV_KIT_NONE);
    assert_int_equal(fix_kit_line(fix, id, 0, SALESINV_F_KITS), 1);
}

static void an_assembled_kit_freezes_itself(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_receive(&fix->trade.core, fix->warehouse, fix->assembled, 5);
    id = fix_kit_order(fix, fix->assembled, 4);
    then_stock(fix, assembled, "5/4/1");
    then_stock(fix, pump, "0/0/0");
    then_line(fix, id, SET, FROZEN, 4000);
    then_line(fix, id, SET, SHIPPABLE, 4000);
    then_line(fix, id, CABLE, QTY, 6000);
    then_line(fix, id, CABLE, FROZEN, 0);
    then_line(fix, id, CABLE, SHIPPABLE, 0);
    assert_int_equal(fix_kit_line(fix, id, CABLE, SALESINV_F_KIT_KIND),
                     SALESINV_KIT_PART);
    fix_kit_ship(fix, id, SET, "3");
    then_line(fix, id, SET, SHIPPED, 3000);
    then_line(fix, id, HOSE, SHIPPED, 6000);
    then_line(fix, id, CABLE, SHIPPED, 4500);
    then_line(fix, id, MANUAL, SHIPPED, 0);
    fix_kit_ship_rest(fix, id);
    then_line(fix, id, MANUAL, SHIPPED, 1000);
    assert_status(&fix->trade, ORDER, id, SHIPPED);
    then_stock(fix, assembled, "1/0/1");
}

static void without_the_setting_a_kit_is_a_product(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_setting(fix->admin, "shipping.kits", 0);
    fix_receive(&fix->trade.core, fix->warehouse, fix->picked, 5);
    id = fix_kit_order(fix, fix->picked, 4);
    then_stock(fix, picked, "5/4/1");
    assert_int_equal(fix_kit_line(fix, id, 0, SALESINV_F_KITS), 0);
    /* The order keeps what was fixed, whatever the setting says later. */
    fix_setting(fix->admin, "shipping.kits", 1);
    assert_ok(fix->admin, fix_kit_try_qty(fix, id, "5"));
    then_stock(fix, picked, "5/5/0");
    fix_ship(&fix->trade, id, 0, 5, NULL);
    assert_status(&fix->trade, ORDER, id, SHIPPED);
}

static void an_order_with_kits_keeps_them_when_the_setting_goes(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 2);
    fix_setting(fix->admin, "shipping.kits", 0);
    assert_ok(fix->admin, fix_kit_try_qty(fix, id, "3"));
    then_stock(fix, hose, "20/6/14");
    assert_refused(fix->admin, KIT_LEVEL, fix_kit_try_ship(fix, id, SET, "1", NULL));
    fix_kit_ship_rest(fix, id);
    then_line(fix, id, SET, SHIPPED, 3000);
}

static void what_the_kit_was_stays_on_the_order(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_kit_receive(fix, 10, 40, 20, 2);
    id = fix_kit_order(fix, fix->picked, 2);
    assert_ok(fix->admin,
              fix_kit_try_component(fix, fix->picked, fix->hose, ", \"qty\": \"9\""));
    assert_ok(fix->admin, fix_kit_try_qty(fix, id, "4"));
    then_stock(fix, pump, "10/4/6");
    then_stock(fix, hose, "40/8/32");
    fix_kit_ship_rest(fix, id);
    then_line(fix, id, SET, SHIPPED, 4000);
}

static void a_kit_without_components_is_not_ordered(void **state)
{
    fix_kit *fix = *state;
    salesinv_id empty =
        fix_create(fix->admin, PRODUCT, 0, "{\"name\": \"Empty\", \"kit_kind\": 1}");

    assert_refused(fix->admin, ARG,
                   fix_try_order(&fix->trade, fix->warehouse, empty, 1, NULL));
    assert_field(fix->admin, "lines[1].product");
    assert_int_equal(fix_detail(fix->admin, "product"), empty);
}

static void quantities_that_cannot_be_picked_are_refused(void **state)
{
    fix_kit *fix = *state;

    assert_ok(fix->admin,
              fix_try_update(fix->admin, PRODUCT, fix->picked, "{\"scale\": 2}"));
    assert_refused(
        fix->admin, ARG,
        fix_try_create(fix->admin, ORDER, SALESINV_SUBMIT,
                       "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": "
                       "%lld, \"lines\": [{\"product\": %lld, \"qty\": \"1.5\"}]}",
                       (long long)fix->trade.account, (long long)fix->warehouse,
                       (long long)fix->picked));
    assert_field(fix->admin, "lines[1].qty");
    assert_ok(fix->admin, fix_kit_try_component(fix, fix->assembled, fix->cable,
                                                ", \"qty\": \"0.5\""));
    assert_ok(fix->admin,
              fix_try_update(fix->admin, PRODUCT, fix->assembled, "{\"scale\": 1}"));
    assert_refused(/* half of 0.5 m is finer than the cable is counted */
                   fix->admin, ARG,
                   fix_try_create(
                       fix->admin, ORDER, SALESINV_SUBMIT,
                       "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": "
                       "%lld, \"lines\": [{\"product\": %lld, \"qty\": \"0.5\"}]}",
                       (long long)fix->trade.account, (long long)fix->warehouse,
                       (long long)fix->assembled));
}

/* An order of several lines from their JSON. */
static salesinv_status try_lines(fix_kit *fix, const char *warehouse, const char *lines)
{
    return fix_try_create(
        fix->admin, ORDER, SALESINV_SUBMIT,
        "{\"account\": %lld, \"currency\": \"EUR\", %s \"lines\": [%s]}",
        (long long)fix->trade.account, warehouse, lines);
}

static void a_kit_and_loose_components_are_checked_together(void **state)
{
    fix_kit *fix = *state;
    char in[64];
    char lines[200];

    fix_kit_receive(fix, 10, 20, 20, 2);
    (void)snprintf(in, sizeof(in), "\"warehouse\": %lld,", (long long)fix->warehouse);
    (void)snprintf(lines, sizeof(lines),
                   "{\"product\": %lld, \"qty\": \"8\"}, {\"product\": %lld, \"qty\": "
                   "\"5\"}",
                   (long long)fix->picked, (long long)fix->hose);
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_lines(fix, in, lines));
    assert_int_equal(fix_detail(fix->admin, "product"), fix->hose);
    assert_int_equal(fix_detail(fix->admin, "wanted"), 21 * FIX_UNIT);
    assert_int_equal(fix_detail(fix->admin, "available"), 20 * FIX_UNIT);
    then_stock(fix, pump, "10/0/10");
    then_stock(fix, hose, "20/0/20");
    fix_setting(fix->admin, "order.validation", ALLOW);
    assert_ok(fix->admin, try_lines(fix, in, lines));
    then_stock(fix, hose, "20/21/-1");
    then_stock(fix, pump, "10/8/2");
}

/* Dolibarr #39258, #39259. */
static void the_same_kit_on_two_lines_is_two_kits(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    /* lines 1, 2; components 3 to 6 of the first, 7 to 10 of the second */
    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_create(fix->admin, ORDER, SALESINV_SUBMIT,
                    "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": %lld, "
                    "\"lines\": [{\"product\": %lld, \"qty\": \"2\"}, {\"product\": "
                    "%lld, \"qty\": \"3\"}]}",
                    (long long)fix->trade.account, (long long)fix->warehouse,
                    (long long)fix->picked, (long long)fix->picked);
    then_stock(fix, hose, "20/10/10");
    fix_kit_ship(fix, id, 3, "2");
    fix_kit_ship(fix, id, 4, "4");
    fix_kit_ship(fix, id, 5, "3");
    fix_kit_ship(fix, id, 6, "1");
    then_line(fix, id, 1, SHIPPED, 2000);
    then_line(fix, id, 2, SHIPPED, 0);
    then_line(fix, id, 8, SHIPPABLE, 6000);
    assert_refused(fix->admin, EXCEEDS_SHIPPABLE,
                   fix_kit_try_ship(fix, id, 4, "1", NULL));
    fix_kit_ship_rest(fix, id);
    then_line(fix, id, 2, SHIPPED, 3000);
    then_line(fix, id, 1, SHIPPED, 2000);
    assert_status(&fix->trade, ORDER, id, SHIPPED);
}

static void kits_inside_kits(void **state)
{
    fix_kit *fix = *state;
    salesinv_id outer;
    salesinv_id id;

    /* 1 outer; 2 picked set, 3 assembled set; 4..7 of the picked, 8..11 of the assembled */
    fix_kit_receive(fix, 10, 20, 20, 2);
    fix_receive(&fix->trade.core, fix->warehouse, fix->assembled, 9);
    outer = fix_create(fix->admin, PRODUCT, 0,
                       "{\"name\": \"Outer\", \"kit_kind\": 2, \"price\": \"7\", "
                       "\"lines\": [{\"product\": %lld, \"qty\": \"2\"}, {\"product\": "
                       "%lld, \"qty\": \"1\"}]}",
                       (long long)fix->picked, (long long)fix->assembled);
    id = fix_kit_order(fix, outer, 3);
    then_stock(fix, pump, "10/6/4");
    then_stock(fix, assembled, "9/3/6");
    assert_int_equal(fix_kit_line(fix, id, 2, SALESINV_F_KIT_KIND), SALESINV_KIT_PTO);
    assert_int_equal(fix_kit_line(fix, id, 8, SALESINV_F_KIT_KIND), SALESINV_KIT_PART);
    assert_int_equal(fix_kit_line(fix, id, 8, SALESINV_F_PARENT_LINE), 3);
    assert_refused(fix->admin, KIT_LEVEL, fix_kit_try_ship(fix, id, 1, "1", NULL));
    assert_int_equal(fix_detail(fix->admin, "component.1"), sinv_line_id(id, 4));
    assert_int_equal(fix_detail(fix->admin, "component.5"), sinv_line_id(id, 3));
    assert_refused(fix->admin, KIT_LEVEL, fix_kit_try_ship(fix, id, 9, "1", NULL));
    assert_int_equal(fix_detail(fix->admin, "order_line"), sinv_line_id(id, 3));
    fix_kit_ship(fix, id, 3, "3");
    fix_kit_ship(fix, id, 4, "5");
    fix_kit_ship(fix, id, 5, "10");
    fix_kit_ship(fix, id, 6, "9");
    fix_kit_ship(fix, id, 7, "1");
    then_line(fix, id, 2, SHIPPED, 5000);
    then_line(fix, id, 1, SHIPPED, 2000);
    then_line(fix, id, 9, SHIPPED, 6000);
    assert_ok(fix->admin, fix_kit_try_qty(fix, id, "4"));
    then_line(fix, id, 4, QTY, 8000);
    then_line(fix, id, 10, QTY, 6000);
    then_line(fix, id, 1, SHIPPED, 2000);
    fix_kit_ship_rest(fix, id);
    then_line(fix, id, 1, SHIPPED, 4000);
    assert_status(&fix->trade, ORDER, id, SHIPPED);
}

static void consolidated_orders_allocate_the_components(void **state)
{
    fix_kit *fix = *state;
    salesinv_id north = fix_warehouse(&fix->trade.core, "North");
    salesinv_id id;

    fix_kit_receive(fix, 3, 20, 20, 2);
    fix_receive(&fix->trade.core, north, fix->pump, 3);
    fix_setting(fix->admin, "order.mode", SALESINV_MODE_CONSOLIDATED);
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_order(&fix->trade, 0, fix->picked, 7, NULL));
    assert_int_equal(fix_detail(fix->admin, "product"), fix->pump);
    id = fix_order(&fix->trade, 0, fix->picked, 5);
    then_stock(fix, pump, "3/3/0");
    assert_stock(&fix->trade.core, fix->pump, north, "3/2/1");
    then_stock(fix, hose, "20/10/10");
    assert_ok(fix->admin, fix_kit_try_qty(fix, id, "4"));
    assert_stock(&fix->trade.core, fix->pump, north, "3/1/2");
    assert_ok(fix->admin, fix_step(fix->admin, ORDER, id, SINV_VERB_VOID));
    assert_stock(&fix->trade.core, fix->pump, north, "3/0/3");
    then_stock(fix, pump, "3/0/3");
}

static void mode_none_freezes_nothing_and_counts_kits(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_setting(fix->admin, "order.mode", SALESINV_MODE_NONE);
    id = fix_order(&fix->trade, 0, fix->picked, 2);
    then_stock(fix, pump, "0/0/0");
    fix_kit_receive(fix, 2, 4, 3, 1);
    fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
               "{\"order\": %lld, \"warehouse\": %lld}", (long long)id,
               (long long)fix->warehouse);
    then_line(fix, id, SET, SHIPPED, 2000);
    then_stock(fix, pump, "0/0/0");
}

static void a_rejected_order_forgets_its_components(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_kit_receive(fix, 10, 20, 20, 2);
    fix_setting(fix->admin, "approval.order", 1);
    id = fix_kit_order(fix, fix->picked, 2);
    then_stock(fix, hose, "20/4/16");
    assert_ok(fix->admin, salesinv_order_reject(fix->admin, id, 0, NULL, NULL, NULL));
    then_stock(fix, hose, "20/0/20");
    assert_int_equal(fix_kit_line(fix, id, SET, SALESINV_F_KIT_KIND),
                     SALESINV_KIT_NONE);
    assert_ok(fix->admin,
              fix_kit_try_component(fix, fix->picked, fix->hose, ", \"qty\": \"3\""));
    assert_ok(fix->admin, salesinv_order_submit(fix->admin, id, 0, NULL, NULL));
    then_stock(fix, hose, "20/6/14");
    then_stock(fix, pump, "10/0/10");
    assert_ok(fix->admin, salesinv_order_withdraw(fix->admin, id, 0, NULL, NULL));
    then_stock(fix, hose, "20/0/20");
}

#define FLOW(test)                                                                     \
    cmocka_unit_test_setup_teardown(test, fix_kit_setup, fix_kit_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(a_line_is_a_unit_or_a_component),
        FLOW(a_component_is_counted_as_its_product),
        FLOW(a_component_is_named_once_per_way),
        FLOW(no_kit_is_inside_itself),
        FLOW(components_are_active),
        FLOW(the_kind_stays_while_orders_are_open),
        FLOW(a_picked_kit_freezes_its_components),
        FLOW(an_assembled_kit_freezes_itself),
        FLOW(without_the_setting_a_kit_is_a_product),
        FLOW(an_order_with_kits_keeps_them_when_the_setting_goes),
        FLOW(what_the_kit_was_stays_on_the_order),
        FLOW(a_kit_without_components_is_not_ordered),
        FLOW(quantities_that_cannot_be_picked_are_refused),
        FLOW(a_kit_and_loose_components_are_checked_together),
        FLOW(the_same_kit_on_two_lines_is_two_kits),
        FLOW(kits_inside_kits),
        FLOW(consolidated_orders_allocate_the_components),
        FLOW(mode_none_freezes_nothing_and_counts_kits),
        FLOW(a_rejected_order_forgets_its_components),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
