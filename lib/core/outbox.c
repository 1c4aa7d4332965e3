/* SPDX-License-Identifier: Apache-2.0 */
/* Appending messages and counting them; leasing and pushing is sync's. */
#include "core/outbox.h"

#include <string.h>

salesinv_status sinv_outbox_append(sinv_txn *txn, const sinv_message *message,
                                   salesinv_id *out_id)
{
    salesinv_id id;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_OUTBOX, &row)) != SALESINV_OK ||
        (rc = sinv_txn_next_id(txn, &id)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_OUTBOX_ID, id);
    sinv_row_set_text(row, SINV_OUTBOX_MESSAGE_KEY, message->key);
    sinv_row_set_int(row, SINV_OUTBOX_KIND, message->kind);
    sinv_row_set_int(row, SINV_OUTBOX_ACTION, message->action);
    sinv_row_set_int(row, SINV_OUTBOX_OBJECT, message->object);
    sinv_row_set_int(row, SINV_OUTBOX_VERSION, message->version);
    sinv_row_set_int(row, SINV_OUTBOX_STATE, SINV_OUTBOX_PENDING);
    sinv_row_set_int(row, SINV_OUTBOX_CREATED_AT, txn->now);
    sinv_row_set_int(row, SINV_OUTBOX_NEXT_AT, txn->now);
    sinv_row_set_text(row, SINV_OUTBOX_CONNECTOR, "");
    sinv_row_set_text(row, SINV_OUTBOX_WAITS_FOR, message->waits_for);
    sinv_row_set_text(row, SINV_OUTBOX_BODY, message->body);
    if (out_id)
        *out_id = id;
    return sinv_txn_insert(txn, row);
}

salesinv_status sinv_outbox_count(sinv_txn *txn, int64_t counts[SINV_OUTBOX_STATES])
{
    sinv_range all = {0};
    sinv_scan scan;
    sinv_row *row;
    int64_t state;
    salesinv_status rc;

    memset(counts, 0, SINV_OUTBOX_STATES * sizeof(*counts));
    if ((rc = sinv_txn_row(txn, SINV_T_OUTBOX, &row)) != SALESINV_OK ||
        (rc = sinv_scan_start(txn, SINV_T_OUTBOX, &all, &scan)) != SALESINV_OK)
        return rc;
    while ((rc = sinv_scan_next(&scan, row)) == SALESINV_ROW) {
        state = sinv_row_int(row, SINV_OUTBOX_STATE);
        counts[state >= SINV_OUTBOX_PENDING && state <= SINV_OUTBOX_DEAD ? state : 0]++;
    }
    sinv_scan_close(&scan);
    return rc;
}
