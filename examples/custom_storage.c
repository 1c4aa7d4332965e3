/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A storage provider of your own: a complete one in memory, with the public headers only. Rows
 * are never changed in place but replaced, so a log of (old, new) pairs undoes a transaction,
 * and a scan is a sorted list of rows. Unique keys are found by looking at every row: plain
 * instead of fast. `main` at the end opens an engine on it.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <salesinv.h>
#include <salesinv/sys/storage.h>

typedef struct cell {
    salesinv_cell_type type;
    int64_t number;
    const char *bytes; /* in the record itself */
    size_t size;
} cell;

/* One version of a row; the bytes of its cells follow the cells. */
typedef struct record {
    int32_t count;
    cell cells[];
} record;

typedef struct table {
    record **rows; /* by primary key */
    size_t count, capacity;
} table;

typedef struct change {
    int32_t table;
    record *before, *after; /* NULL: there was none, there is none */
} change;

typedef struct store {
    const salesinv_schema *schema;
    table *tables;
    change *log; /* of the open transaction */
    size_t log_count, log_capacity;
} store;

typedef struct scan {
    record **rows;
    size_t count, next;
} scan;

/* ---- cells and records ---- */

static cell view(const salesinv_row *row, int32_t column)
{
    cell seen = {.type = salesinv_row_type(row, column),
                 .number = salesinv_row_int(row, column)};

    seen.bytes = salesinv_row_bytes(row, column, &seen.size);
    return seen;
}

/* NULL is least; text and bytes compare bytewise. */
static int compare(const cell *a, const cell *b)
{
    size_t shorter = a->size < b->size ? a->size : b->size;
    int order = 0;

    if (a->type == SALESINV_CELL_NULL || b->type == SALESINV_CELL_NULL)
        return (a->type != SALESINV_CELL_NULL) - (b->type != SALESINV_CELL_NULL);
    if (a->type == SALESINV_CELL_INT)
        return (a->number > b->number) - (a->number < b->number);
    if (shorter > 0)
        order = memcmp(a->bytes, b->bytes, shorter);
    return order != 0 ? order : (a->size > b->size) - (a->size < b->size);
}

/* A record of `old`'s cells (may be NULL) with those in `mask` taken from `row`; NULL: no memory. */
static record *make_record(int32_t count, const record *old, uint64_t mask,
                           const salesinv_row *row)
{
    size_t head = sizeof(record) + (size_t)count * sizeof(cell);
    size_t size = head;
    record *made;
    char *place;

    for (int32_t c = 0; c < count; c++)
        size += mask >> c & 1 ? view(row, c).size : old->cells[c].size;
    if (!(made = calloc(1, size)))
        return NULL;
    made->count = count;
    place = (char *)made + head;
    for (int32_t c = 0; c < count; c++) {
        cell *to = &made->cells[c];

        *to = mask >> c & 1 ? view(row, c) : old->cells[c];
        if (to->size > 0)
            memcpy(place, to->bytes, to->size);
        to->bytes = place;
        place += to->size;
    }
    return made;
}

static salesinv_status deliver(const record *from, salesinv_row *out_row)
{
    salesinv_status rc = SALESINV_OK;

    for (int32_t c = 0; c < from->count && rc == SALESINV_OK; c++) {
        const cell *at = &from->cells[c];

        if (at->type == SALESINV_CELL_INT)
            salesinv_row_put_int(out_row, c, at->number);
        else if (at->type == SALESINV_CELL_NULL)
            salesinv_row_put_null(out_row, c);
        else if (at->type == SALESINV_CELL_TEXT)
            rc = salesinv_row_put_text(out_row, c, at->bytes, at->size);
        else
            rc =
                salesinv_row_put_blob(out_row, c, (const uint8_t *)at->bytes, at->size);
    }
    return rc;
}

/* Room for one more item, doubling; the array, or NULL without memory. */
static void *grow(void *items, size_t size, size_t count, size_t *capacity)
{
    size_t wanted = *capacity > 0 ? 2 * *capacity : 16;

    if (count < *capacity)
        return items;
    if ((items = realloc(items, wanted * size)) != NULL)
        *capacity = wanted;
    return items;
}

/* ---- tables ---- */

/* Where the row of `key` is, or belongs; true if it is there. */
static bool find(const store *in, int32_t t, const salesinv_row *key, size_t *out_place)
{
    const table *of = &in->tables[t];
    int32_t keys = salesinv_schema_key_count(in->schema, t);
    size_t low = 0, high = of->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = 0;

        for (int32_t c = 0; c < keys && order == 0; c++) {
            cell wanted = view(key, c);
            order = compare(&of->rows[middle]->cells[c], &wanted);
        }
        *out_place = middle;
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *out_place = low;
    return false;
}

/* Put `after` in the place of `before`; one of them may be NULL. */
static void swap(table *of, size_t place, const record *before, record *after)
{
    record **at = of->rows + place;

    if (!before) {
        memmove(at + 1, at, (of->count++ - place) * sizeof(record *));
    } else if (!after) {
        memmove(at, at + 1, (--of->count - place) * sizeof(record *));
        return;
    }
    *at = after;
}

/* Swap, and remember it for rollback. */
static salesinv_status replace(store *in, int32_t t, size_t place, record *before,
                               record *after)
{
    table *of = &in->tables[t];
    void *rows = grow(of->rows, sizeof(record *), of->count, &of->capacity);
    void *log;

    if (rows)
        of->rows = rows;
    log = grow(in->log, sizeof(*in->log), in->log_count, &in->log_capacity);
    if (log)
        in->log = log;
    if (!rows || !log) {
        free(after);
        return SALESINV_E_NOMEM;
    }
    swap(of, place, before, after);
    in->log[in->log_count++] = (change){t, before, after};
    return SALESINV_OK;
}

static bool shares_key(const store *in, int32_t t, int32_t index, const record *a,
                       const record *b)
{
    int32_t width = salesinv_schema_index_unique_width(in->schema, t, index);

    for (int32_t place = 0; place < width; place++) {
        int32_t c = salesinv_schema_index_column(in->schema, t, index, place);

        if (a->cells[c].type == SALESINV_CELL_NULL ||
            compare(&a->cells[c], &b->cells[c]) != 0)
            return false;
    }
    return width > 0;
}

/* May `row` take the place of `old` (NULL: be added)? */
static salesinv_status check(const store *in, int32_t t, const record *old,
                             const record *row)
{
    const table *of = &in->tables[t];

    for (int32_t c = 0; c < row->count; c++) {
        uint32_t flags = salesinv_schema_column_flags(in->schema, t, c);

        if (row->cells[c].type == SALESINV_CELL_NULL) {
            if (flags & SALESINV_COLUMN_NOT_NULL)
                return SALESINV_E_ARG;
        } else if (flags & SALESINV_COLUMN_MIN &&
                   row->cells[c].number <
                       salesinv_schema_column_min(in->schema, t, c)) {
            return SALESINV_E_STORAGE_GUARD;
        }
    }
    for (int32_t i = 1; i < salesinv_schema_index_count(in->schema, t); i++)
        for (size_t n = 0; n < of->count; n++)
            if (of->rows[n] != old && shares_key(in, t, i, row, of->rows[n]))
                return SALESINV_E_EXISTS;
    return SALESINV_OK;
}

/* Check `after` and let it take the place of `before`; it is released if that is refused. */
static salesinv_status put(store *in, int32_t t, size_t place, record *before,
                           record *after)
{
    salesinv_status rc = after ? check(in, t, before, after) : SALESINV_E_NOMEM;

    if (rc != SALESINV_OK) {
        free(after);
        return rc;
    }
    return replace(in, t, place, before, after);
}

/* ---- methods ---- */

static salesinv_status open_store(void *self, const salesinv_storage_host *host)
{
    store *in = self;

    in->schema = salesinv_host_schema(host);
    in->tables =
        calloc((size_t)salesinv_schema_table_count(in->schema), sizeof(*in->tables));
    return in->tables ? SALESINV_OK : SALESINV_E_NOMEM;
}

static salesinv_status begin(void *self, uint32_t flags, salesinv_id tenant,
                             int32_t *out_version)
{
    const store *in = self;

    (void)flags; /* one engine, so one transaction at a time */
    (void)tenant;
    *out_version = salesinv_schema_version(in->schema);
    return SALESINV_OK;
}

static salesinv_status commit(void *self)
{
    store *in = self;

    for (size_t i = 0; i < in->log_count; i++)
        free(in->log[i].before);
    in->log_count = 0;
    return SALESINV_OK;
}

/* Where the row with the key of `like` is, or belongs. */
static size_t place_of(const store *in, int32_t t, const record *like)
{
    const table *of = &in->tables[t];
    int32_t keys = salesinv_schema_key_count(in->schema, t);
    size_t place = 0;

    for (; place < of->count; place++) {
        int order = 0;

        for (int32_t c = 0; c < keys && order == 0; c++)
            order = compare(&of->rows[place]->cells[c], &like->cells[c]);
        if (order >= 0)
            break;
    }
    return place;
}

static void rollback(void *self)
{
    store *in = self;

    while (in->log_count > 0) {
        change *last = &in->log[--in->log_count];
        const record *either = last->after ? last->after : last->before;

        swap(&in->tables[last->table], place_of(in, last->table, either), last->after,
             last->before);
        free(last->after);
    }
}

static salesinv_status get(void *self, int32_t t, const salesinv_row *key,
                           salesinv_row *out_row)
{
    const store *in = self;
    size_t place;

    if (!find(in, t, key, &place))
        return SALESINV_E_NOT_FOUND;
    return deliver(in->tables[t].rows[place], out_row);
}

static salesinv_status insert(void *self, int32_t t, const salesinv_row *row)
{
    store *in = self;
    size_t place;

    if (find(in, t, row, &place))
        return SALESINV_E_EXISTS;
    return put(in, t, place, NULL,
               make_record(salesinv_schema_column_count(in->schema, t), NULL,
                           UINT64_MAX, row));
}

static salesinv_status update(void *self, int32_t t, const salesinv_row *key,
                              uint64_t mask, const salesinv_row *row)
{
    store *in = self;
    size_t place;
    record *old;

    if (!find(in, t, key, &place))
        return SALESINV_E_NOT_FOUND;
    old = in->tables[t].rows[place];
    return put(in, t, place, old, make_record(old->count, old, mask, row));
}

static salesinv_status remove_row(void *self, int32_t t, const salesinv_row *key)
{
    store *in = self;
    size_t place;

    if (!find(in, t, key, &place))
        return SALESINV_E_NOT_FOUND;
    return replace(in, t, place, in->tables[t].rows[place], NULL);
}

/* a + b into *sum; false if it does not fit. */
static bool add_fits(int64_t a, int64_t b, int64_t *sum)
{
    if (b > 0 ? a > INT64_MAX - b : a < INT64_MIN - b)
        return false;
    *sum = a + b;
    return true;
}

static bool guards_hold(const store *in, int32_t t, uint32_t guards, const record *row)
{
    for (int32_t g = 0; g < salesinv_schema_guard_count(in->schema, t); g++) {
        int32_t plus = salesinv_schema_guard_plus(in->schema, t, g);
        int32_t minus = salesinv_schema_guard_minus(in->schema, t, g);

        if (guards >> g & 1 &&
            row->cells[plus].number < (minus < 0 ? 0 : row->cells[minus].number))
            return false;
    }
    return true;
}

static salesinv_status add(void *self, int32_t t, const salesinv_row *key,
                           uint64_t mask, const salesinv_row *deltas, uint32_t guards)
{
    store *in = self;
    size_t place;
    record *old;
    record *sum;
    bool fits = true;

    if (!find(in, t, key, &place))
        return SALESINV_E_NOT_FOUND;
    old = in->tables[t].rows[place];
    if (!(sum = make_record(old->count, old, 0, deltas)))
        return SALESINV_E_NOMEM;
    for (int32_t c = 0; c < old->count; c++)
        if (mask >> c & 1)
            fits = fits && add_fits(old->cells[c].number, salesinv_row_int(deltas, c),
                                    &sum->cells[c].number);
    if (fits && guards_hold(in, t, guards, sum))
        return put(in, t, place, old, sum);
    free(sum);
    return SALESINV_E_STORAGE_GUARD;
}

/* ---- scans ---- */

/* Compare `count` places of an index, from `first` on, of a record and a bound. */
static int compare_bound(const store *in, int32_t t, const record *row, int32_t index,
                         int32_t first, int32_t count, const salesinv_row *bound)
{
    int order = 0;

    for (int32_t place = first; place < first + count && order == 0; place++) {
        int32_t c = salesinv_schema_index_column(in->schema, t, index, place);
        cell wanted = view(bound, c);

        order = compare(&row->cells[c], &wanted);
    }
    return order;
}

static bool is_inside(const store *in, int32_t t, const record *row,
                      const salesinv_range *range)
{
    int32_t index = salesinv_range_index(range);
    int32_t prefix = salesinv_range_prefix(range);
    int32_t from = salesinv_range_from_count(range);
    int32_t to = salesinv_range_to_count(range);
    uint32_t flags = salesinv_range_flags(range);
    int after = (flags & SALESINV_SCAN_AFTER) != 0;
    int down = (flags & SALESINV_SCAN_DESCENDING) != 0;

    if (compare_bound(in, t, row, index, 0, prefix, salesinv_range_from(range)) != 0)
        return false;
    if (from > 0 && compare_bound(in, t, row, index, prefix, from,
                                  salesinv_range_from(range)) < (after && !down))
        return false;
    return to == 0 ||
           compare_bound(in, t, row, index, prefix, to, salesinv_range_to(range)) <=
               (after && down ? -1 : 0);
}

/* Put `row` among the sorted rows of a scan, which has room for it. */
static void sort_in(const store *in, int32_t t, const salesinv_range *range, scan *into,
                    record *row)
{
    int32_t index = salesinv_range_index(range);
    int32_t width = salesinv_schema_index_width(in->schema, t, index);
    bool down = (salesinv_range_flags(range) & SALESINV_SCAN_DESCENDING) != 0;
    size_t low = 0, high = into->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = 0;

        for (int32_t place = 0; place < width && order == 0; place++) {
            int32_t c = salesinv_schema_index_column(in->schema, t, index, place);
            order = compare(&into->rows[middle]->cells[c], &row->cells[c]);
        }
        if (down ? order > 0 : order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    memmove(into->rows + low + 1, into->rows + low,
            (into->count++ - low) * sizeof(record *));
    into->rows[low] = row;
}

static salesinv_status start_scan(void *self, int32_t t, const salesinv_range *range,
                                  void **out_scan)
{
    const store *in = self;
    const table *of = &in->tables[t];
    int64_t limit = salesinv_range_limit(range);
    scan *made = calloc(1, sizeof(*made));

    *out_scan = NULL;
    if (!made || !(made->rows = calloc(of->count + 1, sizeof(record *)))) {
        free(made);
        return SALESINV_E_NOMEM;
    }
    for (size_t i = 0; i < of->count; i++)
        if (is_inside(in, t, of->rows[i], range))
            sort_in(in, t, range, made, of->rows[i]);
    if (limit > 0 && made->count > (size_t)limit)
        made->count = (size_t)limit;
    *out_scan = made;
    return SALESINV_OK;
}

static salesinv_status scan_next(void *self, void *of, salesinv_row *out_row)
{
    scan *at = of;
    salesinv_status rc;

    (void)self;
    if (at->next == at->count)
        return SALESINV_OK;
    rc = deliver(at->rows[at->next++], out_row);
    return rc == SALESINV_OK ? SALESINV_ROW : rc;
}

static void scan_close(void *self, void *of)
{
    scan *at = of;

    (void)self;
    if (at)
        free(at->rows);
    free(at);
}

/* ---- life ---- */

static const salesinv_storage_vtable custom_storage = {
    .struct_size = sizeof(custom_storage),
    .name = "custom",
    .open = open_store,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .get = get,
    .insert = insert,
    .update = update,
    .remove = remove_row,
    .add = add,
    .scan = start_scan,
    .scan_next = scan_next,
    .scan_close = scan_close,
};

static void *create_store(void)
{
    return calloc(1, sizeof(store));
}

static void destroy_store(void *self)
{
    store *in = self;

    rollback(in);
    for (int32_t t = 0; in->tables && t < salesinv_schema_table_count(in->schema);
         t++) {
        for (size_t i = 0; i < in->tables[t].count; i++)
            free(in->tables[t].rows[i]);
        free(in->tables[t].rows);
    }
    free(in->tables);
    free(in->log);
    free(in);
}

#ifndef CUSTOM_STORAGE_WITHOUT_MAIN
static salesinv_status use(salesinv_config *config, salesinv_engine **engine)
{
    salesinv_session *operator_session = NULL;
    salesinv_id tenant = 0;
    salesinv_status rc;

    rc = salesinv_config_set_storage(config, &custom_storage, create_store(),
                                     destroy_store);
    if (rc == SALESINV_OK)
        rc = salesinv_config_allow_operator(config, 1);
    if (rc == SALESINV_OK)
        rc = salesinv_engine_open(config, engine);
    if (rc == SALESINV_OK)
        rc = salesinv_session_open_operator(*engine, 1, &operator_session);
    if (rc == SALESINV_OK)
        rc = salesinv_tenant_create(operator_session, "a tenant in memory", NULL,
                                    &tenant);
    if (rc == SALESINV_OK)
        printf("tenant %lld lies in the custom storage\n", (long long)tenant);
    salesinv_session_close(operator_session);
    return rc;
}

int main(void)
{
    salesinv_config *config = NULL;
    salesinv_engine *engine = NULL;
    salesinv_status rc = salesinv_config_create(NULL, NULL, &config);

    if (rc == SALESINV_OK)
        rc = use(config, &engine);
    if (rc != SALESINV_OK)
        fprintf(stderr, "failed: %s\n", salesinv_status_name(rc));
    salesinv_engine_close(engine);
    salesinv_config_free(config);
    return rc == SALESINV_OK ? 0 : 1;
}
#endif
