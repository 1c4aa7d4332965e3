/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: the functions of inbound orders. */
#include "salesinv/inbound.h"

#include "document/kind_api.h"

SINV_DEFINE_READ(inbound, SALESINV_KIND_INBOUND)
SINV_DEFINE_FIND(inbound, SALESINV_KIND_INBOUND)
SINV_DEFINE_WRITE(inbound, SALESINV_KIND_INBOUND)
SINV_DEFINE_APPROVAL(inbound, SALESINV_KIND_INBOUND)
