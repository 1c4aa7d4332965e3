/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading freezes. Their key begins with product and warehouse, so the freezes of one line
 * over all warehouses are found by skipping: read on a little, and jump to the next
 * place where the line can stand.
 */
#include "inventory/freeze.h"

#include "base/checked.h"

enum { READ_AHEAD = 64 };

static salesinv_status key_row(sinv_txn *txn, salesinv_id product,
                               salesinv_id warehouse, int64_t line, sinv_row **out)
{
    salesinv_status rc = sinv_txn_row(txn, SINV_T_FREEZE, out);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(*out, SINV_FREEZE_PRODUCT, product);
    sinv_row_set_int(*out, SINV_FREEZE_WAREHOUSE, warehouse);
    sinv_row_set_int(*out, SINV_FREEZE_LINE, line);
    return SALESINV_OK;
}

static salesinv_status append(sinv_txn *txn, const sinv_row *row, sinv_freezes *out)
{
    salesinv_status rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items),
                                       out->count, &out->capacity);

    if (rc != SALESINV_OK)
        return rc;
    out->items[out->count++] =
        (sinv_freeze){.product = sinv_row_int(row, SINV_FREEZE_PRODUCT),
                      .warehouse = sinv_row_int(row, SINV_FREEZE_WAREHOUSE),
                      .line = sinv_row_int(row, SINV_FREEZE_LINE),
                      .bin = sinv_row_int(row, SINV_FREEZE_BIN),
                      .batch = sinv_row_int(row, SINV_FREEZE_BATCH),
                      .qty = sinv_row_int(row, SINV_FREEZE_QTY),
                      .is_allow = sinv_row_int(row, SINV_FREEZE_IS_ALLOW) != 0};
    return SALESINV_OK;
}

salesinv_status sinv_freeze_get(sinv_txn *txn, sinv_freeze *freeze)
{
    sinv_row *row;
    salesinv_status rc =
        key_row(txn, freeze->product, freeze->warehouse, freeze->line, &row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_FREEZE_BIN, freeze->bin);
    sinv_row_set_int(row, SINV_FREEZE_BATCH, freeze->batch);
    freeze->qty = 0;
    freeze->is_allow = false;
    rc = sinv_txn_get(txn, row);
    if (rc == SALESINV_E_NOT_FOUND)
        return SALESINV_OK;
    freeze->qty = sinv_row_int(row, SINV_FREEZE_QTY);
    freeze->is_allow = sinv_row_int(row, SINV_FREEZE_IS_ALLOW) != 0;
    return rc;
}

/* Append what the scan of `range` delivers. */
static salesinv_status collect(sinv_txn *txn, const sinv_range *range,
                               sinv_freezes *out)
{
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_FREEZE, &row);

    if (rc != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_FREEZE, range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if ((rc = append(txn, row, out)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc;
}

salesinv_status sinv_freeze_list(sinv_txn *txn, salesinv_id product,
                                 salesinv_id warehouse, int64_t limit,
                                 sinv_freezes *out)
{
    sinv_range range = {.prefix = SINV_FREEZE_WAREHOUSE + 1, .limit = limit};
    sinv_row *key;
    salesinv_status rc = key_row(txn, product, warehouse, 0, &key);

    range.from = key;
    return rc == SALESINV_OK ? collect(txn, &range, out) : rc;
}

/* Read on behind `key`, keeping the line's freezes; `row` is then the last one that was read. */
static salesinv_status read_ahead(sinv_txn *txn, const sinv_row *key, int64_t line,
                                  sinv_row *row, sinv_freezes *out, bool *out_is_end)
{
    sinv_range range = {.prefix = SINV_FREEZE_PRODUCT + 1,
                        .from = key,
                        .from_count = SINV_FREEZE_BATCH - SINV_FREEZE_PRODUCT,
                        .flags = SALESINV_SCAN_AFTER,
                        .limit = READ_AHEAD};
    int32_t seen = 0;
    sinv_scan scan;
    salesinv_status rc = sinv_scan_start(txn, SINV_T_FREEZE, &range, &scan);

    if (rc != SALESINV_OK)
        return rc;
    while (rc >= SALESINV_OK && seen < READ_AHEAD &&
           (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        seen++;
        if (sinv_row_int(row, SINV_FREEZE_LINE) == line)
            rc = append(txn, row, out);
    }
    sinv_scan_close(&scan);
    *out_is_end = seen < READ_AHEAD;
    return rc < SALESINV_OK ? rc : SALESINV_OK;
}

/* Move `key` from the last row that was read to before the next place of the line. */
static void skip(const sinv_row *last, int64_t line, sinv_row *key)
{
    bool is_past = sinv_row_int(last, SINV_FREEZE_LINE) > line;
    bool is_at = sinv_row_int(last, SINV_FREEZE_LINE) == line;

    sinv_row_set_int(key, SINV_FREEZE_WAREHOUSE,
                     sinv_row_int(last, SINV_FREEZE_WAREHOUSE) + (is_past ? 1 : 0));
    sinv_row_set_int(key, SINV_FREEZE_BIN,
                     is_at ? sinv_row_int(last, SINV_FREEZE_BIN) : -1);
    sinv_row_set_int(key, SINV_FREEZE_BATCH,
                     is_at ? sinv_row_int(last, SINV_FREEZE_BATCH) : -1);
}

static salesinv_status list_everywhere(sinv_txn *txn, salesinv_id product, int64_t line,
                                       sinv_freezes *out)
{
    bool is_end = false;
    sinv_row *key;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = key_row(txn, product, 0, line, &key)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_FREEZE, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(key, SINV_FREEZE_BIN, -1);
    sinv_row_set_int(key, SINV_FREEZE_BATCH, -1);
    while (!is_end) {
        if ((rc = read_ahead(txn, key, line, row, out, &is_end)) != SALESINV_OK)
            return rc;
        if (!is_end)
            skip(row, line, key);
    }
    return SALESINV_OK;
}

salesinv_status sinv_freeze_list_line(sinv_txn *txn, salesinv_id product,
                                      salesinv_id warehouse, int64_t line,
                                      sinv_freezes *out)
{
    sinv_range range = {.prefix = SINV_FREEZE_LINE + 1};
    sinv_row *key;
    salesinv_status rc;

    if (warehouse == 0)
        return list_everywhere(txn, product, line, out);
    if ((rc = key_row(txn, product, warehouse, line, &key)) != SALESINV_OK)
        return rc;
    range.from = key;
    return collect(txn, &range, out);
}

salesinv_status sinv_freeze_sum_blocked(sinv_txn *txn, salesinv_id product,
                                        salesinv_id warehouse, salesinv_qty *out)
{
    sinv_freezes freezes = {NULL, 0, 0};
    salesinv_status rc = sinv_freeze_list(txn, product, warehouse, 0, &freezes);

    *out = 0;
    for (uint32_t i = 0; i < freezes.count; i++)
        if (!freezes.items[i].is_allow)
            *out += freezes.items[i].qty; /* a part of stock.frozen, which fits */
    return rc;
}

salesinv_status sinv_freeze_sum(sinv_txn *txn, const sinv_freezes *freezes,
                                salesinv_qty *out)
{
    *out = 0;
    for (uint32_t i = 0; i < freezes->count; i++)
        if (!sinv_add_i64(*out, freezes->items[i].qty, out))
            return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, "qty",
                                "the freezes do not fit into a sum");
    return SALESINV_OK;
}
