/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROGRAMME_SYNC_H
#define PROGRAMME_SYNC_H

/* What the cases of synchronisation share. */
#include "support/programme.h"

/** The tenant's edition is integration, and the connector "main" is registered. */
void programme_sync_ready(programme *at);
/** A body for fix_core_run: the ERP calls the plain product "M", the tracked one "T" and the warehouse "W". */
salesinv_status programme_sync_links(sinv_txn *txn, void *arg);
/** Put records by "main". */
salesinv_status programme_sync_put(programme *at, const char *json);

#endif
