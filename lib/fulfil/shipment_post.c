/* SPDX-License-Identifier: Apache-2.0 */
/* Submission and confirmation carried out: into approval, or goods out of the warehouse under a generated outbound order. */
#include "fulfil/notice.h"
#include "fulfil/plan.h"
#include "inventory/posting.h"
#include "sales/amount.h"

/* Goods of our own leave under an outbound order that is made for them. */
static salesinv_status ship_own(sinv_txn *txn, sinv_doc *doc, sinv_shipment_plan *plan)
{
    sinv_posting posting = {.type = SALESINV_OUTBOUND_SALE,
                            .warehouse = sinv_doc_int(doc, SINV_SHIPMENT_WAREHOUSE),
                            .source = sinv_doc_id(doc)};
    salesinv_status rc;

    if ((rc = sinv_posting_begin(txn, SALESINV_KIND_OUTBOUND, &posting)) !=
            SALESINV_OK ||
        (rc = sinv_dispatch_ship(txn, &plan->out, posting.id)) != SALESINV_OK ||
        (rc = sinv_posting_end(txn, &posting)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(doc->head, SINV_SHIPMENT_POSTING, posting.id);
    return SALESINV_OK;
}

static salesinv_status ship(sinv_txn *txn, sinv_doc *doc, sinv_shipment_plan *plan)
{
    salesinv_status rc = plan->out.origin == SALESINV_ORIGIN_OWN
                             ? ship_own(txn, doc, plan)
                             : sinv_dispatch_ship(txn, &plan->out, 0);

    if (rc != SALESINV_OK)
        return rc;
    if (!doc->is_synced || sinv_row_is_null(doc->head, SINV_SHIPMENT_SHIPPED_AT))
        sinv_row_set_int(doc->head, SINV_SHIPMENT_SHIPPED_AT, txn->now);
    return sinv_order_set_settle(txn, &plan->out.orders, SALESINV_EVENT_SHIPPED);
}

static salesinv_status pend(sinv_txn *txn, sinv_doc *doc, sinv_shipment_plan *plan)
{
    salesinv_status rc = sinv_dispatch_pend(txn, &plan->out);

    sinv_shipment_count(doc, plan, SINV_ORDER_LINE_SHIP_PENDING, 1);
    return rc == SALESINV_OK
               ? sinv_order_set_store(txn, &plan->out.orders, SALESINV_EVENT_UPDATED)
               : rc;
}

salesinv_status sinv_shipment_apply_submit(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan = doc->plan;

    sinv_row_change_int(doc->head, SINV_SHIPMENT_ORIGIN, plan->out.origin);
    if (sinv_shipment_is_notice(doc))
        return sinv_notice_apply_submit(txn, doc);
    return plan->out.step == SINV_DISPATCH_SHIP ? ship(txn, doc, plan)
                                                : pend(txn, doc, plan);
}

salesinv_status sinv_shipment_apply_approve(sinv_txn *txn, sinv_doc *doc)
{
    return sinv_shipment_is_notice(doc) ? sinv_notice_apply_approve(txn, doc)
                                        : ship(txn, doc, doc->plan);
}
