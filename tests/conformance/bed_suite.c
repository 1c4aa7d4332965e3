/* SPDX-License-Identifier: Apache-2.0 */
/* The bed of the storage suite; see bed_suite.h. */
#include "conformance/bed_suite.h"

#include <string.h>

#include "base/system_clock.h"

enum { BUSY_MS = 100, CHECKPOINT_BYTES = 1 << 16 };

/* ---- the schema ---- */

#define REQUIRED SALESINV_COLUMN_NOT_NULL
#define INT_COLUMN(name, flags, since, min)                                            \
    {                                                                                  \
        name, SALESINV_CELL_INT, flags, since, 0, min                                  \
    }
#define TEXT_COLUMN(name, flags, since)                                                \
    {                                                                                  \
        name, SALESINV_CELL_TEXT, flags, since, 0, 0                                   \
    }
#define BLOB_COLUMN(name, flags, since)                                                \
    {                                                                                  \
        name, SALESINV_CELL_BLOB, flags, since, 0, 0                                   \
    }

static const sinv_column item_columns[] = {
    INT_COLUMN("tenant", REQUIRED, 1, 0),
    INT_COLUMN("id", REQUIRED, 1, 0),
    TEXT_COLUMN("name", REQUIRED, 1),
    TEXT_COLUMN("note", 0, 1),
    BLOB_COLUMN("data", 0, 1),
    INT_COLUMN("count", 0, 1, 0),
    TEXT_COLUMN("code", 0, 1),
    INT_COLUMN("group", 0, 1, 0),
    INT_COLUMN("rank", REQUIRED, 1, 0),
    INT_COLUMN("added", REQUIRED, 2, 0),
    TEXT_COLUMN("extra", 0, 2),
};
static const sinv_column stock_columns[] = {
    INT_COLUMN("tenant", REQUIRED, 1, 0),
    TEXT_COLUMN("product", REQUIRED, 1),
    INT_COLUMN("place", REQUIRED, 1, 0),
    INT_COLUMN("on_hand", REQUIRED, 1, 0),
    INT_COLUMN("frozen", REQUIRED | SALESINV_COLUMN_MIN, 1, -5),
};
static const sinv_column pair_columns[] = {
    INT_COLUMN("tenant", REQUIRED, 2, 0),
    TEXT_COLUMN("text", REQUIRED, 2),
    BLOB_COLUMN("bytes", REQUIRED, 2),
};
static const sinv_index item_indexes[] = {
    {SALESINV_INDEX_UNIQUE | SALESINV_INDEX_SPARSE, 1, 2, 2, {ITEM_TENANT, ITEM_CODE}},
    {0, 1, 3, 0, {ITEM_TENANT, ITEM_GROUP, ITEM_ID}},
    {SALESINV_INDEX_UNIQUE, 1, 4, 3, {ITEM_TENANT, ITEM_RANK, ITEM_NAME, ITEM_ID}},
    {SALESINV_INDEX_SPARSE, 2, 4, 0, {ITEM_TENANT, ITEM_GROUP, ITEM_COUNT, ITEM_ID}},
};
static const sinv_guard_rule stock_guards[] = {
    {STOCK_ON_HAND, -1}, {STOCK_FROZEN, -1}, {STOCK_ON_HAND, STOCK_FROZEN}};

static const sinv_table tables[] = {
    {"item", 1, 2, ITEM_COLUMNS, ITEM_INDEXES - 1, 0, item_columns, item_indexes, NULL},
    {"stock", 1, 3, STOCK_COLUMNS, 0, 3, stock_columns, NULL, stock_guards},
    {"pair", 2, 3, PAIR_COLUMNS, 0, 0, pair_columns, NULL, NULL},
};
static const sinv_table old_tables[] = {
    {"item", 1, 2, ITEM_ADDED, BY_RANK, 0, item_columns, item_indexes, NULL},
    {"stock", 1, 3, STOCK_COLUMNS, 0, 3, stock_columns, NULL, stock_guards},
};

const salesinv_schema bed_schema = {2, 3, tables};
const salesinv_schema bed_old_schema = {1, 2, old_tables};
const salesinv_schema bed_next_schema = {3, 3, tables};

/* ---- objects ---- */

salesinv_status bed_open(test_bed *bed, bed_link *link, const salesinv_schema *schema,
                         uint32_t flags)
{
    salesinv_status rc;

    memset(link, 0, sizeof(*link));
    link->host.schema = schema;
    link->host.flags = flags;
    link->host.busy_ms = bed->maker->busy_ms > 0 ? bed->maker->busy_ms : BUSY_MS;
    link->host.checkpoint_bytes = CHECKPOINT_BYTES;
    link->host.clock = sinv_system_clock();
    link->host.interrupted = &link->interrupted;
    link->host.report = &link->report;
    rc = bed->maker->make(bed->maker->context, bed->heap, &link->object);
    if (rc == SALESINV_OK)
        rc = link->object.methods->open(link->object.self, &link->host);
    if (rc != SALESINV_OK)
        bed_close(link);
    return rc;
}

void bed_close(bed_link *link)
{
    if (link->object.self && link->object.destroy)
        link->object.destroy(link->object.self);
    memset(&link->object, 0, sizeof(link->object));
}

salesinv_status bed_start(test_bed *bed, const storage_maker *maker)
{
    memset(bed, 0, sizeof(*bed));
    bed->maker = maker;
    bed->heap = sinv_heap_create(NULL, NULL);
    if (!bed->heap)
        return SALESINV_E_NOMEM;
    sinv_arena_init(&bed->arena, bed->heap);
    if (maker->clear)
        maker->clear(maker->context);
    return bed_open(bed, &bed->link, &bed_schema, 0);
}

void bed_stop(test_bed *bed)
{
    bed_close(&bed->link);
    if (bed->maker->clear)
        bed->maker->clear(bed->maker->context);
    sinv_arena_free(&bed->arena);
    assert_int_equal(sinv_heap_read(bed->heap).live_blocks, 0);
    sinv_heap_unref(bed->heap);
}

void bed_begin(bed_link *link, uint32_t flags)
{
    int32_t version = -1;

    assert_int_equal(link->object.methods->begin(link->object.self, flags, 1, &version),
                     SALESINV_OK);
    assert_true(version > 0);
}

void bed_commit(bed_link *link)
{
    assert_int_equal(link->object.methods->commit(link->object.self), SALESINV_OK);
}

void bed_rollback(bed_link *link)
{
    link->object.methods->rollback(link->object.self);
}

/* ---- rows ---- */

sinv_row *bed_row(test_bed *bed, int32_t table)
{
    sinv_row *row = sinv_row_create(&bed->arena, table, tables[table].column_count);

    assert_non_null(row);
    return row;
}

sinv_row *bed_item_key(test_bed *bed, int64_t tenant, int64_t id)
{
    sinv_row *row = bed_row(bed, T_ITEM);

    sinv_row_set_int(row, ITEM_TENANT, tenant);
    sinv_row_set_int(row, ITEM_ID, id);
    return row;
}

sinv_row *bed_item(test_bed *bed, int64_t tenant, int64_t id, const char *name)
{
    sinv_row *row = bed_item_key(bed, tenant, id);

    sinv_row_set_text(row, ITEM_NAME, name);
    sinv_row_set_int(row, ITEM_RANK, id);
    sinv_row_set_int(row, ITEM_ADDED, 0);
    return row;
}

sinv_row *bed_stock(test_bed *bed, const char *product, int64_t on_hand, int64_t frozen)
{
    sinv_row *row = bed_row(bed, T_STOCK);

    sinv_row_set_int(row, STOCK_TENANT, 1);
    sinv_row_set_text(row, STOCK_PRODUCT, product);
    sinv_row_set_int(row, STOCK_PLACE, 7);
    sinv_row_set_int(row, STOCK_ON_HAND, on_hand);
    sinv_row_set_int(row, STOCK_FROZEN, frozen);
    return row;
}

salesinv_status bed_insert(test_bed *bed, const sinv_row *row)
{
    return bed->link.object.methods->insert(bed->link.object.self, row->table, row);
}

salesinv_status bed_get(test_bed *bed, const sinv_row *key, sinv_row *out_row)
{
    return bed->link.object.methods->get(bed->link.object.self, key->table, key,
                                         out_row);
}

salesinv_status bed_update(test_bed *bed, const sinv_row *row, uint64_t mask)
{
    return bed->link.object.methods->update(bed->link.object.self, row->table, row,
                                            mask, row);
}

salesinv_status bed_remove(test_bed *bed, const sinv_row *key)
{
    return bed->link.object.methods->remove(bed->link.object.self, key->table, key);
}

salesinv_status bed_add(test_bed *bed, const sinv_row *deltas, uint64_t mask,
                        uint32_t guards)
{
    return bed->link.object.methods->add(bed->link.object.self, deltas->table, deltas,
                                         mask, deltas, guards);
}

int bed_compare(const sinv_row *a, const sinv_row *b, int32_t column)
{
    const sinv_cell *x = &a->cells[column];
    const sinv_cell *y = &b->cells[column];
    int order;

    if (x->type == SALESINV_CELL_NULL || y->type == SALESINV_CELL_NULL)
        return (x->type != SALESINV_CELL_NULL) - (y->type != SALESINV_CELL_NULL);
    if (x->type == SALESINV_CELL_INT)
        return (x->number > y->number) - (x->number < y->number);
    order = memcmp(x->bytes, y->bytes, x->size < y->size ? x->size : y->size);
    return order != 0 ? order : (x->size > y->size) - (x->size < y->size);
}

void bed_assert_same(const sinv_row *wanted, const sinv_row *found)
{
    assert_int_equal(wanted->count, found->count);
    for (int32_t c = 0; c < wanted->count; c++) {
        assert_int_equal(wanted->cells[c].type, found->cells[c].type);
        assert_int_equal(bed_compare(wanted, found, c), 0);
    }
}
