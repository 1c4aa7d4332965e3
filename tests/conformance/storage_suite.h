/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORAGE_SUITE_H
#define STORAGE_SUITE_H

/*
 * What every storage provider has to pass. A provider's test describes how an object of it is
 * made and calls storage_suite_run; the suite brings a schema of its own, an older one
 * too, and talks to the table of methods directly. It makes rows with the library's
 * internal headers, so it is compiled beside the library's sources.
 */
#include <stdbool.h>

#include "base/alloc.h"
#include "salesinv/sys/storage.h"

/** What a provider cannot be asked. */
typedef struct storage_quirks {
    bool
        is_private; /* every object has a store of its own: nothing to reopen or to share */
    bool is_weak; /* several writers of a tenant at once, and reads see later commits */
} storage_quirks;

/** One object of a provider, unopened. */
typedef struct storage_object {
    const salesinv_storage_vtable *methods;
    void *self;
    void (*destroy)(void *self);
} storage_object;

typedef struct storage_maker {
    const char *name;
    void *context;
    storage_quirks quirks;
    int64_t busy_ms; /* how long a begin waits for its turn; 0: 100 ms */
    /** Make an object on the store of `context`; a second one shares it unless is_private. */
    salesinv_status (*make)(void *context, sinv_heap *heap, storage_object *out);
    /** Forget everything stored; called between tests. May be NULL. */
    void (*clear)(void *context);
} storage_maker;

/** Run all tests; answers the number of failures. */
int storage_suite_run(const storage_maker *maker);

#endif
