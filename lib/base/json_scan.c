/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The strict scanner in front of cJSON: one pass, recursive by depth (at most 64). Integers are
 * copied as marked texts, because cJSON would store them as binary floating point. Duplicate keys
 * are found in the tree afterwards (json.c), where they are already unescaped.
 */
#include "base/json_scan.h"

#include <string.h>

#include "base/decimal.h"

typedef struct scanner {
    sinv_err *err;
    const char *text;
    size_t size;
    size_t at;
    int32_t depth;
    bool is_foreign;
    sinv_buf *out;
} scanner;

static salesinv_status scan_value(scanner *s);

static salesinv_status fail(scanner *s, salesinv_status code, const char *what)
{
    salesinv_status rc =
        sinv_err_set(s->err, code, NULL, "%s at byte %zu", what, s->at);

    sinv_err_add_int(s->err, "offset", (int64_t)s->at);
    return rc;
}

static void skip_blank(scanner *s)
{
    while (s->at < s->size && strchr(" \t\r\n", s->text[s->at]) &&
           s->text[s->at] != '\0')
        s->at++;
}

static bool next_is(const scanner *s, char c)
{
    return s->at < s->size && s->text[s->at] == c;
}

static salesinv_status hex4(scanner *s, uint32_t *out)
{
    uint32_t value = 0;

    if (s->size - s->at < 4)
        return fail(s, SALESINV_E_ARG, "escape is cut off");
    for (int32_t i = 0; i < 4; i++, s->at++) {
        char c = s->text[s->at];
        if (c >= '0' && c <= '9')
            value = value * 16 + (uint32_t)(c - '0');
        else if ((c | 32) >= 'a' && (c | 32) <= 'f')
            value = value * 16 + (uint32_t)((c | 32) - 'a' + 10);
        else
            return fail(s, SALESINV_E_ARG, "escape is not hexadecimal");
    }
    *out = value;
    return SALESINV_OK;
}

/* Behind "\u": no NUL, and surrogates only in pairs. */
static salesinv_status scan_unicode(scanner *s)
{
    uint32_t unit;
    salesinv_status rc = hex4(s, &unit);

    if (rc != SALESINV_OK)
        return rc;
    if (unit == 0)
        return fail(s, SALESINV_E_ARG, "text has a NUL");
    if (unit >= 0xdc00 && unit <= 0xdfff)
        return fail(s, SALESINV_E_ARG, "lone surrogate");
    if (unit < 0xd800 || unit > 0xdbff)
        return SALESINV_OK;
    if (s->size - s->at < 2 || s->text[s->at] != '\\' || s->text[s->at + 1] != 'u')
        return fail(s, SALESINV_E_ARG, "lone surrogate");
    s->at += 2;
    if ((rc = hex4(s, &unit)) != SALESINV_OK)
        return rc;
    return unit >= 0xdc00 && unit <= 0xdfff ? SALESINV_OK
                                            : fail(s, SALESINV_E_ARG, "lone surrogate");
}

static salesinv_status scan_text(scanner *s)
{
    size_t start = s->at++;
    salesinv_status rc;

    while (s->at < s->size && s->text[s->at] != '"') {
        unsigned char c = (unsigned char)s->text[s->at++];
        if (c < 0x20)
            return fail(s, SALESINV_E_ARG, "control character in a text");
        if (c != '\\')
            continue;
        if (s->at == s->size || s->text[s->at] == '\0' ||
            !strchr("\"\\/bfnrtu", s->text[s->at]))
            return fail(s, SALESINV_E_ARG, "unknown escape");
        if (s->text[s->at++] == 'u' && (rc = scan_unicode(s)) != SALESINV_OK)
            return rc;
    }
    if (s->at == s->size)
        return fail(s, SALESINV_E_ARG, "text is not closed");
    s->at++;
    sinv_buf_put(s->out, s->text + start, s->at - start);
    return SALESINV_OK;
}

static bool is_digit(const scanner *s)
{
    return s->at < s->size && s->text[s->at] >= '0' && s->text[s->at] <= '9';
}

static void skip_digits(scanner *s)
{
    while (is_digit(s))
        s->at++;
}

/* Behind an integer: true when fraction and exponent, if any, are as JSON has them. */
static bool skip_decimal(scanner *s, bool *out_is_decimal)
{
    *out_is_decimal = false;
    if (next_is(s, '.')) {
        *out_is_decimal = true;
        s->at++;
        if (!is_digit(s))
            return false;
        skip_digits(s);
    }
    if (next_is(s, 'e') || next_is(s, 'E')) {
        *out_is_decimal = true;
        s->at++;
        if (next_is(s, '+') || next_is(s, '-'))
            s->at++;
        if (!is_digit(s))
            return false;
        skip_digits(s);
    }
    return true;
}

/* A literal as a text; an integer's is marked. */
static salesinv_status put_number(scanner *s, size_t start, const char *before)
{
    sinv_buf_put_text(s->out, before);
    sinv_buf_put(s->out, s->text + start, s->at - start);
    sinv_buf_put_char(s->out, '"');
    return SALESINV_OK;
}

static salesinv_status scan_number(scanner *s)
{
    size_t start = s->at;
    bool is_decimal;
    int64_t value;

    if (next_is(s, '-'))
        s->at++;
    if (!is_digit(s))
        return fail(s, SALESINV_E_ARG, "not a value");
    if (next_is(s, '0')) {
        s->at++;
        if (is_digit(s))
            return fail(s, SALESINV_E_ARG, "number with a leading zero");
    }
    skip_digits(s);
    if (s->is_foreign && !skip_decimal(s, &is_decimal))
        return fail(s, SALESINV_E_ARG, "number is cut off");
    if (s->is_foreign && is_decimal)
        return put_number(s, start, "\"");
    if (s->at < s->size && strchr(".eE", s->text[s->at]) && s->text[s->at] != '\0')
        return fail(s, SALESINV_E_ARG,
                    "number is not an integer: write decimals as text");
    if (sinv_decimal_parse(s->err, NULL, s->text + start, s->at - start, 0, &value) ==
        SALESINV_OK)
        return put_number(s, start, "\"" SINV_JSON_INT_MARK);
    if (s->is_foreign)
        return put_number(s, start, "\"");
    return fail(s, SALESINV_E_OVERFLOW, "number does not fit 64 bits");
}

static salesinv_status scan_word(scanner *s, const char *word)
{
    size_t size = strlen(word);

    if (s->size - s->at < size || memcmp(s->text + s->at, word, size) != 0)
        return fail(s, SALESINV_E_ARG, "not a value");
    s->at += size;
    sinv_buf_put(s->out, word, size);
    return SALESINV_OK;
}

static salesinv_status scan_member(scanner *s)
{
    salesinv_status rc;

    skip_blank(s);
    if (!next_is(s, '"'))
        return fail(s, SALESINV_E_ARG, "key expected");
    if ((rc = scan_text(s)) != SALESINV_OK)
        return rc;
    skip_blank(s);
    if (!next_is(s, ':'))
        return fail(s, SALESINV_E_ARG, "colon expected");
    s->at++;
    sinv_buf_put_char(s->out, ':');
    return scan_value(s);
}

/* Items between brackets, separated by commas. */
static salesinv_status scan_items(scanner *s, char open, char close,
                                  salesinv_status (*scan_item)(scanner *s))
{
    salesinv_status rc;

    if (++s->depth > SINV_JSON_DEPTH_MAX)
        return fail(s, SALESINV_E_OVERFLOW, "nested too deeply");
    s->at++;
    sinv_buf_put_char(s->out, open);
    skip_blank(s);
    while (!next_is(s, close)) {
        if ((rc = scan_item(s)) != SALESINV_OK)
            return rc;
        skip_blank(s);
        if (next_is(s, close))
            break;
        if (!next_is(s, ','))
            return fail(s, SALESINV_E_ARG, "comma or end expected");
        s->at++;
        sinv_buf_put_char(s->out, ',');
        skip_blank(s);
        if (next_is(s, close))
            return fail(s, SALESINV_E_ARG, "comma before the end");
    }
    s->at++;
    sinv_buf_put_char(s->out, close);
    s->depth--;
    return SALESINV_OK;
}

static salesinv_status scan_value(scanner *s)
{
    skip_blank(s);
    if (s->at == s->size)
        return fail(s, SALESINV_E_ARG, "value expected");
    switch (s->text[s->at]) {
    case '{':
        return scan_items(s, '{', '}', scan_member);
    case '[':
        return scan_items(s, '[', ']', scan_value);
    case '"':
        return scan_text(s);
    case 't':
        return scan_word(s, "true");
    case 'f':
        return scan_word(s, "false");
    case 'n':
        return scan_word(s, "null");
    default:
        return scan_number(s);
    }
}

salesinv_status sinv_json_scan(sinv_err *err, const char *text, size_t size,
                               bool is_foreign, sinv_buf *out)
{
    scanner s = {
        .err = err, .text = text, .size = size, .is_foreign = is_foreign, .out = out};
    salesinv_status rc;

    if (size > SINV_JSON_SIZE_MAX)
        return sinv_err_set(err, SALESINV_E_OVERFLOW, NULL,
                            "JSON of %zu bytes, at most %d", size, SINV_JSON_SIZE_MAX);
    if (!sinv_utf8_is_valid(text, size))
        return sinv_err_set(err, SALESINV_E_TEXT, NULL, "JSON is not valid UTF-8");
    if ((rc = scan_value(&s)) != SALESINV_OK)
        return rc;
    skip_blank(&s);
    if (s.at != size)
        return fail(&s, SALESINV_E_ARG, "bytes behind the end");
    if (out->status != SALESINV_OK)
        return sinv_err_set(err, out->status, NULL, "out of memory for JSON");
    return SALESINV_OK;
}
