/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_PRODUCT_H
#define SALESINV_PRODUCT_H

/*
 * Products. What stock is counted in (TRACKING, SCALE, UNIT) cannot change while the product has stock or is
 * named by an open document or as a component by an active product (IN_USE), KIT_KIND not while it is so named, TRACKING
 * not once it has serial numbers either. An inactive product takes no new lines, but what is frozen for open orders
 * stays frozen and still ships.
 *
 * A product with components and a KIT_KIND other than NONE is a kit. With the setting shipping.kits on, an order of it gets a
 * line per component when it is submitted and keeps what the kit was then (salesinv/order.h); a kit may contain kits, but not
 * itself. An assembled kit (ATO) has stock of its own, which orders freeze and shipments lower: the stock of its components stays
 * as it is. Of a picked kit (PTO) the components' stock counts. With KIT_KIND NONE components are kept and mean nothing; a
 * kit without components cannot be ordered.
 *
 * Fields (SALESINV_F_..), their types, when a draft may set them, and what they mean:
 *   ID, NUMBER, VERSION, STATUS, ..         -       as every kind: see salesinv/document.h
 *   RECORD_TYPE                      text   always  the host's type of the object, for settings per
 *                                                   record type, 1..64 bytes
 *   OWNER, DEPARTMENT                id     always  the host's ids of user (default: who creates it)
 *                                                   and department
 *   EXTERNAL_ID                      text   always  the host's own id, unique within the kind,
 *                                                   1..128 bytes
 *   EXTRA                            text   always  JSON of the host, at most 8192 bytes, kept as
 *                                                   given
 *   CODE                             text   always  unique if set, 1..64 bytes
 *   NAME                             text   always  required, unique, 1..200 bytes
 *   CATEGORY                         id     always  its category, 0: none; must be active
 *   UNIT                             id     always  its base unit, 0 (default): unnamed; must be
 *                                                   active
 *   PRICE                            money  always  list price, >= 0, default 0
 *   BARCODE                          text   always  1..64 bytes; need not be unique
 *   TRACKING                         int    always  SALESINV_TRACKING_*; BATCH and SERIAL need the
 *                                                   setting plugin.batch_serial
 *   SCALE                            int    always  decimals of its quantities, 0..6, default 0; 0
 *                                                   with SALESINV_TRACKING_SERIAL
 *   KIT_KIND                         int    always  SALESINV_KIT_*, default NONE
 *   SAFETY_STOCK                     qty    always  threshold for low stock, >= 0 and within SCALE;
 *                                                   unset: none
 * When the available stock of all enabled warehouses together falls from SAFETY_STOCK or more to less by what one call moves,
 * one event SALESINV_EVENT_STOCK_LOW is appended behind the call's own, whatever document moved it, with the detail
 * {"product":7,"safety_stock":"10","before":"12","available":"9"}. Figures are compared before and after the whole call, also
 * within an explicit transaction: a batch raises the events that its calls would raise one by one. Rising stock raises none, and
 * falling again raises it again. Setting SAFETY_STOCK, enabling or disabling a warehouse move nothing and raise none.
 *
 * A line is another unit that quantities may be given in, one UNIT being NUMERATOR / DENOMINATOR base units, or a component:
 *   LINE, LINE_ID       int, id  -       number of the line within its object, and its id for others
 *                                        to name
 *   EXTERNAL_ID, EXTRA  text     always  as on the header
 *   UNIT                id       always  it or PRODUCT is required; active, not the base unit, once per
 *                                        product
 *   NUMERATOR           int      always  of a unit: 1..10^12, default 1
 *   DENOMINATOR         int      always  likewise
 *   PRODUCT             id       always  component; active, not the kit itself nor a kit that it is
 *                                        inside of; once with and once without IS_FIXED
 *   QTY                 qty      always  of a component: required, > 0, in its base unit and within its
 *                                        SCALE
 *   IS_FIXED            int      always  of a component: 0 (default) QTY goes into each kit, 1 QTY goes
 *                                        with an order line, however many kits it orders
 */
#include "salesinv/find.h"

SALESINV_BEGIN_DECLS

/** How the stock of a product is managed, values of SALESINV_F_TRACKING. Since 0.1. */
enum {
    SALESINV_TRACKING_NONE = 0,  /**< By quantity alone. */
    SALESINV_TRACKING_BATCH = 1, /**< By batch. */
    SALESINV_TRACKING_SERIAL = 2 /**< By serial number, in whole units. */
};

/** Whether a product or an order line is a bundle, values of SALESINV_F_KIT_KIND. Since 0.1. */
enum {
    SALESINV_KIT_NONE = 0, /**< No bundle. */
    SALESINV_KIT_ATO = 1,  /**< Assembled to order: ships as its parent. */
    SALESINV_KIT_PTO = 2,  /**< Picked to order: ships as its components. */
    SALESINV_KIT_PART =
        3 /**< Order lines alone: inside of an assembled kit, shown but never shipped by itself. */
};

/** A product. Immutable snapshot. Since 0.1. */
typedef struct salesinv_product salesinv_product;

/**
 * Create a product.
 *
 * @param session      The session (borrowed), of a user who may create products.
 * @param draft        What to create (borrowed), of SALESINV_KIND_PRODUCT.
 * @param flags        0.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_product  Receives a snapshot of it, NULL on failure (owned: release with salesinv_product_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG               the draft is missing or of another kind, or a value is missing
 *                                      or out of range; see the error's field,
 *         SALESINV_E_NOT_FOUND         something that the draft names does not exist,
 *         SALESINV_E_EXISTS            the code, name or external id is taken; see the error's field,
 *         SALESINV_E_INVALID_STATE     category or unit is inactive,
 *         SALESINV_E_PLUGIN_DISABLED   TRACKING needs plugin.batch_serial,
 *         SALESINV_E_LICENSE_REQUIRED  the inventory licence is missing or has expired,
 *         SALESINV_E_FORBIDDEN         no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED    same request key, other arguments,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_product_create(salesinv_session *session,
                                                     const salesinv_draft *draft,
                                                     uint32_t flags,
                                                     const char *request_key,
                                                     salesinv_product **out_product);

/**
 * Change a product: fields that the draft does not set stay as they are; a draft with lines names the whole set of them.
 *
 * @param session           The session (borrowed), of a user who may change products.
 * @param id                The product.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param draft             What to change (borrowed), of SALESINV_KIND_PRODUCT.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_product       Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_product_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG               the draft is missing or of another kind, or a value is out of
 *                                      range; see the error's field,
 *         SALESINV_E_NOT_FOUND         there is no such product, or something that the draft names,
 *         SALESINV_E_STALE             it has another version than expected,
 *         SALESINV_E_EXISTS            the code, name or external id is taken; see the error's field,
 *         SALESINV_E_INVALID_STATE     category or unit is inactive,
 *         SALESINV_E_IN_USE            TRACKING, SCALE or UNIT changes while there is stock or an open
 *                                      document,
 *         SALESINV_E_PLUGIN_DISABLED   TRACKING needs plugin.batch_serial,
 *         SALESINV_E_LICENSE_REQUIRED  the inventory licence is missing or has expired,
 *         SALESINV_E_FORBIDDEN         no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED    same request key, other arguments,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_product_update(salesinv_session *session,
                                                     salesinv_id id,
                                                     int64_t expected_version,
                                                     const salesinv_draft *draft,
                                                     const char *request_key,
                                                     salesinv_product **out_product);

/**
 * Put a product out of use: it is no longer taken for new documents. Nothing stands in the way.
 *
 * @param session           The session (borrowed), of a user who may change it.
 * @param id                The product.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_product       Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_product_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG             a value is out of range,
 *         SALESINV_E_NOT_FOUND       there is no such product,
 *         SALESINV_E_STALE           it has another version than expected,
 *         SALESINV_E_INVALID_STATE   it is not active,
 *         SALESINV_E_FORBIDDEN       no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED  same request key, other arguments,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_product_deactivate(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *request_key, salesinv_product **out_product);

/**
 * Put a product into use again.
 *
 * @param session           The session (borrowed), of a user who may change it.
 * @param id                The product.
 * @param expected_version  Its version as last seen, 0 for any.
 * @param request_key       Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_product       Receives a snapshot as it then is, NULL on failure (owned: release with salesinv_product_free); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG             a value is out of range,
 *         SALESINV_E_NOT_FOUND       there is no such product,
 *         SALESINV_E_STALE           it has another version than expected,
 *         SALESINV_E_INVALID_STATE   it is not inactive, or what it hangs on is,
 *         SALESINV_E_FORBIDDEN       no role of the session allows it,
 *         SALESINV_E_REQUEST_REUSED  same request key, other arguments,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_product_activate(salesinv_session *session,
                                                       salesinv_id id,
                                                       int64_t expected_version,
                                                       const char *request_key,
                                                       salesinv_product **out_product);

/**
 * Read a product as it is now.
 *
 * @param session  The session (borrowed), of a user who may read products.
 * @param id       The product.
 * @param out_product  Receives a snapshot, NULL on failure (owned: release with salesinv_product_free).
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_NOT_FOUND, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM,
 *         SALESINV_E_CLOSED, SALESINV_E_BUSY, SALESINV_E_FORKED or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_product_get(salesinv_session *session,
                                                  salesinv_id id,
                                                  salesinv_product **out_product);

/**
 * Find products; the cursor delivers them as salesinv_document.
 *
 * @param session     The session (borrowed), of a user who may read products.
 * @param filter      Which (borrowed), of SALESINV_KIND_PRODUCT; NULL: all.
 * @param out_cursor  Receives the cursor, NULL on failure (owned: release with salesinv_cursor_free).
 * @return SALESINV_OK, SALESINV_E_ARG for a filter of another kind, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM,
 *         SALESINV_E_CLOSED, SALESINV_E_BUSY or SALESINV_E_FORKED.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_product_find(salesinv_session *session,
                                                   const salesinv_filter *filter,
                                                   salesinv_cursor **out_cursor);

/** The common base of a snapshot, by which its fields are read (borrowed until it is freed). Since 0.1. */
SALESINV_API const salesinv_document *salesinv_product_document(
    const salesinv_product *product);

/** Release a snapshot. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_product_free(salesinv_product *product);

SALESINV_END_DECLS

#endif
