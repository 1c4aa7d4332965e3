/* SPDX-License-Identifier: Apache-2.0 */
#ifndef QUICKSTART_SHOP_H
#define QUICKSTART_SHOP_H

/* What the parts of the quickstart share: the shop, its steps, and the tables it prints. */
#include <inttypes.h>
#include <libsmartcols.h>
#include <salesinv.h>

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
    SHIPPER = 3,
    RETURNED_ORDER = 3, /* of whose first shipment three serials come back */
    BUYER_OF_RETURNED = 9
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
    int million; /* index of the product with 1,000,000 serials */
    salesinv_id warehouses[WAREHOUSES];
    salesinv_id accounts[ACCOUNTS];
    salesinv_id orders[ORDERS];
    salesinv_id first_shipment; /* of order 0, whose serials come back */
    int changes;
    int repeats;
    int refusals;
} shop;

/* ---- steps (shop.c) ---- */

/* Print why a call failed, as the library explains it. */
void explain(const shop *s, const char *what);
/* A step that has to succeed; counts whether it did something or repeated an earlier run. */
void step(shop *s, salesinv_session *session, salesinv_status rc, const char *what);
/* A call that changes nothing stored and has to succeed. */
void must(const shop *s, salesinv_status rc, const char *what);
double seconds(void);
/* A request key that is the same in every run: kind of step and number. */
const char *key_of(char *out, size_t size, const char *what, int64_t number);
salesinv_draft *new_draft(const shop *s, salesinv_session *session, salesinv_kind kind);
int open_engine(shop *s, const char *path);
void set_up(shop *s);
void close_shop(shop *s);

/* ---- master data (catalog.c) ---- */
void import_products(shop *s, const char *path);
void create_partners(shop *s);

/* ---- business (goods.c, orders.c, returns.c) ---- */

/* The serial number n of a product in a warehouse, e.g. "P017B00004". */
void serial_text(char *out, size_t size, int product_index, int warehouse, int n);
void receive_stock(shop *s);
/* The product of order i's first line; never the one with a million. */
int product_of(int i);
void take_orders(shop *s);
void ship_orders(shop *s);
/* Give back three serials and sell them on; the text of one of them is kept for its story. */
void return_and_resell(shop *s, char *serial, size_t size);

/* ---- the rest of the process (more.c) ---- */

/* An order over all warehouses, a kit, a tracked parcel, an exchange. */
void show_the_rest(shop *s);

/* ---- tables (report.c) ---- */
struct libscols_table *new_table(const char *const *headings, int right_from);
void show(struct libscols_table *table, const char *title);
void show_stock(shop *s);
void show_order(shop *s, int i);
void show_serial(shop *s, const char *serial);
/* 1 if every invariant holds; names those that do not. */
int show_verdict(shop *s);

#endif
