/* SPDX-License-Identifier: Apache-2.0 */
/* Documents made from an order or a shipment. */
#include "sales/users.h"

#include <stdio.h>

#include "core/session.h"
#include "inventory/holder.h"

enum { MESSAGE_MAX = 256, KEY_MAX = 32 };

/* Keep those that the session may read; answers how many others there are. */
static salesinv_status keep_readable(sinv_txn *txn, sinv_users *users,
                                     int32_t *out_more)
{
    int32_t kept = 0;

    *out_more = 0;
    for (int32_t i = 0; i < users->count; i++) {
        bool is_readable;
        salesinv_status rc = sinv_holder_is_readable(
            txn, sinv_line_id(users->items[i].id, 0), &is_readable);

        if (rc != SALESINV_OK)
            return rc;
        if (is_readable)
            users->items[kept++] = users->items[i];
        else
            (*out_more)++;
    }
    users->count = kept;
    return SALESINV_OK;
}

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

/* "shipment SH-000012, return RT-000015" */
static void describe(const sinv_txn *txn, const sinv_users *users,
                     char out[MESSAGE_MAX])
{
    char number[SINV_NUMBER_MAX];
    size_t used = 0;

    for (int32_t i = 0; i < users->count && used < MESSAGE_MAX; i++) {
        const sinv_kind *kind = sinv_kind_of(txn->engine, users->items[i].kind);
        int size;

        (void)sinv_doc_number(kind, users->items[i].id, number);
        size = snprintf(out + used, MESSAGE_MAX - used, "%s%s %s", i > 0 ? ", " : "",
                        kind->name, number);
        used += size > 0 ? (size_t)size : 0;
    }
}

salesinv_status sinv_users_refuse(sinv_txn *txn, const char *what, salesinv_id id,
                                  sinv_users *users)
{
    char message[MESSAGE_MAX] = "other documents";
    char key[KEY_MAX];
    int32_t more;
    salesinv_status rc = keep_readable(txn, users, &more);

    if (rc != SALESINV_OK)
        return rc;
    describe(txn, users, message);
    rc = sinv_err_set(txn->err, SALESINV_E_IN_USE, "id", "%s %lld is used by %s", what,
                      (long long)id, message);
    for (int32_t i = 0; i < users->count; i++) {
        (void)snprintf(key, sizeof(key), "holder.%d.kind", i + 1);
        sinv_err_add_int(txn->err, key, users->items[i].kind);
        (void)snprintf(key, sizeof(key), "holder.%d.id", i + 1);
        sinv_err_add_int(txn->err, key, users->items[i].id);
    }
    if (more > 0)
        sinv_err_add_int(txn->err, "holders_more", more);
    return rc;
}
