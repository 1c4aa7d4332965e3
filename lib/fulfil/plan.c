/* SPDX-License-Identifier: Apache-2.0 */
/* The plan of a shipment: its order, the order's lines, the amounts that follow from them. */
#include "fulfil/plan.h"

#include "base/checked.h"
#include "core/settings.h"
#include "sales/amount.h"
#include "sales/order.h"

/* A line of another order than the header's: what several orders on one document would need. */
static salesinv_status refuse_other_order(sinv_txn *txn, const sinv_doc *doc,
                                          uint32_t index, int64_t line)
{
    const char *field = sinv_doc_field(txn, (int32_t)index, "order_line");
    sinv_row *order;
    salesinv_status rc;

    if (sinv_line_document(line) == 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG, field,
                            "%lld is no line id: the order's id << 16 | line number",
                            (long long)line);
    rc =
        sinv_doc_ref(txn, field, SALESINV_KIND_ORDER, sinv_line_document(line), &order);
    if (rc == SALESINV_OK)
        rc = sinv_setting_require(txn, SINV_SET_PLUGIN_MULTI_ORDER, field);
    if (rc != SALESINV_OK)
        return rc;
    return sinv_err_set(txn->err, SALESINV_E_ARG, field,
                        "order_line %lld is not of order %lld: several orders on one "
                        "shipment are not offered",
                        (long long)line,
                        (long long)sinv_doc_int(doc, SINV_SHIPMENT_ORDER));
}

salesinv_status sinv_shipment_plan_match(sinv_txn *txn, sinv_doc *doc,
                                         sinv_shipment_plan *plan)
{
    salesinv_status rc =
        sinv_txn_alloc(txn, (doc->line_count + 1) * sizeof(*plan->order_lines),
                       (void **)&plan->order_lines);

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        int64_t line = sinv_doc_line_int(doc, i, SINV_SHIPMENT_LINE_ORDER_LINE);
        int32_t found;

        if (doc->lines[i].is_removed)
            continue;
        if (sinv_line_document(line) != sinv_doc_id(plan->order))
            return refuse_other_order(txn, doc, i, line);
        found = sinv_doc_find_line(plan->order, sinv_line_number(line));
        if (found < 0)
            return sinv_err_set(txn->err, SALESINV_E_NOT_FOUND,
                                sinv_doc_field(txn, (int32_t)i, "order_line"),
                                "order %lld has no line %lld",
                                (long long)sinv_doc_id(plan->order),
                                (long long)sinv_line_number(line));
        plan->order_lines[i] = (uint32_t)found;
    }
    return rc;
}

salesinv_status sinv_shipment_plan_get(sinv_txn *txn, sinv_doc *doc,
                                       sinv_shipment_plan **out)
{
    salesinv_status rc;

    *out = doc->plan;
    if (doc->plan)
        return SALESINV_OK;
    if ((rc = sinv_txn_alloc(txn, sizeof(**out), (void **)out)) != SALESINV_OK ||
        (rc = sinv_doc_load(txn, &sinv_order_kind,
                            sinv_doc_int(doc, SINV_SHIPMENT_ORDER), &(*out)->order)) !=
            SALESINV_OK ||
        (rc = sinv_shipment_plan_match(txn, doc, *out)) != SALESINV_OK)
        return rc;
    doc->plan = *out;
    return SALESINV_OK;
}

/* What of an order line went before line `index` of the shipment. */
static int64_t gone_before(const sinv_doc *doc, const sinv_shipment_plan *plan,
                           uint32_t index)
{
    uint32_t line = plan->order_lines[index];
    int64_t gone = sinv_doc_line_int(plan->order, line, SINV_ORDER_LINE_SHIPPED) +
                   sinv_doc_line_int(plan->order, line, SINV_ORDER_LINE_SHIP_PENDING);

    for (uint32_t i = 0; i < index; i++)
        if (!doc->lines[i].is_removed && plan->order_lines[i] == line)
            gone += sinv_doc_line_int(doc, i, SINV_SHIPMENT_LINE_QTY);
    return gone;
}

static salesinv_status price_line(sinv_txn *txn, sinv_doc *doc,
                                  const sinv_shipment_plan *plan, uint32_t index,
                                  int64_t step, int64_t *sum)
{
    uint32_t line = plan->order_lines[index];
    int64_t amount;

    if (!sinv_amount_share(sinv_doc_line_int(plan->order, line, SINV_ORDER_LINE_AMOUNT),
                           sinv_doc_line_int(plan->order, line, SINV_ORDER_LINE_QTY),
                           gone_before(doc, plan, index),
                           sinv_doc_line_int(doc, index, SINV_SHIPMENT_LINE_QTY), step,
                           &amount) ||
        !sinv_add_i64(*sum, amount, sum))
        return sinv_err_set(txn->err, SALESINV_E_OVERFLOW,
                            sinv_doc_field(txn, (int32_t)index, "qty"),
                            "the amount does not fit");
    sinv_row_change_int(doc->lines[index].row, SINV_SHIPMENT_LINE_AMOUNT, amount);
    return SALESINV_OK;
}

salesinv_status sinv_shipment_price(sinv_txn *txn, sinv_doc *doc,
                                    sinv_shipment_plan *plan)
{
    int64_t sum = 0;
    int64_t step;
    salesinv_status rc =
        sinv_amount_step(txn, sinv_row_text(plan->order->head, SINV_HEAD_RECORD_TYPE),
                         sinv_row_text(plan->order->head, SINV_ORDER_CURRENCY), &step);

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = price_line(txn, doc, plan, i, step, &sum);
    if (rc != SALESINV_OK)
        return rc;
    sinv_row_change_int(doc->head, SINV_SHIPMENT_AMOUNT, sum);
    plan->is_priced = true;
    return SALESINV_OK;
}
