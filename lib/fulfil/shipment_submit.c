/* SPDX-License-Identifier: Apache-2.0 */
/* What a shipment must satisfy to be submitted, and again to be confirmed (domain.md 5.9). Reads only. */
#include "fulfil/plan.h"
#include "inventory/warehouse.h"

static salesinv_status check_order(sinv_txn *txn, const sinv_doc *doc,
                                   const sinv_shipment_plan *plan)
{
    const sinv_doc *order = plan->order;
    int32_t status = (int32_t)sinv_doc_int(order, SINV_HEAD_STATUS);
    salesinv_status rc;

    if (sinv_doc_int(doc, SINV_SHIPMENT_ACCOUNT) !=
        sinv_doc_int(order, SINV_ORDER_ACCOUNT))
        return sinv_err_set(txn->err, SALESINV_E_ACCOUNT_MISMATCH, "account",
                            "order %lld is of another account",
                            (long long)sinv_doc_id(order));
    if (SINV_ORDER_SHIPPING & SINV_IN(status))
        return SALESINV_OK;
    rc = sinv_err_set(txn->err, SALESINV_E_INVALID_STATE, "order",
                      "order %lld is %s: only confirmed orders are shipped",
                      (long long)sinv_doc_id(order),
                      salesinv_document_status_name(status));
    sinv_err_add_int(txn->err, "order", sinv_doc_id(order));
    sinv_err_add_text(txn->err, "status", salesinv_document_status_name(status));
    return rc;
}

static salesinv_status check_lines(sinv_txn *txn, const sinv_doc *doc)
{
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!doc->lines[i].is_removed)
            return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_ARG, "lines",
                        "a shipment has at least one line");
}

/* The sum per order line must not exceed what the order still has to ship. */
static salesinv_status check_remaining(sinv_txn *txn, const sinv_doc *doc,
                                       const sinv_shipment_plan *plan)
{
    salesinv_status rc;

    for (uint32_t i = 0; i < doc->line_count; i++) {
        uint32_t line = plan->order_lines[i];
        int64_t remaining = sinv_order_shippable(plan->order, line);

        if (doc->lines[i].is_removed || plan->wanted[line] <= remaining)
            continue;
        rc = sinv_err_set(
            txn->err, SALESINV_E_EXCEEDS_SHIPPABLE,
            sinv_doc_field(txn, (int32_t)i, "qty"),
            "wanted %s of line %lld of order %lld, %s remain to be shipped",
            sinv_txn_qty(txn, plan->wanted[line]),
            (long long)sinv_doc_line_int(plan->order, line, SINV_LINE_NUMBER),
            (long long)sinv_doc_id(plan->order), sinv_txn_qty(txn, remaining));
        sinv_err_add_qty(txn->err, "wanted", plan->wanted[line]);
        sinv_err_add_qty(txn->err, "shippable", remaining);
        sinv_err_add_int(txn->err, "order_line", sinv_doc_line_of(plan->order, line));
        return rc;
    }
    return SALESINV_OK;
}

/* The step that the line's serials take with the document. */
static void plan_serials(const sinv_doc *doc, const sinv_shipment_plan *plan,
                         uint32_t index)
{
    sinv_goods *goods = &plan->goods[index];
    sinv_serial_change *change = &goods->change;

    change->from_states = SINV_SERIAL_BIT(plan->was_pending ? SINV_SERIAL_OUTGOING
                                                            : SINV_SERIAL_IN_STOCK);
    change->from_warehouse = goods->warehouse;
    change->from_bin = goods->bin;
    change->from_holder = plan->was_pending ? change->line : 0;
    change->to_holder = change->line;
    if (plan->step == SINV_SHIPMENT_PEND) {
        change->flags = SINV_SERIAL_KEEP_PLACE;
        change->to_state = SINV_SERIAL_OUTGOING;
        return;
    }
    change->to_state = SINV_SERIAL_USED;
    change->to_account = sinv_doc_int(doc, SINV_SHIPMENT_ACCOUNT);
}

static salesinv_status check_goods(sinv_txn *txn, sinv_doc *doc,
                                   sinv_shipment_plan *plan)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        if (doc->lines[i].is_removed)
            continue;
        plan_serials(doc, plan, i);
        rc = sinv_goods_check_expiry(txn, doc, &plan->goods[i], (int32_t)i);
        if (rc == SALESINV_OK)
            rc = sinv_goods_check_serials(txn, &plan->goods[i]);
    }
    return rc == SALESINV_OK ? sinv_shipment_check_stock(txn, doc, plan) : rc;
}

salesinv_status sinv_shipment_check_submit(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan;
    sinv_row *warehouse;
    salesinv_status rc;

    if ((rc = sinv_shipment_plan_get(txn, doc, &plan)) != SALESINV_OK ||
        (rc = check_order(txn, doc, plan)) != SALESINV_OK ||
        (rc = check_lines(txn, doc)) != SALESINV_OK ||
        (rc = sinv_warehouse_for_document(txn, "warehouse",
                                          sinv_doc_int(doc, SINV_SHIPMENT_WAREHOUSE),
                                          &warehouse)) != SALESINV_OK ||
        (rc = sinv_shipment_read_goods(txn, doc, plan, warehouse)) != SALESINV_OK ||
        (rc = check_remaining(txn, doc, plan)) != SALESINV_OK)
        return rc;
    if (!plan->is_priced && (rc = sinv_shipment_price(txn, doc, plan)) != SALESINV_OK)
        return rc;
    plan->step = doc->is_direct ? SINV_SHIPMENT_SHIP : SINV_SHIPMENT_PEND;
    return check_goods(txn, doc, plan);
}

salesinv_status sinv_shipment_check_approve(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan;
    sinv_row *warehouse;
    salesinv_status rc;

    if ((rc = sinv_shipment_plan_get(txn, doc, &plan)) != SALESINV_OK ||
        (rc = check_order(txn, doc, plan)) != SALESINV_OK ||
        (rc = sinv_warehouse_for_document(txn, "warehouse",
                                          sinv_doc_int(doc, SINV_SHIPMENT_WAREHOUSE),
                                          &warehouse)) != SALESINV_OK ||
        (rc = sinv_shipment_read_goods(txn, doc, plan, warehouse)) != SALESINV_OK ||
        (rc = sinv_shipment_read_own(txn, doc, plan)) != SALESINV_OK)
        return rc;
    plan->step = SINV_SHIPMENT_SHIP;
    plan->was_pending = true;
    return check_goods(txn, doc, plan);
}
