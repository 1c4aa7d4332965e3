/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_FULFIL_CARRIER_H
#define SINV_FULFIL_CARRIER_H

/*
 * The library's side of the carrier port: a provider's table imported once, and the one way to ask it. What it hands
 * over is kept in the carrier until the next query, so that nothing leaks when a host unwinds through a callback.
 */
#include "base/error.h"
#include "base/text.h"
#include "salesinv/tracking.h"

enum { SINV_MAGIC_CARRIER = 0x53434152, SINV_CARRIER_NAME_MAX = 40 };

struct salesinv_payload {
    sinv_buf bytes;
    salesinv_payload_format format;
    bool is_put;
    int64_t vendor_code;
    char failure[256]; /* "" unless the provider said something */
};

struct salesinv_carrier {
    uint32_t magic;
    sinv_heap *heap; /* a reference */
    salesinv_carrier_vtable vtable;
    void *self;
    void (*destroy)(void *self);
    salesinv_payload payload; /* of the last query */
    char name[SINV_CARRIER_NAME_MAX];
    char source[SINV_CARRIER_NAME_MAX + 16];
};

/**
 * Check and copy `vtable` (ABI_* for its size, ARG for a missing method). On failure `destroy` is called at once.
 */
salesinv_status sinv_carrier_import(sinv_err *err, sinv_heap *heap,
                                    const salesinv_carrier_vtable *vtable, void *self,
                                    void (*destroy)(void *self),
                                    salesinv_carrier **out);
/** ARG unless it is a carrier. */
salesinv_status sinv_carrier_check(sinv_err *err, const salesinv_carrier *carrier);
/**
 * Ask for one parcel; the answer is carrier->payload until the next query. Failures come back with the error object filled: source
 * "carrier:NAME", vendor code and text of the provider. Never inside a storage transaction.
 */
salesinv_status sinv_carrier_query(sinv_err *err, salesinv_carrier *carrier,
                                   const char *code, const char *tracking_number);

#endif
