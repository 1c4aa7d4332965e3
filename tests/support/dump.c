/* SPDX-License-Identifier: Apache-2.0 */
/* Walks the tables of the schema, tenant by tenant; see dump.h. */
#include "support/dump.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "schema/tables.h"

enum { TENANTS_MAX = 64 };

typedef struct dump {
    sinv_txn txn;
    FILE *text;
    salesinv_id tenants[TENANTS_MAX];
    int32_t tenant_count;
} dump;

static void check(salesinv_status rc, const dump *at)
{
    if (rc < 0)
        fail_msg("dump: %s: %s", salesinv_status_name(rc),
                 salesinv_error_message(at->txn.err));
}

static void print_bytes(const dump *at, const sinv_row *row, int32_t column)
{
    const char *bytes = row->cells[column].bytes;

    for (size_t i = 0; i < sinv_row_size(row, column); i++)
        if (bytes[i] >= ' ' && bytes[i] < 0x7f && bytes[i] != '\\')
            fputc(bytes[i], at->text);
        else
            fprintf(at->text, "\\%02x", (unsigned char)bytes[i]);
}

static void print_row(const dump *at, const sinv_table *table, const sinv_row *row)
{
    fputs(table->name, at->text);
    for (int32_t i = 0; i < table->column_count; i++) {
        fprintf(at->text, " %s=", table->columns[i].name);
        if (row->cells[i].type == SALESINV_CELL_INT)
            fprintf(at->text, "%" PRId64, sinv_row_int(row, i));
        else if (row->cells[i].type == SALESINV_CELL_NULL)
            fputs("null", at->text);
        else
            print_bytes(at, row, i);
    }
    fputc('\n', at->text);
}

/* The platform's table of tenants says whom to visit. */
static void note_tenant(dump *at, int32_t table, const sinv_row *row)
{
    if (table != SINV_T_TENANT)
        return;
    assert_true(at->tenant_count < TENANTS_MAX);
    at->tenants[at->tenant_count++] = sinv_row_int(row, SINV_TENANT_ID);
}

static void dump_table(dump *at, int32_t table)
{
    const sinv_range all = {0};
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    check(sinv_txn_row(&at->txn, table, &row), at);
    check(sinv_scan_start(&at->txn, table, &all, &scan), at);
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        print_row(at, &sinv_schema_current()->tables[table], row);
        note_tenant(at, table, row);
    }
    sinv_scan_close(&scan);
    check(rc, at);
}

static void dump_tenant(dump *at, salesinv_engine *engine, salesinv_id tenant)
{
    sinv_arena arena;

    sinv_arena_init(&arena, engine->heap);
    sinv_txn_init(&at->txn, engine, NULL, &arena);
    at->txn.tenant = tenant;
    check(sinv_txn_begin(&at->txn, false), at);
    for (int32_t i = 0; i < sinv_schema_current()->table_count; i++)
        dump_table(at, i);
    sinv_txn_rollback(&at->txn);
    sinv_arena_free(&arena);
}

char *dump_store(salesinv_engine *engine)
{
    dump at = {.tenant_count = 0};
    char *text = NULL;
    size_t size = 0;

    at.text = open_memstream(&text, &size);
    assert_non_null(at.text);
    dump_tenant(&at, engine, 0);
    for (int32_t i = 0; i < at.tenant_count; i++)
        dump_tenant(&at, engine, at.tenants[i]);
    fclose(at.text);
    return text;
}

void dump_assert_same(const char *before, const char *after, const char *what)
{
    const char *line = before;
    const char *other = after;

    if (strcmp(before, after) == 0)
        return;
    while (*line && *line == *other) {
        if (*line == '\n') {
            before = line + 1;
            after = other + 1;
        }
        line++;
        other++;
    }
    fail_msg("%s: the stored rows differ:\n  %.*s\n  %.*s", what,
             (int)strcspn(before, "\n"), before, (int)strcspn(after, "\n"), after);
}
