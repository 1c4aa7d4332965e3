/* SPDX-License-Identifier: Apache-2.0 */
/* Import of a carrier and the one way to ask it; see carrier.h. */
#include "fulfil/carrier.h"

#include <stdio.h>
#include <string.h>

#include "base/abi_struct.h"

static salesinv_status check_vtable(sinv_err *err,
                                    const salesinv_carrier_vtable *vtable)
{
    if (vtable->reserved != 0)
        return sinv_err_set(err, SALESINV_E_ARG, "reserved", "reserved is not 0");
    if (!vtable->query)
        return sinv_err_set(err, SALESINV_E_ARG, "query",
                            "the carrier has no method query");
    return SALESINV_OK;
}

static void name_it(salesinv_carrier *carrier)
{
    (void)snprintf(carrier->name, sizeof(carrier->name), "%s",
                   carrier->vtable.name ? carrier->vtable.name : "custom");
    (void)snprintf(carrier->source, sizeof(carrier->source), "carrier:%s",
                   carrier->name);
    carrier->vtable.name = carrier->name;
}

salesinv_status sinv_carrier_import(sinv_err *err, sinv_heap *heap,
                                    const salesinv_carrier_vtable *vtable, void *self,
                                    void (*destroy)(void *self), salesinv_carrier **out)
{
    salesinv_carrier *carrier = sinv_alloc(heap, sizeof(*carrier));
    salesinv_status rc = SALESINV_E_NOMEM;

    *out = NULL;
    if (carrier) {
        rc = sinv_abi_import(err, &carrier->vtable, sizeof(carrier->vtable),
                             sizeof(salesinv_carrier_vtable), vtable);
        if (rc == SALESINV_OK)
            rc = check_vtable(err, &carrier->vtable);
    } else {
        (void)sinv_err_set(err, rc, NULL, "out of memory");
    }
    if (rc != SALESINV_OK) {
        sinv_free(heap, carrier);
        if (destroy)
            destroy(self);
        return rc;
    }
    carrier->magic = SINV_MAGIC_CARRIER;
    carrier->heap = sinv_heap_ref(heap);
    carrier->self = self;
    carrier->destroy = destroy;
    sinv_buf_init(&carrier->payload.bytes, heap, SALESINV_PAYLOAD_SIZE_MAX);
    name_it(carrier);
    *out = carrier;
    return SALESINV_OK;
}

salesinv_status sinv_carrier_check(sinv_err *err, const salesinv_carrier *carrier)
{
    if (!carrier)
        return sinv_err_set(err, SALESINV_E_ARG, "carrier", "carrier is missing");
    if (carrier->magic != SINV_MAGIC_CARRIER)
        return sinv_err_set(err, SALESINV_E_ARG, "carrier", "carrier is no carrier");
    return SALESINV_OK;
}

/* What a provider may answer; anything else says no more than that it failed. */
static salesinv_status failure_of(salesinv_status rc)
{
    switch (rc) {
    case SALESINV_E_CONNECTOR_TIMEOUT:
    case SALESINV_E_CONNECTOR_REFUSED:
    case SALESINV_E_CONNECTOR_MALFORMED:
    case SALESINV_E_CALLBACK:
    case SALESINV_E_NOMEM:
    case SALESINV_E_INTERRUPTED:
        return rc;
    default:
        return SALESINV_E_CONNECTOR_REFUSED;
    }
}

salesinv_status sinv_carrier_query(sinv_err *err, salesinv_carrier *carrier,
                                   const char *code, const char *tracking_number)
{
    salesinv_payload *payload = &carrier->payload;
    salesinv_status rc;

    sinv_buf_free(&payload->bytes);
    sinv_buf_init(&payload->bytes, carrier->heap, SALESINV_PAYLOAD_SIZE_MAX);
    payload->is_put = false;
    payload->vendor_code = 0;
    payload->failure[0] = '\0';
    rc = carrier->vtable.query(carrier->self, code, tracking_number, payload);
    if (rc == SALESINV_OK && payload->is_put)
        return SALESINV_OK;
    if (rc == SALESINV_OK) {
        rc = SALESINV_E_CONNECTOR_MALFORMED;
        (void)snprintf(payload->failure, sizeof(payload->failure),
                       "the carrier answered nothing");
    }
    rc = failure_of(rc);
    (void)sinv_err_set(err, rc, NULL, "%s", salesinv_status_text(rc));
    sinv_err_set_source(err, carrier->source, payload->vendor_code,
                        payload->failure[0] ? payload->failure : NULL);
    return rc;
}
