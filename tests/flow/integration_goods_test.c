/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Goods by batch, in bins and in kits beside an ERP: notices leave open what its results say, users' shipments say it, and what
 * came back was there.
 */
#include <stdio.h>

#include "salesinv/order.h"
#include "salesinv/product.h"
#include "support/fix_inbox.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    RETURN = SALESINV_KIND_RETURN
};

static fix_connector fix;
static salesinv_id drug;    /* by batch: L1, L2 */
static salesinv_id meter;   /* by serial number */
static salesinv_id shelves; /* a warehouse with bins F1 and F2 */
static salesinv_id first_bin;
static salesinv_id bin_elsewhere;
static salesinv_id picked; /* a kit of one meter and two routers */
static salesinv_id built;  /* a kit that is a good itself, of one router */

#define ERP (fix.erp)
#define ADMIN (fix.trade.core.admin)
#define ID(id) ((long long)(id))

static salesinv_id given_batch(const char *code, salesinv_id product)
{
    return fix_put(ERP, CREATED,
                   "{'kind': 'batch', 'external_id': '%s', 'version': 1, 'code': '%s', "
                   "'product': {'id': %lld}}",
                   code, code, ID(product));
}

static void given_stock(int64_t version, salesinv_id product, salesinv_id warehouse,
                        int64_t units)
{
    salesinv_upsert *report;

    assert_ok(ERP, fix_try_records(ERP, &report,
                                   "{'kind': 'stock', 'version': %lld, 'product': "
                                   "{'id': %lld}, 'warehouse': {'id': %lld}, "
                                   "'on_hand': '%lld'}",
                                   ID(version), ID(product), ID(warehouse), ID(units)));
    assert_int_equal(salesinv_upsert_status(report, 0), SALESINV_OK);
    salesinv_upsert_free(report);
}

static salesinv_id given_warehouse(const char *name, salesinv_id *out_bin)
{
    salesinv_id id = fix_create(ADMIN, SALESINV_KIND_WAREHOUSE, 0,
                                "{\"name\": \"%s\", \"has_bins\": 1}", name);

    *out_bin =
        fix_create(ADMIN, SALESINV_KIND_BIN, 0,
                   "{\"warehouse\": %lld, \"code\": \"F1\", \"name\": \"F1\"}", ID(id));
    return id;
}

static void given_kits(void)
{
    fix_core *core = &fix.trade.core;

    assert_ok(core->platform,
              salesinv_licence_grant(core->platform, core->tenant, "bom",
                                     SALESINV_TIME_NONE, 0, NULL));
    fix_setting(ADMIN, "shipping.kits", 1);
    picked = fix_create(ADMIN, SALESINV_KIND_PRODUCT, 0,
                        "{\"name\": \"Set\", \"kit_kind\": %d, \"price\": \"9\", "
                        "\"lines\": [{\"product\": %lld, \"qty\": \"1\"}, "
                        "{\"product\": %lld, \"qty\": \"2\"}]}",
                        SALESINV_KIT_PTO, ID(meter), ID(fix.product));
    built = fix_create(ADMIN, SALESINV_KIND_PRODUCT, 0,
                       "{\"name\": \"Rack\", \"kit_kind\": %d, \"price\": \"9\", "
                       "\"lines\": [{\"product\": %lld, \"qty\": \"1\"}]}",
                       SALESINV_KIT_ATO, ID(fix.product));
    given_stock(1, built, fix.warehouse, 10);
}

static int setup(void **state)
{
    (void)state;
    fix_connector_open(&fix, false);
    drug = fix_product(&fix.trade.core, "Drug", SALESINV_TRACKING_BATCH);
    meter = fix_product(&fix.trade.core, "Meter", SALESINV_TRACKING_SERIAL);
    fix_setting(ADMIN, "warehouse.bins", 1);
    shelves = given_warehouse("Shelves", &first_bin);
    (void)given_warehouse("Elsewhere", &bin_elsewhere);
    given_stock(1, drug, fix.warehouse, 20);
    given_stock(1, drug, shelves, 20);
    given_stock(1, meter, fix.warehouse, 20);
    given_stock(1, fix.product, fix.warehouse, 20);
    (void)given_batch("L1", drug);
    (void)given_batch("L2", drug);
    (void)given_batch("L3", drug);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fix_connector_close(&fix);
    return 0;
}

/* An outbound order of the ERP, or its shipment; `lines` is the JSON of them. */
#define SENT(id, version, lines)                                                       \
    "{'kind': 'outbound', 'external_id': '" id "', 'version': " #version               \
    ", 'source': {'id': %lld}, 'warehouse': {'id': %lld}, 'lines': [" lines "]}"
#define SHIPPED(id, version, lines)                                                    \
    "{'kind': 'shipment', 'external_id': '" id "', 'version': " #version               \
    ", 'order': {'id': %lld}, 'warehouse': {'id': %lld}, 'lines': [" lines "]}"

static salesinv_id notice_of_all(salesinv_id order)
{
    return fix_create(ADMIN, SHIPMENT, SALESINV_SUBMIT, "{\"order\": %lld}", ID(order));
}

#define then_order(order, line, field, wanted)                                         \
    assert_int_equal(fix_int(ADMIN, ORDER, order, line, SALESINV_F_##field),           \
                     (wanted)*FIX_UNIT)

/* ---- batches ---- */

static void a_notice_leaves_the_batch_to_the_erp(void **state)
{
    salesinv_id order = fix_order(&fix.trade, fix.warehouse, drug, 10);
    salesinv_id notice = notice_of_all(order);
    salesinv_id other = fix_product(&fix.trade.core, "Salve", SALESINV_TRACKING_BATCH);

    (void)state;
    (void)given_batch("S1", other);
    fix_put_refused(ERP, BATCH_REQUIRED, "lines[1].batch",
                    SENT("D1", 1, "{'source_line': 1, 'qty': '6'}"), ID(notice),
                    ID(fix.warehouse));
    fix_put_refused(ERP, BATCH_MISMATCH, "lines[1].batch",
                    SENT("D1", 2, "{'source_line': 1, 'qty': '6', 'batch': 'S1'}"),
                    ID(notice), ID(fix.warehouse));
    then_order(order, 1, SHIPPED, 0);
    fix_put(ERP, CREATED,
            SENT("D1", 3, "{'source_line': 1, 'qty': '6', 'batch': 'L1'}"), ID(notice),
            ID(fix.warehouse));
    then_order(order, 1, SHIPPED, 6);
    fix_put(ERP, UPDATED,
            SENT("D1", 4,
                 "{'source_line': 1, 'qty': '4', 'batch': 'L1'}, "
                 "{'source_line': 1, 'qty': '3', 'batch': 'L2'}"),
            ID(notice), ID(fix.warehouse));
    then_order(order, 1, SHIPPED, 7);
    then_order(order, 1, NOTICED, 3);
    assert_stock(&fix.trade.core, drug, fix.warehouse, "20/0/20");
}

#define CAME(id, version, batch)                                                       \
    "{'kind': 'return', 'external_id': '" id "', 'version': " #version                 \
    ", 'source': {'id': %lld}, 'lines': [{'line': 1, 'received': '4', 'batch': "       \
    "'" batch "'}]}"

static salesinv_status try_back(salesinv_id notice, int units, const char *batch,
                                salesinv_id *out)
{
    salesinv_draft *draft = fix_draft(
        ADMIN, RETURN,
        "{\"lines\": [{\"shipment_line\": %lld, \"qty\": \"%d\", \"batch\": %lld}]}",
        ID(sinv_line_id(notice, 1)), units,
        ID(fix_linked(ERP, SALESINV_KIND_BATCH, batch)));
    salesinv_return *made = NULL;
    salesinv_status rc =
        salesinv_return_create(ADMIN, draft, SALESINV_SUBMIT, NULL, &made);

    if (rc == SALESINV_OK && out)
        *out = salesinv_document_id(salesinv_return_document(made));
    salesinv_return_free(made);
    salesinv_draft_free(draft);
    return rc;
}

/* Four of L1 and three of L2 left: of L2 no more than three come back, and what took them out stays once they are. */
static void a_batch_comes_back_as_it_left(void **state)
{
    salesinv_id order = fix_order(&fix.trade, fix.warehouse, drug, 10);
    salesinv_id notice = notice_of_all(order);
    salesinv_id back;

    (void)state;
    fix_put(ERP, CREATED,
            SENT("D1", 1, "{'source_line': 1, 'qty': '4', 'batch': 'L1'}"), ID(notice),
            ID(fix.warehouse));
    fix_put(ERP, CREATED,
            SENT("D2", 1, "{'source_line': 1, 'qty': '3', 'batch': 'L2'}"), ID(notice),
            ID(fix.warehouse));
    assert_refused(ADMIN, BATCH_REQUIRED,
                   fix_try_return(&fix.trade, notice, 4, NULL, NULL));
    assert_refused(ADMIN, EXCEEDS_RETURNABLE, try_back(notice, 4, "L2", NULL));
    assert_ok(ADMIN, try_back(notice, 4, "L1", &back));
    fix_put_refused(ERP, BATCH_MISMATCH, "lines[1].batch", CAME("R1", 1, "L3"),
                    ID(back));
    fix_put_refused(ERP, EXCEEDS_RETURNABLE, NULL, CAME("R1", 2, "L2"), ID(back));
    fix_put(ERP, UPDATED, CAME("R1", 3, "L1"), ID(back));
    assert_status(&fix.trade, RETURN, back, RECEIVED);
    fix_put_refused(ERP, IN_USE, NULL,
                    "{'kind': 'outbound', 'external_id': 'D1', 'version': 2, "
                    "'deleted': true}");
    fix_put(ERP, UPDATED,
            "{'kind': 'outbound', 'external_id': 'D2', 'version': 2, 'deleted': true}");
    then_order(order, 1, SHIPPED, 4);
    then_order(order, 1, RETURNED_SHIPPED, 4);
}

/* ---- bins ---- */

static void an_erp_need_not_name_the_bin_but_never_a_wrong_one(void **state)
{
    salesinv_id order = fix_order(&fix.trade, shelves, drug, 6);
    salesinv_id notice = notice_of_all(order);

    (void)state;
    fix_put_refused(ERP, BIN_MISMATCH, "lines[1].bin",
                    SENT("D1", 1,
                         "{'source_line': 1, 'qty': '2', 'batch': 'L1', 'bin': "
                         "{'id': %lld}}"),
                    ID(notice), ID(shelves), ID(bin_elsewhere));
    fix_put_refused(ERP, BIN_MISMATCH, "lines[1].bin",
                    SENT("D1", 2,
                         "{'source_line': 1, 'qty': '2', 'batch': 'L1', 'bin': "
                         "{'id': %lld}}"),
                    ID(notice), ID(fix.warehouse), ID(first_bin));
    fix_put(ERP, CREATED,
            SENT("D1", 3,
                 "{'source_line': 1, 'qty': '2', 'batch': 'L1', 'bin': {'id': %lld}}"),
            ID(notice), ID(shelves), ID(first_bin));
    fix_put(ERP, CREATED,
            SENT("D2", 1, "{'source_line': 1, 'qty': '4', 'batch': 'L1'}"), ID(notice),
            ID(shelves));
    assert_status(&fix.trade, ORDER, order, SHIPPED);
    fix_put(ERP, UPDATED,
            SENT("D2", 2,
                 "{'source_line': 1, 'qty': '4', 'batch': 'L2', 'bin': {'id': %lld}}"),
            ID(notice), ID(shelves), ID(first_bin));
    assert_status(&fix.trade, ORDER, order, SHIPPED);
}

static salesinv_status ship_from(salesinv_id order, const char *line)
{
    return fix_try_create(ADMIN, SHIPMENT, SALESINV_SUBMIT,
                          "{\"order\": %lld, \"lines\": [{\"order_line\": %lld, %s}]}",
                          ID(order), ID(sinv_line_id(order, 1)), line);
}

/* What the ERP tells of places binds who ships from them; what it does not tell, it does not. */
static void a_user_names_batch_and_bin_and_finds_them_there(void **state)
{
    salesinv_id order;
    salesinv_id lot;
    char line[128];

    (void)state;
    fix_setting(ADMIN, "shipping.mode", SALESINV_SHIPPING_ORDER);
    order = fix_order(&fix.trade, shelves, drug, 12);
    lot = fix_linked(ERP, SALESINV_KIND_BATCH, "L1");
    assert_refused(ADMIN, BIN_REQUIRED, ship_from(order, "\"qty\": \"2\""));
    (void)snprintf(line, sizeof(line), "\"qty\": \"2\", \"bin\": %lld", ID(first_bin));
    assert_refused(ADMIN, BATCH_REQUIRED, ship_from(order, line));
    fix_put(ERP, CREATED,
            "{'kind': 'stock', 'version': 1, 'product': {'id': %lld}, 'warehouse': "
            "{'id': %lld}, 'batch': 'L1', 'bin': {'id': %lld}, 'on_hand': '5'}",
            ID(drug), ID(shelves), ID(first_bin));
    (void)snprintf(line, sizeof(line), "\"qty\": \"6\", \"batch\": %lld, \"bin\": %lld",
                   ID(lot), ID(first_bin));
    assert_refused(ADMIN, INSUFFICIENT_STOCK, ship_from(order, line));
    assert_int_equal(fix_detail(ADMIN, "on_hand"), 5 * FIX_UNIT);
    line[8] = '5';
    assert_ok(ADMIN, ship_from(order, line));
    assert_ok(ADMIN, ship_from(order, line)); /* until the ERP says that they left */
    then_order(order, 1, SHIPPED, 10);
    fix_put(ERP, CREATED,
            SHIPPED("S1", 1, "{'order_line': 1, 'qty': '2', 'batch': 'L2'}"), ID(order),
            ID(shelves));
    assert_status(&fix.trade, ORDER, order, SHIPPED);
}

/* ---- kits ---- */

/* Lines of an order of a picked kit: 1 the kit, 2 the meters, 3 the routers. */
static void a_picked_kit_goes_out_piece_by_piece(void **state)
{
    salesinv_id order;
    salesinv_id notice;

    (void)state;
    given_kits();
    assert_refused(ADMIN, INSUFFICIENT_STOCK,
                   fix_try_order(&fix.trade, fix.warehouse, picked, 11, NULL));
    order = fix_order(&fix.trade, fix.warehouse, picked, 2);
    then_order(order, 3, QTY, 4);
    notice = notice_of_all(order);
    fix_put_refused(ERP, SERIAL_REQUIRED, "lines[1].serials",
                    SENT("D1", 1, "{'source_line': 1, 'qty': '1'}"), ID(notice),
                    ID(fix.warehouse));
    fix_put(ERP, CREATED,
            SENT("D1", 2,
                 "{'source_line': 1, 'qty': '1', 'serials': ['M1']}, "
                 "{'source_line': 2, 'qty': '2'}"),
            ID(notice), ID(fix.warehouse));
    then_order(order, 1, SHIPPED, 1);
    assert_status(&fix.trade, SHIPMENT, notice, PARTIALLY_OUTBOUND);
    fix_put(ERP, UPDATED,
            SENT("D1", 3,
                 "{'source_line': 1, 'qty': '2', 'serials': ['M1', 'M2']}, "
                 "{'source_line': 2, 'qty': '1'}"),
            ID(notice), ID(fix.warehouse));
    then_order(order, 1, SHIPPED, 0);
    then_order(order, 2, SHIPPED, 2);
    fix_put(ERP, CREATED, SENT("D2", 1, "{'source_line': 2, 'qty': '3'}"), ID(notice),
            ID(fix.warehouse));
    then_order(order, 1, SHIPPED, 2);
    assert_status(&fix.trade, ORDER, order, SHIPPED);
    fix_put(ERP, UPDATED,
            "{'kind': 'outbound', 'external_id': 'D1', 'version': 4, 'deleted': true}");
    then_order(order, 1, SHIPPED, 0);
    assert_serial(&fix.trade.core, "M2", "unused");
}

static void an_assembled_kit_goes_out_as_one(void **state)
{
    salesinv_id order;
    salesinv_id notice;

    (void)state;
    given_kits();
    assert_refused(ADMIN, INSUFFICIENT_STOCK,
                   fix_try_order(&fix.trade, fix.warehouse, built, 11, NULL));
    order = fix_order(&fix.trade, fix.warehouse, built, 3);
    notice = notice_of_all(order);
    fix_put_refused(ERP, NOT_FOUND, "lines[1].source_line",
                    SENT("D1", 1, "{'source_line': 2, 'qty': '1'}"), ID(notice),
                    ID(fix.warehouse));
    fix_put_refused(
        ERP, ARG, "lines[1].product",
        SENT("D1", 2, "{'source_line': 1, 'product': {'id': %lld}, 'qty': '1'}"),
        ID(notice), ID(fix.warehouse), ID(fix.product));
    fix_put(ERP, CREATED, SENT("D1", 3, "{'source_line': 1, 'qty': '3'}"), ID(notice),
            ID(fix.warehouse));
    then_order(order, 1, SHIPPED, 3);
    then_order(order, 2, SHIPPED, 3);
    assert_status(&fix.trade, ORDER, order, SHIPPED);
}

static void shipments_of_the_erp_name_what_moves_of_a_kit(void **state)
{
    salesinv_id order;
    salesinv_id other;

    (void)state;
    given_kits();
    fix_setting(ADMIN, "shipping.mode", SALESINV_SHIPPING_ORDER);
    order = fix_order(&fix.trade, fix.warehouse, picked, 2);
    other = fix_order(&fix.trade, fix.warehouse, built, 1);
    fix_put_refused(ERP, KIT_LEVEL, NULL,
                    SHIPPED("S1", 1, "{'order_line': 1, 'qty': '1'}"), ID(order),
                    ID(fix.warehouse));
    fix_put_refused(ERP, KIT_LEVEL, NULL,
                    SHIPPED("S2", 1, "{'order_line': 2, 'qty': '1'}"), ID(other),
                    ID(fix.warehouse));
    fix_put(ERP, CREATED,
            SHIPPED("S1", 2,
                    "{'order_line': 2, 'qty': '2', 'serials': ['M1..M2']}, "
                    "{'order_line': 3, 'qty': '3'}"),
            ID(order), ID(fix.warehouse));
    then_order(order, 1, SHIPPED, 1);
    fix_put(ERP, CREATED, SHIPPED("S2", 2, "{'order_line': 1, 'qty': '1'}"), ID(other),
            ID(fix.warehouse));
    assert_status(&fix.trade, ORDER, other, SHIPPED);
    fix_put(ERP, UPDATED,
            SHIPPED("S1", 3,
                    "{'order_line': 2, 'qty': '2', 'serials': ['M1..M2']}, "
                    "{'order_line': 3, 'qty': '4'}"),
            ID(order), ID(fix.warehouse));
    assert_status(&fix.trade, ORDER, order, SHIPPED);
    assert_serial(&fix.trade.core, "M1", "used");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_notice_leaves_the_batch_to_the_erp),
        TEST(a_batch_comes_back_as_it_left),
        TEST(an_erp_need_not_name_the_bin_but_never_a_wrong_one),
        TEST(a_user_names_batch_and_bin_and_finds_them_there),
        TEST(a_picked_kit_goes_out_piece_by_piece),
        TEST(an_assembled_kit_goes_out_as_one),
        TEST(shipments_of_the_erp_name_what_moves_of_a_kit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
