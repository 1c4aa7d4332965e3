/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_DOCUMENT_FILL_H
#define SINV_DOCUMENT_FILL_H

#include "document/doc.h"

/** What part of a document a draft may touch. */
typedef enum sinv_fill_scope {
    SINV_FILL_NEW,
    SINV_FILL_ALL,
    SINV_FILL_LATE,
    SINV_FILL_UNFINISHED /* to be looked at, not stored: nothing is required or fixed yet */
} sinv_fill_scope;

/**
 * Put a draft into the rows of a document: settable fields, lines matched by number, absent lines
 * marked removed. Checks what needs no rule of the kind: fixed and required fields, references
 * (NOT_FOUND), uniqueness of external ids and codes (EXISTS). Writes nothing to storage.
 */
salesinv_status sinv_doc_fill(sinv_txn *txn, sinv_doc *doc, const salesinv_draft *draft,
                              sinv_fill_scope scope);

/**
 * OVERFLOW unless the quantities of the lines together fit: no counter of a line exceeds its quantity, so that every sum
 * over the lines then fits as well. For who adds lines after the preparation.
 */
salesinv_status sinv_doc_check_total(sinv_txn *txn, const sinv_doc *doc);

/** The kind's own preparation, then OVERFLOW unless the quantities of the lines together fit. */
salesinv_status sinv_doc_prepare(sinv_txn *txn, sinv_doc *doc);

#endif
