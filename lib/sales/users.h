/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SALES_USERS_H
#define SINV_SALES_USERS_H

/*
 * Which shipments and returns of one order stand in the way, found through the index by account from the
 * source's id on: whatever was made from it has a larger id.
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

/**
 * What to look for: documents of one kind that are in one of `statuses` and name `source` in the header's `column`, or, where
 * that is 0 because they are about several, in a line's `line_column` (a line id).
 */
typedef struct sinv_users_query {
    salesinv_kind kind;
    int32_t table;
    int32_t account_column;
    int32_t column;
    int32_t line_table;
    int32_t line_column;
    salesinv_id account;
    salesinv_id source;
    uint32_t statuses;  /* SINV_IN bits */
    salesinv_id except; /* not this one; 0: none */
} sinv_users_query;

/** Append what is found, at most SINV_USERS_MAX in all. */
salesinv_status sinv_users_find(sinv_txn *txn, const sinv_users_query *query,
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
