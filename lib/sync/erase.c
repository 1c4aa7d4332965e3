/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blanking bodies. Ids, versions, keys and fingerprints stay, so that what comes again is known again: a record by its link, a message by
 * its key.
 */
#include "sync/erase.h"

#include <string.h>

#include "base/json.h"
#include "core/id_list.h"
#include "core/session.h"
#include "sync/canonical.h"
#include "sync/inbox_row.h"

typedef struct erasing {
    sinv_txn *txn;
    salesinv_id account;
    sinv_id_list shipments; /* of the account, by id */
    sinv_id_list messages;  /* of these */
    sinv_id_list kept;      /* records of the inbox that concern it */
} erasing;

static bool has(const sinv_id_list *list, salesinv_id id)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->ids[i] == id)
            return true;
    return false;
}

/* ---- without what is personal ---- */

static bool is_personal(const char *key)
{
    return strcmp(key, "receiver") == 0 || strcmp(key, "tracking_number") == 0;
}

static salesinv_status put_rest(sinv_txn *txn, const sinv_json *root, sinv_buf *out)
{
    sinv_json_writer json;
    sinv_buf value;
    salesinv_status rc = SALESINV_OK;

    sinv_json_writer_init(&json, out);
    sinv_json_begin_object(&json);
    for (const sinv_json *child = sinv_json_first(root); child && rc == SALESINV_OK;
         child = sinv_json_next(child)) {
        if (is_personal(sinv_json_key(child)))
            continue;
        sinv_buf_init(&value, txn->engine->heap, SINV_RECORD_SIZE_MAX);
        if ((rc = sinv_json_print(child, &value)) == SALESINV_OK) {
            sinv_json_put_key(&json, sinv_json_key(child));
            sinv_json_put_raw(&json, value.bytes, value.size);
        }
        sinv_buf_free(&value);
    }
    sinv_json_end_object(&json);
    return rc == SALESINV_OK && out->status == SALESINV_OK ? SALESINV_OK
                                                           : sinv_txn_nomem(txn);
}

/* A body in a column of a row; one that is no object says nothing that is known. */
static salesinv_status strip(sinv_txn *txn, sinv_row *row, int32_t column)
{
    sinv_json_tree *tree;
    sinv_buf rest;
    salesinv_status rc =
        sinv_json_parse_foreign(txn->err, txn->engine->heap, sinv_row_text(row, column),
                                sinv_row_size(row, column), &tree);

    if (rc != SALESINV_OK)
        return rc;
    sinv_buf_init(&rest, txn->engine->heap, SINV_RECORD_SIZE_MAX);
    rc = put_rest(txn, sinv_json_root(tree), &rest);
    if (rc == SALESINV_OK)
        sinv_row_set_text(row, column, rest.bytes);
    sinv_buf_free(&rest);
    sinv_json_free(tree);
    return rc == SALESINV_OK && row->status != SALESINV_OK ? sinv_txn_nomem(txn) : rc;
}

/* ---- messages ---- */

static salesinv_status add_shipment(void *arg, const sinv_row *row)
{
    erasing *of = arg;

    return sinv_id_list_add(of->txn, &of->shipments, sinv_row_int(row, SINV_HEAD_ID));
}

static salesinv_status list_shipments(erasing *of)
{
    sinv_range range = {.index = SINV_INDEX_ACCOUNT, .prefix = 2};
    sinv_row *from;
    salesinv_status rc = sinv_txn_row(of->txn, SINV_T_SHIPMENT, &from);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_SHIPMENT_ACCOUNT, of->account);
    range.from = from;
    return sinv_scan_each(of->txn, SINV_T_SHIPMENT, &range, add_shipment, of);
}

static salesinv_status add_message(void *arg, const sinv_row *row)
{
    erasing *of = arg;

    return sinv_id_list_add(of->txn, &of->messages, sinv_row_int(row, SINV_OUTBOX_ID));
}

static salesinv_status list_messages(erasing *of, salesinv_id shipment)
{
    sinv_range range = {.index = SINV_INDEX_OUTBOX_OBJECT, .prefix = 2};
    sinv_row *from;
    salesinv_status rc = sinv_txn_row(of->txn, SINV_T_OUTBOX, &from);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_OUTBOX_OBJECT, shipment);
    range.from = from;
    return sinv_scan_each(of->txn, SINV_T_OUTBOX, &range, add_message, of);
}

static salesinv_status erase_messages(erasing *of)
{
    sinv_row *row;
    salesinv_status rc = SALESINV_OK;

    for (uint32_t i = 0; i < of->shipments.count && rc == SALESINV_OK; i++)
        rc = list_messages(of, of->shipments.ids[i]);
    for (uint32_t i = 0; i < of->messages.count && rc == SALESINV_OK; i++) {
        rc = sinv_txn_get_id(of->txn, SINV_T_OUTBOX, of->messages.ids[i], &row);
        if (rc == SALESINV_OK &&
            (rc = strip(of->txn, row, SINV_OUTBOX_BODY)) == SALESINV_OK)
            rc = sinv_txn_save(of->txn, row);
    }
    return rc;
}

/* ---- records ---- */

static salesinv_status concerns_order(const erasing *of, salesinv_id order, bool *out)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_get_id(of->txn, SINV_T_ORDER, order, &row);

    if (rc == SALESINV_OK && sinv_row_int(row, SINV_ORDER_ACCOUNT) == of->account)
        *out = true;
    return rc;
}

/* Does a reference of the record, if it is there and known, mean the account or something of it? */
static salesinv_status concerns_ref(const erasing *of, const sinv_record *record,
                                    const sinv_json *at, salesinv_kind kind, bool *out)
{
    const sinv_canonical_place place = {record, at == record->root ? NULL : at, "ref"};
    const char *key = kind == SALESINV_KIND_ACCOUNT ? "account"
                      : kind == SALESINV_KIND_ORDER ? "order"
                                                    : "source";
    const sinv_json *node = sinv_json_member(at, key);
    salesinv_id id;
    salesinv_status rc;

    if (!node || *out)
        return SALESINV_OK;
    rc = sinv_canonical_resolve(of->txn, &place, kind, node, &id);
    if (rc != SALESINV_OK && sinv_err_is_refusal(rc)) {
        sinv_err_clear(of->txn->err);
        return SALESINV_OK;
    }
    if (rc != SALESINV_OK)
        return rc;
    if (kind == SALESINV_KIND_ORDER)
        return concerns_order(of, id, out);
    *out = kind == SALESINV_KIND_ACCOUNT ? id == of->account : has(&of->shipments, id);
    return SALESINV_OK;
}

static salesinv_status concerns_body(const erasing *of, const sinv_record *record,
                                     bool *out)
{
    const sinv_json *lines = sinv_json_member(record->root, "lines");
    salesinv_status rc;

    if (record->kind == SALESINV_KIND_OUTBOUND)
        return concerns_ref(of, record, record->root, SALESINV_KIND_SHIPMENT, out);
    if ((rc = concerns_ref(of, record, record->root, SALESINV_KIND_ACCOUNT, out)) !=
            SALESINV_OK ||
        (rc = concerns_ref(of, record, record->root, SALESINV_KIND_ORDER, out)) !=
            SALESINV_OK)
        return rc;
    for (const sinv_json *line = lines ? sinv_json_first(lines) : NULL;
         line && rc == SALESINV_OK; line = sinv_json_next(line))
        rc = concerns_ref(of, record, line, SALESINV_KIND_ORDER, out);
    return rc;
}

static salesinv_status concerns_result(const erasing *of, const sinv_row *row,
                                       sinv_record *record, bool *out)
{
    sinv_json_tree *tree;
    salesinv_status rc = sinv_json_parse_foreign(
        of->txn->err, of->txn->engine->heap, sinv_row_text(row, SINV_INBOX_BODY),
        sinv_row_size(row, SINV_INBOX_BODY), &tree);

    if (rc != SALESINV_OK) {
        if (sinv_err_is_refusal(rc))
            sinv_err_clear(of->txn->err);
        return sinv_err_is_refusal(rc) ? SALESINV_OK : rc;
    }
    record->root = sinv_json_root(tree);
    rc = concerns_body(of, record, out);
    sinv_json_free(tree);
    return rc;
}

/* Is it a record of the account, or a result of its documents? */
static salesinv_status concerns(const erasing *of, const sinv_row *row, bool *out)
{
    sinv_record record = {
        .connector = sinv_row_text(row, SINV_INBOX_CONNECTOR),
        .kind = (salesinv_kind)sinv_row_int(row, SINV_INBOX_KIND),
        .external_id = sinv_row_text(row, SINV_INBOX_EXTERNAL_ID),
    };
    const sinv_link_key key = {record.connector, record.kind, record.external_id};
    sinv_row *link = NULL;
    salesinv_status rc = SALESINV_OK;

    *out = false;
    if (record.kind == SALESINV_KIND_ACCOUNT) {
        rc = sinv_link_find(of->txn, &key, &link);
        *out = rc == SALESINV_OK &&
               (sinv_row_int(row, SINV_INBOX_OBJECT) == of->account ||
                (link && sinv_row_int(link, SINV_LINK_OBJECT) == of->account));
        return rc;
    }
    if (record.kind != SALESINV_KIND_SHIPMENT && record.kind != SALESINV_KIND_OUTBOUND)
        return SALESINV_OK;
    return concerns_result(of, row, &record, out);
}

static salesinv_status list_records(erasing *of)
{
    const sinv_range all = {0};
    bool is_concerned;
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(of->txn, SINV_T_INBOX, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(of->txn, SINV_T_INBOX, &all, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        if ((rc = concerns(of, row, &is_concerned)) != SALESINV_OK ||
            (is_concerned &&
             (rc = sinv_id_list_add(of->txn, &of->kept,
                                    sinv_row_int(row, SINV_INBOX_ID))) != 0))
            break;
    }
    sinv_scan_close(&scan);
    return rc;
}

static salesinv_status erase_record(sinv_txn *txn, salesinv_id id)
{
    sinv_row *row;
    salesinv_status rc = sinv_txn_get_id(txn, SINV_T_INBOX, id, &row);
    bool is_account;
    bool is_refused;

    if (rc != SALESINV_OK)
        return rc;
    is_account = sinv_row_int(row, SINV_INBOX_KIND) == SALESINV_KIND_ACCOUNT;
    is_refused = sinv_row_int(row, SINV_INBOX_STATE) == SALESINV_INBOX_REFUSED;
    if (is_refused && !is_account) {
        if ((rc = strip(txn, row, SINV_INBOX_BODY)) != SALESINV_OK)
            return rc;
        return sinv_txn_save(txn, row);
    }
    sinv_row_set_text(row, SINV_INBOX_BODY, "{}");
    if (is_refused)
        return sinv_inbox_dismiss(txn, row, "the account was erased");
    return sinv_txn_save(txn, row);
}

salesinv_status sinv_sync_erase(sinv_txn *txn, salesinv_id account)
{
    erasing of = {.txn = txn, .account = account};
    salesinv_status rc;

    if ((rc = list_shipments(&of)) != SALESINV_OK ||
        (rc = erase_messages(&of)) != SALESINV_OK ||
        (rc = list_records(&of)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < of.kept.count && rc == SALESINV_OK; i++)
        rc = erase_record(txn, of.kept.ids[i]);
    return rc;
}
