/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every exported function that needs memory, without it: the allocations of a call are counted, then the
 * ith is refused, once and together with all that follow. Whatever happens the call answers OK or NOMEM, what is
 * stored is as before or as after, a repeat with memory succeeds, and no block is left.
 * 25 points a case; SALESINV_DEEP=1 tries every one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/programme.h"

enum { SPREAD = 25, CASES_MAX = 512 };

/* One case, and what its store looks like when the call failed and when it succeeded. */
typedef struct survey {
    programme *at;
    const programme_case *of;
    char *before;
    char *after;
    int64_t allocations;
} survey;

static programme stage;

/* Two runs without faults: one up to the call, one with it. */
static void learn(survey *run)
{
    programme_begin(run->at, run->of);
    programme_clear(run->at);
    run->before = dump_store(run->at->engine);
    programme_close(run->at);
    programme_begin(run->at, run->of);
    oom_alloc_arm(&run->at->memory, 0, false);
    assert_int_equal(run->of->act(run->at), SALESINV_OK);
    run->allocations = run->at->memory.calls;
    programme_clear(run->at);
    run->after = dump_store(run->at->engine);
    programme_verify(run->at);
    programme_close(run->at);
}

static void check_failure(survey *run, const char *what)
{
    char *now;

    if (!(run->of->flags & (CASE_CONFIG | CASE_UNSAID)))
        assert_int_equal(salesinv_error_code(salesinv_engine_error(run->at->engine)),
                         SALESINV_E_NOMEM);
    if (run->of->flags & CASE_ONCE)
        return;
    if (!(run->of->flags & (CASE_STEPS | CASE_TRACES))) {
        now = dump_store(run->at->engine);
        dump_assert_same(run->before, now, what);
        free(now);
    }
    assert_int_equal(run->of->act(run->at), SALESINV_OK);
}

static void try_point(survey *run, int64_t nth, bool for_ever)
{
    char what[160];
    bool is_done;
    char *now;
    salesinv_status rc;

    snprintf(what, sizeof(what), "%s, allocation %lld of %lld%s", run->of->name,
             (long long)nth, (long long)run->allocations, for_ever ? " and on" : "");
    programme_begin(run->at, run->of);
    oom_alloc_arm(&run->at->memory, nth, for_ever);
    rc = run->of->act(run->at);
    oom_alloc_arm(&run->at->memory, 0, false);
    if (rc != SALESINV_OK && rc != SALESINV_E_NOMEM)
        fail_msg("%s: %s", what, salesinv_status_name(rc));
    if (rc != SALESINV_OK)
        check_failure(run, what);
    is_done = rc == SALESINV_OK || !(run->of->flags & CASE_ONCE);
    programme_clear(run->at);
    if (rc != SALESINV_OK && (run->of->flags & CASE_TRACES)) {
        programme_verify(run->at);
    } else {
        now = dump_store(run->at->engine);
        dump_assert_same(is_done ? run->after : run->before, now, what);
        free(now);
    }
    programme_close(run->at);
    if (run->at->memory.live != 0)
        fail_msg("%s: %lld blocks are left", what, (long long)run->at->memory.live);
}

static void survives(void **state)
{
    survey run = {.at = &stage, .of = *state};
    int64_t points = SPREAD;

    memset(
        &stage.memory, 0,
        sizeof(stage.memory)); /* what a failed test before this one left is its own */
    learn(&run);
    if ((run.allocations == 0) != ((run.of->flags & CASE_QUIET) != 0))
        fail_msg("%s: %lld allocations", run.of->name, (long long)run.allocations);
    if (programme_is_deep() || run.allocations < points)
        points = run.allocations;
    for (int64_t i = 0; i < points; i++) {
        int64_t nth = 1 + (points > 1 ? i * (run.allocations - 1) / (points - 1) : 0);
        try_point(&run, nth, false);
        try_point(&run, nth, true);
    }
    print_message("%s: %lld of %lld points\n", run.of->name, (long long)points,
                  (long long)run.allocations);
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

int main(void)
{
    static struct CMUnitTest tests[CASES_MAX];
    const programme_cases *const lists[] = {&programme_core_cases,
                                            &programme_call_cases,
                                            &programme_master_cases,
                                            &programme_document_cases,
                                            &programme_tracking_cases,
                                            &programme_loopback_cases,
                                            &programme_sync_cases,
                                            &programme_sync_mode_cases,
                                            &programme_result_cases,
                                            &programme_mode_cases,
                                            NULL};
    size_t count = programme_tests(lists, survives, 0, tests, CASES_MAX);

    return _cmocka_run_group_tests("out of memory", tests, count, start, stop);
}
