/* SPDX-License-Identifier: Apache-2.0 */
/* Exported functions of frozen adjustments. */
#include "document/kind_api.h"
#include "salesinv/adjustment.h"

SINV_DEFINE_READ(adjustment, SALESINV_KIND_ADJUSTMENT)
SINV_DEFINE_FIND(adjustment, SALESINV_KIND_ADJUSTMENT)
SINV_DEFINE_WRITE(adjustment, SALESINV_KIND_ADJUSTMENT)
SINV_DEFINE_STEP(adjustment, SALESINV_KIND_ADJUSTMENT, submit, SINV_VERB_SUBMIT)
SINV_DEFINE_REASONED(adjustment, SALESINV_KIND_ADJUSTMENT, void, SINV_VERB_VOID)
