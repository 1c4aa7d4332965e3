/* SPDX-License-Identifier: Apache-2.0 */
/* Exported functions of the handle of a connector. */
#include "sync/connector.h"

const char *salesinv_message_action_name(salesinv_message_action action)
{
    static const char *const names[] = {"", "put", "void", "close", "reopen"};

    return action >= SALESINV_MESSAGE_PUT && action <= SALESINV_MESSAGE_REOPEN
               ? names[action]
               : "";
}

static salesinv_status enter(salesinv_engine *engine, salesinv_connector **out)
{
    if (!engine || engine->magic != SINV_MAGIC_ENGINE)
        return SALESINV_E_ARG;
    return out ? sinv_engine_enter(engine)
               : sinv_engine_missing(engine, "out_connector");
}

salesinv_status salesinv_connector_create(salesinv_engine *engine,
                                          const salesinv_connector_vtable *vtable,
                                          void *self, void (*destroy)(void *self),
                                          salesinv_connector **out_connector)
{
    salesinv_status rc;

    if (out_connector)
        *out_connector = NULL;
    rc = enter(engine, out_connector);
    if (rc != SALESINV_OK) {
        if (destroy)
            destroy(self);
        return rc;
    }
    rc = sinv_connector_import(engine, vtable, self, destroy, out_connector);
    return sinv_engine_leave(engine, rc);
}

/* A host that unwound through a method left the mark; then no call is under way. */
static bool is_in_use(const salesinv_connector *connector)
{
    return connector->is_asked && connector->engine->guard.depth > 0;
}

void salesinv_connector_free(salesinv_connector *connector)
{
    salesinv_engine *engine;

    if (!connector || connector->magic != SINV_MAGIC_CONNECTOR || is_in_use(connector))
        return;
    engine = connector->engine;
    connector->magic = SINV_MAGIC_DEAD;
    if (connector->destroy)
        connector->destroy(connector->self);
    sinv_pulled_free(&connector->pulled);
    sinv_answers_free(&connector->answers);
    sinv_figures_free(&connector->figures);
    sinv_free(engine->heap, connector);
    sinv_engine_unref(engine);
}
