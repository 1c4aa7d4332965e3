/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SALESINV_SYS_LOG_H
#define SALESINV_SYS_LOG_H

#include "salesinv/types.h"

SALESINV_BEGIN_DECLS

/** Weight of a log line: one of SALESINV_LOG_*. Since 0.1. */
typedef int32_t salesinv_log_level;
enum {
    SALESINV_LOG_ERROR = 1,   /**< Something failed that the caller also hears of. */
    SALESINV_LOG_WARNING = 2, /**< Worth a look, e.g. a transaction that was retried. */
    SALESINV_LOG_INFO = 3,    /**< Opening, migration, maintenance. */
    SALESINV_LOG_DEBUG = 4    /**< Everything else. */
};

/**
 * Takes one formatted line: `text` of `size` bytes, NUL-terminated, valid during
 * the call. Runs on the calling thread, never inside a storage transaction; must
 * not call the library. Since 0.1.
 */
typedef void (*salesinv_log_callback)(void *self, salesinv_log_level level,
                                      const char *text, size_t size);

SALESINV_END_DECLS

#endif
