/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_BASE_JSON_SCAN_H
#define SINV_BASE_JSON_SCAN_H

#include "base/json.h"

/**
 * Refuse what is not strict JSON (see json.h) and write the same text to `out` with every
 * integer literal turned into a text that begins with SINV_JSON_INT_MARK, so that the tree keeps all 64 bits.
 * Foreign JSON may have other numbers: their literals become plain texts.
 */
salesinv_status sinv_json_scan(sinv_err *err, const char *text, size_t size,
                               bool is_foreign, sinv_buf *out);

/** First byte of a text that stands for an integer; cannot occur in UTF-8. */
#define SINV_JSON_INT_MARK "\xff"

#endif
