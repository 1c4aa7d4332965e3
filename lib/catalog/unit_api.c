/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: the functions of units. */
#include "salesinv/unit.h"

#include "document/kind_api.h"

SINV_DEFINE_READ(unit, SALESINV_KIND_UNIT)
SINV_DEFINE_FIND(unit, SALESINV_KIND_UNIT)
SINV_DEFINE_WRITE(unit, SALESINV_KIND_UNIT)
SINV_DEFINE_STEP(unit, SALESINV_KIND_UNIT, activate, SINV_VERB_ACTIVATE)
SINV_DEFINE_STEP(unit, SALESINV_KIND_UNIT, deactivate, SINV_VERB_DEACTIVATE)
