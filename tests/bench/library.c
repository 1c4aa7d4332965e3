/* SPDX-License-Identifier: Apache-2.0 */
/* The workload on the library; see library.h. */
#include "bench/library.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define UNITS(n) ((salesinv_qty)(n)*1000000)
enum { LINES_PER_INBOUND = 1000, CHUNK = 1000 };

void library_must(const library *lib, salesinv_status rc, const char *what)
{
    const salesinv_error *error = salesinv_engine_error(lib->engine);

    if (rc == SALESINV_OK)
        return;
    fprintf(stderr, "library: %s: %s: %s [%s]\n", what, salesinv_status_name(rc),
            salesinv_error_message(error), salesinv_error_field(error));
    exit(1);
}

const char *library_key(library *lib, char out[40])
{
    (void)snprintf(out, 40, "bench-%020" PRId64, ++lib->keys);
    return out;
}

salesinv_draft *library_draft(library *lib, salesinv_kind kind)
{
    salesinv_draft *draft;

    library_must(lib, salesinv_draft_create(lib->session, kind, &draft), "draft");
    return draft;
}

static void set_text(library *lib, salesinv_draft *draft, salesinv_field field,
                     const char *text)
{
    library_must(lib, salesinv_draft_set_text(draft, 0, field, text), "text");
}

static void set_id(library *lib, salesinv_draft *draft, int32_t line,
                   salesinv_field field, salesinv_id id)
{
    library_must(lib, salesinv_draft_set_id(draft, line, field, id), "id");
}

static void set_qty(library *lib, salesinv_draft *draft, int32_t line, int64_t units)
{
    library_must(lib, salesinv_draft_set_qty(draft, line, SALESINV_F_QTY, UNITS(units)),
                 "qty");
}

static int32_t add_line(library *lib, salesinv_draft *draft)
{
    int32_t line;

    library_must(lib, salesinv_draft_add_line(draft, &line), "line");
    return line;
}

void library_open(library *lib, const char *path, bool is_durable)
{
    static const char *const roles[] = {"admin", "order_admin", "shipping"};
    salesinv_config *config;
    salesinv_id tenant;
    salesinv_status rc = salesinv_config_create(NULL, NULL, &config);

    *lib = (library){NULL};
    if (rc == SALESINV_OK)
        rc = salesinv_config_set_sqlite(config, path);
    if (rc == SALESINV_OK)
        rc = salesinv_config_allow_operator(config, 1);
    if (rc == SALESINV_OK)
        rc = salesinv_config_set_durability(
            config, is_durable ? SALESINV_DURABLE_FULL : SALESINV_DURABLE_RELAXED);
    if (rc == SALESINV_OK)
        rc = salesinv_engine_open(config, &lib->engine);
    if (rc != SALESINV_OK) {
        fprintf(stderr, "library: %s: %s\n", path,
                salesinv_error_message(salesinv_config_error(config)));
        exit(1);
    }
    salesinv_config_free(config);
    library_must(lib, salesinv_session_open_operator(lib->engine, 1, &lib->platform),
                 "operator");
    library_must(lib, salesinv_tenant_create(lib->platform, "Bench", NULL, &tenant),
                 "tenant");
    library_must(lib,
                 salesinv_licence_grant(lib->platform, tenant, "inventory",
                                        SALESINV_TIME_NONE, 0, NULL),
                 "licence");
    library_must(lib, salesinv_session_open(lib->engine, tenant, 1, &lib->session),
                 "session");
    for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
        library_must(lib, salesinv_session_add_role(lib->session, roles[i]), roles[i]);
    library_must(
        lib, salesinv_edition_enable(lib->session, SALESINV_EDITION_STANDALONE, NULL),
        "edition");
    library_must(
        lib,
        salesinv_setting_set_int(lib->session, "plugin.batch_serial", NULL, 1, NULL),
        "serials");
    library_must(
        lib,
        salesinv_setting_set_int(lib->session, "plugin.shipment_return", NULL, 1, NULL),
        "returns");
}

void library_close(library *lib)
{
    salesinv_session_close(lib->session);
    salesinv_session_close(lib->platform);
    salesinv_engine_close(lib->engine);
    free(lib->products);
    free(lib->warehouses);
    free(lib->accounts);
}

void library_begin(library *lib)
{
    library_must(lib, salesinv_session_begin(lib->session, SALESINV_TXN_WRITE),
                 "begin");
}

void library_commit(library *lib)
{
    library_must(lib, salesinv_session_commit(lib->session), "commit");
}

salesinv_id library_product(library *lib, const char *name, int32_t tracking)
{
    salesinv_draft *draft = library_draft(lib, SALESINV_KIND_PRODUCT);
    salesinv_product *made;
    salesinv_id id;

    set_text(lib, draft, SALESINV_F_NAME, name);
    library_must(lib, salesinv_draft_set_int(draft, 0, SALESINV_F_TRACKING, tracking),
                 "tracking");
    library_must(lib, salesinv_product_create(lib->session, draft, 0, NULL, &made),
                 name);
    id = salesinv_document_id(salesinv_product_document(made));
    salesinv_product_free(made);
    salesinv_draft_free(draft);
    return id;
}

salesinv_id library_warehouse(library *lib, const char *name)
{
    salesinv_draft *draft = library_draft(lib, SALESINV_KIND_WAREHOUSE);
    salesinv_warehouse *made;
    salesinv_id id;

    set_text(lib, draft, SALESINV_F_NAME, name);
    library_must(lib, salesinv_warehouse_create(lib->session, draft, 0, NULL, &made),
                 name);
    id = salesinv_document_id(salesinv_warehouse_document(made));
    salesinv_warehouse_free(made);
    salesinv_draft_free(draft);
    return id;
}

salesinv_id library_account(library *lib, const char *name)
{
    salesinv_draft *draft = library_draft(lib, SALESINV_KIND_ACCOUNT);
    salesinv_account *made;
    salesinv_id id;

    set_text(lib, draft, SALESINV_F_NAME, name);
    library_must(lib, salesinv_account_create(lib->session, draft, 0, NULL, &made),
                 name);
    id = salesinv_document_id(salesinv_account_document(made));
    salesinv_account_free(made);
    salesinv_draft_free(draft);
    return id;
}

static salesinv_id *new_ids(int64_t count)
{
    salesinv_id *ids = calloc((size_t)count + 1, sizeof(*ids));

    if (!ids)
        exit(1);
    return ids;
}

/* `count` objects of one kind, committed in chunks. */
static salesinv_id *make_all(library *lib, int64_t count,
                             salesinv_id (*make)(library *lib, int64_t number))
{
    salesinv_id *ids = new_ids(count);

    library_begin(lib);
    for (int64_t i = 1; i <= count; i++) {
        ids[i] = make(lib, i);
        if (i % CHUNK == 0) {
            library_commit(lib);
            library_begin(lib);
        }
    }
    library_commit(lib);
    return ids;
}

static salesinv_id make_product(library *lib, int64_t number)
{
    char name[40];

    (void)snprintf(name, sizeof(name), "Product %" PRId64, number);
    return library_product(
        lib, name, number % 2 == 0 ? SALESINV_TRACKING_SERIAL : SALESINV_TRACKING_NONE);
}

static salesinv_id make_warehouse(library *lib, int64_t number)
{
    char name[40];

    (void)snprintf(name, sizeof(name), "Warehouse %" PRId64, number);
    return library_warehouse(lib, name);
}

static salesinv_id make_account(library *lib, int64_t number)
{
    char name[40];

    (void)snprintf(name, sizeof(name), "Distributor %" PRId64, number);
    return library_account(lib, name);
}

static salesinv_draft *start_inbound(library *lib, int64_t warehouse)
{
    salesinv_draft *draft = library_draft(lib, SALESINV_KIND_INBOUND);

    library_must(
        lib,
        salesinv_draft_set_int(draft, 0, SALESINV_F_TYPE, SALESINV_INBOUND_OPENING),
        "type");
    set_id(lib, draft, 0, SALESINV_F_WAREHOUSE, lib->warehouses[warehouse]);
    return draft;
}

static void finish_inbound(library *lib, salesinv_draft *draft)
{
    library_must(
        lib, salesinv_inbound_create(lib->session, draft, SALESINV_SUBMIT, NULL, NULL),
        "inbound");
    salesinv_draft_free(draft);
}

static void load_warehouse(library *lib, const plan *p, int64_t warehouse)
{
    salesinv_draft *draft = start_inbound(lib, warehouse);
    char serial[24];
    int64_t lines = 0;

    for (int64_t product = 1; product <= p->products; product++) {
        int64_t units = plan_opening(p, product, warehouse);
        int64_t cell = (product / 2 - 1) * p->warehouses + warehouse - 1;
        int32_t line;
        if (units == 0)
            continue;
        if (lines++ == LINES_PER_INBOUND) {
            finish_inbound(lib, draft);
            draft = start_inbound(lib, warehouse);
            lines = 1;
        }
        line = add_line(lib, draft);
        set_id(lib, draft, line, SALESINV_F_PRODUCT, lib->products[product]);
        set_qty(lib, draft, line, units);
        if (product % 2 != 0)
            continue;
        (void)snprintf(serial, sizeof(serial), "SN%010" PRId64, cell * p->per_cell);
        library_must(lib, salesinv_draft_add_serial_count(draft, line, serial, units),
                     "serials");
    }
    finish_inbound(lib, draft);
}

void library_load(library *lib, const plan *p)
{
    lib->products = make_all(lib, p->products, make_product);
    lib->warehouses = make_all(lib, p->warehouses, make_warehouse);
    lib->accounts = make_all(lib, p->accounts, make_account);
    for (int64_t w = 1; w <= p->warehouses; w++)
        load_warehouse(lib, p, w);
}

void library_order(library *lib, const plan_cycle *cycle, int64_t i)
{
    salesinv_draft *draft = library_draft(lib, SALESINV_KIND_ORDER);
    salesinv_order *order;
    char key[40];

    (void)i;
    set_id(lib, draft, 0, SALESINV_F_ACCOUNT, lib->accounts[cycle->account]);
    set_id(lib, draft, 0, SALESINV_F_WAREHOUSE, lib->warehouses[cycle->warehouse]);
    set_text(lib, draft, SALESINV_F_CURRENCY, "EUR");
    for (int n = 0; n < PLAN_LINES; n++) {
        int32_t line = add_line(lib, draft);
        set_id(lib, draft, line, SALESINV_F_PRODUCT, lib->products[cycle->product[n]]);
        set_qty(lib, draft, line, cycle->units[n]);
        library_must(lib,
                     salesinv_draft_set_money(draft, line, SALESINV_F_PRICE,
                                              cycle->price[n] * 10000),
                     "price");
    }
    library_must(lib,
                 salesinv_order_create(lib->session, draft, SALESINV_SUBMIT,
                                       library_key(lib, key), &order),
                 "order");
    lib->order = salesinv_document_id(salesinv_order_document(order));
    salesinv_order_free(order);
    salesinv_draft_free(draft);
}

void library_ship(library *lib, const plan_cycle *cycle, int64_t i)
{
    salesinv_draft *draft = library_draft(lib, SALESINV_KIND_SHIPMENT);
    salesinv_shipment *shipment;
    char serial[24];
    char key[40];

    (void)i;
    set_id(lib, draft, 0, SALESINV_F_ORDER, lib->order);
    set_id(lib, draft, 0, SALESINV_F_WAREHOUSE, lib->warehouses[cycle->warehouse]);
    for (int n = 0; n < PLAN_LINES; n++) {
        int32_t line = add_line(lib, draft);
        set_id(lib, draft, line, SALESINV_F_ORDER_LINE, lib->order << 16 | (n + 1));
        set_qty(lib, draft, line, cycle->units[n]);
    }
    (void)snprintf(serial, sizeof(serial), "SN%010" PRId64, cycle->first_serial);
    library_must(lib, salesinv_draft_add_serial_count(draft, 1, serial, PLAN_SERIALS),
                 "serials");
    library_must(lib,
                 salesinv_shipment_create(lib->session, draft, SALESINV_SUBMIT,
                                          library_key(lib, key), &shipment),
                 "shipment");
    lib->shipment = salesinv_document_id(salesinv_shipment_document(shipment));
    salesinv_shipment_free(shipment);
    salesinv_draft_free(draft);
}

void library_receive(library *lib, const plan_cycle *cycle, int64_t i)
{
    char key[40];

    (void)cycle;
    (void)i;
    library_must(lib,
                 salesinv_shipment_receive(lib->session, lib->shipment, 0, NULL,
                                           library_key(lib, key), NULL),
                 "receipt");
}

int64_t library_check(library *lib)
{
    salesinv_verdict *verdict;
    int64_t rows;

    library_must(lib, salesinv_verify(lib->session, &verdict), "verify");
    rows = salesinv_verdict_rows(verdict);
    if (!salesinv_verdict_is_clean(verdict)) {
        fprintf(stderr, "library: the books do not balance: %s: %s\n",
                salesinv_verdict_invariant(verdict, 0),
                salesinv_verdict_message(verdict, 0));
        exit(1);
    }
    salesinv_verdict_free(verdict);
    return rows;
}
