/* SPDX-License-Identifier: Apache-2.0 */
/* The kind of batches: goods of one product that were made together and expire together. */
#include "catalog/fields.h"
#include "catalog/product.h"
#include "core/settings.h"
#include "inventory/kinds.h"

static const sinv_field fields[] = {
    SINV_HEAD_FIELDS,
    SINV_ROW_TEXT(CODE, SINV_BATCH_CODE, SINV_MUST_TEXT, 64, "code"),
    SINV_ROW_ID(PRODUCT, SINV_BATCH_PRODUCT, SINV_MUST_ONCE, SALESINV_KIND_PRODUCT,
                "product"),
    SINV_ROW_NUMBER(PRODUCED_AT, TIME, SINV_BATCH_PRODUCED_AT, SINV_MAY, 0, 0,
                    "produced_at"),
    SINV_ROW_NUMBER(EXPIRES_AT, TIME, SINV_BATCH_EXPIRES_AT, SINV_MAY, 0, 0,
                    "expires_at"),
};

static salesinv_status check_product(sinv_txn *txn, const sinv_doc *doc)
{
    sinv_product product;
    salesinv_status rc = sinv_product_for_line(
        txn, -1, sinv_doc_int(doc, SINV_BATCH_PRODUCT), true, &product);

    if (rc != SALESINV_OK || product.tracking == SALESINV_TRACKING_BATCH)
        return rc;
    return sinv_err_set(txn->err, SALESINV_E_BATCH_MISMATCH, "product",
                        "product %lld is not managed by batch", (long long)product.id);
}

static salesinv_status prepare(sinv_txn *txn, sinv_doc *doc)
{
    const sinv_row *head = doc->head;
    salesinv_status rc;

    if ((rc = sinv_setting_require(txn, SINV_SET_PLUGIN_BATCH_SERIAL, NULL)) !=
            SALESINV_OK ||
        (!doc->before && (rc = check_product(txn, doc)) != SALESINV_OK))
        return rc;
    if (sinv_row_is_null(head, SINV_BATCH_PRODUCED_AT) ||
        sinv_row_is_null(head, SINV_BATCH_EXPIRES_AT) ||
        sinv_row_int(head, SINV_BATCH_EXPIRES_AT) >
            sinv_row_int(head, SINV_BATCH_PRODUCED_AT))
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_ARG, "expires_at",
                        "a batch made at %lld cannot have expired at %lld",
                        (long long)sinv_row_int(head, SINV_BATCH_PRODUCED_AT),
                        (long long)sinv_row_int(head, SINV_BATCH_EXPIRES_AT));
}

static salesinv_status check_unused(sinv_txn *txn, sinv_doc *doc)
{
    return sinv_in_use(txn, SALESINV_KIND_BATCH, sinv_doc_id(doc));
}

/* Batches are nobody's: who may read stock in the style that is set may read them. */
static bool is_own(const sinv_txn *txn, const sinv_doc *doc)
{
    (void)txn;
    (void)doc;
    return true;
}

static const sinv_transition steps[] = {SINV_MASTER_STEPS(check_unused, NULL)};

/* open: a batch without stock does not stand in the way of its product. */
const sinv_kind sinv_batch_kind = {
    .kind = SALESINV_KIND_BATCH,
    .name = "batch",
    .prefix = "BA",
    .flags = SINV_KIND_MASTER | SINV_KIND_UPSERT,
    .object = SINV_OBJECT_STOCK,
    .table = SINV_T_BATCH,
    .line_table = -1,
    .approval_setting = -1,
    .account_column = -1,
    .name_column = SINV_BATCH_CODE,
    .code_column = SINV_BATCH_CODE,
    .editable = SINV_IN_MASTER,
    .open = 0,
    .editions = SINV_EDITIONS_ANY,
    .synced = SINV_EDITIONS_ERP,
    .fields = fields,
    .field_count = SINV_COUNT_OF(fields),
    .transitions = steps,
    .transition_count = SINV_COUNT_OF(steps),
    .prepare = prepare,
    .is_own = is_own,
};
