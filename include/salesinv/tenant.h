/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_TENANT_H
#define SALESINV_TENANT_H

#include "salesinv/session.h"

SALESINV_BEGIN_DECLS

/** Who owns a tenant's stock figures: one of SALESINV_EDITION_*. Since 0.1. */
typedef int32_t salesinv_edition;
enum {
    SALESINV_EDITION_NONE =
        0, /**< None chosen yet: master data alone can be written. */
    SALESINV_EDITION_STANDALONE = 1, /**< The library's documents move stock. */
    SALESINV_EDITION_INTEGRATION = 2 /**< An ERP owns the figures. */
};

/**
 * Create a tenant.
 *
 * @param session      An operator session (borrowed).
 * @param name         Its name, UTF-8 without control characters, 1..256 bytes (borrowed).
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @param out_id       Receives its id, 0 on failure.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG or SALESINV_E_TEXT  the name is not valid,
 *         SALESINV_E_FORBIDDEN               this is no operator session,
 *         SALESINV_E_REQUEST_REUSED          same request key, other arguments,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_tenant_create(salesinv_session *session,
                                                    const char *name,
                                                    const char *request_key,
                                                    salesinv_id *out_id);

/**
 * Choose the tenant's edition, once. Enabling the same edition again changes nothing.
 *
 * @param session      The session (borrowed), of an administrator.
 * @param edition      SALESINV_EDITION_STANDALONE or SALESINV_EDITION_INTEGRATION.
 * @param request_key  Idempotency key, UTF-8, 1..64 bytes (borrowed); may be NULL.
 * @return SALESINV_OK, else nothing changed and one of
 *         SALESINV_E_ARG               `edition` is neither,
 *         SALESINV_E_FORBIDDEN         no role of the session may change settings,
 *         SALESINV_E_REQUEST_REUSED    same request key, other arguments,
 *         SALESINV_E_LICENSE_REQUIRED  the licence "inventory" is missing or has expired,
 *         SALESINV_E_EDITION_SWITCH_REQUIRES_REQUEST  the other edition was enabled before,
 *         SALESINV_E_CONFLICT or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage, clock. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_edition_enable(salesinv_session *session,
                                                     salesinv_edition edition,
                                                     const char *request_key);

/**
 * Read the tenant's edition.
 *
 * @param session      The session (borrowed), of a user who may read settings.
 * @param out_edition  Receives the edition, SALESINV_EDITION_NONE on failure.
 * @return SALESINV_OK, SALESINV_E_ARG, SALESINV_E_FORBIDDEN when no role of the session may read settings,
 *         or any SALESINV_E_STORAGE_* code.
 *
 * Thread: the engine's. May call: storage. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_edition_get(salesinv_session *session,
                                                  salesinv_edition *out_edition);

SALESINV_END_DECLS

#endif
