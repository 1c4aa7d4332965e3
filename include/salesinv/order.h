/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_ORDER_H
#define SALESINV_ORDER_H

/*
 * Sales orders. Submitting one checks and freezes stock; approving changes no figure; shipments made from it lower
 * stock; receipts and returns are booked on it.
 *
 * Ordering modes (setting order.mode, also by record type): "none" freezes nothing; "single" freezes all in the order's
 * warehouse; "consolidated" lets the lines, in their order, take what is available in the applicable warehouses, the default
 * one first, then by priority, then by code, and under "allow" leaves the rest on the first of them. A decrease gives back
 * from the last one first. In the edition integration the figures are those that the ERP sent last: orders are held against
 * them in the same modes, and nothing is frozen. An order that is raised is held against them whole, less what the ERP may have
 * frozen for it: at most what was to come of it before. One of which the ERP delivered more than was ordered (sync.over_delivery) has
 * SHIPPED above QTY and nothing to come.
 *
 * Kits (setting shipping.kits, fixed on the order at submission): a line of a product that is a kit gets a line per component,
 * and these theirs, with quantities, kinds and structure as they are then; they are numbered after the other lines and gone
 * again when the order is rejected or withdrawn. Goods are frozen, shipped and returned
 *   of an assembled kit (ATO) on the line of the kit: those of its components (PART) only show their share of it;
 *   of a picked kit (PTO) on the lines of the components: the line of the kit counts the kits that are complete, the least
 *   over its components of SHIPPED x QTY of the kit / QTY of the component, whole kits alone; likewise RECEIVED and what is
 *   pending, and RETURNED_SHIPPED by what goes into each kit; CLOSED and RETURNED_UNSHIPPED count the kits that can no longer
 *   be complete.
 * A document that names the other level is refused with KIT_LEVEL, whose details name the right one: order_line, or
 * component.1, component.2, ... An edit changes the line of the kit and its components follow; it need not name them, and
 * may not change them. The price stays on the kit. KIT_AMOUNT divides its amount over the components of a picked kit,
 * in proportion to list price x quantity, the last one taking the rounding rest: shipments and returns of them amount to
 * their part of it, and all of them together to the whole. A fixed quantity has no part, unless the kit has nothing else.
 *
 *   draft -> (in_approval ->) confirmed -> shipped -> received;  rejected and withdrawn may be submitted again;
 *   closed: the remainder was given up, or all of it came back by order-based returns;  void: taken out of effect, nothing was shipped.
 *
 * Fields of the header; s: settable, r: required
 *   SALESINV_F_ACCOUNT         id     s r  who buys; fixed at submission
 *   SALESINV_F_CURRENCY        text   s    ISO 4217; default: setting order.currency; fixed at submission
 *   SALESINV_F_ORDERED_AT      time   s    default: now
 *   SALESINV_F_WAREHOUSE       id     s    ordering warehouse; mode "single" needs it, the others take none; fixed at submission
 *   SALESINV_F_SHIP_TO         id     s    line id of an address of the account
 *   SALESINV_F_NOTE            text   s    at most 4 000 bytes
 *   SALESINV_F_AMOUNT          money       sum of the lines
 *   SALESINV_F_MODE            int         SALESINV_MODE_*, fixed at submission; 0 before; in JSON "ordering_mode"
 *   SALESINV_F_VALIDATION      int         SALESINV_RULE_*, fixed at submission; 0 before
 *   SALESINV_F_SHIPPING_MODE   int         SALESINV_SHIPPING_*, fixed at submission; 0 before
 *   SALESINV_F_KITS            int         1: kits have component lines, fixed at submission; 0 before
 *   SALESINV_F_SHIPPING_STATUS int         SALESINV_PROGRESS_*, derived from the lines
 *   SALESINV_F_RECEIPT_STATUS  int         SALESINV_PROGRESS_*, derived from the lines
 * Fields of the lines
 *   SALESINV_F_PRODUCT         id     s r  fixed at submission
 *   SALESINV_F_QTY             qty    s    in the base unit, > 0; it or UNIT and UNIT_QTY are required
 *   SALESINV_F_UNIT            id     s    another unit of the product
 *   SALESINV_F_UNIT_QTY        qty    s    quantity in that unit; QTY follows from it exactly
 *   SALESINV_F_PRICE           money  s    of one base unit; default: the product's price
 *   SALESINV_F_DISCOUNT        int    s    in 1/10 000, 0..10 000
 *   SALESINV_F_AMOUNT          money       price x quantity x (1 - discount), rounded once, half away from zero
 *   SALESINV_F_PARENT_LINE     int         of a component: LINE of its kit; 0: none
 *   SALESINV_F_KIT_KIND        int         SALESINV_KIT_*, fixed at submission
 *   SALESINV_F_PER_KIT         qty         of a component: what goes into each kit; 0: its QTY goes with the line of the kit
 *   SALESINV_F_KIT_AMOUNT      money       of a component of a picked kit: its part of the kit's amount; its own AMOUNT is 0
 *   SALESINV_F_FROZEN          qty         frozen for the line and not yet shipped, in all warehouses together
 *   SALESINV_F_NOTICED         qty         named by live notices and not yet out
 *   SALESINV_F_SHIP_PENDING    qty         on shipments in approval
 *   SALESINV_F_SHIPPED         qty         on shipments that left
 *   SALESINV_F_RECEIVED        qty         confirmed by the buyer
 *   SALESINV_F_RETURN_PENDING  qty         on returns in approval
 *   SALESINV_F_UNSHIPPED_PENDING  qty      on a return in approval, to be given back before it is shipped
 *   SALESINV_F_RETURNED_UNSHIPPED qty      given back before it was shipped
 *   SALESINV_F_RETURNED_SHIPPED   qty      came back
 *   SALESINV_F_CLOSED          qty         given up with the remainder
 *   SALESINV_F_SHIPPABLE       qty         ordered - shipped - pending - returned unshipped - closed; 0 on lines that move nothing
 * Besides the fields that every header and every line has (document.h).
 *
 * Every writing call may answer, besides its own codes: SALESINV_E_ARG (a missing, malformed or unknown value; the
 * field is named), SALESINV_E_TEXT, SALESINV_E_OVERFLOW, SALESINV_E_FORBIDDEN, SALESINV_E_LICENSE_REQUIRED,
 * SALESINV_E_EDITION_NOT_SUPPORTED, SALESINV_E_NOT_FOUND (the object, or one it refers to: the field is named),
 * SALESINV_E_STALE (another version than expected), SALESINV_E_INVALID_STATE (the status does not take the call),
 * SALESINV_E_EXISTS (the external id is taken), SALESINV_E_REQUEST_REUSED, SALESINV_E_CONFLICT,
 * SALESINV_E_UNKNOWN_OUTCOME, SALESINV_E_TXN_DOOMED, SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_FORKED,
 * SALESINV_E_BUSY, SALESINV_E_REENTRANT and the SALESINV_E_STORAGE_* codes.
 */
#include "salesinv/find.h"

SALESINV_BEGIN_DECLS

/** Snapshot of a sales order. Since 0.1. */
typedef struct salesinv_order salesinv_order;

/** Values of SALESINV_F_SHIPPING_STATUS and SALESINV_F_RECEIPT_STATUS. Since 0.1. */
enum {
    SALESINV_PROGRESS_NONE = 1,    /**< Nothing yet. */
    SALESINV_PROGRESS_PARTIAL = 2, /**< A part. */
    SALESINV_PROGRESS_COMPLETE = 3 /**< Everything that was to come. */
};

/**
 * Store a draft as a new order, or with SALESINV_SUBMIT store and submit it in one transaction.
 *
 * @param session      The session (borrowed); needs the right to create, with SALESINV_SUBMIT also to submit.
 * @param draft        What to store (borrowed), of kind SALESINV_KIND_ORDER.
 * @param flags        0 or SALESINV_SUBMIT.
 * @param request_key  Makes a repeated call act once (borrowed); NULL: none.
 * @param out_order    Receives the order, NULL on failure (owned: release with salesinv_order_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG                  also: no currency, a quantity that the product cannot hold, no lines at submission,
 *         SALESINV_E_ACCOUNT_INACTIVE     the account is inactive,
 *         SALESINV_E_PRODUCT_INACTIVE     a product, or a component of a kit, is inactive,
 *         SALESINV_E_WAREHOUSE_REQUIRED   the ordering mode needs a warehouse and none is named,
 *         SALESINV_E_WAREHOUSE_NOT_ALLOWED the ordering mode takes no warehouse and one is named,
 *         SALESINV_E_WAREHOUSE_DISABLED   the warehouse is disabled,
 *         SALESINV_E_WAREHOUSE_NOT_APPLICABLE it does not apply to this user or account; mode "consolidated": none does,
 *         SALESINV_E_INSUFFICIENT_STOCK   under "block": the lines of a product together want more than is available, in the
 *                                         warehouse or over all applicable ones; the details have the figures and who holds the stock,
 *                                         further short products as short.N.product, .wanted, .on_hand, .frozen, .available
 *                                         (N from 2 to 5), with .holder.M.document, .line, .qty and .holders_more (M from 1 to 3),
 *                                         and the number of all as shorts,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_order_create(salesinv_session *session,
                                                   const salesinv_draft *draft,
                                                   uint32_t flags,
                                                   const char *request_key,
                                                   salesinv_order **out_order);

/**
 * Change an order by a draft: fields that are set, and if it names lines, the whole set of lines.
 *
 * Drafts, rejected and withdrawn orders may be changed freely. Later an increase is checked and frozen at once, a decrease
 * gives back what is frozen above the new remainder; raising a fully shipped order opens it again. Sellers change their
 * own orders until these are confirmed; who may update all orders, also later.
 *
 * @param session           The session (borrowed); needs the right to update.
 * @param id                The order.
 * @param expected_version  Version that the change was made for; 0: any.
 * @param draft             What changes (borrowed).
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_order         Receives the order, NULL on failure (owned: release with salesinv_order_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_EXCEEDS_REMAINING    a line would fall below what is shipped, pending, returned or closed,
 *         SALESINV_E_INSUFFICIENT_STOCK   an increase is not available,
 *         SALESINV_E_WAREHOUSE_DISABLED   an increase is wanted from a warehouse that was disabled since,
 *         SALESINV_E_WAREHOUSE_NOT_APPLICABLE likewise in mode "consolidated", when no warehouse applies to this user and the account,
 *         SALESINV_E_PRODUCT_INACTIVE     a new line names an inactive product,
 *         SALESINV_E_KIT_LEVEL            a component of a kit is changed: its kit's line is what an edit changes,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_order_update(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const salesinv_draft *draft, const char *request_key, salesinv_order **out_order);

/**
 * Submit a draft, or a rejected or withdrawn order: check it, fix ordering mode, validation rule and shipping mode, freeze
 * stock line by line. Without an approval step it is confirmed at once.
 *
 * @param session           The session (borrowed); needs the right to submit.
 * @param id                The order.
 * @param expected_version  Version that was seen; 0: any.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_order         Receives the order, NULL on failure (owned: release with salesinv_order_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ACCOUNT_INACTIVE     the account is inactive,
 *         SALESINV_E_PRODUCT_INACTIVE     a product, or a component of a kit, is inactive,
 *         SALESINV_E_WAREHOUSE_REQUIRED   the ordering mode needs a warehouse and none is named,
 *         SALESINV_E_WAREHOUSE_NOT_ALLOWED the ordering mode takes no warehouse and one is named,
 *         SALESINV_E_WAREHOUSE_DISABLED   the warehouse is disabled,
 *         SALESINV_E_WAREHOUSE_NOT_APPLICABLE it does not apply to this user or account; mode "consolidated": none does,
 *         SALESINV_E_INSUFFICIENT_STOCK   under "block": the lines of a product together want more than is available, in the
 *                                         warehouse or over all applicable ones; the details have the figures and who holds the stock,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_order_submit(salesinv_session *session,
                                                   salesinv_id id,
                                                   int64_t expected_version,
                                                   const char *request_key,
                                                   salesinv_order **out_order);

/**
 * Approve an order that is in approval: it is confirmed and can be shipped.
 *
 * @param session           The session (borrowed); needs the right to approve.
 * @param id                The order.
 * @param expected_version  Version that was seen; 0: any.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_order         Receives the order, NULL on failure (owned: release with salesinv_order_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_FORBIDDEN            also: approval.four_eyes is on and the session's user submitted it or changed it last while it waited,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_order_approve(salesinv_session *session,
                                                    salesinv_id id,
                                                    int64_t expected_version,
                                                    const char *request_key,
                                                    salesinv_order **out_order);

/**
 * Take an order back from approval; what it froze is released.
 *
 * @param session           The session (borrowed); needs the right to submit.
 * @param id                The order.
 * @param expected_version  Version that was seen; 0: any.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_order         Receives the order, NULL on failure (owned: release with salesinv_order_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE        it is not in approval,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_order_withdraw(salesinv_session *session,
                                                     salesinv_id id,
                                                     int64_t expected_version,
                                                     const char *request_key,
                                                     salesinv_order **out_order);

/**
 * Refuse an order that is in approval; what it froze is released.
 *
 * @param session           The session (borrowed); needs the right to approve.
 * @param id                The order.
 * @param expected_version  Version that was seen; 0: any.
 * @param reason            Why, at most 512 bytes, kept with the event (borrowed); NULL: none.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_order         Receives the order, NULL on failure (owned: release with salesinv_order_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE        it is not in approval,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_order_reject(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *reason, const char *request_key, salesinv_order **out_order);

/**
 * Take an order out of effect for good: nothing was shipped, no shipment or return of it is in approval. What it froze is
 * released.
 *
 * @param session           The session (borrowed); needs the right to void.
 * @param id                The order.
 * @param expected_version  Version that was seen; 0: any.
 * @param reason            Why, at most 512 bytes, kept with the event (borrowed); NULL: none.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_order         Receives the order, NULL on failure (owned: release with salesinv_order_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE        something was shipped,
 *         SALESINV_E_IN_USE               shipments or returns in approval, notices that goods still go out for, or returns in effect,
 *                                         named in the details,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_order_void(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *reason, const char *request_key, salesinv_order **out_order);

/**
 * Give up what is not shipped yet: its freeze is released, nothing more can be shipped. An order of which nothing was
 * shipped, or whose goods are not all received, ends closed; else received.
 *
 * @param session           The session (borrowed); needs the right to close.
 * @param id                The order.
 * @param expected_version  Version that was seen; 0: any.
 * @param reason            Why, at most 512 bytes, kept with the event (borrowed); NULL: none.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_order         Receives the order, NULL on failure (owned: release with salesinv_order_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE        nothing remains,
 *         SALESINV_E_IN_USE               a shipment or return in approval, or a notice that goods still go out for (void or close
 *                                         it first), named in the details,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_order_close_remainder(
    salesinv_session *session, salesinv_id id, int64_t expected_version,
    const char *reason, const char *request_key, salesinv_order **out_order);

/**
 * Take up again what was given up with the remainder: it is checked and frozen as at submission, under the mode and rule
 * that were fixed then, all of it or nothing. The order is confirmed again.
 *
 * @param session           The session (borrowed); needs the right to close.
 * @param id                The order.
 * @param expected_version  Version that was seen; 0: any.
 * @param request_key       Makes a repeated call act once (borrowed); NULL: none.
 * @param out_order         Receives the order, NULL on failure (owned: release with salesinv_order_free); NULL: no snapshot is built.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_INVALID_STATE             nothing of the order was given up,
 *         SALESINV_E_INSUFFICIENT_STOCK        under "block": not all of it is available,
 *         SALESINV_E_WAREHOUSE_DISABLED        the order's warehouse was disabled since,
 *         SALESINV_E_WAREHOUSE_NOT_APPLICABLE  mode "consolidated": no warehouse applies to this user and the account,
 *         or a code that every writing call may answer (see above).
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_order_reopen(salesinv_session *session,
                                                   salesinv_id id,
                                                   int64_t expected_version,
                                                   const char *request_key,
                                                   salesinv_order **out_order);

/**
 * Read an order.
 *
 * @param session      The session (borrowed); needs the right to read.
 * @param id           The order.
 * @param out_order    Receives the order, NULL on failure (owned: release with salesinv_order_free).
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_NOT_FOUND, SALESINV_E_FORBIDDEN (also for absent and foreign ids where
 *         only own ones may be read), SALESINV_E_NOMEM or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_order_get(salesinv_session *session,
                                                salesinv_id id,
                                                salesinv_order **out_order);

/**
 * Find orders, see salesinv_document_find.
 *
 * @param session     The session (borrowed); needs the right to read.
 * @param filter      Which ones (borrowed); NULL: all.
 * @param out_cursor  Receives the cursor, NULL on failure (owned: release with salesinv_cursor_free).
 * @return SALESINV_OK, SALESINV_E_ARG for a condition that orders have not, SALESINV_E_FORBIDDEN, SALESINV_E_NOMEM.
 *
 * Thread: the engine's. May call: nothing. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_order_find(salesinv_session *session,
                                                 const salesinv_filter *filter,
                                                 salesinv_cursor **out_cursor);

/** The object for the accessors of document.h (borrowed until the order is freed); NULL for NULL. Since 0.1. */
SALESINV_API const salesinv_document *salesinv_order_document(
    const salesinv_order *order);

/** Release an order. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_order_free(salesinv_order *order);

/* ---- freezes ---- */

/** What an order has frozen, by line and warehouse; an immutable snapshot. Since 0.1. */
typedef struct salesinv_freezes salesinv_freezes;

/**
 * Read what an order has frozen: line by line, and of each in every warehouse that gives something. In consolidated mode this
 * is the allocation, from which its shipments are best made; salesinv/adjustment.h changes it.
 *
 * @param session      The session (borrowed); needs the right to read.
 * @param id           The order.
 * @param out_freezes  Receives the freezes, maybe none; NULL on failure (owned: release with salesinv_freezes_free).
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_NOT_FOUND, SALESINV_E_FORBIDDEN (also for absent and foreign ids where
 *         only own ones may be read), SALESINV_E_NOMEM or a SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_order_freezes(salesinv_session *session,
                                                    salesinv_id id,
                                                    salesinv_freezes **out_freezes);

/** Number of freezes; 0 for NULL. Since 0.1. */
SALESINV_API int32_t salesinv_freezes_count(const salesinv_freezes *freezes);

/** Number of the order's line of freeze `index` (0-based); 0 if there is none. Since 0.1. */
SALESINV_API int64_t salesinv_freezes_line(const salesinv_freezes *freezes,
                                           int32_t index);

/** Where it is frozen; 0 if there is no such freeze. Since 0.1. */
SALESINV_API salesinv_id salesinv_freezes_warehouse(const salesinv_freezes *freezes,
                                                    int32_t index);

/** How much of the line is frozen there. Since 0.1. */
SALESINV_API salesinv_qty salesinv_freezes_qty(const salesinv_freezes *freezes,
                                               int32_t index);

/** Release the freezes. NULL is a no-op; legal on any thread and after the engine was closed. Since 0.1. */
SALESINV_API void salesinv_freezes_free(salesinv_freezes *freezes);

SALESINV_END_DECLS

#endif
