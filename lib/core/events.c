/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading events: rows are collected in the call's memory, then copied into one block that the
 * caller owns.
 */
#include "core/events.h"

#include <string.h>

#include "core/session.h"

/** Events on their way into a snapshot. */
typedef struct event_list {
    sinv_txn *txn;
    sinv_event_row *rows;
    uint32_t count;
    uint32_t capacity;
    size_t text_size; /* of all details with their NULs */
} event_list;

static salesinv_status keep_detail(event_list *list, const sinv_row *row,
                                   const char **out)
{
    size_t size = sinv_row_size(row, SINV_EVENT_DETAIL);
    void *copy;
    salesinv_status rc;

    *out = NULL;
    if (sinv_row_is_null(row, SINV_EVENT_DETAIL))
        return SALESINV_OK;
    if ((rc = sinv_txn_alloc(list->txn, size + 1, &copy)) != SALESINV_OK)
        return rc;
    memcpy(copy, sinv_row_text(row, SINV_EVENT_DETAIL), size);
    list->text_size += size + 1;
    *out = copy;
    return SALESINV_OK;
}

static salesinv_status take(event_list *list, const sinv_row *row)
{
    sinv_event_row *event;
    salesinv_status rc;

    rc = sinv_txn_grow(list->txn, (void **)&list->rows, sizeof(*list->rows),
                       list->count, &list->capacity);
    if (rc != SALESINV_OK)
        return rc;
    event = &list->rows[list->count++];
    event->sequence = sinv_row_int(row, SINV_EVENT_SEQUENCE);
    event->version = sinv_row_int(row, SINV_EVENT_VERSION);
    event->previous = sinv_row_int(row, SINV_EVENT_PREVIOUS);
    event->object = sinv_row_int(row, SINV_EVENT_OBJECT);
    event->user = sinv_row_int(row, SINV_EVENT_USER);
    event->at = sinv_row_int(row, SINV_EVENT_AT);
    event->kind = (salesinv_kind)sinv_row_int(row, SINV_EVENT_KIND);
    event->action = (int32_t)sinv_row_int(row, SINV_EVENT_ACTION);
    return keep_detail(list, row, &event->detail);
}

/* One block: the head, the rows, and the details behind them. */
static salesinv_status build(const event_list *list, salesinv_events **out)
{
    sinv_heap *heap = list->txn->engine->heap;
    size_t rows_size = sizeof(sinv_event_row) * list->count;
    salesinv_events *events =
        sinv_alloc(heap, sizeof(*events) + rows_size + list->text_size);
    char *text;
    size_t size;

    if (!events)
        return sinv_txn_nomem(list->txn);
    events->magic = SINV_MAGIC_EVENTS;
    events->heap = sinv_heap_ref(heap);
    events->count = (int32_t)list->count;
    text = (char *)events + sizeof(*events) + rows_size;
    for (uint32_t i = 0; i < list->count; i++) {
        events->rows[i] = list->rows[i];
        if (!list->rows[i].detail)
            continue;
        size = strlen(list->rows[i].detail) + 1;
        memcpy(text, list->rows[i].detail, size);
        events->rows[i].detail = text;
        text += size;
    }
    *out = events;
    return SALESINV_OK;
}

salesinv_status sinv_events_read(sinv_txn *txn, int64_t after_sequence, int32_t max,
                                 salesinv_events **out)
{
    event_list list = {.txn = txn};
    sinv_range range = {.flags = SALESINV_SCAN_AFTER, .from_count = 1, .limit = max};
    sinv_scan scan;
    sinv_row *from;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_EVENT, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_EVENT, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_EVENT_SEQUENCE, after_sequence);
    range.from = from;
    if ((rc = sinv_scan_start(txn, SINV_T_EVENT, &range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if ((rc = take(&list, row)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc == SALESINV_OK ? build(&list, out) : rc;
}

static void reverse(event_list *list)
{
    sinv_event_row row;

    for (uint32_t i = 0; i < list->count / 2; i++) {
        row = list->rows[i];
        list->rows[i] = list->rows[list->count - 1 - i];
        list->rows[list->count - 1 - i] = row;
    }
}

salesinv_status sinv_events_walk(sinv_txn *txn, int64_t sequence, int32_t max,
                                 salesinv_events **out)
{
    event_list list = {.txn = txn};
    sinv_row *row;
    salesinv_status rc;

    while (sequence > 0 && list.count < (uint32_t)max) {
        rc = sinv_txn_get_id(txn, SINV_T_EVENT, sequence, &row);
        if (rc == SALESINV_E_NOT_FOUND)
            return sinv_txn_internal(txn, "event %lld is missing", (long long)sequence);
        if (rc != SALESINV_OK || (rc = take(&list, row)) != SALESINV_OK)
            return rc;
        sequence = sinv_row_int(row, SINV_EVENT_PREVIOUS);
    }
    reverse(&list);
    return build(&list, out);
}

/* Tables that begin with the columns of a document's head. */
static bool is_document_table(const sinv_table *table)
{
    return table->key_count == 2 && table->column_count >= SINV_HEAD_COLUMNS &&
           strcmp(table->columns[SINV_HEAD_EVENT].name, "event") == 0 &&
           strcmp(table->columns[SINV_HEAD_LAST_LINE].name, "last_line") == 0;
}

salesinv_status sinv_event_head(sinv_txn *txn, salesinv_id object,
                                int64_t *out_sequence, salesinv_id *out_owner)
{
    const salesinv_schema *schema = sinv_schema_current();
    sinv_row *row;
    salesinv_status rc = SALESINV_E_NOT_FOUND;

    for (int32_t i = 0; i < schema->table_count && rc == SALESINV_E_NOT_FOUND; i++)
        if (is_document_table(&schema->tables[i]))
            rc = sinv_txn_get_id(txn, i, object, &row);
    if (rc != SALESINV_OK)
        return rc;
    *out_sequence = sinv_row_int(row, SINV_HEAD_EVENT);
    *out_owner = sinv_row_int(row, SINV_HEAD_OWNER);
    return SALESINV_OK;
}
