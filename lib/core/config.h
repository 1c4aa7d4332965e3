/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_CORE_CONFIG_H
#define SINV_CORE_CONFIG_H

/* Inside of a config: what an engine is opened with. */
#include "base/alloc.h"
#include "base/error.h"
#include "core/session.h"
#include "salesinv/config.h"
#include "storage/port.h"

enum { SINV_PATH_MAX = 4096 };

struct salesinv_config {
    uint32_t magic;
    sinv_heap *heap;
    sinv_err *err;
    char *sqlite_path;     /* owned; NULL: none */
    sinv_storage *storage; /* owned until an engine takes it; NULL: none */
    salesinv_clock clock;
    void *clock_self;
    salesinv_log_callback log;
    void *log_self;
    uint32_t open_flags; /* SALESINV_OPEN_* */
    int64_t busy_ms;
    int64_t checkpoint_bytes;
    bool allows_operator;
};

/** Open an engine over the config's storage with the given assembly; called by assembly alone. */
salesinv_status sinv_engine_create(salesinv_config *config,
                                   const sinv_assembly *assembly,
                                   salesinv_engine **out_engine);

#endif
