/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From our own stock to an ERP's and back: what was done stays as it was done, whoever's figures count, and our own stock begins anew.
 */
#include <stdlib.h>
#include <string.h>

#include "salesinv/inbound.h"
#include "salesinv/outbound.h"
#include "salesinv/product.h"
#include "support/dump.h"
#include "support/fix_edition.h"
#include "support/fix_sync.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    RETURN = SALESINV_KIND_RETURN,
    INBOUND = SALESINV_KIND_INBOUND,
    OUTBOUND = SALESINV_KIND_OUTBOUND,
    BIN = SALESINV_KIND_BIN
};

typedef struct fix_round {
    fix_trade trade;
    fix_core *core;
    salesinv_session *admin;
    salesinv_id main;
    salesinv_id shelves; /* has bins: A and B */
    salesinv_id bin_a;
    salesinv_id bin_b;
    salesinv_id plain;   /* 20 in main, 4 of them shipped */
    salesinv_id tracked; /* S01 to S05 in main, S05 shipped */
    salesinv_id drug;    /* batch LOT: 6 on shelf A, 3 on shelf B, 5 in main */
    salesinv_id lot;
    salesinv_id received; /* the serials */
    salesinv_id order;    /* of the plain, 4 */
    salesinv_id shipment; /* of them */
    salesinv_id serials;  /* S05 */
} fix_round;

static salesinv_id bin(fix_round *fix, const char *name)
{
    return fix_create(fix->admin, SALESINV_KIND_BIN, 0,
                      "{\"warehouse\": %lld, \"code\": \"%s\", \"name\": \"%s\"}",
                      (long long)fix->shelves, name, name);
}

static void receive_drug(fix_round *fix, salesinv_id warehouse, salesinv_id bin_id,
                         int units)
{
    (void)fix_create(fix->admin, INBOUND, SALESINV_SUBMIT,
                     "{\"type\": %d, \"warehouse\": %lld, \"lines\": [{\"product\": "
                     "%lld, \"qty\": \"%d\", \"batch\": %lld, \"bin\": %lld}]}",
                     SALESINV_INBOUND_OPENING, (long long)warehouse,
                     (long long)fix->drug, units, (long long)fix->lot,
                     (long long)bin_id);
}

static void receive_all(fix_round *fix)
{
    fix_receive(fix->core, fix->main, fix->plain, 20);
    fix->received = fix_receive_serials(fix->core, fix->main, fix->tracked, "S01", 5);
    receive_drug(fix, fix->shelves, fix->bin_a, 6);
    receive_drug(fix, fix->shelves, fix->bin_b, 3);
    receive_drug(fix, fix->main, 0, 5);
}

static int setup(void **state)
{
    static fix_round fix;
    salesinv_id order;

    fix_trade_open(&fix.trade);
    fix.core = &fix.trade.core;
    fix.admin = fix.core->admin;
    fix_setting(fix.admin, "warehouse.bins", 1);
    fix_setting(fix.admin, "plugin.exchange", 1);
    fix.main = fix_warehouse(fix.core, "Main");
    fix.shelves = fix_create(fix.admin, SALESINV_KIND_WAREHOUSE, 0,
                             "{\"name\": \"Shelves\", \"has_bins\": 1}");
    fix.bin_a = bin(&fix, "A");
    fix.bin_b = bin(&fix, "B");
    fix.plain = fix_product(fix.core, "Cable", SALESINV_TRACKING_NONE);
    fix.tracked = fix_product(fix.core, "Router", SALESINV_TRACKING_SERIAL);
    fix.drug = fix_product(fix.core, "Drug", SALESINV_TRACKING_BATCH);
    fix.lot = fix_create(fix.admin, SALESINV_KIND_BATCH, 0,
                         "{\"code\": \"LOT\", \"product\": %lld}", (long long)fix.drug);
    receive_all(&fix);
    fix.order = fix_order(&fix.trade, fix.main, fix.plain, 4);
    fix.shipment = fix_ship(&fix.trade, fix.order, 0, 4, NULL);
    order = fix_order(&fix.trade, fix.main, fix.tracked, 1);
    fix.serials = fix_ship(&fix.trade, order, 0, 1, "[\"S05\"]");
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_round *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

#define then_stock(product, warehouse, wanted)                                         \
    assert_stock(fix->core, fix->product, fix->warehouse, wanted)
#define then_serial(serial, wanted) assert_serial(fix->core, serial, wanted)
#define try_void(kind, id) fix_step(fix->admin, kind, id, SINV_VERB_VOID)

static void given_erp(fix_round *fix)
{
    fix_switch(fix->core, SALESINV_EDITION_INTEGRATION);
}

static void given_own(fix_round *fix)
{
    fix_switch(fix->core, SALESINV_EDITION_STANDALONE);
}

/* The outbound orders that wrote off the stock of a warehouse, and what they took out together; the last one's id comes back. */
static salesinv_id then_written_off(fix_round *fix, salesinv_id warehouse,
                                    int32_t orders, int64_t units)
{
    salesinv_cursor *cursor;
    const salesinv_document *found;
    salesinv_id last = 0;

    assert_ok(fix->admin, salesinv_outbound_find(fix->admin, NULL, &cursor));
    while (salesinv_cursor_next(cursor, &found) == SALESINV_ROW) {
        if (fix_int(fix->admin, OUTBOUND, salesinv_document_id(found), 0,
                    SALESINV_F_WAREHOUSE) != warehouse ||
            fix_int(fix->admin, OUTBOUND, salesinv_document_id(found), 0,
                    SALESINV_F_TYPE) != SALESINV_OUTBOUND_OTHER)
            continue;
        last = salesinv_document_id(found);
        assert_string_equal(salesinv_document_get_text(found, 0, SALESINV_F_REASON),
                            "edition switch");
        for (int32_t i = 1; i <= salesinv_document_line_count(found); i++)
            units -= fix_int(fix->admin, OUTBOUND, last, i, SALESINV_F_QTY) / FIX_UNIT;
        orders--;
    }
    salesinv_cursor_free(cursor);
    assert_int_equal(orders, 0);
    assert_int_equal(units, 0);
    return last;
}

/* What the ledger has on a shelf is nobody's there by now; what the ERP has is. Both shelves are emptied on the way back. */
static void test_a_shelf_goes_when_the_erp_has_nothing_there(void **state)
{
    fix_round *fix = *state;
    fix_figures figures = {.product = fix->drug,
                           .warehouse = fix->shelves,
                           .bin = fix->bin_b,
                           .on_hand = 2};

    assert_refused(fix->admin, IN_USE,
                   fix_step(fix->admin, BIN, fix->bin_a, SINV_VERB_DEACTIVATE));
    given_erp(fix);
    fix_synced(&fix->trade, &figures);
    assert_ok(fix->admin, fix_step(fix->admin, BIN, fix->bin_a, SINV_VERB_DEACTIVATE));
    assert_refused(fix->admin, IN_USE,
                   fix_step(fix->admin, BIN, fix->bin_b, SINV_VERB_DEACTIVATE));
    assert_int_equal(fix_detail(fix->admin, "on_hand"), 2 * FIX_UNIT);
    figures.on_hand = 0;
    fix_synced(&fix->trade, &figures);
    assert_ok(fix->admin, fix_step(fix->admin, BIN, fix->bin_b, SINV_VERB_DEACTIVATE));
    /* Bins themselves stay: the ledger's stock lies in them until it is written off. */
    assert_refused(fix->admin, IN_USE,
                   fix_try_update(fix->admin, SALESINV_KIND_WAREHOUSE, fix->shelves,
                                  "{\"has_bins\": 0}"));
    given_own(fix);
    (void)then_written_off(fix, fix->shelves, 1, 9);
}

/* Nothing is touched on the way there; on the way back the ledger is emptied place by place, and serials can be received again. */
static void test_there_and_back_with_serials_and_batches(void **state)
{
    fix_round *fix = *state;
    salesinv_id written;
    salesinv_id order;

    given_erp(fix);
    then_stock(plain, main, "0/0/0"); /* the ERP sent nothing yet */
    then_serial("S01", "in_stock");
    fix_synced_stock(&fix->trade, fix->plain, fix->main, 7);
    fix_synced_serials(&fix->trade, fix->tracked, fix->shelves, "Z1", 3);
    then_stock(plain, main, "7/0/7");

    given_own(fix);
    then_stock(plain, main, "0/0/0");
    then_stock(tracked, main, "0/0/0");
    then_stock(drug, shelves, "0/0/0");
    written = then_written_off(fix, fix->main, 1, 16 + 4 + 5);
    assert_refused(fix->admin, READ_ONLY, try_void(OUTBOUND, written));
    (void)then_written_off(fix, fix->shelves, 1, 9);
    then_serial("S01", "unused");
    then_serial("Z2", "unused");
    then_serial("S05", "used");
    assert_refused(fix->admin, SERIAL_STATE, try_void(INBOUND, fix->received));

    fix_receive(fix->core, fix->main, fix->plain, 12);
    fix_receive_serials(fix->core, fix->main, fix->tracked, "S01", 4);
    fix_receive_serials(fix->core, fix->main, fix->tracked, "Z1", 3);
    receive_drug(fix, fix->shelves, fix->bin_a, 2);
    then_stock(tracked, main, "7/0/7");
    order = fix_order(&fix->trade, fix->main, fix->tracked, 2);
    (void)fix_ship(&fix->trade, order, 0, 2, "[\"Z1\", \"S01\"]");
    (void)fix_return(&fix->trade, fix->serials, 1, "[\"S05\"]");
    then_serial("S05", "in_stock");
    then_stock(tracked, main, "6/0/6");

    given_erp(fix); /* the ERP's last figures are still there, with their time */
    then_stock(plain, main, "7/0/7");
    given_own(fix);
    (void)then_written_off(fix, fix->main, 2, 16 + 4 + 5 + 12 + 6);
    then_serial("S05", "unused");
}

/* What was done with our own stock is taken back there, whoever's figures count. */
static void test_own_documents_go_back_into_the_ledger(void **state)
{
    fix_round *fix = *state;
    salesinv_id back = fix_return(&fix->trade, fix->shipment, 3, NULL);
    salesinv_id router = fix_return(&fix->trade, fix->serials, 1, "[\"S05\"]");

    then_stock(plain, main, "19/0/19");
    given_erp(fix);
    fix_synced_stock(&fix->trade, fix->plain, fix->main, 1);
    assert_ok(fix->admin, try_void(RETURN, back));
    assert_ok(fix->admin, try_void(RETURN, router));
    then_serial("S05", "used");
    then_stock(plain, main, "1/0/1");
    given_own(fix);
    (void)then_written_off(fix, fix->main, 1, 16 + 4 + 5);
}

static void test_the_ledger_must_have_what_an_own_return_took_in(void **state)
{
    fix_round *fix = *state;
    salesinv_id back = fix_return(&fix->trade, fix->shipment, 3, NULL);
    salesinv_id order = fix_order(&fix->trade, fix->main, fix->plain, 17);

    (void)fix_ship(&fix->trade, order, 0, 17, NULL);
    given_erp(fix);
    fix_synced_stock(&fix->trade, fix->plain, fix->main, 100);
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_void(RETURN, back));
    assert_int_equal(fix_detail(fix->admin, "on_hand"), 2 * FIX_UNIT);
    given_own(fix);
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_void(RETURN, back));
}

/* A return that waits for the ERP is in the way, whatever may be purged; what the ERP took in stays taken in. */
static void test_pushed_returns_across_the_switch(void **state)
{
    fix_round *fix = *state;
    salesinv_id done;
    salesinv_id waiting;

    given_erp(fix);
    done = fix_return(&fix->trade, fix->serials, 1, "[\"S05\"]");
    assert_ok(fix->admin,
              fix_try_result(fix->admin, done, "{\"lines\": [{\"line\": 1}]}", NULL));
    waiting = fix_return(&fix->trade, fix->shipment, 3, NULL);
    assert_refused(
        fix->core->platform, IN_USE,
        fix_try_switch(fix->core, SALESINV_EDITION_STANDALONE, SALESINV_PURGE));
    assert_int_equal(fix_detail(fix->core->platform, "holder.1.id"), waiting);
    assert_ok(fix->admin,
              salesinv_return_close(fix->admin, waiting, 0, "no ERP", NULL, NULL));
    given_own(fix);
    then_serial("S05", "unused");
    assert_refused(fix->admin, SYNC_ONLY, try_void(RETURN, done));
    assert_ok(fix->admin, try_void(RETURN, waiting));
    assert_units(&fix->trade, SHIPMENT, fix->serials, SALESINV_F_RETURNED, 1);
    /* What the ERP did not take in comes back into our own stock. */
    (void)fix_return(&fix->trade, fix->shipment, 4, NULL);
    then_stock(plain, main, "4/0/4");
}

/* What was shipped beside the ERP moved none of our stock, and does not when it is taken back; what comes back to us does. */
static void test_shipments_from_beside_the_erp(void **state)
{
    fix_round *fix = *state;
    salesinv_id order;
    salesinv_id first;
    salesinv_id second;

    given_erp(fix);
    fix_setting(fix->admin, "shipping.mode", SALESINV_SHIPPING_ORDER);
    fix_synced_stock(&fix->trade, fix->tracked, fix->main, 9);
    fix_synced_serials(&fix->trade, fix->tracked, fix->main, "Z1", 3);
    order = fix_order(&fix->trade, fix->main, fix->tracked, 3);
    first = fix_ship(&fix->trade, order, 0, 2, "[\"Z1\", \"S01\"]");
    second = fix_ship(&fix->trade, order, 0, 1, "[\"Z2\"]");
    given_own(fix);
    then_serial("Z1", "used");
    then_serial("Z3", "unused");
    assert_ok(fix->admin, try_void(SHIPMENT, second));
    then_serial("Z2", "unused");
    then_stock(tracked, main, "0/0/0");
    (void)fix_return(&fix->trade, first, 1, "[\"S01\"]");
    then_stock(tracked, main, "1/0/1");
    assert_ok(fix->admin, salesinv_order_close_remainder(fix->admin, order, 0,
                                                         "no more", NULL, NULL));
}

/* Orders want again under the rules of the edition that is in force then. */
static void test_what_was_given_up_is_wanted_again(void **state)
{
    fix_round *fix = *state;
    salesinv_id there;
    salesinv_id given_up;
    salesinv_id here;

    given_erp(fix);
    fix_synced_stock(&fix->trade, fix->plain, fix->main, 9);
    there = fix_order(&fix->trade, fix->main, fix->plain, 5);
    given_up = fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
                          "{\"lines\": [{\"order_line\": %lld, \"qty\": \"2\"}]}",
                          (long long)sinv_line_id(there, 1));
    assert_status(&fix->trade, RETURN, given_up, CONFIRMED);
    assert_ok(fix->admin, try_void(RETURN, given_up));
    assert_units(&fix->trade, ORDER, there, SALESINV_F_FROZEN, 0);
    given_up = fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
                          "{\"lines\": [{\"order_line\": %lld, \"qty\": \"5\"}]}",
                          (long long)sinv_line_id(there, 1));
    assert_status(&fix->trade, ORDER, there, CLOSED);
    given_own(fix);
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_void(RETURN, given_up));
    fix_receive(fix->core, fix->main, fix->plain, 8);
    assert_ok(fix->admin, try_void(RETURN, given_up));
    then_stock(plain, main, "8/5/3");

    here = fix_create(fix->admin, RETURN, SALESINV_SUBMIT,
                      "{\"lines\": [{\"order_line\": %lld, \"qty\": \"5\"}]}",
                      (long long)sinv_line_id(there, 1));
    given_erp(fix);
    fix_synced_stock(&fix->trade, fix->plain, fix->main, 4);
    assert_refused(fix->admin, INSUFFICIENT_STOCK, try_void(RETURN, here));
    fix_synced_stock(&fix->trade, fix->plain, fix->main, 5);
    assert_ok(fix->admin, try_void(RETURN, here));
    assert_status(&fix->trade, ORDER, there, CONFIRMED);
    assert_units(&fix->trade, ORDER, there, SALESINV_F_FROZEN, 0);
}

static void test_a_switch_that_is_refused_or_tried_writes_nothing(void **state)
{
    fix_round *fix = *state;
    salesinv_session *platform = fix->core->platform;
    char *before;
    char *after;
    salesinv_id id;

    given_erp(fix);
    assert_ok(fix->admin,
              salesinv_edition_switch_request(fix->admin, SALESINV_EDITION_STANDALONE,
                                              "back", NULL, &id));
    assert_ok(platform, salesinv_edition_switch_approve(platform, fix->core->tenant, id,
                                                        "yes", NULL));
    before = dump_store(fix->core->engine);
    assert_ok(platform, salesinv_session_set_dry_run(platform, 1));
    assert_ok(platform,
              salesinv_edition_switch_run(platform, fix->core->tenant, id, 0, NULL));
    assert_ok(platform, salesinv_session_set_dry_run(platform, 0));
    after = dump_store(fix->core->engine);
    dump_assert_same(before, after, "a tried switch");
    free(before);
    free(after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)
        TEST(there_and_back_with_serials_and_batches),
        TEST(a_shelf_goes_when_the_erp_has_nothing_there),
        TEST(own_documents_go_back_into_the_ledger),
        TEST(the_ledger_must_have_what_an_own_return_took_in),
        TEST(pushed_returns_across_the_switch),
        TEST(shipments_from_beside_the_erp),
        TEST(what_was_given_up_is_wanted_again),
        TEST(a_switch_that_is_refused_or_tried_writes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
