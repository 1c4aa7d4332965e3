/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_VERSION_H
#define SALESINV_VERSION_H

#include "salesinv/types.h"

SALESINV_BEGIN_DECLS

/** Version of the library that runs, which may be newer than the headers. Any pointer may be NULL. Since 0.1. */
SALESINV_API void salesinv_version(int32_t *out_major, int32_t *out_minor,
                                   int32_t *out_patch);

/** 1 if the library was built with a feature: "sqlite". Since 0.1. */
SALESINV_API int32_t salesinv_has(const char *feature);

/**
 * Say what runs, in one line, e.g. "libsalesinv 0.1.0, schema 1, SQLite 3.40.1".
 *
 * @param out   Where to (the caller's; may be NULL when size is 0); always ends with NUL when size > 0.
 * @param size  Its bytes.
 * @return Length of the whole line without NUL, also when it did not fit.
 *
 * Thread: any. May call: nothing. Since 0.1.
 */
SALESINV_API int32_t salesinv_info(char *out, size_t size);

SALESINV_END_DECLS

#endif
