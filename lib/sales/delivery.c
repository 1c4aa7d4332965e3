/* SPDX-License-Identifier: Apache-2.0 */
/* Deliveries that an ERP reports, held against what was ordered. */
#include "sales/delivery.h"

#include "base/checked.h"
#include "core/settings.h"

enum { WHOLE = 10000 };

salesinv_status sinv_delivery_tolerance(sinv_txn *txn, int64_t qty, int64_t *out)
{
    int64_t share;
    salesinv_status rc =
        sinv_setting_int(txn, SINV_SET_SYNC_OVER_DELIVERY, NULL, &share);

    *out = 0;
    if (rc == SALESINV_OK && !sinv_muldiv_floor_i64(qty, share, WHOLE, out))
        return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, "qty",
                            "what %lld may be exceeded by does not fit",
                            (long long)qty);
    return rc;
}

static salesinv_status refuse(sinv_txn *txn, const sinv_delivery *of, int64_t tolerance,
                              int32_t place)
{
    salesinv_status rc = sinv_err_set(
        txn->err, SALESINV_E_OVER_DELIVERY, sinv_doc_field(txn, place, "qty"),
        "%s delivered on line %lld of %s %lld, which is of %s: %s were left, and %s "
        "more "
        "are tolerated",
        sinv_txn_qty(txn, of->delivered), (long long)sinv_line_number(of->line),
        of->what, (long long)sinv_line_document(of->line), sinv_txn_qty(txn, of->qty),
        sinv_txn_qty(txn, of->left), sinv_txn_qty(txn, tolerance));

    sinv_err_add_qty(txn->err, "delivered", of->delivered);
    sinv_err_add_qty(txn->err, "ordered", of->qty);
    sinv_err_add_qty(txn->err, "left", of->left);
    sinv_err_add_qty(txn->err, "tolerance", tolerance);
    sinv_err_add_int(txn->err, of->what, sinv_line_document(of->line));
    sinv_err_add_int(txn->err, "line", sinv_line_number(of->line));
    return rc;
}

salesinv_status sinv_delivery_check(sinv_txn *txn, const sinv_delivery *of,
                                    int32_t place)
{
    int64_t tolerance;
    int64_t most;
    salesinv_status rc = sinv_delivery_tolerance(txn, of->qty, &tolerance);

    if (rc != SALESINV_OK)
        return rc;
    if (!sinv_add_i64(of->left, tolerance, &most))
        most = INT64_MAX;
    return of->delivered <= most ? SALESINV_OK : refuse(txn, of, tolerance, place);
}

salesinv_status sinv_delivery_check_order(sinv_txn *txn, const sinv_order_line *line,
                                          int32_t place)
{
    const sinv_delivery of = {.what = "order",
                              .line = sinv_order_line_id(line),
                              .qty = sinv_order_line_int(line, SINV_ORDER_LINE_QTY),
                              .left = sinv_order_balance(line->order, line->index),
                              .delivered = line->use->wanted};

    return sinv_delivery_check(txn, &of, place);
}
