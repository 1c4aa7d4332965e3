/* SPDX-License-Identifier: Apache-2.0 */
/* Warehouses in order of allocation. A tenant has tens of them, so the table is read whole. */
#include "inventory/warehouse_list.h"

#include <stdlib.h>
#include <string.h>

#include "inventory/warehouse.h"

static int compare_codes(const char *a, const char *b)
{
    if (a && b)
        return strcmp(a, b);
    return a ? -1 : b != NULL;
}

static int compare(const void *left, const void *right)
{
    const sinv_warehouse_entry *a = left;
    const sinv_warehouse_entry *b = right;
    int by_code = compare_codes(a->code, b->code);

    if (a->is_default != b->is_default)
        return a->is_default ? -1 : 1;
    if (a->priority != b->priority)
        return a->priority < b->priority ? -1 : 1;
    if (by_code != 0)
        return by_code;
    return a->id < b->id ? -1 : a->id > b->id;
}

static salesinv_status append(sinv_txn *txn, sinv_warehouses *out, const sinv_row *row)
{
    const char *code = sinv_row_text(row, SINV_WAREHOUSE_CODE);
    sinv_warehouse_entry entry = {
        .id = sinv_row_int(row, SINV_HEAD_ID),
        .priority = sinv_row_int(row, SINV_WAREHOUSE_PRIORITY),
        .is_default = sinv_row_int(row, SINV_WAREHOUSE_IS_DEFAULT) != 0,
        .is_active = sinv_row_int(row, SINV_HEAD_STATUS) == SALESINV_STATUS_ACTIVE};
    salesinv_status rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items),
                                       out->count, &out->capacity);

    if (rc == SALESINV_OK && code) {
        entry.code = sinv_arena_text(txn->arena, code, strlen(code));
        rc = entry.code ? SALESINV_OK : sinv_txn_nomem(txn);
    }
    if (rc == SALESINV_OK)
        out->items[out->count++] = entry;
    return rc;
}

salesinv_status sinv_warehouses_list(sinv_txn *txn, sinv_warehouses *out)
{
    const sinv_range all = {0};
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_WAREHOUSE, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_WAREHOUSE, &all, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if ((rc = append(txn, out, row)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    if (rc == SALESINV_OK && out->count > 1)
        qsort(out->items, out->count, sizeof(*out->items), compare);
    return rc;
}

static salesinv_status refuse(sinv_txn *txn, const char *field, salesinv_id account)
{
    salesinv_status rc = sinv_err_set(
        txn->err, SALESINV_E_WAREHOUSE_NOT_APPLICABLE, field,
        "no enabled warehouse serves account %lld for this user", (long long)account);

    sinv_err_add_int(txn->err, "account", account);
    sinv_err_add_int(txn->err, "user", txn->user);
    return rc;
}

salesinv_status sinv_warehouses_for_order(sinv_txn *txn, const char *field,
                                          salesinv_id account, sinv_warehouses *out)
{
    uint32_t kept = 0;
    bool applies;
    salesinv_status rc = sinv_warehouses_list(txn, out);

    for (uint32_t i = 0; i < out->count && rc == SALESINV_OK; i++) {
        if (!out->items[i].is_active)
            continue;
        rc = sinv_warehouse_applies(txn, out->items[i].id, account, &applies);
        if (applies)
            out->items[kept++] = out->items[i];
    }
    out->count = kept;
    if (rc != SALESINV_OK || kept > 0)
        return rc;
    return refuse(txn, field, account);
}

int32_t sinv_warehouses_find(const sinv_warehouses *list, salesinv_id id)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i].id == id)
            return (int32_t)i;
    return -1;
}
