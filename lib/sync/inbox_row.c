/* SPDX-License-Identifier: Apache-2.0 */
/* Writing the rows of the inbox, and the events that tell of them. */
#include "sync/inbox_row.h"

#include <string.h>

#include "core/event.h"
#include "core/id_list.h"
#include "core/session.h"
#include "sync/pause.h"

/* ---- events ---- */

static void put_detail(sinv_json_writer *json, const sinv_record *record,
                       const sinv_upsert_row *row)
{
    const sinv_applier *applier = sinv_applier_of(record->kind);

    sinv_json_begin_object(json);
    sinv_json_put_member_text(json, "connector", record->connector);
    if (applier)
        sinv_json_put_member_text(json, "kind", applier->name);
    sinv_json_put_member_text(json, "external_id", record->external_id);
    sinv_json_put_key(json, "version");
    sinv_json_put_decimal(json, record->version, 0);
    if (row->id != 0) {
        sinv_json_put_key(json, "object");
        sinv_json_put_decimal(json, row->id, 0);
    }
    if (row->status != SALESINV_OK) {
        sinv_json_put_key(json, "code");
        sinv_json_put_int(json, row->status);
        sinv_json_put_member_text(json, "reason", row->message ? row->message : "");
    }
    sinv_json_end_object(json);
}

static salesinv_status tell(sinv_txn *txn, const sinv_record *record, int32_t action,
                            const sinv_upsert_row *row)
{
    sinv_event event = {.kind = SALESINV_KIND_CONNECTOR,
                        .object = row->id,
                        .version = record->version,
                        .action = action};
    sinv_json_writer json;
    sinv_buf buf;
    salesinv_status rc;

    sinv_buf_init(&buf, txn->engine->heap, SINV_JSON_SIZE_MAX);
    sinv_json_writer_init(&json, &buf);
    put_detail(&json, record, row);
    event.detail = buf.bytes;
    rc = buf.status == SALESINV_OK ? sinv_event_append(txn, &event, NULL)
                                   : sinv_txn_nomem(txn);
    sinv_buf_free(&buf);
    return rc;
}

/* ---- finding ---- */

int64_t sinv_inbox_mark(const uint8_t *digest)
{
    uint64_t mark = 0;

    for (int32_t i = 0; i < 7; i++)
        mark = mark << 8 | digest[i];
    return (int64_t)mark;
}

static bool is_record(const sinv_row *row, const sinv_record *record)
{
    return sinv_row_int(row, SINV_INBOX_VERSION) == record->version &&
           sinv_row_int(row, SINV_INBOX_EPOCH) == record->epoch &&
           memcmp(sinv_row_text(row, SINV_INBOX_DIGEST), record->digest,
                  SINV_RECORD_DIGEST) == 0;
}

/* The columns of the index that a walk is limited by. */
typedef enum kept_prefix { OF_THE_ID = 5, OF_THE_CONTENT = 6 } kept_prefix;

/* Those in a state that have the record's id, or its content too. */
static salesinv_status scan_kept(sinv_txn *txn, const sinv_record *record,
                                 salesinv_inbox_state state, kept_prefix prefix,
                                 sinv_scan *out)
{
    sinv_range range = {.index = SINV_INDEX_INBOX_RECORD, .prefix = prefix};
    sinv_row *from;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_INBOX, &from);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(from, SINV_INBOX_CONNECTOR, record->connector);
    sinv_row_set_int(from, SINV_INBOX_STATE, state);
    sinv_row_set_int(from, SINV_INBOX_KIND, record->kind);
    sinv_row_set_text(from, SINV_INBOX_EXTERNAL_ID, record->external_id);
    sinv_row_set_int(from, SINV_INBOX_MARK, sinv_inbox_mark(record->digest));
    range.from = from;
    if (from->status != SALESINV_OK)
        return sinv_txn_nomem(txn);
    return sinv_scan_start(txn, SINV_T_INBOX, &range, out);
}

salesinv_status sinv_inbox_find_kept(sinv_txn *txn, const sinv_record *record,
                                     salesinv_inbox_state state, sinv_row **out)
{
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    *out = NULL;
    if ((rc = sinv_txn_row(txn, SINV_T_INBOX, &row)) != SALESINV_OK ||
        (rc = scan_kept(txn, record, state, OF_THE_CONTENT, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if (is_record(row, record)) {
            *out = row;
            break;
        }
    sinv_scan_close(&scan);
    return rc == SALESINV_ROW ? SALESINV_OK : rc;
}

/* ---- keeping ---- */

static void set_reason(sinv_row *message, const sinv_upsert_row *why)
{
    sinv_row_set_int(message, SINV_INBOX_CODE, why->status);
    sinv_row_set_text(message, SINV_INBOX_FIELD,
                      why->field && why->field[0] ? why->field : NULL);
    sinv_row_set_text(message, SINV_INBOX_REASON, why->message);
}

static salesinv_status new_row(sinv_txn *txn, const sinv_record *record,
                               const char *body, salesinv_inbox_state state,
                               sinv_row **out)
{
    salesinv_id id;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_INBOX, out)) != SALESINV_OK ||
        (rc = sinv_txn_next_id(txn, &id)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(*out, SINV_INBOX_ID, id);
    sinv_row_set_text(*out, SINV_INBOX_CONNECTOR, record->connector);
    sinv_row_set_int(*out, SINV_INBOX_KIND, record->kind);
    sinv_row_set_text(*out, SINV_INBOX_EXTERNAL_ID, record->external_id);
    sinv_row_set_int(*out, SINV_INBOX_VERSION, record->version);
    sinv_row_set_int(*out, SINV_INBOX_EPOCH, record->epoch);
    sinv_row_set_bytes(*out, SINV_INBOX_DIGEST, record->digest, SINV_RECORD_DIGEST);
    sinv_row_set_int(*out, SINV_INBOX_MARK, sinv_inbox_mark(record->digest));
    sinv_row_set_int(*out, SINV_INBOX_STATE, state);
    sinv_row_set_int(*out, SINV_INBOX_ATTEMPTS, 1);
    sinv_row_set_int(*out, SINV_INBOX_RECEIVED_AT, txn->now);
    sinv_row_set_text(*out, SINV_INBOX_BODY, body);
    return SALESINV_OK;
}

salesinv_status sinv_inbox_keep(sinv_txn *txn, const sinv_record *record,
                                const char *body, const sinv_upsert_row *why,
                                salesinv_id *out_message)
{
    salesinv_time next_at;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_pause_after(txn, 1, &next_at)) != SALESINV_OK ||
        (rc = new_row(txn, record, body, SALESINV_INBOX_REFUSED, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_INBOX_NEXT_AT, next_at);
    set_reason(row, why);
    *out_message = sinv_row_int(row, SINV_INBOX_ID);
    if ((rc = sinv_txn_insert(txn, row)) != SALESINV_OK)
        return rc;
    return tell(txn, record, SALESINV_EVENT_SYNC_FAILED, why);
}

salesinv_status sinv_inbox_keep_on(sinv_txn *txn, sinv_row *message,
                                   const sinv_upsert_row *why)
{
    int64_t attempts = sinv_row_int(message, SINV_INBOX_ATTEMPTS) + 1;
    salesinv_time next_at;
    salesinv_status rc = sinv_pause_after(txn, attempts, &next_at);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(message, SINV_INBOX_ATTEMPTS, attempts);
    sinv_row_set_int(message, SINV_INBOX_NEXT_AT, next_at);
    set_reason(message, why);
    return sinv_txn_save(txn, message);
}

/* ---- settling ---- */

salesinv_status sinv_inbox_end(sinv_txn *txn, sinv_row *message,
                               salesinv_inbox_state state, salesinv_id object)
{
    sinv_row_set_int(message, SINV_INBOX_STATE, state);
    sinv_row_set_int(message, SINV_INBOX_OBJECT, object);
    sinv_row_set_int(message, SINV_INBOX_NEXT_AT, 0);
    sinv_row_set_int(message, SINV_INBOX_DONE_AT, txn->now);
    if (state == SALESINV_INBOX_APPLIED) {
        sinv_row_set_int(message, SINV_INBOX_ATTEMPTS,
                         sinv_row_int(message, SINV_INBOX_ATTEMPTS) + 1);
        sinv_row_set_null(message, SINV_INBOX_CODE);
        sinv_row_set_null(message, SINV_INBOX_FIELD);
        sinv_row_set_null(message, SINV_INBOX_REASON);
    }
    return sinv_txn_save(txn, message);
}

salesinv_status sinv_inbox_dismiss(sinv_txn *txn, sinv_row *message, const char *reason)
{
    const sinv_record record = {
        .connector = sinv_row_text(message, SINV_INBOX_CONNECTOR),
        .kind = (salesinv_kind)sinv_row_int(message, SINV_INBOX_KIND),
        .external_id = sinv_row_text(message, SINV_INBOX_EXTERNAL_ID),
        .version = sinv_row_int(message, SINV_INBOX_VERSION),
    };
    const sinv_upsert_row why = {
        .status = (salesinv_status)sinv_row_int(message, SINV_INBOX_CODE),
        .message = reason,
    };
    salesinv_status rc = tell(txn, &record, SALESINV_EVENT_SYNC_DISMISSED, &why);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_text(message, SINV_INBOX_REASON, reason);
    return sinv_inbox_end(txn, message, SALESINV_INBOX_DISMISSED, 0);
}

/* What the applied record makes of one kept under the same id: REFUSED when it goes on waiting. */
static salesinv_inbox_state fate_of(const sinv_row *row, const sinv_record *record)
{
    int64_t epoch = sinv_row_int(row, SINV_INBOX_EPOCH);

    if (is_record(row, record))
        return SALESINV_INBOX_APPLIED;
    if (epoch < record->epoch ||
        (epoch == record->epoch &&
         sinv_row_int(row, SINV_INBOX_VERSION) < record->version))
        return SALESINV_INBOX_SUPERSEDED;
    return SALESINV_INBOX_REFUSED;
}

/* Kept rows that are to be settled, by id: a walk must not change what it walks. */
static salesinv_status collect(sinv_txn *txn, const sinv_record *record,
                               sinv_id_list *list)
{
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_INBOX, &row)) != SALESINV_OK ||
        (rc = scan_kept(txn, record, SALESINV_INBOX_REFUSED, OF_THE_ID, &scan)) !=
            SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        if (fate_of(row, record) == SALESINV_INBOX_REFUSED)
            continue;
        rc = sinv_id_list_add(txn, list, sinv_row_int(row, SINV_INBOX_ID));
        if (rc != SALESINV_OK)
            break;
    }
    sinv_scan_close(&scan);
    return rc;
}

static bool has_history(salesinv_kind kind)
{
    return kind == SALESINV_KIND_OUTBOUND || kind == SALESINV_KIND_SHIPMENT ||
           kind == SALESINV_KIND_RETURN;
}

/* A result of a document that was applied as it came. */
static salesinv_status add_history(sinv_txn *txn, const sinv_record *record,
                                   salesinv_id object)
{
    sinv_buf body;
    sinv_row *row;
    salesinv_status rc;

    sinv_buf_init(&body, txn->engine->heap, SINV_RECORD_SIZE_MAX);
    rc = sinv_json_print(record->root, &body);
    if (rc == SALESINV_OK)
        rc = new_row(txn, record, body.bytes, SALESINV_INBOX_APPLIED, &row);
    else
        rc = sinv_txn_nomem(txn);
    sinv_buf_free(&body);
    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_INBOX_OBJECT, object);
    sinv_row_set_int(row, SINV_INBOX_DONE_AT, txn->now);
    return sinv_txn_insert(txn, row);
}

static salesinv_status settle_kept(sinv_txn *txn, const sinv_record *record,
                                   salesinv_id object, bool *out_is_there)
{
    sinv_id_list list = {0};
    sinv_row *row;
    salesinv_inbox_state fate;
    salesinv_status rc = collect(txn, record, &list);

    *out_is_there = false;
    for (uint32_t i = 0; i < list.count && rc == SALESINV_OK; i++) {
        rc = sinv_txn_get_id(txn, SINV_T_INBOX, list.ids[i], &row);
        if (rc != SALESINV_OK)
            return rc;
        fate = fate_of(row, record);
        *out_is_there = *out_is_there || fate == SALESINV_INBOX_APPLIED;
        rc =
            sinv_inbox_end(txn, row, fate, fate == SALESINV_INBOX_APPLIED ? object : 0);
    }
    return rc;
}

salesinv_status sinv_inbox_settle(sinv_txn *txn, const sinv_record *record,
                                  salesinv_id object, int32_t outcome)
{
    const sinv_upsert_row row = {.status = SALESINV_OK, .id = object};
    bool is_there;
    salesinv_status rc = settle_kept(txn, record, object, &is_there);

    if (rc == SALESINV_OK && !is_there && has_history(record->kind))
        rc = add_history(txn, record, object);
    if (rc != SALESINV_OK || (!is_there && !has_history(record->kind)) ||
        outcome == SALESINV_UPSERT_UNCHANGED)
        return rc;
    return tell(txn, record, SALESINV_EVENT_SYNCED, &row);
}
