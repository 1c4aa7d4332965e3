/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: proposals of what to pick, for a product or for the lines of a document. */
#include "salesinv/picking.h"

#include "catalog/product.h"
#include "fulfil/notice.h"
#include "fulfil/picking_held.h"
#include "fulfil/picking_snapshot.h"
#include "inventory/picking.h"
#include "inventory/stock_style.h"
#include "inventory/warehouse.h"
#include "sales/order.h"

/* What one reading asks and gives. */
typedef struct pick_call {
    salesinv_kind kind; /* 0: `product` and `qty`, else the document `id` */
    salesinv_id id;
    salesinv_id product;
    salesinv_qty qty;
    salesinv_id warehouse;
    int32_t rule;
    salesinv_picking **out;
} pick_call;

/* ---- what is wanted ---- */

static salesinv_status want_product(sinv_txn *txn, pick_call *ask, sinv_pick_wants *out)
{
    const sinv_pick_want want = {.product = ask->product, .qty = ask->qty};
    sinv_product product;
    salesinv_status rc = sinv_product_for_line(txn, -1, ask->product, false, &product);

    if (rc != SALESINV_OK ||
        (rc = sinv_product_check_qty(txn, &product, "qty", ask->qty)) != SALESINV_OK)
        return rc;
    return sinv_pick_add_want(txn, out, &want);
}

static salesinv_status check_state(sinv_txn *txn, const sinv_doc *doc,
                                   uint32_t statuses, const char *rule)
{
    return statuses & SINV_IN(sinv_doc_int(doc, SINV_HEAD_STATUS))
               ? SALESINV_OK
               : sinv_doc_refuse_state(txn, "id", doc->kind->name, doc, rule);
}

static salesinv_status want_order(sinv_txn *txn, pick_call *ask, sinv_pick_wants *out)
{
    sinv_doc *doc;
    salesinv_status rc;

    if ((rc = sinv_doc_load_readable(txn, &sinv_order_kind, ask->id, &doc)) !=
            SALESINV_OK ||
        (rc = check_state(txn, doc, SINV_ORDER_SHIPPING,
                          "only confirmed orders are shipped")) != SALESINV_OK)
        return rc;
    if (ask->warehouse == 0)
        ask->warehouse = sinv_doc_int(doc, SINV_ORDER_WAREHOUSE);
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        const sinv_pick_want want = {
            .product = sinv_doc_line_int(doc, i, SINV_ORDER_LINE_PRODUCT),
            .qty = sinv_order_shippable(doc, i),
            .line = sinv_doc_line_of(doc, i),
            .own_line = sinv_doc_line_of(doc, i),
            .place = i};

        if (want.qty > 0)
            rc = sinv_pick_add_want(txn, out, &want);
    }
    return rc;
}

/* Goods of a notice are chosen when they go out, those of other shipments before. */
static salesinv_status check_unchosen(sinv_txn *txn, const sinv_doc *doc)
{
    return sinv_shipment_is_notice(doc)
               ? check_state(txn, doc, sinv_shipment_kind.editable | SINV_NOTICE_LIVE,
                             "nothing waits to go out")
               : check_state(txn, doc, sinv_shipment_kind.editable,
                             "its goods are chosen");
}

static salesinv_status want_shipment(sinv_txn *txn, pick_call *ask,
                                     sinv_pick_wants *out)
{
    sinv_doc *doc;
    salesinv_status rc;

    if ((rc = sinv_doc_load_readable(txn, &sinv_shipment_kind, ask->id, &doc)) !=
            SALESINV_OK ||
        (rc = check_unchosen(txn, doc)) != SALESINV_OK)
        return rc;
    if (ask->warehouse == 0)
        ask->warehouse = sinv_doc_int(doc, SINV_SHIPMENT_WAREHOUSE);
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        const sinv_pick_want want = {
            .product = sinv_doc_line_int(doc, i, SINV_SHIPMENT_LINE_PRODUCT),
            .qty = sinv_notice_rest(doc, i), /* of other shipments all of it */
            .line = sinv_doc_line_of(doc, i),
            .own_line = sinv_doc_line_int(doc, i, SINV_SHIPMENT_LINE_ORDER_LINE),
            .place = i};

        if (want.qty > 0)
            rc = sinv_pick_add_want(txn, out, &want);
    }
    return rc;
}

/* ---- the call ---- */

static void copy_entry(const sinv_pick_entry *from, sinv_picking_entry *to)
{
    *to = (sinv_picking_entry){.line = (int32_t)from->want,
                               .is_expired = from->is_expired,
                               .bin = from->bin,
                               .batch = from->batch,
                               .qty = from->qty,
                               .arrived_at = from->arrived_at};
    if (from->serials.count > 0)
        (void)sinv_serial_format(&from->serials, 0, to->serial);
}

static salesinv_status copy(sinv_txn *txn, const pick_call *ask,
                            const sinv_pick_wants *wants,
                            const sinv_pick_entries *entries)
{
    size_t entry_size = entries->count * sizeof(sinv_picking_entry);
    size_t line_size = wants->count * sizeof(sinv_picking_line);
    salesinv_picking *made =
        sinv_alloc(txn->engine->heap, sizeof(*made) + entry_size + line_size);

    if (!made)
        return sinv_txn_nomem(txn);
    made->heap = sinv_heap_ref(txn->engine->heap);
    made->warehouse = ask->warehouse;
    made->line_count = (int32_t)wants->count;
    made->count = (int32_t)entries->count;
    made->lines = (sinv_picking_line *)(made->entries + entries->count);
    for (uint32_t i = 0; i < wants->count; i++) {
        const sinv_pick_want *want = &wants->items[i];

        made->lines[i] = (sinv_picking_line){want->line, want->product, want->qty,
                                             want->qty - want->taken};
    }
    for (uint32_t i = 0; i < entries->count; i++)
        copy_entry(&entries->items[i], &made->entries[i]);
    *ask->out = made;
    return SALESINV_OK;
}

static salesinv_status propose(sinv_txn *txn, sinv_call *call)
{
    pick_call ask = *(const pick_call *)call->arg; /* the body may run again */
    sinv_pick_wants wants = {NULL, 0, 0};
    sinv_pick_entries entries = {NULL, 0, 0};
    sinv_pick_helds helds = {NULL, 0, 0};
    sinv_row *warehouse;
    salesinv_status rc = sinv_stock_require_figures(txn, call);

    if (rc != SALESINV_OK)
        return rc;
    if (ask.kind == SALESINV_KIND_ORDER)
        rc = want_order(txn, &ask, &wants);
    else if (ask.kind == SALESINV_KIND_SHIPMENT)
        rc = want_shipment(txn, &ask, &wants);
    else
        rc = want_product(txn, &ask, &wants);
    if (rc != SALESINV_OK ||
        (rc = sinv_warehouse_for_document(txn, "warehouse", ask.warehouse,
                                          &warehouse)) != SALESINV_OK ||
        (rc = sinv_pick_list_held(txn, ask.warehouse, &wants, &helds)) != SALESINV_OK ||
        (rc = sinv_pick(txn, ask.warehouse, ask.rule, &helds, &wants, &entries)) !=
            SALESINV_OK)
        return rc;
    return copy(txn, &ask, &wants, &entries);
}

static void discard(sinv_call *call)
{
    const pick_call *ask = call->arg;

    salesinv_picking_free(*ask->out);
    *ask->out = NULL;
}

static salesinv_status check_id(sinv_err *err, const char *field, salesinv_id id,
                                salesinv_id from)
{
    if (id >= from)
        return SALESINV_OK;
    return sinv_err_set(err, SALESINV_E_ARG, field, "%s %lld is not >= %lld", field,
                        (long long)id, (long long)from);
}

static salesinv_status check_arguments(sinv_err *err, const pick_call *ask)
{
    bool is_product = ask->kind == 0;
    salesinv_status rc;

    if (is_product)
        rc = check_id(err, "product", ask->product, 1);
    else
        rc = check_id(err, "id", ask->id, 1);
    if (rc != SALESINV_OK || (rc = check_id(err, "warehouse", ask->warehouse,
                                            is_product ? 1 : 0)) != SALESINV_OK)
        return rc;
    if (ask->rule < SALESINV_PICK_FIFO || ask->rule > SALESINV_PICK_BIN)
        return sinv_err_set(err, SALESINV_E_ARG, "rule", "rule %d is unknown",
                            ask->rule);
    return SALESINV_OK;
}

static salesinv_status run(salesinv_session *session, pick_call *ask)
{
    sinv_call call;
    salesinv_status rc = check_arguments(session->engine->err, ask);

    if (rc != SALESINV_OK)
        return rc;
    sinv_call_init(&call, session, "picking.get");
    call.right = (sinv_right){SINV_OBJECT_STOCK, SINV_ACTION_READ};
    call.body = propose;
    call.discard = discard;
    call.arg = ask;
    return sinv_call_run(&call);
}

salesinv_status salesinv_picking_get(salesinv_session *session, salesinv_id product,
                                     salesinv_id warehouse, salesinv_qty qty,
                                     salesinv_pick_rule rule,
                                     salesinv_picking **out_picking)
{
    pick_call ask = {.product = product,
                     .qty = qty,
                     .warehouse = warehouse,
                     .rule = rule,
                     .out = out_picking};
    salesinv_status rc;

    if (!out_picking)
        return sinv_session_missing(session, "out_picking");
    *out_picking = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    return sinv_session_leave(session, run(session, &ask));
}

salesinv_status salesinv_picking_get_for(salesinv_session *session, salesinv_kind kind,
                                         salesinv_id id, salesinv_id warehouse,
                                         salesinv_pick_rule rule,
                                         salesinv_picking **out_picking)
{
    pick_call ask = {.kind = kind,
                     .id = id,
                     .warehouse = warehouse,
                     .rule = rule,
                     .out = out_picking};
    salesinv_status rc;

    if (!out_picking)
        return sinv_session_missing(session, "out_picking");
    *out_picking = NULL;
    if ((rc = sinv_session_enter(session)) != SALESINV_OK)
        return rc;
    rc = kind == SALESINV_KIND_ORDER || kind == SALESINV_KIND_SHIPMENT
             ? run(session, &ask)
             : sinv_err_set(session->engine->err, SALESINV_E_ARG, "kind",
                            "kind %d is neither order nor shipment", kind);
    return sinv_session_leave(session, rc);
}
