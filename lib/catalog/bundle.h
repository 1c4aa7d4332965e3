/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CATALOG_BUNDLE_H
#define SINV_CATALOG_BUNDLE_H

/* Kits as product structure: which products, and how much of each, go into one. */
#include "catalog/product.h"

typedef struct sinv_component {
    salesinv_id product;
    int64_t qty;   /* per kit, or per order line */
    bool is_fixed; /* per order line, however many kits it orders */
} sinv_component;

typedef struct sinv_components {
    sinv_component *items;
    uint32_t count;
    uint32_t capacity;
} sinv_components;

/** Append the components of a product, in line order: none for what is no bundle. */
salesinv_status sinv_bundle_list(sinv_txn *txn, salesinv_id product,
                                 sinv_components *out);

/**
 * Check a component line of a product: its quantity by the component's scale; if the draft names the component, PRODUCT_INACTIVE;
 * EXISTS when it is named twice; ARG for fields of units.
 */
salesinv_status sinv_bundle_check_line(sinv_txn *txn, const sinv_doc *doc,
                                       uint32_t index);

/** ARG when the product is inside one of its components. */
salesinv_status sinv_bundle_check_cycle(sinv_txn *txn, const sinv_doc *doc);

#endif
