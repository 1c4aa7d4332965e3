/* SPDX-License-Identifier: Apache-2.0 */
/* Shipping notices: what they take from their orders, and how they end. No stock moves here. */
#include "fulfil/notice.h"

#include "fulfil/plan.h"
#include "sales/amount.h"

int64_t sinv_notice_balance(const sinv_doc *notice, uint32_t index)
{
    return sinv_doc_line_int(notice, index, SINV_SHIPMENT_LINE_QTY) -
           sinv_doc_line_int(notice, index, SINV_SHIPMENT_LINE_OUTBOUND_QTY) -
           sinv_doc_line_int(notice, index, SINV_SHIPMENT_LINE_CLOSED);
}

int64_t sinv_notice_waiting(const sinv_doc *notice, uint32_t index)
{
    int64_t balance = sinv_notice_balance(notice, index);

    return balance > 0 ? balance : 0;
}

int64_t sinv_notice_rest(const sinv_doc *notice, uint32_t index)
{
    int64_t rest =
        sinv_notice_waiting(notice, index) -
        sinv_doc_line_int(notice, index, SINV_SHIPMENT_LINE_OUTBOUND_PENDING);

    return rest > 0 ? rest : 0;
}

static int64_t sum_of(const sinv_doc *notice, int32_t column)
{
    int64_t sum = 0;

    for (uint32_t i = 0; i < notice->line_count; i++)
        sum += sinv_doc_line_int(notice, i, column);
    return sum;
}

void sinv_notice_settle(sinv_doc *notice)
{
    int64_t out = sum_of(notice, SINV_SHIPMENT_LINE_OUTBOUND_QTY);
    int64_t status = out > 0 ? SALESINV_STATUS_OUTBOUND : SALESINV_STATUS_CLOSED;
    int64_t waits = 0;

    for (uint32_t i = 0; i < notice->line_count; i++)
        waits += sinv_notice_waiting(notice, i);
    if (waits > 0)
        status = out > 0 ? SALESINV_STATUS_PARTIALLY_OUTBOUND : SALESINV_STATUS_ISSUED;
    sinv_row_change_int(notice->head, SINV_HEAD_STATUS, status);
}

/* A bin or batch that the notice suggests must be one that can be meant. */
static salesinv_status check_hints(sinv_txn *txn, const sinv_doc *doc, uint32_t index)
{
    salesinv_id bin = sinv_doc_line_int(doc, index, SINV_SHIPMENT_LINE_BIN);
    salesinv_id batch = sinv_doc_line_int(doc, index, SINV_SHIPMENT_LINE_BATCH);
    const char *field = sinv_doc_field(txn, (int32_t)index, "bin");
    sinv_row *row;
    salesinv_status rc;

    if (bin != 0) {
        rc = sinv_doc_ref(txn, field, SALESINV_KIND_BIN, bin, &row);
        if (rc != SALESINV_OK)
            return rc;
        if (sinv_row_int(row, SINV_BIN_WAREHOUSE) !=
            sinv_doc_int(doc, SINV_SHIPMENT_WAREHOUSE))
            return sinv_err_set(txn->err, SALESINV_E_BIN_MISMATCH, field,
                                "bin %lld is not of the notice's warehouse",
                                (long long)bin);
    }
    if (batch == 0)
        return SALESINV_OK;
    field = sinv_doc_field(txn, (int32_t)index, "batch");
    rc = sinv_doc_ref(txn, field, SALESINV_KIND_BATCH, batch, &row);
    if (rc != SALESINV_OK)
        return rc;
    if (sinv_row_int(row, SINV_BATCH_PRODUCT) !=
        sinv_doc_line_int(doc, index, SINV_SHIPMENT_LINE_PRODUCT))
        return sinv_err_set(txn->err, SALESINV_E_BATCH_MISMATCH, field,
                            "batch %lld is of another product", (long long)batch);
    return SALESINV_OK;
}

static salesinv_status want_line(sinv_txn *txn, const sinv_doc *doc,
                                 const sinv_dispatch *out, uint32_t index)
{
    int64_t qty = sinv_doc_line_int(doc, index, SINV_SHIPMENT_LINE_QTY);

    if (qty <= 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG,
                            sinv_doc_field(txn, (int32_t)index, "qty"),
                            "qty is required");
    out->sources[index].use->wanted += qty;
    return check_hints(txn, doc, index);
}

salesinv_status sinv_notice_check_submit(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan;
    salesinv_status rc;

    if ((rc = sinv_shipment_plan_get(txn, doc, &plan)) != SALESINV_OK ||
        (rc = sinv_dispatch_check_orders(txn, &plan->out)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = want_line(txn, doc, &plan->out, i);
    if (rc != SALESINV_OK ||
        (rc = sinv_shipment_check_wanted(txn, doc, plan)) != SALESINV_OK)
        return rc;
    return plan->is_priced ? SALESINV_OK : sinv_shipment_price(txn, doc, plan);
}

/* Into approval, or given out: counted as pending or as noticed. */
static salesinv_status count(sinv_txn *txn, const sinv_doc *doc,
                             const sinv_shipment_plan *plan, int32_t column,
                             int64_t sign)
{
    sinv_shipment_count(doc, plan, column, sign);
    return sinv_order_set_store(txn, &plan->out.orders,
                                column == SINV_ORDER_LINE_NOTICED && sign > 0
                                    ? SALESINV_EVENT_ISSUED
                                    : SALESINV_EVENT_UPDATED);
}

salesinv_status sinv_notice_apply_submit(sinv_txn *txn, sinv_doc *doc)
{
    if (!doc->is_direct)
        return count(txn, doc, doc->plan, SINV_ORDER_LINE_SHIP_PENDING, 1);
    sinv_row_set_int(doc->head, SINV_HEAD_STATUS, SALESINV_STATUS_ISSUED);
    return count(txn, doc, doc->plan, SINV_ORDER_LINE_NOTICED, 1);
}

salesinv_status sinv_notice_check_approve(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan;
    salesinv_status rc = sinv_shipment_plan_get(txn, doc, &plan);

    return rc == SALESINV_OK ? sinv_dispatch_check_orders(txn, &plan->out) : rc;
}

salesinv_status sinv_notice_apply_approve(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_count(doc, doc->plan, SINV_ORDER_LINE_SHIP_PENDING, -1);
    sinv_row_set_int(doc->head, SINV_HEAD_STATUS, SALESINV_STATUS_ISSUED);
    return count(txn, doc, doc->plan, SINV_ORDER_LINE_NOTICED, 1);
}

salesinv_status sinv_notice_check_release(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan;

    return sinv_shipment_plan_get(txn, doc, &plan);
}

salesinv_status sinv_notice_apply_release(sinv_txn *txn, sinv_doc *doc)
{
    return count(txn, doc, doc->plan, SINV_ORDER_LINE_SHIP_PENDING, -1);
}

/* What the notice is about to do with its orders when it becomes void. */
static int32_t counter_of(int64_t status)
{
    switch (status) {
    case SALESINV_STATUS_IN_APPROVAL:
        return SINV_ORDER_LINE_SHIP_PENDING;
    case SALESINV_STATUS_ISSUED:
    case SALESINV_STATUS_PARTIALLY_OUTBOUND:
    case SALESINV_STATUS_OUTBOUND:
        return SINV_ORDER_LINE_NOTICED;
    default:
        return -1;
    }
}

salesinv_status sinv_notice_check_void(sinv_txn *txn, sinv_doc *doc)
{
    int32_t counter = counter_of(sinv_doc_int(doc, SINV_HEAD_STATUS));
    sinv_shipment_plan *plan;
    salesinv_status rc;

    if (counter < 0) /* nobody counts it, and its order lines may be gone */
        return SALESINV_OK;
    if ((rc = sinv_notice_check_unused(txn, doc, true)) != SALESINV_OK ||
        (rc = sinv_shipment_plan_get(txn, doc, &plan)) != SALESINV_OK)
        return rc;
    plan->out.counter = counter;
    return SALESINV_OK;
}

salesinv_status sinv_notice_apply_void(sinv_txn *txn, sinv_doc *doc)
{
    const sinv_shipment_plan *plan = doc->plan;

    if (!plan)
        return SALESINV_OK;
    /* Nothing is out: the orders count what was not closed. */
    for (uint32_t i = 0; i < doc->line_count; i++)
        sinv_order_line_count(&plan->out.sources[i], plan->out.counter,
                              -sinv_notice_rest(doc, i));
    return sinv_order_set_store(txn, &plan->out.orders, SALESINV_EVENT_UPDATED);
}

salesinv_status sinv_notice_check_close(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan;
    salesinv_status rc = sinv_notice_check_unused(txn, doc, false);

    return rc == SALESINV_OK ? sinv_shipment_plan_get(txn, doc, &plan) : rc;
}

salesinv_status sinv_notice_apply_close(sinv_txn *txn, sinv_doc *doc)
{
    const sinv_shipment_plan *plan = doc->plan;

    for (uint32_t i = 0; i < doc->line_count; i++) {
        int64_t rest = sinv_notice_rest(doc, i);

        sinv_doc_count(doc, i, SINV_SHIPMENT_LINE_CLOSED, rest);
        sinv_order_line_count(&plan->out.sources[i], SINV_ORDER_LINE_NOTICED, -rest);
    }
    if (doc->reason)
        sinv_row_set_text(doc->head, SINV_SHIPMENT_REASON, doc->reason);
    sinv_notice_settle(doc);
    return sinv_order_set_store(txn, &plan->out.orders, SALESINV_EVENT_UPDATED);
}
