/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SINV_BENCH_BENCH_H
#define SINV_BENCH_BENCH_H

/* What the figures share: options, time, statistics, and the line of JSON that each prints. */
#include <stdbool.h>
#include <stdint.h>

#include "bench/baseline.h"
#include "bench/library.h"

typedef struct bench {
    bool is_quick;
    const char *folder;  /* where the databases go */
    const char *program; /* this program, to be run under the instruction counter */
} bench;

enum { ROUNDS_MAX = 99 };

double bench_seconds(void);
/** Path of a file in the folder, any earlier one of that name removed. */
const char *bench_file(const bench *b, const char *name, char out[512]);

/** {"figure":..,"unit":..,"library":..} and, when baseline > 0, baseline and ratio. */
void bench_print(const char *figure, const char *unit, double ours, double bare,
                 double ratio);
/** The same with the quartiles of the ratio over `count` rounds; sorts `ratios`. */
void bench_print_rounds(const char *figure, const char *unit, double ours, double bare,
                        double *ratios, int count);
double bench_median(double *values, int count);

/* Figures by the numbers of the table in README.md; some are measured together. */
void figure_durable(const bench *b);      /* P1 */
void figure_batched(const bench *b);      /* P2, P14 */
void figure_growth(const bench *b);       /* P9 */
void figure_footprint(const bench *b);    /* P10, P12, P16 */
void figure_endurance(const bench *b);    /* P15 */
void figure_instructions(const bench *b); /* P13 */
void figure_million(const bench *b);      /* P3 */
void figure_scattered(const bench *b);    /* P4 */
void figure_bytes(const bench *b);        /* P5 */
void figure_trace(const bench *b);        /* P6 */
void figure_available(const bench *b);    /* P7 */
void figure_verify(const bench *b);       /* P11 */

/** For the instruction counter: load, then run `cycles` on one store; `batch` 0: a commit per call. */
void run_counted(const bench *b, bool is_library, int64_t cycles, int64_t batch);

#endif
