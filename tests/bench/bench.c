/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bench: one JSON object a line for each figure. Ratios are library ÷ bare SQLite, both run
 * in turns in this one process on this one machine.
 */
#include "bench/bench.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const struct {
    const char *names; /* the figures it prints, between commas */
    void (*run)(const bench *b);
} FIGURES[] = {
    {",P1,", figure_durable},
    {",P2,P14,", figure_batched},
    {",P3,", figure_million},
    {",P4,", figure_scattered},
    {",P5,", figure_bytes},
    {",P6,", figure_trace},
    {",P7,", figure_available},
    {",P9,", figure_growth},
    {",P10,P12,P16,", figure_footprint},
    {",P11,", figure_verify},
    {",P13,", figure_instructions},
    {",P15,", figure_endurance},
};

double bench_seconds(void)
{
    struct timespec at;

    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

const char *bench_file(const bench *b, const char *name, char out[512])
{
    static const char *const suffixes[] = {"", "-wal", "-shm", "-queue", "-write"};
    char path[600];

    (void)snprintf(out, 512, "%s/%s", b->folder, name);
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
        (void)snprintf(path, sizeof(path), "%s%s", out, suffixes[i]);
        (void)unlink(path);
    }
    return out;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return x < y ? -1 : x > y;
}

double bench_median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof(*values), compare);
    return count % 2 ? values[count / 2]
                     : (values[count / 2 - 1] + values[count / 2]) / 2;
}

void bench_print(const char *figure, const char *unit, double ours, double bare,
                 double ratio)
{
    printf("{\"figure\":\"%s\",\"unit\":\"%s\",\"library\":%.6g", figure, unit, ours);
    if (bare > 0)
        printf(",\"baseline\":%.6g", bare);
    if (ratio > 0)
        printf(",\"ratio\":%.4g", ratio);
    printf("}\n");
    fflush(stdout);
}

void bench_print_rounds(const char *figure, const char *unit, double ours, double bare,
                        double *ratios, int count)
{
    double median = bench_median(ratios, count);

    printf("{\"figure\":\"%s\",\"unit\":\"%s\",\"library\":%.6g,\"baseline\":%.6g,"
           "\"ratio\":%.4g,\"quartiles\":[%.4g,%.4g],\"rounds\":%d}\n",
           figure, unit, ours, bare, median, ratios[count / 4], ratios[count * 3 / 4],
           count);
    fflush(stdout);
}

static void usage(FILE *to)
{
    fprintf(to, "usage: bench [--only P1,P3] [--quick] [--folder DIR] [--keep]\n"
                "  --only LIST   figures to measure (default: all)\n"
                "  --quick       fewer rounds and smaller stores, under a minute\n"
                "  --folder DIR  where the databases go, and stay (default: a new "
                "folder under TMPDIR)\n"
                "  --keep        leave the databases there\n");
}

/* Is one of the figures in `names` asked for? */
static bool is_asked(const char *names, const char *only)
{
    char copy[256];

    if (!only)
        return true;
    (void)snprintf(copy, sizeof(copy), "%s", only);
    for (char *name = strtok(copy, ","); name; name = strtok(NULL, ",")) {
        char key[32];
        (void)snprintf(key, sizeof(key), ",%.20s,", name);
        if (strstr(names, key))
            return true;
    }
    return false;
}

static void run_all(const bench *b, const char *only)
{
    for (size_t i = 0; i < sizeof(FIGURES) / sizeof(FIGURES[0]); i++)
        if (is_asked(FIGURES[i].names, only))
            FIGURES[i].run(b);
}

static void remove_folder(const char *folder)
{
    char command[600];

    (void)snprintf(command, sizeof(command), "rm -rf '%s'", folder);
    if (system(command) != 0)
        fprintf(stderr, "could not remove %s\n", folder);
}

int main(int argc, char **argv)
{
    static const struct option options[] = {{"only", required_argument, NULL, 'o'},
                                            {"quick", no_argument, NULL, 'q'},
                                            {"folder", required_argument, NULL, 'f'},
                                            {"keep", no_argument, NULL, 'k'},
                                            {"counted", required_argument, NULL, 'c'},
                                            {"help", no_argument, NULL, 'h'},
                                            {NULL, 0, NULL, 0}};
    bench b = {.program = argv[0]};
    char folder[256];
    const char *only = NULL;
    const char *counted = NULL;
    bool keeps = false;
    int option;

    (void)snprintf(folder, sizeof(folder), "%s/salesinv-bench-XXXXXX",
                   getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'o')
            only = optarg;
        else if (option == 'q')
            b.is_quick = true;
        else if (option == 'f')
            b.folder = optarg; /* the caller's: it stays */
        else if (option == 'k')
            keeps = true;
        else if (option == 'c')
            counted =
                optarg; /* library or baseline,cycles,batch: see figure_instructions */
        else {
            usage(option == 'h' ? stdout : stderr);
            return option == 'h' ? 0 : 2;
        }
    }
    if (!b.folder)
        b.folder = mkdtemp(folder);
    if (!b.folder) {
        perror("bench");
        return 1;
    }
    if (counted) {
        char store[16];
        long long cycles;
        long long batch;
        if (sscanf(counted, "%15[a-z],%lld,%lld", store, &cycles, &batch) != 3)
            return 2;
        run_counted(&b, strcmp(store, "library") == 0, cycles, batch);
    } else {
        run_all(&b, only);
    }
    if (!keeps && b.folder == folder)
        remove_folder(b.folder);
    return 0;
}
