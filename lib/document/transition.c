/* SPDX-License-Identifier: Apache-2.0 */
/* What a verb does to a document's status: may it now, where does it lead, which event says so. */
#include "document/transition.h"

#include "core/settings.h"
#include "document/push.h"
#include "document/verbs.h"

static const char *const VERB_NAMES[SINV_VERB_COUNT] = {
    "create",   "update",  "submit",       "approve",    "reject",
    "withdraw", "void",    "activate",     "deactivate", "close",
    "reopen",   "receive", "undo_receipt", "take_in"};

const char *sinv_verb_name(sinv_verb verb)
{
    return VERB_NAMES[verb];
}

salesinv_status sinv_transition_refuse(sinv_txn *txn, const sinv_doc *doc,
                                       sinv_verb verb)
{
    int32_t status = (int32_t)sinv_doc_int(doc, SINV_HEAD_STATUS);
    salesinv_status rc =
        sinv_err_set(txn->err, SALESINV_E_INVALID_STATE, "status",
                     "%s %lld is %s: it does not take %s", doc->kind->name,
                     (long long)sinv_doc_id(doc), salesinv_document_status_name(status),
                     VERB_NAMES[verb]);

    sinv_err_add_int(txn->err, "id", sinv_doc_id(doc));
    sinv_err_add_text(txn->err, "status", salesinv_document_status_name(status));
    return rc;
}

/* Does this document wait for an approver? */
static salesinv_status needs_approval(sinv_txn *txn, const sinv_doc *doc, bool *out)
{
    int64_t on = 0;
    salesinv_status rc = SALESINV_OK;

    if (doc->kind->approval_setting >= 0)
        rc = sinv_setting_int(txn, doc->kind->approval_setting,
                              sinv_row_text(doc->head, SINV_HEAD_RECORD_TYPE), &on);
    *out = on != 0;
    return rc;
}

/* Neither who submitted it nor who changed it last while it waited. */
static salesinv_status check_four_eyes(sinv_txn *txn, const sinv_doc *doc)
{
    bool is_submitter = sinv_doc_int(doc, SINV_HEAD_SUBMITTED_BY) == txn->user;
    bool is_changer = sinv_doc_int(doc, SINV_HEAD_MODIFIED_BY) == txn->user;
    int64_t on;
    salesinv_status rc = sinv_setting_int(txn, SINV_SET_APPROVAL_FOUR_EYES, NULL, &on);

    if (rc != SALESINV_OK || !on || (!is_submitter && !is_changer))
        return rc;
    return sinv_err_set(txn->err, SALESINV_E_FORBIDDEN, NULL,
                        "approval.four_eyes: user %lld %s it and may not approve it",
                        (long long)txn->user, is_submitter ? "submitted" : "changed");
}

/* The status a transition leads to. */
static int32_t status_after(const sinv_doc *doc, const sinv_transition *step)
{
    int32_t confirmed =
        doc->kind->confirmed ? doc->kind->confirmed : SALESINV_STATUS_CONFIRMED;

    if (step->verb == SINV_VERB_SUBMIT && !doc->is_direct)
        return SALESINV_STATUS_IN_APPROVAL;
    if (step->to != 0)
        return step->to;
    if (step->verb == SINV_VERB_SUBMIT || step->verb == SINV_VERB_APPROVE)
        return confirmed;
    return (int32_t)sinv_doc_int(doc, SINV_HEAD_STATUS);
}

static int32_t event_of(const sinv_doc *doc, const sinv_transition *step)
{
    if (step->verb == SINV_VERB_SUBMIT && doc->is_direct)
        return SALESINV_EVENT_CONFIRMED;
    return step->event;
}

/* The deciding half of a transition. */
salesinv_status sinv_transition_decide(sinv_txn *txn, sinv_doc *doc,
                                       const sinv_transition *step)
{
    bool waits;
    salesinv_status rc;

    if (!(step->from & SINV_IN(sinv_doc_int(doc, SINV_HEAD_STATUS))))
        return sinv_transition_refuse(txn, doc, (sinv_verb)step->verb);
    if (step->verb == SINV_VERB_SUBMIT) {
        if ((rc = needs_approval(txn, doc, &waits)) != SALESINV_OK)
            return rc;
        doc->is_direct = !waits || doc->is_synced;
    }
    if (step->verb == SINV_VERB_APPROVE &&
        (rc = check_four_eyes(txn, doc)) != SALESINV_OK)
        return rc;
    return step->check ? step->check(txn, doc) : SALESINV_OK;
}

/* The effecting half: status first, so that the kind may still decide otherwise. */
salesinv_status sinv_transition_effect(sinv_txn *txn, sinv_doc *doc,
                                       const sinv_transition *step)
{
    int64_t before = sinv_doc_int(doc, SINV_HEAD_STATUS);
    salesinv_status rc;

    if (step->verb == SINV_VERB_SUBMIT)
        sinv_row_set_int(doc->head, SINV_HEAD_SUBMITTED_BY, txn->user);
    sinv_row_set_int(doc->head, SINV_HEAD_STATUS, status_after(doc, step));
    if (step->apply && (rc = step->apply(txn, doc)) != SALESINV_OK)
        return rc;
    if ((rc = sinv_doc_store(txn, doc, event_of(doc, step))) != SALESINV_OK)
        return rc;
    return sinv_push_step(txn, doc, (sinv_verb)step->verb, before);
}

salesinv_status sinv_verb_apply(sinv_txn *txn, sinv_doc *doc, sinv_verb verb)
{
    const sinv_transition *step = sinv_kind_transition(doc->kind, verb);
    salesinv_status rc;

    if (!step)
        return sinv_transition_refuse(txn, doc, verb);
    if ((rc = sinv_transition_decide(txn, doc, step)) != SALESINV_OK)
        return rc;
    return sinv_transition_effect(txn, doc, step);
}
