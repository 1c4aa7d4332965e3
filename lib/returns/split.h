/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_RETURNS_SPLIT_H
#define SINV_RETURNS_SPLIT_H

#include "returns/plan.h"

/** Split line `index`: sets its `unshipped` and `moving`. ARG, EXCEEDS_RETURNABLE. */
salesinv_status sinv_return_split(sinv_txn *txn, const sinv_doc *doc,
                                  sinv_return_plan *plan, uint32_t index);

/** Of a return in approval: EXCEEDS_RETURNABLE when an ERP sent meanwhile what was not to be shipped any more. */
salesinv_status sinv_return_check_unshipped(sinv_txn *txn,
                                            const sinv_return_plan *plan);

#endif
