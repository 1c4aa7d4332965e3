/* SPDX-License-Identifier: Apache-2.0 */
/* How long messages and records wait for their next attempt. */
#include "sync/pause.h"

#include "core/session.h"
#include "core/settings.h"

enum { DOUBLINGS_MAX = 12 };
static const int64_t SECOND = INT64_C(1000000);
static const int64_t PAUSE_MAX = INT64_C(3600) * 1000000;

salesinv_status sinv_pause_after(sinv_txn *txn, int64_t attempts, salesinv_time *out)
{
    const salesinv_engine *engine = txn->engine;
    int64_t doublings = attempts - 1 < DOUBLINGS_MAX ? attempts - 1 : DOUBLINGS_MAX;
    int64_t seconds;
    int64_t pause;
    uint64_t random;
    salesinv_status rc =
        sinv_setting_int(txn, SINV_SET_SYNC_RETRY_SECONDS, NULL, &seconds);

    if (rc != SALESINV_OK)
        return rc;
    pause = (seconds * SECOND) << (doublings > 0 ? doublings : 0);
    if (pause > PAUSE_MAX)
        pause = PAUSE_MAX;
    random = engine->clock.random(engine->clock_self);
    *out = txn->now + pause / 2 + (int64_t)(random % (uint64_t)(pause / 2 + 1));
    return SALESINV_OK;
}
