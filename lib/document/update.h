/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_DOCUMENT_UPDATE_H
#define SINV_DOCUMENT_UPDATE_H

/* The body of the verb update, and what it shares with create. */
#include "document/doc.h"

/** Carry out the update of a loaded document; `call` says whether its right reaches own objects only. */
salesinv_status sinv_update_run(sinv_txn *txn, const sinv_call *call, sinv_doc *doc,
                                const salesinv_draft *draft);

/** What changes with a document that is written, besides itself. */
salesinv_status sinv_update_apply(sinv_txn *txn, sinv_doc *doc);

/** Store what a draft made of the document, after what else changes with it. */
salesinv_status sinv_update_write(sinv_txn *txn, sinv_doc *doc, int32_t event);

#endif
