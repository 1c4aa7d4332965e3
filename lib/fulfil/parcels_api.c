/* SPDX-License-Identifier: Apache-2.0 */
/* Exported functions of parcels and what is known of them. */
#include "salesinv/tracking.h"

const char *salesinv_parcel_state_name(salesinv_parcel_state state)
{
    static const char *const names[] = {
        [SALESINV_PARCEL_IN_TRANSIT] = "in_transit",
        [SALESINV_PARCEL_COLLECTED] = "collected",
        [SALESINV_PARCEL_PROBLEM] = "problem",
        [SALESINV_PARCEL_SIGNED] = "signed",
        [SALESINV_PARCEL_RETURN_SIGNED] = "return_signed",
        [SALESINV_PARCEL_OUT_FOR_DELIVERY] = "out_for_delivery",
        [SALESINV_PARCEL_RETURNING] = "returning",
        [SALESINV_PARCEL_FORWARDED] = "forwarded",
        [SALESINV_PARCEL_AWAITING_CUSTOMS] = "awaiting_customs",
        [SALESINV_PARCEL_IN_CUSTOMS] = "in_customs",
        [SALESINV_PARCEL_CLEARED] = "cleared",
        [SALESINV_PARCEL_CUSTOMS_PROBLEM] = "customs_problem",
        [SALESINV_PARCEL_REFUSED] = "refused"};

    if (state == SALESINV_PARCEL_UNKNOWN)
        return "unknown";
    if (state < 0 || state > SALESINV_PARCEL_REFUSED || !names[state])
        return "";
    return names[state];
}
