/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Accounts: to whom goods are sold, with their addresses. An account is never removed, as
 * documents name it; erasing blanks what is personal and keeps the ids.
 */
#include "catalog/account.h"

#include "catalog/catalog.h"
#include "catalog/fields.h"
#include "core/session.h"
#include "core/settings.h"

static const sinv_field fields[] = {
    SINV_HEAD_FIELDS,
    SINV_ROW_TEXT(CODE, SINV_ACCOUNT_CODE, SINV_MAY_TEXT, 64, "code"),
    SINV_ROW_TEXT(NAME, SINV_ACCOUNT_NAME, SINV_MUST_TEXT, 200, "name"),
    SINV_ROW_TEXT(TYPE, SINV_ACCOUNT_TYPE, SINV_MAY_TEXT, 64, "type"),
    SINV_ROW_NUMBER(IS_CONVERTED, INT, SINV_ACCOUNT_IS_CONVERTED, 0, 0, 0,
                    "is_converted"),
    SINV_ROW_TEXT(CONTACT, SINV_ACCOUNT_CONTACT, SINV_MAY, 200, "contact"),
    SINV_ROW_TEXT(PHONE, SINV_ACCOUNT_PHONE, SINV_MAY, 64, "phone"),
    SINV_ROW_TEXT(EMAIL, SINV_ACCOUNT_EMAIL, SINV_MAY, 254, "email"),
};

static const sinv_field line_fields[] = {
    SINV_LINE_FIELDS,
    SINV_ROW_TEXT(LABEL, SINV_ACCOUNT_ADDRESS_LABEL, SINV_MAY, 100, "label"),
    SINV_ROW_TEXT(RECIPIENT, SINV_ACCOUNT_ADDRESS_RECIPIENT, SINV_MAY, 200,
                  "recipient"),
    SINV_ROW_TEXT(PHONE, SINV_ACCOUNT_ADDRESS_PHONE, SINV_MAY, 64, "phone"),
    SINV_ROW_TEXT(COUNTRY, SINV_ACCOUNT_ADDRESS_COUNTRY, SINV_MAY, 100, "country"),
    SINV_ROW_TEXT(REGION, SINV_ACCOUNT_ADDRESS_REGION, SINV_MAY, 100, "region"),
    SINV_ROW_TEXT(CITY, SINV_ACCOUNT_ADDRESS_CITY, SINV_MAY, 100, "city"),
    SINV_ROW_TEXT(STREET, SINV_ACCOUNT_ADDRESS_STREET, SINV_MAY, 500, "street"),
    SINV_ROW_TEXT(POSTAL_CODE, SINV_ACCOUNT_ADDRESS_POSTAL_CODE, SINV_MAY, 32,
                  "postal_code"),
};

/* Blank every settable text of the row but the host's id of it. */
static void erase_row(sinv_row *row, const sinv_field *of, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
        if (of[i].type == SALESINV_TYPE_TEXT && (of[i].flags & SINV_FIELD_SETTABLE) &&
            of[i].field != SALESINV_F_EXTERNAL_ID && of[i].field != SALESINV_F_CODE &&
            of[i].field != SALESINV_F_RECORD_TYPE && of[i].field != SALESINV_F_TYPE)
            sinv_row_set_null(row, of[i].column);
}

/* What documents of other kinds, and messages, know of the account's people. */
static salesinv_status erase_documents(sinv_txn *txn, salesinv_id account)
{
    const sinv_assembly *assembly = txn->engine->assembly;
    salesinv_status rc = assembly->erase ? assembly->erase(txn, account) : SALESINV_OK;

    for (int32_t i = 0; i < assembly->kind_count && rc == SALESINV_OK; i++)
        if (assembly->kinds[i]->erase)
            rc = assembly->kinds[i]->erase(txn, account);
    return rc;
}

static salesinv_status apply_erase(sinv_txn *txn, sinv_doc *doc)
{
    salesinv_status rc = erase_documents(txn, sinv_doc_id(doc));

    if (rc != SALESINV_OK)
        return rc;
    erase_row(doc->head, fields, SINV_COUNT_OF(fields));
    sinv_row_set_text(doc->head, SINV_ACCOUNT_NAME, "");
    for (uint32_t i = 0; i < doc->line_count; i++)
        erase_row(doc->lines[i].row, line_fields, SINV_COUNT_OF(line_fields));
    return doc->head->status == SALESINV_OK ? SALESINV_OK : sinv_txn_nomem(txn);
}

/* What was erased comes back only with a name. */
static salesinv_status check_activate(sinv_txn *txn, sinv_doc *doc)
{
    if (sinv_row_size(doc->head, SINV_ACCOUNT_NAME) > 0)
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_INVALID_STATE, "name",
                        "account %lld was erased and has no name",
                        (long long)sinv_doc_id(doc));
}

static salesinv_status refuse_address(sinv_txn *txn, uint32_t index,
                                      const sinv_row *order)
{
    const sinv_kind *kind = sinv_kind_of(txn->engine, SALESINV_KIND_ORDER);
    salesinv_id id = sinv_row_int(order, SINV_HEAD_ID);
    char number[SINV_NUMBER_MAX];
    salesinv_status rc;

    (void)sinv_doc_number(kind, id, number);
    rc = sinv_err_set(txn->err, SALESINV_E_IN_USE,
                      sinv_doc_field(txn, (int32_t)index, "line"),
                      "order %s ships to the address that is removed", number);
    sinv_err_add_int(txn->err, "holder.1.kind", SALESINV_KIND_ORDER);
    sinv_err_add_int(txn->err, "holder.1.id", id);
    return rc;
}

/* The place of the removed address that an order ships to, -1: none. */
static int32_t find_removed(const sinv_doc *doc, const sinv_row *order)
{
    int64_t address = sinv_row_int(order, SINV_ORDER_SHIP_TO);
    int32_t index = sinv_line_document(address) == sinv_doc_id(doc)
                        ? sinv_doc_find_line(doc, sinv_line_number(address))
                        : -1;

    return index >= 0 && doc->lines[index].is_removed ? index : -1;
}

/* IN_USE while an open order of the account ships to an address that the draft leaves out. */
static salesinv_status check_addresses(sinv_txn *txn, const sinv_doc *doc)
{
    const sinv_kind *orders = sinv_kind_of(txn->engine, SALESINV_KIND_ORDER);
    sinv_range range = {.index = SINV_INDEX_ACCOUNT, .prefix = 2};
    int32_t found = -1;
    sinv_row *order;
    sinv_row *key;
    sinv_scan scan;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_ORDER, &order)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_ORDER, &key)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(key, SINV_ORDER_ACCOUNT, sinv_doc_id(doc));
    range.from = key;
    if ((rc = sinv_scan_start(txn, SINV_T_ORDER, &range, &scan)) != SALESINV_OK)
        return rc;
    while (found < 0 && (rc = sinv_scan_next(&scan, order)) == SALESINV_ROW)
        if (orders && (orders->open & SINV_IN(sinv_row_int(order, SINV_HEAD_STATUS))))
            found = find_removed(doc, order);
    sinv_scan_close(&scan);
    return found >= 0 ? refuse_address(txn, (uint32_t)found, order) : rc;
}

static salesinv_status prepare(sinv_txn *txn, sinv_doc *doc)
{
    for (uint32_t i = 0; i < doc->line_count; i++)
        if (doc->lines[i].is_removed && !doc->lines[i].is_new)
            return check_addresses(txn, doc);
    return SALESINV_OK;
}

static const sinv_transition steps[] = {
    SINV_MASTER_STEPS(NULL, check_activate),
    {SINV_VERB_VOID, SINV_ACTION_VOID, SALESINV_STATUS_INACTIVE, SALESINV_EVENT_ERASED,
     SINV_IN_MASTER, NULL, apply_erase},
};

/* A buyer's own account is the one he buys for; a user's are those he owns. */
static bool is_own(const sinv_txn *txn, const sinv_doc *doc)
{
    if (txn->session->account != 0)
        return sinv_doc_id(doc) == txn->session->account;
    return sinv_doc_int(doc, SINV_HEAD_OWNER) == txn->user;
}

const sinv_kind sinv_account_kind = {
    .kind = SALESINV_KIND_ACCOUNT,
    .name = "account",
    .prefix = "AC",
    .flags = SINV_KIND_MASTER | SINV_KIND_UPSERT,
    .object = SINV_OBJECT_ACCOUNT,
    .table = SINV_T_ACCOUNT,
    .line_table = SINV_T_ACCOUNT_ADDRESS,
    .approval_setting = -1,
    .account_column = -1,
    .name_column = SINV_ACCOUNT_NAME,
    .code_column = SINV_ACCOUNT_CODE,
    .editable = SINV_IN_MASTER,
    .open = SINV_IN_USE,
    .editions = SINV_EDITIONS_ANY,
    .fields = fields,
    .line_fields = line_fields,
    .field_count = SINV_COUNT_OF(fields),
    .line_field_count = SINV_COUNT_OF(line_fields),
    .transitions = steps,
    .transition_count = SINV_COUNT_OF(steps),
    .prepare = prepare,
    .is_own = is_own,
};

salesinv_status sinv_account_for_document(sinv_txn *txn, const char *field,
                                          salesinv_id id, sinv_row **out)
{
    salesinv_status rc = sinv_doc_ref(txn, field, SALESINV_KIND_ACCOUNT, id, out);

    if (rc != SALESINV_OK ||
        sinv_row_int(*out, SINV_HEAD_STATUS) == SALESINV_STATUS_ACTIVE)
        return rc;
    rc = sinv_err_set(txn->err, SALESINV_E_ACCOUNT_INACTIVE, field,
                      "account %lld is inactive", (long long)id);
    sinv_err_add_int(txn->err, "account", id);
    return rc;
}

salesinv_status sinv_account_check_address(sinv_txn *txn, const char *field,
                                           salesinv_id account, int64_t line)
{
    sinv_row *row;
    salesinv_status rc = SALESINV_E_NOT_FOUND;

    if (line == 0)
        return SALESINV_OK;
    if (sinv_line_document(line) == account) {
        if ((rc = sinv_txn_row(txn, SINV_T_ACCOUNT_ADDRESS, &row)) != SALESINV_OK)
            return rc;
        sinv_row_set_int(row, SINV_LINE_DOCUMENT, account);
        sinv_row_set_int(row, SINV_LINE_NUMBER, sinv_line_number(line));
        rc = sinv_txn_get(txn, row);
    }
    if (rc != SALESINV_E_NOT_FOUND)
        return rc;
    return sinv_err_set(txn->err, SALESINV_E_ARG, field,
                        "%lld is no address of account %lld", (long long)line,
                        (long long)account);
}
