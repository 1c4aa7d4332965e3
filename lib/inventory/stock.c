/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the balances of products in warehouses, and in their bins and batches. */
#include "inventory/stock.h"

#include "base/checked.h"
#include "inventory/freeze.h"

static void take_row(const sinv_stock_columns *columns, const sinv_row *row,
                     sinv_stock *out)
{
    *out = (sinv_stock){.warehouse = sinv_row_int(row, SINV_STOCK_WAREHOUSE),
                        .on_hand = sinv_row_int(row, columns->on_hand),
                        .frozen = sinv_row_int(row, columns->frozen),
                        .available = sinv_stock_columns_available(columns, row),
                        .has_row = true,
                        .synced_at = sinv_stock_columns_at(columns, row)};
}

salesinv_status sinv_stock_get(sinv_txn *txn, salesinv_id product,
                               salesinv_id warehouse, sinv_stock *out)
{
    sinv_stock_columns columns;
    sinv_row *row;
    salesinv_status rc = sinv_stock_columns_of(txn, SINV_T_STOCK, &columns);

    *out = (sinv_stock){.warehouse = warehouse, .synced_at = SALESINV_TIME_NONE};
    if (rc != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_STOCK, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_STOCK_PRODUCT, product);
    sinv_row_set_int(row, SINV_STOCK_WAREHOUSE, warehouse);
    rc = sinv_txn_get(txn, row);
    if (rc == SALESINV_OK && sinv_stock_columns_say(&columns, row))
        take_row(&columns, row, out);
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

/* A walk over the rows of a product that have figures, in order of their warehouses. */
typedef struct stock_walk {
    sinv_stock_columns columns;
    sinv_scan scan;
    sinv_row *row;
} stock_walk;

static salesinv_status start(sinv_txn *txn, salesinv_id product, stock_walk *walk)
{
    sinv_range range = {.prefix = SINV_STOCK_PRODUCT + 1};
    salesinv_status rc = sinv_stock_columns_of(txn, SINV_T_STOCK, &walk->columns);

    if (rc != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_STOCK, &walk->row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(walk->row, SINV_STOCK_PRODUCT, product);
    range.from = walk->row;
    return sinv_scan_start(txn, SINV_T_STOCK, &range, &walk->scan);
}

/* ROW with the next figures, OK at the end. */
static salesinv_status next(stock_walk *walk, sinv_stock *out)
{
    salesinv_status rc;

    while ((rc = sinv_scan_next(&walk->scan, walk->row)) == SALESINV_ROW)
        if (sinv_stock_columns_say(&walk->columns, walk->row)) {
            take_row(&walk->columns, walk->row, out);
            break;
        }
    return rc;
}

salesinv_status sinv_stock_list(sinv_txn *txn, salesinv_id product, sinv_stocks *out)
{
    stock_walk walk;
    sinv_stock stock;
    salesinv_status rc = start(txn, product, &walk);

    if (rc != SALESINV_OK)
        return rc;
    while ((rc = next(&walk, &stock)) == SALESINV_ROW) {
        rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items), out->count,
                           &out->capacity);
        if (rc != SALESINV_OK)
            break;
        out->items[out->count++] = stock;
    }
    sinv_scan_close(&walk.scan);
    return rc;
}

salesinv_status sinv_stock_add(sinv_txn *txn, sinv_stock *sum, const sinv_stock *part)
{
    if (!part->has_row)
        return SALESINV_OK;
    if (!sinv_add_i64(sum->on_hand, part->on_hand, &sum->on_hand) ||
        !sinv_add_i64(sum->frozen, part->frozen, &sum->frozen) ||
        !sinv_add_i64(sum->available, part->available, &sum->available))
        return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, "qty",
                            "the stock of the warehouses does not fit into a sum");
    if (!sum->has_row || part->synced_at < sum->synced_at)
        sum->synced_at = part->synced_at;
    sum->is_asked = part->is_asked && (sum->is_asked || !sum->has_row);
    sum->has_row = true;
    return SALESINV_OK;
}

salesinv_status sinv_stock_sum(sinv_txn *txn, salesinv_id product, sinv_stock *out)
{
    stock_walk walk;
    sinv_stock part;
    salesinv_status rc = start(txn, product, &walk);

    *out = (sinv_stock){.synced_at = SALESINV_TIME_NONE};
    if (rc != SALESINV_OK)
        return rc;
    while ((rc = next(&walk, &part)) == SALESINV_ROW)
        if ((rc = sinv_stock_add(txn, out, &part)) != SALESINV_OK)
            break;
    sinv_scan_close(&walk.scan);
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

static void take_detail(const sinv_stock_columns *columns, const sinv_row *row,
                        sinv_stock_detail *out)
{
    *out = (sinv_stock_detail){.warehouse = sinv_row_int(row, SINV_DETAIL_WAREHOUSE),
                               .bin = sinv_row_int(row, SINV_DETAIL_BIN),
                               .batch = sinv_row_int(row, SINV_DETAIL_BATCH),
                               .on_hand = sinv_row_int(row, columns->on_hand),
                               .frozen = sinv_row_int(row, columns->frozen),
                               .available = sinv_stock_columns_available(columns, row),
                               .has_row = true,
                               .synced_at = sinv_stock_columns_at(columns, row)};
}

salesinv_status sinv_stock_get_detail(sinv_txn *txn, salesinv_id product,
                                      salesinv_id warehouse, salesinv_id bin,
                                      salesinv_id batch, sinv_stock_detail *out)
{
    sinv_stock_columns columns;
    sinv_row *row;
    salesinv_status rc = sinv_stock_columns_of(txn, SINV_T_DETAIL, &columns);

    *out = (sinv_stock_detail){.warehouse = warehouse,
                               .bin = bin,
                               .batch = batch,
                               .synced_at = SALESINV_TIME_NONE};
    if (rc != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_DETAIL, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_DETAIL_PRODUCT, product);
    sinv_row_set_int(row, SINV_DETAIL_WAREHOUSE, warehouse);
    sinv_row_set_int(row, SINV_DETAIL_BIN, bin);
    sinv_row_set_int(row, SINV_DETAIL_BATCH, batch);
    rc = sinv_txn_get(txn, row);
    if (rc == SALESINV_OK && sinv_stock_columns_say(&columns, row))
        take_detail(&columns, row, out);
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

static salesinv_status start_details(sinv_txn *txn, salesinv_id product,
                                     salesinv_id warehouse, stock_walk *walk)
{
    sinv_range range = {.prefix = warehouse ? SINV_DETAIL_WAREHOUSE + 1
                                            : SINV_DETAIL_PRODUCT + 1};
    salesinv_status rc = sinv_stock_columns_of(txn, SINV_T_DETAIL, &walk->columns);

    if (rc != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_DETAIL, &walk->row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(walk->row, SINV_DETAIL_PRODUCT, product);
    sinv_row_set_int(walk->row, SINV_DETAIL_WAREHOUSE, warehouse);
    range.from = walk->row;
    return sinv_scan_start(txn, SINV_T_DETAIL, &range, &walk->scan);
}

salesinv_status sinv_stock_list_details(sinv_txn *txn, salesinv_id product,
                                        salesinv_id warehouse, sinv_stock_details *out)
{
    stock_walk walk;
    salesinv_status rc = start_details(txn, product, warehouse, &walk);

    if (rc != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&walk.scan, walk.row)) == SALESINV_ROW) {
        if (!sinv_stock_columns_say(&walk.columns, walk.row))
            continue;
        rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items), out->count,
                           &out->capacity);
        if (rc != SALESINV_OK)
            break;
        take_detail(&walk.columns, walk.row, &out->items[out->count++]);
    }
    sinv_scan_close(&walk.scan);
    return rc;
}
