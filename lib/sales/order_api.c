/* SPDX-License-Identifier: Apache-2.0 */
/* Exported functions of sales orders. */
#include "document/kind_api.h"
#include "salesinv/order.h"

SINV_DEFINE_READ(order, SALESINV_KIND_ORDER)
SINV_DEFINE_FIND(order, SALESINV_KIND_ORDER)
SINV_DEFINE_WRITE(order, SALESINV_KIND_ORDER)
SINV_DEFINE_APPROVAL(order, SALESINV_KIND_ORDER)
SINV_DEFINE_REASONED(order, SALESINV_KIND_ORDER, close_remainder, SINV_VERB_CLOSE)
SINV_DEFINE_STEP(order, SALESINV_KIND_ORDER, reopen, SINV_VERB_REOPEN)
