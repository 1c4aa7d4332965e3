/* SPDX-License-Identifier: Apache-2.0 */
/* Processes that end inside their storage; see storage_crash.h. */
#include "support/storage_crash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SPREAD = 6 };

/* Where a process ends. */
typedef struct crash {
    const char *name;
    faulty_kind kind;
    uint32_t methods;
} crash;

static const crash crashes[] = {
    {"before a commit", FAULTY_CRASH_BEFORE, FAULTY_COMMIT},
    {"after a commit", FAULTY_CRASH_AFTER, FAULTY_COMMIT},
    {"before a call", FAULTY_CRASH_BEFORE, FAULTY_ALL},
    {"after a call", FAULTY_CRASH_AFTER, FAULTY_ALL},
};
enum { CRASHES = sizeof(crashes) / sizeof(crashes[0]) };

/* One case, how it crashes, and what outlives the engine that it was prepared with. */
typedef struct wreck {
    programme *at;
    const programme_case *of;
    const crash *by;
    const char *before;
    const char *after;
    salesinv_id id;
    salesinv_time now;
    int64_t calls;
    char what[200];
} wreck;

bool storage_crash_concerns(const programme_case *of, const char *before,
                            const char *after)
{
    return !of->clear && !(of->flags & (CASE_CONFIG | CASE_ONCE)) &&
           strcmp(before, after) != 0;
}

char *storage_crash_read(const programme *at)
{
    programme peer = *at;
    char *text;

    memset(&peer.memory, 0, sizeof(peer.memory));
    memset(&peer.ready, 0, sizeof(peer.ready));
    programme_open(&peer);
    programme_verify(&peer);
    text = dump_store(peer.engine);
    programme_close(&peer);
    return text;
}

/* The file as it is before the call, and no engine on it: none survives a fork. */
static void prepare(wreck *of)
{
    programme_begin(of->at, of->of);
    of->id = of->at->ready.id;
    of->now = of->at->now;
    programme_close(of->at);
}

/* An engine on the file as it is now, ready for the call. */
static void take_up(const wreck *of)
{
    memset(&of->at->plan, 0, sizeof(of->at->plan));
    programme_open(of->at);
    of->at->now = of->now;
    of->at->ready.id = of->id;
    programme_draft(of->at);
}

static void count_calls(wreck *of)
{
    prepare(of);
    take_up(of);
    of->at->plan.methods = of->by->methods;
    assert_int_equal(of->of->act(of->at), SALESINV_OK);
    of->calls = of->at->plan.calls;
    memset(&of->at->plan, 0, sizeof(of->at->plan));
    programme_close(of->at);
}

/* The child's life; it ends in the storage. */
static void live(const wreck *of, int64_t nth)
{
    take_up(of);
    of->at->plan.methods = of->by->methods;
    of->at->plan.kind = of->by->kind;
    of->at->plan.nth = nth;
    (void)of->of->act(of->at);
    _exit(EXIT_FAILURE);
}

static void let_crash(const wreck *of, int64_t nth)
{
    int status;
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0)
        live(of, nth);
    assert_int_equal(waitpid(child, &status, 0), child);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != FAULTY_EXIT)
        fail_msg("%s: the child ended with %d", of->what, status);
}

/* As before or as after, and not as chance will have it: what was committed is there, what was not is not. */
static void check_store(const wreck *of, int64_t nth)
{
    const bool is_commit = of->by->methods == FAULTY_COMMIT;
    char *now = storage_crash_read(of->at);

    if (is_commit && of->by->kind == FAULTY_CRASH_BEFORE && nth == 1)
        dump_assert_same(of->before, now, of->what);
    else if (is_commit && of->by->kind == FAULTY_CRASH_AFTER && nth == of->calls)
        dump_assert_same(of->after, now, of->what);
    else if (strcmp(now, of->before) != 0 &&
             !(of->of->flags & (CASE_STEPS | CASE_TRACES)))
        dump_assert_same(of->after, now, of->what);
    free(now);
}

static void try_point(wreck *of, int64_t nth)
{
    salesinv_status rc;
    char *now;

    snprintf(of->what, sizeof(of->what), "%s ends %s: %lld of %lld", of->of->name,
             of->by->name, (long long)nth, (long long)of->calls);
    prepare(of);
    let_crash(of, nth);
    check_store(of, nth);
    take_up(of);
    if ((rc = of->of->act(of->at)) != SALESINV_OK)
        fail_msg("%s: the repeat failed: %s", of->what, salesinv_status_name(rc));
    if (of->of->flags & CASE_TRACES)
        programme_verify(of->at);
    programme_close(of->at);
    now = storage_crash_read(of->at);
    if (!(of->of->flags & CASE_TRACES))
        dump_assert_same(of->after, now, of->what);
    free(now);
}

void storage_crash_try(programme *at, const programme_case *of, const char *before,
                       const char *after)
{
    wreck tried = {.at = at, .of = of, .before = before, .after = after};

    for (int i = 0; i < CRASHES; i++) {
        int64_t points;

        tried.by = &crashes[i];
        count_calls(&tried);
        assert_true(tried.calls > 0);
        points = programme_is_deep() || tried.calls < SPREAD ? tried.calls : SPREAD;
        for (int64_t k = 0; k < points; k++)
            try_point(&tried,
                      1 + (points > 1 ? k * (tried.calls - 1) / (points - 1) : 0));
    }
}
