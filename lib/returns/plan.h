/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_RETURNS_PLAN_H
#define SINV_RETURNS_PLAN_H

/*
 * What a return's check finds out and its apply then carries out: the shipment and order that the
 * goods left on, and which of their lines each line of the return stands for. Kept in doc->plan.
 */
#include "returns/return_order.h"

typedef struct sinv_return_plan {
    sinv_doc *shipment;
    sinv_doc *order;
    uint32_t *shipment_lines; /* per line of the return: index in shipment->lines */
    uint32_t *order_lines;    /* likewise in order->lines */
    bool is_priced;
} sinv_return_plan;

/** The document's plan, made at the first call: loads shipment and order, finds their lines. */
salesinv_status sinv_return_plan_get(sinv_txn *txn, sinv_doc *doc,
                                     sinv_return_plan **out);

/** Set the amounts of the lines: their share of the shipment lines', or that of their own price. */
salesinv_status sinv_return_price(sinv_txn *txn, sinv_doc *doc, sinv_return_plan *plan);

#endif
