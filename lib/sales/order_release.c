/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What gives a freeze back: reject, withdraw, void and the closing of a remainder. Where a line's
 * freeze lies is looked up: a shipment voided elsewhere may have put some of it in another warehouse.
 */
#include "inventory/freeze.h"
#include "inventory/warehouse_list.h"
#include "sales/kit.h"

/* What is to be given back, line by line, decided before anything is written. */
typedef struct release_plan {
    sinv_releases *lines; /* per line of the order */
} release_plan;

static salesinv_status take(sinv_txn *txn, sinv_releases *out, salesinv_id warehouse,
                            int64_t frozen, int64_t *qty)
{
    int64_t part = frozen < *qty ? frozen : *qty;
    salesinv_status rc;

    if (part <= 0)
        return SALESINV_OK;
    rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items), out->count,
                       &out->capacity);
    if (rc != SALESINV_OK)
        return rc;
    out->items[out->count++] = (sinv_release){warehouse, part, frozen};
    *qty -= part;
    return SALESINV_OK;
}

/* Put freezes into the order of allocation, or against it. */
static salesinv_status sort(sinv_txn *txn, sinv_freezes *freezes, bool is_reverse)
{
    sinv_warehouses places = {NULL, 0, 0};
    salesinv_status rc =
        freezes->count > 1 ? sinv_warehouses_list(txn, &places) : SALESINV_OK;

    for (uint32_t i = 1; i < freezes->count && rc == SALESINV_OK; i++) {
        sinv_freeze moved = freezes->items[i];
        int32_t place = sinv_warehouses_find(&places, moved.warehouse);
        uint32_t at = i;

        for (; at > 0; at--) {
            int32_t other =
                sinv_warehouses_find(&places, freezes->items[at - 1].warehouse);
            if (is_reverse ? other >= place : other <= place)
                break;
            freezes->items[at] = freezes->items[at - 1];
        }
        freezes->items[at] = moved;
    }
    return rc;
}

/* The rest of a line's freeze, outside of the warehouse of `key`. */
static salesinv_status take_elsewhere(sinv_txn *txn, const sinv_freeze *key,
                                      bool is_reverse, int64_t *qty, sinv_releases *out)
{
    sinv_freezes freezes = {NULL, 0, 0};
    salesinv_status rc =
        sinv_freeze_list_line(txn, key->product, 0, key->line, &freezes);

    if (rc == SALESINV_OK)
        rc = sort(txn, &freezes, is_reverse);
    for (uint32_t i = 0; i < freezes.count && rc == SALESINV_OK; i++)
        if (freezes.items[i].warehouse != key->warehouse)
            rc = take(txn, out, freezes.items[i].warehouse, freezes.items[i].qty, qty);
    return rc;
}

salesinv_status sinv_order_find_freeze(sinv_txn *txn, const sinv_doc *order,
                                       uint32_t index, salesinv_id first, int64_t qty,
                                       sinv_releases *out)
{
    int64_t frozen = sinv_doc_line_int(order, index, SINV_ORDER_LINE_FROZEN);
    int64_t wanted = qty < frozen ? qty : frozen;
    sinv_freeze freeze = {
        .product = sinv_doc_line_int(order, index, SINV_ORDER_LINE_PRODUCT),
        .warehouse = first != 0 ? first : sinv_doc_int(order, SINV_ORDER_WAREHOUSE),
        .line = sinv_doc_line_of(order, index)};
    salesinv_status rc = SALESINV_OK;

    if (wanted <= 0)
        return SALESINV_OK;
    if (freeze.warehouse != 0 &&
        ((rc = sinv_freeze_get(txn, &freeze)) != SALESINV_OK ||
         (rc = take(txn, out, freeze.warehouse, freeze.qty, &wanted)) != SALESINV_OK))
        return rc;
    return wanted > 0 ? take_elsewhere(txn, &freeze, first == 0, &wanted, out)
                      : SALESINV_OK;
}

/* Find all that the order froze. */
static salesinv_status plan_release(sinv_txn *txn, sinv_doc *doc)
{
    release_plan *plan;
    salesinv_status rc;

    if ((rc = sinv_txn_alloc(txn, sizeof(*plan), (void **)&plan)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, (doc->line_count + 1) * sizeof(*plan->lines),
                             (void **)&plan->lines)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        rc = sinv_order_find_freeze(txn, doc, i, 0, INT64_MAX, &plan->lines[i]);
    doc->plan = plan;
    return rc;
}

salesinv_status sinv_order_check_release(sinv_txn *txn, sinv_doc *doc)
{
    return plan_release(txn, doc);
}

salesinv_status sinv_order_give_back(sinv_txn *txn, sinv_doc *doc, uint32_t index,
                                     const sinv_releases *releases)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t k = 0; k < releases->count && rc == SALESINV_OK; k++)
        rc = sinv_order_freeze(txn, doc, index, releases->items[k].warehouse,
                               -releases->items[k].qty);
    return rc;
}

salesinv_status sinv_order_apply_release(sinv_txn *txn, sinv_doc *doc)
{
    const release_plan *plan = doc->plan;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        rc = sinv_order_give_back(txn, doc, i, &plan->lines[i]);
    return rc;
}

/* It may be another order when it is submitted again: what was fixed for its kits goes. */
salesinv_status sinv_order_apply_send_back(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc = sinv_order_apply_release(txn, doc);

    sinv_kits_drop(doc);
    return rc;
}

/* Nothing may have been shipped: goods come back by voiding shipments or by returns. */
static salesinv_status check_unshipped(sinv_txn *txn, const sinv_doc *doc)
{
    for (uint32_t i = 0; i < doc->line_count; i++) {
        int64_t shipped = sinv_doc_line_int(doc, i, SINV_ORDER_LINE_SHIPPED);

        if (shipped == 0)
            continue;
        (void)sinv_err_set(txn->err, SALESINV_E_INVALID_STATE,
                           sinv_doc_field(txn, (int32_t)i, "shipped"),
                           "order %lld was shipped in part: void its shipments first",
                           (long long)sinv_doc_id(doc));
        sinv_err_add_qty(txn->err, "shipped", shipped);
        return SALESINV_E_INVALID_STATE;
    }
    return SALESINV_OK;
}

salesinv_status sinv_order_check_void(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc;

    if ((rc = check_unshipped(txn, doc)) != SALESINV_OK ||
        (rc = sinv_order_check_unused(txn, doc)) != SALESINV_OK ||
        (rc = sinv_order_check_unreturned(txn, doc)) != SALESINV_OK)
        return rc;
    return plan_release(txn, doc);
}

salesinv_status sinv_order_check_close(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc = sinv_order_check_unused(txn, doc);

    return rc == SALESINV_OK ? plan_release(txn, doc) : rc;
}

salesinv_status sinv_order_apply_close(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc = sinv_order_apply_release(txn, doc);

    for (uint32_t i = 0; i < doc->line_count; i++)
        sinv_doc_count(doc, i, SINV_ORDER_LINE_CLOSED, sinv_order_remaining(doc, i));
    return rc == SALESINV_OK ? sinv_order_settle_receipt(txn, doc, 0) : rc;
}
