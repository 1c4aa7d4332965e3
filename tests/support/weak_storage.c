/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Read committed in memory: a row has a committed version and, while a transaction has written it,
 * a pending one that only this transaction sees. Searches are linear; scans copy their rows.
 */
#include "support/weak_storage.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "salesinv/status.h"
#include "support/weak_row.h"

enum { MOST_TABLES = 64, NO_ENTRY = -1 };

typedef struct weak weak;

typedef struct entry {
    weak_row *committed; /* NULL: not there for others */
    weak_row *pending;   /* what the owner sees; NULL: removed */
    const weak *owner;   /* who has written it; NULL: nobody */
    weak_row *key;
} entry;

typedef struct table {
    entry *entries;
    int32_t count;
    int32_t capacity;
} table;

struct weak_store {
    int32_t schema_version;
    table tables[MOST_TABLES];
};

struct weak {
    weak_store *store;
    const salesinv_schema *schema;
};

typedef struct scan {
    weak_row **rows; /* copies */
    int32_t table;
    int32_t count;
    int32_t next;
    int64_t limit;
} scan;

/* ---- entries ---- */

static const weak_row *visible(const weak *self, const entry *at)
{
    return at->owner == self ? at->pending : at->committed;
}

static bool is_locked(const weak *self, const entry *at)
{
    return at->owner && at->owner != self;
}

static int32_t find(const weak *self, int32_t t, const salesinv_row *key)
{
    const table *of = &self->store->tables[t];
    int32_t keys = salesinv_schema_key_count(self->schema, t);

    for (int32_t i = 0; i < of->count; i++) {
        int32_t c = 0;

        while (c < keys && weak_row_compare(of->entries[i].key->cells[c],
                                            weak_row_view(key, c)) == 0)
            c++;
        if (c == keys)
            return i;
    }
    return NO_ENTRY;
}

static bool shares_key(const weak *self, int32_t t, int32_t index, const weak_row *a,
                       const weak_row *b)
{
    int32_t width = salesinv_schema_index_unique_width(self->schema, t, index);

    for (int32_t place = 0; a && b && place < width; place++) {
        int32_t c = salesinv_schema_index_column(self->schema, t, index, place);
        weak_cell x = weak_row_cell(self->schema, t, a, c);

        if (x.type == SALESINV_CELL_NULL ||
            weak_row_compare(x, weak_row_cell(self->schema, t, b, c)) != 0)
            return false;
    }
    return a && b && width > 0;
}

/* Does `row` share a unique key with another entry? What others have not committed is in the way too. */
static salesinv_status check_unique(const weak *self, int32_t t, int32_t own,
                                    const weak_row *row)
{
    const table *of = &self->store->tables[t];

    for (int32_t i = 1; i < salesinv_schema_index_count(self->schema, t); i++)
        for (int32_t n = 0; n < of->count; n++) {
            const entry *other = &of->entries[n];

            if (n == own)
                continue;
            if (is_locked(self, other) &&
                (shares_key(self, t, i, row, other->pending) ||
                 shares_key(self, t, i, row, other->committed)))
                return SALESINV_E_CONFLICT;
            if (shares_key(self, t, i, row, visible(self, other)))
                return SALESINV_E_EXISTS;
        }
    return SALESINV_OK;
}

static salesinv_status check(const weak *self, int32_t t, int32_t own,
                             const weak_row *row)
{
    for (int32_t c = 0; c < row->count; c++) {
        uint32_t flags = salesinv_schema_column_flags(self->schema, t, c);

        if (flags & SALESINV_COLUMN_NOT_NULL &&
            row->cells[c].type == SALESINV_CELL_NULL)
            return SALESINV_E_ARG;
        if (flags & SALESINV_COLUMN_MIN &&
            row->cells[c].number < salesinv_schema_column_min(self->schema, t, c))
            return SALESINV_E_STORAGE_GUARD;
    }
    return check_unique(self, t, own, row);
}

/* Make `row` (NULL: removed) what this transaction sees of an entry. */
static void write_entry(const weak *self, entry *at, weak_row *row)
{
    if (at->owner == self)
        free(at->pending);
    at->owner = self;
    at->pending = row;
}

/* Check `row` and write it; it is released when that is refused. */
static salesinv_status put(const weak *self, int32_t t, int32_t place, weak_row *row)
{
    salesinv_status rc = row ? check(self, t, place, row) : SALESINV_E_NOMEM;

    if (rc != SALESINV_OK) {
        free(row);
        return rc;
    }
    write_entry(self, &self->store->tables[t].entries[place], row);
    return SALESINV_OK;
}

/* A new entry without any version, for `key`; NO_ENTRY without memory. */
static int32_t append(const weak *self, int32_t t, const salesinv_row *key)
{
    table *of = &self->store->tables[t];
    entry made = {.key = weak_row_make(self->schema, t, NULL, UINT64_MAX, key)};

    if (of->count == of->capacity) {
        int32_t wanted = of->capacity > 0 ? 2 * of->capacity : 16;
        entry *grown = realloc(of->entries, (size_t)wanted * sizeof(*grown));

        if (grown) {
            of->entries = grown;
            of->capacity = wanted;
        }
    }
    if (!made.key || of->count == of->capacity) {
        free(made.key);
        return NO_ENTRY;
    }
    of->entries[of->count] = made;
    return of->count++;
}

static void free_entry(entry *at)
{
    free(at->committed);
    free(at->pending);
    free(at->key);
}

/* Drop entries that exist for nobody. */
static void sweep(weak_store *store)
{
    for (int32_t t = 0; t < MOST_TABLES; t++) {
        table *of = &store->tables[t];
        int32_t kept = 0;

        for (int32_t i = 0; i < of->count; i++) {
            if (of->entries[i].committed || of->entries[i].owner)
                of->entries[kept++] = of->entries[i];
            else
                free_entry(&of->entries[i]);
        }
        of->count = kept;
    }
}

/* End the transaction: its pending versions become the committed ones, or are forgotten. */
static void settle(const weak *self, bool commits)
{
    for (int32_t t = 0; t < MOST_TABLES; t++) {
        table *of = &self->store->tables[t];

        for (int32_t i = 0; i < of->count; i++) {
            entry *at = &of->entries[i];

            if (at->owner != self)
                continue;
            free(commits ? at->committed : at->pending);
            if (commits)
                at->committed = at->pending;
            at->pending = NULL;
            at->owner = NULL;
        }
    }
    sweep(self->store);
}

/* ---- methods ---- */

static salesinv_status open_storage(void *of, const salesinv_storage_host *host)
{
    weak *self = of;

    self->schema = salesinv_host_schema(host);
    if (salesinv_schema_table_count(self->schema) > MOST_TABLES)
        return SALESINV_E_STORAGE_FULL;
    if (self->store->schema_version < salesinv_schema_version(self->schema))
        self->store->schema_version = salesinv_schema_version(self->schema);
    return SALESINV_OK;
}

static salesinv_status begin(void *of, uint32_t flags, salesinv_id tenant,
                             int32_t *out_version)
{
    const weak *self = of;

    (void)flags;
    (void)tenant;
    *out_version = self->store->schema_version;
    return SALESINV_OK;
}

static salesinv_status commit(void *of)
{
    settle(of, true);
    return SALESINV_OK;
}

static void rollback(void *of)
{
    settle(of, false);
}

static salesinv_status get(void *of, int32_t t, const salesinv_row *key,
                           salesinv_row *out_row)
{
    const weak *self = of;
    int32_t place = find(self, t, key);
    const weak_row *seen = place == NO_ENTRY
                               ? NULL
                               : visible(self, &self->store->tables[t].entries[place]);

    return seen ? weak_row_deliver(self->schema, t, seen, out_row)
                : SALESINV_E_NOT_FOUND;
}

static salesinv_status insert(void *of, int32_t t, const salesinv_row *row)
{
    const weak *self = of;
    int32_t place = find(self, t, row);
    salesinv_status rc;

    if (place == NO_ENTRY && (place = append(self, t, row)) == NO_ENTRY)
        return SALESINV_E_NOMEM;
    if (is_locked(self, &self->store->tables[t].entries[place]))
        return SALESINV_E_CONFLICT;
    if (visible(self, &self->store->tables[t].entries[place]))
        return SALESINV_E_EXISTS;
    rc = put(self, t, place, weak_row_make(self->schema, t, NULL, UINT64_MAX, row));
    sweep(self->store);
    return rc;
}

/* The entry of `key` for a write: OK, NOT_FOUND, CONFLICT. */
static salesinv_status find_for_write(const weak *self, int32_t t,
                                      const salesinv_row *key, int32_t *out_place)
{
    const entry *at;

    *out_place = find(self, t, key);
    if (*out_place == NO_ENTRY)
        return SALESINV_E_NOT_FOUND;
    at = &self->store->tables[t].entries[*out_place];
    if (is_locked(self, at))
        return SALESINV_E_CONFLICT;
    return visible(self, at) ? SALESINV_OK : SALESINV_E_NOT_FOUND;
}

static salesinv_status update(void *of, int32_t t, const salesinv_row *key,
                              uint64_t mask, const salesinv_row *row)
{
    const weak *self = of;
    int32_t place;
    salesinv_status rc = find_for_write(self, t, key, &place);

    if (rc != SALESINV_OK)
        return rc;
    return put(self, t, place,
               weak_row_make(self->schema, t,
                             visible(self, &self->store->tables[t].entries[place]),
                             mask, row));
}

static salesinv_status remove_row(void *of, int32_t t, const salesinv_row *key)
{
    const weak *self = of;
    int32_t place;
    salesinv_status rc = find_for_write(self, t, key, &place);

    if (rc != SALESINV_OK)
        return rc;
    write_entry(self, &self->store->tables[t].entries[place], NULL);
    return SALESINV_OK;
}

static bool guards_hold(const weak *self, int32_t t, uint32_t guards,
                        const weak_row *row)
{
    for (int32_t g = 0; g < salesinv_schema_guard_count(self->schema, t); g++) {
        int32_t plus = salesinv_schema_guard_plus(self->schema, t, g);
        int32_t minus = salesinv_schema_guard_minus(self->schema, t, g);

        if (guards >> g & 1 &&
            row->cells[plus].number < (minus < 0 ? 0 : row->cells[minus].number))
            return false;
    }
    return true;
}

static salesinv_status add(void *of, int32_t t, const salesinv_row *key, uint64_t mask,
                           const salesinv_row *deltas, uint32_t guards)
{
    const weak *self = of;
    int32_t place;
    salesinv_status rc = find_for_write(self, t, key, &place);
    weak_row *sum;
    bool fits = true;

    if (rc != SALESINV_OK)
        return rc;
    sum =
        weak_row_make(self->schema, t,
                      visible(self, &self->store->tables[t].entries[place]), 0, deltas);
    if (!sum)
        return SALESINV_E_NOMEM;
    for (int32_t c = 0; c < sum->count; c++)
        if (mask >> c & 1)
            fits =
                fits && sinv_add_i64(sum->cells[c].number, salesinv_row_int(deltas, c),
                                     &sum->cells[c].number);
    if (fits && guards_hold(self, t, guards, sum))
        return put(self, t, place, sum);
    free(sum);
    return SALESINV_E_STORAGE_GUARD;
}

/* ---- scans ---- */

static int compare_bound(const weak *self, int32_t t, const weak_row *row,
                         const salesinv_range *range, bool is_to)
{
    int32_t first = is_to ? salesinv_range_prefix(range) : 0;
    int32_t end =
        salesinv_range_prefix(range) +
        (is_to ? salesinv_range_to_count(range) : salesinv_range_from_count(range));
    const salesinv_row *bound =
        is_to ? salesinv_range_to(range) : salesinv_range_from(range);
    int order = 0;

    for (int32_t place = first; place < end && order == 0; place++) {
        int32_t c = salesinv_schema_index_column(self->schema, t,
                                                 salesinv_range_index(range), place);

        order = weak_row_compare(weak_row_cell(self->schema, t, row, c),
                                 weak_row_view(bound, c));
        if (order != 0 && place < salesinv_range_prefix(range))
            return -2; /* outside the prefix */
    }
    return order < 0 ? -1 : order > 0;
}

static bool is_inside(const weak *self, int32_t t, const weak_row *row,
                      const salesinv_range *range)
{
    uint32_t flags = salesinv_range_flags(range);
    bool is_after = (flags & SALESINV_SCAN_AFTER) != 0;
    bool is_descending = (flags & SALESINV_SCAN_DESCENDING) != 0;
    int order = compare_bound(self, t, row, range, false);

    if (order == -2)
        return false;
    if (salesinv_range_from_count(range) > 0 &&
        (order < 0 || (order == 0 && is_after && !is_descending)))
        return false;
    if (salesinv_range_to_count(range) == 0)
        return true;
    order = compare_bound(self, t, row, range, true);
    return order < 0 || (order == 0 && !(is_after && is_descending));
}

/* Does `a` come before `b` in the scan? */
static bool is_before(const weak *self, int32_t t, const weak_row *a, const weak_row *b,
                      const salesinv_range *range)
{
    int32_t index = salesinv_range_index(range);
    int32_t width = salesinv_schema_index_width(self->schema, t, index);
    int order = 0;

    for (int32_t place = 0; place < width && order == 0; place++) {
        int32_t c = salesinv_schema_index_column(self->schema, t, index, place);

        order = weak_row_compare(weak_row_cell(self->schema, t, a, c),
                                 weak_row_cell(self->schema, t, b, c));
    }
    return salesinv_range_flags(range) & SALESINV_SCAN_DESCENDING ? order > 0
                                                                  : order < 0;
}

static void scan_close(void *of, void *open)
{
    scan *at = open;

    (void)of;
    for (int32_t i = 0; at && i < at->count; i++)
        free(at->rows[i]);
    if (at)
        free(at->rows);
    free(at);
}

/* Copy what the range delivers into `into`, which has room, in order. */
static salesinv_status gather(const weak *self, int32_t t, const salesinv_range *range,
                              scan *into)
{
    const table *from = &self->store->tables[t];

    for (int32_t i = 0; i < from->count; i++) {
        const weak_row *seen = visible(self, &from->entries[i]);
        int32_t place = into->count;
        weak_row *copy;

        if (!seen || !is_inside(self, t, seen, range))
            continue;
        if (!(copy = weak_row_make(self->schema, t, seen, 0, NULL)))
            return SALESINV_E_NOMEM;
        for (; place > 0 && is_before(self, t, copy, into->rows[place - 1], range);
             place--)
            into->rows[place] = into->rows[place - 1];
        into->rows[place] = copy;
        into->count++;
    }
    return SALESINV_OK;
}

static salesinv_status start_scan(void *of, int32_t t, const salesinv_range *range,
                                  void **out_scan)
{
    const weak *self = of;
    scan *made = calloc(1, sizeof(*made));
    salesinv_status rc = SALESINV_E_NOMEM;

    *out_scan = NULL;
    if (made)
        made->rows =
            calloc((size_t)self->store->tables[t].count + 1, sizeof(weak_row *));
    if (made && made->rows)
        rc = gather(self, t, range, made);
    if (rc != SALESINV_OK) {
        scan_close(of, made);
        return rc;
    }
    made->table = t;
    made->limit = salesinv_range_limit(range);
    *out_scan = made;
    return SALESINV_OK;
}

static salesinv_status scan_next(void *of, void *open, salesinv_row *out_row)
{
    scan *at = open;
    salesinv_status rc;

    if (at->next == at->count || (at->limit > 0 && at->next == at->limit))
        return SALESINV_OK;
    rc = weak_row_deliver(((const weak *)of)->schema, at->table, at->rows[at->next++],
                          out_row);
    return rc == SALESINV_OK ? SALESINV_ROW : rc;
}

/* ---- life ---- */

weak_store *weak_store_create(void)
{
    return calloc(1, sizeof(weak_store));
}

void weak_store_clear(weak_store *store)
{
    for (int32_t t = 0; t < MOST_TABLES; t++) {
        for (int32_t i = 0; i < store->tables[t].count; i++)
            free_entry(&store->tables[t].entries[i]);
        free(store->tables[t].entries);
    }
    memset(store, 0, sizeof(*store));
}

void weak_store_free(weak_store *store)
{
    if (store)
        weak_store_clear(store);
    free(store);
}

static void destroy(void *of)
{
    settle(of, false);
    free(of);
}

static const salesinv_storage_vtable methods = {
    .struct_size = sizeof(methods),
    .name = "weak",
    .open = open_storage,
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

salesinv_status weak_storage_make(weak_store *store, storage_object *out)
{
    weak *made = calloc(1, sizeof(*made));

    if (!made)
        return SALESINV_E_NOMEM;
    made->store = store;
    out->methods = &methods;
    out->self = made;
    out->destroy = destroy;
    return SALESINV_OK;
}
