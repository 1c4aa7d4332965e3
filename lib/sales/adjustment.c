/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kind of frozen adjustments: how much each order line shall have frozen in a warehouse, taken from what it
 * has there now. The order's quantities and status stay as they are (domain.md 5.5).
 */
#include "sales/adjustment.h"

#include "base/checked.h"
#include "core/settings.h"
#include "document/fields.h"
#include "inventory/demand.h"
#include "inventory/freeze.h"
#include "inventory/stock.h"
#include "inventory/warehouse.h"
#include "sales/amount.h"
#include "sales/order.h"
#include "salesinv/adjustment.h"

enum { REASON_MAX = 512 };

#define OF(status) SINV_IN(SALESINV_STATUS_##status)

/* The order, and what changes on it. */
typedef struct adjustment_plan {
    sinv_doc *order;
    uint32_t *lines; /* per line of the adjustment: index in the order */
    int64_t *deltas; /* likewise: what is frozen more, or less */
} adjustment_plan;

static salesinv_status load_order(sinv_txn *txn, const sinv_doc *doc, sinv_doc **out)
{
    int64_t status;
    salesinv_status rc = sinv_doc_load(txn, &sinv_order_kind,
                                       sinv_doc_int(doc, SINV_ADJUSTMENT_ORDER), out);

    if (rc != SALESINV_OK)
        return rc;
    status = sinv_doc_int(*out, SINV_HEAD_STATUS);
    if (!(SINV_IN(status) & (OF(IN_APPROVAL) | OF(CONFIRMED))))
        return sinv_doc_refuse_state(txn, "order", "order", *out,
                                     "nothing of it is frozen");
    if (sinv_doc_int(*out, SINV_ORDER_MODE) == SALESINV_MODE_NONE)
        return sinv_err_set(
            txn->err, SALESINV_E_INVALID_STATE, "order",
            "order %lld is of ordering mode \"none\": it freezes nothing",
            (long long)sinv_doc_id(*out));
    return SALESINV_OK;
}

/* The line's place in the order; its warehouse, which in mode "single" needs no naming. */
static salesinv_status match_line(sinv_txn *txn, sinv_doc *doc, uint32_t index,
                                  adjustment_plan *plan)
{
    sinv_row *row = doc->lines[index].row;
    int64_t line = sinv_row_int(row, SINV_ADJUSTMENT_LINE_ORDER_LINE);
    const char *field = sinv_doc_field(txn, (int32_t)index, "order_line");
    salesinv_status rc;
    int32_t found = sinv_line_document(line) == sinv_doc_id(plan->order)
                        ? sinv_doc_find_line(plan->order, sinv_line_number(line))
                        : -1;

    if (found < 0)
        return sinv_err_set(txn->err, SALESINV_E_NOT_FOUND, field,
                            "order_line %lld is none of order %lld", (long long)line,
                            (long long)sinv_doc_id(plan->order));
    plan->lines[index] = (uint32_t)found;
    rc = sinv_order_check_level(txn, plan->order, (uint32_t)found, field);
    if (rc != SALESINV_OK)
        return rc;
    if (sinv_row_int(row, SINV_ADJUSTMENT_LINE_WAREHOUSE) == 0)
        sinv_row_change_int(row, SINV_ADJUSTMENT_LINE_WAREHOUSE,
                            sinv_doc_int(plan->order, SINV_ORDER_WAREHOUSE));
    if (sinv_row_int(row, SINV_ADJUSTMENT_LINE_WAREHOUSE) == 0)
        return sinv_err_set(txn->err, SALESINV_E_WAREHOUSE_REQUIRED,
                            sinv_doc_field(txn, (int32_t)index, "warehouse"),
                            "an order over several warehouses needs one named");
    for (uint32_t i = 0; i < index; i++)
        if (!doc->lines[i].is_removed && plan->lines[i] == plan->lines[index] &&
            sinv_doc_line_int(doc, i, SINV_ADJUSTMENT_LINE_WAREHOUSE) ==
                sinv_row_int(row, SINV_ADJUSTMENT_LINE_WAREHOUSE))
            return sinv_err_set(txn->err, SALESINV_E_EXISTS, field,
                                "the order line is named twice for this warehouse");
    return SALESINV_OK;
}

/* More may be frozen only where the order could have frozen it in the first place. */
static salesinv_status check_place(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                   const adjustment_plan *plan)
{
    const char *field = sinv_doc_field(txn, (int32_t)index, "warehouse");
    salesinv_id warehouse =
        sinv_doc_line_int(doc, index, SINV_ADJUSTMENT_LINE_WAREHOUSE);
    salesinv_id ordered = sinv_doc_int(plan->order, SINV_ORDER_WAREHOUSE);

    if (ordered == 0)
        return sinv_warehouse_for_order(txn, field, warehouse,
                                        sinv_doc_int(plan->order, SINV_ORDER_ACCOUNT));
    if (warehouse == ordered)
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_WAREHOUSE_NOT_ALLOWED, field,
                        "the order freezes in warehouse %lld alone, not in %lld",
                        (long long)ordered, (long long)warehouse);
}

static salesinv_status plan_line(sinv_txn *txn, sinv_doc *doc, uint32_t index,
                                 adjustment_plan *plan)
{
    sinv_row *row = doc->lines[index].row;
    uint32_t line = plan->lines[index];
    sinv_freeze freeze = {
        .product = sinv_doc_line_int(plan->order, line, SINV_ORDER_LINE_PRODUCT),
        .warehouse = sinv_row_int(row, SINV_ADJUSTMENT_LINE_WAREHOUSE),
        .line = sinv_doc_line_of(plan->order, line)};
    salesinv_status rc = sinv_freeze_get(txn, &freeze);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_change_int(row, SINV_ADJUSTMENT_LINE_BEFORE, freeze.qty);
    plan->deltas[index] = sinv_row_int(row, SINV_ADJUSTMENT_LINE_FROZEN) - freeze.qty;
    return plan->deltas[index] > 0 ? check_place(txn, doc, index, plan) : SALESINV_OK;
}

/* A line may have as much frozen as the order still wants of it; one that it wants nothing of has nothing to adjust. */
static salesinv_status check_total(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                   const adjustment_plan *plan)
{
    uint32_t line = plan->lines[index];
    int64_t remaining = sinv_order_remaining(plan->order, line);
    int64_t total = sinv_doc_line_int(plan->order, line, SINV_ORDER_LINE_FROZEN);
    salesinv_status rc;

    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!doc->lines[i].is_removed && plan->lines[i] == line &&
            !sinv_add_i64(total, plan->deltas[i], &total))
            return sinv_err_set(txn->err, SALESINV_E_OVERFLOW,
                                sinv_doc_field(txn, (int32_t)i, "frozen"),
                                "the quantities of the line do not fit together");
    if (remaining > 0 && total <= remaining)
        return SALESINV_OK;
    rc = sinv_err_set(txn->err, SALESINV_E_EXCEEDS_REMAINING,
                      sinv_doc_field(txn, (int32_t)index, "frozen"),
                      "%s frozen for a line of which %s remain",
                      sinv_txn_qty(txn, total), sinv_txn_qty(txn, remaining));
    sinv_err_add_qty(txn->err, "wanted", total);
    sinv_err_add_qty(txn->err, "remaining", remaining);
    return rc;
}

/* What is frozen more, less what is given back in the same place, must be available, whatever the order's rule. */
static salesinv_status check_stock(sinv_txn *txn, const sinv_doc *doc,
                                   const adjustment_plan *plan)
{
    sinv_demands demands = {NULL, 0, 0};
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        const sinv_demand want = {
            .product =
                sinv_doc_line_int(plan->order, plan->lines[i], SINV_ORDER_LINE_PRODUCT),
            .warehouse = sinv_doc_line_int(doc, i, SINV_ADJUSTMENT_LINE_WAREHOUSE),
            .qty = plan->deltas[i],
            .line = i};

        if (!doc->lines[i].is_removed)
            rc = sinv_demands_add(txn, &demands, &want);
    }
    return rc == SALESINV_OK ? sinv_demands_check_available(txn, &demands, "frozen")
                             : rc;
}

static salesinv_status check_line(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                  const adjustment_plan *plan)
{
    sinv_product product;
    salesinv_status rc;

    if (sinv_row_is_null(doc->lines[index].row, SINV_ADJUSTMENT_LINE_FROZEN))
        return sinv_err_set(txn->err, SALESINV_E_ARG,
                            sinv_doc_field(txn, (int32_t)index, "frozen"),
                            "frozen is required; 0 gives everything back");
    rc = sinv_product_for_line(
        txn, (int32_t)index,
        sinv_doc_line_int(plan->order, plan->lines[index], SINV_ORDER_LINE_PRODUCT),
        false, &product);
    if (rc != SALESINV_OK ||
        sinv_doc_line_int(doc, index, SINV_ADJUSTMENT_LINE_FROZEN) == 0)
        return rc;
    return sinv_product_check_qty(
        txn, &product, sinv_doc_field(txn, (int32_t)index, "frozen"),
        sinv_doc_line_int(doc, index, SINV_ADJUSTMENT_LINE_FROZEN));
}

static salesinv_status make_plan(sinv_txn *txn, sinv_doc *doc, adjustment_plan **out)
{
    const size_t lines = doc->line_count + 1;
    salesinv_status rc;

    if ((rc = sinv_txn_alloc(txn, sizeof(**out), (void **)out)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, lines * sizeof(*(*out)->lines),
                             (void **)&(*out)->lines)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, lines * sizeof(*(*out)->deltas),
                             (void **)&(*out)->deltas)) != SALESINV_OK)
        return rc;
    doc->plan = *out;
    return load_order(txn, doc, &(*out)->order);
}

static salesinv_status check_submit(sinv_txn *txn, sinv_doc *doc)
{
    adjustment_plan *plan;
    uint32_t count = 0;
    salesinv_status rc;

    rc = sinv_setting_require(txn, SINV_SET_PLUGIN_FROZEN_ADJUSTMENT, "order");
    if (rc != SALESINV_OK || (rc = make_plan(txn, doc, &plan)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count; i++) {
        if (doc->lines[i].is_removed)
            continue;
        if ((rc = match_line(txn, doc, i, plan)) != SALESINV_OK ||
            (rc = check_line(txn, doc, i, plan)) != SALESINV_OK ||
            (rc = plan_line(txn, doc, i, plan)) != SALESINV_OK)
            return rc;
        count++;
    }
    if (count == 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "lines",
                            "an adjustment has at least one line");
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = check_total(txn, doc, i, plan);
    return rc == SALESINV_OK ? check_stock(txn, doc, plan) : rc;
}

/* First what makes room, then what is frozen more. */
static salesinv_status apply_submit(sinv_txn *txn, sinv_doc *doc)
{
    const adjustment_plan *plan = doc->plan;
    salesinv_status rc = SALESINV_OK;

    for (int32_t sign = -1; sign <= 1; sign += 2)
        for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
            if (!doc->lines[i].is_removed && (plan->deltas[i] < 0) == (sign < 0))
                rc = sinv_order_freeze(
                    txn, plan->order, plan->lines[i],
                    sinv_doc_line_int(doc, i, SINV_ADJUSTMENT_LINE_WAREHOUSE),
                    plan->deltas[i]);
    return rc == SALESINV_OK
               ? sinv_doc_store(txn, plan->order, SALESINV_EVENT_FROZEN_ADJUSTED)
               : rc;
}

static const sinv_field head_fields[] = {
    SINV_HEAD_FIELDS,
    SINV_ROW_ID(ORDER, SINV_ADJUSTMENT_ORDER,
                SINV_FIELD_SETTABLE | SINV_FIELD_FIXED | SINV_FIELD_REQUIRED,
                SALESINV_KIND_ORDER, "order"),
    SINV_ROW_TEXT(REASON, SINV_ADJUSTMENT_REASON,
                  SINV_FIELD_SETTABLE | SINV_FIELD_REQUIRED | SINV_FIELD_NO_BLANK,
                  REASON_MAX, "reason"),
};

static const sinv_field line_fields[] = {
    SINV_LINE_FIELDS,
    SINV_ROW_ID(ORDER_LINE, SINV_ADJUSTMENT_LINE_ORDER_LINE,
                SINV_FIELD_SETTABLE | SINV_FIELD_REQUIRED | SINV_FIELD_LINE_REF, 0,
                "order_line"),
    SINV_ROW_ID(WAREHOUSE, SINV_ADJUSTMENT_LINE_WAREHOUSE, SINV_FIELD_SETTABLE,
                SALESINV_KIND_WAREHOUSE, "warehouse"),
    SINV_ROW_NUMBER(FROZEN, QTY, SINV_ADJUSTMENT_LINE_FROZEN, SINV_FIELD_SETTABLE, 0,
                    INT64_MAX, "frozen"),
    SINV_ROW_SHOWN(FROZEN_BEFORE, QTY, SINV_ADJUSTMENT_LINE_BEFORE, "frozen_before"),
};

static const sinv_transition transitions[] = {
    {SINV_VERB_SUBMIT, SINV_ACTION_SUBMIT, 0, SALESINV_EVENT_SUBMITTED, OF(DRAFT),
     check_submit, apply_submit},
    {SINV_VERB_VOID, SINV_ACTION_VOID, SALESINV_STATUS_VOID, SALESINV_EVENT_VOIDED,
     OF(DRAFT), NULL, NULL},
};

const sinv_kind sinv_adjustment_kind = {
    .kind = SALESINV_KIND_ADJUSTMENT,
    .name = "adjustment",
    .prefix = "FA",
    .object = SINV_OBJECT_FROZEN_ADJUSTMENT,
    .table = SINV_T_ADJUSTMENT,
    .line_table = SINV_T_ADJUSTMENT_LINE,
    .approval_setting = -1,
    .account_column = -1,
    .name_column = -1,
    .code_column = -1,
    .editable = OF(DRAFT),
    .editions = SINV_EDITIONS_OWN,
    .fields = head_fields,
    .line_fields = line_fields,
    .field_count = SINV_COUNT_OF(head_fields),
    .line_field_count = SINV_COUNT_OF(line_fields),
    .transitions = transitions,
    .transition_count = SINV_COUNT_OF(transitions),
};
