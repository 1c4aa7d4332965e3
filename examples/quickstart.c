/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The main job on real products: a manufacturer receives stock, takes orders from its distributors,
 * ships by serial number, takes a return, and proves that the books balance. Every business step is one
 * public call with a request key, so a second run on the same file repeats the keys and changes nothing.
 */
#include <csv.h>
#include <getopt.h>
#include <inttypes.h>
#include <libsmartcols.h>
#include <salesinv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    WAREHOUSES = 2,
    ACCOUNTS = 12,
    ORDERS = 40,
    PRODUCTS_MAX = 1000,
    SERIALS_EACH = 40, /* of every serial-managed product in every warehouse */
    PIECES_EACH = 200,
    MILLION = 1000000,
    ADMIN = 1,
    SELLER = 2,
    SHIPPER = 3
};

#define QTY(units) ((salesinv_qty)(units)*1000000)
#define MONEY(units) ((salesinv_money)(units)*10000)

typedef struct product {
    char code[64];
    char name[128];
    char category[32];
    salesinv_id id;
    int is_serial;
    int next_serial[WAREHOUSES]; /* first serial of ours that was not shipped yet */
} product;

typedef struct shop {
    salesinv_engine *engine;
    salesinv_session *operator_session;
    salesinv_session *admin;
    salesinv_session *seller;
    salesinv_session *shipper;
    salesinv_id tenant;
    product products[PRODUCTS_MAX];
    int product_count;
    salesinv_id warehouses[WAREHOUSES];
    salesinv_id accounts[ACCOUNTS];
    salesinv_id orders[ORDERS];
    salesinv_id first_shipment; /* of order 0, whose serials come back */
    int changes;
    int repeats;
    int refusals;
} shop;

/* Print why a call failed, as the library explains it. */
static void explain(const shop *s, const char *what)
{
    const salesinv_error *error = salesinv_engine_error(s->engine);

    fprintf(stderr, "%s: %s: %s%s%s\n", what,
            salesinv_status_name(salesinv_error_code(error)), salesinv_error_message(error),
            salesinv_error_field(error)[0] ? ", field " : "", salesinv_error_field(error));
}

/* A step that has to succeed; counts whether it did something or repeated an earlier run. */
static void step(shop *s, salesinv_session *session, salesinv_status rc, const char *what)
{
    if (rc != SALESINV_OK) {
        explain(s, what);
        exit(EXIT_FAILURE);
    }
    if (salesinv_session_is_repeat(session))
        s->repeats++;
    else
        s->changes++;
}

/* A step that changes nothing stored. */
static void must(const shop *s, salesinv_status rc, const char *what)
{
    if (rc != SALESINV_OK) {
        explain(s, what);
        exit(EXIT_FAILURE);
    }
}

static double seconds(void)
{
    struct timespec at;

    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

/* A request key that is the same in every run: kind of step, number, detail. */
static const char *key_of(char *out, size_t size, const char *what, int64_t number)
{
    snprintf(out, size, "quickstart-%s-%06" PRId64, what, number);
    return out;
}

static salesinv_draft *new_draft(const shop *s, salesinv_session *session, salesinv_kind kind)
{
    salesinv_draft *draft;

    must(s, salesinv_draft_create(session, kind, &draft), "draft");
    return draft;
}

/* ---- opening ---- */

static int open_engine(shop *s, const char *path)
{
    salesinv_config *config;
    salesinv_status rc = salesinv_config_create(NULL, NULL, &config);

    if (rc != SALESINV_OK)
        return rc;
    rc = salesinv_config_set_sqlite(config, path);
    if (rc == SALESINV_OK)
        rc = salesinv_config_allow_operator(config, 1);
    if (rc == SALESINV_OK)
        rc = salesinv_engine_open(config, &s->engine);
    if (rc != SALESINV_OK)
        fprintf(stderr, "cannot open %s: %s: %s\n", path, salesinv_status_name(rc),
                salesinv_error_message(salesinv_config_error(config)));
    salesinv_config_free(config);
    return rc;
}

static salesinv_session *open_session(const shop *s, salesinv_id user, const char *role)
{
    salesinv_session *session;

    must(s, salesinv_session_open(s->engine, s->tenant, user, &session), "session");
    must(s, salesinv_session_add_role(session, role), role);
    return session;
}

static void set_up(shop *s)
{
    salesinv_session *o;

    must(s, salesinv_session_open_operator(s->engine, ADMIN, &o), "operator");
    s->operator_session = o;
    step(s, o, salesinv_tenant_create(o, "Example Networks", "quickstart-tenant", &s->tenant),
         "tenant");
    step(s, o,
         salesinv_licence_grant(o, s->tenant, "inventory", SALESINV_TIME_NONE, 0,
                                "quickstart-licence"),
         "licence");
    s->admin = open_session(s, ADMIN, "admin");
    s->seller = open_session(s, SELLER, "order_admin");
    s->shipper = open_session(s, SHIPPER, "shipping");
    step(s, s->admin,
         salesinv_edition_enable(s->admin, SALESINV_EDITION_STANDALONE, "quickstart-edition"),
         "edition");
    step(s, s->admin,
         salesinv_setting_set_int(s->admin, "plugin.batch_serial", NULL, 1,
                                  "quickstart-serials"),
         "plugin.batch_serial");
    step(s, s->admin,
         salesinv_setting_set_int(s->admin, "plugin.shipment_return", NULL, 1,
                                  "quickstart-returns"),
         "plugin.shipment_return");
}

/* ---- products from the CSV file ---- */

typedef struct csv_state {
    shop *shop;
    char fields[6][128];
    int column;
    int line;
} csv_state;

static void take_field(void *text, size_t size, void *state)
{
    csv_state *csv = state;

    if (csv->column < 6)
        snprintf(csv->fields[csv->column], sizeof(csv->fields[0]), "%.*s", (int)size,
                 text ? (const char *)text : "");
    csv->column++;
}

static void take_line(int end, void *state)
{
    csv_state *csv = state;
    shop *s = csv->shop;
    product *p = &s->products[s->product_count];

    (void)end;
    csv->column = 0;
    if (csv->line++ == 0 || s->product_count == PRODUCTS_MAX)
        return; /* the headings */
    snprintf(p->code, sizeof(p->code), "%.63s", csv->fields[0]);
    snprintf(p->name, sizeof(p->name), "%.40s %.60s", csv->fields[1], csv->fields[2]);
    snprintf(p->category, sizeof(p->category), "%.31s", csv->fields[5]);
    p->is_serial = strcmp(p->category, "accessory") != 0;
    s->product_count++;
}

static void read_products(shop *s, const char *path)
{
    csv_state state = {.shop = s};
    char bytes[4096];
    struct csv_parser parser;
    FILE *file = fopen(path, "rb");
    size_t size;

    if (!file || csv_init(&parser, CSV_STRICT | CSV_APPEND_NULL) != 0) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(EXIT_FAILURE);
    }
    while ((size = fread(bytes, 1, sizeof(bytes), file)) > 0)
        if (csv_parse(&parser, bytes, size, take_field, take_line, &state) != size) {
            fprintf(stderr, "%s: %s\n", path, csv_strerror(csv_error(&parser)));
            exit(EXIT_FAILURE);
        }
    csv_fini(&parser, take_field, take_line, &state);
    csv_free(&parser);
    fclose(file);
}

static salesinv_id create_unit(shop *s)
{
    salesinv_draft *draft = new_draft(s, s->admin, SALESINV_KIND_UNIT);
    salesinv_unit *unit;
    salesinv_id id;

    must(s, salesinv_draft_set_text(draft, 0, SALESINV_F_CODE, "C62"), "unit");
    must(s, salesinv_draft_set_text(draft, 0, SALESINV_F_NAME, "piece"), "unit");
    step(s, s->admin, salesinv_unit_create(s->admin, draft, 0, "quickstart-unit", &unit),
         "unit");
    id = salesinv_document_id(salesinv_unit_document(unit));
    salesinv_unit_free(unit);
    salesinv_draft_free(draft);
    return id;
}

static void create_product(shop *s, int index, salesinv_id unit)
{
    product *p = &s->products[index];
    salesinv_draft *draft = new_draft(s, s->admin, SALESINV_KIND_PRODUCT);
    salesinv_product *made;
    char key[64];

    must(s, salesinv_draft_set_text(draft, 0, SALESINV_F_CODE, p->code), "code");
    must(s, salesinv_draft_set_text(draft, 0, SALESINV_F_NAME, p->name), "name");
    must(s, salesinv_draft_set_id(draft, 0, SALESINV_F_UNIT, unit), "unit");
    must(s,
         salesinv_draft_set_int(draft, 0, SALESINV_F_TRACKING,
                                p->is_serial ? SALESINV_TRACKING_SERIAL
                                             : SALESINV_TRACKING_NONE),
         "tracking");
    must(s, salesinv_draft_set_money(draft, 0, SALESINV_F_PRICE, MONEY(100 + index * 7)),
         "price");
    step(s, s->admin,
         salesinv_product_create(s->admin, draft, 0, key_of(key, sizeof(key), "product", index),
                                 &made),
         p->code);
    p->id = salesinv_document_id(salesinv_product_document(made));
    salesinv_product_free(made);
    salesinv_draft_free(draft);
}

static void import_products(shop *s, const char *path)
{
    salesinv_id unit;
    double start = seconds();

    read_products(s, path);
    must(s, salesinv_session_begin(s->admin, SALESINV_TXN_WRITE), "begin");
    unit = create_unit(s);
    for (int i = 0; i < s->product_count; i++)
        create_product(s, i, unit);
    must(s, salesinv_session_commit(s->admin), "commit");
    printf("Imported %d products in one transaction: %.0f ms\n", s->product_count,
           (seconds() - start) * 1000);
}

static void create_warehouse(shop *s, int index, const char *code, const char *name,
                             salesinv_id only_account)
{
    salesinv_draft *draft = new_draft(s, s->admin, SALESINV_KIND_WAREHOUSE);
    salesinv_warehouse *made;
    int32_t line;
    char key[64];

    must(s, salesinv_draft_set_text(draft, 0, SALESINV_F_CODE, code), "code");
    must(s, salesinv_draft_set_text(draft, 0, SALESINV_F_NAME, name), "name");
    for (int i = 0; only_account != 0 && i < ACCOUNTS / 2; i++) {
        must(s, salesinv_draft_add_line(draft, &line), "line");
        must(s, salesinv_draft_set_int(draft, line, SALESINV_F_LIST, SALESINV_ACCESS_ACCOUNT),
             "list");
        must(s, salesinv_draft_set_id(draft, line, SALESINV_F_MEMBER, s->accounts[i * 2 + 1]),
             "member");
    }
    step(s, s->admin,
         salesinv_warehouse_create(s->admin, draft, 0,
                                   key_of(key, sizeof(key), "warehouse", index), &made),
         code);
    s->warehouses[index] = salesinv_document_id(salesinv_warehouse_document(made));
    salesinv_warehouse_free(made);
    salesinv_draft_free(draft);
}

static void create_account(shop *s, int index)
{
    static const char *const names[ACCOUNTS] = {
        "Alder Networks",   "Birch Systems",  "Cedar Distribution", "Douglas IT",
        "Elm Wholesale",    "Fir Trading",    "Gingko Supply",      "Hazel Communications",
        "Ivy Technologies", "Juniper & Sons", "Kauri Data",         "Larch Logistics"};
    salesinv_draft *draft = new_draft(s, s->admin, SALESINV_KIND_ACCOUNT);
    salesinv_account *made;
    char key[64];

    must(s, salesinv_draft_set_text(draft, 0, SALESINV_F_NAME, names[index]), "name");
    step(s, s->admin,
         salesinv_account_create(s->admin, draft, 0, key_of(key, sizeof(key), "account", index),
                                 &made),
         names[index]);
    s->accounts[index] = salesinv_document_id(salesinv_account_document(made));
    salesinv_account_free(made);
    salesinv_draft_free(draft);
}
