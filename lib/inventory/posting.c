/* SPDX-License-Identifier: Apache-2.0 */
/* Generated inbound and outbound orders. Both tables have the same columns up to the last one used here. */
#include "inventory/posting.h"

#include "core/session.h"

_Static_assert((int)SINV_INBOUND_MOVEMENT_COUNT == (int)SINV_OUTBOUND_MOVEMENT_COUNT &&
                   (int)SINV_INBOUND_TYPE == (int)SINV_OUTBOUND_TYPE &&
                   (int)SINV_INBOUND_SOURCE == (int)SINV_OUTBOUND_SOURCE &&
                   (int)SINV_INBOUND_REASON == (int)SINV_OUTBOUND_REASON,
               "one set of column numbers serves both");

salesinv_status sinv_posting_begin(sinv_txn *txn, salesinv_kind kind,
                                   sinv_posting *posting)
{
    salesinv_status rc =
        sinv_doc_create(txn, sinv_kind_of(txn->engine, kind), &posting->doc);

    if (rc != SALESINV_OK)
        return rc;
    posting->id = sinv_doc_id(posting->doc);
    posting->first_movement = txn->counters.next_movement;
    return SALESINV_OK;
}

salesinv_status sinv_posting_end(sinv_txn *txn, sinv_posting *posting)
{
    sinv_row *head = posting->doc->head;

    sinv_row_set_int(head, SINV_HEAD_STATUS, SALESINV_STATUS_CONFIRMED);
    sinv_row_set_int(head, SINV_INBOUND_TYPE, posting->type);
    sinv_row_set_int(head, SINV_INBOUND_WAREHOUSE, posting->warehouse);
    sinv_row_set_int(head, SINV_INBOUND_SOURCE, posting->source);
    sinv_row_set_int(head, SINV_INBOUND_IS_REVERSAL, posting->is_reversal);
    if (posting->reason)
        sinv_row_set_text(head, SINV_INBOUND_REASON, posting->reason);
    sinv_row_set_int(head, SINV_INBOUND_EFFECTIVE_AT,
                     posting->effective_at ? posting->effective_at : txn->now);
    sinv_row_set_int(head, SINV_INBOUND_FIRST_MOVEMENT, posting->first_movement);
    sinv_row_set_int(head, SINV_INBOUND_MOVEMENT_COUNT,
                     txn->counters.next_movement - posting->first_movement);
    return sinv_doc_store(txn, posting->doc, SALESINV_EVENT_CONFIRMED);
}
