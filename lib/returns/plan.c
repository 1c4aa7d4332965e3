/* SPDX-License-Identifier: Apache-2.0 */
/* The plan of a return: the orders and shipments that it is about, and the goods of its lines. */
#include "returns/plan.h"

#include "inventory/demand.h"

static const sinv_goods_columns GOODS = {SINV_RETURN_LINE_PRODUCT, SINV_RETURN_LINE_QTY,
                                         SINV_RETURN_LINE_BIN, SINV_RETURN_LINE_BATCH};

/* The lines of shipment and order that line `index` names. */
static salesinv_status match_line(sinv_txn *txn, const sinv_doc *doc,
                                  sinv_return_plan *plan, uint32_t index)
{
    sinv_return_line *line = &plan->lines[index];
    int64_t shipment_line =
        sinv_doc_line_int(doc, index, SINV_RETURN_LINE_SHIPMENT_LINE);
    int64_t order_line = sinv_doc_line_int(doc, index, SINV_RETURN_LINE_ORDER_LINE);
    salesinv_status rc;

    line->is_out = sinv_doc_line_int(doc, index, SINV_RETURN_LINE_DIRECTION) ==
                   SALESINV_DIRECTION_OUT;
    if (shipment_line != 0) {
        rc = sinv_shipment_set_find(txn, &plan->shipments, shipment_line,
                                    (int32_t)index, &line->shipment, &line->index);
        if (rc != SALESINV_OK)
            return rc;
        order_line = sinv_doc_line_int(line->shipment, line->index,
                                       SINV_SHIPMENT_LINE_ORDER_LINE);
    }
    if (order_line == 0)
        return SALESINV_OK;
    rc = sinv_order_set_find(txn, &plan->orders, order_line, (int32_t)index,
                             &line->order);
    if (rc != SALESINV_OK)
        return rc;
    return sinv_order_check_level(txn, line->order.order, line->order.index,
                                  sinv_doc_field(txn, (int32_t)index, "order_line"));
}

bool sinv_return_is_pushed(const sinv_doc *doc)
{
    return sinv_doc_int(doc, SINV_RETURN_ORIGIN) != SALESINV_ORIGIN_OWN;
}

static salesinv_status make_plan(sinv_txn *txn, const sinv_doc *doc,
                                 sinv_return_plan **out)
{
    const size_t lines = doc->line_count + 1;
    sinv_return_plan *plan;
    salesinv_status rc;

    if ((rc = sinv_txn_alloc(txn, sizeof(*plan), (void **)&plan)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, lines * sizeof(*plan->lines),
                             (void **)&plan->lines)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, lines * sizeof(*plan->goods),
                             (void **)&plan->goods)) != SALESINV_OK)
        return rc;
    *out = plan;
    return sinv_txn_alloc(txn, lines * sizeof(*plan->rest), (void **)&plan->rest);
}

salesinv_status sinv_return_plan_get(sinv_txn *txn, sinv_doc *doc,
                                     sinv_return_plan **out)
{
    const sinv_order_set none = {NULL, 0, 0};

    *out = doc->plan;
    return doc->plan ? SALESINV_OK : sinv_return_plan_with(txn, doc, &none, out);
}

salesinv_status sinv_return_plan_with(sinv_txn *txn, sinv_doc *doc,
                                      const sinv_order_set *known,
                                      sinv_return_plan **out)
{
    salesinv_status rc = make_plan(txn, doc, out);

    if (rc == SALESINV_OK)
        (*out)->orders = *known;
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = match_line(txn, doc, *out, i);
    if (rc == SALESINV_OK)
        doc->plan = *out;
    return rc;
}

int64_t sinv_return_open(const sinv_doc *doc, uint32_t index)
{
    return sinv_doc_line_int(doc, index, SINV_RETURN_LINE_QTY) -
           sinv_doc_line_int(doc, index, SINV_RETURN_LINE_RETURNED_UNSHIPPED) -
           sinv_doc_line_int(doc, index, SINV_RETURN_LINE_RECEIVED) -
           sinv_doc_line_int(doc, index, SINV_RETURN_LINE_CLOSED);
}

salesinv_status sinv_return_plan_load(sinv_txn *txn, sinv_doc *doc,
                                      sinv_return_plan **out)
{
    sinv_return_plan *plan;
    salesinv_status rc = sinv_return_plan_get(txn, doc, out);

    if (rc != SALESINV_OK)
        return rc;
    plan = *out;
    plan->is_separate =
        sinv_doc_int(doc, SINV_RETURN_GOODS_IN) == SALESINV_GOODS_IN_SEPARATE;
    for (uint32_t i = 0; i < doc->line_count; i++) {
        plan->lines[i].unshipped =
            sinv_doc_line_int(doc, i, SINV_RETURN_LINE_RETURNED_UNSHIPPED);
        plan->lines[i].moving = sinv_return_open(doc, i);
    }
    return sinv_booking_load(txn, doc, plan);
}

bool sinv_return_waits_for(const sinv_doc *doc, const sinv_return_plan *plan,
                           uint32_t index)
{
    return sinv_return_is_in(doc, plan, index) ||
           (sinv_return_is_out(doc, plan, index) && sinv_return_is_pushed(doc));
}

bool sinv_return_is_done(const sinv_doc *doc, const sinv_return_plan *plan)
{
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (sinv_return_waits_for(doc, plan, i) && sinv_return_open(doc, i) > 0)
            return false;
    return true;
}

uint32_t sinv_return_way_back(const sinv_doc *doc)
{
    return sinv_return_is_pushed(doc) ? SINV_SERIAL_THROUGH : 0;
}

bool sinv_return_has_goods(const sinv_doc *doc, const sinv_return_plan *plan)
{
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (sinv_return_is_in(doc, plan, i) && plan->lines[i].moving > 0)
            return true;
    return false;
}

salesinv_status sinv_return_read_goods(sinv_txn *txn, sinv_doc *doc,
                                       sinv_return_plan *plan, uint32_t index)
{
    sinv_goods *goods = &plan->goods[index];
    salesinv_status rc = sinv_product_for_line(
        txn, (int32_t)index, sinv_doc_line_int(doc, index, SINV_RETURN_LINE_PRODUCT),
        false, &goods->product);

    if (rc != SALESINV_OK)
        return rc;
    goods->qty = plan->lines[index].moving;
    goods->batch = sinv_doc_line_int(doc, index, SINV_RETURN_LINE_BATCH);
    if (plan->lines[index].is_out && sinv_return_is_pushed(doc))
        return SALESINV_OK; /* serials that are named are a suggestion */
    goods->has_serials =
        goods->product.tracking == SALESINV_TRACKING_SERIAL && goods->qty > 0;
    return sinv_goods_read_serials(txn, doc, index, goods);
}

salesinv_status sinv_return_read_place(sinv_txn *txn, sinv_doc *doc,
                                       sinv_return_plan *plan, uint32_t index,
                                       const sinv_row *warehouse)
{
    sinv_goods *goods = &plan->goods[index];
    sinv_goods place = {.qty = 0};
    salesinv_status rc = sinv_goods_read(txn, doc, index, warehouse, GOODS, &place);

    if (rc != SALESINV_OK)
        return rc;
    goods->warehouse = place.warehouse;
    goods->bin = place.bin;
    goods->batch = place.batch;
    goods->has_detail = place.has_detail;
    return sinv_product_check_qty(
        txn, &goods->product, sinv_doc_field(txn, (int32_t)index, "qty"), goods->qty);
}

salesinv_status sinv_return_check_room(sinv_txn *txn, const sinv_doc *doc,
                                       const sinv_return_plan *plan, bool is_out)
{
    sinv_demands products = {NULL, 0, 0};
    sinv_demands places = {NULL, 0, 0};
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        const sinv_goods_demand of = {.goods = &plan->goods[i], .line = i};

        if (!doc->lines[i].is_removed && plan->lines[i].is_out == is_out &&
            plan->goods[i].qty > 0)
            rc = sinv_demands_add_goods(txn, &of, &products, &places);
    }
    return rc == SALESINV_OK ? sinv_demands_check_room(txn, &products) : rc;
}
