/* SPDX-License-Identifier: Apache-2.0 */
/* Components of kits. A kit may contain kits; following components never leads back to where one started. */
#include "catalog/bundle.h"

#include "core/id_list.h"

static salesinv_status append(sinv_txn *txn, const sinv_row *row, sinv_components *out)
{
    salesinv_status rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items),
                                       out->count, &out->capacity);

    if (rc == SALESINV_OK)
        out->items[out->count++] = (sinv_component){
            .product = sinv_row_int(row, SINV_PRODUCT_LINE_COMPONENT),
            .qty = sinv_row_int(row, SINV_PRODUCT_LINE_QTY),
            .is_fixed = sinv_row_int(row, SINV_PRODUCT_LINE_IS_FIXED) != 0};
    return rc;
}

salesinv_status sinv_bundle_list(sinv_txn *txn, salesinv_id product,
                                 sinv_components *out)
{
    sinv_range range = {.prefix = 2};
    sinv_row *key;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_PRODUCT_LINE, &key)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_PRODUCT_LINE, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(key, SINV_LINE_DOCUMENT, product);
    range.from = key;
    if ((rc = sinv_scan_start(txn, SINV_T_PRODUCT_LINE, &range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if (sinv_row_int(row, SINV_PRODUCT_LINE_COMPONENT) != 0 &&
            (rc = append(txn, row, out)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc;
}

static bool is_same(const sinv_doc *doc, uint32_t a, uint32_t b)
{
    return sinv_doc_line_int(doc, a, SINV_PRODUCT_LINE_COMPONENT) ==
               sinv_doc_line_int(doc, b, SINV_PRODUCT_LINE_COMPONENT) &&
           sinv_doc_line_int(doc, a, SINV_PRODUCT_LINE_IS_FIXED) ==
               sinv_doc_line_int(doc, b, SINV_PRODUCT_LINE_IS_FIXED);
}

static bool is_named(const sinv_doc *doc, uint32_t index)
{
    const sinv_draft_line *draft = doc->lines[index].draft;

    return draft && (draft->row->changed >> SINV_PRODUCT_LINE_COMPONENT & 1);
}

salesinv_status sinv_bundle_check_line(sinv_txn *txn, const sinv_doc *doc,
                                       uint32_t index)
{
    const sinv_row *row = doc->lines[index].row;
    salesinv_id id = sinv_row_int(row, SINV_PRODUCT_LINE_COMPONENT);
    sinv_product component;
    salesinv_status rc;

    if (!sinv_row_is_null(row, SINV_PRODUCT_LINE_NUMERATOR) ||
        !sinv_row_is_null(row, SINV_PRODUCT_LINE_DENOMINATOR))
        return sinv_err_set(txn->err, SALESINV_E_ARG,
                            sinv_doc_field(txn, (int32_t)index, "numerator"),
                            "a fraction is of a unit: the line is a component");
    for (uint32_t i = 0; i < index; i++)
        if (!doc->lines[i].is_removed && is_same(doc, i, index))
            return sinv_err_set(txn->err, SALESINV_E_EXISTS,
                                sinv_doc_field(txn, (int32_t)index, "product"),
                                "component %lld is named twice", (long long)id);
    rc = sinv_product_for_line(txn, (int32_t)index, id, is_named(doc, index),
                               &component);
    if (rc != SALESINV_OK)
        return rc;
    return sinv_product_check_qty(txn, &component,
                                  sinv_doc_field(txn, (int32_t)index, "qty"),
                                  sinv_row_int(row, SINV_PRODUCT_LINE_QTY));
}

/* Everything inside of `component`, itself included; true if `kit` is among it. */
static salesinv_status contains(sinv_txn *txn, salesinv_id component, salesinv_id kit,
                                bool *out)
{
    sinv_id_list inside = {NULL, 0, 0}; /* still to be looked into, and looked into */
    salesinv_status rc = sinv_id_list_add_once(txn, &inside, component);

    *out = component == kit;
    for (uint32_t i = 0; i < inside.count && !*out && rc == SALESINV_OK; i++) {
        sinv_components components = {NULL, 0, 0};

        rc = sinv_bundle_list(txn, inside.ids[i], &components);
        for (uint32_t k = 0; k < components.count && rc == SALESINV_OK; k++) {
            *out = *out || components.items[k].product == kit;
            rc = sinv_id_list_add_once(txn, &inside, components.items[k].product);
        }
    }
    return rc;
}

static salesinv_status refuse_cycle(sinv_txn *txn, const sinv_doc *doc, uint32_t index)
{
    salesinv_id component = sinv_doc_line_int(doc, index, SINV_PRODUCT_LINE_COMPONENT);
    salesinv_status rc = sinv_err_set(
        txn->err, SALESINV_E_ARG, sinv_doc_field(txn, (int32_t)index, "product"),
        "a kit cannot be inside itself: product %lld contains product %lld",
        (long long)component, (long long)sinv_doc_id(doc));

    sinv_err_add_int(txn->err, "component", component);
    sinv_err_add_int(txn->err, "kit", sinv_doc_id(doc));
    return rc;
}

salesinv_status sinv_bundle_check_cycle(sinv_txn *txn, const sinv_doc *doc)
{
    salesinv_status rc = SALESINV_OK;

    if (doc->is_new) /* nothing can name it yet */
        return SALESINV_OK;
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++) {
        bool is_inside;

        if (doc->lines[i].is_removed || !is_named(doc, i))
            continue;
        rc = contains(txn, sinv_doc_line_int(doc, i, SINV_PRODUCT_LINE_COMPONENT),
                      sinv_doc_id(doc), &is_inside);
        if (rc == SALESINV_OK && is_inside)
            rc = refuse_cycle(txn, doc, i);
    }
    return rc;
}
