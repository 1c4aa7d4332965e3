/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_CANONICAL_REF_H
#define SINV_SYNC_CANONICAL_REF_H

/* References to lines of other documents, for the reader and the writer of canonical documents. */
#include "sync/canonical.h"

/** The field beside a reference to a line that names the line's document, of the line or of the header; NULL: none. */
const sinv_field *sinv_canonical_document_field(const sinv_kind *kind,
                                                const sinv_field *line_ref,
                                                bool is_line);

/** The line id that a node means, for a field with SINV_FIELD_LINE_REF of `kind`. */
salesinv_status sinv_canonical_resolve_line(sinv_txn *txn,
                                            const sinv_canonical_place *place,
                                            const sinv_kind *kind,
                                            const sinv_field *field,
                                            const sinv_json *node, int64_t *out);

#endif
