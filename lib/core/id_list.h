/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_ID_LIST_H
#define SINV_CORE_ID_LIST_H

/* Ids that are collected first and worked on later, in memory of the transaction. */
#include "core/txn.h"

/** Begins as {0}. */
typedef struct sinv_id_list {
    salesinv_id *ids;
    uint32_t count;
    uint32_t capacity;
} sinv_id_list;

/** Append an id: OK or NOMEM. */
salesinv_status sinv_id_list_add(sinv_txn *txn, sinv_id_list *list, salesinv_id id);
/** The same, unless it is there already. */
salesinv_status sinv_id_list_add_once(sinv_txn *txn, sinv_id_list *list,
                                      salesinv_id id);

#endif
