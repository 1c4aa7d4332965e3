/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_MESSAGES_H
#define SINV_SYNC_MESSAGES_H

/*
 * A page of messages, of the outbox or of the inbox: first a list in the call's memory, then one block that the caller owns
 * and that outlives the transaction.
 */
#include "core/txn.h"
#include "salesinv/sync.h"

enum {
    SINV_MAGIC_MESSAGES = 0x534d5347,
    SINV_MESSAGES_MAX = 1000,
    SINV_MESSAGES_SIZE_MAX =
        16 * 1024 * 1024 /* a page ends when its texts are as large */
};

/** One message; texts may be NULL. */
typedef struct sinv_message_item {
    salesinv_id id;
    salesinv_id object;
    int64_t version;
    int64_t lease;
    int64_t vendor_code;
    salesinv_time at;
    salesinv_time next_at;
    salesinv_time done_at; /* SALESINV_TIME_NONE: not done */
    salesinv_kind kind;
    int32_t action;
    int32_t state;
    int32_t attempts;
    salesinv_status status; /* of the last failure */
    bool is_unknown;
    const char *key;
    const char *external_id;
    const char *connector;
    const char *field;
    const char *reason;
    const char *body;
    size_t body_size;
} sinv_message_item;

/** A page being put together, in the transaction's arena. */
typedef struct sinv_message_list {
    sinv_txn *txn;
    sinv_message_item *items;
    uint32_t count;
    uint32_t capacity;
    size_t size; /* of all texts with their NULs */
} sinv_message_list;

struct salesinv_messages {
    uint32_t magic;
    int32_t count;
    sinv_heap *heap; /* a reference */
    sinv_message_item items[];
};

/** Append a copy, texts included. */
salesinv_status sinv_message_list_add(sinv_message_list *list,
                                      const sinv_message_item *item);
/** Are its texts as large as one page may be? */
bool sinv_message_list_is_full(const sinv_message_list *list);
/** The list as one block. */
salesinv_status sinv_messages_build(const sinv_message_list *list,
                                    salesinv_messages **out);

#endif
