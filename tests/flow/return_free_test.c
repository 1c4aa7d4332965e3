/* SPDX-License-Identifier: Apache-2.0 */
/* Returns over several shipments, and returns that name no source: what comes in, and what is known of it all the same. */
#include "salesinv/product.h"
#include "support/fix_trade.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    RETURN = SALESINV_KIND_RETURN
};

typedef struct fix_free {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id product;  /* 20 */
    salesinv_id tracked;  /* S01 to S20 */
    salesinv_id order;    /* 6 of the tracked */
    salesinv_id shipment; /* S01 to S03 */
} fix_free;

static int setup(void **state)
{
    static fix_free fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix_setting(fix.admin, "plugin.free_return", 1);
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.product = fix_product(&fix.trade.core, "Cable", SALESINV_TRACKING_NONE);
    fix.tracked = fix_product(&fix.trade.core, "Router", SALESINV_TRACKING_SERIAL);
    fix_receive(&fix.trade.core, fix.warehouse, fix.product, 20);
    fix_receive_serials(&fix.trade.core, fix.warehouse, fix.tracked, "S01", 20);
    fix.order = fix_order(&fix.trade, fix.warehouse, fix.tracked, 6);
    fix.shipment = fix_ship(&fix.trade, fix.order, 0, 3, "[\"S01..S03\"]");
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_free *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

#define then_stock(product, wanted)                                                    \
    assert_stock(&fix->trade.core, product, fix->warehouse, wanted)
#define then_serial(serial, wanted) assert_serial(&fix->trade.core, serial, wanted)

/* Without a source; `rest` is what else its line says. */
static salesinv_status try_free(fix_free *fix, salesinv_id account, salesinv_id product,
                                int64_t units, const char *rest)
{
    return fix_try_create(
        fix->admin, RETURN, SALESINV_SUBMIT,
        "{\"mode\": 3, \"currency\": \"EUR\", \"account\": %lld, \"warehouse\": %lld, "
        "\"lines\": [{\"product\": %lld, \"qty\": \"%lld\"%s}]}",
        (long long)account, (long long)fix->warehouse, (long long)product,
        (long long)units, rest);
}

static salesinv_id given_free(fix_free *fix, salesinv_id account, salesinv_id product,
                              int64_t units, const char *rest)
{
    return fix_create(
        fix->admin, RETURN, SALESINV_SUBMIT,
        "{\"mode\": 3, \"currency\": \"EUR\", \"account\": %lld, \"warehouse\": %lld, "
        "\"lines\": [{\"product\": %lld, \"qty\": \"%lld\"%s}]}",
        (long long)account, (long long)fix->warehouse, (long long)product,
        (long long)units, rest);
}

#define PRICED ", \"price\": \"2.50\""
#define SERIALS(list) PRICED ", \"serials\": [" list "]"

static void goods_without_a_source_come_in(void **state)
{
    fix_free *fix = *state;
    salesinv_id id = given_free(fix, fix->trade.account, fix->product, 1000, PRICED);

    then_stock(fix->product, "1020/0/1020");
    assert_int_equal(fix_int(fix->admin, RETURN, id, 0, SALESINV_F_AMOUNT), 25000000);
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    then_stock(fix->product, "20/0/20");
}

static void what_they_must_say(void **state)
{
    fix_free *fix = *state;
    salesinv_id account = fix->trade.account;
    long long line = (long long)sinv_line_id(fix->shipment, 1);
    salesinv_id draft;

    assert_refused(fix->admin, ARG, try_free(fix, account, fix->product, 1, ""));
    assert_field(fix->admin, "lines[1].price");
    assert_refused(fix->admin, ARG, try_free(fix, 0, fix->product, 1, PRICED));
    assert_field(fix->admin, "account");
    assert_refused(fix->admin, ARG, try_free(fix, account, 0, 1, PRICED));
    assert_field(fix->admin, "lines[1].product");
    assert_refused(fix->admin, WAREHOUSE_REQUIRED,
                   fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT,
                                  "{\"mode\": 3, \"currency\": \"EUR\", \"account\": "
                                  "%lld, \"lines\": [{\"product\": %lld, \"qty\": "
                                  "\"1\", \"price\": \"1\"}]}",
                                  (long long)account, (long long)fix->product));
    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, RETURN, 0,
                                  "{\"mode\": 3, \"account\": %lld, \"lines\": "
                                  "[{\"shipment_line\": %lld, \"qty\": \"1\"}]}",
                                  (long long)account, line));
    assert_field(fix->admin, "lines[1].shipment_line");
    draft = fix_create(fix->admin, RETURN, 0,
                       "{\"mode\": 3, \"currency\": \"EUR\", \"account\": %lld, "
                       "\"warehouse\": %lld, \"lines\": [{\"product\": %lld, \"qty\": "
                       "\"1\", \"price\": \"1\"}]}",
                       (long long)account, (long long)fix->warehouse,
                       (long long)fix->product);
    assert_ok(fix->admin, fix_step(fix->admin, SALESINV_KIND_PRODUCT, fix->product,
                                   SINV_VERB_DEACTIVATE));
    assert_refused(fix->admin, PRODUCT_INACTIVE,
                   salesinv_return_submit(fix->admin, draft, 0, NULL, NULL));
    assert_refused(fix->admin, PRODUCT_INACTIVE,
                   try_free(fix, account, fix->product, 1, PRICED));
    fix_setting(fix->admin, "plugin.free_return", 0);
    assert_refused(fix->admin, PLUGIN_DISABLED,
                   try_free(fix, account, fix->tracked, 1, PRICED));
}

static void the_plugin_stays_on_while_one_waits(void **state)
{
    fix_free *fix = *state;
    salesinv_id id;

    fix_setting(fix->admin, "approval.return", 1);
    id = fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
                    "{\"mode\": 3, \"currency\": \"EUR\", \"account\": %lld, "
                    "\"warehouse\": %lld, \"lines\": [{\"product\": %lld, \"qty\": "
                    "\"1\", \"price\": \"1\"}]}",
                    (long long)fix->trade.account, (long long)fix->warehouse,
                    (long long)fix->product);
    assert_refused(
        fix->admin, IN_USE,
        salesinv_setting_set_int(fix->admin, "plugin.free_return", NULL, 0, NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), id);
    assert_ok(fix->admin, fix_step(fix->admin, RETURN, id, SINV_VERB_APPROVE));
    fix_setting(fix->admin, "plugin.free_return", 0);
    /* What there is stays, and may still be taken back. */
    assert_ok(fix->admin, fix_step(fix->admin, RETURN, id, SINV_VERB_VOID));
}

/* The end customer brings back what the distributor bought. */
static void a_known_serial_is_booked_where_it_left(void **state)
{
    fix_free *fix = *state;
    salesinv_id stranger = fix_account(&fix->trade.core, "End customer");
    salesinv_id id =
        given_free(fix, stranger, fix->tracked, 2, SERIALS("\"S01..S02\""));
    salesinv_bookings *bookings;

    then_serial("S02", "in_stock");
    assert_units(&fix->trade, SHIPMENT, fix->shipment, SALESINV_F_RETURNED, 2);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_RETURNED_SHIPPED, 2);
    assert_ok(fix->admin, salesinv_return_bookings(fix->admin, id, &bookings));
    assert_int_equal(salesinv_bookings_count(bookings), 1);
    assert_int_equal(salesinv_bookings_shipment_line(bookings, 0),
                     sinv_line_id(fix->shipment, 1));
    salesinv_bookings_free(bookings);
    assert_refused(
        fix->admin, IN_USE,
        salesinv_shipment_void(fix->admin, fix->shipment, 0, NULL, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), id);
    assert_refused(fix->admin, SERIAL_STATE,
                   try_free(fix, stranger, fix->tracked, 1, SERIALS("\"S01\"")));
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    then_serial("S01", "used");
    assert_units(&fix->trade, SHIPMENT, fix->shipment, SALESINV_F_RETURNED, 0);
    fix_return(&fix->trade, fix->shipment, 1, "[\"S01\"]");
}

static void no_serial_is_invented(void **state)
{
    fix_free *fix = *state;
    salesinv_id account = fix->trade.account;

    assert_refused(fix->admin, SERIAL_REQUIRED,
                   try_free(fix, account, fix->tracked, 1, PRICED));
    assert_refused(fix->admin, SERIAL_NOT_FOUND,
                   try_free(fix, account, fix->tracked, 1, SERIALS("\"NEW1\"")));
    assert_refused(fix->admin, SERIAL_STATE,
                   try_free(fix, account, fix->tracked, 1, SERIALS("\"S10\"")));
    assert_refused(fix->admin, SERIAL_PRODUCT,
                   try_free(fix, account, fix->product, 1, SERIALS("\"S01\"")));
}

static void new_serials_by_setting(void **state)
{
    fix_free *fix = *state;
    salesinv_id account = fix->trade.account;
    salesinv_id id;

    fix_setting(fix->admin, "return.free_new_serials", 1);
    fix_setting(fix->admin, "approval.return", 1);
    id = given_free(fix, account, fix->tracked, 2, SERIALS("\"NEW1\", \"S03\""));
    then_serial("NEW1", "incoming");
    assert_ok(fix->admin, salesinv_return_withdraw(fix->admin, id, 0, NULL, NULL));
    then_serial("NEW1", "unused");
    then_serial("S03", "used");
    assert_ok(fix->admin, salesinv_return_submit(fix->admin, id, 0, NULL, NULL));
    assert_ok(fix->admin, salesinv_return_approve(fix->admin, id, 0, NULL, NULL));
    then_serial("NEW1", "in_stock");
    then_stock(fix->tracked, "19/3/16");
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    then_serial("NEW1", "unused");
    then_serial("S03", "used");
}

/* Shipped, returned, shipped again to another, returned again: nothing of it is lost. */
static void the_whole_life_of_a_serial_is_readable(void **state)
{
    static const int32_t states[] = {SALESINV_SERIAL_IN_STOCK, SALESINV_SERIAL_USED,
                                     SALESINV_SERIAL_IN_STOCK, SALESINV_SERIAL_USED,
                                     SALESINV_SERIAL_IN_STOCK};
    fix_free *fix = *state;
    salesinv_id first = fix_return(&fix->trade, fix->shipment, 1, "[\"S01\"]");
    salesinv_id distributor = fix->trade.account;
    salesinv_trace *trace;
    salesinv_id second;
    salesinv_id last;

    fix->trade.account = fix_account(&fix->trade.core, "Another");
    second =
        fix_ship(&fix->trade, fix_order(&fix->trade, fix->warehouse, fix->tracked, 1),
                 0, 1, "[\"S01\"]");
    assert_refused(fix->admin, SERIAL_HELD,
                   fix_try_return(&fix->trade, fix->shipment, 1, "[\"S01\"]", NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.document"), second);
    last = fix_return(&fix->trade, second, 1, "[\"S01\"]");
    assert_ok(fix->admin, salesinv_serial_trace(fix->admin, 0, "S01", &trace));
    assert_int_equal(salesinv_trace_count(trace), 5);
    for (int32_t i = 0; i < 5; i++)
        assert_int_equal(salesinv_trace_to(trace, i), states[i]);
    assert_int_equal(salesinv_trace_line(trace, 1), sinv_line_id(fix->shipment, 1));
    assert_int_equal(salesinv_trace_account(trace, 1), distributor);
    assert_int_equal(salesinv_trace_line(trace, 2), sinv_line_id(first, 1));
    assert_int_equal(salesinv_trace_line(trace, 3), sinv_line_id(second, 1));
    assert_int_equal(salesinv_trace_account(trace, 3), fix->trade.account);
    assert_int_equal(salesinv_trace_line(trace, 4), sinv_line_id(last, 1));
    salesinv_trace_free(trace);
}

static const char BOTH[] =
    "{\"lines\": [{\"shipment_line\": %lld, \"qty\": \"1\", \"serials\": [\"S03\"]}, "
    "{\"shipment_line\": %lld, \"qty\": \"2\", \"serials\": [\"S04..S05\"]}]}";

static void several_shipments_of_one_account(void **state)
{
    fix_free *fix = *state;
    salesinv_id second = fix_ship(&fix->trade, fix->order, 0, 3, "[\"S04..S06\"]");
    salesinv_id id = fix_create(fix->admin, RETURN, SALESINV_SUBMIT, BOTH,
                                (long long)sinv_line_id(fix->shipment, 1),
                                (long long)sinv_line_id(second, 1));

    assert_units(&fix->trade, SHIPMENT, fix->shipment, SALESINV_F_RETURNED, 1);
    assert_units(&fix->trade, SHIPMENT, second, SALESINV_F_RETURNED, 2);
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_RETURNED_SHIPPED, 3);
    assert_int_equal(fix_int(fix->admin, RETURN, id, 0, SALESINV_F_SHIPMENT), 0);
    assert_int_equal(fix_int(fix->admin, RETURN, id, 0, SALESINV_F_ORDER), fix->order);
    then_stock(fix->tracked, "17/0/17");
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    assert_units(&fix->trade, SHIPMENT, second, SALESINV_F_RETURNED, 0);
    then_serial("S05", "used");
}

static void shipments_of_two_accounts_are_two_returns(void **state)
{
    fix_free *fix = *state;
    salesinv_id other;

    fix->trade.account = fix_account(&fix->trade.core, "Another");
    other =
        fix_ship(&fix->trade, fix_order(&fix->trade, fix->warehouse, fix->tracked, 2),
                 0, 2, "[\"S04..S05\"]");
    assert_refused(fix->admin, ACCOUNT_MISMATCH,
                   fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT, BOTH,
                                  (long long)sinv_line_id(fix->shipment, 1),
                                  (long long)sinv_line_id(other, 1)));
}

static void batches_come_back_as_they_left(void **state)
{
    fix_free *fix = *state;
    salesinv_id paste;
    long long batches[2];
    salesinv_id order;

    fix_setting(fix->admin, "plugin.batch_serial", 1);
    paste = fix_product(&fix->trade.core, "Paste", SALESINV_TRACKING_BATCH);
    for (int i = 0; i < 2; i++) {
        batches[i] = fix_create(fix->admin, SALESINV_KIND_BATCH, 0,
                                "{\"code\": \"B%d\", \"product\": %lld}", i + 1,
                                (long long)paste);
        fix_create(fix->admin, SALESINV_KIND_INBOUND, SALESINV_SUBMIT,
                   "{\"type\": 2, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
                   "\"qty\": \"5\", \"batch\": %lld}]}",
                   (long long)fix->warehouse, (long long)paste, batches[i]);
    }
    order = fix_order(&fix->trade, fix->warehouse, paste, 6);
    for (int i = 0; i < 2; i++)
        fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
                   "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": "
                   "\"3\", \"batch\": %lld}]}",
                   (long long)order, (long long)sinv_line_id(order, 1), batches[i]);
    assert_refused(fix->admin, BATCH_REQUIRED,
                   fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT,
                                  "{\"lines\": [{\"order_line\": %lld, \"qty\": "
                                  "\"2\"}]}",
                                  (long long)sinv_line_id(order, 1)));
    assert_refused(fix->admin, EXCEEDS_RETURNABLE,
                   fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT,
                                  "{\"lines\": [{\"order_line\": %lld, \"qty\": "
                                  "\"4\", \"batch\": %lld}]}",
                                  (long long)sinv_line_id(order, 1), batches[1]));
    fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
               "{\"lines\": [{\"order_line\": %lld, \"qty\": \"3\", \"batch\": %lld}]}",
               (long long)sinv_line_id(order, 1), batches[1]);
    /* Now only one batch is left to come back. */
    fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
               "{\"lines\": [{\"order_line\": %lld, \"qty\": \"1\"}]}",
               (long long)sinv_line_id(order, 1));
    assert_refused(fix->admin, BATCH_MISMATCH,
                   fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT,
                                  "{\"lines\": [{\"order_line\": %lld, \"qty\": "
                                  "\"1\", \"batch\": %lld}]}",
                                  (long long)sinv_line_id(order, 1), batches[1]));
    assert_refused(fix->admin, BATCH_REQUIRED,
                   try_free(fix, fix->trade.account, paste, 1, PRICED));
    then_stock(paste, "8/0/8");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(goods_without_a_source_come_in),
        TEST(what_they_must_say),
        TEST(the_plugin_stays_on_while_one_waits),
        TEST(a_known_serial_is_booked_where_it_left),
        TEST(no_serial_is_invented),
        TEST(new_serials_by_setting),
        TEST(the_whole_life_of_a_serial_is_readable),
        TEST(several_shipments_of_one_account),
        TEST(shipments_of_two_accounts_are_two_returns),
        TEST(batches_come_back_as_they_left),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
