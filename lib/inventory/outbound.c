/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kind of outbound orders. In approval their goods are frozen and their serials outgoing, so that nobody else takes
 * them; confirmed, they have left. They are held against what is available: frozen stock is others'.
 */
#include "salesinv/outbound.h"
#include "core/settings.h"
#include "inventory/demand.h"
#include "inventory/freeze.h"
#include "inventory/kinds.h"
#include "inventory/stock_order.h"

#define OF(status) SINV_IN(SALESINV_STATUS_##status)

static const sinv_field fields[] = {SINV_STOCK_ORDER_FIELDS};
static const sinv_field line_fields[] = {
    SINV_STOCK_ORDER_LINE_FIELDS,
    SINV_ROW_ID(SOURCE_LINE, SINV_OUTBOUND_LINE_SOURCE_LINE, 0, 0, "source_line"),
};

static salesinv_status prepare(sinv_txn *txn, sinv_doc *doc)
{
    return sinv_stock_order_prepare(txn, doc,
                                    1 << SALESINV_OUTBOUND_LOSS |
                                        1 << SALESINV_OUTBOUND_PURCHASE_RETURN |
                                        1 << SALESINV_OUTBOUND_OTHER);
}

static const sinv_serial_change PENDING = {
    .flags = SINV_SERIAL_KEEP_PLACE | SINV_SERIAL_CHECK_BATCH,
    .from_states = SINV_SERIAL_BIT(SINV_SERIAL_IN_STOCK),
    .from_warehouse = 1,
    .from_bin = 1,
    .to_state = SINV_SERIAL_OUTGOING,
    .to_holder = 1};
static const sinv_serial_change STRAIGHT_OUT = {
    .flags = SINV_SERIAL_CHECK_BATCH,
    .from_states = SINV_SERIAL_BIT(SINV_SERIAL_IN_STOCK),
    .from_warehouse = 1,
    .from_bin = 1,
    .to_state = SINV_SERIAL_USED,
    .to_holder = 1};
static const sinv_serial_change APPROVED = {.from_states =
                                                SINV_SERIAL_BIT(SINV_SERIAL_OUTGOING),
                                            .from_holder = 1,
                                            .to_state = SINV_SERIAL_USED,
                                            .to_holder = 1};
static const sinv_serial_change RELEASED = {.flags = SINV_SERIAL_RESTORE,
                                            .from_states =
                                                SINV_SERIAL_BIT(SINV_SERIAL_OUTGOING),
                                            .from_holder = 1,
                                            .to_state = SINV_SERIAL_IN_STOCK};
static const sinv_serial_change UNDONE = {.flags = SINV_SERIAL_RESTORE,
                                          .from_states =
                                              SINV_SERIAL_BIT(SINV_SERIAL_USED),
                                          .from_holder = 1,
                                          .to_state = SINV_SERIAL_IN_STOCK};

static salesinv_status check(sinv_txn *txn, sinv_doc *doc, sinv_stock_step step,
                             const sinv_serial_change *change)
{
    sinv_stock_plan *plan;
    salesinv_status rc = sinv_stock_order_plan(txn, doc, step, &plan);

    return rc == SALESINV_OK ? sinv_stock_order_check_serials(txn, doc, plan, change)
                             : rc;
}

static salesinv_status read_frozen(sinv_txn *txn, const sinv_doc *doc,
                                   sinv_stock_plan *plan)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        const sinv_goods *goods = &plan->goods[i];
        sinv_freeze freeze = {.product = goods->product.id,
                              .warehouse = goods->warehouse,
                              .line = sinv_doc_line_of(doc, i),
                              .bin = goods->bin,
                              .batch = goods->batch};

        rc = sinv_freeze_get(txn, &freeze);
        plan->frozen[i] = freeze.qty;
    }
    return rc;
}

/* Is there enough, for the product as a whole and in every bin and batch? */
static salesinv_status check_stock(sinv_txn *txn, sinv_doc *doc,
                                   const sinv_stock_plan *plan)
{
    sinv_demands products = {NULL, 0, 0};
    sinv_demands places = {NULL, 0, 0};
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        const sinv_goods_demand of = {
            .goods = &plan->goods[i],
            .line = i,
            .covered = plan->frozen[i],
            .own_line = plan->frozen[i] > 0 ? sinv_doc_line_of(doc, i) : 0};

        if (doc->lines[i].is_removed)
            continue;
        rc = sinv_goods_check_expiry(txn, doc, of.goods, (int32_t)i);
        if (rc == SALESINV_OK)
            rc = sinv_demands_add_goods(txn, &of, &products, &places);
    }
    if (rc != SALESINV_OK ||
        (rc = sinv_demands_check_products(txn, &products)) != SALESINV_OK)
        return rc;
    return sinv_demands_check_places(txn, &places);
}

static salesinv_status check_submit(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc = doc->is_direct
                             ? check(txn, doc, SINV_STOCK_POST, &STRAIGHT_OUT)
                             : check(txn, doc, SINV_STOCK_PEND, &PENDING);

    return rc == SALESINV_OK ? check_stock(txn, doc, doc->plan) : rc;
}

static salesinv_status check_approve(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc = check(txn, doc, SINV_STOCK_POST, &APPROVED);

    if (rc != SALESINV_OK || (rc = read_frozen(txn, doc, doc->plan)) != SALESINV_OK)
        return rc;
    return check_stock(txn, doc, doc->plan);
}

static salesinv_status check_release(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc = check(txn, doc, SINV_STOCK_RELEASE, &RELEASED);

    return rc == SALESINV_OK ? read_frozen(txn, doc, doc->plan) : rc;
}

static salesinv_status check_void(sinv_txn *txn, sinv_doc *doc)
{
    sinv_stock_step step;
    salesinv_status rc = sinv_stock_order_void_step(txn, doc, &step);

    if (rc != SALESINV_OK)
        return rc;
    return step == SINV_STOCK_RELEASE ? check_release(txn, doc)
                                      : check(txn, doc, step, &UNDONE);
}

static salesinv_status apply(sinv_txn *txn, sinv_doc *doc)
{
    const sinv_stock_plan *plan = doc->plan;

    switch (plan->step) {
    case SINV_STOCK_PEND:
        return sinv_stock_order_move(txn, doc, plan, 0, 1);
    case SINV_STOCK_POST:
        return sinv_stock_order_move(txn, doc, plan, -1, -1);
    case SINV_STOCK_RELEASE:
        return sinv_stock_order_move(txn, doc, plan, 0, -1);
    case SINV_STOCK_UNDO:
        return sinv_stock_order_move(txn, doc, plan, 1, 0);
    case SINV_STOCK_NOTHING:
    default:
        return sinv_stock_order_move(txn, doc, plan, 0, 0);
    }
}

static const sinv_transition transitions[] = {
    {SINV_VERB_SUBMIT, SINV_ACTION_SUBMIT, 0, SALESINV_EVENT_SUBMITTED,
     OF(DRAFT) | OF(REJECTED) | OF(WITHDRAWN), check_submit, apply},
    {SINV_VERB_APPROVE, SINV_ACTION_APPROVE, 0, SALESINV_EVENT_APPROVED,
     OF(IN_APPROVAL), check_approve, apply},
    {SINV_VERB_REJECT, SINV_ACTION_APPROVE, SALESINV_STATUS_REJECTED,
     SALESINV_EVENT_REJECTED, OF(IN_APPROVAL), check_release, apply},
    {SINV_VERB_WITHDRAW, SINV_ACTION_SUBMIT, SALESINV_STATUS_WITHDRAWN,
     SALESINV_EVENT_WITHDRAWN, OF(IN_APPROVAL), check_release, apply},
    {SINV_VERB_VOID, SINV_ACTION_VOID, SALESINV_STATUS_VOID, SALESINV_EVENT_VOIDED,
     OF(DRAFT) | OF(REJECTED) | OF(WITHDRAWN) | OF(IN_APPROVAL) | OF(CONFIRMED),
     check_void, apply},
};

const sinv_kind sinv_outbound_kind = {
    .kind = SALESINV_KIND_OUTBOUND,
    .name = "outbound",
    .prefix = "OU",
    .flags = SINV_KIND_SERIALS,
    .object = SINV_OBJECT_MOVEMENT,
    .table = SINV_T_OUTBOUND,
    .line_table = SINV_T_OUTBOUND_LINE,
    .approval_setting = SINV_SET_APPROVAL_OUTBOUND,
    .account_column = -1,
    .name_column = -1,
    .code_column = -1,
    .editable = OF(DRAFT) | OF(REJECTED) | OF(WITHDRAWN),
    .open = OF(IN_APPROVAL),
    .editions = 1 << SALESINV_EDITION_STANDALONE,
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
