/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who uses an object: every field of every kind whose table says that it refers to the object's
 * kind is looked at, in all rows. That is slow and right; it happens when master data is
 * deactivated or removed, which people do by hand.
 */
#include "core/session.h"
#include "document/holders.h"

enum { POLL_EVERY = 1024 };

typedef struct use_search {
    sinv_txn *txn;
    salesinv_kind kind; /* what is looked for */
    salesinv_id id;
    sinv_holders holders;
    int64_t looked_at;
} use_search;

static bool refers(const use_search *search, const sinv_field *field,
                   const sinv_row *row)
{
    int64_t value;

    if (field->ref_kind != search->kind || field->column < 0)
        return false;
    value = sinv_row_int(row, field->column);
    return (field->flags & SINV_FIELD_LINE_REF ? sinv_line_document(value) : value) ==
           search->id;
}

static bool any_refers(const use_search *search, const sinv_field *fields,
                       int32_t count, const sinv_row *row)
{
    for (int32_t i = 0; i < count; i++)
        if (refers(search, &fields[i], row))
            return true;
    return false;
}

/* Is there a field that could refer at all? Without one the table need not be read. */
static bool can_refer(const use_search *search, const sinv_field *fields, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
        if (fields[i].ref_kind == search->kind && fields[i].column >= 0)
            return true;
    return false;
}

static bool is_known(const use_search *search, const sinv_kind *kind, salesinv_id id)
{
    if (kind->kind == search->kind && id == search->id)
        return true; /* it does not stand in its own way */
    return sinv_holders_has(&search->holders, kind, id);
}

/* Note the document if it is open. */
static void note(use_search *search, const sinv_kind *kind, const sinv_row *head)
{
    if (sinv_kind_is_open(kind, head))
        sinv_holders_add(&search->holders, kind, sinv_row_int(head, SINV_HEAD_ID));
}

/* A row of the kind's headers (is_line false) or lines. */
static salesinv_status look_at(use_search *search, const sinv_kind *kind, bool is_line,
                               const sinv_row *row)
{
    const sinv_field *fields = is_line ? kind->line_fields : kind->fields;
    int32_t count = is_line ? kind->line_field_count : kind->field_count;
    salesinv_id id = sinv_row_int(row, is_line ? SINV_LINE_DOCUMENT : SINV_HEAD_ID);
    sinv_row *head;
    salesinv_status rc;

    if (++search->looked_at % POLL_EVERY == 0 &&
        (rc = sinv_txn_poll(search->txn, search->looked_at, 0)) != SALESINV_OK)
        return rc;
    if (!any_refers(search, fields, count, row) || is_known(search, kind, id))
        return SALESINV_OK;
    if (!is_line) {
        note(search, kind, row);
        return SALESINV_OK;
    }
    rc = sinv_txn_get_id(search->txn, kind->table, id, &head);
    if (rc == SALESINV_E_NOT_FOUND)
        return sinv_txn_internal(search->txn, "%s %lld has lines but no header",
                                 kind->name, (long long)id);
    if (rc == SALESINV_OK)
        note(search, kind, head);
    return rc;
}

static salesinv_status search_table(use_search *search, const sinv_kind *kind,
                                    bool is_line)
{
    const sinv_range all = {0};
    int32_t table = is_line ? kind->line_table : kind->table;
    sinv_row *row;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(search->txn, table, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(search->txn, table, &all, &scan)) != SALESINV_OK)
        return rc;
    while (rc == SALESINV_OK && !sinv_holders_are_full(&search->holders) &&
           (rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        rc = look_at(search, kind, is_line, row);
    sinv_scan_close(&scan);
    return rc;
}

static salesinv_status search_kind(use_search *search, const sinv_kind *kind)
{
    salesinv_status rc = SALESINV_OK;

    if (kind->open == 0)
        return SALESINV_OK;
    if (can_refer(search, kind->fields, kind->field_count))
        rc = search_table(search, kind, false);
    if (rc == SALESINV_OK && kind->line_table >= 0 &&
        can_refer(search, kind->line_fields, kind->line_field_count))
        rc = search_table(search, kind, true);
    return rc;
}

/* "category 7 is used by order SO-000012, return RT-000040", and each as details. */
static salesinv_status refuse(const use_search *search)
{
    sinv_err *err = search->txn->err;
    const sinv_kind *target = sinv_kind_of(search->txn->engine, search->kind);
    char holders[SINV_HOLDERS_TEXT_MAX];

    sinv_holders_describe(&search->holders, holders);
    (void)sinv_err_set(err, SALESINV_E_IN_USE, "id", "%s %lld is used by %s",
                       target ? target->name : "object", (long long)search->id,
                       holders);
    sinv_holders_add_details(err, &search->holders);
    return SALESINV_E_IN_USE;
}

salesinv_status sinv_in_use(sinv_txn *txn, salesinv_kind kind, salesinv_id id)
{
    const sinv_assembly *assembly = txn->engine->assembly;
    use_search search = {.txn = txn, .kind = kind, .id = id};
    salesinv_status rc = SALESINV_OK;

    for (int32_t i = 0; i < assembly->kind_count && rc == SALESINV_OK &&
                        !sinv_holders_are_full(&search.holders);
         i++)
        rc = search_kind(&search, assembly->kinds[i]);
    if (rc != SALESINV_OK)
        return rc;
    return search.holders.count > 0 ? refuse(&search) : SALESINV_OK;
}
