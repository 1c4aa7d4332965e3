/* SPDX-License-Identifier: Apache-2.0 */
/* Reopening: what was given up with the remainder is wanted again, and frozen as at submission, whole or not at all. */
#include "sales/allocate.h"

static salesinv_status refuse_unclosed(sinv_txn *txn, const sinv_doc *doc)
{
    return sinv_err_set(txn->err, SALESINV_E_INVALID_STATE, "closed",
                        "order %lld has nothing that was given up: it does not take "
                        "reopen",
                        (long long)sinv_doc_id(doc));
}

salesinv_status sinv_order_check_reopen(sinv_txn *txn, sinv_doc *doc)
{
    bool has_closed = false;
    sinv_allocations *parts;
    int64_t *wanted;
    salesinv_status rc;

    if ((rc = sinv_txn_alloc(txn, sizeof(*parts), (void **)&parts)) != SALESINV_OK ||
        (rc = sinv_txn_alloc(txn, (doc->line_count + 1) * sizeof(*wanted),
                             (void **)&wanted)) != SALESINV_OK)
        return rc;
    for (uint32_t i = 0; i < doc->line_count; i++) {
        wanted[i] = sinv_doc_line_int(doc, i, SINV_ORDER_LINE_CLOSED);
        has_closed |= wanted[i] > 0;
    }
    if (!has_closed)
        return refuse_unclosed(txn, doc);
    doc->plan = parts;
    return sinv_order_allocate(txn, doc, sinv_order_rules_of(doc), wanted, NULL, parts);
}

salesinv_status sinv_order_apply_reopen(sinv_txn *txn, sinv_doc *doc)
{
    for (uint32_t i = 0; i < doc->line_count; i++)
        sinv_doc_count(doc, i, SINV_ORDER_LINE_CLOSED,
                       -sinv_doc_line_int(doc, i, SINV_ORDER_LINE_CLOSED));
    return sinv_order_freeze_parts(txn, doc, doc->plan);
}
