/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROGRAMME_H
#define PROGRAMME_H

/*
 * The stage for the fault programme: a small store of two tenants, made once and kept as a pristine
 * file, and an engine on a copy of it whose memory is counted and may be refused (oom_alloc.h) and whose
 * storage may be told to fail (faulty_storage.h). Nothing fails unless a test arms it.
 */
#include "salesinv/find.h"
#include "support/dump.h"
#include "support/faulty_storage.h"
#include "support/fix_core.h"
#include "support/oom_alloc.h"

typedef struct programme_case programme_case;

/** What the tenant has from the beginning: goods, partners, and a trade that got as far as its receipt. */
typedef struct programme_goods {
    salesinv_id unit;
    salesinv_id carton;
    salesinv_id category;
    salesinv_id plain;   /* products */
    salesinv_id kit;     /* picked, of two plain ones */
    salesinv_id tracked; /* serials SN0001 to SN0020 */
    salesinv_id batched;
    salesinv_id account;
    salesinv_id warehouse;
    salesinv_id empty; /* another, without stock */
    salesinv_id order; /* of ten plain and six tracked; four and three are shipped */
    salesinv_id shipment;
} programme_goods;

/** What a case made ready; released by close. */
typedef struct programme_ready {
    salesinv_draft *draft;
    salesinv_filter *filter;
    salesinv_cursor *cursor;
    salesinv_document *document;
    salesinv_id id; /* of a stored object */
} programme_ready;

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
    programme_goods goods;
    /* From open to close. */
    salesinv_engine *engine;
    salesinv_session *platform; /* of an operator */
    salesinv_session *admin;
    /* What a case made ready for its act. */
    const programme_case *of;
    programme_ready ready;
    const char *words; /* what its draft says, where that is not the kind's usual one */
    void *made;
    salesinv_id found;
} programme;

/** What is special about a case, as bits. */
enum {
    CASE_ONCE = 1,   /* after a failure it cannot be repeated as it is */
    CASE_CONFIG = 2, /* works on a config: its error is not in the engine */
    CASE_STEPS = 4,  /* a failure may leave a part of the work done, a repeat goes on */
    CASE_QUIET = 8,  /* asks for no memory */
    CASE_UNSAID =
        32, /* its failure is in no engine's error: a snapshot knows no engine */
    CASE_TRACES =
        64, /* as CASE_STEPS; numbers were taken, a unit returns by itself: a repeat ends elsewhere */
    CASE_PLAIN =
        16 /* without retry, or without a request key: the caller hears of everything */
};

/** How far the object of a kind got before the call under test. */
typedef enum programme_stage {
    STAGE_NONE,
    STAGE_FRESH,   /* a draft that nothing stores yet */
    STAGE_STORED,  /* stored, not submitted */
    STAGE_CHANGED, /* stored, and a draft of a change to it */
    STAGE_PENDING, /* in approval */
    STAGE_AMENDED, /* in approval, and a draft of a change to it */
    STAGE_DONE,    /* submitted, with approval switched off */
    STAGE_STOPPED, /* stored, then put out of use */
    STAGE_FILTER   /* a filter of the kind, without a condition */
} programme_stage;

/**
 * One call under test. Its act makes the call with the request key "case" if it takes one,
 * releases what it got, and checks that a failure left the outputs empty.
 */
struct programme_case {
    const char *name; /* of the exported function, without salesinv_ */
    salesinv_status (*act)(programme *at);
    void (*ready)(programme *at); /* what comes before the call; may be NULL */
    void (*clear)(programme *at); /* undo ready; may be NULL */
    uint32_t flags;               /* CASE_* */
    salesinv_kind kind;           /* whose object programme_prepare makes */
    programme_stage stage;
};

/** A case without an object of a kind. */
#define PROGRAMME_CASE(call, ready, clear, flags)                                      \
    {                                                                                  \
#call, call, ready, clear, flags, 0, STAGE_NONE                                \
    }

/** The cases of one file. */
typedef struct programme_cases {
    const programme_case *items;
    int count;
} programme_cases;

extern const programme_cases programme_core_cases;
extern const programme_cases programme_master_cases;
extern const programme_cases programme_document_cases;
extern const programme_cases programme_call_cases;
extern const programme_cases programme_tracking_cases;
extern const programme_cases programme_loopback_cases;
extern const programme_cases programme_sync_cases;
extern const programme_cases programme_sync_mode_cases;
extern const programme_cases programme_result_cases;
/** The same calls in the modes that plugins and settings add; named after what happens. */
extern const programme_cases programme_mode_cases;

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

/** The stage's clock, for configs; its object is the stage. */
extern const salesinv_clock programme_clock;

/** An unopened storage on the working file, with the stage's memory and faults. */
void programme_storage(programme *at, storage_object *out);
/** A config with the stage's allocator, storage and clock; must succeed. */
salesinv_config *programme_config(programme *at);
/** Begin a case: no faults, the pristine file, an engine, and what comes before the call. */
void programme_begin(programme *at, const programme_case *of);
/** Undo what came before the call. */
void programme_clear(programme *at);
/** Bring at->ready to the stage that the case wants of its kind. */
void programme_prepare(programme *at);
/** The draft alone that the case wants, for another engine on a store where the rest was prepared. */
void programme_draft(programme *at);
/** Store an object of a kind from JSON with single quotes and letters for ids, as drafts of cases have it; %x is at->ready.id, %5 and %6 its lines 1 and 2. */
salesinv_id programme_make(programme *at, salesinv_kind kind, uint32_t flags,
                           const char *text);
/** Make the tenant's goods, through its administrator. */
void programme_seed_goods(programme *at);

/** Fail unless every invariant of the tenant holds. */
void programme_verify(programme *at);

/** One test for each case of some lists without any of the flags, in an array for `most`; returns how many. */
size_t programme_tests(const programme_cases *const *lists, CMUnitTestFunction run,
                       uint32_t without, struct CMUnitTest *tests, size_t most);

/** True when every point is wanted (SALESINV_DEEP=1). */
bool programme_is_deep(void);
/** The seed of this run: SALESINV_SEED, or taken from the clock; printed. */
uint64_t programme_seed(void);
/** The next of a sequence of random numbers that a seed began. */
uint64_t programme_random(uint64_t *seed);

#endif
