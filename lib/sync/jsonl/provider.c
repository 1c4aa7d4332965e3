/* SPDX-License-Identifier: Apache-2.0 */
/* Life of the connector and its table of methods. */
#include "sync/jsonl/methods.h"

#include <string.h>

enum { LINE_MAX = 256 * 1024 * 1024 };

const salesinv_connector_vtable *sinv_jsonl_vtable(void)
{
    static const salesinv_connector_vtable table = {.struct_size = sizeof(table),
                                                    .name = "jsonl",
                                                    .describe = sinv_jsonl_describe,
                                                    .pull = sinv_jsonl_pull,
                                                    .push = sinv_jsonl_push,
                                                    .outcome = sinv_jsonl_outcome,
                                                    .realtime_stock = sinv_jsonl_stock};

    return &table;
}

void *sinv_jsonl_create(sinv_heap *heap, const char *path, bool has_acks)
{
    size_t size = strnlen(path, SINV_JSONL_PATH_MAX);
    sinv_jsonl *at = sinv_alloc(heap, sizeof(*at));

    if (!at)
        return NULL;
    at->heap = sinv_heap_ref(heap);
    at->has_acks = has_acks;
    memcpy(at->path, path, size);
    sinv_arena_init(&at->arena, heap);
    sinv_buf_init(&at->line, heap, LINE_MAX);
    at->err = sinv_alloc(heap, sinv_err_size());
    at->chunk = sinv_alloc(heap, SINV_JSONL_CHUNK);
    if (at->err && at->chunk)
        return at;
    sinv_jsonl_destroy(at);
    return NULL;
}

void sinv_jsonl_destroy(void *self)
{
    sinv_jsonl *at = self;
    sinv_heap *heap;

    if (!at)
        return;
    heap = at->heap;
    sinv_arena_free(&at->arena);
    sinv_buf_free(&at->line);
    sinv_free(heap, at->chunk);
    sinv_free(heap, at->err);
    sinv_free(heap, at);
    sinv_heap_unref(heap);
}
