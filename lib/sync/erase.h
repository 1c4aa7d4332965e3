/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_ERASE_H
#define SINV_SYNC_ERASE_H

/* What messages and records know of the people of an account that is erased. */
#include "core/txn.h"

/**
 * Messages of its shipments lose receiver and tracking number, sent or not. Of its records nothing is left but id, version and fingerprint;
 * one that was refused is dismissed. Results of its documents likewise once they are done with; one that was refused loses what is
 * personal and goes on waiting.
 */
salesinv_status sinv_sync_erase(sinv_txn *txn, salesinv_id account);

#endif
