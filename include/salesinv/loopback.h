/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_LOOPBACK_H
#define SALESINV_LOOPBACK_H

#include "salesinv/error.h"
#include "salesinv/sys/allocator.h"
#include "salesinv/sys/connector.h"

SALESINV_BEGIN_DECLS

/*
 * An ERP inside the process, for trials, tests and demonstrations: everything that a real one does at the other end of
 * salesinv/sys/connector.h, without one. It knows nothing of the engine, and is used by one thread at a time.
 *
 *     salesinv_loopback_create(NULL, NULL, "erp", "test", &erp);
 *     salesinv_connector_create(engine, salesinv_loopback_vtable(erp), erp, NULL, &connector);
 *     salesinv_loopback_put(erp, json, size);                   a product, a warehouse, stock, ..
 *     salesinv_sync_run(session, connector, NULL, NULL);        they are here, and what was confirmed here is there
 *     notice = salesinv_loopback_document_id(erp, SALESINV_KIND_SHIPMENT, 0);
 *     salesinv_loopback_ship(erp, "{\"notice\": .., \"warehouse\": \"W1\"}", ..);
 *
 * What it has are records, which are pulled from it, and documents, which were pushed to it. Records get the next version with
 * every change, and each change is delivered once to everybody who goes on from where he was. A message has one effect, however often it
 * comes: its key is remembered, and told to those who ask for the outcome. Ids that it gives: "E-" and the number of a pushed
 * document, "OUT-000001" for what left for a notice, "SHP-000001" for an order, "RCV-" and the return's id for what came in.
 *
 * Whoever wants it to survive the process is given its state with every change (salesinv_loopback_keep_state), before the change is
 * answered, and hands it back later (salesinv_loopback_restore).
 */

/** An ERP. Since 0.1. */
typedef struct salesinv_loopback salesinv_loopback;

/** A method of the port: one of SALESINV_LOOPBACK_DESCRIBE .. SALESINV_LOOPBACK_STOCK. Since 0.1. */
typedef int32_t salesinv_loopback_method;
enum {
    SALESINV_LOOPBACK_ALL = 0,      /**< Every method. */
    SALESINV_LOOPBACK_DESCRIBE = 1, /**< salesinv_connector_vtable.describe. */
    SALESINV_LOOPBACK_PULL = 2,     /**< salesinv_connector_vtable.pull. */
    SALESINV_LOOPBACK_PUSH = 3,     /**< salesinv_connector_vtable.push. */
    SALESINV_LOOPBACK_OUTCOME = 4,  /**< salesinv_connector_vtable.outcome. */
    SALESINV_LOOPBACK_STOCK = 5     /**< salesinv_connector_vtable.realtime_stock. */
};

/** How a call fails: one of SALESINV_LOOPBACK_NONE .. SALESINV_LOOPBACK_REORDERED. Since 0.1. */
typedef int32_t salesinv_loopback_failure;
enum {
    SALESINV_LOOPBACK_NONE = 0,       /**< Not at all. */
    SALESINV_LOOPBACK_REFUSED = 1,    /**< CONNECTOR_REFUSED, nothing has happened. */
    SALESINV_LOOPBACK_LOST = 2,       /**< CONNECTOR_TIMEOUT, nothing has happened. */
    SALESINV_LOOPBACK_UNANSWERED = 3, /**< CONNECTOR_TIMEOUT, it has happened. */
    SALESINV_LOOPBACK_MALFORMED =
        4, /**< Pull: the first record is cut in half; else CONNECTOR_MALFORMED, pushed messages had their effect. */
    SALESINV_LOOPBACK_PARTIAL =
        5, /**< Push: the first half has its effect and is answered, the rest has none. */
    SALESINV_LOOPBACK_TWICE = 6,    /**< Pull, push: everything comes twice. */
    SALESINV_LOOPBACK_REORDERED = 7 /**< Pull: a page comes in the opposite order. */
};

/**
 * Make an ERP that has nothing yet, in epoch "1".
 *
 * @param allocator       Where its memory comes from (copied); NULL: the C library.
 * @param allocator_self  Passed to the allocator's methods (borrowed until the last memory is released).
 * @param name            The connector's name (copied): 1..32 bytes of a-z, 0-9, "_" and "-".
 * @param brand           Of the licence "connector.BRAND" (copied), likewise, 1..54 bytes.
 * @param out_erp         Receives the ERP, NULL on failure (owned: release with salesinv_loopback_free).
 * @return SALESINV_OK, else SALESINV_E_ARG for a name, a brand or an allocator that is none, SALESINV_E_NOMEM or a SALESINV_E_ABI_* code.
 *
 * Thread: any. May call: the allocator. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_loopback_create(
    const salesinv_allocator *allocator, void *allocator_self, const char *name,
    const char *brand, salesinv_loopback **out_erp);

/** Release an ERP (NULL is a no-op), after the connectors that were made of it. Since 0.1. */
SALESINV_API void salesinv_loopback_free(salesinv_loopback *erp);

/** Its methods, for salesinv_connector_create together with the ERP as `self` (borrowed); NULL for NULL. Since 0.1. */
SALESINV_API const salesinv_connector_vtable *salesinv_loopback_vtable(
    const salesinv_loopback *erp);

/** Why its last failed call failed (borrowed, see salesinv_error); NULL for NULL. Since 0.1. */
SALESINV_API const salesinv_error *salesinv_loopback_error(
    const salesinv_loopback *erp);

/* ---- what it has ---- */

/**
 * Store a record as canonical JSON: {"kind": "product", "external_id": "M-77", "name": "Switch", ..}. What says the same as what is
 * there changes nothing; else it gets the next version, or its own "version" if it has one. References are the ERP's
 * ids, as texts. A stock record needs no external_id: it goes by its product, warehouse, bin and batch.
 *
 * @param erp   The ERP (borrowed).
 * @param json  The record (borrowed).
 * @param size  Its bytes.
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG       it is no JSON object, has no kind or no id, see the error's field,
 *         SALESINV_E_TEXT      it is no UTF-8,
 *         SALESINV_E_OVERFLOW  it is too large or too deep,
 *         SALESINV_E_NOMEM     or what the keeper of the state answers (the change is made then).
 *
 * Thread: any. May call: the keeper of the state. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_loopback_put(salesinv_loopback *erp,
                                                   const char *json, size_t size);

/**
 * Delete a record, or void a result: it is delivered as deleted, and what a result did to stock is taken back.
 *
 * @param erp          The ERP (borrowed).
 * @param kind         Of the record.
 * @param external_id  Its id (borrowed).
 * @return SALESINV_OK, also when it is deleted already, else one of
 *         SALESINV_E_ARG                 external_id is missing,
 *         SALESINV_E_NOT_FOUND           there is no such record,
 *         SALESINV_E_INSUFFICIENT_STOCK  goods that came in have left again,
 *         SALESINV_E_NOMEM               or what the keeper of the state answers (the change is made then).
 *
 * Thread: any. May call: the keeper of the state. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_loopback_remove(salesinv_loopback *erp,
                                                      salesinv_kind kind,
                                                      const char *external_id);

/** A record as it is delivered now, canonical JSON (borrowed until the ERP changes); NULL if there is none. Since 0.1. */
SALESINV_API const char *salesinv_loopback_record(const salesinv_loopback *erp,
                                                  salesinv_kind kind,
                                                  const char *external_id);

/** Number of documents of a kind that were pushed. Since 0.1. */
SALESINV_API int32_t salesinv_loopback_document_count(const salesinv_loopback *erp,
                                                      salesinv_kind kind);

/** Id of document `index` (0-based, as they came first) of a kind (borrowed until the ERP changes); NULL if there is none. Since 0.1. */
SALESINV_API const char *salesinv_loopback_document_id(const salesinv_loopback *erp,
                                                       salesinv_kind kind,
                                                       int32_t index);

/** A pushed document as it came last, canonical JSON (borrowed until the ERP changes); NULL if there is none. Since 0.1. */
SALESINV_API const char *salesinv_loopback_document(const salesinv_loopback *erp,
                                                    salesinv_kind kind,
                                                    const char *external_id);

/** Number of messages that had their effect. Since 0.1. */
SALESINV_API int64_t salesinv_loopback_message_count(const salesinv_loopback *erp);

/* ---- what its people do ---- */

/**
 * Ship for a pushed notice, or for an order where there are no notices. In parts as often as wanted; the stock figures that the ERP
 * has are lowered.
 *
 *     {"notice": "E-SH-000001", "warehouse": "W1", "carrier": "dhl", "tracking_number": "JD01",
 *      "lines": [{"line": 1, "qty": "2", "serials": ["A1", "A2"], "batch": "B7", "bin": "W1-03"}]}
 *
 * with "order" in place of "notice", and the document's warehouse if none is named. Lines are numbered as in the document; without
 * "lines" everything that is left goes. With the "external_id" of a result that is there, that one is corrected: it says this now.
 * Nothing stops more from being shipped than was wanted: what to make of that is the library's to say.
 *
 * @param erp              The ERP (borrowed).
 * @param json             What leaves (borrowed).
 * @param size             Its bytes.
 * @param out_external_id  Receives the result's id (borrowed until the next result), NULL on failure; may be NULL.
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG                 it is no JSON object, names no document, or a quantity is none, see the error's field,
 *         SALESINV_E_NOT_FOUND           there is no such document, or no such line in it,
 *         SALESINV_E_INSUFFICIENT_STOCK  a figure would fall below 0,
 *         SALESINV_E_TEXT, SALESINV_E_OVERFLOW, SALESINV_E_NOMEM or what the keeper of the state answers (the change is made then).
 *
 * Thread: any. May call: the keeper of the state. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_loopback_ship(salesinv_loopback *erp,
                                                    const char *json, size_t size,
                                                    const char **out_external_id);

/**
 * Take in the goods of a pushed return: what came so far, as a whole. The stock figures that the ERP has are raised.
 *
 *     {"return": "E-RT-000001", "warehouse": "W1", "lines": [{"line": 1, "received": "2", "serials": ["A1", "A2"]}]}
 *
 * Without "lines" everything came. What an exchange gives for it goes out with it: lines of direction 2, from the "out_warehouse". Warehouses
 * that are not named are those of the return.
 *
 * @param erp              The ERP (borrowed).
 * @param json             What came in (borrowed).
 * @param size             Its bytes.
 * @param out_external_id  Receives the result's id (borrowed until the next result), NULL on failure; may be NULL.
 * @return As salesinv_loopback_ship: SALESINV_OK, else SALESINV_E_ARG, SALESINV_E_NOT_FOUND, SALESINV_E_INSUFFICIENT_STOCK, SALESINV_E_TEXT,
 *         SALESINV_E_OVERFLOW, SALESINV_E_NOMEM or what the keeper of the state answers.
 *
 * Thread: any. May call: the keeper of the state. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_loopback_receive(salesinv_loopback *erp,
                                                       const char *json, size_t size,
                                                       const char **out_external_id);

/* ---- what goes wrong ---- */

/**
 * Let calls of a method fail from now on, in place of what was said before.
 *
 * @param erp      The ERP (borrowed).
 * @param method   Which one; SALESINV_LOOPBACK_ALL: each of them.
 * @param failure  How; SALESINV_LOOPBACK_NONE: not any more. What a method does not know passes as NONE.
 * @param count    How many calls; < 0: all, until it is told otherwise: with SALESINV_LOOPBACK_LOST the ERP is off line.
 * @return SALESINV_OK, else SALESINV_E_ARG for an unknown method or failure, or a count of 0.
 *
 * Thread: any. May call: nothing. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_loopback_fail(salesinv_loopback *erp,
                                                    salesinv_loopback_method method,
                                                    salesinv_loopback_failure failure,
                                                    int64_t count);

/* ---- its state ---- */

/**
 * The whole state, to be given back to salesinv_loopback_restore.
 *
 * @param erp        The ERP (borrowed).
 * @param out_state  Receives the state as JSON, NUL-terminated (borrowed until the next change or save), NULL on failure.
 * @return SALESINV_OK, else SALESINV_E_ARG for a missing pointer, SALESINV_E_OVERFLOW or SALESINV_E_NOMEM.
 *
 * Thread: any. May call: nothing. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_loopback_save(salesinv_loopback *erp,
                                                    const char **out_state);

/**
 * Put a saved state in the place of the present one: at the start of a process, or as from a backup, with what happened since forgotten.
 *
 * @param erp    The ERP (borrowed).
 * @param state  What was saved (borrowed).
 * @param size   Its bytes.
 * @param epoch  The name of its life from now on (copied): another one than before after a restore from a backup; NULL: as it was saved.
 * @return SALESINV_OK, else SALESINV_E_ARG for what is no state or no epoch, SALESINV_E_TEXT, SALESINV_E_OVERFLOW or SALESINV_E_NOMEM;
 *         nothing is changed then.
 *
 * Thread: any. May call: nothing. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_loopback_restore(salesinv_loopback *erp,
                                                       const char *state, size_t size,
                                                       const char *epoch);

/**
 * Have the state kept: `keep` gets it after every change (borrowed during the call), before the change is answered, so that nothing
 * is lost that others know of. When it answers a failure the change is answered with that, and a push with CONNECTOR_TIMEOUT. NULL: nobody keeps
 * it. `self` is borrowed. Since 0.1.
 */
SALESINV_API void salesinv_loopback_keep_state(
    salesinv_loopback *erp,
    salesinv_status (*keep)(void *self, const char *state, size_t size), void *self);

SALESINV_END_DECLS

#endif
