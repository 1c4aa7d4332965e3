/* SPDX-License-Identifier: Apache-2.0 */
/* What became of messages, as those who have their leases say, and as people do. */
#include "sync/outbox.h"

#include "core/event.h"
#include "core/outbox.h"
#include "core/session.h"
#include "core/settings.h"
#include "sync/link.h"
#include "sync/pause.h"
#include "sync/registry.h"

enum { DETAIL_MAX = 4096 };
static const int64_t SECOND = INT64_C(1000000);

static salesinv_time time_of(const sinv_row *row, int32_t column)
{
    return sinv_row_is_null(row, column) ? SALESINV_TIME_NONE
                                         : sinv_row_int(row, column);
}

void sinv_outbox_read_item(const sinv_row *row, sinv_message_item *out)
{
    *out = (sinv_message_item){
        .id = sinv_row_int(row, SINV_OUTBOX_ID),
        .object = sinv_row_int(row, SINV_OUTBOX_OBJECT),
        .version = sinv_row_int(row, SINV_OUTBOX_VERSION),
        .lease = sinv_row_int(row, SINV_OUTBOX_LEASE),
        .vendor_code = sinv_row_int(row, SINV_OUTBOX_VENDOR_CODE),
        .at = sinv_row_int(row, SINV_OUTBOX_CREATED_AT),
        .next_at = sinv_row_int(row, SINV_OUTBOX_NEXT_AT),
        .done_at = time_of(row, SINV_OUTBOX_DONE_AT),
        .kind = (salesinv_kind)sinv_row_int(row, SINV_OUTBOX_KIND),
        .action = (int32_t)sinv_row_int(row, SINV_OUTBOX_ACTION),
        .state = (int32_t)sinv_row_int(row, SINV_OUTBOX_STATE),
        .attempts = (int32_t)sinv_row_int(row, SINV_OUTBOX_ATTEMPTS),
        .status = (salesinv_status)sinv_row_int(row, SINV_OUTBOX_CODE),
        .is_unknown = sinv_row_int(row, SINV_OUTBOX_IS_UNKNOWN) != 0,
        .key = sinv_row_text(row, SINV_OUTBOX_MESSAGE_KEY),
        .external_id = sinv_row_text(row, SINV_OUTBOX_EXTERNAL_ID),
        .connector = sinv_row_text(row, SINV_OUTBOX_CONNECTOR),
        .reason = sinv_row_text(row, SINV_OUTBOX_REASON),
        .body = sinv_row_text(row, SINV_OUTBOX_BODY),
    };
}

salesinv_status sinv_outbox_get(sinv_txn *txn, salesinv_id message, sinv_row **out)
{
    salesinv_status rc = sinv_txn_get_id(txn, SINV_T_OUTBOX, message, out);

    if (rc != SALESINV_E_NOT_FOUND)
        return rc;
    return sinv_err_set(txn->err, rc, "message_id", "there is no message %lld",
                        (long long)message);
}

/* ---- events ---- */

static void describe(const sinv_row *row, const char *reason, sinv_buf *out)
{
    sinv_json_writer json;

    sinv_json_writer_init(&json, out);
    sinv_json_begin_object(&json);
    sinv_json_put_member_text(&json, "connector",
                              sinv_row_text(row, SINV_OUTBOX_CONNECTOR));
    sinv_json_put_member_text(&json, "key",
                              sinv_row_text(row, SINV_OUTBOX_MESSAGE_KEY));
    sinv_json_put_member_text(&json, "external_id",
                              sinv_row_text(row, SINV_OUTBOX_EXTERNAL_ID));
    if (!sinv_row_is_null(row, SINV_OUTBOX_CODE)) {
        sinv_json_put_key(&json, "code");
        sinv_json_put_int(&json, sinv_row_int(row, SINV_OUTBOX_CODE));
    }
    sinv_json_put_member_text(&json, "reason", reason);
    sinv_json_end_object(&json);
}

salesinv_status sinv_outbox_note(sinv_txn *txn, const sinv_row *row, int32_t action,
                                 const char *reason)
{
    sinv_event event = {.kind = SALESINV_KIND_CONNECTOR,
                        .object = sinv_row_int(row, SINV_OUTBOX_OBJECT),
                        .version = sinv_row_int(row, SINV_OUTBOX_VERSION),
                        .action = action};
    sinv_buf detail;
    salesinv_status rc;

    sinv_buf_init(&detail, txn->engine->heap, DETAIL_MAX);
    describe(row, reason, &detail);
    event.detail = detail.bytes;
    rc = detail.status == SALESINV_OK ? sinv_event_append(txn, &event, NULL)
                                      : sinv_txn_nomem(txn);
    sinv_buf_free(&detail);
    return rc;
}

/* ---- who speaks ---- */

static salesinv_status refuse_lease(sinv_txn *txn, const sinv_row *row,
                                    const sinv_claim *claim)
{
    salesinv_status rc =
        sinv_err_set(txn->err, SALESINV_E_STALE, "lease",
                     "lease %lld of message %lld is over: it was leased again or "
                     "decided meanwhile",
                     (long long)claim->lease, (long long)claim->message);

    sinv_err_add_int(txn->err, "state", sinv_row_int(row, SINV_OUTBOX_STATE));
    return rc;
}

static bool is_in(const sinv_row *row, int32_t state)
{
    return sinv_row_int(row, SINV_OUTBOX_STATE) == state;
}

static bool has_lease(const sinv_row *row, int64_t lease)
{
    return !sinv_row_is_null(row, SINV_OUTBOX_LEASE) &&
           sinv_row_int(row, SINV_OUTBOX_LEASE) == lease;
}

/* The message whose last lease this is, whatever has been said of it since; STALE. */
static salesinv_status get_claimed(sinv_txn *txn, const sinv_claim *claim,
                                   sinv_row **out)
{
    salesinv_status rc = sinv_outbox_get(txn, claim->message, out);

    if (rc != SALESINV_OK || has_lease(*out, claim->lease))
        return rc;
    return refuse_lease(txn, *out, claim);
}

/* ---- the ERP has it ---- */

static salesinv_status link(sinv_txn *txn, const sinv_row *row, const char *external_id)
{
    const sinv_link_key key = {sinv_row_text(row, SINV_OUTBOX_CONNECTOR),
                               (salesinv_kind)sinv_row_int(row, SINV_OUTBOX_KIND),
                               external_id};
    sinv_row *connector;
    salesinv_status rc = sinv_connector_find_any(txn, key.connector, &connector);

    if (rc != SALESINV_OK)
        return rc;
    return sinv_link_acknowledge(txn, &key,
                                 sinv_row_int(connector, SINV_CONNECTOR_EPOCH_NUMBER),
                                 sinv_row_int(row, SINV_OUTBOX_OBJECT));
}

salesinv_status sinv_outbox_finish(sinv_txn *txn, sinv_row *row,
                                   const char *external_id, const char *reason)
{
    salesinv_status rc = external_id ? link(txn, row, external_id) : SALESINV_OK;

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_OUTBOX_STATE, SALESINV_OUTBOX_ACKNOWLEDGED);
    sinv_row_set_int(row, SINV_OUTBOX_DONE_AT, txn->now);
    sinv_row_set_int(row, SINV_OUTBOX_IS_UNKNOWN, 0);
    sinv_row_set_null(row, SINV_OUTBOX_CODE);
    sinv_row_set_null(row, SINV_OUTBOX_VENDOR_CODE);
    sinv_row_set_null(row, SINV_OUTBOX_REASON);
    if (external_id)
        sinv_row_set_text(row, SINV_OUTBOX_EXTERNAL_ID, external_id);
    if ((rc = sinv_txn_save(txn, row)) != SALESINV_OK ||
        (rc = sinv_outbox_note(txn, row, SALESINV_EVENT_PUSHED, reason)) != SALESINV_OK)
        return rc;
    return sinv_outbox_unblock(txn, sinv_row_int(row, SINV_OUTBOX_ID));
}

salesinv_status sinv_outbox_acknowledge(sinv_txn *txn, const sinv_claim *claim,
                                        const char *external_id)
{
    sinv_row *row;
    salesinv_status rc = get_claimed(txn, claim, &row);

    if (rc != SALESINV_OK || is_in(row, SALESINV_OUTBOX_ACKNOWLEDGED))
        return rc;
    return sinv_outbox_finish(txn, row, external_id, NULL);
}

/* ---- it did not get through ---- */

salesinv_status sinv_outbox_bury(sinv_txn *txn, sinv_row *row)
{
    salesinv_status rc;

    sinv_row_set_int(row, SINV_OUTBOX_STATE, SALESINV_OUTBOX_DEAD);
    sinv_row_set_int(row, SINV_OUTBOX_DONE_AT, txn->now);
    if ((rc = sinv_txn_save(txn, row)) != SALESINV_OK)
        return rc;
    return sinv_outbox_note(txn, row, SALESINV_EVENT_PUSH_DEAD,
                            sinv_row_text(row, SINV_OUTBOX_REASON));
}

static salesinv_status try_later(sinv_txn *txn, sinv_row *row)
{
    salesinv_time next_at;
    salesinv_status rc =
        sinv_pause_after(txn, sinv_row_int(row, SINV_OUTBOX_ATTEMPTS), &next_at);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_OUTBOX_STATE, SALESINV_OUTBOX_PENDING);
    sinv_row_set_int(row, SINV_OUTBOX_NEXT_AT, next_at);
    return sinv_txn_save(txn, row);
}

/* It is in the hands of others, and to be asked for: no attempt is used up by waiting. */
static salesinv_status wait(sinv_txn *txn, sinv_row *row)
{
    int64_t seconds;
    salesinv_status rc =
        sinv_setting_int(txn, SINV_SET_SYNC_RETRY_SECONDS, NULL, &seconds);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_OUTBOX_STATE, SALESINV_OUTBOX_PENDING);
    sinv_row_set_int(row, SINV_OUTBOX_ATTEMPTS,
                     sinv_row_int(row, SINV_OUTBOX_ATTEMPTS) - 1);
    sinv_row_set_int(row, SINV_OUTBOX_NEXT_AT,
                     txn->now + (seconds > 0 ? seconds : 1) * SECOND);
    return sinv_txn_save(txn, row);
}

static void keep_failure(sinv_row *row, const sinv_push_failure *failure)
{
    sinv_failure cleaned;

    sinv_failure_put(&cleaned, failure->vendor_code, failure->text);
    sinv_row_set_int(row, SINV_OUTBOX_CODE, failure->status);
    sinv_row_set_int(row, SINV_OUTBOX_VENDOR_CODE, failure->vendor_code);
    sinv_row_set_text(row, SINV_OUTBOX_REASON, cleaned.text);
    sinv_row_set_int(row, SINV_OUTBOX_IS_UNKNOWN,
                     failure->status != SALESINV_E_CONNECTOR_REFUSED &&
                         failure->status != SALESINV_E_NOT_FOUND);
}

salesinv_status sinv_outbox_note_failure(sinv_txn *txn, const sinv_claim *claim,
                                         const sinv_push_failure *failure)
{
    int64_t attempts;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = get_claimed(txn, claim, &row)) != SALESINV_OK)
        return rc;
    if (is_in(row, SALESINV_OUTBOX_ACKNOWLEDGED))
        return refuse_lease(txn, row, claim);
    if (!is_in(row, SALESINV_OUTBOX_SENT))
        return SALESINV_OK;
    rc = sinv_setting_int(txn, SINV_SET_SYNC_ATTEMPTS, NULL, &attempts);
    if (rc != SALESINV_OK)
        return rc;
    keep_failure(row, failure);
    if (failure->status == SALESINV_E_BUSY)
        return wait(txn, row);
    if (failure->status == SALESINV_E_UNKNOWN_OUTCOME ||
        sinv_row_int(row, SINV_OUTBOX_ATTEMPTS) >= attempts)
        return sinv_outbox_bury(txn, row);
    return try_later(txn, row);
}

salesinv_status sinv_outbox_release(sinv_txn *txn, const sinv_claim *claim)
{
    sinv_row *row;
    salesinv_status rc = get_claimed(txn, claim, &row);

    if (rc != SALESINV_OK)
        return rc;
    if (!is_in(row, SALESINV_OUTBOX_SENT))
        return refuse_lease(txn, row, claim);
    sinv_row_set_int(row, SINV_OUTBOX_STATE, SALESINV_OUTBOX_PENDING);
    sinv_row_set_int(row, SINV_OUTBOX_ATTEMPTS,
                     sinv_row_int(row, SINV_OUTBOX_ATTEMPTS) - 1);
    sinv_row_set_int(row, SINV_OUTBOX_NEXT_AT, txn->now);
    sinv_row_set_null(row, SINV_OUTBOX_LEASE);
    return sinv_txn_save(txn, row);
}
