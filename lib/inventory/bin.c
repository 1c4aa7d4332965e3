/* SPDX-License-Identifier: Apache-2.0 */
/* The kind of bins: places inside one warehouse. An empty warehouse may have none; its inbound lines must name one all the same. */
#include "catalog/fields.h"
#include "core/settings.h"
#include "inventory/kinds.h"
#include "inventory/stock.h"
#include "inventory/warehouse.h"

static const sinv_field fields[] = {
    SINV_HEAD_FIELDS,
    SINV_ROW_ID(WAREHOUSE, SINV_BIN_WAREHOUSE, SINV_MUST_ONCE, SALESINV_KIND_WAREHOUSE,
                "warehouse"),
    SINV_ROW_TEXT(CODE, SINV_BIN_CODE, SINV_MUST_TEXT, 64, "code"),
    SINV_ROW_TEXT(NAME, SINV_BIN_NAME, SINV_MUST_TEXT, 200, "name"),
};

static salesinv_status prepare(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_id warehouse = sinv_doc_int(doc, SINV_BIN_WAREHOUSE);
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_setting_require(txn, SINV_SET_BINS, NULL)) != SALESINV_OK ||
        doc->before)
        return rc;
    rc = sinv_warehouse_for_document(txn, "warehouse", warehouse, &row);
    if (rc != SALESINV_OK || sinv_row_int(row, SINV_WAREHOUSE_HAS_BINS))
        return rc;
    return sinv_err_set(txn->err, SALESINV_E_BIN_MISMATCH, "warehouse",
                        "warehouse %lld is not one with bins", (long long)warehouse);
}

static salesinv_status refuse_stock(sinv_txn *txn, const sinv_row *detail,
                                    int32_t on_hand)
{
    salesinv_status rc = sinv_err_set(
        txn->err, SALESINV_E_IN_USE, "status", "bin %lld has stock of product %lld",
        (long long)sinv_row_int(detail, SINV_DETAIL_BIN),
        (long long)sinv_row_int(detail, SINV_DETAIL_PRODUCT));

    sinv_err_add_int(txn->err, "product", sinv_row_int(detail, SINV_DETAIL_PRODUCT));
    sinv_err_add_qty(txn->err, "on_hand", sinv_row_int(detail, on_hand));
    return rc;
}

static salesinv_status check_disable(sinv_txn *txn, sinv_doc *doc)
{
    const sinv_range all = {0};
    bool is_found = false;
    sinv_stock_columns columns;
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_stock_columns_of(txn, SINV_T_DETAIL, &columns)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_DETAIL, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_DETAIL, &all, &scan)) != SALESINV_OK)
        return rc;
    while (!is_found && (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        is_found = sinv_row_int(row, SINV_DETAIL_BIN) == sinv_doc_id(doc) &&
                   sinv_row_int(row, columns.on_hand) != 0;
    sinv_scan_close(&scan);
    if (is_found)
        return refuse_stock(txn, row, columns.on_hand);
    return rc == SALESINV_OK ? sinv_in_use(txn, SALESINV_KIND_BIN, sinv_doc_id(doc))
                             : rc;
}

static const sinv_transition steps[] = {SINV_MASTER_STEPS(check_disable, NULL)};

/* open: a bin does not stand in the way of its warehouse. */
const sinv_kind sinv_bin_kind = {
    .kind = SALESINV_KIND_BIN,
    .name = "bin",
    .prefix = "BN",
    .flags = SINV_KIND_MASTER,
    .object = SINV_OBJECT_WAREHOUSE,
    .table = SINV_T_BIN,
    .line_table = -1,
    .approval_setting = -1,
    .account_column = -1,
    .name_column = SINV_BIN_NAME,
    .code_column = SINV_BIN_CODE,
    .editable = SINV_IN_MASTER,
    .open = 0,
    .editions = SINV_EDITIONS_ANY,
    .fields = fields,
    .field_count = SINV_COUNT_OF(fields),
    .transitions = steps,
    .transition_count = SINV_COUNT_OF(steps),
    .prepare = prepare,
};
