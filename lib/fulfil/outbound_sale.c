/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Outbound orders made from a shipping notice (decision OQ-1): staff say where the goods are taken from, which batch and which
 * serials; the order takes them out, releases the orders' freezes and counts on the notice.
 */
#include "base/decimal.h"
#include "fulfil/plan.h"
#include "fulfil/sale.h"
#include "fulfil/sale_parcel.h"
#include "fulfil/tracking.h"
#include "inventory/stock_order.h"
#include "sales/amount.h"
#include "sales/delivery.h"
#include "salesinv/outbound.h"

/* What the line takes over from the notice; a product given must be that one. */
static salesinv_status prepare_line(sinv_txn *txn, sinv_doc *doc,
                                    const sinv_sale_plan *plan, uint32_t index)
{
    sinv_row *row = doc->lines[index].row;
    int64_t given = sinv_row_int(row, SINV_OUTBOUND_LINE_PRODUCT);
    int64_t product = sinv_doc_line_int(plan->notice, plan->notice_lines[index],
                                        SINV_SHIPMENT_LINE_PRODUCT);

    if (given != 0 && given != product)
        return sinv_err_set(txn->err, SALESINV_E_ARG,
                            sinv_doc_field(txn, (int32_t)index, "product"),
                            "the notice's line is of product %lld, not %lld",
                            (long long)product, (long long)given);
    sinv_row_change_int(row, SINV_OUTBOUND_LINE_PRODUCT, product);
    return sinv_stock_order_prepare_line(txn, doc, index);
}

salesinv_status sinv_sale_prepare(sinv_txn *txn, sinv_doc *doc)
{
    sinv_sale_plan *plan;
    salesinv_status rc;

    if ((rc = sinv_stock_order_check_time(txn, doc)) != SALESINV_OK ||
        (rc = sinv_sale_plan_populate(txn, doc, &plan)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = prepare_line(txn, doc, plan, i);
    sinv_row_change_int(doc->head, SINV_OUTBOUND_SOURCE, sinv_doc_id(plan->notice));
    return rc;
}

static salesinv_status check_notice(sinv_txn *txn, const sinv_doc *notice)
{
    /* Of one that is outbound everything went out already: the quantities say so line by line. */
    const uint32_t issued = SINV_NOTICE_LIVE | SINV_IN(SALESINV_STATUS_OUTBOUND);

    return issued & SINV_IN(sinv_doc_int(notice, SINV_HEAD_STATUS))
               ? SALESINV_OK
               : sinv_doc_refuse_state(txn, "source", "notice", notice,
                                       "goods go out for issued ones");
}

/* What the lines together take of each line of the notice; they were found to fit into a sum. */
static salesinv_status sum_lines(sinv_txn *txn, const sinv_doc *doc,
                                 const sinv_sale_plan *plan, int64_t **out)
{
    salesinv_status rc = sinv_txn_alloc(
        txn, (plan->notice->line_count + 1) * sizeof(**out), (void **)out);

    for (uint32_t i = 0; rc == SALESINV_OK && i < doc->line_count; i++)
        if (!doc->lines[i].is_removed)
            (*out)[plan->notice_lines[i]] += plan->out.goods[i].qty;
    return rc;
}

/* Goods that an ERP sent: within what the notice and the order are of, and the tolerance. */
static salesinv_status check_delivered(sinv_txn *txn, const sinv_doc *doc,
                                       const sinv_sale_plan *plan, const int64_t *sums)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        uint32_t line = plan->notice_lines[i];
        const sinv_delivery of = {
            .what = "notice",
            .line = sinv_doc_line_of(plan->notice, line),
            .qty = sinv_doc_line_int(plan->notice, line, SINV_SHIPMENT_LINE_QTY),
            .left = sinv_notice_balance(plan->notice, line),
            .delivered = sums[line]};

        if (doc->lines[i].is_removed)
            continue;
        rc = sinv_delivery_check_order(txn, &plan->out.sources[i], (int32_t)i);
        if (rc == SALESINV_OK)
            rc = sinv_delivery_check(txn, &of, (int32_t)i);
    }
    return rc;
}

static salesinv_status check_rest(sinv_txn *txn, const sinv_doc *doc,
                                  const sinv_sale_plan *plan)
{
    int64_t *sums;
    salesinv_status rc = sum_lines(txn, doc, plan, &sums);

    if (rc == SALESINV_OK && plan->out.origin == SALESINV_ORIGIN_ERP)
        return check_delivered(txn, doc, plan, sums);
    for (uint32_t i = 0; rc == SALESINV_OK && i < doc->line_count; i++) {
        uint32_t line = plan->notice_lines[i];
        int64_t rest = sinv_notice_rest(plan->notice, line);
        int64_t sum = sums[line];

        if (doc->lines[i].is_removed || sum <= rest)
            continue;
        (void)sinv_err_set(
            txn->err, SALESINV_E_EXCEEDS_SHIPPABLE,
            sinv_doc_field(txn, (int32_t)i, "qty"),
            "wanted %s of line %lld of notice %lld, %s wait to go out",
            sinv_txn_qty(txn, sum),
            (long long)sinv_doc_line_int(plan->notice, line, SINV_LINE_NUMBER),
            (long long)sinv_doc_id(plan->notice), sinv_txn_qty(txn, rest));
        sinv_err_add_qty(txn->err, "wanted", sum);
        sinv_err_add_qty(txn->err, "shippable", rest);
        sinv_err_add_int(txn->err, "notice_line", sinv_doc_line_of(plan->notice, line));
        return SALESINV_E_EXCEEDS_SHIPPABLE;
    }
    return rc;
}

static salesinv_status check_lines(sinv_txn *txn, const sinv_doc *doc)
{
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!doc->lines[i].is_removed)
            return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_ARG, "lines",
                        "outbound orders need at least one line");
}

static salesinv_status read_goods(sinv_txn *txn, const sinv_doc *doc,
                                  sinv_sale_plan *plan)
{
    sinv_row *warehouse;
    salesinv_status rc = sinv_dispatch_find_warehouse(
        txn, &plan->out, sinv_doc_int(doc, SINV_OUTBOUND_WAREHOUSE), &warehouse);

    return rc == SALESINV_OK ? sinv_dispatch_read_goods(txn, &plan->out, warehouse)
                             : rc;
}

salesinv_status sinv_sale_check_submit(sinv_txn *txn, sinv_doc *doc)
{
    sinv_sale_plan *plan;
    salesinv_status rc;

    if ((rc = sinv_sale_plan_get(txn, doc, &plan)) != SALESINV_OK ||
        (rc = sinv_dispatch_decide_origin(txn, doc, &plan->out.origin)) !=
            SALESINV_OK ||
        (rc = check_lines(txn, doc)) != SALESINV_OK ||
        (rc = check_notice(txn, plan->notice)) != SALESINV_OK ||
        (rc = sinv_dispatch_check_orders(txn, &plan->out)) != SALESINV_OK ||
        (rc = read_goods(txn, doc, plan)) != SALESINV_OK ||
        (rc = check_rest(txn, doc, plan)) != SALESINV_OK)
        return rc;
    plan->out.step = doc->is_direct ? SINV_DISPATCH_SHIP : SINV_DISPATCH_PEND;
    return sinv_dispatch_check_out(txn, &plan->out);
}

salesinv_status sinv_sale_check_approve(sinv_txn *txn, sinv_doc *doc)
{
    sinv_sale_plan *plan;
    salesinv_status rc;

    if ((rc = sinv_sale_plan_get(txn, doc, &plan)) != SALESINV_OK ||
        (rc = sinv_dispatch_check_orders(txn, &plan->out)) != SALESINV_OK ||
        (rc = read_goods(txn, doc, plan)) != SALESINV_OK ||
        (rc = sinv_dispatch_read_own(txn, &plan->out)) != SALESINV_OK)
        return rc;
    plan->out.step = SINV_DISPATCH_SHIP;
    plan->out.was_pending = true;
    return sinv_dispatch_check_out(txn, &plan->out);
}

/* The goods as they went; a warehouse disabled since takes them back all the same. */
static salesinv_status plan_back(sinv_txn *txn, sinv_doc *doc, sinv_dispatch_step step,
                                 sinv_sale_plan **out)
{
    sinv_row *warehouse;
    salesinv_status rc;

    if ((rc = sinv_sale_plan_get(txn, doc, out)) != SALESINV_OK ||
        (rc = sinv_doc_ref(txn, "warehouse", SALESINV_KIND_WAREHOUSE,
                           sinv_doc_int(doc, SINV_OUTBOUND_WAREHOUSE), &warehouse)) !=
            SALESINV_OK ||
        (rc = sinv_dispatch_read_goods(txn, &(*out)->out, warehouse)) != SALESINV_OK)
        return rc;
    (*out)->out.step = step;
    if (step == SINV_DISPATCH_RELEASE &&
        (rc = sinv_dispatch_read_own(txn, &(*out)->out)) != SALESINV_OK)
        return rc;
    return sinv_dispatch_check_back(txn, &(*out)->out);
}

salesinv_status sinv_sale_check_release(sinv_txn *txn, sinv_doc *doc)
{
    sinv_sale_plan *plan;

    return plan_back(txn, doc, SINV_DISPATCH_RELEASE, &plan);
}

/* Are goods of the line's batch back, or about to be, that only this order took out? */
static salesinv_status is_batch_back(sinv_txn *txn, const sinv_doc *doc,
                                     const sinv_sale_plan *plan, uint32_t index,
                                     bool *out)
{
    const sinv_goods *goods = plan->out.goods;
    uint32_t line = plan->notice_lines[index];
    int64_t away = 0;
    int64_t taken = 0;
    salesinv_status rc = SALESINV_OK;

    if (goods[index].batch != 0 && sinv_shipment_returnable(plan->notice, line) !=
                                       sinv_shipment_sent(plan->notice, line)) {
        for (uint32_t i = 0; i < doc->line_count; i++)
            if (plan->notice_lines[i] == line && goods[i].batch == goods[index].batch)
                taken += goods[i].qty;
        rc = sinv_shipment_batch_away(txn, plan->notice, line, goods[index].batch,
                                      &away);
    }
    *out = taken > away;
    return rc;
}

/* Are serials of the line back, or about to be, or back and gone again? */
static salesinv_status is_serial_back(sinv_txn *txn, const sinv_sale_plan *plan,
                                      uint32_t index, bool *out)
{
    sinv_serial_set left;
    salesinv_status rc = sinv_dispatch_left(txn, &plan->out, index, &left);

    *out = plan->out.goods[index].has_serials &&
           left.total * SINV_QTY_ONE != plan->out.goods[index].qty;
    return rc;
}

/* What came back, or was received, did go out. */
static salesinv_status check_undo(sinv_txn *txn, const sinv_doc *doc,
                                  const sinv_sale_plan *plan)
{
    const sinv_doc *notice = plan->notice;
    int64_t *sums;
    salesinv_status rc = sum_lines(txn, doc, plan, &sums);

    if (rc != SALESINV_OK)
        return rc;
    if (sinv_doc_int(notice, SINV_HEAD_STATUS) == SALESINV_STATUS_RECEIVED)
        return sinv_err_set(txn->err, SALESINV_E_INVALID_STATE, "source",
                            "notice %lld is received: take the receipt back first",
                            (long long)sinv_doc_id(notice));
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        uint32_t line = plan->notice_lines[i];
        bool is_back = sums[line] > sinv_shipment_returnable(notice, line);

        if (!is_back)
            rc = is_batch_back(txn, doc, plan, i, &is_back);
        if (rc == SALESINV_OK && !is_back)
            rc = is_serial_back(txn, plan, i, &is_back);
        if (is_back)
            return sinv_shipment_check_unreturned(txn, notice);
    }
    return rc;
}

salesinv_status sinv_sale_check_void(sinv_txn *txn, sinv_doc *doc)
{
    sinv_sale_plan *plan;
    salesinv_status rc =
        sinv_dispatch_check_writer(txn, doc, sinv_doc_int(doc, SINV_OUTBOUND_ORIGIN));

    if (rc != SALESINV_OK)
        return rc;
    switch (sinv_doc_int(doc, SINV_HEAD_STATUS)) {
    case SALESINV_STATUS_IN_APPROVAL:
        return sinv_sale_check_release(txn, doc);
    case SALESINV_STATUS_CONFIRMED:
        rc = plan_back(txn, doc, SINV_DISPATCH_UNDO, &plan);
        return rc == SALESINV_OK ? check_undo(txn, doc, plan) : rc;
    default: /* nobody counts it, and lines of its notice may be gone */
        return SALESINV_OK;
    }
}

/* Count every line's quantity on the notice as being about to go out. */
static void count_pending(const sinv_doc *doc, const sinv_sale_plan *plan, int64_t sign)
{
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!doc->lines[i].is_removed)
            sinv_doc_count(plan->notice, plan->notice_lines[i],
                           SINV_SHIPMENT_LINE_OUTBOUND_PENDING,
                           sign * plan->out.goods[i].qty);
}

/* Count what went out, or came back; the orders count as noticed what of the notice waits. */
static void count_out(const sinv_doc *doc, const sinv_sale_plan *plan, int64_t sign)
{
    for (uint32_t i = 0; i < doc->line_count; i++) {
        uint32_t line = plan->notice_lines[i];
        int64_t waited;

        if (doc->lines[i].is_removed)
            continue;
        waited = sinv_notice_waiting(plan->notice, line);
        sinv_doc_count(plan->notice, line, SINV_SHIPMENT_LINE_OUTBOUND_QTY,
                       sign * plan->out.goods[i].qty);
        sinv_order_line_count(&plan->out.sources[i], SINV_ORDER_LINE_NOTICED,
                              sinv_notice_waiting(plan->notice, line) - waited);
    }
}

/* Goods left: the notice has the time of the last ones, in whatever order they are reported. */
static void note_time(sinv_doc *notice, salesinv_time at)
{
    if (sinv_row_is_null(notice->head, SINV_SHIPMENT_SHIPPED_AT) ||
        sinv_doc_int(notice, SINV_SHIPMENT_SHIPPED_AT) < at)
        sinv_row_set_int(notice->head, SINV_SHIPMENT_SHIPPED_AT, at);
}

static salesinv_status ship(sinv_txn *txn, sinv_doc *doc, sinv_sale_plan *plan)
{
    salesinv_status rc = sinv_dispatch_ship(txn, &plan->out, sinv_doc_id(doc));

    if (rc != SALESINV_OK)
        return rc;
    if (plan->out.was_pending)
        count_pending(doc, plan, -1);
    count_out(doc, plan, 1);
    if (sinv_row_is_null(doc->head, SINV_OUTBOUND_EFFECTIVE_AT))
        sinv_row_set_int(doc->head, SINV_OUTBOUND_EFFECTIVE_AT, txn->now);
    note_time(plan->notice, sinv_doc_int(doc, SINV_OUTBOUND_EFFECTIVE_AT));
    sinv_notice_settle(plan->notice);
    if ((rc = sinv_sale_follow_parcel(txn, doc, plan->notice)) != SALESINV_OK ||
        (rc = sinv_doc_store(txn, plan->notice, SALESINV_EVENT_GOODS_OUT)) !=
            SALESINV_OK)
        return rc;
    return sinv_order_set_settle(txn, &plan->out.orders, SALESINV_EVENT_SHIPPED);
}

static salesinv_status undo(sinv_txn *txn, const sinv_doc *doc, sinv_sale_plan *plan)
{
    salesinv_status rc = sinv_dispatch_undo(txn, &plan->out, sinv_doc_id(doc));

    if (rc != SALESINV_OK)
        return rc;
    count_out(doc, plan, -1);
    sinv_notice_settle(plan->notice);
    if (sinv_doc_int(plan->notice, SINV_HEAD_STATUS) == SALESINV_STATUS_ISSUED)
        sinv_row_set_null(plan->notice->head, SINV_SHIPMENT_SHIPPED_AT);
    if (!doc->before && /* else it is about to be corrected, and its parcel with it */
        (rc = sinv_sale_drop_parcel(txn, doc, plan->notice)) != SALESINV_OK)
        return rc;
    if ((rc = sinv_doc_store(txn, plan->notice, SALESINV_EVENT_UPDATED)) != SALESINV_OK)
        return rc;
    return sinv_order_set_settle(txn, &plan->out.orders, SALESINV_EVENT_UPDATED);
}

/* Into approval or back: the notice counts it, the orders have it noticed already. */
static salesinv_status pend(sinv_txn *txn, const sinv_doc *doc, sinv_sale_plan *plan)
{
    bool is_back = plan->out.step == SINV_DISPATCH_RELEASE;
    salesinv_status rc = is_back ? sinv_dispatch_release(txn, &plan->out)
                                 : sinv_dispatch_pend(txn, &plan->out);

    count_pending(doc, plan, is_back ? -1 : 1);
    return rc == SALESINV_OK ? sinv_doc_store(txn, plan->notice, SALESINV_EVENT_UPDATED)
                             : rc;
}

salesinv_status sinv_sale_apply(sinv_txn *txn, sinv_doc *doc)
{
    sinv_sale_plan *plan = doc->plan;
    salesinv_status rc;

    if (doc->reason)
        sinv_row_set_text(doc->head, SINV_OUTBOUND_REASON, doc->reason);
    if (!plan)
        return SALESINV_OK;
    sinv_row_change_int(doc->head, SINV_OUTBOUND_ORIGIN, plan->out.origin);
    switch (plan->out.step) {
    case SINV_DISPATCH_SHIP:
        rc = ship(txn, doc, plan);
        return rc == SALESINV_OK ? sinv_tracking_confirm(txn, plan->notice) : rc;
    case SINV_DISPATCH_UNDO:
        return undo(txn, doc, plan);
    case SINV_DISPATCH_PEND:
    case SINV_DISPATCH_RELEASE:
        return pend(txn, doc, plan);
    case SINV_DISPATCH_NOTHING:
    default:
        return SALESINV_OK;
    }
}

salesinv_status sinv_sale_store_serials(sinv_txn *txn, sinv_doc *doc, uint32_t index)
{
    const sinv_sale_plan *plan = doc->plan;

    return sinv_goods_store_serials(
        txn, doc, index, plan && plan->out.goods ? &plan->out.goods[index] : NULL);
}
