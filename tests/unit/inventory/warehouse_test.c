/* SPDX-License-Identifier: Apache-2.0 */
/* Warehouses, bins and batches: defaults, switches, and what stands in the way of putting them out of use. */
#include <string.h>

#include "inventory/warehouse.h"
#include "salesinv/batch.h"
#include "salesinv/bin.h"
#include "salesinv/inbound.h"
#include "salesinv/outbound.h"
#include "salesinv/product.h"
#include "support/fix_stock.h"

enum {
    WAREHOUSE = SALESINV_KIND_WAREHOUSE,
    BIN = SALESINV_KIND_BIN,
    BATCH = SALESINV_KIND_BATCH,
    IN = SALESINV_KIND_INBOUND,
    OUT = SALESINV_KIND_OUTBOUND
};

static int setup(void **state)
{
    static fix_core fix;

    fix_core_open(&fix, false);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_core_close(*state);
    return 0;
}

static int64_t is_default(fix_core *fix, salesinv_id id)
{
    return fix_int(fix->admin, WAREHOUSE, id, 0, SALESINV_F_IS_DEFAULT);
}

static void one_warehouse_is_the_default(void **state)
{
    fix_core *fix = *state;
    salesinv_id first = fix_warehouse(fix, "First");
    salesinv_id second = fix_warehouse(fix, "Second");
    salesinv_id third;

    assert_int_equal(is_default(fix, first), 1);
    assert_int_equal(is_default(fix, second), 0);
    third = fix_create(fix->admin, WAREHOUSE, 0,
                       "{\"name\": \"Third\", \"is_default\": 1}");
    assert_int_equal(is_default(fix, first), 0);
    assert_int_equal(is_default(fix, third), 1);
    assert_ok(fix->admin,
              fix_try_update(fix->admin, WAREHOUSE, second, "{\"is_default\": 1}"));
    assert_int_equal(is_default(fix, second), 1);
    assert_int_equal(is_default(fix, third), 0);
    assert_refused(fix->admin, INVALID_STATE,
                   salesinv_warehouse_deactivate(fix->admin, second, 0, NULL, NULL));
    assert_field(fix->admin, "is_default");
    assert_ok(fix->admin,
              salesinv_warehouse_deactivate(fix->admin, third, 0, NULL, NULL));
    assert_refused(fix->admin, INVALID_STATE,
                   fix_try_update(fix->admin, WAREHOUSE, third, "{\"is_default\": 1}"));
    assert_int_equal(is_default(fix, second), 1);
}

static void frozen_stock_keeps_a_warehouse_open(void **state)
{
    fix_core *fix = *state;
    salesinv_id product = fix_product(fix, "Cable", SALESINV_TRACKING_NONE);
    salesinv_id order;
    salesinv_id other;

    fix_warehouse(fix, "First");
    other = fix_warehouse(fix, "Other");
    fix_receive(fix, other, product, 5);
    fix_setting(fix->admin, "approval.outbound", 1);
    order = fix_create(fix->admin, OUT, SALESINV_SUBMIT,
                       "{\"type\": %d, \"warehouse\": %lld, \"lines\": "
                       "[{\"product\": %lld, \"qty\": \"2\"}]}",
                       SALESINV_OUTBOUND_LOSS, (long long)other, (long long)product);
    assert_refused(fix->admin, IN_USE,
                   salesinv_warehouse_deactivate(fix->admin, other, 0, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "product"), product);
    assert_ok(fix->admin, salesinv_outbound_withdraw(fix->admin, order, 0, NULL, NULL));
    /* Stock that nobody waits for may stay there. */
    assert_ok(fix->admin,
              salesinv_warehouse_deactivate(fix->admin, other, 0, NULL, NULL));
    assert_refused(fix->admin, WAREHOUSE_DISABLED,
                   salesinv_outbound_submit(fix->admin, order, 0, NULL, NULL));
    assert_field(fix->admin, "warehouse");
}

/* ---- lists ---- */

typedef struct access_case {
    salesinv_id warehouse;
    salesinv_id account;
} access_case;

static salesinv_status ask(sinv_txn *txn, void *arg)
{
    const access_case *of = arg;

    return sinv_warehouse_for_order(txn, "warehouse", of->warehouse, of->account);
}

static void lists_say_who_may_order(void **state)
{
    fix_core *fix = *state;
    salesinv_id account = fix_account(fix, "Good");
    salesinv_id stranger = fix_account(fix, "Stranger");
    access_case of = {fix_warehouse(fix, "Main"), account};

    assert_ok(fix->admin, fix_core_run(fix->admin, false, ask, &of));
    assert_ok(fix->admin,
              fix_try_update(fix->admin, WAREHOUSE, of.warehouse,
                             "{\"lines\": [{\"list\": 3, \"member\": %lld}]}",
                             (long long)account));
    assert_ok(fix->admin, fix_core_run(fix->admin, false, ask, &of));
    of.account = stranger;
    assert_refused(fix->admin, WAREHOUSE_NOT_APPLICABLE,
                   fix_core_run(fix->admin, false, ask, &of));
    assert_int_equal(fix_detail(fix->admin, "account"), stranger);
    assert_ok(fix->admin,
              fix_try_update(fix->admin, WAREHOUSE, of.warehouse,
                             "{\"lines\": [{\"list\": 1, \"member\": 8}]}"));
    assert_refused(fix->admin, WAREHOUSE_NOT_APPLICABLE,
                   fix_core_run(fix->admin, false, ask, &of));
    assert_int_equal(fix_detail(fix->admin, "user"), 7);
    /* A department of his is enough, beside a list of users that he is not in. */
    assert_ok(fix->admin, fix_try_update(fix->admin, WAREHOUSE, of.warehouse,
                                         "{\"lines\": [{\"list\": 1, \"member\": 8}, "
                                         "{\"list\": 2, \"member\": 70}]}"));
    assert_ok(fix->admin, salesinv_session_add_department(fix->admin, 70));
    assert_ok(fix->admin, fix_core_run(fix->admin, false, ask, &of));
    assert_refused(fix->admin, EXISTS,
                   fix_try_update(fix->admin, WAREHOUSE, of.warehouse,
                                  "{\"lines\": [{\"list\": 1, \"member\": 8}, "
                                  "{\"list\": 1, \"member\": 8}]}"));
    assert_refused(fix->admin, NOT_FOUND,
                   fix_try_update(fix->admin, WAREHOUSE, of.warehouse,
                                  "{\"lines\": [{\"list\": 3, \"member\": 999}]}"));
}

/* ---- bins and batches ---- */

static salesinv_id bin_warehouse(fix_core *fix)
{
    fix_setting(fix->admin, "warehouse.bins", 1);
    return fix_create(fix->admin, WAREHOUSE, 0,
                      "{\"name\": \"Shelves\", \"has_bins\": 1}");
}

static salesinv_status receive(fix_core *fix, salesinv_id warehouse,
                               salesinv_id product, const char *place, salesinv_id id)
{
    return fix_try_create(fix->admin, IN, SALESINV_SUBMIT,
                          "{\"type\": %d, \"warehouse\": %lld, \"lines\": "
                          "[{\"product\": %lld, \"qty\": \"5\", \"%s\": %lld}]}",
                          SALESINV_INBOUND_OPENING, (long long)warehouse,
                          (long long)product, place, (long long)id);
}

static void bins_take_every_line(void **state)
{
    fix_core *fix = *state;
    salesinv_id product = fix_product(fix, "Cable", SALESINV_TRACKING_NONE);
    salesinv_id plain = fix_warehouse(fix, "Plain");
    salesinv_id shelves;
    salesinv_id bin;
    salesinv_stock *stock;

    assert_refused(fix->admin, PLUGIN_DISABLED,
                   fix_try_create(fix->admin, WAREHOUSE, 0,
                                  "{\"name\": \"Shelves\", \"has_bins\": 1}"));
    shelves = bin_warehouse(fix);
    assert_refused(fix->admin, BIN_MISMATCH,
                   fix_try_create(fix->admin, BIN, 0,
                                  "{\"warehouse\": %lld, \"code\": \"1\", "
                                  "\"name\": \"One\"}",
                                  (long long)plain));
    bin = fix_create(fix->admin, BIN, 0,
                     "{\"warehouse\": %lld, \"code\": \"1\", \"name\": \"One\"}",
                     (long long)shelves);
    assert_refused(fix->admin, EXISTS,
                   fix_try_create(fix->admin, BIN, 0,
                                  "{\"warehouse\": %lld, \"code\": \"1\", "
                                  "\"name\": \"Two\"}",
                                  (long long)shelves));
    assert_refused(fix->admin, BIN_REQUIRED, receive(fix, shelves, product, "bin", 0));
    assert_field(fix->admin, "lines[1].bin");
    assert_refused(fix->admin, BIN_MISMATCH, receive(fix, plain, product, "bin", bin));
    assert_ok(fix->admin, receive(fix, shelves, product, "bin", bin));
    assert_ok(fix->admin, salesinv_stock_get(fix->admin, product, shelves, &stock));
    assert_int_equal(salesinv_stock_detail_count(stock), 1);
    assert_int_equal(salesinv_stock_detail_bin(stock, 0), bin);
    assert_int_equal(salesinv_stock_detail_on_hand(stock, 0), 5 * FIX_UNIT);
    salesinv_stock_free(stock);
    assert_refused(fix->admin, IN_USE,
                   salesinv_bin_deactivate(fix->admin, bin, 0, NULL, NULL));
    assert_refused(fix->admin, IN_USE,
                   fix_try_update(fix->admin, WAREHOUSE, shelves, "{\"has_bins\": 0}"));
}

/* A code is unique within its warehouse: the same one may be found several times. */
static void bins_are_found_by_code(void **state)
{
    fix_core *fix = *state;
    salesinv_id warehouses[2];
    salesinv_filter *filter;
    const salesinv_document *bin;
    salesinv_cursor *cursor;
    int32_t count = 0;

    fix_setting(fix->admin, "warehouse.bins", 1);
    for (int32_t i = 0; i < 2; i++) {
        warehouses[i] = fix_create(fix->admin, WAREHOUSE, 0,
                                   "{\"name\": \"W%d\", \"has_bins\": 1}", (int)i);
        for (int32_t k = 0; k < 2; k++)
            fix_create(fix->admin, BIN, 0,
                       "{\"warehouse\": %lld, \"code\": \"B%d\", \"name\": \"Bin %d\"}",
                       (long long)warehouses[i], (int)k, (int)k);
    }
    assert_ok(fix->admin, salesinv_filter_create(fix->admin, BIN, &filter));
    assert_ok(fix->admin, salesinv_filter_set_code(filter, "B1"));
    assert_ok(fix->admin, salesinv_bin_find(fix->admin, filter, &cursor));
    while (salesinv_cursor_next(cursor, &bin) == SALESINV_ROW) {
        assert_string_equal(salesinv_document_get_text(bin, 0, SALESINV_F_NAME),
                            "Bin 1");
        count++;
    }
    assert_int_equal(count, 2);
    salesinv_cursor_free(cursor);
    salesinv_filter_free(filter);
}

static void a_bin_out_of_use_takes_no_goods(void **state)
{
    fix_core *fix = *state;
    salesinv_id product = fix_product(fix, "Cable", SALESINV_TRACKING_NONE);
    salesinv_id shelves = bin_warehouse(fix);
    salesinv_id bin = fix_create(
        fix->admin, BIN, 0, "{\"warehouse\": %lld, \"code\": \"1\", \"name\": \"One\"}",
        (long long)shelves);

    assert_ok(fix->admin, salesinv_bin_deactivate(fix->admin, bin, 0, NULL, NULL));
    assert_refused(fix->admin, INVALID_STATE,
                   receive(fix, shelves, product, "bin", bin));
    assert_ok(fix->admin, salesinv_bin_activate(fix->admin, bin, 0, NULL, NULL));
    assert_ok(fix->admin, receive(fix, shelves, product, "bin", bin));
}

static salesinv_status take_out(fix_core *fix, salesinv_id warehouse,
                                salesinv_id product, salesinv_id batch, int64_t units)
{
    return fix_try_create(fix->admin, OUT, SALESINV_SUBMIT,
                          "{\"type\": %d, \"warehouse\": %lld, \"lines\": "
                          "[{\"product\": %lld, \"qty\": \"%lld\", \"batch\": %lld}]}",
                          SALESINV_OUTBOUND_LOSS, (long long)warehouse,
                          (long long)product, (long long)units, (long long)batch);
}

static void batches_are_told_apart(void **state)
{
    fix_core *fix = *state;
    salesinv_id warehouse = fix_warehouse(fix, "Main");
    salesinv_id plain = fix_product(fix, "Cable", SALESINV_TRACKING_NONE);
    salesinv_id product = fix_product(fix, "Paste", SALESINV_TRACKING_BATCH);
    salesinv_id old = fix_create(fix->admin, BATCH, 0,
                                 "{\"code\": \"OLD\", \"product\": %lld, "
                                 "\"expires_at\": \"2020-01-01T00:00:00Z\"}",
                                 (long long)product);
    salesinv_id fresh =
        fix_create(fix->admin, BATCH, 0, "{\"code\": \"FRESH\", \"product\": %lld}",
                   (long long)product);

    assert_refused(fix->admin, BATCH_MISMATCH,
                   fix_try_create(fix->admin, BATCH, 0,
                                  "{\"code\": \"X\", \"product\": %lld}",
                                  (long long)plain));
    assert_refused(fix->admin, EXISTS,
                   fix_try_create(fix->admin, BATCH, 0,
                                  "{\"code\": \"OLD\", \"product\": %lld}",
                                  (long long)product));
    assert_refused(fix->admin, BATCH_REQUIRED,
                   receive(fix, warehouse, product, "batch", 0));
    assert_refused(fix->admin, BATCH_MISMATCH,
                   receive(fix, warehouse, plain, "batch", old));
    assert_ok(fix->admin, receive(fix, warehouse, product, "batch", old));
    assert_ok(fix->admin, receive(fix, warehouse, product, "batch", fresh));
    assert_stock(fix, product, warehouse, "10/0/10");
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   take_out(fix, warehouse, product, fresh, 6));
    assert_int_equal(fix_detail(fix->admin, "batch"), fresh);
    assert_ok(fix->admin, take_out(fix, warehouse, product, old, 1));
    fix_setting(fix->admin, "batch.expired", 2);
    assert_refused(fix->admin, BATCH_EXPIRED,
                   take_out(fix, warehouse, product, old, 1));
    assert_int_equal(fix_detail(fix->admin, "batch"), old);
    assert_ok(fix->admin, take_out(fix, warehouse, product, fresh, 5));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_warehouse_is_the_default), TEST(frozen_stock_keeps_a_warehouse_open),
        TEST(lists_say_who_may_order),      TEST(bins_take_every_line),
        TEST(bins_are_found_by_code),       TEST(a_bin_out_of_use_takes_no_goods),
        TEST(batches_are_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
