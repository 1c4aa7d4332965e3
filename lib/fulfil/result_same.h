/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_RESULT_SAME_H
#define SINV_FULFIL_RESULT_SAME_H

/* Does a newer report of an ERP say other goods than the one before? */
#include "document/doc.h"

/** Are the header, but for what may change later, and the lines with their serials what the document has, in the same order? */
salesinv_status sinv_result_is_same(sinv_txn *txn, const salesinv_draft *draft,
                                    const sinv_doc *doc, bool *out);

/** Take over what may change later, where it is another. */
salesinv_status sinv_result_fill_late(sinv_txn *txn, const salesinv_draft *draft,
                                      sinv_doc *doc);

#endif
