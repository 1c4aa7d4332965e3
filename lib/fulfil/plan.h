/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_PLAN_H
#define SINV_FULFIL_PLAN_H

/*
 * What a shipment's check finds out and its apply then carries out: the orders it serves, which of their
 * lines each of its lines stands for, and the goods. Kept in doc->plan.
 */
#include "fulfil/dispatch.h"
#include "fulfil/shipment.h"

typedef struct sinv_shipment_plan {
    sinv_dispatch out;
    bool is_priced; /* amounts were computed in this call */
} sinv_shipment_plan;

/** The document's plan, made at the first call: loads the orders, finds their lines. */
salesinv_status sinv_shipment_plan_get(sinv_txn *txn, sinv_doc *doc,
                                       sinv_shipment_plan **out);

/**
 * Likewise while the shipment is being written: lines that name an order alone stand for all that it has left to ship,
 * and a new shipment without lines for all of the order in its header (domain.md 3.6.2). SOURCE_REQUIRED without any order;
 * ARG when shipping.auto_populate is off and a line names no order line; EXCEEDS_SHIPPABLE when there is nothing left.
 */
salesinv_status sinv_shipment_plan_populate(sinv_txn *txn, sinv_doc *doc,
                                            sinv_shipment_plan **out);

/** Set the amounts of the lines, their share of the order lines' as these stand now. */
salesinv_status sinv_shipment_price(sinv_txn *txn, sinv_doc *doc,
                                    sinv_shipment_plan *plan);

/**
 * ARG without a line; EXCEEDS_SHIPPABLE when the lines together want more of an order line than it has left to ship. What they want
 * was added up before.
 */
salesinv_status sinv_shipment_check_wanted(sinv_txn *txn, const sinv_doc *doc,
                                           const sinv_shipment_plan *plan);

/** Add to a counter of the order lines what each line ships of them, times `sign`. */
void sinv_shipment_count(const sinv_doc *doc, const sinv_shipment_plan *plan,
                         int32_t column, int64_t sign);

/** IN_USE naming the returns, in approval or confirmed, by which goods of the shipment came back. */
salesinv_status sinv_shipment_check_unreturned(sinv_txn *txn, const sinv_doc *doc);

#endif
