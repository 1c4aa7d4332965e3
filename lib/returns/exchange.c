/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The goods out of an exchange (domain.md 5.14): held against what is available, frozen while in approval, sent
 * out under a generated outbound order, and the ways back. What comes in on the same document does not count for them.
 * Beside an ERP nothing is frozen or moved: result.c notes what the ERP sent.
 */
#include "inventory/demand.h"
#include "inventory/freeze.h"
#include "inventory/ledger.h"
#include "inventory/posting.h"
#include "inventory/warehouse.h"
#include "returns/plan.h"
#include "sales/amount.h"

/* Of ours: the ERP sends out what was pushed to it. */
static bool moves_out(const sinv_doc *doc, const sinv_return_plan *plan)
{
    if (sinv_return_is_pushed(doc))
        return false;
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (sinv_return_is_out(doc, plan, i))
            return true;
    return false;
}

static salesinv_status read_own(sinv_txn *txn, const sinv_doc *doc,
                                sinv_return_plan *plan, uint32_t index)
{
    const sinv_goods *goods = &plan->goods[index];
    sinv_freeze freeze = {.product = goods->product.id,
                          .warehouse = goods->warehouse,
                          .line = sinv_doc_line_of(doc, index),
                          .bin = goods->bin,
                          .batch = goods->batch};
    salesinv_status rc = sinv_freeze_get(txn, &freeze);

    plan->lines[index].own = freeze.qty;
    return rc;
}

/* Where they lie, and what is frozen for them. Serials were read with those that come in, unless it is a way back. */
static salesinv_status read_out(sinv_txn *txn, sinv_doc *doc, sinv_return_plan *plan,
                                const sinv_row *warehouse)
{
    bool is_read = plan->step == SINV_RETURN_CONFIRM || plan->step == SINV_RETURN_PEND;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        if (!sinv_return_is_out(doc, plan, i))
            continue;
        plan->lines[i].moving = sinv_doc_line_int(doc, i, SINV_RETURN_LINE_QTY);
        if (!is_read)
            rc = sinv_return_read_goods(txn, doc, plan, i);
        if (rc == SALESINV_OK)
            rc = sinv_return_read_place(txn, doc, plan, i, warehouse);
        if (rc == SALESINV_OK)
            rc = read_own(txn, doc, plan, i);
    }
    return rc;
}

static void lead_out(const sinv_doc *doc, const sinv_return_plan *plan, uint32_t index)
{
    sinv_goods *goods = &plan->goods[index];
    sinv_serial_change *change = &goods->change;

    change->from_states = SINV_SERIAL_BIT(plan->was_pending ? SINV_SERIAL_OUTGOING
                                                            : SINV_SERIAL_IN_STOCK);
    change->from_warehouse = goods->warehouse;
    change->from_bin = goods->bin;
    change->from_holder = plan->was_pending ? change->line : 0;
    change->to_holder = change->line;
    if (plan->step == SINV_RETURN_PEND) {
        change->flags = SINV_SERIAL_KEEP_PLACE;
        change->to_state = SINV_SERIAL_OUTGOING;
        return;
    }
    change->to_state = SINV_SERIAL_USED;
    change->to_account = sinv_doc_int(doc, SINV_RETURN_ACCOUNT);
}

static salesinv_status check_stock(sinv_txn *txn, sinv_doc *doc,
                                   const sinv_return_plan *plan)
{
    sinv_demands products = {NULL, 0, 0};
    sinv_demands places = {NULL, 0, 0};
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        const sinv_goods_demand of = {
            .goods = &plan->goods[i],
            .line = i,
            .covered = plan->lines[i].own,
            .own_line = plan->lines[i].own > 0 ? sinv_doc_line_of(doc, i) : 0};

        if (!sinv_return_is_out(doc, plan, i))
            continue;
        lead_out(doc, plan, i);
        if ((rc = sinv_goods_check_expiry(txn, doc, of.goods, (int32_t)i)) !=
                SALESINV_OK ||
            (rc = sinv_goods_check_serials(txn, &plan->goods[i])) != SALESINV_OK)
            return rc;
        rc = sinv_demands_add_goods(txn, &of, &products, &places);
    }
    if (rc != SALESINV_OK ||
        (rc = sinv_demands_check_products(txn, &products)) != SALESINV_OK)
        return rc;
    return sinv_demands_check_places(txn, &places);
}

/* Where the ERP takes it from is its own choice; if the return names a warehouse, the figures that it sent of that speak. */
static salesinv_status check_pushed(sinv_txn *txn, sinv_doc *doc,
                                    sinv_return_plan *plan)
{
    salesinv_id warehouse = sinv_doc_int(doc, SINV_RETURN_OUT_WAREHOUSE);
    sinv_demands products = {NULL, 0, 0};
    sinv_row *row;
    salesinv_status rc;

    if (warehouse == 0)
        return SALESINV_OK;
    rc = sinv_warehouse_for_document(txn, "out_warehouse", warehouse, &row);
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        sinv_demand demand = {.warehouse = warehouse, .line = i};

        if (!sinv_return_is_out(doc, plan, i))
            continue;
        if ((rc = sinv_return_read_goods(txn, doc, plan, i)) != SALESINV_OK)
            return rc;
        demand.product = plan->goods[i].product.id;
        demand.qty = plan->goods[i].qty;
        rc = sinv_demands_add(txn, &products, &demand);
    }
    return rc == SALESINV_OK ? sinv_demands_check_available(txn, &products, "qty") : rc;
}

salesinv_status sinv_exchange_check_out(sinv_txn *txn, sinv_doc *doc,
                                        sinv_return_plan *plan)
{
    sinv_row *warehouse;
    salesinv_status rc;

    if (sinv_return_is_pushed(doc))
        return check_pushed(txn, doc, plan);
    if (!moves_out(doc, plan))
        return SALESINV_OK;
    if (sinv_doc_int(doc, SINV_RETURN_OUT_WAREHOUSE) == 0)
        sinv_row_change_int(doc->head, SINV_RETURN_OUT_WAREHOUSE,
                            sinv_doc_int(doc, SINV_RETURN_WAREHOUSE));
    if ((rc = sinv_warehouse_for_document(txn, "out_warehouse",
                                          sinv_doc_int(doc, SINV_RETURN_OUT_WAREHOUSE),
                                          &warehouse)) != SALESINV_OK ||
        (rc = read_out(txn, doc, plan, warehouse)) != SALESINV_OK)
        return rc;
    return check_stock(txn, doc, plan);
}

salesinv_status sinv_exchange_check_back(sinv_txn *txn, sinv_doc *doc,
                                         sinv_return_plan *plan)
{
    bool is_undo = plan->step == SINV_RETURN_UNDO;
    sinv_row *warehouse;
    salesinv_status rc;

    if (!moves_out(doc, plan))
        return SALESINV_OK;
    if ((rc = sinv_doc_ref(txn, "out_warehouse", SALESINV_KIND_WAREHOUSE,
                           sinv_doc_int(doc, SINV_RETURN_OUT_WAREHOUSE), &warehouse)) !=
            SALESINV_OK ||
        (rc = read_out(txn, doc, plan, warehouse)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        sinv_serial_change *change = &plan->goods[i].change;

        if (!sinv_return_is_out(doc, plan, i))
            continue;
        change->flags = SINV_SERIAL_RESTORE;
        change->from_states =
            SINV_SERIAL_BIT(is_undo ? SINV_SERIAL_USED : SINV_SERIAL_OUTGOING);
        change->from_holder = change->line;
        change->to_state = SINV_SERIAL_IN_STOCK;
        rc = sinv_goods_check_serials(txn, &plan->goods[i]);
    }
    return rc == SALESINV_OK && is_undo ? sinv_return_check_room(txn, doc, plan, true)
                                        : rc;
}

/* ---- carried out ---- */

/* One move a line, on_hand and frozen as given, under a posting or none; then its serials. */
static salesinv_status move_line(sinv_txn *txn, const sinv_doc *doc,
                                 const sinv_return_plan *plan, uint32_t index,
                                 const sinv_move *like)
{
    sinv_goods *goods = &plan->goods[index];
    sinv_move move = *like;
    salesinv_status rc;

    move.line = sinv_doc_line_of(doc, index);
    move.product = goods->product.id;
    move.warehouse = goods->warehouse;
    move.has_detail = goods->has_detail;
    move.freeze_bin = goods->bin;
    move.freeze_batch = goods->batch;
    if (move.on_hand != 0) {
        move.bin = goods->bin;
        move.batch = goods->batch;
    }
    rc = sinv_ledger_move(txn, &move);
    return rc == SALESINV_OK ? sinv_goods_move_serials(txn, goods) : rc;
}

salesinv_status sinv_exchange_pend(sinv_txn *txn, sinv_doc *doc,
                                   const sinv_return_plan *plan)
{
    salesinv_status rc = SALESINV_OK;

    if (!moves_out(doc, plan))
        return SALESINV_OK;
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        const sinv_move move = {.frozen = plan->goods[i].qty,
                                .guards = SINV_GUARD_AVAILABLE};

        if (sinv_return_is_out(doc, plan, i))
            rc = move_line(txn, doc, plan, i, &move);
    }
    return rc;
}

salesinv_status sinv_exchange_release(sinv_txn *txn, sinv_doc *doc,
                                      const sinv_return_plan *plan)
{
    salesinv_status rc = SALESINV_OK;

    if (!moves_out(doc, plan))
        return SALESINV_OK;
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        const sinv_move move = {.frozen = -plan->lines[i].own};

        if (sinv_return_is_out(doc, plan, i))
            rc = move_line(txn, doc, plan, i, &move);
    }
    return rc;
}

/* Out (sign -1, what was frozen with it) or back (1). */
static salesinv_status post(sinv_txn *txn, sinv_doc *doc, const sinv_return_plan *plan,
                            int64_t sign, salesinv_id *out_posting)
{
    sinv_posting posting = {.type = SALESINV_OUTBOUND_EXCHANGE,
                            .warehouse = sinv_doc_int(doc, SINV_RETURN_OUT_WAREHOUSE),
                            .source = sinv_doc_id(doc),
                            .is_reversal = sign > 0};
    salesinv_status rc = sinv_posting_begin(txn, SALESINV_KIND_OUTBOUND, &posting);

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        const sinv_move move = {
            .posting = posting.id,
            .on_hand = sign * plan->goods[i].qty,
            .frozen = sign < 0 ? -plan->lines[i].own : 0,
            .guards = sign < 0 && plan->lines[i].own == 0 ? SINV_GUARD_AVAILABLE : 0};

        if (sinv_return_is_out(doc, plan, i))
            rc = move_line(txn, doc, plan, i, &move);
    }
    *out_posting = posting.id;
    return rc == SALESINV_OK ? sinv_posting_end(txn, &posting) : rc;
}

salesinv_status sinv_exchange_post(sinv_txn *txn, sinv_doc *doc,
                                   const sinv_return_plan *plan)
{
    salesinv_id posting;
    salesinv_status rc;

    if (!moves_out(doc, plan))
        return SALESINV_OK;
    rc = post(txn, doc, plan, -1, &posting);
    if (rc == SALESINV_OK)
        sinv_row_change_int(doc->head, SINV_RETURN_OUT_POSTING, posting);
    return rc;
}

salesinv_status sinv_exchange_undo(sinv_txn *txn, sinv_doc *doc,
                                   const sinv_return_plan *plan)
{
    salesinv_id posting;

    return moves_out(doc, plan) ? post(txn, doc, plan, 1, &posting) : SALESINV_OK;
}
