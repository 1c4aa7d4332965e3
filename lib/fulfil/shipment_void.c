/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ways back: from approval (reject, withdraw, void) and from shipped (void). Goods that come back are
 * frozen again for the order where they lie now, as far as this shipment released its freeze and the order
 * still wants them.
 */
#include "fulfil/notice.h"
#include "fulfil/plan.h"
#include "inventory/posting.h"
#include "sales/users.h"

/* The goods as they were checked at submission; a warehouse disabled since takes them back all the same. */
static salesinv_status read_goods(sinv_txn *txn, sinv_doc *doc,
                                  sinv_shipment_plan **out)
{
    sinv_row *warehouse;
    salesinv_status rc;

    if ((rc = sinv_shipment_plan_get(txn, doc, out)) != SALESINV_OK ||
        (rc = sinv_doc_ref(txn, "warehouse", SALESINV_KIND_WAREHOUSE,
                           sinv_doc_int(doc, SINV_SHIPMENT_WAREHOUSE), &warehouse)) !=
            SALESINV_OK)
        return rc;
    return sinv_dispatch_read_goods(txn, &(*out)->out, warehouse);
}

salesinv_status sinv_shipment_check_release(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan;
    salesinv_status rc;

    if (sinv_shipment_is_notice(doc))
        return sinv_notice_check_release(txn, doc);
    if ((rc = read_goods(txn, doc, &plan)) != SALESINV_OK ||
        (rc = sinv_dispatch_read_own(txn, &plan->out)) != SALESINV_OK)
        return rc;
    plan->out.step = SINV_DISPATCH_RELEASE;
    return sinv_dispatch_check_back(txn, &plan->out);
}

salesinv_status sinv_shipment_apply_release(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan = doc->plan;
    salesinv_status rc;

    if (sinv_shipment_is_notice(doc))
        return sinv_notice_apply_release(txn, doc);
    rc = sinv_dispatch_release(txn, &plan->out);
    sinv_shipment_count(doc, plan, SINV_ORDER_LINE_SHIP_PENDING, -1);
    return rc == SALESINV_OK
               ? sinv_order_set_store(txn, &plan->out.orders, SALESINV_EVENT_UPDATED)
               : rc;
}

salesinv_status sinv_shipment_check_unreturned(sinv_txn *txn, const sinv_doc *doc)
{
    sinv_users users = {.count = 0};
    int64_t back = 0;
    salesinv_status rc;

    for (uint32_t i = 0; i < doc->line_count; i++)
        back += sinv_shipment_sent(doc, i) - sinv_shipment_returnable(doc, i);
    if (back == 0)
        return SALESINV_OK;
    rc = sinv_users_find_booked(txn, doc, SINV_SHIPMENT_LINE_ORDER_LINE,
                                SINV_RETURN_LIVE | SINV_IN(SALESINV_STATUS_IN_APPROVAL),
                                &users);
    return rc == SALESINV_OK
               ? sinv_users_refuse(txn, "shipment", sinv_doc_id(doc), &users)
               : rc;
}

static salesinv_status check_undo(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan;
    salesinv_status rc;

    if ((rc = sinv_shipment_check_unreturned(txn, doc)) != SALESINV_OK ||
        (rc = read_goods(txn, doc, &plan)) != SALESINV_OK)
        return rc;
    plan->out.step = SINV_DISPATCH_UNDO;
    return sinv_dispatch_check_back(txn, &plan->out);
}

salesinv_status sinv_shipment_check_void(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc =
        sinv_dispatch_check_writer(txn, doc, sinv_doc_int(doc, SINV_SHIPMENT_ORIGIN));

    if (rc != SALESINV_OK)
        return rc;
    if (sinv_shipment_is_notice(doc))
        return sinv_notice_check_void(txn, doc);
    switch (sinv_doc_int(doc, SINV_HEAD_STATUS)) {
    case SALESINV_STATUS_IN_APPROVAL:
        return sinv_shipment_check_release(txn, doc);
    case SALESINV_STATUS_SHIPPED:
        return check_undo(txn, doc);
    default:
        return sinv_txn_alloc(txn, sizeof(sinv_shipment_plan), &doc->plan);
    }
}

static salesinv_status undo_own(sinv_txn *txn, const sinv_doc *doc,
                                sinv_shipment_plan *plan)
{
    sinv_posting posting = {.type = SALESINV_OUTBOUND_SALE,
                            .warehouse = sinv_doc_int(doc, SINV_SHIPMENT_WAREHOUSE),
                            .source = sinv_doc_id(doc),
                            .is_reversal = true};
    salesinv_status rc;

    if ((rc = sinv_posting_begin(txn, SALESINV_KIND_OUTBOUND, &posting)) !=
            SALESINV_OK ||
        (rc = sinv_dispatch_undo(txn, &plan->out, posting.id)) != SALESINV_OK)
        return rc;
    return sinv_posting_end(txn, &posting);
}

static salesinv_status undo(sinv_txn *txn, const sinv_doc *doc,
                            sinv_shipment_plan *plan)
{
    salesinv_status rc = plan->out.origin == SALESINV_ORIGIN_OWN
                             ? undo_own(txn, doc, plan)
                             : sinv_dispatch_undo(txn, &plan->out, 0);

    return rc == SALESINV_OK
               ? sinv_order_set_settle(txn, &plan->out.orders, SALESINV_EVENT_UPDATED)
               : rc;
}

salesinv_status sinv_shipment_apply_void(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan = doc->plan;

    if (doc->reason)
        sinv_row_set_text(doc->head, SINV_SHIPMENT_REASON, doc->reason);
    if (sinv_shipment_is_notice(doc))
        return sinv_notice_apply_void(txn, doc);
    if (plan->out.step == SINV_DISPATCH_RELEASE)
        return sinv_shipment_apply_release(txn, doc);
    return plan->out.step == SINV_DISPATCH_UNDO ? undo(txn, doc, plan) : SALESINV_OK;
}
