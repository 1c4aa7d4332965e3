/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SALES_DELIVERY_H
#define SINV_SALES_DELIVERY_H

/* How much an ERP may deliver: what was ordered, and what the setting sync.over_delivery lets it go beyond. */
#include "sales/order_set.h"

/** What a quantity may be exceeded by. */
salesinv_status sinv_delivery_tolerance(sinv_txn *txn, int64_t qty, int64_t *out);

/** One delivery that is held against what is left of a quantity. */
typedef struct sinv_delivery {
    const char *what;  /* "order" or "notice" */
    int64_t line;      /* its line id */
    int64_t qty;       /* ordered */
    int64_t left;      /* of it; may be negative already */
    int64_t delivered; /* now */
} sinv_delivery;

/** OVER_DELIVERY naming "qty" of line `place`, unless what is delivered fits into what is left and the tolerance. */
salesinv_status sinv_delivery_check(sinv_txn *txn, const sinv_delivery *of,
                                    int32_t place);

/** The same of an order line and all that the document at hand wants of it. */
salesinv_status sinv_delivery_check_order(sinv_txn *txn, const sinv_order_line *line,
                                          int32_t place);

#endif
