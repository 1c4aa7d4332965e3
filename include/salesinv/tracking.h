/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_TRACKING_H
#define SALESINV_TRACKING_H

#include "salesinv/session.h"
#include "salesinv/sys/carrier.h"

SALESINV_BEGIN_DECLS

/** Where a parcel is, whatever its carrier calls it: one of SALESINV_PARCEL_*. Since 0.1. */
typedef int32_t salesinv_parcel_state;
enum {
    SALESINV_PARCEL_UNKNOWN = -1, /**< Nothing was reported yet. */
    SALESINV_PARCEL_IN_TRANSIT = 0,
    SALESINV_PARCEL_COLLECTED = 1,
    SALESINV_PARCEL_PROBLEM = 2,
    SALESINV_PARCEL_SIGNED = 3,        /**< Delivered. Final. */
    SALESINV_PARCEL_RETURN_SIGNED = 4, /**< Back at its sender. Final. */
    SALESINV_PARCEL_OUT_FOR_DELIVERY =
        5, /**< With the courier, or at a place where it can be picked up. */
    SALESINV_PARCEL_RETURNING = 6,
    SALESINV_PARCEL_FORWARDED = 7, /**< To another carrier or address. */
    SALESINV_PARCEL_AWAITING_CUSTOMS = 10,
    SALESINV_PARCEL_IN_CUSTOMS = 11,
    SALESINV_PARCEL_CLEARED = 12,
    SALESINV_PARCEL_CUSTOMS_PROBLEM = 13,
    SALESINV_PARCEL_REFUSED = 14 /**< By who should get it. Final. */
};

/** Name of a state, e.g. "out_for_delivery" (borrowed, static); "" for unknown values. Since 0.1. */
SALESINV_API const char *salesinv_parcel_state_name(salesinv_parcel_state state);

/** A carrier of the host, ready to be asked. Since 0.1. */
typedef struct salesinv_carrier salesinv_carrier;

/**
 * Make a provider's methods known. It may be asked through every session of the engine.
 *
 * @param session      The session (borrowed).
 * @param vtable       The provider's methods (copied).
 * @param self         Passed to every method (borrowed until destroy).
 * @param destroy      Called with `self` exactly once: when the carrier is closed, or at once if this call fails; may be NULL.
 * @param out_carrier  Receives the carrier, NULL on failure (owned: release with salesinv_carrier_close).
 * @return SALESINV_OK, SALESINV_E_ARG naming a missing method in the error's field, SALESINV_E_NOMEM, or a SALESINV_E_ABI_* code.
 *
 * Thread: the engine's. May call: destroy. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_carrier_open(
    salesinv_session *session, const salesinv_carrier_vtable *vtable, void *self,
    void (*destroy)(void *self), salesinv_carrier **out_carrier);

/** Release a carrier, not from inside its query. NULL is a no-op; legal after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_carrier_close(salesinv_carrier *carrier);

SALESINV_END_DECLS

#endif
