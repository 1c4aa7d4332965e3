/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kind of inbound orders. What is put on one in approval is incoming; confirmed, it is in stock. Taking a confirmed one
 * back may not leave orders uncovered that stock was promised to.
 */
#include "salesinv/inbound.h"
#include "core/settings.h"
#include "inventory/demand.h"
#include "inventory/freeze.h"
#include "inventory/kinds.h"
#include "inventory/stock.h"
#include "inventory/stock_order.h"

#define OF(status) SINV_IN(SALESINV_STATUS_##status)

static const sinv_field fields[] = {
    SINV_STOCK_ORDER_FIELDS,
    SINV_ROW_ID(SOURCE, SINV_INBOUND_SOURCE, 0, 0, "source"),
};
static const sinv_field line_fields[] = {SINV_STOCK_ORDER_LINE_FIELDS};

static salesinv_status prepare(sinv_txn *txn, sinv_doc *doc)
{
    return sinv_stock_order_prepare(
        txn, doc, 1 << SALESINV_INBOUND_PURCHASE | 1 << SALESINV_INBOUND_OPENING);
}

/* From unused, or unknown until now. */
static const sinv_serial_change PENDING = {.flags = SINV_SERIAL_REGISTER,
                                           .from_states =
                                               SINV_SERIAL_BIT(SINV_SERIAL_UNUSED),
                                           .to_state = SINV_SERIAL_INCOMING,
                                           .to_holder = 1};
static const sinv_serial_change STRAIGHT_IN = {.flags = SINV_SERIAL_REGISTER,
                                               .from_states =
                                                   SINV_SERIAL_BIT(SINV_SERIAL_UNUSED),
                                               .to_state = SINV_SERIAL_IN_STOCK,
                                               .to_warehouse = 1,
                                               .to_bin = 1};
static const sinv_serial_change APPROVED = {.from_states =
                                                SINV_SERIAL_BIT(SINV_SERIAL_INCOMING),
                                            .from_holder = 1,
                                            .to_state = SINV_SERIAL_IN_STOCK,
                                            .to_warehouse = 1,
                                            .to_bin = 1};
static const sinv_serial_change RELEASED = {.flags = SINV_SERIAL_RESTORE,
                                            .from_states =
                                                SINV_SERIAL_BIT(SINV_SERIAL_INCOMING),
                                            .from_holder = 1,
                                            .to_state = SINV_SERIAL_UNUSED};
static const sinv_serial_change UNDONE = {.flags = SINV_SERIAL_RESTORE,
                                          .from_states =
                                              SINV_SERIAL_BIT(SINV_SERIAL_IN_STOCK),
                                          .from_warehouse = 1,
                                          .to_state = SINV_SERIAL_UNUSED};

static salesinv_status collect(sinv_txn *txn, const sinv_doc *doc,
                               const sinv_stock_plan *plan, sinv_demands *products,
                               sinv_demands *places)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        const sinv_goods_demand of = {.goods = &plan->goods[i], .line = i};

        if (!doc->lines[i].is_removed)
            rc = sinv_demands_add_goods(txn, &of, products, places);
    }
    return rc;
}

static salesinv_status check(sinv_txn *txn, sinv_doc *doc, sinv_stock_step step,
                             const sinv_serial_change *change)
{
    sinv_stock_plan *plan;
    salesinv_status rc = sinv_stock_order_plan(txn, doc, step, &plan);

    if (rc == SALESINV_OK && step == SINV_STOCK_POST)
        rc = sinv_goods_check_room(txn, doc, plan->goods);
    return rc == SALESINV_OK ? sinv_stock_order_check_serials(txn, doc, plan, change)
                             : rc;
}

static salesinv_status check_submit(sinv_txn *txn, sinv_doc *doc)
{
    return doc->is_direct ? check(txn, doc, SINV_STOCK_POST, &STRAIGHT_IN)
                          : check(txn, doc, SINV_STOCK_PEND, &PENDING);
}

static salesinv_status check_approve(sinv_txn *txn, sinv_doc *doc)
{
    return check(txn, doc, SINV_STOCK_POST, &APPROVED);
}

static salesinv_status check_release(sinv_txn *txn, sinv_doc *doc)
{
    return check(txn, doc, SINV_STOCK_RELEASE, &RELEASED);
}

/* What others have frozen under "block" in the warehouse must stay covered. */
static salesinv_status check_cover(sinv_txn *txn, const sinv_demand *want)
{
    salesinv_qty blocked;
    sinv_stock stock;
    salesinv_status rc;

    rc = sinv_stock_get(txn, want->product, want->warehouse, &stock);
    if (rc != SALESINV_OK || stock.available >= want->qty)
        return rc;
    if ((rc = sinv_freeze_sum_blocked(txn, want->product, want->warehouse, &blocked)) !=
            SALESINV_OK ||
        stock.on_hand - blocked >= want->qty)
        return rc;
    return sinv_stock_refuse(txn, sinv_doc_field(txn, (int32_t)want->line, "qty"),
                             want->product, want->warehouse, want->qty, 0);
}

static salesinv_status check_undo(sinv_txn *txn, const sinv_doc *doc,
                                  const sinv_stock_plan *plan)
{
    sinv_demands products = {NULL, 0, 0};
    sinv_demands places = {NULL, 0, 0};
    salesinv_status rc = collect(txn, doc, plan, &products, &places);

    if (rc == SALESINV_OK)
        rc = sinv_demands_sum(txn, &products);
    for (uint32_t i = 0; i < products.count && rc == SALESINV_OK; i++)
        rc = check_cover(txn, &products.items[i]);
    return rc == SALESINV_OK ? sinv_demands_check_places(txn, &places) : rc;
}

static salesinv_status check_void(sinv_txn *txn, sinv_doc *doc)
{
    sinv_stock_step step;
    salesinv_status rc = sinv_stock_order_void_step(txn, doc, &step);

    if (rc != SALESINV_OK)
        return rc;
    rc = check(txn, doc, step, step == SINV_STOCK_RELEASE ? &RELEASED : &UNDONE);
    return rc == SALESINV_OK && step == SINV_STOCK_UNDO
               ? check_undo(txn, doc, doc->plan)
               : rc;
}

static salesinv_status apply(sinv_txn *txn, sinv_doc *doc)
{
    const sinv_stock_plan *plan = doc->plan;
    const int32_t on_hand = plan->step == SINV_STOCK_POST   ? 1
                            : plan->step == SINV_STOCK_UNDO ? -1
                                                            : 0;

    return sinv_stock_order_move(txn, doc, plan, on_hand, 0);
}

static const sinv_transition transitions[] = {
    SINV_SUBMIT_STEP(check_submit, apply),
    SINV_APPROVE_STEP(check_approve, apply),
    SINV_RELEASE_STEPS(check_release, apply),
    SINV_VOID_STEP(OF(CONFIRMED), check_void, apply),
};

const sinv_kind sinv_inbound_kind = {
    .kind = SALESINV_KIND_INBOUND,
    .name = "inbound",
    .prefix = "IN",
    .flags = SINV_KIND_SERIALS | SINV_KIND_AMEND,
    .object = SINV_OBJECT_MOVEMENT,
    .table = SINV_T_INBOUND,
    .line_table = SINV_T_INBOUND_LINE,
    .approval_setting = SINV_SET_APPROVAL_INBOUND,
    .account_column = -1,
    .name_column = -1,
    .code_column = -1,
    .editable = SINV_DRAFTED,
    .open = OF(IN_APPROVAL),
    .editions = SINV_EDITIONS_OWN,
    .fields = fields,
    .line_fields = line_fields,
    .field_count = SINV_COUNT_OF(fields),
    .line_field_count = SINV_COUNT_OF(line_fields),
    .transitions = transitions,
    .transition_count = SINV_COUNT_OF(transitions),
    .prepare = prepare,
    .store_serials = sinv_stock_order_store_serials,
    .load_lines = sinv_stock_order_load_lines,
};
