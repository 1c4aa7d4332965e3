/* SPDX-License-Identifier: Apache-2.0 */
/* A works that trades at random: steps, their answers, and what is compared after each. */
#include "model/trade.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/compare.h"
#include "model/library_text.h"
#include "model/steps.h"

enum {
    WORKS_STEPS = 400, /* or as soon as no document fits */
    VERIFY_EVERY = 100,
    ALL_EVERY = 50, /* steps after which every document is looked at */
    REMEMBERED = 40,
    NOTE_MAX = 600,
    LEAST_ACCEPTED = 1500, /* one of so many steps is an accepted one of each sort */
    LEAST_REFUSED = 1500
};

/* How often a sort of step was accepted and refused. */
typedef struct tally {
    int accepted;
    int refused;
} tally;

typedef struct trade {
    library lib;
    reference now;
    reference before;
    ref_step step;
    uint64_t seed;   /* of the works */
    uint64_t random; /* as it moved on */
    int steps_of_works;
    int steps;
    bool is_synced; /* beside an ERP */
    tally tallies[STEPS_SORTS];

    char text[LIBRARY_TEXT_MAX];
    char notes[REMEMBERED][NOTE_MAX];
} trade;

/* ---- what is told of a failure ---- */

static void note(trade *of, salesinv_status rc)
{
    char *to = of->notes[of->steps_of_works % REMEMBERED];
    char what[LIBRARY_TEXT_MAX];

    library_describe(&of->before, &of->step, what);
    (void)snprintf(to, NOTE_MAX, "%d %s %.80s %.400s", of->steps_of_works,
                   salesinv_status_name(rc), what, of->text);
}

/* The document that the step was about, as it was before. */
static void tell_doc(const ref_doc *doc)
{
    print_error("%s %lld: status %d, account %d, warehouse %d, mode %d, rule %d\n",
                salesinv_kind_name(doc->kind), (long long)doc->id, doc->status,
                doc->account, doc->warehouse, doc->mode, doc->rule);
    for (int k = 0; k < doc->line_count; k++) {
        const ref_line *line = &doc->lines[k];

        print_error(
            "  %lld%s: %d of product %d, frozen %d/%d/%d, shipped %d, pending %d, "
            "noticed %d, received %d, returned %d, closed %d, out %d\n",
            (long long)line->number, line->is_removed ? " (gone)" : "", line->qty,
            line->product, line->frozen[0], line->frozen[1], line->frozen[2],
            line->shipped, line->ship_pending, line->noticed, line->received,
            line->returned, line->closed, line->outbound);
    }
}

static void tell(const trade *of)
{
    int from =
        of->steps_of_works >= REMEMBERED ? of->steps_of_works - REMEMBERED + 1 : 0;

    print_error("SALESINV_SEED=%llu, step %d of the works\n",
                (unsigned long long)of->seed, of->steps_of_works);
    for (int i = from; i <= of->steps_of_works; i++)
        print_error("  %s\n", of->notes[i % REMEMBERED]);
    if (of->step.doc < of->before.doc_count)
        tell_doc(&of->before.docs[of->step.doc]);
}

static void check_answer(const trade *of, salesinv_status rc)
{
    const salesinv_error *error = salesinv_engine_error(of->lib.core.engine);

    if (rc == SALESINV_OK ? ref_ok(&of->now) : ref_refuses(&of->now, rc))
        return;
    tell(of);
    print_error("the library: %s %s\nthe rules:%s", salesinv_status_name(rc),
                rc == SALESINV_OK         ? ""
                : of->step.verb > REF_SET ? of->lib.message
                                          : salesinv_error_message(error),
                ref_ok(&of->now) ? " accepted" : "");
    for (int i = 0; i < of->now.code_count; i++)
        print_error(" %s", salesinv_status_name(of->now.codes[i]));
    fail_msg("another answer than the rules give");
}

static void check_same(const trade *of, const compare_result *result)
{
    if (!result->is_different)
        return;
    tell(of);
    fail_msg("%s", result->text);
}

/* ---- comparing ---- */

static uint32_t changed_serials(const trade *of)
{
    uint32_t changed = 0;

    for (int i = 0; i < REF_SERIALS; i++)
        if (memcmp(&of->now.serials[i], &of->before.serials[i], sizeof(ref_serial)) !=
            0)
            changed |= UINT32_C(1) << i;
    return changed;
}

static bool is_touched(const trade *of, int doc)
{
    return doc == of->step.doc || of->steps_of_works % ALL_EVERY == 0 ||
           memcmp(&of->now.docs[doc], &of->before.docs[doc], sizeof(ref_doc)) != 0;
}

static void compare(trade *of)
{
    uint32_t closely = changed_serials(of) | UINT32_C(1) << of->steps % REF_SERIALS;
    compare_result result = {.is_different = false};

    compare_stock(&of->lib, &of->now, &result);
    compare_serials(&of->lib, &of->now, closely, &result);
    for (int i = 0; i < of->now.doc_count; i++)
        if (is_touched(of, i))
            compare_doc(&of->lib, &of->now, i, &result);
    check_same(of, &result);
    if (of->steps_of_works % VERIFY_EVERY == 0)
        fix_core_verify(of->lib.session);
}

/* ---- steps ---- */

static void learn(trade *of, salesinv_id id)
{
    compare_result result = {.is_different = false};

    if (of->step.verb == REF_SET || of->step.verb == REF_FIGURE ||
        of->step.verb == REF_SAID_SERIALS)
        return;
    if (id != 0 && of->now.docs[of->step.doc].id == 0)
        of->now.docs[of->step.doc].id = id;
    compare_learn(&of->lib, &of->now, of->step.doc, &result);
    check_same(of, &result);
}

static void take_step(trade *of)
{
    int sort = steps_choose(&of->random, &of->now, &of->step);
    salesinv_id id;
    salesinv_status rc;

    of->now.now = of->steps_of_works;
    of->lib.core.now += FIX_MINUTE;
    of->before = of->now;
    ref_carry_out(&of->now, &of->step);
    rc = library_carry_out(&of->lib, &of->before, &of->step, &id, of->text);
    note(of, rc);
    check_answer(of, rc);
    if (rc == SALESINV_OK)
        learn(of, id);
    else
        of->now = of->before;
    *(rc == SALESINV_OK ? &of->tallies[sort].accepted : &of->tallies[sort].refused) +=
        1;
    compare(of);
}

static void run_works(trade *of, int most)
{
    of->random = of->seed;
    ref_init(&of->now, of->is_synced);
    library_open(&of->lib, &of->now);
    for (of->steps_of_works = 0; of->steps_of_works < WORKS_STEPS && of->steps < most &&
                                 of->now.doc_count < REF_DOCS;
         of->steps_of_works++, of->steps++)
        take_step(of);
    library_close(&of->lib);
}

/* ---- the mix ---- */

/* Every sort must come up, and be answered both ways: else the test would say less than it seems to. */
static void check_mix(const trade *of, int least)
{
    tally all = {0, 0};

    for (int i = 0; i < STEPS_SORTS; i++) {
        const tally *sort = &of->tallies[i];

        if (steps_weight(&of->now, i) == 0)
            continue;
        print_message("%-16s %7d accepted %7d refused\n", steps_sorts[i].name,
                      sort->accepted, sort->refused);
        all.accepted += sort->accepted;
        all.refused += sort->refused;
    }
    print_message("%-16s %7d accepted %7d refused\n", "all", all.accepted, all.refused);
    if (of->steps < least)
        return;
    for (int i = 0; i < STEPS_SORTS; i++) {
        if (steps_weight(&of->now, i) == 0)
            continue;
        assert_true(of->tallies[i].accepted * LEAST_ACCEPTED >= of->steps);
        assert_true(of->tallies[i].refused * LEAST_REFUSED >= of->steps ||
                    steps_sorts[i].is_rarely_refused);
    }
    assert_true(all.accepted * 3 >= of->steps);
    assert_true(all.refused * 6 >= of->steps);
}

static int64_t number_of(const char *name, int64_t otherwise)
{
    const char *text = getenv(name);

    return text ? (int64_t)strtoll(text, NULL, 10) : otherwise;
}

void trade_at_random(bool is_synced, int steps)
{
    trade *of = calloc(1, sizeof(trade));
    int most = (int)number_of("SALESINV_STEPS", steps);

    assert_non_null(of);
    of->is_synced = is_synced;
    of->seed = (uint64_t)number_of("SALESINV_SEED", 1);
    print_message("SALESINV_SEED=%llu\n", (unsigned long long)of->seed);
    while (of->steps < most) {
        run_works(of, most);
        of->seed++;
    }
    check_mix(of, steps);
    free(of);
}
