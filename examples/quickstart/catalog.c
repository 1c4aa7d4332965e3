/* SPDX-License-Identifier: Apache-2.0 */
/* Products from the CSV file, distributors, warehouses. */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "quickstart/shop.h"

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
    if (p->is_serial && s->million < 0)
        s->million = s->product_count;
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
    step(s, s->admin,
         salesinv_unit_create(s->admin, draft, 0, "quickstart-unit", &unit), "unit");
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
    must(s,
         salesinv_draft_set_money(draft, 0, SALESINV_F_PRICE, MONEY(100 + index * 7)),
         "price");
    step(s, s->admin,
         salesinv_product_create(s->admin, draft, 0,
                                 key_of(key, sizeof(key), "product", index), &made),
         p->code);
    p->id = salesinv_document_id(salesinv_product_document(made));
    salesinv_product_free(made);
    salesinv_draft_free(draft);
}

void import_products(shop *s, const char *path)
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
        must(s,
             salesinv_draft_set_int(draft, line, SALESINV_F_LIST,
                                    SALESINV_ACCESS_ACCOUNT),
             "list");
        must(s,
             salesinv_draft_set_id(draft, line, SALESINV_F_MEMBER,
                                   s->accounts[i * 2 + 1]),
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
        "Alder Networks", "Birch Systems",        "Cedar Distribution",
        "Douglas IT",     "Elm Wholesale",        "Fir Trading",
        "Gingko Supply",  "Hazel Communications", "Ivy Technologies",
        "Juniper & Sons", "Kauri Data",           "Larch Logistics"};
    salesinv_draft *draft = new_draft(s, s->admin, SALESINV_KIND_ACCOUNT);
    salesinv_account *made;
    char key[64];

    must(s, salesinv_draft_set_text(draft, 0, SALESINV_F_NAME, names[index]), "name");
    step(s, s->admin,
         salesinv_account_create(s->admin, draft, 0,
                                 key_of(key, sizeof(key), "account", index), &made),
         names[index]);
    s->accounts[index] = salesinv_document_id(salesinv_account_document(made));
    salesinv_account_free(made);
    salesinv_draft_free(draft);
}

void create_partners(shop *s)
{
    for (int i = 0; i < ACCOUNTS; i++)
        create_account(s, i);
    create_warehouse(s, 0, "CENTRAL", "Central warehouse", 0);
    create_warehouse(s, 1, "NORTH", "Northern warehouse", 1);
}
