/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_LINE_SERIAL_H
#define SINV_INVENTORY_LINE_SERIAL_H

/*
 * Which serials a document line names: stored from the draft on, unchanged after posting. A
 * record of the document, not of where the serials are.
 */
#include "core/txn.h"
#include "inventory/serial_run.h"

/** Make the closed set what the line names. */
salesinv_status sinv_line_serial_store(sinv_txn *txn, int64_t line,
                                       const sinv_serial_set *set);

/** Add what the line names to `out` and close it. */
salesinv_status sinv_line_serial_load(sinv_txn *txn, int64_t line,
                                      sinv_serial_set *out);

/** Append at most `limit` ranges that the line names, in order, behind the one that begins like `after` (NULL: from the first). */
salesinv_status sinv_line_serial_page(sinv_txn *txn, int64_t line,
                                      const sinv_serial_range *after, uint32_t limit,
                                      sinv_serial_runs *out);

/** Forget what the line names. */
salesinv_status sinv_line_serial_remove(sinv_txn *txn, int64_t line);

#endif
