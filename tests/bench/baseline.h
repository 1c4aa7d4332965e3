/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_BENCH_BASELINE_H
#define SINV_BENCH_BASELINE_H

/*
 * The baseline: what a good engineer would write by hand on bare SQLite for this one workload,
 * storing the same logical facts as the library: orders and lines with counters, stock,
 * freezes, the ledger, serial runs with their split and events, shipments, outbound headers, an event per
 * document change, request keys. No rules beyond those it needs to stay right.
 */
#include <stdbool.h>

#include "bench/plan.h"

typedef struct baseline baseline;

/** Open or create; exits the program on any failure, as everything here does. */
baseline *baseline_open(const char *path, bool is_durable);
void baseline_close(baseline *b);
void baseline_load(baseline *b, const plan *p);

void baseline_begin(baseline *b);
void baseline_commit(baseline *b);
void baseline_order(baseline *b, const plan_cycle *cycle, int64_t i);
void baseline_ship(baseline *b, const plan_cycle *cycle, int64_t i);
void baseline_receive(baseline *b, const plan_cycle *cycle, int64_t i);

/** Exits unless the books balance. */
void baseline_check(baseline *b, const plan *p);
/** Bytes of the file after folding the log in. */
int64_t baseline_size(baseline *b);

#endif
