/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Snapshots: everything of a document in one block, measured first and then filled, so
 * that it can be freed on any thread with one call and never fails half-made.
 */
#include "document/snapshot.h"

#include <string.h>

#include "core/session.h"

/* What is bump-allocated inside the block. */
typedef struct block {
    char *bytes;
    size_t used;
    size_t size;
} block;

/* The serial ranges of one line, collected before the block is made. */
typedef struct line_ranges {
    sinv_snapshot_range *items;
    uint32_t count;
    uint32_t capacity;
    bool has_more;
} line_ranges;

static size_t aligned(size_t size)
{
    return (size + 7) & ~(size_t)7;
}

static void *take(block *to, size_t size)
{
    void *place = to->bytes + to->used;

    to->used += aligned(size);
    return place;
}

static size_t row_size(const sinv_row *row)
{
    size_t size = aligned(sizeof(*row) + row->count * sizeof(row->cells[0]));

    for (int32_t i = 0; i < row->count; i++)
        if (sinv_cell_has_bytes(&row->cells[i]))
            size += aligned(row->cells[i].size + 1);
    return size;
}

static sinv_row *put_row(block *to, const sinv_row *from)
{
    size_t size = sizeof(*from) + from->count * sizeof(from->cells[0]);
    sinv_row *row = take(to, size);

    memcpy(row, from, size);
    row->arena = NULL;
    row->text = NULL;
    row->text_used = 0;
    row->text_capacity = 0;
    row->changed = 0;
    for (int32_t i = 0; i < row->count; i++) {
        const sinv_cell *cell = &from->cells[i];
        char *text;
        if (!sinv_cell_has_bytes(cell))
            continue;
        text = take(to, cell->size + 1);
        memcpy(text, cell->bytes, cell->size);
        text[cell->size] = '\0';
        row->cells[i].bytes = text;
    }
    return row;
}

/* The text of a run's first serial: prefix and the number at its width. */
static salesinv_status first_text(sinv_txn *txn, const sinv_row *row, const char **out)
{
    size_t prefix = sinv_row_size(row, SINV_LINE_SERIAL_PREFIX);
    int64_t width = sinv_row_int(row, SINV_LINE_SERIAL_WIDTH);
    int64_t number = sinv_row_int(row, SINV_LINE_SERIAL_FIRST);
    char *text;
    salesinv_status rc =
        sinv_txn_alloc(txn, prefix + (size_t)width + 1, (void **)&text);

    if (rc != SALESINV_OK)
        return rc;
    memcpy(text, sinv_row_text(row, SINV_LINE_SERIAL_PREFIX), prefix);
    for (int64_t i = width; i > 0; i--, number /= 10)
        text[prefix + (size_t)i - 1] = (char)('0' + number % 10);
    *out = text;
    return SALESINV_OK;
}

/* A scan of what lines from number `first` of the document on name. */
static salesinv_status start_ranges(sinv_txn *txn, const sinv_doc *doc, uint32_t first,
                                    sinv_scan *scan)
{
    sinv_range range = {.prefix = 1, .from_count = 1, .to_count = 1};
    sinv_row *from;
    sinv_row *to;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_LINE_SERIAL, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_LINE_SERIAL, &to)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_LINE_SERIAL_LINE, sinv_doc_line_of(doc, first));
    sinv_row_set_int(to, SINV_LINE_SERIAL_LINE,
                     sinv_doc_line_of(doc, doc->line_count - 1));
    range.from = from;
    range.to = to;
    return sinv_scan_start(txn, SINV_T_LINE_SERIAL, &range, scan);
}

static salesinv_status keep_range(sinv_txn *txn, const sinv_row *row, line_ranges *out)
{
    salesinv_status rc = sinv_txn_grow(txn, (void **)&out->items, sizeof(*out->items),
                                       out->count, &out->capacity);

    if (rc == SALESINV_OK)
        rc = first_text(txn, row, &out->items[out->count].first);
    if (rc == SALESINV_OK)
        out->items[out->count++].count = sinv_row_int(row, SINV_LINE_SERIAL_COUNT);
    return rc;
}

/* Read on from line *index until one of them has as many as are shown, or to the end. */
static salesinv_status collect_some(sinv_txn *txn, const sinv_doc *doc,
                                    line_ranges *ranges, uint32_t *index)
{
    bool is_full = false;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_LINE_SERIAL, &row)) != SALESINV_OK ||
        (rc = start_ranges(txn, doc, *index, &scan)) != SALESINV_OK)
        return rc;
    while (!is_full && (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        int64_t line = sinv_row_int(row, SINV_LINE_SERIAL_LINE);

        while (*index < doc->line_count && sinv_doc_line_of(doc, *index) < line)
            ++*index;
        if (*index >= doc->line_count || sinv_doc_line_of(doc, *index) != line)
            continue; /* of a line that is removed */
        is_full = ranges[*index].count == SINV_SNAPSHOT_RANGES_MAX;
        ranges[*index].has_more = is_full;
        if (!is_full && (rc = keep_range(txn, row, &ranges[*index])) != SALESINV_OK)
            break;
    }
    sinv_scan_close(&scan);
    if (!is_full)
        *index = doc->line_count;
    return rc < SALESINV_OK ? rc : SALESINV_OK;
}

/* Lines come in the order of their numbers, and so do the rows: mostly one scan is enough. */
static salesinv_status collect_ranges(sinv_txn *txn, const sinv_doc *doc,
                                      line_ranges *ranges)
{
    uint32_t index = 0;
    salesinv_status rc = SALESINV_OK;

    while (index < doc->line_count && rc == SALESINV_OK) {
        rc = collect_some(txn, doc, ranges, &index);
        if (index < doc->line_count)
            index++;
    }
    return rc;
}

static size_t measure(const sinv_doc *doc, const line_ranges *ranges)
{
    size_t size = aligned(sizeof(salesinv_document)) + row_size(doc->head) +
                  aligned(SINV_NUMBER_MAX) +
                  aligned(doc->line_count * sizeof(sinv_doc_line)) +
                  aligned(doc->line_count * sizeof(sinv_snapshot_ranges));

    for (uint32_t i = 0; i < doc->line_count; i++) {
        size += row_size(doc->lines[i].row) +
                aligned(ranges[i].count * sizeof(sinv_snapshot_range));
        for (uint32_t k = 0; k < ranges[i].count; k++)
            size += aligned(strlen(ranges[i].items[k].first) + 1);
    }
    return size;
}

static const sinv_snapshot_range *put_ranges(block *to, const line_ranges *from)
{
    sinv_snapshot_range *items = take(to, from->count * sizeof(*items));

    for (uint32_t i = 0; i < from->count; i++) {
        size_t size = strlen(from->items[i].first) + 1;
        char *text = take(to, size);
        memcpy(text, from->items[i].first, size);
        items[i].first = text;
        items[i].count = from->items[i].count;
    }
    return items;
}

static void fill(salesinv_document *document, block *to, const sinv_doc *doc,
                 const line_ranges *ranges)
{
    char *number = take(to, SINV_NUMBER_MAX);
    sinv_doc_line *lines = take(to, doc->line_count * sizeof(*lines));
    sinv_snapshot_ranges *all = take(to, doc->line_count * sizeof(*all));
    uint32_t count = 0;

    (void)sinv_doc_number(doc->kind, sinv_doc_id(doc), number);
    document->number = number;
    document->doc.kind = doc->kind;
    document->doc.head = put_row(to, doc->head);
    document->doc.lines = lines;
    document->ranges = all;
    for (uint32_t i = 0; i < doc->line_count; i++) {
        if (doc->lines[i].is_removed)
            continue;
        lines[count].row = put_row(to, doc->lines[i].row);
        all[count].items = put_ranges(to, &ranges[i]);
        all[count].has_more = ranges[i].has_more;
        all[count++].count = (int32_t)ranges[i].count;
    }
    document->doc.line_count = count;
}

salesinv_status sinv_snapshot_create(sinv_txn *txn, const sinv_doc *doc,
                                     salesinv_document **out)
{
    sinv_heap *heap = txn->engine->heap;
    bool has_serials = (doc->kind->flags & SINV_KIND_SERIALS) != 0;
    salesinv_document *document;
    line_ranges *ranges;
    block to = {NULL, 0, 0};
    salesinv_status rc;

    *out = NULL;
    rc = sinv_txn_alloc(txn, doc->line_count * sizeof(*ranges), (void **)&ranges);
    if (has_serials && rc == SALESINV_OK)
        rc = collect_ranges(txn, doc, ranges);
    if (rc != SALESINV_OK)
        return rc;
    to.size = measure(doc, ranges);
    to.bytes = sinv_alloc(heap, to.size);
    if (!to.bytes)
        return sinv_txn_nomem(txn);
    document = take(&to, sizeof(*document));
    document->magic = SINV_MAGIC_DOCUMENT;
    document->heap = sinv_heap_ref(heap);
    fill(document, &to, doc, ranges);
    *out = document;
    return SALESINV_OK;
}

salesinv_status sinv_snapshot_load(sinv_txn *txn, const sinv_kind *kind, salesinv_id id,
                                   salesinv_document **out)
{
    sinv_doc *doc;
    salesinv_status rc = sinv_doc_load(txn, kind, id, &doc);

    return rc == SALESINV_OK ? sinv_snapshot_create(txn, doc, out) : rc;
}
