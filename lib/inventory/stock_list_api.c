/* SPDX-License-Identifier: Apache-2.0 */
/* Exported lists of stock by the page. A list keeps its question and the last row, for the page behind it. */
#include <string.h>

#include "core/call.h"
#include "document/doc.h"
#include "inventory/safety.h"
#include "inventory/stock_list.h"
#include "inventory/stock_style.h"
#include "salesinv/stock.h"

enum { LIST_MAX = 256 };

struct salesinv_stock_list {
    sinv_heap *heap; /* a reference */
    salesinv_id tenant;
    sinv_stock_query next; /* the same question, behind the last row */
    int32_t style;
    int32_t count;
    int32_t *levels;
    sinv_stock_entry entries[];
};

/* What one reading asks and gives. */
typedef struct list_call {
    sinv_stock_query query;
    salesinv_stock_list **out;
} list_call;

/* How the figures of each row stand. Rows of one product follow each other. */
static salesinv_status judge(sinv_txn *txn, salesinv_stock_list *list)
{
    sinv_row *product = NULL;
    salesinv_status rc = SALESINV_OK;

    for (int32_t i = 0; i < list->count && rc == SALESINV_OK; i++) {
        sinv_stock_entry *entry = &list->entries[i];

        if (!product || sinv_row_int(product, SINV_HEAD_ID) != entry->place.product)
            rc = sinv_txn_get_master(txn, SINV_T_PRODUCT, entry->place.product,
                                     &product);
        if (rc == SALESINV_E_NOT_FOUND)
            return sinv_txn_internal(txn,
                                     "there is stock of product %lld, which is none",
                                     (long long)entry->place.product);
        if (rc != SALESINV_OK)
            return rc;
        list->levels[i] = sinv_safety_level(product, entry->available);
        if (list->style != SALESINV_DISPLAY_EXACT)
            *entry = (sinv_stock_entry){.place = entry->place,
                                        .synced_at = entry->synced_at};
    }
    return rc;
}

static salesinv_status read_page(sinv_txn *txn, sinv_call *call)
{
    list_call *ask = call->arg;
    sinv_stock_page page = {NULL, 0, 0};
    salesinv_stock_list *list;
    int64_t style;
    size_t size;
    salesinv_status rc;

    if ((rc = sinv_stock_style(txn, call, &style)) != SALESINV_OK ||
        (rc = sinv_stock_page_read(txn, &ask->query, &page)) != SALESINV_OK)
        return rc;
    size = page.count * sizeof(list->entries[0]);
    list = sinv_alloc(txn->engine->heap,
                      sizeof(*list) + size + page.count * sizeof(list->levels[0]));
    if (!list)
        return sinv_txn_nomem(txn);
    *ask->out = list; /* released with a call that fails */
    list->heap = sinv_heap_ref(txn->engine->heap);
    list->tenant = txn->tenant;
    list->next = ask->query;
    list->style = (int32_t)style;
    list->count = (int32_t)page.count;
    list->levels = (int32_t *)(list->entries + page.count);
    if (page.count > 0) {
        memcpy(list->entries, page.items, size);
        list->next.after = page.items[page.count - 1].place;
    }
    return judge(txn, list);
}

static void discard_page(sinv_call *call)
{
    list_call *ask = call->arg;

    salesinv_stock_list_free(*ask->out);
    *ask->out = NULL;
}

static salesinv_status run(salesinv_session *session, const char *function,
                           list_call *ask)
{
    sinv_call call;

    sinv_call_init(&call, session, function);
    call.right = (sinv_right){SINV_OBJECT_STOCK, SINV_ACTION_READ};
    call.body = read_page;
    call.discard = discard_page;
    call.arg = ask;
    return sinv_call_run(&call);
}

static salesinv_status check_id(sinv_err *err, const char *field, salesinv_id id)
{
    if (id >= 0)
        return SALESINV_OK;
    return sinv_err_set(err, SALESINV_E_ARG, field, "%s %lld is negative", field,
                        (long long)id);
}

/* A first page: check the arguments, then read. */
static salesinv_status find(salesinv_session *session, const char *function,
                            int32_t max_count, list_call *ask)
{
    const sinv_stock_place *wanted = &ask->query.wanted;
    sinv_err *err;
    salesinv_status rc = sinv_session_enter(session);

    if (rc != SALESINV_OK)
        return rc;
    err = session->engine->err;
    if ((rc = check_id(err, "product", wanted->product)) != SALESINV_OK ||
        (rc = check_id(err, "warehouse", wanted->warehouse)) != SALESINV_OK ||
        (rc = check_id(err, "bin", wanted->bin)) != SALESINV_OK ||
        (rc = check_id(err, "batch", wanted->batch)) != SALESINV_OK)
        return sinv_session_leave(session, rc);
    if (max_count < 1 || max_count > LIST_MAX) {
        rc = sinv_err_set(err, SALESINV_E_ARG, "max_count",
                          "max_count %d is not in 1..%d", max_count, LIST_MAX);
        return sinv_session_leave(session, rc);
    }
    ask->query.limit = (uint32_t)max_count;
    return sinv_session_leave(session, run(session, function, ask));
}

salesinv_status salesinv_stock_find(salesinv_session *session, salesinv_id product,
                                    salesinv_id warehouse, int32_t max_count,
                                    salesinv_stock_list **out_list)
{
    list_call ask = {.query.wanted = {product, warehouse, 0, 0}, .out = out_list};

    if (!out_list)
        return sinv_session_missing(session, "out_list");
    *out_list = NULL;
    return find(session, "stock.find", max_count, &ask);
}

salesinv_status salesinv_stock_find_detail(salesinv_session *session,
                                           salesinv_id product, salesinv_id warehouse,
                                           salesinv_id bin, salesinv_id batch,
                                           int32_t max_count,
                                           salesinv_stock_list **out_list)
{
    list_call ask = {
        .query = {.wanted = {product, warehouse, bin, batch}, .is_detail = true},
        .out = out_list};

    if (!out_list)
        return sinv_session_missing(session, "out_list");
    *out_list = NULL;
    return find(session, "stock.find_detail", max_count, &ask);
}

salesinv_status salesinv_stock_find_next(salesinv_session *session,
                                         const salesinv_stock_list *after,
                                         salesinv_stock_list **out_list)
{
    list_call ask = {.out = out_list};
    salesinv_status rc;

    if (!out_list)
        return sinv_session_missing(session, "out_list");
    *out_list = NULL;
    if (!after)
        return sinv_session_missing(session, "after");
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    ask.query = after->next;
    rc = after->tenant == session->tenant
             ? run(session, "stock.find_next", &ask)
             : sinv_err_set(session->engine->err, SALESINV_E_ARG, "after",
                            "the list is one of another tenant");
    return sinv_session_leave(session, rc);
}

static const sinv_stock_entry *entry_at(const salesinv_stock_list *list, int32_t index)
{
    return list && index >= 0 && index < list->count ? &list->entries[index] : NULL;
}

int32_t salesinv_stock_list_count(const salesinv_stock_list *list)
{
    return list ? list->count : 0;
}

salesinv_id salesinv_stock_list_product(const salesinv_stock_list *list, int32_t index)
{
    const sinv_stock_entry *entry = entry_at(list, index);

    return entry ? entry->place.product : 0;
}

salesinv_id salesinv_stock_list_warehouse(const salesinv_stock_list *list,
                                          int32_t index)
{
    const sinv_stock_entry *entry = entry_at(list, index);

    return entry ? entry->place.warehouse : 0;
}

salesinv_id salesinv_stock_list_bin(const salesinv_stock_list *list, int32_t index)
{
    const sinv_stock_entry *entry = entry_at(list, index);

    return entry ? entry->place.bin : 0;
}

salesinv_id salesinv_stock_list_batch(const salesinv_stock_list *list, int32_t index)
{
    const sinv_stock_entry *entry = entry_at(list, index);

    return entry ? entry->place.batch : 0;
}

salesinv_qty salesinv_stock_list_on_hand(const salesinv_stock_list *list, int32_t index)
{
    const sinv_stock_entry *entry = entry_at(list, index);

    return entry ? entry->on_hand : 0;
}

salesinv_qty salesinv_stock_list_frozen(const salesinv_stock_list *list, int32_t index)
{
    const sinv_stock_entry *entry = entry_at(list, index);

    return entry ? entry->frozen : 0;
}

salesinv_qty salesinv_stock_list_available(const salesinv_stock_list *list,
                                           int32_t index)
{
    const sinv_stock_entry *entry = entry_at(list, index);

    return entry ? entry->available : 0;
}

salesinv_time salesinv_stock_list_synced_at(const salesinv_stock_list *list,
                                            int32_t index)
{
    const sinv_stock_entry *entry = entry_at(list, index);

    return entry ? entry->synced_at : SALESINV_TIME_NONE;
}

salesinv_display_style salesinv_stock_list_style(const salesinv_stock_list *list)
{
    return list ? list->style : 0;
}

salesinv_stock_level salesinv_stock_list_level(const salesinv_stock_list *list,
                                               int32_t index)
{
    return entry_at(list, index) ? list->levels[index] : SALESINV_LEVEL_NONE;
}

void salesinv_stock_list_free(salesinv_stock_list *list)
{
    sinv_heap *heap;

    if (!list)
        return;
    heap = list->heap;
    sinv_free(heap, list);
    sinv_heap_unref(heap);
}
