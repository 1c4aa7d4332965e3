/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_BASE_ABI_STRUCT_H
#define SINV_BASE_ABI_STRUCT_H

#include "base/error.h"

/**
 * Copy a host's sized struct (first member uint32_t struct_size) into ours of `known` bytes: a missing
 * tail reads as zero, an unknown tail must be zero. `oldest` is the size of the first published version.
 * ARG for NULL, ABI_SIZE for a size below 4 or above 4096, ABI_TOO_OLD, ABI_TOO_NEW.
 */
salesinv_status sinv_abi_import(sinv_err *err, void *to, size_t known, size_t oldest,
                                const void *from);

#endif
