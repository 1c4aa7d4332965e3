/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_SYNC_H
#define SALESINV_SYNC_H

#include "salesinv/availability.h"
#include "salesinv/document.h"
#include "salesinv/sys/connector.h"

SALESINV_BEGIN_DECLS

/*
 * The integration edition: an ERP owns the stock, and a connector carries documents to it and records from it. A tenant
 * registers its connectors by name; what was exchanged, how far and under which ids is kept by the library under that
 * name, so a connector may be any process that comes and goes.
 *
 * Orders, shipping notices, returns and exchanges that take effect, are changed, closed or voided leave a message in the
 * outbox, in the transaction of the document itself. Sets of kinds are bits: UINT64_C(1) << SALESINV_KIND_ORDER and so on.
 */

/** State of a message to the ERP: one of SALESINV_OUTBOX_*. Since 0.1. */
typedef int32_t salesinv_outbox_state;
enum {
    SALESINV_OUTBOX_PENDING = 1, /**< To be handed out; see also what it waits for. */
    SALESINV_OUTBOX_SENT = 2, /**< Handed out; nobody has said yet what became of it. */
    SALESINV_OUTBOX_ACKNOWLEDGED = 3, /**< The ERP has it. */
    SALESINV_OUTBOX_DEAD = 4          /**< Given up; a person has to look at it. */
};

/** State of a record from the ERP: one of SALESINV_INBOX_*. Since 0.1. */
typedef int32_t salesinv_inbox_state;
enum {
    SALESINV_INBOX_APPLIED = 1,    /**< It took effect. */
    SALESINV_INBOX_REFUSED = 2,    /**< It did not, and is tried again. */
    SALESINV_INBOX_SUPERSEDED = 3, /**< A later version took effect instead. */
    SALESINV_INBOX_DISMISSED = 4   /**< A person decided against it. */
};

/* ---- connectors ---- */

/** Whether a connector works: one of SALESINV_CONNECTOR_*. Since 0.1. */
typedef int32_t salesinv_connector_status;
enum {
    SALESINV_CONNECTOR_ACTIVE = 1, /**< It exchanges messages. */
    SALESINV_CONNECTOR_PAUSED =
        2 /**< It is given no message and takes no record; the outbox goes on filling. */
};

/**
 * Register a connector, or change the brand and kinds of one that is registered. A paused one stays paused; saying the same
 * again changes nothing. A message goes to a connector that takes its kind, and what waits for messages of a kind that no
 * registered connector takes waits no longer.
 *
 * @param session      The session (borrowed), of a user who may approve synchronisation.
 * @param name         Its name, 1..SALESINV_CONNECTOR_NAME_MAX bytes of a-z, 0-9, "_" and "-" (borrowed).
 * @param brand        Brand of the ERP, 1..SALESINV_CONNECTOR_BRAND_MAX of the same bytes (borrowed); the licence "connector.BRAND"
 *                     must be valid, now and whenever messages are exchanged.
 * @param pushes       Kinds that the ERP takes: bits of SALESINV_KIND_ORDER, _SHIPMENT (notices) and _RETURN; 0: none.
 * @param pulls        Kinds that the ERP delivers: bits of master data, SALESINV_KIND_STOCK, _SERIAL, _OUTBOUND, _SHIPMENT
 *                     and _RETURN; 0: none.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    the name, the brand or a set of kinds is not valid,
 *         SALESINV_E_FORBIDDEN              no role of the session may approve synchronisation,
 *         SALESINV_E_REQUEST_REUSED         same request key, other arguments,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  the edition is not integration,
 *         SALESINV_E_LICENSE_REQUIRED       the licence of the brand, or "inventory", is missing or has expired,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_sync_enable(salesinv_session *session,
                                                  const char *name, const char *brand,
                                                  uint64_t pushes, uint64_t pulls,
                                                  const char *request_key);

/**
 * Pause a connector. What it has leased stays with it and can be acknowledged. Pausing a paused one changes nothing.
 *
 * @param session      The session (borrowed), of a user who may approve synchronisation.
 * @param name         The connector's name (borrowed).
 * @param reason       Why, UTF-8, at most 512 bytes (borrowed); may be NULL.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  the name or the reason is not valid,
 *         SALESINV_E_FORBIDDEN               no role of the session may approve synchronisation,
 *         SALESINV_E_REQUEST_REUSED          same request key, other arguments,
 *         SALESINV_E_CONNECTOR_REQUIRED      no connector of this name is registered,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_sync_pause(salesinv_session *session,
                                                 const char *name, const char *reason,
                                                 const char *request_key);

/**
 * Let a paused connector go on. Resuming an active one changes nothing.
 *
 * @param session      The session (borrowed), of a user who may approve synchronisation.
 * @param name         The connector's name (borrowed).
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  the name is not valid,
 *         SALESINV_E_FORBIDDEN               no role of the session may approve synchronisation,
 *         SALESINV_E_REQUEST_REUSED          same request key, other arguments,
 *         SALESINV_E_CONNECTOR_REQUIRED      no connector of this name is registered,
 *         SALESINV_E_EDITION_NOT_SUPPORTED   the edition is not integration,
 *         SALESINV_E_LICENSE_REQUIRED        the licence of its brand, or "inventory", is missing or has expired,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_sync_resume(salesinv_session *session,
                                                  const char *name,
                                                  const char *request_key);

/**
 * Confirm that the ERP's data begins a new life, e.g. after it was restored from a backup: from now on every version that
 * it sends counts as new. A connector that saw another epoch than the confirmed one exchanges nothing until then.
 *
 * @param session      The session (borrowed), of a user who may approve synchronisation.
 * @param name         The connector's name (borrowed).
 * @param epoch        The epoch as the ERP names it, UTF-8 without control characters, 1..SALESINV_EPOCH_MAX bytes (borrowed): the one that
 *                     was seen, if one was. The present one again changes nothing.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  the name or the epoch is not valid,
 *         SALESINV_E_FORBIDDEN               no role of the session may approve synchronisation,
 *         SALESINV_E_REQUEST_REUSED          same request key, other arguments,
 *         SALESINV_E_CONNECTOR_REQUIRED      no connector of this name is registered,
 *         SALESINV_E_STALE                   another epoch was seen meanwhile, see the details,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_sync_confirm_epoch(salesinv_session *session,
                                                         const char *name,
                                                         const char *epoch,
                                                         const char *request_key);

/**
 * How synchronisation stands, as JSON:
 *
 *   {"outbox": {..}, "connectors": [{"name": "main", "brand": "kingdee", "status": "active", "is_licensed": true,
 *     "pushes": ["order"], "pulls": ["product", "stock"], "epoch": "e1", "epoch_number": 1, "new_epoch": "e2",
 *     "created_at": .., "run_at": .., "code": -501, "reason": "..", "outbox": {..}, "inbox": {"refused": 2},
 *     "cursors": [{"kind": "product", "position": "..", "is_loaded": true, "records": 12, "at": ..}]}]}
 *
 * with "outbox" {"pending": 3, "waiting": 1, "unknown": 0, "sent": 1, "dead": 0, "oldest_at": ..}: of the pending ones so
 * many wait for another message, so many have an unknown outcome; oldest_at is the time of the oldest one that is not
 * acknowledged. That of a connector counts what it has taken or may take. What is unset is left out. Acknowledged messages
 * and applied records are history and not counted.
 *
 * @param session   The session (borrowed), of a user who may read synchronisation.
 * @param name      The connector's name (borrowed); NULL: all.
 * @param out_json  Receives the text; NULL on failure (owned: release with salesinv_blob_free).
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  the name is not valid, or `out_json` is NULL,
 *         SALESINV_E_FORBIDDEN               no role of the session may read synchronisation,
 *         SALESINV_E_CONNECTOR_REQUIRED      no connector of this name is registered,
 *         SALESINV_E_NOMEM or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_sync_state(salesinv_session *session,
                                                 const char *name,
                                                 salesinv_blob **out_json);

/* ---- the host's side of a connector ---- */

/** A connector of the host to an ERP, ready to be asked through every session of its engine. Since 0.1. */
typedef struct salesinv_connector salesinv_connector;

/**
 * Make a connector's methods known. Nothing is asked yet, and nothing is stored: see salesinv_sync_enable for its registration
 * with a tenant.
 *
 * @param engine         The engine (borrowed; its memory is kept until the connector is freed).
 * @param vtable         The connector's methods (copied).
 * @param self           Passed to every method (borrowed until destroy).
 * @param destroy        Called with `self` exactly once: when the connector is freed, or at once if this call fails; may be NULL.
 * @param out_connector  Receives the connector, NULL on failure (owned: release with salesinv_connector_free).
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG    the name or a method is missing or not valid, see the error's field,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_FORKED, SALESINV_E_REENTRANT, SALESINV_E_BUSY or a SALESINV_E_ABI_* code.
 *
 * Thread: the engine's. May call: destroy. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_connector_create(
    salesinv_engine *engine, const salesinv_connector_vtable *vtable, void *self,
    void (*destroy)(void *self), salesinv_connector **out_connector);

/**
 * Release a connector (NULL is a no-op) and call its `destroy`. Legal before and after its engine is closed; not inside one of its
 * methods, where nothing happens. Since 0.1.
 */
SALESINV_API void salesinv_connector_free(salesinv_connector *connector);

/* ---- present stock ---- */

/**
 * Ask the ERP for the stock of an order that is being written, and read what is available to its lines as
 * salesinv_availability_get does. The ERP is asked for the products that the lines take of stock, in the order's warehouse, or in all
 * that apply to it in mode "consolidated". What it answers is remembered by the session, not stored: for erp.realtime_seconds, and
 * until a later figure is synchronised, it is what the session's orders are checked against and what salesinv_availability_get shows.
 * Where no answer comes, in time, that last synchronised counts on: the call succeeds all the same, and says so
 * (salesinv_availability_is_stale, _age, _outcome, _reason).
 *
 * Asking needs no display of stock beside orders; without it (order.display_stock, licence "ui_events") the answer says
 * nothing of levels and figures.
 *
 * @param session           The session (borrowed), without an open transaction; needs the right to read stock, and to create orders, or to
 *                          read the order.
 * @param order             A stored order, not closed or void; 0: the draft is a new one.
 * @param draft             What is being written (borrowed): a new order, or the change of the stored one; NULL: the stored order
 *                          as it is.
 * @param connector         Whom to ask (borrowed).
 * @param timeout_ms        How long to wait, 1..600000 milliseconds: an answer that comes later does not count. How long the call takes in
 *                          the end is up to the connector.
 * @param out_availability  Receives the snapshot, NULL on failure (owned: release with salesinv_availability_free); may be NULL.
 * @return SALESINV_OK, else one of
 *         SALESINV_E_PLUGIN_DISABLED           the setting erp.realtime_stock is off,
 *         SALESINV_E_EDITION_NOT_SUPPORTED     the edition is not integration,
 *         SALESINV_E_CONNECTOR_REQUIRED        the connector is not registered,
 *         SALESINV_E_LICENSE_REQUIRED          the licence of its brand has ended,
 *         SALESINV_E_ARG                       the connector, the time-out or what is asked is not right: its field is named,
 *         SALESINV_E_BUSY                      a transaction is open,
 *         SALESINV_E_OVERFLOW                  quantities or figures do not fit together,
 *         SALESINV_E_NOT_FOUND                 there is no such order, or something that the draft names,
 *         SALESINV_E_EXISTS                    another order has the draft's external id,
 *         SALESINV_E_INVALID_STATE             the order takes no changes any more,
 *         SALESINV_E_WAREHOUSE_DISABLED        the warehouse is disabled,
 *         SALESINV_E_WAREHOUSE_NOT_APPLICABLE  the warehouse, or every one, is not for this account or user,
 *         SALESINV_E_INTERRUPTED, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, the connector, outside any transaction. Since 0.1.
 */
SALESINV_API salesinv_status
salesinv_availability_ask(salesinv_session *session, salesinv_id order,
                          const salesinv_draft *draft, salesinv_connector *connector,
                          int64_t timeout_ms, salesinv_availability **out_availability);

SALESINV_END_DECLS

#endif
