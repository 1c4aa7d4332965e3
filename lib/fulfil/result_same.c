/* SPDX-License-Identifier: Apache-2.0 */
/* A draft held against the document that it would replace. */
#include "fulfil/result_same.h"

#include <string.h>

#include "inventory/line_serial.h"

static bool is_same_cell(const sinv_row *a, const sinv_row *b, int32_t column)
{
    const char *left = sinv_row_text(a, column);
    const char *right = sinv_row_text(b, column);

    if (left || right)
        return left && right && strcmp(left, right) == 0;
    return sinv_row_int(a, column) == sinv_row_int(b, column);
}

/* Every cell that the draft sets, but for fields with one of the flags. */
static bool are_same_cells(const sinv_field *fields, int32_t count,
                           const sinv_row *draft, const sinv_row *row, uint32_t but)
{
    for (int32_t i = 0; i < count; i++)
        if ((fields[i].flags & SINV_FIELD_SETTABLE) && !(fields[i].flags & but) &&
            (draft->changed >> fields[i].column & 1) &&
            !is_same_cell(draft, row, fields[i].column))
            return false;
    return true;
}

static bool is_same_range(const sinv_serial_range *a, const sinv_serial_range *b)
{
    return a->first == b->first && a->count == b->count && a->width == b->width &&
           a->prefix_size == b->prefix_size &&
           memcmp(a->prefix, b->prefix, a->prefix_size) == 0;
}

static bool is_same_set(const sinv_serial_set *a, const sinv_serial_set *b)
{
    if (a->count != b->count)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (!is_same_range(&a->items[i], &b->items[i]))
            return false;
    return true;
}

static salesinv_status are_same_serials(sinv_txn *txn, const sinv_draft_line *draft,
                                        const sinv_doc *doc, uint32_t index, bool *out)
{
    sinv_serial_set named;
    sinv_serial_set stored;
    salesinv_status rc;

    sinv_serial_set_init(&named, txn->err, txn->arena,
                         sinv_doc_field(txn, (int32_t)index, "serials"));
    sinv_serial_set_init(&stored, txn->err, txn->arena, named.field);
    if ((rc = sinv_serial_set_add_draft(&named, draft)) != SALESINV_OK ||
        (rc = sinv_serial_set_close(&named)) != SALESINV_OK ||
        (rc = sinv_line_serial_load(txn, sinv_doc_line_of(doc, index), &stored)) !=
            SALESINV_OK)
        return rc;
    *out = is_same_set(&named, &stored);
    return SALESINV_OK;
}

salesinv_status sinv_result_is_same(sinv_txn *txn, const salesinv_draft *draft,
                                    const sinv_doc *doc, bool *out)
{
    const sinv_kind *kind = doc->kind;
    salesinv_status rc = SALESINV_OK;

    *out = draft->line_count == doc->line_count &&
           are_same_cells(kind->fields, kind->field_count, draft->head, doc->head,
                          SINV_FIELD_LATE);
    for (uint32_t i = 0; i < draft->line_count && *out && rc == SALESINV_OK; i++) {
        *out = are_same_cells(kind->line_fields, kind->line_field_count,
                              draft->lines[i].row, doc->lines[i].row, 0);
        if (*out)
            rc = are_same_serials(txn, &draft->lines[i], doc, i, out);
    }
    return rc;
}

salesinv_status sinv_result_fill_late(sinv_txn *txn, const salesinv_draft *draft,
                                      sinv_doc *doc)
{
    const sinv_kind *kind = doc->kind;

    for (int32_t i = 0; i < kind->field_count; i++) {
        const sinv_field *field = &kind->fields[i];

        if ((field->flags & SINV_FIELD_LATE) &&
            (draft->head->changed >> field->column & 1) &&
            !is_same_cell(draft->head, doc->head, field->column))
            sinv_row_copy_cell(doc->head, field->column, draft->head, field->column);
    }
    return doc->head->status == SALESINV_OK ? SALESINV_OK : sinv_txn_nomem(txn);
}
