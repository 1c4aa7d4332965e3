/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_INBOX_LIST_H
#define SINV_SYNC_INBOX_LIST_H

/* Kept records as pages of messages. */
#include "sync/messages.h"

/** Which records. */
typedef struct sinv_inbox_search {
    const char *connector;      /* NULL: of all */
    salesinv_inbox_state state; /* 0: in any */
    salesinv_id after;
    int32_t max_count;
} sinv_inbox_search;

/** Append those that pass, by id; fewer when their bodies are large. */
salesinv_status sinv_inbox_list(sinv_txn *txn, const sinv_inbox_search *search,
                                sinv_message_list *into);

#endif
