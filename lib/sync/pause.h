/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_PAUSE_H
#define SINV_SYNC_PAUSE_H

#include "core/txn.h"

/**
 * When what failed for the `attempts`-th time is tried again: after "sync.retry_seconds", doubled with each attempt up to an hour, and of
 * that a half or more, so that many that failed together come back apart.
 */
salesinv_status sinv_pause_after(sinv_txn *txn, int64_t attempts, salesinv_time *out);

#endif
