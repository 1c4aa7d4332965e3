/* SPDX-License-Identifier: Apache-2.0 */
/* Kits beside an ERP: it says what they are of, ships them whole or by component, and the library counts complete ones. */
#include "fix_process.h"

enum { KIT = 1, ROUTER_OF_KIT, CABLE_OF_KIT };

static salesinv_id given_kit(fix_process *fix, const char *id, int32_t kind)
{
    assert_ok(fix->trade.core.platform,
              salesinv_licence_grant(fix->trade.core.platform, fix->trade.core.tenant,
                                     "bom", SALESINV_TIME_NONE, 0, NULL));
    fix_setting(fix->admin, "shipping.kits", 1);
    fix_erp_put(fix->erp,
                "{'kind':'product','external_id':'%s','name':'Set %s','kit_kind':%d,"
                "'lines':[{'product':'M-100','qty':'1'},{'product':'M-200','qty':"
                "'2'}]}",
                id, id, kind);
    synchronise(fix);
    return here(fix, PRODUCT, id);
}

static const char *notice_there(const fix_process *fix)
{
    return salesinv_loopback_document_id(fix->erp, SHIPMENT, 0);
}

static int64_t units(fix_process *fix, salesinv_id order, int32_t line,
                     salesinv_field field)
{
    return fix_int(fix->admin, ORDER, order, line, field) / FIX_UNIT;
}

/* Worked example 11 with the ERP's figures: nothing is frozen, the components are what is checked. */
static void components_of_a_kit_leave_by_the_erps_results(void **state)
{
    fix_process *fix = *state;
    salesinv_id kit = given_kit(fix, "K-1", SALESINV_KIT_PTO);
    salesinv_id order;
    salesinv_id notice;

    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_order(&fix->trade, fix->main, kit, 10, NULL));
    order = order_of(fix, kit, 5);
    assert_int_equal(units(fix, order, ROUTER_OF_KIT, SALESINV_F_FROZEN), 0);
    assert_stock(&fix->trade.core, fix->router, fix->main, "9/0/9");
    notice = notice_of(fix, order);
    synchronise(fix);
    fix_erp_ship(fix->erp,
                 "{'notice':'%s','warehouse':'W1','external_id':'D1','lines':[{'line':"
                 "1,'qty':'5','serials':['R1..R5']},{'line':2,'qty':'6'}]}",
                 notice_there(fix));
    synchronise(fix);
    assert_int_equal(units(fix, order, KIT, SALESINV_F_SHIPPED), 3);
    assert_int_equal(units(fix, order, CABLE_OF_KIT, SALESINV_F_SHIPPED), 6);
    assert_status(&fix->trade, SHIPMENT, notice, PARTIALLY_OUTBOUND);
    assert_stock(&fix->trade.core, fix->cable, fix->main, "494/0/494");
    fix_erp_ship(fix->erp,
                 "{'notice':'%s','warehouse':'W1','lines':[{'line':2,'qty':'4'}]}",
                 notice_there(fix));
    synchronise(fix);
    assert_int_equal(units(fix, order, KIT, SALESINV_F_SHIPPED), 5);
    assert_status(&fix->trade, ORDER, order, SHIPPED);
    assert_erp(fix->erp, salesinv_loopback_remove(fix->erp, OUTBOUND, "D1"));
    synchronise(fix);
    assert_int_equal(units(fix, order, KIT, SALESINV_F_SHIPPED), 0);
    assert_int_equal(units(fix, order, CABLE_OF_KIT, SALESINV_F_SHIPPED), 4);
}

static void an_assembled_kit_leaves_whole(void **state)
{
    fix_process *fix = *state;
    salesinv_id kit = given_kit(fix, "K-2", SALESINV_KIT_ATO);
    salesinv_id order;

    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_order(&fix->trade, fix->main, kit, 1, NULL));
    fix_erp_put(fix->erp,
                "{'kind':'stock','product':'K-2','warehouse':'W1','on_hand':'4'}");
    synchronise(fix);
    order = order_of(fix, kit, 4);
    (void)notice_of(fix, order);
    synchronise(fix);
    fix_erp_ship(fix->erp, "{'notice':'%s','warehouse':'W1'}", notice_there(fix));
    synchronise(fix);
    assert_status(&fix->trade, ORDER, order, SHIPPED);
    assert_stock(&fix->trade.core, kit, fix->main, "0/0/0");
    assert_stock(&fix->trade.core, fix->router, fix->main, "9/0/9");
}

static void a_component_comes_back_as_the_erp_took_it_in(void **state)
{
    fix_process *fix = *state;
    salesinv_id order = order_of(fix, given_kit(fix, "K-3", SALESINV_KIT_PTO), 2);
    salesinv_id notice = notice_of(fix, order);
    salesinv_id back;

    synchronise(fix);
    fix_erp_ship(fix->erp,
                 "{'notice':'%s','warehouse':'W1','lines':[{'line':1,'qty':'2',"
                 "'serials':['R1','R2']},{'line':2,'qty':'4'}]}",
                 notice_there(fix));
    synchronise(fix);
    back = fix_return(&fix->trade, notice, 1, "[\"R2\"]");
    synchronise(fix);
    fix_erp_receive(fix->erp,
                    "{'return':'%s','warehouse':'W1','lines':[{'line':1,'received':"
                    "'1','serials':['R2']}]}",
                    salesinv_loopback_document_id(fix->erp, RETURN, 0));
    synchronise(fix);
    assert_status(&fix->trade, RETURN, back, RECEIVED);
    assert_serial(&fix->trade.core, "R2", "in_stock");
    assert_int_equal(units(fix, order, ROUTER_OF_KIT, SALESINV_F_RETURNED_SHIPPED), 1);
}

/* In order mode the ERP's shipment names the components of the order. */
static void shipments_of_the_erp_name_components(void **state)
{
    fix_process *fix = *state;
    salesinv_id order;

    fix_setting(fix->admin, "shipping.mode", SALESINV_SHIPPING_ORDER);
    order = order_of(fix, given_kit(fix, "K-4", SALESINV_KIT_PTO), 2);
    synchronise(fix);
    fix_erp_ship(fix->erp,
                 "{'order':'%s','warehouse':'W1','lines':[{'line':2,'qty':'1',"
                 "'serials':['R1']},{'line':3,'qty':'4'}]}",
                 salesinv_loopback_document_id(fix->erp, ORDER, 0));
    synchronise(fix);
    assert_int_equal(units(fix, order, KIT, SALESINV_F_SHIPPED), 1);
    assert_int_equal(units(fix, order, CABLE_OF_KIT, SALESINV_F_SHIPPED), 4);
    assert_stock(&fix->trade.core, fix->cable, fix->main, "496/0/496");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PROCESS(components_of_a_kit_leave_by_the_erps_results),
        PROCESS(an_assembled_kit_leaves_whole),
        PROCESS(a_component_comes_back_as_the_erp_took_it_in),
        PROCESS(shipments_of_the_erp_name_components),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
