/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_REQUEST_H
#define SINV_CORE_REQUEST_H

/* Request keys: what a tenant's key did, so that a repeat does nothing twice. */
#include "core/call.h"

enum { SINV_REQUEST_KEY_MAX = 64 };

/** *out_found when the key was used for this very request (the call's result is filled in); REQUEST_REUSED for another. */
salesinv_status sinv_request_find(sinv_txn *txn, sinv_call *call, bool *out_found);
/** Record the call's result under its key. */
salesinv_status sinv_request_record(sinv_txn *txn, const sinv_call *call);

#endif
