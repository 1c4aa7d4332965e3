/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A writer is killed in the middle of its work, again and again. It acknowledges each step over a pipe once the call
 * has returned; afterwards everything acknowledged is there, what is not has at most one effect when it is repeated, and the
 * books balance each time. The seed is printed; SALESINV_SEED repeats a run, SALESINV_CYCLES makes it longer.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "support/works.h"

enum { CYCLES = 200, LONGEST_US = 40000, SHORTEST_US = 1000 };

/* Where the story stands. */
typedef struct place {
    int64_t round;
    int32_t step;
} place;

static place next_of(place at)
{
    do {
        if (++at.step == WORKS_STEPS) {
            at.step = 0;
            at.round++;
        }
    } while (!works_has_step(at.round, at.step));
    return at;
}

/* The child: goes on from `at` until it is killed. */
static void write_on(const works *of, place at, int pipe_end)
{
    salesinv_engine *engine = works_engine(of);
    salesinv_session *session = works_session(of, engine);
    bool is_repeat;

    for (;;) {
        if (works_step(of, session, at.round, at.step, &is_repeat) != SALESINV_OK) {
            print_error("writer: %s\n",
                        salesinv_error_message(salesinv_engine_error(engine)));
            _exit(EXIT_FAILURE);
        }
        if (write(pipe_end, &at, sizeof(at)) != (ssize_t)sizeof(at))
            _exit(EXIT_FAILURE);
        at = next_of(at);
    }
}

static void sleep_us(int64_t us)
{
    const struct timespec pause = {us / 1000000, us % 1000000 * 1000};

    nanosleep(&pause, NULL);
}

/* Start a writer at `at`, kill it after `us`; the last place it acknowledged, or `at` and false. */
static bool run_and_kill(const works *of, place at, int64_t us, place *last)
{
    int ends[2];
    int status;
    place got;
    bool is_acknowledged = false;
    pid_t child;

    assert_int_equal(pipe(ends), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(ends[0]);
        write_on(of, at, ends[1]);
    }
    close(ends[1]);
    sleep_us(us);
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status)); /* it did not end by itself */
    while (read(ends[0], &got, sizeof(got)) == (ssize_t)sizeof(got)) {
        *last = got;
        is_acknowledged = true;
    }
    close(ends[0]);
    return is_acknowledged;
}

/* All steps from `from` up to `last` must have been done; the next one is done now, once. */
static place check(const works *of, place from, bool is_acknowledged, place last,
                   int64_t *unknown)
{
    salesinv_engine *engine = works_engine(of);
    salesinv_session *session = works_session(of, engine);
    bool is_repeat;

    while (is_acknowledged) {
        bool is_last = from.round == last.round && from.step == last.step;

        assert_ok(session, works_step(of, session, from.round, from.step, &is_repeat));
        assert_true(is_repeat);
        from = next_of(from);
        if (is_last)
            break;
    }
    assert_ok(session, works_step(of, session, from.round, from.step, &is_repeat));
    *unknown += is_repeat; /* committed, and killed before it could say so */
    assert_ok(session, works_step(of, session, from.round, from.step, &is_repeat));
    assert_true(is_repeat);
    salesinv_session_close(session);
    salesinv_engine_close(engine);
    return next_of(from);
}

/* One effect each: as many orders as rounds were begun, and their serials where the story says. */
static void check_totals(const works *of, place at)
{
    salesinv_engine *engine = works_engine(of);
    salesinv_session *session = works_session(of, engine);
    salesinv_filter *filter;
    salesinv_cursor *cursor;
    const salesinv_document *document;
    int64_t orders = 0;
    salesinv_status rc;

    assert_ok(session, salesinv_filter_create(session, SALESINV_KIND_ORDER, &filter));
    assert_ok(session, salesinv_order_find(session, filter, &cursor));
    while ((rc = salesinv_cursor_next(cursor, &document)) == SALESINV_ROW)
        orders++;
    assert_int_equal(rc, SALESINV_OK);
    assert_int_equal(orders, at.round - 1 + (at.step > 0));
    salesinv_cursor_free(cursor);
    salesinv_filter_free(filter);
    salesinv_session_close(session);
    salesinv_engine_close(engine);
}

static int64_t number_from(const char *name, int64_t otherwise)
{
    const char *text = getenv(name);

    return text ? strtoll(text, NULL, 10) : otherwise;
}

/*
 * The works is verified after each of the usual number of kills. A longer run verifies about as often in all: the story
 * grows with every cycle and verify reads all of it, so that each of 10 000 would take hours.
 */
static bool is_verified(int64_t cycle, int64_t cycles)
{
    return cycles <= CYCLES || cycle % (cycles / CYCLES) == 0;
}

static void nothing_acknowledged_is_lost(void **state)
{
    int64_t cycles = number_from("SALESINV_CYCLES", CYCLES);
    unsigned seed = (unsigned)number_from("SALESINV_SEED", (int64_t)time(NULL));
    int64_t unknown = 0;
    place at = {1, 0};
    works of;

    (void)state;
    print_message("seed %u\n", seed);
    works_found(&of, 0);
    for (int64_t i = 0; i < cycles; i++) {
        place last = at;
        int64_t us = SHORTEST_US + rand_r(&seed) % (LONGEST_US - SHORTEST_US);
        bool is_acknowledged = run_and_kill(&of, at, us, &last);

        at = check(&of, at, is_acknowledged, last, &unknown);
        if (is_verified(i, cycles))
            works_verify(&of);
    }
    print_message("%lld rounds, %lld of %lld kills hit a step that was done but not "
                  "acknowledged\n",
                  (long long)at.round, (long long)unknown, (long long)cycles);
    check_totals(&of, at);
    works_close(&of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_acknowledged_is_lost)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
