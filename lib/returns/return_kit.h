/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_RETURNS_RETURN_KIT_H
#define SINV_RETURNS_RETURN_KIT_H

#include "returns/plan.h"

/**
 * While the return is being written: a new line that names the order line of a picked kit becomes a line for each of its
 * components. Loads the orders that such lines name into `orders`. ARG for what kits have not, EXCEEDS_RETURNABLE for more kits
 * than were ordered and not returned.
 */
salesinv_status sinv_return_expand_kits(sinv_txn *txn, sinv_doc *doc,
                                        sinv_order_set *orders);

#endif
