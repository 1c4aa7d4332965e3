/* SPDX-License-Identifier: Apache-2.0 */
/* What documents of ours want of the ledger itself, whoever's figures count now. */
#include "inventory/demand.h"

static salesinv_status refuse(sinv_txn *txn, const sinv_demand *want, int64_t on_hand)
{
    salesinv_status rc = sinv_err_set(
        txn->err, SALESINV_E_INSUFFICIENT_STOCK,
        sinv_doc_field(txn, (int32_t)want->line, "qty"),
        "wanted %s of product %lld in warehouse %lld, the ledger has %s there",
        sinv_txn_qty(txn, want->qty), (long long)want->product,
        (long long)want->warehouse, sinv_txn_qty(txn, on_hand));

    sinv_err_add_int(txn->err, "product", want->product);
    sinv_err_add_int(txn->err, "warehouse", want->warehouse);
    sinv_err_add_qty(txn->err, "wanted", want->qty);
    sinv_err_add_qty(txn->err, "on_hand", on_hand);
    return rc;
}

/* In a bin or batch if it names one, else in the warehouse. */
static salesinv_status read_ledger(sinv_txn *txn, const sinv_demand *of, int64_t *out)
{
    bool is_place = of->bin != 0 || of->batch != 0;
    sinv_row *row;
    salesinv_status rc =
        sinv_txn_row(txn, is_place ? SINV_T_DETAIL : SINV_T_STOCK, &row);

    *out = 0;
    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, is_place ? SINV_DETAIL_PRODUCT : SINV_STOCK_PRODUCT,
                     of->product);
    sinv_row_set_int(row, is_place ? SINV_DETAIL_WAREHOUSE : SINV_STOCK_WAREHOUSE,
                     of->warehouse);
    if (is_place) {
        sinv_row_set_int(row, SINV_DETAIL_BIN, of->bin);
        sinv_row_set_int(row, SINV_DETAIL_BATCH, of->batch);
    }
    rc = sinv_txn_get(txn, row);
    if (rc == SALESINV_OK)
        *out = sinv_row_int(row, is_place ? SINV_DETAIL_ON_HAND : SINV_STOCK_ON_HAND);
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

salesinv_status sinv_demands_check_ledger(sinv_txn *txn, sinv_demands *demands)
{
    int64_t on_hand;
    salesinv_status rc = sinv_demands_sum(txn, demands);

    for (uint32_t i = 0; i < demands->count && rc == SALESINV_OK; i++) {
        rc = read_ledger(txn, &demands->items[i], &on_hand);
        if (rc == SALESINV_OK && demands->items[i].qty > on_hand)
            rc = refuse(txn, &demands->items[i], on_hand);
    }
    return rc;
}
