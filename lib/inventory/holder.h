/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_HOLDER_H
#define SINV_INVENTORY_HOLDER_H

/* Naming, in a refusal, the document line that holds what was asked for. */
#include "core/txn.h"

/** May this session read the document of `line`? If not, it may be counted but not named. */
salesinv_status sinv_holder_is_readable(sinv_txn *txn, int64_t line, bool *out);

/** Add the details holder.N.document and holder.N.line; `before` (at most 16 bytes) stands before the keys. */
void sinv_holder_name(sinv_txn *txn, const char *before, int32_t n, int64_t line);
/** Add the detail holder.N.qty. */
void sinv_holder_add_qty(sinv_txn *txn, const char *before, int32_t n,
                         salesinv_qty qty);

#endif
