/* SPDX-License-Identifier: Apache-2.0 */
/* What a shipment takes over from its orders: account, warehouse, owner, the products of its lines. */
#include <string.h>

#include "catalog/product.h"
#include "core/settings.h"
#include "fulfil/plan.h"
#include "sales/amount.h"

/* Receipt figures are given when the receipt is confirmed, not before. */
static salesinv_status refuse_receipt(sinv_txn *txn, const sinv_doc *doc)
{
    const uint64_t columns = UINT64_C(1) << SINV_SHIPMENT_LINE_RECEIVED |
                             UINT64_C(1) << SINV_SHIPMENT_LINE_SHORT_REASON;

    for (uint32_t i = 0; i < doc->line_count; i++)
        if (doc->lines[i].draft && (doc->lines[i].draft->row->changed & columns))
            return sinv_err_set(txn->err, SALESINV_E_ARG,
                                sinv_doc_field(txn, (int32_t)i, "received"),
                                "received is given when the receipt is confirmed");
    return SALESINV_OK;
}

/* Several orders take the plugin, unless the shipment served them before; an order in the header is the only one. */
static salesinv_status check_several(sinv_txn *txn, const sinv_doc *doc,
                                     const sinv_order_set *orders)
{
    salesinv_id given = doc->is_new ? sinv_doc_int(doc, SINV_SHIPMENT_ORDER) : 0;
    bool is_given = given == 0 || (orders->count == 1 &&
                                   sinv_doc_id(orders->items[0].order) == given);
    salesinv_status rc;

    if ((orders->count < 2 && is_given) || !(doc->is_new || doc->has_line_edits))
        return SALESINV_OK;
    rc = doc->is_synced
             ? SALESINV_OK /* it happened */
             : sinv_setting_require(txn, SINV_SET_PLUGIN_MULTI_ORDER, "order");
    if (rc != SALESINV_OK || is_given)
        return rc;
    return sinv_err_set(txn->err, SALESINV_E_ARG, "order",
                        "lines are of other orders than %lld: leave it out",
                        (long long)given);
}

static salesinv_status take_mode(sinv_txn *txn, sinv_doc *doc, const sinv_doc *order)
{
    int64_t mode = sinv_doc_int(order, SINV_ORDER_SHIPPING_MODE);
    int64_t present = sinv_doc_int(doc, SINV_SHIPMENT_MODE);
    salesinv_status rc = SALESINV_OK;

    if (mode == 0) /* the order is not submitted yet */
        rc = sinv_setting_int(txn, SINV_SET_SHIPPING_MODE, NULL, &mode);
    if (rc != SALESINV_OK)
        return rc;
    if (present != 0 && present != mode)
        return sinv_err_set(
            txn->err, SALESINV_E_ARG, "order",
            "order %lld ships by %s, other lines do not", (long long)sinv_doc_id(order),
            mode == SALESINV_SHIPPING_NOTICE ? "shipping notices" : "shipping orders");
    if (doc->is_synced && mode == SALESINV_SHIPPING_NOTICE)
        return sinv_err_set(
            txn->err, SALESINV_E_SOURCE_REQUIRED, "order",
            "order %lld ships by shipping notices: the ERP sends outbound "
            "orders for these",
            (long long)sinv_doc_id(order));
    sinv_row_change_int(doc->head, SINV_SHIPMENT_MODE, mode);
    return SALESINV_OK;
}

static salesinv_status take_account(sinv_txn *txn, sinv_doc *doc, const sinv_doc *order)
{
    int64_t account = sinv_doc_int(order, SINV_ORDER_ACCOUNT);
    int64_t given = sinv_doc_int(doc, SINV_SHIPMENT_ACCOUNT);
    salesinv_status rc;

    if (given == 0 || given == account) {
        sinv_row_change_int(doc->head, SINV_SHIPMENT_ACCOUNT, account);
        return SALESINV_OK;
    }
    rc = sinv_err_set(txn->err, SALESINV_E_ACCOUNT_MISMATCH, "account",
                      "order %lld is of account %lld, not %lld",
                      (long long)sinv_doc_id(order), (long long)account,
                      (long long)given);
    sinv_err_add_int(txn->err, "order", sinv_doc_id(order));
    return rc;
}

/* Amounts are added up, so they are of one currency. */
static salesinv_status check_currency(sinv_txn *txn, const sinv_doc *first,
                                      const sinv_doc *order)
{
    const char *currency = sinv_row_text(order->head, SINV_ORDER_CURRENCY);
    const char *other = sinv_row_text(first->head, SINV_ORDER_CURRENCY);

    if (strcmp(currency, other) == 0)
        return SALESINV_OK;
    return sinv_err_set(
        txn->err, SALESINV_E_ARG, "order", "order %lld is in %s, order %lld in %s",
        (long long)sinv_doc_id(order), currency, (long long)sinv_doc_id(first), other);
}

/* The warehouse that all orders were placed at, 0 if they differ. */
static salesinv_id common_warehouse(const sinv_order_set *orders)
{
    salesinv_id warehouse = sinv_doc_int(orders->items[0].order, SINV_ORDER_WAREHOUSE);

    for (uint32_t i = 1; i < orders->count; i++)
        if (sinv_doc_int(orders->items[i].order, SINV_ORDER_WAREHOUSE) != warehouse)
            return 0;
    return warehouse;
}

static salesinv_status take_orders(sinv_txn *txn, sinv_doc *doc,
                                   const sinv_order_set *orders)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < orders->count; i++) {
        const sinv_doc *order = orders->items[i].order;

        if ((rc = take_mode(txn, doc, order)) != SALESINV_OK ||
            (rc = take_account(txn, doc, order)) != SALESINV_OK ||
            (rc = check_currency(txn, orders->items[0].order, order)) != SALESINV_OK)
            return rc;
    }
    return rc;
}

static salesinv_status take_head(sinv_txn *txn, sinv_doc *doc,
                                 const sinv_order_set *orders)
{
    const sinv_row *draft = doc->draft ? doc->draft->head : NULL;
    const sinv_doc *first = orders->items[0].order;
    salesinv_status rc = take_orders(txn, doc, orders);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_change_int(doc->head, SINV_SHIPMENT_ORDER,
                        orders->count == 1 ? sinv_doc_id(first) : 0);
    /* A notice leaves the warehouse to those who ship. */
    if (sinv_doc_int(doc, SINV_SHIPMENT_WAREHOUSE) == 0 &&
        sinv_doc_int(doc, SINV_SHIPMENT_MODE) == SALESINV_SHIPPING_ORDER)
        sinv_row_change_int(doc->head, SINV_SHIPMENT_WAREHOUSE,
                            common_warehouse(orders));
    if (doc->is_new && !(draft && draft->changed >> SINV_HEAD_OWNER & 1))
        sinv_row_set_int(doc->head, SINV_HEAD_OWNER,
                         sinv_doc_int(first, SINV_HEAD_OWNER));
    return SALESINV_OK;
}

/* A line names its order where the header's and the shipment's age do not find it (sales/users.h). */
static void take_order(const sinv_doc *doc, const sinv_order_line *source,
                       sinv_row *row)
{
    salesinv_id order = sinv_doc_id(source->order);

    if (sinv_doc_int(doc, SINV_SHIPMENT_ORDER) != order || order > sinv_doc_id(doc))
        sinv_row_change_int(row, SINV_SHIPMENT_LINE_ORDER, order);
    else if (!sinv_row_is_null(row, SINV_SHIPMENT_LINE_ORDER))
        sinv_row_set_null(row, SINV_SHIPMENT_LINE_ORDER);
}

static salesinv_status take_product(sinv_txn *txn, sinv_doc *doc,
                                    const sinv_order_line *source, uint32_t index)
{
    sinv_row *row = doc->lines[index].row;
    salesinv_id id = sinv_order_line_int(source, SINV_ORDER_LINE_PRODUCT);
    sinv_product product;
    salesinv_status rc;

    take_order(doc, source, row);
    sinv_row_change_int(row, SINV_SHIPMENT_LINE_PRODUCT, id);
    rc = sinv_product_for_line(txn, (int32_t)index, id, false, &product);
    if (rc != SALESINV_OK ||
        (rc = sinv_goods_check_draft(txn, doc, index, &product)) != SALESINV_OK)
        return rc;
    return sinv_product_check_qty(txn, &product,
                                  sinv_doc_field(txn, (int32_t)index, "qty"),
                                  sinv_row_int(row, SINV_SHIPMENT_LINE_QTY));
}

salesinv_status sinv_shipment_prepare(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan;
    salesinv_status rc;

    if ((rc = refuse_receipt(txn, doc)) != SALESINV_OK ||
        (rc = sinv_shipment_plan_populate(txn, doc, &plan)) != SALESINV_OK ||
        (rc = check_several(txn, doc, &plan->out.orders)) != SALESINV_OK ||
        (rc = take_head(txn, doc, &plan->out.orders)) != SALESINV_OK)
        return rc;
    plan->out.account = sinv_doc_int(doc, SINV_SHIPMENT_ACCOUNT);
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!doc->lines[i].is_removed &&
            (rc = take_product(txn, doc, &plan->out.sources[i], i)) != SALESINV_OK)
            return rc;
    return sinv_shipment_price(txn, doc, plan);
}
