/* SPDX-License-Identifier: Apache-2.0 */
/* The places of a product in a warehouse, and the order in which a rule asks them. */
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "core/settings.h"
#include "document/doc.h"
#include "inventory/picking.h"
#include "inventory/stock.h"

enum { EXPIRED_BLOCK = 2, POLL_EVERY = 1024 };

/* One listing under way. */
typedef struct place_list {
    sinv_txn *txn;
    sinv_pick_places *out;
    const sinv_pick_helds *helds;
    bool blocks_expired;
} place_list;

static salesinv_status read_bin(sinv_txn *txn, sinv_pick_place *place)
{
    sinv_row *bin;
    salesinv_status rc;

    if (place->bin == 0)
        return SALESINV_OK;
    rc = sinv_doc_ref(txn, "bin", SALESINV_KIND_BIN, place->bin, &bin);
    if (rc == SALESINV_OK)
        place->bin_code = sinv_row_text(bin, SINV_BIN_CODE);
    return rc;
}

static salesinv_status read_batch(const place_list *list, sinv_pick_place *place,
                                  bool *is_usable)
{
    sinv_row *batch;
    salesinv_status rc;

    place->expires_at = INT64_MAX;
    if (place->batch == 0)
        return SALESINV_OK;
    rc = sinv_doc_ref(list->txn, "batch", SALESINV_KIND_BATCH, place->batch, &batch);
    if (rc != SALESINV_OK || sinv_row_is_null(batch, SINV_BATCH_EXPIRES_AT))
        return rc;
    place->expires_at = sinv_row_int(batch, SINV_BATCH_EXPIRES_AT);
    place->is_expired = place->expires_at <= list->txn->now;
    *is_usable = !(place->is_expired && list->blocks_expired);
    return SALESINV_OK;
}

/* Add a place, unless nothing may be taken there. */
static salesinv_status add_place(const place_list *list, const sinv_pick_place *like)
{
    sinv_pick_places *out = list->out;
    sinv_pick_place place = *like;
    bool is_usable = true;
    salesinv_status rc;

    place.arrived_at = SALESINV_TIME_NONE;
    if ((rc = read_bin(list->txn, &place)) != SALESINV_OK ||
        (rc = read_batch(list, &place, &is_usable)) != SALESINV_OK || !is_usable ||
        place.left <= 0)
        return rc;
    rc = sinv_txn_grow(list->txn, (void **)&out->items, sizeof(*out->items), out->count,
                       &out->capacity);
    if (rc == SALESINV_OK)
        out->items[out->count++] = place;
    return rc;
}

/* What is free in a place, less what documents in approval name of it. */
static salesinv_qty free_in(const place_list *list, salesinv_id product,
                            const sinv_stock_detail *place)
{
    salesinv_qty left = place->available;

    for (uint32_t i = 0; i < list->helds->count; i++) {
        const sinv_pick_held *held = &list->helds->items[i];

        if (held->product == product && held->bin == place->bin &&
            held->batch == place->batch)
            left = left > held->qty ? left - held->qty : 0;
    }
    return left;
}

static salesinv_status add_details(const place_list *list, salesinv_id product,
                                   const sinv_stock_details *details)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < details->count && rc == SALESINV_OK; i++) {
        const sinv_stock_detail *from = &details->items[i];
        const sinv_pick_place place = {.bin = from->bin,
                                       .batch = from->batch,
                                       .on_hand = from->on_hand,
                                       .left = free_in(list, product, from)};

        rc = add_place(list, &place);
    }
    return rc;
}

/* Goods that are kept by neither bin nor batch lie in one place. */
static salesinv_status add_whole(const place_list *list, salesinv_id product,
                                 salesinv_id warehouse)
{
    sinv_pick_place place = {.bin = 0};
    sinv_stock stock;
    salesinv_status rc = sinv_stock_get(list->txn, product, warehouse, &stock);

    place.on_hand = stock.on_hand;
    place.left = stock.on_hand;
    return rc == SALESINV_OK ? add_place(list, &place) : rc;
}

static salesinv_status list_goods(const place_list *list, salesinv_id product,
                                  salesinv_id warehouse)
{
    sinv_stock_details details = {NULL, 0, 0};
    salesinv_status rc =
        sinv_stock_list_details(list->txn, product, warehouse, &details);

    if (rc == SALESINV_OK)
        rc = details.count > 0 ? add_details(list, product, &details)
                               : add_whole(list, product, warehouse);
    return rc == SALESINV_OK
               ? sinv_pick_date_places(list->txn, product, warehouse, list->out)
               : rc;
}

static salesinv_status list_runs(const place_list *list, salesinv_id product,
                                 salesinv_id warehouse)
{
    const sinv_serial_query query = {.product = product,
                                     .warehouse = warehouse,
                                     .states = SINV_SERIAL_BIT(SINV_SERIAL_IN_STOCK),
                                     .limit = UINT32_MAX};
    sinv_serial_runs runs = {NULL, 0, 0};
    salesinv_status rc = sinv_serial_list(list->txn, &query, &runs);

    for (uint32_t i = 0; i < runs.count && rc == SALESINV_OK; i++) {
        const sinv_serial_run *run = &runs.items[i];
        const uint32_t before = list->out->count;
        const sinv_pick_place place = {.bin = run->facts.bin,
                                       .batch = run->facts.batch,
                                       .on_hand = run->range.count * SINV_QTY_ONE,
                                       .left = run->range.count * SINV_QTY_ONE,
                                       .serials = run->range};

        rc = add_place(list, &place);
        if (rc == SALESINV_OK && list->out->count > before)
            rc = sinv_pick_date_run(list->txn, run->event,
                                    &list->out->items[before].arrived_at);
        if (rc == SALESINV_OK && (i + 1) % POLL_EVERY == 0)
            rc = sinv_txn_poll(list->txn, i + 1, runs.count);
    }
    return rc;
}

/* ---- the order of a rule ---- */

static int compare_i64(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_bins(const sinv_pick_place *a, const sinv_pick_place *b)
{
    return a->bin_code && b->bin_code ? strcmp(a->bin_code, b->bin_code)
                                      : (a->bin_code != NULL) - (b->bin_code != NULL);
}

/* What is left to tell two places apart, so that a proposal is always the same. */
static int compare_rest(const sinv_pick_place *a, const sinv_pick_place *b)
{
    int order = compare_i64(a->arrived_at, b->arrived_at);

    if (order == 0)
        order = compare_i64(a->expires_at, b->expires_at);
    if (order == 0)
        order = compare_bins(a, b);
    if (order == 0)
        order = compare_i64(a->batch, b->batch);
    if (order == 0 && a->serials.count > 0 && b->serials.count > 0)
        order = sinv_serial_compare(&a->serials, &b->serials);
    return order;
}

static int by_arrival(const void *left, const void *right)
{
    const sinv_pick_place *a = left;
    const sinv_pick_place *b = right;

    return a->is_expired != b->is_expired ? (a->is_expired ? 1 : -1)
                                          : compare_rest(a, b);
}

static int by_expiry(const void *left, const void *right)
{
    const sinv_pick_place *a = left;
    const sinv_pick_place *b = right;

    if (a->is_expired == b->is_expired && a->expires_at != b->expires_at)
        return compare_i64(a->expires_at, b->expires_at);
    return by_arrival(a, b);
}

static int by_bin(const void *left, const void *right)
{
    const sinv_pick_place *a = left;
    const sinv_pick_place *b = right;
    int order = a->is_expired == b->is_expired ? compare_bins(a, b) : 0;

    return order != 0 ? order : by_expiry(a, b);
}

static void sort(sinv_pick_places *places, int32_t rule)
{
    int (*compare)(const void *, const void *) = rule == SALESINV_PICK_FEFO ? by_expiry
                                                 : rule == SALESINV_PICK_BIN
                                                     ? by_bin
                                                     : by_arrival;

    if (places->count > 1)
        qsort(places->items, places->count, sizeof(*places->items), compare);
}

salesinv_status sinv_pick_list_places(sinv_txn *txn, const sinv_product *product,
                                      salesinv_id warehouse, int32_t rule,
                                      const sinv_pick_helds *helds,
                                      sinv_pick_places *out)
{
    place_list list = {.txn = txn, .out = out, .helds = helds};
    int64_t mode;
    salesinv_status rc = sinv_setting_int(txn, SINV_SET_BATCH_EXPIRED, NULL, &mode);

    if (rc != SALESINV_OK)
        return rc;
    list.blocks_expired = mode == EXPIRED_BLOCK;
    rc = product->tracking == SALESINV_TRACKING_SERIAL
             ? list_runs(&list, product->id, warehouse)
             : list_goods(&list, product->id, warehouse);
    if (rc == SALESINV_OK)
        sort(out, rule);
    return rc;
}
