/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SALES_ORDER_SET_H
#define SINV_SALES_ORDER_SET_H

/*
 * The orders that one document is about: a shipment may serve several, a return may take from several. Each is
 * loaded once, however many lines name it, so that counters add up in one place, and all are stored in the
 * order of their ids, which is the one lock order.
 */
#include "sales/order.h"

/** What the document as a whole does with one line of an order. Zero until its caller says. */
typedef struct sinv_order_use {
    int64_t wanted;         /* what all its lines together take of it */
    int64_t priced;         /* what lines take of it that have their amount */
    sinv_releases releases; /* where the line's freeze is taken from */
} sinv_order_use;

typedef struct sinv_order_in_use {
    sinv_doc *order;
    sinv_order_use *uses; /* per line of the order */
} sinv_order_in_use;

typedef struct sinv_order_set {
    sinv_order_in_use *items; /* in the order of ids */
    uint32_t count;
    uint32_t capacity;
} sinv_order_set;

/** A line of one of them. */
typedef struct sinv_order_line {
    sinv_doc *order;
    uint32_t index;      /* in order->lines */
    sinv_order_use *use; /* one for all lines of the document that name it */
} sinv_order_line;

/** The order with this id, loaded at the first call; NOT_FOUND names the field `key` of the document's line `place` (-1: of its header). */
salesinv_status sinv_order_set_get(sinv_txn *txn, sinv_order_set *set, salesinv_id id,
                                   int32_t place, const char *key,
                                   sinv_order_in_use *out);

/** The order line with this line id, named in "order_line" of line `place`; ARG when it is none, NOT_FOUND when there is no such order or line. */
salesinv_status sinv_order_set_find(sinv_txn *txn, sinv_order_set *set, int64_t line,
                                    int32_t place, sinv_order_line *out);

/** Store all of them with this event. */
salesinv_status sinv_order_set_store(sinv_txn *txn, const sinv_order_set *set,
                                     int32_t event);
/** Likewise, after each got the status that follows from its counters. */
salesinv_status sinv_order_set_settle(sinv_txn *txn, const sinv_order_set *set,
                                      int32_t event);

/** A cell of the line. */
static inline int64_t sinv_order_line_int(const sinv_order_line *line, int32_t column)
{
    return sinv_doc_line_int(line->order, line->index, column);
}
/** Its line id. */
static inline int64_t sinv_order_line_id(const sinv_order_line *line)
{
    return sinv_doc_line_of(line->order, line->index);
}
/** Add to a counter of it. */
static inline void sinv_order_line_count(const sinv_order_line *line, int32_t column,
                                         int64_t delta)
{
    sinv_doc_count(line->order, line->index, column, delta);
}

#endif
