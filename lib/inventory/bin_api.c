/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: the functions of bins. */
#include "salesinv/bin.h"

#include "document/kind_api.h"

SINV_DEFINE_READ(bin, SALESINV_KIND_BIN)
SINV_DEFINE_FIND(bin, SALESINV_KIND_BIN)
SINV_DEFINE_WRITE(bin, SALESINV_KIND_BIN)
SINV_DEFINE_STEP(bin, SALESINV_KIND_BIN, activate, SINV_VERB_ACTIVATE)
SINV_DEFINE_STEP(bin, SALESINV_KIND_BIN, deactivate, SINV_VERB_DEACTIVATE)
