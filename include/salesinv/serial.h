/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_SERIAL_H
#define SALESINV_SERIAL_H

#include "salesinv/document.h"

SALESINV_BEGIN_DECLS

/** State of a serial number: one of SALESINV_SERIAL_*. Since 0.1. */
typedef int32_t salesinv_serial_state;
enum {
    SALESINV_SERIAL_UNUSED = 1,   /**< Known, not linked to stock. */
    SALESINV_SERIAL_INCOMING = 2, /**< On an inbound or return that is not confirmed. */
    SALESINV_SERIAL_IN_STOCK = 3, /**< In a warehouse. */
    SALESINV_SERIAL_OUTGOING =
        4, /**< In a warehouse, on a document that will take it out. */
    SALESINV_SERIAL_IN_TRANSIT = 5, /**< Between two warehouses. */
    SALESINV_SERIAL_USED = 6        /**< Gone out: shipped, lost, scrapped. */
};

/** Name of a state, e.g. "in_stock" (borrowed, static); "" for unknown values. Since 0.1. */
SALESINV_API const char *salesinv_serial_state_name(salesinv_serial_state state);

/**
 * Make serial numbers known before any document names them: printed labels, numbers that a maker announced. They are
 * unused then, linked to no stock, until an inbound order takes them in. Scattered numbers are registered one by one, many in one transaction (salesinv_session_begin). One event
 * SALESINV_EVENT_SERIALS_REGISTERED of the product's stock says who did it, with the detail {"first", "count"}.
 *
 * @param session      The session (borrowed), of a user who may create stock master data, as shipping staff.
 * @param product      Their product, > 0: active and managed by serial number.
 * @param first        The first serial number, UTF-8, 1..64 bytes (borrowed).
 * @param count        How many consecutive ones, >= 1; more than 1 needs digits at the end that are wide enough.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_EXISTS            one of them is known already; the details name the first: serial, state, product,
 *                                      and warehouse, bin and batch where it has them,
 *         SALESINV_E_SERIAL_RANGE      there are not so many numbers from the first on,
 *         SALESINV_E_SERIAL_PRODUCT    the product is not managed by serial number,
 *         SALESINV_E_PRODUCT_INACTIVE  the product is inactive,
 *         SALESINV_E_NOT_FOUND         there is no such product,
 *         SALESINV_E_ARG or SALESINV_E_TEXT  a value is not valid, see the error's field,
 *         SALESINV_E_FORBIDDEN         no role of the session allows it,
 *         SALESINV_E_EDITION_NOT_SUPPORTED  no edition is enabled,
 *         SALESINV_E_SYNC_ONLY              with the edition integration serial numbers come from the ERP alone,
 *         SALESINV_E_LICENSE_REQUIRED  the inventory licence is missing or has expired,
 *         SALESINV_E_REQUEST_REUSED    same request key, other arguments,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_serial_register(salesinv_session *session,
                                                      salesinv_id product,
                                                      const char *first, int64_t count,
                                                      const char *request_key);

/** One serial number as it is now; an immutable snapshot. Since 0.1. */
typedef struct salesinv_serial salesinv_serial;

/**
 * Look a serial number up.
 *
 * @param session     The session (borrowed).
 * @param product     Its product; 0 unless serials are unique per product (setting serial.scope).
 * @param serial      The serial number, UTF-8, 1..64 bytes (borrowed).
 * @param out_serial  Receives the snapshot, NULL on failure (owned: release with salesinv_serial_free).
 * @return SALESINV_OK, else one of
 *         SALESINV_E_SERIAL_NOT_FOUND  it is unknown,
 *         SALESINV_E_ARG, SALESINV_E_TEXT, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_serial_get(salesinv_session *session,
                                                 salesinv_id product,
                                                 const char *serial,
                                                 salesinv_serial **out_serial);

/** Its text (borrowed); NULL for NULL. Since 0.1. */
SALESINV_API const char *salesinv_serial_text(const salesinv_serial *serial);

/** Its state. Since 0.1. */
SALESINV_API salesinv_serial_state
salesinv_serial_state_of(const salesinv_serial *serial);

/** Its product. Since 0.1. */
SALESINV_API salesinv_id salesinv_serial_product(const salesinv_serial *serial);

/** Its warehouse; 0 unless it is in stock or outgoing. Since 0.1. */
SALESINV_API salesinv_id salesinv_serial_warehouse(const salesinv_serial *serial);

/** Its bin; 0 if none. Since 0.1. */
SALESINV_API salesinv_id salesinv_serial_bin(const salesinv_serial *serial);

/** Its batch; 0 if none. Since 0.1. */
SALESINV_API salesinv_id salesinv_serial_batch(const salesinv_serial *serial);

/** The document line that holds or shipped it (id << 16 | number); 0 if none. Since 0.1. */
SALESINV_API salesinv_id salesinv_serial_holder(const salesinv_serial *serial);

/** The account it was shipped to; 0 if none. Since 0.1. */
SALESINV_API salesinv_id salesinv_serial_account(const salesinv_serial *serial);

/** Release a snapshot. NULL is a no-op; legal on any thread. Since 0.1. */
SALESINV_API void salesinv_serial_free(salesinv_serial *serial);

/** The life of a serial number, oldest event first; an immutable snapshot. Since 0.1. */
typedef struct salesinv_trace salesinv_trace;

/**
 * Read the whole life of a serial number.
 *
 * @param session    The session (borrowed).
 * @param product    Its product; 0 unless serials are unique per product.
 * @param serial     The serial number, UTF-8, 1..64 bytes (borrowed).
 * @param out_trace  Receives the events, NULL on failure (owned: release with salesinv_trace_free).
 * @return SALESINV_OK, SALESINV_E_SERIAL_NOT_FOUND when it is unknown, or a code of salesinv_serial_get.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_serial_trace(salesinv_session *session,
                                                   salesinv_id product,
                                                   const char *serial,
                                                   salesinv_trace **out_trace);

/** Number of events. Since 0.1. */
SALESINV_API int32_t salesinv_trace_count(const salesinv_trace *trace);

/** When event `index` (0-based) was recorded. Since 0.1. */
SALESINV_API salesinv_time salesinv_trace_at(const salesinv_trace *trace,
                                             int32_t index);

/** Who did it. Since 0.1. */
SALESINV_API salesinv_id salesinv_trace_user(const salesinv_trace *trace,
                                             int32_t index);

/** The document line behind it (id << 16 | number). Since 0.1. */
SALESINV_API salesinv_id salesinv_trace_line(const salesinv_trace *trace,
                                             int32_t index);

/** State before; 0 for the registration. Since 0.1. */
SALESINV_API salesinv_serial_state salesinv_trace_from(const salesinv_trace *trace,
                                                       int32_t index);

/** State after. Since 0.1. */
SALESINV_API salesinv_serial_state salesinv_trace_to(const salesinv_trace *trace,
                                                     int32_t index);

/** Warehouse after; 0 if none. Since 0.1. */
SALESINV_API salesinv_id salesinv_trace_warehouse(const salesinv_trace *trace,
                                                  int32_t index);

/** Account after; 0 if none. Since 0.1. */
SALESINV_API salesinv_id salesinv_trace_account(const salesinv_trace *trace,
                                                int32_t index);

/** Release. NULL is a no-op; legal on any thread. Since 0.1. */
SALESINV_API void salesinv_trace_free(salesinv_trace *trace);

/** Serial numbers of a product or a line, as ranges; an immutable snapshot of one page. Since 0.1. */
typedef struct salesinv_serial_list salesinv_serial_list;

/**
 * List the serial numbers of a product in order, as ranges with one state and place.
 *
 * @param session    The session (borrowed).
 * @param product    The product.
 * @param warehouse  Only those in this warehouse; 0: wherever they are.
 * @param state      Only those in this state; 0: in any.
 * @param after      Text of the first serial of the range seen last; NULL or "" from the start (borrowed).
 * @param max_count  Most ranges to list, 1..10000.
 * @param out_list   Receives the ranges, NULL on failure (owned: release with salesinv_serial_list_free).
 * @return SALESINV_OK, else one of SALESINV_E_ARG, SALESINV_E_TEXT, SALESINV_E_SERIAL_NOT_FOUND for an unknown `after`,
 *         SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_serial_find(salesinv_session *session,
                                                  salesinv_id product,
                                                  salesinv_id warehouse,
                                                  salesinv_serial_state state,
                                                  const char *after, int32_t max_count,
                                                  salesinv_serial_list **out_list);

/**
 * List the serial numbers that a document line names, in order, as ranges. The way to read on where a snapshot ends,
 * see salesinv_document_serials_are_complete. What a line names stays as it was, wherever the serials went: the ranges
 * have no state and no place.
 *
 * @param session    The session (borrowed), of a user who may read stock and the document.
 * @param line       The line's id (SALESINV_F_LINE_ID), > 0.
 * @param after      Text of the first serial of the range seen last; NULL or "" from the start (borrowed).
 * @param max_count  Most ranges to list, 1..10000.
 * @param out_list   Receives the ranges, none for a line that names no serials; NULL on failure (owned: release with
 *                   salesinv_serial_list_free).
 * @return SALESINV_OK, else one of SALESINV_E_ARG, SALESINV_E_TEXT, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM or a
 *         SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_serial_find_line(salesinv_session *session,
                                                       salesinv_id line,
                                                       const char *after,
                                                       int32_t max_count,
                                                       salesinv_serial_list **out_list);

/** Number of ranges; fewer than asked for: that was all. Since 0.1. */
SALESINV_API int32_t salesinv_serial_list_count(const salesinv_serial_list *list);

/** First serial of range `index` (0-based, borrowed); NULL if there is none. Since 0.1. */
SALESINV_API const char *salesinv_serial_list_first(const salesinv_serial_list *list,
                                                    int32_t index);

/** Number of serials in the range. Since 0.1. */
SALESINV_API int64_t salesinv_serial_list_size(const salesinv_serial_list *list,
                                               int32_t index);

/** State of the range; 0 in the list of a line. Since 0.1. */
SALESINV_API salesinv_serial_state
salesinv_serial_list_state(const salesinv_serial_list *list, int32_t index);

/** Warehouse of the range; 0 if none. Since 0.1. */
SALESINV_API salesinv_id
salesinv_serial_list_warehouse(const salesinv_serial_list *list, int32_t index);

/** Release. NULL is a no-op; legal on any thread. Since 0.1. */
SALESINV_API void salesinv_serial_list_free(salesinv_serial_list *list);

SALESINV_END_DECLS

#endif
