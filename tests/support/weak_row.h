/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WEAK_ROW_H
#define WEAK_ROW_H

/* One version of a row of the weak storage: its cells, and behind them their bytes. */
#include "salesinv/sys/storage.h"

typedef struct weak_cell {
    salesinv_cell_type type;
    int64_t number;
    const char *bytes; /* in the row itself */
    size_t size;
} weak_cell;

typedef struct weak_row {
    int32_t count;
    weak_cell cells[];
} weak_row;

/** A cell of the library's row; its bytes are borrowed. */
weak_cell weak_row_view(const salesinv_row *row, int32_t column);
/** A cell of a row; of a column younger than the row, what an added column holds. */
weak_cell weak_row_cell(const salesinv_schema *schema, int32_t t, const weak_row *row,
                        int32_t column);
/** < 0, 0, > 0: NULL is least, text and bytes bytewise. */
int weak_row_compare(weak_cell a, weak_cell b);
/** A row of `old`'s cells (may be NULL) with those in `mask` taken from `row`; NULL without memory. Freed by free. */
weak_row *weak_row_make(const salesinv_schema *schema, int32_t t, const weak_row *old,
                        uint64_t mask, const salesinv_row *row);
/** Fill the library's row. */
salesinv_status weak_row_deliver(const salesinv_schema *schema, int32_t t,
                                 const weak_row *from, salesinv_row *out_row);

#endif
