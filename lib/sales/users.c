/* SPDX-License-Identifier: Apache-2.0 */
/* Documents made from an order or a shipment. */
#include "sales/users.h"

#include "core/session.h"
#include "document/holders.h"
#include "inventory/holder.h"

/* May the header be one: yes, or only its lines can tell? */
static bool matches(const sinv_users_query *query, const sinv_row *row, bool *out_ask)
{
    salesinv_id source = sinv_row_int(row, query->column);

    *out_ask = source == 0;
    return (source == 0 || source == query->source) &&
           sinv_row_int(row, SINV_HEAD_ID) != query->except &&
           (query->statuses & SINV_IN(sinv_row_int(row, SINV_HEAD_STATUS)));
}

/* Does a line of the document name the source? */
static salesinv_status ask_lines(sinv_txn *txn, const sinv_users_query *query,
                                 salesinv_id id, bool *out)
{
    sinv_range range = {.prefix = 2};
    sinv_row *from;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    *out = false;
    if ((rc = sinv_txn_row(txn, query->line_table, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, query->line_table, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_LINE_DOCUMENT, id);
    range.from = from;
    if ((rc = sinv_scan_start(txn, query->line_table, &range, &scan)) != SALESINV_OK)
        return rc;
    while (!*out && (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        *out =
            sinv_line_document(sinv_row_int(row, query->line_column)) == query->source;
    sinv_scan_close(&scan);
    return rc == SALESINV_ROW ? SALESINV_OK : rc;
}

static salesinv_status open_scan(sinv_txn *txn, const sinv_users_query *query,
                                 sinv_scan *scan, sinv_row **out_row)
{
    sinv_range range = {.index = SINV_INDEX_ACCOUNT, .prefix = 2, .from_count = 1};
    sinv_row *from;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, query->table, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, query->table, out_row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, query->account_column, query->account);
    sinv_row_set_int(from, SINV_HEAD_ID, query->source);
    range.from = from;
    return sinv_scan_start(txn, query->table, &range, scan);
}

salesinv_status sinv_users_find(sinv_txn *txn, const sinv_users_query *query,
                                sinv_users *users)
{
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc = open_scan(txn, query, &scan, &row);

    if (rc != SALESINV_OK)
        return rc;
    while (users->count < SINV_USERS_MAX &&
           (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        salesinv_id id = sinv_row_int(row, SINV_HEAD_ID);
        bool ask;
        bool is_one = matches(query, row, &ask);

        if (is_one && ask && (rc = ask_lines(txn, query, id, &is_one)) != SALESINV_OK)
            break;
        if (is_one)
            users->items[users->count++] = (sinv_user){query->kind, id};
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
