/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_DOCUMENT_VERBS_H
#define SINV_DOCUMENT_VERBS_H

/*
 * The verbs of every kind, once: create, update, the transitions of the kind's table, get. The
 * exported functions of a kind are one line each on top of these (document/kind_api.h). All of them
 * enter and leave the session and run through core/call.h.
 */
#include "document/snapshot.h"

/** What a verb is asked to do. */
typedef struct sinv_request {
    salesinv_session *session;
    salesinv_kind kind;
    sinv_verb verb;
    salesinv_id id;              /* not for create */
    int64_t expected_version;    /* 0: any */
    const salesinv_draft *draft; /* create and update need one; others may take one */
    uint32_t flags;              /* create: SALESINV_SUBMIT */
    const char *reason;          /* NULL: none; at most 512 bytes */
    const char *request_key;
} sinv_request;

/** Run it. `out` (may be NULL: no snapshot is built) receives the document as it then is. */
salesinv_status sinv_verb_run(const sinv_request *request, salesinv_document **out);

salesinv_status sinv_verb_get(salesinv_session *session, salesinv_kind kind,
                              salesinv_id id, salesinv_document **out);

/** Keep why a document is about to change (NULL: nothing said), for its hooks and as {"reason":"..."} for its event. */
salesinv_status sinv_doc_note_reason(sinv_txn *txn, sinv_doc *doc, const char *reason);

/**
 * The core of a verb inside a transaction, for documents that change as a consequence of others
 * and for batch calls: right, version, state, rules, effect, store. doc is loaded or created already.
 */
salesinv_status sinv_verb_apply(sinv_txn *txn, sinv_doc *doc, sinv_verb verb);

/** Load for a call whose right may reach own objects only: FORBIDDEN for absent and foreign ids alike, else NOT_FOUND. */
salesinv_status sinv_verb_load(sinv_txn *txn, const sinv_call *call,
                               const sinv_kind *kind, salesinv_id id, sinv_doc **out);
/** STALE unless the document has the version; 0: any. */
salesinv_status sinv_verb_check_version(sinv_txn *txn, const sinv_doc *doc,
                                        int64_t expected);

#endif
