/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_LICENCE_H
#define SALESINV_LICENCE_H

#include "salesinv/session.h"

SALESINV_BEGIN_DECLS

/*
 * Licences and quotas of a tenant, by code:
 *   "inventory"        everything; without it the tenant is read-only
 *   "bom"              bundles that ship as kits
 *   "connector.BRAND"  synchronisation with an ERP
 *   "logistics"        tracking queries, one unit each; the setting receipt.on_delivery and reports that come by
 *                      themselves (salesinv_tracking_put) take none
 *   "ui_events"        display of available stock, one unit: taken while order.display_stock is on
 * Packages of the same code add up.
 */

/**
 * Grant a licence or add units to a quota.
 *
 * The codes "logistics.small", "logistics.medium" and "logistics.large" add `units` packages of that size to
 * "logistics"; the sizes are the platform's settings of the same keys.
 *
 * @param session      An operator session (borrowed), without an explicit transaction.
 * @param tenant       The tenant, > 0.
 * @param code         What is granted: 1..64 bytes (borrowed).
 * @param expires_at   When it ends; it replaces the end granted before. SALESINV_TIME_NONE: never.
 * @param units        Units added to a quota, >= 0; packages for the codes above; 0 for a plain licence.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG             a value is out of range or the code is unknown; see the error's field,
 *         SALESINV_E_FORBIDDEN       this is no operator session,
 *         SALESINV_E_NOT_FOUND       there is no such tenant,
 *         SALESINV_E_REQUEST_REUSED  same request key, other arguments,
 *         SALESINV_E_OVERFLOW        the units would not fit,
 *         SALESINV_E_BUSY            an explicit transaction is open,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_licence_grant(
    salesinv_session *session, salesinv_id tenant, const char *code,
    salesinv_time expires_at, int64_t units, const char *request_key);

/**
 * Read a licence of the session's tenant.
 *
 * @param session         The session (borrowed), of an administrator.
 * @param code            Which one: 1..64 bytes (borrowed).
 * @param out_units       Receives the units bought so far; may be NULL.
 * @param out_used        Receives the units used or taken for a query under way; may be NULL.
 * @param out_expires_at  Receives when it ends, SALESINV_TIME_NONE: never; may be NULL.
 * @return SALESINV_OK (expired or not), else one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  the code is not valid,
 *         SALESINV_E_FORBIDDEN               no role of the session may read licences,
 *         SALESINV_E_NOT_FOUND               it was never granted,
 *         any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_licence_get(salesinv_session *session,
                                                  const char *code, int64_t *out_units,
                                                  int64_t *out_used,
                                                  salesinv_time *out_expires_at);

SALESINV_END_DECLS

#endif
