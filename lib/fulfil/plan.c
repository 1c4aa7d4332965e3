/* SPDX-License-Identifier: Apache-2.0 */
/* What the lines of a shipment are worth and count for, once its orders are known. */
#include "fulfil/plan.h"

#include "base/checked.h"
#include "sales/amount.h"

void sinv_shipment_count(const sinv_doc *doc, const sinv_shipment_plan *plan,
                         int32_t column, int64_t sign)
{
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!doc->lines[i].is_removed)
            sinv_order_line_count(
                &plan->out.sources[i], column,
                sign * sinv_doc_line_int(doc, i, SINV_SHIPMENT_LINE_QTY));
}

/* What of an order line went before, or is about to: on other shipments, and on the lines of this one that have amounts. */
static int64_t gone_before(const sinv_order_line *source)
{
    return sinv_order_line_int(source, SINV_ORDER_LINE_SHIPPED) +
           sinv_order_line_int(source, SINV_ORDER_LINE_SHIP_PENDING) +
           sinv_order_line_int(source, SINV_ORDER_LINE_NOTICED) + source->use->priced;
}

/* What is known of the order while its lines follow each other. */
typedef struct pricing {
    const sinv_doc *order;
    int64_t step;
    int64_t sum;
} pricing;

static salesinv_status turn_to(sinv_txn *txn, pricing *at, const sinv_doc *order)
{
    if (at->order == order)
        return SALESINV_OK;
    at->order = order;
    return sinv_amount_step(txn, sinv_row_text(order->head, SINV_HEAD_RECORD_TYPE),
                            sinv_row_text(order->head, SINV_ORDER_CURRENCY), &at->step);
}

static salesinv_status price_line(sinv_txn *txn, sinv_doc *doc,
                                  const sinv_shipment_plan *plan, uint32_t index,
                                  pricing *at)
{
    const sinv_order_line *source = &plan->out.sources[index];
    int64_t qty = sinv_doc_line_int(doc, index, SINV_SHIPMENT_LINE_QTY);
    int64_t amount;
    salesinv_status rc = turn_to(txn, at, source->order);

    if (rc != SALESINV_OK)
        return rc;
    if (!sinv_amount_share(sinv_order_worth(source->order, source->index),
                           sinv_order_line_int(source, SINV_ORDER_LINE_QTY),
                           gone_before(source), qty, at->step, &amount) ||
        !sinv_add_i64(at->sum, amount, &at->sum))
        return sinv_err_set(txn->err, SALESINV_E_OVERFLOW,
                            sinv_doc_field(txn, (int32_t)index, "qty"),
                            "the amount does not fit");
    source->use->priced += qty;
    sinv_row_change_int(doc->lines[index].row, SINV_SHIPMENT_LINE_AMOUNT, amount);
    return SALESINV_OK;
}

salesinv_status sinv_shipment_price(sinv_txn *txn, sinv_doc *doc,
                                    sinv_shipment_plan *plan)
{
    pricing at = {NULL, 0, 0};
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = price_line(txn, doc, plan, i, &at);
    if (rc != SALESINV_OK)
        return rc;
    sinv_row_change_int(doc->head, SINV_SHIPMENT_AMOUNT, at.sum);
    plan->is_priced = true;
    return SALESINV_OK;
}
