/* SPDX-License-Identifier: Apache-2.0 */
/* What a shipment takes over from its order: account, warehouse, owner, and unless told otherwise its lines. */
#include "catalog/product.h"
#include "core/settings.h"
#include "fulfil/plan.h"
#include "sales/amount.h"
#include "sales/order.h"

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

static salesinv_status refuse_notice(sinv_txn *txn, int64_t mode)
{
    if (mode == SALESINV_SHIPPING_ORDER)
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_ARG, "mode",
                        "shipping mode %lld (notice) is not offered", (long long)mode);
}

static salesinv_status take_mode(sinv_txn *txn, sinv_doc *doc, const sinv_doc *order)
{
    int64_t mode = sinv_doc_int(order, SINV_ORDER_SHIPPING_MODE);
    salesinv_status rc = SALESINV_OK;

    if (mode == 0) /* the order is not submitted yet */
        rc = sinv_setting_int(txn, SINV_SET_SHIPPING_MODE, NULL, &mode);
    if (rc != SALESINV_OK || (rc = refuse_notice(txn, mode)) != SALESINV_OK)
        return rc;
    sinv_row_change_int(doc->head, SINV_SHIPMENT_MODE, mode);
    return SALESINV_OK;
}

static salesinv_status take_account(sinv_txn *txn, sinv_doc *doc, const sinv_doc *order)
{
    int64_t account = sinv_doc_int(order, SINV_ORDER_ACCOUNT);
    int64_t given = sinv_doc_int(doc, SINV_SHIPMENT_ACCOUNT);

    if (given != 0 && given != account)
        return sinv_err_set(txn->err, SALESINV_E_ACCOUNT_MISMATCH, "account",
                            "order %lld is of account %lld, not %lld",
                            (long long)sinv_doc_id(order), (long long)account,
                            (long long)given);
    sinv_row_change_int(doc->head, SINV_SHIPMENT_ACCOUNT, account);
    return SALESINV_OK;
}

static salesinv_status take_head(sinv_txn *txn, sinv_doc *doc, const sinv_doc *order)
{
    const sinv_row *draft = doc->draft ? doc->draft->head : NULL;
    salesinv_status rc;

    if ((rc = take_mode(txn, doc, order)) != SALESINV_OK ||
        (rc = take_account(txn, doc, order)) != SALESINV_OK)
        return rc;
    if (sinv_doc_int(doc, SINV_SHIPMENT_WAREHOUSE) == 0)
        sinv_row_change_int(doc->head, SINV_SHIPMENT_WAREHOUSE,
                            sinv_doc_int(order, SINV_ORDER_WAREHOUSE));
    if (doc->is_new && !(draft && draft->changed >> SINV_HEAD_OWNER & 1))
        sinv_row_set_int(doc->head, SINV_HEAD_OWNER,
                         sinv_doc_int(order, SINV_HEAD_OWNER));
    return SALESINV_OK;
}

/* One line for every line of the order that has something left to ship. */
static salesinv_status populate(sinv_txn *txn, sinv_doc *doc, sinv_shipment_plan *plan)
{
    const sinv_doc *order = plan->order;
    int64_t is_on;
    uint32_t added;
    salesinv_status rc =
        sinv_setting_int(txn, SINV_SET_SHIPPING_AUTO_POPULATE, NULL, &is_on);

    if (rc != SALESINV_OK || !is_on ||
        !(SINV_ORDER_SHIPPING & SINV_IN(sinv_doc_int(order, SINV_HEAD_STATUS))))
        return rc;
    for (uint32_t i = 0; i < order->line_count; i++) {
        int64_t qty = sinv_order_shippable(order, i);

        if (qty <= 0)
            continue;
        if ((rc = sinv_doc_add_line(txn, doc, &added)) != SALESINV_OK)
            return rc;
        sinv_row_set_int(doc->lines[added].row, SINV_SHIPMENT_LINE_ORDER_LINE,
                         sinv_doc_line_of(order, i));
        sinv_row_set_int(doc->lines[added].row, SINV_SHIPMENT_LINE_QTY, qty);
    }
    return sinv_shipment_plan_match(txn, doc, plan);
}

static salesinv_status take_product(sinv_txn *txn, sinv_doc *doc,
                                    const sinv_shipment_plan *plan, uint32_t index)
{
    sinv_row *row = doc->lines[index].row;
    salesinv_id id = sinv_doc_line_int(plan->order, plan->order_lines[index],
                                       SINV_ORDER_LINE_PRODUCT);
    sinv_product product;
    salesinv_status rc;

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
        (rc = sinv_shipment_plan_get(txn, doc, &plan)) != SALESINV_OK ||
        (rc = take_head(txn, doc, plan->order)) != SALESINV_OK)
        return rc;
    if (doc->is_new && doc->line_count == 0 &&
        (rc = populate(txn, doc, plan)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!doc->lines[i].is_removed &&
            (rc = take_product(txn, doc, plan, i)) != SALESINV_OK)
            return rc;
    return sinv_shipment_price(txn, doc, plan);
}
