/* SPDX-License-Identifier: Apache-2.0 */
/* Demands: a list, sorted and merged in place, held against stock. */
#include "inventory/demand.h"

#include <stdlib.h>

#include "base/checked.h"
#include "core/settings.h"
#include "document/doc.h"
#include "inventory/freeze.h"
#include "inventory/recent.h"
#include "inventory/stock.h"

salesinv_status sinv_demands_add(sinv_txn *txn, sinv_demands *demands,
                                 const sinv_demand *demand)
{
    salesinv_status rc =
        sinv_txn_grow(txn, (void **)&demands->items, sizeof(*demands->items),
                      demands->count, &demands->capacity);

    if (rc == SALESINV_OK)
        demands->items[demands->count++] = *demand;
    return rc;
}

salesinv_status sinv_demands_add_goods(sinv_txn *txn, const sinv_goods_demand *of,
                                       sinv_demands *products, sinv_demands *places)
{
    const sinv_goods *goods = of->goods;
    sinv_demand want = {.product = goods->product.id,
                        .warehouse = goods->warehouse,
                        .qty = goods->qty,
                        .covered = of->covered,
                        .firm = of->covered, /* what a document in approval froze */
                        .own_line = of->own_line,
                        .line = of->line};
    salesinv_status rc = sinv_demands_add(txn, products, &want);

    if (rc != SALESINV_OK || !goods->has_detail)
        return rc;
    want.bin = goods->bin;
    want.batch = goods->batch;
    return sinv_demands_add(txn, places, &want);
}

static int compare_id(salesinv_id a, salesinv_id b)
{
    return (a > b) - (a < b);
}

/* By place; lines in order, so that a merged demand keeps its first line. */
static int compare(const void *left, const void *right)
{
    const sinv_demand *a = left;
    const sinv_demand *b = right;
    int order = compare_id(a->product, b->product);

    if (order == 0)
        order = compare_id(a->warehouse, b->warehouse);
    if (order == 0)
        order = compare_id(a->bin, b->bin);
    if (order == 0)
        order = compare_id(a->batch, b->batch);
    return order != 0 ? order : compare_id(a->line, b->line);
}

static bool is_same_place(const sinv_demand *a, const sinv_demand *b)
{
    return a->product == b->product && a->warehouse == b->warehouse &&
           a->bin == b->bin && a->batch == b->batch;
}

salesinv_status sinv_demands_sum(sinv_txn *txn, sinv_demands *demands)
{
    sinv_demand *items = demands->items;
    uint32_t kept = 0;

    if (demands->count < 2)
        return SALESINV_OK;
    qsort(items, demands->count, sizeof(*items), compare);
    for (uint32_t i = 1; i < demands->count; i++) {
        if (!is_same_place(&items[kept], &items[i])) {
            items[++kept] = items[i];
            continue;
        }
        if (!sinv_add_i64(items[kept].qty, items[i].qty, &items[kept].qty) ||
            !sinv_add_i64(items[kept].covered, items[i].covered,
                          &items[kept].covered) ||
            !sinv_add_i64(items[kept].firm, items[i].firm, &items[kept].firm))
            return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, "lines",
                                "the lines of product %lld together do not fit",
                                (long long)items[i].product);
    }
    demands->count = kept + 1;
    return SALESINV_OK;
}

static bool is_short(const sinv_demand *want, int64_t on_hand, int64_t available)
{
    return want->qty > on_hand ||
           want->qty - want->covered > (available > 0 ? available : 0);
}

/* Would goods go that others froze under "block"? Only where more is frozen than stays on hand. */
static salesinv_status takes_promised(sinv_txn *txn, const sinv_demand *want,
                                      const sinv_stock *stock, bool *out)
{
    int64_t left = stock->on_hand - want->qty;
    salesinv_qty blocked = 0;
    salesinv_status rc = SALESINV_OK;

    if (stock->frozen - want->covered > left)
        rc = sinv_freeze_sum_blocked(txn, want->product, want->warehouse, &blocked);
    *out = blocked - want->firm > left;
    return rc;
}

/* Refuse the first product, add the others to its error; anything but OK is another failure. */
static salesinv_status note_short(sinv_txn *txn, sinv_shortages *shortages,
                                  const char *field, const sinv_demand *want,
                                  const sinv_stock *stock)
{
    const sinv_short what = {sinv_doc_field(txn, (int32_t)want->line, field),
                             want->product,
                             want->warehouse,
                             stock,
                             want->qty,
                             want->own_line};

    return sinv_shortages_add(txn, shortages, &what);
}

salesinv_status sinv_demands_check_products(sinv_txn *txn, sinv_demands *demands)
{
    sinv_shortages shortages = {0, SALESINV_OK};
    sinv_stock stock;
    salesinv_status rc = sinv_demands_sum(txn, demands);

    for (uint32_t i = 0; i < demands->count && rc == SALESINV_OK; i++) {
        const sinv_demand *want = &demands->items[i];

        bool is_refused = false;

        rc = sinv_stock_get(txn, want->product, want->warehouse, &stock);
        if (rc == SALESINV_OK)
            is_refused = is_short(want, stock.on_hand, stock.available);
        if (rc == SALESINV_OK && !is_refused)
            rc = takes_promised(txn, want, &stock, &is_refused);
        if (rc == SALESINV_OK && is_refused)
            rc = note_short(txn, &shortages, "qty", want, &stock);
    }
    return rc == SALESINV_OK ? sinv_shortages_end(txn, &shortages) : rc;
}

static salesinv_status refuse_place(sinv_txn *txn, const sinv_demand *want,
                                    const sinv_stock_detail *detail)
{
    salesinv_status rc = sinv_err_set(
        txn->err, SALESINV_E_INSUFFICIENT_STOCK,
        sinv_doc_field(txn, (int32_t)want->line, "qty"),
        "too little in bin %lld, batch %lld of warehouse %lld", (long long)want->bin,
        (long long)want->batch, (long long)want->warehouse);

    sinv_err_add_int(txn->err, "product", want->product);
    sinv_err_add_int(txn->err, "warehouse", want->warehouse);
    sinv_err_add_int(txn->err, "bin", want->bin);
    sinv_err_add_int(txn->err, "batch", want->batch);
    sinv_err_add_qty(txn->err, "wanted", want->qty);
    sinv_err_add_qty(txn->err, "on_hand", detail->on_hand);
    sinv_err_add_qty(txn->err, "frozen", detail->frozen);
    sinv_err_add_qty(txn->err, "available", detail->available);
    return rc;
}

/*
 * An ERP that gives no figures by bin or batch tells nothing of places: is the place one of those that it tells apart, of which
 * it has none where it sent nothing?
 */
static salesinv_status is_told(sinv_txn *txn, const sinv_demand *want, bool *out)
{
    sinv_stock_details places = {NULL, 0, 0};
    bool is_synced;
    salesinv_status rc = sinv_edition_is_synced(txn, &is_synced);

    *out = !is_synced;
    if (rc != SALESINV_OK || !is_synced)
        return rc;
    rc = sinv_stock_list_details(txn, want->product, want->warehouse, &places);
    for (uint32_t i = 0; i < places.count; i++)
        if ((places.items[i].bin != 0) == (want->bin != 0) &&
            (places.items[i].batch != 0) == (want->batch != 0))
            *out = true;
    return rc;
}

salesinv_status sinv_demands_check_places(sinv_txn *txn, sinv_demands *demands)
{
    sinv_stock_detail detail;
    salesinv_status rc = sinv_demands_sum(txn, demands);

    for (uint32_t i = 0; i < demands->count && rc == SALESINV_OK; i++) {
        const sinv_demand *want = &demands->items[i];
        bool is_refused = false;

        rc = sinv_stock_get_detail(txn, want->product, want->warehouse, want->bin,
                                   want->batch, &detail);
        if (rc == SALESINV_OK && is_short(want, detail.on_hand, detail.available))
            rc = is_told(txn, want, &is_refused);
        if (rc == SALESINV_OK && is_refused)
            rc = refuse_place(txn, want, &detail);
    }
    return rc;
}

salesinv_status sinv_demands_check_room(sinv_txn *txn, sinv_demands *demands)
{
    sinv_stock stock;
    int64_t sum;
    salesinv_status rc = sinv_demands_sum(txn, demands);

    for (uint32_t i = 0; i < demands->count && rc == SALESINV_OK; i++) {
        const sinv_demand *more = &demands->items[i];

        rc = sinv_stock_get(txn, more->product, more->warehouse, &stock);
        if (rc == SALESINV_OK && (!sinv_add_i64(stock.on_hand, more->qty, &sum) ||
                                  !sinv_add_i64(stock.frozen, more->qty, &sum)))
            rc = sinv_err_set(txn->err, SALESINV_E_OVERFLOW,
                              sinv_doc_field(txn, (int32_t)more->line, "qty"),
                              "stock of product %lld in warehouse %lld would not fit",
                              (long long)more->product, (long long)more->warehouse);
    }
    return rc;
}

salesinv_status sinv_goods_check_room(sinv_txn *txn, const sinv_doc *doc,
                                      const sinv_goods *goods)
{
    sinv_demands products = {NULL, 0, 0};
    sinv_demands places = {NULL, 0, 0};
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        const sinv_goods_demand of = {.goods = &goods[i], .line = i};

        if (!doc->lines[i].is_removed)
            rc = sinv_demands_add_goods(txn, &of, &products, &places);
    }
    return rc == SALESINV_OK ? sinv_demands_check_room(txn, &products) : rc;
}

salesinv_status sinv_demands_check_available(sinv_txn *txn, sinv_demands *demands,
                                             const char *field)
{
    sinv_shortages shortages = {0, SALESINV_OK};
    sinv_stock stock;
    salesinv_status rc = sinv_demands_sum(txn, demands);

    for (uint32_t i = 0; i < demands->count && rc == SALESINV_OK; i++) {
        const sinv_demand *want = &demands->items[i];

        if (want->qty <= 0)
            continue;
        rc = sinv_recent_get(txn, want->product, want->warehouse, &stock);
        if (rc == SALESINV_OK && want->qty > stock.available)
            rc = note_short(txn, &shortages, field, want, &stock);
    }
    return rc == SALESINV_OK ? sinv_shortages_end(txn, &shortages) : rc;
}
