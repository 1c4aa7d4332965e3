/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kind of warehouses. One of them is the default; taking the flag takes it from the one that has it, in the same
 * transaction. Whether goods are kept by bin changes only while there are none.
 */
#include "inventory/warehouse.h"

#include "catalog/fields.h"
#include "core/settings.h"
#include "inventory/kinds.h"

static const sinv_field fields[] = {
    SINV_HEAD_FIELDS,
    SINV_ROW_TEXT(CODE, SINV_WAREHOUSE_CODE, SINV_MAY_TEXT, 64, "code"),
    SINV_ROW_TEXT(NAME, SINV_WAREHOUSE_NAME, SINV_MUST_TEXT, 200, "name"),
    SINV_ROW_NUMBER(IS_DEFAULT, INT, SINV_WAREHOUSE_IS_DEFAULT, SINV_MAY, 0, 1,
                    "is_default"),
    SINV_ROW_NUMBER(HAS_BINS, INT, SINV_WAREHOUSE_HAS_BINS, SINV_MAY, 0, 1, "has_bins"),
    SINV_ROW_NUMBER(PRIORITY, INT, SINV_WAREHOUSE_PRIORITY, SINV_MAY, INT32_MIN,
                    INT32_MAX, "priority"),
    SINV_ROW_TEXT(ADDRESS, SINV_WAREHOUSE_ADDRESS, SINV_MAY, 500, "address"),
};

static const sinv_field line_fields[] = {
    SINV_LINE_FIELDS,
    SINV_ROW_NUMBER(LIST, INT, SINV_WAREHOUSE_ACCESS_LIST, SINV_MUST,
                    SALESINV_ACCESS_USER, SALESINV_ACCESS_ACCOUNT, "list"),
    SINV_ROW_ID(MEMBER, SINV_WAREHOUSE_ACCESS_MEMBER, SINV_MUST | SINV_FIELD_MEMBER, 0,
                "member"),
};

/* The id of the default warehouse, 0 if none has the flag; is there any warehouse at all? */
static salesinv_status find_default(sinv_txn *txn, salesinv_id *out, bool *out_any)
{
    const sinv_range all = {0};
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    *out = 0;
    *out_any = false;
    if ((rc = sinv_txn_row(txn, SINV_T_WAREHOUSE, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_WAREHOUSE, &all, &scan)) != SALESINV_OK)
        return rc;
    while (*out == 0 && (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        *out_any = true;
        if (sinv_row_int(row, SINV_WAREHOUSE_IS_DEFAULT))
            *out = sinv_row_int(row, SINV_HEAD_ID);
    }
    sinv_scan_close(&scan);
    return rc == SALESINV_ROW ? SALESINV_OK : rc;
}

/* Keep the warehouse that loses the flag as the plan. */
static salesinv_status plan_default(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_id holder;
    bool has_any;
    salesinv_status rc = find_default(txn, &holder, &has_any);

    if (rc != SALESINV_OK)
        return rc;
    if (!has_any)
        sinv_row_set_int(doc->head, SINV_WAREHOUSE_IS_DEFAULT, 1);
    if (!sinv_doc_int(doc, SINV_WAREHOUSE_IS_DEFAULT) || holder == sinv_doc_id(doc))
        return SALESINV_OK;
    if (sinv_doc_int(doc, SINV_HEAD_STATUS) == SALESINV_STATUS_INACTIVE)
        return sinv_err_set(txn->err, SALESINV_E_INVALID_STATE, "is_default",
                            "warehouse %lld is disabled: it cannot be the default",
                            (long long)sinv_doc_id(doc));
    if (holder != 0)
        rc = sinv_doc_load(txn, &sinv_warehouse_kind, holder, (sinv_doc **)&doc->plan);
    return rc;
}

static salesinv_status apply_default(sinv_txn *txn, sinv_doc *doc)
{
    sinv_doc *former = doc->plan;

    if (!former)
        return SALESINV_OK;
    sinv_row_set_int(former->head, SINV_WAREHOUSE_IS_DEFAULT, 0);
    return sinv_doc_store(txn, former, SALESINV_EVENT_UPDATED);
}

static salesinv_status check_bins(sinv_txn *txn, const sinv_doc *doc)
{
    bool has_bins = sinv_doc_int(doc, SINV_WAREHOUSE_HAS_BINS) != 0;
    bool had_bins =
        doc->before && sinv_doc_int(doc->before, SINV_WAREHOUSE_HAS_BINS) != 0;
    salesinv_status rc = SALESINV_OK;

    if (has_bins == had_bins)
        return SALESINV_OK;
    if (has_bins)
        rc = sinv_setting_require(txn, SINV_SET_BINS, "has_bins");
    if (rc != SALESINV_OK || !doc->before)
        return rc;
    rc = sinv_warehouse_check_empty(txn, sinv_doc_id(doc), "has_bins",
                                    SINV_WAREHOUSE_LEDGER);
    return rc == SALESINV_OK
               ? sinv_in_use(txn, SALESINV_KIND_WAREHOUSE, sinv_doc_id(doc))
               : rc;
}

/* A member is named once per list, and an account must be there. */
static salesinv_status check_member(sinv_txn *txn, const sinv_doc *doc, uint32_t index)
{
    int64_t list = sinv_doc_line_int(doc, index, SINV_WAREHOUSE_ACCESS_LIST);
    int64_t member = sinv_doc_line_int(doc, index, SINV_WAREHOUSE_ACCESS_MEMBER);
    const char *field = sinv_doc_field(txn, (int32_t)index, "member");
    sinv_row *account;

    for (uint32_t i = 0; i < index; i++)
        if (!doc->lines[i].is_removed &&
            sinv_doc_line_int(doc, i, SINV_WAREHOUSE_ACCESS_LIST) == list &&
            sinv_doc_line_int(doc, i, SINV_WAREHOUSE_ACCESS_MEMBER) == member)
            return sinv_err_set(txn->err, SALESINV_E_EXISTS, field,
                                "%lld is named twice in list %lld", (long long)member,
                                (long long)list);
    return list == SALESINV_ACCESS_ACCOUNT
               ? sinv_doc_ref(txn, field, SALESINV_KIND_ACCOUNT, member, &account)
               : SALESINV_OK;
}

static salesinv_status prepare(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc = check_bins(txn, doc);

    if (doc->has_line_edits)
        for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
            if (!doc->lines[i].is_removed)
                rc = check_member(txn, doc, i);
    return rc == SALESINV_OK ? plan_default(txn, doc) : rc;
}

static salesinv_status check_disable(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc;

    if (sinv_doc_int(doc, SINV_WAREHOUSE_IS_DEFAULT))
        return sinv_err_set(txn->err, SALESINV_E_INVALID_STATE, "is_default",
                            "warehouse %lld is the default one: make another one that "
                            "first",
                            (long long)sinv_doc_id(doc));
    rc = sinv_warehouse_check_empty(txn, sinv_doc_id(doc), "status",
                                    SINV_WAREHOUSE_FROZEN);
    return rc == SALESINV_OK
               ? sinv_in_use(txn, SALESINV_KIND_WAREHOUSE, sinv_doc_id(doc))
               : rc;
}

static const sinv_transition steps[] = {SINV_MASTER_STEPS(check_disable, NULL)};

const sinv_kind sinv_warehouse_kind = {
    .kind = SALESINV_KIND_WAREHOUSE,
    .name = "warehouse",
    .prefix = "WH",
    .flags = SINV_KIND_MASTER | SINV_KIND_UPSERT,
    .object = SINV_OBJECT_WAREHOUSE,
    .table = SINV_T_WAREHOUSE,
    .line_table = SINV_T_WAREHOUSE_ACCESS,
    .approval_setting = -1,
    .account_column = -1,
    .name_column = SINV_WAREHOUSE_NAME,
    .code_column = SINV_WAREHOUSE_CODE,
    .editable = SINV_IN_MASTER,
    .open = SINV_IN_USE,
    .editions = SINV_EDITIONS_ANY,
    .fields = fields,
    .line_fields = line_fields,
    .field_count = SINV_COUNT_OF(fields),
    .line_field_count = SINV_COUNT_OF(line_fields),
    .transitions = steps,
    .transition_count = SINV_COUNT_OF(steps),
    .prepare = prepare,
    .apply_write = apply_default,
};
