/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON to drafts. The text is read into a second draft that starts as a copy of the first and
 * takes its place at the end, so a refused text changes nothing.
 */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "core/session.h"
#include "document/json.h"

typedef struct json_reader {
    const salesinv_draft *from; /* the caller's */
    salesinv_draft *to;
    sinv_err *err;
    int32_t line; /* place of the line being read, 0: the header */
} json_reader;

static salesinv_status nomem(const json_reader *reader)
{
    return sinv_err_set(reader->err, SALESINV_E_NOMEM, NULL, "out of memory");
}

/* Complete the path of an error that names a key of the line being read. */
static salesinv_status at_line(const json_reader *reader, salesinv_status rc)
{
    char prefix[32];

    if (rc != SALESINV_OK && reader->line > 0) {
        (void)snprintf(prefix, sizeof(prefix), "lines[%d]", reader->line);
        sinv_err_prefix_field(reader->err, prefix);
    }
    return rc;
}

static salesinv_status refuse_type(const json_reader *reader, const sinv_field *field,
                                   const char *wanted)
{
    return sinv_err_set(reader->err, SALESINV_E_ARG, field->key, "%s is not %s",
                        field->key, wanted);
}

/* ---- values ---- */

/* A field that keeps JSON takes any value and keeps it compact. */
static salesinv_status read_json_field(const json_reader *reader,
                                       const sinv_field *field, const sinv_json *node)
{
    sinv_buf buf;
    salesinv_status rc;

    sinv_buf_init(&buf, reader->to->engine->heap, SINV_JSON_SIZE_MAX);
    rc = sinv_json_print(node, &buf);
    if (rc == SALESINV_OK)
        rc = sinv_draft_set_text(reader->to, reader->line, field->field, buf.bytes);
    else
        rc = at_line(reader, sinv_err_set(reader->err, rc, field->key,
                                          "%s cannot be kept", field->key));
    sinv_buf_free(&buf);
    return rc;
}

static salesinv_status read_text_field(const json_reader *reader,
                                       const sinv_field *field, const sinv_json *node)
{
    size_t size;
    const char *text = sinv_json_text(node, &size);

    if (field->flags & SINV_FIELD_JSON)
        return read_json_field(reader, field, node);
    if (!text)
        return at_line(reader, refuse_type(reader, field, "a text"));
    return sinv_draft_set_text(reader->to, reader->line, field->field, text);
}

static salesinv_status read_field(const json_reader *reader, const sinv_field *field,
                                  const sinv_json *node)
{
    int64_t value;
    salesinv_status rc;

    if (!(field->flags & SINV_FIELD_SETTABLE))
        return at_line(reader, sinv_err_set(reader->err, SALESINV_E_ARG, field->key,
                                            "%s is read-only", field->key));
    if (sinv_json_type_of(node) == SINV_JSON_NULL)
        return sinv_draft_clear(reader->to, reader->line, field->field);
    if (field->type == SALESINV_TYPE_TEXT)
        return read_text_field(reader, field, node);
    rc = sinv_json_read_number(reader->err, field->key, field->type, node, &value);
    if (rc != SALESINV_OK)
        return at_line(reader, rc);
    return sinv_draft_set_number(reader->to, reader->line, field->field, field->type,
                                 value);
}

/* ---- serials ---- */

static salesinv_status read_range(const json_reader *reader, const sinv_json *node)
{
    sinv_draft_serial entry;
    salesinv_status rc =
        sinv_json_serial(reader->err, &reader->to->arena, node, &entry);

    if (rc != SALESINV_OK)
        return rc;
    return sinv_draft_add_serials(reader->to, reader->line, entry.first, entry.last,
                                  entry.count);
}

/* Name the place of an entry in the error that was set for it. */
static salesinv_status at_serial(const json_reader *reader, int32_t index,
                                 salesinv_status rc)
{
    char message[SINV_ERR_MESSAGE_MAX];
    char place[64];

    (void)snprintf(message, sizeof(message), "%s", salesinv_error_message(reader->err));
    (void)snprintf(place, sizeof(place), "lines[%d].serials[%d]", reader->line, index);
    return sinv_err_set(reader->err, rc, place, "%s", message);
}

/* The list replaces what the line had. */
static salesinv_status read_serials(const json_reader *reader, const sinv_json *node)
{
    sinv_draft_line *line = &reader->to->lines[reader->line - 1];
    sinv_json_type type = sinv_json_type_of(node);
    int32_t index = 0;
    salesinv_status rc;

    if (type != SINV_JSON_ARRAY && type != SINV_JSON_NULL)
        return at_line(reader, sinv_err_set(reader->err, SALESINV_E_ARG, "serials",
                                            "serials is not an array"));
    line->serial_count = 0;
    line->has_serials = true;
    for (const sinv_json *child = sinv_json_first(node); child;
         child = sinv_json_next(child)) {
        index++;
        if ((rc = read_range(reader, child)) != SALESINV_OK)
            return at_serial(reader, index, rc);
    }
    return SALESINV_OK;
}

/* ---- copies of draft contents ---- */

static salesinv_status copy_cells(const json_reader *reader, sinv_row *to,
                                  const sinv_row *from)
{
    for (int32_t i = 0; i < from->count; i++)
        if (from->changed >> i & 1)
            sinv_row_copy_cell(to, i, from, i);
    return to->status == SALESINV_OK ? SALESINV_OK : nomem(reader);
}

/* Cells and serials of a line into the one appended last. */
static salesinv_status copy_line_content(const json_reader *reader,
                                         const sinv_draft_line *from)
{
    int32_t place = (int32_t)reader->to->line_count;
    sinv_draft_line *line = &reader->to->lines[place - 1];
    salesinv_status rc = copy_cells(reader, line->row, from->row);

    for (uint32_t i = 0; i < from->serial_count && rc == SALESINV_OK; i++) {
        const sinv_draft_serial *serial = &from->serials[i];
        rc = sinv_draft_add_serials(reader->to, place, serial->first, serial->last,
                                    serial->count);
    }
    line->has_serials = from->has_serials;
    return rc;
}

static salesinv_status copy_lines(const json_reader *reader)
{
    int32_t place;
    salesinv_status rc = SALESINV_OK;

    reader->to->has_lines = reader->from->has_lines;
    for (uint32_t i = 0; i < reader->from->line_count && rc == SALESINV_OK; i++) {
        const sinv_draft_line *line = &reader->from->lines[i];
        rc = sinv_draft_add_line(reader->to, line->number, &place);
        if (rc == SALESINV_OK)
            rc = copy_line_content(reader, line);
    }
    return rc;
}

/* ---- lines and header ---- */

static const sinv_draft_line *find_line(const salesinv_draft *draft, int64_t number)
{
    for (uint32_t i = 0; i < draft->line_count; i++)
        if (draft->lines[i].number == number)
            return &draft->lines[i];
    return NULL;
}

/* Append the line that "line" names, as the draft had it, or a new one. */
static salesinv_status begin_line(json_reader *reader, const sinv_json *node)
{
    const sinv_json *key = sinv_json_member(node, "line");
    int64_t number = key ? sinv_json_int(key) : 0;
    const sinv_draft_line *former;
    int32_t place;
    salesinv_status rc;

    reader->line = (int32_t)reader->to->line_count + 1;
    if (key &&
        (sinv_json_type_of(key) != SINV_JSON_INT || number < 1 || number > UINT16_MAX))
        return at_line(reader, sinv_err_set(reader->err, SALESINV_E_ARG, "line",
                                            "line is not a number of 1..65535"));
    rc = sinv_draft_add_line(reader->to, number, &place);
    if (rc != SALESINV_OK)
        return at_line(reader, rc);
    former = number > 0 ? find_line(reader->from, number) : NULL;
    return former ? copy_line_content(reader, former) : SALESINV_OK;
}

static salesinv_status read_member(const json_reader *reader, const sinv_json *child)
{
    const sinv_kind *kind = reader->to->kind;
    const char *key = sinv_json_key(child);
    const sinv_field *field = sinv_kind_field_by_key(kind, reader->line > 0, key);

    if (field)
        return read_field(reader, field, child);
    if (reader->line > 0 && (kind->flags & SINV_KIND_SERIALS) &&
        strcmp(key, "serials") == 0)
        return read_serials(reader, child);
    return at_line(reader,
                   sinv_err_set(reader->err, SALESINV_E_ARG, key, "%s%s has no %s",
                                kind->name, reader->line > 0 ? " line" : "", key));
}

static salesinv_status read_line(json_reader *reader, const sinv_json *node)
{
    salesinv_status rc = begin_line(reader, node);

    for (const sinv_json *child = sinv_json_first(node); child && rc == SALESINV_OK;
         child = sinv_json_next(child))
        if (strcmp(sinv_json_key(child), "line") != 0)
            rc = read_member(reader, child);
    return rc;
}

static salesinv_status read_lines(json_reader *reader, const sinv_json *node)
{
    sinv_json_type type = sinv_json_type_of(node);
    salesinv_status rc = SALESINV_OK;

    if (type != SINV_JSON_ARRAY && type != SINV_JSON_NULL)
        return sinv_err_set(reader->err, SALESINV_E_ARG, "lines",
                            "lines is not an array");
    reader->to->has_lines = true;
    for (const sinv_json *child = sinv_json_first(node); child && rc == SALESINV_OK;
         child = sinv_json_next(child)) {
        if (sinv_json_type_of(child) == SINV_JSON_OBJECT) {
            rc = read_line(reader, child);
        } else {
            reader->line = (int32_t)reader->to->line_count + 1;
            rc = at_line(reader, sinv_err_set(reader->err, SALESINV_E_ARG, NULL,
                                              "a line is not an object"));
        }
    }
    reader->line = 0;
    return rc;
}

static salesinv_status read_root(json_reader *reader, const sinv_json *root)
{
    const bool has_lines = reader->to->kind->line_table >= 0;
    const sinv_json *lines = has_lines ? sinv_json_member(root, "lines") : NULL;
    salesinv_status rc;

    if (sinv_json_type_of(root) != SINV_JSON_OBJECT)
        return sinv_err_set(reader->err, SALESINV_E_ARG, NULL,
                            "the text is not a JSON object");
    if ((rc = copy_cells(reader, reader->to->head, reader->from->head)) != SALESINV_OK)
        return rc;
    for (const sinv_json *child = sinv_json_first(root); child && rc == SALESINV_OK;
         child = sinv_json_next(child))
        if (child != lines)
            rc = read_member(reader, child);
    if (rc == SALESINV_OK)
        rc = lines ? read_lines(reader, lines) : copy_lines(reader);
    return rc;
}

/* ---- taking over ---- */

/* Rows know the arena that their texts go to; it is the draft's own member. */
static void adopt_rows(salesinv_draft *draft)
{
    draft->head->arena = &draft->arena;
    for (uint32_t i = 0; i < draft->line_count; i++)
        draft->lines[i].row->arena = &draft->arena;
}

/* The other draft keeps the former content and takes it along when it is freed. */
static void exchange(salesinv_draft *draft, salesinv_draft *other)
{
    salesinv_draft former = *draft;

    *draft = *other;
    *other = former;
    adopt_rows(draft);
    adopt_rows(other);
}

salesinv_status sinv_draft_read_json(salesinv_draft *draft, const char *text,
                                     size_t size)
{
    salesinv_engine *engine = draft->engine;
    json_reader reader = {.from = draft, .err = engine->err};
    sinv_json_tree *tree;
    salesinv_status rc = sinv_json_parse(engine->err, engine->heap, text, size, &tree);

    if (rc != SALESINV_OK)
        return rc;
    rc = sinv_draft_create(engine, draft->kind, &reader.to);
    if (rc == SALESINV_OK) {
        rc = read_root(&reader, sinv_json_root(tree));
        if (rc == SALESINV_OK)
            exchange(draft, reader.to);
        salesinv_draft_free(reader.to);
    }
    sinv_json_free(tree);
    return rc;
}
