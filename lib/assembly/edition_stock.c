/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Beside an ERP the ledger stood still while goods came and went, so what it has on hand is no count of anything. Goods are written off
 * place by place, so that every balance ends at 0 by a movement.
 */
#include "assembly/edition_stock.h"

#include "core/id_list.h"
#include "inventory/ledger.h"
#include "inventory/posting.h"
#include "inventory/serial_run.h"
#include "salesinv/product.h"

enum { LINES_MOST = 10000, RUNS_AT_ONCE = 1024, POLL_EVERY = 256 };

/* Goods in one place. */
typedef struct part {
    salesinv_id product;
    salesinv_id warehouse;
    salesinv_id bin;
    salesinv_id batch;
    int64_t qty;
} part;

typedef struct part_list {
    part *items;
    uint32_t count;
    uint32_t capacity;
} part_list;

static salesinv_status append(sinv_txn *txn, part_list *list, const part *what)
{
    salesinv_status rc = sinv_txn_grow(txn, (void **)&list->items, sizeof(*list->items),
                                       list->count, &list->capacity);

    if (rc == SALESINV_OK)
        list->items[list->count++] = *what;
    return rc;
}

static salesinv_status list_stock(sinv_txn *txn, part_list *out)
{
    const sinv_range all = {0};
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_STOCK, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_STOCK, &all, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        const part what = {.product = sinv_row_int(row, SINV_STOCK_PRODUCT),
                           .warehouse = sinv_row_int(row, SINV_STOCK_WAREHOUSE),
                           .qty = sinv_row_int(row, SINV_STOCK_ON_HAND)};

        if (what.qty > 0 && (rc = append(txn, out, &what)) != SALESINV_OK)
            break;
    }
    sinv_scan_close(&scan);
    return rc;
}

/* The bins and batches of all: what lies in them is not the rest of its warehouse any more. */
static salesinv_status list_places(sinv_txn *txn, part_list *out)
{
    const sinv_range all = {0};
    const uint32_t totals = out->count;
    uint32_t at = 0; /* totals and places come in the same order */
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_DETAIL, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_DETAIL, &all, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        const part what = {.product = sinv_row_int(row, SINV_DETAIL_PRODUCT),
                           .warehouse = sinv_row_int(row, SINV_DETAIL_WAREHOUSE),
                           .bin = sinv_row_int(row, SINV_DETAIL_BIN),
                           .batch = sinv_row_int(row, SINV_DETAIL_BATCH),
                           .qty = sinv_row_int(row, SINV_DETAIL_ON_HAND)};

        if (what.qty == 0)
            continue;
        while (at < totals && (out->items[at].product != what.product ||
                               out->items[at].warehouse != what.warehouse))
            at++;
        if (at == totals) {
            rc = sinv_txn_internal(txn, "product %lld lies in a bin and not in stock",
                                   (long long)what.product);
            break;
        }
        out->items[at].qty -= what.qty;
        if ((rc = append(txn, out, &what)) != SALESINV_OK)
            break;
    }
    sinv_scan_close(&scan);
    return rc;
}

static salesinv_status move_out(sinv_txn *txn, const sinv_posting *posting,
                                int64_t number, const part *what)
{
    bool has_detail = what->bin != 0 || what->batch != 0;
    const sinv_move move = {.line = sinv_line_id(posting->id, number),
                            .posting = posting->id,
                            .product = what->product,
                            .warehouse = what->warehouse,
                            .bin = what->bin,
                            .batch = what->batch,
                            .on_hand = -what->qty,
                            .has_detail = has_detail};

    return sinv_ledger_move(txn, &move);
}

/* One order over goods of a warehouse, from number *at of the list on, which is moved behind the last one. */
static salesinv_status write_order(sinv_txn *txn, const part_list *parts,
                                   salesinv_id warehouse, const char *reason,
                                   uint32_t *at)
{
    sinv_posting posting = {
        .type = SALESINV_OUTBOUND_OTHER, .warehouse = warehouse, .reason = reason};
    int64_t number = 0;
    salesinv_status rc = sinv_posting_begin(txn, SALESINV_KIND_OUTBOUND, &posting);

    for (; *at < parts->count && number < LINES_MOST && rc == SALESINV_OK; (*at)++) {
        const part *what = &parts->items[*at];

        if (what->warehouse != warehouse || what->qty == 0)
            continue;
        rc = move_out(txn, &posting, ++number, what);
        if (rc == SALESINV_OK && number % POLL_EVERY == 0)
            rc = sinv_txn_poll(txn, *at, parts->count);
    }
    return rc == SALESINV_OK ? sinv_posting_end(txn, &posting) : rc;
}

/* Number of the next part of the warehouse that has something; all of them: none. */
static uint32_t find_next(const part_list *parts, salesinv_id warehouse, uint32_t at)
{
    while (at < parts->count &&
           (parts->items[at].warehouse != warehouse || parts->items[at].qty == 0))
        at++;
    return at;
}

static salesinv_status empty_warehouse(sinv_txn *txn, const part_list *parts,
                                       salesinv_id warehouse, const char *reason)
{
    uint32_t at = find_next(parts, warehouse, 0);
    salesinv_status rc = SALESINV_OK;

    while (at < parts->count && rc == SALESINV_OK) {
        rc = write_order(txn, parts, warehouse, reason, &at);
        at = find_next(parts, warehouse, at);
    }
    return rc;
}

/* Ids of all objects of a table, or those with a value in a column (-1: all). */
static salesinv_status list_ids(sinv_txn *txn, int32_t table, int32_t column,
                                int64_t value, sinv_id_list *out)
{
    const sinv_range all = {0};
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, table, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, table, &all, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        if (column >= 0 && sinv_row_int(row, column) != value)
            continue;
        rc = sinv_id_list_add(txn, out, sinv_row_int(row, SINV_HEAD_ID));
        if (rc != SALESINV_OK)
            break;
    }
    sinv_scan_close(&scan);
    return rc;
}

/* ---- serials ---- */

/* Runs of one product that follow each other and are of one scope, from number `from` on; how many were changed comes back. */
static salesinv_status free_some(sinv_txn *txn, const sinv_serial_runs *runs,
                                 uint32_t from, uint32_t *out_count)
{
    const sinv_serial_run *first = &runs->items[from];
    const sinv_serial_change change = {.scope = first->scope,
                                       .product = first->facts.product,
                                       .from_states =
                                           SINV_SERIAL_BIT(SINV_SERIAL_IN_STOCK),
                                       .to_state = SINV_SERIAL_UNUSED};
    sinv_arena_mark mark = sinv_arena_tell(txn->arena);
    sinv_serial_set set;
    uint32_t at = from;
    salesinv_status rc = SALESINV_OK;

    sinv_serial_set_init(&set, txn->err, txn->arena, "serials");
    for (; at < runs->count && runs->items[at].scope == first->scope; at++)
        if ((rc = sinv_serial_set_add(&set, &runs->items[at].range)) != SALESINV_OK)
            return rc;
    if ((rc = sinv_serial_set_close(&set)) == SALESINV_OK)
        rc = sinv_serial_change_set(txn, &set, &change);
    sinv_arena_rewind(txn->arena, mark);
    *out_count = at - from;
    return rc;
}

static salesinv_status free_page(sinv_txn *txn, const sinv_serial_runs *runs)
{
    uint32_t count;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < runs->count && rc == SALESINV_OK; i += count)
        rc = free_some(txn, runs, i, &count);
    return rc;
}

static salesinv_status free_serials(sinv_txn *txn, salesinv_id product)
{
    sinv_serial_query query = {.product = product,
                               .states = SINV_SERIAL_BIT(SINV_SERIAL_IN_STOCK),
                               .limit = RUNS_AT_ONCE};
    sinv_serial_runs runs = {NULL, 0, 0};
    sinv_serial_run last;
    salesinv_status rc;

    do {
        runs.count = 0;
        if ((rc = sinv_serial_list(txn, &query, &runs)) != SALESINV_OK ||
            runs.count == 0)
            return rc;
        last = runs.items[runs.count - 1];
        query.after = &last;
        rc = free_page(txn, &runs);
    } while (rc == SALESINV_OK && runs.count == RUNS_AT_ONCE);
    return rc;
}

/* ---- all ---- */

salesinv_status sinv_edition_write_off(sinv_txn *txn, const char *reason)
{
    part_list parts = {NULL, 0, 0};
    sinv_id_list warehouses = {NULL, 0, 0};
    sinv_id_list products = {NULL, 0, 0};
    salesinv_status rc;

    if ((rc = list_stock(txn, &parts)) != SALESINV_OK ||
        (rc = list_places(txn, &parts)) != SALESINV_OK ||
        (rc = list_ids(txn, SINV_T_WAREHOUSE, -1, 0, &warehouses)) != SALESINV_OK ||
        (rc = list_ids(txn, SINV_T_PRODUCT, SINV_PRODUCT_TRACKING,
                       SALESINV_TRACKING_SERIAL, &products)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < warehouses.count && rc == SALESINV_OK; i++)
        rc = empty_warehouse(txn, &parts, warehouses.ids[i], reason);
    for (uint32_t i = 0; i < products.count && rc == SALESINV_OK; i++)
        rc = free_serials(txn, products.ids[i]);
    return rc;
}
