/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_RETURNS_REFREEZE_H
#define SINV_RETURNS_REFREEZE_H

/* Orders want again what a return had given up before it was shipped: frozen as at submission, whole or not at all. */
#include "returns/plan.h"

salesinv_status sinv_return_check_refreeze(sinv_txn *txn, const sinv_doc *doc,
                                           sinv_return_plan *plan);
salesinv_status sinv_return_apply_refreeze(sinv_txn *txn, const sinv_return_plan *plan);

#endif
