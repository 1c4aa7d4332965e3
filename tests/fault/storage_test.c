/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every call on a storage that fails: the calls of the port that a case makes are counted, then the ith
 * answers a failure, loses its answer after it had its effect, or delivers a garbled row. After each: the store,
 * opened again, is clean and holds what it held before or what the call would have made of it, nothing
 * between; the same request key then has exactly one effect. CONFLICT is never seen by the caller.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/programme.h"

enum { SPREAD = 12, CASES_MAX = 256 };

/* How a call of the port fails. */
typedef struct failure {
    const char *name;
    faulty_kind kind;
    salesinv_status code;
    uint32_t methods;
} failure;

static const failure failures[] = {
    {"IO", FAULTY_WITHOUT_EFFECT, SALESINV_E_STORAGE_IO, FAULTY_FALLIBLE},
    {"FULL", FAULTY_WITHOUT_EFFECT, SALESINV_E_STORAGE_FULL, FAULTY_FALLIBLE},
    {"CORRUPT", FAULTY_WITHOUT_EFFECT, SALESINV_E_STORAGE_CORRUPT, FAULTY_FALLIBLE},
    {"CONFLICT", FAULTY_WITHOUT_EFFECT, SALESINV_E_CONFLICT,
     FAULTY_BEGIN | FAULTY_COMMIT},
    {"an outcome unknown, not applied", FAULTY_WITHOUT_EFFECT,
     SALESINV_E_UNKNOWN_OUTCOME, FAULTY_COMMIT},
    {"an outcome unknown, applied", FAULTY_WITH_EFFECT, SALESINV_E_UNKNOWN_OUTCOME,
     FAULTY_COMMIT},
    {"a garbled row", FAULTY_GARBLED_ROW, SALESINV_E_STORAGE_CORRUPT,
     FAULTY_GET | FAULTY_SCAN_NEXT},
};
enum { FAILURE_COUNT = sizeof(failures) / sizeof(failures[0]) };

/* One case, what its store looks like before and after, and how it fails just now. */
typedef struct survey {
    programme *at;
    const programme_case *of;
    const failure *by;
    char *before;
    char *after;
    char what[200];
    uint64_t seed;
} survey;

static programme stage;

static void begin_run(survey *run)
{
    memset(&run->at->plan, 0, sizeof(run->at->plan));
    programme_restore(run->at);
    programme_open(run->at);
    if (run->of->ready)
        run->of->ready(run->at);
}

static void clear(survey *run)
{
    memset(&run->at->plan, 0, sizeof(run->at->plan));
    if (run->of->clear)
        run->of->clear(run->at);
}

/* What the store holds for one who opens it anew; it must be clean. */
static char *read_anew(const survey *run)
{
    programme peer = *run->at;
    char *text;

    memset(&peer.memory, 0, sizeof(peer.memory));
    programme_open(&peer);
    programme_verify(&peer);
    text = dump_store(peer.engine);
    programme_close(&peer);
    return text;
}

static void learn(survey *run)
{
    begin_run(run);
    clear(run);
    run->before = read_anew(run);
    programme_close(run->at);
    begin_run(run);
    assert_int_equal(run->of->act(run->at), SALESINV_OK);
    clear(run);
    run->after = read_anew(run);
    programme_close(run->at);
}

/* How many calls of the port this failure can meet. */
static int64_t count_calls(survey *run)
{
    int64_t calls;

    begin_run(run);
    run->at->plan.methods = run->by->methods;
    assert_int_equal(run->of->act(run->at), SALESINV_OK);
    calls = run->at->plan.calls;
    clear(run);
    programme_close(run->at);
    return calls;
}

static void arm(survey *run, int64_t nth, bool for_ever)
{
    faulty_plan *plan = &run->at->plan;

    memset(plan, 0, sizeof(*plan));
    plan->methods = run->by->methods;
    plan->nth = nth;
    plan->for_ever = for_ever;
    plan->kind = run->by->kind;
    plan->code = run->by->code;
    plan->column = (int32_t)(programme_random(&run->seed) % 4);
}

/* A failure that the caller is not to hear of: it is tried again, or found out. */
static bool is_masked(const survey *run, bool for_ever)
{
    return !for_ever && !(run->of->flags & CASE_PLAIN) &&
           (run->by->code == SALESINV_E_CONFLICT ||
            run->by->code == SALESINV_E_UNKNOWN_OUTCOME);
}

static void check_answer(const survey *run, salesinv_status rc, bool for_ever)
{
    bool is_expected = rc == SALESINV_OK || rc == run->by->code;

    if (run->by->code == SALESINV_E_UNKNOWN_OUTCOME)
        is_expected = is_expected || rc == SALESINV_E_CONFLICT;
    if (is_masked(run, for_ever))
        is_expected = rc == SALESINV_OK;
    if (!is_expected)
        fail_msg("%s: %s reached the caller", run->what, salesinv_status_name(rc));
    if (rc != SALESINV_OK)
        assert_int_equal(salesinv_error_code(salesinv_engine_error(run->at->engine)),
                         rc);
}

/* The store, opened anew: as before, or as after; or between, for calls that work in steps. */
static void check_store(const survey *run)
{
    char *now = read_anew(run);

    if (strcmp(now, run->before) != 0 && !(run->of->flags & CASE_STEPS))
        dump_assert_same(run->after, now, run->what);
    free(now);
}

/* The same request again, on the engine that saw the failure. */
static void repeat(const survey *run)
{
    salesinv_status rc = run->of->act(run->at);

    if (rc != SALESINV_OK)
        fail_msg("%s: the repeat failed: %s", run->what, salesinv_status_name(rc));
}

static void try_point(survey *run, int64_t nth, bool for_ever)
{
    char *now;
    salesinv_status rc;

    snprintf(run->what, sizeof(run->what), "%s, call %lld%s answers %s", run->of->name,
             (long long)nth, for_ever ? " and on" : "", run->by->name);
    begin_run(run);
    arm(run, nth, for_ever);
    rc = run->of->act(run->at);
    memset(&run->at->plan, 0, sizeof(run->at->plan));
    check_answer(run, rc, for_ever);
    if (rc != SALESINV_OK && !(run->of->flags & CASE_ONCE)) {
        check_store(run);
        repeat(run);
        rc = SALESINV_OK;
    }
    clear(run);
    now = read_anew(run);
    if (rc == SALESINV_OK || strcmp(now, run->before) != 0)
        dump_assert_same(run->after, now, run->what);
    free(now);
    programme_close(run->at);
}

static void try_failure(survey *run)
{
    int64_t calls = count_calls(run);
    int64_t points = programme_is_deep() || calls < SPREAD ? calls : SPREAD;

    for (int64_t i = 0; i < points; i++) {
        int64_t nth = 1 + (points > 1 ? i * (calls - 1) / (points - 1) : 0);
        try_point(run, nth, false);
        try_point(run, nth, true);
    }
}

static void survives(void **state)
{
    survey run = {.at = &stage, .of = *state, .seed = 4};

    memset(&stage.memory, 0, sizeof(stage.memory));
    learn(&run);
    for (int i = 0; i < FAILURE_COUNT; i++) {
        run.by = &failures[i];
        try_failure(&run);
    }
    free(run.before);
    free(run.after);
}

static int start(void **state)
{
    (void)state;
    programme_start(&stage);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    programme_stop(&stage);
    return 0;
}

/* Configs reach no storage of the stage: they have nothing to fail here. */
static void add_cases(const programme_cases *cases, struct CMUnitTest *tests,
                      size_t *count)
{
    for (int i = 0; i < cases->count; i++) {
        if (cases->items[i].flags & CASE_CONFIG)
            continue;
        assert_true(*count < CASES_MAX);
        tests[*count].name = cases->items[i].name;
        tests[*count].test_func = survives;
        tests[*count].initial_state = (void *)(uintptr_t)&cases->items[i];
        ++*count;
    }
}

int main(void)
{
    static struct CMUnitTest tests[CASES_MAX];
    size_t count = 0;

    add_cases(&programme_core_cases, tests, &count);
    return _cmocka_run_group_tests("storage faults", tests, count, start, stop);
}
