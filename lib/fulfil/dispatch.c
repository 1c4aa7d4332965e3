/* SPDX-License-Identifier: Apache-2.0 */
/* Goods that leave, carried out: freezes and serials into approval, goods out of the warehouse, and the ways back. */
#include "fulfil/dispatch.h"

#include "core/settings.h"
#include "inventory/ledger.h"
#include "sales/amount.h"

/* A move of the line's goods, of which callers set what changes. */
static sinv_move move_of(const sinv_dispatch *dispatch, uint32_t index)
{
    const sinv_goods *goods = &dispatch->goods[index];

    return (sinv_move){.line = sinv_doc_line_of(dispatch->doc, index),
                       .product = goods->product.id,
                       .warehouse = goods->warehouse,
                       .has_detail = goods->has_detail,
                       .effective_at = dispatch->effective_at};
}

/* The part of the order line's freeze that lies where the goods are taken from. */
static sinv_release *frozen_here(const sinv_dispatch *dispatch, uint32_t index)
{
    sinv_releases *releases = &dispatch->sources[index].use->releases;

    return releases->count > 0 &&
                   releases->items[0].warehouse == dispatch->goods[index].warehouse
               ? &releases->items[0]
               : NULL;
}

/* Into approval: freeze what the order's freeze in this warehouse does not cover. */
static salesinv_status pend_line(sinv_txn *txn, sinv_dispatch *dispatch, uint32_t index)
{
    sinv_goods *goods = &dispatch->goods[index];
    sinv_release *here = frozen_here(dispatch, index);
    sinv_move move = move_of(dispatch, index);
    salesinv_status rc = SALESINV_OK;

    if (dispatch->origin != SALESINV_ORIGIN_OWN)
        return sinv_goods_move_serials(txn, goods);
    move.frozen = goods->qty;
    move.freeze_bin = goods->bin;
    move.freeze_batch = goods->batch;
    move.guards = SINV_GUARD_AVAILABLE;
    if (here) {
        int64_t covered = here->qty < goods->qty ? here->qty : goods->qty;

        here->qty -= covered; /* the next line of the same order line gets the rest */
        move.frozen -= covered;
    }
    if (move.frozen > 0)
        rc = sinv_ledger_move(txn, &move);
    return rc == SALESINV_OK ? sinv_goods_move_serials(txn, goods) : rc;
}

salesinv_status sinv_dispatch_pend(sinv_txn *txn, sinv_dispatch *dispatch)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < dispatch->doc->line_count && rc == SALESINV_OK; i++)
        if (!dispatch->doc->lines[i].is_removed)
            rc = pend_line(txn, dispatch, i);
    return rc;
}

/* Give back what the line froze under itself. */
static salesinv_status unfreeze(sinv_txn *txn, const sinv_dispatch *dispatch,
                                uint32_t index)
{
    sinv_move move = move_of(dispatch, index);

    move.frozen = -dispatch->own[index];
    move.freeze_bin = dispatch->goods[index].bin;
    move.freeze_batch = dispatch->goods[index].batch;
    return dispatch->own[index] > 0 ? sinv_ledger_move(txn, &move) : SALESINV_OK;
}

salesinv_status sinv_dispatch_release(sinv_txn *txn, sinv_dispatch *dispatch)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < dispatch->doc->line_count && rc == SALESINV_OK; i++) {
        rc = unfreeze(txn, dispatch, i);
        if (rc == SALESINV_OK)
            rc = sinv_goods_move_serials(txn, &dispatch->goods[i]);
    }
    return rc;
}

/* Let `move` give back up to `qty` of a part of the order line's freeze, as the check found it. */
static int64_t take_part(sinv_release *of, int64_t qty, sinv_move *move)
{
    int64_t part = of->qty < qty ? of->qty : qty;

    move->frozen = -part;
    move->freeze_before = of->frozen;
    of->qty -= part;
    of->frozen -= part;
    return part;
}

static void set_released(const sinv_dispatch *dispatch, uint32_t index, int64_t qty)
{
    sinv_row_change_int(dispatch->doc->lines[index].row, dispatch->columns->released,
                        qty);
}

/* Release what the order line froze in other warehouses than the one that ships. */
static salesinv_status release_elsewhere(sinv_txn *txn, const sinv_dispatch *dispatch,
                                         uint32_t index)
{
    const sinv_order_line *source = &dispatch->sources[index];
    const sinv_releases *releases = &source->use->releases;
    int64_t qty = dispatch->goods[index].qty;
    int64_t rest =
        qty - sinv_doc_line_int(dispatch->doc, index, dispatch->columns->released);
    salesinv_status rc = SALESINV_OK;

    for (uint32_t k = 0; k < releases->count && rest > 0 && rc == SALESINV_OK; k++) {
        sinv_move move = {.line = sinv_doc_line_of(dispatch->doc, index),
                          .product = dispatch->goods[index].product.id,
                          .warehouse = releases->items[k].warehouse,
                          .freeze_line = sinv_order_line_id(source),
                          .effective_at = dispatch->effective_at};

        if (move.warehouse == dispatch->goods[index].warehouse)
            continue;
        rest -= take_part(&releases->items[k], rest, &move);
        if (move.frozen != 0)
            rc = sinv_ledger_move(txn, &move);
    }
    set_released(dispatch, index, qty - rest);
    sinv_order_line_count(source, SINV_ORDER_LINE_FROZEN, rest - qty);
    return rc;
}

/* Goods out, and with them the order line's freeze in this warehouse. */
static salesinv_status move_out(sinv_txn *txn, const sinv_dispatch *dispatch,
                                salesinv_id posting, uint32_t index)
{
    sinv_goods *goods = &dispatch->goods[index];
    sinv_release *here = frozen_here(dispatch, index);
    sinv_move move = move_of(dispatch, index);
    int64_t released;
    salesinv_status rc;

    move.posting = posting;
    move.bin = goods->bin;
    move.batch = goods->batch;
    move.on_hand = -goods->qty;
    move.freeze_line = sinv_order_line_id(&dispatch->sources[index]);
    released = here ? take_part(here, goods->qty, &move) : 0;
    /* What the line froze itself is free by now, and covers it however much others were allowed to freeze. */
    move.guards =
        released + dispatch->own[index] < goods->qty ? SINV_GUARD_AVAILABLE : 0;
    rc = sinv_ledger_move(txn, &move);
    if (rc == SALESINV_OK)
        set_released(dispatch, index, released);
    return rc;
}

static salesinv_status ship_line(sinv_txn *txn, const sinv_dispatch *dispatch,
                                 salesinv_id posting, uint32_t index)
{
    const sinv_order_line *source = &dispatch->sources[index];
    sinv_goods *goods = &dispatch->goods[index];
    salesinv_status rc = SALESINV_OK;

    if (dispatch->origin == SALESINV_ORIGIN_OWN)
        rc = move_out(txn, dispatch, posting, index);
    if (rc != SALESINV_OK)
        return rc;
    sinv_order_line_count(source, SINV_ORDER_LINE_SHIPPED, goods->qty);
    if (dispatch->counter >= 0)
        sinv_order_line_count(source, dispatch->counter, -goods->qty);
    return sinv_goods_move_serials(txn, goods);
}

salesinv_status sinv_dispatch_ship(sinv_txn *txn, sinv_dispatch *dispatch,
                                   salesinv_id posting)
{
    const sinv_doc *doc = dispatch->doc;
    salesinv_status rc = SALESINV_OK;

    /* First what makes room, so that no line finds the stock of the next one missing. */
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        rc = unfreeze(txn, dispatch, i);
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = ship_line(txn, dispatch, posting, i);
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed && dispatch->origin == SALESINV_ORIGIN_OWN)
            rc = release_elsewhere(txn, dispatch, i);
    return rc;
}

/* Goods back, and frozen again as far as they had been and the order still wants them. */
static salesinv_status move_back(sinv_txn *txn, const sinv_dispatch *dispatch,
                                 salesinv_id posting, uint32_t index)
{
    const sinv_order_line *source = &dispatch->sources[index];
    const sinv_goods *goods = &dispatch->goods[index];
    sinv_move move = move_of(dispatch, index);
    int64_t wanted = sinv_order_remaining(source->order, source->index) -
                     sinv_order_line_int(source, SINV_ORDER_LINE_FROZEN);
    bool is_synced;
    salesinv_status rc;

    move.posting = posting;
    move.bin = goods->bin;
    move.batch = goods->batch;
    move.on_hand = goods->qty;
    move.frozen = sinv_doc_line_int(dispatch->doc, index, dispatch->columns->released);
    move.freeze_line = sinv_order_line_id(source);
    move.is_allow = sinv_doc_int(source->order, SINV_ORDER_RULE) == SALESINV_RULE_ALLOW;
    if ((rc = sinv_edition_is_synced(txn, &is_synced)) != SALESINV_OK)
        return rc;
    if (move.frozen > wanted)
        move.frozen = wanted > 0 ? wanted : 0;
    if (is_synced) /* by now nothing is frozen any more */
        move.frozen = 0;
    if ((rc = sinv_ledger_move(txn, &move)) == SALESINV_OK)
        sinv_order_line_count(source, SINV_ORDER_LINE_FROZEN, move.frozen);
    return rc;
}

static salesinv_status undo_line(sinv_txn *txn, const sinv_dispatch *dispatch,
                                 salesinv_id posting, uint32_t index)
{
    const sinv_order_line *source = &dispatch->sources[index];
    sinv_goods *goods = &dispatch->goods[index];
    salesinv_status rc = SALESINV_OK;

    sinv_order_line_count(source, SINV_ORDER_LINE_SHIPPED, -goods->qty);
    if (dispatch->counter >= 0)
        sinv_order_line_count(source, dispatch->counter, goods->qty);
    if (dispatch->origin == SALESINV_ORIGIN_OWN)
        rc = move_back(txn, dispatch, posting, index);
    return rc == SALESINV_OK ? sinv_goods_move_serials(txn, goods) : rc;
}

salesinv_status sinv_dispatch_undo(sinv_txn *txn, sinv_dispatch *dispatch,
                                   salesinv_id posting)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < dispatch->doc->line_count && rc == SALESINV_OK; i++)
        rc = undo_line(txn, dispatch, posting, i);
    return rc;
}
