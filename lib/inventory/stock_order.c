/* SPDX-License-Identifier: Apache-2.0 */
/* What inbound and outbound orders share; their columns have the same numbers. */
#include "inventory/stock_order.h"

#include "catalog/product.h"
#include "inventory/warehouse.h"

#define SAME(column) (int)SINV_INBOUND_##column == (int)SINV_OUTBOUND_##column
#define SAME_LINE(column)                                                              \
    (int)SINV_INBOUND_LINE_##column == (int)SINV_OUTBOUND_LINE_##column

_Static_assert(SAME(TYPE) && SAME(WAREHOUSE) && SAME(SOURCE) && SAME(IS_REVERSAL) &&
                   SAME(EFFECTIVE_AT) && SAME(REASON) && SAME(FIRST_MOVEMENT) &&
                   SAME(MOVEMENT_COUNT),
               "one set of column numbers serves both headers");
_Static_assert(SAME_LINE(PRODUCT) && SAME_LINE(QTY) && SAME_LINE(UNIT) &&
                   SAME_LINE(UNIT_QTY) && SAME_LINE(BIN) && SAME_LINE(BATCH),
               "one set of column numbers serves both lines");

static const sinv_qty_columns QTY = {SINV_INBOUND_LINE_PRODUCT, SINV_INBOUND_LINE_QTY,
                                     SINV_INBOUND_LINE_UNIT,
                                     SINV_INBOUND_LINE_UNIT_QTY};
static const sinv_goods_columns GOODS = {SINV_INBOUND_LINE_PRODUCT,
                                         SINV_INBOUND_LINE_QTY, SINV_INBOUND_LINE_BIN,
                                         SINV_INBOUND_LINE_BATCH};

salesinv_status sinv_stock_order_prepare_line(sinv_txn *txn, sinv_doc *doc,
                                              uint32_t index)
{
    int64_t product = sinv_doc_line_int(doc, index, SINV_INBOUND_LINE_PRODUCT);
    sinv_product of;
    salesinv_status rc;

    if (product == 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG,
                            sinv_doc_field(txn, (int32_t)index, "product"),
                            "product is required");
    rc = sinv_product_for_line(txn, (int32_t)index, product, false, &of);
    if (rc != SALESINV_OK ||
        (rc = sinv_line_quantity(txn, &of, doc, index, QTY)) != SALESINV_OK)
        return rc;
    return sinv_goods_check_draft(txn, doc, index, &of);
}

salesinv_status sinv_stock_order_check_time(sinv_txn *txn, const sinv_doc *doc)
{
    int64_t at = sinv_doc_int(doc, SINV_INBOUND_EFFECTIVE_AT);

    if (sinv_row_is_null(doc->head, SINV_INBOUND_EFFECTIVE_AT) || at <= txn->now)
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_ARG, "effective_at",
                        "%lld is in the future: now is %lld", (long long)at,
                        (long long)txn->now);
}

salesinv_status sinv_stock_order_prepare(sinv_txn *txn, sinv_doc *doc, uint32_t by_hand)
{
    int64_t type = sinv_doc_int(doc, SINV_INBOUND_TYPE);
    salesinv_status rc = sinv_stock_order_check_time(txn, doc);

    if (rc == SALESINV_OK && !(by_hand >> type & 1))
        rc = sinv_err_set(txn->err, SALESINV_E_SOURCE_REQUIRED, "type",
                          "%s orders of type %lld are made by other documents",
                          doc->kind->name, (long long)type);
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = sinv_stock_order_prepare_line(txn, doc, i);
    return rc;
}

bool sinv_stock_order_is_generated(const sinv_doc *doc)
{
    return sinv_doc_int(doc, SINV_INBOUND_FIRST_MOVEMENT) != 0;
}

salesinv_status sinv_stock_order_void_step(sinv_txn *txn, const sinv_doc *doc,
                                           sinv_stock_step *out)
{
    int64_t source = sinv_doc_int(doc, SINV_INBOUND_SOURCE);
    salesinv_status rc;

    switch (sinv_doc_int(doc, SINV_HEAD_STATUS)) {
    case SALESINV_STATUS_IN_APPROVAL:
        *out = SINV_STOCK_RELEASE;
        break;
    case SALESINV_STATUS_CONFIRMED:
        *out = SINV_STOCK_UNDO;
        break;
    default:
        *out = SINV_STOCK_NOTHING;
        break;
    }
    if (!sinv_stock_order_is_generated(doc))
        return SALESINV_OK;
    rc = sinv_err_set(txn->err, SALESINV_E_READ_ONLY, "source",
                      source != 0 ? "%s %lld was made by document %lld: void that one"
                                  : "%s %lld was made by a switch of the edition",
                      doc->kind->name, (long long)sinv_doc_id(doc), (long long)source);
    if (source != 0)
        sinv_err_add_int(txn->err, "source", source);
    return rc;
}

static salesinv_status find_warehouse(sinv_txn *txn, const sinv_doc *doc,
                                      sinv_stock_step step, sinv_row **out)
{
    salesinv_id warehouse = sinv_doc_int(doc, SINV_INBOUND_WAREHOUSE);

    if (step == SINV_STOCK_PEND || step == SINV_STOCK_POST)
        return sinv_warehouse_for_document(txn, "warehouse", warehouse, out);
    return sinv_doc_ref(txn, "warehouse", SALESINV_KIND_WAREHOUSE, warehouse, out);
}

static salesinv_status check_active(sinv_txn *txn, const sinv_doc *doc, uint32_t index)
{
    sinv_product product;

    return sinv_product_for_line(
        txn, (int32_t)index, sinv_doc_line_int(doc, index, SINV_INBOUND_LINE_PRODUCT),
        true, &product);
}

static salesinv_status read_goods(sinv_txn *txn, const sinv_doc *doc, bool needs_active,
                                  const sinv_row *warehouse, sinv_goods *goods)
{
    uint32_t count = 0;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        if (doc->lines[i].is_removed)
            continue;
        count++;
        if (needs_active && (rc = check_active(txn, doc, i)) != SALESINV_OK)
            break;
        rc = sinv_goods_read(txn, doc, i, warehouse, GOODS, &goods[i]);
        if (rc == SALESINV_OK)
            rc = sinv_goods_read_serials(txn, doc, i, &goods[i]);
    }
    if (rc == SALESINV_OK && count == 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "lines",
                            "%s orders need at least one line", doc->kind->name);
    return rc == SALESINV_OK ? sinv_goods_check_distinct(txn, goods, doc->line_count)
                             : rc;
}

/* Goods of an inactive product may leave, but none are bought. */
static bool is_coming_in(const sinv_doc *doc, sinv_stock_step step)
{
    return doc->kind->kind == SALESINV_KIND_INBOUND &&
           sinv_doc_int(doc, SINV_HEAD_STATUS) != SALESINV_STATUS_IN_APPROVAL &&
           (step == SINV_STOCK_PEND || step == SINV_STOCK_POST);
}

salesinv_status sinv_stock_order_plan(sinv_txn *txn, sinv_doc *doc,
                                      sinv_stock_step step, sinv_stock_plan **out)
{
    const size_t lines = doc->line_count + 1;
    sinv_stock_plan *plan;
    sinv_row *warehouse;
    salesinv_status rc;

    if ((rc = sinv_txn_alloc(txn, sizeof(*plan), (void **)&plan)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, lines * sizeof(*plan->goods),
                             (void **)&plan->goods)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, lines * sizeof(*plan->frozen),
                             (void **)&plan->frozen)) != SALESINV_OK)
        return rc;
    plan->step = step;
    doc->plan = plan;
    *out = plan;
    if (step == SINV_STOCK_NOTHING)
        return SALESINV_OK;
    if ((rc = find_warehouse(txn, doc, step, &warehouse)) != SALESINV_OK)
        return rc;
    return read_goods(txn, doc, is_coming_in(doc, step), warehouse, plan->goods);
}

salesinv_status sinv_stock_order_check_serials(sinv_txn *txn, const sinv_doc *doc,
                                               sinv_stock_plan *plan,
                                               const sinv_serial_change *change)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        sinv_goods *goods = &plan->goods[i];
        sinv_serial_change *of = &goods->change;

        if (!goods->has_serials)
            continue;
        of->flags = change->flags;
        of->from_states = change->from_states;
        of->from_warehouse = change->from_warehouse ? goods->warehouse : 0;
        of->from_bin = change->from_bin ? goods->bin : 0;
        of->from_holder = change->from_holder ? of->line : 0;
        of->batch = goods->batch;
        of->to_state = change->to_state;
        of->to_warehouse = change->to_warehouse ? goods->warehouse : 0;
        of->to_bin = change->to_bin ? goods->bin : 0;
        of->to_holder = change->to_holder ? of->line : 0;
        rc = sinv_goods_check_serials(txn, goods);
    }
    return rc;
}

salesinv_status sinv_stock_order_move(sinv_txn *txn, sinv_doc *doc,
                                      const sinv_stock_plan *plan, int32_t on_hand,
                                      int32_t frozen)
{
    const uint32_t count = plan->step == SINV_STOCK_NOTHING ? 0 : doc->line_count;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < count && rc == SALESINV_OK; i++) {
        sinv_goods *goods = &plan->goods[i];
        const sinv_move move = {
            .line = sinv_doc_line_of(doc, i),
            .posting = on_hand != 0 ? sinv_doc_id(doc) : 0,
            .product = goods->product.id,
            .warehouse = goods->warehouse,
            .bin = on_hand != 0 ? goods->bin : 0,
            .batch = on_hand != 0 ? goods->batch : 0,
            .on_hand = on_hand * goods->qty,
            .frozen = frozen * (frozen > 0 ? goods->qty : plan->frozen[i]),
            .freeze_bin = goods->bin,
            .freeze_batch = goods->batch,
            .has_detail = goods->has_detail,
            .effective_at = sinv_doc_int(doc, SINV_INBOUND_EFFECTIVE_AT)};

        if (doc->lines[i].is_removed)
            continue;
        if ((rc = sinv_ledger_move(txn, &move)) == SALESINV_OK)
            rc = sinv_goods_move_serials(txn, goods);
    }
    if (on_hand != 0 && sinv_row_is_null(doc->head, SINV_INBOUND_EFFECTIVE_AT))
        sinv_row_set_int(doc->head, SINV_INBOUND_EFFECTIVE_AT, txn->now);
    if (doc->reason)
        sinv_row_set_text(doc->head, SINV_INBOUND_REASON, doc->reason);
    return rc;
}

salesinv_status sinv_stock_order_store_serials(sinv_txn *txn, sinv_doc *doc,
                                               uint32_t index)
{
    const sinv_stock_plan *plan = doc->plan;

    return sinv_goods_store_serials(txn, doc, index, plan ? &plan->goods[index] : NULL);
}

static salesinv_status add_movement(sinv_txn *txn, sinv_doc *doc,
                                    const sinv_row *movement)
{
    int64_t on_hand = sinv_row_int(movement, SINV_MOVEMENT_ON_HAND);
    uint32_t index;
    sinv_row *row;
    salesinv_status rc = sinv_doc_add_line(txn, doc, &index);

    if (rc != SALESINV_OK)
        return rc;
    doc->lines[index].is_new = false;
    row = doc->lines[index].row;
    sinv_row_copy_cell(row, SINV_INBOUND_LINE_PRODUCT, movement, SINV_MOVEMENT_PRODUCT);
    sinv_row_copy_cell(row, SINV_INBOUND_LINE_BIN, movement, SINV_MOVEMENT_BIN);
    sinv_row_copy_cell(row, SINV_INBOUND_LINE_BATCH, movement, SINV_MOVEMENT_BATCH);
    sinv_row_set_int(row, SINV_INBOUND_LINE_QTY, on_hand < 0 ? -on_hand : on_hand);
    return SALESINV_OK;
}

salesinv_status sinv_stock_order_load_lines(sinv_txn *txn, sinv_doc *doc)
{
    int64_t first = sinv_doc_int(doc, SINV_INBOUND_FIRST_MOVEMENT);
    int64_t count = sinv_doc_int(doc, SINV_INBOUND_MOVEMENT_COUNT);
    sinv_row *movement;
    salesinv_status rc = SALESINV_OK;

    for (int64_t i = 0; i < count && rc == SALESINV_OK; i++) {
        rc = sinv_txn_get_id(txn, SINV_T_MOVEMENT, first + i, &movement);
        if (rc == SALESINV_E_NOT_FOUND)
            return sinv_txn_internal(txn, "%s %lld lacks movement %lld",
                                     doc->kind->name, (long long)sinv_doc_id(doc),
                                     (long long)(first + i));
        if (rc == SALESINV_OK)
            rc = add_movement(txn, doc, movement);
    }
    return rc;
}
