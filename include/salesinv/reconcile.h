/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_RECONCILE_H
#define SALESINV_RECONCILE_H

#include "salesinv/sync.h"

SALESINV_BEGIN_DECLS

enum {
    SALESINV_REPAIR = 1 /**< Make what is here what the ERP has. */
};

/**
 * Compare all that the ERP has of some kinds with what is here, without changing anything; with SALESINV_REPAIR also apply it, whatever
 * the versions: what is missing here is created, what is different is changed, and what the ERP does not have any more is put out of use, a
 * figure of stock taken away. What nobody ever delivered is left alone. Positions of the runs stay as they are. A difference that cannot
 * be repaired is reported with its reason, and not kept in the inbox.
 *
 * The report: {"connector", "is_repair", "kinds": [{"kind", "differences": [{"what", "external_id", "id", "fields", "code", "field",
 * "reason"}], "same", "different", "missing_here", "missing_there", "refused", "is_complete"}]}. "what" is missing_here, missing_there,
 * different (of master data with the fields) or refused; a code with field and reason says why it cannot be made so. At most 1000
 * differences of a kind are listed, "is_complete" says whether these are all. Without a repair a record may be reported as refused
 * because what it refers to is missing here itself.
 *
 * Pages are asked for outside of transactions, each is compared in one; a repair that fails in the middle leaves what was repaired.
 * At most 32 bytes of memory are used for each record of one kind. Results (outbound orders, shipments, returns) are not compared.
 * Reports progress; can be interrupted.
 *
 * @param session    The session (borrowed), of a user who may read in synchronisation, with SALESINV_REPAIR change.
 * @param connector  The connector (borrowed), registered with the tenant under its name.
 * @param kinds      Bits 1 << SALESINV_KIND_*: of master data, SERIAL and STOCK; 0: all of them that it delivers.
 * @param flags      SALESINV_REPAIR or 0.
 * @param out_json   Receives the report, NULL on failure (owned: release with salesinv_blob_free).
 * @return SALESINV_OK, also with differences; else one of
 *         SALESINV_E_ARG                      a kind that is not compared, an unknown flag, a connector of another engine,
 *         SALESINV_E_BUSY                     a session of the engine has an open transaction,
 *         SALESINV_E_FORBIDDEN                no role of the session may do this,
 *         SALESINV_E_CONNECTOR_REQUIRED, SALESINV_E_EDITION_NOT_SUPPORTED, SALESINV_E_LICENSE_REQUIRED, as in salesinv_inbox_put,
 *         SALESINV_E_INVALID_STATE            the connector is paused, a new epoch waits to be confirmed, or a repair meets another one,
 *         SALESINV_E_CONNECTOR_TIMEOUT, SALESINV_E_CONNECTOR_REFUSED, SALESINV_E_CONNECTOR_MALFORMED, SALESINV_E_CALLBACK  the connector failed,
 *         SALESINV_E_UNKNOWN_OUTCOME          the storage does not say whether a page of a repair was stored: reconcile again,
 *         SALESINV_E_INTERRUPTED, SALESINV_E_NOMEM, SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock, progress, the connector. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_sync_reconcile(salesinv_session *session,
                                                     salesinv_connector *connector,
                                                     uint64_t kinds, uint32_t flags,
                                                     salesinv_blob **out_json);

SALESINV_END_DECLS

#endif
