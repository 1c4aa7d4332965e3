/* SPDX-License-Identifier: Apache-2.0 */
/* The examples of records beside the schemas: each is applied, and changes nothing the second time. */
#include "salesinv/catalog.h"
#include "salesinv/product.h"
#include "support/fix_example.h"

static fix_example *fix_of(void **state)
{
    return *state;
}

static void master_data_and_stock_are_applied_once(void **state)
{
    fix_example *fix = fix_of(state);
    fix_core *core = &fix->trade.core;
    fix_master master = fix_example_master(fix);

    assert_int_equal(
        fix_int(fix->user, SALESINV_KIND_PRODUCT, master.motor, 0, SALESINV_F_TRACKING),
        SALESINV_TRACKING_SERIAL);
    assert_int_equal(
        fix_int(fix->user, SALESINV_KIND_WAREHOUSE, master.north, 2, SALESINV_F_MEMBER),
        master.account);
    assert_stock(core, master.motor, master.north, "9/0/9");
    assert_serial(core, "SM0008", "in_stock");
    assert_serial(core, "SM9003", "used");
}

static void what_is_deleted_is_gone(void **state)
{
    fix_example *fix = fix_of(state);

    (void)fix_example_apply(fix, "category-top", SALESINV_UPSERT_CREATED);
    (void)fix_example_apply(fix, "category", SALESINV_UPSERT_CREATED);
    (void)fix_example_apply(fix, "category-deleted", SALESINV_UPSERT_UPDATED);
    (void)fix_example_put(fix, "category", SALESINV_UPSERT_IGNORED);
}

static void a_deleted_figure_counts_no_more(void **state)
{
    fix_example *fix = fix_of(state);
    fix_master master = fix_example_master(fix);

    assert_stock(&fix->trade.core, master.grease, master.north, "100/0/100");
    (void)fix_example_apply(fix, "stock-deleted", SALESINV_UPSERT_UPDATED);
    assert_stock(&fix->trade.core, master.grease, master.north, "0/0/0");
}

static void what_left_on_a_notice_counts_until_it_is_void(void **state)
{
    fix_example *fix = fix_of(state);
    fix_trade *trade = &fix->trade;
    fix_sale made = fix_example_sale(fix);

    (void)fix_example_apply(fix, "outbound", SALESINV_UPSERT_CREATED);
    assert_status(trade, SALESINV_KIND_SHIPMENT, made.notice, OUTBOUND);
    assert_units(trade, SALESINV_KIND_ORDER, made.order, SALESINV_F_SHIPPED, 2);
    assert_serial(&trade->core, "SM0002", "used");

    (void)fix_example_apply(fix, "outbound-void", SALESINV_UPSERT_UPDATED);
    assert_status(trade, SALESINV_KIND_SHIPMENT, made.notice, ISSUED);
    assert_units(trade, SALESINV_KIND_ORDER, made.order, SALESINV_F_SHIPPED, 0);
    assert_serial(&trade->core, "SM0002", "in_stock");
}

static void what_left_for_an_order_counts(void **state)
{
    fix_example *fix = fix_of(state);
    fix_trade *trade = &fix->trade;
    fix_master master = fix_example_master(fix);
    salesinv_id order;

    fix_setting(trade->core.admin, "shipping.mode", SALESINV_SHIPPING_ORDER);
    order = fix_create(
        fix->user, SALESINV_KIND_ORDER, SALESINV_SUBMIT,
        "{\"account\":%lld,\"warehouse\":%lld,\"currency\":\"EUR\",\"lines\":["
        "{\"product\":%lld,\"qty\":\"1\"},{\"product\":%lld,\"qty\":\"4\"}]}",
        (long long)master.account, (long long)master.north, (long long)master.motor,
        (long long)master.grease);
    fix_example_say(fix, "SO-000031", SALESINV_KIND_ORDER, order);
    (void)fix_example_apply(fix, "shipment", SALESINV_UPSERT_CREATED);
    assert_status(trade, SALESINV_KIND_ORDER, order, SHIPPED);
    assert_serial(&trade->core, "SM0100", "used");

    (void)fix_example_apply(fix, "shipment-void", SALESINV_UPSERT_UPDATED);
    assert_status(trade, SALESINV_KIND_ORDER, order, CONFIRMED);
    assert_serial(&trade->core, "SM0100", "in_stock");
}

static void what_came_in_of_a_return_counts(void **state)
{
    fix_example *fix = fix_of(state);
    fix_trade *trade = &fix->trade;
    fix_sale made = fix_example_shipped(fix);
    salesinv_id id = fix_example_return(fix, made.notice);

    fix_example_take(fix, "message-return", "60003", NULL);
    fix_example_say(fix, "RT-000022", SALESINV_KIND_RETURN, id);
    (void)fix_example_apply(fix, "return", SALESINV_UPSERT_UPDATED);
    assert_units(trade, SALESINV_KIND_RETURN, id, SALESINV_F_RECEIVED, 1);
    assert_status(trade, SALESINV_KIND_RETURN, id, RECEIVED);
    assert_serial(&trade->core, "SM0002", "in_stock");

    (void)fix_example_apply(fix, "return-void", SALESINV_UPSERT_UPDATED);
    assert_status(trade, SALESINV_KIND_RETURN, id, CONFIRMED);
    assert_serial(&trade->core, "SM0002", "incoming");
}

static void what_came_in_and_went_out_of_an_exchange_counts(void **state)
{
    fix_example *fix = fix_of(state);
    fix_trade *trade = &fix->trade;
    fix_sale made = fix_example_shipped(fix);
    salesinv_id id = fix_example_exchange(fix, &made.master, made.notice);

    fix_example_take(fix, "message-exchange", "60004", NULL);
    fix_example_say(fix, "RT-000023", SALESINV_KIND_RETURN, id);
    (void)fix_example_apply(fix, "return-exchange", SALESINV_UPSERT_UPDATED);
    assert_status(trade, SALESINV_KIND_RETURN, id, RECEIVED);
    assert_serial(&trade->core, "SM0001", "in_stock");
    assert_serial(&trade->core, "SM0003", "used");
}

#define TEST(name)                                                                     \
    cmocka_unit_test_setup_teardown(name, fix_example_open, fix_example_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(master_data_and_stock_are_applied_once),
        TEST(what_is_deleted_is_gone),
        TEST(a_deleted_figure_counts_no_more),
        TEST(what_left_on_a_notice_counts_until_it_is_void),
        TEST(what_left_for_an_order_counts),
        TEST(what_came_in_of_a_return_counts),
        TEST(what_came_in_and_went_out_of_an_exchange_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
