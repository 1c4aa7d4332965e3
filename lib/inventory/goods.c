/* SPDX-License-Identifier: Apache-2.0 */
/* Where the goods of a line lie and which batch they are. Serials: goods_serial.c. */
#include "inventory/goods.h"

#include <string.h>

#include "base/decimal.h"
#include "catalog/fields.h"
#include "core/settings.h"

enum { EXPIRED_BLOCK = 2 };

/* The line names no bin or batch, and `of` wants one. */
static salesinv_status refuse_none(sinv_txn *txn, salesinv_status code,
                                   const char *field, const char *of, salesinv_id id,
                                   const char *why)
{
    (void)sinv_err_set(txn->err, code, field, "%s %lld %s: the line names none", of,
                       (long long)id, why);
    sinv_err_add_int(txn->err, of, id);
    return code;
}

/* The bin or batch that it names is that of something else. */
static salesinv_status refuse_other(sinv_txn *txn, salesinv_status code,
                                    const char *field, const char *what, salesinv_id id,
                                    const char *of, salesinv_id owner)
{
    (void)sinv_err_set(txn->err, code, field, "%s %lld is not one of %s %lld", what,
                       (long long)id, of, (long long)owner);
    sinv_err_add_int(txn->err, what, id);
    sinv_err_add_int(txn->err, of, owner);
    return code;
}

static salesinv_status check_bin(sinv_txn *txn, const sinv_goods *goods,
                                 const sinv_row *warehouse, const char *field)
{
    bool has_bins = sinv_row_int(warehouse, SINV_WAREHOUSE_HAS_BINS) != 0;
    sinv_row *bin;
    salesinv_status rc;

    if (goods->bin == 0 && has_bins && !goods->is_reported)
        return refuse_none(txn, SALESINV_E_BIN_REQUIRED, field, "warehouse",
                           goods->warehouse, "has bins");
    if (goods->bin == 0)
        return SALESINV_OK;
    rc = sinv_doc_ref(txn, field, SALESINV_KIND_BIN, goods->bin, &bin);
    if (rc != SALESINV_OK)
        return rc;
    if (has_bins && sinv_row_int(bin, SINV_BIN_WAREHOUSE) == goods->warehouse)
        return sinv_master_require(txn, field, SALESINV_KIND_BIN, goods->bin);
    return refuse_other(txn, SALESINV_E_BIN_MISMATCH, field, "bin", goods->bin,
                        "warehouse", goods->warehouse);
}

static salesinv_status check_batch(sinv_txn *txn, const sinv_goods *goods,
                                   const char *field)
{
    bool has_batches = goods->product.tracking == SALESINV_TRACKING_BATCH;
    sinv_row *batch;
    salesinv_status rc;

    if (goods->batch == 0 && has_batches)
        return refuse_none(txn, SALESINV_E_BATCH_REQUIRED, field, "product",
                           goods->product.id, "is managed by batch");
    if (goods->batch == 0)
        return SALESINV_OK;
    rc = sinv_doc_ref(txn, field, SALESINV_KIND_BATCH, goods->batch, &batch);
    if (rc != SALESINV_OK ||
        (has_batches && sinv_row_int(batch, SINV_BATCH_PRODUCT) == goods->product.id))
        return rc;
    return refuse_other(txn, SALESINV_E_BATCH_MISMATCH, field, "batch", goods->batch,
                        "product", goods->product.id);
}

salesinv_status sinv_goods_read(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                const sinv_row *warehouse, sinv_goods_columns columns,
                                sinv_goods *out)
{
    const int32_t line = (int32_t)index;
    salesinv_status rc;

    rc =
        sinv_product_for_line(txn, line, sinv_doc_line_int(doc, index, columns.product),
                              false, &out->product);
    if (rc != SALESINV_OK)
        return rc;
    out->warehouse = sinv_row_int(warehouse, SINV_HEAD_ID);
    out->bin = sinv_doc_line_int(doc, index, columns.bin);
    out->batch = sinv_doc_line_int(doc, index, columns.batch);
    out->qty = sinv_doc_line_int(doc, index, columns.qty);
    out->has_detail = out->bin != 0 || out->batch != 0;
    out->has_serials = out->product.tracking == SALESINV_TRACKING_SERIAL;
    if (out->qty <= 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG, sinv_doc_field(txn, line, "qty"),
                            "qty is required");
    if ((rc = sinv_product_check_qty(txn, &out->product,
                                     sinv_doc_field(txn, line, "qty"), out->qty)) !=
        SALESINV_OK)
        return rc;
    if ((rc = check_bin(txn, out, warehouse, sinv_doc_field(txn, line, "bin"))) !=
        SALESINV_OK)
        return rc;
    return check_batch(txn, out, sinv_doc_field(txn, line, "batch"));
}

static salesinv_status refuse_expired(sinv_txn *txn, const char *field,
                                      const sinv_row *batch)
{
    salesinv_id id = sinv_row_int(batch, SINV_HEAD_ID);
    salesinv_status rc = sinv_err_set(txn->err, SALESINV_E_BATCH_EXPIRED, field,
                                      "batch %lld has expired", (long long)id);

    sinv_err_add_int(txn->err, "batch", id);
    sinv_err_add_int(txn->err, "expires_at",
                     sinv_row_int(batch, SINV_BATCH_EXPIRES_AT));
    return rc;
}

/* The event that records the document names the first expired batch of it. */
static salesinv_status warn_expired(sinv_txn *txn, sinv_doc *doc, const sinv_row *batch)
{
    static const char text[] = "{\"warning\":\"batch_expired\",\"batch\":";
    char number[SINV_DECIMAL_TEXT_MAX];
    size_t size = sinv_decimal_format(sinv_row_int(batch, SINV_HEAD_ID), 0, number);
    char *detail;

    if (doc->event_detail)
        return SALESINV_OK;
    detail = sinv_arena_alloc(txn->arena, sizeof(text) + size + 1);
    if (!detail)
        return sinv_txn_nomem(txn);
    memcpy(detail, text, sizeof(text) - 1);
    memcpy(detail + sizeof(text) - 1, number, size);
    memcpy(detail + sizeof(text) - 1 + size, "}", 2);
    doc->event_detail = detail;
    return SALESINV_OK;
}

salesinv_status sinv_goods_check_expiry(sinv_txn *txn, sinv_doc *doc,
                                        const sinv_goods *goods, int32_t index)
{
    const char *field = sinv_doc_field(txn, index, "batch");
    sinv_row *batch;
    int64_t mode;
    salesinv_status rc;

    if (goods->batch == 0)
        return SALESINV_OK;
    if ((rc = sinv_setting_int(txn, SINV_SET_BATCH_EXPIRED, NULL, &mode)) !=
            SALESINV_OK ||
        (rc = sinv_doc_ref(txn, field, SALESINV_KIND_BATCH, goods->batch, &batch)) !=
            SALESINV_OK ||
        sinv_row_is_null(batch, SINV_BATCH_EXPIRES_AT) ||
        sinv_row_int(batch, SINV_BATCH_EXPIRES_AT) > txn->now)
        return rc;
    return mode == EXPIRED_BLOCK ? refuse_expired(txn, field, batch)
                                 : warn_expired(txn, doc, batch);
}
