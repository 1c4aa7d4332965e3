/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_RETURNS_PLAN_H
#define SINV_RETURNS_PLAN_H

/*
 * What a return's check finds out and its apply then carries out: the shipment and order that the
 * goods left on, and which of their lines each line of the return stands for. Kept in doc->plan.
 */
#include "inventory/goods.h"
#include "returns/return_order.h"

/** What a verb does to a return; void depends on the status that it finds. */
typedef enum sinv_return_step {
    SINV_RETURN_NOTHING, /* a draft: nobody knows of it */
    SINV_RETURN_PEND,    /* into approval */
    SINV_RETURN_TAKE_IN, /* goods in, at once or after approval */
    SINV_RETURN_RELEASE, /* back from approval */
    SINV_RETURN_UNDO     /* goods out again */
} sinv_return_step;

typedef struct sinv_return_plan {
    sinv_doc *shipment;
    sinv_doc *order;
    uint32_t *shipment_lines; /* per line of the return: index in shipment->lines */
    uint32_t *order_lines;    /* likewise in order->lines */
    bool is_priced;
    sinv_return_step step;
    bool was_pending;  /* it was in approval */
    sinv_goods *goods; /* per line of the return */
} sinv_return_plan;

/** The document's plan, made at the first call: loads shipment and order, finds their lines. */
salesinv_status sinv_return_plan_get(sinv_txn *txn, sinv_doc *doc,
                                     sinv_return_plan **out);

/** Set the amounts of the lines: their share of the shipment lines', or that of their own price. */
salesinv_status sinv_return_price(sinv_txn *txn, sinv_doc *doc, sinv_return_plan *plan);

/** Read the goods of every line with their serials. */
salesinv_status sinv_return_read_goods(sinv_txn *txn, sinv_doc *doc,
                                       sinv_return_plan *plan,
                                       const sinv_row *warehouse);

/** Line id of the shipment line that line `index` of the return stands for. */
int64_t sinv_return_source(const sinv_return_plan *plan, uint32_t index);

#endif
