/* SPDX-License-Identifier: Apache-2.0 */
/* Writing JSON into a buffer: commas and escapes where they belong, nothing else. */
#include <string.h>

#include "base/decimal.h"
#include "base/json.h"
#include "base/time.h"

void sinv_json_writer_init(sinv_json_writer *writer, sinv_buf *buf)
{
    memset(writer, 0, sizeof(*writer));
    writer->buf = buf;
}

/* A comma unless this is the first item here or follows its key. */
static void separate(sinv_json_writer *writer)
{
    uint64_t bit = UINT64_C(1) << (writer->depth & 63);

    if (writer->after_key) {
        writer->after_key = false;
        return;
    }
    if (writer->has_item & bit)
        sinv_buf_put_char(writer->buf, ',');
    writer->has_item |= bit;
}

static void begin(sinv_json_writer *writer, char open)
{
    separate(writer);
    sinv_buf_put_char(writer->buf, open);
    writer->depth++;
    writer->has_item &= ~(UINT64_C(1) << (writer->depth & 63));
}

static void end(sinv_json_writer *writer, char close)
{
    writer->depth--;
    sinv_buf_put_char(writer->buf, close);
}

void sinv_json_begin_object(sinv_json_writer *writer)
{
    begin(writer, '{');
}

void sinv_json_end_object(sinv_json_writer *writer)
{
    end(writer, '}');
}

void sinv_json_begin_array(sinv_json_writer *writer)
{
    begin(writer, '[');
}

void sinv_json_end_array(sinv_json_writer *writer)
{
    end(writer, ']');
}

static void put_escape(sinv_buf *buf, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";

    switch (c) {
    case '"':
        sinv_buf_put_text(buf, "\\\"");
        return;
    case '\\':
        sinv_buf_put_text(buf, "\\\\");
        return;
    case '\n':
        sinv_buf_put_text(buf, "\\n");
        return;
    case '\r':
        sinv_buf_put_text(buf, "\\r");
        return;
    case '\t':
        sinv_buf_put_text(buf, "\\t");
        return;
    default:
        sinv_buf_put_text(buf, "\\u00");
        sinv_buf_put_char(buf, hex[c >> 4]);
        sinv_buf_put_char(buf, hex[c & 15]);
    }
}

static void put_quoted(sinv_buf *buf, const char *text, size_t size)
{
    size_t start = 0;

    sinv_buf_put_char(buf, '"');
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        sinv_buf_put(buf, text + start, i - start);
        put_escape(buf, c);
        start = i + 1;
    }
    sinv_buf_put(buf, text + start, size - start);
    sinv_buf_put_char(buf, '"');
}

void sinv_json_put_key(sinv_json_writer *writer, const char *key)
{
    separate(writer);
    put_quoted(writer->buf, key, strlen(key));
    sinv_buf_put_char(writer->buf, ':');
    writer->after_key = true;
}

void sinv_json_put_int(sinv_json_writer *writer, int64_t value)
{
    separate(writer);
    sinv_buf_put_int(writer->buf, value);
}

void sinv_json_put_bool(sinv_json_writer *writer, bool value)
{
    separate(writer);
    sinv_buf_put_text(writer->buf, value ? "true" : "false");
}

void sinv_json_put_null(sinv_json_writer *writer)
{
    separate(writer);
    sinv_buf_put_text(writer->buf, "null");
}

void sinv_json_put_text(sinv_json_writer *writer, const char *text, size_t size)
{
    separate(writer);
    put_quoted(writer->buf, text, size);
}

void sinv_json_put_raw(sinv_json_writer *writer, const char *json, size_t size)
{
    separate(writer);
    sinv_buf_put(writer->buf, json, size);
}

void sinv_json_put_decimal(sinv_json_writer *writer, int64_t value, int32_t scale)
{
    char text[SINV_DECIMAL_TEXT_MAX];

    sinv_json_put_text(writer, text, sinv_decimal_format(value, scale, text));
}

void sinv_json_put_time(sinv_json_writer *writer, salesinv_time value)
{
    char text[SINV_TIME_TEXT_MAX];

    sinv_json_put_text(writer, text, sinv_time_format(value, text));
}

/* ---- members ---- */

void sinv_json_put_member_text(sinv_json_writer *writer, const char *key,
                               const char *text)
{
    if (!text)
        return;
    sinv_json_put_key(writer, key);
    sinv_json_put_text(writer, text, strlen(text));
}

void sinv_json_put_member_int(sinv_json_writer *writer, const char *key, int64_t value)
{
    sinv_json_put_key(writer, key);
    sinv_json_put_int(writer, value);
}

void sinv_json_put_member_time(sinv_json_writer *writer, const char *key,
                               salesinv_time value)
{
    sinv_json_put_key(writer, key);
    sinv_json_put_time(writer, value);
}
