/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A storage provider as somebody wrote it against version 0.1, frozen: never edit it to
 * make it compile. It is an empty store that refuses to be written to, and it names every
 * function that a provider may call with the type it had. Compiled with incompatible
 * pointers as errors, so that a changed signature cannot pass.
 */
#include "abi/old_storage_v1.h"

#include "salesinv/status.h"

/* Bytes of the table in version 0.1, whatever the header says today. */
enum { OLD_SIZE = 8 + 15 * sizeof(void *) };

typedef const salesinv_schema schema;
typedef const salesinv_storage_host host;

/* What a provider could call, with the types of version 0.1. */
static const struct {
    int32_t (*schema_version)(schema *);
    int32_t (*schema_table_count)(schema *);
    const char *(*schema_table_name)(schema *, int32_t);
    int32_t (*schema_table_since)(schema *, int32_t);
    int32_t (*schema_column_count)(schema *, int32_t);
    int32_t (*schema_key_count)(schema *, int32_t);
    int32_t (*schema_index_count)(schema *, int32_t);
    int32_t (*schema_guard_count)(schema *, int32_t);
    const char *(*schema_column_name)(schema *, int32_t, int32_t);
    int32_t (*schema_column_type)(schema *, int32_t, int32_t);
    int32_t (*schema_column_since)(schema *, int32_t, int32_t);
    int32_t (*schema_index_width)(schema *, int32_t, int32_t);
    int32_t (*schema_index_unique_width)(schema *, int32_t, int32_t);
    int32_t (*schema_index_since)(schema *, int32_t, int32_t);
    int32_t (*schema_guard_plus)(schema *, int32_t, int32_t);
    int32_t (*schema_guard_minus)(schema *, int32_t, int32_t);
    uint32_t (*schema_column_flags)(schema *, int32_t, int32_t);
    uint32_t (*schema_index_flags)(schema *, int32_t, int32_t);
    int64_t (*schema_column_min)(schema *, int32_t, int32_t);
    int32_t (*schema_index_column)(schema *, int32_t, int32_t, int32_t);
    int32_t (*row_type)(const salesinv_row *, int32_t);
    int64_t (*row_int)(const salesinv_row *, int32_t);
    const char *(*row_bytes)(const salesinv_row *, int32_t, size_t *);
    void (*row_put_int)(salesinv_row *, int32_t, int64_t);
    void (*row_put_null)(salesinv_row *, int32_t);
    int32_t (*row_put_text)(salesinv_row *, int32_t, const char *, size_t);
    int32_t (*row_put_blob)(salesinv_row *, int32_t, const uint8_t *, size_t);
    int32_t (*range_index)(const salesinv_range *);
    int32_t (*range_prefix)(const salesinv_range *);
    int32_t (*range_from_count)(const salesinv_range *);
    int32_t (*range_to_count)(const salesinv_range *);
    const salesinv_row *(*range_from)(const salesinv_range *);
    const salesinv_row *(*range_to)(const salesinv_range *);
    uint32_t (*range_flags)(const salesinv_range *);
    int64_t (*range_limit)(const salesinv_range *);
    schema *(*host_schema)(host *);
    uint32_t (*host_flags)(host *);
    int64_t (*host_busy_ms)(host *);
    int64_t (*host_checkpoint_bytes)(host *);
    int64_t (*host_monotonic)(host *);
    void (*host_sleep)(host *, int64_t);
    uint64_t (*host_random)(host *);
    int32_t (*host_interrupted)(host *);
    void (*host_report)(host *, int64_t, const char *);
} api = {
    .schema_version = salesinv_schema_version,
    .schema_table_count = salesinv_schema_table_count,
    .schema_table_name = salesinv_schema_table_name,
    .schema_table_since = salesinv_schema_table_since,
    .schema_column_count = salesinv_schema_column_count,
    .schema_key_count = salesinv_schema_key_count,
    .schema_index_count = salesinv_schema_index_count,
    .schema_guard_count = salesinv_schema_guard_count,
    .schema_column_name = salesinv_schema_column_name,
    .schema_column_type = salesinv_schema_column_type,
    .schema_column_since = salesinv_schema_column_since,
    .schema_index_width = salesinv_schema_index_width,
    .schema_index_unique_width = salesinv_schema_index_unique_width,
    .schema_index_since = salesinv_schema_index_since,
    .schema_guard_plus = salesinv_schema_guard_plus,
    .schema_guard_minus = salesinv_schema_guard_minus,
    .schema_column_flags = salesinv_schema_column_flags,
    .schema_index_flags = salesinv_schema_index_flags,
    .schema_column_min = salesinv_schema_column_min,
    .schema_index_column = salesinv_schema_index_column,
    .row_type = salesinv_row_type,
    .row_int = salesinv_row_int,
    .row_bytes = salesinv_row_bytes,
    .row_put_int = salesinv_row_put_int,
    .row_put_null = salesinv_row_put_null,
    .row_put_text = salesinv_row_put_text,
    .row_put_blob = salesinv_row_put_blob,
    .range_index = salesinv_range_index,
    .range_prefix = salesinv_range_prefix,
    .range_from_count = salesinv_range_from_count,
    .range_to_count = salesinv_range_to_count,
    .range_from = salesinv_range_from,
    .range_to = salesinv_range_to,
    .range_flags = salesinv_range_flags,
    .range_limit = salesinv_range_limit,
    .host_schema = salesinv_host_schema,
    .host_flags = salesinv_host_flags,
    .host_busy_ms = salesinv_host_busy_ms,
    .host_checkpoint_bytes = salesinv_host_checkpoint_bytes,
    .host_monotonic = salesinv_host_monotonic,
    .host_sleep = salesinv_host_sleep,
    .host_random = salesinv_host_random,
    .host_interrupted = salesinv_host_interrupted,
    .host_report = salesinv_host_report,
};

static salesinv_status old_open(void *self, const salesinv_storage_host *opened_by)
{
    old_storage *store = self;

    store->host = opened_by;
    store->opened++;
    if (api.schema_table_count(api.host_schema(opened_by)) <= 0)
        return SALESINV_E_STORAGE_CORRUPT;
    return SALESINV_OK;
}

/* The schema is always today's: an empty store has nothing to bring up to date. */
static salesinv_status old_begin(void *self, uint32_t flags, salesinv_id tenant,
                                 int32_t *out_version)
{
    const old_storage *store = self;

    (void)tenant;
    *out_version = api.schema_version(api.host_schema(store->host));
    return flags & SALESINV_BEGIN_WRITE ? SALESINV_E_STORAGE_READ_ONLY : SALESINV_OK;
}

static salesinv_status old_commit(void *self)
{
    (void)self;
    return SALESINV_OK;
}

static void old_rollback(void *self)
{
    (void)self;
}

static salesinv_status old_get(void *self, int32_t table, const salesinv_row *key,
                               salesinv_row *out_row)
{
    (void)self, (void)table, (void)key, (void)out_row;
    return SALESINV_E_NOT_FOUND;
}

static salesinv_status refuse(void *self)
{
    const old_storage *store = self;

    api.host_report(store->host, 1, "this store is never written to");
    return SALESINV_E_STORAGE_READ_ONLY;
}

static salesinv_status old_insert(void *self, int32_t table, const salesinv_row *row)
{
    (void)table, (void)row;
    return refuse(self);
}

static salesinv_status old_update(void *self, int32_t table, const salesinv_row *key,
                                  uint64_t mask, const salesinv_row *row)
{
    (void)table, (void)key, (void)mask, (void)row;
    return refuse(self);
}

static salesinv_status old_remove(void *self, int32_t table, const salesinv_row *key)
{
    (void)table, (void)key;
    return refuse(self);
}

static salesinv_status old_add(void *self, int32_t table, const salesinv_row *key,
                               uint64_t mask, const salesinv_row *deltas,
                               uint32_t guards)
{
    (void)table, (void)key, (void)mask, (void)deltas, (void)guards;
    return refuse(self);
}

static salesinv_status old_scan(void *self, int32_t table, const salesinv_range *range,
                                void **out_scan)
{
    old_storage *store = self;

    (void)table, (void)range;
    store->open_scans++;
    *out_scan = &store->open_scans;
    return SALESINV_OK;
}

static salesinv_status old_scan_next(void *self, void *scan, salesinv_row *out_row)
{
    (void)self, (void)scan, (void)out_row;
    return SALESINV_OK;
}

static void old_scan_close(void *self, void *scan)
{
    old_storage *store = self;

    if (scan)
        store->open_scans--;
}

static salesinv_status old_maintain(void *self)
{
    (void)self;
    return SALESINV_OK;
}

static salesinv_status old_backup(void *self, const char *target)
{
    (void)target;
    return refuse(self);
}

void old_storage_v1_destroy(void *self)
{
    old_storage *store = self;

    store->destroyed++;
}

const salesinv_storage_vtable *old_storage_v1(void)
{
    static const salesinv_storage_vtable vtable = {
        .struct_size = OLD_SIZE,
        .name = "old",
        .open = old_open,
        .begin = old_begin,
        .commit = old_commit,
        .rollback = old_rollback,
        .get = old_get,
        .insert = old_insert,
        .update = old_update,
        .remove = old_remove,
        .add = old_add,
        .scan = old_scan,
        .scan_next = old_scan_next,
        .scan_close = old_scan_close,
        .maintain = old_maintain,
        .backup = old_backup,
    };

    return &vtable;
}
