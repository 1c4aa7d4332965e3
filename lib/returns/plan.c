/* SPDX-License-Identifier: Apache-2.0 */
/* The plan of a return: where its goods came from, and what they are worth. */
#include "returns/plan.h"

#include "base/checked.h"
#include "fulfil/shipment.h"
#include "sales/amount.h"
#include "sales/order.h"

static salesinv_status refuse_line(sinv_txn *txn, const sinv_return_plan *plan,
                                   uint32_t index, int64_t line)
{
    return sinv_err_set(txn->err, SALESINV_E_NOT_FOUND,
                        sinv_doc_field(txn, (int32_t)index, "shipment_line"),
                        "shipment %lld has no line %lld (line id %lld)",
                        (long long)sinv_doc_id(plan->shipment),
                        (long long)sinv_line_number(line), (long long)line);
}

/* The lines of shipment and order that line `index` is about. */
static salesinv_status match_line(sinv_txn *txn, const sinv_doc *doc,
                                  sinv_return_plan *plan, uint32_t index)
{
    int64_t line = sinv_doc_line_int(doc, index, SINV_RETURN_LINE_SHIPMENT_LINE);
    int64_t order_line;
    int32_t found = -1;

    if (sinv_line_document(line) == sinv_doc_id(plan->shipment))
        found = sinv_doc_find_line(plan->shipment, sinv_line_number(line));
    if (found < 0)
        return refuse_line(txn, plan, index, line);
    plan->shipment_lines[index] = (uint32_t)found;
    order_line = sinv_doc_line_int(plan->shipment, (uint32_t)found,
                                   SINV_SHIPMENT_LINE_ORDER_LINE);
    found = sinv_doc_find_line(plan->order, sinv_line_number(order_line));
    if (found < 0)
        return refuse_line(txn, plan, index, line); /* of a shipment that never left */
    plan->order_lines[index] = (uint32_t)found;
    return SALESINV_OK;
}

static salesinv_status match(sinv_txn *txn, const sinv_doc *doc, sinv_return_plan *plan)
{
    size_t size = (doc->line_count + 1) * sizeof(uint32_t);
    salesinv_status rc;

    if ((rc = sinv_txn_alloc(txn, size, (void **)&plan->shipment_lines)) !=
            SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, size, (void **)&plan->order_lines)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = match_line(txn, doc, plan, i);
    return rc;
}

salesinv_status sinv_return_plan_get(sinv_txn *txn, sinv_doc *doc,
                                     sinv_return_plan **out)
{
    sinv_return_plan *plan;
    salesinv_status rc;

    *out = doc->plan;
    if (doc->plan)
        return SALESINV_OK;
    if ((rc = sinv_txn_alloc(txn, sizeof(*plan), (void **)&plan)) != SALESINV_OK ||
        (rc = sinv_doc_load(txn, &sinv_shipment_kind,
                            sinv_doc_int(doc, SINV_RETURN_SHIPMENT),
                            &plan->shipment)) != SALESINV_OK ||
        (rc = sinv_doc_load(txn, &sinv_order_kind,
                            sinv_doc_int(plan->shipment, SINV_SHIPMENT_ORDER),
                            &plan->order)) != SALESINV_OK ||
        (rc = match(txn, doc, plan)) != SALESINV_OK)
        return rc;
    doc->plan = plan;
    *out = plan;
    return SALESINV_OK;
}

/* What of a shipment line came back, or is about to, before line `index` of the return. */
static int64_t back_before(const sinv_doc *doc, const sinv_return_plan *plan,
                           uint32_t index)
{
    uint32_t line = plan->shipment_lines[index];
    int64_t back =
        sinv_doc_line_int(plan->shipment, line, SINV_SHIPMENT_LINE_RETURNED) +
        sinv_doc_line_int(plan->shipment, line, SINV_SHIPMENT_LINE_RETURN_PENDING);

    for (uint32_t i = 0; i < index; i++)
        if (!doc->lines[i].is_removed && plan->shipment_lines[i] == line)
            back += sinv_doc_line_int(doc, i, SINV_RETURN_LINE_QTY);
    return back;
}

static bool amount_of(const sinv_doc *doc, const sinv_return_plan *plan, uint32_t index,
                      int64_t step, int64_t *out)
{
    const sinv_row *row = doc->lines[index].row;
    const sinv_row *source = plan->shipment->lines[plan->shipment_lines[index]].row;
    int64_t qty = sinv_row_int(row, SINV_RETURN_LINE_QTY);

    if (!sinv_row_is_null(row, SINV_RETURN_LINE_PRICE))
        return sinv_amount_of_line(sinv_row_int(row, SINV_RETURN_LINE_PRICE), qty, 0,
                                   step, out);
    return sinv_amount_share(sinv_row_int(source, SINV_SHIPMENT_LINE_AMOUNT),
                             sinv_row_int(source, SINV_SHIPMENT_LINE_QTY),
                             back_before(doc, plan, index), qty, step, out);
}

salesinv_status sinv_return_price(sinv_txn *txn, sinv_doc *doc, sinv_return_plan *plan)
{
    int64_t sum = 0;
    int64_t amount;
    int64_t step;
    salesinv_status rc =
        sinv_amount_step(txn, sinv_row_text(plan->order->head, SINV_HEAD_RECORD_TYPE),
                         sinv_row_text(plan->order->head, SINV_ORDER_CURRENCY), &step);

    if (rc != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count; i++) {
        if (doc->lines[i].is_removed)
            continue;
        if (!amount_of(doc, plan, i, step, &amount) || !sinv_add_i64(sum, amount, &sum))
            return sinv_err_set(txn->err, SALESINV_E_OVERFLOW,
                                sinv_doc_field(txn, (int32_t)i, "qty"),
                                "the amount does not fit");
        sinv_row_change_int(doc->lines[i].row, SINV_RETURN_LINE_AMOUNT, amount);
    }
    sinv_row_change_int(doc->head, SINV_RETURN_AMOUNT, sum);
    plan->is_priced = true;
    return SALESINV_OK;
}

salesinv_status sinv_return_read_goods(sinv_txn *txn, sinv_doc *doc,
                                       sinv_return_plan *plan,
                                       const sinv_row *warehouse)
{
    static const sinv_goods_columns columns = {
        SINV_RETURN_LINE_PRODUCT, SINV_RETURN_LINE_QTY, SINV_RETURN_LINE_BIN,
        SINV_RETURN_LINE_BATCH};
    salesinv_status rc = sinv_txn_alloc(
        txn, (doc->line_count + 1) * sizeof(*plan->goods), (void **)&plan->goods);

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        if (doc->lines[i].is_removed)
            continue;
        rc = sinv_goods_read(txn, doc, i, warehouse, columns, &plan->goods[i]);
        if (rc == SALESINV_OK)
            rc = sinv_goods_read_serials(txn, doc, i, &plan->goods[i]);
    }
    return rc == SALESINV_OK
               ? sinv_goods_check_distinct(txn, plan->goods, doc->line_count)
               : rc;
}

int64_t sinv_return_source(const sinv_return_plan *plan, uint32_t index)
{
    return sinv_doc_line_of(plan->shipment, plan->shipment_lines[index]);
}
