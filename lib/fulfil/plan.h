/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_PLAN_H
#define SINV_FULFIL_PLAN_H

/*
 * What a shipment's check finds out and its apply then carries out: the order it ships, and
 * which line of the order each of its lines stands for. Kept in doc->plan.
 */
#include "fulfil/shipment.h"

typedef struct sinv_shipment_plan {
    sinv_doc *order;
    uint32_t *order_lines; /* per line of the shipment: index in order->lines */
    bool is_priced;        /* amounts were computed in this call */
} sinv_shipment_plan;

/** The document's plan, made at the first call: loads the order, finds its lines. */
salesinv_status sinv_shipment_plan_get(sinv_txn *txn, sinv_doc *doc,
                                       sinv_shipment_plan **out);

/** Find the order lines again after lines were added. */
salesinv_status sinv_shipment_plan_match(sinv_txn *txn, sinv_doc *doc,
                                         sinv_shipment_plan *plan);

/** Set the amounts of the lines, their share of the order lines' as these stand now. */
salesinv_status sinv_shipment_price(sinv_txn *txn, sinv_doc *doc,
                                    sinv_shipment_plan *plan);

#endif
