/* SPDX-License-Identifier: Apache-2.0 */
/* Appending messages, and who waits for whom; leasing and pushing is sync's. */
#include "core/outbox.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/json.h"
#include "core/id_list.h"
#include "core/session.h"

void sinv_message_key(char out[SINV_MESSAGE_KEY_MAX + 1], salesinv_id tenant,
                      const char *kind, salesinv_id object, int64_t version)
{
    (void)snprintf(out, SINV_MESSAGE_KEY_MAX + 1, "%" PRId64 "/%s/%" PRId64 "/%" PRId64,
                   tenant, kind, object, version);
}

/* ---- who waits for whom ---- */

salesinv_status sinv_outbox_wanted(sinv_txn *txn, uint64_t *out_kinds)
{
    const sinv_range all = {0};
    bool has_any = false;
    sinv_scan scan;
    sinv_row *row;
    salesinv_status rc;

    *out_kinds = 0;
    if ((rc = sinv_txn_row(txn, SINV_T_CONNECTOR, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_CONNECTOR, &all, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        *out_kinds |= (uint64_t)sinv_row_int(row, SINV_CONNECTOR_PUSHES);
        has_any = has_any || sinv_row_int(row, SINV_CONNECTOR_STATUS) !=
                                 SALESINV_CONNECTOR_RETIRED;
    }
    sinv_scan_close(&scan);
    if (!has_any)
        *out_kinds = UINT64_MAX;
    return rc;
}

/* The last message of `object` before message `before`; NULL: none. */
static salesinv_status read_former(sinv_txn *txn, salesinv_id object,
                                   salesinv_id before, sinv_row **out)
{
    sinv_range range = {.index = SINV_INDEX_OUTBOX_OBJECT,
                        .prefix = 2,
                        .to_count = 1,
                        .flags = SALESINV_SCAN_DESCENDING | SALESINV_SCAN_AFTER,
                        .limit = 1};
    sinv_scan scan;
    sinv_row *key;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_OUTBOX, &key)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_OUTBOX, out)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(key, SINV_OUTBOX_OBJECT, object);
    sinv_row_set_int(key, SINV_OUTBOX_ID, before);
    range.from = key;
    range.to = key;
    if ((rc = sinv_scan_start(txn, SINV_T_OUTBOX, &range, &scan)) != SALESINV_OK)
        return rc;
    rc = sinv_scan_next(&scan, *out);
    sinv_scan_close(&scan);
    if (rc == SALESINV_ROW)
        return SALESINV_OK;
    *out = NULL;
    return rc;
}

/* That one, if it is not acknowledged and its kind counts; else 0. */
static salesinv_status find_former(sinv_txn *txn, salesinv_id object,
                                   salesinv_id before, uint64_t wanted,
                                   salesinv_id *out)
{
    sinv_row *row;
    salesinv_status rc = read_former(txn, object, before, &row);

    *out = 0;
    if (rc == SALESINV_OK && row &&
        sinv_row_int(row, SINV_OUTBOX_STATE) != SALESINV_OUTBOX_ACKNOWLEDGED &&
        (wanted >> sinv_row_int(row, SINV_OUTBOX_KIND) & 1))
        *out = sinv_row_int(row, SINV_OUTBOX_ID);
    return rc;
}

static salesinv_status find_of_others(sinv_txn *txn, const sinv_row *message,
                                      uint64_t wanted, salesinv_id *out)
{
    sinv_json_tree *tree;
    salesinv_status rc = sinv_json_parse(
        txn->err, txn->engine->heap, sinv_row_text(message, SINV_OUTBOX_WAITS_FOR),
        sinv_row_size(message, SINV_OUTBOX_WAITS_FOR), &tree);

    if (rc != SALESINV_OK)
        return rc;
    for (const sinv_json *node = sinv_json_first(sinv_json_root(tree));
         node && rc == SALESINV_OK && *out == 0; node = sinv_json_next(node))
        rc = find_former(txn, sinv_json_int(node),
                         sinv_row_int(message, SINV_OUTBOX_ID), wanted, out);
    sinv_json_free(tree);
    return rc;
}

salesinv_status sinv_outbox_find_blocker(sinv_txn *txn, const sinv_row *message,
                                         uint64_t wanted, salesinv_id *out)
{
    salesinv_status rc =
        find_former(txn, sinv_row_int(message, SINV_OUTBOX_OBJECT),
                    sinv_row_int(message, SINV_OUTBOX_ID), UINT64_MAX, out);

    if (rc != SALESINV_OK || *out != 0 ||
        sinv_row_is_null(message, SINV_OUTBOX_WAITS_FOR))
        return rc;
    return find_of_others(txn, message, wanted, out);
}

/* Does the connector that took a message still take its kind? */
static salesinv_status takes_on(sinv_txn *txn, const sinv_row *message, bool *out)
{
    sinv_row *connector;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_CONNECTOR, &connector);

    *out = false;
    if (rc != SALESINV_OK)
        return rc;
    sinv_row_copy_cell(connector, SINV_CONNECTOR_NAME, message, SINV_OUTBOX_CONNECTOR);
    rc = sinv_txn_get(txn, connector);
    if (rc == SALESINV_OK)
        *out = (uint64_t)sinv_row_int(connector, SINV_CONNECTOR_PUSHES) >>
                   sinv_row_int(message, SINV_OUTBOX_KIND) &
               1;
    return rc == SALESINV_E_NOT_FOUND ? SALESINV_OK : rc;
}

/* The messages of a document go to the ERP that was told of it, if several take its kind. */
static salesinv_status stick(sinv_txn *txn, sinv_row *message)
{
    bool is_taker;
    sinv_row *former;
    salesinv_status rc = SALESINV_OK;

    if (*sinv_row_text(message, SINV_OUTBOX_CONNECTOR))
        return rc;
    rc = read_former(txn, sinv_row_int(message, SINV_OUTBOX_OBJECT),
                     sinv_row_int(message, SINV_OUTBOX_ID), &former);
    if (rc != SALESINV_OK || !former || !*sinv_row_text(former, SINV_OUTBOX_CONNECTOR))
        return rc;
    if ((rc = takes_on(txn, former, &is_taker)) == SALESINV_OK && is_taker)
        sinv_row_copy_cell(message, SINV_OUTBOX_CONNECTOR, former,
                           SINV_OUTBOX_CONNECTOR);
    return rc;
}

/* Pending messages that wait for `blocker`; 0: for any, or for nothing. */
static salesinv_status list_pending(sinv_txn *txn, salesinv_id blocker,
                                    sinv_id_list *out)
{
    sinv_range range = {.index = SINV_INDEX_OUTBOX_DUE, .prefix = blocker ? 3 : 2};
    sinv_scan scan;
    sinv_row *from;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_OUTBOX, &from)) != SALESINV_OK ||
        (rc = sinv_txn_row(txn, SINV_T_OUTBOX, &row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(from, SINV_OUTBOX_STATE, SALESINV_OUTBOX_PENDING);
    sinv_row_set_int(from, SINV_OUTBOX_BLOCKED_BY, blocker);
    range.from = from;
    if ((rc = sinv_scan_start(txn, SINV_T_OUTBOX, &range, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        rc = sinv_id_list_add(txn, out, sinv_row_int(row, SINV_OUTBOX_ID));
        if (rc != SALESINV_OK)
            break;
    }
    sinv_scan_close(&scan);
    return rc;
}

static salesinv_status look_again(sinv_txn *txn, salesinv_id id, uint64_t wanted)
{
    sinv_arena_mark mark = sinv_arena_tell(txn->arena);
    salesinv_id blocker;
    sinv_row *row;
    salesinv_status rc = sinv_txn_get_id(txn, SINV_T_OUTBOX, id, &row);

    if (rc == SALESINV_OK)
        rc = sinv_outbox_find_blocker(txn, row, wanted, &blocker);
    if (rc == SALESINV_OK && (rc = stick(txn, row)) == SALESINV_OK) {
        if (sinv_row_int(row, SINV_OUTBOX_BLOCKED_BY) != blocker)
            sinv_row_set_int(row, SINV_OUTBOX_BLOCKED_BY, blocker);
        rc = sinv_txn_save(txn, row);
    }
    sinv_arena_rewind(txn->arena, mark);
    return rc;
}

static salesinv_status unblock(sinv_txn *txn, salesinv_id blocker)
{
    sinv_id_list list = {.count = 0};
    uint64_t wanted;
    salesinv_status rc = list_pending(txn, blocker, &list);

    if (rc != SALESINV_OK || list.count == 0)
        return rc;
    rc = sinv_outbox_wanted(txn, &wanted);
    for (uint32_t i = 0; i < list.count && rc == SALESINV_OK; i++)
        rc = look_again(txn, list.ids[i], wanted);
    return rc;
}

salesinv_status sinv_outbox_unblock(sinv_txn *txn, salesinv_id message)
{
    return unblock(txn, message);
}

salesinv_status sinv_outbox_sort(sinv_txn *txn)
{
    return unblock(txn, 0);
}

/* ---- appending ---- */

static void fill(const sinv_txn *txn, const sinv_message *message, salesinv_id id,
                 sinv_row *row)
{
    sinv_row_set_int(row, SINV_OUTBOX_ID, id);
    sinv_row_set_text(row, SINV_OUTBOX_MESSAGE_KEY, message->key);
    sinv_row_set_int(row, SINV_OUTBOX_KIND, message->kind);
    sinv_row_set_int(row, SINV_OUTBOX_ACTION, message->action);
    sinv_row_set_int(row, SINV_OUTBOX_OBJECT, message->object);
    sinv_row_set_int(row, SINV_OUTBOX_VERSION, message->version);
    sinv_row_set_int(row, SINV_OUTBOX_STATE, SALESINV_OUTBOX_PENDING);
    sinv_row_set_int(row, SINV_OUTBOX_CREATED_AT, txn->now);
    sinv_row_set_int(row, SINV_OUTBOX_NEXT_AT, txn->now);
    sinv_row_set_text(row, SINV_OUTBOX_CONNECTOR, "");
    sinv_row_set_text(row, SINV_OUTBOX_WAITS_FOR, message->waits_for);
    sinv_row_set_text(row, SINV_OUTBOX_BODY, message->body);
}

salesinv_status sinv_outbox_append(sinv_txn *txn, const sinv_message *message,
                                   salesinv_id *out_id)
{
    salesinv_id blocker;
    salesinv_id id;
    uint64_t wanted;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_OUTBOX, &row)) != SALESINV_OK ||
        (rc = sinv_txn_next_id(txn, &id)) != SALESINV_OK)
        return rc;
    fill(txn, message, id, row);
    if ((rc = sinv_outbox_wanted(txn, &wanted)) != SALESINV_OK ||
        (rc = sinv_outbox_find_blocker(txn, row, wanted, &blocker)) != SALESINV_OK ||
        (rc = stick(txn, row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_OUTBOX_BLOCKED_BY, blocker);
    if (out_id)
        *out_id = id;
    return sinv_txn_insert(txn, row);
}
