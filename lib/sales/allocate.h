/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SALES_ALLOCATE_H
#define SINV_SALES_ALLOCATE_H

/*
 * Where an order freezes what it wants: decided from the ordering mode and the validation rule, all or
 * nothing, before anything is written.
 */
#include "sales/order.h"

typedef struct sinv_order_rules {
    int64_t mode; /* SALESINV_MODE_* */
    int64_t rule; /* SALESINV_RULE_* */
} sinv_order_rules;

/** What a line freezes in one warehouse. */
typedef struct sinv_allocation {
    uint32_t line;
    salesinv_id warehouse;
    int64_t qty;
} sinv_allocation;

typedef struct sinv_allocations {
    sinv_allocation *items;
    uint32_t count;
    uint32_t capacity;
} sinv_allocations;

/** The rules that were fixed on the order at its submission. */
sinv_order_rules sinv_order_rules_of(const sinv_doc *doc);

/**
 * Distribute `wanted` (per line; 0: nothing) over warehouses. `freed` (per line, may be NULL) is given back in the same step
 * and counts as available.
 *
 * Where an ERP owns the stock it is asked whether there is enough as elsewhere, and nothing is frozen: `out` stays empty.
 *
 *   none          nothing is frozen
 *   single        all in the order's warehouse
 *   consolidated  lines in their order take what is available in the applicable warehouses, the default one first, then by
 *                 priority, then by code; under "allow" the rest stays on the first one
 *
 * Under "block" INSUFFICIENT_STOCK unless the lines of each product together find what they want: in their warehouse, or
 * over all applicable ones, negative figures included. WAREHOUSE_DISABLED when the order's one is; WAREHOUSE_NOT_APPLICABLE when
 * none applies; OVERFLOW.
 */
salesinv_status sinv_order_allocate(sinv_txn *txn, const sinv_doc *doc,
                                    sinv_order_rules rules, const int64_t *wanted,
                                    const sinv_releases *freed, sinv_allocations *out);

/**
 * Beside an ERP, which does not say for whom it froze: what it has frozen of a product where it counts as the order's own, at most
 * `before`, which was to come of the order as it was, in the warehouses that the order asks. By the figures that it is checked against.
 */
salesinv_status sinv_order_cover(sinv_txn *txn, const sinv_doc *order,
                                 salesinv_id product, int64_t before,
                                 sinv_releases *out);

/** Carry an allocation out: freeze each part, under the order's rule, and count it on its line. */
salesinv_status sinv_order_freeze_parts(sinv_txn *txn, sinv_doc *doc,
                                        const sinv_allocations *parts);

#endif
