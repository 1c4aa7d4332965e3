/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every verb of every kind, on an object at every stage, by somebody who must not: with an id that does not
 * exist, from another tenant, for another version, in the wrong status, without the right. Each gets the code
 * for it, and what is stored stays as it was.
 */
#include <stdlib.h>

#include "support/fix_trade.h"
#include "support/programme.h"

/* How an object came to where it is: a stage, then one more verb (CREATE: none). */
typedef struct scene {
    programme_stage stage;
    sinv_verb then;
    bool is_master;
} scene;

static const scene scenes[] = {
    {STAGE_STORED, SINV_VERB_CREATE, true},
    {STAGE_STOPPED, SINV_VERB_CREATE, true},
    {STAGE_STORED, SINV_VERB_CREATE, false},
    {STAGE_PENDING, SINV_VERB_CREATE, false},
    {STAGE_PENDING, SINV_VERB_REJECT, false},
    {STAGE_PENDING, SINV_VERB_WITHDRAW, false},
    {STAGE_DONE, SINV_VERB_CREATE, false},
    {STAGE_DONE, SINV_VERB_VOID, false},
    {STAGE_DONE, SINV_VERB_CLOSE, false},
};
enum { SCENES = sizeof(scenes) / sizeof(scenes[0]) };

static programme stage;

/* What the tries of one scene share. */
typedef struct trial {
    const sinv_kind *kind;
    int32_t status;
    salesinv_session *nobody;   /* of our tenant, without a role */
    salesinv_session *stranger; /* administrator of another one */
    char *before;
    int64_t tries;
} trial;

static void try_one(trial *of, const sinv_request *request, salesinv_status wanted,
                    const char *what)
{
    salesinv_document *got = (salesinv_document *)of;
    salesinv_status rc = sinv_verb_run(request, &got);
    char *after;

    if (rc != wanted)
        fail_msg("%s in status %d, verb %d, %s: %s, wanted %s: %s", of->kind->name,
                 of->status, request->verb, what, salesinv_status_name(rc),
                 salesinv_status_name(wanted),
                 salesinv_error_message(salesinv_engine_error(stage.engine)));
    assert_null(got);
    assert_int_equal(salesinv_error_code(salesinv_engine_error(stage.engine)), wanted);
    assert_true(*salesinv_error_message(salesinv_engine_error(stage.engine)) != '\0');
    after = dump_store(stage.engine);
    dump_assert_same(of->before, after, what);
    free(after);
    of->tries++;
}

static void try_ids(trial *of, sinv_request request)
{
    static const salesinv_id ids[] = {0, -1, 999999, INT64_MAX, INT64_MIN};
    salesinv_session *stranger = of->stranger;

    request.session = stranger;
    try_one(of, &request, SALESINV_E_NOT_FOUND, "from another tenant");
    request.session = stage.admin;
    for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        request.id = ids[i];
        try_one(of, &request, ids[i] > 0 ? SALESINV_E_NOT_FOUND : SALESINV_E_ARG,
                "an id of nothing");
    }
}

static void try_verb(trial *of, sinv_verb verb, bool is_allowed_now)
{
    sinv_request request = {.session = stage.admin,
                            .kind = of->kind->kind,
                            .verb = verb,
                            .id = stage.ready.id};

    request.draft = verb == SINV_VERB_UPDATE ? stage.ready.draft : NULL;
    try_ids(of, request);
    request.session = of->nobody;
    try_one(of, &request, SALESINV_E_FORBIDDEN, "without a role");
    request.session = stage.admin;
    request.expected_version = 77;
    try_one(of, &request, SALESINV_E_STALE, "for another version");
    assert_int_equal(fix_detail(stage.admin, "expected"), 77);
    request.expected_version = -1;
    try_one(of, &request, SALESINV_E_ARG, "for no version");
    request.expected_version = 0;
    if (!is_allowed_now)
        try_one(of, &request, SALESINV_E_INVALID_STATE, "in the wrong status");
}

static bool is_changeable(const trial *of)
{
    uint32_t states = of->kind->editable | of->kind->late | of->kind->revisable;

    if (of->kind->flags & SINV_KIND_AMEND)
        states |= SINV_IN(SALESINV_STATUS_IN_APPROVAL);
    return (states & SINV_IN(of->status)) != 0;
}

static void try_verbs(trial *of)
{
    for (int v = SINV_VERB_UPDATE; v < SINV_VERB_COUNT; v++) {
        const sinv_transition *step = sinv_kind_transition(of->kind, (sinv_verb)v);
        bool is_allowed = step && (step->from & SINV_IN(of->status)) != 0;
        if (v == SINV_VERB_UPDATE)
            try_verb(of, SINV_VERB_UPDATE, is_changeable(of));
        else if (step)
            try_verb(of, (sinv_verb)v, is_allowed);
    }
}

static void open_trial(trial *of, const scene *at, salesinv_kind kind)
{
    static programme_case staged;

    staged = (programme_case){.name = "verbs", .kind = kind, .stage = at->stage};
    programme_begin(&stage, &staged);
    if (at->then != SINV_VERB_CREATE)
        assert_ok(stage.admin, fix_step(stage.admin, kind, stage.ready.id, at->then));
    stage.ready.draft = fix_draft(stage.admin, kind, "{\"extra\": \"{}\"}");
    *of = (trial){.kind = sinv_kind_of(stage.engine, kind)};
    of->status =
        (int32_t)fix_int(stage.admin, kind, stage.ready.id, 0, SALESINV_F_STATUS);
    assert_int_equal(salesinv_session_open(stage.engine, stage.tenant, 8, &of->nobody),
                     SALESINV_OK);
    of->stranger = fix_core_session(stage.engine, stage.stranger, "admin");
    of->before = dump_store(stage.engine);
}

static void close_trial(trial *of)
{
    free(of->before);
    salesinv_session_close(of->nobody);
    salesinv_session_close(of->stranger);
    programme_verify(&stage);
    programme_close(&stage);
}

/* Only orders have a remainder; adjustments take effect at once and for good. */
static bool can_play(const scene *at, salesinv_kind kind)
{
    if (at->then == SINV_VERB_CLOSE)
        return kind == SALESINV_KIND_ORDER;
    return kind != SALESINV_KIND_ADJUSTMENT ||
           (at->stage != STAGE_PENDING && at->then == SINV_VERB_CREATE);
}

static void refusals_change_nothing(void **state)
{
    salesinv_kind kind = (salesinv_kind)(intptr_t)*state;
    int64_t tries = 0;
    trial of;

    for (int i = 0; i < SCENES; i++) {
        if (scenes[i].is_master != (kind < SALESINV_KIND_ORDER) ||
            !can_play(&scenes[i], kind))
            continue;
        open_trial(&of, &scenes[i], kind);
        try_verbs(&of);
        tries += of.tries;
        close_trial(&of);
    }
    print_message("%lld refusals\n", (long long)tries);
    assert_true(tries > 20);
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

#define TEST(KIND)                                                                     \
    {                                                                                  \
#KIND, refusals_change_nothing, NULL, NULL,                                    \
            (void *)(intptr_t)SALESINV_KIND_##KIND                                     \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(CATEGORY), TEST(UNIT),   TEST(PRODUCT),    TEST(ACCOUNT),  TEST(WAREHOUSE),
        TEST(BIN),      TEST(BATCH),  TEST(INBOUND),    TEST(OUTBOUND), TEST(ORDER),
        TEST(SHIPMENT), TEST(RETURN), TEST(ADJUSTMENT),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
