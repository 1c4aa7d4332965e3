/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SALES_USERS_H
#define SINV_SALES_USERS_H

/*
 * Which shipments and returns of one order stand in the way. A shipment of one order names it in its header and is younger than it:
 * those are found through the index by account from the order's id on. Lines of others, of several orders or older than an order
 * that they took up, name the order themselves and are found by that.
 */
#include "document/doc.h"

enum { SINV_USERS_MAX = 5 };

typedef struct sinv_user {
    salesinv_kind kind;
    salesinv_id id;
} sinv_user;

typedef struct sinv_users {
    sinv_user items[SINV_USERS_MAX];
    int32_t count;
} sinv_users;

typedef struct sinv_shipment_ids {
    salesinv_id *items;
    uint32_t count;
    uint32_t capacity;
} sinv_shipment_ids;

/** List the shipments in one of `statuses` (SINV_IN bits) that serve the order. In the transaction's arena. */
salesinv_status sinv_users_list_shipments(sinv_txn *txn, const sinv_row *order,
                                          uint32_t statuses, sinv_shipment_ids *out);

/** Append the shipments in one of `statuses` that serve the order, but not `except` (0: none), at most SINV_USERS_MAX in all. */
salesinv_status sinv_users_find_shipments(sinv_txn *txn, const sinv_doc *order,
                                          uint32_t statuses, salesinv_id except,
                                          sinv_users *users);

/** Statuses in which a return has effect. */
enum {
    SINV_RETURN_LIVE = SINV_IN(SALESINV_STATUS_CONFIRMED) |
                       SINV_IN(SALESINV_STATUS_RECEIVED) |
                       SINV_IN(SALESINV_STATUS_CLOSED)
};

/**
 * Append the returns in one of `statuses` that are booked on lines of `source`: an order, or a shipment, whose lines name
 * their order line in `order_line_column` (-1: it is the order itself).
 */
salesinv_status sinv_users_find_booked(sinv_txn *txn, const sinv_doc *source,
                                       int32_t order_line_column, uint32_t statuses,
                                       sinv_users *users);
/** Those of an order. */
static inline salesinv_status sinv_users_find_returns(sinv_txn *txn,
                                                      const sinv_doc *order,
                                                      uint32_t statuses,
                                                      sinv_users *users)
{
    return sinv_users_find_booked(txn, order, -1, statuses, users);
}

/** IN_USE naming those that the session may read; `what` is the refused object, e.g. "order". */
salesinv_status sinv_users_refuse(sinv_txn *txn, const char *what, salesinv_id id,
                                  const sinv_users *users);

#endif
