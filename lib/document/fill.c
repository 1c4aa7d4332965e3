/* SPDX-License-Identifier: Apache-2.0 */
/* From draft to document: every rule that follows from the field tables alone. */
#include "document/fill.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"
#include "core/session.h"

/* One field that the draft sets: may it change, does what it refers to exist? */
static salesinv_status fill_field(sinv_txn *txn, const sinv_field *field, sinv_row *to,
                                  const sinv_row *from, int32_t index,
                                  sinv_fill_scope scope)
{
    const char *name = field->key;
    int64_t value = sinv_row_int(from, field->column);
    sinv_row *ref;
    salesinv_status rc;

    if (scope == SINV_FILL_LATE && !(field->flags & SINV_FIELD_LATE))
        return sinv_err_set(txn->err, SALESINV_E_INVALID_STATE,
                            sinv_doc_field(txn, index, name),
                            "%s cannot be changed in this state", name);
    if (scope == SINV_FILL_ALL && (field->flags & SINV_FIELD_FIXED) &&
        value != sinv_row_int(to, field->column))
        return sinv_err_set(txn->err, SALESINV_E_ARG, sinv_doc_field(txn, index, name),
                            "%s is fixed when the object is created", name);
    if (field->ref_kind != 0 && value != 0) {
        rc = sinv_doc_ref(txn, sinv_doc_field(txn, index, name), field->ref_kind, value,
                          &ref);
        if (rc != SALESINV_OK)
            return rc;
    }
    sinv_row_copy_cell(to, field->column, from, field->column);
    return to->status == SALESINV_OK ? SALESINV_OK : sinv_txn_nomem(txn);
}

static bool is_missing(const sinv_field *field, const sinv_row *row)
{
    return sinv_row_is_null(row, field->column) ||
           (field->type == SALESINV_TYPE_ID && sinv_row_int(row, field->column) == 0);
}

static salesinv_status fill_row(sinv_txn *txn, const sinv_field *fields, int32_t count,
                                sinv_row *to, const sinv_row *from, int32_t index,
                                sinv_fill_scope scope)
{
    salesinv_status rc = SALESINV_OK;

    for (int32_t i = 0; i < count && rc == SALESINV_OK; i++) {
        const sinv_field *field = &fields[i];
        if (!(field->flags & SINV_FIELD_SETTABLE))
            continue;
        if (from && (from->changed >> field->column & 1))
            rc = fill_field(txn, field, to, from, index, scope);
        if (rc == SALESINV_OK && scope != SINV_FILL_UNFINISHED &&
            (field->flags & SINV_FIELD_REQUIRED) && is_missing(field, to))
            rc = sinv_err_set(txn->err, SALESINV_E_ARG,
                              sinv_doc_field(txn, index, field->key), "%s is required",
                              field->key);
    }
    return rc;
}

/* EXISTS; the other object is named to those who may read all of its kind. */
static salesinv_status refuse_taken(sinv_txn *txn, const sinv_kind *kind,
                                    const char *field, salesinv_id holder)
{
    const sinv_right read = {kind->object, SINV_ACTION_READ};
    salesinv_status rc;

    if (txn->session &&
        sinv_rights_reach(&txn->session->rights, read) != SINV_REACH_ALL)
        return sinv_err_set(txn->err, SALESINV_E_EXISTS, field, "%s is taken", field);
    rc = sinv_err_set(txn->err, SALESINV_E_EXISTS, field, "%s is taken by %lld", field,
                      (long long)holder);
    sinv_err_add_int(txn->err, "holder.1.id", holder);
    return rc;
}

/* EXISTS when another row has the same key in the given unique index. */
static salesinv_status check_unique_index(sinv_txn *txn, const sinv_kind *kind,
                                          const sinv_row *row, int32_t number,
                                          const char *field)
{
    uint8_t keys = sinv_schema_current()->tables[row->table].key_count;
    bool is_same = true;
    sinv_row *found;
    salesinv_status rc = sinv_doc_find_unique(txn, row, number, &found);

    if (rc != SALESINV_OK || !found)
        return rc;
    for (int32_t i = 0; i < keys; i++)
        is_same = is_same && sinv_row_int(found, i) == sinv_row_int(row, i);
    if (is_same)
        return SALESINV_OK;
    return refuse_taken(txn, kind, field, sinv_row_int(found, SINV_HEAD_ID));
}

/* Name of the field behind a unique index: the key of its last unique column. */
static const char *name_of(const sinv_kind *kind, bool is_line, int32_t column)
{
    const sinv_field *fields = is_line ? kind->line_fields : kind->fields;
    int32_t count = is_line ? kind->line_field_count : kind->field_count;

    for (int32_t i = 0; i < count; i++)
        if (fields[i].column == column)
            return fields[i].key;
    return "key";
}

/* Unique keys of a row, where the draft touched one of their columns. */
static salesinv_status check_unique(sinv_txn *txn, const sinv_kind *kind,
                                    const sinv_row *row, int32_t line)
{
    const sinv_table *table = &sinv_schema_current()->tables[row->table];
    salesinv_status rc = SALESINV_OK;

    for (int32_t i = 0; i < table->index_count && rc == SALESINV_OK; i++) {
        const sinv_index *index = &table->indexes[i];
        int32_t last =
            index->unique_width > 0 ? index->columns[index->unique_width - 1] : 0;
        if (index->unique_width == 0 || !(row->changed >> last & 1) ||
            sinv_row_is_null(row, last))
            continue;
        rc = check_unique_index(
            txn, kind, row, i + 1,
            sinv_doc_field(txn, line, name_of(kind, line >= 0, last)));
    }
    return rc;
}

static salesinv_status fill_line(sinv_txn *txn, sinv_doc *doc,
                                 const sinv_draft_line *from, uint32_t place,
                                 sinv_fill_scope scope)
{
    const sinv_kind *kind = doc->kind;
    int32_t index = -1;
    uint32_t added;
    salesinv_status rc = SALESINV_OK;

    if (from->number != 0) {
        index = sinv_doc_find_line(doc, from->number);
        if (index < 0)
            return sinv_err_set(txn->err, SALESINV_E_NOT_FOUND,
                                sinv_doc_field(txn, (int32_t)place, "line"),
                                "there is no line %lld", (long long)from->number);
    } else {
        rc = sinv_doc_add_line(txn, doc, &added);
        index = (int32_t)added;
    }
    if (rc != SALESINV_OK)
        return rc;
    doc->lines[index].draft = from;
    doc->lines[index].is_removed = false;
    rc = fill_row(txn, kind->line_fields, kind->line_field_count, doc->lines[index].row,
                  from->row, (int32_t)place,
                  doc->lines[index].is_new && scope == SINV_FILL_ALL ? SINV_FILL_NEW
                                                                     : scope);
    return rc == SALESINV_OK
               ? check_unique(txn, kind, doc->lines[index].row, (int32_t)place)
               : rc;
}

/* A line of the draft and the external id that it gives. */
typedef struct named_line {
    const char *external_id;
    uint32_t place;
} named_line;

static int compare_named(const void *left, const void *right)
{
    const named_line *a = left;
    const named_line *b = right;
    int order = strcmp(a->external_id, b->external_id);

    return order != 0 ? order : (a->place > b->place) - (a->place < b->place);
}

/* Two lines of one draft with the same external id: the table would refuse the second one after the first was written. */
static salesinv_status check_distinct(sinv_txn *txn, const salesinv_draft *draft)
{
    uint32_t count = 0;
    named_line *named;
    salesinv_status rc =
        sinv_txn_alloc(txn, (draft->line_count + 1) * sizeof(*named), (void **)&named);

    for (uint32_t i = 0; i < draft->line_count && rc == SALESINV_OK; i++) {
        const char *id = sinv_row_text(draft->lines[i].row, SINV_LINE_EXTERNAL_ID);
        if (id)
            named[count++] = (named_line){id, i};
    }
    if (rc != SALESINV_OK || count < 2)
        return rc;
    qsort(named, count, sizeof(*named), compare_named);
    for (uint32_t i = 1; i < count; i++)
        if (strcmp(named[i - 1].external_id, named[i].external_id) == 0)
            return sinv_err_set(
                txn->err, SALESINV_E_EXISTS,
                sinv_doc_field(txn, (int32_t)named[i].place, "external_id"),
                "external_id is taken by line %u of the same draft",
                (unsigned)named[i - 1].place + 1);
    return SALESINV_OK;
}

static salesinv_status fill_lines(sinv_txn *txn, sinv_doc *doc,
                                  const salesinv_draft *draft, sinv_fill_scope scope)
{
    salesinv_status rc;

    if (!draft->has_lines)
        return SALESINV_OK;
    if ((rc = check_distinct(txn, draft)) != SALESINV_OK)
        return rc;
    doc->has_line_edits = true;
    for (uint32_t i = 0; i < doc->line_count && scope != SINV_FILL_LATE; i++)
        doc->lines[i].is_removed = true;
    for (uint32_t i = 0; i < draft->line_count && rc == SALESINV_OK; i++)
        rc = fill_line(txn, doc, &draft->lines[i], i, scope);
    return rc;
}

salesinv_status sinv_doc_fill(sinv_txn *txn, sinv_doc *doc, const salesinv_draft *draft,
                              sinv_fill_scope scope)
{
    const sinv_kind *kind = doc->kind;
    salesinv_status rc;

    doc->draft = draft;
    rc = fill_row(txn, kind->fields, kind->field_count, doc->head,
                  draft ? draft->head : NULL, -1, scope);
    if (rc == SALESINV_OK)
        rc = check_unique(txn, kind, doc->head, -1);
    return rc == SALESINV_OK && draft ? fill_lines(txn, doc, draft, scope) : rc;
}

salesinv_status sinv_doc_check_total(sinv_txn *txn, const sinv_doc *doc)
{
    const sinv_field *field = sinv_kind_field(doc->kind, true, SALESINV_F_QTY);
    int64_t sum = 0;

    for (uint32_t i = 0; field && i < doc->line_count; i++)
        if (!doc->lines[i].is_removed &&
            !sinv_add_i64(sum, sinv_doc_line_int(doc, i, field->column), &sum))
            return sinv_err_set(txn->err, SALESINV_E_OVERFLOW,
                                sinv_doc_field(txn, (int32_t)i, "qty"),
                                "the quantities of the lines together do not fit");
    return SALESINV_OK;
}

salesinv_status sinv_doc_prepare(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc =
        doc->kind->prepare ? doc->kind->prepare(txn, doc) : SALESINV_OK;

    return rc == SALESINV_OK ? sinv_doc_check_total(txn, doc) : rc;
}
