/* SPDX-License-Identifier: Apache-2.0 */
/* Receipts: what the buyer says arrived. No stock moves; less than was shipped needs a reason. */
#include "document/verbs.h"
#include "fulfil/plan.h"
#include "sales/amount.h"

typedef struct receipt_plan {
    sinv_shipment_plan *shipment;
    const sinv_row **given; /* per line: what the draft says, NULL: all of it arrived */
} receipt_plan;

#define RECEIPT_COLUMNS                                                                \
    (UINT64_C(1) << SINV_SHIPMENT_LINE_RECEIVED |                                      \
     UINT64_C(1) << SINV_SHIPMENT_LINE_SHORT_REASON)

static bool is_given(const sinv_row *row, int32_t column)
{
    return row && (row->changed >> column & 1);
}

/* A draft of a receipt says nothing else than what arrived of lines that exist. */
static salesinv_status match_line(sinv_txn *txn, const sinv_doc *doc,
                                  const sinv_draft_line *line, int32_t place,
                                  receipt_plan *plan)
{
    int32_t index = line->number != 0 ? sinv_doc_find_line(doc, line->number) : -1;

    if (index < 0)
        return sinv_err_set(txn->err,
                            line->number ? SALESINV_E_NOT_FOUND : SALESINV_E_ARG,
                            sinv_doc_field(txn, place, "line"),
                            "a receipt names lines of the shipment: %lld is none",
                            (long long)line->number);
    if ((line->row->changed & ~RECEIPT_COLUMNS) || line->has_serials)
        return sinv_err_set(txn->err, SALESINV_E_ARG,
                            sinv_doc_field(txn, place, "received"),
                            "a receipt sets received and short_reason alone");
    plan->given[index] = line->row;
    return SALESINV_OK;
}

static int64_t received_of(const sinv_doc *doc, const receipt_plan *plan,
                           uint32_t index)
{
    const sinv_row *row = plan->given[index];

    return is_given(row, SINV_SHIPMENT_LINE_RECEIVED)
               ? sinv_row_int(row, SINV_SHIPMENT_LINE_RECEIVED)
               : sinv_shipment_sent(doc, index);
}

static const char *reason_of(const receipt_plan *plan, uint32_t index)
{
    const sinv_row *row = plan->given[index];
    const char *reason = is_given(row, SINV_SHIPMENT_LINE_SHORT_REASON)
                             ? sinv_row_text(row, SINV_SHIPMENT_LINE_SHORT_REASON)
                             : NULL;

    return reason && *reason ? reason : NULL;
}

/* A part of what was shipped is a quantity that the product can be counted in. */
static salesinv_status check_whole(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                   int64_t received)
{
    sinv_product product;
    salesinv_status rc;

    if (received == 0 || received == sinv_shipment_sent(doc, index))
        return SALESINV_OK;
    rc = sinv_product_for_line(
        txn, (int32_t)index, sinv_doc_line_int(doc, index, SINV_SHIPMENT_LINE_PRODUCT),
        false, &product);
    if (rc != SALESINV_OK)
        return rc;
    return sinv_product_check_qty(
        txn, &product, sinv_doc_field(txn, (int32_t)index, "received"), received);
}

static salesinv_status check_line(sinv_txn *txn, const sinv_doc *doc,
                                  const receipt_plan *plan, uint32_t index)
{
    int64_t shipped = sinv_shipment_sent(doc, index);
    int64_t received = received_of(doc, plan, index);
    salesinv_status rc;

    if (received < shipped && !reason_of(plan, index))
        return sinv_err_set(txn->err, SALESINV_E_ARG,
                            sinv_doc_field(txn, (int32_t)index, "short_reason"),
                            "received %s of %s: short_reason is required",
                            sinv_txn_qty(txn, received), sinv_txn_qty(txn, shipped));
    if (received <= shipped)
        return check_whole(txn, doc, index, received);
    rc = sinv_err_set(txn->err, SALESINV_E_EXCEEDS_REMAINING,
                      sinv_doc_field(txn, (int32_t)index, "received"),
                      "received %s, shipped %s", sinv_txn_qty(txn, received),
                      sinv_txn_qty(txn, shipped));
    sinv_err_add_qty(txn->err, "received", received);
    sinv_err_add_qty(txn->err, "shipped", shipped);
    return rc;
}

salesinv_status sinv_shipment_check_receive(sinv_txn *txn, sinv_doc *doc)
{
    const salesinv_draft *draft = doc->draft;
    sinv_shipment_plan *shipment;
    receipt_plan *plan;
    salesinv_status rc;

    if (draft && draft->head->changed)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "draft",
                            "a receipt sets fields of lines alone");
    if ((rc = sinv_shipment_plan_get(txn, doc, &shipment)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, sizeof(*plan), (void **)&plan)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, (doc->line_count + 1) * sizeof(*plan->given),
                             (void **)&plan->given)) != SALESINV_OK)
        return rc;
    plan->shipment = shipment;
    doc->plan = plan;
    for (uint32_t i = 0; draft && i < draft->line_count && rc == SALESINV_OK; i++)
        rc = match_line(txn, doc, &draft->lines[i], (int32_t)i, plan);
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        rc = check_line(txn, doc, plan, i);
    return rc;
}

salesinv_status sinv_shipment_apply_receive(sinv_txn *txn, sinv_doc *doc)
{
    const receipt_plan *plan = doc->plan;
    sinv_order_set *orders = &plan->shipment->out.orders;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count; i++) {
        sinv_row *row = doc->lines[i].row;
        int64_t received = received_of(doc, plan, i);

        sinv_row_change_int(row, SINV_SHIPMENT_LINE_RECEIVED, received);
        if (reason_of(plan, i))
            sinv_row_set_text(row, SINV_SHIPMENT_LINE_SHORT_REASON, reason_of(plan, i));
        sinv_order_line_count(&plan->shipment->out.sources[i], SINV_ORDER_LINE_RECEIVED,
                              received);
    }
    sinv_row_set_int(doc->head, SINV_SHIPMENT_RECEIVED_AT, txn->now);
    sinv_row_set_int(doc->head, SINV_SHIPMENT_RECEIVED_BY, txn->user);
    if (sinv_doc_int(doc, SINV_SHIPMENT_RECEIPT_METHOD) == 0) /* a job says its own */
        sinv_row_set_int(doc->head, SINV_SHIPMENT_RECEIPT_METHOD,
                         SALESINV_RECEIPT_MANUAL);
    for (uint32_t i = 0; i < orders->count && rc == SALESINV_OK; i++)
        rc = sinv_order_settle_receipt(txn, orders->items[i].order, sinv_doc_id(doc));
    return rc == SALESINV_OK
               ? sinv_order_set_store(txn, orders, SALESINV_EVENT_RECEIVED)
               : rc;
}

salesinv_status sinv_shipment_check_undo_receipt(sinv_txn *txn, sinv_doc *doc)
{
    sinv_shipment_plan *plan;
    salesinv_status rc = sinv_shipment_check_unreturned(txn, doc);

    return rc == SALESINV_OK ? sinv_shipment_plan_get(txn, doc, &plan) : rc;
}

salesinv_status sinv_shipment_apply_undo_receipt(sinv_txn *txn, sinv_doc *doc)
{
    const sinv_shipment_plan *plan = doc->plan;

    if (sinv_shipment_is_notice(doc))
        sinv_row_set_int(doc->head, SINV_HEAD_STATUS, SALESINV_STATUS_OUTBOUND);
    for (uint32_t i = 0; i < doc->line_count; i++) {
        sinv_row *row = doc->lines[i].row;

        sinv_order_line_count(&plan->out.sources[i], SINV_ORDER_LINE_RECEIVED,
                              -sinv_row_int(row, SINV_SHIPMENT_LINE_RECEIVED));
        sinv_row_change_int(row, SINV_SHIPMENT_LINE_RECEIVED, 0);
        sinv_row_set_null(row, SINV_SHIPMENT_LINE_SHORT_REASON);
    }
    sinv_row_set_null(doc->head, SINV_SHIPMENT_RECEIVED_AT);
    sinv_row_set_null(doc->head, SINV_SHIPMENT_RECEIVED_BY);
    sinv_row_set_int(doc->head, SINV_SHIPMENT_RECEIPT_METHOD, 0);
    return sinv_order_set_settle(txn, &plan->out.orders, SALESINV_EVENT_RECEIPT_UNDONE);
}

salesinv_status sinv_shipment_confirm(sinv_txn *txn, salesinv_id id, int32_t method)
{
    sinv_doc *doc;
    salesinv_status rc = sinv_doc_load(txn, &sinv_shipment_kind, id, &doc);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(doc->head, SINV_SHIPMENT_RECEIPT_METHOD, method);
    return sinv_verb_apply(txn, doc, SINV_VERB_RECEIVE);
}
