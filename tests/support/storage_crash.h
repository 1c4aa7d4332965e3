/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORAGE_CRASH_H
#define STORAGE_CRASH_H

/*
 * The process ends inside a call of the storage: a forked child makes the call under test on the file and leaves before
 * or after the ith call of the port. Its parent then opens the file: clean, and as before or as after; the same request
 * key has one effect.
 */
#include "support/programme.h"

/** Can this case lose its process? Not if it only reads, or holds what ends with its engine. */
bool storage_crash_concerns(const programme_case *of, const char *before,
                            const char *after);
/** Let it, at a spread of points (SALESINV_DEEP=1: at every one). `before` and `after` are dumps of the store. */
void storage_crash_try(programme *at, const programme_case *of, const char *before,
                       const char *after);
/** What the store holds for one who opens it anew, as a dump; it must be clean. */
char *storage_crash_read(const programme *at);

#endif
