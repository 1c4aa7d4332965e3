/* SPDX-License-Identifier: Apache-2.0 */
/* Stock and serials of an ERP as records: which place they are of, what they say, and what is not said. */
#include "fix_apply.h"

#include "salesinv/event.h"
#include "salesinv/order.h"

static salesinv_id product;
static salesinv_id warehouse;

static int stocked(void **state)
{
    setup(state);
    warehouse =
        apply("{'kind':'warehouse','external_id':'W','name':'Main','has_bins':1}")
            .object;
    apply("{'kind':'bin','external_id':'A','warehouse':'W','code':'A','name':'A'}");
    apply("{'kind':'bin','external_id':'B','warehouse':'W','code':'B','name':'B'}");
    product = apply("{'kind':'product','external_id':'P','name':'Pump','tracking':0,"
                    "'safety_stock':'10'}")
                  .object;
    apply("{'kind':'product','external_id':'S','name':'Phone','tracking':2}");
    return 0;
}

/* ---- stock ---- */

static void figures_are_those_of_the_erp(void **state)
{
    (void)state;
    assert_applied("{'kind':'stock','external_id':'1','product':'P','warehouse':'W',"
                   "'on_hand':'100','frozen':'20'}",
                   CREATED);
    assert_stock(&fix.core, product, warehouse, "100/20/80");
    assert_applied("{'kind':'stock','external_id':'1','product':'P','warehouse':'W',"
                   "'on_hand':70,'frozen':null,'available':'65'}",
                   UPDATED);
    assert_stock(&fix.core, product, warehouse, "70/5/65");
    assert_applied("{'kind':'stock','external_id':'1','product':'P','warehouse':'W',"
                   "'on_hand':'70','available':'65'}",
                   UNCHANGED);
    assert_applied("{'kind':'stock','external_id':'1','deleted':true}", UPDATED);
    assert_stock(&fix.core, product, warehouse, "0/0/0");
    assert_applied("{'kind':'stock','external_id':'1','deleted':true}", UNCHANGED);
}

static void a_figure_may_move_to_another_place(void **state)
{
    (void)state;
    apply("{'kind':'stock','external_id':'1','product':'P','warehouse':'W','bin':'A',"
          "'on_hand':'5'}");
    assert_stock(&fix.core, product, warehouse, "5/0/5");
    apply("{'kind':'stock','external_id':'1','product':'P','warehouse':'W','bin':'B',"
          "'on_hand':'6'}");
    assert_stock(&fix.core, product, warehouse, "6/0/6");
}

/* Each record takes the other's place: neither takes the other's figure away. */
static void two_figures_may_change_places(void **state)
{
    (void)state;
    apply("{'kind':'stock','external_id':'1','product':'P','warehouse':'W','bin':'A',"
          "'on_hand':'5'}");
    apply("{'kind':'stock','external_id':'2','product':'P','warehouse':'W','bin':'B',"
          "'on_hand':'7'}");
    apply("{'kind':'stock','external_id':'1','product':'P','warehouse':'W','bin':'B',"
          "'on_hand':'1'}");
    apply("{'kind':'stock','external_id':'2','product':'P','warehouse':'W','bin':'A',"
          "'on_hand':'2'}");
    assert_stock(&fix.core, product, warehouse, "3/0/3");
    apply("{'kind':'stock','external_id':'3','product':'P','warehouse':'W','bin':'A',"
          "'on_hand':'9'}");
    apply("{'kind':'stock','external_id':'2','deleted':true}");
    assert_stock(&fix.core, product, warehouse, "10/0/10");
}

/* One for each time that the ERP's figure falls below. */
static int alerts(void)
{
    salesinv_events *events;
    int count = 0;

    assert_ok(admin, salesinv_event_list(admin, 0, 1000, &events));
    for (int32_t i = 0; i < salesinv_events_count(events); i++)
        if (salesinv_events_action(events, i) == SALESINV_EVENT_STOCK_LOW)
            count++;
    salesinv_events_free(events);
    return count;
}

static void safety_stocks_are_watched(void **state)
{
    (void)state;
    apply("{'kind':'stock','external_id':'1','product':'P','warehouse':'W',"
          "'on_hand':'12'}");
    assert_int_equal(alerts(), 0);
    apply("{'kind':'stock','external_id':'1','product':'P','warehouse':'W',"
          "'on_hand':'9'}");
    assert_int_equal(alerts(), 1);
    apply("{'kind':'stock','external_id':'1','product':'P','warehouse':'W',"
          "'on_hand':'8'}");
    assert_int_equal(alerts(), 1);
    apply("{'kind':'stock','external_id':'1','product':'P','warehouse':'W',"
          "'on_hand':'10'}");
    apply("{'kind':'stock','external_id':'1','deleted':true}");
    assert_int_equal(alerts(), 2);
}

static void what_stock_cannot_be_is_refused(void **state)
{
    (void)state;
    assert_refused(admin, ARG,
                   try_apply("{'kind':'stock','external_id':'1','product':'P',"
                             "'warehouse':'W'}"));
    assert_field(admin, "on_hand");
    assert_refused(admin, ARG,
                   try_apply("{'kind':'stock','external_id':'1','product':'P',"
                             "'on_hand':'1'}"));
    assert_field(admin, "warehouse");
    assert_refused(admin, NOT_FOUND,
                   try_apply("{'kind':'stock','external_id':'1','product':'X',"
                             "'warehouse':'W','on_hand':'1'}"));
    assert_field(admin, "product");
    assert_refused(admin, ARG,
                   try_apply("{'kind':'stock','external_id':'1','product':'P',"
                             "'warehouse':'W','on_hand':'1','delta':'1'}"));
    assert_field(admin, "delta");
    assert_refused(admin, ARG,
                   try_apply("{'kind':'stock','external_id':'1','product':'P',"
                             "'warehouse':'W','on_hand':'1','frozen':'-1'}"));
    assert_field(admin, "frozen");
    assert_refused(admin, ARG,
                   try_apply("{'kind':'stock','external_id':'1','product':'P',"
                             "'warehouse':'W','on_hand':'one'}"));
    assert_field(admin, "on_hand");
}

/* ---- serials ---- */

static void serials_come_as_lists(void **state)
{
    (void)state;
    assert_applied(
        "{'kind':'serial','external_id':'s','product':'S','state':'in_stock',"
        "'warehouse':'W','bin':'A','serials':['A1','B1..B9',"
        "{'first':'C1','count':5}]}",
        CREATED);
    assert_serial(&fix.core, "B5", "in_stock");
    assert_serial(&fix.core, "C5", "in_stock");
    /* those that are not named any more stay as they are */
    assert_applied("{'kind':'serial','external_id':'s','product':'S','state':'used',"
                   "'serials':['A1']}",
                   UPDATED);
    assert_serial(&fix.core, "A1", "used");
    assert_serial(&fix.core, "B5", "in_stock");
    assert_applied("{'kind':'serial','external_id':'s','product':'S','state':'used',"
                   "'serials':['A1']}",
                   UNCHANGED);
    assert_applied("{'kind':'serial','external_id':'s','deleted':true}", UNCHANGED);
    assert_applied("{'kind':'serial','external_id':'s','deleted':true,'product':'S',"
                   "'serials':['A1','B1']}",
                   UPDATED);
    assert_serial(&fix.core, "A1", "used");
    assert_serial(&fix.core, "B1", "unused");
}

static void what_serials_cannot_be_is_refused(void **state)
{
    (void)state;
    assert_refused(admin, SERIAL_REQUIRED,
                   try_apply("{'kind':'serial','external_id':'s','product':'S',"
                             "'state':'unused','serials':[]}"));
    assert_refused(admin, ARG,
                   try_apply("{'kind':'serial','external_id':'s','product':'S',"
                             "'state':'lost','serials':['A1']}"));
    assert_field(admin, "state");
    assert_refused(admin, ARG,
                   try_apply("{'kind':'serial','external_id':'s','product':'S',"
                             "'state':'unused','serials':'A1'}"));
    assert_field(admin, "serials");
    assert_refused(admin, SERIAL_RANGE,
                   try_apply("{'kind':'serial','external_id':'s','product':'S',"
                             "'state':'unused','serials':['A1','B9..B1']}"));
    assert_field(admin, "serials[2]");
    assert_refused(admin, SERIAL_DUPLICATE,
                   try_apply("{'kind':'serial','external_id':'s','product':'S',"
                             "'state':'unused','serials':['A1..A5','A3']}"));
    assert_refused(admin, SERIAL_PRODUCT,
                   try_apply("{'kind':'serial','external_id':'s','product':'P',"
                             "'state':'unused','serials':['A1']}"));
    assert_refused(admin, ARG,
                   try_apply("{'kind':'serial','external_id':'s','product':'S',"
                             "'state':'unused','serials':['A1'],'count':1}"));
    assert_field(admin, "count");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, stocked, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(figures_are_those_of_the_erp),
        TEST(a_figure_may_move_to_another_place),
        TEST(two_figures_may_change_places),
        TEST(safety_stocks_are_watched),
        TEST(what_stock_cannot_be_is_refused),
        TEST(serials_come_as_lists),
        TEST(what_serials_cannot_be_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
