/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_BASE_CHECKED_H
#define SINV_BASE_CHECKED_H

/*
 * Integer arithmetic that says when it does not fit. Each function answers true
 * and stores the result, or answers false and leaves *out alone.
 */
#include <stdbool.h>
#include <stdint.h>

static inline bool sinv_add_i64(int64_t a, int64_t b, int64_t *out)
{
    int64_t sum;
    if (__builtin_add_overflow(a, b, &sum))
        return false;
    *out = sum;
    return true;
}

static inline bool sinv_sub_i64(int64_t a, int64_t b, int64_t *out)
{
    int64_t difference;
    if (__builtin_sub_overflow(a, b, &difference))
        return false;
    *out = difference;
    return true;
}

static inline bool sinv_mul_i64(int64_t a, int64_t b, int64_t *out)
{
    int64_t product;
    if (__builtin_mul_overflow(a, b, &product))
        return false;
    *out = product;
    return true;
}

static inline int64_t sinv_min_i64(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/** a * b / divisor with a 128-bit intermediate, rounded half away from zero; divisor > 0. */
bool sinv_muldiv_i64(int64_t a, int64_t b, int64_t divisor, int64_t *out);

/** As sinv_muldiv_i64, but rounded down. */
bool sinv_muldiv_floor_i64(int64_t a, int64_t b, int64_t divisor, int64_t *out);

/** As sinv_muldiv_i64, but false unless the division leaves no rest. */
bool sinv_muldiv_exact_i64(int64_t a, int64_t b, int64_t divisor, int64_t *out);

#endif
