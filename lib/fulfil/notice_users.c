/* SPDX-License-Identifier: Apache-2.0 */
/* Which outbound orders were made from a notice, through the index of their lines by source line. */
#include "core/session.h"
#include "fulfil/notice.h"
#include "sales/users.h"

static salesinv_status status_of(sinv_txn *txn, salesinv_id outbound, int64_t *out)
{
    sinv_row *head;
    salesinv_status rc = sinv_doc_head(txn, SINV_T_OUTBOUND, outbound, &head);

    if (rc == SALESINV_OK)
        *out = sinv_row_int(head, SINV_HEAD_STATUS);
    return rc;
}

static bool is_known(const sinv_users *users, salesinv_id id)
{
    for (int32_t i = 0; i < users->count; i++)
        if (users->items[i].id == id)
            return true;
    return false;
}

salesinv_status sinv_notice_scan(sinv_txn *txn, int64_t first, int64_t last,
                                 sinv_scan *scan, sinv_row **out_row)
{
    sinv_range range = {
        .index = SINV_INDEX_SOURCE_LINE, .prefix = 1, .from_count = 1, .to_count = 1};
    sinv_row *from;
    sinv_row *to;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_OUTBOUND_LINE, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_OUTBOUND_LINE, &to)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_OUTBOUND_LINE, out_row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_OUTBOUND_LINE_SOURCE_LINE, first);
    sinv_row_set_int(to, SINV_OUTBOUND_LINE_SOURCE_LINE, last);
    range.from = from;
    range.to = to;
    return sinv_scan_start(txn, SINV_T_OUTBOUND_LINE, &range, scan);
}

static salesinv_status find(sinv_txn *txn, const sinv_doc *notice, uint32_t statuses,
                            sinv_users *users)
{
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc =
        sinv_notice_scan(txn, sinv_line_id(sinv_doc_id(notice), 0),
                         sinv_line_id(sinv_doc_id(notice), 0xffff), &scan, &row);

    if (rc != SALESINV_OK)
        return rc;
    while (users->count < SINV_USERS_MAX &&
           (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        salesinv_id id = sinv_row_int(row, SINV_LINE_DOCUMENT);
        int64_t status = 0;

        if (is_known(users, id))
            continue;
        if ((rc = status_of(txn, id, &status)) != SALESINV_OK)
            break;
        if (statuses & SINV_IN(status))
            users->items[users->count++] = (sinv_user){SALESINV_KIND_OUTBOUND, id};
    }
    sinv_scan_close(&scan);
    return rc == SALESINV_ROW ? SALESINV_OK : rc;
}

salesinv_status sinv_notice_check_unused(sinv_txn *txn, const sinv_doc *notice,
                                         bool with_done)
{
    uint32_t statuses = SINV_IN(SALESINV_STATUS_IN_APPROVAL);
    sinv_users users = {.count = 0};
    int64_t taken = 0;
    salesinv_status rc;

    for (uint32_t i = 0; i < notice->line_count; i++) {
        taken += sinv_doc_line_int(notice, i, SINV_SHIPMENT_LINE_OUTBOUND_PENDING);
        if (with_done)
            taken += sinv_doc_line_int(notice, i, SINV_SHIPMENT_LINE_OUTBOUND_QTY);
    }
    if (taken == 0)
        return SALESINV_OK;
    if (with_done)
        statuses |= SINV_IN(SALESINV_STATUS_CONFIRMED);
    rc = find(txn, notice, statuses, &users);
    return rc == SALESINV_OK
               ? sinv_users_refuse(txn, "notice", sinv_doc_id(notice), &users)
               : rc;
}
