/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_BASE_DIGEST_H
#define SINV_BASE_DIGEST_H

/* A 128-bit fingerprint of what a request asked for; not cryptographic, the same on every machine. */
#include <stddef.h>
#include <stdint.h>

typedef struct sinv_digest {
    uint64_t a;
    uint64_t b;
} sinv_digest;

void sinv_digest_init(sinv_digest *digest);
void sinv_digest_int(sinv_digest *digest, int64_t value);
/** The size is part of what is digested; NULL differs from empty. */
void sinv_digest_bytes(sinv_digest *digest, const void *bytes, size_t size);
void sinv_digest_final(const sinv_digest *digest, uint8_t out[16]);

#endif
