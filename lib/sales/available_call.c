/* SPDX-License-Identifier: Apache-2.0 */
/* What is available to the lines of an order: reading the question, making the answer. */
#include "sales/available_call.h"

#include <string.h>

#include "core/settings.h"
#include "document/fill.h"

salesinv_status sinv_availability_gate(sinv_txn *txn)
{
    salesinv_status rc = sinv_setting_require(txn, SINV_SET_ORDER_DISPLAY_STOCK, NULL);

    return rc == SALESINV_OK ? sinv_licence_require(txn, SINV_AVAILABILITY_LICENCE)
                             : rc;
}

static salesinv_status check_state(sinv_txn *txn, const sinv_doc *doc)
{
    const uint32_t changing = sinv_order_kind.editable | sinv_order_kind.revisable;

    return changing & SINV_IN(sinv_doc_int(doc, SINV_HEAD_STATUS))
               ? SALESINV_OK
               : sinv_doc_refuse_state(txn, "order", "order", doc,
                                       "it takes no changes");
}

static salesinv_status load_change(sinv_txn *txn, const sinv_availability_call *ask,
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

static salesinv_status make_new(sinv_txn *txn, const sinv_availability_call *ask,
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

/* The order that is looked at is none of those that are stored. */
salesinv_status sinv_availability_look(sinv_txn *txn, const sinv_availability_call *ask,
                                       sinv_available *out)
{
    const sinv_counters before = txn->counters;
    sinv_doc *doc;
    salesinv_status rc =
        ask->order != 0 ? load_change(txn, ask, &doc) : make_new(txn, ask, &doc);

    if (rc == SALESINV_OK)
        rc = sinv_order_available(txn, doc, out);
    txn->counters = before;
    return rc;
}

/* What the style does not say is not in the snapshot. */
static void hide(salesinv_availability *made)
{
    for (int32_t i = 0; i < made->count; i++) {
        sinv_available_line *line = &made->lines[i];

        if (made->style == SALESINV_DISPLAY_HIDDEN) {
            line->level = SALESINV_LEVEL_NONE;
            line->at = SALESINV_TIME_NONE;
        }
        if (made->style != SALESINV_DISPLAY_EXACT)
            line->qty = 0;
    }
}

static salesinv_status read_style(sinv_txn *txn, bool is_shown, int64_t *out_style,
                                  int64_t *out_is_live)
{
    bool is_synced;
    salesinv_status rc = sinv_edition_is_synced(txn, &is_synced);

    *out_style = SALESINV_DISPLAY_HIDDEN;
    *out_is_live = 0;
    if (rc == SALESINV_OK && is_shown)
        rc = sinv_setting_int(txn, SINV_SET_STOCK_DISPLAY_STYLE, NULL, out_style);
    if (rc == SALESINV_OK && is_synced)
        rc = sinv_setting_int(txn, SINV_SET_ERP_REALTIME_STOCK, NULL, out_is_live);
    return rc;
}

salesinv_status sinv_availability_make(sinv_txn *txn, const sinv_availability_call *ask,
                                       const sinv_available *from, bool is_shown)
{
    size_t size = from->count * sizeof(from->lines[0]);
    salesinv_availability *made;
    int64_t style;
    int64_t is_live;
    salesinv_status rc = read_style(txn, is_shown, &style, &is_live);

    if (rc != SALESINV_OK)
        return rc;
    made = sinv_alloc(txn->engine->heap, sizeof(*made) + size);
    if (!made)
        return sinv_txn_nomem(txn);
    made->heap = sinv_heap_ref(txn->engine->heap);
    made->style = (int32_t)style;
    made->mode = (int32_t)from->mode;
    made->warehouse = from->warehouse;
    made->is_live = is_live != 0;
    made->now = txn->now;
    made->outcome = ask->outcome;
    memcpy(made->reason, ask->reason, sizeof(made->reason));
    made->count = (int32_t)from->count;
    if (size > 0)
        memcpy(made->lines, from->lines, size);
    hide(made);
    *ask->out = made;
    return SALESINV_OK;
}

void sinv_availability_discard(sinv_call *call)
{
    sinv_availability_call *ask = call->arg;

    salesinv_availability_free(*ask->out);
    *ask->out = NULL;
}

salesinv_status sinv_availability_check(const salesinv_session *session,
                                        const sinv_availability_call *ask)
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
