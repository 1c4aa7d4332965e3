/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: the functions of products. */
#include "salesinv/product.h"

#include "document/kind_api.h"

SINV_DEFINE_READ(product, SALESINV_KIND_PRODUCT)
SINV_DEFINE_FIND(product, SALESINV_KIND_PRODUCT)
SINV_DEFINE_WRITE(product, SALESINV_KIND_PRODUCT)
SINV_DEFINE_STEP(product, SALESINV_KIND_PRODUCT, activate, SINV_VERB_ACTIVATE)
SINV_DEFINE_STEP(product, SALESINV_KIND_PRODUCT, deactivate, SINV_VERB_DEACTIVATE)
