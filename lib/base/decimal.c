/* SPDX-License-Identifier: Apache-2.0 */
/* Decimal text to scaled integers and back, exact in both directions. */
#include "base/decimal.h"

#include <stdbool.h>
#include <string.h>

#include "base/checked.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Well-formed: [-]digits[.digits]; where the digits end and whether there is a dot. */
static bool scan(const char *text, size_t size, size_t *out_start, size_t *out_dot)
{
    size_t i = size > 0 && text[0] == '-' ? 1 : 0;

    *out_start = i;
    *out_dot = size;
    if (i == size || !is_digit(text[i]))
        return false;
    while (i < size && is_digit(text[i]))
        i++;
    if (i == size)
        return true;
    *out_dot = i;
    if (text[i] != '.' || i + 1 == size)
        return false;
    for (i++; i < size; i++)
        if (!is_digit(text[i]))
            return false;
    return true;
}

/* One more digit, counted away from zero so that INT64_MIN fits. */
static bool push_digit(int64_t *value, bool is_negative, char digit)
{
    int64_t add = digit - '0';

    return sinv_mul_i64(*value, 10, value) &&
           (is_negative ? sinv_sub_i64(*value, add, value)
                        : sinv_add_i64(*value, add, value));
}

/* Digits before the dot and `scale` after it; false when it does not fit. */
static bool accumulate(const char *text, size_t size, size_t start, size_t dot,
                       int32_t scale, int64_t *out)
{
    bool is_negative = start == 1;
    int64_t value = 0;

    for (size_t i = start; i < dot; i++)
        if (!push_digit(&value, is_negative, text[i]))
            return false;
    for (int32_t i = 0; i < scale; i++) {
        size_t at = dot + 1 + (size_t)i;
        if (!push_digit(&value, is_negative, at < size ? text[at] : '0'))
            return false;
    }
    *out = value;
    return true;
}

salesinv_status sinv_decimal_parse(sinv_err *err, const char *field, const char *text,
                                   size_t size, int32_t scale, int64_t *out)
{
    size_t start;
    size_t dot;

    if (!text || !scan(text, size, &start, &dot))
        return sinv_err_set(err, SALESINV_E_ARG, field,
                            "\"%.*s\" is not a decimal number",
                            (int)(size < 40 ? size : 40), text ? text : "");
    for (size_t i = dot + 1 + (size_t)scale; i < size; i++)
        if (text[i] != '0')
            return sinv_err_set(err, SALESINV_E_OVERFLOW, field,
                                "\"%.*s\" has more than %d decimals",
                                (int)(size < 40 ? size : 40), text, scale);
    if (!accumulate(text, size, start, dot, scale, out))
        return sinv_err_set(err, SALESINV_E_OVERFLOW, field, "\"%.*s\" does not fit",
                            (int)(size < 40 ? size : 40), text);
    return SALESINV_OK;
}

size_t sinv_decimal_format(int64_t value, int32_t scale,
                           char out[SINV_DECIMAL_TEXT_MAX])
{
    char reversed[SINV_DECIMAL_TEXT_MAX];
    uint64_t rest = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value;
    bool is_fraction = false; /* a digit after the dot was put */
    size_t count = 0;
    size_t size = 0;

    for (int32_t i = 0; i < scale; i++, rest /= 10) {
        is_fraction = is_fraction || rest % 10 != 0;
        if (is_fraction)
            reversed[count++] = (char)('0' + rest % 10);
    }
    if (is_fraction)
        reversed[count++] = '.';
    do {
        reversed[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        out[size++] = '-';
    while (count > 0)
        out[size++] = reversed[--count];
    out[size] = '\0';
    return size;
}
