/* SPDX-License-Identifier: Apache-2.0 */
/* Returns by which goods of an order or a shipment came back, or are about to: found through their bookings. */
#include "sales/users.h"

/* What is looked for on one order line. */
typedef struct booked_query {
    int64_t order_line;
    int64_t shipment_line; /* 0: any */
    uint32_t statuses;
} booked_query;

static bool is_noted(const sinv_users *users, salesinv_id id)
{
    for (int32_t i = 0; i < users->count; i++)
        if (users->items[i].kind == SALESINV_KIND_RETURN && users->items[i].id == id)
            return true;
    return false;
}

static salesinv_status note(sinv_txn *txn, salesinv_id id, uint32_t statuses,
                            sinv_users *users)
{
    sinv_row *head;
    salesinv_status rc;

    if (is_noted(users, id) ||
        (rc = sinv_txn_get_id(txn, SINV_T_RETURN, id, &head)) == SALESINV_E_NOT_FOUND)
        return SALESINV_OK; /* verify says what is wrong with it */
    if (rc == SALESINV_OK && (statuses & SINV_IN(sinv_row_int(head, SINV_HEAD_STATUS))))
        users->items[users->count++] = (sinv_user){SALESINV_KIND_RETURN, id};
    return rc;
}

static salesinv_status find_on_line(sinv_txn *txn, const booked_query *query,
                                    sinv_users *users)
{
    sinv_range range = {.index = SINV_INDEX_BOOKING_ORDER, .prefix = 2};
    sinv_row *from;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_BOOKING, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_BOOKING, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_BOOKING_ORDER_LINE, query->order_line);
    range.from = from;
    if ((rc = sinv_scan_start(txn, SINV_T_BOOKING, &range, &scan)) != SALESINV_OK)
        return rc;
    while (rc >= SALESINV_OK && users->count < SINV_USERS_MAX &&
           (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if (query->shipment_line == 0 ||
            sinv_row_int(row, SINV_BOOKING_SHIPMENT_LINE) == query->shipment_line)
            rc = note(txn, sinv_row_int(row, SINV_BOOKING_DOCUMENT), query->statuses,
                      users);
    sinv_scan_close(&scan);
    return rc < SALESINV_OK ? rc : SALESINV_OK;
}

salesinv_status sinv_users_find_booked(sinv_txn *txn, const sinv_doc *source,
                                       int32_t order_line_column, uint32_t statuses,
                                       sinv_users *users)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0;
         i < source->line_count && users->count < SINV_USERS_MAX && rc == SALESINV_OK;
         i++) {
        int64_t line = sinv_doc_line_of(source, i);
        const booked_query query = {
            .order_line = order_line_column < 0
                              ? line
                              : sinv_doc_line_int(source, i, order_line_column),
            .shipment_line = order_line_column < 0 ? 0 : line,
            .statuses = statuses};

        rc = find_on_line(txn, &query, users);
    }
    return rc;
}
