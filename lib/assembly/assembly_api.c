/* SPDX-License-Identifier: Apache-2.0 */
/* Exported: opening an engine, version, and what does not need one: the tables of kinds and fields. */
#include <stdio.h>
#include <string.h>

#include "assembly/assembly.h"
#include "core/config.h"
#include "salesinv/version.h"
#include "storage/sqlite/sqlite.h"

salesinv_status salesinv_engine_open(salesinv_config *config,
                                     salesinv_engine **out_engine)
{
    if (out_engine)
        *out_engine = NULL;
    if (!config || config->magic != SINV_MAGIC_CONFIG)
        return SALESINV_E_ARG;
    if (!out_engine)
        return sinv_err_set(config->err, SALESINV_E_ARG, "out_engine",
                            "out_engine is missing");
    return sinv_engine_create(config, sinv_assembly_get(), out_engine);
}

void salesinv_version(int32_t *out_major, int32_t *out_minor, int32_t *out_patch)
{
    if (out_major)
        *out_major = SINV_VERSION_MAJOR;
    if (out_minor)
        *out_minor = SINV_VERSION_MINOR;
    if (out_patch)
        *out_patch = SINV_VERSION_PATCH;
}

int32_t salesinv_info(char *out, size_t size)
{
    return snprintf(out, out ? size : 0, "libsalesinv %d.%d.%d, schema %d, SQLite %s",
                    SINV_VERSION_MAJOR, SINV_VERSION_MINOR, SINV_VERSION_PATCH,
                    salesinv_schema_version(sinv_schema_current()),
                    sinv_sqlite_version());
}

int32_t salesinv_has(const char *feature)
{
    return feature && strcmp(feature, "sqlite") == 0;
}

static const sinv_kind *find_kind(salesinv_kind kind)
{
    const sinv_assembly *assembly = sinv_assembly_get();

    for (int32_t i = 0; i < assembly->kind_count; i++)
        if (assembly->kinds[i]->kind == kind)
            return assembly->kinds[i];
    return NULL;
}

const char *salesinv_kind_name(salesinv_kind kind)
{
    const sinv_kind *found = find_kind(kind);

    if (kind == SALESINV_KIND_STOCK)
        return "stock";
    if (kind == SALESINV_KIND_SERIAL)
        return "serial";
    return found ? found->name : "";
}

int32_t salesinv_kind_field_count(salesinv_kind kind, int32_t is_line)
{
    const sinv_kind *found = find_kind(kind);

    if (!found)
        return 0;
    return is_line ? found->line_field_count : found->field_count;
}

salesinv_field salesinv_kind_field_at(salesinv_kind kind, int32_t is_line,
                                      int32_t index)
{
    const sinv_kind *found = find_kind(kind);

    if (!found || index < 0 || index >= salesinv_kind_field_count(kind, is_line))
        return 0;
    return (is_line ? found->line_fields : found->fields)[index].field;
}

static const sinv_field *find_field(salesinv_kind kind, int32_t is_line,
                                    salesinv_field field)
{
    const sinv_kind *found = find_kind(kind);

    return found ? sinv_kind_field(found, is_line != 0, field) : NULL;
}

const char *salesinv_kind_field_key(salesinv_kind kind, int32_t is_line,
                                    salesinv_field field)
{
    const sinv_field *found = find_field(kind, is_line, field);

    return found ? found->key : NULL;
}

salesinv_field_type salesinv_kind_field_type(salesinv_kind kind, int32_t is_line,
                                             salesinv_field field)
{
    const sinv_field *found = find_field(kind, is_line, field);

    return found ? found->type : 0;
}

int32_t salesinv_kind_field_is_settable(salesinv_kind kind, int32_t is_line,
                                        salesinv_field field)
{
    const sinv_field *found = find_field(kind, is_line, field);

    return found && (found->flags & SINV_FIELD_SETTABLE);
}
