/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROGRAMME_H
#define PROGRAMME_H

/*
 * The stage for the fault programme: a small store of two tenants, made once and kept as a pristine
 * file, and an engine on a copy of it whose memory is counted and may be refused (oom_alloc.h) and whose
 * storage may be told to fail (faulty_storage.h). Nothing fails unless a test arms it.
 */
#include "support/dump.h"
#include "support/faulty_storage.h"
#include "support/fix_core.h"
#include "support/oom_alloc.h"

typedef struct programme {
    char folder[64];
    char pristine[96];
    char path[96];
    salesinv_time now; /* the clock, which stands still */
    int64_t ticks;     /* the other one, which does not */
    oom_alloc memory;
    faulty_plan plan;
    salesinv_id tenant;
    salesinv_id stranger; /* another tenant */
    /* From open to close. */
    salesinv_engine *engine;
    salesinv_session *platform; /* of an operator */
    salesinv_session *admin;
    /* What a case made ready for its act. */
    void *made;
    salesinv_id found;
} programme;

/** What is special about a case, as bits. */
enum {
    CASE_ONCE = 1,   /* after a failure it cannot be repeated as it is */
    CASE_CONFIG = 2, /* works on a config: its error is not in the engine */
    CASE_STEPS = 4,  /* a failure may leave a part of the work done, a repeat goes on */
    CASE_QUIET = 8,  /* asks for no memory */
    CASE_PLAIN =
        16 /* without retry, or without a request key: the caller hears of everything */
};

/**
 * One call under test. Its act makes the call with the request key "case" if it takes one,
 * releases what it got, and checks that a failure left the outputs empty.
 */
typedef struct programme_case {
    const char *name;
    salesinv_status (*act)(programme *at);
    void (*ready)(programme *at); /* what comes before the call; may be NULL */
    void (*clear)(programme *at); /* undo ready; may be NULL */
    uint32_t flags;               /* CASE_* */
} programme_case;

/** The cases of one file. */
typedef struct programme_cases {
    const programme_case *items;
    int count;
} programme_cases;

extern const programme_cases programme_core_cases;

/** Make the pristine store. */
void programme_start(programme *at);
/** Remove all files. */
void programme_stop(programme *at);

/** Make the working file a copy of the pristine one; while no engine is open. */
void programme_restore(programme *at);
/** Open an engine on the working file, and its sessions; must succeed. */
void programme_open(programme *at);
/** Close it; every block must have been released. */
void programme_close(programme *at);

/** An unopened storage on the working file, with the stage's memory and faults. */
void programme_storage(programme *at, storage_object *out);
/** A config with the stage's allocator, storage and clock; must succeed. */
salesinv_config *programme_config(programme *at);
/** Fail unless every invariant of the tenant holds. */
void programme_verify(programme *at);

/** True when every point is wanted (SALESINV_DEEP=1). */
bool programme_is_deep(void);
/** The seed of this run: SALESINV_SEED, or taken from the clock; printed. */
uint64_t programme_seed(void);
/** The next of a sequence of random numbers that a seed began. */
uint64_t programme_random(uint64_t *seed);

#endif
