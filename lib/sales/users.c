/* SPDX-License-Identifier: Apache-2.0 */
/* Documents made from an order or a shipment. */
#include "sales/users.h"

#include "core/session.h"
#include "document/holders.h"
#include "inventory/holder.h"

static salesinv_status keep(sinv_txn *txn, sinv_shipment_ids *out, salesinv_id id)
{
    salesinv_status rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items),
                                       out->count, &out->capacity);

    if (rc == SALESINV_OK)
        out->items[out->count++] = id;
    return rc;
}

/* Shipments of this order alone. */
static salesinv_status list_by_header(sinv_txn *txn, const sinv_row *order,
                                      uint32_t statuses, sinv_shipment_ids *out)
{
    sinv_range range = {.index = SINV_INDEX_ACCOUNT, .prefix = 2, .from_count = 1};
    salesinv_id id = sinv_row_int(order, SINV_HEAD_ID);
    sinv_row *from;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_SHIPMENT, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_SHIPMENT, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_SHIPMENT_ACCOUNT,
                     sinv_row_int(order, SINV_ORDER_ACCOUNT));
    sinv_row_set_int(from, SINV_HEAD_ID, id);
    range.from = from;
    if ((rc = sinv_scan_start(txn, SINV_T_SHIPMENT, &range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if (sinv_row_int(row, SINV_SHIPMENT_ORDER) == id &&
            (statuses & SINV_IN(sinv_row_int(row, SINV_HEAD_STATUS))) &&
            (rc = keep(txn, out, sinv_row_int(row, SINV_HEAD_ID))) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc;
}

/* Shipments whose lines name it; one that its header names too is there already if it is younger. */
static salesinv_status list_by_lines(sinv_txn *txn, salesinv_id order,
                                     uint32_t statuses, sinv_shipment_ids *out)
{
    sinv_range range = {.index = SINV_INDEX_ORDER, .prefix = 2};
    salesinv_id last = 0;
    sinv_row *from;
    sinv_row *row;
    sinv_row *head;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_SHIPMENT_LINE, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_SHIPMENT_LINE, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_SHIPMENT_LINE_ORDER, order);
    range.from = from;
    if ((rc = sinv_scan_start(txn, SINV_T_SHIPMENT_LINE, &range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        salesinv_id id = sinv_row_int(row, SINV_LINE_DOCUMENT);

        if (id == last)
            continue;
        last = id;
        if ((rc = sinv_doc_head(txn, SINV_T_SHIPMENT, id, &head)) != SALESINV_OK)
            break;
        if ((statuses & SINV_IN(sinv_row_int(head, SINV_HEAD_STATUS))) &&
            (rc = keep(txn, out, id)) != SALESINV_OK)
            break;
    }
    sinv_scan_close(&scan);
    return rc;
}

salesinv_status sinv_users_list_shipments(sinv_txn *txn, const sinv_row *order,
                                          uint32_t statuses, sinv_shipment_ids *out)
{
    salesinv_status rc = list_by_header(txn, order, statuses, out);

    return rc == SALESINV_OK
               ? list_by_lines(txn, sinv_row_int(order, SINV_HEAD_ID), statuses, out)
               : rc;
}

salesinv_status sinv_users_find_shipments(sinv_txn *txn, const sinv_doc *order,
                                          uint32_t statuses, salesinv_id except,
                                          sinv_users *users)
{
    sinv_shipment_ids found = {NULL, 0, 0};
    salesinv_status rc = sinv_users_list_shipments(txn, order->head, statuses, &found);

    for (uint32_t i = 0; i < found.count && users->count < SINV_USERS_MAX; i++)
        if (found.items[i] != except)
            users->items[users->count++] =
                (sinv_user){SALESINV_KIND_SHIPMENT, found.items[i]};
    return rc;
}

/* Those that the session may read by name, the others by their number. */
static salesinv_status take_holders(sinv_txn *txn, const sinv_users *users,
                                    sinv_holders *out)
{
    for (int32_t i = 0; i < users->count; i++) {
        bool is_readable;
        salesinv_status rc = sinv_holder_is_readable(
            txn, sinv_line_id(users->items[i].id, 0), &is_readable);

        if (rc != SALESINV_OK)
            return rc;
        if (is_readable)
            sinv_holders_add(out, sinv_kind_of(txn->engine, users->items[i].kind),
                             users->items[i].id);
        else
            out->more++;
    }
    return SALESINV_OK;
}

salesinv_status sinv_users_refuse(sinv_txn *txn, const char *what, salesinv_id id,
                                  const sinv_users *users)
{
    sinv_holders holders = {.count = 0};
    char text[SINV_HOLDERS_TEXT_MAX];
    salesinv_status rc = take_holders(txn, users, &holders);

    if (rc != SALESINV_OK)
        return rc;
    sinv_holders_describe(&holders, text);
    rc = sinv_err_set(txn->err, SALESINV_E_IN_USE, "id", "%s %lld is used by %s", what,
                      (long long)id, text);
    sinv_holders_add_details(txn->err, &holders);
    return rc;
}
