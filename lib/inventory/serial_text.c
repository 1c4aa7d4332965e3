/* SPDX-License-Identifier: Apache-2.0 */
/* Serial texts as prefix, width and number, and back. */
#include "inventory/serial_text.h"

#include <string.h>

#include "base/text.h"

/* One more than the greatest number of `width` digits. */
static int64_t numbers_of(int32_t width)
{
    int64_t power = 1;

    for (int32_t i = 0; i < width; i++)
        power *= 10;
    return power;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static salesinv_status check_text(sinv_err *err, const char *field, const char *text,
                                  size_t size)
{
    if (size == 0 || size > SINV_SERIAL_TEXT_MAX)
        return sinv_err_set(err, SALESINV_E_TEXT, field,
                            "a serial has 1 to %d bytes, this one has %zu",
                            SINV_SERIAL_TEXT_MAX, size);
    if (!sinv_utf8_is_valid(text, size))
        return sinv_err_set(err, SALESINV_E_TEXT, field,
                            "the serial is not valid UTF-8");
    if (sinv_text_has_control(text, size))
        return sinv_err_set(err, SALESINV_E_TEXT, field,
                            "the serial has a control character");
    if (text[0] == ' ' || text[size - 1] == ' ')
        return sinv_err_set(err, SALESINV_E_TEXT, field,
                            "the serial begins or ends with a blank");
    return SALESINV_OK;
}

salesinv_status sinv_serial_parse(sinv_err *err, const char *field, const char *text,
                                  size_t size, sinv_serial_range *out)
{
    size_t prefix = size;
    salesinv_status rc = check_text(err, field, text, size);

    if (rc != SALESINV_OK)
        return rc;
    while (prefix > 0 && size - prefix < SINV_SERIAL_WIDTH_MAX &&
           is_digit(text[prefix - 1]))
        prefix--;
    *out = (sinv_serial_range){.prefix = text,
                               .prefix_size = (uint32_t)prefix,
                               .width = (int32_t)(size - prefix),
                               .count = 1};
    for (size_t i = prefix; i < size; i++)
        out->first = out->first * 10 + (text[i] - '0');
    return SALESINV_OK;
}

size_t sinv_serial_format(const sinv_serial_range *range, int64_t at,
                          char out[SINV_SERIAL_TEXT_MAX + 1])
{
    size_t size = range->prefix_size + (size_t)range->width;
    int64_t number = range->first + at;

    if (range->prefix_size > 0)
        memcpy(out, range->prefix, range->prefix_size);
    for (size_t i = size; i > range->prefix_size; i--, number /= 10)
        out[i - 1] = (char)('0' + number % 10);
    out[size] = '\0';
    return size;
}

salesinv_status sinv_serial_extend(sinv_err *err, const char *field,
                                   const sinv_serial_range *last,
                                   sinv_serial_range *range)
{
    char first_text[SINV_SERIAL_TEXT_MAX + 1];
    char last_text[SINV_SERIAL_TEXT_MAX + 1];

    if (sinv_serial_is_alike(range, last) && last->first >= range->first) {
        range->count = last->first - range->first + 1;
        return SALESINV_OK;
    }
    (void)sinv_serial_format(range, 0, first_text);
    (void)sinv_serial_format(last, 0, last_text);
    return sinv_err_set(err, SALESINV_E_SERIAL_RANGE, field,
                        "%s to %s is no range: prefix and width must be the same, "
                        "the last number not below the first",
                        first_text, last_text);
}

salesinv_status sinv_serial_resize(sinv_err *err, const char *field, int64_t count,
                                   sinv_serial_range *range)
{
    char text[SINV_SERIAL_TEXT_MAX + 1];

    if (count >= 1 && count <= numbers_of(range->width) - range->first) {
        range->count = count;
        return SALESINV_OK;
    }
    (void)sinv_serial_format(range, 0, text);
    return sinv_err_set(err, SALESINV_E_SERIAL_RANGE, field,
                        "there are no %lld serials from %s on with its %d digits",
                        (long long)count, text, range->width);
}

int sinv_serial_compare(const sinv_serial_range *a, const sinv_serial_range *b)
{
    uint32_t size = a->prefix_size < b->prefix_size ? a->prefix_size : b->prefix_size;
    int order = size > 0 ? memcmp(a->prefix, b->prefix, size) : 0;

    if (order != 0)
        return order;
    if (a->prefix_size != b->prefix_size)
        return a->prefix_size < b->prefix_size ? -1 : 1;
    if (a->width != b->width)
        return a->width < b->width ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

bool sinv_serial_is_alike(const sinv_serial_range *a, const sinv_serial_range *b)
{
    return a->width == b->width && a->prefix_size == b->prefix_size &&
           (a->prefix == b->prefix || a->prefix_size == 0 ||
            memcmp(a->prefix, b->prefix, a->prefix_size) == 0);
}
