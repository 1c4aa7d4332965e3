/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_WAREHOUSE_LIST_H
#define SINV_INVENTORY_WAREHOUSE_LIST_H

/*
 * Warehouses in the order in which an order over several of them takes its goods: the default one, then by
 * priority (low first), then by code, those without a code last.
 */
#include "core/txn.h"

typedef struct sinv_warehouse_entry {
    salesinv_id id;
    int64_t priority;
    const char *code; /* NULL: none; in the transaction's arena */
    bool is_default;
    bool is_active;
} sinv_warehouse_entry;

typedef struct sinv_warehouses {
    sinv_warehouse_entry *items;
    uint32_t count;
    uint32_t capacity;
} sinv_warehouses;

/** Append all warehouses of the tenant, disabled ones too. */
salesinv_status sinv_warehouses_list(sinv_txn *txn, sinv_warehouses *out);

/**
 * Append those that apply when the session's user orders for `account`. WAREHOUSE_NOT_APPLICABLE naming `field`
 * when there is none.
 */
salesinv_status sinv_warehouses_for_order(sinv_txn *txn, const char *field,
                                          salesinv_id account, sinv_warehouses *out);

/** Place of a warehouse in the list, -1 if it is not in it. */
int32_t sinv_warehouses_find(const sinv_warehouses *list, salesinv_id id);

#endif
