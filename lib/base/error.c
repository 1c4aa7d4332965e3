/* SPDX-License-Identifier: Apache-2.0 */
/* The error object: fixed size, set whole, never allocates. */
#include "base/error_object.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "base/text.h"

size_t sinv_err_size(void)
{
    return sizeof(sinv_err);
}

void sinv_err_clear(sinv_err *err)
{
    sinv_heap *heap = err->heap;

    memset(err, 0, sizeof(*err));
    err->heap = heap;
}

/* Take off the start of a character whose rest did not fit; `length` bytes did. */
static void end_whole(char *text, size_t length)
{
    size_t start = length;

    while (start > 0 && length - start < 3 && ((uint8_t)text[start - 1] & 0xc0) == 0x80)
        start--;
    if (start > 0 && !sinv_utf8_is_valid(text + start - 1, length - start + 1))
        length = start - 1;
    text[length] = '\0';
}

static void copy_text(char *to, size_t size, const char *text)
{
    size_t length = text ? strlen(text) : 0;
    bool is_cut = length >= size;

    if (is_cut)
        length = size - 1;
    if (length > 0)
        memcpy(to, text, length);
    to[length] = '\0';
    if (is_cut)
        end_whole(to, length);
}

salesinv_status sinv_err_set(sinv_err *err, salesinv_status code, const char *field,
                             const char *format, ...)
{
    va_list args;

    if (!err)
        return code;
    err->code = code;
    err->vendor_code = 0;
    err->source[0] = '\0';
    err->detail_count = 0;
    err->text_used = 0;
    copy_text(err->field, sizeof(err->field), field);
    va_start(args, format);
    if (vsnprintf(err->message, sizeof(err->message), format, args) >=
        (int)sizeof(err->message))
        end_whole(err->message, sizeof(err->message) - 1);
    va_end(args);
    return code;
}

bool sinv_err_is_refusal(salesinv_status rc)
{
    return (rc <= -300 && rc > -400) || rc == SALESINV_E_ARG || rc == SALESINV_E_TEXT ||
           rc == SALESINV_E_OVERFLOW || rc == SALESINV_E_NOT_FOUND ||
           rc == SALESINV_E_EXISTS || rc == SALESINV_E_INVALID_STATE;
}

void sinv_err_prefix_field(sinv_err *err, const char *prefix)
{
    char joined[SINV_ERR_FIELD_MAX * 2];

    if (!err)
        return;
    (void)snprintf(joined, sizeof(joined), err->field[0] ? "%s.%s" : "%s%s", prefix,
                   err->field);
    copy_text(err->field, sizeof(err->field), joined);
}

void sinv_err_set_source(sinv_err *err, const char *source, int64_t vendor_code,
                         const char *text)
{
    if (!err)
        return;
    copy_text(err->source, sizeof(err->source), source);
    err->vendor_code = vendor_code;
    if (text && text[0])
        copy_text(err->message, sizeof(err->message), text);
}

/* Keep a text with the details; false when the error is full. */
static bool keep(sinv_err *err, const char *text, uint16_t *out_offset)
{
    size_t size = strlen(text) + 1;

    if (err->text_used + size > sizeof(err->texts))
        return false;
    memcpy(err->texts + err->text_used, text, size);
    *out_offset = (uint16_t)err->text_used;
    err->text_used += (uint32_t)size;
    return true;
}

static void add(sinv_err *err, const char *key, int64_t value, const char *text)
{
    sinv_err_detail detail = {.value = value};

    if (!err || err->detail_count == SINV_ERR_DETAIL_MAX)
        return;
    if (keep(err, key, &detail.key) && keep(err, text, &detail.text))
        err->details[err->detail_count++] = detail;
}

void sinv_err_add_int(sinv_err *err, const char *key, int64_t value)
{
    char text[SINV_DECIMAL_TEXT_MAX];

    (void)sinv_decimal_format(value, 0, text);
    add(err, key, value, text);
}

void sinv_err_add_qty(sinv_err *err, const char *key, salesinv_qty value)
{
    char text[SINV_DECIMAL_TEXT_MAX];

    (void)sinv_decimal_format(value, SINV_QTY_SCALE, text);
    add(err, key, value, text);
}

void sinv_err_add_text(sinv_err *err, const char *key, const char *value)
{
    add(err, key, 0, value ? value : "");
}

void sinv_err_copy(sinv_err *to, const sinv_err *from)
{
    sinv_heap *heap = to->heap;

    *to = *from;
    to->heap = heap;
}
