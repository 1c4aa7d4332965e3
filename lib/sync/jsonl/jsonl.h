/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_JSONL_JSONL_H
#define SINV_SYNC_JSONL_JSONL_H

/*
 * The connector over a folder, as the library makes it known: the same table of methods that one from outside would give, and the life
 * of the object behind it. The protocol is in salesinv/jsonl.h.
 */
#include <stdbool.h>

#include "base/alloc.h"
#include "salesinv/sys/connector.h"

enum { SINV_JSONL_PATH_MAX = 1023 };

/** The five methods (static), under the name "jsonl". */
const salesinv_connector_vtable *sinv_jsonl_vtable(void);

/**
 * A connector on the folder `path` (copied, at most SINV_JSONL_PATH_MAX bytes), which nobody looks at yet. Keeps a reference on
 * `heap`. NULL when out of memory. Owned by the caller: sinv_jsonl_destroy.
 */
void *sinv_jsonl_create(sinv_heap *heap, const char *path, bool has_acks);
/** NULL is a no-op. */
void sinv_jsonl_destroy(void *self);

#endif
