/* SPDX-License-Identifier: Apache-2.0 */
/* Multiply-divide with a 128-bit intermediate, the one extension the compiler must offer. */
#include "base/checked.h"

__extension__ typedef __int128 wide;

static bool narrow(wide value, int64_t *out)
{
    if (value > INT64_MAX || value < INT64_MIN)
        return false;
    *out = (int64_t)value;
    return true;
}

bool sinv_muldiv_i64(int64_t a, int64_t b, int64_t divisor, int64_t *out)
{
    wide product = (wide)a * b;
    wide quotient;
    wide rest;

    if (divisor <= 0)
        return false;
    quotient = product / divisor;
    rest = product % divisor;
    if (rest < 0)
        rest = -rest;
    if (rest * 2 >= divisor)
        quotient += product < 0 ? -1 : 1;
    return narrow(quotient, out);
}

bool sinv_muldiv_floor_i64(int64_t a, int64_t b, int64_t divisor, int64_t *out)
{
    wide product = (wide)a * b;

    if (divisor <= 0)
        return false;
    return narrow(product / divisor - (product % divisor < 0), out);
}

bool sinv_muldiv_exact_i64(int64_t a, int64_t b, int64_t divisor, int64_t *out)
{
    wide product = (wide)a * b;

    if (divisor <= 0 || product % divisor != 0)
        return false;
    return narrow(product / divisor, out);
}
