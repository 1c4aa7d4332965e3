/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of the order when a return of what it had not shipped is void. */
#include "salesinv/product.h"
#include "support/fix_trade.h"

enum { ORDER = SALESINV_KIND_ORDER, RETURN = SALESINV_KIND_RETURN };

typedef struct fix_void {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id product; /* 50 on hand */
    salesinv_id order;   /* of 20 */
} fix_void;

static int setup(void **state)
{
    static fix_void fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    fix.product = fix_product(&fix.trade.core, "Cable", SALESINV_TRACKING_NONE);
    fix_receive(&fix.trade.core, fix.warehouse, fix.product, 50);
    fix.order = fix_order(&fix.trade, fix.warehouse, fix.product, 20);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_void *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

#define then_stock(wanted)                                                             \
    assert_stock(&fix->trade.core, fix->product, fix->warehouse, wanted)
#define then_order(field, wanted)                                                      \
    assert_units(&fix->trade, ORDER, fix->order, SALESINV_F_##field, wanted)

static salesinv_id given_return(fix_void *fix, int units)
{
    return fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
                      "{\"lines\": [{\"order_line\": %lld, \"qty\": \"%d\"}]}",
                      (long long)sinv_line_id(fix->order, 1), units);
}

static void a_void_return_wants_the_goods_again(void **state)
{
    fix_void *fix = *state;
    salesinv_id id = given_return(fix, 20);

    then_stock("50/0/50");
    assert_status(&fix->trade, ORDER, fix->order, CLOSED);
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, "typo", NULL, NULL));
    then_stock("50/20/30");
    then_order(SHIPPABLE, 20);
    assert_status(&fix->trade, ORDER, fix->order, CONFIRMED);
}

/* The remainder was given up for good: what the return gave up goes the same way, until the order is reopened. */
static void a_void_return_leaves_a_closed_order_closed(void **state)
{
    fix_void *fix = *state;
    salesinv_id id = given_return(fix, 5);

    assert_ok(fix->admin, salesinv_order_close_remainder(fix->admin, fix->order, 0,
                                                         "enough", NULL, NULL));
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, "typo", NULL, NULL));
    assert_status(&fix->trade, ORDER, fix->order, CLOSED);
    then_stock("50/0/50");
    then_order(SHIPPABLE, 0);
    then_order(CLOSED, 20);
    assert_ok(fix->admin, salesinv_order_reopen(fix->admin, fix->order, 0, NULL, NULL));
    then_order(SHIPPABLE, 20);
    then_stock("50/20/30");
}

static void a_void_return_is_refused_when_others_took_the_stock(void **state)
{
    fix_void *fix = *state;
    salesinv_id id = given_return(fix, 20);

    fix_order(&fix->trade, fix->warehouse, fix->product, 40);
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    then_stock("50/40/10");
    assert_status(&fix->trade, ORDER, fix->order, CLOSED);
}

/* Once it holds nothing of the order, the line may go; the record stays. */
static void a_void_return_stays_readable_when_its_line_is_gone(void **state)
{
    fix_void *fix = *state;
    salesinv_id id = given_return(fix, 5);
    salesinv_bookings *bookings;

    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, "typo", NULL, NULL));
    assert_ok(fix->admin,
              fix_try_update(fix->admin, ORDER, fix->order,
                             "{\"lines\": [{\"product\": %lld, \"qty\": \"2\"}]}",
                             (long long)fix->product));
    assert_ok(fix->admin, salesinv_return_bookings(fix->admin, id, &bookings));
    assert_int_equal(salesinv_bookings_count(bookings), 1);
    assert_int_equal(salesinv_bookings_order_line(bookings, 0),
                     sinv_line_id(fix->order, 1));
    assert_int_equal(salesinv_bookings_qty(bookings, 0), 5 * FIX_UNIT);
    salesinv_bookings_free(bookings);
}

/* Nothing came in, its shipment is void and the order line gone: voiding it changes nothing any more, and is let. */
static void a_return_given_up_whole_is_voided_without_its_line(void **state)
{
    fix_void *fix = *state;
    salesinv_id shipment = fix_ship(&fix->trade, fix->order, 0, 4, NULL);
    salesinv_id id;

    fix_setting(fix->admin, "return.goods_in", SALESINV_GOODS_IN_SEPARATE);
    id = fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
                    "{\"lines\": [{\"order_line\": %lld, \"qty\": \"4\", "
                    "\"unshipped\": \"0\"}]}",
                    (long long)sinv_line_id(fix->order, 1));
    assert_ok(fix->admin, salesinv_return_close(fix->admin, id, 0, "lost", NULL, NULL));
    assert_ok(fix->admin,
              salesinv_shipment_void(fix->admin, shipment, 0, NULL, NULL, NULL));
    assert_ok(fix->admin,
              fix_try_update(fix->admin, ORDER, fix->order,
                             "{\"lines\": [{\"product\": %lld, \"qty\": \"2\"}]}",
                             (long long)fix->product));
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    assert_status(&fix->trade, RETURN, id, VOID);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_void_return_wants_the_goods_again),
        TEST(a_void_return_leaves_a_closed_order_closed),
        TEST(a_void_return_is_refused_when_others_took_the_stock),
        TEST(a_void_return_stays_readable_when_its_line_is_gone),
        TEST(a_return_given_up_whole_is_voided_without_its_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
