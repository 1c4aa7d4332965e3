/* SPDX-License-Identifier: Apache-2.0 */
/* What a return takes over from the orders and shipments that its goods left on; which lines each mode of return may have. */
#include <string.h>

#include "catalog/fields.h"
#include "core/settings.h"
#include "returns/plan.h"
#include "returns/plugin.h"
#include "returns/return_kit.h"
#include "sales/amount.h"

/* ---- the mode ---- */

static bool names(const sinv_doc *doc, int32_t head_column, int32_t line_column)
{
    if (sinv_doc_int(doc, head_column) != 0)
        return true;
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!doc->lines[i].is_removed && sinv_doc_line_int(doc, i, line_column) != 0)
            return true;
    return false;
}

/* Unless it is given: what is named says it. */
static salesinv_status take_mode(sinv_txn *txn, sinv_doc *doc)
{
    int64_t mode = sinv_doc_int(doc, SINV_RETURN_MODE);

    if (mode == 0 && names(doc, SINV_RETURN_SHIPMENT, SINV_RETURN_LINE_SHIPMENT_LINE))
        mode = SALESINV_RETURN_SHIPMENT;
    if (mode == 0 && names(doc, SINV_RETURN_ORDER, SINV_RETURN_LINE_ORDER_LINE))
        mode = SALESINV_RETURN_ORDER;
    if (mode == 0)
        return sinv_err_set(txn->err, SALESINV_E_SOURCE_REQUIRED, "mode",
                            "a return names the order or shipment its goods left on, "
                            "or says in mode that it has none");
    sinv_row_change_int(doc->head, SINV_RETURN_MODE, mode);
    return sinv_return_plugin_of(mode) >= 0
               ? sinv_setting_require(txn, sinv_return_plugin_of(mode), "mode")
               : SALESINV_OK;
}

/* ---- which lines it may have ---- */

static salesinv_status refuse_named(sinv_txn *txn, uint32_t index, const char *key,
                                    const char *what)
{
    return sinv_err_set(txn->err, SALESINV_E_ARG,
                        sinv_doc_field(txn, (int32_t)index, key), "%s names no %s",
                        what, key);
}

static salesinv_status require_source(sinv_txn *txn, uint32_t index, const char *key,
                                      int64_t value)
{
    if (value != 0)
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_SOURCE_REQUIRED,
                        sinv_doc_field(txn, (int32_t)index, key),
                        "a line of this return names its %s", key);
}

static salesinv_status check_out_line(sinv_txn *txn, const sinv_doc *doc,
                                      uint32_t index, int64_t mode)
{
    if (mode != SALESINV_RETURN_EXCHANGE)
        return sinv_err_set(txn->err, SALESINV_E_ARG,
                            sinv_doc_field(txn, (int32_t)index, "direction"),
                            "goods go out on exchanges alone");
    if (sinv_doc_line_int(doc, index, SINV_RETURN_LINE_SHIPMENT_LINE) != 0)
        return refuse_named(txn, index, "shipment_line", "what goes out");
    if (sinv_doc_line_int(doc, index, SINV_RETURN_LINE_ORDER_LINE) != 0)
        return refuse_named(txn, index, "order_line", "what goes out");
    return SALESINV_OK;
}

/* The order line may be named beside a shipment line, whose it then is. */
static salesinv_status check_in_line(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                     int64_t mode)
{
    int64_t shipment_line =
        sinv_doc_line_int(doc, index, SINV_RETURN_LINE_SHIPMENT_LINE);
    int64_t order_line = sinv_doc_line_int(doc, index, SINV_RETURN_LINE_ORDER_LINE);

    if (shipment_line != 0 && mode == SALESINV_RETURN_ORDER)
        return refuse_named(txn, index, "shipment_line", "an order-based return");
    if (shipment_line != 0 && mode == SALESINV_RETURN_FREE)
        return refuse_named(txn, index, "shipment_line", "a return without source");
    if (order_line != 0 && mode == SALESINV_RETURN_FREE)
        return refuse_named(txn, index, "order_line", "a return without source");
    if (mode == SALESINV_RETURN_ORDER)
        return require_source(txn, index, "order_line", order_line);
    return mode == SALESINV_RETURN_SHIPMENT
               ? require_source(txn, index, "shipment_line", shipment_line)
               : SALESINV_OK;
}

static salesinv_status check_lines(sinv_txn *txn, sinv_doc *doc)
{
    int64_t mode = sinv_doc_int(doc, SINV_RETURN_MODE);
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        sinv_row *row = doc->lines[i].row;

        if (doc->lines[i].is_removed)
            continue;
        if (sinv_row_int(row, SINV_RETURN_LINE_DIRECTION) == 0)
            sinv_row_set_int(row, SINV_RETURN_LINE_DIRECTION, SALESINV_DIRECTION_IN);
        rc = sinv_row_int(row, SINV_RETURN_LINE_DIRECTION) == SALESINV_DIRECTION_OUT
                 ? check_out_line(txn, doc, i, mode)
                 : check_in_line(txn, doc, i, mode);
    }
    return rc;
}

/* ---- the header ---- */

/* Of one account, which the header may name. */
static salesinv_status take_account(sinv_txn *txn, sinv_doc *doc, const char *what,
                                    salesinv_id id, int64_t account)
{
    int64_t given = sinv_doc_int(doc, SINV_RETURN_ACCOUNT);

    if (given != 0 && given != account)
        return sinv_err_set(txn->err, SALESINV_E_ACCOUNT_MISMATCH, "account",
                            "%s %lld is of account %lld, not %lld", what, (long long)id,
                            (long long)account, (long long)given);
    sinv_row_change_int(doc->head, SINV_RETURN_ACCOUNT, account);
    return SALESINV_OK;
}

/* All are in one currency, which the header may name. */
static salesinv_status take_currency(sinv_txn *txn, sinv_doc *doc,
                                     const sinv_doc *order)
{
    const char *given = sinv_row_text(doc->head, SINV_RETURN_CURRENCY);
    const char *of = sinv_row_text(order->head, SINV_ORDER_CURRENCY);

    if (given && of && strcmp(given, of) != 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "currency",
                            "order %lld is in %s, the return in %s",
                            (long long)sinv_doc_id(order), of, given);
    if (!given && of)
        sinv_row_set_text(doc->head, SINV_RETURN_CURRENCY, of);
    return doc->head->status == SALESINV_OK ? SALESINV_OK : sinv_txn_nomem(txn);
}

/* Orders and shipments that the header names alone: before there are lines. */
static salesinv_status load_named(sinv_txn *txn, const sinv_doc *doc,
                                  sinv_return_plan *plan)
{
    salesinv_id shipment = sinv_doc_int(doc, SINV_RETURN_SHIPMENT);
    salesinv_id order = sinv_doc_int(doc, SINV_RETURN_ORDER);
    sinv_order_in_use of;
    sinv_doc *found;
    salesinv_status rc = SALESINV_OK;

    if (shipment != 0 && plan->shipments.count == 0)
        rc = sinv_shipment_set_get(txn, &plan->shipments, shipment, "shipment", &found);
    if (rc == SALESINV_OK && order != 0 && plan->orders.count == 0)
        rc = sinv_order_set_get(txn, &plan->orders, order, -1, "order", &of);
    return rc;
}

/* What the header names, the lines must be of. */
static salesinv_status check_named(sinv_txn *txn, const sinv_doc *doc,
                                   const sinv_return_plan *plan)
{
    salesinv_id shipment = sinv_doc_int(doc, SINV_RETURN_SHIPMENT);
    salesinv_id order = sinv_doc_int(doc, SINV_RETURN_ORDER);

    for (uint32_t i = 0; i < doc->line_count; i++) {
        const sinv_return_line *line = &plan->lines[i];

        if (line->shipment && sinv_doc_gave(doc, SINV_RETURN_SHIPMENT) &&
            shipment != 0 && sinv_doc_id(line->shipment) != shipment)
            return sinv_err_set(
                txn->err, SALESINV_E_NOT_FOUND,
                sinv_doc_field(txn, (int32_t)i, "shipment_line"),
                "shipment %lld has no line id %lld", (long long)shipment,
                (long long)sinv_doc_line_of(line->shipment, line->index));
        if (line->order.order && sinv_doc_gave(doc, SINV_RETURN_ORDER) && order != 0 &&
            sinv_doc_id(line->order.order) != order)
            return sinv_err_set(txn->err, SALESINV_E_NOT_FOUND,
                                sinv_doc_field(txn, (int32_t)i, "order_line"),
                                "order %lld has no line id %lld", (long long)order,
                                (long long)sinv_order_line_id(&line->order));
    }
    return SALESINV_OK;
}

static salesinv_status take_sources(sinv_txn *txn, sinv_doc *doc,
                                    const sinv_return_plan *plan)
{
    const sinv_shipment_set *shipments = &plan->shipments;
    const sinv_order_set *orders = &plan->orders;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < shipments->count && rc == SALESINV_OK; i++)
        rc = take_account(
            txn, doc, "shipment", sinv_doc_id(shipments->items[i].shipment),
            sinv_doc_int(shipments->items[i].shipment, SINV_SHIPMENT_ACCOUNT));
    for (uint32_t i = 0; i < orders->count && rc == SALESINV_OK; i++) {
        const sinv_doc *order = orders->items[i].order;

        rc = take_account(txn, doc, "order", sinv_doc_id(order),
                          sinv_doc_int(order, SINV_ORDER_ACCOUNT));
        if (rc == SALESINV_OK)
            rc = take_currency(txn, doc, order);
    }
    return rc;
}

static salesinv_status take_head(sinv_txn *txn, sinv_doc *doc,
                                 const sinv_return_plan *plan)
{
    const sinv_shipment_set *shipments = &plan->shipments;
    const sinv_order_set *orders = &plan->orders;
    salesinv_status rc = take_sources(txn, doc, plan);

    if (rc != SALESINV_OK)
        return rc;
    if (sinv_doc_int(doc, SINV_RETURN_ACCOUNT) == 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "account", "account is required");
    sinv_row_change_int(
        doc->head, SINV_RETURN_SHIPMENT,
        shipments->count == 1 ? sinv_doc_id(shipments->items[0].shipment) : 0);
    sinv_row_change_int(doc->head, SINV_RETURN_ORDER,
                        orders->count == 1 ? sinv_doc_id(orders->items[0].order) : 0);
    if (sinv_doc_int(doc, SINV_RETURN_WAREHOUSE) == 0 && shipments->count > 0)
        sinv_row_change_int(
            doc->head, SINV_RETURN_WAREHOUSE,
            sinv_doc_int(shipments->items[0].shipment, SINV_SHIPMENT_WAREHOUSE));
    if (sinv_row_is_null(doc->head, SINV_RETURN_RETURNED_AT))
        sinv_row_set_int(doc->head, SINV_RETURN_RETURNED_AT, txn->now);
    return sinv_currency_settle(txn, doc->head, SINV_RETURN_CURRENCY);
}

/* ---- the lines ---- */

static salesinv_status take_product(sinv_txn *txn, sinv_doc *doc,
                                    const sinv_return_line *line, uint32_t index)
{
    sinv_row *row = doc->lines[index].row;
    salesinv_id given = sinv_row_int(row, SINV_RETURN_LINE_PRODUCT);
    salesinv_id id = line->order.order
                         ? sinv_order_line_int(&line->order, SINV_ORDER_LINE_PRODUCT)
                         : given;
    const char *field = sinv_doc_field(txn, (int32_t)index, "product");

    if (id == 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG, field, "product is required");
    if (given != 0 && given != id)
        return sinv_err_set(txn->err, SALESINV_E_ARG, field,
                            "product %lld is not that of the line it came from, %lld",
                            (long long)given, (long long)id);
    sinv_row_change_int(row, SINV_RETURN_LINE_PRODUCT, id);
    return SALESINV_OK;
}

/* The batch that left on the line, if it was one alone. */
static salesinv_status take_batch(sinv_txn *txn, sinv_row *row,
                                  const sinv_return_line *line)
{
    sinv_sent_batch *batches;
    uint32_t count;
    salesinv_status rc;

    if (sinv_row_int(row, SINV_RETURN_LINE_BATCH) != 0)
        return SALESINV_OK;
    rc = sinv_shipment_batches(txn, line->shipment, line->index, &batches, &count);
    if (rc == SALESINV_OK && count == 1)
        sinv_row_change_int(row, SINV_RETURN_LINE_BATCH, batches[0].batch);
    return rc;
}

/* What a shipment line says of the goods that left on it. */
static salesinv_status take_shipped(sinv_txn *txn, sinv_doc *doc,
                                    const sinv_return_line *line, uint32_t index)
{
    sinv_row *row = doc->lines[index].row;
    int64_t order_line;
    int64_t given = sinv_row_int(row, SINV_RETURN_LINE_ORDER_LINE);

    if (!line->shipment)
        return SALESINV_OK;
    order_line = sinv_order_line_id(&line->order);
    if (given != 0 && given != order_line)
        return sinv_err_set(txn->err, SALESINV_E_ARG,
                            sinv_doc_field(txn, (int32_t)index, "order_line"),
                            "the shipment line stands for order line %lld, not %lld",
                            (long long)order_line, (long long)given);
    sinv_row_change_int(row, SINV_RETURN_LINE_ORDER_LINE, order_line);
    return take_batch(txn, row, line);
}

static salesinv_status take_line(sinv_txn *txn, sinv_doc *doc,
                                 const sinv_return_plan *plan, uint32_t index)
{
    sinv_row *row = doc->lines[index].row;
    bool is_named = plan->lines[index].order.order != NULL;
    sinv_product product;
    salesinv_status rc;

    if ((rc = take_product(txn, doc, &plan->lines[index], index)) != SALESINV_OK ||
        (rc = take_shipped(txn, doc, &plan->lines[index], index)) != SALESINV_OK)
        return rc;
    rc = sinv_product_for_line(txn, (int32_t)index,
                               sinv_row_int(row, SINV_RETURN_LINE_PRODUCT),
                               !is_named && doc->lines[index].draft != NULL, &product);
    if (rc != SALESINV_OK ||
        (rc = sinv_goods_check_draft(txn, doc, index, &product)) != SALESINV_OK)
        return rc;
    if (plan->lines[index].is_out && sinv_row_is_null(row, SINV_RETURN_LINE_PRICE))
        sinv_row_set_int(row, SINV_RETURN_LINE_PRICE,
                         sinv_row_int(product.row, SINV_PRODUCT_PRICE));
    return sinv_product_check_qty(txn, &product,
                                  sinv_doc_field(txn, (int32_t)index, "qty"),
                                  sinv_row_int(row, SINV_RETURN_LINE_QTY));
}

salesinv_status sinv_return_prepare(sinv_txn *txn, sinv_doc *doc)
{
    sinv_order_set orders = {NULL, 0, 0};
    sinv_return_plan *plan;
    salesinv_status rc;

    if ((rc = take_mode(txn, doc)) != SALESINV_OK ||
        (rc = check_lines(txn, doc)) != SALESINV_OK ||
        (rc = sinv_return_expand_kits(txn, doc, &orders)) != SALESINV_OK ||
        (rc = sinv_return_plan_with(txn, doc, &orders, &plan)) != SALESINV_OK ||
        (rc = check_named(txn, doc, plan)) != SALESINV_OK ||
        (rc = load_named(txn, doc, plan)) != SALESINV_OK ||
        (rc = take_head(txn, doc, plan)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!doc->lines[i].is_removed &&
            (rc = take_line(txn, doc, plan, i)) != SALESINV_OK)
            return rc;
    return sinv_return_price(txn, doc, plan);
}
