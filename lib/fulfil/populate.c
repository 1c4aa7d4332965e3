/* SPDX-License-Identifier: Apache-2.0 */
/* The orders of a shipment: those that its lines name, and the lines that orders named as a whole stand for. */
#include "core/settings.h"
#include "fulfil/plan.h"

static const sinv_dispatch_columns COLUMNS = {
    {SINV_SHIPMENT_LINE_PRODUCT, SINV_SHIPMENT_LINE_QTY, SINV_SHIPMENT_LINE_BIN,
     SINV_SHIPMENT_LINE_BATCH},
    SINV_SHIPMENT_LINE_RELEASED};

/* The order that the line names beside its order line must be that line's own. */
static salesinv_status match_order(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                   const sinv_order_line *source)
{
    salesinv_id given = sinv_doc_line_int(doc, index, SINV_SHIPMENT_LINE_ORDER);

    if (given == 0 || given == sinv_doc_id(source->order))
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_ARG,
                        sinv_doc_field(txn, (int32_t)index, "order"),
                        "order_line %lld is of order %lld, not %lld",
                        (long long)sinv_order_line_id(source),
                        (long long)sinv_doc_id(source->order), (long long)given);
}

/* A notice's line that was given up as a whole counts for nothing: its order line may have gone since. */
static salesinv_status is_orphan(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                 sinv_order_set *orders, bool *out)
{
    int64_t line = sinv_doc_line_int(doc, index, SINV_SHIPMENT_LINE_ORDER_LINE);
    int64_t closed = sinv_doc_line_int(doc, index, SINV_SHIPMENT_LINE_CLOSED);
    sinv_order_in_use of;
    salesinv_status rc;

    *out = false;
    if (closed == 0 || closed != sinv_doc_line_int(doc, index, SINV_SHIPMENT_LINE_QTY))
        return SALESINV_OK;
    rc = sinv_order_set_get(txn, orders, sinv_line_document(line), (int32_t)index,
                            "order_line", &of);
    *out =
        rc == SALESINV_OK && sinv_doc_find_line(of.order, sinv_line_number(line)) < 0;
    return rc;
}

static salesinv_status match_line(sinv_txn *txn, const sinv_doc *doc,
                                  sinv_dispatch *out, uint32_t index)
{
    sinv_order_line *source = &out->sources[index];
    salesinv_status rc = sinv_order_set_find(
        txn, &out->orders, sinv_doc_line_int(doc, index, SINV_SHIPMENT_LINE_ORDER_LINE),
        (int32_t)index, source);

    if (rc != SALESINV_OK || (rc = match_order(txn, doc, index, source)) != SALESINV_OK)
        return rc;
    return sinv_order_check_level(txn, source->order, source->index,
                                  sinv_doc_field(txn, (int32_t)index, "order_line"));
}

/* Find the order line of every line. */
static salesinv_status match(sinv_txn *txn, sinv_doc *doc, sinv_shipment_plan *plan)
{
    sinv_dispatch *out = &plan->out;
    salesinv_status rc = sinv_dispatch_start(txn, doc, &COLUMNS, out);

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        bool orphan;

        if (doc->lines[i].is_removed)
            continue;
        rc = is_orphan(txn, doc, i, &out->orders, &orphan);
        if (rc == SALESINV_OK && !orphan)
            rc = match_line(txn, doc, out, i);
        out->holders[i] = sinv_doc_line_of(doc, i);
    }
    return rc;
}

static salesinv_status start(sinv_txn *txn, sinv_doc *doc, sinv_shipment_plan **out)
{
    salesinv_status rc = sinv_txn_alloc(txn, sizeof(**out), (void **)out);

    if (rc != SALESINV_OK)
        return rc;
    (*out)->out.account = sinv_doc_int(doc, SINV_SHIPMENT_ACCOUNT);
    (*out)->out.origin = sinv_doc_int(doc, SINV_SHIPMENT_ORIGIN);
    doc->plan = *out;
    return SALESINV_OK;
}

salesinv_status sinv_shipment_plan_get(sinv_txn *txn, sinv_doc *doc,
                                       sinv_shipment_plan **out)
{
    salesinv_status rc;

    *out = doc->plan;
    if (doc->plan)
        return SALESINV_OK;
    rc = start(txn, doc, out);
    return rc == SALESINV_OK ? match(txn, doc, *out) : rc;
}

static void set_line(const sinv_doc *doc, uint32_t index, int64_t order_line,
                     int64_t qty)
{
    sinv_row_set_int(doc->lines[index].row, SINV_SHIPMENT_LINE_ORDER_LINE, order_line);
    sinv_row_set_int(doc->lines[index].row, SINV_SHIPMENT_LINE_QTY, qty);
}

/* A line for every line of the order that has something left to ship: `first` if it is one, and new ones behind. */
static salesinv_status expand(sinv_txn *txn, sinv_doc *doc, const sinv_doc *order,
                              int32_t first, uint32_t *out_count)
{
    salesinv_status rc;

    *out_count = 0;
    if (!(SINV_ORDER_SHIPPING & SINV_IN(sinv_doc_int(order, SINV_HEAD_STATUS))))
        return SALESINV_OK;
    for (uint32_t i = 0; i < order->line_count; i++) {
        int64_t qty = sinv_order_shippable(order, i);
        uint32_t at = first >= 0 ? (uint32_t)first : 0;

        if (qty <= 0)
            continue;
        if ((first < 0 || *out_count > 0) &&
            (rc = sinv_doc_add_line(txn, doc, &at)) != SALESINV_OK)
            return rc;
        set_line(doc, at, sinv_doc_line_of(order, i), qty);
        (*out_count)++;
    }
    return SALESINV_OK;
}

static bool is_whole_order(const sinv_doc *doc, uint32_t index)
{
    return !doc->lines[index].is_removed &&
           sinv_doc_line_int(doc, index, SINV_SHIPMENT_LINE_ORDER_LINE) == 0;
}

/* A line without order line names an order, and nothing that only a single line can have. */
static salesinv_status check_whole_order(sinv_txn *txn, const sinv_doc *doc,
                                         uint32_t index, bool is_auto)
{
    const uint64_t allowed = UINT64_C(1) << SINV_SHIPMENT_LINE_ORDER;
    const sinv_draft_line *draft = doc->lines[index].draft;
    const char *why = NULL;

    if (sinv_doc_line_int(doc, index, SINV_SHIPMENT_LINE_ORDER) == 0)
        why = "order_line is required, or order for all that it has left to ship";
    else if (!is_auto)
        why = "shipping.auto_populate is off: order_line is required";
    else if (draft && ((draft->row->changed & ~allowed) || draft->has_serials))
        why = "a line that names an order as a whole names nothing else";
    if (!why)
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_ARG,
                        sinv_doc_field(txn, (int32_t)index, "order_line"), "%s", why);
}

static salesinv_status expand_line(sinv_txn *txn, sinv_doc *doc,
                                   sinv_shipment_plan *plan, uint32_t index,
                                   bool is_auto)
{
    salesinv_id id = sinv_doc_line_int(doc, index, SINV_SHIPMENT_LINE_ORDER);
    sinv_order_in_use of;
    uint32_t count;
    salesinv_status rc;

    if ((rc = check_whole_order(txn, doc, index, is_auto)) != SALESINV_OK ||
        (rc = sinv_order_set_get(txn, &plan->out.orders, id, (int32_t)index, "order",
                                 &of)) != SALESINV_OK ||
        (rc = expand(txn, doc, of.order, (int32_t)index, &count)) != SALESINV_OK ||
        count > 0)
        return rc;
    rc = sinv_err_set(txn->err, SALESINV_E_EXCEEDS_SHIPPABLE,
                      sinv_doc_field(txn, (int32_t)index, "order"),
                      "order %lld has nothing left to ship", (long long)id);
    sinv_err_add_int(txn->err, "order", id);
    sinv_err_add_qty(txn->err, "shippable", 0);
    return rc;
}

/* A new shipment without lines gets those of the order in its header. */
static salesinv_status expand_header(sinv_txn *txn, sinv_doc *doc,
                                     sinv_shipment_plan *plan, bool is_auto)
{
    salesinv_id id = sinv_doc_int(doc, SINV_SHIPMENT_ORDER);
    sinv_order_in_use of;
    uint32_t count;
    salesinv_status rc;

    if (id == 0)
        return sinv_err_set(
            txn->err, SALESINV_E_SOURCE_REQUIRED, "order",
            "a shipment names the order that it ships, or lines of orders");
    rc = sinv_order_set_get(txn, &plan->out.orders, id, -1, "order", &of);
    if (rc != SALESINV_OK || !is_auto || !doc->is_new)
        return rc;
    return expand(txn, doc, of.order, -1, &count);
}

static bool has_lines(const sinv_doc *doc)
{
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!doc->lines[i].is_removed)
            return true;
    return false;
}

salesinv_status sinv_shipment_plan_populate(sinv_txn *txn, sinv_doc *doc,
                                            sinv_shipment_plan **out)
{
    const uint32_t given = doc->line_count;
    int64_t is_auto;
    salesinv_status rc =
        sinv_setting_int(txn, SINV_SET_SHIPPING_AUTO_POPULATE, NULL, &is_auto);

    if (rc != SALESINV_OK || (rc = start(txn, doc, out)) != SALESINV_OK)
        return rc;
    if (!has_lines(doc))
        rc = expand_header(txn, doc, *out, is_auto);
    for (uint32_t i = 0; i < given && rc == SALESINV_OK; i++)
        if (is_whole_order(doc, i))
            rc = expand_line(txn, doc, *out, i, is_auto);
    return rc == SALESINV_OK ? match(txn, doc, *out) : rc;
}
