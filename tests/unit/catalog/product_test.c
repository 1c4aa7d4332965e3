/* SPDX-License-Identifier: Apache-2.0 */
/* Products: tracking and its plugin, units and exact quantities, what stock and open documents fix. */
#include "catalog/product.h"

#include <string.h>

#include "document/doc.h"
#include "support/fix_stock.h"

enum { PRODUCT = SALESINV_KIND_PRODUCT, UNIT = SALESINV_KIND_UNIT };
#define ONE INT64_C(1000000)

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

static void names_are_unique(void **state)
{
    fix_core *fix = *state;

    fix_create(fix->admin, PRODUCT, 0,
               "{\"name\": \"Router\", \"code\": \"R1\", \"price\": \"129.90\"}");
    assert_refused(fix->admin, EXISTS,
                   fix_try_create(fix->admin, PRODUCT, 0, "{\"name\": \"Router\"}"));
    assert_field(fix->admin, "name");
    assert_refused(fix->admin, EXISTS,
                   fix_try_create(fix->admin, PRODUCT, 0,
                                  "{\"name\": \"Switch\", \"code\": \"R1\"}"));
    assert_field(fix->admin, "code");
}

static void null_takes_away_what_is_kept_as_none(void **state)
{
    fix_core *fix = *state;
    salesinv_id category =
        fix_create(fix->admin, SALESINV_KIND_CATEGORY, 0, "{\"name\": \"Nets\"}");
    salesinv_id id =
        fix_create(fix->admin, PRODUCT, 0,
                   "{\"name\": \"Router\", \"category\": %lld, \"price\": \"5\"}",
                   (long long)category);

    assert_ok(fix->admin, fix_try_update(fix->admin, PRODUCT, id,
                                         "{\"category\": null, \"price\": null}"));
    assert_int_equal(fix_int(fix->admin, PRODUCT, id, 0, SALESINV_F_CATEGORY), 0);
    assert_int_equal(fix_int(fix->admin, PRODUCT, id, 0, SALESINV_F_PRICE), 0);
}

static void tracking_needs_the_plugin(void **state)
{
    fix_core *fix = *state;
    salesinv_id id;

    assert_refused(
        fix->admin, PLUGIN_DISABLED,
        fix_try_create(fix->admin, PRODUCT, 0, "{\"name\": \"A\", \"tracking\": 2}"));
    fix_setting(fix->admin, "plugin.batch_serial", 1);
    id = fix_create(fix->admin, PRODUCT, 0, "{\"name\": \"A\", \"tracking\": 2}");
    assert_refused(fix->admin, ARG,
                   fix_try_update(fix->admin, PRODUCT, id, "{\"scale\": 2}"));
    assert_field(fix->admin, "scale");
    assert_ok(fix->admin, fix_try_update(fix->admin, PRODUCT, id,
                                         "{\"scale\": 2, \"tracking\": 1}"));
    assert_int_equal(fix_int(fix->admin, PRODUCT, id, 0, SALESINV_F_SCALE), 2);
}

static void safety_stock_keeps_to_the_scale(void **state)
{
    fix_core *fix = *state;

    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, PRODUCT, 0,
                                  "{\"name\": \"A\", \"safety_stock\": \"0.5\"}"));
    assert_field(fix->admin, "safety_stock");
    fix_create(fix->admin, PRODUCT, 0,
               "{\"name\": \"A\", \"scale\": 1, \"safety_stock\": \"0.5\"}");
}

static void units_are_named_once(void **state)
{
    fix_core *fix = *state;
    long long piece =
        fix_create(fix->admin, UNIT, 0, "{\"code\": \"PCE\", \"name\": \"Piece\"}");
    long long carton =
        fix_create(fix->admin, UNIT, 0, "{\"code\": \"CT\", \"name\": \"Carton\"}");

    assert_refused(
        fix->admin, EXISTS,
        fix_try_create(fix->admin, PRODUCT, 0,
                       "{\"name\": \"A\", \"lines\": [{\"unit\": %lld, \"numerator\": "
                       "12}, {\"unit\": %lld}]}",
                       carton, carton));
    assert_field(fix->admin, "lines[2].unit");
    assert_refused(fix->admin, ARG,
                   fix_try_create(fix->admin, PRODUCT, 0,
                                  "{\"name\": \"A\", \"unit\": %lld, \"lines\": "
                                  "[{\"unit\": %lld, \"numerator\": 2}]}",
                                  piece, piece));
    assert_refused(
        fix->admin, ARG,
        fix_try_create(fix->admin, PRODUCT, 0,
                       "{\"name\": \"A\", \"lines\": [{\"numerator\": 2}]}"));
    assert_field(fix->admin, "lines[1].unit");
}

static void stock_fixes_what_it_is_counted_in(void **state)
{
    fix_core *fix = *state;
    salesinv_id id = fix_create(fix->admin, PRODUCT, 0, "{\"name\": \"A\"}");
    salesinv_id unit =
        fix_create(fix->admin, UNIT, 0, "{\"code\": \"PCE\", \"name\": \"Piece\"}");

    fix_setting(fix->admin, "plugin.batch_serial", 1);
    fix_receive(fix, fix_warehouse(fix, "Main"), id, 3);
    assert_refused(fix->admin, IN_USE,
                   fix_try_update(fix->admin, PRODUCT, id, "{\"tracking\": 1}"));
    assert_field(fix->admin, "tracking");
    assert_int_equal(fix_detail(fix->admin, "on_hand"), 3 * ONE);
    assert_refused(fix->admin, IN_USE,
                   fix_try_update(fix->admin, PRODUCT, id, "{\"scale\": 2}"));
    assert_refused(
        fix->admin, IN_USE,
        fix_try_update(fix->admin, PRODUCT, id, "{\"unit\": %lld}", (long long)unit));
    assert_ok(fix->admin, fix_try_update(fix->admin, PRODUCT, id,
                                         "{\"tracking\": 0, \"name\": \"B\"}"));
}

/** A line of a document of the tests' own, and what became of its quantity. */
typedef struct qty_case {
    salesinv_id product;
    salesinv_id unit;
    salesinv_qty unit_qty;
    salesinv_qty qty;
    bool has_unit;
    bool has_qty;
    salesinv_qty out;
} qty_case;

static salesinv_status settle(sinv_txn *txn, void *arg)
{
    static const sinv_qty_columns columns = {
        SINV_INBOUND_LINE_PRODUCT, SINV_INBOUND_LINE_QTY, SINV_INBOUND_LINE_UNIT,
        SINV_INBOUND_LINE_UNIT_QTY};
    qty_case *of = arg;
    sinv_draft_line given = {0};
    sinv_doc_line line = {.draft = &given};
    sinv_doc doc = {.lines = &line, .line_count = 1};
    sinv_product product;
    salesinv_status rc = sinv_product_for_line(txn, 0, of->product, true, &product);

    if (rc != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_INBOUND_LINE, &line.row)) != SALESINV_OK)
        return rc;
    if (of->has_unit) {
        sinv_row_set_int(line.row, SINV_INBOUND_LINE_UNIT, of->unit);
        sinv_row_set_int(line.row, SINV_INBOUND_LINE_UNIT_QTY, of->unit_qty);
    }
    if (of->has_qty)
        sinv_row_set_int(line.row, SINV_INBOUND_LINE_QTY, of->qty);
    given.row = line.row;
    rc = sinv_line_quantity(txn, &product, &doc, 0, columns);
    of->out = sinv_row_int(line.row, SINV_INBOUND_LINE_QTY);
    return rc;
}

static void quantities_convert_exactly(void **state)
{
    fix_core *fix = *state;
    long long dozen =
        fix_create(fix->admin, UNIT, 0, "{\"code\": \"DZN\", \"name\": \"Dozen\"}");
    long long third =
        fix_create(fix->admin, UNIT, 0, "{\"code\": \"T\", \"name\": \"Third\"}");
    salesinv_id id =
        fix_create(fix->admin, PRODUCT, 0,
                   "{\"name\": \"A\", \"lines\": [{\"unit\": %lld, \"numerator\": 12}, "
                   "{\"unit\": %lld, \"denominator\": 3}]}",
                   dozen, third);
    qty_case of = {id, dozen, 2 * ONE, 0, true, false, 0};

    assert_ok(fix->admin, fix_core_run(fix->admin, false, settle, &of));
    assert_int_equal(of.out, 24 * ONE);
    of = (qty_case){id, third, 9 * ONE, 0, true, false, 0};
    assert_ok(fix->admin, fix_core_run(fix->admin, false, settle, &of));
    assert_int_equal(of.out, 3 * ONE);
    of.unit_qty = 10 * ONE; /* 3 1/3: not even millionths */
    assert_refused(fix->admin, ARG, fix_core_run(fix->admin, false, settle, &of));
    assert_field(fix->admin, "lines[1].unit_qty");
    of = (qty_case){id, dozen, ONE / 8, 0, true, false, 0}; /* 1.5 pieces */
    assert_refused(fix->admin, ARG, fix_core_run(fix->admin, false, settle, &of));
    assert_int_equal(fix_detail(fix->admin, "scale"), 0);
    of = (qty_case){id, dozen, INT64_MAX, 0, true, false, 0};
    assert_refused(fix->admin, OVERFLOW, fix_core_run(fix->admin, false, settle, &of));
    of = (qty_case){id, 424242, ONE, 0, true, false, 0};
    assert_refused(fix->admin, ARG, fix_core_run(fix->admin, false, settle, &of));
    assert_field(fix->admin, "lines[1].unit");
}

static void quantities_are_given_once_and_positive(void **state)
{
    fix_core *fix = *state;
    salesinv_id id = fix_create(fix->admin, PRODUCT, 0, "{\"name\": \"A\"}");
    qty_case of = {id, 0, 5 * ONE, 5 * ONE, true, true, 0};

    assert_ok(fix->admin, fix_core_run(fix->admin, false, settle, &of));
    assert_int_equal(of.out, 5 * ONE);
    of.qty = 4 * ONE;
    assert_refused(fix->admin, ARG, fix_core_run(fix->admin, false, settle, &of));
    of = (qty_case){.product = id, .qty = 0, .has_qty = true};
    assert_refused(fix->admin, ARG, fix_core_run(fix->admin, false, settle, &of));
    assert_field(fix->admin, "lines[1].qty");
    of.qty = -ONE;
    assert_refused(fix->admin, ARG, fix_core_run(fix->admin, false, settle, &of));
    of.qty = ONE / 2;
    assert_refused(fix->admin, ARG, fix_core_run(fix->admin, false, settle, &of));
    of = (qty_case){.product = id};
    assert_refused(fix->admin, ARG, fix_core_run(fix->admin, false, settle, &of));
}

static void inactive_products_take_no_lines(void **state)
{
    fix_core *fix = *state;
    salesinv_id id = fix_create(fix->admin, PRODUCT, 0, "{\"name\": \"A\"}");
    qty_case of = {.product = id, .qty = ONE, .has_qty = true};

    assert_ok(fix->admin, salesinv_product_deactivate(fix->admin, id, 0, NULL, NULL));
    assert_refused(fix->admin, PRODUCT_INACTIVE,
                   fix_core_run(fix->admin, false, settle, &of));
    assert_field(fix->admin, "lines[1].product");
    of.product = 777777;
    assert_refused(fix->admin, NOT_FOUND, fix_core_run(fix->admin, false, settle, &of));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(names_are_unique),
        TEST(null_takes_away_what_is_kept_as_none),
        TEST(tracking_needs_the_plugin),
        TEST(safety_stock_keeps_to_the_scale),
        TEST(units_are_named_once),
        TEST(stock_fixes_what_it_is_counted_in),
        TEST(quantities_convert_exactly),
        TEST(quantities_are_given_once_and_positive),
        TEST(inactive_products_take_no_lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
