/* SPDX-License-Identifier: Apache-2.0 */
/* Orders over all applicable warehouses: where they freeze, what edits, shipments and ends do to it. */
#include "salesinv/product.h"
#include "salesinv/warehouse.h"
#include "support/fix_trade.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    WAREHOUSE = SALESINV_KIND_WAREHOUSE,
    ALLOW = 2
};

typedef struct fix_pool {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id product;
    salesinv_id main;  /* the default one: 6 on hand */
    salesinv_id north; /* priority 2: 7 */
    salesinv_id south; /* priority 1: 5 */
} fix_pool;

static salesinv_id place(fix_pool *fix, const char *name, int64_t priority,
                         int64_t units)
{
    salesinv_id id =
        fix_create(fix->admin, WAREHOUSE, 0, "{\"name\": \"%s\", \"priority\": %lld}",
                   name, (long long)priority);

    fix_receive(&fix->trade.core, id, fix->product, units);
    return id;
}

static int setup(void **state)
{
    static fix_pool fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.product = fix_product(&fix.trade.core, "P", SALESINV_TRACKING_NONE);
    fix.main = place(&fix, "Main", 9, 6);
    fix.north = place(&fix, "North", 2, 7);
    fix.south = place(&fix, "South", 1, 5);
    fix_setting(fix.admin, "order.mode", SALESINV_MODE_CONSOLIDATED);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_pool *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

/* Figures of the three warehouses in order of allocation. */
static void then_pool(fix_pool *fix, const char *main, const char *south,
                      const char *north)
{
    assert_stock(&fix->trade.core, fix->product, fix->main, main);
    assert_stock(&fix->trade.core, fix->product, fix->south, south);
    assert_stock(&fix->trade.core, fix->product, fix->north, north);
}

static salesinv_id order(fix_pool *fix, int64_t units)
{
    return fix_order(&fix->trade, 0, fix->product, units);
}

static salesinv_status try_qty(fix_pool *fix, salesinv_id id, int64_t units)
{
    return fix_try_update(fix->admin, ORDER, id,
                          "{\"lines\": [{\"line\": 1, \"qty\": \"%lld\"}]}",
                          (long long)units);
}

static void default_first_then_priority(void **state)
{
    fix_pool *fix = *state;

    order(fix, 13);
    then_pool(fix, "6/6/0", "5/5/0", "7/2/5");
}

/* Where it was allocated can be read, by who may read the order. */
static void the_allocation_is_visible(void **state)
{
    fix_pool *fix = *state;
    salesinv_id id = order(fix, 13);
    salesinv_freezes *freezes;
    int64_t by_warehouse[3] = {0, 0, 0};
    const salesinv_id places[3] = {fix->main, fix->south, fix->north};

    assert_ok(fix->admin, salesinv_order_freezes(fix->admin, id, &freezes));
    assert_int_equal(salesinv_freezes_count(freezes), 3);
    for (int32_t i = 0; i < 3; i++) {
        assert_int_equal(salesinv_freezes_line(freezes, i), 1);
        for (int32_t k = 0; k < 3; k++)
            if (salesinv_freezes_warehouse(freezes, i) == places[k])
                by_warehouse[k] += salesinv_freezes_qty(freezes, i);
    }
    assert_int_equal(by_warehouse[0], 6 * FIX_UNIT);
    assert_int_equal(by_warehouse[1], 5 * FIX_UNIT);
    assert_int_equal(by_warehouse[2], 2 * FIX_UNIT);
    assert_int_equal(salesinv_freezes_warehouse(freezes, 3), 0);
    salesinv_freezes_free(freezes);
    fix_ship(&fix->trade, id, fix->main, 13 - 7, NULL);
    assert_ok(fix->admin, salesinv_order_freezes(fix->admin, id, &freezes));
    assert_int_equal(salesinv_freezes_count(freezes), 2);
    salesinv_freezes_free(freezes);
    assert_refused(fix->admin, NOT_FOUND,
                   salesinv_order_freezes(fix->admin, 999999, &freezes));
    assert_null(freezes);
}

static void lines_of_a_product_share_the_pool(void **state)
{
    fix_pool *fix = *state;
    long long product = fix->product;

    assert_refused(
        fix->admin, INSUFFICIENT_STOCK,
        fix_try_create(fix->admin, ORDER, SALESINV_SUBMIT,
                       "{\"account\": %lld, \"currency\": \"EUR\", \"lines\": "
                       "[{\"product\": %lld, \"qty\": \"10\"}, {\"product\": %lld, "
                       "\"qty\": \"9\"}]}",
                       (long long)fix->trade.account, product, product));
    assert_int_equal(fix_detail(fix->admin, "wanted"), 19 * FIX_UNIT);
    assert_int_equal(fix_detail(fix->admin, "available"), 18 * FIX_UNIT);
    then_pool(fix, "6/0/6", "5/0/5", "7/0/7");
    fix_create(fix->admin, ORDER, SALESINV_SUBMIT,
               "{\"account\": %lld, \"currency\": \"EUR\", \"lines\": [{\"product\": "
               "%lld, \"qty\": \"10\"}, {\"product\": %lld, \"qty\": \"8\"}]}",
               (long long)fix->trade.account, product, product);
    then_pool(fix, "6/6/0", "5/5/0", "7/7/0");
}

static void allow_leaves_the_rest_on_the_first(void **state)
{
    fix_pool *fix = *state;

    fix_setting(fix->admin, "order.validation", ALLOW);
    order(fix, 20);
    then_pool(fix, "6/8/-2", "5/5/0", "7/7/0");
}

static void a_negative_warehouse_counts_but_gives_nothing(void **state)
{
    fix_pool *fix = *state;

    fix_setting(fix->admin, "order.validation", ALLOW);
    order(fix, 20);
    fix_receive(&fix->trade.core, fix->north, fix->product, 5);
    fix_setting(fix->admin, "order.validation", 1);
    then_pool(fix, "6/8/-2", "5/5/0", "12/7/5");
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_order(&fix->trade, 0, fix->product, 4, NULL));
    assert_int_equal(fix_detail(fix->admin, "available"), 3 * FIX_UNIT);
    order(fix, 3);
    then_pool(fix, "6/8/-2", "5/5/0", "12/10/2");
}

static void it_takes_no_warehouse(void **state)
{
    fix_pool *fix = *state;

    assert_refused(fix->admin, WAREHOUSE_NOT_ALLOWED,
                   fix_try_order(&fix->trade, fix->main, fix->product, 1, NULL));
    assert_field(fix->admin, "warehouse");
}

static void one_warehouse_must_apply(void **state)
{
    fix_pool *fix = *state;
    const salesinv_id all[] = {fix->main, fix->north, fix->south};
    salesinv_id other = fix_account(&fix->trade.core, "Other");

    for (int i = 0; i < 3; i++)
        assert_ok(fix->admin,
                  fix_try_update(fix->admin, WAREHOUSE, all[i],
                                 "{\"lines\": [{\"list\": %d, \"member\": %lld}]}",
                                 SALESINV_ACCESS_ACCOUNT, (long long)other));
    assert_refused(fix->admin, WAREHOUSE_NOT_APPLICABLE,
                   fix_try_order(&fix->trade, 0, fix->product, 1, NULL));
    assert_int_equal(fix_detail(fix->admin, "account"), fix->trade.account);
}

static void edits_follow_the_allocation(void **state)
{
    fix_pool *fix = *state;
    salesinv_id id = order(fix, 13);

    assert_ok(fix->admin, try_qty(fix, id, 10)); /* the last one gives back first */
    then_pool(fix, "6/6/0", "5/4/1", "7/0/7");
    assert_ok(fix->admin, try_qty(fix, id, 17));
    then_pool(fix, "6/6/0", "5/5/0", "7/6/1");
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_qty(fix, id, 19));
    assert_int_equal(fix_detail(fix->admin, "wanted"), 2 * FIX_UNIT);
    then_pool(fix, "6/6/0", "5/5/0", "7/6/1");
}

/* What the removed line gives back is there for the new one, wherever it was frozen. */
static void a_line_that_is_replaced_makes_room(void **state)
{
    fix_pool *fix = *state;
    salesinv_id id = order(fix, 13);

    assert_ok(fix->admin,
              fix_try_update(fix->admin, ORDER, id,
                             "{\"lines\": [{\"product\": %lld, \"qty\": \"18\"}]}",
                             (long long)fix->product));
    then_pool(fix, "6/6/0", "5/5/0", "7/7/0");
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_update(fix->admin, ORDER, id,
                                  "{\"lines\": [{\"product\": %lld, \"qty\": \"19\"}]}",
                                  (long long)fix->product));
    assert_int_equal(fix_detail(fix->admin, "available"), 18 * FIX_UNIT);
    then_pool(fix, "6/6/0", "5/5/0", "7/7/0");
}

static void it_ships_from_where_it_froze_first(void **state)
{
    fix_pool *fix = *state;
    salesinv_id id = order(fix, 13);
    salesinv_id shipment = fix_ship(&fix->trade, id, fix->south, 5, NULL);

    then_pool(fix, "6/6/0", "0/0/0", "7/2/5");
    fix_ship(&fix->trade, id, fix->north, 4,
             NULL); /* 2 of its own, 2 of the main one */
    then_pool(fix, "6/4/2", "0/0/0", "3/0/3");
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, shipment, SINV_VERB_VOID));
    then_pool(fix, "6/4/2", "5/5/0", "3/0/3");
    assert_units(&fix->trade, ORDER, id, SALESINV_F_SHIPPABLE, 9);
    assert_ok(fix->admin,
              salesinv_order_close_remainder(fix->admin, id, 0, NULL, NULL, NULL));
    then_pool(fix, "6/0/6", "5/0/5", "3/0/3");
}

static void void_gives_everything_back(void **state)
{
    fix_pool *fix = *state;
    salesinv_id id = order(fix, 18);

    then_pool(fix, "6/6/0", "5/5/0", "7/7/0");
    assert_ok(fix->admin, fix_step(fix->admin, ORDER, id, SINV_VERB_VOID));
    then_pool(fix, "6/0/6", "5/0/5", "7/0/7");
}

static void the_mode_is_that_of_the_record_type(void **state)
{
    fix_pool *fix = *state;
    salesinv_id id;

    assert_ok(fix->admin, salesinv_setting_set_int(fix->admin, "order.mode", "counter",
                                                   SALESINV_MODE_SINGLE, NULL));
    id = fix_create(fix->admin, ORDER, SALESINV_SUBMIT,
                    "{\"record_type\": \"counter\", \"account\": %lld, \"currency\": "
                    "\"EUR\", \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
                    "\"qty\": \"2\"}]}",
                    (long long)fix->trade.account, (long long)fix->north,
                    (long long)fix->product);
    then_pool(fix, "6/0/6", "5/0/5", "7/2/5");
    fix_setting(fix->admin, "order.mode", SALESINV_MODE_NONE);
    assert_ok(fix->admin, try_qty(fix, id, 3)); /* as it was fixed at submission */
    then_pool(fix, "6/0/6", "5/0/5", "7/3/4");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(default_first_then_priority),
        TEST(the_allocation_is_visible),
        TEST(lines_of_a_product_share_the_pool),
        TEST(allow_leaves_the_rest_on_the_first),
        TEST(a_negative_warehouse_counts_but_gives_nothing),
        TEST(it_takes_no_warehouse),
        TEST(one_warehouse_must_apply),
        TEST(edits_follow_the_allocation),
        TEST(a_line_that_is_replaced_makes_room),
        TEST(it_ships_from_where_it_froze_first),
        TEST(void_gives_everything_back),
        TEST(the_mode_is_that_of_the_record_type),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
