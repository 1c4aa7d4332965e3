/* SPDX-License-Identifier: Apache-2.0 */
/* The shipment lines of an order line, the oldest first: as the order's are listed. */
#include "returns/plan.h"

typedef struct candidate_list {
    sinv_return_candidate *items;
    uint32_t count;
    uint32_t capacity;
} candidate_list;

/* Put it before those that left later. */
static salesinv_status insert(sinv_txn *txn, candidate_list *list,
                              const sinv_return_candidate *candidate)
{
    int64_t at = sinv_doc_int(candidate->shipment, SINV_SHIPMENT_SHIPPED_AT);
    uint32_t place = list->count;
    salesinv_status rc = sinv_txn_grow(txn, (void **)&list->items, sizeof(*list->items),
                                       list->count, &list->capacity);

    if (rc != SALESINV_OK)
        return rc;
    for (; place > 0 &&
           sinv_doc_int(list->items[place - 1].shipment, SINV_SHIPMENT_SHIPPED_AT) > at;
         place--)
        list->items[place] = list->items[place - 1];
    list->items[place] = *candidate;
    list->count++;
    return SALESINV_OK;
}

/* One for every batch that left on the line. */
static salesinv_status insert_line(sinv_txn *txn, candidate_list *list,
                                   sinv_return_candidate candidate)
{
    sinv_sent_batch *batches;
    uint32_t count;
    salesinv_status rc = sinv_shipment_batches(txn, candidate.shipment, candidate.index,
                                               &batches, &count);

    for (uint32_t i = 0; i < count && rc == SALESINV_OK; i++) {
        candidate.batch = batches[i].batch;
        rc = insert(txn, list, &candidate);
    }
    return rc;
}

static salesinv_status look_at(sinv_txn *txn, sinv_return_plan *plan, salesinv_id id,
                               int64_t order_line, candidate_list *list)
{
    sinv_return_candidate candidate;
    salesinv_status rc = sinv_shipment_set_get(txn, &plan->shipments, id, "shipment",
                                               &candidate.shipment);

    for (uint32_t i = 0; rc == SALESINV_OK && i < candidate.shipment->line_count; i++) {
        candidate.index = i;
        if (sinv_doc_line_int(candidate.shipment, i, SINV_SHIPMENT_LINE_ORDER_LINE) ==
                order_line &&
            sinv_shipment_returnable(candidate.shipment, i) > 0)
            rc = insert_line(txn, list, candidate);
    }
    return rc;
}

/* Once for all lines of the order that follow each other: it takes a look at every shipment of the account since. */
static salesinv_status list_shipments(sinv_txn *txn, sinv_return_plan *plan,
                                      const sinv_doc *order)
{
    salesinv_status rc;

    if (plan->listed_for == order)
        return SALESINV_OK;
    plan->listed.count = 0;
    rc = sinv_users_list_shipments(txn, order->head, SINV_SHIPMENT_OUT, &plan->listed);
    plan->listed_for = rc == SALESINV_OK ? order : NULL;
    return rc;
}

salesinv_status sinv_return_candidates(sinv_txn *txn, sinv_return_plan *plan,
                                       const sinv_order_line *of,
                                       sinv_return_candidate **out, uint32_t *out_count)
{
    candidate_list list = {NULL, 0, 0};
    salesinv_status rc = list_shipments(txn, plan, of->order);

    for (uint32_t i = 0; i < plan->listed.count && rc == SALESINV_OK; i++)
        rc = look_at(txn, plan, plan->listed.items[i], sinv_order_line_id(of), &list);
    *out = list.items;
    *out_count = list.count;
    return rc;
}
