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

/*
 * Parcels of shipments. The carrier and tracking number of a shipment are its parcel 1, wherever they are changed; it may have
 * more. Every parcel has a trace: what its carrier reported, by the carrier's time. Reports repeat the whole history: only
 * what is new is stored, and what comes late is put in its place. The state of a parcel is that of the latest entry; the
 * first entry with a final state ends this. A status that is not known is in transit, with the carrier's word for
 * it kept. Another carrier or number on a parcel starts afresh.
 *
 * With the setting receipt.on_delivery the receipt of a shipment that is out is confirmed when the last of its parcels is signed,
 * or, of a notice, when the last of its goods went out, in the same transaction, with the method SALESINV_RECEIPT_LOGISTICS.
 * Later reports change nothing of it, also when the receipt was taken back; what was signed before the shipment was
 * confirmed waits for a person or the timeout. Each new state is an event SALESINV_EVENT_TRACKED of the shipment.
 */

/** A carrier of the host, ready to be asked. Since 0.1. */
typedef struct salesinv_carrier salesinv_carrier;

/** The parcels of one shipment with their traces. Immutable snapshot, owned by the caller. Since 0.1. */
typedef struct salesinv_parcels salesinv_parcels;

/**
 * Add a parcel to a shipment that is not void. A shipment without a tracking number gets this one as its own.
 *
 * @param session           The session (borrowed); needs the right to change shipments.
 * @param shipment          The shipment, > 0.
 * @param expected_version  Version that was seen; 0: any.
 * @param carrier           Code of the carrier, as it is passed to it, 1..128 bytes (borrowed); NULL: none.
 * @param tracking_number   1..128 bytes without control characters (borrowed).
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_number        Receives the number of the parcel in its shipment, > 0, 0 on failure; may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  a value is not valid, see the error's field,
 *         SALESINV_E_FORBIDDEN        the right is missing; for an absent shipment too, where only own ones may be changed,
 *         SALESINV_E_NOT_FOUND        there is no such shipment,
 *         SALESINV_E_STALE            it has another version,
 *         SALESINV_E_INVALID_STATE    it is void,
 *         SALESINV_E_EXISTS           it has a parcel of this carrier and number,
 *         SALESINV_E_OVERFLOW         it has 100 parcels,
 *         SALESINV_E_REQUEST_REUSED, SALESINV_E_LICENSE_REQUIRED, SALESINV_E_EDITION_NOT_SUPPORTED,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_parcel_add(
    salesinv_session *session, salesinv_id shipment, int64_t expected_version,
    const char *carrier, const char *tracking_number, const char *request_key,
    int32_t *out_number);

/**
 * Remove a parcel and its trace. Parcel 1 takes the shipment's carrier and tracking number with it. Confirms no receipt, even if
 * all parcels that are left are signed.
 *
 * @param session           The session (borrowed); needs the right to change shipments.
 * @param shipment          The shipment, > 0.
 * @param expected_version  Version that was seen; 0: any.
 * @param number            Of the parcel in its shipment.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @return SALESINV_OK, else nothing changed and SALESINV_E_NOT_FOUND when there is no such shipment or parcel, or another code of
 *         salesinv_parcel_add.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_parcel_remove(salesinv_session *session,
                                                    salesinv_id shipment,
                                                    int64_t expected_version,
                                                    int32_t number,
                                                    const char *request_key);

/**
 * Read what is known of a shipment's parcels. Asks nobody: see salesinv_tracking_query.
 *
 * @param session      The session (borrowed) of somebody who may read shipments, or receipts: buyers read those of their account.
 * @param shipment     The shipment, > 0.
 * @param out_parcels  Receives them, by number, maybe none; NULL on failure (owned: release with salesinv_parcels_free).
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG        a value is out of range or missing,
 *         SALESINV_E_FORBIDDEN  the right is missing; for an absent shipment too, where only own ones may be read,
 *         SALESINV_E_NOT_FOUND  there is no such shipment,
 *         SALESINV_E_NOMEM or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_parcels_get(salesinv_session *session,
                                                  salesinv_id shipment,
                                                  salesinv_parcels **out_parcels);

/** How many parcels there are; 0 for NULL. Since 0.1. */
SALESINV_API int32_t salesinv_parcels_count(const salesinv_parcels *parcels);

/** Number of a parcel in its shipment, 1: the shipment's own; 0 for an index that is out of range. Since 0.1. */
SALESINV_API int32_t salesinv_parcels_number(const salesinv_parcels *parcels,
                                             int32_t index);

/** Code of its carrier (borrowed until `parcels` is freed); NULL if none. Since 0.1. */
SALESINV_API const char *salesinv_parcels_carrier(const salesinv_parcels *parcels,
                                                  int32_t index);

/** Its tracking number (borrowed until `parcels` is freed); NULL out of range. Since 0.1. */
SALESINV_API const char *salesinv_parcels_tracking_number(
    const salesinv_parcels *parcels, int32_t index);

/** Where it is; SALESINV_PARCEL_UNKNOWN before the first report. Since 0.1. */
SALESINV_API salesinv_parcel_state
salesinv_parcels_state(const salesinv_parcels *parcels, int32_t index);

/** A time of a parcel: one of SALESINV_PARCEL_TIME_*. Since 0.1. */
typedef int32_t salesinv_parcel_time;
enum {
    SALESINV_PARCEL_TIME_STATE =
        1, /**< Since when it has its state, by the carrier's clock. */
    SALESINV_PARCEL_TIME_ANSWER = 2 /**< When its carrier last reported or answered. */
};

/** A time of a parcel; SALESINV_TIME_NONE before the first report. Since 0.1. */
SALESINV_API salesinv_time salesinv_parcels_time(const salesinv_parcels *parcels,
                                                 int32_t index,
                                                 salesinv_parcel_time which);

/** How many entries its trace has. Since 0.1. */
SALESINV_API int32_t salesinv_parcels_trace_count(const salesinv_parcels *parcels,
                                                  int32_t index);

/** The carrier's time of an entry, oldest first; SALESINV_TIME_NONE out of range. Since 0.1. */
SALESINV_API salesinv_time salesinv_parcels_trace_at(const salesinv_parcels *parcels,
                                                     int32_t index, int32_t entry);

/** Where an entry says that the parcel is. Since 0.1. */
SALESINV_API salesinv_parcel_state salesinv_parcels_trace_state(
    const salesinv_parcels *parcels, int32_t index, int32_t entry);

/** What an entry says: one of SALESINV_TRACE_*. Since 0.1. */
typedef int32_t salesinv_trace_part;
enum {
    SALESINV_TRACE_TEXT = 1,  /**< In words. */
    SALESINV_TRACE_PLACE = 2, /**< Where. */
    SALESINV_TRACE_STATUS = 3 /**< The carrier's own word for the state. */
};

/** A text of an entry (borrowed until `parcels` is freed); NULL if it has none. Since 0.1. */
SALESINV_API const char *salesinv_parcels_trace_text(const salesinv_parcels *parcels,
                                                     int32_t index, int32_t entry,
                                                     salesinv_trace_part part);

/** Release a snapshot. NULL is a no-op; legal on any thread. Since 0.1. */
SALESINV_API void salesinv_parcels_free(salesinv_parcels *parcels);

/**
 * Take a report that came by itself, from a webhook of a carrier. It goes to every parcel with this number of shipments that are
 * not void. It costs nothing and needs no package; a repeated report adds nothing. The payload is read first: one that is not right
 * is refused whether there is such a parcel or not.
 *
 * @param session          The session (borrowed); needs the right to change shipments.
 * @param carrier          Code of the carrier, as shipments have it, 1..128 bytes (borrowed); NULL: any. A parcel without a carrier is of any.
 * @param tracking_number  Of the parcel, 1..128 bytes (borrowed); the payload must be about it.
 * @param format           One of SALESINV_PAYLOAD_*.
 * @param payload          What came, JSON (borrowed).
 * @param size             Its bytes, at most SALESINV_PAYLOAD_SIZE_MAX.
 * @param request_key      Makes a repeated call act once (borrowed); NULL: none.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  a value is not valid, see the error's field,
 *         SALESINV_E_FORBIDDEN            the right is missing,
 *         SALESINV_E_NOT_FOUND            no parcel has this number and carrier,
 *         SALESINV_E_INVALID_STATE        only void shipments have it,
 *         SALESINV_E_CONNECTOR_MALFORMED  the payload is not what its format says: the error's field is the path,
 *         SALESINV_E_CONNECTOR_REFUSED    the payload says that the carrier refused,
 *         SALESINV_E_OVERFLOW             the payload is too large, or a trace would have more than 5 000 entries,
 *         SALESINV_E_REQUEST_REUSED, SALESINV_E_LICENSE_REQUIRED, SALESINV_E_EDITION_NOT_SUPPORTED,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_tracking_put(salesinv_session *session,
                                                   const char *carrier,
                                                   const char *tracking_number,
                                                   salesinv_payload_format format,
                                                   const char *payload, size_t size,
                                                   const char *request_key);

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

/**
 * Ask the carrier for the parcels of a shipment that is shipped or received, and read what is then known. Parcels with a final
 * state are not asked for again, nor those with a report younger than the setting tracking.cache_minutes: for them the call
 * costs nothing. Each parcel asked for costs one unit of "logistics", and nothing if the query fails. The parcels are
 * asked for one after the other; at the first failure the call ends, and what was reported before is kept. In a dry
 * run nobody is asked.
 *
 * @param session      The session (borrowed) of somebody who may read shipments, or receipts; without an explicit transaction.
 * @param shipment     The shipment, > 0.
 * @param carrier      Whom to ask (borrowed).
 * @param request_key  Makes a repeated call ask nobody (borrowed); NULL: none.
 * @param out_parcels  Receives the parcels, NULL on failure (owned: release with salesinv_parcels_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG                  a value is out of range, carrier is none,
 *         SALESINV_E_FORBIDDEN            the right is missing; for an absent shipment too, where only own ones may be read,
 *         SALESINV_E_NOT_FOUND            there is no such shipment,
 *         SALESINV_E_INVALID_STATE        it is not on its way,
 *         SALESINV_E_LICENSE_REQUIRED     there is no logistics package, or it has expired,
 *         SALESINV_E_QUOTA_EXHAUSTED      no unit is left,
 *         SALESINV_E_CONNECTOR_TIMEOUT, SALESINV_E_CONNECTOR_REFUSED or SALESINV_E_CALLBACK  the query failed: the error's source is the carrier,
 *         SALESINV_E_CONNECTOR_MALFORMED  the answer is not what its format says: the error's field is the path,
 *         SALESINV_E_OVERFLOW             a trace would have more than 5 000 entries,
 *         SALESINV_E_INTERRUPTED          salesinv_engine_interrupt was called,
 *         SALESINV_E_BUSY                 an explicit transaction is open,
 *         SALESINV_E_REQUEST_REUSED, SALESINV_E_EDITION_NOT_SUPPORTED, SALESINV_E_NOMEM,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: carrier, storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_tracking_query(salesinv_session *session,
                                                     salesinv_id shipment,
                                                     salesinv_carrier *carrier,
                                                     const char *request_key,
                                                     salesinv_parcels **out_parcels);

/**
 * Ask for the parcels of all shipments that are shipped and not received, as salesinv_tracking_query does for one: those that were
 * not asked for longest come first. For a job that runs every now and then; running it again asks for nothing twice
 * within the time of tracking.cache_minutes. A parcel whose query fails is counted and left for the next run.
 *
 * @param session     The session (borrowed); needs the right to change all shipments; without an explicit transaction.
 * @param carrier     Whom to ask (borrowed).
 * @param max_count   Most queries of this call, 1..1 000.
 * @param out_asked   Receives how many were answered, also on failure; may be NULL.
 * @param out_failed  Receives how many queries failed, also on failure; may be NULL.
 * @return SALESINV_OK, also when queries failed; else one of
 *         SALESINV_E_ARG               max_count is out of range, carrier is none,
 *         SALESINV_E_FORBIDDEN         the right is missing,
 *         SALESINV_E_LICENSE_REQUIRED  there is no logistics package, or it has expired,
 *         SALESINV_E_QUOTA_EXHAUSTED   no unit is left for the next one; what was reported before is kept,
 *         SALESINV_E_CALLBACK, SALESINV_E_INTERRUPTED, SALESINV_E_BUSY, SALESINV_E_EDITION_NOT_SUPPORTED, SALESINV_E_NOMEM,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: carrier, storage, clock, progress. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_tracking_run_due(salesinv_session *session,
                                                       salesinv_carrier *carrier,
                                                       int32_t max_count,
                                                       int32_t *out_asked,
                                                       int32_t *out_failed);

/** Release a carrier, not from inside its query. NULL is a no-op; legal after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_carrier_close(salesinv_carrier *carrier);

SALESINV_END_DECLS

#endif
