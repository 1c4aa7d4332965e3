/* SPDX-License-Identifier: Apache-2.0 */
/* Faults that other systems of this field are known for, by name and number; none of them is ours. */
#include <pthread.h>
#include <stdatomic.h>

#include "salesinv/product.h"
#include "support/fix_trade.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    RETURN = SALESINV_KIND_RETURN,
    INBOUND = SALESINV_KIND_INBOUND,
    BUYERS = 4
};

typedef struct fix_bug {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id plain;   /* 10 on hand */
    salesinv_id tracked; /* S1 to S5 */
} fix_bug;

static void open_works(fix_bug *fix, bool in_file)
{
    fix_core *core = &fix->trade.core;

    *fix = (fix_bug){.warehouse = 0};
    fix_core_open(core, in_file);
    fix->admin = core->admin;
    fix_setting(fix->admin, "plugin.shipment_return", 1);
    fix->trade.account = fix_account(core, "Distributor");
    fix->warehouse = fix_warehouse(core, "W");
    fix->plain = fix_product(core, "Plain", SALESINV_TRACKING_NONE);
    fix->tracked = fix_product(core, "Tracked", SALESINV_TRACKING_SERIAL);
    fix_receive(core, fix->warehouse, fix->plain, 10);
    fix_receive_serials(core, fix->warehouse, fix->tracked, "S1", 5);
}

static int setup(void **state)
{
    static fix_bug fix;

    open_works(&fix, false);
    *state = &fix;
    return 0;
}

static int setup_file(void **state)
{
    static fix_bug fix;

    open_works(&fix, true);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_bug *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

static salesinv_id ship_serial(fix_bug *fix, const char *serials)
{
    salesinv_id order = fix_order(&fix->trade, fix->warehouse, fix->tracked, 1);

    return fix_ship(&fix->trade, order, 0, 1, serials);
}

/* Medusa #16502, Dolibarr #31044. */
static void two_lines_of_one_product_do_not_oversell_together(void **state)
{
    fix_bug *fix = *state;
    salesinv_id good;

    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_create(fix->admin, ORDER, SALESINV_SUBMIT,
                                  "{\"account\": %lld, \"warehouse\": %lld, "
                                  "\"currency\": \"EUR\", \"lines\": [{\"product\": "
                                  "%lld, \"qty\": \"6\"}, {\"product\": %lld, "
                                  "\"qty\": \"5\"}]}",
                                  (long long)fix->trade.account,
                                  (long long)fix->warehouse, (long long)fix->plain,
                                  (long long)fix->plain));
    assert_int_equal(fix_detail(fix->admin, "wanted"), 11 * FIX_UNIT);
    assert_stock(&fix->trade.core, fix->plain, fix->warehouse, "10/0/10");
    good = fix_order(&fix->trade, fix->warehouse, fix->plain, 6);
    /* Nor do they when an order is edited. */
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_update(fix->admin, ORDER, good,
                                  "{\"lines\": [{\"line\": 1, \"qty\": \"8\"}, "
                                  "{\"product\": %lld, \"qty\": \"3\"}]}",
                                  (long long)fix->plain));
    assert_stock(&fix->trade.core, fix->plain, fix->warehouse, "10/6/4");
}

/* ---- at the same time, from several engines on one file ---- */

typedef struct buyer {
    fix_bug *fix;
    salesinv_engine *engine;
    salesinv_status (*act)(struct buyer *buyer, salesinv_session *session);
    salesinv_id source;
    salesinv_status result;
    atomic_int *start;
} buyer;

static void *run_buyer(void *arg)
{
    buyer *of = arg;
    salesinv_session *session =
        fix_core_session(of->engine, of->fix->trade.core.tenant, "admin");

    while (atomic_load(of->start) == 0)
        ;
    of->result = of->act(of, session);
    salesinv_session_close(session);
    return NULL;
}

/* Let all buyers act at once; how many succeeded? */
static int32_t race(fix_bug *fix, buyer buyers[BUYERS])
{
    pthread_t threads[BUYERS];
    atomic_int start = 0;
    int32_t done = 0;

    for (int32_t i = 0; i < BUYERS; i++) {
        buyers[i].fix = fix;
        buyers[i].engine = fix_core_engine(&fix->trade.core);
        buyers[i].start = &start;
        assert_int_equal(pthread_create(&threads[i], NULL, run_buyer, &buyers[i]), 0);
    }
    atomic_store(&start, 1);
    for (int32_t i = 0; i < BUYERS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        salesinv_engine_close(buyers[i].engine);
        done += buyers[i].result == SALESINV_OK;
    }
    return done;
}

static salesinv_status receive_first(buyer *of, salesinv_session *session)
{
    return fix_try_create(session, INBOUND, SALESINV_SUBMIT,
                          "{\"type\": 2, \"warehouse\": %lld, \"lines\": "
                          "[{\"product\": %lld, \"qty\": \"7\"}]}",
                          (long long)of->fix->warehouse, (long long)of->source);
}

/* Odoo 268942: a row that is locked is waited for, not inserted a second time. */
static void one_stock_row_however_many_receive_first(void **state)
{
    fix_bug *fix = *state;
    salesinv_id fresh =
        fix_create(fix->admin, SALESINV_KIND_PRODUCT, 0, "{\"name\": \"Fresh\"}");
    buyer buyers[BUYERS] = {{.source = 0}};
    salesinv_stock *stock;

    for (int32_t i = 0; i < BUYERS; i++)
        buyers[i] = (buyer){.act = receive_first, .source = fresh};
    assert_int_equal(race(fix, buyers), BUYERS);
    assert_ok(fix->admin, salesinv_stock_get(fix->admin, fresh, 0, &stock));
    assert_int_equal(salesinv_stock_count(stock), 1);
    assert_int_equal(salesinv_stock_on_hand(stock, 0), 7 * BUYERS * FIX_UNIT);
    salesinv_stock_free(stock);
}

static salesinv_status ship_same(buyer *of, salesinv_session *session)
{
    return fix_try_create(session, SHIPMENT, SALESINV_SUBMIT,
                          "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, "
                          "\"qty\": \"1\", \"serials\": [\"S3\"]}]}",
                          (long long)of->source,
                          (long long)sinv_line_id(of->source, 1));
}

/* Odoo 272560. */
static void one_serial_is_promised_once(void **state)
{
    fix_bug *fix = *state;
    buyer buyers[BUYERS] = {{.source = 0}};

    for (int32_t i = 0; i < BUYERS; i++)
        buyers[i] =
            (buyer){.act = ship_same,
                    .source = fix_order(&fix->trade, fix->warehouse, fix->tracked, 1)};
    assert_int_equal(race(fix, buyers), 1);
    for (int32_t i = 0; i < BUYERS; i++)
        assert_true(buyers[i].result == SALESINV_OK ||
                    buyers[i].result == SALESINV_E_SERIAL_STATE);
    assert_stock(&fix->trade.core, fix->tracked, fix->warehouse, "4/3/1");
}

static salesinv_status order_last(buyer *of, salesinv_session *session)
{
    return fix_try_create(session, ORDER, SALESINV_SUBMIT,
                          "{\"account\": %lld, \"warehouse\": %lld, \"currency\": "
                          "\"EUR\", \"lines\": [{\"product\": %lld, \"qty\": \"10\"}]}",
                          (long long)of->fix->trade.account,
                          (long long)of->fix->warehouse, (long long)of->source);
}

static void the_last_unit_is_sold_once(void **state)
{
    fix_bug *fix = *state;
    buyer buyers[BUYERS] = {{.source = 0}};

    for (int32_t i = 0; i < BUYERS; i++)
        buyers[i] = (buyer){.act = order_last, .source = fix->plain};
    assert_int_equal(race(fix, buyers), 1);
    assert_stock(&fix->trade.core, fix->plain, fix->warehouse, "10/10/0");
}

/* ---- serials ---- */

/* ERPNext #27517. */
static void a_return_invents_no_serials(void **state)
{
    fix_bug *fix = *state;
    salesinv_id shipment = ship_serial(fix, "[\"S1\"]");

    assert_refused(fix->admin, SERIAL_REQUIRED,
                   fix_try_return(&fix->trade, shipment, 1, NULL, NULL));
    assert_refused(fix->admin, SERIAL_NOT_FOUND,
                   fix_try_return(&fix->trade, shipment, 1, "[\"NEW1\"]", NULL));
    assert_serial(&fix->trade.core, "S1", "used");
    assert_stock(&fix->trade.core, fix->tracked, fix->warehouse, "4/0/4");
}

/* InvenTree #6431. */
static void a_returned_serial_is_free_again(void **state)
{
    fix_bug *fix = *state;
    salesinv_id shipment = ship_serial(fix, "[\"S1\"]");
    salesinv_serial *serial;

    fix_return(&fix->trade, shipment, 1, "[\"S1\"]");
    assert_ok(fix->admin, salesinv_serial_get(fix->admin, 0, "S1", &serial));
    assert_int_equal(salesinv_serial_holder(serial), 0);
    assert_int_equal(salesinv_serial_account(serial), 0);
    assert_int_equal(salesinv_serial_warehouse(serial), fix->warehouse);
    salesinv_serial_free(serial);
    ship_serial(fix, "[\"S1\"]");
}

/* ERPNext #49520. */
static void a_reused_serial_keeps_its_history(void **state)
{
    fix_bug *fix = *state;
    salesinv_id first = ship_serial(fix, "[\"S1\"]");
    salesinv_id back = fix_return(&fix->trade, first, 1, "[\"S1\"]");
    salesinv_id second = ship_serial(fix, "[\"S1\"]");
    const salesinv_id documents[] = {first, back, second};
    salesinv_trace *trace;

    assert_ok(fix->admin, salesinv_serial_trace(fix->admin, 0, "S1", &trace));
    assert_int_equal(salesinv_trace_count(trace), 4);
    for (int32_t i = 0; i < 3; i++)
        assert_int_equal(sinv_line_document(salesinv_trace_line(trace, i + 1)),
                         documents[i]);
    salesinv_trace_free(trace);
}

/* ERPNext PR #13378: shipped, returned and shipped anew, it came back on the first delivery again. */
static void a_serial_does_not_return_twice_on_one_delivery(void **state)
{
    fix_bug *fix = *state;
    salesinv_id first = ship_serial(fix, "[\"S1\"]");
    salesinv_id second;

    fix_return(&fix->trade, first, 1, "[\"S1\"]");
    assert_refused(fix->admin, EXCEEDS_RETURNABLE,
                   fix_try_return(&fix->trade, first, 1, "[\"S1\"]", NULL));
    second = ship_serial(fix, "[\"S1\"]");
    assert_refused(fix->admin, EXCEEDS_RETURNABLE,
                   fix_try_return(&fix->trade, first, 1, "[\"S1\"]", NULL));
    fix_return(&fix->trade, second, 1, "[\"S1\"]");
}

/* ERPNext PR #24207: after a part came back, all of it was still offered. */
static void what_can_still_return_is_what_is_out(void **state)
{
    fix_bug *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->warehouse, fix->plain, 10);
    salesinv_id shipment = fix_ship(&fix->trade, order, 0, 10, NULL);

    fix_return(&fix->trade, shipment, 6, NULL);
    assert_units(&fix->trade, SHIPMENT, shipment, SALESINV_F_RETURNABLE, 4);
    assert_refused(fix->admin, EXCEEDS_RETURNABLE,
                   fix_try_return(&fix->trade, shipment, 5, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "returnable"), 4 * FIX_UNIT);
    fix_return(&fix->trade, shipment, 4, NULL);
}

/* ERPNext #21523: an item in for repair changed where its order stood. */
static void a_repair_leaves_the_order_as_it_is(void **state)
{
    fix_bug *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->warehouse, fix->tracked, 1);
    salesinv_id shipment = fix_ship(&fix->trade, order, 0, 1, "[\"S1\"]");

    assert_ok(fix->admin,
              salesinv_shipment_receive(fix->admin, shipment, 0, NULL, NULL, NULL));
    fix_setting(fix->admin, "plugin.free_return", 1);
    fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
               "{\"mode\": 3, \"account\": %lld, \"currency\": \"EUR\", \"warehouse\": "
               "%lld, \"reason\": \"repair\", \"lines\": [{\"product\": %lld, \"qty\": "
               "\"1\", \"price\": \"0\", \"serials\": [\"S1\"]}]}",
               (long long)fix->trade.account, (long long)fix->warehouse,
               (long long)fix->tracked);
    assert_serial(&fix->trade.core, "S1", "in_stock");
    assert_status(&fix->trade, ORDER, order, RECEIVED);
    assert_status(&fix->trade, SHIPMENT, shipment, RECEIVED);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPABLE, 0);
}

/* Vendure #1250. */
static void a_void_shipment_freezes_again(void **state)
{
    fix_bug *fix = *state;
    salesinv_id order = fix_order(&fix->trade, fix->warehouse, fix->plain, 8);
    salesinv_id shipment = fix_ship(&fix->trade, order, 0, 8, NULL);

    assert_stock(&fix->trade.core, fix->plain, fix->warehouse, "2/0/2");
    assert_ok(fix->admin,
              salesinv_shipment_void(fix->admin, shipment, 0, NULL, NULL, NULL));
    assert_stock(&fix->trade.core, fix->plain, fix->warehouse, "10/8/2");
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_order(&fix->trade, fix->warehouse, fix->plain, 3, NULL));
    fix_ship(&fix->trade, order, 0, 8, NULL);
}

static salesinv_id submit_with_key(fix_bug *fix, const char *key, bool wants_repeat)
{
    salesinv_draft *draft = fix_draft(
        fix->admin, ORDER,
        "{\"account\": %lld, \"warehouse\": %lld, \"currency\": \"EUR\", \"lines\": "
        "[{\"product\": %lld, \"qty\": \"4\"}]}",
        (long long)fix->trade.account, (long long)fix->warehouse,
        (long long)fix->plain);
    salesinv_order *order;
    salesinv_id id;

    assert_ok(fix->admin,
              salesinv_order_create(fix->admin, draft, SALESINV_SUBMIT, key, &order));
    id = salesinv_document_id(salesinv_order_document(order));
    assert_int_equal(salesinv_document_is_repeat(salesinv_order_document(order)),
                     wants_repeat);
    salesinv_order_free(order);
    salesinv_draft_free(draft);
    return id;
}

static void a_command_delivered_twice_acts_once(void **state)
{
    fix_bug *fix = *state;
    salesinv_id id = submit_with_key(fix, "order-1", false);
    salesinv_id shipment =
        fix_create(fix->admin, SHIPMENT, 0, "{\"order\": %lld}", (long long)id);

    assert_int_equal(submit_with_key(fix, "order-1", true), id);
    assert_stock(&fix->trade.core, fix->plain, fix->warehouse, "10/4/6");
    for (int32_t i = 0; i < 3; i++) {
        assert_ok(fix->admin,
                  salesinv_shipment_submit(fix->admin, shipment, 0, "ship-1", NULL));
        assert_int_equal(salesinv_session_is_repeat(fix->admin), i > 0);
    }
    assert_stock(&fix->trade.core, fix->plain, fix->warehouse, "6/0/6");
    assert_refused(fix->admin, REQUEST_REUSED,
                   salesinv_order_void(fix->admin, id, 0, NULL, "ship-1", NULL));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
#define TEST_FILE(name) cmocka_unit_test_setup_teardown(name, setup_file, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(two_lines_of_one_product_do_not_oversell_together),
        TEST_FILE(one_stock_row_however_many_receive_first),
        TEST_FILE(one_serial_is_promised_once),
        TEST_FILE(the_last_unit_is_sold_once),
        TEST(a_return_invents_no_serials),
        TEST(a_returned_serial_is_free_again),
        TEST(a_reused_serial_keeps_its_history),
        TEST(a_serial_does_not_return_twice_on_one_delivery),
        TEST(what_can_still_return_is_what_is_out),
        TEST(a_repair_leaves_the_order_as_it_is),
        TEST(a_void_shipment_freezes_again),
        TEST(a_command_delivered_twice_acts_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
