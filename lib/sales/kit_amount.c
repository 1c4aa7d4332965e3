/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A picked kit has one price and leaves in pieces: its amount is divided over what goes into each kit, once, in proportion
 * to what that costs by itself. Afterwards all parts change as the kit's amount does: a fixed quantity, which does not grow
 * with the kits, has none, so that pieces that left before an edit and those after it add up.
 */
#include "base/checked.h"
#include "catalog/product.h"
#include "sales/amount.h"
#include "sales/kit.h"

/* One picked kit and the weights of its components, in line order. */
typedef struct kit_weights {
    int64_t *items;
    uint32_t count;
    uint32_t capacity;
    int64_t sum;
} kit_weights;

typedef salesinv_status (*weigh)(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                 int64_t *out);

static salesinv_status refuse(sinv_txn *txn, uint32_t index)
{
    return sinv_err_set(txn->err, SALESINV_E_OVERFLOW,
                        sinv_doc_field(txn, (int32_t)index, "price"),
                        "the amount does not fit");
}

/* What it was worth before, for the quantity that there is now. */
static salesinv_status by_before(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                 int64_t *out)
{
    const sinv_doc *before = doc->before;

    *out = 0;
    if (!before || index >= before->line_count ||
        sinv_muldiv_i64(sinv_doc_line_int(before, index, SINV_ORDER_LINE_KIT_AMOUNT),
                        sinv_doc_line_int(doc, index, SINV_ORDER_LINE_QTY),
                        sinv_doc_line_int(before, index, SINV_ORDER_LINE_QTY), out))
        return SALESINV_OK;
    return refuse(txn, index);
}

static salesinv_status by_list_price(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                     int64_t *out)
{
    sinv_product product;
    salesinv_status rc = sinv_product_for_line(
        txn, (int32_t)index, sinv_doc_line_int(doc, index, SINV_ORDER_LINE_PRODUCT),
        false, &product);

    if (rc != SALESINV_OK)
        return rc;
    if (!sinv_amount_of_line(sinv_row_int(product.row, SINV_PRODUCT_PRICE),
                             sinv_doc_line_int(doc, index, SINV_ORDER_LINE_QTY), 0, 1,
                             out))
        return refuse(txn, index);
    return SALESINV_OK;
}

/* Goods without a price: one component as much as the other. */
static salesinv_status evenly(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                              int64_t *out)
{
    (void)txn;
    (void)doc;
    (void)index;
    *out = 1;
    return SALESINV_OK;
}

static salesinv_status weigh_all(sinv_txn *txn, const sinv_doc *doc, uint32_t kit,
                                 weigh by, kit_weights *out)
{
    bool skips_fixed = sinv_kits_has_variable(doc, kit);
    salesinv_status rc = SALESINV_OK;

    out->count = 0;
    out->sum = 0;
    for (int32_t i = sinv_kits_first(doc, kit); i >= 0 && rc == SALESINV_OK;
         i = sinv_kits_next(doc, i)) {
        int64_t weight = 0;
        bool is_fixed =
            sinv_doc_line_int(doc, (uint32_t)i, SINV_ORDER_LINE_PER_KIT) == 0;

        if ((!(skips_fixed && is_fixed) &&
             (rc = by(txn, doc, (uint32_t)i, &weight)) != SALESINV_OK) ||
            (rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items),
                                out->count, &out->capacity)) != SALESINV_OK)
            return rc;
        out->items[out->count++] = weight;
        if (!sinv_add_i64(out->sum, weight, &out->sum))
            rc = refuse(txn, (uint32_t)i);
    }
    return rc;
}

static salesinv_status divide(sinv_txn *txn, sinv_doc *doc, uint32_t kit,
                              const kit_weights *weights, int64_t step)
{
    int64_t before = 0;
    int32_t at = sinv_kits_first(doc, kit);

    for (uint32_t i = 0; i < weights->count; i++) {
        int64_t part;

        if (!sinv_amount_share(sinv_order_worth(doc, kit), weights->sum, before,
                               weights->items[i], step, &part))
            return refuse(txn, kit);
        sinv_row_change_int(doc->lines[at].row, SINV_ORDER_LINE_KIT_AMOUNT, part);
        before += weights->items[i];
        at = sinv_kits_next(doc, at);
    }
    return SALESINV_OK;
}

static salesinv_status price_kit(sinv_txn *txn, sinv_doc *doc, uint32_t kit,
                                 int64_t step)
{
    static const weigh ways[] = {by_before, by_list_price, evenly};
    kit_weights weights = {NULL, 0, 0, 0};
    salesinv_status rc = SALESINV_OK;

    for (size_t i = 0;
         i < sizeof(ways) / sizeof(ways[0]) && weights.sum == 0 && rc == SALESINV_OK;
         i++)
        rc = weigh_all(txn, doc, kit, ways[i], &weights);
    return rc == SALESINV_OK ? divide(txn, doc, kit, &weights, step) : rc;
}

salesinv_status sinv_kits_price(sinv_txn *txn, sinv_doc *doc)
{
    int64_t step;
    salesinv_status rc =
        sinv_amount_step(txn, sinv_row_text(doc->head, SINV_HEAD_RECORD_TYPE),
                         sinv_row_text(doc->head, SINV_ORDER_CURRENCY), &step);

    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed &&
            sinv_doc_line_int(doc, i, SINV_ORDER_LINE_KIT_KIND) == SALESINV_KIT_PTO)
            rc = price_kit(txn, doc, i, step);
    return rc;
}

int64_t sinv_order_worth(const sinv_doc *order, uint32_t index)
{
    return sinv_doc_line_int(order, index,
                             sinv_doc_line_int(order, index, SINV_ORDER_LINE_PARENT) !=
                                     0
                                 ? SINV_ORDER_LINE_KIT_AMOUNT
                                 : SINV_ORDER_LINE_AMOUNT);
}
