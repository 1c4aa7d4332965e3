/* SPDX-License-Identifier: Apache-2.0 */
/* The storage suite over SQLite: on a file, and in memory. */
#include <stdio.h>
#include <unistd.h>

#include "conformance/bed_suite.h"
#include "storage/sqlite/sqlite.h"

static salesinv_status make(void *context, sinv_heap *heap, storage_object *out)
{
    out->methods = sinv_sqlite_vtable();
    out->destroy = sinv_sqlite_destroy;
    return sinv_sqlite_create(heap, context, &out->self);
}

static void clear(void *context)
{
    static const char *const suffixes[] = {"", "-wal", "-shm", "-queue", "-write"};
    char path[256];

    for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
        (void)snprintf(path, sizeof(path), "%s%s", (const char *)context, suffixes[i]);
        (void)unlink(path);
    }
}

int main(void)
{
    char path[64];
    char memory[] = ":memory:";
    storage_maker file = {
        .name = "sqlite file", .context = path, .make = make, .clear = clear};
    storage_maker in_memory = {.name = "sqlite in memory",
                               .context = memory,
                               .quirks = {.is_private = true},
                               .make = make};

    (void)snprintf(path, sizeof(path), "/tmp/sinv-suite-%ld.db", (long)getpid());
    return storage_suite_run(&file) + storage_suite_run(&in_memory);
}
