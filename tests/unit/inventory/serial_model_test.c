/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Serial runs against a model that keeps every serial by itself. Random documents are submitted,
 * confirmed, received, taken back and voided, whole and in parts, each with its own serials or
 * with others that do not fit. Whatever the library answers, the model must have foreseen, with the serial
 * that is named; after every operation all serials are equal, and the life of one of them.
 * The seed is printed; set SALESINV_SEED to repeat a run.
 */
#include "core/session.h"
#include "fix_serial_model.h"
#include "inventory/run_row.h"
#include "inventory/serial_trace.h"
#include "support/programme.h"

enum {
    ROUNDS = 500, /* each begins without a serial, since runs are never merged */
    OPERATIONS = 420,
    DOCUMENTS = 10, /* under way at a time */
    STEPS_MAX = 4,
    PRODUCT = 71
};

#define STATE(name) SINV_SERIAL_BIT(SINV_SERIAL_##name)

/* What a document does to serials at one step of its life. */
typedef struct step {
    uint32_t from_states;
    int32_t to_state;
    uint32_t flags;
    bool is_held;   /* they must be the document's */
    bool is_placed; /* they must be in its warehouse and bin */
    bool is_going;  /* its account has them afterwards */
    bool holds;     /* the document has them afterwards */
    bool arrives;   /* its warehouse has them afterwards */
} step;

/* One kind of document: its steps forward, and how its last step is undone. */
typedef struct course {
    step forward[STEPS_MAX];
    int32_t count;
    int32_t undone_state; /* what its serials were before it */
} course;

enum { FROM_HAND = SINV_SERIAL_REGISTER | SINV_SERIAL_CHECK_BATCH };

static const course courses[] = {
    /* an inbound order: submitted, confirmed */
    {{{STATE(UNUSED), SINV_SERIAL_INCOMING, FROM_HAND, false, false, false, true,
       false},
      {STATE(INCOMING), SINV_SERIAL_IN_STOCK, 0, true, false, false, false, true}},
     2,
     SINV_SERIAL_UNUSED},
    /* a shipment: serials frozen, shipped, received */
    {{{STATE(IN_STOCK), SINV_SERIAL_OUTGOING, SINV_SERIAL_KEEP_PLACE, false, true,
       false, true, false},
      {STATE(OUTGOING), SINV_SERIAL_IN_TRANSIT, 0, true, true, true, true, false},
      {STATE(IN_TRANSIT), SINV_SERIAL_USED, 0, true, false, true, true, false}},
     3,
     SINV_SERIAL_IN_STOCK},
    /* a return: announced, arrived */
    {{{STATE(USED), SINV_SERIAL_INCOMING, 0, false, false, true, true, false},
      {STATE(INCOMING), SINV_SERIAL_IN_STOCK, 0, true, false, false, false, true}},
     2,
     SINV_SERIAL_USED},
};
enum { COURSES = sizeof(courses) / sizeof(courses[0]) };

typedef struct document {
    const course *course; /* NULL: a free place */
    int32_t done;         /* steps */
    int64_t line;
    salesinv_id warehouse;
    salesinv_id bin;
    salesinv_id batch;
    salesinv_id account;
    bool names[MODEL_SERIALS];
} document;

/* What the library may answer; every one of them must have come up in the end. */
static const salesinv_status answers[] = {
    SALESINV_OK,
    SALESINV_E_SERIAL_NOT_FOUND,
    SALESINV_E_SERIAL_PRODUCT,
    SALESINV_E_SERIAL_HELD,
    SALESINV_E_SERIAL_STATE,
    SALESINV_E_SERIAL_PLACE,
    SALESINV_E_BATCH_MISMATCH,
};
enum { ANSWERS = sizeof(answers) / sizeof(answers[0]) };

typedef struct model {
    fix_core core;
    sinv_arena arena;
    sinv_txn txn;
    uint64_t seed;
    salesinv_id scope;
    int64_t next_document;
    int64_t answered[ANSWERS];
    int64_t operations;
    document documents[DOCUMENTS];
    model_serial serials[MODEL_SERIALS];
} model;

static int32_t below(model *of, int32_t limit)
{
    return (int32_t)(programme_random(&of->seed) % (uint64_t)limit);
}

static bool one_in(model *of, int32_t times)
{
    return below(of, times) == 0;
}

/* ---- choosing ---- */

/* A range, or serials from everywhere; or, mostly, those of them that the step can take. */
static void choose_serials(model *of, const step *first, bool names[MODEL_SERIALS])
{
    int32_t from = below(of, MODEL_SERIALS);
    int32_t count = 1 + below(of, one_in(of, 4) ? MODEL_SERIALS : 8);
    bool is_range = one_in(of, 2);
    bool is_careful = !one_in(of, 4);

    memset(names, 0, MODEL_SERIALS * sizeof(names[0]));
    for (int32_t i = 0; i < count; i++) {
        int32_t at = is_range ? (from + i) % MODEL_SERIALS : below(of, MODEL_SERIALS);
        int32_t state = of->serials[at].now.state;
        names[at] = !is_careful ||
                    (state == 0 ? (first->flags & SINV_SERIAL_REGISTER) != 0
                                : (first->from_states & SINV_SERIAL_BIT(state)) != 0);
    }
}

/* A careful document ships from where its serials are. */
static void choose_place(model *of, document *made)
{
    int32_t at = below(of, MODEL_SERIALS);

    made->warehouse = 1 + below(of, 2);
    made->bin = below(of, 3);
    for (int32_t i = 0; i < MODEL_SERIALS && !one_in(of, 8); i++, at++) {
        const sinv_serial_facts *now = &of->serials[at % MODEL_SERIALS].now;
        if (!made->names[at % MODEL_SERIALS] || now->state != SINV_SERIAL_IN_STOCK)
            continue;
        made->warehouse = now->warehouse;
        made->bin = now->bin;
        break;
    }
    for (int32_t i = 0; i < MODEL_SERIALS && !one_in(of, 8); i++) {
        const sinv_serial_facts *now = &of->serials[i].now;
        if (now->state == SINV_SERIAL_IN_STOCK &&
            (now->warehouse != made->warehouse || (made->bin && now->bin != made->bin)))
            made->names[i] = false;
    }
}

static document *open_document(model *of)
{
    document *made = &of->documents[below(of, DOCUMENTS)];

    *made = (document){.course = &courses[below(of, COURSES)],
                       .line = sinv_line_id(++of->next_document, 1 + below(of, 3)),
                       .batch = below(of, 3),
                       .account = 900 + below(of, 5)};
    choose_serials(of, &made->course->forward[0], made->names);
    choose_place(of, made);
    return made;
}

/* ---- one change, in the library and in the model ---- */

static sinv_serial_change step_forward(const model *of, const document *by)
{
    const step *now = &by->course->forward[by->done];
    bool comes_from_hand = (now->flags & SINV_SERIAL_REGISTER) != 0;

    return (sinv_serial_change){.scope = of->scope,
                                .product = PRODUCT,
                                .line = by->line,
                                .flags = now->flags,
                                .from_states = now->from_states,
                                .from_warehouse = now->is_placed ? by->warehouse : 0,
                                .from_bin = now->is_placed ? by->bin : 0,
                                .from_holder = now->is_held ? by->line : 0,
                                .batch = comes_from_hand ? by->batch : 0,
                                .to_state = now->to_state,
                                .to_warehouse = now->arrives ? by->warehouse : 0,
                                .to_bin = now->arrives ? by->bin : 0,
                                .to_account = now->is_going ? by->account : 0,
                                .to_holder = now->holds ? by->line : 0};
}

static sinv_serial_change step_back(const model *of, const document *by)
{
    const step *last = &by->course->forward[by->done - 1];

    return (sinv_serial_change){.scope = of->scope,
                                .product = PRODUCT,
                                .line = by->line,
                                .flags = SINV_SERIAL_RESTORE,
                                .from_states = SINV_SERIAL_BIT(last->to_state),
                                .from_holder = last->holds ? by->line : 0,
                                .to_state = by->course->undone_state};
}

/* The first serial that does not fit, in the order of keys; -1: all do. */
static int32_t foresee(const model *of, const bool names[MODEL_SERIALS],
                       const sinv_serial_change *change, salesinv_status *out)
{
    *out = SALESINV_OK;
    for (int32_t i = 0; i < MODEL_SERIALS; i++) {
        if (names[i])
            *out = model_judge(&of->serials[i], change);
        if (*out != SALESINV_OK)
            return i;
    }
    return -1;
}

static void fill_set(model *of, const bool names[MODEL_SERIALS], sinv_serial_set *out)
{
    sinv_serial_set_init(out, of->txn.err, of->txn.arena, "serials");
    for (int32_t i = MODEL_SERIALS; i-- > 0;) { /* not in order */
        sinv_serial_range range = model_range(i);
        if (names[i])
            assert_int_equal(sinv_serial_set_add(out, &range), SALESINV_OK);
    }
    assert_int_equal(sinv_serial_set_close(out), SALESINV_OK);
}

static void assert_named(const model *of, int32_t serial)
{
    const salesinv_error *error = salesinv_engine_error(of->core.engine);
    int32_t at = salesinv_error_detail_find(error, "serial");
    sinv_serial_range range = model_range(serial);
    char text[SINV_SERIAL_TEXT_MAX + 1];

    assert_true(at >= 0);
    (void)sinv_serial_format(&range, 0, text);
    assert_string_equal(salesinv_error_detail_text(error, at), text);
}

static void count_answer(model *of, salesinv_status answer)
{
    for (int32_t i = 0; i < ANSWERS; i++)
        of->answered[i] += answers[i] == answer;
}

static bool change_serials(model *of, const bool names[MODEL_SERIALS],
                           const sinv_serial_change *change)
{
    salesinv_status wanted;
    int32_t culprit = foresee(of, names, change, &wanted);
    sinv_serial_set set;
    salesinv_status rc;

    fill_set(of, names, &set);
    rc = sinv_serial_change_set(&of->txn, &set, change);
    if (rc != wanted)
        fail_msg("operation %lld: %s, wanted %s", (long long)of->operations,
                 salesinv_status_name(rc), salesinv_status_name(wanted));
    count_answer(of, rc);
    if (culprit >= 0)
        assert_named(of, culprit);
    for (int32_t i = 0; i < MODEL_SERIALS && rc == SALESINV_OK; i++)
        if (names[i])
            model_change(&of->serials[i], change);
    return rc == SALESINV_OK;
}

/* ---- comparing ---- */

static int32_t serial_of(const sinv_serial_range *range)
{
    for (int32_t i = 0; i < MODEL_SERIALS; i += MODEL_PER_PREFIX) {
        sinv_serial_range first = model_range(i);
        if (sinv_serial_is_alike(range, &first))
            return i + (int32_t)(range->first - first.first);
    }
    fail_msg("a run of a prefix that nobody named");
    return -1;
}

/* All runs: in order, without overlap, each serial as the model has it, and no other. */
static void compare_serials(model *of)
{
    sinv_range range = {.prefix = 2};
    int32_t next = 0;
    sinv_row *row;
    sinv_row *key;
    sinv_scan scan;

    assert_int_equal(sinv_txn_row(&of->txn, SINV_T_RUN, &row), SALESINV_OK);
    assert_int_equal(sinv_txn_row(&of->txn, SINV_T_RUN, &key), SALESINV_OK);
    sinv_row_set_int(key, SINV_RUN_SCOPE, of->scope);
    range.from = key;
    assert_int_equal(sinv_scan_start(&of->txn, SINV_T_RUN, &range, &scan), SALESINV_OK);
    while (sinv_scan_next(&scan, row) == SALESINV_ROW) {
        sinv_serial_range run = sinv_run_range(row);
        sinv_serial_facts facts = sinv_run_facts(row);
        int32_t first = serial_of(&run);
        for (; next < first; next++)
            assert_int_equal(of->serials[next].now.state, 0);
        assert_int_equal(next, first);
        for (; next < first + run.count; next++)
            assert_true(sinv_run_is_same(&facts, &of->serials[next].now));
    }
    sinv_scan_close(&scan);
    for (; next < MODEL_SERIALS; next++)
        assert_int_equal(of->serials[next].now.state, 0);
}

static void compare_life(model *of, int32_t at)
{
    const model_serial *serial = &of->serials[at];
    sinv_serial_range range = model_range(at);
    sinv_serial_events events = {NULL, 0, 0};
    salesinv_status rc = sinv_serial_trace(&of->txn, of->scope, &range, &events);

    assert_int_equal(rc, serial->count ? SALESINV_OK : SALESINV_E_NOT_FOUND);
    assert_int_equal(events.count, serial->count);
    for (int32_t i = 0; i < serial->count; i++) {
        const model_event *wanted = &serial->life[serial->count - 1 - i];
        const sinv_serial_event *event = &events.items[i];
        assert_int_equal(event->from_state, wanted->from_state);
        assert_int_equal(event->to_state, wanted->after.state);
        assert_int_equal(event->line, wanted->line);
        assert_int_equal(event->warehouse, wanted->after.warehouse);
        assert_int_equal(event->bin, wanted->after.bin);
        assert_int_equal(event->holder, wanted->after.holder);
        assert_int_equal(event->account, wanted->after.account);
        assert_true(event->first <= range.first &&
                    range.first < event->first + event->count);
    }
}

/* ---- operations ---- */

/* What a step names: the document's serials, some of them, or by mistake others. */
static void choose_named(model *of, const document *by, bool names[MODEL_SERIALS])
{
    bool is_part = one_in(of, 5);

    memcpy(names, by->names, sizeof(by->names));
    for (int32_t i = 0; i < MODEL_SERIALS; i++)
        names[i] = names[i] && !(is_part && one_in(of, 2));
    if (one_in(of, 12))
        choose_serials(of, &by->course->forward[0], names);
}

static void run_operation(model *of)
{
    document *by = &of->documents[below(of, DOCUMENTS)];
    bool names[MODEL_SERIALS];
    bool goes_back;
    sinv_serial_change change;

    if (!by->course || one_in(of, 4))
        by = open_document(of);
    goes_back = by->done > 0 && (one_in(of, 4) || by->done == by->course->count);
    change = goes_back ? step_back(of, by) : step_forward(of, by);
    if (one_in(of, 40))
        change.product = PRODUCT + 1;
    choose_named(of, by, names);
    if (!change_serials(of, names, &change))
        return;
    by->done += goes_back ? 0 : 1;
    if (goes_back)
        by->course = NULL;
}

static void begin_round(model *of)
{
    of->scope++;
    memset(of->documents, 0, sizeof(of->documents));
    for (int32_t i = 0; i < MODEL_SERIALS; i++) {
        of->serials[i].now = (sinv_serial_facts){0};
        of->serials[i].count = 0;
    }
    sinv_arena_init(&of->arena, of->core.engine->heap);
    sinv_txn_init(&of->txn, of->core.engine, of->core.admin, &of->arena);
    assert_int_equal(sinv_txn_begin(&of->txn, true), SALESINV_OK);
}

/* Nothing stays: the lines that these serials name are of documents that were never made. */
static void end_round(model *of)
{
    for (int32_t i = 0; i < MODEL_SERIALS; i++)
        compare_life(of, i);
    sinv_txn_rollback(&of->txn);
    sinv_arena_free(&of->arena);
}

static void runs_and_single_serials_agree(void **state)
{
    model *of = *state;

    for (int32_t round = 0; round < ROUNDS; round++) {
        begin_round(of);
        for (int32_t i = 0; i < OPERATIONS; i++, of->operations++) {
            sinv_arena_mark mark = sinv_arena_tell(&of->arena);
            run_operation(of);
            compare_serials(of);
            compare_life(of, below(of, MODEL_SERIALS));
            sinv_arena_rewind(&of->arena, mark);
        }
        end_round(of);
    }
    assert_true(of->operations >= 200000);
    for (int32_t i = 0; i < ANSWERS; i++) {
        print_message("%s: %lld\n", salesinv_status_name(answers[i]),
                      (long long)of->answered[i]);
        assert_true(of->answered[i] > 100);
    }
}

static int setup(void **state)
{
    static model of;

    fix_core_open(&of.core, false);
    of.seed = programme_seed();
    *state = &of;
    return 0;
}

static int teardown(void **state)
{
    fix_core_close(&((model *)*state)->core);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(runs_and_single_serials_agree, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
