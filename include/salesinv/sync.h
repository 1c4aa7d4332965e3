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
        2, /**< It is given no message and takes no record; the outbox goes on filling. */
    SALESINV_CONNECTOR_RETIRED = 3 /**< It is registered no longer. */
};

/**
 * Register a connector, or change the brand and kinds of one that is registered. A paused one stays paused, a retired one is
 * registered again; saying the same again changes nothing.
 *
 * A message goes to a connector that takes its kind; if several do, to any of them, and later messages of the same document to the same
 * one, as long as the former message is kept ("outbox.days") and the connector takes the kind. What waits for messages of a kind that no
 * registered connector takes waits no longer. Of kinds that are taken away, what the connector took and did not acknowledge is for
 * the others again, with its outcome unknown if it is; while it has leased one the kinds stay.
 *
 * Another brand is another ERP: everything that the connector took and did not acknowledge is for all again, every version of a record
 * counts as new, records are pulled from the beginning, and the epoch that is seen then has to be confirmed.
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
 *         SALESINV_E_INVALID_STATE          the connector has leased messages that it would take no longer: details "leased",
 *                                           "lease_end",
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
 * Let a paused connector go on, in the standalone edition with what still waits in the outbox. Resuming an active one changes nothing.
 *
 * @param session      The session (borrowed), of a user who may approve synchronisation.
 * @param name         The connector's name (borrowed).
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  the name is not valid,
 *         SALESINV_E_FORBIDDEN               no role of the session may approve synchronisation,
 *         SALESINV_E_REQUEST_REUSED          same request key, other arguments,
 *         SALESINV_E_CONNECTOR_REQUIRED      no connector of this name is registered,
 *         SALESINV_E_LICENSE_REQUIRED        the licence of its brand, or "inventory", is missing or has expired,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_sync_resume(salesinv_session *session,
                                                  const char *name,
                                                  const char *request_key);

/**
 * Take a connector out of use. It is handed no message and delivers no record; what it took and did not acknowledge, and what nobody has
 * taken yet, goes to other connectors that take the kind, or waits for one, with its outcome unknown if it is. What was
 * given up stays so until a person resends it, which is then for the others, or settles it. The ids of its ERP, its records that
 * were refused and its history stay, and count again once it is registered again (salesinv_sync_enable). Retiring a retired one changes nothing.
 *
 * @param session      The session (borrowed), of a user who may approve synchronisation.
 * @param name         The connector's name (borrowed).
 * @param reason       Why, UTF-8, at most 512 bytes (borrowed); may be NULL.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  the name or the reason is not valid,
 *         SALESINV_E_FORBIDDEN               no role of the session may approve synchronisation,
 *         SALESINV_E_REQUEST_REUSED          same request key, other arguments,
 *         SALESINV_E_CONNECTOR_REQUIRED      no connector of this name was ever registered,
 *         SALESINV_E_INVALID_STATE           it has leased messages, until "lease_end" of the details at the latest,
 *         SALESINV_E_NOMEM, SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_sync_retire(salesinv_session *session,
                                                  const char *name, const char *reason,
                                                  const char *request_key);

/**
 * Confirm that the ERP's data begins a new life, e.g. after it was restored from a backup: from now on every version that
 * it sends counts as new, and it is read from the beginning. A connector that saw another epoch than the confirmed one exchanges
 * nothing until then.
 *
 * A backup lacks what the ERP was told after it was made. With `lost_since` every message that this connector acknowledged from then on
 * is pending again, in the order of its document, and what it has leased too; their outcome is unknown, so the ERP is asked
 * for each before it is sent (or sent it again, if one key has one effect there). What comes after such a message of the same
 * document is sent again as well, also what was given up; leases that were handed out are over (SALESINV_E_STALE).
 * Documents keep the ids that the ERP gave them until it gives others. Acknowledged messages that salesinv_maintain has dropped
 * ("outbox.days") cannot be sent again: see salesinv_outbox_find for what is there.
 *
 * @param session      The session (borrowed), of a user who may approve synchronisation.
 * @param name         The connector's name (borrowed).
 * @param epoch        The epoch as the ERP names it, UTF-8 without control characters, 1..SALESINV_EPOCH_MAX bytes (borrowed): the one that
 *                     was seen, if one was. The present one again changes nothing, unless `lost_since` says that the ERP
 *                     has lost something all the same.
 * @param lost_since   From when on the ERP has lost what it was told, at most now: rather some time before the backup was made than after;
 *                     SALESINV_TIME_NONE: it has lost nothing, no message is sent again.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  the name or the epoch is not valid, or `lost_since` is in the future,
 *         SALESINV_E_FORBIDDEN               no role of the session may approve synchronisation,
 *         SALESINV_E_REQUEST_REUSED          same request key, other arguments,
 *         SALESINV_E_CONNECTOR_REQUIRED      no connector of this name is registered,
 *         SALESINV_E_STALE                   another epoch was seen meanwhile, see the details,
 *         SALESINV_E_NOMEM, SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_sync_confirm_epoch(salesinv_session *session,
                                                         const char *name,
                                                         const char *epoch,
                                                         salesinv_time lost_since,
                                                         const char *request_key);

/**
 * How synchronisation stands, as JSON:
 *
 *   {"at": .., "outbox": {..}, "connectors": [{"name": "main", "brand": "kingdee", "status": "active", "is_licensed": true,
 *     "licence_expires_at": .., "pushes": ["order"], "pulls": ["product", "stock"], "epoch": "e1", "epoch_number": 1,
 *     "new_epoch": "e2", "created_at": .., "run_at": .., "code": -501, "reason": "..", "outbox": {..}, "inbox": {..},
 *     "cursors": [{"kind": "product", "position": "..", "is_loaded": true, "records": 12, "at": ..}]}]}
 *
 *   at                  Now; all times are texts as in documents, so ages are differences from it.
 *   connectors          Ordered by name, also those that were retired.
 *   status              "active", "paused" or "retired".
 *   is_licensed         Is the licence of its brand valid now? licence_expires_at: until when, left out without an end.
 *   epoch               As confirmed, "" if none was yet; epoch_number: how many were. new_epoch: what was seen and waits for
 *                       salesinv_sync_confirm_epoch, left out if none does.
 *   run_at              The last salesinv_sync_run ended then, with `code` and `reason`, both left out when it got through; left out if
 *                       there was none.
 *   cursors             Of every kind that was pulled: where it goes on ("": from the beginning), whether the first load came to its end,
 *                       how many records came so far, and when.
 *
 * "outbox" is {"pending": 3, "waiting": 1, "unknown": 0, "sent": 1, "dead": 0, "oldest_at": ..}: `pending` are to be handed out, of which
 * `waiting` wait for another message; `sent` are handed out and not answered; `dead` are given up; of all these `unknown` have an
 * unknown outcome, and oldest_at is when the oldest was written, left out without one. That of a connector counts what it
 * has taken or may take, so that of several connectors one message may be counted for each.
 *
 * "inbox" is {"refused": 3, "oldest_at": .., "codes": [{"code": -312, "count": 2}, ..]}: records that were refused and wait, when the oldest
 * came (left out without one), and how many for each SALESINV_E_ code, in the order of the codes.
 *
 * Acknowledged messages and applied records are history: they are not counted, and cost nothing here.
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

/* ---- messages of the outbox and records of the inbox ---- */

/** A page of messages as they stood when they were read. Immutable snapshot, owned by the caller. Since 0.1. */
typedef struct salesinv_messages salesinv_messages;

enum {
    SALESINV_MESSAGES_MAX = 1000 /**< Most messages of one page. */
};

/** Number of messages; 0 for NULL. Since 0.1. */
SALESINV_API int32_t salesinv_messages_count(const salesinv_messages *messages);

/** Id of message `index` (0-based); 0 if there is none. Since 0.1. */
SALESINV_API salesinv_id salesinv_messages_id(const salesinv_messages *messages,
                                              int32_t index);

/** Kind of the document or record; 0 if unknown. Since 0.1. */
SALESINV_API salesinv_kind salesinv_messages_kind(const salesinv_messages *messages,
                                                  int32_t index);

/** What the ERP is to do: SALESINV_MESSAGE_*; 0 for records of the inbox. Since 0.1. */
SALESINV_API salesinv_message_action
salesinv_messages_action(const salesinv_messages *messages, int32_t index);

/** Id of the document here, or of what a record became; 0 if there is none. Since 0.1. */
SALESINV_API salesinv_id salesinv_messages_object(const salesinv_messages *messages,
                                                  int32_t index);

/** Version of the document, or of the record in the ERP. Since 0.1. */
SALESINV_API int64_t salesinv_messages_version(const salesinv_messages *messages,
                                               int32_t index);

/** SALESINV_OUTBOX_* or SALESINV_INBOX_*; 0 if there is no such message. Since 0.1. */
SALESINV_API int32_t salesinv_messages_state(const salesinv_messages *messages,
                                             int32_t index);

/** How often it was handed out since it was last resent, or tried. Since 0.1. */
SALESINV_API int32_t salesinv_messages_attempts(const salesinv_messages *messages,
                                                int32_t index);

/** When it was written, or received; SALESINV_TIME_NONE if there is no such message. Since 0.1. */
SALESINV_API salesinv_time salesinv_messages_at(const salesinv_messages *messages,
                                                int32_t index);

/** Not before this time it is tried again; of one that is handed out, when its lease ends. Since 0.1. */
SALESINV_API salesinv_time salesinv_messages_next_at(const salesinv_messages *messages,
                                                     int32_t index);

/** When it was acknowledged, given up or settled; SALESINV_TIME_NONE if it was not. Since 0.1. */
SALESINV_API salesinv_time salesinv_messages_done_at(const salesinv_messages *messages,
                                                     int32_t index);

/** Token of its lease, for salesinv_outbox_ack and _fail; 0 if there is none. Since 0.1. */
SALESINV_API int64_t salesinv_messages_lease(const salesinv_messages *messages,
                                             int32_t index);

/** 1 if an attempt ended without an answer: ask the ERP before sending it again. Since 0.1. */
SALESINV_API int32_t salesinv_messages_is_unknown(const salesinv_messages *messages,
                                                  int32_t index);

/**
 * Why it failed last.
 *
 * @param messages  The page (borrowed); may be NULL.
 * @param index     Place of the message, from 0.
 * @return SALESINV_OK if it did not fail or there is none, else of the outbox a code that salesinv_outbox_fail takes, of the inbox
 *         that of the refusal.
 *
 * Thread: any. May call: nothing. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_messages_status(const salesinv_messages *messages,
                                                      int32_t index);

/** The ERP's own code of that failure; 0 if it gave none. Since 0.1. */
SALESINV_API int64_t salesinv_messages_vendor_code(const salesinv_messages *messages,
                                                   int32_t index);

/**
 * Of the outbox: the message's own name, the same at every attempt and never used again (borrowed until `messages` is freed); NULL if
 * there is no such message. Since 0.1.
 */
SALESINV_API const char *salesinv_messages_key(const salesinv_messages *messages,
                                               int32_t index);

/** What the ERP calls the document; NULL if it never said (borrowed until `messages` is freed). Since 0.1. */
SALESINV_API const char *salesinv_messages_external_id(
    const salesinv_messages *messages, int32_t index);

/**
 * The connector that took it, or what came before of the same document, or that brought it; "" if none took it yet (borrowed until
 * `messages` is freed); NULL if there is no such message. Since 0.1.
 */
SALESINV_API const char *salesinv_messages_connector(const salesinv_messages *messages,
                                                     int32_t index);

/** Of a refused record: the input that is wrong; NULL if none is named (borrowed until `messages` is freed). Since 0.1. */
SALESINV_API const char *salesinv_messages_field(const salesinv_messages *messages,
                                                 int32_t index);

/** Text of its last failure; NULL if there was none (borrowed until `messages` is freed). Since 0.1. */
SALESINV_API const char *salesinv_messages_reason(const salesinv_messages *messages,
                                                  int32_t index);

/**
 * The document or record as JSON: of a leased message as canonical document (sys/schemas), otherwise as it is stored (borrowed until
 * `messages` is freed); NULL if there is no such message. Since 0.1.
 */
SALESINV_API const char *salesinv_messages_body(const salesinv_messages *messages,
                                                int32_t index);

/** Bytes of its body; 0 if there is no such message. Since 0.1. */
SALESINV_API size_t salesinv_messages_body_size(const salesinv_messages *messages,
                                                int32_t index);

/** Release a page. NULL is a no-op; legal on any thread. Since 0.1. */
SALESINV_API void salesinv_messages_free(salesinv_messages *messages);

/* ---- the outbox, polled ---- */

/*
 * Whoever talks to the ERP asks for messages, hands them over and says what became of each. salesinv_outbox_next leases them: until the
 * lease ends nobody else gets them. What is not answered by then comes again, with its outcome unknown (salesinv_messages_is_unknown):
 * then ask the ERP by the message's key, and acknowledge it, or answer SALESINV_E_NOT_FOUND, before it is sent again; an ERP
 * that gives one effect to one key may simply be sent it again.
 *
 * The messages of one document come one after the other, each when the former one is acknowledged; a notice comes after those of its
 * orders, a return after those of its orders and shipments. A message that was given up (dead) holds back what comes after it,
 * until it is resent or settled.
 */

/**
 * Lease the messages that are due, those that have been due for longest first. A connector that is paused, or whose epoch has to be
 * confirmed, gets none. What a connector was handed once comes to no other.
 *
 * After a switch to the standalone edition the connectors go on taking messages until none is left: those that waited, and those of the
 * orders that the switch closed. Nothing is added then, and nothing pulled.
 *
 * @param session       The session (borrowed), of a user who may change synchronisation.
 * @param connector     The connector's name (borrowed).
 * @param max_count     Most messages, 1..SALESINV_MESSAGES_MAX; fewer come when their bodies are large.
 * @param lease_ms      How long they are the caller's, 1..86400000 milliseconds.
 * @param out_messages  Receives the messages, maybe none; NULL on failure (owned: release with salesinv_messages_free).
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                    a value is missing or out of range,
 *         SALESINV_E_FORBIDDEN              no role of the session may change synchronisation,
 *         SALESINV_E_CONNECTOR_REQUIRED     no connector of this name is registered,
 *         SALESINV_E_LICENSE_REQUIRED       the licence of its brand, or "inventory", is missing or has expired,
 *         SALESINV_E_NOMEM, SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_outbox_next(salesinv_session *session,
                                                  const char *connector,
                                                  int32_t max_count, int64_t lease_ms,
                                                  salesinv_messages **out_messages);

/**
 * The ERP has a message. Whoever had its lease last may say so: after the lease has ended, after salesinv_outbox_fail, of a connector
 * that is paused, whatever the licence and the edition are by now. Saying so again with the same lease changes nothing; so this is
 * repeated after a crash.
 *
 * @param session      The session (borrowed), of a user who may change synchronisation.
 * @param message_id   The message.
 * @param lease        Its lease, as salesinv_messages_lease said.
 * @param external_id  What the ERP calls the document, UTF-8 without control characters, 1..SALESINV_EXTERNAL_ID_MAX bytes (borrowed);
 *                     NULL: it has no name for it, or the former one.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  a value is not valid,
 *         SALESINV_E_FORBIDDEN               no role of the session may change synchronisation,
 *         SALESINV_E_NOT_FOUND               there is no such message,
 *         SALESINV_E_STALE                   the lease is over: it was leased again, or a person decided,
 *         SALESINV_E_EXISTS                  the ERP calls another document of the kind so,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_outbox_ack(salesinv_session *session,
                                                 salesinv_id message_id, int64_t lease,
                                                 const char *external_id);

/**
 * A message did not get through, or nobody knows. It comes again after a pause that begins with "sync.retry_seconds" and doubles up
 * to an hour; after "sync.attempts" attempts it is dead. Saying so again with the
 * same lease changes nothing.
 *
 * @param session      The session (borrowed), of a user who may change synchronisation.
 * @param message_id   The message.
 * @param lease        Its lease.
 * @param status       SALESINV_E_CONNECTOR_REFUSED   it certainly had no effect,
 *                     SALESINV_E_NOT_FOUND           likewise: the ERP was asked and does not have it,
 *                     SALESINV_E_CONNECTOR_TIMEOUT, SALESINV_E_CONNECTOR_MALFORMED or SALESINV_E_CALLBACK
 *                                                    nobody knows: it comes again with its outcome unknown,
 *                     SALESINV_E_UNKNOWN_OUTCOME     likewise, and the ERP cannot be asked: it is dead at once,
 *                     SALESINV_E_BUSY                it is on its way: it comes again with its outcome unknown after
 *                                                    "sync.retry_seconds", and this counts as no attempt.
 * @param vendor_code  The ERP's own code of the failure, 0 if there is none.
 * @param text         The ERP's own text, one line (borrowed; cut after 255 bytes); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG        `status` is none of these, or another value is out of range,
 *         SALESINV_E_FORBIDDEN  no role of the session may change synchronisation,
 *         SALESINV_E_NOT_FOUND  there is no such message,
 *         SALESINV_E_STALE      the lease is over: it was leased again, acknowledged, or a person decided,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_outbox_fail(salesinv_session *session,
                                                  salesinv_id message_id, int64_t lease,
                                                  salesinv_status status,
                                                  int64_t vendor_code,
                                                  const char *text);

/**
 * List messages by id, without leasing them. Acknowledged ones are kept for "outbox.days".
 *
 * @param session       The session (borrowed), of a user who may read synchronisation.
 * @param connector     Those that this connector took (borrowed); NULL: all.
 * @param state         Those in this state, SALESINV_OUTBOX_*; 0: all.
 * @param after_id      The last id seen, 0 from the beginning.
 * @param max_count     Most messages, 1..SALESINV_MESSAGES_MAX; fewer come when their bodies are large, none at the end.
 * @param out_messages  Receives the messages; NULL on failure (owned: release with salesinv_messages_free).
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG        a value is out of range,
 *         SALESINV_E_FORBIDDEN  no role of the session may read synchronisation,
 *         SALESINV_E_NOMEM or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_outbox_find(
    salesinv_session *session, const char *connector, salesinv_outbox_state state,
    salesinv_id after_id, int32_t max_count, salesinv_messages **out_messages);

/**
 * Send a dead message again, with all its attempts; or one that was acknowledged, if it is the last one of its document: the ERP may have
 * lost it, e.g. with a backup that was restored. One whose outcome is unknown, or that was acknowledged, is asked for first.
 *
 * @param session      The session (borrowed), of a user who may approve synchronisation.
 * @param message_id   The message.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG             `message_id` is not > 0,
 *         SALESINV_E_FORBIDDEN       no role of the session may approve synchronisation,
 *         SALESINV_E_REQUEST_REUSED  same request key, other arguments,
 *         SALESINV_E_NOT_FOUND       there is no such message,
 *         SALESINV_E_INVALID_STATE   it is on its way, or a later one of its document was sent,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_outbox_resend(salesinv_session *session,
                                                    salesinv_id message_id,
                                                    const char *request_key);

/**
 * A person says that the ERP has what a message says, e.g. because it was entered there by hand: the message is acknowledged.
 *
 * @param session      The session (borrowed), of a user who may approve synchronisation.
 * @param message_id   A message that was sent before and is dead, waits for its next attempt or has outlived its lease.
 * @param external_id  What the ERP calls the document, as in salesinv_outbox_ack (borrowed); may be NULL.
 * @param reason       Why, UTF-8, 1..512 bytes (borrowed).
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  a value is not valid,
 *         SALESINV_E_FORBIDDEN               no role of the session may approve synchronisation,
 *         SALESINV_E_REQUEST_REUSED          same request key, other arguments,
 *         SALESINV_E_NOT_FOUND               there is no such message,
 *         SALESINV_E_INVALID_STATE           nobody took it yet, it is leased, or acknowledged already,
 *         SALESINV_E_EXISTS                  the ERP calls another document of the kind so,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_outbox_settle(salesinv_session *session,
                                                    salesinv_id message_id,
                                                    const char *external_id,
                                                    const char *reason,
                                                    const char *request_key);

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
 * A host without a connector to ask tells what it fetched itself by salesinv_availability_tell.
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
 * Thread: the engine's. May call: storage, clock, and outside any transaction the connector. Since 0.1.
 */
SALESINV_API salesinv_status
salesinv_availability_ask(salesinv_session *session, salesinv_id order,
                          const salesinv_draft *draft, salesinv_connector *connector,
                          int64_t timeout_ms, salesinv_availability **out_availability);

SALESINV_END_DECLS

#endif
