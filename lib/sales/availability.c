/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Available stock for an order that is being written. The lines of one product share a pool: what the ordering mode lets
 * the order take of it, with what the order itself has frozen there, lowered line by line.
 */
#include "sales/availability.h"

#include "base/checked.h"
#include "catalog/product.h"
#include "core/settings.h"
#include "inventory/freeze.h"
#include "inventory/safety.h"
#include "inventory/stock.h"
#include "inventory/warehouse.h"
#include "inventory/warehouse_list.h"

/* What the figures of all lines are taken from. */
typedef struct looking {
    const sinv_doc *doc;
    bool is_submitted;
    uint32_t *lines;        /* per line of the answer: index in doc->lines */
    salesinv_qty *left;     /* likewise: what the line leaves of its pool */
    sinv_warehouses places; /* mode "consolidated" */
    sinv_available *out;
} looking;

static bool is_submitted(const sinv_doc *doc)
{
    return (doc->kind->revisable & SINV_IN(sinv_doc_int(doc, SINV_HEAD_STATUS))) != 0;
}

static salesinv_status read_mode(sinv_txn *txn, looking *of)
{
    if (of->is_submitted) {
        of->out->mode = sinv_doc_int(of->doc, SINV_ORDER_MODE);
        return SALESINV_OK;
    }
    return sinv_setting_int(txn, SINV_SET_ORDER_MODE,
                            sinv_row_text(of->doc->head, SINV_HEAD_RECORD_TYPE),
                            &of->out->mode);
}

/* Lists of users and accounts act when an order is made, not on one that was submitted. */
static salesinv_status read_places(sinv_txn *txn, looking *of)
{
    salesinv_id account = sinv_doc_int(of->doc, SINV_ORDER_ACCOUNT);

    if (of->out->mode == SALESINV_MODE_CONSOLIDATED)
        return sinv_warehouses_for_order(txn, "account", account, &of->places);
    if (of->out->mode != SALESINV_MODE_SINGLE)
        return SALESINV_OK;
    of->out->warehouse = sinv_doc_int(of->doc, SINV_ORDER_WAREHOUSE);
    if (of->out->warehouse == 0 || of->is_submitted)
        return SALESINV_OK;
    return sinv_warehouse_for_order(txn, "warehouse", of->out->warehouse, account);
}

/* The lines in the order in which the caller has them: those of the draft, else those that are stored. */
static salesinv_status list_lines(sinv_txn *txn, looking *of)
{
    const sinv_doc *doc = of->doc;
    size_t size = doc->line_count + 1;
    salesinv_status rc;

    if ((rc = sinv_txn_alloc(txn, size * sizeof(*of->lines), (void **)&of->lines)) !=
            SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, size * sizeof(*of->left), (void **)&of->left)) !=
            SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, size * sizeof(*of->out->lines),
                             (void **)&of->out->lines)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count; i++) {
        if (doc->lines[i].is_removed)
            continue;
        if (doc->has_line_edits)
            of->lines[doc->lines[i].draft - doc->draft->lines] = i;
        else
            of->lines[of->out->count] = i;
        of->out->count++;
    }
    return SALESINV_OK;
}

/* A line that the draft touched says its quantity in some unit, or not yet. */
static salesinv_status settle_quantity(sinv_txn *txn, const looking *of,
                                       const sinv_product *product, uint32_t index)
{
    static const sinv_qty_columns columns = {SINV_ORDER_LINE_PRODUCT,
                                             SINV_ORDER_LINE_QTY, SINV_ORDER_LINE_UNIT,
                                             SINV_ORDER_LINE_UNIT_QTY};
    const sinv_row *row = of->doc->lines[index].row;

    if (!of->doc->lines[index].draft ||
        (sinv_row_is_null(row, SINV_ORDER_LINE_QTY) &&
         sinv_row_is_null(row, SINV_ORDER_LINE_UNIT_QTY)))
        return SALESINV_OK;
    return sinv_line_quantity(txn, product, of->doc, index, columns);
}

/* What a line still wants of stock. */
static int64_t wanted_by(const looking *of, uint32_t index)
{
    int64_t remaining = sinv_order_remaining(of->doc, index);

    return remaining > 0 ? remaining : 0;
}

static bool counts(const looking *of, salesinv_id warehouse)
{
    return of->out->mode == SALESINV_MODE_SINGLE
               ? warehouse == of->out->warehouse
               : sinv_warehouses_find(&of->places, warehouse) >= 0;
}

static salesinv_status add(sinv_txn *txn, salesinv_id product, salesinv_qty more,
                           salesinv_qty *sum)
{
    if (sinv_add_i64(*sum, more, sum))
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, "qty",
                        "the stock of product %lld does not fit into a sum",
                        (long long)product);
}

/* What one line of the stored order, removed by the draft or not, has frozen where it counts. */
static salesinv_status add_own(sinv_txn *txn, const looking *of, uint32_t index,
                               salesinv_qty *sum)
{
    salesinv_id product = sinv_doc_line_int(of->doc, index, SINV_ORDER_LINE_PRODUCT);
    sinv_freezes own = {NULL, 0, 0};
    salesinv_status rc;

    if (of->doc->lines[index].is_new ||
        sinv_doc_line_int(of->doc, index, SINV_ORDER_LINE_FROZEN) == 0)
        return SALESINV_OK;
    rc = sinv_freeze_list_line(txn, product, 0, sinv_doc_line_of(of->doc, index), &own);
    for (uint32_t i = 0; i < own.count && rc == SALESINV_OK; i++)
        if (counts(of, own.items[i].warehouse))
            rc = add(txn, product, own.items[i].qty, sum);
    return rc;
}

static salesinv_status read_pool(sinv_txn *txn, const looking *of, salesinv_id product,
                                 salesinv_qty *out)
{
    sinv_stocks stocks = {NULL, 0, 0};
    salesinv_status rc = sinv_stock_list(txn, product, &stocks);

    *out = 0;
    for (uint32_t i = 0; i < stocks.count && rc == SALESINV_OK; i++)
        if (counts(of, stocks.items[i].warehouse))
            rc = add(txn, product, stocks.items[i].available, out);
    for (uint32_t i = 0; i < of->doc->line_count && rc == SALESINV_OK; i++)
        if (sinv_doc_line_int(of->doc, i, SINV_ORDER_LINE_PRODUCT) == product)
            rc = add_own(txn, of, i, out);
    return rc;
}

/* What the lines before `at` left of its product, or all that there is. */
static salesinv_status find_left(sinv_txn *txn, const looking *of, uint32_t at,
                                 salesinv_qty *out)
{
    salesinv_id product = of->out->lines[at].product;

    for (uint32_t i = at; i > 0; i--)
        if (of->out->lines[i - 1].product == product) {
            *out = of->left[i - 1];
            return SALESINV_OK;
        }
    return read_pool(txn, of, product, out);
}

static bool says_something(const looking *of)
{
    return of->out->mode == SALESINV_MODE_CONSOLIDATED ||
           (of->out->mode == SALESINV_MODE_SINGLE && of->out->warehouse != 0);
}

static salesinv_status look_at(sinv_txn *txn, const looking *of, uint32_t at)
{
    sinv_available_line *line = &of->out->lines[at];
    uint32_t index = of->lines[at];
    sinv_product product;
    salesinv_status rc;

    line->product = sinv_doc_line_int(of->doc, index, SINV_ORDER_LINE_PRODUCT);
    if (line->product == 0)
        return SALESINV_OK;
    rc = sinv_product_for_line(txn, (int32_t)index, line->product, false, &product);
    if (rc != SALESINV_OK ||
        (rc = settle_quantity(txn, of, &product, index)) != SALESINV_OK ||
        !says_something(of) || (rc = find_left(txn, of, at, &line->qty)) != SALESINV_OK)
        return rc;
    line->level = sinv_safety_level(product.row, line->qty);
    if (!sinv_sub_i64(line->qty, wanted_by(of, index), &of->left[at]))
        return sinv_err_set(txn->err, SALESINV_E_OVERFLOW,
                            sinv_doc_field(txn, (int32_t)at, "qty"),
                            "the quantities of product %lld do not fit together",
                            (long long)line->product);
    return SALESINV_OK;
}

salesinv_status sinv_order_available(sinv_txn *txn, sinv_doc *doc, sinv_available *out)
{
    looking of = {.doc = doc, .is_submitted = is_submitted(doc), .out = out};
    salesinv_status rc;

    *out = (sinv_available){0};
    if ((rc = read_mode(txn, &of)) != SALESINV_OK ||
        (rc = read_places(txn, &of)) != SALESINV_OK ||
        (rc = list_lines(txn, &of)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < out->count && rc == SALESINV_OK; i++)
        rc = look_at(txn, &of, i);
    return rc;
}
