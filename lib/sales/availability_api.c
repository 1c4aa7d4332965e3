/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: available stock beside the lines of an order. A snapshot is one block, tied to the heap alone. */
#include "salesinv/availability.h"

#include <string.h>

#include "core/call.h"
#include "core/settings.h"
#include "document/fill.h"
#include "sales/availability.h"

static const char LICENCE[] = "ui_events";

struct salesinv_availability {
    sinv_heap *heap; /* a reference */
    int32_t style;
    int32_t mode;
    salesinv_id warehouse;
    int32_t count;
    sinv_available_line lines[];
};

/* What one reading asks and gives. */
typedef struct availability_call {
    salesinv_id order;
    const salesinv_draft *draft;
    salesinv_availability **out;
} availability_call;

static salesinv_status check_gate(sinv_txn *txn)
{
    salesinv_status rc = sinv_setting_require(txn, SINV_SET_ORDER_DISPLAY_STOCK, NULL);

    return rc == SALESINV_OK ? sinv_licence_require(txn, LICENCE) : rc;
}

static salesinv_status check_state(sinv_txn *txn, const sinv_doc *doc)
{
    const uint32_t changing = sinv_order_kind.editable | sinv_order_kind.revisable;

    return changing & SINV_IN(sinv_doc_int(doc, SINV_HEAD_STATUS))
               ? SALESINV_OK
               : sinv_doc_refuse_state(txn, "order", "order", doc,
                                       "it takes no changes");
}

static salesinv_status load_change(sinv_txn *txn, const availability_call *ask,
                                   sinv_doc **out)
{
    sinv_doc *before;
    salesinv_status rc;

    if ((rc = sinv_doc_load_readable(txn, &sinv_order_kind, ask->order, out)) !=
            SALESINV_OK ||
        (rc = check_state(txn, *out)) != SALESINV_OK || !ask->draft)
        return rc;
    if ((rc = sinv_doc_copy(txn, *out, &before)) != SALESINV_OK)
        return rc;
    (*out)->before = before;
    return sinv_doc_fill(txn, *out, ask->draft, SINV_FILL_UNFINISHED);
}

static salesinv_status make_new(sinv_txn *txn, const availability_call *ask,
                                sinv_doc **out)
{
    const sinv_right create = {SINV_OBJECT_ORDER, SINV_ACTION_CREATE};
    sinv_reach reach;
    salesinv_status rc = sinv_reach_now(txn, create, &reach);

    if (rc != SALESINV_OK)
        return rc;
    if (reach == SINV_REACH_NONE)
        return sinv_rights_refuse(txn->err, create);
    if ((rc = sinv_doc_create(txn, &sinv_order_kind, out)) != SALESINV_OK)
        return rc;
    return sinv_doc_fill(txn, *out, ask->draft, SINV_FILL_UNFINISHED);
}

/* What the style does not say is not in the snapshot. */
static salesinv_status copy(sinv_txn *txn, const sinv_available *from, int64_t style,
                            salesinv_availability **out)
{
    size_t size = from->count * sizeof(from->lines[0]);
    salesinv_availability *made = sinv_alloc(txn->engine->heap, sizeof(*made) + size);

    if (!made)
        return sinv_txn_nomem(txn);
    made->heap = sinv_heap_ref(txn->engine->heap);
    made->style = (int32_t)style;
    made->mode = (int32_t)from->mode;
    made->warehouse = from->warehouse;
    made->count = (int32_t)from->count;
    if (size > 0)
        memcpy(made->lines, from->lines, size);
    for (int32_t i = 0; i < made->count; i++) {
        if (style == SALESINV_DISPLAY_HIDDEN)
            made->lines[i].level = SALESINV_LEVEL_NONE;
        if (style != SALESINV_DISPLAY_EXACT)
            made->lines[i].qty = 0;
    }
    *out = made;
    return SALESINV_OK;
}

static salesinv_status look(sinv_txn *txn, const availability_call *ask)
{
    sinv_available available;
    sinv_doc *doc;
    int64_t style;
    salesinv_status rc;

    if ((rc = check_gate(txn)) != SALESINV_OK ||
        (rc = ask->order != 0 ? load_change(txn, ask, &doc)
                              : make_new(txn, ask, &doc)) != SALESINV_OK ||
        (rc = sinv_order_available(txn, doc, &available)) != SALESINV_OK ||
        (rc = sinv_setting_int(txn, SINV_SET_STOCK_DISPLAY_STYLE, NULL, &style)) !=
            SALESINV_OK)
        return rc;
    return copy(txn, &available, style, ask->out);
}

/* The order that is looked at is none of those that are stored: no id is used up. */
static salesinv_status read_availability(sinv_txn *txn, sinv_call *call)
{
    const sinv_counters before = txn->counters;
    salesinv_status rc = look(txn, call->arg);

    txn->counters = before;
    return rc;
}

static void discard(sinv_call *call)
{
    availability_call *ask = call->arg;

    salesinv_availability_free(*ask->out);
    *ask->out = NULL;
}

static salesinv_status check_arguments(const salesinv_session *session,
                                       const availability_call *ask)
{
    sinv_err *err = session->engine->err;

    if (ask->order < 0)
        return sinv_err_set(err, SALESINV_E_ARG, "order", "order %lld is negative",
                            (long long)ask->order);
    if (!ask->draft)
        return ask->order != 0 ? SALESINV_OK
                               : sinv_err_set(err, SALESINV_E_ARG, "draft",
                                              "neither an order nor a draft is given");
    if (ask->draft->magic != SINV_MAGIC_DRAFT)
        return sinv_err_set(err, SALESINV_E_ARG, "draft", "draft is not a draft");
    if (ask->draft->kind != &sinv_order_kind)
        return sinv_err_set(err, SALESINV_E_ARG, "draft",
                            "draft is of kind %s, not order", ask->draft->kind->name);
    if (ask->draft->engine != session->engine)
        return sinv_err_set(err, SALESINV_E_ARG, "draft", "draft is of another engine");
    return SALESINV_OK;
}

static salesinv_status run(salesinv_session *session, availability_call *ask)
{
    sinv_call call;
    salesinv_status rc = check_arguments(session, ask);

    if (rc != SALESINV_OK)
        return rc;
    sinv_call_init(&call, session, "availability.get");
    call.right = (sinv_right){SINV_OBJECT_STOCK, SINV_ACTION_READ};
    call.body = read_availability;
    call.discard = discard;
    call.arg = ask;
    return sinv_call_run(&call);
}

salesinv_status salesinv_availability_get(salesinv_session *session, salesinv_id order,
                                          const salesinv_draft *draft,
                                          salesinv_availability **out_availability)
{
    availability_call ask = {order, draft, out_availability};
    salesinv_status rc;

    if (!out_availability)
        return sinv_session_missing(session, "out_availability");
    *out_availability = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, run(session, &ask));
}

static const sinv_available_line *line_at(const salesinv_availability *availability,
                                          int32_t index)
{
    return availability && index >= 0 && index < availability->count
               ? &availability->lines[index]
               : NULL;
}

salesinv_display_style salesinv_availability_style(
    const salesinv_availability *availability)
{
    return availability ? availability->style : 0;
}

salesinv_ordering_mode salesinv_availability_mode(
    const salesinv_availability *availability)
{
    return availability ? availability->mode : 0;
}

int32_t salesinv_availability_count(const salesinv_availability *availability)
{
    return availability ? availability->count : 0;
}

salesinv_id salesinv_availability_product(const salesinv_availability *availability,
                                          int32_t index)
{
    const sinv_available_line *line = line_at(availability, index);

    return line ? line->product : 0;
}

salesinv_id salesinv_availability_warehouse(const salesinv_availability *availability,
                                            int32_t index)
{
    return line_at(availability, index) ? availability->warehouse : 0;
}

salesinv_stock_level salesinv_availability_level(
    const salesinv_availability *availability, int32_t index)
{
    const sinv_available_line *line = line_at(availability, index);

    return line ? line->level : SALESINV_LEVEL_NONE;
}

salesinv_qty salesinv_availability_qty(const salesinv_availability *availability,
                                       int32_t index)
{
    const sinv_available_line *line = line_at(availability, index);

    return line ? line->qty : 0;
}

void salesinv_availability_free(salesinv_availability *availability)
{
    sinv_heap *heap;

    if (!availability)
        return;
    heap = availability->heap;
    sinv_free(heap, availability);
    sinv_heap_unref(heap);
}
