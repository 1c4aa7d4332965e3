/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Watching safety stocks. Before the first move nothing is read of the stock: what it was follows from what it is
 * at the end and from what was moved. Sums end at the ends of their range: an alert fails no call.
 */
#include "inventory/safety.h"

#include "base/checked.h"
#include "base/decimal.h"
#include "base/json.h"
#include "core/event.h"
#include "core/session.h"
#include "document/doc.h"
#include "inventory/stock.h"
#include "salesinv/stock.h"

enum { DETAIL_MAX = 512 };

/* A product that has a safety stock, and what the call did to it so far. */
typedef struct watched_product {
    sinv_row *row;
    salesinv_qty change; /* of what is available in enabled warehouses */
} watched_product;

typedef struct watch_list {
    watched_product *items; /* as they were first moved */
    uint32_t count;
    uint32_t capacity;
} watch_list;

int32_t sinv_safety_level(const sinv_row *product, salesinv_qty available)
{
    if (available <= 0)
        return SALESINV_LEVEL_OUT;
    if (!sinv_row_is_null(product, SINV_PRODUCT_SAFETY_STOCK) &&
        available < sinv_row_int(product, SINV_PRODUCT_SAFETY_STOCK))
        return SALESINV_LEVEL_LOW;
    return SALESINV_LEVEL_SUFFICIENT;
}

static int64_t add(int64_t a, int64_t b)
{
    int64_t sum;

    if (sinv_add_i64(a, b, &sum))
        return sum;
    return a > 0 ? INT64_MAX : INT64_MIN;
}

static int64_t subtract(int64_t a, int64_t b)
{
    int64_t difference;

    if (sinv_sub_i64(a, b, &difference))
        return difference;
    return b < 0 ? INT64_MAX : INT64_MIN;
}

static salesinv_status is_enabled(sinv_txn *txn, salesinv_id warehouse, bool *out)
{
    sinv_row *row;
    salesinv_status rc =
        sinv_doc_ref(txn, "warehouse", SALESINV_KIND_WAREHOUSE, warehouse, &row);

    *out = rc == SALESINV_OK &&
           sinv_row_int(row, SINV_HEAD_STATUS) == SALESINV_STATUS_ACTIVE;
    return rc;
}

/* {"product":7,"safety_stock":"10","before":"12","available":"9"} in the arena. */
static salesinv_status describe(sinv_txn *txn, const sinv_row *product,
                                salesinv_qty before, salesinv_qty available,
                                const char **out)
{
    sinv_json_writer json;
    sinv_buf buf;
    salesinv_status rc;

    sinv_buf_init(&buf, txn->engine->heap, DETAIL_MAX);
    sinv_json_writer_init(&json, &buf);
    sinv_json_begin_object(&json);
    sinv_json_put_key(&json, "product");
    sinv_json_put_int(&json, sinv_row_int(product, SINV_HEAD_ID));
    sinv_json_put_key(&json, "safety_stock");
    sinv_json_put_decimal(&json, sinv_row_int(product, SINV_PRODUCT_SAFETY_STOCK),
                          SINV_QTY_SCALE);
    sinv_json_put_key(&json, "before");
    sinv_json_put_decimal(&json, before, SINV_QTY_SCALE);
    sinv_json_put_key(&json, "available");
    sinv_json_put_decimal(&json, available, SINV_QTY_SCALE);
    sinv_json_end_object(&json);
    *out = buf.status == SALESINV_OK ? sinv_arena_text(txn->arena, buf.bytes, buf.size)
                                     : NULL;
    rc = *out ? SALESINV_OK : sinv_txn_nomem(txn);
    sinv_buf_free(&buf);
    return rc;
}

static salesinv_status append_alert(sinv_txn *txn, const sinv_row *product,
                                    salesinv_qty before, salesinv_qty available)
{
    sinv_event event = {.kind = SALESINV_KIND_STOCK,
                        .object = sinv_row_int(product, SINV_HEAD_ID),
                        .action = SALESINV_EVENT_STOCK_LOW};
    salesinv_status rc = describe(txn, product, before, available, &event.detail);

    return rc == SALESINV_OK ? sinv_event_append(txn, &event, NULL) : rc;
}

static salesinv_status sum_enabled(sinv_txn *txn, salesinv_id product,
                                   salesinv_qty *out)
{
    sinv_stocks stocks = {NULL, 0, 0};
    bool counts;
    salesinv_status rc = sinv_stock_list(txn, product, &stocks);

    *out = 0;
    for (uint32_t i = 0; i < stocks.count && rc == SALESINV_OK; i++) {
        rc = is_enabled(txn, stocks.items[i].warehouse, &counts);
        if (counts)
            *out = add(*out, stocks.items[i].available);
    }
    return rc;
}

static salesinv_status compare(sinv_txn *txn, const watched_product *watched)
{
    int64_t safety = sinv_row_int(watched->row, SINV_PRODUCT_SAFETY_STOCK);
    salesinv_qty available;
    salesinv_qty before;
    salesinv_status rc =
        sum_enabled(txn, sinv_row_int(watched->row, SINV_HEAD_ID), &available);

    if (rc != SALESINV_OK)
        return rc;
    before = subtract(available, watched->change);
    return before >= safety && available < safety
               ? append_alert(txn, watched->row, before, available)
               : SALESINV_OK;
}

static salesinv_status compare_all(sinv_txn *txn)
{
    const watch_list *list = txn->watched;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < list->count && rc == SALESINV_OK; i++)
        if (list->items[i].change < 0)
            rc = compare(txn, &list->items[i]);
    return rc;
}

/* The product's place in the list, made if need be. */
static salesinv_status find(sinv_txn *txn, sinv_row *product, watched_product **out)
{
    watch_list *list = txn->watched;
    salesinv_status rc;

    if (!list) {
        if ((rc = sinv_txn_alloc(txn, sizeof(*list), (void **)&list)) != SALESINV_OK)
            return rc;
        txn->watched = list;
        txn->before_end = compare_all;
    }
    for (uint32_t i = 0; i < list->count; i++) {
        *out = &list->items[i];
        /* By its id: the row is read again when a document takes its effect back. */
        if (sinv_row_int((*out)->row, SINV_HEAD_ID) ==
            sinv_row_int(product, SINV_HEAD_ID))
            return SALESINV_OK;
    }
    rc = sinv_txn_grow(txn, (void **)&list->items, sizeof(*list->items), list->count,
                       &list->capacity);
    if (rc != SALESINV_OK)
        return rc;
    *out = &list->items[list->count++];
    **out = (watched_product){.row = product};
    return SALESINV_OK;
}

salesinv_status sinv_safety_watch(sinv_txn *txn, salesinv_id id, salesinv_id warehouse,
                                  salesinv_qty more, salesinv_qty less)
{
    watched_product *watched;
    sinv_row *product;
    bool counts;
    salesinv_status rc =
        sinv_doc_ref(txn, "product", SALESINV_KIND_PRODUCT, id, &product);

    if (rc != SALESINV_OK || sinv_row_is_null(product, SINV_PRODUCT_SAFETY_STOCK))
        return rc;
    if ((rc = is_enabled(txn, warehouse, &counts)) != SALESINV_OK || !counts ||
        (rc = find(txn, product, &watched)) != SALESINV_OK)
        return rc;
    watched->change = add(watched->change, subtract(more, less));
    return SALESINV_OK;
}
