/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Faults of several users at once that other systems of this field are known for, by name and number; none of them is ours. Each
 * user has an engine of his own on one file.
 */
#include <pthread.h>
#include <stdatomic.h>

#include "salesinv/inbound.h"
#include "salesinv/product.h"
#include "support/fix_trade.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    INBOUND = SALESINV_KIND_INBOUND,
    BUYERS = 4,
    ORDERS = 5
};

typedef struct fix_bug {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id plain;   /* 10 on hand */
    salesinv_id tracked; /* S1 to S5 */
} fix_bug;

static void open_works(fix_bug *fix)
{
    fix_core *core = &fix->trade.core;

    *fix = (fix_bug){.warehouse = 0};
    fix_core_open(core, true);
    fix->admin = core->admin;
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

    open_works(&fix);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_bug *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

typedef struct buyer {
    fix_bug *fix;
    salesinv_engine *engine;
    salesinv_status (*act)(struct buyer *buyer, salesinv_session *session);
    salesinv_id source;
    int32_t done; /* of several calls */
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

static salesinv_status order_one_by_one(buyer *of, salesinv_session *session)
{
    salesinv_status rc = SALESINV_OK;

    for (int32_t i = 0; i < ORDERS && rc == SALESINV_OK; i++) {
        rc = fix_try_create(session, ORDER, SALESINV_SUBMIT,
                            "{\"account\": %lld, \"warehouse\": %lld, \"currency\": "
                            "\"EUR\", \"lines\": [{\"product\": %lld, \"qty\": "
                            "\"1\"}]}",
                            (long long)of->fix->trade.account,
                            (long long)of->fix->warehouse, (long long)of->source);
        of->done += rc == SALESINV_OK;
    }
    return rc;
}

/* Odoo PR #32857: twenty reserve one each, and there are ten. */
static void what_is_there_is_promised_and_no_more(void **state)
{
    fix_bug *fix = *state;
    buyer buyers[BUYERS] = {{.source = 0}};
    int32_t promised = 0;

    for (int32_t i = 0; i < BUYERS; i++)
        buyers[i] = (buyer){.act = order_one_by_one, .source = fix->plain};
    (void)race(fix, buyers);
    for (int32_t i = 0; i < BUYERS; i++) {
        promised += buyers[i].done;
        assert_true(buyers[i].result == SALESINV_OK ||
                    buyers[i].result == SALESINV_E_INSUFFICIENT_STOCK);
    }
    assert_int_equal(promised, 10);
    assert_stock(&fix->trade.core, fix->plain, fix->warehouse, "10/10/0");
}

/* The same two products, by half of the buyers from the other end. */
static salesinv_status order_both(buyer *of, salesinv_session *session)
{
    const fix_bug *fix = of->fix;
    bool is_turned = of->source % 2 == 1;
    salesinv_status rc = SALESINV_OK;

    for (int32_t i = 0; i < ORDERS && rc == SALESINV_OK; i++)
        rc = fix_try_create(
            session, ORDER, SALESINV_SUBMIT,
            "{\"account\": %lld, \"warehouse\": %lld, \"currency\": \"EUR\", "
            "\"lines\": [{\"product\": %lld, \"qty\": \"1\"}, {\"product\": %lld, "
            "\"qty\": \"1\"}]}",
            (long long)fix->trade.account, (long long)fix->warehouse,
            (long long)(is_turned ? fix->tracked : fix->plain),
            (long long)(is_turned ? fix->plain : fix->tracked));
    return rc;
}

/* Django Oscar PR #4594, ERPNext #28896: orders of the same goods in opposite order locked each other out. */
static void orders_in_opposite_order_all_go_through(void **state)
{
    fix_bug *fix = *state;
    buyer buyers[BUYERS] = {{.source = 0}};

    fix_receive(&fix->trade.core, fix->warehouse, fix->plain, 90);
    fix_receive_serials(&fix->trade.core, fix->warehouse, fix->tracked, "T10", 90);
    for (int32_t i = 0; i < BUYERS; i++)
        buyers[i] = (buyer){.act = order_both, .source = i};
    assert_int_equal(race(fix, buyers), BUYERS);
    assert_stock(&fix->trade.core, fix->plain, fix->warehouse, "100/20/80");
    assert_stock(&fix->trade.core, fix->tracked, fix->warehouse, "95/20/75");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_stock_row_however_many_receive_first),
        TEST(one_serial_is_promised_once),
        TEST(the_last_unit_is_sold_once),
        TEST(what_is_there_is_promised_and_no_more),
        TEST(orders_in_opposite_order_all_go_through),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
