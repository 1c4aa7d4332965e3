/* SPDX-License-Identifier: Apache-2.0 */
/* Submission: the checks of domain.md 5.8 in their order, then a freeze per line and warehouse. */
#include "catalog/account.h"
#include "catalog/catalog.h"
#include "catalog/product.h"
#include "core/settings.h"
#include "inventory/ledger.h"
#include "inventory/warehouse.h"
#include "sales/allocate.h"
#include "sales/amount.h"
#include "sales/kit.h"

typedef struct submit_plan {
    sinv_order_rules rules;
    int64_t shipping_mode;
    int64_t has_kits;
    sinv_allocations parts;
} submit_plan;

static salesinv_status check_account(sinv_txn *txn, const sinv_doc *doc)
{
    sinv_row *account;

    return sinv_account_for_document(txn, "account",
                                     sinv_doc_int(doc, SINV_ORDER_ACCOUNT), &account);
}

static salesinv_status check_products(sinv_txn *txn, const sinv_doc *doc)
{
    sinv_product product;
    salesinv_status rc;

    for (uint32_t i = 0; i < doc->line_count; i++) {
        if (doc->lines[i].is_removed)
            continue;
        rc = sinv_product_for_line(txn, (int32_t)i,
                                   sinv_doc_line_int(doc, i, SINV_ORDER_LINE_PRODUCT),
                                   true, &product);
        if (rc != SALESINV_OK)
            return rc;
    }
    return SALESINV_OK;
}

static salesinv_status check_quantities(sinv_txn *txn, const sinv_doc *doc)
{
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!doc->lines[i].is_removed &&
            sinv_doc_line_int(doc, i, SINV_ORDER_LINE_QTY) <= 0)
            return sinv_err_set(txn->err, SALESINV_E_ARG,
                                sinv_doc_field(txn, (int32_t)i, "qty"),
                                "qty is required");
    return SALESINV_OK;
}

static salesinv_status read_rules(sinv_txn *txn, const sinv_doc *doc, submit_plan *plan)
{
    const char *type = sinv_row_text(doc->head, SINV_HEAD_RECORD_TYPE);
    salesinv_status rc;

    if ((rc = sinv_setting_int(txn, SINV_SET_ORDER_MODE, type, &plan->rules.mode)) !=
            SALESINV_OK ||
        (rc = sinv_setting_int(txn, SINV_SET_ORDER_VALIDATION, type,
                               &plan->rules.rule)) != SALESINV_OK)
        return rc;
    rc = sinv_setting_int(txn, SINV_SET_SHIPPING_MODE, NULL, &plan->shipping_mode);
    if (rc != SALESINV_OK)
        return rc;
    return sinv_setting_int(txn, SINV_SET_KIT_SHIPPING, NULL, &plan->has_kits);
}

/* Does the ordering mode take this warehouse, and does it apply to who orders? */
static salesinv_status check_warehouse(sinv_txn *txn, const sinv_doc *doc, int64_t mode)
{
    salesinv_id warehouse = sinv_doc_int(doc, SINV_ORDER_WAREHOUSE);

    if (mode != SALESINV_MODE_SINGLE && warehouse != 0)
        return sinv_err_set(txn->err, SALESINV_E_WAREHOUSE_NOT_ALLOWED, "warehouse",
                            "ordering mode \"%s\" takes no warehouse",
                            mode == SALESINV_MODE_NONE ? "none" : "consolidated");
    if (mode != SALESINV_MODE_SINGLE)
        return SALESINV_OK;
    if (warehouse == 0)
        return sinv_err_set(txn->err, SALESINV_E_WAREHOUSE_REQUIRED, "warehouse",
                            "ordering mode \"single\" needs a warehouse");
    return sinv_warehouse_for_order(txn, "warehouse", warehouse,
                                    sinv_doc_int(doc, SINV_ORDER_ACCOUNT));
}

static bool has_lines(const sinv_doc *doc)
{
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!doc->lines[i].is_removed)
            return true;
    return false;
}

salesinv_status sinv_order_check_lines(sinv_txn *txn, const sinv_doc *doc)
{
    if (!has_lines(doc))
        return sinv_err_set(txn->err, SALESINV_E_ARG, "lines",
                            "an order has at least one line");
    return SALESINV_OK;
}

salesinv_status sinv_order_check_submit(sinv_txn *txn, sinv_doc *doc)
{
    submit_plan *plan;
    int64_t *wanted;
    salesinv_status rc;

    if ((rc = sinv_txn_alloc(txn, sizeof(*plan), (void **)&plan)) != SALESINV_OK ||
        (rc = check_account(txn, doc)) != SALESINV_OK ||
        (rc = sinv_order_check_lines(txn, doc)) != SALESINV_OK ||
        (rc = check_products(txn, doc)) != SALESINV_OK ||
        (rc = check_quantities(txn, doc)) != SALESINV_OK ||
        (rc = read_rules(txn, doc, plan)) != SALESINV_OK ||
        (rc = check_warehouse(txn, doc, plan->rules.mode)) != SALESINV_OK ||
        (plan->has_kits && (rc = sinv_kits_explode(txn, doc, 0)) != SALESINV_OK) ||
        (rc = sinv_txn_alloc(txn, (doc->line_count + 1) * sizeof(*wanted),
                             (void **)&wanted)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (!doc->lines[i].is_removed && sinv_order_moves(doc, i))
            wanted[i] = sinv_doc_line_int(doc, i, SINV_ORDER_LINE_QTY);
    doc->plan = plan;
    return sinv_order_allocate(txn, doc, plan->rules, wanted, NULL, &plan->parts);
}

salesinv_status sinv_order_freeze(sinv_txn *txn, sinv_doc *doc, uint32_t index,
                                  salesinv_id warehouse, int64_t qty)
{
    bool is_allow = sinv_doc_int(doc, SINV_ORDER_RULE) == SALESINV_RULE_ALLOW;
    const sinv_move move = {.line = sinv_doc_line_of(doc, index),
                            .product =
                                sinv_doc_line_int(doc, index, SINV_ORDER_LINE_PRODUCT),
                            .warehouse = warehouse,
                            .frozen = qty,
                            .is_allow = is_allow,
                            .guards = qty > 0 && !is_allow ? SINV_GUARD_AVAILABLE : 0};

    if (qty == 0)
        return SALESINV_OK;
    sinv_doc_count(doc, index, SINV_ORDER_LINE_FROZEN, qty);
    return sinv_ledger_move(txn, &move);
}

salesinv_status sinv_order_freeze_parts(sinv_txn *txn, sinv_doc *doc,
                                        const sinv_allocations *parts)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < parts->count && rc == SALESINV_OK; i++)
        rc = sinv_order_freeze(txn, doc, parts->items[i].line,
                               parts->items[i].warehouse, parts->items[i].qty);
    return rc;
}

/* The first order that takes effect makes its account a converted one. */
static salesinv_status convert_account(sinv_txn *txn, const sinv_doc *doc)
{
    salesinv_id id = sinv_doc_int(doc, SINV_ORDER_ACCOUNT);
    sinv_doc *account;
    sinv_row *row;
    salesinv_status rc = sinv_doc_ref(txn, "account", SALESINV_KIND_ACCOUNT, id, &row);

    if (rc != SALESINV_OK || sinv_row_int(row, SINV_ACCOUNT_IS_CONVERTED))
        return rc;
    if ((rc = sinv_doc_load(txn, &sinv_account_kind, id, &account)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(account->head, SINV_ACCOUNT_IS_CONVERTED, 1);
    return sinv_doc_store(txn, account, SALESINV_EVENT_UPDATED);
}

salesinv_status sinv_order_apply_submit(sinv_txn *txn, sinv_doc *doc)
{
    const submit_plan *plan = doc->plan;
    salesinv_status rc;

    sinv_row_change_int(doc->head, SINV_ORDER_MODE, plan->rules.mode);
    sinv_row_change_int(doc->head, SINV_ORDER_RULE, plan->rules.rule);
    sinv_row_change_int(doc->head, SINV_ORDER_SHIPPING_MODE, plan->shipping_mode);
    sinv_row_change_int(doc->head, SINV_ORDER_KITS, plan->has_kits);
    rc = sinv_order_freeze_parts(txn, doc, &plan->parts);
    return rc == SALESINV_OK && doc->is_direct ? convert_account(txn, doc) : rc;
}

salesinv_status sinv_order_apply_approve(sinv_txn *txn, sinv_doc *doc)
{
    return convert_account(txn, doc);
}
