/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Products. What their stock is counted in (tracking, scale, base unit) stays as it is while
 * there is stock or an open document; everything else may change at any time.
 */
#include "catalog/product.h"

#include "base/decimal.h"
#include "catalog/bundle.h"
#include "catalog/catalog.h"
#include "catalog/fields.h"
#include "core/settings.h"

/* Fractions are bounded so that a conversion can overflow only by its quantity. */
#define FRACTION_MOST INT64_C(1000000000000)

static const sinv_field fields[] = {
    SINV_HEAD_FIELDS,
    SINV_ROW_TEXT(CODE, SINV_PRODUCT_CODE, SINV_MAY_TEXT, 64, "code"),
    SINV_ROW_TEXT(NAME, SINV_PRODUCT_NAME, SINV_MUST_TEXT, 200, "name"),
    SINV_ROW_ID(CATEGORY, SINV_PRODUCT_CATEGORY, SINV_MAY, SALESINV_KIND_CATEGORY,
                "category"),
    SINV_ROW_ID(UNIT, SINV_PRODUCT_UNIT, SINV_MAY, SALESINV_KIND_UNIT, "unit"),
    SINV_ROW_NUMBER(PRICE, MONEY, SINV_PRODUCT_PRICE, SINV_MAY, 0, INT64_MAX, "price"),
    SINV_ROW_TEXT(BARCODE, SINV_PRODUCT_BARCODE, SINV_MAY_TEXT, 64, "barcode"),
    SINV_ROW_NUMBER(TRACKING, INT, SINV_PRODUCT_TRACKING, SINV_MAY,
                    SALESINV_TRACKING_NONE, SALESINV_TRACKING_SERIAL, "tracking"),
    SINV_ROW_NUMBER(SCALE, INT, SINV_PRODUCT_SCALE, SINV_MAY, 0, SINV_QTY_SCALE,
                    "scale"),
    SINV_ROW_NUMBER(KIT_KIND, INT, SINV_PRODUCT_KIT_KIND, SINV_MAY, SALESINV_KIT_NONE,
                    SALESINV_KIT_PTO, "kit_kind"),
    SINV_ROW_NUMBER(SAFETY_STOCK, QTY, SINV_PRODUCT_SAFETY_STOCK, SINV_MAY, 0,
                    INT64_MAX, "safety_stock"),
};

static const sinv_field line_fields[] = {
    SINV_LINE_FIELDS,
    SINV_ROW_ID(UNIT, SINV_PRODUCT_LINE_UNIT, SINV_MAY, SALESINV_KIND_UNIT, "unit"),
    SINV_ROW_NUMBER(NUMERATOR, INT, SINV_PRODUCT_LINE_NUMERATOR, SINV_MAY, 1,
                    FRACTION_MOST, "numerator"),
    SINV_ROW_NUMBER(DENOMINATOR, INT, SINV_PRODUCT_LINE_DENOMINATOR, SINV_MAY, 1,
                    FRACTION_MOST, "denominator"),
    SINV_ROW_ID(PRODUCT, SINV_PRODUCT_LINE_COMPONENT, SINV_MAY, SALESINV_KIND_PRODUCT,
                "product"),
    SINV_ROW_NUMBER(QTY, QTY, SINV_PRODUCT_LINE_QTY, SINV_MAY, 1, INT64_MAX, "qty"),
    SINV_ROW_NUMBER(IS_FIXED, INT, SINV_PRODUCT_LINE_IS_FIXED, SINV_MAY, 0, 1,
                    "is_fixed"),
};

/* Millionths of the smallest quantity with `scale` decimals. */
static int64_t step_of(int64_t scale)
{
    int64_t step = 1;

    for (int64_t i = scale; i < SINV_QTY_SCALE; i++)
        step *= 10;
    return step;
}

static salesinv_status refuse_scale(sinv_txn *txn, const char *field, int64_t qty,
                                    int64_t scale)
{
    char text[SINV_DECIMAL_TEXT_MAX];
    salesinv_status rc;

    (void)sinv_decimal_format(qty, SINV_QTY_SCALE, text);
    rc = sinv_err_set(txn->err, SALESINV_E_ARG, field,
                      "%s has more decimals than the product's %lld", text,
                      (long long)scale);
    sinv_err_add_qty(txn->err, "qty", qty);
    sinv_err_add_int(txn->err, "scale", scale);
    return rc;
}

static salesinv_status check_tracking(sinv_txn *txn, const sinv_doc *doc)
{
    int64_t tracking = sinv_doc_int(doc, SINV_PRODUCT_TRACKING);
    int64_t before = doc->before ? sinv_doc_int(doc->before, SINV_PRODUCT_TRACKING) : 0;
    salesinv_status rc = SALESINV_OK;

    if (tracking != SALESINV_TRACKING_NONE && tracking != before)
        rc = sinv_setting_require(txn, SINV_SET_PLUGIN_BATCH_SERIAL, "tracking");
    if (rc != SALESINV_OK)
        return rc;
    if (tracking == SALESINV_TRACKING_SERIAL &&
        sinv_doc_int(doc, SINV_PRODUCT_SCALE) != 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG, "scale",
                            "serial-managed goods are counted in whole units: scale "
                            "%lld is not 0",
                            (long long)sinv_doc_int(doc, SINV_PRODUCT_SCALE));
    return sinv_product_check_fixed(txn, doc, SINV_PRODUCT_TRACKING, "tracking");
}

/* A unit may be named once, and the base unit not at all. */
static salesinv_status check_unit_line(sinv_txn *txn, sinv_doc *doc, uint32_t index)
{
    sinv_row *row = doc->lines[index].row;
    int64_t unit = sinv_row_int(row, SINV_PRODUCT_LINE_UNIT);
    const char *field = sinv_doc_field(txn, (int32_t)index, "unit");

    if (sinv_row_is_null(row, SINV_PRODUCT_LINE_NUMERATOR))
        sinv_row_set_int(row, SINV_PRODUCT_LINE_NUMERATOR, 1);
    if (sinv_row_is_null(row, SINV_PRODUCT_LINE_DENOMINATOR))
        sinv_row_set_int(row, SINV_PRODUCT_LINE_DENOMINATOR, 1);
    if (sinv_row_int(row, SINV_PRODUCT_LINE_QTY) != 0 ||
        sinv_row_int(row, SINV_PRODUCT_LINE_IS_FIXED) != 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG,
                            sinv_doc_field(txn, (int32_t)index, "qty"),
                            "qty and is_fixed are of components: the line is a unit");
    if (unit == sinv_doc_int(doc, SINV_PRODUCT_UNIT))
        return sinv_err_set(txn->err, SALESINV_E_ARG, field,
                            "unit %lld is the product's base unit", (long long)unit);
    for (uint32_t i = 0; i < index; i++)
        if (!doc->lines[i].is_removed &&
            sinv_doc_line_int(doc, i, SINV_PRODUCT_LINE_UNIT) == unit)
            return sinv_err_set(txn->err, SALESINV_E_EXISTS, field,
                                "unit %lld is named twice", (long long)unit);
    if (!doc->lines[index].draft ||
        !(doc->lines[index].draft->row->changed >> SINV_PRODUCT_LINE_UNIT & 1))
        return SALESINV_OK;
    return sinv_master_require(txn, field, SALESINV_KIND_UNIT, unit);
}

/* A line is another unit or a component. */
static salesinv_status check_line(sinv_txn *txn, sinv_doc *doc, uint32_t index)
{
    bool is_unit = sinv_doc_line_int(doc, index, SINV_PRODUCT_LINE_UNIT) != 0;
    bool is_component = sinv_doc_line_int(doc, index, SINV_PRODUCT_LINE_COMPONENT) != 0;

    if (is_unit == is_component)
        return sinv_err_set(txn->err, SALESINV_E_ARG,
                            sinv_doc_field(txn, (int32_t)index, "unit"),
                            "a line names a unit or a component product: one of them");
    return is_unit ? check_unit_line(txn, doc, index)
                   : sinv_bundle_check_line(txn, doc, index);
}

/* What orders made of a kit stays theirs, but whoever reads them may rely on the kind. */
static salesinv_status check_kit_kind(sinv_txn *txn, const sinv_doc *doc)
{
    if (!doc->before || sinv_doc_int(doc->before, SINV_PRODUCT_KIT_KIND) ==
                            sinv_doc_int(doc, SINV_PRODUCT_KIT_KIND))
        return SALESINV_OK;
    return sinv_in_use(txn, SALESINV_KIND_PRODUCT, sinv_doc_id(doc));
}

static salesinv_status check_safety_stock(sinv_txn *txn, const sinv_doc *doc)
{
    int64_t qty = sinv_doc_int(doc, SINV_PRODUCT_SAFETY_STOCK);
    int64_t scale = sinv_doc_int(doc, SINV_PRODUCT_SCALE);

    return qty % step_of(scale) == 0 ? SALESINV_OK
                                     : refuse_scale(txn, "safety_stock", qty, scale);
}

static salesinv_status check_references(sinv_txn *txn, const sinv_doc *doc)
{
    salesinv_status rc = SALESINV_OK;

    if (sinv_doc_gave(doc, SINV_PRODUCT_CATEGORY))
        rc = sinv_master_require(txn, "category", SALESINV_KIND_CATEGORY,
                                 sinv_doc_int(doc, SINV_PRODUCT_CATEGORY));
    if (rc == SALESINV_OK && sinv_doc_gave(doc, SINV_PRODUCT_UNIT))
        rc = sinv_master_require(txn, "unit", SALESINV_KIND_UNIT,
                                 sinv_doc_int(doc, SINV_PRODUCT_UNIT));
    return rc;
}

static salesinv_status prepare(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc;

    if ((rc = check_references(txn, doc)) != SALESINV_OK ||
        (rc = check_tracking(txn, doc)) != SALESINV_OK ||
        (rc = check_safety_stock(txn, doc)) != SALESINV_OK ||
        (rc = sinv_product_check_fixed(txn, doc, SINV_PRODUCT_SCALE, "scale")) !=
            SALESINV_OK ||
        (rc = sinv_product_check_fixed(txn, doc, SINV_PRODUCT_UNIT, "unit")) !=
            SALESINV_OK ||
        (rc = check_kit_kind(txn, doc)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        if (!doc->lines[i].is_removed)
            rc = check_line(txn, doc, i);
    return rc == SALESINV_OK ? sinv_bundle_check_cycle(txn, doc) : rc;
}

static salesinv_status require_line(sinv_txn *txn, const sinv_doc *doc, uint32_t index)
{
    salesinv_id component = sinv_doc_line_int(doc, index, SINV_PRODUCT_LINE_COMPONENT);
    sinv_product product;

    if (component != 0)
        return sinv_product_for_line(txn, (int32_t)index, component, true, &product);
    return sinv_master_require(txn, sinv_doc_field(txn, (int32_t)index, "unit"),
                               SALESINV_KIND_UNIT,
                               sinv_doc_line_int(doc, index, SINV_PRODUCT_LINE_UNIT));
}

/* An active product hangs on an active category, active units and components. */
static salesinv_status check_activate(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc = sinv_master_require(txn, "category", SALESINV_KIND_CATEGORY,
                                             sinv_doc_int(doc, SINV_PRODUCT_CATEGORY));

    if (rc == SALESINV_OK)
        rc = sinv_master_require(txn, "unit", SALESINV_KIND_UNIT,
                                 sinv_doc_int(doc, SINV_PRODUCT_UNIT));
    for (uint32_t i = 0; i < doc->line_count && rc == SALESINV_OK; i++)
        rc = require_line(txn, doc, i);
    return rc;
}

/* Deactivating asks nothing: what is frozen stays frozen and open orders still ship. */
static const sinv_transition steps[] = {SINV_MASTER_STEPS(NULL, check_activate)};

const sinv_kind sinv_product_kind = {
    .kind = SALESINV_KIND_PRODUCT,
    .name = "product",
    .prefix = "PR",
    .flags = SINV_KIND_MASTER | SINV_KIND_UPSERT,
    .object = SINV_OBJECT_CATALOG,
    .table = SINV_T_PRODUCT,
    .line_table = SINV_T_PRODUCT_LINE,
    .approval_setting = -1,
    .account_column = -1,
    .name_column = SINV_PRODUCT_NAME,
    .code_column = SINV_PRODUCT_CODE,
    .editable = SINV_IN_MASTER,
    .open = SINV_IN_USE,
    .editions = SINV_EDITIONS_ANY,
    .fields = fields,
    .line_fields = line_fields,
    .field_count = SINV_COUNT_OF(fields),
    .line_field_count = SINV_COUNT_OF(line_fields),
    .transitions = steps,
    .transition_count = SINV_COUNT_OF(steps),
    .prepare = prepare,
};

salesinv_status sinv_product_for_line(sinv_txn *txn, int32_t index, salesinv_id id,
                                      bool need_active, sinv_product *out)
{
    const char *field = sinv_doc_field(txn, index, "product");
    salesinv_status rc = sinv_doc_ref(txn, field, SALESINV_KIND_PRODUCT, id, &out->row);

    if (rc != SALESINV_OK)
        return rc;
    out->id = id;
    out->tracking = sinv_row_int(out->row, SINV_PRODUCT_TRACKING);
    out->scale = sinv_row_int(out->row, SINV_PRODUCT_SCALE);
    out->unit = sinv_row_int(out->row, SINV_PRODUCT_UNIT);
    if (!need_active ||
        sinv_row_int(out->row, SINV_HEAD_STATUS) == SALESINV_STATUS_ACTIVE)
        return SALESINV_OK;
    rc = sinv_err_set(txn->err, SALESINV_E_PRODUCT_INACTIVE, field,
                      "product %lld is inactive", (long long)id);
    sinv_err_add_int(txn->err, "product", id);
    return rc;
}

salesinv_status sinv_product_check_qty(sinv_txn *txn, const sinv_product *product,
                                       const char *field, salesinv_qty qty)
{
    if (qty <= 0)
        return sinv_err_set(txn->err, SALESINV_E_ARG, field,
                            "a quantity of %s is not > 0", sinv_txn_qty(txn, qty));
    return qty % step_of(product->scale) == 0
               ? SALESINV_OK
               : refuse_scale(txn, field, qty, product->scale);
}
