/* SPDX-License-Identifier: Apache-2.0 */
/* Exported functions of carriers: for hosts, and for the carrier itself during a query. */
#include "core/call.h"
#include "fulfil/carrier.h"

#include <stdio.h>

salesinv_status salesinv_carrier_open(salesinv_session *session,
                                      const salesinv_carrier_vtable *vtable, void *self,
                                      void (*destroy)(void *self),
                                      salesinv_carrier **out_carrier)
{
    salesinv_status rc;

    if (out_carrier)
        *out_carrier = NULL;
    rc = out_carrier ? sinv_session_enter(session)
                     : sinv_session_missing(session, "out_carrier");
    if (rc != SALESINV_OK) {
        if (destroy)
            destroy(self);
        return rc;
    }
    return sinv_session_leave(
        session, sinv_carrier_import(session->engine->err, session->engine->heap,
                                     vtable, self, destroy, out_carrier));
}

void salesinv_carrier_close(salesinv_carrier *carrier)
{
    sinv_heap *heap;

    if (!carrier || carrier->magic != SINV_MAGIC_CARRIER)
        return;
    carrier->magic = SINV_MAGIC_DEAD;
    heap = carrier->heap;
    if (carrier->destroy)
        carrier->destroy(carrier->self);
    sinv_buf_free(&carrier->payload.bytes);
    sinv_free(heap, carrier);
    sinv_heap_unref(heap);
}

salesinv_status salesinv_payload_put(salesinv_payload *payload,
                                     salesinv_payload_format format, const char *bytes,
                                     size_t size)
{
    if (!payload || (!bytes && size > 0) || format < SALESINV_PAYLOAD_AFTERSHIP ||
        format > SALESINV_PAYLOAD_KUAIDI100)
        return SALESINV_E_ARG;
    sinv_buf_clear(&payload->bytes);
    sinv_buf_put(&payload->bytes, bytes, size);
    payload->format = format;
    payload->is_put = payload->bytes.status == SALESINV_OK;
    return payload->bytes.status;
}

void salesinv_payload_fail(salesinv_payload *payload, int64_t vendor_code,
                           const char *text)
{
    if (!payload)
        return;
    payload->vendor_code = vendor_code;
    (void)snprintf(payload->failure, sizeof(payload->failure), "%s", text ? text : "");
}
