/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: the functions of categories. */
#include "salesinv/category.h"

#include "document/kind_api.h"

SINV_DEFINE_READ(category, SALESINV_KIND_CATEGORY)
SINV_DEFINE_FIND(category, SALESINV_KIND_CATEGORY)
SINV_DEFINE_WRITE(category, SALESINV_KIND_CATEGORY)
SINV_DEFINE_STEP(category, SALESINV_KIND_CATEGORY, activate, SINV_VERB_ACTIVATE)
SINV_DEFINE_STEP(category, SALESINV_KIND_CATEGORY, deactivate, SINV_VERB_DEACTIVATE)
