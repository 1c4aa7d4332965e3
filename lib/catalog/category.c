/* SPDX-License-Identifier: Apache-2.0 */
/* Product categories: a tree, of any depth, in which nobody is his own ancestor and whose active nodes hang on active ones. */
#include "catalog/catalog.h"
#include "catalog/fields.h"
#include "core/settings.h"

static const sinv_field fields[] = {
    SINV_HEAD_FIELDS,
    SINV_ROW_TEXT(CODE, SINV_CATEGORY_CODE, SINV_MAY_TEXT, 64, "code"),
    SINV_ROW_TEXT(NAME, SINV_CATEGORY_NAME, SINV_MUST_TEXT, 200, "name"),
    SINV_ROW_ID(PARENT, SINV_CATEGORY_PARENT, SINV_MAY, SALESINV_KIND_CATEGORY,
                "parent"),
};

salesinv_status sinv_master_require(sinv_txn *txn, const char *field,
                                    salesinv_kind kind, salesinv_id id)
{
    sinv_row *row;
    salesinv_status rc;

    if (id == 0)
        return SALESINV_OK;
    if ((rc = sinv_doc_ref(txn, field, kind, id, &row)) != SALESINV_OK ||
        sinv_row_int(row, SINV_HEAD_STATUS) == SALESINV_STATUS_ACTIVE)
        return rc;
    rc = sinv_err_set(txn->err, SALESINV_E_INVALID_STATE, field, "%s %lld is inactive",
                      field, (long long)id);
    sinv_err_add_int(txn->err, "id", id);
    return rc;
}

/* The tree as stored has no cycle, so the walk up ends; it must not meet the category itself. */
static salesinv_status check_cycle(sinv_txn *txn, const sinv_doc *doc)
{
    salesinv_id parent = sinv_doc_int(doc, SINV_CATEGORY_PARENT);
    salesinv_status rc = SALESINV_OK;
    sinv_row *row;

    while (parent != 0 && rc == SALESINV_OK) {
        if (parent == sinv_doc_id(doc))
            return sinv_err_set(txn->err, SALESINV_E_ARG, "parent",
                                "category %lld would be its own ancestor",
                                (long long)parent);
        rc = sinv_doc_ref(txn, "parent", SALESINV_KIND_CATEGORY, parent, &row);
        if (rc == SALESINV_OK)
            parent = sinv_row_int(row, SINV_CATEGORY_PARENT);
    }
    return rc;
}

static salesinv_status check_parent(sinv_txn *txn, sinv_doc *doc)
{
    return sinv_master_require(txn, "parent", SALESINV_KIND_CATEGORY,
                               sinv_doc_int(doc, SINV_CATEGORY_PARENT));
}

static salesinv_status prepare(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc;

    if (!sinv_doc_gave(doc, SINV_CATEGORY_PARENT))
        return SALESINV_OK;
    if ((rc = check_cycle(txn, doc)) != SALESINV_OK)
        return rc;
    return check_parent(txn, doc);
}

static salesinv_status check_unused(sinv_txn *txn, sinv_doc *doc)
{
    return sinv_in_use(txn, SALESINV_KIND_CATEGORY, sinv_doc_id(doc));
}

static const sinv_transition steps[] = {SINV_MASTER_STEPS(check_unused, check_parent)};

const sinv_kind sinv_category_kind = {
    .kind = SALESINV_KIND_CATEGORY,
    .name = "category",
    .prefix = "CA",
    .flags = SINV_KIND_MASTER | SINV_KIND_UPSERT,
    .object = SINV_OBJECT_CATALOG,
    .table = SINV_T_CATEGORY,
    .line_table = -1,
    .approval_setting = -1,
    .account_column = -1,
    .name_column = SINV_CATEGORY_NAME,
    .code_column = SINV_CATEGORY_CODE,
    .editable = SINV_IN_MASTER,
    .open = SINV_IN_USE,
    .editions = SINV_EDITIONS_ANY,
    .fields = fields,
    .field_count = SINV_COUNT_OF(fields),
    .transitions = steps,
    .transition_count = SINV_COUNT_OF(steps),
    .prepare = prepare,
};
