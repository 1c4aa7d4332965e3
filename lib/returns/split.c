/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much of a line of an order-based return was never shipped, and how much is goods that come back (domain.md 5.13): as
 * stated, by the serials that are named, or as much as the order still has to ship.
 */
#include "returns/split.h"

#include "base/checked.h"
#include "base/decimal.h"

/* What the order line still has to ship, less what earlier lines of the return take of it. */
static int64_t shippable(const sinv_return_plan *plan, uint32_t index)
{
    const sinv_order_line *of = &plan->lines[index].order;
    int64_t left = sinv_order_shippable(of->order, of->index);

    for (uint32_t i = 0; i < index; i++)
        if (plan->lines[i].order.use == of->use)
            left -= plan->lines[i].unshipped;
    return left > 0 ? left : 0;
}

static salesinv_status refuse(sinv_txn *txn, const sinv_return_plan *plan,
                              uint32_t index, int64_t stated, int64_t most)
{
    const sinv_order_line *of = &plan->lines[index].order;
    salesinv_status rc = sinv_err_set(
        txn->err, SALESINV_E_EXCEEDS_RETURNABLE,
        sinv_doc_field(txn, (int32_t)index, "unshipped"),
        "%s of line %lld of order %lld are said not to be shipped, %s remain to be",
        sinv_txn_qty(txn, stated), (long long)sinv_line_number(sinv_order_line_id(of)),
        (long long)sinv_doc_id(of->order), sinv_txn_qty(txn, most));

    sinv_err_add_qty(txn->err, "wanted", stated);
    sinv_err_add_qty(txn->err, "returnable", most);
    sinv_err_add_int(txn->err, "order_line", sinv_order_line_id(of));
    return rc;
}

static salesinv_status take_stated(sinv_txn *txn, const sinv_doc *doc,
                                   sinv_return_plan *plan, uint32_t index, int64_t most)
{
    int64_t stated = sinv_doc_line_int(doc, index, SINV_RETURN_LINE_UNSHIPPED);
    int64_t qty = sinv_doc_line_int(doc, index, SINV_RETURN_LINE_QTY);
    const char *field = sinv_doc_field(txn, (int32_t)index, "unshipped");
    sinv_product product;
    salesinv_status rc;

    if (stated > qty)
        return sinv_err_set(txn->err, SALESINV_E_ARG, field,
                            "unshipped %s is more than the line's %s",
                            sinv_txn_qty(txn, stated), sinv_txn_qty(txn, qty));
    if (stated > most)
        return refuse(txn, plan, index, stated, most);
    plan->lines[index].unshipped = stated;
    if (stated == 0)
        return SALESINV_OK;
    rc = sinv_product_for_line(txn, (int32_t)index,
                               sinv_doc_line_int(doc, index, SINV_RETURN_LINE_PRODUCT),
                               false, &product);
    return rc == SALESINV_OK ? sinv_product_check_qty(txn, &product, field, stated)
                             : rc;
}

/* Nothing of the line is goods, and some are named. */
static salesinv_status refuse_serials(sinv_txn *txn, uint32_t index, int64_t named)
{
    salesinv_status rc = sinv_err_set(
        txn->err, SALESINV_E_SERIAL_COUNT,
        sinv_doc_field(txn, (int32_t)index, "serials"),
        "%lld serials are named, nothing of the line was shipped", (long long)named);

    sinv_err_add_int(txn->err, "wanted", 0);
    sinv_err_add_int(txn->err, "named", named);
    return rc;
}

salesinv_status sinv_return_split(sinv_txn *txn, const sinv_doc *doc,
                                  sinv_return_plan *plan, uint32_t index)
{
    sinv_return_line *line = &plan->lines[index];
    int64_t qty = sinv_doc_line_int(doc, index, SINV_RETURN_LINE_QTY);
    bool is_stated =
        !sinv_row_is_null(doc->lines[index].row, SINV_RETURN_LINE_UNSHIPPED);
    int64_t named = 0;
    int64_t most;
    salesinv_status rc = SALESINV_OK;

    line->moving = qty;
    if (sinv_doc_int(doc, SINV_RETURN_MODE) != SALESINV_RETURN_ORDER)
        return is_stated &&
                       sinv_doc_line_int(doc, index, SINV_RETURN_LINE_UNSHIPPED) > 0
                   ? sinv_err_set(txn->err, SALESINV_E_ARG,
                                  sinv_doc_field(txn, (int32_t)index, "unshipped"),
                                  "only order-based returns give up what was not "
                                  "shipped")
                   : SALESINV_OK;
    most = shippable(plan, index);
    if ((rc = sinv_goods_count_serials(txn, doc, index, &named)) != SALESINV_OK)
        return rc;
    if (is_stated)
        rc = take_stated(txn, doc, plan, index, most);
    else
        line->unshipped = sinv_min_i64(
            most, named > qty / SINV_QTY_ONE ? 0 : qty - named * SINV_QTY_ONE);
    line->moving = qty - line->unshipped;
    return rc == SALESINV_OK && line->moving == 0 && named > 0
               ? refuse_serials(txn, index, named)
               : rc;
}

salesinv_status sinv_return_check_unshipped(sinv_txn *txn, const sinv_return_plan *plan)
{
    for (uint32_t i = 0; i < plan->booking_count; i++) {
        const sinv_booking *booking = &plan->bookings[i];
        int64_t sum = 0;
        int64_t left;

        if (booking->shipment)
            continue;
        for (uint32_t k = 0; k <= i; k++)
            if (!plan->bookings[k].shipment &&
                plan->bookings[k].order.use == booking->order.use)
                sum += plan->bookings[k].qty;
        left = sinv_order_remaining(booking->order.order, booking->order.index);
        if (sum > left)
            return refuse(txn, plan, booking->line, sum, left);
    }
    return SALESINV_OK;
}
