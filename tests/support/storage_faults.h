/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORAGE_FAULTS_H
#define STORAGE_FAULTS_H

/*
 * Every call on a storage that fails: the calls of the port that a case makes are counted, then the ith
 * answers a failure, loses its answer after it had its effect, or delivers a garbled row. After each: the store,
 * opened again, is clean and holds what it held before or what the call would have made of it, nothing
 * between; the same request key then has exactly one effect. CONFLICT is never seen by the caller. Calls that write also lose their process before
 * or after the ith call of the port, in a forked child: storage_crash.h.
 */
#include "support/programme.h"

/** The usual number of points. */
enum { STORAGE_FAULTS_SPREAD = 6 };

/**
 * Run lists of cases, up to NULL, as a program's tests; returns its exit status. Each way to fail is tried at `points` calls of each case
 * (SALESINV_DEEP=1: at every one), others than the next way's.
 */
int storage_faults_run(const programme_cases *const *lists, int64_t points);

#endif
