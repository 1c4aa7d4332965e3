/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SALES_ORDER_H
#define SINV_SALES_ORDER_H

/*
 * Sales orders: the kind, and what shipments and returns need of an order that they change. Counters
 * of order lines are set only by the functions here and by their callers' apply hooks.
 */
#include "document/doc.h"
#include "salesinv/order.h"
#include "salesinv/product.h"
#include "salesinv/settings.h"

extern const sinv_kind sinv_order_kind;

/** Statuses in which an order can have shipments: its remainder decides how much. */
enum {
    SINV_ORDER_SHIPPING = SINV_IN(SALESINV_STATUS_CONFIRMED) |
                          SINV_IN(SALESINV_STATUS_SHIPPED) |
                          SINV_IN(SALESINV_STATUS_RECEIVED)
};

/**
 * Does the line stand for goods itself? A picked kit does not, its components do; what is inside of an assembled kit does
 * not, the kit does. Lines that do not have counters of 0 and no remainder.
 */
bool sinv_order_moves(const sinv_doc *order, uint32_t index);
/** KIT_LEVEL, naming the line or lines to name instead, unless the line stands for goods itself. */
salesinv_status sinv_order_check_level(sinv_txn *txn, const sinv_doc *order,
                                       uint32_t index, const char *field);
/** What the goods of the line are worth: its amount, or of a component its part of the kit's. */
int64_t sinv_order_worth(const sinv_doc *order, uint32_t index);
/** A counter of the line, by column, as people see it: of lines that move nothing, what follows from those that do. */
int64_t sinv_order_figure(const sinv_doc *order, uint32_t index, int32_t column);

/**
 * Ordered less what was shipped, returned before shipping and closed (domain.md 2, formula 3). Negative where an ERP delivered more
 * than was ordered.
 */
int64_t sinv_order_balance(const sinv_doc *order, uint32_t index);
/** What of it is to come: the balance, or 0. */
int64_t sinv_order_remaining(const sinv_doc *order, uint32_t index);
/** Of that, what no shipment or return in approval names (formula 4); never negative. */
int64_t sinv_order_shippable(const sinv_doc *order, uint32_t index);

/**
 * Set the status that follows from the counters: confirmed while something remains, else shipped, received
 * once all that was shipped is counted in, closed when nothing was ever shipped.
 */
void sinv_order_settle(sinv_doc *order);
/**
 * Likewise when receipts may be complete although less was counted in: received once no shipment of the order
 * is still on its way. `receipt` is the one that is being received in this call, 0: none.
 */
salesinv_status sinv_order_settle_receipt(sinv_txn *txn, sinv_doc *order,
                                          salesinv_id receipt);

/** Likewise after goods of an order-based return were counted: closed when all of it came back. */
salesinv_status sinv_order_settle_return(sinv_txn *txn, sinv_doc *order);
/** Was its remainder given up, and nothing is wanted any more? */
bool sinv_order_is_given_up(const sinv_doc *order);

/** ARG unless the order has a line. */
salesinv_status sinv_order_check_lines(sinv_txn *txn, const sinv_doc *doc);

/** Freeze more (qty > 0) or less (qty < 0) of a line in a warehouse, under the order's rule; counts it. */
salesinv_status sinv_order_freeze(sinv_txn *txn, sinv_doc *doc, uint32_t index,
                                  salesinv_id warehouse, int64_t qty);

/** A part of a line's freeze, in one warehouse. */
typedef struct sinv_release {
    salesinv_id warehouse;
    int64_t qty;
    int64_t frozen; /* all that the line has frozen there */
} sinv_release;

typedef struct sinv_releases {
    sinv_release *items;
    uint32_t count;
    uint32_t capacity;
} sinv_releases;

/**
 * Find where `qty` of a line's freeze, or all of it if that is less, is to be taken from: `first` before the other
 * warehouses, those in order of allocation. When `first` is 0, what was allocated last is given back first: the order's
 * own warehouse, or over several ones the last in order of allocation. Reads only.
 */
salesinv_status sinv_order_find_freeze(sinv_txn *txn, const sinv_doc *order,
                                       uint32_t index, salesinv_id first, int64_t qty,
                                       sinv_releases *out);

/** Give these parts of a line's freeze back. */
salesinv_status sinv_order_give_back(sinv_txn *txn, sinv_doc *doc, uint32_t index,
                                     const sinv_releases *releases);

/** IN_USE naming the shipments and returns of the order that are in approval, if there are any. */
salesinv_status sinv_order_check_unused(sinv_txn *txn, const sinv_doc *order);
/** IN_USE naming the returns in effect by which the order gave up what was not shipped. */
salesinv_status sinv_order_check_unreturned(sinv_txn *txn, const sinv_doc *order);

/* Hooks of the kind, by file. */
salesinv_status sinv_order_prepare(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_order_check_submit(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_order_apply_submit(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_order_apply_approve(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_order_check_release(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_order_apply_release(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_order_apply_send_back(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_order_check_void(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_order_check_close(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_order_apply_close(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_order_check_reopen(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_order_apply_reopen(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_order_check_revise(sinv_txn *txn, sinv_doc *doc);
salesinv_status sinv_order_apply_revise(sinv_txn *txn, sinv_doc *doc);

#endif
