/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SALES_AVAILABILITY_H
#define SINV_SALES_AVAILABILITY_H

/*
 * What stock an order that is being written could take, line by line, each after the ones before it. Reads only.
 */
#include "sales/order.h"

/** One line as the caller sees them. */
typedef struct sinv_available_line {
    salesinv_id product; /* 0: not named yet */
    int32_t level;       /* SALESINV_LEVEL_*; NONE: nothing is said */
    salesinv_qty qty;
} sinv_available_line;

typedef struct sinv_available {
    int64_t mode;          /* SALESINV_MODE_* */
    salesinv_id warehouse; /* of mode "single" */
    sinv_available_line *lines;
    uint32_t count;
} sinv_available;

/**
 * The figures of `doc`, filled from its draft (which may be unfinished) or as it is stored. WAREHOUSE_DISABLED,
 * WAREHOUSE_NOT_APPLICABLE, ARG for a quantity that the product cannot have, OVERFLOW.
 */
salesinv_status sinv_order_available(sinv_txn *txn, sinv_doc *doc, sinv_available *out);

#endif
