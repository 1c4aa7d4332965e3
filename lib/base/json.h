/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_BASE_JSON_H
#define SINV_BASE_JSON_H

/*
 * Strict JSON. Reading: a scanner of our own refuses what cJSON would let pass (invalid
 * UTF-8, \u0000, lone surrogates, duplicate keys, depth above 64, trailing bytes, numbers outside
 * int64 or with fraction or exponent), then cJSON builds the tree. Keys are compared with case.
 * Numbers keep all 64 bits: they are read from their text, not from cJSON's double.
 * Writing: a small writer into sinv_buf that puts commas and escapes where they belong.
 * cJSON's allocation hooks are process-wide and therefore never set: trees are not under
 * the engine's allocator.
 */
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

enum { SINV_JSON_DEPTH_MAX = 64, SINV_JSON_SIZE_MAX = 64 * 1024 * 1024 };

typedef struct sinv_json_tree sinv_json_tree; /* owns */
typedef struct sinv_json sinv_json;           /* a node, borrowed from its tree */

typedef enum sinv_json_type {
    SINV_JSON_NULL,
    SINV_JSON_BOOL,
    SINV_JSON_INT,
    SINV_JSON_TEXT,
    SINV_JSON_ARRAY,
    SINV_JSON_OBJECT
} sinv_json_type;

/** Parse `size` bytes. ARG with the byte offset in details for malformed JSON, TEXT for what is no UTF-8 or has a NUL, OVERFLOW for size or depth, NOMEM. */
salesinv_status sinv_json_parse(sinv_err *err, sinv_heap *heap, const char *text,
                                size_t size, sinv_json_tree **out);
/** The same for JSON that others made: numbers that are no 64-bit integers are allowed, and read as texts. */
salesinv_status sinv_json_parse_foreign(sinv_err *err, sinv_heap *heap,
                                        const char *text, size_t size,
                                        sinv_json_tree **out);
void sinv_json_free(sinv_json_tree *tree);
const sinv_json *sinv_json_root(const sinv_json_tree *tree);

sinv_json_type sinv_json_type_of(const sinv_json *node);
/** Member of an object, NULL if absent or not an object. */
const sinv_json *sinv_json_member(const sinv_json *object, const char *key);
/** First child of an array or object, then its siblings; NULL at the end. */
const sinv_json *sinv_json_first(const sinv_json *parent);
const sinv_json *sinv_json_next(const sinv_json *child);
/** Key of an object's child, NULL otherwise. */
const char *sinv_json_key(const sinv_json *child);
int64_t sinv_json_count(const sinv_json *parent);
bool sinv_json_bool(const sinv_json *node);
/** Value of an INT node; 0 otherwise. */
int64_t sinv_json_int(const sinv_json *node);
/** Text of a TEXT node and its size; NULL otherwise. */
const char *sinv_json_text(const sinv_json *node, size_t *out_size);
/** The node again as compact JSON (used for `extra`, kept as given). */
salesinv_status sinv_json_print(const sinv_json *node, sinv_buf *out);

/** Writer: begin/end nest; key before each member of an object. */
typedef struct sinv_json_writer {
    sinv_buf *buf;
    uint64_t has_item; /* bit per depth */
    int32_t depth;
    bool after_key;
} sinv_json_writer;

void sinv_json_writer_init(sinv_json_writer *writer, sinv_buf *buf);
void sinv_json_begin_object(sinv_json_writer *writer);
void sinv_json_end_object(sinv_json_writer *writer);
void sinv_json_begin_array(sinv_json_writer *writer);
void sinv_json_end_array(sinv_json_writer *writer);
void sinv_json_put_key(sinv_json_writer *writer, const char *key);
void sinv_json_put_int(sinv_json_writer *writer, int64_t value);
void sinv_json_put_bool(sinv_json_writer *writer, bool value);
void sinv_json_put_null(sinv_json_writer *writer);
void sinv_json_put_text(sinv_json_writer *writer, const char *text, size_t size);
/** Text that is JSON already. */
void sinv_json_put_raw(sinv_json_writer *writer, const char *json, size_t size);
/** Decimal string of a scaled value. */
void sinv_json_put_decimal(sinv_json_writer *writer, int64_t value, int32_t scale);
/** RFC 3339 string. */
void sinv_json_put_time(sinv_json_writer *writer, salesinv_time value);
/** A member of an object: key and text; nothing when the text is NULL. */
void sinv_json_put_member_text(sinv_json_writer *writer, const char *key,
                               const char *text);
void sinv_json_put_member_int(sinv_json_writer *writer, const char *key, int64_t value);
void sinv_json_put_member_time(sinv_json_writer *writer, const char *key,
                               salesinv_time value);

#endif
