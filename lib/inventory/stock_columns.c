/* SPDX-License-Identifier: Apache-2.0 */
/* Whose figures of stock count: the ledger's, or those that an ERP sent. */
#include "base/checked.h"
#include "core/settings.h"
#include "inventory/stock.h"

salesinv_status sinv_stock_columns_of(sinv_txn *txn, int32_t table,
                                      sinv_stock_columns *out)
{
    static const sinv_stock_columns own[] = {
        {SINV_STOCK_ON_HAND, SINV_STOCK_FROZEN, -1, -1},
        {SINV_DETAIL_ON_HAND, SINV_DETAIL_FROZEN, -1, -1}};
    static const sinv_stock_columns synced[] = {
        {SINV_STOCK_SYNCED_ON_HAND, SINV_STOCK_SYNCED_FROZEN,
         SINV_STOCK_SYNCED_AVAILABLE, SINV_STOCK_SYNCED_AT},
        {SINV_DETAIL_SYNCED_ON_HAND, SINV_DETAIL_SYNCED_FROZEN,
         SINV_DETAIL_SYNCED_AVAILABLE, SINV_DETAIL_SYNCED_AT}};
    bool is_synced;
    salesinv_status rc = sinv_edition_is_synced(txn, &is_synced);

    *out = (is_synced ? synced : own)[table == SINV_T_DETAIL];
    return rc;
}

bool sinv_stock_columns_say(const sinv_stock_columns *columns, const sinv_row *row)
{
    return columns->synced_at < 0 || !sinv_row_is_null(row, columns->on_hand);
}

salesinv_qty sinv_stock_columns_available(const sinv_stock_columns *columns,
                                          const sinv_row *row)
{
    salesinv_qty left;

    if (columns->available >= 0 && !sinv_row_is_null(row, columns->available))
        return sinv_row_int(row, columns->available);
    if (!sinv_sub_i64(sinv_row_int(row, columns->on_hand),
                      sinv_row_int(row, columns->frozen), &left))
        return INT64_MIN; /* an ERP froze more than can be said */
    return left;
}

salesinv_time sinv_stock_columns_at(const sinv_stock_columns *columns,
                                    const sinv_row *row)
{
    return columns->synced_at >= 0 && !sinv_row_is_null(row, columns->synced_at)
               ? sinv_row_int(row, columns->synced_at)
               : SALESINV_TIME_NONE;
}
