/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: the functions of warehouses. */
#include "salesinv/warehouse.h"

#include "document/kind_api.h"

SINV_DEFINE_READ(warehouse, SALESINV_KIND_WAREHOUSE)
SINV_DEFINE_FIND(warehouse, SALESINV_KIND_WAREHOUSE)
SINV_DEFINE_WRITE(warehouse, SALESINV_KIND_WAREHOUSE)
SINV_DEFINE_STEP(warehouse, SALESINV_KIND_WAREHOUSE, activate, SINV_VERB_ACTIVATE)
SINV_DEFINE_STEP(warehouse, SALESINV_KIND_WAREHOUSE, deactivate, SINV_VERB_DEACTIVATE)
