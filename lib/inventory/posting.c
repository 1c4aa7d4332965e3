/* SPDX-License-Identifier: Apache-2.0 */
/* One insert and one event per posting; inbound and outbound headers have the same columns. */
#include "inventory/posting.h"

#define SAME(column) ((int)SINV_INBOUND_##column == (int)SINV_OUTBOUND_##column)

_Static_assert(SAME(TYPE) && SAME(WAREHOUSE) && SAME(SOURCE) && SAME(IS_REVERSAL) &&
                   SAME(EFFECTIVE_AT) && SAME(FIRST_MOVEMENT) && SAME(MOVEMENT_COUNT),
               "a posting is written by one set of column numbers");

salesinv_status sinv_posting_begin(sinv_txn *txn, salesinv_kind kind,
                                   sinv_posting *posting)
{
    const sinv_kind *found = sinv_kind_of(txn->engine, kind);
    sinv_row *head;
    salesinv_status rc;

    if (!found)
        return sinv_txn_internal(txn, "kind %d is not assembled", kind);
    if ((rc = sinv_doc_create(txn, found, &posting->doc)) != SALESINV_OK)
        return rc;
    head = posting->doc->head;
    posting->id = sinv_doc_id(posting->doc);
    sinv_row_set_int(head, SINV_HEAD_STATUS, SALESINV_STATUS_CONFIRMED);
    sinv_row_set_int(head, SINV_HEAD_SUBMITTED_BY, txn->user);
    sinv_row_set_int(head, SINV_OUTBOUND_TYPE, posting->type);
    sinv_row_set_int(head, SINV_OUTBOUND_WAREHOUSE, posting->warehouse);
    sinv_row_set_int(head, SINV_OUTBOUND_SOURCE, posting->source);
    sinv_row_set_int(head, SINV_OUTBOUND_IS_REVERSAL, posting->is_reversal);
    sinv_row_set_int(head, SINV_OUTBOUND_EFFECTIVE_AT,
                     posting->effective_at ? posting->effective_at : txn->now);
    sinv_row_set_int(head, SINV_OUTBOUND_FIRST_MOVEMENT, txn->counters.next_movement);
    return SALESINV_OK;
}

salesinv_status sinv_posting_end(sinv_txn *txn, sinv_posting *posting)
{
    sinv_row *head = posting->doc->head;

    sinv_row_set_int(head, SINV_OUTBOUND_MOVEMENT_COUNT,
                     txn->counters.next_movement -
                         sinv_row_int(head, SINV_OUTBOUND_FIRST_MOVEMENT));
    return sinv_doc_store(txn, posting->doc, SALESINV_EVENT_CONFIRMED);
}
