/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The freezes of orders whose return of unshipped goods is void. Each order finds the stock as it will be: without the goods
 * that leave again, and without what the orders before it freeze.
 */
#include "returns/refreeze.h"

#include "core/settings.h"
#include "sales/allocate.h"

/* Stock that is gone by then, for the order's first line of the product: the contrary of what a line gives back. */
static salesinv_status take_away(sinv_txn *txn, const sinv_doc *order,
                                 salesinv_id product, const sinv_release *of,
                                 sinv_releases *taken)
{
    for (uint32_t i = 0; i < order->line_count; i++) {
        sinv_releases *line = &taken[i];
        salesinv_status rc;

        if (sinv_doc_line_int(order, i, SINV_ORDER_LINE_PRODUCT) != product)
            continue;
        rc = sinv_txn_grow(txn, (void **)&line->items, sizeof(*line->items),
                           line->count, &line->capacity);
        if (rc == SALESINV_OK)
            line->items[line->count++] =
                (sinv_release){.warehouse = of->warehouse, .qty = -of->qty};
        return rc;
    }
    return SALESINV_OK;
}

static salesinv_status take_goods(sinv_txn *txn, const sinv_doc *doc,
                                  const sinv_return_plan *plan, const sinv_doc *order,
                                  sinv_releases *taken)
{
    bool is_synced;
    salesinv_status rc = sinv_edition_is_synced(txn, &is_synced);

    if (rc != SALESINV_OK || is_synced)
        return rc; /* they leave the ledger, which does not count now */
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        const sinv_goods *goods = &plan->goods[i];
        const sinv_release leaves = {.warehouse = goods->warehouse, .qty = goods->qty};

        if (sinv_return_is_in(doc, plan, i) && goods->qty > 0)
            rc = take_away(txn, order, goods->product.id, &leaves, taken);
    }
    return rc;
}

/* What the orders before order `index` freeze. */
static salesinv_status take_frozen(sinv_txn *txn, const sinv_return_plan *plan,
                                   uint32_t index, sinv_releases *taken)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < index; i++) {
        const sinv_allocations *parts = &plan->refrozen[i];

        for (uint32_t k = 0; k < parts->count && rc == SALESINV_OK; k++) {
            const sinv_release part = {.warehouse = parts->items[k].warehouse,
                                       .qty = parts->items[k].qty};

            rc = take_away(txn, plan->orders.items[index].order,
                           sinv_doc_line_int(plan->orders.items[i].order,
                                             parts->items[k].line,
                                             SINV_ORDER_LINE_PRODUCT),
                           &part, taken);
        }
    }
    return rc;
}

/* Per line of the order; false: nothing is wanted again, as when the order was closed since and stays so. */
static bool add_wanted(const sinv_return_plan *plan, const sinv_doc *order,
                       int64_t *wanted)
{
    bool wants = false;

    if (sinv_order_is_given_up(order))
        return false;
    for (uint32_t i = 0; i < plan->booking_count; i++) {
        const sinv_booking *booking = &plan->bookings[i];

        if (booking->shipment || booking->order.order != order)
            continue;
        wanted[booking->order.index] += booking->qty;
        wants = true;
    }
    return wants;
}

static salesinv_status allocate(sinv_txn *txn, const sinv_doc *doc,
                                const sinv_return_plan *plan, uint32_t index)
{
    const sinv_doc *order = plan->orders.items[index].order;
    const size_t lines = order->line_count + 1;
    sinv_releases *taken;
    int64_t *wanted;
    salesinv_status rc = sinv_txn_alloc(txn, lines * sizeof(*wanted), (void **)&wanted);

    if (rc != SALESINV_OK || !add_wanted(plan, order, wanted) ||
        (rc = sinv_txn_alloc(txn, lines * sizeof(*taken), (void **)&taken)) !=
            SALESINV_OK ||
        (rc = take_goods(txn, doc, plan, order, taken)) != SALESINV_OK ||
        (rc = take_frozen(txn, plan, index, taken)) != SALESINV_OK)
        return rc;
    return sinv_order_allocate(txn, order, sinv_order_rules_of(order), wanted, taken,
                               &plan->refrozen[index]);
}

salesinv_status sinv_return_check_refreeze(sinv_txn *txn, const sinv_doc *doc,
                                           sinv_return_plan *plan)
{
    salesinv_status rc =
        sinv_txn_alloc(txn, (plan->orders.count + 1) * sizeof(*plan->refrozen),
                       (void **)&plan->refrozen);

    for (uint32_t i = 0; i < plan->orders.count && rc == SALESINV_OK; i++)
        rc = allocate(txn, doc, plan, i);
    return rc;
}

salesinv_status sinv_return_apply_refreeze(sinv_txn *txn, const sinv_return_plan *plan)
{
    const sinv_allocations *parts = plan->refrozen;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < plan->orders.count && rc == SALESINV_OK; i++)
        rc = sinv_order_freeze_parts(txn, plan->orders.items[i].order, &parts[i]);
    return rc;
}
