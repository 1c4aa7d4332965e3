/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the conditions of a filter mean for a row, for the lines of a document, and for the choice
 * of an index: a point where one row can pass, the account's stretch, or all rows from an id on.
 */
#include <string.h>

#include "base/decimal.h"
#include "document/find.h"

int32_t sinv_find_column(const sinv_kind *kind, bool is_line, salesinv_field field)
{
    const sinv_field *found;

    if (is_line && kind->line_table < 0)
        return -1;
    found = sinv_kind_field(kind, is_line, field);
    return found ? found->column : -1;
}

salesinv_status sinv_find_read_token(sinv_err *err, const sinv_kind *kind,
                                     const char *token, salesinv_id *out_after)
{
    const char *dot = strchr(token, '.');
    int64_t of_kind = 0;
    int64_t after = -1;

    if (!dot ||
        sinv_decimal_parse(err, "token", token, (size_t)(dot - token), 0, &of_kind) !=
            SALESINV_OK ||
        sinv_decimal_parse(err, "token", dot + 1, strlen(dot + 1), 0, &after) !=
            SALESINV_OK ||
        of_kind != kind->kind || after < 0)
        return sinv_err_set(err, SALESINV_E_ARG, "token",
                            "the token is not from a cursor of %s", kind->name);
    *out_after = after;
    return SALESINV_OK;
}

/* ---- rows ---- */

static bool text_is(const sinv_row *row, int32_t column, const char *text)
{
    return !sinv_row_is_null(row, column) &&
           strcmp(sinv_row_text(row, column), text) == 0;
}

static bool begins_with(const char *text, const char *prefix)
{
    return text && strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool cell_begins_with(const sinv_row *row, int32_t column, const char *prefix)
{
    return column >= 0 && begins_with(sinv_row_text(row, column), prefix);
}

static bool text_passes(const sinv_kind *kind, const sinv_condition *condition,
                        const sinv_row *head)
{
    char number[SINV_NUMBER_MAX];

    if (cell_begins_with(head, kind->name_column, condition->text) ||
        cell_begins_with(head, kind->code_column, condition->text))
        return true;
    (void)sinv_doc_number(kind, sinv_row_int(head, SINV_HEAD_ID), number);
    return begins_with(number, condition->text);
}

static bool number_passes(const sinv_kind *kind, const sinv_condition *condition,
                          const sinv_row *head)
{
    char number[SINV_NUMBER_MAX];

    (void)sinv_doc_number(kind, sinv_row_int(head, SINV_HEAD_ID), number);
    return strcmp(number, condition->number) == 0;
}

/* An id that the header answers for, or that only lines can. */
static bool id_passes(const sinv_kind *kind, const sinv_row *head, salesinv_field field,
                      salesinv_id wanted)
{
    int32_t column = wanted == 0 ? -1 : sinv_find_column(kind, false, field);

    return column < 0 || sinv_row_int(head, column) == wanted;
}

static bool texts_pass(const sinv_kind *kind, const sinv_condition *condition,
                       const sinv_row *head)
{
    if (condition->has_external_id &&
        !text_is(head, SINV_HEAD_EXTERNAL_ID, condition->external_id))
        return false;
    if (condition->has_code && !text_is(head, kind->code_column, condition->code))
        return false;
    if (condition->has_record_type &&
        !text_is(head, SINV_HEAD_RECORD_TYPE, condition->record_type))
        return false;
    if (condition->has_number && !number_passes(kind, condition, head))
        return false;
    return condition->text[0] == '\0' || text_passes(kind, condition, head);
}

bool sinv_find_head_passes(const sinv_kind *kind, const sinv_condition *condition,
                           const sinv_row *head)
{
    int64_t at = sinv_row_int(head, SINV_HEAD_CREATED_AT);

    if (condition->statuses != 0 &&
        !(condition->statuses & SINV_IN(sinv_row_int(head, SINV_HEAD_STATUS))))
        return false;
    if ((condition->from != SALESINV_TIME_NONE && at < condition->from) ||
        (condition->to != SALESINV_TIME_NONE && at >= condition->to))
        return false;
    if (condition->account != 0 &&
        sinv_row_int(head, kind->account_column) != condition->account)
        return false;
    return id_passes(kind, head, SALESINV_F_PRODUCT, condition->product) &&
           id_passes(kind, head, SALESINV_F_WAREHOUSE, condition->warehouse) &&
           texts_pass(kind, condition, head);
}

/* ---- lines ---- */

/* The line column to look in for an id that the header has no column for; -1: nothing to look for. */
static int32_t line_column(const sinv_kind *kind, salesinv_field field,
                           salesinv_id wanted)
{
    if (wanted == 0 || sinv_find_column(kind, false, field) >= 0)
        return -1;
    return sinv_find_column(kind, true, field);
}

/* Kinds of which some lines are no rows of the line table: ask the document as it is read. */
static salesinv_status loaded_lines_pass(sinv_txn *txn, const sinv_kind *kind,
                                         const sinv_condition *condition,
                                         salesinv_id id, bool *out)
{
    int32_t product = line_column(kind, SALESINV_F_PRODUCT, condition->product);
    int32_t warehouse = line_column(kind, SALESINV_F_WAREHOUSE, condition->warehouse);
    bool has_product = product < 0;
    bool has_warehouse = warehouse < 0;
    sinv_doc *doc;
    salesinv_status rc;

    if ((rc = sinv_doc_load(txn, kind, id, &doc)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count; i++) {
        has_product |=
            product >= 0 && sinv_doc_line_int(doc, i, product) == condition->product;
        has_warehouse |= warehouse >= 0 &&
                         sinv_doc_line_int(doc, i, warehouse) == condition->warehouse;
    }
    *out = has_product && has_warehouse;
    return SALESINV_OK;
}

salesinv_status sinv_find_lines_pass(sinv_txn *txn, const sinv_kind *kind,
                                     const sinv_condition *condition, salesinv_id id,
                                     bool *out)
{
    int32_t product = line_column(kind, SALESINV_F_PRODUCT, condition->product);
    int32_t warehouse = line_column(kind, SALESINV_F_WAREHOUSE, condition->warehouse);
    bool has_product = product < 0;
    bool has_warehouse = warehouse < 0;
    sinv_range range = {.prefix = 2};
    sinv_row *key;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    *out = has_product && has_warehouse;
    if (*out)
        return SALESINV_OK;
    if (kind->load_lines)
        return loaded_lines_pass(txn, kind, condition, id, out);
    if ((rc = sinv_txn_row(txn, kind->line_table, &key)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, kind->line_table, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(key, SINV_LINE_DOCUMENT, id);
    range.from = key;
    if ((rc = sinv_scan_start(txn, kind->line_table, &range, &scan)) != SALESINV_OK)
        return rc;
    while (!*out && (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        has_product |= product >= 0 && sinv_row_int(row, product) == condition->product;
        has_warehouse |=
            warehouse >= 0 && sinv_row_int(row, warehouse) == condition->warehouse;
        *out = has_product && has_warehouse;
    }
    sinv_scan_close(&scan);
    return rc < 0 ? rc : SALESINV_OK;
}

/* ---- indexes ---- */

/* Does secondary index `index` of the kind's table lead with the tenant and then `column`? */
static bool is_led_by(const sinv_kind *kind, int32_t index, int32_t column)
{
    const sinv_table *table = &sinv_schema_current()->tables[kind->table];

    return column >= 0 && index <= table->index_count &&
           table->indexes[index - 1].columns[1] == column;
}

/* The id in "SO-000123"; 0 when the text is no number of the kind. */
static salesinv_id id_of_number(const sinv_kind *kind, const char *number)
{
    size_t prefix = strlen(kind->prefix);
    salesinv_id id = 0;

    if (strncmp(number, kind->prefix, prefix) != 0 || number[prefix] != '-')
        return 0;
    for (const char *digit = number + prefix + 1; *digit; digit++) {
        if (*digit < '0' || *digit > '9' || id > INT64_MAX / 10 - 9)
            return 0;
        id = id * 10 + (*digit - '0');
    }
    return id;
}

static void take_point(sinv_range *range, int32_t index)
{
    range->index = index;
    range->prefix = 2;
}

static void take_rest(sinv_range *range, int32_t index, int32_t prefix)
{
    range->index = index;
    range->prefix = prefix;
    range->from_count = 1;
    range->flags = SALESINV_SCAN_AFTER;
}

salesinv_status sinv_find_range(sinv_txn *txn, const sinv_kind *kind,
                                const sinv_condition *condition, salesinv_id after,
                                sinv_range *out)
{
    sinv_row *from;
    salesinv_status rc = sinv_txn_row(txn, kind->table, &from);

    if (rc != SALESINV_OK)
        return rc;
    memset(out, 0, sizeof(*out));
    out->from = from;
    sinv_row_set_int(from, SINV_HEAD_ID, after);
    if (condition->has_number) {
        sinv_row_set_int(from, SINV_HEAD_ID, id_of_number(kind, condition->number));
        take_point(out, 0);
    } else if (condition->has_external_id) {
        sinv_row_set_text(from, SINV_HEAD_EXTERNAL_ID, condition->external_id);
        take_point(out, SINV_INDEX_EXTERNAL_ID);
    } else if (condition->has_code &&
               is_led_by(kind, SINV_INDEX_CODE, kind->code_column)) {
        sinv_row_set_text(from, kind->code_column, condition->code);
        take_point(out, SINV_INDEX_CODE);
    } else if (condition->account != 0 &&
               is_led_by(kind, SINV_INDEX_ACCOUNT, kind->account_column)) {
        sinv_row_set_int(from, kind->account_column, condition->account);
        take_rest(out, SINV_INDEX_ACCOUNT, 2);
    } else {
        take_rest(out, 0, 1);
    }
    return from->status == SALESINV_OK ? SALESINV_OK : sinv_txn_nomem(txn);
}
