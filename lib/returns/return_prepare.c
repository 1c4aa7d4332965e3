/* SPDX-License-Identifier: Apache-2.0 */
/* What a return takes over from the shipment that its goods left on; which modes of return are offered. */
#include "catalog/product.h"
#include "core/settings.h"
#include "returns/plan.h"
#include "returns/plugin.h"
#include "sales/amount.h"

static salesinv_status take_mode(sinv_txn *txn, sinv_doc *doc)
{
    int64_t mode = sinv_doc_int(doc, SINV_RETURN_MODE);
    salesinv_status rc = SALESINV_OK;

    if (mode == 0)
        mode = SALESINV_RETURN_SHIPMENT;
    if (sinv_return_plugin_of(mode) >= 0)
        rc = sinv_setting_require(txn, sinv_return_plugin_of(mode), "mode");
    if (rc != SALESINV_OK)
        return rc;
    if (mode != SALESINV_RETURN_SHIPMENT)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "mode",
                            "mode %lld is not offered: returns are made from shipments",
                            (long long)mode);
    sinv_row_change_int(doc->head, SINV_RETURN_MODE, mode);
    return SALESINV_OK;
}

/* The header's shipment, or that of the first line. */
static salesinv_status take_shipment(sinv_txn *txn, sinv_doc *doc)
{
    int64_t shipment = sinv_doc_int(doc, SINV_RETURN_SHIPMENT);

    for (uint32_t i = 0; i < doc->line_count && shipment == 0; i++)
        shipment = sinv_line_document(
            sinv_doc_line_int(doc, i, SINV_RETURN_LINE_SHIPMENT_LINE));
    if (shipment == 0)
        return sinv_err_set(txn->err, SALESINV_E_SOURCE_REQUIRED, "shipment",
                            "a return names the shipment its goods left on");
    sinv_row_change_int(doc->head, SINV_RETURN_SHIPMENT, shipment);
    return SALESINV_OK;
}

static salesinv_status take_head(sinv_txn *txn, sinv_doc *doc, const sinv_doc *shipment)
{
    int64_t account = sinv_doc_int(shipment, SINV_SHIPMENT_ACCOUNT);
    int64_t given = sinv_doc_int(doc, SINV_RETURN_ACCOUNT);

    if (given != 0 && given != account)
        return sinv_err_set(txn->err, SALESINV_E_ACCOUNT_MISMATCH, "account",
                            "shipment %lld went to account %lld, not %lld",
                            (long long)sinv_doc_id(shipment), (long long)account,
                            (long long)given);
    sinv_row_change_int(doc->head, SINV_RETURN_ACCOUNT, account);
    sinv_row_change_int(doc->head, SINV_RETURN_ORDER,
                        sinv_doc_int(shipment, SINV_SHIPMENT_ORDER));
    if (sinv_doc_int(doc, SINV_RETURN_WAREHOUSE) == 0)
        sinv_row_change_int(doc->head, SINV_RETURN_WAREHOUSE,
                            sinv_doc_int(shipment, SINV_SHIPMENT_WAREHOUSE));
    if (sinv_row_is_null(doc->head, SINV_RETURN_RETURNED_AT))
        sinv_row_set_int(doc->head, SINV_RETURN_RETURNED_AT, txn->now);
    return SALESINV_OK;
}

static salesinv_status take_line(sinv_txn *txn, sinv_doc *doc,
                                 const sinv_return_plan *plan, uint32_t index)
{
    const sinv_row *source = plan->shipment->lines[plan->shipment_lines[index]].row;
    sinv_row *row = doc->lines[index].row;
    salesinv_id id = sinv_row_int(source, SINV_SHIPMENT_LINE_PRODUCT);
    sinv_product product;
    salesinv_status rc;

    sinv_row_change_int(row, SINV_RETURN_LINE_PRODUCT, id);
    sinv_row_change_int(row, SINV_RETURN_LINE_ORDER_LINE,
                        sinv_row_int(source, SINV_SHIPMENT_LINE_ORDER_LINE));
    if (sinv_row_int(row, SINV_RETURN_LINE_BATCH) == 0)
        sinv_row_change_int(row, SINV_RETURN_LINE_BATCH,
                            sinv_row_int(source, SINV_SHIPMENT_LINE_BATCH));
    rc = sinv_product_for_line(txn, (int32_t)index, id, false, &product);
    if (rc != SALESINV_OK ||
        (rc = sinv_goods_check_draft(txn, doc, index, &product)) != SALESINV_OK)
        return rc;
    return sinv_product_check_qty(txn, &product,
                                  sinv_doc_field(txn, (int32_t)index, "qty"),
                                  sinv_row_int(row, SINV_RETURN_LINE_QTY));
}

salesinv_status sinv_return_prepare(sinv_txn *txn, sinv_doc *doc)
{
    sinv_return_plan *plan;
    salesinv_status rc;

    if ((rc = take_mode(txn, doc)) != SALESINV_OK ||
        (rc = take_shipment(txn, doc)) != SALESINV_OK ||
        (rc = sinv_return_plan_get(txn, doc, &plan)) != SALESINV_OK ||
        (rc = take_head(txn, doc, plan->shipment)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!doc->lines[i].is_removed &&
            (rc = take_line(txn, doc, plan, i)) != SALESINV_OK)
            return rc;
    return sinv_return_price(txn, doc, plan);
}
