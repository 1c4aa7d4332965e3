/* SPDX-License-Identifier: Apache-2.0 */
/* Exported getters of snapshots: legal on NULL, on any thread, and after the engine was closed. */
#include "core/session.h"
#include "document/snapshot.h"

static bool is_document(const salesinv_document *document)
{
    return document && document->magic == SINV_MAGIC_DOCUMENT;
}

const char *salesinv_document_status_name(salesinv_document_status status)
{
    static const char *const names[] = {
        [SALESINV_STATUS_DRAFT] = "draft",
        [SALESINV_STATUS_IN_APPROVAL] = "in_approval",
        [SALESINV_STATUS_REJECTED] = "rejected",
        [SALESINV_STATUS_WITHDRAWN] = "withdrawn",
        [SALESINV_STATUS_CONFIRMED] = "confirmed",
        [SALESINV_STATUS_CLOSED] = "closed",
        [SALESINV_STATUS_VOID] = "void",
        [SALESINV_STATUS_SHIPPED] = "shipped",
        [SALESINV_STATUS_ISSUED] = "issued",
        [SALESINV_STATUS_PARTIALLY_OUTBOUND] = "partially_outbound",
        [SALESINV_STATUS_OUTBOUND] = "outbound",
        [SALESINV_STATUS_RECEIVED] = "received",
        [SALESINV_STATUS_ACTIVE] = "active",
        [SALESINV_STATUS_INACTIVE] = "inactive",
    };

    if (status < 0 || (size_t)status >= sizeof(names) / sizeof(names[0]) ||
        !names[status])
        return "";
    return names[status];
}

salesinv_kind salesinv_document_kind(const salesinv_document *document)
{
    return is_document(document) ? document->doc.kind->kind : 0;
}

salesinv_id salesinv_document_id(const salesinv_document *document)
{
    return is_document(document) ? sinv_doc_id(&document->doc) : 0;
}

int64_t salesinv_document_version(const salesinv_document *document)
{
    return is_document(document) ? sinv_doc_int(&document->doc, SINV_HEAD_VERSION) : 0;
}

salesinv_document_status salesinv_document_status_of(const salesinv_document *document)
{
    return is_document(document)
               ? (int32_t)sinv_doc_int(&document->doc, SINV_HEAD_STATUS)
               : 0;
}

int32_t salesinv_document_is_repeat(const salesinv_document *document)
{
    return is_document(document) && document->is_repeat;
}

int32_t salesinv_document_line_count(const salesinv_document *document)
{
    return is_document(document) ? (int32_t)document->doc.line_count : 0;
}

/* The field of a line or the header and the row it is in; NULL if there is none. */
static const sinv_field *locate(const salesinv_document *document, int32_t line,
                                salesinv_field field, const sinv_row **out_row)
{
    if (!is_document(document) || line < 0 || (uint32_t)line > document->doc.line_count)
        return NULL;
    *out_row = line == 0 ? document->doc.head : document->doc.lines[line - 1].row;
    return sinv_kind_field(document->doc.kind, line > 0, field);
}

int32_t salesinv_document_has(const salesinv_document *document, int32_t line,
                              salesinv_field field)
{
    const sinv_row *row;
    const sinv_field *found = locate(document, line, field, &row);

    return found && (found->column < 0 || !sinv_row_is_null(row, found->column));
}

/* A number of the given type, `absent` if there is none. */
static int64_t number_of(const salesinv_document *document, int32_t line,
                         salesinv_field field, salesinv_field_type type, int64_t absent)
{
    const sinv_row *row;
    const sinv_field *found = locate(document, line, field, &row);

    if (!found || found->type != type)
        return absent;
    if (found->column < 0)
        return found->derive ? found->derive(&document->doc, line) : absent;
    return sinv_row_is_null(row, found->column) ? absent
                                                : sinv_row_int(row, found->column);
}

salesinv_id salesinv_document_get_id(const salesinv_document *document, int32_t line,
                                     salesinv_field field)
{
    return number_of(document, line, field, SALESINV_TYPE_ID, 0);
}

salesinv_qty salesinv_document_get_qty(const salesinv_document *document, int32_t line,
                                       salesinv_field field)
{
    return number_of(document, line, field, SALESINV_TYPE_QTY, 0);
}

salesinv_money salesinv_document_get_money(const salesinv_document *document,
                                           int32_t line, salesinv_field field)
{
    return number_of(document, line, field, SALESINV_TYPE_MONEY, 0);
}

salesinv_time salesinv_document_get_time(const salesinv_document *document,
                                         int32_t line, salesinv_field field)
{
    return number_of(document, line, field, SALESINV_TYPE_TIME, SALESINV_TIME_NONE);
}

int64_t salesinv_document_get_int(const salesinv_document *document, int32_t line,
                                  salesinv_field field)
{
    return number_of(document, line, field, SALESINV_TYPE_INT, 0);
}

const char *salesinv_document_get_text(const salesinv_document *document, int32_t line,
                                       salesinv_field field)
{
    const sinv_row *row;
    const sinv_field *found = locate(document, line, field, &row);

    if (!found || found->type != SALESINV_TYPE_TEXT)
        return NULL;
    if (found->column < 0)
        return field == SALESINV_F_NUMBER ? document->number : NULL;
    return sinv_row_text(row, found->column);
}

static const sinv_snapshot_ranges *ranges_of(const salesinv_document *document,
                                             int32_t line)
{
    if (!is_document(document) || line < 1 || (uint32_t)line > document->doc.line_count)
        return NULL;
    return &document->ranges[line - 1];
}

int32_t salesinv_document_serials_are_complete(const salesinv_document *document,
                                               int32_t line)
{
    const sinv_snapshot_ranges *ranges = ranges_of(document, line);

    return ranges && !ranges->has_more;
}

int32_t salesinv_document_serial_range_count(const salesinv_document *document,
                                             int32_t line)
{
    const sinv_snapshot_ranges *ranges = ranges_of(document, line);

    return ranges ? ranges->count : 0;
}

const char *salesinv_document_serial_first(const salesinv_document *document,
                                           int32_t line, int32_t index)
{
    const sinv_snapshot_ranges *ranges = ranges_of(document, line);

    return ranges && index >= 0 && index < ranges->count ? ranges->items[index].first
                                                         : NULL;
}

int64_t salesinv_document_serial_count(const salesinv_document *document, int32_t line,
                                       int32_t index)
{
    const sinv_snapshot_ranges *ranges = ranges_of(document, line);

    return ranges && index >= 0 && index < ranges->count ? ranges->items[index].count
                                                         : 0;
}

void salesinv_document_free(salesinv_document *document)
{
    sinv_heap *heap;

    if (!is_document(document))
        return;
    heap = document->heap;
    document->magic = SINV_MAGIC_DEAD;
    sinv_free(heap, document);
    sinv_heap_unref(heap);
}
