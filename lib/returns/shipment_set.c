/* SPDX-License-Identifier: Apache-2.0 */
/* Shipments that one return is about. */
#include "returns/shipment_set.h"

/* Index of the shipment, or of the place where it belongs. */
static uint32_t place_of(const sinv_shipment_set *set, salesinv_id id)
{
    uint32_t at = set->count;

    while (at > 0 && sinv_doc_id(set->items[at - 1].shipment) >= id)
        at--;
    return at;
}

static salesinv_status insert(sinv_txn *txn, sinv_shipment_set *set, uint32_t at,
                              sinv_doc *shipment)
{
    salesinv_status rc = sinv_txn_grow(txn, (void **)&set->items, sizeof(*set->items),
                                       set->count, &set->capacity);

    if (rc != SALESINV_OK)
        return rc;
    for (uint32_t i = set->count; i > at; i--)
        set->items[i] = set->items[i - 1];
    set->items[at] = (sinv_shipment_in_use){shipment, false};
    set->count++;
    return SALESINV_OK;
}

salesinv_status sinv_shipment_set_get(sinv_txn *txn, sinv_shipment_set *set,
                                      salesinv_id id, const char *field, sinv_doc **out)
{
    uint32_t at = place_of(set, id);
    salesinv_status rc;

    if (at < set->count && sinv_doc_id(set->items[at].shipment) == id) {
        *out = set->items[at].shipment;
        return SALESINV_OK;
    }
    rc = sinv_doc_load(txn, &sinv_shipment_kind, id, out);
    if (rc == SALESINV_E_NOT_FOUND)
        return sinv_err_set(txn->err, rc, field, "there is no shipment %lld",
                            (long long)id);
    return rc == SALESINV_OK ? insert(txn, set, at, *out) : rc;
}

salesinv_status sinv_shipment_set_find(sinv_txn *txn, sinv_shipment_set *set,
                                       int64_t line, int32_t place, sinv_doc **out,
                                       uint32_t *out_index)
{
    const char *field = sinv_doc_field(txn, place, "shipment_line");
    salesinv_id id = sinv_line_document(line);
    int32_t found;
    salesinv_status rc = sinv_shipment_set_get(txn, set, id, field, out);

    if (rc != SALESINV_OK)
        return rc;
    found = sinv_doc_find_line(*out, sinv_line_number(line));
    if (found < 0)
        return sinv_err_set(txn->err, SALESINV_E_NOT_FOUND, field,
                            "shipment %lld has no line %lld (line id %lld)",
                            (long long)id, (long long)sinv_line_number(line),
                            (long long)line);
    *out_index = (uint32_t)found;
    return SALESINV_OK;
}

void sinv_shipment_set_count(sinv_shipment_set *set, sinv_doc *shipment, uint32_t index,
                             int32_t column, int64_t delta)
{
    if (delta == 0)
        return;
    sinv_doc_count(shipment, index, column, delta);
    set->items[place_of(set, sinv_doc_id(shipment))].is_changed = true;
}

salesinv_status sinv_shipment_set_store(sinv_txn *txn, const sinv_shipment_set *set,
                                        int32_t event)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < set->count && rc == SALESINV_OK; i++)
        if (set->items[i].is_changed)
            rc = sinv_doc_store(txn, set->items[i].shipment, event);
    return rc;
}
