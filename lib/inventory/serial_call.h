/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_SERIAL_CALL_H
#define SINV_INVENTORY_SERIAL_CALL_H

/* What the exported readings of serials share: their arguments, checked once, and the call around them. */
#include "core/call.h"
#include "inventory/serial_run.h"
#include "salesinv/serial.h"

enum { SINV_SERIAL_LIST_MAX = 10000 };

/* What one reading asks and gives; exactly one output is set. */
typedef struct sinv_serial_call {
    salesinv_id product;
    const char *text; /* the serial, or where to go on */
    sinv_serial_range range;
    salesinv_id warehouse;
    int64_t line; /* document line whose serials are listed */
    bool is_of_line;
    int32_t state;
    int32_t max_count;
    salesinv_serial **out_serial;
    salesinv_trace **out_trace;
    salesinv_serial_list **out_list;
} sinv_serial_call;

/** Where the serials of the product are unique: everywhere (0) or within it; ARG without the product then. */
salesinv_status sinv_serial_scope(sinv_txn *txn, salesinv_id product, salesinv_id *out);

/** SERIAL_NOT_FOUND with the text that was asked for. */
salesinv_status sinv_serial_unknown(sinv_txn *txn, const sinv_serial_call *ask);

/** Check the arguments and run `body` on them (call->arg) with the right to read stock; what it made is freed if the call fails after it. */
salesinv_status sinv_serial_ask(salesinv_session *session, const char *function,
                                salesinv_status (*body)(sinv_txn *txn, sinv_call *call),
                                sinv_serial_call *ask);

#endif
