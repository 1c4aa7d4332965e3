/* SPDX-License-Identifier: Apache-2.0 */
/* Where an order stands, computed from its counters whenever a shipment, receipt or return changed them. */
#include "sales/order.h"
#include "sales/users.h"

static int64_t sum_of(const sinv_doc *order, int32_t column)
{
    int64_t sum = 0;

    for (uint32_t i = 0; i < order->line_count; i++)
        if (!order->lines[i].is_removed)
            sum += sinv_doc_line_int(order, i, column);
    return sum;
}

static bool has_remainder(const sinv_doc *order)
{
    for (uint32_t i = 0; i < order->line_count; i++)
        if (!order->lines[i].is_removed && sinv_order_remaining(order, i) > 0)
            return true;
    return false;
}

/* Did all come back that was not given up, shipped or not? */
static bool is_returned(const sinv_doc *order)
{
    int64_t ordered = 0;
    int64_t returned = 0;
    int64_t closed = 0;

    for (uint32_t i = 0; i < order->line_count; i++) {
        if (order->lines[i].is_removed || !sinv_order_moves(order, i))
            continue;
        ordered += sinv_doc_line_int(order, i, SINV_ORDER_LINE_QTY);
        closed += sinv_doc_line_int(order, i, SINV_ORDER_LINE_CLOSED);
        returned += sinv_doc_line_int(order, i, SINV_ORDER_LINE_RETURNED_UNSHIPPED) +
                    sinv_doc_line_int(order, i, SINV_ORDER_LINE_RETURNED_SHIPPED);
    }
    return returned > 0 && returned + closed == ordered;
}

/* A complete return closed it, and nothing of that was undone. */
static bool is_closed_by_return(const sinv_doc *order)
{
    return sinv_doc_int(order, SINV_HEAD_STATUS) == SALESINV_STATUS_CLOSED &&
           is_returned(order);
}

/* Where it stands, as far as counters alone tell. */
static int64_t status_of(const sinv_doc *order)
{
    int64_t shipped = sum_of(order, SINV_ORDER_LINE_SHIPPED);

    if (has_remainder(order))
        return SALESINV_STATUS_CONFIRMED;
    if (shipped == 0 || is_closed_by_return(order))
        return SALESINV_STATUS_CLOSED;
    if (shipped == sum_of(order, SINV_ORDER_LINE_RECEIVED))
        return SALESINV_STATUS_RECEIVED;
    return sum_of(order, SINV_ORDER_LINE_CLOSED) > 0 ? SALESINV_STATUS_CLOSED
                                                     : SALESINV_STATUS_SHIPPED;
}

bool sinv_order_is_given_up(const sinv_doc *order)
{
    return sinv_doc_int(order, SINV_HEAD_STATUS) != SALESINV_STATUS_CONFIRMED &&
           sum_of(order, SINV_ORDER_LINE_CLOSED) > 0;
}

static void set_status(sinv_doc *order, int64_t status)
{
    if (sinv_doc_int(order, SINV_HEAD_STATUS) != status)
        sinv_row_set_int(order->head, SINV_HEAD_STATUS, status);
}

void sinv_order_settle(sinv_doc *order)
{
    set_status(order, status_of(order));
}

salesinv_status sinv_order_settle_receipt(sinv_txn *txn, sinv_doc *order,
                                          salesinv_id receipt)
{
    int64_t status = status_of(order);
    const uint32_t on_its_way = SINV_IN(SALESINV_STATUS_SHIPPED) |
                                SINV_IN(SALESINV_STATUS_PARTIALLY_OUTBOUND) |
                                SINV_IN(SALESINV_STATUS_OUTBOUND);
    sinv_users open = {.count = 0};
    salesinv_status rc = SALESINV_OK;

    /* A short receipt counts less than was shipped and is a receipt all the same: look. */
    if (status == SALESINV_STATUS_SHIPPED ||
        (status == SALESINV_STATUS_CLOSED && !is_closed_by_return(order) &&
         sum_of(order, SINV_ORDER_LINE_SHIPPED) > 0)) {
        rc = sinv_users_find_shipments(txn, order, on_its_way, receipt, &open);
        if (rc == SALESINV_OK && open.count == 0)
            status = SALESINV_STATUS_RECEIVED;
    }
    if (rc == SALESINV_OK)
        set_status(order, status);
    return rc;
}

salesinv_status sinv_order_settle_return(sinv_txn *txn, sinv_doc *order)
{
    if (is_returned(order) && !has_remainder(order)) {
        set_status(order, SALESINV_STATUS_CLOSED);
        return SALESINV_OK;
    }
    return sinv_order_settle_receipt(txn, order, 0);
}

salesinv_status sinv_order_check_unused(sinv_txn *txn, const sinv_doc *order)
{
    const uint32_t pending = SINV_IN(SALESINV_STATUS_IN_APPROVAL);
    const uint32_t noticed =
        SINV_IN(SALESINV_STATUS_ISSUED) | SINV_IN(SALESINV_STATUS_PARTIALLY_OUTBOUND);
    sinv_users users = {.count = 0};
    salesinv_status rc;

    if (sum_of(order, SINV_ORDER_LINE_SHIP_PENDING) +
                sum_of(order, SINV_ORDER_LINE_NOTICED) >
            0 &&
        (rc = sinv_users_find_shipments(txn, order, pending | noticed, 0, &users)) !=
            SALESINV_OK)
        return rc;
    if (sum_of(order, SINV_ORDER_LINE_RETURN_PENDING) +
                sum_of(order, SINV_ORDER_LINE_UNSHIPPED_PENDING) >
            0 &&
        (rc = sinv_users_find_returns(txn, order, pending, &users)) != SALESINV_OK)
        return rc;
    return users.count > 0 ? sinv_users_refuse(txn, "order", sinv_doc_id(order), &users)
                           : SALESINV_OK;
}

salesinv_status sinv_order_check_unreturned(sinv_txn *txn, const sinv_doc *order)
{
    sinv_users users = {.count = 0};
    salesinv_status rc = SALESINV_OK;

    if (sum_of(order, SINV_ORDER_LINE_RETURNED_UNSHIPPED) > 0)
        rc = sinv_users_find_returns(txn, order, SINV_RETURN_LIVE, &users);
    return rc == SALESINV_OK && users.count > 0
               ? sinv_users_refuse(txn, "order", sinv_doc_id(order), &users)
               : rc;
}
