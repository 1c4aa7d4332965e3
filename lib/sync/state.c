/* SPDX-License-Identifier: Apache-2.0 */
/* How synchronisation stands: connectors, how far each one is, and what waits or was given up. */
#include <string.h>

#include "core/outbox.h"
#include "core/session.h"
#include "document/blob.h"
#include "sync/registry.h"

enum { STATE_MAX = 16 * 1024 * 1024 };

/** What waits in the outbox. */
typedef struct outbox_figures {
    int64_t counts[SINV_OUTBOX_STATES];
    int64_t waiting;
    int64_t unknown;
    salesinv_time oldest; /* SALESINV_TIME_NONE: nothing waits */
} outbox_figures;

/** Records that were refused with one code. */
typedef struct code_count {
    int64_t code;
    int64_t count;
} code_count;

/** What waits in the inbox. */
typedef struct inbox_figures {
    int64_t refused;
    salesinv_time oldest; /* SALESINV_TIME_NONE: nothing waits */
    code_count *codes;    /* in the order of the codes */
    uint32_t count;
    uint32_t capacity;
} inbox_figures;

/** A connector and what is counted for it. */
typedef struct connector_state {
    sinv_row *row;
    sinv_connector_licence licence;
    outbox_figures outbox;
    inbox_figures inbox;
} connector_state;

/** All that the text says. */
typedef struct sync_state {
    sinv_txn *txn;
    const char *name; /* NULL: all */
    connector_state *items;
    uint32_t count;
    uint32_t capacity;
    outbox_figures outbox;
} sync_state;

/* ---- reading ---- */

static salesinv_status add_connector(sync_state *of, const char *name)
{
    connector_state *item;
    salesinv_status rc = sinv_txn_grow(of->txn, (void **)&of->items, sizeof(*of->items),
                                       of->count, &of->capacity);

    if (rc != SALESINV_OK)
        return rc;
    item = &of->items[of->count];
    memset(item, 0, sizeof(*item));
    item->outbox.oldest = SALESINV_TIME_NONE;
    item->inbox.oldest = SALESINV_TIME_NONE;
    if ((rc = sinv_connector_find_any(of->txn, name, &item->row)) != SALESINV_OK)
        return rc;
    of->count++;
    return sinv_connector_read_licence(of->txn, item->row, &item->licence);
}

static salesinv_status keep_name(sinv_txn *txn, const sinv_row *row, const char **out)
{
    *out = sinv_arena_text(txn->arena, sinv_row_text(row, SINV_CONNECTOR_NAME),
                           sinv_row_size(row, SINV_CONNECTOR_NAME));
    return *out ? SALESINV_OK : sinv_txn_nomem(txn);
}

static salesinv_status add_all(sync_state *of)
{
    const sinv_range all = {0};
    const char *name;
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(of->txn, SINV_T_CONNECTOR, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(of->txn, SINV_T_CONNECTOR, &all, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        if ((rc = keep_name(of->txn, row, &name)) != SALESINV_OK ||
            (rc = add_connector(of, name)) != SALESINV_OK)
            break;
    sinv_scan_close(&scan);
    return rc;
}

static void count_message(outbox_figures *figures, const sinv_row *row)
{
    salesinv_time at = sinv_row_int(row, SINV_OUTBOX_CREATED_AT);

    figures->counts[sinv_row_int(row, SINV_OUTBOX_STATE)]++;
    figures->waiting += sinv_row_int(row, SINV_OUTBOX_BLOCKED_BY) != 0;
    figures->unknown += sinv_row_int(row, SINV_OUTBOX_IS_UNKNOWN) != 0;
    if (figures->oldest == SALESINV_TIME_NONE || at < figures->oldest)
        figures->oldest = at;
}

/* Has it taken the message, or may it? */
static bool is_its_own(const connector_state *item, const sinv_row *message)
{
    const char *taker = sinv_row_text(message, SINV_OUTBOX_CONNECTOR);
    uint64_t pushes = (uint64_t)sinv_row_int(item->row, SINV_CONNECTOR_PUSHES);

    if (*taker)
        return strcmp(taker, sinv_row_text(item->row, SINV_CONNECTOR_NAME)) == 0;
    return (pushes & SINV_SYNC_BIT(sinv_row_int(message, SINV_OUTBOX_KIND))) != 0;
}

static void take_message(sync_state *of, const sinv_row *row)
{
    count_message(&of->outbox, row);
    for (uint32_t i = 0; i < of->count; i++)
        if (is_its_own(&of->items[i], row))
            count_message(&of->items[i].outbox, row);
}

static salesinv_status count_code(sinv_txn *txn, inbox_figures *figures, int64_t code)
{
    uint32_t at = 0;
    salesinv_status rc;

    while (at < figures->count && figures->codes[at].code < code)
        at++;
    if (at < figures->count && figures->codes[at].code == code) {
        figures->codes[at].count++;
        return SALESINV_OK;
    }
    rc = sinv_txn_grow(txn, (void **)&figures->codes, sizeof(*figures->codes),
                       figures->count, &figures->capacity);
    if (rc != SALESINV_OK)
        return rc;
    memmove(&figures->codes[at + 1], &figures->codes[at],
            sizeof(*figures->codes) * (figures->count - at));
    figures->codes[at] = (code_count){code, 1};
    figures->count++;
    return SALESINV_OK;
}

static salesinv_status count_record(sinv_txn *txn, inbox_figures *figures,
                                    const sinv_row *row)
{
    salesinv_time at = sinv_row_int(row, SINV_INBOX_RECEIVED_AT);

    figures->refused++;
    if (figures->oldest == SALESINV_TIME_NONE || at < figures->oldest)
        figures->oldest = at;
    return count_code(txn, figures, sinv_row_int(row, SINV_INBOX_CODE));
}

static salesinv_status take_record(sync_state *of, const sinv_row *row)
{
    const char *name = sinv_row_text(row, SINV_INBOX_CONNECTOR);

    for (uint32_t i = 0; i < of->count; i++)
        if (strcmp(name, sinv_row_text(of->items[i].row, SINV_CONNECTOR_NAME)) == 0)
            return count_record(of->txn, &of->items[i].inbox, row);
    return SALESINV_OK;
}

/* Everything in one state, by an index that begins with it. */
static salesinv_status walk(sync_state *of, int32_t table, int32_t column,
                            int64_t state)
{
    sinv_range range = {.index = table == SINV_T_INBOX ? SINV_INDEX_INBOX_DUE
                                                       : SINV_INDEX_OUTBOX_DUE,
                        .prefix = 2};
    sinv_scan scan;
    sinv_row *from;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(of->txn, table, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(of->txn, table, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, column, state);
    range.from = from;
    if ((rc = sinv_scan_start(of->txn, table, &range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        if (table != SINV_T_INBOX)
            take_message(of, row);
        else if ((rc = take_record(of, row)) != SALESINV_OK)
            break;
    }
    sinv_scan_close(&scan);
    return rc;
}

static salesinv_status read_state(sync_state *of)
{
    static const int64_t states[] = {SALESINV_OUTBOX_PENDING, SALESINV_OUTBOX_SENT,
                                     SALESINV_OUTBOX_DEAD};
    salesinv_status rc = of->name ? add_connector(of, of->name) : add_all(of);

    for (size_t i = 0; i < sizeof(states) / sizeof(states[0]) && rc == SALESINV_OK; i++)
        rc = walk(of, SINV_T_OUTBOX, SINV_OUTBOX_STATE, states[i]);
    if (rc != SALESINV_OK)
        return rc;
    return walk(of, SINV_T_INBOX, SINV_INBOX_STATE, SALESINV_INBOX_REFUSED);
}

/* ---- writing ---- */

static void put_outbox(sinv_json_writer *json, const outbox_figures *figures)
{
    sinv_json_put_key(json, "outbox");
    sinv_json_begin_object(json);
    sinv_json_put_member_int(json, "pending", figures->counts[SALESINV_OUTBOX_PENDING]);
    sinv_json_put_member_int(json, "waiting", figures->waiting);
    sinv_json_put_member_int(json, "unknown", figures->unknown);
    sinv_json_put_member_int(json, "sent", figures->counts[SALESINV_OUTBOX_SENT]);
    sinv_json_put_member_int(json, "dead", figures->counts[SALESINV_OUTBOX_DEAD]);
    if (figures->oldest != SALESINV_TIME_NONE)
        sinv_json_put_member_time(json, "oldest_at", figures->oldest);
    sinv_json_end_object(json);
}

static void put_inbox(sinv_json_writer *json, const inbox_figures *figures)
{
    sinv_json_put_key(json, "inbox");
    sinv_json_begin_object(json);
    sinv_json_put_member_int(json, "refused", figures->refused);
    if (figures->oldest != SALESINV_TIME_NONE)
        sinv_json_put_member_time(json, "oldest_at", figures->oldest);
    sinv_json_put_key(json, "codes");
    sinv_json_begin_array(json);
    for (uint32_t i = 0; i < figures->count; i++) {
        sinv_json_begin_object(json);
        sinv_json_put_member_int(json, "code", figures->codes[i].code);
        sinv_json_put_member_int(json, "count", figures->codes[i].count);
        sinv_json_end_object(json);
    }
    sinv_json_end_array(json);
    sinv_json_end_object(json);
}

static void put_kinds(const sync_state *of, sinv_json_writer *json, const char *key,
                      int64_t kinds)
{
    sinv_json_put_key(json, key);
    sinv_sync_put_kinds(json, of->txn->engine, (uint64_t)kinds);
}

static void put_registration(const sync_state *of, sinv_json_writer *json,
                             const connector_state *item)
{
    const sinv_row *row = item->row;
    static const char *const names[] = {"", "active", "paused", "retired"};

    sinv_json_put_member_text(json, "name", sinv_row_text(row, SINV_CONNECTOR_NAME));
    sinv_json_put_member_text(json, "brand", sinv_row_text(row, SINV_CONNECTOR_BRAND));
    sinv_json_put_member_text(json, "status",
                              names[sinv_row_int(row, SINV_CONNECTOR_STATUS)]);
    sinv_json_put_key(json, "is_licensed");
    sinv_json_put_bool(json, item->licence.is_valid);
    if (item->licence.expires_at != SALESINV_TIME_NONE)
        sinv_json_put_member_time(json, "licence_expires_at", item->licence.expires_at);
    put_kinds(of, json, "pushes", sinv_row_int(row, SINV_CONNECTOR_PUSHES));
    put_kinds(of, json, "pulls", sinv_row_int(row, SINV_CONNECTOR_PULLS));
    sinv_json_put_member_text(json, "epoch", sinv_row_text(row, SINV_CONNECTOR_EPOCH));
    sinv_json_put_member_int(json, "epoch_number",
                             sinv_row_int(row, SINV_CONNECTOR_EPOCH_NUMBER));
    if (!sinv_row_is_null(row, SINV_CONNECTOR_NEW_EPOCH))
        sinv_json_put_member_text(json, "new_epoch",
                                  sinv_row_text(row, SINV_CONNECTOR_NEW_EPOCH));
    sinv_json_put_member_time(json, "created_at",
                              sinv_row_int(row, SINV_CONNECTOR_CREATED_AT));
    if (!sinv_row_is_null(row, SINV_CONNECTOR_RUN_AT))
        sinv_json_put_member_time(json, "run_at",
                                  sinv_row_int(row, SINV_CONNECTOR_RUN_AT));
    if (!sinv_row_is_null(row, SINV_CONNECTOR_CODE))
        sinv_json_put_member_int(json, "code", sinv_row_int(row, SINV_CONNECTOR_CODE));
    if (!sinv_row_is_null(row, SINV_CONNECTOR_REASON))
        sinv_json_put_member_text(json, "reason",
                                  sinv_row_text(row, SINV_CONNECTOR_REASON));
}

static void put_cursor(const sync_state *of, sinv_json_writer *json,
                       const sinv_row *row)
{
    sinv_json_begin_object(json);
    sinv_json_put_member_text(
        json, "kind",
        sinv_sync_kind_name(of->txn->engine,
                            (salesinv_kind)sinv_row_int(row, SINV_CURSOR_KIND)));
    sinv_json_put_member_text(json, "position",
                              sinv_row_text(row, SINV_CURSOR_POSITION));
    sinv_json_put_key(json, "is_loaded");
    sinv_json_put_bool(json, sinv_row_int(row, SINV_CURSOR_IS_LOADED) != 0);
    sinv_json_put_member_int(json, "records", sinv_row_int(row, SINV_CURSOR_RECORDS));
    sinv_json_put_member_time(json, "at", sinv_row_int(row, SINV_CURSOR_AT));
    sinv_json_end_object(json);
}

static salesinv_status put_cursors(const sync_state *of, sinv_json_writer *json,
                                   const char *name)
{
    sinv_range range = {.prefix = 2};
    sinv_scan scan;
    sinv_row *from;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(of->txn, SINV_T_CURSOR, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(of->txn, SINV_T_CURSOR, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_text(from, SINV_CURSOR_CONNECTOR, name);
    range.from = from;
    if ((rc = sinv_scan_start(of->txn, SINV_T_CURSOR, &range, &scan)) != SALESINV_OK)
        return rc;
    sinv_json_put_key(json, "cursors");
    sinv_json_begin_array(json);
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW)
        put_cursor(of, json, row);
    sinv_json_end_array(json);
    sinv_scan_close(&scan);
    return rc;
}

static salesinv_status put_connector(const sync_state *of, sinv_json_writer *json,
                                     const connector_state *item)
{
    salesinv_status rc;

    sinv_json_begin_object(json);
    put_registration(of, json, item);
    put_outbox(json, &item->outbox);
    put_inbox(json, &item->inbox);
    rc = put_cursors(of, json, sinv_row_text(item->row, SINV_CONNECTOR_NAME));
    sinv_json_end_object(json);
    return rc;
}

static salesinv_status print(const sync_state *of, sinv_buf *buf)
{
    sinv_json_writer json;
    salesinv_status rc = SALESINV_OK;

    sinv_json_writer_init(&json, buf);
    sinv_json_begin_object(&json);
    sinv_json_put_member_time(&json, "at", of->txn->now);
    put_outbox(&json, &of->outbox);
    sinv_json_put_key(&json, "connectors");
    sinv_json_begin_array(&json);
    for (uint32_t i = 0; i < of->count && rc == SALESINV_OK; i++)
        rc = put_connector(of, &json, &of->items[i]);
    sinv_json_end_array(&json);
    sinv_json_end_object(&json);
    return rc;
}

salesinv_status sinv_sync_describe(sinv_txn *txn, const char *name, salesinv_blob **out)
{
    sync_state of = {
        .txn = txn, .name = name, .outbox = {.oldest = SALESINV_TIME_NONE}};
    sinv_buf buf;
    salesinv_status rc = read_state(&of);

    if (rc != SALESINV_OK)
        return rc;
    sinv_buf_init(&buf, txn->engine->heap, STATE_MAX);
    if ((rc = print(&of, &buf)) != SALESINV_OK) {
        sinv_buf_free(&buf);
        return rc;
    }
    return sinv_blob_take(&buf, out) == SALESINV_OK ? SALESINV_OK : sinv_txn_nomem(txn);
}
