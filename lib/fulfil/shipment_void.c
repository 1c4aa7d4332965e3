/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ways back: from approval (reject, withdraw, void) and from shipped (void). Goods that come back are
 * frozen again for the order where they lie now, as far as this shipment released its freeze and the order
 * still wants them.
 */
#include "fulfil/plan.h"
#include "inventory/ledger.h"
#include "inventory/posting.h"
#include "sales/amount.h"
#include "sales/users.h"

/* Serials go back to stock, where the line took them from. */
static salesinv_status plan_serials(sinv_txn *txn, const sinv_doc *doc,
                                    sinv_shipment_plan *plan, uint32_t from_state)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        sinv_goods *goods = &plan->goods[i];

        goods->change.from_states = SINV_SERIAL_BIT(from_state);
        goods->change.from_holder = goods->change.line;
        goods->change.to_state = SINV_SERIAL_IN_STOCK;
        goods->change.to_warehouse = goods->warehouse;
        goods->change.to_bin = goods->bin;
        rc = sinv_goods_check_serials(txn, goods);
    }
    return rc;
}

/* The goods as they were checked at submission; a warehouse disabled since takes them back all the same. */
static salesinv_status read_goods(sinv_txn *txn, sinv_doc *doc,
                                  sinv_shipment_plan **out)
{
    sinv_row *warehouse;
    salesinv_status rc;

    if ((rc = sinv_shipment_plan_get(txn, doc, out)) != SALESINV_OK ||
        (rc = sinv_doc_ref(txn, "warehouse", SALESINV_KIND_WAREHOUSE,
                           sinv_doc_int(doc, SINV_SHIPMENT_WAREHOUSE), &warehouse)) !=
            SALESINV_OK)
        return rc;
    return sinv_shipment_read_goods(txn, doc, *out, warehouse);
}

salesinv_status sinv_shipment_check_release(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan;
    salesinv_status rc;

    if ((rc = read_goods(txn, doc, &plan)) != SALESINV_OK ||
        (rc = sinv_shipment_read_own(txn, doc, plan)) != SALESINV_OK)
        return rc;
    plan->step = SINV_SHIPMENT_RELEASE;
    return plan_serials(txn, doc, plan, SINV_SERIAL_OUTGOING);
}

salesinv_status sinv_shipment_apply_release(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan = doc->plan;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        rc = sinv_shipment_unfreeze(txn, doc, plan, i);
        if (rc == SALESINV_OK)
            rc = sinv_goods_move_serials(txn, &plan->goods[i]);
        sinv_order_count(plan->order, plan->order_lines[i],
                         SINV_ORDER_LINE_SHIP_PENDING, -plan->goods[i].qty);
    }
    return rc == SALESINV_OK ? sinv_doc_store(txn, plan->order, SALESINV_EVENT_UPDATED)
                             : rc;
}

salesinv_status sinv_shipment_check_unreturned(sinv_txn *txn, const sinv_doc *doc)
{
    const sinv_users_query query = {.kind = SALESINV_KIND_RETURN,
                                    .table = SINV_T_RETURN,
                                    .account_column = SINV_RETURN_ACCOUNT,
                                    .column = SINV_RETURN_SHIPMENT,
                                    .account = sinv_doc_int(doc, SINV_SHIPMENT_ACCOUNT),
                                    .source = sinv_doc_id(doc),
                                    .statuses = SINV_IN(SALESINV_STATUS_IN_APPROVAL) |
                                                SINV_IN(SALESINV_STATUS_CONFIRMED)};
    sinv_users users = {.count = 0};
    int64_t back = 0;
    salesinv_status rc;

    for (uint32_t i = 0; i < doc->line_count; i++)
        back += sinv_doc_line_int(doc, i, SINV_SHIPMENT_LINE_QTY) -
                sinv_shipment_returnable(doc, i);
    if (back == 0)
        return SALESINV_OK;
    rc = sinv_users_find(txn, &query, &users);
    return rc == SALESINV_OK
               ? sinv_users_refuse(txn, "shipment", sinv_doc_id(doc), &users)
               : rc;
}

static salesinv_status check_undo(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan;
    salesinv_status rc;

    if ((rc = sinv_shipment_check_unreturned(txn, doc)) != SALESINV_OK ||
        (rc = read_goods(txn, doc, &plan)) != SALESINV_OK)
        return rc;
    plan->step = SINV_SHIPMENT_UNDO;
    return plan_serials(txn, doc, plan, SINV_SERIAL_USED);
}

salesinv_status sinv_shipment_check_void(sinv_txn *txn, sinv_doc *doc)
{
    switch (sinv_doc_int(doc, SINV_HEAD_STATUS)) {
    case SALESINV_STATUS_IN_APPROVAL:
        return sinv_shipment_check_release(txn, doc);
    case SALESINV_STATUS_SHIPPED:
        return check_undo(txn, doc);
    default:
        return sinv_txn_alloc(txn, sizeof(sinv_shipment_plan), &doc->plan);
    }
}

static salesinv_status undo_line(sinv_txn *txn, const sinv_doc *doc,
                                 const sinv_shipment_plan *plan, salesinv_id posting,
                                 uint32_t index)
{
    uint32_t line = plan->order_lines[index];
    const sinv_doc *order = plan->order;
    sinv_goods *goods = &plan->goods[index];
    sinv_move move = {
        .line = sinv_doc_line_of(doc, index),
        .posting = posting,
        .product = goods->product.id,
        .warehouse = goods->warehouse,
        .bin = goods->bin,
        .batch = goods->batch,
        .on_hand = goods->qty,
        .frozen = sinv_doc_line_int(doc, index, SINV_SHIPMENT_LINE_RELEASED),
        .freeze_line = sinv_doc_line_of(order, line),
        .is_allow = sinv_doc_int(order, SINV_ORDER_RULE) == SALESINV_RULE_ALLOW,
        .has_detail = goods->has_detail};
    int64_t wanted;
    salesinv_status rc;

    sinv_order_count(plan->order, line, SINV_ORDER_LINE_SHIPPED, -goods->qty);
    wanted = sinv_order_remaining(order, line) -
             sinv_doc_line_int(order, line, SINV_ORDER_LINE_FROZEN);
    if (move.frozen > wanted)
        move.frozen = wanted > 0 ? wanted : 0;
    if ((rc = sinv_ledger_move(txn, &move)) != SALESINV_OK)
        return rc;
    sinv_order_count(plan->order, line, SINV_ORDER_LINE_FROZEN, move.frozen);
    return sinv_goods_move_serials(txn, goods);
}

static salesinv_status undo(sinv_txn *txn, sinv_doc *doc, sinv_shipment_plan *plan)
{
    sinv_posting posting = {.type = SALESINV_OUTBOUND_SALE,
                            .warehouse = sinv_doc_int(doc, SINV_SHIPMENT_WAREHOUSE),
                            .source = sinv_doc_id(doc),
                            .is_reversal = true};
    salesinv_status rc = sinv_posting_begin(txn, SALESINV_KIND_OUTBOUND, &posting);

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        rc = undo_line(txn, doc, plan, posting.id, i);
    if (rc != SALESINV_OK || (rc = sinv_posting_end(txn, &posting)) != SALESINV_OK)
        return rc;
    sinv_order_settle(plan->order);
    return sinv_doc_store(txn, plan->order, SALESINV_EVENT_UPDATED);
}

salesinv_status sinv_shipment_apply_void(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan = doc->plan;

    if (doc->reason)
        sinv_row_set_text(doc->head, SINV_SHIPMENT_REASON, doc->reason);
    if (plan->step == SINV_SHIPMENT_RELEASE)
        return sinv_shipment_apply_release(txn, doc);
    return plan->step == SINV_SHIPMENT_UNDO ? undo(txn, doc, plan) : SALESINV_OK;
}
