/* SPDX-License-Identifier: Apache-2.0 */
/* Present stock: the lines of stock.jsonl about the products of a query. */
#include "sync/jsonl/methods.h"

#include <string.h>

#include "base/decimal.h"
#include "base/time.h"

static bool read_qty(sinv_jsonl *at, const sinv_json *line, const char *key,
                     salesinv_qty *out)
{
    size_t size = 0;
    const char *text = sinv_json_text(sinv_json_member(line, key), &size);

    return text && sinv_decimal_parse(at->err, key, text, size, SINV_QTY_SCALE, out) ==
                       SALESINV_OK;
}

static bool read_time(sinv_jsonl *at, const sinv_json *line, salesinv_time *out)
{
    size_t size = 0;
    const char *text = sinv_json_text(sinv_json_member(line, "at"), &size);

    return !text || sinv_time_parse(at->err, "at", text, size, out) == SALESINV_OK;
}

static bool has_member(const sinv_json *line, const char *key)
{
    return sinv_json_member(line, key) != NULL;
}

/* What is no figure tells nothing; the product then has none. */
static salesinv_status take_line(sinv_jsonl *at, const sinv_json *line,
                                 const salesinv_stock_query *query,
                                 salesinv_time at_file, salesinv_figures *into)
{
    const char *product = sinv_jsonl_text(line, "product");
    const char *warehouse = sinv_jsonl_text(line, "warehouse");
    salesinv_time when = at_file;
    salesinv_qty on_hand;
    salesinv_qty available;
    salesinv_status rc = SALESINV_OK;

    if (!product || !warehouse ||
        (query->warehouse && strcmp(warehouse, query->warehouse) != 0) ||
        !read_qty(at, line, "on_hand", &on_hand) || !read_time(at, line, &when))
        return SALESINV_OK;
    available = on_hand;
    if (has_member(line, "available") && !read_qty(at, line, "available", &available))
        return SALESINV_OK;
    for (int32_t i = 0; i < query->count && rc != SALESINV_E_NOMEM; i++)
        if (strcmp(query->products[i], product) == 0)
            rc = salesinv_figures_put(into, i, warehouse, on_hand, available, when);
    return rc == SALESINV_E_NOMEM ? rc : SALESINV_OK;
}

static salesinv_status read_lines(sinv_jsonl *at, sinv_jsonl_lines *lines,
                                  const salesinv_stock_query *query,
                                  salesinv_figures *into)
{
    bool has_line = true;
    bool is_whole;
    salesinv_status rc = SALESINV_OK;

    while (rc == SALESINV_OK) {
        sinv_json_tree *tree;
        int error = sinv_jsonl_next(at, lines, &has_line, &is_whole);
        if (error == 0 && !has_line)
            return SALESINV_OK;
        if (error == 0)
            error = sinv_jsonl_parse(at, &tree);
        if (error != 0)
            return sinv_jsonl_status(error);
        if (tree)
            rc = take_line(at, sinv_json_root(tree), query, lines->time, into);
        sinv_json_free(tree);
    }
    return rc;
}

salesinv_status sinv_jsonl_stock(void *self, const salesinv_stock_query *query,
                                 salesinv_figures *into)
{
    sinv_jsonl *at = self;
    sinv_jsonl_lines lines;
    salesinv_status rc;
    int error;

    sinv_jsonl_begin(at);
    error = sinv_jsonl_open(at, NULL, "stock.jsonl", 0, &lines);
    if (error == 0) {
        rc = read_lines(at, &lines, query, into);
        sinv_jsonl_close(&lines);
    } else {
        rc = sinv_jsonl_status(error);
    }
    if (rc != SALESINV_OK)
        salesinv_figures_fail(into, 0, at->failure);
    return rc;
}
