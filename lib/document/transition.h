/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_DOCUMENT_TRANSITION_H
#define SINV_DOCUMENT_TRANSITION_H

/*
 * One step of a document from one status to the next, in the two halves of every hook: decide, then take effect. Verbs are
 * put together from it.
 */
#include "document/doc.h"

/** "close" and so on, for messages and fingerprints. */
const char *sinv_verb_name(sinv_verb verb);

/** INVALID_STATE: the document's status does not take the verb. */
salesinv_status sinv_transition_refuse(sinv_txn *txn, const sinv_doc *doc,
                                       sinv_verb verb);
/** State, approval and the kind's own check. Writes nothing. */
salesinv_status sinv_transition_decide(sinv_txn *txn, sinv_doc *doc,
                                       const sinv_transition *step);
/** Carry out what was decided and store the document. Status first, so that the kind may still decide otherwise. */
salesinv_status sinv_transition_effect(sinv_txn *txn, sinv_doc *doc,
                                       const sinv_transition *step);

#endif
