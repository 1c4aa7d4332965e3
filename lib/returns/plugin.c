/* SPDX-License-Identifier: Apache-2.0 */
/* The plugins of the modes of returns. */
#include "returns/plugin.h"

#include "core/settings.h"
#include "salesinv/return.h"

int32_t sinv_return_plugin_of(int64_t mode)
{
    switch (mode) {
    case SALESINV_RETURN_SHIPMENT:
        return SINV_SET_PLUGIN_SHIPMENT_RETURN;
    case SALESINV_RETURN_FREE:
        return SINV_SET_PLUGIN_FREE_RETURN;
    case SALESINV_RETURN_EXCHANGE:
        return SINV_SET_PLUGIN_EXCHANGE;
    default:
        return -1;
    }
}
