/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_TENANT_H
#define SALESINV_TENANT_H

#include "salesinv/session.h"

SALESINV_BEGIN_DECLS

/** Who owns a tenant's stock figures: one of SALESINV_EDITION_*. Since 0.1. */
typedef int32_t salesinv_edition;
enum {
    SALESINV_EDITION_NONE =
        0, /**< None chosen yet: master data alone can be written. */
    SALESINV_EDITION_STANDALONE = 1, /**< The library's documents move stock. */
    SALESINV_EDITION_INTEGRATION = 2 /**< An ERP owns the figures. */
};

/**
 * Create a tenant.
 *
 * @param session      An operator session (borrowed).
 * @param name         Its name, UTF-8 without control characters, 1..256 bytes (borrowed).
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_id       Receives its id, 0 on failure.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  the name is not valid,
 *         SALESINV_E_FORBIDDEN               this is no operator session,
 *         SALESINV_E_REQUEST_REUSED          same request key, other arguments,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_tenant_create(salesinv_session *session,
                                                    const char *name,
                                                    const char *request_key,
                                                    salesinv_id *out_id);

/**
 * Choose the tenant's edition, once. Enabling the same edition again changes nothing.
 *
 * @param session      The session (borrowed), of an administrator.
 * @param edition      SALESINV_EDITION_STANDALONE or SALESINV_EDITION_INTEGRATION.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG               `edition` is neither,
 *         SALESINV_E_FORBIDDEN         no role of the session may change settings,
 *         SALESINV_E_REQUEST_REUSED    same request key, other arguments,
 *         SALESINV_E_LICENSE_REQUIRED  the licence "inventory" is missing or has expired,
 *         SALESINV_E_EDITION_SWITCH_REQUIRES_REQUEST  the other edition was enabled before,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_edition_enable(salesinv_session *session,
                                                     salesinv_edition edition,
                                                     const char *request_key);

/**
 * Read the tenant's edition.
 *
 * @param session      The session (borrowed), of a user who may read settings.
 * @param out_edition  Receives the edition, SALESINV_EDITION_NONE on failure.
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_FORBIDDEN when no role of the session may read settings,
 *         or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_edition_get(salesinv_session *session,
                                                  salesinv_edition *out_edition);

/*
 * Another edition. There is no self-service switch: an administrator of the tenant files a request with a reason, an
 * operator who is somebody else approves or rejects it, and an operator has the switch carried out once the tenant is
 * ready for it:
 *   - no document that moves stock waits for anything, e.g. for its approval,
 *   - no order is in approval or has a quantity that is frozen or not shipped; or the operator purges these,
 *   - from integration to standalone: the plugin "plugin.channel" is off.
 * A purge withdraws orders in approval and closes the remainder of confirmed ones; what they froze is released through the
 * ledger, order by order. Settings that the new edition does not have lose their values. Everything else stays: documents
 * of the former edition remain readable, and cannot be written while the edition does not offer them. What a shipment, an
 * outbound order or a return does when it is void goes by the edition of its submission (SALESINV_F_ORIGIN): the library's own stock
 * changes for what moved it, whoever's figures count by then.
 *
 * To integration nothing is touched: the ledger keeps its balances and serials their places, and the figures that count from then on
 * are those that the ERP sends; until it sends them there are none.
 *
 * To standalone the library's own stock begins with nothing, for the ledger stood still beside the ERP: whatever it still has on hand is
 * written off, by an outbound order for every warehouse (several of a large one; type SALESINV_OUTBOUND_OTHER, reason
 * "edition switch", read only), and serials that are in stock, ours or by the ERP's word, become unused. Opening stock is then entered by
 * inbound orders, which may name these serials. The ERP's figures are kept beside the library's own and count for nothing. Messages
 * that wait in the outbox, those of orders that a purge closed among them, are still handed to the connectors that are registered, which
 * need their licences for it (salesinv_outbox_next); nothing is added to them and nothing pulled while the edition is not integration.
 * After a switch back, what did not go out is still due, once.
 */

/** How far a request to switch the edition got: one of SALESINV_EDITION_SWITCH_*. Since 0.1. */
typedef int32_t salesinv_edition_switch_status;
enum {
    SALESINV_EDITION_SWITCH_REQUESTED = 1, /**< It waits for its decision. */
    SALESINV_EDITION_SWITCH_APPROVED = 2,  /**< It waits to be carried out. */
    SALESINV_EDITION_SWITCH_REJECTED = 3,  /**< Nothing came of it. */
    SALESINV_EDITION_SWITCH_DONE = 4       /**< The edition was switched. */
};

enum {
    SALESINV_PURGE =
        1 /**< Flag of salesinv_edition_switch_run: end the orders that are in its way. */
};

/** Requests to switch the edition as they stood when they were read. Immutable snapshot, owned by the caller. Since 0.1. */
typedef struct salesinv_edition_switches salesinv_edition_switches;

/**
 * Ask for the other edition. One request at a time: until it is rejected or carried out there is no second one.
 *
 * @param session      The session (borrowed), of an administrator.
 * @param edition      The edition wanted, not the present one.
 * @param reason       Why, UTF-8 without control characters, 1..512 bytes (borrowed).
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_id       Receives the id of the request, 0 on failure.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  `edition` is the present one or none, or the reason is not valid,
 *         SALESINV_E_FORBIDDEN         no role of the session may change settings,
 *         SALESINV_E_LICENSE_REQUIRED  the licence "inventory" is missing or has expired,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  no edition is enabled yet,
 *         SALESINV_E_EXISTS            a request is open; the detail "request" is its id,
 *         SALESINV_E_REQUEST_REUSED    same request key, other arguments,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_edition_switch_request(salesinv_session *session,
                                                             salesinv_edition edition,
                                                             const char *reason,
                                                             const char *request_key,
                                                             salesinv_id *out_id);

/**
 * Approve a request. It takes effect with salesinv_edition_switch_run.
 *
 * @param session      An operator session (borrowed) of another user than the one who requested it.
 * @param tenant       The tenant, > 0.
 * @param id           The request, > 0.
 * @param reason       Why, UTF-8 without control characters, 1..512 bytes (borrowed).
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  an id is not > 0 or the reason is not valid,
 *         SALESINV_E_FORBIDDEN         this is no operator session, or its user requested the switch,
 *         SALESINV_E_NOT_FOUND         the tenant has no such request,
 *         SALESINV_E_INVALID_STATE     it was decided already,
 *         SALESINV_E_REQUEST_REUSED    same request key, other arguments,
 *         SALESINV_E_BUSY              an explicit transaction is open,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_edition_switch_approve(salesinv_session *session,
                                                             salesinv_id tenant,
                                                             salesinv_id id,
                                                             const char *reason,
                                                             const char *request_key);

/**
 * Reject a request, also one that was approved and is not carried out yet.
 *
 * @param session      An operator session (borrowed) of another user than the one who requested it.
 * @param tenant       The tenant, > 0.
 * @param id           The request, > 0.
 * @param reason       Why, UTF-8 without control characters, 1..512 bytes (borrowed).
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return As salesinv_edition_switch_approve; SALESINV_E_INVALID_STATE when it was rejected or carried out.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_edition_switch_reject(salesinv_session *session,
                                                            salesinv_id tenant,
                                                            salesinv_id id,
                                                            const char *reason,
                                                            const char *request_key);

/**
 * Carry an approved switch out, in one transaction whatever there is to purge.
 *
 * @param session      An operator session (borrowed).
 * @param tenant       The tenant, > 0.
 * @param id           The request, > 0.
 * @param flags        SALESINV_PURGE, or 0.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG               an id is not > 0 or a flag is unknown,
 *         SALESINV_E_FORBIDDEN         this is no operator session,
 *         SALESINV_E_NOT_FOUND         the tenant has no such request,
 *         SALESINV_E_INVALID_STATE     it is not approved,
 *         SALESINV_E_LICENSE_REQUIRED  the tenant's licence "inventory" is missing or has expired,
 *         SALESINV_E_IN_USE            a precondition does not hold: the details "stock_documents" and "orders" count what
 *                                      is in the way, "holder.N.kind" and "holder.N.id" name the first of them,
 *                                      "setting" the plugin that is on,
 *         SALESINV_E_REQUEST_REUSED    same request key, other arguments,
 *         SALESINV_E_BUSY              an explicit transaction is open,
 *         SALESINV_E_INTERRUPTED, SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock, progress. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_edition_switch_run(salesinv_session *session,
                                                         salesinv_id tenant,
                                                         salesinv_id id, uint32_t flags,
                                                         const char *request_key);

/**
 * Read the tenant's requests, oldest first.
 *
 * @param session       The session (borrowed), of a user who may read settings, or of an operator.
 * @param tenant        The tenant; 0: that of the session. Another than that is for operators.
 * @param id            One request alone; 0: all.
 * @param out_switches  Receives the snapshot (owned by the caller), NULL on failure.
 * @return SALESINV_OK, also when there is none, else one of
 *         SALESINV_E_ARG        an argument is missing or negative,
 *         SALESINV_E_FORBIDDEN  no role of the session may read settings, or the tenant is another one,
 *         SALESINV_E_NOT_FOUND  there is no request `id`,
 *         SALESINV_E_NOMEM or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, allocator. Since 0.1.
 */
SALESINV_API salesinv_status
salesinv_edition_switch_list(salesinv_session *session, salesinv_id tenant,
                             salesinv_id id, salesinv_edition_switches **out_switches);

/** How many there are; 0 for NULL. Since 0.1. */
SALESINV_API int32_t
salesinv_edition_switches_count(const salesinv_edition_switches *switches);

/** What is known of a request: one of SALESINV_SWITCH_*. Since 0.1. */
typedef int32_t salesinv_edition_switch_field;
enum {
    SALESINV_SWITCH_ID = 1,           /**< Its id. */
    SALESINV_SWITCH_STATUS = 2,       /**< SALESINV_EDITION_SWITCH_*. */
    SALESINV_SWITCH_FROM = 3,         /**< The edition at the time of the request. */
    SALESINV_SWITCH_TO = 4,           /**< The edition wanted. */
    SALESINV_SWITCH_REQUESTED_BY = 5, /**< The user who requested it. */
    SALESINV_SWITCH_REQUESTED_AT = 6, /**< When, in microseconds since 1970 UTC. */
    SALESINV_SWITCH_REASON = 7,       /**< Why: a text. */
    SALESINV_SWITCH_DECIDED_BY =
        8, /**< Who approved or rejected it last; 0: nobody yet. */
    SALESINV_SWITCH_DECIDED_AT = 9,       /**< When that was; 0: not yet. */
    SALESINV_SWITCH_DECISION_REASON = 10, /**< Why: a text; NULL: not decided. */
    SALESINV_SWITCH_DONE_BY = 11,         /**< Who had it carried out; 0: nobody yet. */
    SALESINV_SWITCH_DONE_AT = 12,         /**< When that was; 0: not yet. */
    SALESINV_SWITCH_PURGED = 13 /**< How many orders were withdrawn or closed for it. */
};

/**
 * A number of a request.
 *
 * @param switches  The snapshot (borrowed).
 * @param index     Which request, from 0.
 * @param field     SALESINV_SWITCH_*, not a text.
 * @return It, or 0 when there is none such.
 *
 * Thread: any. Since 0.1.
 */
SALESINV_API int64_t
salesinv_edition_switches_int(const salesinv_edition_switches *switches, int32_t index,
                              salesinv_edition_switch_field field);

/**
 * A text of a request.
 *
 * @param switches  The snapshot (borrowed).
 * @param index     Which request, from 0.
 * @param field     SALESINV_SWITCH_REASON or SALESINV_SWITCH_DECISION_REASON.
 * @return It (borrowed from the snapshot), or NULL when there is none such.
 *
 * Thread: any. Since 0.1.
 */
SALESINV_API const char *salesinv_edition_switches_text(
    const salesinv_edition_switches *switches, int32_t index,
    salesinv_edition_switch_field field);

/** Release a snapshot; NULL is legal. On any thread. Since 0.1. */
SALESINV_API void salesinv_edition_switches_free(salesinv_edition_switches *switches);

SALESINV_END_DECLS

#endif
