/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SCHEMA_SCHEMA_H
#define SINV_SCHEMA_SCHEMA_H

/*
 * The tables as data. A schema is plain static data of the shapes below;
 * schema/tables.h declares ours. Tests hand providers schemas of their own, older
 * or newer ones too, so nothing here knows a particular table.
 */
#include <stdint.h>

#include "salesinv/sys/storage.h"

enum {
    SINV_COLUMN_MAX = 64,
    SINV_INDEX_WIDTH_MAX = 8,
    SINV_INDEX_MAX = 6,
    SINV_GUARD_MAX = 4
};

typedef struct sinv_column {
    const char *name;
    uint8_t type;   /* SALESINV_CELL_* */
    uint8_t flags;  /* SALESINV_COLUMN_* */
    uint8_t since;  /* schema version */
    uint8_t is_ref; /* holds the id of another object */
    int64_t min;
} sinv_column;

typedef struct sinv_index {
    uint8_t flags; /* SALESINV_INDEX_* */
    uint8_t since;
    uint8_t width;
    uint8_t unique_width; /* leading columns unique together; 0 for a plain index */
    uint8_t columns[SINV_INDEX_WIDTH_MAX];
} sinv_index;

typedef struct sinv_guard_rule {
    int8_t plus;
    int8_t minus; /* -1: none */
} sinv_guard_rule;

typedef struct sinv_table {
    const char *name;
    uint8_t since;
    uint8_t key_count;
    uint8_t column_count;
    uint8_t index_count; /* secondary ones; the primary key is index 0 and not listed */
    uint8_t guard_count;
    const sinv_column *columns;
    const sinv_index *indexes;
    const sinv_guard_rule *guards;
} sinv_table;

struct salesinv_schema {
    int32_t version;
    int32_t table_count;
    const sinv_table *tables;
};

/** The schema of this library (schema/tables.h). */
const salesinv_schema *sinv_schema_current(void);

#endif
