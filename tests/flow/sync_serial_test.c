/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Serial numbers of an ERP through the inbox: lists and ranges of any size, where they are and with whom; and what a document here did
 * with them, which a record does not undo.
 */
#include <stdio.h>
#include <string.h>

#include "salesinv/batch.h"
#include "salesinv/settings.h"
#include "support/fix_inbox.h"

static fix_connector fix;
static salesinv_id meter; /* "M" for the ERP */
static salesinv_id north; /* "N"; the fixture's warehouse is "W" */

#define ERP (fix.erp)
#define ADMIN (fix.trade.core.admin)
#define CORE (&fix.trade.core)

static int open_fix(void **state)
{
    (void)state;
    fix_connector_open(&fix, false);
    fix_setting(ADMIN, "order.validation", SALESINV_RULE_ALLOW);
    meter = fix_product(CORE, "Meter", SALESINV_TRACKING_SERIAL);
    north = fix_warehouse(CORE, "North");
    fix_link(ERP, SALESINV_KIND_PRODUCT, "M", meter);
    fix_link(ERP, SALESINV_KIND_WAREHOUSE, "W", fix.warehouse);
    fix_link(ERP, SALESINV_KIND_WAREHOUSE, "N", north);
    fix_link(ERP, SALESINV_KIND_ACCOUNT, "A", fix.trade.account);
    return 0;
}

static int close_fix(void **state)
{
    (void)state;
    fix_connector_close(&fix);
    return 0;
}

#define SERIALS(id, version, list, rest)                                               \
    "{'kind': 'serial', 'external_id': '" id "', 'version': " #version                 \
    ", 'product': 'M', 'serials': [" list "], " rest "}"
#define IN(warehouse) "'state': 'in_stock', 'warehouse': '" warehouse "'"

typedef struct seen {
    salesinv_id warehouse;
    salesinv_id account;
} seen;

/* Where a serial of a product is. */
static seen look_at(salesinv_id product, const char *serial)
{
    salesinv_serial *found;
    seen is;

    assert_ok(ADMIN, salesinv_serial_get(ADMIN, product, serial, &found));
    is = (seen){salesinv_serial_warehouse(found), salesinv_serial_account(found)};
    salesinv_serial_free(found);
    return is;
}

/* How many runs hold the serials of the product. */
static int32_t runs(void)
{
    salesinv_serial_list *list;
    int32_t count;

    assert_ok(ADMIN, salesinv_serial_find(ADMIN, meter, 0, 0, NULL, 100, &list));
    count = salesinv_serial_list_count(list);
    salesinv_serial_list_free(list);
    return count;
}

/* The ERP ships one serial for an order of one here, as outbound order `id`. */
static salesinv_id when_sent(const char *id, const char *serial)
{
    salesinv_id order = fix_order(&fix.trade, fix.warehouse, meter, 1);
    salesinv_id notice = fix_ship(&fix.trade, order, 0, 1, NULL);

    fix_put(ERP, CREATED,
            "{'kind': 'outbound', 'external_id': '%s', 'version': 1, 'source': {'id': "
            "%lld}, 'warehouse': 'W', 'lines': [{'source_line': 1, 'qty': '1', "
            "'serials': ['%s']}]}",
            id, (long long)notice, serial);
    return notice;
}

/* ---- lists ---- */

static void lists_and_ranges_are_where_the_erp_says(void **state)
{
    (void)state;
    fix_put(ERP, CREATED,
            SERIALS("S1", 1, "'A1', 'B1..B9', {'first': 'C1', 'count': 5}", IN("W")));
    assert_serial(CORE, "B5", "in_stock");
    assert_int_equal(look_at(meter, "C5").warehouse, fix.warehouse);
    fix_put(ERP, UNCHANGED,
            SERIALS("S2", 1, "'B2..B4'", IN("W"))); /* of another record */
    fix_put(ERP, CREATED, SERIALS("S3", 1, "'B1'", "'state': 'used', 'account': 'A'"));
    assert_serial(CORE, "B1", "used");
    assert_int_equal(look_at(meter, "B1").account, fix.trade.account);
    fix_put(ERP, CREATED, SERIALS("S4", 1, "'D1..D3'", "'state': 'unused'"));
    assert_serial(CORE, "D3", "unused");
}

static void a_million_serials_are_one_record(void **state)
{
    (void)state;
    fix_put(ERP, CREATED, SERIALS("S1", 1, "'X0000001..X1000000'", IN("W")));
    assert_int_equal(runs(), 1);
    assert_serial(CORE, "X0500000", "in_stock");
    fix_put(ERP, UPDATED, SERIALS("S1", 2, "'X0000001..X1000000'", IN("N")));
    assert_int_equal(look_at(meter, "X1000000").warehouse, north);
    fix_put(ERP, CREATED, SERIALS("S2", 1, "'X0500000'", IN("W")));
    assert_int_equal(runs(), 3);
    assert_int_equal(look_at(meter, "X0500001").warehouse, north);
}

static void serials_move_by_newer_versions_alone(void **state)
{
    (void)state;
    fix_put(ERP, CREATED, SERIALS("S1", 3, "'A1..A9'", IN("W")));
    fix_put(ERP, IGNORED, SERIALS("S1", 2, "'A1..A9'", IN("N")));
    assert_int_equal(look_at(meter, "A9").warehouse, fix.warehouse);
    fix_put(ERP, UPDATED, SERIALS("S1", 4, "'A1..A3'", IN("N")));
    assert_int_equal(look_at(meter, "A3").warehouse, north);
    assert_int_equal(look_at(meter, "A4").warehouse, fix.warehouse);
    fix_put(ERP, UPDATED, SERIALS("S1", 5, "'A1'", "'deleted': true"));
    assert_serial(CORE, "A1", "unused");
    fix_put(ERP, UPDATED, SERIALS("S1", 6, "'A1'", IN("W")));
    assert_serial(CORE, "A1", "in_stock");
}

/* Goods are told apart by serial number or by batch, never by both. */
static void serials_have_no_batch_of_other_goods(void **state)
{
    (void)state;
    fix_put_refused(ERP, BATCH_MISMATCH, "product",
                    "{'kind': 'batch', 'external_id': 'L1', 'version': 1, 'product': "
                    "'M', 'code': 'L1'}");
    fix_put(ERP, CREATED,
            "{'kind': 'product', 'external_id': 'P', 'version': 1, 'name': 'Glue', "
            "'tracking': %d}",
            SALESINV_TRACKING_BATCH);
    fix_put(ERP, CREATED,
            "{'kind': 'batch', 'external_id': 'L2', 'version': 1, 'product': 'P', "
            "'code': 'L2'}");
    fix_put_refused(ERP, BATCH_MISMATCH, "batch",
                    SERIALS("S1", 1, "'A1..A3'", IN("W") ", 'batch': 'L2'"));
    assert_int_equal(runs(), 0);
}

/* ---- whose they are ---- */

static void a_serial_of_another_product_is_refused(void **state)
{
    salesinv_id other = fix_product(CORE, "Tablet", SALESINV_TRACKING_SERIAL);

    (void)state;
    fix_link(ERP, SALESINV_KIND_PRODUCT, "T", other);
    fix_put(ERP, CREATED, SERIALS("S1", 1, "'A1..A3'", IN("W")));
    fix_put_refused(ERP, SERIAL_PRODUCT, NULL,
                    "{'kind': 'serial', 'external_id': 'S2', 'version': 1, 'product': "
                    "'T', 'serials': ['A3..A5'], 'state': 'in_stock', 'warehouse': "
                    "'W'}");
    assert_refused(ADMIN, SERIAL_NOT_FOUND,
                   salesinv_serial_get(ADMIN, other, "A5", &(salesinv_serial *){0}));
}

static void products_may_have_the_same_serials(void **state)
{
    salesinv_id other = fix_product(CORE, "Tablet", SALESINV_TRACKING_SERIAL);

    (void)state;
    fix_setting(ADMIN, "serial.scope", SALESINV_SERIAL_SCOPE_PRODUCT);
    fix_link(ERP, SALESINV_KIND_PRODUCT, "T", other);
    fix_put(ERP, CREATED, SERIALS("S1", 1, "'A1..A3'", IN("W")));
    fix_put(ERP, CREATED,
            "{'kind': 'serial', 'external_id': 'S2', 'version': 1, 'product': 'T', "
            "'serials': ['A3..A5'], 'state': 'in_stock', 'warehouse': 'N'}");
    assert_int_equal(look_at(meter, "A3").warehouse, fix.warehouse);
    assert_int_equal(look_at(other, "A3").warehouse, north);
}

/* ---- what happened here ---- */

static void what_was_shipped_is_not_in_stock_while_it_is_out(void **state)
{
    salesinv_id kept;
    salesinv_id notice;

    (void)state;
    fix_put(ERP, CREATED, SERIALS("S1", 1, "'A1..A3'", IN("W")));
    notice = when_sent("D1", "A2");
    assert_serial(CORE, "A2", "used");
    /* The ERP says the list as it was before the goods left: none of it is taken, not even what could be. */
    kept =
        fix_put_refused(ERP, SERIAL_STATE, NULL, SERIALS("S1", 2, "'A1..A3'", IN("N")));
    assert_int_equal(look_at(meter, "A1").warehouse, fix.warehouse);
    assert_int_equal(look_at(meter, "A2").account, fix.trade.account);
    fix.trade.core.now += FIX_DAY;
    assert_int_equal(fix_retry_due(ERP), 0);
    /* It was never sent after all. */
    fix_put(ERP, UPDATED,
            "{'kind': 'outbound', 'external_id': 'D1', 'version': 2, 'deleted': true}");
    assert_status(&fix.trade, SALESINV_KIND_SHIPMENT, notice, ISSUED);
    fix.trade.core.now += FIX_DAY;
    assert_int_equal(fix_retry_due(ERP), 1);
    assert_kept(ERP, kept, APPLIED);
    assert_int_equal(look_at(meter, "A2").warehouse, north);
}

static void what_was_shipped_is_used_for_the_erp_too(void **state)
{
    (void)state;
    when_sent("D1", "N7"); /* unknown before */
    fix_put(ERP, UNCHANGED,
            SERIALS("S1", 1, "'N7'", "'state': 'used', 'account': 'A'"));
    assert_serial(CORE, "N7", "used");
    /* One that only the ERP used may come back as it says. */
    fix_put(ERP, CREATED, SERIALS("S2", 1, "'N8'", "'state': 'used', 'account': 'A'"));
    fix_put(ERP, UPDATED, SERIALS("S2", 2, "'N8'", IN("W")));
    assert_serial(CORE, "N8", "in_stock");
    /* What the ERP deletes stays used where it is. */
    fix_put(ERP, UNCHANGED, SERIALS("S1", 2, "'N7'", "'deleted': true"));
    assert_serial(CORE, "N7", "used");
}

static void serials_of_an_unknown_product_wait_for_it(void **state)
{
    salesinv_id kept = fix_put_refused(
        ERP, NOT_FOUND, "product",
        "{'kind': 'serial', 'external_id': 'S', 'version': 1, 'product': 'X', "
        "'serials': ['X1..X5'], 'state': 'in_stock', 'warehouse': 'W'}");

    (void)state;
    fix_put(ERP, CREATED,
            "{'kind': 'product', 'external_id': 'X', 'version': 1, 'name': 'New', "
            "'tracking': %d}",
            SALESINV_TRACKING_SERIAL);
    fix.trade.core.now += FIX_DAY;
    assert_int_equal(fix_retry_due(ERP), 1);
    assert_kept(ERP, kept, APPLIED);
    assert_serial(CORE, "X5", "in_stock");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fix, close_fix)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lists_and_ranges_are_where_the_erp_says),
        TEST(a_million_serials_are_one_record),
        TEST(serials_move_by_newer_versions_alone),
        TEST(serials_have_no_batch_of_other_goods),
        TEST(a_serial_of_another_product_is_refused),
        TEST(products_may_have_the_same_serials),
        TEST(what_was_shipped_is_not_in_stock_while_it_is_out),
        TEST(what_was_shipped_is_used_for_the_erp_too),
        TEST(serials_of_an_unknown_product_wait_for_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
