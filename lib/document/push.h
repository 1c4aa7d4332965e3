/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_DOCUMENT_PUSH_H
#define SINV_DOCUMENT_PUSH_H

/*
 * Telling the ERP: while the edition is integration, a document of a kind with `pushed` leaves a message in the outbox
 * when a user brings it into effect, changes it there or takes it out. What changes with other documents (counters of an
 * order that ships) is no message.
 */
#include "document/doc.h"

/** After the document was stored by `verb`, which found it in status `before`: the message that is due, if any. */
salesinv_status sinv_push_step(sinv_txn *txn, const sinv_doc *doc, sinv_verb verb,
                               int64_t before);

/** Would the ERP be told of a document of the kind with this header, whoever owns the stock now? */
bool sinv_push_concerns(const sinv_kind *kind, const sinv_row *head);

#endif
