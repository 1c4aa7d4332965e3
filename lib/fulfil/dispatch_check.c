/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What goods that leave must satisfy. Lines are summed per product, warehouse, bin and batch; what the orders froze in
 * the shipping warehouse, and what the sender froze itself while in approval, does not stand in its own way
 * (domain.md 2, formula 5).
 */
#include "core/settings.h"
#include "fulfil/dispatch.h"
#include "inventory/demand.h"
#include "inventory/freeze.h"
#include "inventory/warehouse.h"

salesinv_status sinv_dispatch_decide_origin(sinv_txn *txn, const sinv_doc *doc,
                                            int64_t *out)
{
    bool is_synced;
    salesinv_status rc = sinv_edition_is_synced(txn, &is_synced);

    *out = is_synced ? SALESINV_ORIGIN_INTEGRATION : SALESINV_ORIGIN_OWN;
    if (doc->is_synced)
        *out = SALESINV_ORIGIN_ERP;
    return rc;
}

salesinv_status sinv_dispatch_check_writer(sinv_txn *txn, const sinv_doc *doc,
                                           int64_t origin)
{
    salesinv_status rc;

    if (origin != SALESINV_ORIGIN_ERP || doc->is_synced)
        return SALESINV_OK;
    rc = sinv_err_set(txn->err, SALESINV_E_SYNC_ONLY, "origin",
                      "%s %lld is what the ERP reports: only it takes that back",
                      doc->kind->name, (long long)sinv_doc_id(doc));
    sinv_err_add_int(txn->err, "id", sinv_doc_id(doc));
    return rc;
}

salesinv_status sinv_dispatch_start(sinv_txn *txn, sinv_doc *doc,
                                    const sinv_dispatch_columns *columns,
                                    sinv_dispatch *dispatch)
{
    const size_t lines = doc->line_count + 1;
    salesinv_status rc;

    dispatch->doc = doc;
    dispatch->columns = columns;
    dispatch->counter = -1;
    if ((rc = sinv_txn_alloc(txn, lines * sizeof(*dispatch->sources),
                             (void **)&dispatch->sources)) != SALESINV_OK)
        return rc;
    return sinv_txn_alloc(txn, lines * sizeof(*dispatch->holders),
                          (void **)&dispatch->holders);
}

static salesinv_status check_order(sinv_txn *txn, const sinv_dispatch *dispatch,
                                   const sinv_doc *order)
{
    salesinv_status rc;

    if (dispatch->account != sinv_doc_int(order, SINV_ORDER_ACCOUNT)) {
        rc = sinv_err_set(txn->err, SALESINV_E_ACCOUNT_MISMATCH, "account",
                          "order %lld is of account %lld, not %lld",
                          (long long)sinv_doc_id(order),
                          (long long)sinv_doc_int(order, SINV_ORDER_ACCOUNT),
                          (long long)dispatch->account);
        sinv_err_add_int(txn->err, "order", sinv_doc_id(order));
        return rc;
    }
    return SINV_ORDER_SHIPPING & SINV_IN(sinv_doc_int(order, SINV_HEAD_STATUS))
               ? SALESINV_OK
               : sinv_doc_refuse_state(txn, "order", "order", order,
                                       "only confirmed orders are shipped");
}

salesinv_status sinv_dispatch_check_orders(sinv_txn *txn, const sinv_dispatch *dispatch)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < dispatch->orders.count && rc == SALESINV_OK; i++)
        rc = check_order(txn, dispatch, dispatch->orders.items[i].order);
    return rc;
}

salesinv_status sinv_dispatch_find_warehouse(sinv_txn *txn,
                                             const sinv_dispatch *dispatch,
                                             salesinv_id id, sinv_row **out)
{
    if (dispatch->origin == SALESINV_ORIGIN_ERP && id != 0)
        return sinv_doc_ref(txn, "warehouse", SALESINV_KIND_WAREHOUSE, id, out);
    return sinv_warehouse_for_document(txn, "warehouse", id, out);
}

salesinv_status sinv_dispatch_read_goods(sinv_txn *txn, sinv_dispatch *dispatch,
                                         const sinv_row *warehouse)
{
    const sinv_doc *doc = dispatch->doc;
    const size_t lines = doc->line_count + 1;
    salesinv_status rc;

    dispatch->warehouse = sinv_row_int(warehouse, SINV_HEAD_ID);
    if ((rc = sinv_txn_alloc(txn, lines * sizeof(*dispatch->goods),
                             (void **)&dispatch->goods)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, lines * sizeof(*dispatch->own),
                             (void **)&dispatch->own)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        sinv_goods *goods = &dispatch->goods[i];

        if (doc->lines[i].is_removed)
            continue;
        goods->is_reported = dispatch->origin == SALESINV_ORIGIN_ERP;
        rc = sinv_goods_read(txn, doc, i, warehouse, dispatch->columns->goods, goods);
        if (rc == SALESINV_OK)
            rc = sinv_goods_read_serials(txn, doc, i, goods);
        dispatch->sources[i].use->wanted += goods->qty;
    }
    return rc == SALESINV_OK
               ? sinv_goods_check_distinct(txn, dispatch->goods, doc->line_count)
               : rc;
}

salesinv_status sinv_dispatch_read_own(sinv_txn *txn, sinv_dispatch *dispatch)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < dispatch->doc->line_count && rc == SALESINV_OK; i++) {
        const sinv_goods *goods = &dispatch->goods[i];
        sinv_freeze freeze = {.product = goods->product.id,
                              .warehouse = goods->warehouse,
                              .line = sinv_doc_line_of(dispatch->doc, i),
                              .bin = goods->bin,
                              .batch = goods->batch};

        rc = sinv_freeze_get(txn, &freeze);
        dispatch->own[i] = freeze.qty;
    }
    return rc;
}

/* Goods that an ERP sent were wherever it had them, known or not, but nobody else's. */
static void take_as_reported(sinv_serial_change *change)
{
    change->flags = SINV_SERIAL_REGISTER | SINV_SERIAL_FREE | SINV_SERIAL_SAME_ACCOUNT;
    change->from_states = SINV_SERIAL_BIT(SINV_SERIAL_UNUSED) |
                          SINV_SERIAL_BIT(SINV_SERIAL_IN_STOCK) |
                          SINV_SERIAL_BIT(SINV_SERIAL_USED);
    change->from_warehouse = 0;
}

/* The step that the line's serials take with the document. */
static void plan_serials(const sinv_dispatch *dispatch, uint32_t index)
{
    sinv_goods *goods = &dispatch->goods[index];
    sinv_serial_change *change = &goods->change;

    change->from_states = SINV_SERIAL_BIT(dispatch->was_pending ? SINV_SERIAL_OUTGOING
                                                                : SINV_SERIAL_IN_STOCK);
    change->from_warehouse = goods->warehouse;
    if (dispatch->origin == SALESINV_ORIGIN_OWN) /* an ERP need not say the bin */
        change->from_bin = goods->bin;
    change->from_holder = dispatch->was_pending ? change->line : 0;
    if (dispatch->step == SINV_DISPATCH_PEND) {
        change->flags = SINV_SERIAL_KEEP_PLACE;
        change->to_state = SINV_SERIAL_OUTGOING;
        change->to_holder = change->line;
        return;
    }
    change->to_state = SINV_SERIAL_USED;
    change->to_holder = dispatch->holders[index];
    change->to_account = dispatch->account;
    if (dispatch->origin == SALESINV_ORIGIN_ERP)
        take_as_reported(change);
}

/* What the order line has frozen where the goods are taken from. */
static int64_t frozen_here(const sinv_releases *releases, salesinv_id warehouse)
{
    return releases->count > 0 && releases->items[0].warehouse == warehouse
               ? releases->items[0].qty
               : 0;
}

/* The freeze of an order line counts once, however many lines ship it. */
static salesinv_status add_covered(sinv_txn *txn, const sinv_dispatch *dispatch,
                                   const sinv_order_in_use *of, sinv_demands *products)
{
    bool is_block = sinv_doc_int(of->order, SINV_ORDER_RULE) != SALESINV_RULE_ALLOW;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < of->order->line_count && rc == SALESINV_OK; i++) {
        sinv_demand covered = {
            .product = sinv_doc_line_int(of->order, i, SINV_ORDER_LINE_PRODUCT),
            .warehouse = dispatch->warehouse,
            .covered = frozen_here(&of->uses[i].releases, dispatch->warehouse),
            .line = UINT32_MAX};

        if (is_block)
            covered.firm = covered.covered;
        if (covered.covered > 0)
            rc = sinv_demands_add(txn, products, &covered);
    }
    return rc;
}

/* Demands of the document per product, and where goods are kept by bin or batch per place. */
static salesinv_status collect(sinv_txn *txn, const sinv_dispatch *dispatch,
                               sinv_demands *products, sinv_demands *places)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < dispatch->doc->line_count && rc == SALESINV_OK; i++) {
        sinv_goods_demand of = {
            .goods = &dispatch->goods[i], .line = i, .covered = dispatch->own[i]};

        if (dispatch->doc->lines[i].is_removed)
            continue;
        of.own_line = sinv_order_line_id(&dispatch->sources[i]);
        rc = sinv_demands_add_goods(txn, &of, products, places);
    }
    for (uint32_t k = 0; k < dispatch->orders.count && rc == SALESINV_OK; k++)
        rc = add_covered(txn, dispatch, &dispatch->orders.items[k], products);
    return rc;
}

/* Where the freezes of the order's lines are taken from. */
static salesinv_status find_freezes(sinv_txn *txn, const sinv_dispatch *dispatch,
                                    const sinv_order_in_use *of)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < of->order->line_count && rc == SALESINV_OK; i++)
        if (of->uses[i].wanted > 0)
            rc = sinv_order_find_freeze(txn, of->order, i, dispatch->warehouse,
                                        of->uses[i].wanted, &of->uses[i].releases);
    return rc;
}

static salesinv_status check_stock(sinv_txn *txn, const sinv_dispatch *dispatch)
{
    sinv_demands products = {NULL, 0, 0};
    sinv_demands places = {NULL, 0, 0};
    salesinv_status rc = SALESINV_OK;

    for (uint32_t k = 0; k < dispatch->orders.count && rc == SALESINV_OK; k++)
        rc = find_freezes(txn, dispatch, &dispatch->orders.items[k]);
    if (rc != SALESINV_OK ||
        (rc = collect(txn, dispatch, &products, &places)) != SALESINV_OK ||
        (rc = sinv_demands_check_products(txn, &products)) != SALESINV_OK)
        return rc;
    return sinv_demands_check_places(txn, &places);
}

salesinv_status sinv_dispatch_check_out(sinv_txn *txn, sinv_dispatch *dispatch)
{
    salesinv_status rc = SALESINV_OK;

    bool is_reported = dispatch->origin == SALESINV_ORIGIN_ERP;

    for (uint32_t i = 0; i < dispatch->doc->line_count && rc == SALESINV_OK; i++) {
        sinv_goods *goods = &dispatch->goods[i];

        if (dispatch->doc->lines[i].is_removed)
            continue;
        plan_serials(dispatch, i);
        if (!is_reported)
            rc = sinv_goods_check_expiry(txn, dispatch->doc, goods, (int32_t)i);
        if (rc == SALESINV_OK)
            rc = sinv_goods_check_serials(txn, goods);
    }
    return rc == SALESINV_OK && !is_reported ? check_stock(txn, dispatch) : rc;
}

salesinv_status sinv_dispatch_left(sinv_txn *txn, const sinv_dispatch *dispatch,
                                   uint32_t index, sinv_serial_set *out)
{
    const sinv_goods *goods = &dispatch->goods[index];

    sinv_serial_set_init(out, txn->err, txn->arena, goods->serials.field);
    return goods->has_serials
               ? sinv_serial_left(txn, goods->change.scope, &goods->serials,
                                  goods->change.line, dispatch->holders[index], out)
               : SALESINV_OK;
}

/* Of what an ERP sent, what moved on since stays where it is; what is as the line left it goes back. */
static salesinv_status keep_left(sinv_txn *txn, const sinv_dispatch *dispatch,
                                 uint32_t index)
{
    sinv_serial_set left;
    salesinv_status rc = sinv_dispatch_left(txn, dispatch, index, &left);

    dispatch->goods[index].serials = left;
    return rc;
}

/* Where the line's serials go back to: into no stock of ours if they did not leave it. */
static void plan_back(const sinv_dispatch *dispatch, uint32_t index, bool is_synced)
{
    bool is_undo = dispatch->step == SINV_DISPATCH_UNDO;
    const sinv_goods *goods = &dispatch->goods[index];
    sinv_serial_change *change = &dispatch->goods[index].change;

    change->from_states =
        SINV_SERIAL_BIT(is_undo ? SINV_SERIAL_USED : SINV_SERIAL_OUTGOING);
    change->from_holder = is_undo ? dispatch->holders[index] : change->line;
    change->to_state = SINV_SERIAL_IN_STOCK;
    change->to_warehouse = goods->warehouse;
    change->to_bin = goods->bin;
    if (dispatch->origin == SALESINV_ORIGIN_OWN)
        return;
    if (!is_synced) {
        change->to_state = SINV_SERIAL_UNUSED;
        change->to_warehouse = change->to_bin = 0;
        return;
    }
    change->flags = SINV_SERIAL_RESTORE | SINV_SERIAL_THROUGH;
    if (dispatch->origin == SALESINV_ORIGIN_ERP)
        change->to_state = 0; /* whatever it was */
}

salesinv_status sinv_dispatch_check_back(sinv_txn *txn, sinv_dispatch *dispatch)
{
    bool is_own = dispatch->origin == SALESINV_ORIGIN_OWN;
    bool is_synced;
    salesinv_status rc = sinv_edition_is_synced(txn, &is_synced);

    if (rc == SALESINV_OK && is_own && dispatch->step == SINV_DISPATCH_UNDO)
        rc = sinv_goods_check_room(txn, dispatch->doc, dispatch->goods);
    for (uint32_t i = 0; i < dispatch->doc->line_count && rc == SALESINV_OK; i++) {
        if (dispatch->origin == SALESINV_ORIGIN_ERP)
            rc = keep_left(txn, dispatch, i);
        plan_back(dispatch, i, is_synced);
        if (rc == SALESINV_OK)
            rc = sinv_goods_check_serials(txn, &dispatch->goods[i]);
    }
    return rc;
}
