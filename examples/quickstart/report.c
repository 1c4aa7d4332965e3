/* SPDX-License-Identifier: Apache-2.0 */
/* What a person reads: aligned tables, and the verdict. */
#include <stdio.h>
#include <time.h>

#include "quickstart/shop.h"

struct libscols_table *new_table(const char *const *headings, int right_from)
{
    struct libscols_table *table = scols_new_table();

    for (int i = 0; headings[i]; i++)
        scols_table_new_column(table, headings[i], 0.1,
                               i >= right_from ? SCOLS_FL_RIGHT : 0);
    return table;
}

void show(struct libscols_table *table, const char *title)
{
    printf("\n%s\n", title);
    scols_print_table(table);
    scols_unref_table(table);
}

/* ---- what a person reads ---- */

static void set_cell(struct libscols_line *line, size_t column, const char *text)
{
    scols_line_set_data(line, column, text);
}

static void set_qty(struct libscols_line *line, size_t column, salesinv_qty qty)
{
    char text[32];

    snprintf(text, sizeof(text), "%" PRId64, qty / QTY(1));
    scols_line_set_data(line, column, text);
}

static void set_number(struct libscols_line *line, size_t column, int64_t number)
{
    char text[32];

    snprintf(text, sizeof(text), "%" PRId64, number);
    scols_line_set_data(line, column, text);
}

static void set_time(struct libscols_line *line, size_t column, salesinv_time at)
{
    char text[32];
    time_t whole = (time_t)(at / 1000000);
    struct tm parts;

    if (!gmtime_r(&whole, &parts) || strftime(text, sizeof(text), "%F %T", &parts) == 0)
        text[0] = '\0';
    scols_line_set_data(line, column, text);
}

/* The products of the first orders, and the one with a million serials. */
void show_stock(shop *s)
{
    static const char *const headings[] = {"PRODUCT", "WAREHOUSE", "ON HAND",
                                           "FROZEN",  "AVAILABLE", NULL};
    struct libscols_table *table = new_table(headings, 2);

    for (int n = 0; n < 9; n++) {
        const product *p = &s->products[n == 0 ? s->million : product_of(n - 1)];
        salesinv_stock *stock;
        must(s, salesinv_stock_get(s->shipper, p->id, 0, &stock), "stock");
        for (int32_t i = 0; i < salesinv_stock_count(stock); i++) {
            struct libscols_line *line = scols_table_new_line(table, NULL);
            set_cell(line, 0, p->code);
            set_cell(line, 1,
                     salesinv_stock_warehouse(stock, i) == s->warehouses[0] ? "CENTRAL"
                                                                            : "NORTH");
            set_qty(line, 2, salesinv_stock_on_hand(stock, i));
            set_qty(line, 3, salesinv_stock_frozen(stock, i));
            set_qty(line, 4, salesinv_stock_available_in(stock, i));
        }
        salesinv_stock_free(stock);
    }
    show(table, "Stock of some products");
}

void show_order(shop *s, int i)
{
    static const char *const headings[] = {"TIME (UTC)", "WHAT", "VERSION", "BY USER",
                                           NULL};
    struct libscols_table *table = new_table(headings, 2);
    salesinv_events *events;
    salesinv_order *order;
    char title[96];

    must(s, salesinv_order_get(s->seller, s->orders[i], &order), "order");
    must(s, salesinv_event_list_object(s->admin, s->orders[i], &events), "events");
    for (int32_t n = 0; n < salesinv_events_count(events); n++) {
        struct libscols_line *line = scols_table_new_line(table, NULL);
        set_time(line, 0, salesinv_events_at(events, n));
        set_cell(line, 1,
                 salesinv_event_action_name(salesinv_events_action(events, n)));
        set_number(line, 2, salesinv_events_version(events, n));
        set_number(line, 3, salesinv_events_user(events, n));
    }
    snprintf(title, sizeof(title), "The story of order %s, now %s",
             salesinv_document_get_text(salesinv_order_document(order), 0,
                                        SALESINV_F_NUMBER),
             salesinv_document_status_name(
                 salesinv_document_status_of(salesinv_order_document(order))));
    show(table, title);
    salesinv_events_free(events);
    salesinv_order_free(order);
}

void show_serial(shop *s, const char *serial)
{
    static const char *const headings[] = {"TIME (UTC)", "DOCUMENT", "FROM", "TO",
                                           "WAREHOUSE",  "ACCOUNT",  NULL};
    struct libscols_table *table = new_table(headings, 4);
    salesinv_trace *trace;
    char title[96];

    must(s, salesinv_serial_trace(s->shipper, 0, serial, &trace), "trace");
    for (int32_t n = 0; n < salesinv_trace_count(trace); n++) {
        struct libscols_line *line = scols_table_new_line(table, NULL);
        set_time(line, 0, salesinv_trace_at(trace, n));
        set_number(line, 1, salesinv_trace_line(trace, n) >> 16);
        set_cell(line, 2, salesinv_serial_state_name(salesinv_trace_from(trace, n)));
        set_cell(line, 3, salesinv_serial_state_name(salesinv_trace_to(trace, n)));
        set_number(line, 4, salesinv_trace_warehouse(trace, n));
        set_number(line, 5, salesinv_trace_account(trace, n));
    }
    snprintf(title, sizeof(title), "The whole life of serial %s", serial);
    show(table, title);
    salesinv_trace_free(trace);
}

/* 1 if every invariant holds; names those that do not. */
int show_verdict(shop *s)
{
    salesinv_verdict *verdict;
    int is_clean;

    must(s, salesinv_verify(s->admin, &verdict), "verify");
    is_clean = salesinv_verdict_is_clean(verdict);
    printf("\nVerify: %" PRId64 " rows checked, %s\n", salesinv_verdict_rows(verdict),
           is_clean ? "the books balance" : "THE BOOKS DO NOT BALANCE");
    for (int32_t i = 0; i < salesinv_verdict_described(verdict); i++)
        fprintf(stderr, "%s: %s\n", salesinv_verdict_invariant(verdict, i),
                salesinv_verdict_message(verdict, i));
    salesinv_verdict_free(verdict);
    return is_clean;
}
