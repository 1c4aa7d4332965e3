/* SPDX-License-Identifier: Apache-2.0 */
/* What an ERP put out of use: nothing new is made with it, and what was begun comes to its end all the same. */
#include "fix_process.h"

static void put_out_of_use(fix_process *fix, salesinv_kind kind, const char *id)
{
    if (kind == WAREHOUSE) /* the default one must be in use */
        fix_erp_put(fix->erp, "{'kind':'warehouse','external_id':'W2','name':'Other',"
                              "'is_default':1}");
    assert_erp(fix->erp, salesinv_loopback_remove(fix->erp, kind, id));
}

/* Master data comes before results, so that the ERP's last word on it is known when a result of earlier days comes in. */
static void results_name_what_went_out_of_use_meanwhile(void **state)
{
    fix_process *fix = *state;
    salesinv_id order = order_of(fix, fix->router, 2);
    salesinv_id notice = notice_of(fix, order);

    synchronise(fix);
    fix_erp_ship(fix->erp,
                 "{'notice':'%s','warehouse':'W1','lines':[{'line':1,'qty':'2'"
                 ",'serials':['R1','R77']}]}",
                 salesinv_loopback_document_id(fix->erp, SHIPMENT, 0));
    put_out_of_use(fix, PRODUCT, "M-100");
    put_out_of_use(fix, WAREHOUSE, "W1");
    put_out_of_use(fix, ACCOUNT, "C-7");
    synchronise(fix);
    assert_status(&fix->trade, SHIPMENT, notice, OUTBOUND);
    assert_status(&fix->trade, ORDER, order, SHIPPED);
    /* The open order kept the warehouse in use until this came in. */
    assert_status(&fix->trade, WAREHOUSE, fix->main, ACTIVE);
    fix->trade.core.now += FIX_DAY;
    synchronise(fix);
    assert_status(&fix->trade, PRODUCT, fix->router, INACTIVE);
    assert_status(&fix->trade, WAREHOUSE, fix->main, INACTIVE);
}

static void shipments_name_what_went_out_of_use_meanwhile(void **state)
{
    fix_process *fix = *state;
    salesinv_id order;

    fix_setting(fix->admin, "shipping.mode", SALESINV_SHIPPING_ORDER);
    order = order_of(fix, fix->cable, 2);
    synchronise(fix);
    fix_erp_ship(fix->erp,
                 "{'order':'%s','warehouse':'W1','lines':[{'line':1,'qty':'2'}]}",
                 salesinv_loopback_document_id(fix->erp, ORDER, 0));
    put_out_of_use(fix, PRODUCT, "M-200");
    put_out_of_use(fix, WAREHOUSE, "W1");
    put_out_of_use(fix, ACCOUNT, "C-7");
    synchronise(fix);
    assert_status(&fix->trade, ORDER, order, SHIPPED);
    fix->trade.core.now += FIX_DAY;
    synchronise(fix);
    assert_status(&fix->trade, WAREHOUSE, fix->main, INACTIVE);
}

static void returns_come_in_of_what_went_out_of_use_meanwhile(void **state)
{
    fix_process *fix = *state;
    salesinv_id notice = notice_of(fix, order_of(fix, fix->router, 2));
    salesinv_id back;

    synchronise(fix);
    fix_erp_ship(fix->erp,
                 "{'notice':'%s','warehouse':'W1','lines':[{'line':1,'qty':'2'"
                 ",'serials':['R1','R2']}]}",
                 salesinv_loopback_document_id(fix->erp, SHIPMENT, 0));
    synchronise(fix);
    back = fix_return(&fix->trade, notice, 1, "[\"R2\"]");
    synchronise(fix);
    fix_erp_receive(fix->erp,
                    "{'return':'%s','warehouse':'W1','lines':[{'line':1,'"
                    "received':'1','serials':['R2']}]}",
                    salesinv_loopback_document_id(fix->erp, RETURN, 0));
    put_out_of_use(fix, PRODUCT, "M-100");
    put_out_of_use(fix, WAREHOUSE, "W1");
    put_out_of_use(fix, ACCOUNT, "C-7");
    synchronise(fix);
    assert_int_equal(refused(fix), 0);
    assert_status(&fix->trade, RETURN, back, RECEIVED);
}

static void nothing_new_is_ordered_of_what_is_out_of_use(void **state)
{
    fix_process *fix = *state;

    put_out_of_use(fix, PRODUCT, "M-200");
    synchronise(fix);
    assert_refused(fix->admin, PRODUCT_INACTIVE,
                   fix_try_order(&fix->trade, fix->main, fix->cable, 1, NULL));
    put_out_of_use(fix, WAREHOUSE, "W1");
    synchronise(fix);
    assert_refused(fix->admin, WAREHOUSE_DISABLED,
                   fix_try_order(&fix->trade, fix->main, fix->router, 1, NULL));
    put_out_of_use(fix, ACCOUNT, "C-7");
    synchronise(fix);
    assert_refused(fix->admin, ACCOUNT_INACTIVE,
                   fix_try_order(&fix->trade, fix->main, fix->router, 1, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PROCESS(results_name_what_went_out_of_use_meanwhile),
        PROCESS(shipments_name_what_went_out_of_use_meanwhile),
        PROCESS(returns_come_in_of_what_went_out_of_use_meanwhile),
        PROCESS(nothing_new_is_ordered_of_what_is_out_of_use),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
