/* SPDX-License-Identifier: Apache-2.0 */
/* Order-based returns: what was never shipped is given up, what was shipped comes back to where it left. */

#include "salesinv/product.h"
#include "support/fix_trade.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    RETURN = SALESINV_KIND_RETURN
};

typedef struct fix_orders {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse; /* 50 of each product */
    salesinv_id product;
    salesinv_id tracked; /* S01 to S50 */
    salesinv_id order;   /* 20 of the product */
} fix_orders;

static int setup(void **state)
{
    static fix_orders fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.product = fix_product(&fix.trade.core, "Cable", SALESINV_TRACKING_NONE);
    fix.tracked = fix_product(&fix.trade.core, "Router", SALESINV_TRACKING_SERIAL);
    fix_receive(&fix.trade.core, fix.warehouse, fix.product, 50);
    fix_receive_serials(&fix.trade.core, fix.warehouse, fix.tracked, "S01", 50);
    fix.order = fix_order(&fix.trade, fix.warehouse, fix.product, 20);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_orders *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

#define then_stock(wanted)                                                             \
    assert_stock(&fix->trade.core, fix->product, fix->warehouse, wanted)
#define then_serial(serial, wanted) assert_serial(&fix->trade.core, serial, wanted)
#define then_order(field, wanted)                                                      \
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_##field, wanted)

/* `rest` is what else its line says, e.g. ", \"unshipped\": \"2\"". */
static salesinv_status try_return(fix_orders *fix, salesinv_id order, int64_t units,
                                  const char *rest)
{
    return fix_try_create(
        fix->admin, RETURN, SALESINV_SUBMIT,
        "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": \"%lld\"%s}]}",
        (long long)order, (long long)sinv_line_id(order, 1), (long long)units, rest);
}

static salesinv_id given_return(fix_orders *fix, salesinv_id order, int64_t units,
                                const char *rest)
{
    return fix_create(
        fix->admin, RETURN, SALESINV_SUBMIT,
        "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": \"%lld\"%s}]}",
        (long long)order, (long long)sinv_line_id(order, 1), (long long)units, rest);
}

static void what_was_not_shipped_is_given_up(void **state)
{
    fix_orders *fix = *state;
    salesinv_id id = given_return(fix, fix->order, 5, "");

    assert_status(&fix->trade, RETURN, id, CONFIRMED);
    then_stock("50/15/35");
    then_order(SHIPPABLE, 15);
    then_order(RETURNED_UNSHIPPED, 5);
    assert_int_equal(fix_int(fix->admin, RETURN, id, 0, SALESINV_F_POSTING), 0);
    assert_int_equal(fix_int(fix->admin, RETURN, id, 0, SALESINV_F_WAREHOUSE), 0);
    assert_refused(fix->admin, EXCEEDS_SHIPPABLE,
                   fix_try_ship(&fix->trade, fix->order, 0, 16, NULL, NULL));
    fix_ship(&fix->trade, fix->order, 0, 15, NULL);
    assert_status(&fix->trade, ORDER, fix->order, SHIPPED);
}

static void first_what_was_not_shipped_then_the_oldest_shipment(void **state)
{
    fix_orders *fix = *state;
    salesinv_id first = fix_ship(&fix->trade, fix->order, 0, 6, NULL);
    salesinv_id second = fix_ship(&fix->trade, fix->order, 0, 8, NULL);
    salesinv_id id = given_return(fix, fix->order, 15, "");
    salesinv_bookings *bookings;

    /* 6 were not shipped, 9 come in: 6 of the first shipment, 3 of the second. */
    then_stock("45/0/45");
    assert_units(&fix->trade, SHIPMENT, first, SALESINV_F_RETURNED, 6);
    assert_units(&fix->trade, SHIPMENT, second, SALESINV_F_RETURNED, 3);
    then_order(RETURNED_UNSHIPPED, 6);
    then_order(RETURNED_SHIPPED, 9);
    assert_units(&fix->trade, RETURN, id, SALESINV_F_RECEIVED, 9);
    assert_int_equal(fix_int(fix->admin, RETURN, id, 0, SALESINV_F_WAREHOUSE),
                     fix->warehouse);
    assert_ok(fix->admin, salesinv_return_bookings(fix->admin, id, &bookings));
    assert_int_equal(salesinv_bookings_count(bookings), 3);
    assert_int_equal(salesinv_bookings_shipment_line(bookings, 0), 0);
    assert_int_equal(salesinv_bookings_qty(bookings, 0), 6 * FIX_UNIT);
    assert_int_equal(salesinv_bookings_shipment_line(bookings, 2),
                     sinv_line_id(second, 1));
    assert_int_equal(salesinv_bookings_received(bookings, 2), 3 * FIX_UNIT);
    assert_int_equal(salesinv_bookings_line(bookings, 2), 1);
    assert_int_equal(salesinv_bookings_order_line(bookings, 2),
                     sinv_line_id(fix->order, 1));
    salesinv_bookings_free(bookings);
    assert_refused(fix->admin, EXCEEDS_RETURNABLE, try_return(fix, fix->order, 6, ""));
    assert_int_equal(fix_detail(fix->admin, "order_line"), sinv_line_id(fix->order, 1));
}

static void the_split_may_be_stated(void **state)
{
    fix_orders *fix = *state;

    fix_ship(&fix->trade, fix->order, 0, 6, NULL);
    given_return(fix, fix->order, 4, ", \"unshipped\": \"0\"");
    then_stock("48/14/34");
    then_order(SHIPPABLE, 14);
    given_return(fix, fix->order, 3, ", \"unshipped\": \"2\"");
    then_stock("49/12/37");
    assert_refused(fix->admin, EXCEEDS_RETURNABLE,
                   try_return(fix, fix->order, 13, ", \"unshipped\": \"13\""));
    assert_field(fix->admin, "lines[1].unshipped");
    assert_refused(fix->admin, EXCEEDS_RETURNABLE,
                   try_return(fix, fix->order, 2, ", \"unshipped\": \"0\""));
    assert_refused(fix->admin, ARG,
                   try_return(fix, fix->order, 2, ", \"unshipped\": \"3\""));
}

static void serials_say_where_they_left(void **state)
{
    fix_orders *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->warehouse, fix->tracked, 10);
    salesinv_id other = fix_order(&fix->trade, fix->warehouse, fix->tracked, 10);
    salesinv_id first = fix_ship(&fix->trade, order, 0, 3, "[\"S01..S03\"]");
    salesinv_id second = fix_ship(&fix->trade, order, 0, 3, "[\"S04..S06\"]");
    salesinv_id foreign = fix_ship(&fix->trade, other, 0, 1, "[\"S11\"]");

    given_return(fix, order, 3, ", \"serials\": [\"S02\", \"S05..S06\"]");
    then_serial("S05", "in_stock");
    assert_units(&fix->trade, SHIPMENT, first, SALESINV_F_RETURNED, 1);
    assert_units(&fix->trade, SHIPMENT, second, SALESINV_F_RETURNED, 2);
    assert_refused(fix->admin, SERIAL_HELD,
                   try_return(fix, order, 1, ", \"serials\": [\"S11\"]"));
    assert_int_equal(fix_detail(fix->admin, "holder.1.document"), foreign);
    /* One serial and one that was never shipped. */
    given_return(fix, order, 2, ", \"serials\": [\"S01\"]");
    assert_units(&fix->trade, ORDER, order, SALESINV_F_RETURNED_UNSHIPPED, 1);
    assert_refused(fix->admin, SERIAL_REQUIRED,
                   try_return(fix, order, 1, ", \"unshipped\": \"0\""));
    assert_refused(
        fix->admin, SERIAL_COUNT,
        try_return(fix, order, 1, ", \"unshipped\": \"1\", \"serials\": [\"S03\"]"));
}

static void a_waiting_return_keeps_what_it_names(void **state)
{
    fix_orders *fix = *state;
    salesinv_id id;

    fix_ship(&fix->trade, fix->order, 0, 6, NULL);
    fix_setting(fix->admin, "approval.return", 1);
    id = given_return(fix, fix->order, 18, "");
    then_stock("44/14/30");
    then_order(UNSHIPPED_PENDING, 14);
    then_order(RETURN_PENDING, 4);
    then_order(SHIPPABLE, 0);
    assert_refused(fix->admin, EXCEEDS_SHIPPABLE,
                   fix_try_ship(&fix->trade, fix->order, 0, 1, NULL, NULL));
    assert_refused(fix->admin, EXCEEDS_RETURNABLE, try_return(fix, fix->order, 3, ""));
    assert_refused(fix->admin, EXCEEDS_REMAINING,
                   fix_try_update(fix->admin, ORDER, fix->order,
                                  "{\"lines\": [{\"line\": 1, \"qty\": \"19\"}]}"));
    assert_refused(
        fix->admin, IN_USE,
        salesinv_order_close_remainder(fix->admin, fix->order, 0, NULL, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), id);
    assert_ok(fix->admin, salesinv_return_reject(fix->admin, id, 0, "no", NULL, NULL));
    then_order(SHIPPABLE, 14);
    then_order(RETURN_PENDING, 0);
    assert_ok(fix->admin, salesinv_return_submit(fix->admin, id, 0, NULL, NULL));
    assert_ok(fix->admin, salesinv_return_approve(fix->admin, id, 0, NULL, NULL));
    then_stock("48/0/48");
    then_order(UNSHIPPED_PENDING, 0);
}

static void a_complete_return_closes_the_order(void **state)
{
    fix_orders *fix = *state;
    salesinv_id shipment = fix_ship(&fix->trade, fix->order, 0, 20, NULL);
    salesinv_id id;

    assert_ok(fix->admin,
              salesinv_shipment_receive(fix->admin, shipment, 0, NULL, NULL, NULL));
    given_return(fix, fix->order, 12, "");
    assert_status(&fix->trade, ORDER, fix->order, RECEIVED);
    id = given_return(fix, fix->order, 8, "");
    assert_status(&fix->trade, ORDER, fix->order, CLOSED);
    then_stock("50/0/50");
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    assert_status(&fix->trade, ORDER, fix->order, RECEIVED);
    then_stock("42/0/42");
}

/* Who reads the events of an order reads why it ended. */
static void the_closing_is_an_event_of_the_order(void **state)
{
    fix_orders *fix = *state;
    salesinv_events *events;
    bool is_closed = false;

    given_return(fix, fix->order, 20, "");
    assert_ok(fix->admin, salesinv_event_list_object(fix->admin, fix->order, &events));
    for (int32_t i = 0; i < salesinv_events_count(events); i++)
        is_closed |= salesinv_events_action(events, i) == SALESINV_EVENT_CLOSED;
    salesinv_events_free(events);
    assert_true(is_closed);
}

static void what_its_lines_may_not_say(void **state)
{
    static const struct {
        const char *rest; /* of a return of the order */
        const char *field;
        salesinv_status code;
    } cases[] = {
        {"\"lines\": [{\"order_line\": 12345, \"qty\": \"1\"}]}", "lines[1].order_line",
         SALESINV_E_ARG},
        {"\"lines\": [{\"order_line\": 999999999, \"qty\": \"1\"}]}",
         "lines[1].order_line", SALESINV_E_NOT_FOUND},
        {"\"currency\": \"USD\"}", "currency", SALESINV_E_ARG},
        {"\"lines\": [{\"qty\": \"1\"}]}", "lines[1].order_line",
         SALESINV_E_SOURCE_REQUIRED},
        {"\"mode\": 2, \"lines\": [{\"qty\": \"1\"}]}", "lines[1].shipment_line",
         SALESINV_E_SOURCE_REQUIRED},
    };
    fix_orders *fix = *state;
    salesinv_id other = fix_order(&fix->trade, fix->warehouse, fix->product, 1);

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        salesinv_draft *draft;
        salesinv_return *made;

        draft = fix_draft(fix->admin, RETURN, "{\"order\": %lld, %s",
                          (long long)fix->order, cases[i].rest);
        fix_core_check(fix->admin,
                       salesinv_return_create(fix->admin, draft, 0, NULL, &made),
                       cases[i].code, cases[i].rest, __LINE__);
        assert_field(fix->admin, cases[i].field);
        salesinv_draft_free(draft);
    }
    assert_refused(fix->admin, NOT_FOUND,
                   fix_try_create(fix->admin, RETURN, 0,
                                  "{\"order\": %lld, \"lines\": [{\"order_line\": "
                                  "%lld, \"qty\": \"1\"}]}",
                                  (long long)fix->order,
                                  (long long)sinv_line_id(other, 1)));
    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, RETURN, 0,
                                  "{\"lines\": [{\"order_line\": %lld, \"product\": "
                                  "%lld, \"qty\": \"1\"}]}",
                                  (long long)sinv_line_id(other, 1),
                                  (long long)fix->tracked));
    assert_field(fix->admin, "lines[1].product");
    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT,
                                  "{\"order\": %lld}", (long long)fix->order));
    assert_field(fix->admin, "lines");
}

static void several_orders_by_setting(void **state)
{
    fix_orders *fix = *state;
    salesinv_id second = fix_order(&fix->trade, fix->warehouse, fix->product, 10);
    static const char both[] = "{\"lines\": [{\"order_line\": %lld, \"qty\": \"5\"}, "
                               "{\"order_line\": %lld, \"qty\": \"10\"}]}";
    salesinv_id id;
    salesinv_id stranger;

    fix_ship(&fix->trade, fix->order, 0, 20, NULL);
    assert_refused(fix->admin, PLUGIN_DISABLED,
                   fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT, both,
                                  (long long)sinv_line_id(fix->order, 1),
                                  (long long)sinv_line_id(second, 1)));
    fix_setting(fix->admin, "return.several_orders", 1);
    id = fix_create(fix->admin, RETURN, SALESINV_SUBMIT, both,
                    (long long)sinv_line_id(fix->order, 1),
                    (long long)sinv_line_id(second, 1));
    then_stock("35/0/35");
    assert_int_equal(fix_int(fix->admin, RETURN, id, 0, SALESINV_F_ORDER), 0);
    assert_status(&fix->trade, ORDER, fix->order, SHIPPED);
    assert_status(&fix->trade, ORDER, second, CLOSED);
    stranger = fix_account(&fix->trade.core, "Stranger");
    fix->trade.account = stranger;
    stranger = fix_order(&fix->trade, fix->warehouse, fix->product, 1);
    assert_refused(fix->admin, ACCOUNT_MISMATCH,
                   fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT, both,
                                  (long long)sinv_line_id(fix->order, 1),
                                  (long long)sinv_line_id(stranger, 1)));
}

static void an_order_with_a_return_in_effect_is_not_void(void **state)
{
    fix_orders *fix = *state;
    salesinv_id id = given_return(fix, fix->order, 5, "");

    assert_refused(fix->admin, IN_USE,
                   salesinv_order_void(fix->admin, fix->order, 0, NULL, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), id);
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    assert_ok(fix->admin,
              salesinv_order_void(fix->admin, fix->order, 0, NULL, NULL, NULL));
    assert_refused(fix->admin, INVALID_STATE, try_return(fix, fix->order, 1, ""));
    assert_int_equal(fix_detail(fix->admin, "order"), fix->order);
}

static void amounts_of_parts_add_up(void **state)
{
    fix_orders *fix = *state;
    salesinv_id order = fix_create(
        fix->admin, ORDER, SALESINV_SUBMIT,
        "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": %lld, \"lines\": "
        "[{\"product\": %lld, \"qty\": \"3\", \"price\": \"3.3333\"}]}",
        (long long)fix->trade.account, (long long)fix->warehouse,
        (long long)fix->product);
    int64_t sum = 0;

    fix_ship(&fix->trade, order, 0, 2, NULL);
    for (int i = 0; i < 3; i++) {
        salesinv_id id =
            given_return(fix, order, 1, i < 2 ? ", \"unshipped\": \"0\"" : "");

        sum += fix_int(fix->admin, RETURN, id, 0, SALESINV_F_AMOUNT);
    }
    assert_int_equal(sum, fix_int(fix->admin, ORDER, order, 0, SALESINV_F_AMOUNT));
    assert_status(&fix->trade, ORDER, order, CLOSED);
}

static void lines_of_one_order_line_are_summed(void **state)
{
    fix_orders *fix = *state;
    static const char two[] =
        "{\"lines\": [{\"order_line\": %lld, \"qty\": \"%d\", \"unshipped\": \"0\"}, "
        "{\"order_line\": %lld, \"qty\": \"%d\", \"unshipped\": \"0\"}]}";
    long long line = (long long)sinv_line_id(fix->order, 1);

    fix_ship(&fix->trade, fix->order, 0, 5, NULL);
    assert_refused(
        fix->admin, EXCEEDS_RETURNABLE,
        fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT, two, line, 3, line, 3));
    assert_field(fix->admin, "lines[2].qty");
    fix_create(fix->admin, RETURN, SALESINV_SUBMIT, two, line, 3, line, 2);
    then_order(RETURNED_SHIPPED, 5);
}

/* What was allocated last is given back first; a void return freezes as at submission. */
static void over_several_warehouses(void **state)
{
    fix_orders *fix = *state;
    salesinv_id far = fix_warehouse(&fix->trade.core, "Far");
    salesinv_id product = fix_product(&fix->trade.core, "Tape", SALESINV_TRACKING_NONE);
    salesinv_id order;
    salesinv_id id;

    fix_receive(&fix->trade.core, fix->warehouse, product, 6);
    fix_receive(&fix->trade.core, far, product, 7);
    fix_setting(fix->admin, "order.mode", SALESINV_MODE_CONSOLIDATED);
    order = fix_order(&fix->trade, 0, product, 10);
    assert_stock(&fix->trade.core, product, far, "7/4/3");
    id = given_return(fix, order, 5, "");
    assert_stock(&fix->trade.core, product, far, "7/0/7");
    assert_stock(&fix->trade.core, product, fix->warehouse, "6/5/1");
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    assert_stock(&fix->trade.core, product, far, "7/4/3");
    assert_stock(&fix->trade.core, product, fix->warehouse, "6/6/0");
}

static void nothing_frozen_nothing_released(void **state)
{
    fix_orders *fix = *state;
    salesinv_id order;
    salesinv_id id;

    fix_setting(fix->admin, "order.mode", SALESINV_MODE_NONE);
    order = fix_order(&fix->trade, 0, fix->product, 1000);
    id = given_return(fix, order, 400, "");
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPABLE, 600);
    then_stock("50/20/30");
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPABLE, 1000);
}

static void one_shipment_of_two_orders(void **state)
{
    fix_orders *fix = *state;
    salesinv_id second = fix_order(&fix->trade, fix->warehouse, fix->product, 10);
    long long line_1 = (long long)sinv_line_id(fix->order, 1);
    long long line_2 = (long long)sinv_line_id(second, 1);
    salesinv_id shipment;

    fix_setting(fix->admin, "plugin.multi_order", 1);
    shipment = fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
                          "{\"account\": %lld, \"warehouse\": %lld, \"lines\": "
                          "[{\"order_line\": %lld, \"qty\": \"20\"}, "
                          "{\"order_line\": %lld, \"qty\": \"10\"}]}",
                          (long long)fix->trade.account, (long long)fix->warehouse,
                          line_1, line_2);
    /* Of one of the orders: found on a shipment that names none. */
    given_return(fix, second, 4, "");
    assert_int_equal(fix_int(fix->admin, SHIPMENT, shipment, 2, SALESINV_F_RETURNED),
                     4 * FIX_UNIT);
    assert_units(&fix->trade, SHIPMENT, shipment, SALESINV_F_RETURNED, 0);
    /* Of the shipment: both orders count, without the rule of several orders. */
    fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
               "{\"lines\": [{\"shipment_line\": %lld, \"qty\": \"5\"}, "
               "{\"shipment_line\": %lld, \"qty\": \"6\"}]}",
               (long long)sinv_line_id(shipment, 1),
               (long long)sinv_line_id(shipment, 2));
    then_order(RETURNED_SHIPPED, 5);
    assert_units(&fix->trade, ORDER, second, SALESINV_F_RETURNED_SHIPPED, 10);
    then_stock("35/0/35");
    assert_refused(fix->admin, EXCEEDS_RETURNABLE, try_return(fix, second, 1, ""));
}

static void a_rejected_return_is_mended_and_submitted_again(void **state)
{
    fix_orders *fix = *state;
    salesinv_draft *draft;
    salesinv_return *stored;
    salesinv_id id;

    fix_ship(&fix->trade, fix->order, 0, 6, NULL);
    fix_setting(fix->admin, "approval.return", 1);
    id = given_return(fix, fix->order, 18, "");
    assert_ok(fix->admin, salesinv_return_reject(fix->admin, id, 0, NULL, NULL, NULL));
    assert_int_equal(fix_int(fix->admin, RETURN, id, 0, SALESINV_F_GOODS_IN), 0);
    assert_ok(fix->admin, salesinv_return_get(fix->admin, id, &stored));
    assert_ok(fix->admin, salesinv_draft_from_document(
                              fix->admin, salesinv_return_document(stored), &draft));
    salesinv_return_free(stored);
    assert_ok(fix->admin,
              salesinv_draft_set_qty(draft, 1, SALESINV_F_QTY, 5 * FIX_UNIT));
    assert_ok(fix->admin, salesinv_draft_set_qty(draft, 1, SALESINV_F_UNSHIPPED, 0));
    assert_ok(fix->admin, salesinv_return_update(fix->admin, id, 0, draft, NULL, NULL));
    salesinv_draft_free(draft);
    assert_ok(fix->admin, salesinv_return_submit(fix->admin, id, 0, NULL, NULL));
    then_order(RETURN_PENDING, 5);
    then_order(UNSHIPPED_PENDING, 0);
    assert_ok(fix->admin, salesinv_return_approve(fix->admin, id, 0, NULL, NULL));
    then_stock("49/14/35");
}

/* An order may grow after a part of it was given up, and not fall below that. */
static void an_order_is_edited_around_its_return(void **state)
{
    fix_orders *fix = *state;

    given_return(fix, fix->order, 5, "");
    assert_refused(fix->admin, EXCEEDS_REMAINING,
                   fix_try_update(fix->admin, ORDER, fix->order,
                                  "{\"lines\": [{\"line\": 1, \"qty\": \"4\"}]}"));
    assert_ok(fix->admin,
              fix_try_update(fix->admin, ORDER, fix->order,
                             "{\"lines\": [{\"line\": 1, \"qty\": \"8\"}]}"));
    then_stock("50/3/47");
    assert_ok(fix->admin,
              fix_try_update(fix->admin, ORDER, fix->order,
                             "{\"lines\": [{\"line\": 1, \"qty\": \"25\"}]}"));
    then_stock("50/20/30");
    then_order(SHIPPABLE, 20);
}

/* What an adjustment took from the freeze is not released twice. */
static void a_reduced_freeze_stays_within_the_remainder(void **state)
{
    fix_orders *fix = *state;

    fix_setting(fix->admin, "plugin.frozen_adjustment", 1);
    fix_create(fix->admin, SALESINV_KIND_ADJUSTMENT, SALESINV_SUBMIT,
               "{\"order\": %lld, \"reason\": \"for another\", \"lines\": "
               "[{\"order_line\": %lld, \"frozen\": \"8\"}]}",
               (long long)fix->order, (long long)sinv_line_id(fix->order, 1));
    given_return(fix, fix->order, 5, "");
    then_stock("50/8/42");
    given_return(fix, fix->order, 10, "");
    then_stock("50/5/45");
    then_order(SHIPPABLE, 5);
}

static void a_repeated_call_acts_once(void **state)
{
    fix_orders *fix = *state;
    salesinv_draft *draft;
    salesinv_return *first;
    salesinv_return *second;
    salesinv_id id;

    fix_ship(&fix->trade, fix->order, 0, 20, NULL);
    fix_setting(fix->admin, "return.goods_in", SALESINV_GOODS_IN_SEPARATE);
    id = given_return(fix, fix->order, 6, "");
    draft =
        fix_draft(fix->admin, RETURN, "{\"lines\": [{\"line\": 1, \"qty\": \"2\"}]}");
    assert_ok(fix->admin,
              salesinv_return_take_in(fix->admin, id, 0, draft, "key-1", &first));
    assert_ok(fix->admin,
              salesinv_return_take_in(fix->admin, id, 0, draft, "key-1", &second));
    assert_true(salesinv_document_is_repeat(salesinv_return_document(second)));
    salesinv_return_free(first);
    salesinv_return_free(second);
    salesinv_draft_free(draft);
    then_stock("32/0/32");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_not_shipped_is_given_up),
        TEST(first_what_was_not_shipped_then_the_oldest_shipment),
        TEST(the_split_may_be_stated),
        TEST(serials_say_where_they_left),
        TEST(a_waiting_return_keeps_what_it_names),
        TEST(a_complete_return_closes_the_order),
        TEST(the_closing_is_an_event_of_the_order),
        TEST(what_its_lines_may_not_say),
        TEST(several_orders_by_setting),
        TEST(an_order_with_a_return_in_effect_is_not_void),
        TEST(amounts_of_parts_add_up),
        TEST(lines_of_one_order_line_are_summed),
        TEST(over_several_warehouses),
        TEST(nothing_frozen_nothing_released),
        TEST(one_shipment_of_two_orders),
        TEST(a_rejected_return_is_mended_and_submitted_again),
        TEST(an_order_is_edited_around_its_return),
        TEST(a_reduced_freeze_stays_within_the_remainder),
        TEST(a_repeated_call_acts_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
