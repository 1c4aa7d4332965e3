/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the balances of products in warehouses, and in their bins and batches. */
#include "inventory/stock.h"

#include "base/checked.h"
#include "inventory/freeze.h"

static void take_synced(const sinv_row *row, sinv_stock *out)
{
    out->synced_at = SALESINV_TIME_NONE;
    out->is_synced = !sinv_row_is_null(row, SINV_STOCK_SYNCED_ON_HAND);
    if (!out->is_synced)
        return;
    out->synced_on_hand = sinv_row_int(row, SINV_STOCK_SYNCED_ON_HAND);
    out->synced_frozen = sinv_row_int(row, SINV_STOCK_SYNCED_FROZEN);
    if (!sinv_row_is_null(row, SINV_STOCK_SYNCED_AT))
        out->synced_at = sinv_row_int(row, SINV_STOCK_SYNCED_AT);
    if (!sinv_row_is_null(row, SINV_STOCK_SYNCED_AVAILABLE))
        out->synced_available = sinv_row_int(row, SINV_STOCK_SYNCED_AVAILABLE);
    else if (!sinv_sub_i64(out->synced_on_hand, out->synced_frozen,
                           &out->synced_available))
        out->synced_available = INT64_MIN; /* more frozen than can be said */
}

static void take_row(const sinv_row *row, sinv_stock *out)
{
    *out = (sinv_stock){.warehouse = sinv_row_int(row, SINV_STOCK_WAREHOUSE),
                        .on_hand = sinv_row_int(row, SINV_STOCK_ON_HAND),
                        .frozen = sinv_row_int(row, SINV_STOCK_FROZEN),
                        .has_row = true};
    out->available = out->on_hand - out->frozen; /* both >= 0 */
    take_synced(row, out);
}

salesinv_status sinv_stock_get(sinv_txn *txn, salesinv_id product,
                               salesinv_id warehouse, sinv_stock *out)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_STOCK, &row);

    *out = (sinv_stock){.warehouse = warehouse, .synced_at = SALESINV_TIME_NONE};
    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_STOCK_PRODUCT, product);
    sinv_row_set_int(row, SINV_STOCK_WAREHOUSE, warehouse);
    rc = sinv_txn_get(txn, row);
    if (rc == SALESINV_OK)
        take_row(row, out);
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

/* Start on the rows of `product`, in order of their warehouses. */
static salesinv_status start(sinv_txn *txn, salesinv_id product, sinv_scan *scan,
                             sinv_row **out_row)
{
    sinv_range range = {.prefix = SINV_STOCK_PRODUCT + 1};
    salesinv_status rc = sinv_txn_row(txn, SINV_T_STOCK, out_row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(*out_row, SINV_STOCK_PRODUCT, product);
    range.from = *out_row;
    return sinv_scan_start(txn, SINV_T_STOCK, &range, scan);
}

salesinv_status sinv_stock_list(sinv_txn *txn, salesinv_id product, sinv_stocks *out)
{
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc = start(txn, product, &scan, &row);

    if (rc != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items), out->count,
                           &out->capacity);
        if (rc != SALESINV_OK)
            break;
        take_row(row, &out->items[out->count++]);
    }
    sinv_scan_close(&scan);
    return rc;
}

salesinv_status sinv_stock_add(sinv_txn *txn, sinv_stock *sum, const sinv_stock *part)
{
    if (!part->has_row)
        return SALESINV_OK;
    if (!sinv_add_i64(sum->on_hand, part->on_hand, &sum->on_hand) ||
        !sinv_add_i64(sum->frozen, part->frozen, &sum->frozen) ||
        !sinv_add_i64(sum->available, part->available, &sum->available) ||
        !sinv_add_i64(sum->synced_on_hand, part->synced_on_hand,
                      &sum->synced_on_hand) ||
        !sinv_add_i64(sum->synced_frozen, part->synced_frozen, &sum->synced_frozen) ||
        !sinv_add_i64(sum->synced_available, part->synced_available,
                      &sum->synced_available))
        return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, "qty",
                            "the stock of the warehouses does not fit into a sum");
    if (!sum->has_row || part->synced_at < sum->synced_at)
        sum->synced_at = part->synced_at;
    sum->is_synced = part->is_synced && (sum->is_synced || !sum->has_row);
    sum->has_row = true;
    return SALESINV_OK;
}

salesinv_status sinv_stock_sum(sinv_txn *txn, salesinv_id product, sinv_stock *out)
{
    sinv_stock part;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc = start(txn, product, &scan, &row);

    *out = (sinv_stock){.synced_at = SALESINV_TIME_NONE};
    if (rc != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        take_row(row, &part);
        if ((rc = sinv_stock_add(txn, out, &part)) != SALESINV_OK)
            break;
    }
    sinv_scan_close(&scan);
    return rc;
}

/* An order line's freeze names no bin or batch and is the only one of its line: found by key. */
static salesinv_status own_freeze(sinv_txn *txn, salesinv_id product,
                                  salesinv_id warehouse, int64_t line,
                                  salesinv_qty *out)
{
    sinv_freeze plain = {.product = product, .warehouse = warehouse, .line = line};
    sinv_freezes all = {NULL, 0, 0};
    salesinv_status rc;

    *out = 0;
    if (line == 0)
        return SALESINV_OK;
    rc = sinv_freeze_get(txn, &plain);
    *out = plain.qty;
    if (rc != SALESINV_OK || plain.qty > 0)
        return rc;
    rc = sinv_freeze_list_line(txn, product, warehouse, line, &all);
    return rc == SALESINV_OK ? sinv_freeze_sum(txn, &all, out) : rc;
}

salesinv_status sinv_stock_own(sinv_txn *txn, salesinv_id product,
                               salesinv_id warehouse, int64_t line, sinv_stock *out,
                               salesinv_qty *out_own)
{
    salesinv_status rc = sinv_stock_get(txn, product, warehouse, out);

    *out_own = 0;
    return rc == SALESINV_OK ? own_freeze(txn, product, warehouse, line, out_own) : rc;
}

static void take_detail(const sinv_row *row, sinv_stock_detail *out)
{
    *out = (sinv_stock_detail){.warehouse = sinv_row_int(row, SINV_DETAIL_WAREHOUSE),
                               .bin = sinv_row_int(row, SINV_DETAIL_BIN),
                               .batch = sinv_row_int(row, SINV_DETAIL_BATCH),
                               .on_hand = sinv_row_int(row, SINV_DETAIL_ON_HAND),
                               .frozen = sinv_row_int(row, SINV_DETAIL_FROZEN),
                               .has_row = true};
    out->available = out->on_hand - out->frozen;
}

salesinv_status sinv_stock_get_detail(sinv_txn *txn, salesinv_id product,
                                      salesinv_id warehouse, salesinv_id bin,
                                      salesinv_id batch, sinv_stock_detail *out)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_DETAIL, &row);

    *out = (sinv_stock_detail){.warehouse = warehouse, .bin = bin, .batch = batch};
    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_DETAIL_PRODUCT, product);
    sinv_row_set_int(row, SINV_DETAIL_WAREHOUSE, warehouse);
    sinv_row_set_int(row, SINV_DETAIL_BIN, bin);
    sinv_row_set_int(row, SINV_DETAIL_BATCH, batch);
    rc = sinv_txn_get(txn, row);
    if (rc == SALESINV_OK)
        take_detail(row, out);
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

salesinv_status sinv_stock_list_details(sinv_txn *txn, salesinv_id product,
                                        salesinv_id warehouse, sinv_stock_details *out)
{
    sinv_range range = {.prefix = warehouse ? SINV_DETAIL_WAREHOUSE + 1
                                            : SINV_DETAIL_PRODUCT + 1};
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_DETAIL, &row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_DETAIL_PRODUCT, product);
    sinv_row_set_int(row, SINV_DETAIL_WAREHOUSE, warehouse);
    range.from = row;
    if ((rc = sinv_scan_start(txn, SINV_T_DETAIL, &range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items), out->count,
                           &out->capacity);
        if (rc != SALESINV_OK)
            break;
        take_detail(row, &out->items[out->count++]);
    }
    sinv_scan_close(&scan);
    return rc;
}
