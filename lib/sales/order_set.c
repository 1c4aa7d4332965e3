/* SPDX-License-Identifier: Apache-2.0 */
/* Orders that one document is about. */
#include "sales/order_set.h"

/* Index of the order, or of the place where it belongs. */
static uint32_t place_of(const sinv_order_set *set, salesinv_id id)
{
    uint32_t at = set->count;

    while (at > 0 && sinv_doc_id(set->items[at - 1].order) >= id)
        at--;
    return at;
}

static salesinv_status insert(sinv_txn *txn, sinv_order_set *set, uint32_t at,
                              const sinv_order_in_use *item)
{
    salesinv_status rc = sinv_txn_grow(txn, (void **)&set->items, sizeof(*set->items),
                                       set->count, &set->capacity);

    if (rc != SALESINV_OK)
        return rc;
    for (uint32_t i = set->count; i > at; i--)
        set->items[i] = set->items[i - 1];
    set->items[at] = *item;
    set->count++;
    return SALESINV_OK;
}

salesinv_status sinv_order_set_get(sinv_txn *txn, sinv_order_set *set, salesinv_id id,
                                   int32_t place, const char *key,
                                   sinv_order_in_use *out)
{
    uint32_t at = place_of(set, id);
    salesinv_status rc;

    if (at < set->count && sinv_doc_id(set->items[at].order) == id) {
        *out = set->items[at];
        return SALESINV_OK;
    }
    rc = sinv_doc_load(txn, &sinv_order_kind, id, &out->order);
    if (rc == SALESINV_E_NOT_FOUND)
        return sinv_err_set(txn->err, rc, sinv_doc_field(txn, place, key),
                            "there is no order %lld", (long long)id);
    if (rc != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, (out->order->line_count + 1) * sizeof(*out->uses),
                             (void **)&out->uses)) != SALESINV_OK)
        return rc;
    return insert(txn, set, at, out);
}

salesinv_status sinv_order_set_find(sinv_txn *txn, sinv_order_set *set, int64_t line,
                                    int32_t place, sinv_order_line *out)
{
    salesinv_id id = sinv_line_document(line);
    sinv_order_in_use of;
    int32_t found;
    salesinv_status rc;

    if (id == 0)
        return sinv_err_set(
            txn->err, SALESINV_E_ARG, sinv_doc_field(txn, place, "order_line"),
            "%lld is no line id: the order's id << 16 | line number", (long long)line);
    rc = sinv_order_set_get(txn, set, id, place, "order_line", &of);
    if (rc != SALESINV_OK)
        return rc;
    found = sinv_doc_find_line(of.order, sinv_line_number(line));
    if (found < 0)
        return sinv_err_set(txn->err, SALESINV_E_NOT_FOUND,
                            sinv_doc_field(txn, place, "order_line"),
                            "order %lld has no line %lld", (long long)id,
                            (long long)sinv_line_number(line));
    *out = (sinv_order_line){of.order, (uint32_t)found, &of.uses[found]};
    return SALESINV_OK;
}

salesinv_status sinv_order_set_store(sinv_txn *txn, const sinv_order_set *set,
                                     int32_t event)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < set->count && rc == SALESINV_OK; i++)
        rc = sinv_doc_store(txn, set->items[i].order, event);
    return rc;
}

salesinv_status sinv_order_set_settle(sinv_txn *txn, const sinv_order_set *set,
                                      int32_t event)
{
    for (uint32_t i = 0; i < set->count; i++)
        sinv_order_settle(set->items[i].order);
    return sinv_order_set_store(txn, set, event);
}
