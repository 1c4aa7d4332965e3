/* SPDX-License-Identifier: Apache-2.0 */
/* The notice behind an outbound order, and through its lines the orders that the goods go out for. */
#include "core/settings.h"
#include "fulfil/sale.h"
#include "salesinv/outbound.h"

static const sinv_dispatch_columns COLUMNS = {
    {SINV_OUTBOUND_LINE_PRODUCT, SINV_OUTBOUND_LINE_QTY, SINV_OUTBOUND_LINE_BIN,
     SINV_OUTBOUND_LINE_BATCH},
    SINV_OUTBOUND_LINE_RELEASED};

/* The notice's line that line `index` names. */
static salesinv_status match_line(sinv_txn *txn, const sinv_doc *doc,
                                  sinv_sale_plan *plan, uint32_t index)
{
    const char *field = sinv_doc_field(txn, (int32_t)index, "source_line");
    int64_t line = sinv_doc_line_int(doc, index, SINV_OUTBOUND_LINE_SOURCE_LINE);
    int32_t found = -1;

    if (line == 0)
        return sinv_err_set(txn->err, SALESINV_E_SOURCE_REQUIRED, field,
                            "a sale goes out for a line of a shipping notice");
    if (sinv_line_document(line) != sinv_doc_id(plan->notice))
        return sinv_err_set(
            txn->err, SALESINV_E_ARG, field,
            "line %lld is not of notice %lld: one outbound order has one",
            (long long)line, (long long)sinv_doc_id(plan->notice));
    found = sinv_doc_find_line(plan->notice, sinv_line_number(line));
    if (found < 0)
        return sinv_err_set(
            txn->err, SALESINV_E_NOT_FOUND, field, "notice %lld has no line %lld",
            (long long)sinv_doc_id(plan->notice), (long long)sinv_line_number(line));
    plan->notice_lines[index] = (uint32_t)found;
    plan->out.holders[index] = line;
    return sinv_order_set_find(
        txn, &plan->out.orders,
        sinv_doc_line_int(plan->notice, (uint32_t)found, SINV_SHIPMENT_LINE_ORDER_LINE),
        (int32_t)index, &plan->out.sources[index]);
}

static salesinv_status match(sinv_txn *txn, sinv_doc *doc, sinv_sale_plan *plan)
{
    salesinv_status rc;

    if ((rc = sinv_dispatch_start(txn, doc, &COLUMNS, &plan->out)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, (doc->line_count + 1) * sizeof(*plan->notice_lines),
                             (void **)&plan->notice_lines)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = match_line(txn, doc, plan, i);
    return rc;
}

static salesinv_status load_notice(sinv_txn *txn, salesinv_id id, sinv_doc **out)
{
    salesinv_status rc = sinv_doc_load(txn, &sinv_shipment_kind, id, out);

    if (rc == SALESINV_E_NOT_FOUND)
        return sinv_err_set(txn->err, rc, "source", "there is no shipping notice %lld",
                            (long long)id);
    if (rc != SALESINV_OK || sinv_shipment_is_notice(*out))
        return rc;
    return sinv_err_set(txn->err, SALESINV_E_SOURCE_REQUIRED, "source",
                        "shipment %lld is no shipping notice: it posts its own goods",
                        (long long)id);
}

static salesinv_status start(sinv_txn *txn, sinv_doc *doc, salesinv_id notice,
                             sinv_sale_plan **out)
{
    salesinv_status rc;

    if ((rc = sinv_txn_alloc(txn, sizeof(**out), (void **)out)) != SALESINV_OK ||
        (rc = load_notice(txn, notice, &(*out)->notice)) != SALESINV_OK)
        return rc;
    doc->plan = *out;
    return SALESINV_OK;
}

/* The notice counts the goods as noticed until they are out; they leave when the order says that they did. */
static void take_over(const sinv_doc *doc, sinv_sale_plan *plan)
{
    plan->out.account = sinv_doc_int(plan->notice, SINV_SHIPMENT_ACCOUNT);
    plan->out.origin = sinv_doc_int(doc, SINV_OUTBOUND_ORIGIN);
    plan->out.effective_at = sinv_doc_int(doc, SINV_OUTBOUND_EFFECTIVE_AT);
}

salesinv_status sinv_sale_plan_get(sinv_txn *txn, sinv_doc *doc, sinv_sale_plan **out)
{
    salesinv_status rc;

    *out = doc->plan;
    if (doc->plan)
        return SALESINV_OK;
    rc = start(txn, doc, sinv_doc_int(doc, SINV_OUTBOUND_SOURCE), out);
    if (rc != SALESINV_OK || (rc = match(txn, doc, *out)) != SALESINV_OK)
        return rc;
    take_over(doc, *out);
    return SALESINV_OK;
}

/* The header's notice, or that of the first line. */
static salesinv_id find_notice(const sinv_doc *doc, bool *out_has_lines)
{
    salesinv_id notice = sinv_doc_int(doc, SINV_OUTBOUND_SOURCE);

    *out_has_lines = false;
    for (uint32_t i = 0; i < doc->line_count; i++) {
        if (doc->lines[i].is_removed)
            continue;
        *out_has_lines = true;
        if (notice == 0)
            notice = sinv_line_document(
                sinv_doc_line_int(doc, i, SINV_OUTBOUND_LINE_SOURCE_LINE));
    }
    return notice;
}

static salesinv_status fill_from_notice(sinv_txn *txn, sinv_doc *doc,
                                        const sinv_doc *notice)
{
    bool is_there = sinv_doc_int(doc, SINV_OUTBOUND_WAREHOUSE) ==
                    sinv_doc_int(notice, SINV_SHIPMENT_WAREHOUSE);
    uint32_t added;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < notice->line_count; i++) {
        int64_t rest = sinv_notice_rest(notice, i);

        if (rest <= 0)
            continue;
        if ((rc = sinv_doc_add_line(txn, doc, &added)) != SALESINV_OK)
            return rc;
        sinv_row_set_int(doc->lines[added].row, SINV_OUTBOUND_LINE_SOURCE_LINE,
                         sinv_doc_line_of(notice, i));
        sinv_row_set_int(doc->lines[added].row, SINV_OUTBOUND_LINE_QTY, rest);
        if (is_there) /* elsewhere the bins are others */
            sinv_row_set_int(doc->lines[added].row, SINV_OUTBOUND_LINE_BIN,
                             sinv_doc_line_int(notice, i, SINV_SHIPMENT_LINE_BIN));
        sinv_row_set_int(doc->lines[added].row, SINV_OUTBOUND_LINE_BATCH,
                         sinv_doc_line_int(notice, i, SINV_SHIPMENT_LINE_BATCH));
    }
    return rc;
}

salesinv_status sinv_sale_plan_populate(sinv_txn *txn, sinv_doc *doc,
                                        sinv_sale_plan **out)
{
    bool has_lines;
    salesinv_id notice = find_notice(doc, &has_lines);
    int64_t is_auto = 0;
    salesinv_status rc;

    if (notice == 0)
        return sinv_err_set(txn->err, SALESINV_E_SOURCE_REQUIRED, "source",
                            "outbound orders of type %d (sale) are made from a "
                            "shipping notice, or by shipments themselves",
                            SALESINV_OUTBOUND_SALE);
    if ((rc = start(txn, doc, notice, out)) != SALESINV_OK)
        return rc;
    if (!has_lines && doc->is_new)
        rc = sinv_setting_int(txn, SINV_SET_SHIPPING_AUTO_POPULATE, NULL, &is_auto);
    if (rc == SALESINV_OK && is_auto)
        rc = fill_from_notice(txn, doc, (*out)->notice);
    if (rc != SALESINV_OK || (rc = match(txn, doc, *out)) != SALESINV_OK)
        return rc;
    take_over(doc, *out);
    return SALESINV_OK;
}
