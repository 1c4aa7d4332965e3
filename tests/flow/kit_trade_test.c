/* SPDX-License-Identifier: Apache-2.0 */
/* Kits in trade: edits, shipments of pieces, receipts, returns, the end of an order, and what the pieces are worth. */
#include "salesinv/outbound.h"
#include "support/fix_kit.h"

enum {
    PRODUCT = SALESINV_KIND_PRODUCT,
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
};

/* Lines of an order of one set. */
enum { SET = 1, PUMP, HOSE, CABLE, MANUAL };

/* ---- edits ---- */

static void an_edit_changes_the_kit_and_its_components_follow(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 2);
    assert_ok(fix->admin, fix_kit_try_qty(fix, id, "6"));
    then_stock(fix, hose, "20/12/8");
    then_stock(fix, manual, "2/1/1");
    then_line(fix, id, CABLE, QTY, 9000);
    assert_refused(fix->admin, INSUFFICIENT_STOCK, fix_kit_try_qty(fix, id, "11"));
    fix_kit_ship(fix, id, HOSE, "7");
    assert_refused(fix->admin, EXCEEDS_REMAINING, fix_kit_try_qty(fix, id, "3"));
    assert_ok(fix->admin, fix_kit_try_qty(fix, id, "4"));
    then_stock(fix, hose, "13/1/12");
    assert_refused(fix->admin, EXCEEDS_REMAINING,
                   fix_try_update(fix->admin, ORDER, id,
                                  "{\"lines\": [{\"product\": %lld, \"qty\": \"1\"}]}",
                                  (long long)fix->pump));
}

static void a_shipped_kit_is_opened_again_by_more(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 2);
    fix_kit_ship_rest(fix, id);
    assert_status(&fix->trade, ORDER, id, SHIPPED);
    assert_ok(fix->admin, fix_kit_try_qty(fix, id, "3"));
    assert_status(&fix->trade, ORDER, id, CONFIRMED);
    then_line(fix, id, SET, SHIPPED, 2000);
    then_line(fix, id, MANUAL, SHIPPABLE, 0);
    fix_kit_ship_rest(fix, id);
    then_line(fix, id, SET, SHIPPED, 3000);
}

static void components_are_not_edited_by_hand(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 2);
    assert_refused(
        fix->admin, KIT_LEVEL,
        fix_try_update(fix->admin, ORDER, id,
                       "{\"lines\": [{\"line\": 1}, {\"line\": 3, \"qty\": \"9\"}]}"));
    assert_int_equal(fix_detail(fix->admin, "order_line"), sinv_line_id(id, SET));
    assert_refused(
        fix->admin, KIT_LEVEL,
        fix_try_update(
            fix->admin, ORDER, id,
            "{\"lines\": [{\"line\": 1}, {\"line\": 3, \"price\": \"1\"}]}"));
    /* Named as it is, or not at all, it stays. */
    assert_ok(
        fix->admin,
        fix_try_update(fix->admin, ORDER, id,
                       "{\"lines\": [{\"line\": 1}, {\"line\": 3, \"qty\": \"4\", "
                       "\"external_id\": \"h\"}]}"));
    then_stock(fix, hose, "20/4/16");
    then_stock(fix, cable, "20/3/17");
}

static void a_removed_kit_takes_its_components_along(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 2);
    assert_ok(fix->admin,
              fix_try_update(fix->admin, ORDER, id,
                             "{\"lines\": [{\"line\": 3}, {\"product\": %lld, \"qty\": "
                             "\"3\"}, {\"product\": %lld, \"qty\": \"1\"}]}",
                             (long long)fix->hose, (long long)fix->picked));
    then_stock(fix, hose, "20/5/15");
    then_stock(fix, pump, "10/1/9");
    fix_kit_ship_rest(fix, id);
    then_stock(fix, hose, "15/0/15");
    assert_status(&fix->trade, ORDER, id, SHIPPED);
}

/* ---- shipping ---- */

static void components_leave_on_several_shipments(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;
    salesinv_id hoses;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 4);
    fix_kit_ship(fix, id, PUMP, "4");
    hoses = fix_kit_ship(fix, id, HOSE, "5");
    fix_kit_ship(fix, id, MANUAL, "1");
    then_line(fix, id, SET, SHIPPED, 0);
    fix_kit_ship(fix, id, CABLE, "4.4"); /* 2.93 sets */
    then_line(fix, id, SET, SHIPPED, 2000);
    assert_int_equal(fix_kit_line(fix, id, 0, SALESINV_F_SHIPPING_STATUS),
                     SALESINV_PROGRESS_PARTIAL);
    assert_ok(fix->admin,
              salesinv_shipment_void(fix->admin, hoses, 0, NULL, NULL, NULL));
    then_line(fix, id, SET, SHIPPED, 0);
    then_stock(fix, hose, "20/8/12");
    fix_kit_ship_rest(fix, id);
    then_line(fix, id, SET, SHIPPED, 4000);
    assert_status(&fix->trade, ORDER, id, SHIPPED);
}

static void without_its_fixed_part_no_kit_is_complete(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 2);
    fix_kit_ship(fix, id, PUMP, "2");
    fix_kit_ship(fix, id, HOSE, "4");
    fix_kit_ship(fix, id, CABLE, "3");
    then_line(fix, id, SET, SHIPPED, 0);
    fix_kit_ship(fix, id, MANUAL, "1");
    then_line(fix, id, SET, SHIPPED, 2000);
}

static void the_other_level_is_refused(void **state)
{
    fix_kit *fix = *state;
    salesinv_id picked;
    salesinv_id assembled;

    fix_kit_receive(fix, 10, 20, 20, 2);
    fix_receive(&fix->trade.core, fix->warehouse, fix->assembled, 5);
    picked = fix_kit_order(fix, fix->picked, 2);
    assembled = fix_kit_order(fix, fix->assembled, 2);
    assert_refused(fix->admin, KIT_LEVEL,
                   fix_kit_try_ship(fix, picked, SET, "1", NULL));
    assert_field(fix->admin, "lines[1].order_line");
    assert_int_equal(fix_detail(fix->admin, "component.1"), sinv_line_id(picked, PUMP));
    assert_int_equal(fix_detail(fix->admin, "component.4"),
                     sinv_line_id(picked, MANUAL));
    assert_refused(fix->admin, KIT_LEVEL,
                   fix_kit_try_ship(fix, assembled, HOSE, "1", NULL));
    assert_int_equal(fix_detail(fix->admin, "order_line"),
                     sinv_line_id(assembled, SET));
    fix_setting(fix->admin, "plugin.frozen_adjustment", 1);
    assert_refused(fix->admin, KIT_LEVEL,
                   fix_try_create(fix->admin, SALESINV_KIND_ADJUSTMENT, SALESINV_SUBMIT,
                                  "{\"order\": %lld, \"reason\": \"r\", \"lines\": "
                                  "[{\"order_line\": %lld, \"frozen\": \"0\"}]}",
                                  (long long)picked,
                                  (long long)sinv_line_id(picked, SET)));
    assert_ok(fix->admin,
              fix_try_create(fix->admin, SALESINV_KIND_ADJUSTMENT, SALESINV_SUBMIT,
                             "{\"order\": %lld, \"reason\": \"r\", \"lines\": "
                             "[{\"order_line\": %lld, \"frozen\": \"0\"}]}",
                             (long long)picked, (long long)sinv_line_id(picked, PUMP)));
    then_stock(fix, pump, "10/0/10");
}

static void a_draft_shipment_of_the_wrong_level_stays_a_draft(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;
    salesinv_id draft;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_create(fix->admin, ORDER, 0,
                    "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": %lld, "
                    "\"lines\": [{\"product\": %lld, \"qty\": \"2\"}]}",
                    (long long)fix->trade.account, (long long)fix->warehouse,
                    (long long)fix->picked);
    draft = fix_create(fix->admin, SHIPMENT, 0,
                       "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": "
                       "\"1\"}]}",
                       (long long)id, (long long)sinv_line_id(id, SET));
    assert_ok(fix->admin, salesinv_order_submit(fix->admin, id, 0, NULL, NULL));
    assert_refused(fix->admin, KIT_LEVEL,
                   fix_step(fix->admin, SHIPMENT, draft, SINV_VERB_SUBMIT));
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, draft, SINV_VERB_VOID));
}

static void pending_components_count_against_the_kit(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;
    salesinv_id waiting;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 4);
    fix_setting(fix->admin, "approval.shipment", 1);
    waiting = fix_kit_ship_rest(fix, id);
    then_line(fix, id, SET, SHIP_PENDING, 4000);
    then_line(fix, id, SET, SHIPPED, 0);
    then_line(fix, id, SET, SHIPPABLE, 0);
    assert_refused(fix->admin, EXCEEDS_REMAINING, fix_kit_try_qty(fix, id, "3"));
    assert_refused(fix->admin, IN_USE,
                   fix_step(fix->admin, ORDER, id, SINV_VERB_CLOSE));
    assert_ok(fix->admin,
              salesinv_shipment_reject(fix->admin, waiting, 0, NULL, NULL, NULL));
    then_line(fix, id, SET, SHIP_PENDING, 0);
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, waiting, SINV_VERB_SUBMIT));
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, waiting, SINV_VERB_APPROVE));
    then_line(fix, id, SET, SHIPPED, 4000);
    assert_status(&fix->trade, ORDER, id, SHIPPED);
}

static void the_buyer_receives_whole_kits(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;
    salesinv_id first;
    salesinv_id rest;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 2);
    first = fix_kit_ship(fix, id, PUMP, "2");
    rest = fix_kit_ship_rest(fix, id);
    assert_ok(fix->admin,
              salesinv_shipment_receive(fix->admin, rest, 0, NULL, NULL, NULL));
    then_line(fix, id, SET, RECEIVED, 0);
    assert_status(&fix->trade, ORDER, id, SHIPPED);
    assert_ok(fix->admin,
              salesinv_shipment_receive(fix->admin, first, 0, NULL, NULL, NULL));
    then_line(fix, id, SET, RECEIVED, 2000);
    assert_status(&fix->trade, ORDER, id, RECEIVED);
}

/* Dolibarr #33144. */
static void serials_are_named_on_the_components(void **state)
{
    fix_kit *fix = *state;
    salesinv_id router =
        fix_product(&fix->trade.core, "Router", SALESINV_TRACKING_SERIAL);
    salesinv_id kit;
    salesinv_id id;
    salesinv_id shipment;

    fix_receive_serials(&fix->trade.core, fix->warehouse, router, "R1", 6);
    fix_receive(&fix->trade.core, fix->warehouse, fix->hose, 10);
    kit =
        fix_create(fix->admin, PRODUCT, 0,
                   "{\"name\": \"Net\", \"kit_kind\": 2, \"price\": \"9\", \"lines\": "
                   "[{\"product\": %lld, \"qty\": \"2\"}, {\"product\": %lld, "
                   "\"qty\": \"1\"}]}",
                   (long long)router, (long long)fix->hose);
    id = fix_kit_order(fix, kit, 2);
    assert_refused(fix->admin, SERIAL_REQUIRED,
                   fix_kit_try_ship(fix, id, 2, "2", NULL));
    shipment = fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
                          "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, "
                          "\"qty\": \"3\", \"serials\": [\"R1..R3\"]}, "
                          "{\"order_line\": %lld, \"qty\": \"2\"}]}",
                          (long long)id, (long long)sinv_line_id(id, 2),
                          (long long)sinv_line_id(id, 3));
    then_line(fix, id, 1, SHIPPED, 1000);
    assert_serial(&fix->trade.core, "R3", "used");
    assert_serial(&fix->trade.core, "R4", "in_stock");
    fix_return(&fix->trade, shipment, 1, "[\"R2\"]");
    assert_serial(&fix->trade.core, "R2", "in_stock");
    assert_refused(fix->admin, SERIAL_STATE,
                   fix_try_return(&fix->trade, shipment, 1, "[\"R2\"]", NULL));
    then_line(fix, id, 2, RETURNED_SHIPPED, 1000);
    then_line(fix, id, 1, RETURNED_SHIPPED, 0);
}

static void several_orders_of_kits_leave_on_one_shipment(void **state)
{
    fix_kit *fix = *state;
    salesinv_id first;
    salesinv_id second;

    fix_setting(fix->admin, "plugin.multi_order", 1);
    fix_kit_receive(fix, 10, 20, 20, 2);
    fix_receive(&fix->trade.core, fix->warehouse, fix->assembled, 1);
    first = fix_kit_order(fix, fix->picked, 2);
    second = fix_kit_order(fix, fix->assembled, 1);
    assert_refused(
        fix->admin, KIT_LEVEL,
        fix_try_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
                       "{\"warehouse\": %lld, \"lines\": [{\"order\": %lld}, "
                       "{\"order_line\": %lld, \"qty\": \"1\"}]}",
                       (long long)fix->warehouse, (long long)first,
                       (long long)sinv_line_id(second, PUMP)));
    fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
               "{\"warehouse\": %lld, \"lines\": [{\"order\": %lld}, {\"order\": "
               "%lld}]}",
               (long long)fix->warehouse, (long long)first, (long long)second);
    then_line(fix, first, SET, SHIPPED, 2000);
    then_line(fix, second, PUMP, SHIPPED, 1000);
    assert_status(&fix->trade, ORDER, first, SHIPPED);
    assert_status(&fix->trade, ORDER, second, SHIPPED);
}

static void a_notice_of_a_kit_names_its_components(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;
    salesinv_id notice;

    fix_setting(fix->admin, "shipping.mode", SALESINV_SHIPPING_NOTICE);
    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 2);
    assert_refused(fix->admin, KIT_LEVEL, fix_kit_try_ship(fix, id, SET, "1", NULL));
    notice = fix_kit_ship_rest(fix, id);
    then_line(fix, id, SET, NOTICED, 2000);
    then_line(fix, id, SET, SHIPPED, 0);
    fix_create(fix->admin, SALESINV_KIND_OUTBOUND, SALESINV_SUBMIT,
               "{\"type\": %d, \"warehouse\": %lld, \"lines\": [{\"source_line\": "
               "%lld, \"qty\": \"2\"}, {\"source_line\": %lld, \"qty\": \"3\"}, "
               "{\"source_line\": %lld, \"qty\": \"3\"}, {\"source_line\": %lld, "
               "\"qty\": \"1\"}]}",
               SALESINV_OUTBOUND_SALE, (long long)fix->warehouse,
               (long long)sinv_line_id(notice, 1), (long long)sinv_line_id(notice, 2),
               (long long)sinv_line_id(notice, 3), (long long)sinv_line_id(notice, 4));
    then_line(fix, id, SET, SHIPPED, 1000);
    then_line(fix, id, SET, NOTICED, 1000);
    then_line(fix, id, HOSE, NOTICED, 1000);
    then_stock(fix, hose, "17/1/16");
}

/* A host that reads an order, changes one line of it and gives all of it back. */
static void an_order_that_is_read_can_be_given_back(void **state)
{
    fix_kit *fix = *state;
    salesinv_order *order = NULL;
    salesinv_draft *draft = NULL;
    salesinv_id id;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 2);
    assert_ok(fix->admin, salesinv_order_get(fix->admin, id, &order));
    assert_ok(fix->admin, salesinv_draft_from_document(
                              fix->admin, salesinv_order_document(order), &draft));
    assert_ok(fix->admin,
              salesinv_draft_set_qty(draft, SET, SALESINV_F_QTY, 3 * FIX_UNIT));
    assert_ok(fix->admin, salesinv_order_update(fix->admin, id, 0, draft, NULL, NULL));
    then_line(fix, id, CABLE, QTY, 4500);
    then_stock(fix, hose, "20/6/14");
    salesinv_draft_free(draft);
    salesinv_order_free(order);
}

/* ---- the end ---- */

static void close_and_reopen_the_remainder(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 4);
    fix_kit_ship(fix, id, PUMP, "3");
    fix_kit_ship(fix, id, HOSE, "4");
    fix_kit_ship(fix, id, CABLE, "6");
    fix_kit_ship(fix, id, MANUAL, "1");
    assert_ok(fix->admin,
              salesinv_order_close_remainder(fix->admin, id, 0, NULL, NULL, NULL));
    then_line(fix, id, SET, SHIPPED, 2000);
    then_line(fix, id, SET, CLOSED, 2000);
    then_line(fix, id, HOSE, CLOSED, 4000);
    then_line(fix, id, CABLE, CLOSED, 0);
    then_stock(fix, pump, "7/0/7");
    then_stock(fix, hose, "16/0/16");
    assert_status(&fix->trade, ORDER, id, CLOSED);
    assert_ok(fix->admin, fix_step(fix->admin, ORDER, id, SINV_VERB_REOPEN));
    then_stock(fix, hose, "16/4/12");
    then_line(fix, id, SET, CLOSED, 0);
    fix_kit_ship_rest(fix, id);
    then_line(fix, id, SET, SHIPPED, 4000);
    assert_status(&fix->trade, ORDER, id, SHIPPED);
}

static void void_releases_once(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_kit_receive(fix, 10, 20, 20, 2);
    fix_kit_order(fix, fix->picked, 1);
    id = fix_kit_order(fix, fix->picked, 4);
    assert_ok(fix->admin, fix_step(fix->admin, ORDER, id, SINV_VERB_VOID));
    then_stock(fix, pump, "10/1/9");
    then_stock(fix, hose, "20/2/18");
    then_stock(fix, manual, "2/1/1");
    assert_int_equal(fix_kit_line(fix, id, SET, SALESINV_F_KIT_KIND), SALESINV_KIT_PTO);
}

/* Magento inventory #1849: what left is not given back once more when the order ends. */
static void shipped_kits_are_not_given_back_with_their_order(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 2);
    fix_kit_order(fix, fix->picked, 1);
    fix_kit_ship(fix, id, PUMP, "2");
    assert_refused(fix->admin, INVALID_STATE,
                   fix_step(fix->admin, ORDER, id, SINV_VERB_VOID));
    assert_ok(fix->admin, fix_step(fix->admin, ORDER, id, SINV_VERB_CLOSE));
    then_stock(fix, pump, "8/1/7");
    then_stock(fix, hose, "20/2/18");
    assert_refused(fix->admin, INVALID_STATE,
                   fix_step(fix->admin, ORDER, id, SINV_VERB_VOID));
    assert_refused(fix->admin, INVALID_STATE,
                   fix_step(fix->admin, ORDER, id, SINV_VERB_CLOSE));
    then_stock(fix, pump, "8/1/7");
    then_stock(fix, hose, "20/2/18");
}

/* ---- money ---- */

static int64_t amount_of(fix_kit *fix, salesinv_kind kind, salesinv_id id)
{
    return fix_int(fix->admin, kind, id, 0, SALESINV_F_AMOUNT);
}

static void the_price_is_the_kits_and_the_pieces_add_up_to_it(void **state)
{
    fix_kit *fix = *state;
    salesinv_id ids[4];
    salesinv_id id;
    int64_t sum = 0;

    /* 3 sets for 300: list prices 180, 60, 36, 0 */
    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 3);
    assert_int_equal(amount_of(fix, ORDER, id), 3000000);
    assert_int_equal(fix_kit_line(fix, id, PUMP, SALESINV_F_AMOUNT), 0);
    assert_int_equal(fix_kit_line(fix, id, PUMP, SALESINV_F_KIT_AMOUNT), 1956500);
    assert_int_equal(fix_kit_line(fix, id, HOSE, SALESINV_F_KIT_AMOUNT), 652200);
    assert_int_equal(fix_kit_line(fix, id, CABLE, SALESINV_F_KIT_AMOUNT), 391300);
    assert_int_equal(fix_kit_line(fix, id, MANUAL, SALESINV_F_KIT_AMOUNT), 0);
    ids[0] = fix_kit_ship(fix, id, HOSE, "1");
    ids[1] = fix_kit_ship(fix, id, PUMP, "2");
    ids[2] = fix_kit_ship(fix, id, CABLE, "4.4");
    ids[3] = fix_kit_ship_rest(fix, id);
    assert_int_equal(amount_of(fix, SHIPMENT, ids[0]), 108700);
    for (int i = 0; i < 4; i++)
        sum += amount_of(fix, SHIPMENT, ids[i]);
    assert_int_equal(sum, 3000000);
}

static void more_kits_are_worth_more_in_the_same_proportion(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;
    int64_t sum;

    fix_kit_receive(fix, 10, 20, 20, 2);
    id = fix_kit_order(fix, fix->picked, 2);
    sum = amount_of(fix, SHIPMENT, fix_kit_ship(fix, id, PUMP, "2"));
    assert_ok(fix->admin,
              fix_try_update(fix->admin, PRODUCT, fix->pump, "{\"price\": \"1\"}"));
    assert_ok(fix->admin, fix_kit_try_qty(fix, id, "5"));
    sum += amount_of(fix, SHIPMENT, fix_kit_ship_rest(fix, id));
    assert_int_equal(amount_of(fix, ORDER, id), 5000000);
    assert_int_equal(sum, 5000000);
}

/* What goes with an order once has no part in the amount: it would not grow with the kits. */
static void pieces_before_and_after_an_edit_add_up(void **state)
{
    fix_kit *fix = *state;
    salesinv_id id;
    int64_t sum;

    fix_kit_receive(fix, 10, 20, 20, 2);
    assert_ok(fix->admin,
              fix_try_update(fix->admin, PRODUCT, fix->manual, "{\"price\": \"10\"}"));
    id = fix_kit_order(fix, fix->picked, 1);
    assert_int_equal(fix_kit_line(fix, id, MANUAL, SALESINV_F_KIT_AMOUNT), 0);
    sum = amount_of(fix, SHIPMENT, fix_kit_ship(fix, id, MANUAL, "1"));
    sum += amount_of(fix, SHIPMENT, fix_kit_ship(fix, id, PUMP, "1"));
    assert_ok(fix->admin, fix_kit_try_qty(fix, id, "3"));
    sum += amount_of(fix, SHIPMENT, fix_kit_ship(fix, id, HOSE, "5"));
    assert_ok(fix->admin, fix_kit_try_qty(fix, id, "7"));
    sum += amount_of(fix, SHIPMENT, fix_kit_ship_rest(fix, id));
    assert_int_equal(sum, 7000000);
}

static void components_without_a_price_share_evenly(void **state)
{
    fix_kit *fix = *state;
    salesinv_id kit;
    salesinv_id id;

    fix_kit_receive(fix, 1, 1, 1, 5);
    assert_ok(fix->admin,
              fix_try_update(fix->admin, PRODUCT, fix->hose, "{\"price\": \"0\"}"));
    kit = fix_create(fix->admin, PRODUCT, 0,
                     "{\"name\": \"Free\", \"kit_kind\": 2, \"price\": \"10.01\", "
                     "\"lines\": [{\"product\": %lld, \"qty\": \"1\"}, {\"product\": "
                     "%lld, \"qty\": \"3\"}]}",
                     (long long)fix->hose, (long long)fix->manual);
    id = fix_kit_order(fix, kit, 1);
    assert_int_equal(fix_kit_line(fix, id, 2, SALESINV_F_KIT_AMOUNT), 50100);
    assert_int_equal(fix_kit_line(fix, id, 3, SALESINV_F_KIT_AMOUNT), 50000);
}

#define FLOW(test)                                                                     \
    cmocka_unit_test_setup_teardown(test, fix_kit_setup, fix_kit_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(an_edit_changes_the_kit_and_its_components_follow),
        FLOW(a_shipped_kit_is_opened_again_by_more),
        FLOW(components_are_not_edited_by_hand),
        FLOW(a_removed_kit_takes_its_components_along),
        FLOW(components_leave_on_several_shipments),
        FLOW(without_its_fixed_part_no_kit_is_complete),
        FLOW(the_other_level_is_refused),
        FLOW(a_draft_shipment_of_the_wrong_level_stays_a_draft),
        FLOW(pending_components_count_against_the_kit),
        FLOW(the_buyer_receives_whole_kits),
        FLOW(serials_are_named_on_the_components),
        FLOW(several_orders_of_kits_leave_on_one_shipment),
        FLOW(a_notice_of_a_kit_names_its_components),
        FLOW(an_order_that_is_read_can_be_given_back),
        FLOW(close_and_reopen_the_remainder),
        FLOW(void_releases_once),
        FLOW(shipped_kits_are_not_given_back_with_their_order),
        FLOW(the_price_is_the_kits_and_the_pieces_add_up_to_it),
        FLOW(more_kits_are_worth_more_in_the_same_proportion),
        FLOW(pieces_before_and_after_an_edit_add_up),
        FLOW(components_without_a_price_share_evenly),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
