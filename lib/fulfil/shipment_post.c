/* SPDX-License-Identifier: Apache-2.0 */
/* Submission and confirmation carried out: freezes and serials into approval, or goods out of the warehouse. */
#include "fulfil/plan.h"
#include "inventory/ledger.h"
#include "inventory/posting.h"
#include "sales/amount.h"

/* Into approval: hold back what the order's freeze in this warehouse does not cover. */
static salesinv_status pend_line(sinv_txn *txn, const sinv_doc *doc,
                                 const sinv_shipment_plan *plan, uint32_t index)
{
    uint32_t line = plan->order_lines[index];
    sinv_goods *goods = &plan->goods[index];
    sinv_releases *cover = &plan->releases[line];
    sinv_move move = {.line = sinv_doc_line_of(doc, index),
                      .product = goods->product.id,
                      .warehouse = goods->warehouse,
                      .frozen = goods->qty,
                      .freeze_bin = goods->bin,
                      .freeze_batch = goods->batch,
                      .has_detail = goods->has_detail,
                      .guards = SINV_GUARD_AVAILABLE};
    salesinv_status rc = SALESINV_OK;

    if (cover->count > 0 && cover->items[0].warehouse == goods->warehouse) {
        int64_t covered =
            cover->items[0].qty < goods->qty ? cover->items[0].qty : goods->qty;

        cover->items[0].qty -=
            covered; /* the next line of the same order line gets the rest */
        move.frozen -= covered;
    }
    if (move.frozen > 0)
        rc = sinv_ledger_move(txn, &move);
    sinv_order_count(plan->order, line, SINV_ORDER_LINE_SHIP_PENDING, goods->qty);
    return rc == SALESINV_OK ? sinv_goods_move_serials(txn, goods) : rc;
}

/* Let `move` give back up to `qty` of a part of the order line's freeze, as the check found it. */
static int64_t take_part(sinv_release *of, int64_t qty, sinv_move *move)
{
    int64_t part = of->qty < qty ? of->qty : qty;

    move->frozen = -part;
    move->freeze_before = of->frozen;
    of->qty -= part;
    of->frozen -= part;
    return part;
}

/* Release what the order line froze in other warehouses than the one that ships. */
static salesinv_status release_elsewhere(sinv_txn *txn, const sinv_doc *doc,
                                         const sinv_shipment_plan *plan, uint32_t index)
{
    uint32_t line = plan->order_lines[index];
    sinv_releases *releases = &plan->releases[line];
    const sinv_goods *goods = &plan->goods[index];
    int64_t rest =
        goods->qty - sinv_doc_line_int(doc, index, SINV_SHIPMENT_LINE_RELEASED);
    salesinv_status rc = SALESINV_OK;

    for (uint32_t k = 0; k < releases->count && rest > 0 && rc == SALESINV_OK; k++) {
        sinv_move move = {.line = sinv_doc_line_of(doc, index),
                          .product = goods->product.id,
                          .warehouse = releases->items[k].warehouse,
                          .freeze_line = sinv_doc_line_of(plan->order, line)};

        if (move.warehouse == goods->warehouse)
            continue;
        rest -= take_part(&releases->items[k], rest, &move);
        if (move.frozen != 0)
            rc = sinv_ledger_move(txn, &move);
    }
    sinv_row_change_int(doc->lines[index].row, SINV_SHIPMENT_LINE_RELEASED,
                        goods->qty - rest);
    sinv_order_count(plan->order, line, SINV_ORDER_LINE_FROZEN, rest - goods->qty);
    return rc;
}

/* Goods out, and with them the order line's freeze in this warehouse. */
static salesinv_status ship_line(sinv_txn *txn, const sinv_doc *doc,
                                 const sinv_shipment_plan *plan, salesinv_id posting,
                                 uint32_t index)
{
    uint32_t line = plan->order_lines[index];
    sinv_releases *releases = &plan->releases[line];
    sinv_goods *goods = &plan->goods[index];
    int64_t here = 0;
    sinv_move move = {.line = sinv_doc_line_of(doc, index),
                      .posting = posting,
                      .product = goods->product.id,
                      .warehouse = goods->warehouse,
                      .bin = goods->bin,
                      .batch = goods->batch,
                      .on_hand = -goods->qty,
                      .freeze_line = sinv_doc_line_of(plan->order, line),
                      .has_detail = goods->has_detail};
    salesinv_status rc;

    if (releases->count > 0 && releases->items[0].warehouse == goods->warehouse)
        here = take_part(&releases->items[0], goods->qty, &move);
    move.guards = here < goods->qty ? SINV_GUARD_AVAILABLE : 0;
    if ((rc = sinv_ledger_move(txn, &move)) != SALESINV_OK)
        return rc;
    sinv_row_change_int(doc->lines[index].row, SINV_SHIPMENT_LINE_RELEASED, here);
    sinv_order_count(plan->order, line, SINV_ORDER_LINE_SHIPPED, goods->qty);
    if (plan->was_pending)
        sinv_order_count(plan->order, line, SINV_ORDER_LINE_SHIP_PENDING, -goods->qty);
    return sinv_goods_move_serials(txn, goods);
}

/* The goods of every line under one generated outbound order, whose movements follow each other. */
static salesinv_status post(sinv_txn *txn, sinv_doc *doc,
                            const sinv_shipment_plan *plan)
{
    sinv_posting posting = {.type = SALESINV_OUTBOUND_SALE,
                            .warehouse = sinv_doc_int(doc, SINV_SHIPMENT_WAREHOUSE),
                            .source = sinv_doc_id(doc)};
    salesinv_status rc = sinv_posting_begin(txn, SALESINV_KIND_OUTBOUND, &posting);

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = ship_line(txn, doc, plan, posting.id, i);
    sinv_row_set_int(doc->head, SINV_SHIPMENT_POSTING, posting.id);
    return rc == SALESINV_OK ? sinv_posting_end(txn, &posting) : rc;
}

static salesinv_status ship(sinv_txn *txn, sinv_doc *doc, sinv_shipment_plan *plan)
{
    salesinv_status rc = SALESINV_OK;

    /* First what makes room, so that no line finds the stock of the next one missing. */
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        rc = sinv_shipment_unfreeze(txn, doc, plan, i);
    if (rc == SALESINV_OK)
        rc = post(txn, doc, plan);
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = release_elsewhere(txn, doc, plan, i);
    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(doc->head, SINV_SHIPMENT_SHIPPED_AT, txn->now);
    sinv_order_settle(plan->order);
    return sinv_doc_store(txn, plan->order, SALESINV_EVENT_SHIPPED);
}

static salesinv_status pend(sinv_txn *txn, sinv_doc *doc, sinv_shipment_plan *plan)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = pend_line(txn, doc, plan, i);
    return rc == SALESINV_OK ? sinv_doc_store(txn, plan->order, SALESINV_EVENT_UPDATED)
                             : rc;
}

salesinv_status sinv_shipment_apply_submit(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan = doc->plan;

    return plan->step == SINV_SHIPMENT_SHIP ? ship(txn, doc, plan)
                                            : pend(txn, doc, plan);
}

salesinv_status sinv_shipment_apply_approve(sinv_txn *txn, sinv_doc *doc)
{
    return ship(txn, doc, doc->plan);
}
