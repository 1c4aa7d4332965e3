/* SPDX-License-Identifier: Apache-2.0 */
/* What a shipment must satisfy to be submitted, and again to be confirmed (domain.md 5.9). Reads only. */
#include "fulfil/notice.h"
#include "fulfil/plan.h"
#include "sales/delivery.h"

static salesinv_status check_lines(sinv_txn *txn, const sinv_doc *doc)
{
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!doc->lines[i].is_removed)
            return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_ARG, "lines",
                        "a shipment has at least one line");
}

/* Or, of goods that an ERP sent, what was ordered and the tolerance: whatever waits here besides. */
static salesinv_status check_delivered(sinv_txn *txn, const sinv_doc *doc,
                                       const sinv_dispatch *out)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = sinv_delivery_check_order(txn, &out->sources[i], (int32_t)i);
    return rc;
}

/* The sum per order line must not exceed what the order still has to ship; what waits here already is some of it. */
static salesinv_status check_remaining(sinv_txn *txn, const sinv_doc *doc,
                                       const sinv_dispatch *out)
{
    salesinv_status rc;

    for (uint32_t i = 0; i < doc->line_count; i++) {
        const sinv_order_line *source = &out->sources[i];
        int64_t remaining;

        if (doc->lines[i].is_removed)
            continue;
        remaining = out->was_pending
                        ? sinv_order_remaining(source->order, source->index)
                        : sinv_order_shippable(source->order, source->index);
        if (source->use->wanted <= remaining)
            continue;
        rc = sinv_err_set(
            txn->err, SALESINV_E_EXCEEDS_SHIPPABLE,
            sinv_doc_field(txn, (int32_t)i, "qty"),
            "wanted %s of line %lld of order %lld, %s remain to be shipped",
            sinv_txn_qty(txn, source->use->wanted),
            (long long)sinv_order_line_int(source, SINV_LINE_NUMBER),
            (long long)sinv_doc_id(source->order), sinv_txn_qty(txn, remaining));
        sinv_err_add_qty(txn->err, "wanted", source->use->wanted);
        sinv_err_add_qty(txn->err, "shippable", remaining);
        sinv_err_add_int(txn->err, "order_line", sinv_order_line_id(source));
        return rc;
    }
    return SALESINV_OK;
}

static salesinv_status check_quantities(sinv_txn *txn, const sinv_doc *doc,
                                        const sinv_dispatch *out)
{
    return out->origin == SALESINV_ORIGIN_ERP ? check_delivered(txn, doc, out)
                                              : check_remaining(txn, doc, out);
}

salesinv_status sinv_shipment_check_wanted(sinv_txn *txn, const sinv_doc *doc,
                                           const sinv_shipment_plan *plan)
{
    salesinv_status rc = check_lines(txn, doc);

    return rc == SALESINV_OK ? check_remaining(txn, doc, &plan->out) : rc;
}

static salesinv_status read_goods(sinv_txn *txn, const sinv_doc *doc,
                                  sinv_dispatch *out)
{
    sinv_row *warehouse;
    salesinv_status rc = sinv_dispatch_find_warehouse(
        txn, out, sinv_doc_int(doc, SINV_SHIPMENT_WAREHOUSE), &warehouse);

    return rc == SALESINV_OK ? sinv_dispatch_read_goods(txn, out, warehouse) : rc;
}

salesinv_status sinv_shipment_check_submit(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan;
    salesinv_status rc;

    if ((rc = sinv_shipment_plan_get(txn, doc, &plan)) != SALESINV_OK ||
        (rc = sinv_dispatch_decide_origin(txn, doc, &plan->out.origin)) != SALESINV_OK)
        return rc;
    if (sinv_shipment_is_notice(doc))
        return sinv_notice_check_submit(txn, doc);
    if ((rc = sinv_dispatch_check_orders(txn, &plan->out)) != SALESINV_OK ||
        (rc = check_lines(txn, doc)) != SALESINV_OK ||
        (rc = read_goods(txn, doc, &plan->out)) != SALESINV_OK ||
        (rc = check_quantities(txn, doc, &plan->out)) != SALESINV_OK)
        return rc;
    if (!plan->is_priced && (rc = sinv_shipment_price(txn, doc, plan)) != SALESINV_OK)
        return rc;
    plan->out.step = doc->is_direct ? SINV_DISPATCH_SHIP : SINV_DISPATCH_PEND;
    return sinv_dispatch_check_out(txn, &plan->out);
}

salesinv_status sinv_shipment_check_approve(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan;
    salesinv_status rc;

    if (sinv_shipment_is_notice(doc))
        return sinv_notice_check_approve(txn, doc);
    if ((rc = sinv_shipment_plan_get(txn, doc, &plan)) != SALESINV_OK ||
        (rc = sinv_dispatch_check_orders(txn, &plan->out)) != SALESINV_OK ||
        (rc = read_goods(txn, doc, &plan->out)) != SALESINV_OK ||
        (rc = sinv_dispatch_read_own(txn, &plan->out)) != SALESINV_OK)
        return rc;
    plan->out.step = SINV_DISPATCH_SHIP;
    plan->out.was_pending = true;
    plan->out.counter = SINV_ORDER_LINE_SHIP_PENDING;
    if ((rc = check_remaining(txn, doc, &plan->out)) != SALESINV_OK)
        return rc; /* an ERP sent it meanwhile */
    return sinv_dispatch_check_out(txn, &plan->out);
}
