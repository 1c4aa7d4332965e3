/* SPDX-License-Identifier: Apache-2.0 */
/* A range of rows, from its first to its last. */
#include "core/txn.h"

salesinv_status sinv_scan_each(sinv_txn *txn, int32_t table, const sinv_range *range,
                               salesinv_status (*visit)(void *arg, const sinv_row *row),
                               void *arg)
{
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if (range->from && range->from->status != SALESINV_OK)
        return sinv_txn_nomem(txn);
    if ((rc = sinv_txn_row(txn, table, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, table, range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if ((rc = visit(arg, row)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc;
}
