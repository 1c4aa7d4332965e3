/* SPDX-License-Identifier: Apache-2.0 */
/* Storage that fails at every call; see storage_faults.h. */
#include "support/storage_faults.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/storage_crash.h"

enum { CASES_MAX = 256 };

/* How a call of the port fails. */
typedef struct failure {
    const char *name;
    faulty_kind kind;
    salesinv_status code;
    uint32_t methods;
} failure;

static const failure failures[] = {
    {"IO", FAULTY_WITHOUT_EFFECT, SALESINV_E_STORAGE_IO, FAULTY_FALLIBLE},
    {"BUSY", FAULTY_WITHOUT_EFFECT, SALESINV_E_BUSY, FAULTY_FALLIBLE},
    {"FULL", FAULTY_WITHOUT_EFFECT, SALESINV_E_STORAGE_FULL, FAULTY_FALLIBLE},
    {"CORRUPT", FAULTY_WITHOUT_EFFECT, SALESINV_E_STORAGE_CORRUPT, FAULTY_FALLIBLE},
    {"CONFLICT", FAULTY_WITHOUT_EFFECT, SALESINV_E_CONFLICT, FAULTY_FALLIBLE},
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
static int64_t spread; /* points of each way to fail */

static void learn(survey *run)
{
    programme_begin(run->at, run->of);
    programme_clear(run->at);
    run->before = storage_crash_read(run->at);
    programme_close(run->at);
    programme_begin(run->at, run->of);
    assert_int_equal(run->of->act(run->at), SALESINV_OK);
    programme_clear(run->at);
    run->after = storage_crash_read(run->at);
    programme_close(run->at);
}

/* How many calls of the port this failure can meet. */
static int64_t count_calls(survey *run)
{
    int64_t calls;

    programme_begin(run->at, run->of);
    run->at->plan.methods = run->by->methods;
    assert_int_equal(run->of->act(run->at), SALESINV_OK);
    calls = run->at->plan.calls;
    programme_clear(run->at);
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

/* BUSY is of the engine, no provider's to say: a storage in somebody's way answers CONFLICT. */
static salesinv_status what_is_heard(salesinv_status code)
{
    return code == SALESINV_E_BUSY ? SALESINV_E_STORAGE_IO : code;
}

static void check_answer(const survey *run, salesinv_status rc, bool for_ever)
{
    const salesinv_status heard = what_is_heard(run->by->code);
    bool is_expected = rc == SALESINV_OK || rc == heard;

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
    char *now = storage_crash_read(run->at);

    if (strcmp(now, run->before) != 0 && !(run->of->flags & (CASE_STEPS | CASE_TRACES)))
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
    programme_begin(run->at, run->of);
    arm(run, nth, for_ever);
    rc = run->of->act(run->at);
    memset(&run->at->plan, 0, sizeof(run->at->plan));
    check_answer(run, rc, for_ever);
    if (rc != SALESINV_OK && !(run->of->flags & CASE_ONCE)) {
        check_store(run);
        repeat(run);
        rc = SALESINV_OK;
    }
    programme_clear(run->at);
    if (run->of->flags & CASE_TRACES)
        programme_verify(run->at);
    now = storage_crash_read(run->at);
    if (!(run->of->flags & CASE_TRACES) &&
        (rc == SALESINV_OK || strcmp(now, run->before) != 0))
        dump_assert_same(run->after, now, run->what);
    free(now);
    programme_close(run->at);
}

/* A few points of each way to fail, other ones than those of the next, so that together they lie close. */
static void try_failure(survey *run, int64_t which)
{
    int64_t calls = count_calls(run);
    bool is_all = programme_is_deep() || calls < spread;
    int64_t points = is_all ? calls : spread;

    for (int64_t i = 0; i < points; i++) {
        int64_t nth = 1 + (is_all ? i
                                  : (i * FAILURE_COUNT + which) * calls /
                                        (points * FAILURE_COUNT));
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
        try_failure(&run, i);
    }
    if (storage_crash_concerns(run.of, run.before, run.after))
        storage_crash_try(&stage, run.of, run.before, run.after);
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

int storage_faults_run(const programme_cases *const *lists, int64_t points)
{
    static struct CMUnitTest tests[CASES_MAX];
    /* Configs reach no storage of the stage: they have nothing to fail here. */
    size_t count = programme_tests(lists, survives, CASE_CONFIG, tests, CASES_MAX);

    spread = points;
    return _cmocka_run_group_tests("storage faults", tests, count, start, stop);
}
