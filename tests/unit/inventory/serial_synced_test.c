/* SPDX-License-Identifier: Apache-2.0 */
/* What an ERP says of serials: of those it names, run by run, and never against a document that used them. */
#include "inventory/serial_synced.h"

#include <string.h>

#include "salesinv/product.h"
#include "support/fix_sync.h"

static fix_trade fix;
static salesinv_session *admin;
static salesinv_id product;
static salesinv_id main_house;
static salesinv_id north;

static int setup(void **state)
{
    (void)state;
    memset(&fix, 0, sizeof(fix));
    fix_sync_open(&fix);
    admin = fix.core.admin;
    product = fix_product(&fix.core, "Phone", SALESINV_TRACKING_SERIAL);
    main_house = fix_warehouse(&fix.core, "Main");
    north = fix_warehouse(&fix.core, "North");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fix_trade_close(&fix);
    return 0;
}

/* ---- what is said ---- */

typedef struct saying {
    const char *first;
    int64_t count;
    sinv_serials_said said; /* without a state: they are gone */
    bool is_changed;
} saying;

static salesinv_status say_body(sinv_txn *txn, void *arg)
{
    saying *what = arg;
    sinv_serial_set set;
    salesinv_status rc;

    sinv_serial_set_init(&set, txn->err, txn->arena, "serials");
    if ((rc = sinv_serial_set_add_count(&set, what->first, what->count)) !=
            SALESINV_OK ||
        (rc = sinv_serial_set_close(&set)) != SALESINV_OK)
        return rc;
    return what->said.state != 0
               ? sinv_serial_synced_put(txn, &set, &what->said, &what->is_changed)
               : sinv_serial_synced_remove(txn, &set, product, &what->is_changed);
}

static salesinv_status try_say(const char *first, int64_t count, sinv_serials_said said,
                               bool *out_changed)
{
    saying what = {.first = first, .count = count, .said = said};
    salesinv_status rc = fix_core_run(admin, true, say_body, &what);

    if (out_changed)
        *out_changed = what.is_changed;
    return rc;
}

static bool say(const char *first, int64_t count, sinv_serials_said said)
{
    bool is_changed;

    assert_ok(admin, try_say(first, count, said, &is_changed));
    return is_changed;
}

#define UNUSED                                                                         \
    (sinv_serials_said)                                                                \
    {                                                                                  \
        .product = product, .state = SINV_SERIAL_UNUSED                                \
    }
#define IN(place)                                                                      \
    (sinv_serials_said)                                                                \
    {                                                                                  \
        .product = product, .state = SINV_SERIAL_IN_STOCK, .warehouse = (place)        \
    }
#define USED_AT(who)                                                                   \
    (sinv_serials_said)                                                                \
    {                                                                                  \
        .product = product, .state = SINV_SERIAL_USED, .account = (who)                \
    }
#define GONE                                                                           \
    (sinv_serials_said)                                                                \
    {                                                                                  \
        .product = product                                                             \
    }

/* ---- what is stored ---- */

static salesinv_status count_runs(sinv_txn *txn, void *arg)
{
    const sinv_range all = {0};
    int64_t *count = arg;
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_RUN, &row);

    *count = 0;
    if (rc != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_RUN, &all, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        (*count)++;
    sinv_scan_close(&scan);
    return rc;
}

static int64_t runs(void)
{
    int64_t count;

    assert_ok(admin, fix_core_run(admin, false, count_runs, &count));
    return count;
}

static salesinv_id place_of(const char *serial)
{
    salesinv_serial *found;
    salesinv_id place;

    assert_ok(admin, salesinv_serial_get(admin, 0, serial, &found));
    place = salesinv_serial_warehouse(found);
    salesinv_serial_free(found);
    return place;
}

/* ---- cases ---- */

static void serials_go_where_the_erp_says(void **state)
{
    (void)state;
    assert_true(say("A1", 5, UNUSED));
    assert_serial(&fix.core, "A3", "unused");
    assert_true(say("A1", 5, IN(main_house)));
    assert_serial(&fix.core, "A3", "in_stock");
    assert_true(say("A3", 2, IN(north)));
    assert_int_equal(place_of("A2"), main_house);
    assert_int_equal(place_of("A3"), north);
    assert_int_equal(place_of("A5"), main_house);
    assert_true(say("A4", 1, USED_AT(fix.account)));
    assert_serial(&fix.core, "A4", "used");
    assert_true(
        say("A4", 1, IN(main_house))); /* no document used it: it may come back */
    assert_serial(&fix.core, "A4", "in_stock");
    assert_true(say("A4", 1, UNUSED));
    assert_serial(&fix.core, "A4", "unused");
}

static void what_is_said_again_changes_nothing(void **state)
{
    int64_t before;

    (void)state;
    say("A1", 5, IN(main_house));
    before = runs();
    assert_false(say("A1", 5, IN(main_house)));
    assert_false(say("A2", 2, IN(main_house)));
    assert_int_equal(runs(), before);
    say("A9", 1, USED_AT(fix.account));
    assert_false(say("A9", 1, USED_AT(0))); /* with whom is not said */
}

static void those_that_are_gone_are_in_no_stock(void **state)
{
    (void)state;
    say("A1", 3, IN(main_house));
    say("A4", 1, USED_AT(fix.account));
    assert_true(say("A1", 9, GONE)); /* some of them were never known */
    assert_serial(&fix.core, "A1", "unused");
    assert_serial(&fix.core, "A4", "used");
    assert_false(say("A1", 9, GONE));
}

static void what_a_shipment_used_comes_back_by_a_return_alone(void **state)
{
    salesinv_id order;
    salesinv_id shipment;

    (void)state;
    fix_setting(admin, "shipping.mode", SALESINV_SHIPPING_ORDER);
    say("A1", 3, IN(main_house));
    fix_synced_stock(&fix, product, main_house, 3);
    order = fix_order(&fix, main_house, product, 2);
    shipment = fix_ship(&fix, order, main_house, 2, "[\"A1..A2\"]");
    assert_serial(&fix.core, "A1", "used");
    assert_refused(admin, SERIAL_STATE, try_say("A1", 3, IN(main_house), NULL));
    assert_int_equal(fix_detail(admin, "holder.1.document"), shipment);
    assert_refused(admin, SERIAL_STATE, try_say("A1", 1, UNUSED, NULL));
    assert_false(say("A1", 2, USED_AT(fix.account)));
    assert_false(say("A3", 1, IN(main_house)));
    assert_int_equal(place_of("A3"), main_house);
}

static void what_waits_to_leave_is_in_stock_for_the_erp(void **state)
{
    salesinv_id order;

    (void)state;
    fix_setting(admin, "shipping.mode", SALESINV_SHIPPING_ORDER);
    fix_setting(admin, "approval.shipment", 1);
    say("A1", 3, IN(main_house));
    fix_synced_stock(&fix, product, main_house, 3);
    order = fix_order(&fix, main_house, product, 2);
    fix_ship(&fix, order, main_house, 2, "[\"A1..A2\"]");
    assert_serial(&fix.core, "A1", "outgoing");
    assert_false(say("A1", 3, IN(main_house)));
    assert_serial(&fix.core, "A1", "outgoing");
    assert_refused(admin, SERIAL_HELD, try_say("A1", 3, IN(north), NULL));
    assert_false(say("A1", 2, GONE));
    assert_serial(&fix.core, "A1", "outgoing");
}

static void what_cannot_be_is_refused(void **state)
{
    salesinv_id plain = fix_product(&fix.core, "Cable", SALESINV_TRACKING_NONE);
    salesinv_id other = fix_product(&fix.core, "Tablet", SALESINV_TRACKING_SERIAL);
    sinv_serials_said said = IN(main_house);

    (void)state;
    say("A1", 3, UNUSED);
    said.product = plain;
    assert_refused(admin, SERIAL_PRODUCT, try_say("B1", 1, said, NULL));
    said.product = other;
    assert_refused(admin, SERIAL_PRODUCT, try_say("A3", 2, said, NULL));
    assert_serial(&fix.core, "A3", "unused");
    assert_refused(admin, WAREHOUSE_REQUIRED, try_say("A1", 1, IN(0), NULL));
    said = UNUSED;
    said.warehouse = main_house;
    assert_refused(admin, ARG, try_say("A1", 1, said, NULL));
    assert_field(admin, "warehouse");
    said = IN(main_house);
    said.account = fix.account;
    assert_refused(admin, ARG, try_say("A1", 1, said, NULL));
    assert_field(admin, "account");
    said = IN(99999);
    assert_refused(admin, NOT_FOUND, try_say("A1", 1, said, NULL));
    assert_field(admin, "warehouse");
}

/* Unique within the product: the same text may be that of two goods. */
static void their_scope_is_respected(void **state)
{
    salesinv_id other = fix_product(&fix.core, "Tablet", SALESINV_TRACKING_SERIAL);
    sinv_serials_said said = IN(north);

    (void)state;
    fix_setting(admin, "serial.scope", SALESINV_SERIAL_SCOPE_PRODUCT);
    say("A1", 3, IN(main_house));
    said.product = other;
    assert_true(say("A1", 3, said));
    assert_int_equal(runs(), 2);
}

/* By runs, never by serials: what a million cost is what one costs. */
static void a_million_is_one_run(void **state)
{
    (void)state;
    assert_true(say("M0000001", 1000000, IN(main_house)));
    assert_int_equal(runs(), 1);
    assert_true(say("M0000001", 1000000, IN(north)));
    assert_int_equal(runs(), 1);
    assert_true(say("M0500000", 1, IN(main_house)));
    assert_int_equal(runs(), 3);
    assert_true(say("M0000001", 1000000, IN(main_house)));
    assert_int_equal(runs(), 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(serials_go_where_the_erp_says),
        TEST(what_is_said_again_changes_nothing),
        TEST(those_that_are_gone_are_in_no_stock),
        TEST(what_a_shipment_used_comes_back_by_a_return_alone),
        TEST(what_waits_to_leave_is_in_stock_for_the_erp),
        TEST(what_cannot_be_is_refused),
        TEST(their_scope_is_respected),
        TEST(a_million_is_one_run),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
