/* SPDX-License-Identifier: Apache-2.0 */
/* Rules on which warehouse may be named, and whether one is empty. */
#include "core/session.h"
#include "inventory/stock.h"
#include "inventory/warehouse.h"

salesinv_status sinv_warehouse_for_document(sinv_txn *txn, const char *field,
                                            salesinv_id id, sinv_row **out)
{
    salesinv_status rc;

    if (id == 0)
        return sinv_err_set(txn->err, SALESINV_E_WAREHOUSE_REQUIRED, field,
                            "a warehouse is required");
    rc = sinv_doc_ref(txn, field, SALESINV_KIND_WAREHOUSE, id, out);
    if (rc != SALESINV_OK ||
        sinv_row_int(*out, SINV_HEAD_STATUS) == SALESINV_STATUS_ACTIVE)
        return rc;
    rc = sinv_err_set(txn->err, SALESINV_E_WAREHOUSE_DISABLED, field,
                      "warehouse %lld is disabled", (long long)id);
    sinv_err_add_int(txn->err, "warehouse", id);
    return rc;
}

/* What the lists of a warehouse say of one user and account. */
typedef struct access_result {
    bool has_users; /* users or departments are listed */
    bool has_accounts;
    bool is_user; /* the user, or one of his departments, is among them */
    bool is_account;
} access_result;

static bool is_in_department(const salesinv_session *session, salesinv_id department)
{
    for (int32_t i = 0; i < session->department_count; i++)
        if (session->departments[i] == department)
            return true;
    return false;
}

static void note_member(const sinv_txn *txn, const sinv_row *row, salesinv_id account,
                        access_result *result)
{
    salesinv_id member = sinv_row_int(row, SINV_WAREHOUSE_ACCESS_MEMBER);

    switch (sinv_row_int(row, SINV_WAREHOUSE_ACCESS_LIST)) {
    case SALESINV_ACCESS_ACCOUNT:
        result->has_accounts = true;
        result->is_account |= member == account;
        break;
    case SALESINV_ACCESS_DEPARTMENT:
        result->has_users = true;
        result->is_user |= is_in_department(txn->session, member);
        break;
    default:
        result->has_users = true;
        result->is_user |= member == txn->user;
        break;
    }
}

static salesinv_status read_lists(sinv_txn *txn, salesinv_id warehouse,
                                  salesinv_id account, access_result *result)
{
    sinv_range range = {.prefix = 2};
    sinv_row *key;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_WAREHOUSE_ACCESS, &key)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_WAREHOUSE_ACCESS, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(key, SINV_LINE_DOCUMENT, warehouse);
    range.from = key;
    rc = sinv_scan_start(txn, SINV_T_WAREHOUSE_ACCESS, &range, &scan);
    if (rc != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        note_member(txn, row, account, result);
    sinv_scan_close(&scan);
    return rc;
}

/* Both kinds of list must let in; an empty one lets everyone in. */
static bool lets_user(const access_result *result)
{
    return !result->has_users || result->is_user;
}

static bool lets_account(const access_result *result)
{
    return !result->has_accounts || result->is_account;
}

salesinv_status sinv_warehouse_applies(sinv_txn *txn, salesinv_id id,
                                       salesinv_id account, bool *out)
{
    access_result result = {false, false, false, false};
    salesinv_status rc = read_lists(txn, id, account, &result);

    *out = rc == SALESINV_OK && lets_user(&result) && lets_account(&result);
    return rc;
}

salesinv_status sinv_warehouse_for_order(sinv_txn *txn, const char *field,
                                         salesinv_id id, salesinv_id account)
{
    access_result result = {false, false, false, false};
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_warehouse_for_document(txn, field, id, &row)) != SALESINV_OK ||
        (rc = read_lists(txn, id, account, &result)) != SALESINV_OK)
        return rc;
    if (lets_user(&result) && lets_account(&result))
        return SALESINV_OK;
    rc = sinv_err_set(txn->err, SALESINV_E_WAREHOUSE_NOT_APPLICABLE, field,
                      lets_user(&result)
                          ? "warehouse %lld does not serve account %lld"
                          : "warehouse %lld is not open to this user (account %lld)",
                      (long long)id, (long long)account);
    sinv_err_add_int(txn->err, "warehouse", id);
    sinv_err_add_int(txn->err, "account", account);
    sinv_err_add_int(txn->err, "user", txn->user);
    return rc;
}

static bool is_looked_for(const sinv_row *row, const sinv_stock_columns *columns,
                          salesinv_id warehouse, sinv_warehouse_what what)
{
    return sinv_row_int(row, SINV_STOCK_WAREHOUSE) == warehouse &&
           (sinv_row_int(row, columns->frozen) != 0 ||
            (what == SINV_WAREHOUSE_LEDGER &&
             sinv_row_int(row, columns->on_hand) != 0));
}

static salesinv_status refuse_stock(sinv_txn *txn, const char *field,
                                    const sinv_stock_columns *columns,
                                    const sinv_row *stock)
{
    int64_t product = sinv_row_int(stock, SINV_STOCK_PRODUCT);
    int64_t warehouse = sinv_row_int(stock, SINV_STOCK_WAREHOUSE);
    salesinv_status rc = sinv_err_set(txn->err, SALESINV_E_IN_USE, field,
                                      "warehouse %lld has stock of product %lld",
                                      (long long)warehouse, (long long)product);

    sinv_err_add_int(txn->err, "warehouse", warehouse);
    sinv_err_add_int(txn->err, "product", product);
    sinv_err_add_qty(txn->err, "on_hand", sinv_row_int(stock, columns->on_hand));
    sinv_err_add_qty(txn->err, "frozen", sinv_row_int(stock, columns->frozen));
    return rc;
}

salesinv_status sinv_warehouse_check_empty(sinv_txn *txn, salesinv_id warehouse,
                                           const char *field, sinv_warehouse_what what)
{
    const sinv_range all = {0};
    bool is_found = false;
    sinv_stock_columns columns = {SINV_STOCK_ON_HAND, SINV_STOCK_FROZEN, -1, -1};
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if ((what == SINV_WAREHOUSE_FROZEN &&
         (rc = sinv_stock_columns_of(txn, SINV_T_STOCK, &columns)) != SALESINV_OK) ||
        (rc = sinv_txn_row(txn, SINV_T_STOCK, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_STOCK, &all, &scan)) != SALESINV_OK)
        return rc;
    while (!is_found && (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        is_found = is_looked_for(row, &columns, warehouse, what);
    sinv_scan_close(&scan);
    return is_found ? refuse_stock(txn, field, &columns, row) : rc;
}
