/* SPDX-License-Identifier: Apache-2.0 */
/* Quantities of document lines: from any unit of the product to its base unit, exactly or not at all. */
#include "base/checked.h"
#include "catalog/product.h"

typedef struct fraction {
    int64_t numerator;
    int64_t denominator;
} fraction;

/* What one of `unit` is in base units of the product. */
static salesinv_status find_fraction(sinv_txn *txn, const sinv_product *product,
                                     const char *field, salesinv_id unit, fraction *out)
{
    sinv_range range = {.prefix = 2};
    sinv_row *key;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    *out = (fraction){1, 1};
    if (unit == 0 || unit == product->unit)
        return SALESINV_OK;
    if ((rc = sinv_txn_row(txn, SINV_T_PRODUCT_LINE, &key)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_PRODUCT_LINE, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(key, SINV_LINE_DOCUMENT, product->id);
    range.from = key;
    if ((rc = sinv_scan_start(txn, SINV_T_PRODUCT_LINE, &range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if (sinv_row_int(row, SINV_PRODUCT_LINE_UNIT) == unit)
            break;
    sinv_scan_close(&scan);
    if (rc == SALESINV_OK)
        return sinv_err_set(txn->err, SALESINV_E_ARG, field,
                            "product %lld has no unit %lld", (long long)product->id,
                            (long long)unit);
    if (rc != SALESINV_ROW)
        return rc;
    out->numerator = sinv_row_int(row, SINV_PRODUCT_LINE_NUMERATOR);
    out->denominator = sinv_row_int(row, SINV_PRODUCT_LINE_DENOMINATOR);
    return SALESINV_OK;
}

/* unit_qty x numerator / denominator: a whole number of millionths that fits, else refused. */
static salesinv_status convert(sinv_txn *txn, const char *field, int64_t unit_qty,
                               fraction of, int64_t *out)
{
    int64_t rounded;
    salesinv_status rc;

    if (sinv_muldiv_exact_i64(unit_qty, of.numerator, of.denominator, out))
        return SALESINV_OK;
    if (!sinv_muldiv_i64(unit_qty, of.numerator, of.denominator, &rounded))
        return sinv_err_set(txn->err, SALESINV_E_OVERFLOW, field,
                            "%lld millionths x %lld / %lld do not fit",
                            (long long)unit_qty, (long long)of.numerator,
                            (long long)of.denominator);
    rc = sinv_err_set(
        txn->err, SALESINV_E_ARG, field,
        "%lld millionths x %lld / %lld is not a whole number of millionths",
        (long long)unit_qty, (long long)of.numerator, (long long)of.denominator);
    sinv_err_add_qty(txn->err, "unit_qty", unit_qty);
    sinv_err_add_int(txn->err, "numerator", of.numerator);
    sinv_err_add_int(txn->err, "denominator", of.denominator);
    return rc;
}

/* From unit and unit_qty of the line to its qty. */
static salesinv_status from_unit(sinv_txn *txn, const sinv_product *product,
                                 sinv_row *row, int32_t index, bool gave_qty,
                                 sinv_qty_columns columns)
{
    int64_t unit_qty = sinv_row_int(row, columns.unit_qty);
    fraction of;
    int64_t qty;
    salesinv_status rc;

    rc = find_fraction(txn, product, sinv_doc_field(txn, index, "unit"),
                       sinv_row_int(row, columns.unit), &of);
    if (rc == SALESINV_OK)
        rc = convert(txn, sinv_doc_field(txn, index, "unit_qty"), unit_qty, of, &qty);
    if (rc != SALESINV_OK)
        return rc;
    if (gave_qty && qty != sinv_row_int(row, columns.qty))
        return sinv_err_set(txn->err, SALESINV_E_ARG, sinv_doc_field(txn, index, "qty"),
                            "qty is %s, but unit_qty makes %s: give one of them",
                            sinv_txn_qty(txn, sinv_row_int(row, columns.qty)),
                            sinv_txn_qty(txn, qty));
    sinv_row_set_int(row, columns.qty, qty);
    return SALESINV_OK;
}

/* Is the line new, or of another product than it was stored with? */
static bool is_other_product(const sinv_doc *doc, uint32_t index, int32_t column)
{
    return doc->lines[index].is_new || !doc->before ||
           index >= doc->before->line_count ||
           sinv_doc_line_int(doc->before, index, column) !=
               sinv_doc_line_int(doc, index, column);
}

salesinv_status sinv_line_quantity(sinv_txn *txn, const sinv_product *product,
                                   const sinv_doc *doc, uint32_t index,
                                   sinv_qty_columns columns)
{
    const sinv_doc_line *line = &doc->lines[index];
    uint64_t gave = line->draft ? line->draft->row->changed : 0;
    bool gave_qty = (gave >> columns.qty & 1) != 0;
    salesinv_status rc = SALESINV_OK;

    if (columns.unit >= 0) {
        bool gave_unit =
            (gave >> columns.unit & 1) != 0 || (gave >> columns.unit_qty & 1) != 0;
        if (gave_qty && !gave_unit) {
            sinv_row_set_int(line->row, columns.unit, 0);
            sinv_row_set_null(line->row, columns.unit_qty);
        }
        if (!gave_unit && !gave_qty && !is_other_product(doc, index, columns.product))
            rc = SALESINV_OK;
        else if (!sinv_row_is_null(line->row, columns.unit_qty))
            rc = from_unit(txn, product, line->row, (int32_t)index, gave_qty, columns);
        else if (sinv_row_int(line->row, columns.unit) != 0)
            rc = sinv_err_set(txn->err, SALESINV_E_ARG,
                              sinv_doc_field(txn, (int32_t)index, "unit_qty"),
                              "a unit needs unit_qty, the quantity in it");
    }
    if (rc != SALESINV_OK)
        return rc;
    return sinv_product_check_qty(txn, product,
                                  sinv_doc_field(txn, (int32_t)index, "qty"),
                                  sinv_row_int(line->row, columns.qty));
}
