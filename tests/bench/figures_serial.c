/* SPDX-License-Identifier: Apache-2.0 */
/* Figures of serial runs and of reading: P3, P4, P5, P6, P7, P11. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"

#define UNITS(n) ((salesinv_qty)(n)*1000000)

/* One serial-managed product in one warehouse, sold to one account. */
typedef struct store {
    library lib;
    salesinv_id product;
    salesinv_id warehouse;
    salesinv_id account;
} store;

/* Names serials on a line of a draft: one call for a range, or one call each. */
typedef void (*name_serials)(store *s, salesinv_draft *draft, int32_t line,
                             int64_t from, int64_t count);

static void must(store *s, salesinv_status rc, const char *what)
{
    library_must(&s->lib, rc, what);
}

static void open_store(store *s, const bench *b, const char *name)
{
    char path[512];

    library_open(&s->lib, bench_file(b, name, path), true);
    s->product = library_product(&s->lib, "Serial goods", SALESINV_TRACKING_SERIAL);
    s->warehouse = library_warehouse(&s->lib, "Warehouse");
    s->account = library_account(&s->lib, "Distributor");
}

static void close_store(store *s)
{
    (void)library_check(&s->lib);
    library_close(&s->lib);
}

static void name_range(store *s, salesinv_draft *draft, int32_t line, int64_t from,
                       int64_t count)
{
    char serial[32];

    (void)snprintf(serial, sizeof(serial), "R%012" PRId64, from);
    must(s, salesinv_draft_add_serial_count(draft, line, serial, count), "range");
}

/* Alphanumeric serials in no order, the same at every call: the multiplication is a bijection. */
static void name_scattered(store *s, salesinv_draft *draft, int32_t line, int64_t from,
                           int64_t count)
{
    char serial[32];

    for (int64_t i = from; i < from + count; i++) {
        uint32_t value = (uint32_t)i * UINT32_C(0x9e3779b1);
        (void)snprintf(serial, sizeof(serial), "%08X%cZ", value,
                       'A' + (int)(value % 23));
        must(s, salesinv_draft_add_serial(draft, line, serial), "serial");
    }
}

static void set_id(store *s, salesinv_draft *draft, int32_t line, salesinv_field field,
                   salesinv_id id)
{
    must(s, salesinv_draft_set_id(draft, line, field, id), "id");
}

static int32_t add_line(store *s, salesinv_draft *draft, int64_t units)
{
    int32_t line;

    must(s, salesinv_draft_add_line(draft, &line), "line");
    must(s, salesinv_draft_set_qty(draft, line, SALESINV_F_QTY, UNITS(units)), "qty");
    return line;
}

/* Receive; seconds of the one call. */
static double receive(store *s, name_serials name, int64_t from, int64_t count)
{
    salesinv_draft *draft = library_draft(&s->lib, SALESINV_KIND_INBOUND);
    double start;
    int32_t line;

    must(s,
         salesinv_draft_set_int(draft, 0, SALESINV_F_TYPE, SALESINV_INBOUND_PURCHASE),
         "type");
    set_id(s, draft, 0, SALESINV_F_WAREHOUSE, s->warehouse);
    line = add_line(s, draft, count);
    set_id(s, draft, line, SALESINV_F_PRODUCT, s->product);
    name(s, draft, line, from, count);
    start = bench_seconds();
    must(s, salesinv_inbound_create(s->lib.session, draft, SALESINV_SUBMIT, NULL, NULL),
         "inbound");
    start = bench_seconds() - start;
    salesinv_draft_free(draft);
    return start;
}

static salesinv_id order(store *s, int64_t count)
{
    salesinv_draft *draft = library_draft(&s->lib, SALESINV_KIND_ORDER);
    salesinv_order *made;
    salesinv_id id;
    int32_t line;

    set_id(s, draft, 0, SALESINV_F_ACCOUNT, s->account);
    set_id(s, draft, 0, SALESINV_F_WAREHOUSE, s->warehouse);
    must(s, salesinv_draft_set_text(draft, 0, SALESINV_F_CURRENCY, "EUR"), "currency");
    line = add_line(s, draft, count);
    set_id(s, draft, line, SALESINV_F_PRODUCT, s->product);
    must(s, salesinv_order_create(s->lib.session, draft, SALESINV_SUBMIT, NULL, &made),
         "order");
    id = salesinv_document_id(salesinv_order_document(made));
    salesinv_order_free(made);
    salesinv_draft_free(draft);
    return id;
}

/* Put on a shipment; the seconds of the one call. In approval or shipped at once, by the setting. */
static double ship(store *s, name_serials name, int64_t from, int64_t count,
                   salesinv_id *out_shipment)
{
    salesinv_id sales = order(s, count);
    salesinv_draft *draft = library_draft(&s->lib, SALESINV_KIND_SHIPMENT);
    salesinv_shipment *made;
    double start;
    int32_t line;

    set_id(s, draft, 0, SALESINV_F_ORDER, sales);
    set_id(s, draft, 0, SALESINV_F_WAREHOUSE, s->warehouse);
    line = add_line(s, draft, count);
    set_id(s, draft, line, SALESINV_F_ORDER_LINE, sales << 16 | 1);
    name(s, draft, line, from, count);
    start = bench_seconds();
    must(s,
         salesinv_shipment_create(s->lib.session, draft, SALESINV_SUBMIT, NULL, &made),
         "shipment");
    start = bench_seconds() - start;
    *out_shipment = salesinv_document_id(salesinv_shipment_document(made));
    salesinv_shipment_free(made);
    salesinv_draft_free(draft);
    return start;
}

static double approve(store *s, salesinv_id shipment)
{
    double start = bench_seconds();

    must(s, salesinv_shipment_approve(s->lib.session, shipment, 0, NULL, NULL),
         "approve");
    return bench_seconds() - start;
}

static double take_back(store *s, name_serials name, int64_t from, int64_t count,
                        salesinv_id shipment)
{
    salesinv_draft *draft = library_draft(&s->lib, SALESINV_KIND_RETURN);
    double start;
    int32_t line;

    must(s, salesinv_draft_set_int(draft, 0, SALESINV_F_MODE, SALESINV_RETURN_SHIPMENT),
         "mode");
    set_id(s, draft, 0, SALESINV_F_SHIPMENT, shipment);
    line = add_line(s, draft, count);
    set_id(s, draft, line, SALESINV_F_SHIPMENT_LINE, shipment << 16 | 1);
    name(s, draft, line, from, count);
    start = bench_seconds();
    must(s, salesinv_return_create(s->lib.session, draft, SALESINV_SUBMIT, NULL, NULL),
         "return");
    start = bench_seconds() - start;
    salesinv_draft_free(draft);
    return start;
}

/* Receive, put on a shipment in approval, confirm it, return: four calls on the same serials. */
static void four_calls(const bench *b, const char *figure, const char *unit,
                       double scale, name_serials name, int64_t count)
{
    static const char *const steps[] = {"receive", "ship (submit)", "ship (confirm)",
                                        "return"};
    double seconds[4];
    salesinv_id shipment;
    char label[64];
    store s;

    open_store(&s, b, "million.db");
    must(&s,
         salesinv_setting_set_int(s.lib.session, "approval.shipment", NULL, 1, NULL),
         "approval");
    seconds[0] = receive(&s, name, 1, count);
    seconds[1] = ship(&s, name, 1, count, &shipment);
    seconds[2] = approve(&s, shipment);
    seconds[3] = take_back(&s, name, 1, count, shipment);
    for (int i = 0; i < 4; i++) {
        (void)snprintf(label, sizeof(label), "%s %s", figure, steps[i]);
        bench_print(label, unit, seconds[i] * scale, 0, 0);
    }
    close_store(&s);
}

void figure_million(const bench *b)
{
    four_calls(b, "P3", "ms for 1,000,000 consecutive serials", 1000, name_range,
               1000000);
}

void figure_scattered(const bench *b)
{
    int64_t count = b->is_quick ? 100000 : 1000000;

    four_calls(b, "P4",
               b->is_quick ? "s for 100,000 scattered serials"
                           : "s for 1,000,000 scattered serials",
               1, name_scattered, count);
}

static long file_size(const bench *b, const char *name)
{
    char path[600];
    long size = 0;
    FILE *file;

    (void)snprintf(path, sizeof(path), "%s/%s", b->folder, name);
    file = fopen(path, "rb");
    if (file && fseek(file, 0, SEEK_END) == 0)
        size = ftell(file);
    if (file)
        fclose(file);
    return size;
}

void figure_bytes(const bench *b)
{
    const int64_t run = 100;
    int64_t runs = b->is_quick ? 2000 : 10000;
    salesinv_draft *draft;
    long before;
    store s;

    open_store(&s, b, "bytes.db");
    must(&s, salesinv_maintain(s.lib.session, NULL), "maintain");
    before = file_size(b, "bytes.db");
    draft = library_draft(&s.lib, SALESINV_KIND_INBOUND);
    must(&s,
         salesinv_draft_set_int(draft, 0, SALESINV_F_TYPE, SALESINV_INBOUND_PURCHASE),
         "type");
    set_id(&s, draft, 0, SALESINV_F_WAREHOUSE, s.warehouse);
    {
        int32_t line = add_line(&s, draft, runs * run);
        set_id(&s, draft, line, SALESINV_F_PRODUCT, s.product);
        for (int64_t i = 0; i < runs; i++)
            name_range(&s, draft, line, i * run * 2, run);
    }
    must(&s, salesinv_inbound_create(s.lib.session, draft, SALESINV_SUBMIT, NULL, NULL),
         "inbound");
    salesinv_draft_free(draft);
    must(&s, salesinv_maintain(s.lib.session, NULL), "maintain");
    bench_print("P5", "bytes/serial in runs of 100",
                (double)(file_size(b, "bytes.db") - before) / (double)(runs * run), 0,
                0);
    close_store(&s);
}

void figure_trace(const bench *b)
{
    int64_t total = b->is_quick ? 500000 : 5000000;
    const int64_t piece = 1000;
    const int times = 2000;
    salesinv_id shipment;
    double start;
    store s;

    open_store(&s, b, "trace.db");
    for (int64_t i = 0; i < total; i += piece * 10)
        (void)receive(&s, name_range, i + 1, piece * 10);
    (void)receive(&s, name_range, total + 1,
                  1); /* its life has ten events in the end */
    for (int round = 0; round < 4; round++) {
        (void)ship(&s, name_range, total + 1, 1, &shipment);
        (void)take_back(&s, name_range, total + 1, 1, shipment);
    }
    (void)ship(&s, name_range, total + 1, 1, &shipment);
    start = bench_seconds();
    for (int i = 0; i < times; i++) {
        char serial[32];
        salesinv_trace *trace;
        (void)snprintf(serial, sizeof(serial), "R%012" PRId64, total + 1);
        must(&s, salesinv_serial_trace(s.lib.session, 0, serial, &trace), "trace");
        if (salesinv_trace_count(trace) != 10) {
            fprintf(stderr, "bench: the trace has %d events\n",
                    salesinv_trace_count(trace));
            exit(1);
        }
        salesinv_trace_free(trace);
    }
    bench_print("P6", "us/trace of ten events", (bench_seconds() - start) * 1e6 / times,
                0, 0);
    close_store(&s);
}

void figure_available(const bench *b)
{
    const int times = 20000;
    salesinv_qty available;
    double start;
    char path[512];
    library lib;
    plan p;

    plan_init(&p, 1000, 10, 10, 100000);
    library_open(&lib, bench_file(b, "available.db", path), true);
    library_load(&lib, &p);
    start = bench_seconds();
    for (int i = 0; i < times; i++)
        library_must(&lib,
                     salesinv_stock_available(lib.session,
                                              lib.products[1 + 2 * (i * 7 % 500)], 0,
                                              &available),
                     "available");
    bench_print("P7", "us/product over 10 warehouses",
                (bench_seconds() - start) * 1e6 / times, 0, 0);
    start = bench_seconds();
    library_must(&lib, salesinv_session_begin(lib.session, SALESINV_TXN_READ), "begin");
    for (int i = 0; i < times; i++)
        library_must(&lib,
                     salesinv_stock_available(lib.session,
                                              lib.products[1 + 2 * (i * 7 % 500)], 0,
                                              &available),
                     "available");
    library_must(&lib, salesinv_session_rollback(lib.session), "rollback");
    bench_print("P7 in one transaction", "us/product over 10 warehouses",
                (bench_seconds() - start) * 1e6 / times, 0, 0);
    library_close(&lib);
}

void figure_verify(const bench *b)
{
    int64_t cycles = b->is_quick ? 3000 : 50000;
    plan_cycle cycle;
    int64_t rows;
    double start;
    char path[512];
    library lib;
    plan p;

    plan_init(&p, 1000, 5, 200, cycles * PLAN_SERIALS + 10000);
    library_open(&lib, bench_file(b, "verify.db", path), false);
    library_load(&lib, &p);
    library_begin(&lib);
    for (int64_t i = 0; i < cycles; i++) {
        plan_get(&p, i, &cycle);
        library_order(&lib, &cycle, i);
        library_ship(&lib, &cycle, i);
        library_receive(&lib, &cycle, i);
    }
    library_commit(&lib);
    start = bench_seconds();
    rows = library_check(&lib);
    bench_print("P11", "rows/s", (double)rows / (bench_seconds() - start), 0, 0);
    library_close(&lib);
}
