/* SPDX-License-Identifier: Apache-2.0 */
/* Figures of the order-to-ship workload: P1, P2, P9, P10, P12, P13, P14, P15, P16. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"

enum { ROUNDS = 9, ROUNDS_QUICK = 5 };

/* Two stores with the same goods, and how far each has come. */
typedef struct pair {
    plan plan;
    baseline *bare;
    library lib;
    int64_t bare_at;
    int64_t lib_at;
} pair;

static void open_pair(pair *p, const bench *b, bool is_durable, int64_t serials)
{
    char path[512];

    plan_init(&p->plan, b->is_quick ? 500 : 2000, 5, b->is_quick ? 200 : 1000, serials);
    p->bare = baseline_open(bench_file(b, "baseline.db", path), is_durable);
    baseline_load(p->bare, &p->plan);
    library_open(&p->lib, bench_file(b, "library.db", path), is_durable);
    library_load(&p->lib, &p->plan);
    p->bare_at = 0;
    p->lib_at = 0;
}

static void close_pair(pair *p)
{
    baseline_check(p->bare, &p->plan);
    (void)library_check(&p->lib);
    baseline_close(p->bare);
    library_close(&p->lib);
}

/* Run `count` cycles on the baseline: a commit per step, or one per `batch` cycles. */
static double run_baseline(pair *p, int64_t count, int64_t batch)
{
    static void (*const steps[])(baseline *, const plan_cycle *, int64_t) = {
        baseline_order, baseline_ship, baseline_receive};
    double start = bench_seconds();
    plan_cycle cycle;

    for (int64_t n = 0; n < count; n++) {
        int64_t i = p->bare_at++;
        plan_get(&p->plan, i, &cycle);
        if (batch > 0 && n % batch == 0)
            baseline_begin(p->bare);
        for (int k = 0; k < 3; k++) {
            if (batch == 0)
                baseline_begin(p->bare);
            steps[k](p->bare, &cycle, i);
            if (batch == 0)
                baseline_commit(p->bare);
        }
        if (batch > 0 && (n % batch == batch - 1 || n == count - 1))
            baseline_commit(p->bare);
    }
    return bench_seconds() - start;
}

static double run_library(pair *p, int64_t count, int64_t batch)
{
    double start = bench_seconds();
    plan_cycle cycle;

    for (int64_t n = 0; n < count; n++) {
        int64_t i = p->lib_at++;
        plan_get(&p->plan, i, &cycle);
        if (batch > 0 && n % batch == 0)
            library_begin(&p->lib);
        library_order(&p->lib, &cycle, i);
        library_ship(&p->lib, &cycle, i);
        library_receive(&p->lib, &cycle, i);
        if (batch > 0 && (n % batch == batch - 1 || n == count - 1))
            library_commit(&p->lib);
    }
    return bench_seconds() - start;
}

/* Baseline, library, baseline: one ratio a round; prints the median with its quartiles. */
static double compare_rounds(pair *p, const bench *b, const char *figure, int64_t count,
                             int64_t batch)
{
    int rounds = b->is_quick ? ROUNDS_QUICK : ROUNDS;
    double ratios[ROUNDS_MAX];
    double lib_rates[ROUNDS_MAX];
    double bare_rates[ROUNDS_MAX];
    double lib_rate;

    (void)run_baseline(p, count / 4 + 1, batch); /* warms caches and the log */
    (void)run_library(p, count / 4 + 1, batch);
    for (int r = 0; r < rounds; r++) {
        double before = run_baseline(p, count, batch);
        double lib = run_library(p, count, batch);
        double after = run_baseline(p, count, batch);
        bare_rates[r] = 2 * (double)count / (before + after);
        lib_rates[r] = (double)count / lib;
        ratios[r] = lib_rates[r] / bare_rates[r];
    }
    lib_rate = bench_median(lib_rates, rounds);
    bench_print_rounds(figure, "cycles/s", lib_rate, bench_median(bare_rates, rounds),
                       ratios, rounds);
    return lib_rate;
}

void figure_durable(const bench *b)
{
    pair p;

    open_pair(&p, b, true, b->is_quick ? 40000 : 200000);
    (void)compare_rounds(&p, b, "P1", b->is_quick ? 100 : 400, 0);
    close_pair(&p);
}

void figure_batched(const bench *b)
{
    int64_t count = b->is_quick ? 500 : 1000;
    double durable;
    double batched;
    pair p;

    open_pair(&p, b, true, b->is_quick ? 80000 : 400000);
    (void)compare_rounds(&p, b, "P2", count, 1000);
    durable = (double)(count / 2) / run_library(&p, count / 2, 0);
    batched = (double)count / run_library(&p, count, 100);
    bench_print("P14", "times one commit per call", batched / durable, 0, 0);
    close_pair(&p);
}

static double seconds_per_cycle(const bench *b, int64_t serials, int64_t count)
{
    double seconds;
    pair p;
    char path[512];

    plan_init(&p.plan, 2000, 5, 1000, serials);
    library_open(&p.lib, bench_file(b, "growth.db", path), true);
    library_load(&p.lib, &p.plan);
    p.lib_at = 0;
    (void)run_library(&p, count / 10, 1000);
    seconds = run_library(&p, count, 1000) / (double)count;
    (void)library_check(&p.lib);
    library_close(&p.lib);
    return seconds;
}

void figure_growth(const bench *b)
{
    double small = seconds_per_cycle(b, 10000, 1500);
    double large = seconds_per_cycle(b, b->is_quick ? 1000000 : 5000000,
                                     b->is_quick ? 2000 : 10000);

    bench_print("P9", "cost per cycle at many serials / at 10,000", large / small, 0,
                0);
}

void figure_footprint(const bench *b)
{
    int64_t count = b->is_quick ? 2000 : 10000;
    int64_t before = 0;
    int64_t after = 0;
    int64_t peak = 0;
    char path[512];
    FILE *file;
    long size = 0;
    pair p;

    open_pair(&p, b, true, b->is_quick ? 40000 : 200000);
    (void)run_baseline(&p, count, 1000);
    (void)run_library(&p, count / 2, 1000);
    library_must(&p.lib, salesinv_engine_memory(p.lib.engine, NULL, NULL, &before),
                 "memory");
    (void)run_library(&p, count - count / 2, 1000);
    library_must(&p.lib, salesinv_engine_memory(p.lib.engine, NULL, &peak, &after),
                 "memory");
    bench_print("P10", "MiB at most", (double)peak / (1 << 20), 0, 0);
    bench_print("P12", "allocations/cycle",
                (double)(after - before) / (double)(count - count / 2), 0, 0);
    library_must(&p.lib, salesinv_maintain(p.lib.session, NULL), "maintain");
    (void)snprintf(path, sizeof(path), "%s/library.db", b->folder);
    file = fopen(path, "rb");
    if (file && fseek(file, 0, SEEK_END) == 0)
        size = ftell(file);
    if (file)
        fclose(file);
    bench_print("P16", "bytes", (double)size, (double)baseline_size(p.bare),
                (double)size / (double)baseline_size(p.bare));
    close_pair(&p);
}

void figure_endurance(const bench *b)
{
    int64_t count = b->is_quick ? 20000 : 1000000;
    int64_t tenth = count / 10;
    double first;
    double last;
    char path[512];
    pair p;

    plan_init(&p.plan, 2000, 5, 1000, count * PLAN_SERIALS + 100000);
    library_open(&p.lib, bench_file(b, "endurance.db", path), false);
    library_load(&p.lib, &p.plan);
    p.lib_at = 0;
    (void)run_library(&p, tenth / 10, 1000);
    first = run_library(&p, tenth, 1000);
    (void)run_library(&p, tenth * 8, 1000);
    last = run_library(&p, tenth, 1000);
    bench_print("P15", "rate of the last tenth / of the first", first / last, 0, 0);
    (void)library_check(&p.lib);
    library_close(&p.lib);
}

void run_counted(const bench *b, bool is_library, int64_t cycles, int64_t batch)
{
    char path[512];
    pair p;

    plan_init(&p.plan, 200, 2, 50, 20000);
    p.bare_at = 0;
    p.lib_at = 0;
    if (is_library) {
        library_open(&p.lib, bench_file(b, "counted.db", path), false);
        library_load(&p.lib, &p.plan);
        (void)run_library(&p, 50 + cycles, batch);
        library_close(&p.lib);
    } else {
        p.bare = baseline_open(bench_file(b, "counted.db", path), false);
        baseline_load(p.bare, &p.plan);
        (void)run_baseline(&p, 50 + cycles, batch);
        baseline_close(p.bare);
    }
}

/* Instructions that the counter saw in one run of this program; 0 without a counter. */
static double count_instructions(const bench *b, const char *store, int64_t cycles,
                                 int64_t batch)
{
    char command[1024];
    char line[256];
    double found = 0;
    FILE *pipe;

    (void)snprintf(command, sizeof(command),
                   "valgrind --tool=callgrind --callgrind-out-file=/dev/null '%s' "
                   "--counted %s,%lld,%lld --folder '%s' --keep 2>&1",
                   b->program, store, (long long)cycles, (long long)batch, b->folder);
    pipe = popen(command, "r");
    while (pipe && fgets(line, sizeof(line), pipe)) {
        const char *at = strstr(line, "Collected :");
        if (at)
            found = strtod(at + strlen("Collected :"), NULL);
    }
    if (pipe)
        (void)pclose(pipe);
    return found;
}

static void compare_instructions(const bench *b, const char *figure, int64_t batch)
{
    int64_t cycles = b->is_quick ? 200 : 1000;
    double lib = count_instructions(b, "library", cycles, batch) -
                 count_instructions(b, "library", 0, batch);
    double bare = count_instructions(b, "baseline", cycles, batch) -
                  count_instructions(b, "baseline", 0, batch);

    if (lib <= 0 || bare <= 0) {
        fprintf(stderr, "bench: %s needs valgrind\n", figure);
        return;
    }
    bench_print(figure, "instructions/cycle", lib / (double)cycles,
                bare / (double)cycles, lib / bare);
}

void figure_instructions(const bench *b)
{
    compare_instructions(b, "P13 batched", 1000);
    compare_instructions(b, "P13 per operation", 0);
}
