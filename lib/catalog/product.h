/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CATALOG_PRODUCT_H
#define SINV_CATALOG_PRODUCT_H

/* What the documents that move goods ask of a product: may it be on a line, and how much is that? */
#include "document/doc.h"
#include "salesinv/product.h"

typedef struct sinv_product {
    sinv_row *row; /* of SINV_T_PRODUCT, kept for the call */
    salesinv_id id;
    int64_t tracking; /* SALESINV_TRACKING_* */
    int64_t scale;    /* decimals of its quantities, 0..6 */
    salesinv_id unit; /* base unit, 0: unnamed */
} sinv_product;

/** The product `id` of line `index` (-1: header); NOT_FOUND, and with need_active PRODUCT_INACTIVE, name its field. */
salesinv_status sinv_product_for_line(sinv_txn *txn, int32_t index, salesinv_id id,
                                      bool need_active, sinv_product *out);

/**
 * May tracking, scale or unit (a column of the product) change? IN_USE naming `field` while there is stock, an open document,
 * goods that may come back, or for tracking a known serial number.
 */
salesinv_status sinv_product_check_fixed(sinv_txn *txn, const sinv_doc *doc,
                                         int32_t column, const char *field);

/** Where the rows of a kind's lines have a quantity: in base units, and as it was given in another unit. */
typedef struct sinv_qty_columns {
    int16_t product;
    int16_t qty;
    int16_t unit; /* -1: lines take base units only, unit_qty likewise */
    int16_t unit_qty;
} sinv_qty_columns;

/**
 * Settle the quantity of line `index` in memory: from unit and unit_qty by the product's exact fraction, or as
 * given in base units (which clears the other two). A stored line on which neither changes keeps its quantity, also
 * when the unit was redefined since. ARG with the numbers for what is not > 0, for a unit that the product
 * has not, for a quantity that its scale cannot hold, or when both are given and differ; OVERFLOW.
 */
salesinv_status sinv_line_quantity(sinv_txn *txn, const sinv_product *product,
                                   const sinv_doc *doc, uint32_t index,
                                   sinv_qty_columns columns);

/** ARG with the numbers unless qty > 0 and the product's scale can hold it. `field` as in errors. */
salesinv_status sinv_product_check_qty(sinv_txn *txn, const sinv_product *product,
                                       const char *field, salesinv_qty qty);

#endif
