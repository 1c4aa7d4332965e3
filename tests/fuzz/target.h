/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FUZZ_TARGET_H
#define FUZZ_TARGET_H

/* What every fuzz target has: one entry, and a way to say that a promise is broken. */
#include <stddef.h>
#include <stdint.h>

#include "base/alloc.h"
#include "base/error.h"

/** Runs one input; returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/** Stop at once: the fuzzer keeps the input that led here. */
#define FUZZ_REQUIRE(condition)                                                        \
    do {                                                                               \
        if (!(condition))                                                              \
            __builtin_trap();                                                          \
    } while (0)

#endif
