/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 validation and a capped growing buffer. */
#include "base/text.h"

#include <string.h>

#include "base/decimal.h"

/* Length of the sequence at `text`, 0 if it is malformed. */
static size_t sequence(const unsigned char *text, size_t size)
{
    unsigned char lead = text[0];
    size_t length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;

    if (lead == 0 || (lead >= 0x80 && lead < 0xc2) || lead > 0xf4 || length > size)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((text[i] & 0xc0) != 0x80)
            return 0;
    if ((lead == 0xe0 && text[1] < 0xa0) || (lead == 0xed && text[1] > 0x9f) ||
        (lead == 0xf0 && text[1] < 0x90) || (lead == 0xf4 && text[1] > 0x8f))
        return 0;
    return length;
}

bool sinv_utf8_is_valid(const char *text, size_t size)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t i = 0;

    while (i < size) {
        size_t length = sequence(bytes + i, size - i);
        if (length == 0)
            return false;
        i += length;
    }
    return true;
}

bool sinv_text_has_control(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
            return true;
    return false;
}

salesinv_status sinv_text_check(sinv_err *err, const char *field, const char *text,
                                size_t max, size_t *out_size)
{
    size_t size;

    *out_size = 0;
    if (!text)
        return sinv_err_set(err, SALESINV_E_ARG, field, "%s is missing", field);
    size = strnlen(text, max + 1);
    if (size > max)
        return sinv_err_set(err, SALESINV_E_TEXT, field, "%s is longer than %zu bytes",
                            field, max);
    if (!sinv_utf8_is_valid(text, size))
        return sinv_err_set(err, SALESINV_E_TEXT, field, "%s is not valid UTF-8",
                            field);
    *out_size = size;
    return SALESINV_OK;
}

void sinv_buf_init(sinv_buf *buf, sinv_heap *heap, size_t max)
{
    memset(buf, 0, sizeof(*buf));
    buf->heap = heap;
    buf->max = max;
}

void sinv_buf_free(sinv_buf *buf)
{
    sinv_free(buf->heap, buf->bytes);
    buf->bytes = NULL;
    buf->size = 0;
    buf->capacity = 0;
}

void sinv_buf_clear(sinv_buf *buf)
{
    buf->size = 0;
    buf->status = SALESINV_OK;
    if (buf->bytes)
        buf->bytes[0] = '\0';
}

static bool reserve_room(sinv_buf *buf, size_t more)
{
    size_t want = buf->capacity ? buf->capacity : 64;
    char *grown;

    if (more > buf->max || buf->size > buf->max - more) {
        buf->status = SALESINV_E_OVERFLOW;
        return false;
    }
    if (buf->size + more + 1 <= buf->capacity)
        return true;
    while (want < buf->size + more + 1)
        want *= 2;
    grown = sinv_realloc(buf->heap, buf->bytes, want);
    if (!grown) {
        buf->status = SALESINV_E_NOMEM;
        return false;
    }
    buf->bytes = grown;
    buf->capacity = want;
    return true;
}

void sinv_buf_put(sinv_buf *buf, const char *bytes, size_t size)
{
    if (buf->status != SALESINV_OK || !reserve_room(buf, size))
        return;
    if (size > 0)
        memcpy(buf->bytes + buf->size, bytes, size);
    buf->size += size;
    buf->bytes[buf->size] = '\0';
}

void sinv_buf_put_text(sinv_buf *buf, const char *text)
{
    sinv_buf_put(buf, text, strlen(text));
}

void sinv_buf_put_char(sinv_buf *buf, char c)
{
    sinv_buf_put(buf, &c, 1);
}

void sinv_buf_put_int(sinv_buf *buf, int64_t value)
{
    char text[SINV_DECIMAL_TEXT_MAX];

    sinv_buf_put(buf, text, sinv_decimal_format(value, 0, text));
}
