/* SPDX-License-Identifier: Apache-2.0 */
/* A return carried out: quantities and serials into approval, goods into the warehouse, and both ways back. */
#include "inventory/demand.h"
#include "inventory/ledger.h"
#include "inventory/posting.h"
#include "inventory/stock.h"
#include "returns/plan.h"
#include "sales/order.h"

/* Counters of the shipment line and of its order line that a line of the return changes. */
static void count_pending(const sinv_return_plan *plan, uint32_t index, int64_t delta)
{
    sinv_order_count(plan->shipment, plan->shipment_lines[index],
                     SINV_SHIPMENT_LINE_RETURN_PENDING, delta);
    sinv_order_count(plan->order, plan->order_lines[index],
                     SINV_ORDER_LINE_RETURN_PENDING, delta);
}

static void count_returned(const sinv_return_plan *plan, uint32_t index, int64_t delta)
{
    sinv_order_count(plan->shipment, plan->shipment_lines[index],
                     SINV_SHIPMENT_LINE_RETURNED, delta);
    sinv_order_count(plan->order, plan->order_lines[index],
                     SINV_ORDER_LINE_RETURNED_SHIPPED, delta);
}

static salesinv_status store_sources(sinv_txn *txn, const sinv_return_plan *plan,
                                     int32_t action)
{
    salesinv_status rc = sinv_doc_store(txn, plan->shipment, action);

    return rc == SALESINV_OK ? sinv_doc_store(txn, plan->order, action) : rc;
}

/* Goods in (qty > 0) or out again of a line. */
static salesinv_status move_line(sinv_txn *txn, const sinv_doc *doc,
                                 const sinv_return_plan *plan, uint32_t index,
                                 salesinv_id posting, int64_t qty)
{
    sinv_goods *goods = &plan->goods[index];
    const sinv_move move = {.line = sinv_doc_line_of(doc, index),
                            .posting = posting,
                            .product = goods->product.id,
                            .warehouse = goods->warehouse,
                            .bin = goods->bin,
                            .batch = goods->batch,
                            .on_hand = qty,
                            .has_detail = goods->has_detail,
                            .guards = qty < 0 ? SINV_GUARD_AVAILABLE : 0};
    salesinv_status rc = sinv_ledger_move(txn, &move);

    count_returned(plan, index, qty);
    if (plan->was_pending)
        count_pending(plan, index, -qty);
    return rc == SALESINV_OK ? sinv_goods_move_serials(txn, goods) : rc;
}

/* Every line, under one generated inbound order; `sign` -1 reverses. */
static salesinv_status post(sinv_txn *txn, sinv_doc *doc, const sinv_return_plan *plan,
                            int64_t sign)
{
    sinv_posting posting = {.type = SALESINV_INBOUND_RETURN,
                            .warehouse = sinv_doc_int(doc, SINV_RETURN_WAREHOUSE),
                            .source = sinv_doc_id(doc),
                            .is_reversal = sign < 0};
    salesinv_status rc = sinv_posting_begin(txn, SALESINV_KIND_INBOUND, &posting);

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = move_line(txn, doc, plan, i, posting.id, sign * plan->goods[i].qty);
    if (rc != SALESINV_OK || (rc = sinv_posting_end(txn, &posting)) != SALESINV_OK)
        return rc;
    if (sign > 0)
        sinv_row_set_int(doc->head, SINV_RETURN_POSTING, posting.id);
    return store_sources(txn, plan,
                         sign > 0 ? SALESINV_EVENT_GOODS_IN : SALESINV_EVENT_UPDATED);
}

/* Into approval (sign 1) or back from it (-1): pending counters and serials. */
static salesinv_status pend(sinv_txn *txn, const sinv_doc *doc,
                            const sinv_return_plan *plan, int64_t sign)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        if (doc->lines[i].is_removed)
            continue;
        count_pending(plan, i, sign * plan->goods[i].qty);
        rc = sinv_goods_move_serials(txn, &plan->goods[i]);
    }
    return rc == SALESINV_OK ? store_sources(txn, plan, SALESINV_EVENT_UPDATED) : rc;
}

salesinv_status sinv_return_apply_submit(sinv_txn *txn, sinv_doc *doc)
{
    sinv_return_plan *plan = doc->plan;

    return plan->step == SINV_RETURN_TAKE_IN ? post(txn, doc, plan, 1)
                                             : pend(txn, doc, plan, 1);
}

salesinv_status sinv_return_apply_approve(sinv_txn *txn, sinv_doc *doc)
{
    return post(txn, doc, doc->plan, 1);
}

static salesinv_status read_goods(sinv_txn *txn, sinv_doc *doc, sinv_return_plan **out)
{
    sinv_row *warehouse;
    salesinv_status rc;

    if ((rc = sinv_return_plan_get(txn, doc, out)) != SALESINV_OK ||
        (rc = sinv_doc_ref(txn, "warehouse", SALESINV_KIND_WAREHOUSE,
                           sinv_doc_int(doc, SINV_RETURN_WAREHOUSE), &warehouse)) !=
            SALESINV_OK)
        return rc;
    return sinv_return_read_goods(txn, doc, *out, warehouse);
}

/* Serials are out again, held by the line that shipped them. */
static salesinv_status plan_back(sinv_txn *txn, const sinv_doc *doc,
                                 const sinv_return_plan *plan)
{
    bool is_undo = plan->step == SINV_RETURN_UNDO;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        sinv_serial_change *change = &plan->goods[i].change;

        change->from_states =
            SINV_SERIAL_BIT(is_undo ? SINV_SERIAL_IN_STOCK : SINV_SERIAL_INCOMING);
        change->flags = is_undo ? SINV_SERIAL_RESTORE : 0;
        change->from_holder = is_undo ? 0 : change->line;
        change->to_state = SINV_SERIAL_USED;
        change->to_holder = sinv_return_source(plan, i);
        change->to_account = sinv_doc_int(doc, SINV_RETURN_ACCOUNT);
        rc = sinv_goods_check_serials(txn, &plan->goods[i]);
    }
    return rc;
}

salesinv_status sinv_return_check_release(sinv_txn *txn, sinv_doc *doc)
{
    sinv_return_plan *plan;
    salesinv_status rc = read_goods(txn, doc, &plan);

    if (rc != SALESINV_OK)
        return rc;
    plan->step = SINV_RETURN_RELEASE;
    return plan_back(txn, doc, plan);
}

salesinv_status sinv_return_apply_release(sinv_txn *txn, sinv_doc *doc)
{
    return pend(txn, doc, doc->plan, -1);
}

static salesinv_status check_stock(sinv_txn *txn, const sinv_doc *doc,
                                   const sinv_return_plan *plan)
{
    sinv_demands products = {NULL, 0, 0};
    sinv_demands places = {NULL, 0, 0};
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        const sinv_goods_demand of = {.goods = &plan->goods[i], .line = i};

        rc = sinv_demands_add_goods(txn, &of, &products, &places);
    }
    if (rc != SALESINV_OK ||
        (rc = sinv_demands_check_products(txn, &products)) != SALESINV_OK)
        return rc;
    return sinv_demands_check_places(txn, &places);
}

static salesinv_status check_undo(sinv_txn *txn, sinv_doc *doc)
{
    sinv_return_plan *plan;
    salesinv_status rc = read_goods(txn, doc, &plan);

    if (rc != SALESINV_OK)
        return rc;
    plan->step = SINV_RETURN_UNDO;
    if ((rc = plan_back(txn, doc, plan)) != SALESINV_OK)
        return rc;
    return check_stock(txn, doc, plan);
}

salesinv_status sinv_return_check_void(sinv_txn *txn, sinv_doc *doc)
{
    switch (sinv_doc_int(doc, SINV_HEAD_STATUS)) {
    case SALESINV_STATUS_IN_APPROVAL:
        return sinv_return_check_release(txn, doc);
    case SALESINV_STATUS_CONFIRMED:
        return check_undo(txn, doc);
    default:
        return sinv_txn_alloc(txn, sizeof(sinv_return_plan), &doc->plan);
    }
}

salesinv_status sinv_return_apply_void(sinv_txn *txn, sinv_doc *doc)
{
    const sinv_return_plan *plan = doc->plan;

    if (plan->step == SINV_RETURN_RELEASE)
        return sinv_return_apply_release(txn, doc);
    return plan->step == SINV_RETURN_UNDO ? post(txn, doc, plan, -1) : SALESINV_OK;
}
