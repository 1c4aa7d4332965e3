/* SPDX-License-Identifier: Apache-2.0 */
/* Pages of messages: collected in the call's memory, then copied into one block. */
#include "sync/messages.h"

#include <string.h>

#include "core/session.h"

enum { TEXTS = 6 };

static void list_texts(sinv_message_item *item, const char **out[TEXTS])
{
    out[0] = &item->key;
    out[1] = &item->external_id;
    out[2] = &item->connector;
    out[3] = &item->field;
    out[4] = &item->reason;
    out[5] = &item->body;
}

salesinv_status sinv_message_list_add(sinv_message_list *list,
                                      const sinv_message_item *item)
{
    sinv_message_item copy = *item;
    const char **texts[TEXTS];
    size_t size;
    salesinv_status rc =
        sinv_txn_grow(list->txn, (void **)&list->items, sizeof(*list->items),
                      list->count, &list->capacity);

    if (rc != SALESINV_OK)
        return rc;
    list_texts(&copy, texts);
    for (int32_t i = 0; i < TEXTS; i++) {
        if (!*texts[i])
            continue;
        size = strlen(*texts[i]);
        *texts[i] = sinv_arena_text(list->txn->arena, *texts[i], size);
        if (!*texts[i])
            return sinv_txn_nomem(list->txn);
        list->size += size + 1;
    }
    copy.body_size = copy.body ? strlen(copy.body) : 0;
    list->items[list->count++] = copy;
    return SALESINV_OK;
}

bool sinv_message_list_is_full(const sinv_message_list *list)
{
    return list->size >= SINV_MESSAGES_SIZE_MAX;
}

/* Copies the texts of one item to `at` and answers where the next ones go. */
static char *move_texts(sinv_message_item *item, char *at)
{
    const char **texts[TEXTS];
    size_t size;

    list_texts(item, texts);
    for (int32_t i = 0; i < TEXTS; i++) {
        if (!*texts[i])
            continue;
        size = strlen(*texts[i]) + 1;
        memcpy(at, *texts[i], size);
        *texts[i] = at;
        at += size;
    }
    return at;
}

salesinv_status sinv_messages_build(const sinv_message_list *list,
                                    salesinv_messages **out)
{
    sinv_heap *heap = list->txn->engine->heap;
    size_t items = sizeof(list->items[0]) * list->count;
    salesinv_messages *page = sinv_alloc(heap, sizeof(*page) + items + list->size);
    char *at;

    if (!page)
        return sinv_txn_nomem(list->txn);
    page->magic = SINV_MAGIC_MESSAGES;
    page->heap = sinv_heap_ref(heap);
    page->count = (int32_t)list->count;
    at = (char *)page + sizeof(*page) + items;
    for (uint32_t i = 0; i < list->count; i++) {
        page->items[i] = list->items[i];
        at = move_texts(&page->items[i], at);
    }
    *out = page;
    return SALESINV_OK;
}
