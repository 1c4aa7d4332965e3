/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_BASE_DECIMAL_H
#define SINV_BASE_DECIMAL_H

/*
 * Exact decimal text <-> scaled integers. Quantities have 6 decimals, money 4.
 * Accepted: [-]digits[.digits], no blanks, no exponent, no plus sign, at least one digit on
 * each side of a dot; trailing zeros beyond the scale are fine, other digits there are not.
 */
#include <stddef.h>

#include "base/error.h"

enum { SINV_QTY_SCALE = 6, SINV_MONEY_SCALE = 4, SINV_DECIMAL_TEXT_MAX = 32 };
#define SINV_QTY_ONE INT64_C(1000000)
#define SINV_MONEY_ONE INT64_C(10000)

/** Parse `size` bytes; ARG for anything but a decimal, OVERFLOW when it does not fit or has too many decimals. Sets err with `field`. */
salesinv_status sinv_decimal_parse(sinv_err *err, const char *field, const char *text,
                                   size_t size, int32_t scale, int64_t *out);

/** Shortest text that reads back: no trailing zeros, no bare dot. Returns its length. */
size_t sinv_decimal_format(int64_t value, int32_t scale,
                           char out[SINV_DECIMAL_TEXT_MAX]);

#endif
