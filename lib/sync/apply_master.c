/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Master data of an ERP: categories, units, products, accounts, warehouses, bins, batches. The object is the one that the id meant before,
 * else the one with the same code, else a new one. Nothing is ever removed: what the ERP deletes is put out of use.
 *
 * Without "status" the object stays in use or out of it, whoever put it there; but what comes back after it was deleted, also under
 * another id, is in use again.
 */
#include "catalog/upsert.h"
#include "document/verbs.h"
#include "sync/appliers.h"
#include "sync/canonical.h"
#include "sync/link.h"

/* The object that has the code, if the ERP does not know it by another id. */
static salesinv_status adopt(sinv_txn *txn, const sinv_record *record,
                             sinv_upsert_change *change, bool *out_returns)
{
    const sinv_link_key key = {record->connector, record->kind, record->external_id};
    salesinv_status rc = sinv_upsert_find_code(txn, change->draft, &change->id);

    if (rc != SALESINV_OK || change->id == 0)
        return rc;
    return sinv_link_take_over(txn, &key, record->epoch, change->id, out_returns);
}

/* Put the object into the status, if it is not in it already. */
static salesinv_status set_status(sinv_txn *txn, const sinv_record *record,
                                  int32_t wanted, sinv_applied *out)
{
    sinv_doc *doc;
    salesinv_status rc;

    txn->refs = NULL; /* it was just written */
    rc = sinv_doc_load(txn, sinv_kind_of(txn->engine, record->kind), out->object, &doc);
    if (rc != SALESINV_OK || sinv_doc_int(doc, SINV_HEAD_STATUS) == wanted)
        return rc;
    if (record->is_deleted &&
        (rc = sinv_doc_note_reason(txn, doc, "deleted in the ERP")) != SALESINV_OK)
        return rc;
    if (out->outcome == SALESINV_UPSERT_UNCHANGED)
        out->outcome = SALESINV_UPSERT_UPDATED;
    out->changed |= UINT64_C(1) << SINV_HEAD_STATUS;
    return sinv_verb_apply(txn, doc,
                           wanted == SALESINV_STATUS_ACTIVE ? SINV_VERB_ACTIVATE
                                                            : SINV_VERB_DEACTIVATE);
}

/* Create or change the object. */
static salesinv_status upsert(sinv_txn *txn, const sinv_record *record,
                              const salesinv_draft *draft, sinv_applied *out)
{
    sinv_upsert_change change = {.draft = draft, .id = record->object};
    bool returns = record->was_deleted;
    int32_t wanted = record->status;
    salesinv_status rc = SALESINV_OK;

    if (change.id == 0)
        rc = adopt(txn, record, &change, &returns);
    if (rc != SALESINV_OK || (rc = sinv_upsert_decide(txn, &change)) != SALESINV_OK ||
        (rc = sinv_upsert_write(txn, &change)) != SALESINV_OK)
        return rc;
    *out = (sinv_applied){.object = change.id,
                          .outcome = change.outcome,
                          .changed = change.changed,
                          .has_new_lines = change.has_new_lines};
    if (wanted == 0 && returns)
        wanted = SALESINV_STATUS_ACTIVE;
    return wanted != 0 ? set_status(txn, record, wanted, out) : SALESINV_OK;
}

salesinv_status sinv_apply_master(sinv_txn *txn, const sinv_record *record,
                                  sinv_applied *out)
{
    const sinv_canonical_form form = {.kind = record->kind};
    salesinv_draft *draft;
    salesinv_status rc;

    *out =
        (sinv_applied){.object = record->object, .outcome = SALESINV_UPSERT_UNCHANGED};
    if (record->is_deleted)
        return set_status(txn, record, SALESINV_STATUS_INACTIVE, out);
    if ((rc = sinv_canonical_draft(txn, record, &form, &draft)) != SALESINV_OK)
        return rc;
    rc = upsert(txn, record, draft, out);
    salesinv_draft_free(draft);
    return rc;
}
