/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Faults of reservations, backorders, units and kits that other systems of this field are known for, by name and number; none of
 * them is ours. Those of serials, and of several users at once: named_bugs_test.c.
 */
#include "salesinv/order.h"
#include "salesinv/product.h"
#include "support/fix_trade.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    INBOUND = SALESINV_KIND_INBOUND,
    OUTBOUND = SALESINV_KIND_OUTBOUND
};

typedef struct fix_bug {
    fix_trade trade;
    fix_core *core;
    salesinv_session *admin;
    salesinv_id warehouse;
    salesinv_id product;
} fix_bug;

static int setup(void **state)
{
    static fix_bug fix;

    fix_trade_open(&fix.trade);
    fix.core = &fix.trade.core;
    fix.admin = fix.core->admin;
    fix.warehouse = fix_warehouse(fix.core, "W");
    fix.product = fix_product(fix.core, "P", SALESINV_TRACKING_NONE);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_bug *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

#define then_stock(wanted) assert_stock(fix->core, fix->product, fix->warehouse, wanted)

static salesinv_id order(fix_bug *fix, int64_t units)
{
    return fix_order(&fix->trade, fix->warehouse, fix->product, units);
}

static salesinv_status try_qty(fix_bug *fix, salesinv_id id, int64_t units)
{
    return fix_try_update(fix->admin, ORDER, id,
                          "{\"lines\": [{\"line\": 1, \"qty\": \"%lld\"}]}",
                          (long long)units);
}

static salesinv_status try_take_out(fix_bug *fix, int64_t units)
{
    return fix_try_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                          "{\"type\": 6, \"warehouse\": %lld, \"lines\": "
                          "[{\"product\": %lld, \"qty\": \"%lld\"}]}",
                          (long long)fix->warehouse, (long long)fix->product,
                          (long long)units);
}

/* A new batch of the product, that many in the warehouse. */
static salesinv_id receive_batch(fix_bug *fix, salesinv_id product, int64_t units)
{
    salesinv_id batch =
        fix_create(fix->admin, SALESINV_KIND_BATCH, 0,
                   "{\"code\": \"B\", \"product\": %lld}", (long long)product);

    fix_create(fix->admin, INBOUND, SALESINV_SUBMIT,
               "{\"type\": 2, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
               "\"qty\": \"%lld\", \"batch\": %lld}]}",
               (long long)fix->warehouse, (long long)product, (long long)units,
               (long long)batch);
    return batch;
}

static salesinv_status try_ship_batch(fix_bug *fix, salesinv_id id, salesinv_id batch,
                                      int64_t units)
{
    return fix_try_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
                          "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, "
                          "\"qty\": \"%lld\", \"batch\": %lld}]}",
                          (long long)id, (long long)sinv_line_id(id, 1),
                          (long long)units, (long long)batch);
}

/* ---- what is reserved and what is released ---- */

/* Odoo #62139, #49274: "It is not possible to unreserve more products than you have in stock". */
static void what_is_released_is_what_was_frozen(void **state)
{
    fix_bug *fix = *state;
    salesinv_id other = fix_warehouse(fix->core, "Other");
    salesinv_id id;
    salesinv_id first;

    fix_setting(fix->admin, "plugin.frozen_adjustment", 1);
    fix_receive(fix->core, fix->warehouse, fix->product, 10);
    fix_receive(fix->core, other, fix->product, 10);
    id = order(fix, 8);
    first = fix_ship(&fix->trade, id, other, 3, NULL);
    then_stock("10/5/5");
    fix_create(fix->admin, SALESINV_KIND_ADJUSTMENT, SALESINV_SUBMIT,
               "{\"order\": %lld, \"reason\": \"a friend\", \"lines\": "
               "[{\"order_line\": %lld, \"frozen\": \"1\"}]}",
               (long long)id, (long long)sinv_line_id(id, 1));
    assert_ok(fix->admin, try_qty(fix, id, 6)); /* 3 remain, 1 of them frozen */
    then_stock("10/1/9");
    fix_ship(&fix->trade, id, 0, 2, NULL); /* more than is frozen for it */
    then_stock("8/0/8");
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, first, SINV_VERB_VOID));
    assert_ok(fix->admin,
              salesinv_order_close_remainder(fix->admin, id, 0, NULL, NULL, NULL));
    then_stock("8/0/8");
    assert_stock(fix->core, fix->product, other, "10/0/10");
}

/* ERPNext PR #37754: the receipt could be cancelled from under those who had reserved it. */
static void what_is_promised_is_not_taken_back(void **state)
{
    fix_bug *fix = *state;
    salesinv_id inbound = fix_receive(fix->core, fix->warehouse, fix->product, 10);
    salesinv_id id = order(fix, 10);

    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_step(fix->admin, INBOUND, inbound, SINV_VERB_VOID));
    assert_int_equal(fix_detail(fix->admin, "holder.1.document"), id);
    then_stock("10/10/0");
    assert_ok(fix->admin, fix_step(fix->admin, ORDER, id, SINV_VERB_VOID));
    assert_ok(fix->admin, fix_step(fix->admin, INBOUND, inbound, SINV_VERB_VOID));
    then_stock("0/0/0");
}

/*
 * ERPNext #49382: nothing could be taken off stock of which anything was reserved. It may be, down to what is frozen; the
 * refusal beyond that says who holds it (#52543).
 */
static void stock_is_corrected_down_to_what_is_frozen(void **state)
{
    fix_bug *fix = *state;
    salesinv_id id;

    fix_receive(fix->core, fix->warehouse, fix->product, 10);
    id = order(fix, 4);
    assert_ok(fix->admin, try_take_out(fix, 6));
    then_stock("4/4/0");
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_take_out(fix, 1));
    assert_int_equal(fix_detail(fix->admin, "on_hand"), 4 * FIX_UNIT);
    assert_int_equal(fix_detail(fix->admin, "frozen"), 4 * FIX_UNIT);
    assert_int_equal(fix_detail(fix->admin, "holder.1.document"), id);
    assert_int_equal(fix_detail(fix->admin, "holder.1.qty"), 4 * FIX_UNIT);
    fix_ship(&fix->trade, id, 0, 4, NULL);
}

/* ERPNext #57159: two orders shared one batch, and neither could be delivered. A batch is chosen when it ships. */
static void two_orders_share_a_batch(void **state)
{
    fix_bug *fix = *state;
    salesinv_id paste = fix_product(fix->core, "Paste", SALESINV_TRACKING_BATCH);
    salesinv_id batch = receive_batch(fix, paste, 2);
    salesinv_id orders[2];

    for (int i = 0; i < 2; i++)
        orders[i] = fix_order(&fix->trade, fix->warehouse, paste, 1);
    for (int i = 0; i < 2; i++)
        assert_ok(fix->admin, try_ship_batch(fix, orders[i], batch, 1));
    assert_stock(fix->core, paste, fix->warehouse, "0/0/0");
}

/* ---- backorders, and stock that may fall short ---- */

/* Spree #7328: of three backorders the second was reduced and raised again, and the first was "on hand" with nothing there. */
static void a_reduced_backorder_fills_no_other(void **state)
{
    static const int64_t units[] = {1, 2, 1};
    fix_bug *fix = *state;
    salesinv_id orders[3];

    fix_setting(fix->admin, "order.validation", SALESINV_RULE_ALLOW);
    for (int i = 0; i < 3; i++)
        orders[i] = order(fix, units[i]);
    then_stock("0/4/-4");
    assert_ok(fix->admin, try_qty(fix, orders[1], 1));
    then_stock("0/3/-3");
    assert_ok(fix->admin, try_qty(fix, orders[1], 2));
    then_stock("0/4/-4");
    for (int i = 0; i < 3; i++) {
        assert_units(&fix->trade, ORDER, orders[i], SALESINV_F_FROZEN, units[i]);
        assert_refused(fix->admin, INSUFFICIENT_STOCK,
                       fix_try_ship(&fix->trade, orders[i], 0, 1, NULL, NULL));
    }
    fix_receive(fix->core, fix->warehouse, fix->product, 4);
    for (int i = 0; i < 3; i++)
        fix_ship(&fix->trade, orders[i], 0, units[i], NULL);
    then_stock("0/0/0");
}

/* Dolibarr #24865, OCA stock_no_negative: a shortage may be promised by rule, and is one by name; goods are never negative. */
static void an_allowed_shortage_is_none_of_the_goods(void **state)
{
    fix_bug *fix = *state;
    salesinv_id paste = fix_product(fix->core, "Paste", SALESINV_TRACKING_BATCH);
    salesinv_id batch = receive_batch(fix, paste, 5);
    salesinv_id id;

    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_order(&fix->trade, fix->warehouse, paste, 8, NULL));
    fix_setting(fix->admin, "order.validation", SALESINV_RULE_ALLOW);
    id = fix_order(&fix->trade, fix->warehouse, paste, 8);
    assert_stock(fix->core, paste, fix->warehouse, "5/8/-3");
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_ship_batch(fix, id, batch, 8));
    assert_ok(fix->admin, try_ship_batch(fix, id, batch, 5));
    assert_stock(fix->core, paste, fix->warehouse, "0/3/-3");
}

/* ---- units ---- */

/* ERPNext #40218: a plate of 400 square feet and 100 pounds; factors cut to three digits left dust. */
static void units_leave_no_dust(void **state)
{
    fix_bug *fix = *state;
    salesinv_id pound = fix_create(fix->admin, SALESINV_KIND_UNIT, 0,
                                   "{\"code\": \"LBR\", \"name\": \"Pound\"}");
    salesinv_id third = fix_create(fix->admin, SALESINV_KIND_UNIT, 0,
                                   "{\"code\": \"C62\", \"name\": \"Third\"}");
    salesinv_id plate = fix_create(
        fix->admin, SALESINV_KIND_PRODUCT, 0,
        "{\"name\": \"Plate\", \"scale\": 4, \"lines\": [{\"unit\": %lld, "
        "\"numerator\": 1, \"denominator\": 400}, {\"unit\": %lld, \"numerator\": 1, "
        "\"denominator\": 3}]}",
        (long long)pound, (long long)third);
    salesinv_id id;

    fix_receive(fix->core, fix->warehouse, plate, 1);
    id = fix_create(fix->admin, ORDER, SALESINV_SUBMIT,
                    "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": %lld, "
                    "\"lines\": [{\"product\": %lld, \"unit\": %lld, \"unit_qty\": "
                    "\"399\"}]}",
                    (long long)fix->trade.account, (long long)fix->warehouse,
                    (long long)plate, (long long)pound);
    assert_int_equal(fix_int(fix->admin, ORDER, id, 1, SALESINV_F_QTY),
                     FIX_UNIT - FIX_UNIT / 400);
    for (int i = 0; i < 399; i += 133)
        fix_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
                   "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, \"qty\": "
                   "\"0.3325\"}]}",
                   (long long)id, (long long)sinv_line_id(id, 1));
    assert_int_equal(fix_int(fix->admin, ORDER, id, 1, SALESINV_F_SHIPPABLE), 0);
    assert_status(&fix->trade, ORDER, id, SHIPPED);
    assert_refused(fix->admin, ARG, /* a third is no number of ten-thousandths */
                   fix_try_create(fix->admin, ORDER, SALESINV_SUBMIT,
                                  "{\"account\": %lld, \"currency\": \"EUR\", "
                                  "\"warehouse\": %lld, \"lines\": [{\"product\": "
                                  "%lld, \"unit\": %lld, \"unit_qty\": \"1\"}]}",
                                  (long long)fix->trade.account,
                                  (long long)fix->warehouse, (long long)plate,
                                  (long long)third));
}

/* Odoo #36811: a piece was sold by halves, whatever its unit said. */
static void what_is_counted_is_not_halved(void **state)
{
    fix_bug *fix = *state;
    salesinv_id id;

    fix_receive(fix->core, fix->warehouse, fix->product, 5);
    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, ORDER, SALESINV_SUBMIT,
                                  "{\"account\": %lld, \"currency\": \"EUR\", "
                                  "\"warehouse\": %lld, \"lines\": [{\"product\": "
                                  "%lld, \"qty\": \"1.5\"}]}",
                                  (long long)fix->trade.account,
                                  (long long)fix->warehouse, (long long)fix->product));
    assert_field(fix->admin, "lines[1].qty");
    id = order(fix, 2);
    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, SHIPMENT, SALESINV_SUBMIT,
                                  "{\"order\": %lld, \"lines\": [{\"order_line\": "
                                  "%lld, \"qty\": \"0.5\"}]}",
                                  (long long)id, (long long)sinv_line_id(id, 1)));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_released_is_what_was_frozen),
        TEST(what_is_promised_is_not_taken_back),
        TEST(stock_is_corrected_down_to_what_is_frozen),
        TEST(two_orders_share_a_batch),
        TEST(a_reduced_backorder_fills_no_other),
        TEST(an_allowed_shortage_is_none_of_the_goods),
        TEST(units_leave_no_dust),
        TEST(what_is_counted_is_not_halved),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
