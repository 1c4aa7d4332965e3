/* SPDX-License-Identifier: Apache-2.0 */
/* What a return must satisfy: goods that left on its shipment and did not come back yet (domain.md 5.13). Reads only. */
#include "core/settings.h"
#include "fulfil/shipment.h"
#include "inventory/warehouse.h"
#include "returns/plan.h"
#include "sales/order.h"

enum { GOODS_IN_SEPARATE = 2 };

static salesinv_status check_shipment(sinv_txn *txn, const sinv_doc *doc,
                                      const sinv_return_plan *plan)
{
    const uint32_t out =
        SINV_IN(SALESINV_STATUS_SHIPPED) | SINV_IN(SALESINV_STATUS_RECEIVED);
    int32_t status = (int32_t)sinv_doc_int(plan->shipment, SINV_HEAD_STATUS);
    salesinv_status rc;

    if (out & SINV_IN(status))
        return SALESINV_OK;
    rc = sinv_err_set(txn->err, SALESINV_E_INVALID_STATE, "shipment",
                      "shipment %lld is %s: its goods are not out",
                      (long long)sinv_doc_int(doc, SINV_RETURN_SHIPMENT),
                      salesinv_document_status_name(status));
    sinv_err_add_int(txn->err, "shipment", sinv_doc_id(plan->shipment));
    sinv_err_add_text(txn->err, "status", salesinv_document_status_name(status));
    return rc;
}

static salesinv_status check_mode(sinv_txn *txn, const sinv_doc *doc)
{
    int64_t goods_in;
    salesinv_status rc;

    if ((rc = sinv_setting_require(txn, SINV_SET_PLUGIN_SHIPMENT_RETURN, "mode")) !=
            SALESINV_OK ||
        (rc = sinv_setting_int(txn, SINV_SET_RETURN_GOODS_IN, NULL, &goods_in)) !=
            SALESINV_OK)
        return rc;
    if (goods_in == GOODS_IN_SEPARATE)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "return.goods_in",
                            "return.goods_in %lld (separate) is not offered",
                            (long long)goods_in);
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!doc->lines[i].is_removed)
            return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_ARG, "lines",
                        "a return has at least one line");
}

/* The batch that comes back is the one that left. */
static salesinv_status check_batch(sinv_txn *txn, const sinv_doc *doc,
                                   const sinv_return_plan *plan, uint32_t index)
{
    int64_t shipped = sinv_doc_line_int(plan->shipment, plan->shipment_lines[index],
                                        SINV_SHIPMENT_LINE_BATCH);
    int64_t given = sinv_doc_line_int(doc, index, SINV_RETURN_LINE_BATCH);
    salesinv_status rc;

    if (given == shipped)
        return SALESINV_OK;
    rc = sinv_err_set(txn->err, SALESINV_E_BATCH_MISMATCH,
                      sinv_doc_field(txn, (int32_t)index, "batch"),
                      "batch %lld was shipped, not %lld", (long long)shipped,
                      (long long)given);
    sinv_err_add_int(txn->err, "shipped", shipped);
    sinv_err_add_int(txn->err, "batch", given);
    return rc;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* What can still come back of the shipment line, and of its order line (invariant I7). */
static int64_t returnable(const sinv_return_plan *plan, uint32_t index)
{
    uint32_t line = plan->order_lines[index];
    const sinv_doc *order = plan->order;

    return least(sinv_shipment_returnable(plan->shipment, plan->shipment_lines[index]),
                 sinv_doc_line_int(order, line, SINV_ORDER_LINE_SHIPPED) -
                     sinv_doc_line_int(order, line, SINV_ORDER_LINE_RETURNED_SHIPPED) -
                     sinv_doc_line_int(order, line, SINV_ORDER_LINE_RETURN_PENDING));
}

/* All lines up to this one that bring back goods of the same shipment line. */
static int64_t wanted(const sinv_doc *doc, const sinv_return_plan *plan, uint32_t index)
{
    int64_t sum = 0;

    for (uint32_t i = 0; i <= index; i++)
        if (!doc->lines[i].is_removed &&
            plan->shipment_lines[i] == plan->shipment_lines[index])
            sum += plan->goods[i].qty;
    return sum;
}

static salesinv_status check_returnable(sinv_txn *txn, const sinv_doc *doc,
                                        const sinv_return_plan *plan, uint32_t index)
{
    int64_t most = returnable(plan, index);
    int64_t sum = wanted(doc, plan, index);
    salesinv_status rc;

    if (sum <= most)
        return SALESINV_OK;
    rc =
        sinv_err_set(txn->err, SALESINV_E_EXCEEDS_RETURNABLE,
                     sinv_doc_field(txn, (int32_t)index, "qty"),
                     "wanted %s back of line %lld of shipment %lld, %s can be returned",
                     sinv_txn_qty(txn, sum),
                     (long long)sinv_line_number(sinv_return_source(plan, index)),
                     (long long)sinv_doc_id(plan->shipment), sinv_txn_qty(txn, most));
    sinv_err_add_qty(txn->err, "wanted", sum);
    sinv_err_add_qty(txn->err, "returnable", most);
    sinv_err_add_int(txn->err, "shipment_line", sinv_return_source(plan, index));
    return rc;
}

/* A serial must be out, and have left on the line that the return names. */
static void plan_serials(const sinv_return_plan *plan, uint32_t index)
{
    sinv_goods *goods = &plan->goods[index];
    sinv_serial_change *change = &goods->change;

    change->from_states =
        SINV_SERIAL_BIT(plan->was_pending ? SINV_SERIAL_INCOMING : SINV_SERIAL_USED);
    change->from_holder =
        plan->was_pending ? change->line : sinv_return_source(plan, index);
    if (plan->step == SINV_RETURN_PEND) {
        change->to_state = SINV_SERIAL_INCOMING;
        change->to_holder = change->line;
        return;
    }
    change->to_state = SINV_SERIAL_IN_STOCK;
    change->to_warehouse = goods->warehouse;
    change->to_bin = goods->bin;
}

static salesinv_status check_line(sinv_txn *txn, const sinv_doc *doc,
                                  sinv_return_plan *plan, uint32_t index)
{
    salesinv_status rc = check_batch(txn, doc, plan, index);

    if (rc == SALESINV_OK && !plan->was_pending)
        rc = check_returnable(txn, doc, plan, index);
    plan_serials(plan, index);
    return rc == SALESINV_OK ? sinv_goods_check_serials(txn, &plan->goods[index]) : rc;
}

static salesinv_status check_goods(sinv_txn *txn, sinv_doc *doc, sinv_return_plan *plan)
{
    sinv_row *warehouse;
    salesinv_status rc;

    if ((rc = sinv_warehouse_for_document(txn, "warehouse",
                                          sinv_doc_int(doc, SINV_RETURN_WAREHOUSE),
                                          &warehouse)) != SALESINV_OK ||
        (rc = sinv_return_read_goods(txn, doc, plan, warehouse)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = check_line(txn, doc, plan, i);
    return rc;
}

salesinv_status sinv_return_check_submit(sinv_txn *txn, sinv_doc *doc)
{
    sinv_return_plan *plan;
    salesinv_status rc;

    if ((rc = check_mode(txn, doc)) != SALESINV_OK ||
        (rc = sinv_return_plan_get(txn, doc, &plan)) != SALESINV_OK ||
        (rc = check_shipment(txn, doc, plan)) != SALESINV_OK)
        return rc;
    plan->step = doc->is_direct ? SINV_RETURN_TAKE_IN : SINV_RETURN_PEND;
    if (!plan->is_priced && (rc = sinv_return_price(txn, doc, plan)) != SALESINV_OK)
        return rc;
    return check_goods(txn, doc, plan);
}

salesinv_status sinv_return_check_approve(sinv_txn *txn, sinv_doc *doc)
{
    sinv_return_plan *plan;
    salesinv_status rc = sinv_return_plan_get(txn, doc, &plan);

    if (rc != SALESINV_OK)
        return rc;
    plan->step = SINV_RETURN_TAKE_IN;
    plan->was_pending = true;
    return check_goods(txn, doc, plan);
}
