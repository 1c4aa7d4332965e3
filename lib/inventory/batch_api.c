/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: the functions of batches. */
#include "salesinv/batch.h"

#include "document/kind_api.h"

SINV_DEFINE_READ(batch, SALESINV_KIND_BATCH)
SINV_DEFINE_FIND(batch, SALESINV_KIND_BATCH)
SINV_DEFINE_WRITE(batch, SALESINV_KIND_BATCH)
SINV_DEFINE_STEP(batch, SALESINV_KIND_BATCH, activate, SINV_VERB_ACTIVATE)
SINV_DEFINE_STEP(batch, SALESINV_KIND_BATCH, deactivate, SINV_VERB_DEACTIVATE)
