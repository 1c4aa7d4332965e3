/* SPDX-License-Identifier: Apache-2.0 */
/* Documents in the way of something: finding them, and naming them. */
#include "document/holders.h"

#include <stdio.h>

enum { KEY_MAX = 32, POLL_EVERY = 1024 };

bool sinv_holders_are_full(const sinv_holders *holders)
{
    return holders->count == SINV_HOLDERS_MAX;
}

bool sinv_holders_has(const sinv_holders *holders, const sinv_kind *kind,
                      salesinv_id id)
{
    for (int32_t i = 0; i < holders->count; i++)
        if (holders->items[i].kind == kind && holders->items[i].id == id)
            return true;
    return false;
}

void sinv_holders_add(sinv_holders *holders, const sinv_kind *kind, salesinv_id id)
{
    if (sinv_holders_are_full(holders))
        holders->more++;
    else
        holders->items[holders->count++] = (sinv_holder){kind, id};
}

void sinv_holders_describe(const sinv_holders *holders, char out[SINV_HOLDERS_TEXT_MAX])
{
    char number[SINV_NUMBER_MAX];
    size_t used = 0;

    out[0] = '\0';
    for (int32_t i = 0; i < holders->count && used < SINV_HOLDERS_TEXT_MAX; i++) {
        const sinv_holder *holder = &holders->items[i];
        int size;

        (void)sinv_doc_number(holder->kind, holder->id, number);
        size = snprintf(out + used, SINV_HOLDERS_TEXT_MAX - used, "%s%s %s",
                        i > 0 ? ", " : "", holder->kind->name, number);
        used += size > 0 ? (size_t)size : 0;
    }
    if (holders->more > 0 && used < SINV_HOLDERS_TEXT_MAX)
        (void)snprintf(out + used, SINV_HOLDERS_TEXT_MAX - used,
                       holders->count > 0 ? " and %lld more" : "%lld other documents",
                       (long long)holders->more);
}

void sinv_holders_add_details(sinv_err *err, const sinv_holders *holders)
{
    char key[KEY_MAX];

    for (int32_t i = 0; i < holders->count; i++) {
        (void)snprintf(key, sizeof(key), "holder.%d.kind", i + 1);
        sinv_err_add_int(err, key, holders->items[i].kind->kind);
        (void)snprintf(key, sizeof(key), "holder.%d.id", i + 1);
        sinv_err_add_int(err, key, holders->items[i].id);
    }
    if (holders->more > 0)
        sinv_err_add_int(err, "holders_more", holders->more);
}

static bool is_use(const sinv_kind *kind, const sinv_switch_use *use,
                   const sinv_row *row)
{
    bool is_open =
        use->statuses
            ? (use->statuses & SINV_IN(sinv_row_int(row, SINV_HEAD_STATUS))) != 0
            : sinv_kind_is_open(kind, row);

    return is_open && (use->column < 0 || sinv_row_int(row, use->column) == use->value);
}

salesinv_status sinv_holders_scan(sinv_txn *txn, const sinv_kind *kind,
                                  const sinv_switch_use *of, sinv_holders *holders)
{
    const sinv_range all = {0};
    int64_t seen = 0;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, kind->table, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, kind->table, &all, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        if (is_use(kind, of, row))
            sinv_holders_add(holders, kind, sinv_row_int(row, SINV_HEAD_ID));
        if (++seen % POLL_EVERY == 0 && (rc = sinv_txn_poll(txn, seen, 0)) < 0)
            break;
    }
    sinv_scan_close(&scan);
    return rc;
}
