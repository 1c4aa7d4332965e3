/* SPDX-License-Identifier: Apache-2.0 */
/* Two independent multiply-and-fold lanes over 64-bit words, finished by a mixer. */
#include "base/digest.h"

#include <string.h>

static const uint64_t K1 = UINT64_C(0x9e3779b97f4a7c15);
static const uint64_t K2 = UINT64_C(0xbf58476d1ce4e5b9);
static const uint64_t K3 = UINT64_C(0x94d049bb133111eb);

static uint64_t rotate(uint64_t value, int32_t bits)
{
    return value << bits | value >> (64 - bits);
}

static uint64_t mix(uint64_t value)
{
    value = (value ^ (value >> 30)) * K2;
    value = (value ^ (value >> 27)) * K3;
    return value ^ (value >> 31);
}

static void put_word(sinv_digest *digest, uint64_t word)
{
    digest->a = rotate((digest->a ^ mix(word + K1)) * K2, 29) + digest->b;
    digest->b = rotate((digest->b + mix(word ^ K3)) * K3, 31) ^ digest->a;
}

void sinv_digest_init(sinv_digest *digest)
{
    digest->a = K1;
    digest->b = K3;
}

void sinv_digest_int(sinv_digest *digest, int64_t value)
{
    put_word(digest, (uint64_t)value);
}

/* Little-endian on every machine. */
static uint64_t word_at(const unsigned char *bytes, size_t size)
{
    uint64_t word = 0;

    for (size_t i = 0; i < size; i++)
        word |= (uint64_t)bytes[i] << (8 * i);
    return word;
}

void sinv_digest_bytes(sinv_digest *digest, const void *bytes, size_t size)
{
    const unsigned char *from = bytes;

    put_word(digest, bytes ? (uint64_t)size + 1 : 0);
    if (!bytes)
        return;
    for (; size >= 8; from += 8, size -= 8)
        put_word(digest, word_at(from, 8));
    if (size > 0)
        put_word(digest, word_at(from, size));
}

void sinv_digest_final(const sinv_digest *digest, uint8_t out[16])
{
    uint64_t a = mix(digest->a + rotate(digest->b, 17));
    uint64_t b = mix(digest->b ^ a);

    for (int32_t i = 0; i < 8; i++) {
        out[i] = (uint8_t)(a >> (8 * i));
        out[8 + i] = (uint8_t)(b >> (8 * i));
    }
}
