/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_REALTIME_H
#define SINV_SYNC_REALTIME_H

/*
 * Asking the ERP for the stock of an order that is being written, in three steps: what is to be asked is read, the connector is
 * asked outside any transaction, and the order is looked at again. What it answers is remembered by the session
 * (inventory/recent.h) and written nowhere.
 */
#include "inventory/recent.h"
#include "sales/available_call.h"
#include "sync/connector.h"

/** What something is called in the ERP. */
typedef struct sinv_called {
    salesinv_id id;
    char name[SALESINV_EXTERNAL_ID_MAX + 1];
} sinv_called;

typedef struct sinv_realtime {
    salesinv_session *session;
    salesinv_connector *connector;
    int64_t timeout_ms;
    sinv_availability_call ask;
    /* What is to be asked. */
    sinv_called *called; /* products, then warehouses; in the heap */
    uint32_t product_count;
    uint32_t place_count;
    bool is_single; /* one warehouse is asked, not all of them */
    bool is_needed; /* the order looks at stock at all */
    bool is_paused;
} sinv_realtime;

/**
 * The body of the first step: PLUGIN_DISABLED, EDITION_NOT_SUPPORTED, CONNECTOR_REQUIRED, LICENSE_REQUIRED, and what looking at the
 * order refuses.
 */
salesinv_status sinv_realtime_find(sinv_txn *txn, sinv_realtime *of);
/** The second one: what became of it is in of->ask. NOMEM or INTERRUPTED. */
salesinv_status sinv_realtime_ask(sinv_realtime *of);
/** The body of the third. */
salesinv_status sinv_realtime_answer(sinv_txn *txn, const sinv_realtime *of);
void sinv_realtime_free(sinv_realtime *of);

#endif
