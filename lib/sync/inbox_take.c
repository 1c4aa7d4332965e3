/* SPDX-License-Identifier: Apache-2.0 */
/* One record: is it news, what does its applier say, and what is kept of it. */
#include <string.h>

#include "base/text.h"
#include "core/session.h"
#include "core/undo.h"
#include "sync/inbox_row.h"
#include "sync/inbox_try.h"
#include "sync/link.h"

/* ---- trying ---- */

static salesinv_status keep_text(sinv_txn *txn, const char *text, const char **out)
{
    *out = text ? sinv_arena_text(txn->arena, text, strlen(text)) : NULL;
    return *out || !text ? SALESINV_OK : sinv_txn_nomem(txn);
}

salesinv_status sinv_inbox_refuse(sinv_txn *txn, salesinv_status rc,
                                  sinv_upsert_row *out)
{
    if (!sinv_err_is_refusal(rc))
        return rc;
    if (txn->is_doomed && txn->doomed_by != SALESINV_OK) /* while it was explained */
        return sinv_err_set(txn->err, txn->doomed_by, NULL,
                            "the storage failed while a record was refused");
    if (txn->is_doomed)
        return rc;
    if (salesinv_error_code(txn->err) != rc)
        return sinv_txn_internal(txn, "a record was refused with %s and no reason",
                                 salesinv_status_name(rc));
    *out = (sinv_upsert_row){.status = rc, .outcome = SALESINV_UPSERT_REFUSED};
    rc = keep_text(txn, salesinv_error_message(txn->err), &out->message);
    return rc == SALESINV_OK
               ? keep_text(txn, salesinv_error_field(txn->err), &out->field)
               : rc;
}

salesinv_status sinv_inbox_apply(sinv_txn *txn, const sinv_record *record,
                                 sinv_applied *out)
{
    sinv_undo undo;
    salesinv_status undone;
    salesinv_status rc;

    *out = (sinv_applied){.outcome = SALESINV_UPSERT_UNCHANGED};
    if (record->is_deleted && record->object == 0)
        return SALESINV_OK;
    sinv_err_clear(txn->err);
    txn->refs = NULL; /* records before this one may have changed what they read */
    sinv_undo_mark(txn, &undo);
    rc = sinv_applier_of(record->kind)->apply(txn, record, out);
    if (rc == SALESINV_OK) {
        sinv_undo_forget(txn);
        return rc;
    }
    undone = sinv_undo_all(txn);
    return undone == SALESINV_OK ? rc : undone;
}

static salesinv_status apply_news(sinv_txn *txn, const sinv_record *record,
                                  sinv_upsert_row *out)
{
    const sinv_link_key key = {record->connector, record->kind, record->external_id};
    sinv_link_state state = {.version = record->version,
                             .epoch = record->epoch,
                             .digest = record->digest,
                             .is_deleted = record->is_deleted};
    sinv_applied applied;
    salesinv_status rc = sinv_inbox_apply(txn, record, &applied);

    if (rc != SALESINV_OK)
        return sinv_inbox_refuse(txn, rc, out);
    *out = (sinv_upsert_row){.outcome = applied.outcome, .id = applied.object};
    state.object = applied.object;
    state.place = applied.place;
    if ((rc = sinv_link_put(txn, &key, &state)) != SALESINV_OK)
        return rc;
    return sinv_inbox_settle(txn, record, applied.object, applied.outcome);
}

static salesinv_status refuse_contradiction(sinv_txn *txn, const sinv_record *record,
                                            sinv_upsert_row *out)
{
    return sinv_inbox_refuse(
        txn,
        sinv_err_set(txn->err, SALESINV_E_EXISTS, "version",
                     "version %lld of %s \"%s\" was applied with another "
                     "content",
                     (long long)record->version, sinv_applier_of(record->kind)->name,
                     record->external_id),
        out);
}

salesinv_status sinv_inbox_try(sinv_txn *txn, sinv_record *record, sinv_upsert_row *out)
{
    sinv_row *dismissed = NULL;
    sinv_news news;
    salesinv_status rc = sinv_record_judge(txn, record, &news);

    if (rc == SALESINV_OK && news == SINV_NEWS_NEW)
        rc = sinv_inbox_find_kept(txn, record, SALESINV_INBOX_DISMISSED, &dismissed);
    if (rc != SALESINV_OK)
        return rc;
    *out = (sinv_upsert_row){.outcome = SALESINV_UPSERT_IGNORED, .id = record->object};
    if (news == SINV_NEWS_OLDER || dismissed)
        return SALESINV_OK;
    if (news == SINV_NEWS_CONTRADICTION)
        return refuse_contradiction(txn, record, out);
    if (news == SINV_NEWS_NEW)
        return apply_news(txn, record, out);
    out->outcome = SALESINV_UPSERT_UNCHANGED;
    return SALESINV_OK;
}

/* A refused one that could be read so far, but is outrun, need not be kept. */
static salesinv_status refuse_reading(sinv_txn *txn, salesinv_status why,
                                      sinv_record *record, sinv_upsert_row *out)
{
    sinv_news news = SINV_NEWS_NEW;
    salesinv_status rc = sinv_inbox_refuse(txn, why, out);

    if (rc == SALESINV_OK && record->version > 0)
        rc = sinv_record_judge(txn, record, &news);
    if (rc == SALESINV_OK && news == SINV_NEWS_OLDER)
        *out =
            (sinv_upsert_row){.outcome = SALESINV_UPSERT_IGNORED, .id = record->object};
    return rc;
}

salesinv_status sinv_inbox_attempt(sinv_txn *txn, const sinv_inbox *inbox,
                                   const sinv_json *root, sinv_record *record,
                                   sinv_upsert_row *out)
{
    salesinv_status rc = sinv_record_read(txn, inbox, root, record);

    return rc == SALESINV_OK ? sinv_inbox_try(txn, record, out)
                             : refuse_reading(txn, rc, record, out);
}

/* ---- taking ---- */

/* Keep what was refused, once, unless somebody has decided against this very record before. */
static salesinv_status keep(sinv_txn *txn, const sinv_record *record, const char *body,
                            sinv_inbox_result *result)
{
    sinv_row *dismissed;
    sinv_row *kept;
    salesinv_status rc;

    if ((rc = sinv_inbox_find_kept(txn, record, SALESINV_INBOX_DISMISSED,
                                   &dismissed)) != SALESINV_OK ||
        (rc = sinv_inbox_find_kept(txn, record, SALESINV_INBOX_REFUSED, &kept)) !=
            SALESINV_OK)
        return rc;
    if (dismissed) {
        result->row =
            (sinv_upsert_row){.outcome = SALESINV_UPSERT_IGNORED, .id = record->object};
        return SALESINV_OK;
    }
    if (!kept)
        return sinv_inbox_keep(txn, record, body, &result->row, &result->message);
    result->message = sinv_row_int(kept, SINV_INBOX_ID);
    return sinv_inbox_keep_on(txn, kept, &result->row);
}

static salesinv_status keep_node(sinv_txn *txn, const sinv_record *record,
                                 sinv_inbox_result *result)
{
    sinv_buf body;
    salesinv_status rc;

    sinv_buf_init(&body, txn->engine->heap, SINV_RECORD_SIZE_MAX);
    rc = sinv_json_print(record->root, &body);
    if (rc == SALESINV_E_OVERFLOW)
        sinv_buf_clear(&body); /* its text is not kept: nothing could come of it */
    else if (rc != SALESINV_OK)
        rc = sinv_txn_nomem(txn);
    if (rc == SALESINV_OK || rc == SALESINV_E_OVERFLOW)
        rc = keep(txn, record, body.size > 0 ? body.bytes : "", result);
    sinv_buf_free(&body);
    return rc;
}

salesinv_status sinv_inbox_take(sinv_txn *txn, const sinv_inbox *inbox,
                                const sinv_json *root, sinv_inbox_result *out)
{
    sinv_record record;
    salesinv_status rc;

    *out = (sinv_inbox_result){0};
    rc = sinv_inbox_attempt(txn, inbox, root, &record, &out->row);
    if (rc != SALESINV_OK)
        return rc;
    out->kind = record.kind;
    return out->row.outcome == SALESINV_UPSERT_REFUSED ? keep_node(txn, &record, out)
                                                       : SALESINV_OK;
}

/* What is no JSON is known by its bytes, and kept if they are text. */
static salesinv_status take_nonsense(sinv_txn *txn, const sinv_inbox *inbox,
                                     const char *text, size_t size, salesinv_status why,
                                     sinv_inbox_result *out)
{
    sinv_record record = {
        .connector = inbox->connector, .epoch = inbox->epoch, .external_id = ""};
    bool is_kept = size <= SINV_RECORD_SIZE_MAX && sinv_utf8_is_valid(text, size);
    const char *body = "";
    sinv_digest digest;
    salesinv_status rc;

    sinv_digest_init(&digest);
    sinv_digest_bytes(&digest, text, size);
    sinv_digest_final(&digest, record.digest);
    if ((rc = sinv_inbox_refuse(txn, why, &out->row)) != SALESINV_OK)
        return rc;
    if (is_kept && !(body = sinv_arena_text(txn->arena, text, size)))
        return sinv_txn_nomem(txn);
    return keep(txn, &record, body, out);
}

salesinv_status sinv_inbox_take_text(sinv_txn *txn, const sinv_inbox *inbox,
                                     const char *text, size_t size,
                                     sinv_inbox_result *out)
{
    sinv_json_tree *tree;
    salesinv_status rc;

    *out = (sinv_inbox_result){0};
    rc = sinv_json_parse_foreign(txn->err, txn->engine->heap, text, size, &tree);
    if (rc != SALESINV_OK)
        return take_nonsense(txn, inbox, text, size, rc, out);
    rc = sinv_inbox_take(txn, inbox, sinv_json_root(tree), out);
    sinv_json_free(tree);
    return rc;
}
