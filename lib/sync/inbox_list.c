/* SPDX-License-Identifier: Apache-2.0 */
/* Records by state, of which there are few, or all of them. */
#include "sync/inbox_list.h"

#include <stdlib.h>
#include <string.h>

#include "core/id_list.h"

static bool passes(const sinv_inbox_search *search, const sinv_row *row)
{
    return sinv_row_int(row, SINV_INBOX_ID) > search->after &&
           (!search->connector ||
            strcmp(sinv_row_text(row, SINV_INBOX_CONNECTOR), search->connector) == 0);
}

static salesinv_status list_row(const sinv_row *row, sinv_message_list *into)
{
    const sinv_message_item item = {
        .id = sinv_row_int(row, SINV_INBOX_ID),
        .kind = (salesinv_kind)sinv_row_int(row, SINV_INBOX_KIND),
        .object = sinv_row_int(row, SINV_INBOX_OBJECT),
        .version = sinv_row_int(row, SINV_INBOX_VERSION),
        .state = (int32_t)sinv_row_int(row, SINV_INBOX_STATE),
        .attempts = (int32_t)sinv_row_int(row, SINV_INBOX_ATTEMPTS),
        .at = sinv_row_int(row, SINV_INBOX_RECEIVED_AT),
        .next_at = sinv_row_int(row, SINV_INBOX_STATE) == SALESINV_INBOX_REFUSED
                       ? sinv_row_int(row, SINV_INBOX_NEXT_AT)
                       : SALESINV_TIME_NONE,
        .done_at = sinv_row_is_null(row, SINV_INBOX_DONE_AT)
                       ? SALESINV_TIME_NONE
                       : sinv_row_int(row, SINV_INBOX_DONE_AT),
        .status = (salesinv_status)sinv_row_int(row, SINV_INBOX_CODE),
        .external_id = sinv_row_text(row, SINV_INBOX_EXTERNAL_ID),
        .connector = sinv_row_text(row, SINV_INBOX_CONNECTOR),
        .field = sinv_row_text(row, SINV_INBOX_FIELD),
        .reason = sinv_row_text(row, SINV_INBOX_REASON),
        .body = sinv_row_text(row, SINV_INBOX_BODY),
    };

    return sinv_message_list_add(into, &item);
}

static salesinv_status list_all(sinv_txn *txn, const sinv_inbox_search *search,
                                sinv_message_list *into)
{
    sinv_range range = {.flags = SALESINV_SCAN_AFTER, .from_count = 1};
    sinv_scan scan;
    sinv_row *from;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_INBOX, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_INBOX, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_INBOX_ID, search->after);
    range.from = from;
    if ((rc = sinv_scan_start(txn, SINV_T_INBOX, &range, &scan)) != SALESINV_OK)
        return rc;
    while (into->count < (uint32_t)search->max_count &&
           !sinv_message_list_is_full(into) &&
           (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if (passes(search, row) && (rc = list_row(row, into)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc == SALESINV_ROW ? SALESINV_OK : rc;
}

static int compare_ids(const void *a, const void *b)
{
    salesinv_id x = *(const salesinv_id *)a;
    salesinv_id y = *(const salesinv_id *)b;

    return (x > y) - (x < y);
}

static salesinv_status collect(sinv_txn *txn, const sinv_inbox_search *search,
                               sinv_id_list *list)
{
    sinv_range range = {.index = SINV_INDEX_INBOX_DUE, .prefix = 2};
    sinv_scan scan;
    sinv_row *from;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_INBOX, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_INBOX, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_INBOX_STATE, search->state);
    range.from = from;
    if ((rc = sinv_scan_start(txn, SINV_T_INBOX, &range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        if (!passes(search, row))
            continue;
        rc = sinv_id_list_add(txn, list, sinv_row_int(row, SINV_INBOX_ID));
        if (rc != SALESINV_OK)
            break;
    }
    sinv_scan_close(&scan);
    return rc;
}

static salesinv_status list_by_state(sinv_txn *txn, const sinv_inbox_search *search,
                                     sinv_message_list *into)
{
    sinv_id_list list = {0};
    sinv_row *row;
    salesinv_status rc = collect(txn, search, &list);

    if (rc == SALESINV_OK && list.count > 0)
        qsort(list.ids, list.count, sizeof(list.ids[0]), compare_ids);
    for (uint32_t i = 0;
         i < list.count && rc == SALESINV_OK &&
         into->count < (uint32_t)search->max_count && !sinv_message_list_is_full(into);
         i++) {
        rc = sinv_txn_get_id(txn, SINV_T_INBOX, list.ids[i], &row);
        if (rc == SALESINV_OK)
            rc = list_row(row, into);
    }
    return rc;
}

salesinv_status sinv_inbox_list(sinv_txn *txn, const sinv_inbox_search *search,
                                sinv_message_list *into)
{
    return search->state == 0 ? list_all(txn, search, into)
                              : list_by_state(txn, search, into);
}
