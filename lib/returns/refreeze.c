/* SPDX-License-Identifier: Apache-2.0 */
/* The freezes of orders whose return of unshipped goods is void. */
#include "returns/refreeze.h"

#include "sales/allocate.h"

static salesinv_status allocate(sinv_txn *txn, const sinv_return_plan *plan,
                                const sinv_doc *order, sinv_allocations *out)
{
    int64_t *wanted;
    bool wants = false;
    salesinv_status rc = sinv_txn_alloc(txn, (order->line_count + 1) * sizeof(*wanted),
                                        (void **)&wanted);

    for (uint32_t i = 0; i < plan->booking_count && rc == SALESINV_OK; i++) {
        const sinv_booking *booking = &plan->bookings[i];

        if (booking->shipment || booking->order.order != order)
            continue;
        wanted[booking->order.index] += booking->qty;
        wants = true;
    }
    return rc == SALESINV_OK && wants
               ? sinv_order_allocate(txn, order, sinv_order_rules_of(order), wanted,
                                     NULL, out)
               : rc;
}

salesinv_status sinv_return_check_refreeze(sinv_txn *txn, sinv_return_plan *plan)
{
    sinv_allocations *parts;
    salesinv_status rc =
        sinv_txn_alloc(txn, (plan->orders.count + 1) * sizeof(*parts), (void **)&parts);

    for (uint32_t i = 0; i < plan->orders.count && rc == SALESINV_OK; i++)
        rc = allocate(txn, plan, plan->orders.items[i].order, &parts[i]);
    plan->refrozen = parts;
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
