/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OLD_STORAGE_V1_H
#define OLD_STORAGE_V1_H

#include "salesinv/sys/storage.h"

/** What the old provider counts; zeroed by the caller, given as `self`. */
typedef struct old_storage {
    const salesinv_storage_host *host;
    int32_t opened;
    int32_t destroyed;
    int32_t open_scans;
} old_storage;

/** The provider's table, as long as it was in version 0.1. */
const salesinv_storage_vtable *old_storage_v1(void);
void old_storage_v1_destroy(void *self);

#endif
