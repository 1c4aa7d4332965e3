/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sequences that once broke the books, a promise or a batch, each by what it must do now. The verdict at the end of
 * every test is half of the assertion.
 */
#include <stdio.h>

#include "salesinv/inbound.h"
#include "salesinv/outbound.h"
#include "salesinv/product.h"
#include "support/fix_trade.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    INBOUND = SALESINV_KIND_INBOUND,
    OUTBOUND = SALESINV_KIND_OUTBOUND,
    PRODUCT = SALESINV_KIND_PRODUCT,
    UNIT = SALESINV_KIND_UNIT,
    ALLOW = 2
};

typedef struct fix_books {
    fix_trade trade;
    salesinv_session *admin;
    salesinv_id warehouse;
} fix_books;

static int setup(void **state)
{
    static fix_books fix;

    fix_trade_open(&fix.trade);
    fix.admin = fix.trade.core.admin;
    fix.warehouse = fix_warehouse(&fix.trade.core, "W");
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_books *fix = *state;

    fix_trade_close(&fix->trade);
    return 0;
}

#define then_stock(product, wanted)                                                    \
    assert_stock(&fix->trade.core, product, fix->warehouse, wanted)

/* An order under "allow", by its record type. */
static salesinv_id rush_order(fix_books *fix, salesinv_id product, int64_t units)
{
    assert_ok(fix->admin, salesinv_setting_set_int(fix->admin, "order.validation",
                                                   "rush", ALLOW, NULL));
    return fix_create(fix->admin, ORDER, SALESINV_SUBMIT,
                      "{\"record_type\": \"rush\", \"account\": %lld, \"currency\": "
                      "\"EUR\", \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
                      "\"qty\": \"%lld\"}]}",
                      (long long)fix->trade.account, (long long)fix->warehouse,
                      (long long)product, (long long)units);
}

static void an_allow_order_ships_nothing_that_is_promised(void **state)
{
    fix_books *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "P", SALESINV_TRACKING_NONE);
    salesinv_id promised;
    salesinv_id rush;

    fix_receive(&fix->trade.core, fix->warehouse, product, 6);
    promised = fix_order(&fix->trade, fix->warehouse, product, 5);
    rush = rush_order(fix, product, 3);
    then_stock(product, "6/8/-2");
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_ship(&fix->trade, rush, 0, 3, NULL, NULL));
    assert_int_equal(fix_detail(fix->admin, "holder.1.document"), promised);
    fix_ship(&fix->trade, rush, 0, 1, NULL); /* the one that nobody was promised */
    then_stock(product, "5/7/-2");
    fix_ship(&fix->trade, promised, 0, 5, NULL);
    then_stock(product, "0/2/-2");
}

static void what_waits_for_approval_is_promised_too(void **state)
{
    fix_books *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "P", SALESINV_TRACKING_NONE);
    salesinv_id scrap;
    salesinv_id rush;

    fix_receive(&fix->trade.core, fix->warehouse, product, 5);
    fix_setting(fix->admin, "approval.outbound", 1);
    scrap = fix_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
                       "{\"type\": %d, \"warehouse\": %lld, \"lines\": [{\"product\": "
                       "%lld, \"qty\": \"5\"}]}",
                       SALESINV_OUTBOUND_OTHER, (long long)fix->warehouse,
                       (long long)product);
    rush = rush_order(fix, product, 3);
    assert_refused(fix->admin, INSUFFICIENT_STOCK,
                   fix_try_ship(&fix->trade, rush, 0, 3, NULL, NULL));
    assert_ok(fix->admin, fix_step(fix->admin, OUTBOUND, scrap, SINV_VERB_APPROVE));
    then_stock(product, "0/3/-3");
}

static void drafts_of_stock_orders_can_be_voided(void **state)
{
    static const salesinv_kind kinds[] = {INBOUND, OUTBOUND};
    static const int32_t types[] = {SALESINV_INBOUND_OPENING, SALESINV_OUTBOUND_OTHER};
    fix_books *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "P", SALESINV_TRACKING_NONE);

    fix_receive(&fix->trade.core, fix->warehouse, product, 9);
    fix_setting(fix->admin, "approval.inbound", 1);
    fix_setting(fix->admin, "approval.outbound", 1);
    for (int i = 0; i < 2; i++)
        for (uint32_t flags = 0; flags <= SALESINV_SUBMIT; flags++) {
            salesinv_id id = fix_create(
                fix->admin, kinds[i], flags,
                "{\"type\": %d, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
                "\"qty\": \"2\"}]}",
                types[i], (long long)fix->warehouse, (long long)product);

            if (flags)
                assert_ok(fix->admin,
                          fix_step(fix->admin, kinds[i], id, SINV_VERB_WITHDRAW));
            assert_ok(fix->admin, fix_step(fix->admin, kinds[i], id, SINV_VERB_VOID));
            assert_status(&fix->trade, kinds[i], id, VOID);
        }
    then_stock(product, "9/0/9");
}

static void tracking_stays_while_goods_are_out(void **state)
{
    fix_books *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "P", SALESINV_TRACKING_NONE);
    salesinv_id shipment;

    fix_receive(&fix->trade.core, fix->warehouse, product, 2);
    shipment = fix_ship(&fix->trade, fix_order(&fix->trade, fix->warehouse, product, 2),
                        0, 2, NULL);
    fix_setting(fix->admin, "plugin.batch_serial", 1);
    assert_refused(fix->admin, IN_USE,
                   fix_try_update(fix->admin, PRODUCT, product, "{\"tracking\": 1}"));
    assert_int_equal(fix_detail(fix->admin, "holder.1.document"), shipment);
    assert_refused(fix->admin, IN_USE,
                   fix_try_update(fix->admin, PRODUCT, product, "{\"scale\": 2}"));
    assert_ok(fix->admin, fix_step(fix->admin, SHIPMENT, shipment, SINV_VERB_VOID));
    then_stock(product, "2/2/0");
}

static void tracking_stays_while_serials_are_known(void **state)
{
    fix_books *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "P", SALESINV_TRACKING_SERIAL);
    salesinv_id inbound =
        fix_receive_serials(&fix->trade.core, fix->warehouse, product, "E1", 2);

    assert_ok(fix->admin, fix_step(fix->admin, INBOUND, inbound, SINV_VERB_VOID));
    assert_refused(fix->admin, IN_USE,
                   fix_try_update(fix->admin, PRODUCT, product, "{\"tracking\": 0}"));
    assert_field(fix->admin, "tracking");
}

static void a_draft_of_serials_outlives_no_change_of_tracking(void **state)
{
    fix_books *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "P", SALESINV_TRACKING_SERIAL);
    salesinv_id draft = fix_create(
        fix->admin, INBOUND, 0,
        "{\"type\": %d, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, \"qty\": "
        "\"2\", \"serials\": [\"D1..D2\"]}]}",
        SALESINV_INBOUND_OPENING, (long long)fix->warehouse, (long long)product);

    assert_ok(fix->admin,
              fix_try_update(fix->admin, PRODUCT, product, "{\"tracking\": 0}"));
    assert_refused(fix->admin, SERIAL_PRODUCT,
                   fix_step(fix->admin, INBOUND, draft, SINV_VERB_SUBMIT));
    assert_field(fix->admin, "lines[1].serials");
}

static void a_price_changes_no_quantity(void **state)
{
    fix_books *fix = *state;
    long long carton =
        fix_create(fix->admin, UNIT, 0, "{\"code\": \"CT\", \"name\": \"Carton\"}");
    salesinv_id product = fix_create(fix->admin, PRODUCT, 0,
                                     "{\"name\": \"Z\", \"lines\": [{\"unit\": %lld, "
                                     "\"numerator\": 12}]}",
                                     carton);
    salesinv_id id;

    fix_receive(&fix->trade.core, fix->warehouse, product, 100);
    id = fix_create(fix->admin, ORDER, SALESINV_SUBMIT,
                    "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": %lld, "
                    "\"lines\": [{\"product\": %lld, \"unit\": %lld, \"unit_qty\": "
                    "\"2\"}]}",
                    (long long)fix->trade.account, (long long)fix->warehouse,
                    (long long)product, carton);
    assert_ok(fix->admin,
              fix_try_update(fix->admin, PRODUCT, product,
                             "{\"lines\": [{\"line\": 1, \"numerator\": 24}]}"));
    assert_ok(fix->admin, fix_try_update(fix->admin, ORDER, id,
                                         "{\"lines\": [{\"line\": 1, \"price\": "
                                         "\"2\"}]}"));
    assert_units(&fix->trade, ORDER, id, SALESINV_F_QTY, 24);
    then_stock(product, "100/24/76");
}

static void refusals_of_a_batch_leave_it_open(void **state)
{
    static const char *const serials[] = {"\"S1\", \"S1\"", "\"S1..S3\", \"S2\"",
                                          "\"A..B\"", "\"x \"", "\"A9..A11\""};
    fix_books *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "P", SALESINV_TRACKING_SERIAL);
    salesinv_id plain = fix_product(&fix->trade.core, "Q", SALESINV_TRACKING_NONE);

    assert_ok(fix->admin, salesinv_session_begin(fix->admin, SALESINV_TXN_WRITE));
    fix_receive(&fix->trade.core, fix->warehouse, plain, 1);
    for (size_t i = 0; i < sizeof(serials) / sizeof(serials[0]); i++)
        assert_true(fix_try_create(fix->admin, INBOUND, 0,
                                   "{\"type\": 2, \"warehouse\": %lld, \"lines\": "
                                   "[{\"product\": %lld, \"qty\": \"2\", "
                                   "\"serials\": [%s]}]}",
                                   (long long)fix->warehouse, (long long)product,
                                   serials[i]) < 0);
    assert_refused(fix->admin, EXISTS,
                   fix_try_create(fix->admin, INBOUND, 0,
                                  "{\"type\": 2, \"warehouse\": %lld, \"lines\": "
                                  "[{\"product\": %lld, \"qty\": \"1\", "
                                  "\"external_id\": \"l\"}, {\"product\": %lld, "
                                  "\"qty\": \"1\", \"external_id\": \"l\"}]}",
                                  (long long)fix->warehouse, (long long)plain,
                                  (long long)plain));
    assert_field(fix->admin, "lines[2].external_id");
    assert_refused(fix->admin, OVERFLOW,
                   fix_try_create(fix->admin, INBOUND, SALESINV_SUBMIT,
                                  "{\"type\": 2, \"warehouse\": %lld, \"lines\": "
                                  "[{\"product\": %lld, \"qty\": \"1\"}, "
                                  "{\"product\": %lld, \"qty\": \"9223372036854\"}]}",
                                  (long long)fix->warehouse, (long long)plain,
                                  (long long)plain));
    assert_ok(fix->admin, salesinv_session_commit(fix->admin));
    then_stock(plain, "1/0/1");
}

static void a_batch_sees_its_own_changes_of_goods(void **state)
{
    fix_books *fix = *state;
    salesinv_id product =
        fix_create(fix->admin, PRODUCT, 0, "{\"name\": \"P\", \"price\": \"1\"}");
    salesinv_id id;

    fix_receive(&fix->trade.core, fix->warehouse, product, 100);
    for (int round = 0; round < 2;
         round++) { /* what one transaction kept, the next one has not */
        assert_ok(fix->admin, salesinv_session_begin(fix->admin, SALESINV_TXN_WRITE));
        id = fix_order(&fix->trade, fix->warehouse, product, 2);
        assert_int_equal(fix_int(fix->admin, ORDER, id, 0, SALESINV_F_AMOUNT), 20000);
        assert_ok(fix->admin,
                  fix_try_update(fix->admin, PRODUCT, product, "{\"price\": \"7\"}"));
        id = fix_order(&fix->trade, fix->warehouse, product, 2);
        assert_int_equal(fix_int(fix->admin, ORDER, id, 0, SALESINV_F_AMOUNT), 140000);
        assert_ok(fix->admin,
                  fix_step(fix->admin, PRODUCT, product, SINV_VERB_DEACTIVATE));
        assert_refused(fix->admin, PRODUCT_INACTIVE,
                       fix_try_order(&fix->trade, fix->warehouse, product, 1, NULL));
        assert_ok(fix->admin, salesinv_session_rollback(fix->admin));
    }
    then_stock(product, "100/0/100");
}

static void quantities_of_lines_fit_together(void **state)
{
    fix_books *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "P", SALESINV_TRACKING_NONE);

    assert_refused(fix->admin, OVERFLOW,
                   fix_try_create(fix->admin, ORDER, 0,
                                  "{\"account\": %lld, \"currency\": \"EUR\", "
                                  "\"lines\": [{\"product\": %lld, \"qty\": "
                                  "\"4611686018427\", \"price\": \"0\"}, "
                                  "{\"product\": %lld, \"qty\": \"4611686018428\", "
                                  "\"price\": \"0\"}]}",
                                  (long long)fix->trade.account, (long long)product,
                                  (long long)product));
    assert_field(fix->admin, "lines[2].qty");
}

static void a_receipt_counts_whole_goods(void **state)
{
    fix_books *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "P", SALESINV_TRACKING_NONE);
    salesinv_id shipment;
    salesinv_draft *draft;

    fix_receive(&fix->trade.core, fix->warehouse, product, 2);
    shipment = fix_ship(&fix->trade, fix_order(&fix->trade, fix->warehouse, product, 2),
                        0, 2, NULL);
    draft = fix_draft(fix->admin, SHIPMENT,
                      "{\"lines\": [{\"line\": 1, \"received\": \"0.5\", "
                      "\"short_reason\": \"broken\"}]}");
    assert_refused(
        fix->admin, ARG,
        salesinv_shipment_receive(fix->admin, shipment, 0, draft, NULL, NULL));
    assert_field(fix->admin, "lines[1].received");
    salesinv_draft_free(draft);
}

static void holders_that_may_not_be_read_are_counted(void **state)
{
    fix_books *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "P", SALESINV_TRACKING_NONE);
    salesinv_session *seller;
    salesinv_id id;

    fix_receive(&fix->trade.core, fix->warehouse, product, 2);
    id = fix_order(&fix->trade, fix->warehouse, product, 2);
    fix_setting(fix->admin, "approval.shipment", 1);
    fix_ship(&fix->trade, id, 0, 1, NULL);
    assert_ok(fix->admin,
              salesinv_role_put(fix->admin, "voider",
                                "{\"order\": {\"read\": \"all\", \"void\": \"all\"}}",
                                NULL));
    seller = fix_core_session(fix->trade.core.engine, fix->trade.core.tenant, "voider");
    assert_refused(seller, IN_USE, fix_step(seller, ORDER, id, SINV_VERB_VOID));
    assert_int_equal(fix_detail(seller, "holders_more"), 1);
    assert_true(salesinv_error_detail_find(
                    salesinv_engine_error(fix->trade.core.engine), "holder.1.id") < 0);
    salesinv_session_close(seller);
}

static int64_t found_by_product(fix_books *fix, salesinv_kind kind, salesinv_id product)
{
    const salesinv_document *document;
    salesinv_filter *filter;
    salesinv_cursor *cursor;
    int64_t count = 0;

    assert_ok(fix->admin, salesinv_filter_create(fix->admin, kind, &filter));
    assert_ok(fix->admin, salesinv_filter_set_product(filter, product));
    assert_ok(fix->admin, salesinv_document_find(fix->admin, filter, &cursor));
    while (salesinv_cursor_next(cursor, &document) == SALESINV_ROW)
        count++;
    salesinv_cursor_free(cursor);
    salesinv_filter_free(filter);
    return count;
}

static void generated_orders_are_found_by_product(void **state)
{
    fix_books *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "P", SALESINV_TRACKING_NONE);
    salesinv_id other = fix_product(&fix->trade.core, "Q", SALESINV_TRACKING_NONE);
    salesinv_id shipment;

    fix_receive(&fix->trade.core, fix->warehouse, product, 2);
    shipment = fix_ship(&fix->trade, fix_order(&fix->trade, fix->warehouse, product, 2),
                        0, 2, NULL);
    fix_setting(fix->admin, "plugin.shipment_return", 1);
    fix_return(&fix->trade, shipment, 1, NULL);
    assert_int_equal(found_by_product(fix, OUTBOUND, product), 1);
    assert_int_equal(found_by_product(fix, INBOUND, product), 2);
    assert_int_equal(found_by_product(fix, INBOUND, other), 0);
}

static void inactive_products_are_not_bought(void **state)
{
    fix_books *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "P", SALESINV_TRACKING_NONE);

    assert_ok(fix->admin, fix_step(fix->admin, PRODUCT, product, SINV_VERB_DEACTIVATE));
    assert_refused(fix->admin, PRODUCT_INACTIVE,
                   fix_try_create(fix->admin, INBOUND, SALESINV_SUBMIT,
                                  "{\"type\": %d, \"warehouse\": %lld, \"lines\": "
                                  "[{\"product\": %lld, \"qty\": \"1\"}]}",
                                  SALESINV_INBOUND_PURCHASE, (long long)fix->warehouse,
                                  (long long)product));
    assert_field(fix->admin, "lines[1].product");
}

static void an_expired_batch_leaves_a_warning(void **state)
{
    fix_books *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "P", SALESINV_TRACKING_BATCH);
    long long batch = fix_create(fix->admin, SALESINV_KIND_BATCH, 0,
                                 "{\"code\": \"L1\", \"product\": %lld, "
                                 "\"expires_at\": \"2001-01-01T00:00:00Z\"}",
                                 (long long)product);
    salesinv_events *events;
    char wanted[64];

    fix_create(fix->admin, INBOUND, SALESINV_SUBMIT,
               "{\"type\": 2, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
               "\"qty\": \"2\", \"batch\": %lld}]}",
               (long long)fix->warehouse, (long long)product, batch);
    fix_create(fix->admin, OUTBOUND, SALESINV_SUBMIT,
               "{\"type\": %d, \"warehouse\": %lld, \"lines\": [{\"product\": %lld, "
               "\"qty\": \"1\", \"batch\": %lld}]}",
               SALESINV_OUTBOUND_OTHER, (long long)fix->warehouse, (long long)product,
               batch);
    events = fix_core_last_event(fix->admin);
    snprintf(wanted, sizeof(wanted), "{\"warning\":\"batch_expired\",\"batch\":%lld}",
             batch);
    assert_string_equal(salesinv_events_detail(events, 0), wanted);
    salesinv_events_free(events);
}

static void an_address_in_use_stays(void **state)
{
    fix_books *fix = *state;
    salesinv_id product = fix_product(&fix->trade.core, "P", SALESINV_TRACKING_NONE);
    salesinv_id account =
        fix_create(fix->admin, SALESINV_KIND_ACCOUNT, 0,
                   "{\"name\": \"B\", \"lines\": [{\"city\": \"Basel\"}, {\"city\": "
                   "\"Chur\"}]}");
    salesinv_id id;

    fix_receive(&fix->trade.core, fix->warehouse, product, 2);
    id = fix_create(fix->admin, ORDER, SALESINV_SUBMIT,
                    "{\"account\": %lld, \"currency\": \"EUR\", \"warehouse\": %lld, "
                    "\"ship_to\": %lld, \"lines\": [{\"product\": %lld, \"qty\": "
                    "\"1\"}]}",
                    (long long)account, (long long)fix->warehouse,
                    (long long)sinv_line_id(account, 2), (long long)product);
    assert_refused(fix->admin, IN_USE,
                   fix_try_update(fix->admin, SALESINV_KIND_ACCOUNT, account,
                                  "{\"lines\": [{\"line\": 1}]}"));
    assert_int_equal(fix_detail(fix->admin, "holder.1.id"), id);
    assert_ok(fix->admin, fix_try_update(fix->admin, SALESINV_KIND_ACCOUNT, account,
                                         "{\"lines\": [{\"line\": 2}]}"));
    assert_ok(fix->admin, fix_step(fix->admin, ORDER, id, SINV_VERB_VOID));
    assert_ok(fix->admin, fix_try_update(fix->admin, SALESINV_KIND_ACCOUNT, account,
                                         "{\"lines\": []}"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_allow_order_ships_nothing_that_is_promised),
        TEST(what_waits_for_approval_is_promised_too),
        TEST(drafts_of_stock_orders_can_be_voided),
        TEST(tracking_stays_while_goods_are_out),
        TEST(tracking_stays_while_serials_are_known),
        TEST(a_draft_of_serials_outlives_no_change_of_tracking),
        TEST(a_price_changes_no_quantity),
        TEST(refusals_of_a_batch_leave_it_open),
        TEST(a_batch_sees_its_own_changes_of_goods),
        TEST(quantities_of_lines_fit_together),
        TEST(a_receipt_counts_whole_goods),
        TEST(holders_that_may_not_be_read_are_counted),
        TEST(generated_orders_are_found_by_product),
        TEST(inactive_products_are_not_bought),
        TEST(an_expired_batch_leaves_a_warning),
        TEST(an_address_in_use_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
