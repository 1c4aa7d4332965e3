/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_SYNC_H
#define SALESINV_SYNC_H

#include "salesinv/session.h"
#include "salesinv/sys/connector.h"

SALESINV_BEGIN_DECLS

/* ---- connectors ---- */

/** A connector of the host to an ERP, ready to be asked through every session of its engine. Since 0.1. */
typedef struct salesinv_connector salesinv_connector;

/**
 * Make a connector's methods known. Nothing is asked yet, and nothing is stored: see salesinv_sync_enable for its registration
 * with a tenant.
 *
 * @param engine         The engine (borrowed; its memory is kept until the connector is freed).
 * @param vtable         The connector's methods (copied).
 * @param self           Passed to every method (borrowed until destroy).
 * @param destroy        Called with `self` exactly once: when the connector is freed, or at once if this call fails; may be NULL.
 * @param out_connector  Receives the connector, NULL on failure (owned: release with salesinv_connector_free).
 * @return SALESINV_OK, else one of
 *         SALESINV_E_ARG    the name or a method is missing or not valid, see the error's field,
 *         SALESINV_E_NOMEM, SALESINV_E_CLOSED, SALESINV_E_FORKED, SALESINV_E_REENTRANT, SALESINV_E_BUSY or a SALESINV_E_ABI_* code.
 *
 * Thread: the engine's. May call: destroy. Since 0.1.
 */
SALESINV_API salesinv_status salesinv_connector_create(
    salesinv_engine *engine, const salesinv_connector_vtable *vtable, void *self,
    void (*destroy)(void *self), salesinv_connector **out_connector);

/**
 * Release a connector (NULL is a no-op) and call its `destroy`. Legal before and after its engine is closed; not inside one of its
 * methods, where nothing happens. Since 0.1.
 */
SALESINV_API void salesinv_connector_free(salesinv_connector *connector);

SALESINV_END_DECLS

#endif
