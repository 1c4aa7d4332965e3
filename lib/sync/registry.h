/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_SYNC_REGISTRY_H
#define SINV_SYNC_REGISTRY_H

/* The connectors of a tenant: rows by name. Who exchanges messages asks here whether he may. */
#include "base/json.h"
#include "core/txn.h"
#include "sync/connector.h"

enum { SINV_CONNECTOR_REASON_MAX = 512 };

/** What a connector is registered with. */
typedef struct sinv_registration {
    const char *name;
    const char *brand;
    uint64_t pushes;
    uint64_t pulls;
} sinv_registration;

/** ARG naming `field` unless `name` can be a connector's (of at most `max` bytes), or a brand. */
salesinv_status sinv_connector_check_name(sinv_err *err, const char *field,
                                          const char *name, size_t max);

/** The row of a connector that is registered or was; CONNECTOR_REQUIRED names it. */
salesinv_status sinv_connector_find_any(sinv_txn *txn, const char *name,
                                        sinv_row **out);
/** The same for one that is registered, not retired. */
salesinv_status sinv_connector_find(sinv_txn *txn, const char *name, sinv_row **out);
/** The same for who wants to exchange messages: the edition is integration, its brand licensed. EDITION_NOT_SUPPORTED, LICENSE_REQUIRED. */
salesinv_status sinv_connector_require(sinv_txn *txn, const char *name, sinv_row **out);
/** The same for who only takes messages: what waits in the outbox goes out in the standalone edition too. LICENSE_REQUIRED. */
salesinv_status sinv_connector_require_taker(sinv_txn *txn, const char *name,
                                             sinv_row **out);
/** As sinv_connector_require, and it must work: INVALID_STATE when it is paused or a new epoch waits to be confirmed. */
salesinv_status sinv_connector_require_active(sinv_txn *txn, const char *name,
                                              sinv_row **out);
/** INVALID_STATE unless it is active. */
salesinv_status sinv_connector_check_active(sinv_txn *txn, const sinv_row *row);
/** How the licence of its brand stands. */
typedef struct sinv_connector_licence {
    bool is_valid;
    salesinv_time expires_at; /* SALESINV_TIME_NONE: never, or it was not granted */
} sinv_connector_licence;
salesinv_status sinv_connector_read_licence(sinv_txn *txn, const sinv_row *row,
                                            sinv_connector_licence *out);
/** Does it work: neither paused nor with an epoch to be confirmed? */
bool sinv_connector_is_active(const sinv_row *row);

salesinv_status sinv_connector_enable(sinv_txn *txn,
                                      const sinv_registration *registration);
salesinv_status sinv_connector_pause(sinv_txn *txn, const char *name,
                                     const char *reason);
salesinv_status sinv_connector_resume(sinv_txn *txn, const char *name);
/** Take it out of use: it takes and delivers nothing, and what it took is for others. Again: nothing. INVALID_STATE while it has leases. */
salesinv_status sinv_connector_retire(sinv_txn *txn, const char *name,
                                      const char *reason);
/** A new life of the ERP's data, which lacks what it was told from `lost_since` on; SALESINV_TIME_NONE: nothing. STALE. */
salesinv_status sinv_connector_confirm_epoch(sinv_txn *txn, const char *name,
                                             const char *epoch,
                                             salesinv_time lost_since);

/** "order", "stock" and so on, also of kinds that are records alone; "unknown". */
const char *sinv_sync_kind_name(const salesinv_engine *engine, salesinv_kind kind);
/** An array of the names of a set of kinds. */
void sinv_sync_put_kinds(sinv_json_writer *json, const salesinv_engine *engine,
                         uint64_t kinds);

/** salesinv_sync_state of `name`, NULL: of all. */
salesinv_status sinv_sync_describe(sinv_txn *txn, const char *name,
                                   salesinv_blob **out);

#endif
