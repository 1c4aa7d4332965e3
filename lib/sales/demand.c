/* SPDX-License-Identifier: Apache-2.0 */
/* Demands: a list, sorted and merged in place. */
#include "sales/demand.h"

#include <stdlib.h>

#include "base/checked.h"

salesinv_status sinv_demands_add(sinv_txn *txn, sinv_demands *demands,
                                 const sinv_demand *demand)
{
    salesinv_status rc =
        sinv_txn_grow(txn, (void **)&demands->items, sizeof(*demands->items),
                      demands->count, &demands->capacity);

    if (rc == SALESINV_OK)
        demands->items[demands->count++] = *demand;
    return rc;
}

static int compare_id(salesinv_id a, salesinv_id b)
{
    return (a > b) - (a < b);
}

/* By place; lines in order, so that a merged demand keeps its first line. */
static int compare(const void *left, const void *right)
{
    const sinv_demand *a = left;
    const sinv_demand *b = right;
    int order = compare_id(a->product, b->product);

    if (order == 0)
        order = compare_id(a->warehouse, b->warehouse);
    if (order == 0)
        order = compare_id(a->bin, b->bin);
    if (order == 0)
        order = compare_id(a->batch, b->batch);
    return order != 0 ? order : compare_id(a->line, b->line);
}

static bool is_same_place(const sinv_demand *a, const sinv_demand *b)
{
    return a->product == b->product && a->warehouse == b->warehouse &&
           a->bin == b->bin && a->batch == b->batch;
}

salesinv_status sinv_demands_sum(sinv_txn *txn, sinv_demands *demands)
{
    sinv_demand *items = demands->items;
    uint32_t kept = 0;

    if (demands->count < 2)
        return SALESINV_OK;
    qsort(items, demands->count, sizeof(*items), compare);
    for (uint32_t i = 1; i < demands->count; i++) {
        if (!is_same_place(&items[kept], &items[i])) {
            items[++kept] = items[i];
            continue;
        }
        if (!sinv_add_i64(items[kept].qty, items[i].qty, &items[kept].qty) ||
            !sinv_add_i64(items[kept].covered, items[i].covered, &items[kept].covered))
            return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, "lines",
                                "the lines of product %lld together do not fit",
                                (long long)items[i].product);
    }
    demands->count = kept + 1;
    return SALESINV_OK;
}
