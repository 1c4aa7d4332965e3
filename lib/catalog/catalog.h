/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CATALOG_CATALOG_H
#define SINV_CATALOG_CATALOG_H

/* The kinds of the catalog, for assembly's table: what is sold, and to whom. */
#include "document/kind.h"

extern const sinv_kind sinv_category_kind;
extern const sinv_kind sinv_unit_kind;
extern const sinv_kind sinv_product_kind;
extern const sinv_kind sinv_account_kind;

#endif
