/* SPDX-License-Identifier: Apache-2.0 */
/* The schema as providers read it: bounds-checked views of static data. */
#include "schema/schema.h"

#include <stddef.h>

static const sinv_table *table_at(const salesinv_schema *schema, int32_t table)
{
    return table >= 0 && table < schema->table_count ? &schema->tables[table] : NULL;
}

static const sinv_column *column_at(const salesinv_schema *schema, int32_t table,
                                    int32_t column)
{
    const sinv_table *found = table_at(schema, table);

    return found && column >= 0 && column < found->column_count
               ? &found->columns[column]
               : NULL;
}

/* Secondary indexes only; the primary key has number 0 and no entry. */
static const sinv_index *index_at(const salesinv_schema *schema, int32_t table,
                                  int32_t index)
{
    const sinv_table *found = table_at(schema, table);

    return found && index >= 1 && index <= found->index_count
               ? &found->indexes[index - 1]
               : NULL;
}

static const sinv_guard_rule *guard_at(const salesinv_schema *schema, int32_t table,
                                       int32_t guard)
{
    const sinv_table *found = table_at(schema, table);

    return found && guard >= 0 && guard < found->guard_count ? &found->guards[guard]
                                                             : NULL;
}

int32_t salesinv_schema_version(const salesinv_schema *schema)
{
    return schema->version;
}

int32_t salesinv_schema_table_count(const salesinv_schema *schema)
{
    return schema->table_count;
}

const char *salesinv_schema_table_name(const salesinv_schema *schema, int32_t table)
{
    const sinv_table *found = table_at(schema, table);

    return found ? found->name : NULL;
}

int32_t salesinv_schema_table_since(const salesinv_schema *schema, int32_t table)
{
    const sinv_table *found = table_at(schema, table);

    return found ? found->since : 0;
}

int32_t salesinv_schema_column_count(const salesinv_schema *schema, int32_t table)
{
    const sinv_table *found = table_at(schema, table);

    return found ? found->column_count : 0;
}

int32_t salesinv_schema_key_count(const salesinv_schema *schema, int32_t table)
{
    const sinv_table *found = table_at(schema, table);

    return found ? found->key_count : 0;
}

const char *salesinv_schema_column_name(const salesinv_schema *schema, int32_t table,
                                        int32_t column)
{
    const sinv_column *found = column_at(schema, table, column);

    return found ? found->name : NULL;
}

salesinv_cell_type salesinv_schema_column_type(const salesinv_schema *schema,
                                               int32_t table, int32_t column)
{
    const sinv_column *found = column_at(schema, table, column);

    return found ? found->type : SALESINV_CELL_NULL;
}

uint32_t salesinv_schema_column_flags(const salesinv_schema *schema, int32_t table,
                                      int32_t column)
{
    const sinv_column *found = column_at(schema, table, column);

    return found ? found->flags : 0;
}

int64_t salesinv_schema_column_min(const salesinv_schema *schema, int32_t table,
                                   int32_t column)
{
    const sinv_column *found = column_at(schema, table, column);

    return found ? found->min : 0;
}

int32_t salesinv_schema_column_since(const salesinv_schema *schema, int32_t table,
                                     int32_t column)
{
    const sinv_column *found = column_at(schema, table, column);

    return found ? found->since : 0;
}

int32_t salesinv_schema_index_count(const salesinv_schema *schema, int32_t table)
{
    const sinv_table *found = table_at(schema, table);

    return found ? found->index_count + 1 : 0;
}

uint32_t salesinv_schema_index_flags(const salesinv_schema *schema, int32_t table,
                                     int32_t index)
{
    const sinv_index *found = index_at(schema, table, index);

    return found ? found->flags : index == 0 ? SALESINV_INDEX_UNIQUE : 0;
}

int32_t salesinv_schema_index_width(const salesinv_schema *schema, int32_t table,
                                    int32_t index)
{
    const sinv_index *found = index_at(schema, table, index);

    return found        ? found->width
           : index == 0 ? salesinv_schema_key_count(schema, table)
                        : 0;
}

int32_t salesinv_schema_index_column(const salesinv_schema *schema, int32_t table,
                                     int32_t index, int32_t place)
{
    const sinv_index *found = index_at(schema, table, index);

    if (place < 0 || place >= salesinv_schema_index_width(schema, table, index))
        return -1;
    return found ? found->columns[place] : place;
}

int32_t salesinv_schema_index_unique_width(const salesinv_schema *schema, int32_t table,
                                           int32_t index)
{
    const sinv_index *found = index_at(schema, table, index);

    return found        ? found->unique_width
           : index == 0 ? salesinv_schema_key_count(schema, table)
                        : 0;
}

int32_t salesinv_schema_index_since(const salesinv_schema *schema, int32_t table,
                                    int32_t index)
{
    const sinv_index *found = index_at(schema, table, index);

    return found        ? found->since
           : index == 0 ? salesinv_schema_table_since(schema, table)
                        : 0;
}

int32_t salesinv_schema_guard_count(const salesinv_schema *schema, int32_t table)
{
    const sinv_table *found = table_at(schema, table);

    return found ? found->guard_count : 0;
}

int32_t salesinv_schema_guard_plus(const salesinv_schema *schema, int32_t table,
                                   int32_t guard)
{
    const sinv_guard_rule *found = guard_at(schema, table, guard);

    return found ? found->plus : -1;
}

int32_t salesinv_schema_guard_minus(const salesinv_schema *schema, int32_t table,
                                    int32_t guard)
{
    const sinv_guard_rule *found = guard_at(schema, table, guard);

    return found ? found->minus : -1;
}
