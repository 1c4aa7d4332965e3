/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_BASE_ERROR_H
#define SINV_BASE_ERROR_H

/*
 * The error object: what went wrong, in one line for people and as named values
 * for programs. It has a fixed size and never allocates, so that reporting
 * cannot fail. One lives in every engine and config; setting replaces the whole.
 * A full error silently drops further details (details_dropped says so).
 */
#include <stdbool.h>

#include "salesinv/error.h"

enum {
    SINV_ERR_MESSAGE_MAX = 512,
    SINV_ERR_FIELD_MAX = 96,
    SINV_ERR_SOURCE_MAX = 64,
    SINV_ERR_DETAIL_MAX = 128,  /* details of one error */
    SINV_ERR_DETAIL_TEXT = 4096 /* bytes of their keys and texts together */
};

typedef struct salesinv_error sinv_err;

/** Bytes of an error object, for embedding by allocation. */
size_t sinv_err_size(void);

void sinv_err_clear(sinv_err *err);

/**
 * Replace the error and return `code`. `field` (may be NULL) names the input as the
 * API knows it, e.g. "qty" or "lines[3].qty". The text is one line without a final dot.
 */
salesinv_status sinv_err_set(sinv_err *err, salesinv_status code, const char *field,
                             const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/** Is it about what was asked for? Other failures are of the storage, the memory or the call. */
bool sinv_err_is_refusal(salesinv_status rc);

/** Put `prefix` before the field name, e.g. "lines[3]" + "qty" -> "lines[3].qty". */
void sinv_err_prefix_field(sinv_err *err, const char *prefix);

/** Where the error arose, e.g. "storage:sqlite", with that system's own code and text (text may be NULL: keep the message). */
void sinv_err_set_source(sinv_err *err, const char *source, int64_t vendor_code,
                         const char *text);

/** Structured details; `key` is copied. Quantities and money are given in their units of storage. */
void sinv_err_add_int(sinv_err *err, const char *key, int64_t value);
void sinv_err_add_qty(sinv_err *err, const char *key, salesinv_qty value);
void sinv_err_add_text(sinv_err *err, const char *key, const char *value);

void sinv_err_copy(sinv_err *to, const sinv_err *from);

#endif
