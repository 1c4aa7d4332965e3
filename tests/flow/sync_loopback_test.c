/* SPDX-License-Identifier: Apache-2.0 */
/* The whole process beside an ERP, the one in memory: from its master data to the goods that came back to it. */
#include "fix_process.h"
#include "salesinv/tracking.h"

/* ---- notice mode: worked examples 14 and 15 ---- */

static void master_data_comes_from_the_erp(void **state)
{
    fix_process *fix = *state;
    salesinv_id depot;

    assert_stock(&fix->trade.core, fix->router, fix->main, "9/0/9");
    assert_stock(&fix->trade.core, fix->cable, fix->main, "500/0/500");
    assert_serial(&fix->trade.core, "R9", "in_stock");
    /* Once more, nothing is new; a change is, and so is what goes. */
    assert_int_equal(run(fix, SALESINV_SYNC_PULLED), 0);
    fix_erp_put(fix->erp,
                "{'kind':'product','external_id':'M-200','name':'Cable 2 m'}");
    fix_erp_put(fix->erp, "{'kind':'warehouse','external_id':'W9','name':'Depot'}");
    assert_int_equal(run(fix, SALESINV_SYNC_PULLED), 2);
    depot = here(fix, WAREHOUSE, "W9");
    assert_status(&fix->trade, WAREHOUSE, depot, ACTIVE);
    assert_erp(fix->erp, salesinv_loopback_remove(fix->erp, WAREHOUSE, "W9"));
    synchronise(fix);
    assert_status(&fix->trade, WAREHOUSE, depot, INACTIVE);
}

static void an_order_goes_out_and_comes_back_shipped(void **state)
{
    fix_process *fix = *state;
    salesinv_id order = order_of(fix, fix->router, 6);
    salesinv_id notice = notice_of(fix, order);

    /* Given an order and its notice in the ERP, which has frozen nothing here. */
    synchronise(fix);
    assert_int_equal(salesinv_loopback_document_count(fix->erp, ORDER), 1);
    assert_int_equal(
        here(fix, SHIPMENT, salesinv_loopback_document_id(fix->erp, SHIPMENT, 0)),
        notice);
    assert_stock(&fix->trade.core, fix->router, fix->main, "9/0/9");
    /* When the ERP ships four of six, one by a serial that nobody here knew. */
    fix_erp_ship(fix->erp,
                 "{'notice':'%s','warehouse':'W1','lines':[{'line':1,'qty':'4'"
                 ",'serials':['R1..R3','R77']}]}",
                 salesinv_loopback_document_id(fix->erp, SHIPMENT, 0));
    synchronise(fix);
    /* Then that is what the order says, and the stock is as the ERP says now. */
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPED, 4);
    assert_status(&fix->trade, SHIPMENT, notice, PARTIALLY_OUTBOUND);
    assert_serial(&fix->trade.core, "R1", "used");
    assert_serial(&fix->trade.core, "R77", "used");
    assert_serial(&fix->trade.core, "R4", "in_stock");
    assert_stock(&fix->trade.core, fix->router, fix->main, "5/0/5");
    fix_erp_ship(fix->erp,
                 "{'notice':'%s','warehouse':'W1','lines':[{'line':1,'qty':'2'"
                 ",'serials':['R4','R5']}]}",
                 salesinv_loopback_document_id(fix->erp, SHIPMENT, 0));
    synchronise(fix);
    assert_status(&fix->trade, SHIPMENT, notice, OUTBOUND);
    assert_status(&fix->trade, ORDER, order, SHIPPED);
    assert_int_equal(run(fix, SALESINV_SYNC_PULLED), 0);
}

static void the_erp_corrects_and_voids_what_it_shipped(void **state)
{
    fix_process *fix = *state;
    salesinv_id order = order_of(fix, fix->cable, 10);
    const char *notice;

    (void)notice_of(fix, order);
    synchronise(fix);
    notice = salesinv_loopback_document_id(fix->erp, SHIPMENT, 0);
    fix_erp_ship(fix->erp, "{'notice':'%s','warehouse':'W1','external_id':'D1'}",
                 notice);
    synchronise(fix);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPED, 10);
    fix_erp_ship(fix->erp,
                 "{'notice':'%s','warehouse':'W1','external_id':'D1','lines':["
                 "{'line':1,'qty':'7'}]}",
                 notice);
    synchronise(fix);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPED, 7);
    assert_stock(&fix->trade.core, fix->cable, fix->main, "493/0/493");
    assert_erp(fix->erp, salesinv_loopback_remove(fix->erp, OUTBOUND, "D1"));
    synchronise(fix);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPED, 0);
    assert_stock(&fix->trade.core, fix->cable, fix->main, "500/0/500");
}

static void what_is_taken_back_here_is_taken_back_there(void **state)
{
    fix_process *fix = *state;
    salesinv_id order = order_of(fix, fix->cable, 10);
    salesinv_id notice = notice_of(fix, order);
    const char *there;

    synchronise(fix);
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, notice, SINV_VERB_VOID));
    assert_ok(fix->admin, fix_step(fix->admin, ORDER, order, SINV_VERB_VOID));
    synchronise(fix);
    there = salesinv_loopback_document(
        fix->erp, SHIPMENT, salesinv_loopback_document_id(fix->erp, SHIPMENT, 0));
    assert_non_null(strstr(there, "\"action\":\"void\""));
    there = salesinv_loopback_document(
        fix->erp, ORDER, salesinv_loopback_document_id(fix->erp, ORDER, 0));
    assert_non_null(strstr(there, "\"action\":\"void\""));
    assert_int_equal(salesinv_loopback_message_count(fix->erp), 4);
}

/* ---- order mode ---- */

static void beside_orders_the_erp_ships_without_notices(void **state)
{
    fix_process *fix = *state;
    salesinv_id order;
    salesinv_id shipment;

    fix_setting(fix->admin, "shipping.mode", 2);
    order = order_of(fix, fix->router, 3);
    synchronise(fix);
    fix_erp_ship(fix->erp,
                 "{'order':'%s','warehouse':'W1','carrier':'dhl','"
                 "tracking_number':'JD1','lines':[{'line':1,'qty':'3','serials"
                 "':['R1..R3']}]}",
                 salesinv_loopback_document_id(fix->erp, ORDER, 0));
    synchronise(fix);
    shipment = here(fix, SHIPMENT, "SHP-000001");
    assert_int_not_equal(shipment, 0);
    assert_status(&fix->trade, SHIPMENT, shipment, SHIPPED);
    assert_status(&fix->trade, ORDER, order, SHIPPED);
    assert_serial(&fix->trade.core, "R2", "used");
    assert_stock(&fix->trade.core, fix->router, fix->main, "6/0/6");
    /* What came as a result feeds receipts like any shipment. */
    assert_ok(fix->admin,
              salesinv_shipment_receive(fix->admin, shipment, 0, NULL, NULL, NULL));
    assert_status(&fix->trade, SHIPMENT, shipment, RECEIVED);
}

/* ---- returns ---- */

static void a_return_moves_nothing_here_until_the_erp_has_it(void **state)
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
    assert_stock(&fix->trade.core, fix->router, fix->main, "7/0/7");
    back = fix_return(&fix->trade, notice, 1, "[\"R2\"]");
    synchronise(fix);
    assert_stock(&fix->trade.core, fix->router, fix->main, "7/0/7");
    fix_erp_receive(fix->erp,
                    "{'return':'%s','warehouse':'W1','lines':[{'line':1,'"
                    "received':'1','serials':['R2']}]}",
                    salesinv_loopback_document_id(fix->erp, RETURN, 0));
    synchronise(fix);
    assert_status(&fix->trade, RETURN, back, RECEIVED);
    assert_units(&fix->trade, RETURN, back, SALESINV_F_RECEIVED, 1);
    assert_stock(&fix->trade.core, fix->router, fix->main, "8/0/8");
    assert_serial(&fix->trade.core, "R1", "used");
    assert_serial(&fix->trade.core, "R2", "in_stock");
}

static void an_exchange_goes_both_ways_in_the_erp(void **state)
{
    fix_process *fix = *state;
    salesinv_id notice = notice_of(fix, order_of(fix, fix->router, 2));
    salesinv_id exchange;

    fix_setting(fix->admin, "plugin.exchange", 1);
    synchronise(fix);
    fix_erp_ship(fix->erp,
                 "{'notice':'%s','warehouse':'W1','lines':[{'line':1,'qty':'2'"
                 ",'serials':['R1','R2']}]}",
                 salesinv_loopback_document_id(fix->erp, SHIPMENT, 0));
    synchronise(fix);
    exchange = fix_create(
        fix->admin, RETURN, SALESINV_SUBMIT,
        "{\"mode\": 4, \"shipment\": %lld, \"warehouse\": %lld, \"out_warehouse\": "
        "%lld, \"lines\": [{\"direction\": 1, \"shipment_line\": %lld, \"qty\": \"1\", "
        "\"serials\": [\"R1\"]}, {\"direction\": 2, \"product\": %lld, \"qty\": "
        "\"3\"}]}",
        (long long)notice, (long long)fix->main, (long long)fix->main,
        (long long)sinv_line_id(notice, 1), (long long)fix->cable);
    synchronise(fix);
    fix_erp_receive(fix->erp,
                    "{'return':'%s','lines':[{'line':1,'received':'1','serials"
                    "':['R1']},{'line':2,'received':'3'}]}",
                    salesinv_loopback_document_id(fix->erp, RETURN, 0));
    synchronise(fix);
    assert_status(&fix->trade, RETURN, exchange, RECEIVED);
    assert_stock(&fix->trade.core, fix->router, fix->main, "8/0/8");
    assert_stock(&fix->trade.core, fix->cable, fix->main, "497/0/497");
}

/* ---- parcels and receipts ---- */

static void the_last_parcel_confirms_the_receipt_of_what_the_erp_sent(void **state)
{
    static const char payload[] = "{\"nu\":\"T1\",\"data\":[{\"time\":\"2023-11-14 "
                                  "12:00:00\",\"statusCode\":\"3\","
                                  "\"context\":\"signed\"}]}";
    fix_process *fix = *state;
    salesinv_id order = order_of(fix, fix->cable, 5);
    salesinv_id notice = notice_of(fix, order);

    assert_ok(fix->trade.core.platform,
              salesinv_licence_grant(fix->trade.core.platform, fix->trade.core.tenant,
                                     "logistics.small", SALESINV_TIME_NONE, 1, NULL));
    fix_setting(fix->admin, "receipt.on_delivery", 1);
    synchronise(fix);
    fix_erp_ship(fix->erp, "{'notice':'%s','warehouse':'W1'}",
                 salesinv_loopback_document_id(fix->erp, SHIPMENT, 0));
    synchronise(fix);
    assert_ok(fix->admin,
              salesinv_parcel_add(fix->admin, notice, 0, "yuantong", "T1", NULL, NULL));
    assert_ok(fix->admin, salesinv_tracking_put(fix->admin, "yuantong", "T1",
                                                SALESINV_PAYLOAD_KUAIDI100, payload,
                                                sizeof(payload) - 1, NULL));
    assert_status(&fix->trade, SHIPMENT, notice, RECEIVED);
    assert_status(&fix->trade, ORDER, order, RECEIVED);
}

/* ---- present stock ---- */

static void an_order_is_checked_by_what_the_erp_has_now(void **state)
{
    fix_process *fix = *state;
    salesinv_draft *draft;

    fix_setting(fix->admin, "erp.realtime_stock", 1);
    fix_erp_put(fix->erp,
                "{'kind':'stock','product':'M-200','warehouse':'W1','on_hand':'20'}");
    draft = fix_draft(fix->admin, ORDER,
                      "{\"account\": %lld, \"warehouse\": %lld, \"currency\": \"EUR\", "
                      "\"lines\": [{\"product\": %lld, \"qty\": \"30\"}]}",
                      (long long)fix->trade.account, (long long)fix->main,
                      (long long)fix->cable);
    /* Off line it cannot be asked: the figure of the last synchronisation counts. */
    assert_erp(fix->erp, salesinv_loopback_fail(fix->erp, SALESINV_LOOPBACK_STOCK,
                                                SALESINV_LOOPBACK_LOST, 1));
    assert_ok(fix->admin, salesinv_availability_ask(fix->admin, 0, draft,
                                                    fix->connector, 1000, NULL));
    (void)order_of(fix, fix->cable, 30);
    assert_ok(fix->admin, salesinv_availability_ask(fix->admin, 0, draft,
                                                    fix->connector, 1000, NULL));
    salesinv_draft_free(draft);
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_order(&fix->trade, fix->main, fix->cable, 30, NULL));
    assert_stock(&fix->trade.core, fix->cable, fix->main, "500/0/500");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PROCESS(master_data_comes_from_the_erp),
        PROCESS(an_order_goes_out_and_comes_back_shipped),
        PROCESS(the_erp_corrects_and_voids_what_it_shipped),
        PROCESS(what_is_taken_back_here_is_taken_back_there),
        PROCESS(beside_orders_the_erp_ships_without_notices),
        PROCESS(a_return_moves_nothing_here_until_the_erp_has_it),
        PROCESS(an_exchange_goes_both_ways_in_the_erp),
        PROCESS(the_last_parcel_confirms_the_receipt_of_what_the_erp_sent),
        PROCESS(an_order_is_checked_by_what_the_erp_has_now),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
