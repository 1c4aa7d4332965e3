/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sets of serials. Texts come in any order and number; sorting compares small keys that lie
 * together, so that a million scattered serials need no look at their texts.
 */
#include "inventory/serial_set.h"

#include <string.h>

#include "base/checked.h"
#include "base/decimal.h"

enum { KEY_BYTES = 8 };

void sinv_serial_set_init(sinv_serial_set *set, sinv_err *err, sinv_arena *arena,
                          const char *field)
{
    memset(set, 0, sizeof(*set));
    set->err = err;
    set->arena = arena;
    set->field = field;
}

static salesinv_status refuse_nomem(const sinv_serial_set *set)
{
    return sinv_err_set(set->err, SALESINV_E_NOMEM, NULL, "out of memory");
}

static salesinv_status parse(const sinv_serial_set *set, const char *text,
                             sinv_serial_range *out)
{
    return sinv_serial_parse(set->err, set->field, text, strlen(text), out);
}

/* The prefix in the arena: that of the item before if it is the same. */
static const char *keep_prefix(sinv_serial_set *set, const sinv_serial_range *range)
{
    const sinv_serial_range *last = set->count ? &set->items[set->count - 1] : NULL;

    if (last && last->prefix_size == range->prefix_size &&
        memcmp(last->prefix, range->prefix, range->prefix_size) == 0)
        return last->prefix;
    return sinv_arena_text(set->arena, range->prefix, range->prefix_size);
}

salesinv_status sinv_serial_set_add(sinv_serial_set *set,
                                    const sinv_serial_range *range)
{
    sinv_serial_range *items = sinv_arena_grow(set->arena, set->items, sizeof(*items),
                                               set->count, &set->capacity);
    const char *prefix;

    if (!items)
        return refuse_nomem(set);
    set->items = items;
    prefix = keep_prefix(set, range);
    if (!prefix)
        return refuse_nomem(set);
    if (set->count == UINT32_MAX - 1 ||
        !sinv_add_i64(set->total, range->count, &set->total))
        return sinv_err_set(set->err, SALESINV_E_OVERFLOW, set->field,
                            "there are too many serials");
    items[set->count] = *range;
    items[set->count++].prefix = prefix;
    set->is_closed = false;
    return SALESINV_OK;
}

salesinv_status sinv_serial_set_add_text(sinv_serial_set *set, const char *text)
{
    sinv_serial_range range;
    salesinv_status rc = parse(set, text, &range);

    return rc == SALESINV_OK ? sinv_serial_set_add(set, &range) : rc;
}

salesinv_status sinv_serial_set_add_range(sinv_serial_set *set, const char *first,
                                          const char *last)
{
    sinv_serial_range range;
    sinv_serial_range end;
    salesinv_status rc;

    if ((rc = parse(set, first, &range)) != SALESINV_OK ||
        (rc = parse(set, last, &end)) != SALESINV_OK ||
        (rc = sinv_serial_extend(set->err, set->field, &end, &range)) != SALESINV_OK)
        return rc;
    return sinv_serial_set_add(set, &range);
}

salesinv_status sinv_serial_set_add_count(sinv_serial_set *set, const char *first,
                                          int64_t count)
{
    sinv_serial_range range;
    salesinv_status rc;

    if ((rc = parse(set, first, &range)) != SALESINV_OK ||
        (rc = sinv_serial_resize(set->err, set->field, count, &range)) != SALESINV_OK)
        return rc;
    return sinv_serial_set_add(set, &range);
}

salesinv_status sinv_serial_set_add_entry(sinv_serial_set *set,
                                          const sinv_draft_serial *entry)
{
    return entry->last ? sinv_serial_set_add_range(set, entry->first, entry->last)
                       : sinv_serial_set_add_count(set, entry->first, entry->count);
}

salesinv_status sinv_serial_set_add_draft(sinv_serial_set *set,
                                          const sinv_draft_line *line)
{
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < line->serial_count && rc == SALESINV_OK; i++)
        rc = sinv_serial_set_add_entry(set, &line->serials[i]);
    return rc;
}

/* ---- sorting ---- */

/* What decides the order of nearly all items, next to each other. */
typedef struct sort_entry {
    uint64_t key; /* the first bytes of the prefix, greatest first */
    int64_t first;
    uint32_t index;
    uint16_t prefix_size;
    uint16_t width;
} sort_entry;

static sort_entry entry_of(const sinv_serial_range *range, uint32_t index)
{
    sort_entry entry = {0, range->first, index, (uint16_t)range->prefix_size,
                        (uint16_t)range->width};

    for (uint32_t i = 0; i < KEY_BYTES; i++)
        entry.key =
            entry.key << 8 | (i < range->prefix_size ? (uint8_t)range->prefix[i] : 0);
    return entry;
}

static bool is_after(const sinv_serial_set *set, const sort_entry *a,
                     const sort_entry *b)
{
    if (a->key != b->key)
        return a->key > b->key;
    if (a->prefix_size > KEY_BYTES || b->prefix_size > KEY_BYTES)
        return sinv_serial_compare(&set->items[a->index], &set->items[b->index]) > 0;
    if (a->width != b->width) /* equal keys of short prefixes are equal prefixes */
        return a->width > b->width;
    return a->first > b->first;
}

/* Merge the sorted halves [from, middle) and [middle, to) into `out`. */
static void merge(const sinv_serial_set *set, const sort_entry *in, uint32_t from,
                  uint32_t middle, uint32_t to, sort_entry *out)
{
    uint32_t left = from;
    uint32_t right = middle;

    for (uint32_t i = from; i < to; i++) {
        bool take_right =
            right < to && (left == middle || is_after(set, &in[left], &in[right]));
        out[i] = take_right ? in[right++] : in[left++];
    }
}

/* Merge sort from the bottom up; answers which of the two arrays holds the result. */
static const sort_entry *sort_entries(const sinv_serial_set *set, sort_entry *entries,
                                      sort_entry *spare)
{
    for (uint64_t width = 1; width < set->count; width *= 2) {
        sort_entry *result = spare;
        for (uint64_t from = 0; from < set->count; from += 2 * width) {
            uint64_t middle = from + width < set->count ? from + width : set->count;
            uint64_t to = middle + width < set->count ? middle + width : set->count;
            merge(set, entries, (uint32_t)from, (uint32_t)middle, (uint32_t)to, result);
        }
        spare = entries;
        entries = result;
    }
    return entries;
}

static bool is_sorted(const sinv_serial_set *set)
{
    for (uint32_t i = 1; i < set->count; i++)
        if (sinv_serial_compare(&set->items[i - 1], &set->items[i]) > 0)
            return false;
    return true;
}

static salesinv_status sort(sinv_serial_set *set)
{
    size_t count = set->count;
    sort_entry *entries;
    sort_entry *spare;
    sinv_serial_range *items;
    const sort_entry *sorted;

    if (is_sorted(set))
        return SALESINV_OK;
    entries = sinv_arena_alloc(set->arena, count * sizeof(*entries));
    spare = sinv_arena_alloc(set->arena, count * sizeof(*spare));
    items = sinv_arena_alloc(set->arena, count * sizeof(*items));
    if (!entries || !spare || !items)
        return refuse_nomem(set);
    for (uint32_t i = 0; i < count; i++)
        entries[i] = entry_of(&set->items[i], i);
    sorted = sort_entries(set, entries, spare);
    for (uint32_t i = 0; i < count; i++)
        items[i] = set->items[sorted[i].index];
    set->items = items;
    set->capacity = set->count;
    return SALESINV_OK;
}

static salesinv_status refuse_duplicate(const sinv_serial_set *set,
                                        const sinv_serial_range *range)
{
    char text[SINV_SERIAL_TEXT_MAX + 1];
    salesinv_status rc;

    (void)sinv_serial_format(range, 0, text);
    rc = sinv_err_set(set->err, SALESINV_E_SERIAL_DUPLICATE, set->field,
                      "serial %s is named twice", text);
    sinv_err_add_text(set->err, "serial", text);
    return rc;
}

salesinv_status sinv_serial_set_close(sinv_serial_set *set)
{
    uint32_t kept = 0;
    salesinv_status rc;

    if (set->is_closed)
        return SALESINV_OK;
    if ((rc = sort(set)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < set->count; i++) {
        sinv_serial_range *last = kept ? &set->items[kept - 1] : NULL;
        const sinv_serial_range *next = &set->items[i];
        bool is_alike = last && sinv_serial_is_alike(last, next);
        if (is_alike && next->first < last->first + last->count)
            return refuse_duplicate(set, next);
        if (is_alike && next->first == last->first + last->count)
            last->count += next->count;
        else
            set->items[kept++] = *next;
    }
    set->count = kept;
    set->is_closed = true;
    return SALESINV_OK;
}

/* ---- asking ---- */

static bool ends_before(const sinv_serial_range *a, const sinv_serial_range *b)
{
    return sinv_serial_is_alike(a, b) ? a->first + a->count <= b->first
                                      : sinv_serial_compare(a, b) < 0;
}

/* What of a range ranges of `what` leave, which begin at number `at` of these. */
static salesinv_status subtract_from(const sinv_serial_range *range,
                                     const sinv_serial_set *what, uint32_t at,
                                     sinv_serial_set *out)
{
    sinv_serial_range rest = *range;
    const int64_t end = range->first + range->count;
    salesinv_status rc = SALESINV_OK;

    for (; at < what->count && rc == SALESINV_OK; at++) {
        const sinv_serial_range *cut = &what->items[at];

        if (!sinv_serial_is_alike(cut, range) || cut->first >= end)
            break;
        rest.count = cut->first - rest.first;
        if (rest.count > 0)
            rc = sinv_serial_set_add(out, &rest);
        rest.first = cut->first + cut->count;
    }
    rest.count = end - rest.first;
    return rc == SALESINV_OK && rest.count > 0 ? sinv_serial_set_add(out, &rest) : rc;
}

salesinv_status sinv_serial_set_subtract(const sinv_serial_set *from,
                                         const sinv_serial_set *what,
                                         sinv_serial_set *out)
{
    uint32_t at = 0;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < from->count && rc == SALESINV_OK; i++) {
        while (at < what->count && ends_before(&what->items[at], &from->items[i]))
            at++;
        rc = subtract_from(&from->items[i], what, at, out);
    }
    return rc == SALESINV_OK ? sinv_serial_set_close(out) : rc;
}

salesinv_status sinv_serial_set_expect(const sinv_serial_set *set, salesinv_qty qty)
{
    char wanted[SINV_DECIMAL_TEXT_MAX];
    salesinv_status code =
        set->total == 0 ? SALESINV_E_SERIAL_REQUIRED : SALESINV_E_SERIAL_COUNT;

    if (qty % SINV_QTY_ONE == 0 && qty / SINV_QTY_ONE == set->total)
        return SALESINV_OK;
    (void)sinv_decimal_format(qty, SINV_QTY_SCALE, wanted);
    (void)sinv_err_set(set->err, code, set->field, "%s wanted, %lld serials named",
                       wanted, (long long)set->total);
    sinv_err_add_qty(set->err, "wanted", qty);
    sinv_err_add_int(set->err, "named", set->total);
    return code;
}
