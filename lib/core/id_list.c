/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of ids; see id_list.h. */
#include "core/id_list.h"

salesinv_status sinv_id_list_add(sinv_txn *txn, sinv_id_list *list, salesinv_id id)
{
    salesinv_status rc = sinv_txn_grow(txn, (void **)&list->ids, sizeof(*list->ids),
                                       list->count, &list->capacity);

    if (rc == SALESINV_OK)
        list->ids[list->count++] = id;
    return rc;
}

salesinv_status sinv_id_list_add_once(sinv_txn *txn, sinv_id_list *list, salesinv_id id)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->ids[i] == id)
            return SALESINV_OK;
    return sinv_id_list_add(txn, list, id);
}
