/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_STORAGE_PORT_H
#define SINV_STORAGE_PORT_H

/*
 * The library's side of the storage port: imports a provider's table once, and is the one
 * way to call it. Every failure comes back with the error object filled (source
 * "storage:NAME", vendor code), except EXISTS, STORAGE_GUARD and NOT_FOUND, which are answers:
 * the caller knows what they mean. A code that a method may not answer becomes
 * STORAGE_IO. Transactions, dooming and retry are core/txn's, not decided here.
 */
#include "base/error.h"
#include "base/guard.h"
#include "salesinv/sys/clock.h"
#include "schema/schema.h"
#include "storage/row.h"

typedef struct sinv_storage sinv_storage;

/** What the provider said about its last failure. */
typedef struct sinv_storage_report {
    int64_t vendor_code;
    char text[256];
} sinv_storage_report;

/** What the provider can ask its host for. Filled by the engine before open. */
struct salesinv_storage_host {
    const salesinv_schema *schema;
    uint32_t flags;
    int64_t busy_ms;
    int64_t checkpoint_bytes;
    const salesinv_clock *clock;
    void *clock_self;
    const volatile int32_t *interrupted;
    sinv_storage_report *report; /* the port's; set by sinv_storage_open */
};

/** Which rows to walk; the fields are those of the salesinv_range_* functions. */
struct salesinv_range {
    int32_t index;
    int32_t prefix;
    const sinv_row *from;
    int32_t from_count;
    const sinv_row *to;
    int32_t to_count;
    uint32_t flags;
    int64_t limit;
};
typedef struct salesinv_range sinv_range;

/**
 * Check and copy `vtable` (ABI_* for its size, ARG naming the first missing required method),
 * fill optional members. On failure `destroy` is called at once. NULL on NOMEM likewise.
 */
salesinv_status sinv_storage_import(sinv_err *err, sinv_heap *heap,
                                    const salesinv_storage_vtable *vtable, void *self,
                                    void (*destroy)(void *self), sinv_storage **out);
/** Calls destroy exactly once. NULL is a no-op. */
void sinv_storage_free(sinv_storage *storage);
/**
 * For providers of ours, in place of destroy in a forked child: `abandon` releases what the child has
 * inherited (lock descriptors, memory) and does not touch the storage.
 */
void sinv_storage_set_abandon(sinv_storage *storage, void (*abandon)(void *self));
/** Forget the provider in a forked child; a host's own is not called at all. NULL is a no-op. */
void sinv_storage_abandon(sinv_storage *storage);
const char *sinv_storage_name(const sinv_storage *storage);

salesinv_status sinv_storage_open(sinv_storage *storage, sinv_err *err,
                                  salesinv_storage_host *host);
/** Compares the stored schema version: STORAGE_SCHEMA_NEWER rolls back at once. */
salesinv_status sinv_storage_begin(sinv_storage *storage, uint32_t flags,
                                   salesinv_id tenant);
salesinv_status sinv_storage_commit(sinv_storage *storage);
void sinv_storage_rollback(sinv_storage *storage);

salesinv_status sinv_storage_get(sinv_storage *storage, const sinv_row *key,
                                 sinv_row *out_row);
salesinv_status sinv_storage_insert(sinv_storage *storage, const sinv_row *row);
/** Writes the columns in `mask`. */
salesinv_status sinv_storage_update(sinv_storage *storage, const sinv_row *row,
                                    uint64_t mask);
salesinv_status sinv_storage_remove(sinv_storage *storage, const sinv_row *key);
salesinv_status sinv_storage_add(sinv_storage *storage, const sinv_row *key,
                                 uint64_t mask, const sinv_row *deltas,
                                 uint32_t guards);
salesinv_status sinv_storage_scan(sinv_storage *storage, int32_t table,
                                  const sinv_range *range, void **out_scan);
salesinv_status sinv_storage_scan_next(sinv_storage *storage, void *scan,
                                       sinv_row *out_row);
void sinv_storage_scan_close(sinv_storage *storage, void *scan);
/** OK when the provider has no such method (maintain); ARG (backup). */
salesinv_status sinv_storage_maintain(sinv_storage *storage);
salesinv_status sinv_storage_backup(sinv_storage *storage, const char *target);

#endif
