/* SPDX-License-Identifier: Apache-2.0 */
/* Stock by the page: a walk along the primary key, taken up behind the row that was seen last. */
#include "inventory/stock_list.h"

#include "document/doc.h"
#include "inventory/stock.h"

enum { POLL_EVERY = 1024 };

/*
 * What is wanted exists. A batch says its product and a bin its warehouse: with them the walk is shorter. Where the
 * caller named another one nothing fits, and nothing is found.
 */
static salesinv_status resolve(sinv_txn *txn, sinv_stock_place *wanted)
{
    salesinv_status rc = SALESINV_OK;
    sinv_row *row;

    if (wanted->product != 0)
        rc = sinv_doc_ref(txn, "product", SALESINV_KIND_PRODUCT, wanted->product, &row);
    if (rc == SALESINV_OK && wanted->warehouse != 0)
        rc = sinv_doc_ref(txn, "warehouse", SALESINV_KIND_WAREHOUSE, wanted->warehouse,
                          &row);
    if (rc == SALESINV_OK && wanted->bin != 0) {
        rc = sinv_doc_ref(txn, "bin", SALESINV_KIND_BIN, wanted->bin, &row);
        if (rc == SALESINV_OK && wanted->warehouse == 0)
            wanted->warehouse = sinv_row_int(row, SINV_BIN_WAREHOUSE);
    }
    if (rc == SALESINV_OK && wanted->batch != 0) {
        rc = sinv_doc_ref(txn, "batch", SALESINV_KIND_BATCH, wanted->batch, &row);
        if (rc == SALESINV_OK && wanted->product == 0)
            wanted->product = sinv_row_int(row, SINV_BATCH_PRODUCT);
    }
    return rc;
}

/* The key cells, of both tables. */
static void put_key(sinv_row *row, const sinv_stock_place *place)
{
    if (row->table == SINV_T_STOCK) {
        sinv_row_set_int(row, SINV_STOCK_PRODUCT, place->product);
        sinv_row_set_int(row, SINV_STOCK_WAREHOUSE, place->warehouse);
        return;
    }
    sinv_row_set_int(row, SINV_DETAIL_PRODUCT, place->product);
    sinv_row_set_int(row, SINV_DETAIL_WAREHOUSE, place->warehouse);
    sinv_row_set_int(row, SINV_DETAIL_BIN, place->bin);
    sinv_row_set_int(row, SINV_DETAIL_BATCH, place->batch);
}

static sinv_stock_place place_of(const sinv_row *row)
{
    if (row->table == SINV_T_STOCK)
        return (sinv_stock_place){.product = sinv_row_int(row, SINV_STOCK_PRODUCT),
                                  .warehouse = sinv_row_int(row, SINV_STOCK_WAREHOUSE)};
    return (sinv_stock_place){.product = sinv_row_int(row, SINV_DETAIL_PRODUCT),
                              .warehouse = sinv_row_int(row, SINV_DETAIL_WAREHOUSE),
                              .bin = sinv_row_int(row, SINV_DETAIL_BIN),
                              .batch = sinv_row_int(row, SINV_DETAIL_BATCH)};
}

static void take(const sinv_stock_columns *columns, const sinv_row *row,
                 sinv_stock_entry *out)
{
    *out = (sinv_stock_entry){.place = place_of(row),
                              .on_hand = sinv_row_int(row, columns->on_hand),
                              .frozen = sinv_row_int(row, columns->frozen),
                              .available = sinv_stock_columns_available(columns, row),
                              .synced_at = sinv_stock_columns_at(columns, row)};
}

static bool fits(const sinv_stock_place *wanted, const sinv_stock_place *place)
{
    return (wanted->product == 0 || wanted->product == place->product) &&
           (wanted->warehouse == 0 || wanted->warehouse == place->warehouse) &&
           (wanted->bin == 0 || wanted->bin == place->bin) &&
           (wanted->batch == 0 || wanted->batch == place->batch);
}

/* The part of the key that all rows of the answer share; never the whole key, of which a bound is left. */
static int32_t shared_columns(const sinv_stock_place *wanted, bool is_detail)
{
    if (wanted->product == 0)
        return SINV_STOCK_PRODUCT; /* the tenant alone */
    if (!is_detail || wanted->warehouse == 0)
        return SINV_STOCK_PRODUCT + 1;
    return wanted->bin == 0 ? SINV_DETAIL_WAREHOUSE + 1 : SINV_DETAIL_BIN + 1;
}

static salesinv_status start(sinv_txn *txn, const sinv_stock_query *query,
                             const sinv_stock_place *wanted, sinv_scan *scan,
                             sinv_row **out_row)
{
    int32_t table = query->is_detail ? SINV_T_DETAIL : SINV_T_STOCK;
    int32_t key_columns =
        query->is_detail ? SINV_DETAIL_BATCH + 1 : SINV_STOCK_WAREHOUSE + 1;
    sinv_range range = {.prefix = shared_columns(wanted, query->is_detail)};
    sinv_row *key;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, table, &key)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, table, out_row)) != SALESINV_OK)
        return rc;
    if (query->after.product != 0) {
        range.from_count = key_columns - range.prefix;
        range.flags = SALESINV_SCAN_AFTER;
    }
    put_key(key, query->after.product != 0 ? &query->after : wanted);
    range.from = key;
    return sinv_scan_start(txn, table, &range, scan);
}

static salesinv_status append(sinv_txn *txn, const sinv_stock_entry *entry,
                              sinv_stock_page *out)
{
    salesinv_status rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items),
                                       out->count, &out->capacity);

    if (rc == SALESINV_OK)
        out->items[out->count++] = *entry;
    return rc;
}

salesinv_status sinv_stock_page_read(sinv_txn *txn, const sinv_stock_query *query,
                                     sinv_stock_page *out)
{
    sinv_stock_place wanted = query->wanted;
    uint32_t enough = out->count + query->limit;
    sinv_stock_columns columns;
    sinv_stock_entry entry;
    int64_t seen = 0;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc =
             sinv_stock_columns_of(txn, query->is_detail ? SINV_T_DETAIL : SINV_T_STOCK,
                                   &columns)) != SALESINV_OK ||
        (rc = resolve(txn, &wanted)) != SALESINV_OK ||
        (rc = start(txn, query, &wanted, &scan, &row)) != SALESINV_OK)
        return rc;
    while (rc >= SALESINV_OK && out->count < enough &&
           (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        take(&columns, row, &entry);
        if (sinv_stock_columns_say(&columns, row) && fits(&wanted, &entry.place))
            rc = append(txn, &entry, out);
        if (rc >= SALESINV_OK && ++seen % POLL_EVERY == 0)
            rc = sinv_txn_poll(txn, seen, 0);
    }
    sinv_scan_close(&scan);
    return rc < SALESINV_OK ? rc : SALESINV_OK;
}
