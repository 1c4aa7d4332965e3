/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a picked kit takes of stock, while its order is written: as its product is made up now, or as the order has
 * fixed it. Kits inside are looked into until only goods are left that stock has.
 */
#include "base/checked.h"
#include "base/decimal.h"
#include "catalog/bundle.h"
#include "sales/availability.h"
#include "sales/kit.h"

enum { MOST_NEEDS = 10000 };

static salesinv_status refuse_size(sinv_txn *txn, uint32_t index)
{
    return sinv_err_set(txn->err, SALESINV_E_OVERFLOW,
                        sinv_doc_field(txn, (int32_t)index, "product"),
                        "what the kit is made of does not fit");
}

static salesinv_status append(sinv_txn *txn, sinv_needs *needs, const sinv_need *need)
{
    salesinv_status rc =
        sinv_txn_grow(txn, (void **)&needs->items, sizeof(*needs->items), needs->count,
                      &needs->capacity);

    if (rc == SALESINV_OK)
        needs->items[needs->count++] = *need;
    return rc;
}

/* ---- as the product is made up ---- */

/* A component's part, when `around` is what one kit takes of the kit that it is in. */
static bool inside(const sinv_need *around, const sinv_component *of, sinv_need *out)
{
    *out = (sinv_need){.product = of->product};
    if (of->is_fixed) {
        out->fixed = of->qty;
        return true;
    }
    return around->per_kit == 0
               ? sinv_muldiv_i64(around->fixed, of->qty, SINV_QTY_ONE, &out->fixed)
               : sinv_muldiv_i64(around->per_kit, of->qty, SINV_QTY_ONE, &out->per_kit);
}

/* Put the components of a picked kit behind the needs. */
static salesinv_status look_into(sinv_txn *txn, const sinv_need *kit, uint32_t index,
                                 sinv_needs *needs)
{
    sinv_components components = {NULL, 0, 0};
    salesinv_status rc = sinv_bundle_list(txn, kit->product, &components);

    for (uint32_t i = 0; i < components.count && rc == SALESINV_OK; i++) {
        sinv_need need;

        if (!inside(kit, &components.items[i], &need) || needs->count >= MOST_NEEDS)
            return refuse_size(txn, index);
        rc = append(txn, needs, &need);
    }
    return rc;
}

static salesinv_status list_bundle(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                   sinv_needs *needs)
{
    const sinv_need kit = {.product =
                               sinv_doc_line_int(doc, index, SINV_ORDER_LINE_PRODUCT),
                           .per_kit = SINV_QTY_ONE};
    sinv_product product;
    salesinv_status rc = look_into(txn, &kit, index, needs);

    for (uint32_t i = 0; i < needs->count && rc == SALESINV_OK; i++) {
        sinv_need need = needs->items[i];

        rc = sinv_product_for_line(txn, (int32_t)index, need.product, false, &product);
        if (rc != SALESINV_OK ||
            sinv_row_int(product.row, SINV_PRODUCT_KIT_KIND) != SALESINV_KIT_PTO)
            continue;
        needs->items[i].product = 0; /* its components stand for it */
        rc = look_into(txn, &need, index, needs);
    }
    return rc;
}

/* ---- as the order has fixed it ---- */

static salesinv_status add_line(sinv_txn *txn, const sinv_doc *doc, uint32_t kit,
                                uint32_t line, bool is_fixed, sinv_needs *needs)
{
    int64_t kits = sinv_doc_line_int(doc, kit, SINV_ORDER_LINE_QTY);
    int64_t qty = sinv_doc_line_int(doc, line, SINV_ORDER_LINE_QTY);
    sinv_need need = {.product = sinv_doc_line_int(doc, line, SINV_ORDER_LINE_PRODUCT),
                      .shipped = sinv_doc_line_int(doc, line, SINV_ORDER_LINE_SHIPPED),
                      .gone = qty - sinv_order_remaining(doc, line)};

    if (is_fixed)
        need.fixed = qty;
    else if (!sinv_muldiv_i64(qty, SINV_QTY_ONE, kits, &need.per_kit))
        return refuse_size(txn, kit);
    return append(txn, needs, &need);
}

/* `around` is the kit, or one in it. */
static salesinv_status list_lines(sinv_txn *txn, const sinv_doc *doc, uint32_t kit,
                                  uint32_t around, bool is_fixed, sinv_needs *needs)
{
    salesinv_status rc = SALESINV_OK;

    for (int32_t i = sinv_kits_first(doc, around); i >= 0 && rc == SALESINV_OK;
         i = sinv_kits_next(doc, i)) {
        uint32_t line = (uint32_t)i;
        bool is_line_fixed =
            is_fixed || sinv_doc_line_int(doc, line, SINV_ORDER_LINE_PER_KIT) == 0;

        rc = sinv_order_moves(doc, line)
                 ? add_line(txn, doc, kit, line, is_line_fixed, needs)
                 : list_lines(txn, doc, kit, line, is_line_fixed, needs);
    }
    return rc;
}

/* One need for each product. */
static salesinv_status merge(sinv_txn *txn, uint32_t index, sinv_needs *needs)
{
    for (uint32_t i = 0; i < needs->count; i++)
        for (uint32_t k = i + 1; needs->items[i].product != 0 && k < needs->count;
             k++) {
            sinv_need *to = &needs->items[i];
            sinv_need *from = &needs->items[k];

            if (from->product != to->product)
                continue;
            if (!sinv_add_i64(to->per_kit, from->per_kit, &to->per_kit) ||
                !sinv_add_i64(to->fixed, from->fixed, &to->fixed) ||
                !sinv_add_i64(to->shipped, from->shipped, &to->shipped) ||
                !sinv_add_i64(to->gone, from->gone, &to->gone))
                return refuse_size(txn, index);
            from->product = 0;
        }
    return SALESINV_OK;
}

salesinv_status sinv_order_needs(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                 sinv_needs *out)
{
    const sinv_doc *stored = doc->before ? doc->before : doc;
    bool is_fixed_on_order =
        !doc->lines[index].is_new &&
        sinv_doc_line_int(doc, index, SINV_ORDER_LINE_KIT_KIND) == SALESINV_KIT_PTO;
    salesinv_status rc = is_fixed_on_order
                             ? list_lines(txn, stored, index, index, false, out)
                             : list_bundle(txn, doc, index, out);

    return rc == SALESINV_OK ? merge(txn, index, out) : rc;
}

/* ---- what stock gives ---- */

bool sinv_need_of(const sinv_need *need, int64_t kits, int64_t *out)
{
    int64_t all;

    *out = 0;
    if (kits == 0)
        return true;
    if (!sinv_muldiv_i64(need->per_kit, kits, SINV_QTY_ONE, &all) ||
        !sinv_add_i64(all, need->fixed, &all))
        return false;
    *out = all > need->gone ? all - need->gone : 0;
    return true;
}

bool sinv_need_kits(const sinv_need *need, int64_t left, int64_t *out)
{
    int64_t rest;

    if (!sinv_add_i64(left, need->shipped, &rest) ||
        !sinv_sub_i64(rest, need->fixed, &rest))
        return false;
    *out = rest < 0 ? 0 : INT64_MAX;
    if (need->per_kit == 0)
        return true;
    return sinv_muldiv_floor_i64(rest, 1, need->per_kit, out) &&
           sinv_mul_i64(*out, SINV_QTY_ONE, out);
}
