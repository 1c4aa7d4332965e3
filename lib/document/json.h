/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_DOCUMENT_JSON_H
#define SINV_DOCUMENT_JSON_H

/*
 * Documents as JSON, for every kind from its field tables. One object:
 *
 *   {"kind": "order", "id": 7, "number": "SO-000007", "status": "confirmed", "account": 3,
 *    "extra": {..}, "lines": [{"line": 1, "qty": "2.5", "serials": ["A1", "B1..B9"]}]}
 *
 * Ids, numbers and choices are JSON numbers (strings beyond 2^53, accepted as strings always),
 * quantities and money decimal strings (integers are accepted), times RFC 3339. What is unset,
 * and an id of 0, is left out. A range of serials whose first one has ".." in it is written
 * {"first": .., "count": ..}; reading takes that form, and "first" with "last", for any.
 *
 * Reading is strict: a key that the kind has not, and one that cannot be set (kind, id,
 * status, ..), is ARG with its path. Who feeds to_json's text back strips those first.
 */
#include "base/json.h"
#include "base/text.h"
#include "document/draft.h"
#include "document/snapshot.h"

enum { SINV_JSON_DOCUMENT_MAX = 64 * 1024 * 1024 };

/** The value of a field of a numeric type, in its unit of storage; ARG or OVERFLOW naming `field`. */
salesinv_status sinv_json_read_number(sinv_err *err, const char *field,
                                      salesinv_field_type type, const sinv_json *node,
                                      int64_t *out);

/** Append a snapshot to `buf`; answers the buffer's status. */
salesinv_status sinv_document_print(const salesinv_document *document, sinv_buf *buf);

/**
 * Put what the text names into the draft, all or nothing. "lines" names the whole set: lines of the draft
 * that it does not name are dropped, one of the same number is changed.
 */
salesinv_status sinv_draft_read_json(salesinv_draft *draft, const char *text,
                                     size_t size);

/**
 * One entry of a list of serials, in any of its forms: SERIAL_RANGE, or ARG naming an unknown key, without the place. Its texts lie in the
 * tree or in `arena`.
 */
salesinv_status sinv_json_serial(sinv_err *err, sinv_arena *arena,
                                 const sinv_json *node, sinv_draft_serial *out);

#endif
