/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an ERP did for documents, as its records say: counted once, corrected, taken back; what contradicts the documents is kept, has
 * left nothing, and takes effect when the contradiction is gone.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "salesinv/order.h"
#include "salesinv/outbound.h"
#include "support/fix_inbox.h"

enum {
    ORDER = SALESINV_KIND_ORDER,
    SHIPMENT = SALESINV_KIND_SHIPMENT,
    OUTBOUND = SALESINV_KIND_OUTBOUND,
    RETURN = SALESINV_KIND_RETURN
};

static fix_connector fix;
static salesinv_id tracked; /* by serial number */

#define ERP (fix.erp)
#define ADMIN (fix.trade.core.admin)

static void set_stock(int64_t version, salesinv_id product, int64_t units)
{
    salesinv_upsert *report;

    assert_ok(ERP,
              fix_try_records(ERP, &report,
                              "{'kind': 'stock', 'version': %lld, 'product': "
                              "{'id': %lld}, 'warehouse': {'id': %lld}, 'on_hand': "
                              "'%lld'}",
                              (long long)version, (long long)product,
                              (long long)fix.warehouse, (long long)units));
    assert_int_equal(salesinv_upsert_status(report, 0), SALESINV_OK);
    salesinv_upsert_free(report);
}

static int open_fix(void **state)
{
    (void)state;
    fix_connector_open(&fix, false);
    tracked = fix_product(&fix.trade.core, "Meter", SALESINV_TRACKING_SERIAL);
    set_stock(1, fix.product, 100);
    set_stock(1, tracked, 100);
    return 0;
}

static int close_fix(void **state)
{
    (void)state;
    fix_connector_close(&fix);
    return 0;
}

/* A notice of some of an order of the product. */
static salesinv_id notice_of(salesinv_id product, int64_t units, salesinv_id *out_order)
{
    *out_order = fix_order(&fix.trade, fix.warehouse, product, units);
    return fix_ship(&fix.trade, *out_order, 0, units, NULL);
}

/* An outbound order for the first line of a notice; `rest` is more of the line, e.g. ", 'serials': ['A1']". */
#define SENT(id, version, units, rest)                                                 \
    "{'kind': 'outbound', 'external_id': '" id "', 'version': " #version               \
    ", 'source': {'id': %lld}, 'warehouse': {'id': %lld}, 'lines': [{'source_line': "  \
    "1, "                                                                              \
    "'qty': '" #units "'" rest "}]}"
#define OF(notice) (long long)(notice), (long long)fix.warehouse

static void assert_unheard_of(const char *serial)
{
    salesinv_serial *found;

    assert_refused(ADMIN, SERIAL_NOT_FOUND,
                   salesinv_serial_get(ADMIN, tracked, serial, &found));
}

/* ---- worked examples ---- */

static void test_example_14_an_outbound_record_leaves_the_figures_to_the_next_sync(
    void **state)
{
    salesinv_id order;
    salesinv_id notice;

    (void)state;
    notice = notice_of(fix.product, 30, &order);
    assert_stock(&fix.trade.core, fix.product, fix.warehouse, "100/0/100");
    assert_refused(ADMIN, INSUFFICIENT_STOCK,
                   fix_try_order(&fix.trade, fix.warehouse, fix.product, 101, NULL));
    fix_put(ERP, CREATED, SENT("D1", 1, 30, ""), OF(notice));
    assert_status(&fix.trade, ORDER, order, SHIPPED);
    assert_units(&fix.trade, ORDER, order, SALESINV_F_SHIPPED, 30);
    assert_stock(&fix.trade.core, fix.product, fix.warehouse, "100/0/100");
    set_stock(2, fix.product, 70);
    assert_stock(&fix.trade.core, fix.product, fix.warehouse, "70/0/70");
}

static void test_example_15_a_notice_is_fulfilled_by_records_alone(void **state)
{
    salesinv_id order;
    salesinv_id notice;
    int64_t events;

    (void)state;
    set_stock(2, fix.product, 0);
    fix_setting(ADMIN, "order.validation", SALESINV_RULE_ALLOW);
    notice = notice_of(fix.product, 10, &order);
    assert_status(&fix.trade, SHIPMENT, notice, ISSUED);
    assert_refused(
        ADMIN, SYNC_ONLY,
        fix_try_create(ADMIN, OUTBOUND, SALESINV_SUBMIT,
                       "{\"type\": 1, \"warehouse\": %lld, \"source\": %lld}",
                       (long long)fix.warehouse, (long long)notice));
    fix_put(ERP, CREATED, SENT("D1", 1, 6, ""), OF(notice));
    assert_status(&fix.trade, SHIPMENT, notice, PARTIALLY_OUTBOUND);
    fix_put(ERP, CREATED, SENT("D2", 1, 4, ""), OF(notice));
    assert_status(&fix.trade, SHIPMENT, notice, OUTBOUND);
    assert_status(&fix.trade, ORDER, order, SHIPPED);
    events = fix_core_event_count(ADMIN);
    fix_put(ERP, UNCHANGED, SENT("D1", 1, 6, ""), OF(notice));
    fix_put(ERP, UNCHANGED, SENT("D2", 1, 4, ""), OF(notice));
    assert_int_equal(fix_core_event_count(ADMIN), events);
    assert_units(&fix.trade, ORDER, order, SALESINV_F_SHIPPED, 10);
}

/* ---- corrections ---- */

static void a_later_version_corrects_and_a_deletion_takes_back(void **state)
{
    salesinv_id order;
    salesinv_id notice = notice_of(tracked, 6, &order);
    salesinv_id sent;

    (void)state;
    sent =
        fix_put(ERP, CREATED, SENT("D1", 1, 3, ", 'serials': ['A1..A3']"), OF(notice));
    assert_serial(&fix.trade.core, "A3", "used");
    assert_int_equal(
        fix_put(ERP, UPDATED, SENT("D1", 2, 2, ", 'serials': ['A1..A2']"), OF(notice)),
        sent);
    assert_units(&fix.trade, ORDER, order, SALESINV_F_SHIPPED, 2);
    assert_serial(&fix.trade.core, "A3", "unused");
    fix_put(ERP, IGNORED, SENT("D1", 1, 3, ", 'serials': ['A1..A3']"), OF(notice));
    fix_put(ERP, UPDATED,
            "{'kind': 'outbound', 'external_id': 'D1', 'version': 3, 'deleted': true}");
    assert_units(&fix.trade, ORDER, order, SALESINV_F_SHIPPED, 0);
    assert_status(&fix.trade, OUTBOUND, sent, VOID);
    assert_status(&fix.trade, SHIPMENT, notice, ISSUED);
    fix_put(
        ERP, UNCHANGED,
        "{'kind': 'outbound', 'external_id': 'D1', 'version': 4, 'status': 'void'}");
    fix_put(ERP, CREATED, SENT("D1", 5, 1, ", 'serials': ['A1']"), OF(notice));
    assert_units(&fix.trade, ORDER, order, SALESINV_F_SHIPPED, 1);
}

static void a_correction_that_is_refused_leaves_the_former_result(void **state)
{
    salesinv_id order;
    salesinv_id notice = notice_of(tracked, 4, &order);
    salesinv_id kept;

    (void)state;
    fix_put(ERP, CREATED, SENT("D1", 1, 2, ", 'serials': ['A1..A2']"), OF(notice));
    kept = fix_put_refused(ERP, OVER_DELIVERY, NULL,
                           SENT("D1", 2, 5, ", 'serials': ['B1..B5']"), OF(notice));
    assert_units(&fix.trade, ORDER, order, SALESINV_F_SHIPPED, 2);
    assert_serial(&fix.trade.core, "A1", "used");
    fix_put(ERP, UPDATED, SENT("D1", 3, 4, ", 'serials': ['B1..B4']"), OF(notice));
    assert_kept(ERP, kept, SUPERSEDED);
    assert_serial(&fix.trade.core, "A1", "unused");
}

/* ---- contradictions ---- */

static void more_than_was_ordered_is_kept_until_it_is_tolerated(void **state)
{
    salesinv_id order;
    salesinv_id notice = notice_of(fix.product, 10, &order);
    salesinv_id kept = fix_put_refused(ERP, OVER_DELIVERY, "lines[1].qty",
                                       SENT("D1", 1, 11, ""), OF(notice));

    (void)state;
    assert_units(&fix.trade, ORDER, order, SALESINV_F_SHIPPED, 0);
    assert_status(&fix.trade, SHIPMENT, notice, ISSUED);
    fix_setting(ADMIN, "sync.over_delivery", 1000);
    fix.trade.core.now += FIX_DAY;
    assert_int_equal(fix_retry_due(ERP), 1);
    assert_kept(ERP, kept, APPLIED);
    assert_units(&fix.trade, ORDER, order, SALESINV_F_SHIPPED, 11);
}

static void a_notice_that_is_unknown_is_waited_for(void **state)
{
    salesinv_id order = fix_order(&fix.trade, fix.warehouse, fix.product, 2);
    salesinv_id kept =
        fix_put_refused(ERP, NOT_FOUND, "source",
                        "{'kind': 'outbound', 'external_id': 'D1', 'version': 1, "
                        "'source': 'N-1', 'warehouse': {'id': %lld}, 'lines': "
                        "[{'source_line': 1, 'qty': '2'}]}",
                        (long long)fix.warehouse);
    salesinv_id notice;

    (void)state;
    notice = fix_ship(&fix.trade, order, 0, 2, NULL);
    fix_put_refused(ERP, NOT_FOUND, "source",
                    "{'kind': 'outbound', 'external_id': 'D2', 'version': 1, 'source': "
                    "{'number': 'SH-%06lld'}, 'warehouse': {'id': %lld}, 'lines': "
                    "[{'source_line': 1, 'qty': '2'}]}",
                    (long long)notice + 1000, (long long)fix.warehouse);
    assert_units(&fix.trade, ORDER, order, SALESINV_F_SHIPPED, 0);
    fix_link(ERP, SHIPMENT, "N-1", notice); /* the ERP has it by now */
    fix.trade.core.now += FIX_DAY;
    assert_int_equal(fix_retry_due(ERP), 1);
    assert_kept(ERP, kept, APPLIED);
    assert_units(&fix.trade, ORDER, order, SALESINV_F_SHIPPED, 2);
}

static void a_product_that_is_unknown_or_not_the_lines_is_refused(void **state)
{
    salesinv_id order;
    salesinv_id notice = notice_of(fix.product, 2, &order);
    salesinv_id kept =
        fix_put_refused(ERP, NOT_FOUND, "lines[1].product",
                        SENT("D1", 1, 2, ", 'product': 'M-1'"), OF(notice));

    (void)state;
    fix_put_refused(ERP, ARG, "lines[1].product",
                    SENT("D2", 1, 2, ", 'product': {'id': %lld}"), OF(notice),
                    (long long)tracked);
    assert_units(&fix.trade, ORDER, order, SALESINV_F_SHIPPED, 0);
    fix_link(ERP, SALESINV_KIND_PRODUCT, "M-1", fix.product);
    fix.trade.core.now += FIX_DAY;
    assert_int_equal(fix_retry_due(ERP), 1);
    assert_kept(ERP, kept, APPLIED);
}

static void a_serial_of_another_product_is_refused_whole(void **state)
{
    salesinv_id other = fix_product(&fix.trade.core, "Gauge", SALESINV_TRACKING_SERIAL);
    salesinv_id order;
    salesinv_id notice = notice_of(tracked, 3, &order);
    salesinv_id kept;

    (void)state;
    fix_put(ERP, CREATED,
            "{'kind': 'serial', 'external_id': 'S1', 'version': 1, 'product': {'id': "
            "%lld}, 'serials': ['X1'], 'state': 'in_stock', 'warehouse': {'id': %lld}}",
            (long long)other, (long long)fix.warehouse);
    kept = fix_put_refused(ERP, SERIAL_PRODUCT, "lines[1].serials",
                           SENT("D1", 1, 3, ", 'serials': ['N1', 'N2', 'X1']"),
                           OF(notice));
    assert_units(&fix.trade, ORDER, order, SALESINV_F_SHIPPED, 0);
    assert_serial(&fix.trade.core, "X1", "in_stock");
    assert_unheard_of("N1");
    fix_put(ERP, CREATED, SENT("D1", 2, 3, ", 'serials': ['N1', 'N2', 'N3']"),
            OF(notice));
    assert_kept(ERP, kept, SUPERSEDED);
    assert_serial(&fix.trade.core, "N1", "used");
}

static void a_result_for_what_is_void_is_kept(void **state)
{
    salesinv_id order;
    salesinv_id notice = notice_of(fix.product, 5, &order);
    salesinv_id kept;

    (void)state;
    assert_ok(ADMIN, fix_step(ADMIN, SHIPMENT, notice, SINV_VERB_VOID));
    assert_ok(ADMIN, fix_step(ADMIN, ORDER, order, SINV_VERB_VOID));
    kept =
        fix_put_refused(ERP, INVALID_STATE, "source", SENT("D1", 1, 5, ""), OF(notice));
    fix.trade.core.now += FIX_DAY;
    assert_int_equal(fix_retry_due(ERP), 0);
    assert_units(&fix.trade, ORDER, order, SALESINV_F_SHIPPED, 0);
    assert_ok(ADMIN, salesinv_inbox_dismiss(ADMIN, kept, "sent back", NULL));
}

/* The first line would do; the second one takes it along. */
static void nothing_is_left_of_half_a_result(void **state)
{
    salesinv_id order;
    salesinv_id notice = notice_of(tracked, 4, &order);

    (void)state;
    fix_put_refused(
        ERP, NOT_FOUND, "lines[2].source_line",
        "{'kind': 'outbound', 'external_id': 'D1', 'version': 1, 'source': "
        "{'id': %lld}, 'warehouse': {'id': %lld}, 'lines': [{'source_line': "
        "1, 'qty': '1', 'serials': ['N1']}, {'source_line': 9, 'qty': '1', "
        "'serials': ['N2']}]}",
        OF(notice));
    assert_units(&fix.trade, ORDER, order, SALESINV_F_SHIPPED, 0);
    assert_unheard_of("N1");
    assert_int_equal(fix_linked(ERP, OUTBOUND, "D1"), 0);
    fix_put(ERP, CREATED, SENT("D1", 2, 1, ", 'serials': ['N1']"), OF(notice));
}

/* ---- orders that ship without notices ---- */

#define SHIPPED(id, version, units)                                                    \
    "{'kind': 'shipment', 'external_id': '" id "', 'version': " #version               \
    ", 'order': {'id': %lld}, 'warehouse': {'id': %lld}, 'carrier': 'DHL', "           \
    "'tracking_number': 'T-1', 'lines': [{'order_line': 1, 'qty': '" #units "'}]}"

static void shipments_of_the_erp_count_on_orders(void **state)
{
    salesinv_id order;
    salesinv_id sent;

    (void)state;
    fix_setting(ADMIN, "shipping.mode", SALESINV_SHIPPING_ORDER);
    order = fix_order(&fix.trade, fix.warehouse, fix.product, 10);
    sent = fix_put(ERP, CREATED, SHIPPED("S1", 1, 4), OF(order));
    assert_status(&fix.trade, SHIPMENT, sent, SHIPPED);
    assert_units(&fix.trade, ORDER, order, SALESINV_F_SHIPPED, 4);
    fix_put(ERP, UPDATED, SHIPPED("S1", 2, 7), OF(order));
    assert_units(&fix.trade, ORDER, order, SALESINV_F_SHIPPED, 7);
    fix_put_refused(ERP, OVER_DELIVERY, "lines[1].qty", SHIPPED("S2", 1, 4), OF(order));
    fix_put(ERP, CREATED, SHIPPED("S3", 1, 3), OF(order));
    assert_status(&fix.trade, ORDER, order, SHIPPED);
}

/* ---- when goods left ---- */

#define DAYS_AGO(days) (fix.trade.core.now - (days)*FIX_DAY)

/* A time as records write it; one at a time. */
static const char *written(salesinv_time at)
{
    static char text[32];
    time_t seconds = (time_t)(at / 1000000);
    struct tm parts;

    assert_non_null(gmtime_r(&seconds, &parts));
    assert_true(strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts) > 0);
    return text;
}

static int64_t left_at(salesinv_id shipment)
{
    return fix_int(ADMIN, SHIPMENT, shipment, 0, SALESINV_F_SHIPPED_AT);
}

static void assert_received_by_time(int32_t wanted)
{
    int32_t count = -1;

    assert_ok(ADMIN, salesinv_receipt_run_due(ADMIN, 100, NULL, &count));
    assert_int_equal(count, wanted);
}

static void a_notice_left_when_the_erp_says_that_the_last_of_it_did(void **state)
{
#define SENT_AT(id, version, units)                                                    \
    "{'kind': 'outbound', 'external_id': '" id "', 'version': " #version               \
    ", 'source': {'id': %lld}, 'warehouse': {'id': %lld}, 'effective_at': '%s', "      \
    "'lines': [{'source_line': 1, 'qty': '" #units "'}]}"
    salesinv_id order;
    salesinv_id notice;

    (void)state;
    fix_setting(ADMIN, "receipt.timeout", 1);
    notice = notice_of(fix.product, 10, &order);
    fix_put_refused(ERP, ARG, "effective_at", SENT_AT("D1", 1, 6), OF(notice),
                    written(DAYS_AGO(0) + 1000000));
    fix_put(ERP, CREATED, SENT_AT("D1", 2, 6), OF(notice), written(DAYS_AGO(5)));
    assert_int_equal(left_at(notice), DAYS_AGO(5));
    /* What left before it is reported after it. */
    fix_put(ERP, CREATED, SENT_AT("D2", 1, 4), OF(notice), written(DAYS_AGO(8)));
    assert_int_equal(left_at(notice), DAYS_AGO(5));
    assert_received_by_time(0);
    fix.trade.core.now += 2 * FIX_DAY;
    assert_received_by_time(1);
    assert_status(&fix.trade, SHIPMENT, notice, RECEIVED);
}

static void a_correction_of_what_left_keeps_its_time(void **state)
{
    salesinv_id order;
    salesinv_id notice = notice_of(fix.product, 10, &order);
    salesinv_time then = fix.trade.core.now;

    (void)state;
    fix_put(ERP, CREATED, SENT("D1", 1, 6, ""), OF(notice));
    fix.trade.core.now += FIX_DAY;
    fix_put(ERP, UPDATED, SENT("D1", 2, 7, ""), OF(notice));
    assert_int_equal(left_at(notice), then);
    fix_put(ERP, UPDATED, SENT_AT("D1", 3, 7), OF(notice), written(DAYS_AGO(3)));
    assert_int_equal(left_at(notice), DAYS_AGO(3));
    fix_put(ERP, UPDATED,
            "{'kind': 'outbound', 'external_id': 'D1', 'version': 4, "
            "'deleted': true}");
    assert_int_equal(left_at(notice), SALESINV_TIME_NONE);
}

static void a_shipment_left_when_the_erp_says(void **state)
{
#define SHIPPED_AT(id, version, units)                                                 \
    "{'kind': 'shipment', 'external_id': '" id "', 'version': " #version               \
    ", 'order': {'id': %lld}, 'warehouse': {'id': %lld}, 'shipped_at': '%s', "         \
    "'lines': [{'order_line': 1, 'qty': '" #units "'}]}"
    salesinv_id order;
    salesinv_id sent;

    (void)state;
    fix_setting(ADMIN, "receipt.timeout", 1);
    fix_setting(ADMIN, "shipping.mode", SALESINV_SHIPPING_ORDER);
    order = fix_order(&fix.trade, fix.warehouse, fix.product, 10);
    fix_put_refused(ERP, ARG, "shipped_at", SHIPPED_AT("S1", 1, 4), OF(order),
                    written(DAYS_AGO(0) + 1000000));
    sent =
        fix_put(ERP, CREATED, SHIPPED_AT("S1", 2, 4), OF(order), written(DAYS_AGO(5)));
    assert_int_equal(left_at(sent), DAYS_AGO(5));
    /* The same goods left earlier; other goods, and no word about when. */
    fix_put(ERP, UPDATED, SHIPPED_AT("S1", 3, 4), OF(order), written(DAYS_AGO(6)));
    assert_int_equal(left_at(sent), DAYS_AGO(6));
    fix_put(ERP, UPDATED, SHIPPED("S1", 4, 5), OF(order));
    assert_int_equal(left_at(sent), DAYS_AGO(6));
    fix_put(ERP, UPDATED, SHIPPED_AT("S1", 5, 6), OF(order), written(DAYS_AGO(7)));
    assert_received_by_time(1);
    assert_status(&fix.trade, SHIPMENT, sent, RECEIVED);
    sent = fix_put(ERP, CREATED, SHIPPED("S2", 1, 1), OF(order));
    assert_int_equal(left_at(sent), fix.trade.core.now);
}

static void a_result_for_a_closed_order_waits_until_it_is_reopened(void **state)
{
    salesinv_id order;
    salesinv_id kept;

    (void)state;
    fix_setting(ADMIN, "shipping.mode", SALESINV_SHIPPING_ORDER);
    order = fix_order(&fix.trade, fix.warehouse, fix.product, 10);
    assert_ok(ADMIN, fix_step(ADMIN, ORDER, order, SINV_VERB_CLOSE));
    kept = fix_put_refused(ERP, INVALID_STATE, "order", SHIPPED("S1", 1, 4), OF(order));
    assert_ok(ADMIN, fix_step(ADMIN, ORDER, order, SINV_VERB_REOPEN));
    fix.trade.core.now += FIX_DAY;
    assert_int_equal(fix_retry_due(ERP), 1);
    assert_kept(ERP, kept, APPLIED);
    assert_units(&fix.trade, ORDER, order, SALESINV_F_SHIPPED, 4);
}

static void a_notice_is_no_result(void **state)
{
    salesinv_id order;
    salesinv_id notice = notice_of(fix.product, 5, &order);

    (void)state;
    fix_link(ERP, SHIPMENT, "N-1", notice);
    fix_put_refused(ERP, INVALID_STATE, "id", SHIPPED("N-1", 1, 5), OF(order));
    fix_put_refused(ERP, INVALID_STATE, "id",
                    "{'kind': 'shipment', 'external_id': 'N-1', 'version': 2, "
                    "'deleted': true}");
    assert_status(&fix.trade, SHIPMENT, notice, ISSUED);
}

/* ---- returns ---- */

#define CAME(id, version, units)                                                       \
    "{'kind': 'return', 'external_id': '" id "', 'version': " #version                 \
    ", 'source': {'id': %lld}, 'lines': [{'line': 1, 'received': '" #units "'}]}"

/* Of ten that the ERP sent, `units` are to come back. */
static salesinv_id return_of(int64_t units)
{
    salesinv_id order;
    salesinv_id notice = notice_of(fix.product, 10, &order);

    fix_put(ERP, CREATED, SENT("D1", 1, 10, ""), OF(notice));
    return fix_return(&fix.trade, notice, units, NULL);
}

static void what_came_in_of_a_return_is_cumulative(void **state)
{
    salesinv_id back = return_of(5);
    salesinv_id kept;

    (void)state;
    assert_int_equal(fix_put(ERP, UPDATED, CAME("R1", 1, 2), (long long)back), back);
    assert_units(&fix.trade, RETURN, back, SALESINV_F_RECEIVED, 2);
    kept = fix_put_refused(ERP, EXCEEDS_REMAINING, "lines[1].qty", CAME("R1", 2, 6),
                           (long long)back);
    assert_units(&fix.trade, RETURN, back, SALESINV_F_RECEIVED, 2);
    fix_put(ERP, UPDATED, CAME("R1", 3, 5), (long long)back);
    assert_kept(ERP, kept, SUPERSEDED);
    assert_status(&fix.trade, RETURN, back, RECEIVED);
    fix_put(ERP, UPDATED, CAME("R1", 4, 1), (long long)back);
    assert_units(&fix.trade, RETURN, back, SALESINV_F_RECEIVED, 1);
    fix_put(ERP, UPDATED,
            "{'kind': 'return', 'external_id': 'R1', 'version': 5, 'status': 'void'}");
    assert_units(&fix.trade, RETURN, back, SALESINV_F_RECEIVED, 0);
    assert_status(&fix.trade, RETURN, back, CONFIRMED);
    fix_put(ERP, UPDATED, CAME("R2", 1, 5), (long long)back);
    assert_status(&fix.trade, RETURN, back, RECEIVED);
}

static void a_return_has_its_result_from_one_record(void **state)
{
    salesinv_id back = return_of(5);
    salesinv_id notice;
    salesinv_id other;

    (void)state;
    fix_put(ERP, UPDATED, CAME("R1", 1, 2), (long long)back);
    fix_put_refused(ERP, EXISTS, "source", CAME("R2", 1, 3), (long long)back);
    notice = fix_int(ADMIN, RETURN, back, 0, SALESINV_F_SHIPMENT);
    other = fix_return(&fix.trade, notice, 1, NULL);
    fix_put_refused(ERP, ARG, "source", CAME("R1", 2, 1), (long long)other);
    assert_units(&fix.trade, RETURN, back, SALESINV_F_RECEIVED, 2);
}

/* The id by which the ERP acknowledged the return is enough. */
static void a_record_may_have_the_returns_own_id(void **state)
{
    salesinv_id back = return_of(5);

    (void)state;
    fix_link(ERP, RETURN, "E-9", back);
    fix_put(ERP, UPDATED,
            "{'kind': 'return', 'external_id': 'E-9', 'version': 1, 'lines': [{'line': "
            "1, 'received': 5}]}");
    assert_status(&fix.trade, RETURN, back, RECEIVED);
    fix_put_refused(ERP, ARG, "source",
                    "{'kind': 'return', 'external_id': 'E-10', 'version': 1, 'lines': "
                    "[{'line': 1, 'received': 5}]}");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fix, close_fix)
    const struct CMUnitTest tests[] = {
        TEST(test_example_14_an_outbound_record_leaves_the_figures_to_the_next_sync),
        TEST(test_example_15_a_notice_is_fulfilled_by_records_alone),
        TEST(a_later_version_corrects_and_a_deletion_takes_back),
        TEST(a_correction_that_is_refused_leaves_the_former_result),
        TEST(more_than_was_ordered_is_kept_until_it_is_tolerated),
        TEST(a_notice_that_is_unknown_is_waited_for),
        TEST(a_product_that_is_unknown_or_not_the_lines_is_refused),
        TEST(a_serial_of_another_product_is_refused_whole),
        TEST(a_result_for_what_is_void_is_kept),
        TEST(nothing_is_left_of_half_a_result),
        TEST(shipments_of_the_erp_count_on_orders),
        TEST(a_notice_left_when_the_erp_says_that_the_last_of_it_did),
        TEST(a_correction_of_what_left_keeps_its_time),
        TEST(a_shipment_left_when_the_erp_says),
        TEST(a_result_for_a_closed_order_waits_until_it_is_reopened),
        TEST(a_notice_is_no_result),
        TEST(what_came_in_of_a_return_is_cumulative),
        TEST(a_return_has_its_result_from_one_record),
        TEST(a_record_may_have_the_returns_own_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
