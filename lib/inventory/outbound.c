/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Outbound orders by hand that no order is behind. In approval their goods are frozen and their serials outgoing, so that nobody else takes
 * them; confirmed, they have left. They are held against what is available: frozen stock is others'.
 */
#include "inventory/outbound.h"

#include "inventory/demand.h"
#include "inventory/freeze.h"
#include "inventory/stock_order.h"
#include "salesinv/outbound.h"

/* Only what goes out for an order has a source to name. */
static salesinv_status refuse_source(sinv_txn *txn, const sinv_doc *doc)
{
    const char *field = sinv_doc_int(doc, SINV_OUTBOUND_SOURCE) != 0 ? "source" : NULL;

    for (uint32_t i = 0; i < doc->line_count && !field; i++)
        if (!doc->lines[i].is_removed &&
            sinv_doc_line_int(doc, i, SINV_OUTBOUND_LINE_SOURCE_LINE) != 0)
            field = sinv_doc_field(txn, (int32_t)i, "source_line");
    return field ? sinv_err_set(txn->err, SALESINV_E_ARG, field,
                                "only sales (type %d) are made from a shipping notice",
                                SALESINV_OUTBOUND_SALE)
                 : SALESINV_OK;
}

salesinv_status sinv_outbound_prepare(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc = refuse_source(txn, doc);

    if (rc != SALESINV_OK)
        return rc;
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

    if (rc == SALESINV_OK && step == SINV_STOCK_UNDO)
        rc = sinv_goods_check_room(txn, doc, plan->goods);
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

salesinv_status sinv_outbound_check_submit(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc = doc->is_direct
                             ? check(txn, doc, SINV_STOCK_POST, &STRAIGHT_OUT)
                             : check(txn, doc, SINV_STOCK_PEND, &PENDING);

    return rc == SALESINV_OK ? check_stock(txn, doc, doc->plan) : rc;
}

salesinv_status sinv_outbound_check_approve(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc = check(txn, doc, SINV_STOCK_POST, &APPROVED);

    if (rc != SALESINV_OK || (rc = read_frozen(txn, doc, doc->plan)) != SALESINV_OK)
        return rc;
    return check_stock(txn, doc, doc->plan);
}

salesinv_status sinv_outbound_check_release(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc = check(txn, doc, SINV_STOCK_RELEASE, &RELEASED);

    return rc == SALESINV_OK ? read_frozen(txn, doc, doc->plan) : rc;
}

salesinv_status sinv_outbound_check_void(sinv_txn *txn, sinv_doc *doc)
{
    sinv_stock_step step;
    salesinv_status rc = sinv_stock_order_void_step(txn, doc, &step);

    if (rc != SALESINV_OK)
        return rc;
    return step == SINV_STOCK_RELEASE ? sinv_outbound_check_release(txn, doc)
                                      : check(txn, doc, step, &UNDONE);
}

salesinv_status sinv_outbound_apply(sinv_txn *txn, sinv_doc *doc)
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
