/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: the functions of outbound orders. */
#include "salesinv/outbound.h"

#include "document/kind_api.h"

SINV_DEFINE_READ(outbound, SALESINV_KIND_OUTBOUND)
SINV_DEFINE_FIND(outbound, SALESINV_KIND_OUTBOUND)
SINV_DEFINE_WRITE(outbound, SALESINV_KIND_OUTBOUND)
SINV_DEFINE_APPROVAL(outbound, SALESINV_KIND_OUTBOUND)
