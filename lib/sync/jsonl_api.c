/* SPDX-License-Identifier: Apache-2.0 */
/* Exported function that makes a connector of a folder. */
#include "salesinv/jsonl.h"

#include "base/text.h"
#include "core/session.h"
#include "sync/connector.h"
#include "sync/jsonl/jsonl.h"

static salesinv_status create(salesinv_engine *engine, const char *name,
                              const char *folder, uint32_t flags,
                              salesinv_connector **out)
{
    salesinv_connector_vtable table = *sinv_jsonl_vtable();
    size_t size;
    void *self;
    salesinv_status rc =
        sinv_text_check(engine->err, "folder", folder, SINV_JSONL_PATH_MAX, &size);

    if (rc != SALESINV_OK)
        return rc;
    if (size == 0)
        return sinv_err_set(engine->err, SALESINV_E_ARG, "folder", "folder is empty");
    if (flags & ~(uint32_t)SALESINV_JSONL_NO_ACKS)
        return sinv_err_set(engine->err, SALESINV_E_ARG, "flags",
                            "flags %#x has unknown bits", flags);
    if (name)
        table.name = name;
    self = sinv_jsonl_create(engine->heap, folder, !(flags & SALESINV_JSONL_NO_ACKS));
    if (!self)
        return sinv_err_set(engine->err, SALESINV_E_NOMEM, NULL, "out of memory");
    return sinv_connector_import(engine, &table, self, sinv_jsonl_destroy, out);
}

salesinv_status salesinv_jsonl_create(salesinv_engine *engine, const char *name,
                                      const char *folder, uint32_t flags,
                                      salesinv_connector **out_connector)
{
    salesinv_status rc;

    if (out_connector)
        *out_connector = NULL;
    if (!engine || engine->magic != SINV_MAGIC_ENGINE)
        return SALESINV_E_ARG;
    if (!out_connector)
        return sinv_engine_missing(engine, "out_connector");
    if ((rc = sinv_engine_enter(engine)) != SALESINV_OK)
        return rc;
    return sinv_engine_leave(engine,
                             create(engine, name, folder, flags, out_connector));
}
