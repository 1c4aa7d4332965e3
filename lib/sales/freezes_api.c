/* SPDX-License-Identifier: Apache-2.0 */
/* Exported reading of what an order has frozen, warehouse by warehouse. */
#include "inventory/freeze.h"
#include "sales/order.h"

typedef struct freeze_entry {
    int64_t line;
    salesinv_id warehouse;
    salesinv_qty qty;
} freeze_entry;

struct salesinv_freezes {
    sinv_heap *heap; /* a reference */
    int32_t count;
    freeze_entry entries[];
};

/* What the call is asked and gives. */
typedef struct freezes_call {
    salesinv_id id;
    salesinv_freezes **out;
} freezes_call;

/* Order lines name no bin or batch, so there is one freeze for each warehouse. */
static salesinv_status list_freezes(sinv_txn *txn, const sinv_doc *order,
                                    sinv_freezes *out)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < order->line_count && rc == SALESINV_OK; i++)
        if (sinv_doc_line_int(order, i, SINV_ORDER_LINE_FROZEN) > 0)
            rc = sinv_freeze_list_line(
                txn, sinv_doc_line_int(order, i, SINV_ORDER_LINE_PRODUCT), 0,
                sinv_doc_line_of(order, i), out);
    return rc;
}

static salesinv_status copy(sinv_txn *txn, const sinv_freezes *list,
                            salesinv_freezes **out)
{
    salesinv_freezes *freezes = sinv_alloc(
        txn->engine->heap, sizeof(*freezes) + list->count * sizeof(freeze_entry));

    if (!freezes)
        return sinv_txn_nomem(txn);
    freezes->heap = sinv_heap_ref(txn->engine->heap);
    freezes->count = (int32_t)list->count;
    for (uint32_t i = 0; i < list->count; i++)
        freezes->entries[i] =
            (freeze_entry){sinv_line_number(list->items[i].line),
                           list->items[i].warehouse, list->items[i].qty};
    *out = freezes;
    return SALESINV_OK;
}

static salesinv_status read(sinv_txn *txn, sinv_call *call)
{
    freezes_call *ask = call->arg;
    sinv_freezes list = {NULL, 0, 0};
    sinv_doc *order;
    salesinv_status rc = sinv_doc_load_readable(txn, &sinv_order_kind, ask->id, &order);

    if (rc != SALESINV_OK || (rc = list_freezes(txn, order, &list)) != SALESINV_OK)
        return rc;
    return copy(txn, &list, ask->out);
}

static void discard(sinv_call *call)
{
    freezes_call *ask = call->arg;

    salesinv_freezes_free(*ask->out);
    *ask->out = NULL;
}

static salesinv_status run(salesinv_session *session, freezes_call *ask)
{
    sinv_call call;

    if (ask->id <= 0)
        return sinv_err_set(session->engine->err, SALESINV_E_ARG, "id",
                            "id %lld is not > 0", (long long)ask->id);
    sinv_call_init(&call, session, "order.freezes");
    call.right = (sinv_right){SINV_OBJECT_ORDER, SINV_ACTION_READ};
    call.body = read;
    call.discard = discard;
    call.arg = ask;
    return sinv_call_run(&call);
}

salesinv_status salesinv_order_freezes(salesinv_session *session, salesinv_id id,
                                       salesinv_freezes **out_freezes)
{
    freezes_call ask = {id, out_freezes};
    salesinv_status rc;

    if (!out_freezes)
        return sinv_session_missing(session, "out_freezes");
    *out_freezes = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, run(session, &ask));
}

static const freeze_entry *entry_at(const salesinv_freezes *freezes, int32_t index)
{
    static const freeze_entry none = {0, 0, 0};

    return freezes && index >= 0 && index < freezes->count ? &freezes->entries[index]
                                                           : &none;
}

int32_t salesinv_freezes_count(const salesinv_freezes *freezes)
{
    return freezes ? freezes->count : 0;
}

int64_t salesinv_freezes_line(const salesinv_freezes *freezes, int32_t index)
{
    return entry_at(freezes, index)->line;
}

salesinv_id salesinv_freezes_warehouse(const salesinv_freezes *freezes, int32_t index)
{
    return entry_at(freezes, index)->warehouse;
}

salesinv_qty salesinv_freezes_qty(const salesinv_freezes *freezes, int32_t index)
{
    return entry_at(freezes, index)->qty;
}

void salesinv_freezes_free(salesinv_freezes *freezes)
{
    sinv_heap *heap = freezes ? freezes->heap : NULL;

    if (!freezes)
        return;
    sinv_free(heap, freezes);
    sinv_heap_unref(heap);
}
