/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_TENANT_H
#define SINV_CORE_TENANT_H

/* Tenants, which are rows of the platform (tenant 0), and the edition that each has chosen. */
#include "core/txn.h"
#include "salesinv/tenant.h"

enum { SINV_TENANT_NAME_MAX = 256 };

/** Create a tenant, in a transaction of the platform. */
salesinv_status sinv_tenant_create(sinv_txn *txn, const char *name,
                                   salesinv_id *out_id);
/** NOT_FOUND naming the tenant unless it exists; in a transaction of the platform. */
salesinv_status sinv_tenant_require(sinv_txn *txn, salesinv_id tenant);

/** The edition of the transaction's tenant. */
salesinv_status sinv_edition_read(sinv_txn *txn, salesinv_edition *out);
/** Replace the edition, without any check: the edition switch does that. */
salesinv_status sinv_edition_write(sinv_txn *txn, salesinv_edition edition);
/** "standalone" and so on; "unknown" for what is none. */
const char *sinv_edition_name(int64_t edition);
/** none -> `edition`. LICENSE_REQUIRED, EDITION_SWITCH_REQUIRES_REQUEST. */
salesinv_status sinv_edition_enable(sinv_txn *txn, salesinv_edition edition);

#endif
