/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_RETURNS_RESULT_PLAN_H
#define SINV_RETURNS_RESULT_PLAN_H

/* Between the two files of a result: what it says of one line, against what was known. */
#include "returns/plan.h"

typedef struct sinv_result_line {
    const sinv_draft_line *given; /* NULL: nothing of the line */
    int64_t before;               /* as stored */
    int64_t total;                /* as the result says */
    sinv_serial_set named;        /* these are all, as the others closed */
    sinv_serial_set added;
    sinv_serial_set removed;
} sinv_result_line;

typedef struct sinv_result {
    sinv_doc *doc;
    sinv_return_plan *plan;
    sinv_result_line *lines; /* per line of the return */
} sinv_result;

/** Read and check the serials of line `index`, into its goods too; nothing for products that have none. */
salesinv_status sinv_result_check_serials(sinv_txn *txn, const sinv_result *result,
                                          uint32_t index);
/** Distribute what changes over the line's bookings. */
salesinv_status sinv_result_distribute(sinv_txn *txn, const sinv_result *result,
                                       uint32_t index);
/** Move those that changed: what is taken back first. */
salesinv_status sinv_result_move_serials(sinv_txn *txn, const sinv_result *result,
                                         uint32_t index);

#endif
