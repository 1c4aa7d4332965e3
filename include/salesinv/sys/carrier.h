/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_SYS_CARRIER_H
#define SALESINV_SYS_CARRIER_H

#include "salesinv/types.h"

SALESINV_BEGIN_DECLS

/*
 * The port to carriers and to services that ask many carriers. A provider fetches what they say
 * about one parcel and hands it over as it came; the library knows what the formats mean. Reports that come
 * by themselves go to salesinv_tracking_put (salesinv/tracking.h). A host with a carrier that speaks none of the formats writes
 * what it knows in one of them; the least in that of AfterShip is
 *
 *     {"tracking_number": "RR123456785CN", "checkpoints": [{"checkpoint_time": "2026-11-25T10:00:00Z", "tag": "Delivered"}]}
 *
 * with "message", "city" and others where they are known, and "InTransit", "OutForDelivery", .. for the tag.
 */

/** What a payload looks like: one of SALESINV_PAYLOAD_*. Since 0.1. */
typedef int32_t salesinv_payload_format;
enum {
    /** AfterShip: a webhook's body, the answer to GET /trackings/..., or a tracking alone. */
    SALESINV_PAYLOAD_AFTERSHIP = 1,
    /** 17TRACK, version 2: a webhook's body, the answer to gettrackinfo, or one of its entries. */
    SALESINV_PAYLOAD_17TRACK = 2,
    /** EasyPost: an event's body, or a Tracker. */
    SALESINV_PAYLOAD_EASYPOST = 3,
    /** Kuaidi100: the body of a push (its `param`), or the answer to a query. */
    SALESINV_PAYLOAD_KUAIDI100 = 4
};

enum {
    SALESINV_PAYLOAD_SIZE_MAX = 1048576, /**< Most bytes of a payload. */
    SALESINV_CARRIER_CODE_MAX = 128,     /**< Most bytes of a carrier's code. */
    SALESINV_TRACKING_NUMBER_MAX = 128   /**< Most bytes of a tracking number. */
};

/** Takes what a carrier answered; valid during the query that it was given to. Since 0.1. */
typedef struct salesinv_payload salesinv_payload;

/**
 * Methods of one carrier, or of a service that asks many. They run on the calling thread, inside a call of the library, never
 * inside a storage transaction, and must not call the library but for the salesinv_payload_* functions.
 * Members are only ever appended. Since 0.1.
 */
typedef struct salesinv_carrier_vtable {
    uint32_t struct_size; /**< Bytes of this struct as the provider compiled it. */
    uint32_t reserved;    /**< Must be 0. */
    const char *name;     /**< For error reports, e.g. "aftership" (copied). */

    /**
     * Required. Ask for the whole history of one parcel and put it into `payload`.
     *
     * `carrier` is the code that the shipment has, as the host writes it, "" if none; both texts are valid during
     * the call. May wait; may be repeated for the same parcel. SALESINV_OK after salesinv_payload_put;
     * else SALESINV_E_CONNECTOR_TIMEOUT, SALESINV_E_CONNECTOR_REFUSED (the number is unknown, the access denied),
     * SALESINV_E_CALLBACK, SALESINV_E_NOMEM or SALESINV_E_INTERRUPTED; any other is taken for CONNECTOR_REFUSED. A failed
     * query costs nothing.
     */
    salesinv_status (*query)(void *self, const char *carrier,
                             const char *tracking_number, salesinv_payload *payload);
    /* ---- the members above are version 0.1 ---- */
} salesinv_carrier_vtable;

/** Hand over what came (copied), at most SALESINV_PAYLOAD_SIZE_MAX bytes; a second call replaces the first. ARG, NOMEM or OVERFLOW. Since 0.1. */
SALESINV_API salesinv_status salesinv_payload_put(salesinv_payload *payload,
                                                  salesinv_payload_format format,
                                                  const char *bytes, size_t size);

/** Say more about a failure: the carrier's own code and one line of text (copied, cut at 255 bytes). Since 0.1. */
SALESINV_API void salesinv_payload_fail(salesinv_payload *payload, int64_t vendor_code,
                                        const char *text);

SALESINV_END_DECLS

#endif
