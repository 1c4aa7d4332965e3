/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Master data of an ERP through the inbox: what comes, changes, goes out of use and comes back, in whatever order it arrives; what
 * documents and stock need stays until they need it no more.
 */
#include <stdio.h>
#include <string.h>

#include "salesinv/account.h"
#include "salesinv/batch.h"
#include "salesinv/category.h"
#include "salesinv/warehouse.h"
#include "support/fix_inbox.h"

enum {
    PRODUCT = SALESINV_KIND_PRODUCT,
    WAREHOUSE = SALESINV_KIND_WAREHOUSE,
    ACCOUNT = SALESINV_KIND_ACCOUNT,
    BIN = SALESINV_KIND_BIN,
    ORDER = SALESINV_KIND_ORDER
};

static fix_connector fix;

#define ERP (fix.erp)
#define ADMIN (fix.trade.core.admin)

static int open_fix(void **state)
{
    (void)state;
    fix_connector_open(&fix, false);
    fix_setting(ADMIN, "warehouse.bins", 1);
    fix_setting(ADMIN, "plugin.batch_serial", 1);
    fix_setting(ADMIN, "order.validation", SALESINV_RULE_ALLOW);
    return 0;
}

static int close_fix(void **state)
{
    (void)state;
    fix_connector_close(&fix);
    return 0;
}

static int64_t status_of(salesinv_kind kind, salesinv_id id)
{
    return fix_int(ADMIN, kind, id, 0, SALESINV_F_STATUS);
}

/* Time enough for every record that waits to be tried once more. */
static int32_t when_tried_again(void)
{
    fix.trade.core.now += FIX_DAY;
    return fix_retry_due(ERP);
}

/* ---- the life of an object ---- */

typedef struct life {
    salesinv_kind kind;
    const char *name;
    const char *born;    /* what it says at first */
    const char *changed; /* and later */
} life;

static void live(const life *of)
{
#define SAID(version, rest)                                                            \
    "{'kind': '%s', 'external_id': 'X', 'version': " #version ", %s}", of->name, rest
    salesinv_id id = fix_put(ERP, CREATED, SAID(1, of->born));

    assert_int_equal(fix_put(ERP, UPDATED, SAID(2, of->changed)), id);
    fix_put(ERP, UNCHANGED, SAID(2, of->changed));
    fix_put(ERP, IGNORED, SAID(1, of->born));
    assert_int_equal(fix_int(ADMIN, of->kind, id, 0, SALESINV_F_VERSION), 2);
    fix_put(ERP, UPDATED, SAID(3, "'status': 'inactive'"));
    assert_int_equal(status_of(of->kind, id), SALESINV_STATUS_INACTIVE);
    fix_put(ERP, UPDATED, SAID(4, of->born));
    assert_int_equal(status_of(of->kind, id), SALESINV_STATUS_INACTIVE);
    fix_put(ERP, UPDATED, SAID(5, "'status': 'active'"));
    assert_int_equal(status_of(of->kind, id), SALESINV_STATUS_ACTIVE);
    fix_put(ERP, UPDATED, SAID(6, "'deleted': true"));
    assert_int_equal(status_of(of->kind, id), SALESINV_STATUS_INACTIVE);
    fix_put(ERP, IGNORED, SAID(5, "'status': 'active'"));
    assert_int_equal(fix_put(ERP, UPDATED, SAID(7, of->born)), id);
    assert_int_equal(status_of(of->kind, id), SALESINV_STATUS_ACTIVE);
    assert_int_equal(fix_linked(ERP, of->kind, "X"), id);
}

static void every_kind_is_made_changed_put_out_of_use_and_comes_back(void **state)
{
    static const life lives[] = {
        {SALESINV_KIND_CATEGORY, "category", "'name': 'Pumps'", "'name': 'Valves'"},
        {SALESINV_KIND_UNIT, "unit", "'code': 'CT', 'name': 'Carton'",
         "'code': 'CT', 'name': 'Box'"},
        {PRODUCT, "product", "'code': 'P', 'name': 'Pump', 'price': '5'",
         "'price': '6'"},
        {ACCOUNT, "account", "'name': 'Ada', 'lines': [{'city': 'Bern'}]",
         "'name': 'Ada & Co'"},
        {WAREHOUSE, "warehouse", "'name': 'North', 'has_bins': 1", "'name': 'Nord'"},
        {BIN, "bin", "'warehouse': 'W', 'code': 'A-1', 'name': 'Shelf'",
         "'name': 'Rack'"},
        {SALESINV_KIND_BATCH, "batch",
         "'product': 'B', 'code': 'L1', 'expires_at': null",
         "'expires_at': '2030-01-01T00:00:00Z'"},
    };
    (void)state;
    fix_put(ERP, CREATED,
            "{'kind': 'warehouse', 'external_id': 'W', 'version': 1, 'name': 'Bins', "
            "'has_bins': 1}");
    fix_put(ERP, CREATED,
            "{'kind': 'product', 'external_id': 'B', 'version': 1, 'name': 'Paste', "
            "'tracking': %d}",
            SALESINV_TRACKING_BATCH);
    for (size_t i = 0; i < sizeof(lives) / sizeof(lives[0]); i++)
        live(&lives[i]);
}

/* ---- whatever order it comes in ---- */

static void what_comes_before_its_parts_waits_for_them(void **state)
{
    static const char *const records[] = {
        "{'kind': 'stock', 'version': 1, 'product': 'M-1', 'warehouse': 'W', "
        "'bin': 'W/A', 'on_hand': '4'}",
        "{'kind': 'bin', 'external_id': 'W/A', 'version': 1, 'warehouse': 'W', "
        "'code': 'A', 'name': 'Shelf'}",
        "{'kind': 'product', 'external_id': 'M-1', 'version': 1, 'name': 'Pump', "
        "'unit': 'EA', 'category': 'C-2'}",
        "{'kind': 'category', 'external_id': 'C-2', 'version': 1, 'name': 'Pumps', "
        "'parent': 'C-1'}",
    };
    static const char *const fields[] = {"product", "warehouse", "unit", "parent"};
    salesinv_id kept[4];
    salesinv_id product;

    (void)state;
    for (int i = 0; i < 4; i++) {
        kept[i] = fix_put_refused(ERP, NOT_FOUND, fields[i], "%s", records[i]);
        assert_int_equal(when_tried_again(), 0);
    }
    fix_put(ERP, CREATED,
            "{'kind': 'category', 'external_id': 'C-1', 'version': 1, 'name': 'All'}");
    fix_put(ERP, CREATED,
            "{'kind': 'unit', 'external_id': 'EA', 'version': 1, 'code': 'EA', "
            "'name': 'Piece'}");
    fix_put(ERP, CREATED,
            "{'kind': 'warehouse', 'external_id': 'W', 'version': 1, 'name': 'W', "
            "'has_bins': 1}");
    assert_int_equal(when_tried_again(), 4);
    for (int i = 0; i < 4; i++)
        assert_kept(ERP, kept[i], APPLIED);
    product = fix_linked(ERP, PRODUCT, "M-1");
    assert_int_equal(fix_int(ADMIN, PRODUCT, product, 0, SALESINV_F_CATEGORY),
                     fix_linked(ERP, SALESINV_KIND_CATEGORY, "C-2"));
    assert_stock(&fix.trade.core, product, fix_linked(ERP, WAREHOUSE, "W"), "4/0/4");
}

static void a_kit_waits_for_its_components(void **state)
{
    salesinv_id kept;
    salesinv_id part;
    salesinv_id kit;

    (void)state;
    kept = fix_put_refused(
        ERP, NOT_FOUND, "lines[1].product",
        "{'kind': 'product', 'external_id': 'K', 'version': 1, 'name': 'Set', "
        "'kit_kind': 1, 'lines': [{'product': 'M-1', 'qty': '2'}]}");
    part = fix_put(ERP, CREATED,
                   "{'kind': 'product', 'external_id': 'M-1', 'version': 1, 'name': "
                   "'Pump'}");
    assert_int_equal(when_tried_again(), 1);
    assert_kept(ERP, kept, APPLIED);
    kit = fix_linked(ERP, PRODUCT, "K");
    assert_int_equal(fix_int(ADMIN, PRODUCT, kit, 1, SALESINV_F_PRODUCT), part);
    /* A component may go; what is open goes on, and what is new is refused. */
    fix_put(ERP, UPDATED,
            "{'kind': 'product', 'external_id': 'M-1', 'version': 2, 'deleted': true}");
    assert_int_equal(status_of(PRODUCT, part), SALESINV_STATUS_INACTIVE);
    fix_put_refused(ERP, PRODUCT_INACTIVE, "lines[1].product",
                    "{'kind': 'product', 'external_id': 'K-2', 'version': 1, 'name': "
                    "'Other set', 'kit_kind': 1, 'lines': [{'product': 'M-1', 'qty': "
                    "'2'}]}");
    fix_put(ERP, UPDATED,
            "{'kind': 'product', 'external_id': 'M-1', 'version': 3, 'name': 'Pump'}");
    assert_int_equal(when_tried_again(), 1);
}

/* ---- what is there already ---- */

static void what_people_made_is_found_by_its_code(void **state)
{
    salesinv_id product =
        fix_create(ADMIN, PRODUCT, 0, "{\"code\": \"P1\", \"name\": \"Ours\"}");
    salesinv_id account =
        fix_create(ADMIN, ACCOUNT, 0, "{\"code\": \"A1\", \"name\": \"Ours\"}");

    (void)state;
    assert_int_equal(
        fix_put(ERP, UPDATED,
                "{'kind': 'product', 'external_id': 'M-1', 'version': 1, 'code': 'P1', "
                "'name': 'Theirs'}"),
        product);
    assert_int_equal(
        fix_put(ERP, UNCHANGED,
                "{'kind': 'account', 'external_id': 'D-1', 'version': 1, 'code': 'A1', "
                "'name': 'Ours'}"),
        account);
    assert_int_equal(fix_linked(ERP, ACCOUNT, "D-1"), account);
    /* Two objects of the ERP are never one here; its code was given to another one after the first was deleted. */
    fix_put_refused(ERP, EXISTS, "code",
                    "{'kind': 'product', 'external_id': 'M-2', 'version': 1, 'code': "
                    "'P1', 'name': 'Other'}");
    fix_put(ERP, UPDATED,
            "{'kind': 'product', 'external_id': 'M-1', 'version': 2, 'deleted': true}");
    assert_int_equal(when_tried_again(), 1);
    assert_int_equal(fix_linked(ERP, PRODUCT, "M-2"), product);
    assert_int_equal(status_of(PRODUCT, product), SALESINV_STATUS_ACTIVE);
}

static void a_code_is_exchanged_between_two_objects(void **state)
{
    (void)state;
    fix_put(ERP, CREATED,
            "{'kind': 'product', 'external_id': 'M-1', 'version': 1, 'code': 'P1', "
            "'name': 'One'}");
    fix_put(ERP, CREATED,
            "{'kind': 'product', 'external_id': 'M-2', 'version': 1, 'code': 'P2', "
            "'name': 'Two'}");
    fix_put_refused(ERP, EXISTS, "code",
                    "{'kind': 'product', 'external_id': 'M-1', 'version': 2, 'code': "
                    "'P2'}");
    fix_put(ERP, UPDATED,
            "{'kind': 'product', 'external_id': 'M-2', 'version': 2, 'code': 'P3'}");
    assert_int_equal(when_tried_again(), 1);
    fix_put(ERP, UPDATED,
            "{'kind': 'product', 'external_id': 'M-2', 'version': 3, 'code': 'P1'}");
}

/* ---- what others need ---- */

static void what_is_open_goes_on_with_a_product_that_went(void **state)
{
    salesinv_id order;

    (void)state;
    fix_link(ERP, PRODUCT, "M-1", fix.product);
    order = fix_order(&fix.trade, fix.warehouse, fix.product, 3);
    fix_put(ERP, UPDATED,
            "{'kind': 'product', 'external_id': 'M-1', 'version': 2, 'deleted': true}");
    assert_refused(ADMIN, PRODUCT_INACTIVE,
                   fix_try_order(&fix.trade, fix.warehouse, fix.product, 1, NULL));
    fix_ship(&fix.trade, order, 0, 3, NULL);
    fix_put(ERP, UPDATED,
            "{'kind': 'product', 'external_id': 'M-1', 'version': 3, 'name': 'Back'}");
    fix_order(&fix.trade, fix.warehouse, fix.product, 1);
}

static void a_warehouse_of_an_open_order_goes_when_the_order_is_closed(void **state)
{
    salesinv_id warehouse =
        fix_put(ERP, CREATED,
                "{'kind': 'warehouse', 'external_id': 'W', 'version': 1, 'name': 'W'}");
    salesinv_id order = fix_order(&fix.trade, warehouse, fix.product, 3);
    salesinv_id kept = fix_put_refused(
        ERP, IN_USE, NULL,
        "{'kind': 'warehouse', 'external_id': 'W', 'version': 2, 'deleted': true}");

    (void)state;
    assert_int_equal(when_tried_again(), 0);
    assert_int_equal(status_of(WAREHOUSE, warehouse), SALESINV_STATUS_ACTIVE);
    assert_ok(ADMIN, fix_step(ADMIN, ORDER, order, SINV_VERB_CLOSE));
    assert_int_equal(when_tried_again(), 1);
    assert_kept(ERP, kept, APPLIED);
    assert_refused(ADMIN, WAREHOUSE_DISABLED,
                   fix_try_order(&fix.trade, warehouse, fix.product, 1, NULL));
}

static void orders_go_to_an_address_of_the_erp_whatever_its_place(void **state)
{
    salesinv_id account = fix_put(
        ERP, CREATED,
        "{'kind': 'account', 'external_id': 'D-1', 'version': 1, 'name': 'Ada', "
        "'lines': [{'external_id': 'D-1/1', 'city': 'Bern'}, "
        "{'external_id': 'D-1/2', 'city': 'Chur'}]}");
    salesinv_id chur = sinv_line_id(account, 2);
    salesinv_id order = fix_create(ADMIN, ORDER, SALESINV_SUBMIT,
                                   "{\"account\": %lld, \"warehouse\": %lld, "
                                   "\"ship_to\": %lld, \"currency\": \"EUR\", "
                                   "\"lines\": [{\"product\": %lld, \"qty\": \"1\"}]}",
                                   (long long)account, (long long)fix.warehouse,
                                   (long long)chur, (long long)fix.product);
    salesinv_id kept;

    (void)state;
    fix_put(ERP, UPDATED,
            "{'kind': 'account', 'external_id': 'D-1', 'version': 2, 'lines': "
            "[{'external_id': 'D-1/2', 'city': 'Coire'}, "
            "{'external_id': 'D-1/3', 'city': 'Genf'}, "
            "{'external_id': 'D-1/1', 'city': 'Bern'}]}");
    assert_int_equal(fix_int(ADMIN, ORDER, order, 0, SALESINV_F_SHIP_TO), chur);
    assert_int_equal(fix_int(ADMIN, ACCOUNT, account, 3, SALESINV_F_LINE), 3);
    /* It is not taken away under the order that goes there. */
    kept = fix_put_refused(
        ERP, IN_USE, NULL,
        "{'kind': 'account', 'external_id': 'D-1', 'version': 3, 'lines': "
        "[{'external_id': 'D-1/1', 'city': 'Bern'}]}");
    assert_ok(ADMIN, fix_step(ADMIN, ORDER, order, SINV_VERB_CLOSE));
    assert_int_equal(when_tried_again(), 1);
    assert_kept(ERP, kept, APPLIED);
    assert_int_not_equal(
        fix_try_create(ADMIN, ORDER, SALESINV_SUBMIT,
                       "{\"account\": %lld, \"warehouse\": %lld, \"ship_to\": %lld, "
                       "\"currency\": \"EUR\", "
                       "\"lines\": [{\"product\": %lld, \"qty\": \"1\"}]}",
                       (long long)account, (long long)fix.warehouse, (long long)chur,
                       (long long)fix.product),
        SALESINV_OK);
}

static void a_bin_goes_when_the_erp_has_nothing_there_any_more(void **state)
{
    salesinv_id warehouse;
    salesinv_id bin;
    salesinv_id kept;

    (void)state;
    fix_link(ERP, PRODUCT, "M-1", fix.product);
    warehouse = fix_put(ERP, CREATED,
                        "{'kind': 'warehouse', 'external_id': 'W', 'version': 1, "
                        "'name': 'W', 'has_bins': 1}");
    bin = fix_put(ERP, CREATED,
                  "{'kind': 'bin', 'external_id': 'W/A', 'version': 1, 'warehouse': "
                  "'W', 'code': 'A', 'name': 'Shelf'}");
    fix_put(ERP, CREATED,
            "{'kind': 'stock', 'version': 1, 'product': 'M-1', 'warehouse': 'W', "
            "'bin': 'W/A', 'on_hand': '4', 'frozen': '1'}");
    kept = fix_put_refused(
        ERP, IN_USE, "status",
        "{'kind': 'bin', 'external_id': 'W/A', 'version': 2, 'deleted': true}");
    fix_put_refused(
        ERP, IN_USE, "status",
        "{'kind': 'warehouse', 'external_id': 'W', 'version': 2, 'deleted': true}");
    assert_int_equal(fix_detail(ERP, "product"), fix.product);
    fix_put(ERP, UPDATED,
            "{'kind': 'stock', 'version': 2, 'product': 'M-1', 'warehouse': 'W', "
            "'bin': 'W/A', 'on_hand': '0'}");
    assert_int_equal(when_tried_again(), 2);
    assert_kept(ERP, kept, APPLIED);
    assert_int_equal(status_of(BIN, bin), SALESINV_STATUS_INACTIVE);
    assert_int_equal(status_of(WAREHOUSE, warehouse), SALESINV_STATUS_INACTIVE);
    /* Nothing is started in what is out of use. */
    fix_put_refused(ERP, WAREHOUSE_DISABLED, "warehouse",
                    "{'kind': 'bin', 'external_id': 'W/B', 'version': 1, 'warehouse': "
                    "'W', 'code': 'B', 'name': 'Rack'}");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fix, close_fix)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_kind_is_made_changed_put_out_of_use_and_comes_back),
        TEST(what_comes_before_its_parts_waits_for_them),
        TEST(a_kit_waits_for_its_components),
        TEST(what_people_made_is_found_by_its_code),
        TEST(a_code_is_exchanged_between_two_objects),
        TEST(what_is_open_goes_on_with_a_product_that_went),
        TEST(a_warehouse_of_an_open_order_goes_when_the_order_is_closed),
        TEST(orders_go_to_an_address_of_the_erp_whatever_its_place),
        TEST(a_bin_goes_when_the_erp_has_nothing_there_any_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
