/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: what a page of messages has. */
#include "sync/messages.h"

static const sinv_message_item *item_at(const salesinv_messages *messages,
                                        int32_t index)
{
    if (!messages || messages->magic != SINV_MAGIC_MESSAGES || index < 0 ||
        index >= messages->count)
        return NULL;
    return &messages->items[index];
}

int32_t salesinv_messages_count(const salesinv_messages *messages)
{
    return messages && messages->magic == SINV_MAGIC_MESSAGES ? messages->count : 0;
}

salesinv_id salesinv_messages_id(const salesinv_messages *messages, int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->id : 0;
}

salesinv_kind salesinv_messages_kind(const salesinv_messages *messages, int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->kind : 0;
}

salesinv_message_action salesinv_messages_action(const salesinv_messages *messages,
                                                 int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->action : 0;
}

salesinv_id salesinv_messages_object(const salesinv_messages *messages, int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->object : 0;
}

int64_t salesinv_messages_version(const salesinv_messages *messages, int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->version : 0;
}

int32_t salesinv_messages_state(const salesinv_messages *messages, int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->state : 0;
}

int32_t salesinv_messages_attempts(const salesinv_messages *messages, int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->attempts : 0;
}

salesinv_time salesinv_messages_at(const salesinv_messages *messages, int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->at : SALESINV_TIME_NONE;
}

salesinv_time salesinv_messages_next_at(const salesinv_messages *messages,
                                        int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->next_at : SALESINV_TIME_NONE;
}

salesinv_time salesinv_messages_done_at(const salesinv_messages *messages,
                                        int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->done_at : SALESINV_TIME_NONE;
}

int64_t salesinv_messages_lease(const salesinv_messages *messages, int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->lease : 0;
}

int32_t salesinv_messages_is_unknown(const salesinv_messages *messages, int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->is_unknown : 0;
}

salesinv_status salesinv_messages_status(const salesinv_messages *messages,
                                         int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->status : SALESINV_OK;
}

int64_t salesinv_messages_vendor_code(const salesinv_messages *messages, int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->vendor_code : 0;
}

const char *salesinv_messages_key(const salesinv_messages *messages, int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->key : NULL;
}

const char *salesinv_messages_external_id(const salesinv_messages *messages,
                                          int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->external_id : NULL;
}

const char *salesinv_messages_connector(const salesinv_messages *messages,
                                        int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->connector : NULL;
}

const char *salesinv_messages_field(const salesinv_messages *messages, int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->field : NULL;
}

const char *salesinv_messages_reason(const salesinv_messages *messages, int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->reason : NULL;
}

const char *salesinv_messages_body(const salesinv_messages *messages, int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->body : NULL;
}

size_t salesinv_messages_body_size(const salesinv_messages *messages, int32_t index)
{
    const sinv_message_item *item = item_at(messages, index);
    return item ? item->body_size : 0;
}

void salesinv_messages_free(salesinv_messages *messages)
{
    sinv_heap *heap;

    if (!messages || messages->magic != SINV_MAGIC_MESSAGES)
        return;
    heap = messages->heap;
    messages->magic = 0;
    sinv_free(heap, messages);
    sinv_heap_unref(heap);
}
