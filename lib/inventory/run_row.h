/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_RUN_ROW_H
#define SINV_INVENTORY_RUN_ROW_H

/* Rows of RUN for the files about serial runs. Rows are used again: a million serials need one. */
#include "inventory/serial_run.h"

/** Empty `row` and set the key of the run that begins with number `first` like `range`. */
salesinv_status sinv_run_key(sinv_txn *txn, sinv_row *row, salesinv_id scope,
                             const sinv_serial_range *range, int64_t first);

/** The range of a filled row; its prefix lies in the row and dies with the next fill. */
sinv_serial_range sinv_run_range(const sinv_row *row);
sinv_serial_facts sinv_run_facts(const sinv_row *row);
bool sinv_run_is_same(const sinv_serial_facts *a, const sinv_serial_facts *b);

/** A filled row as a run, its prefix copied into the arena. */
salesinv_status sinv_run_take(sinv_txn *txn, const sinv_row *row, sinv_serial_run *out);

#endif
