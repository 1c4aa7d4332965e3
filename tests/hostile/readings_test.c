/* SPDX-License-Identifier: Apache-2.0 */
/* Readings that go wrong, and what they answered afterwards: other engines, other tenants, closed ones, absurd numbers. */
#include <string.h>

#include "salesinv/availability.h"
#include "salesinv/picking.h"
#include "salesinv/product.h"
#include "support/fix_trade.h"

enum { ORDER = SALESINV_KIND_ORDER, FIFO = SALESINV_PICK_FIFO };

typedef struct fix_readings {
    fix_trade trade;
    fix_core *core;
    salesinv_session *admin;
    salesinv_id product;
    salesinv_id warehouse;
    salesinv_id order;
    salesinv_engine *engine; /* another one on the same file */
    salesinv_session *session;
} fix_readings;

static void show_stock(fix_readings *fix)
{
    assert_ok(fix->core->platform,
              salesinv_licence_grant(fix->core->platform, fix->core->tenant,
                                     "ui_events", SALESINV_TIME_NONE, 1, NULL));
    fix_setting(fix->admin, "order.display_stock", 1);
}

static int setup(void **state)
{
    static fix_readings fix;

    memset(&fix, 0, sizeof(fix));
    fix_core_open(&fix.trade.core, true);
    fix.core = &fix.trade.core;
    fix.admin = fix.core->admin;
    fix.trade.account = fix_account(fix.core, "Distributor");
    fix.product = fix_product(fix.core, "P", SALESINV_TRACKING_NONE);
    fix.warehouse = fix_warehouse(fix.core, "Main");
    fix_receive(fix.core, fix.warehouse, fix.product, 9);
    fix.order = fix_order(&fix.trade, fix.warehouse, fix.product, 4);
    show_stock(&fix);
    fix.engine = fix_core_engine(fix.core);
    fix.session = fix_core_session(fix.engine, fix.core->tenant, "admin");
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_readings *fix = *state;

    salesinv_session_close(fix->session);
    salesinv_engine_close(fix->engine);
    fix_trade_close(&fix->trade);
    return 0;
}

static salesinv_availability *look(fix_readings *fix)
{
    salesinv_availability *got;

    assert_ok(fix->session,
              salesinv_availability_get(fix->session, fix->order, NULL, &got));
    return got;
}

static salesinv_picking *pick(fix_readings *fix)
{
    salesinv_picking *got;

    assert_ok(fix->session,
              salesinv_picking_get_for(fix->session, ORDER, fix->order, 0, FIFO, &got));
    return got;
}

/* The draft of one engine on the session of another. */
static void a_draft_of_another_engine(void **state)
{
    fix_readings *fix = *state;
    salesinv_draft *draft = fix_draft(fix->admin, ORDER, "{}");
    salesinv_availability *got = (salesinv_availability *)fix;

    assert_refused(fix->session, ARG,
                   salesinv_availability_get(fix->session, 0, draft, &got));
    assert_field(fix->session, "draft");
    assert_null(got);
    salesinv_draft_free(draft);
}

static void what_was_read_outlives_its_engine(void **state)
{
    fix_readings *fix = *state;
    salesinv_availability *available = look(fix);
    salesinv_picking *picking = pick(fix);
    salesinv_stock *stock;
    salesinv_stock_list *list;

    assert_ok(fix->session, salesinv_stock_get(fix->session, fix->product, 0, &stock));
    assert_ok(fix->session, salesinv_stock_find(fix->session, 0, 0, 9, &list));
    salesinv_session_close(fix->session);
    salesinv_engine_close(fix->engine);
    fix->session = NULL;
    fix->engine = NULL;
    assert_int_equal(salesinv_availability_qty(available, 0), 9 * FIX_UNIT);
    assert_int_equal(salesinv_picking_qty(picking, 0), 4 * FIX_UNIT);
    assert_int_equal(salesinv_stock_level_in(stock, 0), SALESINV_LEVEL_SUFFICIENT);
    assert_int_equal(salesinv_stock_list_level(list, 0), SALESINV_LEVEL_SUFFICIENT);
    salesinv_stock_list_free(list);
    salesinv_stock_free(stock);
    salesinv_picking_free(picking);
    salesinv_availability_free(available);
}

static void a_closed_engine_answers_closed(void **state)
{
    fix_readings *fix = *state;
    salesinv_availability *available = (salesinv_availability *)fix;
    salesinv_picking *picking = (salesinv_picking *)fix;

    salesinv_engine_close(fix->engine);
    fix->engine = NULL;
    assert_int_equal(
        salesinv_availability_get(fix->session, fix->order, NULL, &available),
        SALESINV_E_CLOSED);
    assert_null(available);
    assert_int_equal(salesinv_picking_get(fix->session, fix->product, fix->warehouse,
                                          FIX_UNIT, FIFO, &picking),
                     SALESINV_E_CLOSED);
    assert_null(picking);
}

static void another_tenant_has_none_of_it(void **state)
{
    fix_readings *fix = *state;
    salesinv_id tenant = fix_core_tenant(fix->core, SALESINV_EDITION_STANDALONE);
    salesinv_session *other = fix_core_session(fix->core->engine, tenant, "admin");
    salesinv_availability *available;
    salesinv_picking *picking;

    assert_refused(other, PLUGIN_DISABLED,
                   salesinv_availability_get(other, fix->order, NULL, &available));
    assert_ok(fix->core->platform,
              salesinv_licence_grant(fix->core->platform, tenant, "ui_events",
                                     SALESINV_TIME_NONE, 1, NULL));
    fix_setting(other, "order.display_stock", 1);
    assert_refused(other, NOT_FOUND,
                   salesinv_availability_get(other, fix->order, NULL, &available));
    assert_refused(other, NOT_FOUND,
                   salesinv_picking_get(other, fix->product, fix->warehouse, FIX_UNIT,
                                        FIFO, &picking));
    assert_refused(
        other, NOT_FOUND,
        salesinv_picking_get_for(other, ORDER, fix->order, 0, FIFO, &picking));
    salesinv_session_close(other);
}

static void lines_that_are_not_there(void **state)
{
    static const int32_t indexes[] = {-1, 1, INT32_MAX, INT32_MIN};
    fix_readings *fix = *state;
    salesinv_availability *available = look(fix);
    salesinv_picking *picking = pick(fix);

    assert_int_equal(salesinv_availability_count(available), 1);
    assert_int_equal(salesinv_picking_count(picking), 1);
    for (int i = 0; i < 4; i++) {
        int32_t at = indexes[i];

        assert_int_equal(salesinv_availability_product(available, at), 0);
        assert_int_equal(salesinv_availability_warehouse(available, at), 0);
        assert_int_equal(salesinv_availability_level(available, at), 0);
        assert_int_equal(salesinv_availability_qty(available, at), 0);
        assert_int_equal(salesinv_picking_line_id(picking, at), 0);
        assert_int_equal(salesinv_picking_line_product(picking, at), 0);
        assert_int_equal(salesinv_picking_line_wanted(picking, at), 0);
        assert_int_equal(salesinv_picking_line_missing(picking, at), 0);
        assert_int_equal(salesinv_picking_line(picking, at), -1);
        assert_int_equal(salesinv_picking_bin(picking, at), 0);
        assert_int_equal(salesinv_picking_batch(picking, at), 0);
        assert_int_equal(salesinv_picking_qty(picking, at), 0);
        assert_null(salesinv_picking_serial(picking, at));
        assert_int_equal(salesinv_picking_arrived_at(picking, at), SALESINV_TIME_NONE);
        assert_int_equal(salesinv_picking_is_expired(picking, at), 0);
    }
    salesinv_picking_free(picking);
    salesinv_availability_free(available);
}

/* More than there ever was is missing, not wrapped round. */
static void the_greatest_quantity(void **state)
{
    const salesinv_qty most = INT64_MAX - INT64_MAX % FIX_UNIT;
    fix_readings *fix = *state;
    salesinv_picking *got;

    assert_ok(fix->session, salesinv_picking_get(fix->session, fix->product,
                                                 fix->warehouse, most, FIFO, &got));
    assert_int_equal(salesinv_picking_qty(got, 0), 5 * FIX_UNIT);
    assert_true(salesinv_picking_line_missing(got, 0) == most - 5 * FIX_UNIT);
    salesinv_picking_free(got);
    assert_refused(fix->session, ARG,
                   salesinv_picking_get(fix->session, fix->product, fix->warehouse,
                                        INT64_MAX, FIFO, &got));
}

/* Lines that want more together than a number holds. */
static void lines_that_do_not_fit_together(void **state)
{
    fix_readings *fix = *state;
    const long long product = fix->product;
    const long long most = (long long)(INT64_MAX / FIX_UNIT);
    salesinv_draft *draft = fix_draft(
        fix->session, ORDER,
        "{\"account\": %lld, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
        "\"qty\": \"%lld\"}, {\"product\": %lld, \"qty\": \"%lld\"}, {\"product\": "
        "%lld, \"qty\": \"1\"}]}",
        (long long)fix->trade.account, (long long)fix->warehouse, product, most,
        product, most, product);
    salesinv_availability *got;

    assert_refused(fix->session, OVERFLOW,
                   salesinv_availability_get(fix->session, 0, draft, &got));
    assert_field(fix->session, "lines[2].qty");
    assert_null(got);
    salesinv_draft_free(draft);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_draft_of_another_engine),      TEST(what_was_read_outlives_its_engine),
        TEST(a_closed_engine_answers_closed), TEST(another_tenant_has_none_of_it),
        TEST(lines_that_are_not_there),       TEST(the_greatest_quantity),
        TEST(lines_that_do_not_fit_together),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
