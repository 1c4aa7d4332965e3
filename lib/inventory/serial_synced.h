/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_SERIAL_SYNCED_H
#define SINV_INVENTORY_SERIAL_SYNCED_H

/*
 * What an ERP says of serial numbers. It counts for those that are named and for no others: what was named before and is not any more stays
 * as it is. Those that are as said already do not change; one that waits to leave the place that is said is in stock there for the ERP,
 * and one that a return announced is used by the return's account.
 * One that a shipment used comes back by a return or when the shipment is void, not by what is said here.
 */
#include "inventory/serial_run.h"

typedef struct sinv_serials_said {
    salesinv_id product;
    int32_t state;         /* SINV_SERIAL_UNUSED, _IN_STOCK or _USED */
    salesinv_id warehouse; /* in stock only, and then needed */
    salesinv_id bin;       /* likewise; 0: in none */
    salesinv_id batch;     /* 0: not said */
    salesinv_id account;   /* used only; 0: not said */
} sinv_serials_said;

/**
 * Take over what is said of a closed set. SERIAL_PRODUCT for goods without serials and serials of another product, SERIAL_STATE for what a
 * document line has used, SERIAL_HELD for what is promised to one, WAREHOUSE_REQUIRED, ARG for a place or an account that does not go
 * with the state, BIN_MISMATCH, BATCH_MISMATCH. Nothing is written then.
 */
salesinv_status sinv_serial_synced_put(sinv_txn *txn, const sinv_serial_set *set,
                                       const sinv_serials_said *said,
                                       bool *out_changed);

/** The ERP knows them no more: those in stock are unused then, all others stay as they are. */
salesinv_status sinv_serial_synced_remove(sinv_txn *txn, const sinv_serial_set *set,
                                          salesinv_id product, bool *out_changed);

#endif
