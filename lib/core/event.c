/* SPDX-License-Identifier: Apache-2.0 */
/* Appending events; the sequence comes from the tenant's counter, so it is visible in commit order. */
#include "core/event.h"

salesinv_status sinv_event_append(sinv_txn *txn, const sinv_event *event,
                                  int64_t *out_sequence)
{
    sinv_row *row;
    int64_t sequence;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_EVENT, &row)) != SALESINV_OK)
        return rc;
    sequence = sinv_txn_next_event(txn);
    sinv_row_set_int(row, SINV_EVENT_SEQUENCE, sequence);
    sinv_row_set_int(row, SINV_EVENT_KIND, event->kind);
    sinv_row_set_int(row, SINV_EVENT_OBJECT, event->object);
    sinv_row_set_int(row, SINV_EVENT_VERSION, event->version);
    sinv_row_set_int(row, SINV_EVENT_ACTION, event->action);
    sinv_row_set_int(row, SINV_EVENT_USER, txn->user);
    sinv_row_set_int(row, SINV_EVENT_AT, txn->now);
    sinv_row_set_int(row, SINV_EVENT_PREVIOUS, event->previous);
    sinv_row_set_text(row, SINV_EVENT_DETAIL, event->detail);
    if (out_sequence)
        *out_sequence = sequence;
    return sinv_txn_insert(txn, row);
}
