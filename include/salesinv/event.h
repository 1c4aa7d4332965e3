/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_EVENT_H
#define SALESINV_EVENT_H

#include "salesinv/session.h"

SALESINV_BEGIN_DECLS

/*
 * Every committed change appends one event: audit trail and feed in one. Sequences are those of
 * the tenant and become visible in commit order, so whoever asks for what comes after the last
 * sequence he saw misses nothing. Events are never removed.
 */

/** What happened: one of SALESINV_EVENT_*. Since 0.1. */
typedef int32_t salesinv_event_action;
enum {
    /* objects and documents */
    SALESINV_EVENT_CREATED = 1,
    SALESINV_EVENT_UPDATED = 2,
    SALESINV_EVENT_SUBMITTED = 3,
    SALESINV_EVENT_APPROVED = 4,
    SALESINV_EVENT_REJECTED = 5,
    SALESINV_EVENT_WITHDRAWN = 6,
    SALESINV_EVENT_CONFIRMED = 7, /**< Posted: the document took effect. */
    SALESINV_EVENT_CLOSED = 8,    /**< Also: the remainder was closed. */
    SALESINV_EVENT_REOPENED = 9,
    SALESINV_EVENT_VOIDED = 10,
    SALESINV_EVENT_ACTIVATED = 11,
    SALESINV_EVENT_DEACTIVATED = 12,
    SALESINV_EVENT_REMOVED = 13, /**< A draft, or what was never used. */
    SALESINV_EVENT_ERASED = 14,  /**< Personal data was blanked. */
    SALESINV_EVENT_IMPORTED = 15,
    /* goods */
    SALESINV_EVENT_SHIPPED = 20,
    SALESINV_EVENT_ISSUED = 21,    /**< A notice was given out. */
    SALESINV_EVENT_GOODS_OUT = 22, /**< Goods left for a notice or a transfer. */
    SALESINV_EVENT_GOODS_IN = 23,  /**< Returned or transferred goods arrived. */
    SALESINV_EVENT_RECEIVED = 24,
    SALESINV_EVENT_RECEIPT_UNDONE = 25,
    SALESINV_EVENT_FROZEN_ADJUSTED = 26,
    /** Available stock fell below the safety stock, see salesinv/product.h. Of kind SALESINV_KIND_STOCK. */
    SALESINV_EVENT_STOCK_LOW = 27,
    /** Serial numbers became known, see salesinv/serial.h. Of kind SALESINV_KIND_STOCK. */
    SALESINV_EVENT_SERIALS_REGISTERED = 28,
    SALESINV_EVENT_TRACKED = 29, /**< A carrier reported a new state. */
    /* the tenant and its rules */
    SALESINV_EVENT_SETTING_CHANGED = 40,
    SALESINV_EVENT_ROLE_CHANGED = 41,
    SALESINV_EVENT_ROLE_REMOVED = 42,
    SALESINV_EVENT_TENANT_CREATED = 43,
    SALESINV_EVENT_LICENCE_GRANTED = 44,
    SALESINV_EVENT_QUOTA_TAKEN = 45,
    SALESINV_EVENT_QUOTA_GIVEN_BACK = 46,
    SALESINV_EVENT_EDITION_ENABLED = 47,
    SALESINV_EVENT_EDITION_SWITCH_REQUESTED = 48,
    SALESINV_EVENT_EDITION_SWITCH_APPROVED = 49,
    SALESINV_EVENT_EDITION_SWITCH_REJECTED = 50,
    SALESINV_EVENT_EDITION_SWITCHED = 51,
    /* synchronisation */
    /* Of records: of kind SALESINV_KIND_CONNECTOR, with what the record became and the ERP's version of it. */
    SALESINV_EVENT_SYNCED = 60,      /**< A record of the ERP was applied. */
    SALESINV_EVENT_SYNC_FAILED = 61, /**< A record was refused and kept. */
    /* Of messages: of kind SALESINV_KIND_CONNECTOR, with object and version of the document. */
    SALESINV_EVENT_PUSHED = 62,          /**< The ERP acknowledged a message. */
    SALESINV_EVENT_PUSH_DEAD = 63,       /**< A message was given up. */
    SALESINV_EVENT_PUSH_RESENT = 64,     /**< A person has it sent again. */
    SALESINV_EVENT_EPOCH_CONFIRMED = 65, /**< A new life of the ERP's data. */
    SALESINV_EVENT_SYNC_DISMISSED = 70   /**< A person decided against a record. */
};

/** Name of an action, e.g. "setting_changed" (borrowed, static); "unknown" for others. Since 0.1. */
SALESINV_API const char *salesinv_event_action_name(salesinv_event_action action);

/** Events as they stood when they were read. Immutable snapshot, owned by the caller. Since 0.1. */
typedef struct salesinv_events salesinv_events;

enum {
    SALESINV_EVENTS_MAX = 10000 /**< Most events of one snapshot. */
};

/**
 * List what happened after a sequence, oldest first.
 *
 * @param session         The session (borrowed), of a user who may read all events.
 * @param after_sequence  Sequence seen last, 0 from the beginning.
 * @param max_count       Most events to list, 1..SALESINV_EVENTS_MAX.
 * @param out_events      Receives the events, maybe none; NULL on failure (owned: release with salesinv_events_free).
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG        a value is out of range,
 *         SALESINV_E_FORBIDDEN  no role of the session may read all events,
 *         SALESINV_E_NOMEM or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_event_list(salesinv_session *session,
                                                 int64_t after_sequence,
                                                 int32_t max_count,
                                                 salesinv_events **out_events);

/**
 * List what happened to one object, oldest first; of more than SALESINV_EVENTS_MAX events the newest.
 *
 * @param session     The session (borrowed), of a user who may read the events of all objects or of his own.
 * @param object_id   The object, > 0.
 * @param out_events  Receives the events; NULL on failure (owned: release with salesinv_events_free).
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG        a value is out of range,
 *         SALESINV_E_FORBIDDEN  no role of the session may read its events,
 *         SALESINV_E_NOT_FOUND  there is no such object,
 *         SALESINV_E_NOMEM or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_event_list_object(salesinv_session *session,
                                                        salesinv_id object_id,
                                                        salesinv_events **out_events);

/** Release events. NULL is a no-op; legal on any thread. Since 0.1. */
SALESINV_API void salesinv_events_free(salesinv_events *events);

/** Number of events; 0 for NULL. Since 0.1. */
SALESINV_API int32_t salesinv_events_count(const salesinv_events *events);

/** Sequence of event `index` (0-based); 0 if there is none. Since 0.1. */
SALESINV_API int64_t salesinv_events_sequence(const salesinv_events *events,
                                              int32_t index);

/** Kind of what changed; 0 if there is no such event. Since 0.1. */
SALESINV_API salesinv_kind salesinv_events_kind(const salesinv_events *events,
                                                int32_t index);

/** Id of what changed, of stock the product's; 0 for settings, licences and roles. Since 0.1. */
SALESINV_API salesinv_id salesinv_events_object(const salesinv_events *events,
                                                int32_t index);

/** Version of the object after the change; 0 where there are no versions. Since 0.1. */
SALESINV_API int64_t salesinv_events_version(const salesinv_events *events,
                                             int32_t index);

/** User who did it; 0 if there is no such event. Since 0.1. */
SALESINV_API salesinv_id salesinv_events_user(const salesinv_events *events,
                                              int32_t index);

/** When it was done; SALESINV_TIME_NONE if there is no such event. Since 0.1. */
SALESINV_API salesinv_time salesinv_events_at(const salesinv_events *events,
                                              int32_t index);

/** What was done; 0 if there is no such event. Since 0.1. */
SALESINV_API salesinv_event_action salesinv_events_action(const salesinv_events *events,
                                                          int32_t index);

/** Sequence of the object's former event; 0 for its first. Since 0.1. */
SALESINV_API int64_t salesinv_events_previous(const salesinv_events *events,
                                              int32_t index);

/** Old and new values or a reason as JSON (borrowed until `events` is freed); NULL if there are none. Since 0.1. */
SALESINV_API const char *salesinv_events_detail(const salesinv_events *events,
                                                int32_t index);

SALESINV_END_DECLS

#endif
