/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Changing a stored document by a draft: what is not submitted yet just changes; what has effect changes its effect with it.
 */
#include "document/update.h"

#include <string.h>

#include "core/session.h"
#include "core/undo.h"
#include "document/fill.h"
#include "document/push.h"
#include "document/transition.h"

salesinv_status sinv_update_apply(sinv_txn *txn, sinv_doc *doc)
{
    return doc->kind->apply_write ? doc->kind->apply_write(txn, doc) : SALESINV_OK;
}

salesinv_status sinv_update_write(sinv_txn *txn, sinv_doc *doc, int32_t event)
{
    salesinv_status rc = sinv_update_apply(txn, doc);

    return rc == SALESINV_OK ? sinv_doc_store(txn, doc, event) : rc;
}

/* Which part of the document an update may touch in its state. */
static salesinv_status scope_of(sinv_txn *txn, const sinv_doc *doc,
                                sinv_fill_scope *out)
{
    uint32_t state = SINV_IN(sinv_doc_int(doc, SINV_HEAD_STATUS));
    const sinv_kind *kind = doc->kind;

    *out = SINV_FILL_ALL;
    if ((kind->editable | kind->revisable) & state)
        return SALESINV_OK;
    *out = SINV_FILL_LATE;
    return kind->late & state ? SALESINV_OK
                              : sinv_transition_refuse(txn, doc, SINV_VERB_UPDATE);
}

/* Does the draft say more than what can be set in any state? */
static bool says_more(const sinv_kind *kind, const salesinv_draft *draft)
{
    for (int32_t i = 0; i < kind->field_count; i++) {
        const sinv_field *field = &kind->fields[i];

        if (field->column >= 0 && !(field->flags & SINV_FIELD_LATE) &&
            (draft->head->changed >> field->column & 1))
            return true;
    }
    return draft->has_lines;
}

static bool is_amended(const sinv_doc *doc, const salesinv_draft *draft)
{
    const sinv_kind *kind = doc->kind;
    uint32_t waiting = SINV_IN(SALESINV_STATUS_IN_APPROVAL);

    return (kind->flags & SINV_KIND_AMEND) &&
           sinv_doc_int(doc, SINV_HEAD_STATUS) == SALESINV_STATUS_IN_APPROVAL &&
           (!(kind->late & waiting) || says_more(kind, draft));
}

/* Whose right reaches own objects only may change them while nobody else has acted on them. */
static salesinv_status check_early(sinv_txn *txn, const sinv_call *call,
                                   const sinv_doc *doc)
{
    uint32_t early = doc->kind->early;

    if (!call->only_own || early == 0 ||
        (early & SINV_IN(sinv_doc_int(doc, SINV_HEAD_STATUS))))
        return SALESINV_OK;
    return sinv_rights_refuse(txn->err, call->right);
}

static salesinv_status fill(sinv_txn *txn, sinv_doc *doc, const salesinv_draft *draft,
                            sinv_fill_scope scope)
{
    salesinv_status rc = sinv_doc_fill(txn, doc, draft, scope);

    return rc == SALESINV_OK && scope != SINV_FILL_LATE ? sinv_doc_prepare(txn, doc)
                                                        : rc;
}

static salesinv_status take_effect_back(sinv_txn *txn, sinv_doc *doc)
{
    const sinv_transition *step = sinv_kind_transition(doc->kind, SINV_VERB_WITHDRAW);
    salesinv_status rc = step->check ? step->check(txn, doc) : SALESINV_OK;

    if (rc == SALESINV_OK && step->apply)
        rc = step->apply(txn, doc);
    doc->plan = NULL;
    txn->refs = NULL; /* documents that were read may have changed */
    sinv_row_set_int(doc->head, SINV_HEAD_STATUS, SALESINV_STATUS_WITHDRAWN);
    return rc;
}

/* Whatever the approval setting says by now: it waits as it did. */
static salesinv_status take_effect_again(sinv_txn *txn, sinv_doc *doc)
{
    const sinv_transition *step = sinv_kind_transition(doc->kind, SINV_VERB_SUBMIT);
    salesinv_status rc;

    doc->is_direct = false;
    if (step->check && (rc = step->check(txn, doc)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(doc->head, SINV_HEAD_STATUS, SALESINV_STATUS_IN_APPROVAL);
    return step->apply ? step->apply(txn, doc) : SALESINV_OK;
}

/* Approval is by record type, so the type is settled once it was asked for. */
static salesinv_status check_record_type(sinv_txn *txn, const sinv_doc *doc,
                                         const salesinv_draft *draft)
{
    const char *before = sinv_row_text(doc->head, SINV_HEAD_RECORD_TYPE);
    const char *now = sinv_row_text(draft->head, SINV_HEAD_RECORD_TYPE);

    if (!(draft->head->changed >> SINV_HEAD_RECORD_TYPE & 1) ||
        (before && now ? strcmp(before, now) == 0 : before == now))
        return SALESINV_OK;
    return sinv_err_set(txn->err, SALESINV_E_ARG, "record_type",
                        "record_type is fixed at submission");
}

/*
 * A document in approval holds goods for what it said. Its change is decided when it holds none: so it lets go, changes,
 * and takes hold again; a refusal on the way takes all of that back.
 */
static salesinv_status amend(sinv_txn *txn, sinv_doc *doc, const salesinv_draft *draft)
{
    sinv_undo undo;
    salesinv_status undone;
    salesinv_status rc;

    if ((rc = check_record_type(txn, doc, draft)) != SALESINV_OK)
        return rc;
    sinv_undo_mark(txn, &undo);
    if ((rc = take_effect_back(txn, doc)) == SALESINV_OK &&
        (rc = fill(txn, doc, draft, SINV_FILL_ALL)) == SALESINV_OK &&
        (rc = take_effect_again(txn, doc)) == SALESINV_OK &&
        (rc = sinv_update_write(txn, doc, SALESINV_EVENT_UPDATED)) == SALESINV_OK) {
        sinv_undo_forget(txn);
        return SALESINV_OK;
    }
    undone = sinv_undo_all(txn);
    return undone == SALESINV_OK ? rc : undone;
}

salesinv_status sinv_update_run(sinv_txn *txn, const sinv_call *call, sinv_doc *doc,
                                const salesinv_draft *draft)
{
    const sinv_kind *kind = doc->kind;
    bool is_revision =
        (kind->revisable & SINV_IN(sinv_doc_int(doc, SINV_HEAD_STATUS))) != 0;
    sinv_doc *before = NULL;
    sinv_fill_scope scope;
    salesinv_status rc;

    if ((rc = check_early(txn, call, doc)) != SALESINV_OK ||
        (rc = sinv_doc_copy(txn, doc, &before)) != SALESINV_OK)
        return rc;
    doc->before = before;
    if (is_amended(doc, draft))
        return amend(txn, doc, draft);
    if ((rc = scope_of(txn, doc, &scope)) != SALESINV_OK ||
        (rc = fill(txn, doc, draft, scope)) != SALESINV_OK)
        return rc;
    if (is_revision && kind->check_revise &&
        (rc = kind->check_revise(txn, doc)) != SALESINV_OK)
        return rc;
    if (is_revision && kind->apply_revise &&
        (rc = kind->apply_revise(txn, doc)) != SALESINV_OK)
        return rc;
    if ((rc = sinv_update_write(txn, doc, SALESINV_EVENT_UPDATED)) != SALESINV_OK)
        return rc;
    return sinv_push_step(txn, doc, SINV_VERB_UPDATE,
                          sinv_doc_int(before, SINV_HEAD_STATUS));
}
