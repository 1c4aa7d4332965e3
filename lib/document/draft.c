/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Drafts: cells checked against the field's own rules as they are set. What needs the
 * storage (references, states, stock) is checked when the draft is used.
 */
#include "document/draft.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "core/session.h"
#include "document/doc.h"

static const char *type_name(salesinv_field_type type)
{
    static const char *const names[] = {"",     "id",  "qty", "money",
                                        "time", "int", "text"};

    return type >= SALESINV_TYPE_ID && type <= SALESINV_TYPE_TEXT ? names[type] : "?";
}

static sinv_row *row_at(const salesinv_draft *draft, int32_t line)
{
    return line == 0 ? draft->head : draft->lines[line - 1].row;
}

static salesinv_status nomem(salesinv_draft *draft)
{
    return sinv_err_set(draft->engine->err, SALESINV_E_NOMEM, NULL, "out of memory");
}

/* The row's column count is that of its table. */
static sinv_row *new_row(salesinv_draft *draft, int32_t table)
{
    return sinv_row_create(&draft->arena, table,
                           sinv_schema_current()->tables[table].column_count);
}

salesinv_status sinv_draft_create(salesinv_engine *engine, const sinv_kind *kind,
                                  salesinv_draft **out)
{
    salesinv_draft *draft = sinv_alloc(engine->heap, sizeof(*draft));

    *out = NULL;
    if (!draft)
        return sinv_err_set(engine->err, SALESINV_E_NOMEM, NULL, "out of memory");
    sinv_arena_init(&draft->arena, engine->heap);
    draft->kind = kind;
    draft->head = new_row(draft, kind->table);
    if (!draft->head) {
        sinv_arena_free(&draft->arena);
        sinv_free(engine->heap, draft);
        return sinv_err_set(engine->err, SALESINV_E_NOMEM, NULL, "out of memory");
    }
    draft->magic = SINV_MAGIC_DRAFT;
    draft->engine = sinv_engine_ref(engine);
    *out = draft;
    return SALESINV_OK;
}

/* No such field there; maybe on the other level. */
static salesinv_status refuse_field(sinv_err *err, const sinv_kind *kind, bool is_line,
                                    salesinv_field field)
{
    const sinv_field *other = sinv_kind_field(kind, !is_line, field);

    if (!other)
        return sinv_err_set(err, SALESINV_E_ARG, "field", "%s%s has no field %d",
                            kind->name, is_line ? " line" : "", field);
    return sinv_err_set(err, SALESINV_E_ARG, other->key,
                        is_line ? "%s is a field of the %s's header, not of its lines"
                                : "%s is a field of the %s's lines, not of its header",
                        other->key, kind->name);
}

/* The field of a setter's target, or ARG that says what is wrong with it. */
static salesinv_status find_field(salesinv_draft *draft, int32_t line,
                                  salesinv_field field, salesinv_field_type type,
                                  const sinv_field **out)
{
    sinv_err *err = draft->engine->err;
    const sinv_field *found;

    if (line < 0 || (uint32_t)line > draft->line_count)
        return sinv_err_set(err, SALESINV_E_ARG, "line", "line %d is not in 0..%u",
                            line, draft->line_count);
    found = sinv_kind_field(draft->kind, line > 0, field);
    if (!found)
        return refuse_field(err, draft->kind, line > 0, field);
    if (!(found->flags & SINV_FIELD_SETTABLE))
        return sinv_err_set(err, SALESINV_E_ARG, found->key, "%s cannot be set",
                            found->key);
    if (type != 0 && found->type != type)
        return sinv_err_set(err, SALESINV_E_ARG, found->key, "%s is of type %s, not %s",
                            found->key, type_name(found->type), type_name(type));
    *out = found;
    return SALESINV_OK;
}

/* Name the line in the error that was set for a field of it. */
static salesinv_status at_line(salesinv_draft *draft, int32_t line, salesinv_status rc)
{
    char prefix[32] = "lines[";
    size_t size = 6;
    char digits[12];
    int32_t count = 0;

    if (rc == SALESINV_OK || line == 0)
        return rc;
    for (int32_t rest = line; rest > 0; rest /= 10)
        digits[count++] = (char)('0' + rest % 10);
    while (count > 0)
        prefix[size++] = digits[--count];
    prefix[size++] = ']';
    prefix[size] = '\0';
    sinv_err_prefix_field(draft->engine->err, prefix);
    return rc;
}

static salesinv_status check_number(salesinv_draft *draft, const sinv_field *field,
                                    int64_t value)
{
    sinv_err *err = draft->engine->err;

    if (field->type == SALESINV_TYPE_ID && (value < 0 || value >= INT64_C(1) << 62))
        return sinv_err_set(err, SALESINV_E_ARG, field->key, "%s %lld is not an id",
                            field->key, (long long)value);
    if ((field->least != 0 || field->most != 0) &&
        (value < field->least || value > field->most))
        return sinv_err_set(
            err, SALESINV_E_ARG, field->key, "%s %lld is not in %lld..%lld", field->key,
            (long long)value, (long long)field->least, (long long)field->most);
    return SALESINV_OK;
}

salesinv_status sinv_draft_set_number(salesinv_draft *draft, int32_t line,
                                      salesinv_field field, salesinv_field_type type,
                                      int64_t value)
{
    const sinv_field *found = NULL;
    salesinv_status rc;

    if ((rc = find_field(draft, line, field, type, &found)) != SALESINV_OK)
        return rc;
    if (type == SALESINV_TYPE_TIME && value == SALESINV_TIME_NONE) {
        sinv_row_set_null(row_at(draft, line), found->column);
        return SALESINV_OK;
    }
    if ((rc = check_number(draft, found, value)) != SALESINV_OK)
        return at_line(draft, line, rc);
    sinv_row_set_int(row_at(draft, line), found->column, value);
    return SALESINV_OK;
}

static salesinv_status check_json(salesinv_draft *draft, const sinv_field *field,
                                  const char *text, size_t size)
{
    sinv_json_tree *tree;
    salesinv_status rc =
        sinv_json_parse(draft->engine->err, draft->engine->heap, text, size, &tree);

    if (rc == SALESINV_OK)
        sinv_json_free(tree);
    else
        sinv_err_prefix_field(draft->engine->err, field->key);
    return rc;
}

static salesinv_status check_text(salesinv_draft *draft, const sinv_field *field,
                                  const char *text)
{
    sinv_err *err = draft->engine->err;
    size_t size;
    salesinv_status rc = sinv_text_check(err, field->key, text, field->size, &size);

    if (rc != SALESINV_OK)
        return rc;
    if ((field->flags & SINV_FIELD_NO_BLANK) && size == 0)
        return sinv_err_set(err, SALESINV_E_TEXT, field->key, "%s is empty",
                            field->key);
    if ((field->flags & SINV_FIELD_NO_BLANK) && sinv_text_has_control(text, size))
        return sinv_err_set(err, SALESINV_E_TEXT, field->key,
                            "%s has a control character", field->key);
    return field->flags & SINV_FIELD_JSON ? check_json(draft, field, text, size)
                                          : SALESINV_OK;
}

salesinv_status sinv_draft_set_text(salesinv_draft *draft, int32_t line,
                                    salesinv_field field, const char *text)
{
    const sinv_field *found = NULL;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = find_field(draft, line, field, SALESINV_TYPE_TEXT, &found)) !=
        SALESINV_OK)
        return rc;
    row = row_at(draft, line);
    if (!text) {
        sinv_row_set_null(row, found->column);
        return SALESINV_OK;
    }
    if ((rc = check_text(draft, found, text)) != SALESINV_OK)
        return at_line(draft, line, rc);
    sinv_row_set_text(row, found->column, text);
    rc = row->status;
    row->status = SALESINV_OK; /* a draft outlives the refusal */
    return rc == SALESINV_OK ? SALESINV_OK : nomem(draft);
}

salesinv_status sinv_draft_clear(salesinv_draft *draft, int32_t line,
                                 salesinv_field field)
{
    const sinv_field *found = NULL;
    salesinv_status rc = find_field(draft, line, field, 0, &found);

    if (rc == SALESINV_OK)
        sinv_row_set_null(row_at(draft, line), found->column);
    return rc;
}

static bool names_line(const salesinv_draft *draft, int64_t number)
{
    for (uint32_t i = 0; i < draft->line_count; i++)
        if (draft->lines[i].number == number)
            return true;
    return false;
}

salesinv_status sinv_draft_add_line(salesinv_draft *draft, int64_t number,
                                    int32_t *out_line)
{
    sinv_err *err = draft->engine->err;
    sinv_draft_line *lines;
    sinv_row *row;

    if (draft->kind->line_table < 0)
        return sinv_err_set(err, SALESINV_E_ARG, "lines", "%s has no lines",
                            draft->kind->name);
    if (draft->line_count >= SINV_DRAFT_LINES_MAX)
        return sinv_err_set(err, SALESINV_E_OVERFLOW, "lines",
                            "a draft has at most %d lines", SINV_DRAFT_LINES_MAX);
    if (number != 0 && names_line(draft, number))
        return sinv_err_set(err, SALESINV_E_EXISTS, "line", "line %lld is named twice",
                            (long long)number);
    row = new_row(draft, draft->kind->line_table);
    lines = row ? sinv_arena_grow(&draft->arena, draft->lines, sizeof(*lines),
                                  draft->line_count, &draft->line_capacity)
                : NULL;
    if (!lines)
        return nomem(draft);
    draft->lines = lines;
    memset(&lines[draft->line_count], 0, sizeof(*lines));
    lines[draft->line_count].row = row;
    lines[draft->line_count].number = number;
    draft->has_lines = true;
    *out_line = (int32_t)++draft->line_count;
    return SALESINV_OK;
}

static salesinv_status copy_serial(salesinv_draft *draft, const char *field,
                                   const char *text, const char **out)
{
    size_t size;
    salesinv_status rc =
        sinv_text_check(draft->engine->err, field, text, SINV_SERIAL_TEXT_MAX, &size);

    if (rc != SALESINV_OK)
        return rc;
    *out = sinv_arena_text(&draft->arena, text, size);
    return *out ? SALESINV_OK : nomem(draft);
}

salesinv_status sinv_draft_add_serials(salesinv_draft *draft, int32_t line,
                                       const char *first, const char *last,
                                       int64_t count)
{
    sinv_err *err = draft->engine->err;
    sinv_draft_serial entry = {NULL, NULL, count};
    sinv_draft_serial *serials;
    sinv_draft_line *target;
    salesinv_status rc;

    if (!(draft->kind->flags & SINV_KIND_SERIALS) || line < 1 ||
        (uint32_t)line > draft->line_count)
        return sinv_err_set(err, SALESINV_E_ARG, "line",
                            "line %d of this %s takes no serials", line,
                            draft->kind->name);
    if ((rc = copy_serial(draft, "serial", first, &entry.first)) != SALESINV_OK ||
        (last && (rc = copy_serial(draft, "last", last, &entry.last)) != SALESINV_OK))
        return at_line(draft, line, rc);
    target = &draft->lines[line - 1];
    serials = sinv_arena_grow(&draft->arena, target->serials, sizeof(*serials),
                              target->serial_count, &target->serial_capacity);
    if (!serials)
        return nomem(draft);
    target->serials = serials;
    target->serials[target->serial_count++] = entry;
    target->has_serials = true;
    return SALESINV_OK;
}

static void digest_row(const sinv_row *row, sinv_digest *digest)
{
    sinv_digest_int(digest, (int64_t)row->changed);
    for (int32_t i = 0; i < row->count; i++) {
        const sinv_cell *cell = &row->cells[i];
        if (!(row->changed >> i & 1))
            continue;
        if (cell->type == SALESINV_CELL_INT)
            sinv_digest_int(digest, cell->number);
        else
            sinv_digest_bytes(digest, cell->bytes, cell->size);
    }
}

static void digest_text(const char *text, sinv_digest *digest)
{
    sinv_digest_bytes(digest, text, text ? strlen(text) : 0);
}

void sinv_draft_digest(const salesinv_draft *draft, sinv_digest *digest)
{
    if (!draft)
        return;
    digest_row(draft->head, digest);
    sinv_digest_int(digest, draft->line_count);
    for (uint32_t i = 0; i < draft->line_count; i++) {
        const sinv_draft_line *line = &draft->lines[i];
        sinv_digest_int(digest, line->number);
        digest_row(line->row, digest);
        sinv_digest_int(digest, line->serial_count);
        for (uint32_t k = 0; k < line->serial_count; k++) {
            digest_text(line->serials[k].first, digest);
            digest_text(line->serials[k].last, digest);
            sinv_digest_int(digest, line->serials[k].count);
        }
    }
}
