/* SPDX-License-Identifier: Apache-2.0 */
/* Exported reading of stock: snapshots in one block, tied to the heap alone. */
#include <string.h>

#include "core/call.h"
#include "document/doc.h"
#include "inventory/safety.h"
#include "inventory/stock.h"
#include "inventory/stock_style.h"
#include "salesinv/stock.h"

struct salesinv_stock {
    sinv_heap *heap; /* a reference */
    int32_t style;
    sinv_stock sum;
    int32_t sum_level;
    int32_t count;
    int32_t detail_count;
    sinv_stock *rows;
    sinv_stock_detail *details;
    int32_t *levels; /* of the rows */
};

/* What one reading asks and gives. */
typedef struct stock_call {
    salesinv_id product;
    salesinv_id warehouse;
    salesinv_stock **out;
    salesinv_qty *out_available;
} stock_call;

/* Both ids exist; warehouse 0 stands for all. */
static salesinv_status check_ids(sinv_txn *txn, const stock_call *ask,
                                 sinv_row **product)
{
    sinv_row *row;
    salesinv_status rc =
        sinv_doc_ref(txn, "product", SALESINV_KIND_PRODUCT, ask->product, product);

    if (rc != SALESINV_OK || ask->warehouse == 0)
        return rc;
    return sinv_doc_ref(txn, "warehouse", SALESINV_KIND_WAREHOUSE, ask->warehouse,
                        &row);
}

static salesinv_status list_rows(sinv_txn *txn, const stock_call *ask, sinv_stocks *out)
{
    sinv_stock one;
    salesinv_status rc;

    if (ask->warehouse == 0)
        return sinv_stock_list(txn, ask->product, out);
    if ((rc = sinv_stock_get(txn, ask->product, ask->warehouse, &one)) != SALESINV_OK ||
        !one.has_row)
        return rc;
    rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items), out->count,
                       &out->capacity);
    if (rc == SALESINV_OK)
        out->items[out->count++] = one;
    return rc;
}

static salesinv_status copy_stock(sinv_txn *txn, const sinv_stocks *rows,
                                  const sinv_stock_details *details,
                                  salesinv_stock **out)
{
    size_t row_size = rows->count * sizeof(*rows->items);
    size_t detail_size = details->count * sizeof(*details->items);
    size_t level_size = rows->count * sizeof(int32_t);
    salesinv_stock *stock = sinv_alloc(txn->engine->heap, sizeof(*stock) + row_size +
                                                              detail_size + level_size);
    salesinv_status rc = SALESINV_OK;

    if (!stock)
        return sinv_txn_nomem(txn);
    stock->heap = sinv_heap_ref(txn->engine->heap);
    stock->sum.synced_at = SALESINV_TIME_NONE;
    stock->count = (int32_t)rows->count;
    stock->detail_count = (int32_t)details->count;
    stock->rows = (sinv_stock *)(stock + 1);
    stock->details = (sinv_stock_detail *)(stock->rows + rows->count);
    stock->levels = (int32_t *)(stock->details + details->count);
    if (row_size > 0)
        memcpy(stock->rows, rows->items, row_size);
    if (detail_size > 0)
        memcpy(stock->details, details->items, detail_size);
    for (uint32_t i = 0; i < rows->count && rc == SALESINV_OK; i++)
        rc = sinv_stock_add(txn, &stock->sum, &rows->items[i]);
    *out = stock;
    return rc;
}

/* Of figures that are not told, where and when they are of is. */
static void hide(sinv_stock *stock)
{
    *stock = (sinv_stock){.warehouse = stock->warehouse, .synced_at = stock->synced_at};
}

/* Say how all figures stand; figures that are not to be told are taken away. */
static void judge(salesinv_stock *stock, const sinv_row *product, int64_t style)
{
    stock->style = (int32_t)style;
    stock->sum_level = sinv_safety_level(product, stock->sum.available);
    for (int32_t i = 0; i < stock->count; i++)
        stock->levels[i] = sinv_safety_level(product, stock->rows[i].available);
    if (style == SALESINV_DISPLAY_EXACT)
        return;
    hide(&stock->sum);
    stock->detail_count = 0;
    for (int32_t i = 0; i < stock->count; i++)
        hide(&stock->rows[i]);
}

static salesinv_status read_stock(sinv_txn *txn, sinv_call *call)
{
    stock_call *ask = call->arg;
    sinv_stock_details details = {NULL, 0, 0};
    sinv_stocks rows = {NULL, 0, 0};
    sinv_row *product;
    int64_t style;
    salesinv_status rc;

    if ((rc = sinv_stock_style(txn, call, &style)) != SALESINV_OK ||
        (rc = check_ids(txn, ask, &product)) != SALESINV_OK ||
        (rc = list_rows(txn, ask, &rows)) != SALESINV_OK ||
        (rc = sinv_stock_list_details(txn, ask->product, ask->warehouse, &details)) !=
            SALESINV_OK ||
        (rc = copy_stock(txn, &rows, &details, ask->out)) != SALESINV_OK)
        return rc;
    judge(*ask->out, product, style);
    return SALESINV_OK;
}

static void discard_stock(sinv_call *call)
{
    stock_call *ask = call->arg;

    salesinv_stock_free(*ask->out);
    *ask->out = NULL;
}

static salesinv_status read_available(sinv_txn *txn, sinv_call *call)
{
    stock_call *ask = call->arg;
    sinv_stock stock;
    salesinv_status rc = sinv_stock_require_figures(txn, call);

    if (rc != SALESINV_OK)
        return rc;
    rc = ask->warehouse == 0
             ? sinv_stock_sum(txn, ask->product, &stock)
             : sinv_stock_get(txn, ask->product, ask->warehouse, &stock);

    if (rc == SALESINV_OK)
        *ask->out_available = stock.available;
    return rc;
}

static salesinv_status ask_stock(salesinv_session *session, const char *function,
                                 stock_call *ask)
{
    sinv_err *err = session->engine->err;
    sinv_call call;

    if (ask->product <= 0)
        return sinv_err_set(err, SALESINV_E_ARG, "product", "product %lld is not > 0",
                            (long long)ask->product);
    if (ask->warehouse < 0)
        return sinv_err_set(err, SALESINV_E_ARG, "warehouse",
                            "warehouse %lld is negative", (long long)ask->warehouse);
    sinv_call_init(&call, session, function);
    call.right = (sinv_right){SINV_OBJECT_STOCK, SINV_ACTION_READ};
    call.body = ask->out ? read_stock : read_available;
    call.discard = ask->out ? discard_stock : NULL;
    call.arg = ask;
    return sinv_call_run(&call);
}

salesinv_status salesinv_stock_get(salesinv_session *session, salesinv_id product,
                                   salesinv_id warehouse, salesinv_stock **out_stock)
{
    stock_call ask = {product, warehouse, out_stock, NULL};
    salesinv_status rc;

    if (out_stock)
        *out_stock = NULL;
    if (!out_stock)
        return sinv_session_missing(session, "out_stock");
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, ask_stock(session, "stock.get", &ask));
}

salesinv_status salesinv_stock_available(salesinv_session *session, salesinv_id product,
                                         salesinv_id warehouse,
                                         salesinv_qty *out_available)
{
    stock_call ask = {product, warehouse, NULL, out_available};
    salesinv_status rc;

    if (out_available)
        *out_available = 0;
    if (!out_available)
        return sinv_session_missing(session, "out_available");
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, ask_stock(session, "stock.available", &ask));
}

static const sinv_stock *row_at(const salesinv_stock *stock, int32_t index)
{
    if (!stock || index < -1 || index >= stock->count)
        return NULL;
    return index == -1 ? &stock->sum : &stock->rows[index];
}

static const sinv_stock_detail *detail_at(const salesinv_stock *stock, int32_t index)
{
    return stock && index >= 0 && index < stock->detail_count ? &stock->details[index]
                                                              : NULL;
}

int32_t salesinv_stock_count(const salesinv_stock *stock)
{
    return stock ? stock->count : 0;
}

salesinv_id salesinv_stock_warehouse(const salesinv_stock *stock, int32_t index)
{
    const sinv_stock *row = row_at(stock, index);

    return row ? row->warehouse : 0;
}

salesinv_qty salesinv_stock_on_hand(const salesinv_stock *stock, int32_t index)
{
    const sinv_stock *row = row_at(stock, index);

    return row ? row->on_hand : 0;
}

salesinv_qty salesinv_stock_frozen(const salesinv_stock *stock, int32_t index)
{
    const sinv_stock *row = row_at(stock, index);

    return row ? row->frozen : 0;
}

salesinv_qty salesinv_stock_available_in(const salesinv_stock *stock, int32_t index)
{
    const sinv_stock *row = row_at(stock, index);

    return row ? row->available : 0;
}

salesinv_time salesinv_stock_synced_at(const salesinv_stock *stock, int32_t index)
{
    const sinv_stock *row = row_at(stock, index);

    return row ? row->synced_at : SALESINV_TIME_NONE;
}

salesinv_display_style salesinv_stock_style(const salesinv_stock *stock)
{
    return stock ? stock->style : 0;
}

salesinv_stock_level salesinv_stock_level_in(const salesinv_stock *stock, int32_t index)
{
    if (!row_at(stock, index))
        return SALESINV_LEVEL_NONE;
    return index == -1 ? stock->sum_level : stock->levels[index];
}

int32_t salesinv_stock_detail_count(const salesinv_stock *stock)
{
    return stock ? stock->detail_count : 0;
}

salesinv_id salesinv_stock_detail_warehouse(const salesinv_stock *stock, int32_t index)
{
    const sinv_stock_detail *row = detail_at(stock, index);

    return row ? row->warehouse : 0;
}

salesinv_id salesinv_stock_detail_bin(const salesinv_stock *stock, int32_t index)
{
    const sinv_stock_detail *row = detail_at(stock, index);

    return row ? row->bin : 0;
}

salesinv_id salesinv_stock_detail_batch(const salesinv_stock *stock, int32_t index)
{
    const sinv_stock_detail *row = detail_at(stock, index);

    return row ? row->batch : 0;
}

salesinv_qty salesinv_stock_detail_on_hand(const salesinv_stock *stock, int32_t index)
{
    const sinv_stock_detail *row = detail_at(stock, index);

    return row ? row->on_hand : 0;
}

salesinv_qty salesinv_stock_detail_frozen(const salesinv_stock *stock, int32_t index)
{
    const sinv_stock_detail *row = detail_at(stock, index);

    return row ? row->frozen : 0;
}

salesinv_qty salesinv_stock_detail_available(const salesinv_stock *stock, int32_t index)
{
    const sinv_stock_detail *row = detail_at(stock, index);

    return row ? row->available : 0;
}

salesinv_time salesinv_stock_detail_synced_at(const salesinv_stock *stock,
                                              int32_t index)
{
    const sinv_stock_detail *row = detail_at(stock, index);

    return row ? row->synced_at : SALESINV_TIME_NONE;
}

void salesinv_stock_free(salesinv_stock *stock)
{
    sinv_heap *heap;

    if (!stock)
        return;
    heap = stock->heap;
    sinv_free(heap, stock);
    sinv_heap_unref(heap);
}
