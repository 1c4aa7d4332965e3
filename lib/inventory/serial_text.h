/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_INVENTORY_SERIAL_TEXT_H
#define SINV_INVENTORY_SERIAL_TEXT_H

/*
 * Serial texts and ranges of them. A text is a prefix and its trailing ASCII digits, at most the
 * last 18: "FOC24001234" is ("FOC", width 8, 24001234). Without digits the width is 0. A
 * range is consecutive numbers of one prefix and width. The split is unique, so texts are
 * equal exactly when prefix, width and number are.
 */
#include "base/error.h"
#include "document/draft.h" /* SINV_SERIAL_TEXT_MAX */

enum { SINV_SERIAL_WIDTH_MAX = 18 };

typedef struct sinv_serial_range {
    const char
        *prefix; /* borrowed; with a NUL behind it once it is in a set or was read */
    uint32_t prefix_size;
    int32_t width;
    int64_t first;
    int64_t count;
} sinv_serial_range;

/** Split `size` bytes: 1..64 of UTF-8, no control character, no blank at either end; else TEXT. The prefix points into `text`. */
salesinv_status sinv_serial_parse(sinv_err *err, const char *field, const char *text,
                                  size_t size, sinv_serial_range *out);

/** Text of number `at` (from 0) of the range, NUL-terminated; returns its length. */
size_t sinv_serial_format(const sinv_serial_range *range, int64_t at,
                          char out[SINV_SERIAL_TEXT_MAX + 1]);

/** Set the count so that the range ends at `last`: same prefix and width, not before the first; else SERIAL_RANGE. */
salesinv_status sinv_serial_extend(sinv_err *err, const char *field,
                                   const sinv_serial_range *last,
                                   sinv_serial_range *range);

/** Set the count: >= 1, and the last number fits the width; else SERIAL_RANGE. */
salesinv_status sinv_serial_resize(sinv_err *err, const char *field, int64_t count,
                                   sinv_serial_range *range);

/** Order of prefix bytes, width, first: that of the stored keys. */
int sinv_serial_compare(const sinv_serial_range *a, const sinv_serial_range *b);

/** Same prefix and width. */
bool sinv_serial_is_alike(const sinv_serial_range *a, const sinv_serial_range *b);

#endif
