/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stock must give a shipment. Lines are summed per product, warehouse, bin and batch; what the order froze
 * in the shipping warehouse, and what the shipment froze itself while in approval, does not stand in its
 * own way (domain.md 2, formula 5).
 */
#include "fulfil/plan.h"
#include "inventory/demand.h"
#include "inventory/freeze.h"
#include "inventory/ledger.h"
#include "inventory/stock.h"

static const sinv_goods_columns GOODS = {SINV_SHIPMENT_LINE_PRODUCT,
                                         SINV_SHIPMENT_LINE_QTY, SINV_SHIPMENT_LINE_BIN,
                                         SINV_SHIPMENT_LINE_BATCH};

static salesinv_status make_room(sinv_txn *txn, const sinv_doc *doc,
                                 sinv_shipment_plan *plan)
{
    const size_t lines = doc->line_count + 1;
    const size_t order_lines = plan->order->line_count + 1;
    salesinv_status rc;

    if ((rc = sinv_txn_alloc(txn, lines * sizeof(*plan->goods),
                             (void **)&plan->goods)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, lines * sizeof(*plan->own), (void **)&plan->own)) !=
            SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, order_lines * sizeof(*plan->wanted),
                             (void **)&plan->wanted)) != SALESINV_OK)
        return rc;
    return sinv_txn_alloc(txn, order_lines * sizeof(*plan->releases),
                          (void **)&plan->releases);
}

salesinv_status sinv_shipment_read_goods(sinv_txn *txn, sinv_doc *doc,
                                         sinv_shipment_plan *plan,
                                         const sinv_row *warehouse)
{
    salesinv_status rc = make_room(txn, doc, plan);

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        if (doc->lines[i].is_removed)
            continue;
        rc = sinv_goods_read(txn, doc, i, warehouse, GOODS, &plan->goods[i]);
        if (rc == SALESINV_OK)
            rc = sinv_goods_read_serials(txn, doc, i, &plan->goods[i]);
        plan->wanted[plan->order_lines[i]] += plan->goods[i].qty;
    }
    return rc == SALESINV_OK
               ? sinv_goods_check_distinct(txn, plan->goods, doc->line_count)
               : rc;
}

salesinv_status sinv_shipment_read_own(sinv_txn *txn, sinv_doc *doc,
                                       sinv_shipment_plan *plan)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        const sinv_goods *goods = &plan->goods[i];
        sinv_freeze freeze = {.product = goods->product.id,
                              .warehouse = goods->warehouse,
                              .line = sinv_doc_line_of(doc, i),
                              .bin = goods->bin,
                              .batch = goods->batch};

        rc = sinv_freeze_get(txn, &freeze);
        plan->own[i] = freeze.qty;
    }
    return rc;
}

/* What the order line has frozen where the shipment takes the goods. */
static int64_t frozen_here(const sinv_releases *releases, salesinv_id warehouse)
{
    return releases->count > 0 && releases->items[0].warehouse == warehouse
               ? releases->items[0].qty
               : 0;
}

/* Demands of the document per product, and where goods are kept by bin or batch per place. */
static salesinv_status collect(sinv_txn *txn, const sinv_doc *doc,
                               const sinv_shipment_plan *plan, sinv_demands *products,
                               sinv_demands *places)
{
    const sinv_releases *releases = plan->releases;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        const sinv_goods_demand of = {
            .goods = &plan->goods[i],
            .line = i,
            .covered = plan->own[i],
            .own_line = sinv_doc_line_of(plan->order, plan->order_lines[i])};

        if (!doc->lines[i].is_removed)
            rc = sinv_demands_add_goods(txn, &of, products, places);
    }
    /* The freeze of an order line counts once, however many lines ship it. */
    for (uint32_t i = 0; i < plan->order->line_count && rc == SALESINV_OK; i++) {
        sinv_demand covered = {
            .product = sinv_doc_line_int(plan->order, i, SINV_ORDER_LINE_PRODUCT),
            .warehouse = sinv_doc_int(doc, SINV_SHIPMENT_WAREHOUSE),
            .covered =
                frozen_here(&releases[i], sinv_doc_int(doc, SINV_SHIPMENT_WAREHOUSE)),
            .line = UINT32_MAX};

        if (sinv_doc_int(plan->order, SINV_ORDER_RULE) != SALESINV_RULE_ALLOW)
            covered.firm = covered.covered;
        if (covered.covered > 0)
            rc = sinv_demands_add(txn, products, &covered);
    }
    return rc;
}

salesinv_status sinv_shipment_check_stock(sinv_txn *txn, sinv_doc *doc,
                                          sinv_shipment_plan *plan)
{
    salesinv_id warehouse = sinv_doc_int(doc, SINV_SHIPMENT_WAREHOUSE);
    sinv_demands products = {NULL, 0, 0};
    sinv_demands places = {NULL, 0, 0};
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < plan->order->line_count && rc == SALESINV_OK; i++)
        if (plan->wanted[i] > 0)
            rc = sinv_order_find_freeze(txn, plan->order, i, warehouse, plan->wanted[i],
                                        &plan->releases[i]);
    if (rc != SALESINV_OK ||
        (rc = collect(txn, doc, plan, &products, &places)) != SALESINV_OK ||
        (rc = sinv_demands_check_products(txn, &products)) != SALESINV_OK)
        return rc;
    return sinv_demands_check_places(txn, &places);
}

salesinv_status sinv_shipment_unfreeze(sinv_txn *txn, sinv_doc *doc,
                                       const sinv_shipment_plan *plan, uint32_t index)
{
    const sinv_goods *goods = &plan->goods[index];
    const sinv_move move = {.line = sinv_doc_line_of(doc, index),
                            .product = goods->product.id,
                            .warehouse = goods->warehouse,
                            .frozen = -plan->own[index],
                            .freeze_bin = goods->bin,
                            .freeze_batch = goods->batch,
                            .has_detail = goods->has_detail};

    return plan->own[index] > 0 ? sinv_ledger_move(txn, &move) : SALESINV_OK;
}
