/* SPDX-License-Identifier: Apache-2.0 */
/* Exported wrappers of the config: every setter checks, copies and reports on the config itself. */
#include "core/config.h"

#include <string.h>

#include "base/abi_struct.h"
#include "base/system_clock.h"
#include "base/text.h"
#include "storage/sqlite/sqlite.h"

static const int64_t BUSY_MS_DEFAULT = 5000;
static const int64_t BUSY_MS_MAX = 600000;
static const int64_t CHECKPOINT_DEFAULT = INT64_C(16) << 20;
static const int64_t CHECKPOINT_LEAST = 65536;
static const int64_t CHECKPOINT_MOST = INT64_C(1) << 40;

static bool is_config(const salesinv_config *config)
{
    return config && config->magic == SINV_MAGIC_CONFIG;
}

/* An int64 option within its range, or ARG with the numbers. */
static salesinv_status set_range(salesinv_config *config, int64_t *option,
                                 const char *field, int64_t value, int64_t least,
                                 int64_t most)
{
    if (!is_config(config))
        return SALESINV_E_ARG;
    if (value < least || value > most)
        return sinv_err_set(config->err, SALESINV_E_ARG, field,
                            "%s %lld is not in %lld..%lld", field, (long long)value,
                            (long long)least, (long long)most);
    *option = value;
    return SALESINV_OK;
}

/* The allocator as given, imported; the C library's when NULL. */
static salesinv_status make_heap(const salesinv_allocator *allocator, void *self,
                                 sinv_heap **out_heap)
{
    salesinv_allocator known;
    salesinv_status rc;

    *out_heap = NULL;
    if (!allocator) {
        *out_heap = sinv_heap_create(NULL, NULL);
        return *out_heap ? SALESINV_OK : SALESINV_E_NOMEM;
    }
    rc = sinv_abi_import(NULL, &known, sizeof(known), sizeof(salesinv_allocator),
                         allocator);
    if (rc != SALESINV_OK)
        return rc;
    if (!known.alloc || !known.realloc || !known.free || known.reserved != 0)
        return SALESINV_E_ARG;
    *out_heap = sinv_heap_create(&known, self);
    return *out_heap ? SALESINV_OK : SALESINV_E_NOMEM;
}

static salesinv_config *create_on(sinv_heap *heap)
{
    salesinv_config *config = sinv_alloc(heap, sizeof(*config));

    if (!config)
        return NULL;
    config->err = sinv_alloc(heap, sinv_err_size());
    if (!config->err) {
        sinv_free(heap, config);
        return NULL;
    }
    config->magic = SINV_MAGIC_CONFIG;
    config->heap = heap;
    config->clock = *sinv_system_clock();
    config->busy_ms = BUSY_MS_DEFAULT;
    config->checkpoint_bytes = CHECKPOINT_DEFAULT;
    return config;
}

salesinv_status salesinv_config_create(const salesinv_allocator *allocator, void *self,
                                       salesinv_config **out_config)
{
    sinv_heap *heap;
    salesinv_status rc;

    if (!out_config)
        return SALESINV_E_ARG;
    *out_config = NULL;
    if ((rc = make_heap(allocator, self, &heap)) != SALESINV_OK)
        return rc;
    *out_config = create_on(heap);
    if (*out_config)
        return SALESINV_OK;
    sinv_heap_unref(heap);
    return SALESINV_E_NOMEM;
}

void salesinv_config_free(salesinv_config *config)
{
    sinv_heap *heap;

    if (!is_config(config))
        return;
    heap = config->heap;
    config->magic = SINV_MAGIC_DEAD;
    sinv_storage_free(config->storage);
    sinv_free(heap, config->sqlite_path);
    sinv_free(heap, config->err);
    sinv_free(heap, config);
    sinv_heap_unref(heap);
}

const salesinv_error *salesinv_config_error(const salesinv_config *config)
{
    return is_config(config) ? config->err : NULL;
}

salesinv_status salesinv_config_set_sqlite(salesinv_config *config, const char *path)
{
    size_t size;
    char *copy;
    salesinv_status rc;

    if (!is_config(config))
        return SALESINV_E_ARG;
    if ((rc = sinv_text_check(config->err, "path", path, SINV_PATH_MAX, &size)) !=
        SALESINV_OK)
        return rc;
    if (size == 0)
        return sinv_err_set(config->err, SALESINV_E_ARG, "path", "path is empty");
    copy = sinv_alloc(config->heap, size + 1);
    if (!copy)
        return sinv_err_set(config->err, SALESINV_E_NOMEM, "path", "out of memory");
    memcpy(copy, path, size + 1);
    sinv_free(config->heap, config->sqlite_path);
    config->sqlite_path = copy;
    return SALESINV_OK;
}

salesinv_status salesinv_config_set_storage(salesinv_config *config,
                                            const salesinv_storage_vtable *vtable,
                                            void *self, void (*destroy)(void *self))
{
    sinv_storage *storage;
    salesinv_status rc;

    if (!is_config(config)) {
        if (destroy)
            destroy(self);
        return SALESINV_E_ARG;
    }
    rc =
        sinv_storage_import(config->err, config->heap, vtable, self, destroy, &storage);
    if (rc != SALESINV_OK)
        return rc;
    sinv_storage_free(config->storage);
    config->storage = storage;
    return SALESINV_OK;
}

salesinv_status salesinv_config_set_clock(salesinv_config *config,
                                          const salesinv_clock *clock, void *self)
{
    salesinv_clock known;
    salesinv_status rc;

    if (!is_config(config))
        return SALESINV_E_ARG;
    rc = sinv_abi_import(config->err, &known, sizeof(known), sizeof(salesinv_clock),
                         clock);
    if (rc != SALESINV_OK)
        return rc;
    if (!known.now || !known.monotonic || !known.sleep || !known.random ||
        known.reserved != 0)
        return sinv_err_set(config->err, SALESINV_E_ARG, "clock",
                            "a clock needs now, monotonic, sleep and random");
    config->clock = known;
    config->clock_self = self;
    return SALESINV_OK;
}

salesinv_status salesinv_config_set_log(salesinv_config *config,
                                        salesinv_log_callback log, void *self)
{
    if (!is_config(config))
        return SALESINV_E_ARG;
    config->log = log;
    config->log_self = self;
    return SALESINV_OK;
}

static salesinv_status set_flag(salesinv_config *config, uint32_t flag,
                                const char *field, int32_t value)
{
    int64_t on = 0; /* set_range fails without setting it */
    salesinv_status rc = set_range(config, &on, field, value, 0, 1);

    if (rc != SALESINV_OK)
        return rc;
    config->open_flags = on ? config->open_flags | flag : config->open_flags & ~flag;
    return SALESINV_OK;
}

salesinv_status salesinv_config_set_durability(salesinv_config *config,
                                               salesinv_durability durability)
{
    return set_flag(config, SALESINV_OPEN_RELAXED, "durability", durability);
}

salesinv_status salesinv_config_set_read_only(salesinv_config *config,
                                              int32_t is_read_only)
{
    return set_flag(config, SALESINV_OPEN_READ_ONLY, "is_read_only", is_read_only);
}

salesinv_status salesinv_config_set_busy_ms(salesinv_config *config, int64_t busy_ms)
{
    return set_range(config, config ? &config->busy_ms : NULL, "busy_ms", busy_ms, 0,
                     BUSY_MS_MAX);
}

salesinv_status salesinv_config_set_checkpoint_bytes(salesinv_config *config,
                                                     int64_t bytes)
{
    return set_range(config, config ? &config->checkpoint_bytes : NULL, "bytes", bytes,
                     CHECKPOINT_LEAST, CHECKPOINT_MOST);
}

salesinv_status salesinv_config_allow_operator(salesinv_config *config,
                                               int32_t is_allowed)
{
    int64_t on = 0; /* set_range fails without setting it */
    salesinv_status rc = set_range(config, &on, "is_allowed", is_allowed, 0, 1);

    if (rc == SALESINV_OK)
        config->allows_operator = on != 0;
    return rc;
}
