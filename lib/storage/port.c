/* SPDX-License-Identifier: Apache-2.0 */
/* Import of a provider and the one way to call it; see port.h. */
#include "storage/port.h"

#include <stdio.h>
#include <string.h>

#include "base/abi_struct.h"

enum { NAME_MAX_BYTES = 40 };

struct sinv_storage {
    sinv_heap *heap; /* a reference */
    salesinv_storage_vtable vtable;
    void *self;
    void (*destroy)(void *self);
    void (*abandon)(void *self);
    sinv_err *err;                     /* the engine's, from open on */
    const salesinv_storage_host *host; /* the engine's, from open on */
    sinv_storage_report report;
    char name[NAME_MAX_BYTES];
    char source[NAME_MAX_BYTES + 16];
};

static salesinv_status check_vtable(sinv_err *err,
                                    const salesinv_storage_vtable *vtable)
{
    const struct {
        const char *name;
        bool is_there;
    } required[] = {
        {"open", vtable->open != NULL},
        {"begin", vtable->begin != NULL},
        {"commit", vtable->commit != NULL},
        {"rollback", vtable->rollback != NULL},
        {"get", vtable->get != NULL},
        {"insert", vtable->insert != NULL},
        {"update", vtable->update != NULL},
        {"remove", vtable->remove != NULL},
        {"add", vtable->add != NULL},
        {"scan", vtable->scan != NULL},
        {"scan_next", vtable->scan_next != NULL},
        {"scan_close", vtable->scan_close != NULL},
    };

    if (vtable->reserved != 0)
        return sinv_err_set(err, SALESINV_E_ARG, "reserved", "reserved is not 0");
    for (size_t i = 0; i < sizeof(required) / sizeof(required[0]); i++)
        if (!required[i].is_there)
            return sinv_err_set(err, SALESINV_E_ARG, required[i].name,
                                "the storage has no method %s", required[i].name);
    return SALESINV_OK;
}

salesinv_status sinv_storage_import(sinv_err *err, sinv_heap *heap,
                                    const salesinv_storage_vtable *vtable, void *self,
                                    void (*destroy)(void *self), sinv_storage **out)
{
    sinv_storage *storage = sinv_alloc(heap, sizeof(*storage));
    salesinv_status rc = SALESINV_E_NOMEM;

    *out = NULL;
    if (storage) {
        rc = sinv_abi_import(err, &storage->vtable, sizeof(storage->vtable),
                             sizeof(salesinv_storage_vtable), vtable);
        if (rc == SALESINV_OK)
            rc = check_vtable(err, &storage->vtable);
    } else {
        (void)sinv_err_set(err, rc, NULL, "out of memory");
    }
    if (rc != SALESINV_OK) {
        sinv_free(heap, storage);
        if (destroy)
            destroy(self);
        return rc;
    }
    (void)snprintf(storage->name, sizeof(storage->name), "%s",
                   storage->vtable.name ? storage->vtable.name : "custom");
    (void)snprintf(storage->source, sizeof(storage->source), "storage:%s",
                   storage->name);
    storage->vtable.name = storage->name;
    storage->heap = sinv_heap_ref(heap);
    storage->self = self;
    storage->destroy = destroy;
    *out = storage;
    return SALESINV_OK;
}

static void release(sinv_storage *storage)
{
    sinv_heap *heap = storage->heap;

    sinv_free(heap, storage);
    sinv_heap_unref(heap);
}

void sinv_storage_set_abandon(sinv_storage *storage, void (*abandon)(void *self))
{
    storage->abandon = abandon;
}

void sinv_storage_abandon(sinv_storage *storage)
{
    if (!storage)
        return;
    if (storage->abandon)
        storage->abandon(storage->self);
    release(storage);
}

void sinv_storage_free(sinv_storage *storage)
{
    if (!storage)
        return;
    if (storage->destroy)
        storage->destroy(storage->self);
    release(storage);
}

const char *sinv_storage_name(const sinv_storage *storage)
{
    return storage->name;
}

static bool is_answer(salesinv_status rc)
{
    return rc == SALESINV_OK || rc == SALESINV_ROW || rc == SALESINV_E_NOT_FOUND ||
           rc == SALESINV_E_EXISTS || rc == SALESINV_E_STORAGE_GUARD;
}

/* Codes a provider may answer beside the answers above. */
static bool is_known_failure(salesinv_status rc)
{
    switch (rc) {
    case SALESINV_E_NOMEM:
    case SALESINV_E_INTERRUPTED:
    case SALESINV_E_CONFLICT:
    case SALESINV_E_UNKNOWN_OUTCOME:
    case SALESINV_E_CALLBACK:
    case SALESINV_E_ARG:
        return true;
    default:
        return rc <= -400 && rc > -500;
    }
}

/* Put a failure into the error object, with what the provider said about it. */
static salesinv_status fail(sinv_storage *storage, salesinv_status rc)
{
    salesinv_status code = is_known_failure(rc) ? rc : SALESINV_E_STORAGE_IO;

    (void)sinv_err_set(storage->err, code, NULL, "%s", salesinv_status_text(code));
    sinv_err_set_source(storage->err, storage->source, storage->report.vendor_code,
                        storage->report.text);
    storage->report.vendor_code = 0;
    storage->report.text[0] = '\0';
    return code;
}

static inline salesinv_status settle(sinv_storage *storage, salesinv_status rc)
{
    return is_answer(rc) ? rc : fail(storage, rc);
}

salesinv_status sinv_storage_open(sinv_storage *storage, sinv_err *err,
                                  salesinv_storage_host *host)
{
    storage->err = err;
    storage->host = host;
    host->report = &storage->report;
    return settle(storage, storage->vtable.open(storage->self, host));
}

salesinv_status sinv_storage_begin(sinv_storage *storage, uint32_t flags,
                                   salesinv_id tenant)
{
    int32_t version = 0;
    salesinv_status rc = storage->vtable.begin(storage->self, flags, tenant, &version);

    if (rc != SALESINV_OK)
        return fail(storage, rc);
    if (version <= storage->host->schema->version)
        return SALESINV_OK;
    storage->vtable.rollback(storage->self);
    return sinv_err_set(storage->err, SALESINV_E_STORAGE_SCHEMA_NEWER, NULL,
                        "the storage has schema version %d, this library knows %d",
                        version, storage->host->schema->version);
}

salesinv_status sinv_storage_commit(sinv_storage *storage)
{
    return settle(storage, storage->vtable.commit(storage->self));
}

void sinv_storage_rollback(sinv_storage *storage)
{
    storage->vtable.rollback(storage->self);
}

/* Is every cell of a row that was read what its column declares? The layers above rely on it. */
static bool is_well_formed(const sinv_storage *storage, const sinv_row *row)
{
    const sinv_column *columns = storage->host->schema->tables[row->table].columns;

    for (int32_t i = 0; i < row->count; i++) {
        uint8_t type = row->cells[i].type;
        if (type != columns[i].type && (type != SALESINV_CELL_NULL ||
                                        (columns[i].flags & SALESINV_COLUMN_NOT_NULL)))
            return false;
    }
    return true;
}

/* The answer of a method that fills a row. */
static salesinv_status settle_row(sinv_storage *storage, salesinv_status rc,
                                  const sinv_row *row)
{
    if (rc != SALESINV_OK && rc != SALESINV_ROW)
        return settle(storage, rc);
    if (row->status != SALESINV_OK)
        return fail(storage, row->status);
    if (is_well_formed(storage, row))
        return rc;
    (void)snprintf(storage->report.text, sizeof(storage->report.text),
                   "a row of %s has a cell of another type than its column",
                   storage->host->schema->tables[row->table].name);
    return fail(storage, SALESINV_E_STORAGE_CORRUPT);
}

salesinv_status sinv_storage_get(sinv_storage *storage, const sinv_row *key,
                                 sinv_row *out_row)
{
    return settle_row(
        storage, storage->vtable.get(storage->self, key->table, key, out_row), out_row);
}

salesinv_status sinv_storage_insert(sinv_storage *storage, const sinv_row *row)
{
    return settle(storage, storage->vtable.insert(storage->self, row->table, row));
}

salesinv_status sinv_storage_update(sinv_storage *storage, const sinv_row *row,
                                    uint64_t mask)
{
    return settle(storage,
                  storage->vtable.update(storage->self, row->table, row, mask, row));
}

salesinv_status sinv_storage_remove(sinv_storage *storage, const sinv_row *key)
{
    return settle(storage, storage->vtable.remove(storage->self, key->table, key));
}

salesinv_status sinv_storage_add(sinv_storage *storage, const sinv_row *key,
                                 uint64_t mask, const sinv_row *deltas, uint32_t guards)
{
    return settle(storage, storage->vtable.add(storage->self, key->table, key, mask,
                                               deltas, guards));
}

salesinv_status sinv_storage_scan(sinv_storage *storage, int32_t table,
                                  const sinv_range *range, void **out_scan)
{
    return settle(storage, storage->vtable.scan(storage->self, table, range, out_scan));
}

salesinv_status sinv_storage_scan_next(sinv_storage *storage, void *scan,
                                       sinv_row *out_row)
{
    salesinv_status rc;

    out_row->text_used = 0;
    rc = storage->vtable.scan_next(storage->self, scan, out_row);
    return rc == SALESINV_OK ? rc : settle_row(storage, rc, out_row);
}

void sinv_storage_scan_close(sinv_storage *storage, void *scan)
{
    storage->vtable.scan_close(storage->self, scan);
}

salesinv_status sinv_storage_maintain(sinv_storage *storage)
{
    if (!storage->vtable.maintain)
        return SALESINV_OK;
    return settle(storage, storage->vtable.maintain(storage->self));
}

salesinv_status sinv_storage_backup(sinv_storage *storage, const char *target)
{
    salesinv_status rc;

    if (!storage->vtable.backup)
        return sinv_err_set(storage->err, SALESINV_E_ARG, "target",
                            "storage:%s offers no backup", storage->name);
    rc = storage->vtable.backup(storage->self, target);
    if (rc == SALESINV_E_EXISTS)
        return sinv_err_set(storage->err, rc, "target",
                            "there is something at %s already", target);
    return settle(storage, rc);
}
