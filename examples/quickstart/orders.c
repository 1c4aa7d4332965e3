/* SPDX-License-Identifier: Apache-2.0 */
/* Forty orders, some of which have to be refused. */
#include <stdio.h>

#include "quickstart/shop.h"

/* ---- orders ---- */

/* What order i wants: an account, a warehouse, and one to three lines. */
static salesinv_draft *write_order(shop *s, int i, int product_index, int64_t units)
{
    salesinv_draft *draft = new_draft(s, s->seller, SALESINV_KIND_ORDER);
    int32_t line;

    must(s,
         salesinv_draft_set_id(draft, 0, SALESINV_F_ACCOUNT, s->accounts[i % ACCOUNTS]),
         "account");
    must(s,
         salesinv_draft_set_id(draft, 0, SALESINV_F_WAREHOUSE,
                               s->warehouses[i % WAREHOUSES]),
         "warehouse");
    must(s, salesinv_draft_set_text(draft, 0, SALESINV_F_CURRENCY, "USD"), "currency");
    for (int n = 0; n < 1 + i % 3; n++) {
        must(s, salesinv_draft_add_line(draft, &line), "line");
        must(s,
             salesinv_draft_set_id(
                 draft, line, SALESINV_F_PRODUCT,
                 s->products[(product_index + n * 61) % s->product_count].id),
             "product");
        must(s,
             salesinv_draft_set_qty(draft, line, SALESINV_F_QTY,
                                    QTY(n == 0 ? units : 2)),
             "qty");
    }
    return draft;
}

/* The product of order i's first line; serial-managed, never the one with a million. */
int product_of(int i)
{
    return 61 + i * 3;
}

static salesinv_status take_order(shop *s, int i, salesinv_draft *draft)
{
    salesinv_order *order;
    char key[64];
    salesinv_status rc =
        salesinv_order_create(s->seller, draft, SALESINV_SUBMIT,
                              key_of(key, sizeof(key), "order", i), &order);

    salesinv_draft_free(draft);
    if (rc == SALESINV_OK)
        s->orders[i] = salesinv_document_id(salesinv_order_document(order));
    salesinv_order_free(order);
    return rc;
}

static void print_refusal(shop *s, struct libscols_table *table, int i)
{
    const salesinv_error *error = salesinv_engine_error(s->engine);
    struct libscols_line *line = scols_table_new_line(table, NULL);
    char number[16];

    snprintf(number, sizeof(number), "%d", i + 1);
    scols_line_set_data(line, 0, number);
    scols_line_set_data(line, 1, salesinv_status_name(salesinv_error_code(error)));
    scols_line_set_data(line, 2, salesinv_error_message(error));
    s->refusals++;
}

/* Forty orders; four of them have to be refused, today and in every later run. */
void take_orders(shop *s)
{
    static const char *const headings[] = {"ORDER", "REFUSED WITH", "BECAUSE", NULL};
    struct libscols_table *refused = new_table(headings, 99);
    salesinv_draft *draft;
    salesinv_status rc;

    for (int i = 0; i < ORDERS; i++) {
        int is_short = i == 7 || i == 31;
        int is_foreign = i == 24; /* warehouse 2 is not for this account */
        int is_inactive = i == 16;
        draft = write_order(s, i, is_inactive ? s->product_count - 1 : product_of(i),
                            is_short ? 5000 : 2 + i % 4);
        if (is_foreign)
            must(
                s,
                salesinv_draft_set_id(draft, 0, SALESINV_F_WAREHOUSE, s->warehouses[1]),
                "warehouse");
        rc = take_order(s, i, draft);
        if (rc != SALESINV_OK && (is_short || is_foreign || is_inactive))
            print_refusal(s, refused, i);
        else
            step(s, s->seller, rc, "order");
    }
    printf("Took %d orders, refused %d\n", ORDERS - s->refusals, s->refusals);
    show(refused, "Refused, with the reason");
}
