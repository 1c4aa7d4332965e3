/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_JSONL_METHODS_H
#define SINV_SYNC_JSONL_METHODS_H

/* The methods of the port, see salesinv/sys/connector.h; each in a file of its own. */
#include "sync/jsonl/folder.h"

salesinv_status sinv_jsonl_describe(void *self, salesinv_connector_info *info);
salesinv_status sinv_jsonl_pull(void *self, salesinv_kind kind, const char *position,
                                int32_t max_count, salesinv_pulled *into);
salesinv_status sinv_jsonl_push(void *self, const salesinv_push_item *const *items,
                                int32_t count, salesinv_answers *answers);
salesinv_status sinv_jsonl_outcome(void *self, const salesinv_push_item *item,
                                   salesinv_answers *answers);
salesinv_status sinv_jsonl_stock(void *self, const salesinv_stock_query *query,
                                 salesinv_figures *into);

/** What the folder knows of a message. */
typedef struct sinv_jsonl_trail {
    bool is_acknowledged;
    bool is_refused; /* and how it was sent last is not newer */
    bool is_unclear; /* an acknowledgement could not be read */
    bool is_in_out;
    bool has_external_id;
    int64_t code;
    char external_id[SALESINV_EXTERNAL_ID_MAX + 1];
    char text[SINV_JSONL_TEXT_MAX];
    char refused_id[SINV_JSONL_ID_MAX];
    char sent_id[SINV_JSONL_ID_MAX]; /* of the last line in out/ */
} sinv_jsonl_trail;

/** Look for a key in acks/, and unless it is acknowledged, in out/. */
int sinv_jsonl_trace(sinv_jsonl *at, const char *key, sinv_jsonl_trail *out);

#endif
