/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_STORAGE_SQLITE_SQLITE_H
#define SINV_STORAGE_SQLITE_SQLITE_H

/*
 * The storage provider over SQLite, as the engine registers it: the same table of methods
 * that a provider from outside would give, and the life of the object behind it.
 */
#include "base/alloc.h"
#include "salesinv/sys/storage.h"

/** Version of the SQLite library that runs (static). */
const char *sinv_sqlite_version(void);

/** The fourteen methods (static). */
const salesinv_storage_vtable *sinv_sqlite_vtable(void);

/**
 * An unopened storage on the file `path` (copied), ":memory:" for one in memory. Keeps a reference
 * on `heap`. ARG for an empty path, NOMEM. Owned by the caller: sinv_sqlite_destroy.
 */
salesinv_status sinv_sqlite_create(sinv_heap *heap, const char *path, void **out_self);

/** Close under the writer lock and release everything. NULL is a no-op. */
void sinv_sqlite_destroy(void *self);

/**
 * In place of destroy in a forked child: closes the descriptors of the lock files, so that the
 * parent's lock ends with the parent, and releases our memory. SQLite is not called: what it has
 * open belongs to the parent. NULL is a no-op.
 */
void sinv_sqlite_abandon(void *self);

#endif
