/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_BASE_TEXT_H
#define SINV_BASE_TEXT_H

/*
 * UTF-8 text: validation, and a growing buffer with a cap. Text from the host is
 * accepted once, by sinv_text_check, and trusted after that.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/alloc.h"
#include "base/error.h"

/** Well-formed UTF-8 (no surrogates, no overlong forms, at most U+10FFFF) without NUL. */
bool sinv_utf8_is_valid(const char *text, size_t size);

/** True when the text has a control character (U+0000..U+001F, U+007F). */
bool sinv_text_has_control(const char *text, size_t size);

/**
 * Check a NUL-terminated text from the host and measure it: NULL -> ARG, invalid UTF-8 -> TEXT,
 * longer than max bytes -> TEXT naming both lengths. Never reads past max + 1 bytes.
 */
salesinv_status sinv_text_check(sinv_err *err, const char *field, const char *text,
                                size_t max, size_t *out_size);

/** Growing bytes, always NUL-terminated, never above `max`. The first failure sticks in `status`. */
typedef struct sinv_buf {
    sinv_heap *heap;
    char *bytes;
    size_t size;
    size_t capacity;
    size_t max;
    salesinv_status status; /* OK, NOMEM or OVERFLOW (cap reached) */
} sinv_buf;

void sinv_buf_init(sinv_buf *buf, sinv_heap *heap, size_t max);
void sinv_buf_free(sinv_buf *buf);
void sinv_buf_clear(sinv_buf *buf);
void sinv_buf_put(sinv_buf *buf, const char *bytes, size_t size);
void sinv_buf_put_text(sinv_buf *buf, const char *text);
void sinv_buf_put_char(sinv_buf *buf, char c);
void sinv_buf_put_int(sinv_buf *buf, int64_t value);

#endif
