/* SPDX-License-Identifier: Apache-2.0 */
/* Snapshots to JSON, by the field tables of their kinds. */
#include <string.h>

#include "base/decimal.h"
#include "base/json.h"
#include "document/json.h"

/* Readers that keep numbers as doubles are exact up to here. */
static const int64_t EXACT_MOST = INT64_C(1) << 53;

static void put_int(sinv_json_writer *writer, int64_t value)
{
    if (value > EXACT_MOST || value < -EXACT_MOST)
        sinv_json_put_decimal(writer, value, 0);
    else
        sinv_json_put_int(writer, value);
}

/* The value of a field that is not a text; false when it is unset. */
static bool read_number(const sinv_doc *doc, int32_t line, const sinv_row *row,
                        const sinv_field *field, int64_t *out)
{
    if (field->column < 0) {
        if (!field->derive)
            return false;
        *out = field->derive(doc, line);
    } else {
        if (sinv_row_is_null(row, field->column))
            return false;
        *out = sinv_row_int(row, field->column);
    }
    return field->type != SALESINV_TYPE_ID || *out != 0;
}

static void put_value(sinv_json_writer *writer, const sinv_field *field, int64_t value)
{
    switch (field->type) {
    case SALESINV_TYPE_QTY:
        sinv_json_put_decimal(writer, value, SINV_QTY_SCALE);
        break;
    case SALESINV_TYPE_MONEY:
        sinv_json_put_decimal(writer, value, SINV_MONEY_SCALE);
        break;
    case SALESINV_TYPE_TIME:
        sinv_json_put_time(writer, value);
        break;
    default:
        put_int(writer, value);
        break;
    }
}

static void put_status(sinv_json_writer *writer, int64_t status)
{
    const char *name = salesinv_document_status_name((salesinv_document_status)status);

    sinv_json_put_text(writer, name, strlen(name));
}

static void put_number_field(sinv_json_writer *writer, const sinv_doc *doc,
                             int32_t line, const sinv_field *field)
{
    const sinv_row *row = line == 0 ? doc->head : doc->lines[line - 1].row;
    int64_t value;

    if (!read_number(doc, line, row, field, &value) ||
        (field->type == SALESINV_TYPE_TIME && value == SALESINV_TIME_NONE))
        return;
    sinv_json_put_key(writer, field->key);
    if (line == 0 && field->field == SALESINV_F_STATUS)
        put_status(writer, value);
    else
        put_value(writer, field, value);
}

static void put_text_field(sinv_json_writer *writer, const sinv_row *row,
                           const sinv_field *field)
{
    if (field->column < 0 || sinv_row_is_null(row, field->column))
        return;
    sinv_json_put_key(writer, field->key);
    if (field->flags & SINV_FIELD_JSON)
        sinv_json_put_raw(writer, sinv_row_text(row, field->column),
                          sinv_row_size(row, field->column));
    else
        sinv_json_put_text(writer, sinv_row_text(row, field->column),
                           sinv_row_size(row, field->column));
}

/* Add `step` to the digits at the end of `text`; false when they cannot hold the sum. */
static bool add_to_digits(char *text, size_t size, int64_t step)
{
    while (step > 0 && size > 0 && text[size - 1] >= '0' && text[size - 1] <= '9') {
        int64_t sum = text[size - 1] - '0' + step % 10;
        text[size - 1] = (char)('0' + sum % 10);
        step = step / 10 + sum / 10;
        size--;
    }
    return step == 0;
}

static void put_range_object(sinv_json_writer *writer, const sinv_snapshot_range *range)
{
    sinv_json_begin_object(writer);
    sinv_json_put_key(writer, "first");
    sinv_json_put_text(writer, range->first, strlen(range->first));
    sinv_json_put_key(writer, "count");
    put_int(writer, range->count);
    sinv_json_end_object(writer);
}

static void put_range(sinv_json_writer *writer, const sinv_snapshot_range *range)
{
    char text[2 * SINV_SERIAL_TEXT_MAX + 3];
    size_t size = strlen(range->first);
    char *last = text + size + 2;

    if (size > SINV_SERIAL_TEXT_MAX || strstr(range->first, "..")) {
        put_range_object(writer, range);
        return;
    }
    if (range->count == 1) {
        sinv_json_put_text(writer, range->first, size);
        return;
    }
    memcpy(text, range->first, size);
    memcpy(text + size, "..", 2);
    memcpy(last, range->first, size);
    if (add_to_digits(last, size, range->count - 1))
        sinv_json_put_text(writer, text, 2 * size + 2);
    else
        put_range_object(writer, range);
}

static void put_serials(sinv_json_writer *writer, const sinv_snapshot_ranges *ranges)
{
    if (ranges->count == 0)
        return;
    sinv_json_put_key(writer, "serials");
    sinv_json_begin_array(writer);
    for (int32_t i = 0; i < ranges->count; i++)
        put_range(writer, &ranges->items[i]);
    sinv_json_end_array(writer);
    if (!ranges->has_more)
        return;
    /* No draft takes this: half a list must not become a whole one. */
    sinv_json_put_key(writer, "serials_are_complete");
    sinv_json_put_bool(writer, false);
}

static void put_line(sinv_json_writer *writer, const salesinv_document *document,
                     uint32_t index)
{
    const sinv_doc *doc = &document->doc;
    const sinv_kind *kind = doc->kind;

    sinv_json_begin_object(writer);
    for (int32_t i = 0; i < kind->line_field_count; i++) {
        const sinv_field *field = &kind->line_fields[i];
        if (field->type == SALESINV_TYPE_TEXT)
            put_text_field(writer, doc->lines[index].row, field);
        else
            put_number_field(writer, doc, (int32_t)index + 1, field);
    }
    put_serials(writer, &document->ranges[index]);
    sinv_json_end_object(writer);
}

static void put_head(sinv_json_writer *writer, const salesinv_document *document)
{
    const sinv_doc *doc = &document->doc;

    sinv_json_put_key(writer, "kind");
    sinv_json_put_text(writer, doc->kind->name, strlen(doc->kind->name));
    for (int32_t i = 0; i < doc->kind->field_count; i++) {
        const sinv_field *field = &doc->kind->fields[i];
        if (field->field == SALESINV_F_NUMBER) {
            sinv_json_put_key(writer, field->key);
            sinv_json_put_text(writer, document->number, strlen(document->number));
        } else if (field->type == SALESINV_TYPE_TEXT) {
            put_text_field(writer, doc->head, field);
        } else {
            put_number_field(writer, doc, 0, field);
        }
    }
}

salesinv_status sinv_document_print(const salesinv_document *document, sinv_buf *buf)
{
    sinv_json_writer writer;

    sinv_json_writer_init(&writer, buf);
    sinv_json_begin_object(&writer);
    put_head(&writer, document);
    if (document->doc.kind->line_table >= 0) {
        sinv_json_put_key(&writer, "lines");
        sinv_json_begin_array(&writer);
        for (uint32_t i = 0; i < document->doc.line_count; i++)
            put_line(&writer, document, i);
        sinv_json_end_array(&writer);
    }
    sinv_json_end_object(&writer);
    return buf->status;
}
