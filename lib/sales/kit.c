/* SPDX-License-Identifier: Apache-2.0 */
/* Component lines of kits: made at submission, kept in step with their kit when the order is edited. */
#include "sales/kit.h"

#include "base/checked.h"
#include "base/decimal.h"
#include "catalog/bundle.h"
#include "document/fill.h"
#include "sales/amount.h"

int32_t sinv_kits_first(const sinv_doc *doc, uint32_t kit)
{
    int64_t number = sinv_doc_line_int(doc, kit, SINV_LINE_NUMBER);
    int32_t first = sinv_doc_find_line(
        doc, sinv_doc_line_int(doc, kit, SINV_ORDER_LINE_FIRST_COMPONENT));

    return first > (int32_t)kit && sinv_doc_line_int(doc, (uint32_t)first,
                                                     SINV_ORDER_LINE_PARENT) == number
               ? first
               : -1;
}

int32_t sinv_kits_next(const sinv_doc *doc, int32_t component)
{
    uint32_t next = (uint32_t)component + 1;

    return next < doc->line_count &&
                   sinv_doc_line_int(doc, next, SINV_ORDER_LINE_PARENT) ==
                       sinv_doc_line_int(doc, (uint32_t)component,
                                         SINV_ORDER_LINE_PARENT)
               ? (int32_t)next
               : -1;
}

/* What of a component `kits` take, by what goes into each. */
static salesinv_status quantity_for(sinv_txn *txn, const char *field, int64_t per_kit,
                                    int64_t kits, int64_t *out)
{
    int64_t rounded;
    salesinv_status rc;

    if (sinv_muldiv_exact_i64(per_kit, kits, SINV_QTY_ONE, out))
        return SALESINV_OK;
    if (!sinv_muldiv_i64(per_kit, kits, SINV_QTY_ONE, &rounded))
        return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, field,
                            "%s kits of %s each do not fit", sinv_txn_qty(txn, kits),
                            sinv_txn_qty(txn, per_kit));
    rc = sinv_err_set(txn->err, SALESINV_E_ARG, field,
                      "%s kits of %s each make no whole number of millionths",
                      sinv_txn_qty(txn, kits), sinv_txn_qty(txn, per_kit));
    sinv_err_add_qty(txn->err, "kits", kits);
    sinv_err_add_qty(txn->err, "per_kit", per_kit);
    return rc;
}

/* A kit that is picked is complete or not: there is no half one to count. */
static salesinv_status check_whole(sinv_txn *txn, const sinv_doc *doc, uint32_t index)
{
    int64_t qty = sinv_doc_line_int(doc, index, SINV_ORDER_LINE_QTY);

    if (sinv_doc_line_int(doc, index, SINV_ORDER_LINE_KIT_KIND) != SALESINV_KIT_PTO ||
        qty % SINV_QTY_ONE == 0)
        return SALESINV_OK;
    return sinv_err_set(
        txn->err, SALESINV_E_ARG, sinv_doc_field(txn, (int32_t)index, "qty"),
        "a kit that is picked is ordered in whole numbers, not %s of product %lld",
        sinv_txn_qty(txn, qty),
        (long long)sinv_doc_line_int(doc, index, SINV_ORDER_LINE_PRODUCT));
}

static salesinv_status add_component(sinv_txn *txn, sinv_doc *doc, uint32_t kit,
                                     const sinv_component *of)
{
    const char *field = sinv_doc_field(txn, (int32_t)kit, "qty");
    int64_t qty = of->qty;
    sinv_product product;
    uint32_t added;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_product_for_line(txn, (int32_t)kit, of->product, true, &product)) !=
            SALESINV_OK ||
        (!of->is_fixed &&
         (rc = quantity_for(txn, field, of->qty,
                            sinv_doc_line_int(doc, kit, SINV_ORDER_LINE_QTY), &qty)) !=
             SALESINV_OK) ||
        (rc = sinv_product_check_qty(txn, &product, field, qty)) != SALESINV_OK ||
        (rc = sinv_doc_add_line(txn, doc, &added)) != SALESINV_OK)
        return rc;
    row = doc->lines[added].row;
    sinv_row_set_int(row, SINV_ORDER_LINE_PRODUCT, of->product);
    sinv_row_set_int(row, SINV_ORDER_LINE_QTY, qty);
    sinv_row_set_int(row, SINV_ORDER_LINE_PER_KIT, of->is_fixed ? 0 : of->qty);
    sinv_row_set_int(row, SINV_ORDER_LINE_PRICE, 0);
    sinv_row_set_int(row, SINV_ORDER_LINE_DISCOUNT, 0);
    sinv_row_set_int(row, SINV_ORDER_LINE_AMOUNT, 0);
    sinv_row_set_int(row, SINV_ORDER_LINE_PARENT,
                     sinv_doc_line_int(doc, kit, SINV_LINE_NUMBER));
    if (sinv_doc_line_int(doc, kit, SINV_ORDER_LINE_KIT_KIND) != SALESINV_KIT_PTO)
        sinv_row_set_int(row, SINV_ORDER_LINE_KIT_KIND, SALESINV_KIT_PART);
    if (sinv_doc_line_int(doc, kit, SINV_ORDER_LINE_FIRST_COMPONENT) == 0)
        sinv_row_set_int(doc->lines[kit].row, SINV_ORDER_LINE_FIRST_COMPONENT,
                         sinv_row_int(row, SINV_LINE_NUMBER));
    return SALESINV_OK;
}

static salesinv_status refuse_empty(sinv_txn *txn, const sinv_doc *doc, uint32_t index)
{
    salesinv_id product = sinv_doc_line_int(doc, index, SINV_ORDER_LINE_PRODUCT);
    salesinv_status rc = sinv_err_set(
        txn->err, SALESINV_E_ARG, sinv_doc_field(txn, (int32_t)index, "product"),
        "product %lld is a kit without components", (long long)product);

    sinv_err_add_int(txn->err, "product", product);
    return rc;
}

/* The line's components, if its product is a kit. Inside of an assembled kit it stays a part of that. */
static salesinv_status explode_line(sinv_txn *txn, sinv_doc *doc, uint32_t index)
{
    sinv_components components = {NULL, 0, 0};
    sinv_product product;
    int64_t kind;
    salesinv_status rc = sinv_product_for_line(
        txn, (int32_t)index, sinv_doc_line_int(doc, index, SINV_ORDER_LINE_PRODUCT),
        false, &product);

    if (rc != SALESINV_OK)
        return rc;
    kind = sinv_row_int(product.row, SINV_PRODUCT_KIT_KIND);
    if (kind == SALESINV_KIT_NONE)
        return SALESINV_OK;
    if (sinv_doc_line_int(doc, index, SINV_ORDER_LINE_KIT_KIND) != SALESINV_KIT_PART)
        sinv_row_set_int(doc->lines[index].row, SINV_ORDER_LINE_KIT_KIND, kind);
    if ((rc = check_whole(txn, doc, index)) != SALESINV_OK ||
        (rc = sinv_bundle_list(txn, product.id, &components)) != SALESINV_OK)
        return rc;
    if (components.count == 0)
        return refuse_empty(txn, doc, index);
    for (uint32_t i = 0; i < components.count && rc == SALESINV_OK; i++)
        rc = add_component(txn, doc, index, &components.items[i]);
    return rc;
}

salesinv_status sinv_kits_explode(sinv_txn *txn, sinv_doc *doc, uint32_t first)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = first; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = explode_line(txn, doc, i);
    if (rc == SALESINV_OK)
        rc = sinv_doc_check_total(txn, doc);
    return rc == SALESINV_OK ? sinv_kits_price(txn, doc) : rc;
}

/* Does the draft make of the component something else than it is stored as? */
static bool is_edited(const sinv_doc *doc, uint32_t index)
{
    static const int32_t columns[] = {
        SINV_ORDER_LINE_PRODUCT,  SINV_ORDER_LINE_QTY,   SINV_ORDER_LINE_UNIT,
        SINV_ORDER_LINE_UNIT_QTY, SINV_ORDER_LINE_PRICE, SINV_ORDER_LINE_DISCOUNT};

    for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
        if (sinv_doc_line_int(doc, index, columns[i]) !=
            sinv_doc_line_int(doc->before, index, columns[i]))
            return true;
    return false;
}

static salesinv_status refuse_edit(sinv_txn *txn, const sinv_doc *doc, uint32_t index,
                                   uint32_t kit)
{
    salesinv_status rc = sinv_err_set(
        txn->err, SALESINV_E_KIT_LEVEL, sinv_doc_field(txn, (int32_t)index, "line"),
        "line %lld is a component of the kit on line %lld: an edit changes the kit",
        (long long)sinv_doc_line_int(doc, index, SINV_LINE_NUMBER),
        (long long)sinv_doc_line_int(doc, kit, SINV_LINE_NUMBER));

    sinv_err_add_int(txn->err, "order_line", sinv_doc_line_of(doc, kit));
    return rc;
}

/* A stored component line as its kit now wants it. */
static salesinv_status follow(sinv_txn *txn, sinv_doc *doc, uint32_t index,
                              uint32_t kit)
{
    sinv_row *row = doc->lines[index].row;
    const char *field = sinv_doc_field(txn, (int32_t)kit, "qty");
    sinv_product product;
    int64_t qty;
    salesinv_status rc;

    if (is_edited(doc, index))
        return refuse_edit(txn, doc, index, kit);
    doc->lines[index].is_removed = doc->lines[kit].is_removed;
    if (doc->lines[kit].is_removed || sinv_row_int(row, SINV_ORDER_LINE_PER_KIT) == 0)
        return SALESINV_OK;
    if ((rc = quantity_for(txn, field, sinv_row_int(row, SINV_ORDER_LINE_PER_KIT),
                           sinv_doc_line_int(doc, kit, SINV_ORDER_LINE_QTY), &qty)) !=
            SALESINV_OK ||
        (rc = sinv_product_for_line(txn, (int32_t)kit,
                                    sinv_row_int(row, SINV_ORDER_LINE_PRODUCT), false,
                                    &product)) != SALESINV_OK ||
        (rc = sinv_product_check_qty(txn, &product, field, qty)) != SALESINV_OK)
        return rc;
    sinv_row_change_int(row, SINV_ORDER_LINE_QTY, qty);
    return check_whole(txn, doc, index);
}

salesinv_status sinv_kits_revise(sinv_txn *txn, sinv_doc *doc)
{
    uint32_t stored = doc->before->line_count;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < stored && rc == SALESINV_OK; i++) {
        int64_t parent = sinv_doc_line_int(doc, i, SINV_ORDER_LINE_PARENT);
        int32_t kit = parent != 0 ? sinv_doc_find_line(doc, parent) : -1;

        if (kit >= 0)
            rc = follow(txn, doc, i, (uint32_t)kit);
        else if (!doc->lines[i].is_removed)
            rc = check_whole(txn, doc, i);
    }
    return rc == SALESINV_OK ? sinv_kits_explode(txn, doc, stored) : rc;
}

void sinv_kits_drop(sinv_doc *doc)
{
    for (uint32_t i = 0; i < doc->line_count; i++) {
        if (sinv_doc_line_int(doc, i, SINV_ORDER_LINE_PARENT) != 0)
            doc->lines[i].is_removed = true;
        sinv_row_change_int(doc->lines[i].row, SINV_ORDER_LINE_KIT_KIND,
                            SALESINV_KIT_NONE);
        sinv_row_change_int(doc->lines[i].row, SINV_ORDER_LINE_FIRST_COMPONENT, 0);
    }
    sinv_row_change_int(doc->head, SINV_ORDER_KITS, 0);
}
