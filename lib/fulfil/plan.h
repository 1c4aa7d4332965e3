/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_PLAN_H
#define SINV_FULFIL_PLAN_H

/*
 * What a shipment's check finds out and its apply then carries out: the order it ships, and
 * which line of the order each of its lines stands for. Kept in doc->plan.
 */
#include "fulfil/shipment.h"
#include "inventory/goods.h"
#include "sales/order.h"

/** What a verb does to a shipment; void depends on the status that it finds. */
typedef enum sinv_shipment_step {
    SINV_SHIPMENT_NOTHING, /* a draft: nobody knows of it */
    SINV_SHIPMENT_PEND,    /* into approval */
    SINV_SHIPMENT_SHIP,    /* out, at once or after approval */
    SINV_SHIPMENT_RELEASE, /* back from approval */
    SINV_SHIPMENT_UNDO     /* back from shipped */
} sinv_shipment_step;

typedef struct sinv_shipment_plan {
    sinv_doc *order;
    uint32_t *order_lines; /* per line of the shipment: index in order->lines */
    bool is_priced;        /* amounts were computed in this call */
    sinv_shipment_step step;
    bool was_pending;  /* it was in approval */
    sinv_goods *goods; /* per line of the shipment */
    int64_t *own;      /* likewise: frozen under the line itself */
    int64_t *wanted;   /* per line of the order: what all lines together ship of it */
    sinv_releases *releases; /* likewise: where its freeze is taken from */
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

/** Read the goods of every line, their serials included; make room for the other arrays. */
salesinv_status sinv_shipment_read_goods(sinv_txn *txn, sinv_doc *doc,
                                         sinv_shipment_plan *plan,
                                         const sinv_row *warehouse);

/** Read what each line froze under itself while it was in approval. */
salesinv_status sinv_shipment_read_own(sinv_txn *txn, sinv_doc *doc,
                                       sinv_shipment_plan *plan);

/** Would the warehouse give all lines what they want together? INSUFFICIENT_STOCK. */
salesinv_status sinv_shipment_check_stock(sinv_txn *txn, sinv_doc *doc,
                                          sinv_shipment_plan *plan);

/** IN_USE naming the returns, in approval or confirmed, by which goods of the shipment came back. */
salesinv_status sinv_shipment_check_unreturned(sinv_txn *txn, const sinv_doc *doc);

/** Give back what the line froze under itself. */
salesinv_status sinv_shipment_unfreeze(sinv_txn *txn, sinv_doc *doc,
                                       const sinv_shipment_plan *plan, uint32_t index);

#endif
