/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_ASK_H
#define SINV_FULFIL_ASK_H

/*
 * Asking a carrier about one parcel, in three steps: reserve a unit, ask, settle with the answer or release the unit. Each
 * step but the middle one is a transaction of its own; while the carrier is asked none is open.
 */
#include "fulfil/carrier.h"
#include "fulfil/tracking.h"

typedef struct sinv_ask {
    salesinv_session *session;
    salesinv_carrier *carrier;
    sinv_right right;
    int64_t parcel; /* shipment << 16 | number */
    /* the steps' own */
    salesinv_id reservation; /* 0: there is nothing to ask */
    char code[SALESINV_CARRIER_CODE_MAX + 1];
    char number[SALESINV_TRACKING_NUMBER_MAX + 1];
} sinv_ask;

/** Is the last answer old enough, and no final state reached? `cache` in microseconds. */
bool sinv_ask_is_due(const sinv_row *parcel, salesinv_time now, int64_t cache);
/** The setting tracking.cache_minutes in microseconds. */
salesinv_status sinv_ask_cache(sinv_txn *txn, int64_t *out);

/**
 * Ask unless it is not due; *out_asked tells. A failure of the carrier gives the unit back. In a dry run nobody is
 * asked. LICENSE_REQUIRED, QUOTA_EXHAUSTED, CONNECTOR_*, CALLBACK.
 */
salesinv_status sinv_ask_run(sinv_ask *ask, bool *out_asked);

#endif
