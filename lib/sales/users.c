/* SPDX-License-Identifier: Apache-2.0 */
/* Documents made from an order or a shipment. */
#include "sales/users.h"

#include "core/session.h"
#include "document/holders.h"
#include "inventory/holder.h"

salesinv_status sinv_users_scan_shipments(sinv_txn *txn, int64_t first, int64_t last,
                                          sinv_scan *scan, sinv_row **out_row)
{
    sinv_range range = {
        .index = SINV_INDEX_ORDER_LINE, .prefix = 1, .from_count = 1, .to_count = 1};
    sinv_row *from;
    sinv_row *to;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_SHIPMENT_LINE, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_SHIPMENT_LINE, &to)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_SHIPMENT_LINE, out_row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_SHIPMENT_LINE_ORDER_LINE, first);
    sinv_row_set_int(to, SINV_SHIPMENT_LINE_ORDER_LINE, last);
    range.from = from;
    range.to = to;
    return sinv_scan_start(txn, SINV_T_SHIPMENT_LINE, &range, scan);
}

static bool is_known(const sinv_users *users, salesinv_id id)
{
    for (int32_t i = 0; i < users->count; i++)
        if (users->items[i].id == id)
            return true;
    return false;
}

salesinv_status sinv_users_find_shipments(sinv_txn *txn, const sinv_doc *order,
                                          uint32_t statuses, salesinv_id except,
                                          sinv_users *users)
{
    salesinv_id last = except; /* many a line is of the shipment of the line before */
    sinv_row *row;
    sinv_row *head;
    sinv_scan scan;
    salesinv_status rc = sinv_users_scan_shipments(
        txn, sinv_line_id(sinv_doc_id(order), 0),
        sinv_line_id(sinv_doc_id(order), 0xffff), &scan, &row);

    if (rc != SALESINV_OK)
        return rc;
    while (users->count < SINV_USERS_MAX &&
           (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        salesinv_id id = sinv_row_int(row, SINV_LINE_DOCUMENT);

        if (id == last || id == except || is_known(users, id))
            continue;
        if ((rc = sinv_txn_get_id(txn, SINV_T_SHIPMENT, id, &head)) != SALESINV_OK)
            break;
        last = id;
        if (statuses & SINV_IN(sinv_row_int(head, SINV_HEAD_STATUS)))
            users->items[users->count++] = (sinv_user){SALESINV_KIND_SHIPMENT, id};
    }
    sinv_scan_close(&scan);
    return rc == SALESINV_ROW ? SALESINV_OK : rc;
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
