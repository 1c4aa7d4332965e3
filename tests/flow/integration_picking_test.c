/* SPDX-License-Identifier: Apache-2.0 */
/* What to send and from where, proposed by the figures and serials that an ERP sent: for a notice that suggests it to the ERP. */
#include "salesinv/picking.h"
#include "salesinv/product.h"
#include "support/fix_sync.h"

enum { SHIPMENT = SALESINV_KIND_SHIPMENT };

typedef struct fix_proposal {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id main;
    salesinv_picking *got;
} fix_proposal;

static int setup(void **state)
{
    static fix_proposal fix;

    fix_sync_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix_setting(fix.admin, "warehouse.bins", 1);
    fix.main = fix_create(fix.admin, SALESINV_KIND_WAREHOUSE, 0,
                          "{\"name\": \"Main\", \"has_bins\": 1}");
    fix.got = NULL;
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_proposal *fix = *state;

    salesinv_picking_free(fix->got);
    fix_trade_close(&fix->trade);
    return 0;
}

static salesinv_id bin_of(fix_proposal *fix, const char *code)
{
    return fix_create(fix->admin, SALESINV_KIND_BIN, 0,
                      "{\"warehouse\": %lld, \"code\": \"%s\", \"name\": \"%s\"}",
                      (long long)fix->main, code, code);
}

static void given_in_bin(fix_proposal *fix, salesinv_id product, salesinv_id bin,
                         int64_t units)
{
    const fix_figures figures = {
        .product = product, .warehouse = fix->main, .bin = bin, .on_hand = units};

    fix_synced(&fix->trade, &figures);
}

/* The ERP's figures by bin are what there is; nothing is known of when it came. */
static void bins_are_proposed_by_the_erps_figures(void **state)
{
    fix_proposal *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "P", SALESINV_TRACKING_NONE);
    salesinv_id second = bin_of(fix, "B");
    salesinv_id first = bin_of(fix, "A");
    salesinv_id notice;

    given_in_bin(fix, product, second, 6);
    given_in_bin(fix, product, first, 3);
    notice = fix_ship(&fix->trade, fix_order(&fix->trade, fix->main, product, 9), 0, 5,
                      NULL);
    assert_ok(fix->admin,
              salesinv_picking_get_for(fix->admin, SHIPMENT, notice, fix->main,
                                       SALESINV_PICK_BIN, &fix->got));
    assert_int_equal(salesinv_picking_line_missing(fix->got, 0), 0);
    assert_int_equal(salesinv_picking_count(fix->got), 2);
    assert_int_equal(salesinv_picking_bin(fix->got, 0), first);
    assert_int_equal(salesinv_picking_qty(fix->got, 0), 3 * FIX_UNIT);
    assert_int_equal(salesinv_picking_bin(fix->got, 1), second);
    assert_int_equal(salesinv_picking_qty(fix->got, 1), 2 * FIX_UNIT);
    assert_int_equal(salesinv_picking_arrived_at(fix->got, 0), SALESINV_TIME_NONE);
}

/* What the ERP promised elsewhere is not proposed. */
static void what_is_available_there_is_the_most(void **state)
{
    fix_proposal *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "P", SALESINV_TRACKING_NONE);
    const fix_figures figures = {
        .product = product, .warehouse = fix->main, .on_hand = 10, .frozen = 7};

    fix_synced(&fix->trade, &figures);
    assert_ok(fix->admin,
              salesinv_picking_get(fix->admin, product, fix->main, 5 * FIX_UNIT,
                                   SALESINV_PICK_FIFO, &fix->got));
    assert_int_equal(salesinv_picking_qty(fix->got, 0), 3 * FIX_UNIT);
    assert_int_equal(salesinv_picking_line_missing(fix->got, 0), 2 * FIX_UNIT);
}

static void serials_are_proposed_that_the_erp_has(void **state)
{
    fix_proposal *fix = *state;
    salesinv_id plain = fix_warehouse(&fix->trade.core, "Plain");
    salesinv_id product = fix_product(&fix->trade.core, "T", SALESINV_TRACKING_SERIAL);

    fix_synced_stock(&fix->trade, product, plain, 4);
    fix_synced_serials(&fix->trade, product, plain, "A1", 4);
    assert_ok(fix->admin, salesinv_picking_get(fix->admin, product, plain, 3 * FIX_UNIT,
                                               SALESINV_PICK_FIFO, &fix->got));
    assert_int_equal(salesinv_picking_count(fix->got), 1);
    assert_string_equal(salesinv_picking_serial(fix->got, 0), "A1");
    assert_int_equal(salesinv_picking_qty(fix->got, 0), 3 * FIX_UNIT);
}

#define PROPOSAL(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PROPOSAL(bins_are_proposed_by_the_erps_figures),
        PROPOSAL(what_is_available_there_is_the_most),
        PROPOSAL(serials_are_proposed_that_the_erp_has),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
