/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The library used as it must not be: from its own callbacks, in a forked child, after the end, with handles of
 * another type, with transactions out of order, on storage that answers nonsense or is of a newer version.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "salesinv/stock.h"
#include "support/fix_kinds.h"
#include "support/programme.h"

static programme stage;

static int open_stage(void **state)
{
    static const programme_case of = {
        .name = "misuse", .kind = SALESINV_KIND_INBOUND, .stage = STAGE_FRESH};

    programme_begin(&stage, &of);
    *state = &stage;
    return 0;
}

static int close_stage(void **state)
{
    (void)state;
    memset(&stage.plan, 0, sizeof(stage.plan));
    programme_verify(&stage);
    programme_close(&stage);
    return 0;
}

static salesinv_status receive(salesinv_session *session)
{
    const sinv_request request = {.session = session,
                                  .kind = SALESINV_KIND_INBOUND,
                                  .verb = SINV_VERB_CREATE,
                                  .draft = stage.ready.draft,
                                  .flags = SALESINV_SUBMIT};

    return sinv_verb_run(&request, NULL);
}

static salesinv_status ask(salesinv_session *session)
{
    salesinv_qty available;

    return salesinv_stock_available(session, stage.goods.plain, 0, &available);
}

/* The plain product on hand, in whole units: 96 until something is received. */
static int64_t on_hand(void)
{
    salesinv_stock *stock;
    int64_t units;

    assert_ok(stage.admin,
              salesinv_stock_get(stage.admin, stage.goods.plain, 0, &stock));
    units = salesinv_stock_on_hand(stock, -1) / 1000000;
    salesinv_stock_free(stock);
    return units;
}

/* ---- callbacks ---- */

typedef struct caller {
    salesinv_session *session;
    salesinv_status answer;
    int calls;
} caller;

static salesinv_time clock_that_calls(void *self)
{
    caller *of = self;

    if (of->session && of->calls++ == 0)
        of->answer = ask(of->session);
    return FIX_START;
}

static int64_t monotonic(void *self)
{
    (void)self;
    return 1;
}

static void no_sleep(void *self, int64_t microseconds)
{
    (void)self;
    (void)microseconds;
}

static uint64_t no_random(void *self)
{
    (void)self;
    return 4;
}

static void a_callback_that_calls_back(void **state)
{
    static const salesinv_clock clock = {
        sizeof(clock), 0, "caller", clock_that_calls, monotonic, no_sleep, no_random};
    salesinv_config *config = programme_config(&stage);
    caller of = {.session = NULL};
    salesinv_engine *engine;

    (void)state;
    assert_int_equal(salesinv_config_set_clock(config, &clock, &of), SALESINV_OK);
    assert_int_equal(salesinv_engine_open(config, &engine), SALESINV_OK);
    salesinv_config_free(config);
    of.session = fix_core_session(engine, stage.tenant, "admin");
    of.calls = 0;
    assert_ok(of.session, ask(of.session));
    assert_int_equal(of.answer, SALESINV_E_REENTRANT);
    salesinv_session_close(of.session);
    salesinv_engine_close(engine);
}

/* ---- processes and ends ---- */

static void a_forked_child(void **state)
{
    int status;
    pid_t child = fork();

    (void)state;
    if (child == 0) {
        bool is_right = ask(stage.admin) == SALESINV_E_FORKED &&
                        receive(stage.admin) == SALESINV_E_FORKED &&
                        salesinv_session_begin(stage.admin, SALESINV_TXN_WRITE) ==
                            SALESINV_E_FORKED;
        salesinv_session_close(stage.admin);
        salesinv_engine_close(stage.engine);
        _exit(is_right ? 0 : 1);
    }
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_ok(stage.admin, receive(stage.admin)); /* the parent noticed nothing */
    assert_int_equal(on_hand(), 101);
}

static void after_the_end(void **state)
{
    salesinv_config *config = programme_config(&stage);
    salesinv_engine *engine;
    salesinv_session *session;
    salesinv_draft *draft;
    salesinv_cursor *cursor;

    (void)state;
    assert_int_equal(salesinv_engine_open(config, &engine), SALESINV_OK);
    salesinv_config_free(config);
    session = fix_core_session(engine, stage.tenant, "admin");
    assert_ok(session, salesinv_draft_create(session, SALESINV_KIND_UNIT, &draft));
    salesinv_engine_close(engine);
    assert_int_equal(ask(session), SALESINV_E_CLOSED);
    assert_int_equal(receive(session), SALESINV_E_CLOSED);
    assert_int_equal(salesinv_session_begin(session, SALESINV_TXN_READ),
                     SALESINV_E_CLOSED);
    assert_int_equal(salesinv_draft_set_text(draft, 0, SALESINV_F_NAME, "x"),
                     SALESINV_E_CLOSED);
    assert_int_equal(salesinv_document_find(session, NULL, &cursor), SALESINV_E_CLOSED);
    salesinv_draft_free(draft);
    salesinv_session_close(session);
}

/* A handle of another type is told from the right one. */
static void handles_of_another_type(void **state)
{
    void *draft = stage.ready.draft;
    void *session = stage.admin;
    salesinv_qty available;

    (void)state;
    assert_int_equal(salesinv_stock_available(draft, stage.goods.plain, 0, &available),
                     SALESINV_E_ARG);
    assert_int_equal(salesinv_session_commit((salesinv_session *)stage.engine),
                     SALESINV_E_ARG);
    assert_int_equal(salesinv_draft_set_int(session, 0, SALESINV_F_TYPE, 2),
                     SALESINV_E_ARG);
    assert_int_equal(salesinv_filter_set_limit(draft, 3), SALESINV_E_ARG);
    salesinv_filter_free(draft);
    salesinv_session_close(draft);
    assert_ok(stage.admin, receive(stage.admin));
}

/* ---- transactions ---- */

static void transactions_out_of_order(void **state)
{
    salesinv_session *other = fix_core_session(stage.engine, stage.tenant, "admin");

    (void)state;
    assert_refused(stage.admin, ARG, salesinv_session_commit(stage.admin));
    assert_ok(stage.admin, salesinv_session_rollback(stage.admin));
    assert_refused(stage.admin, ARG,
                   salesinv_session_begin(stage.admin, (salesinv_txn_mode)9));
    assert_field(stage.admin, "mode");
    assert_ok(stage.admin, salesinv_session_begin(stage.admin, SALESINV_TXN_READ));
    assert_refused(stage.admin, ARG, receive(stage.admin));
    assert_refused(stage.admin, BUSY,
                   salesinv_session_begin(stage.admin, SALESINV_TXN_WRITE));
    assert_refused(stage.admin, BUSY, salesinv_session_set_dry_run(stage.admin, 1));
    assert_refused(other, BUSY, ask(other));
    assert_ok(stage.admin, salesinv_session_rollback(stage.admin));
    assert_ok(other, ask(other));
    salesinv_session_close(other);
    assert_int_equal(on_hand(), 96);
}

/* Refused before it wrote anything: the rest of the transaction is worth keeping. */
static void a_refusal_leaves_the_transaction(void **state)
{
    (void)state;
    assert_ok(stage.admin, salesinv_session_begin(stage.admin, SALESINV_TXN_WRITE));
    assert_ok(stage.admin, receive(stage.admin));
    assert_refused(stage.admin, SERIAL_STATE, receive(stage.admin));
    assert_ok(stage.admin, salesinv_session_commit(stage.admin));
    assert_int_equal(on_hand(), 101);
}

static void a_failed_write_dooms_the_transaction(void **state)
{
    (void)state;
    assert_ok(stage.admin, salesinv_session_begin(stage.admin, SALESINV_TXN_WRITE));
    assert_ok(stage.admin,
              salesinv_setting_set_int(stage.admin, "order.mode", NULL, 1, NULL));
    stage.plan = (faulty_plan){.methods = FAULTY_INSERT,
                               .nth = 4,
                               .kind = FAULTY_WITHOUT_EFFECT,
                               .code = SALESINV_E_STORAGE_FULL};
    assert_refused(stage.admin, STORAGE_FULL, receive(stage.admin));
    memset(&stage.plan, 0, sizeof(stage.plan));
    assert_refused(stage.admin, TXN_DOOMED, receive(stage.admin));
    assert_refused(stage.admin, TXN_DOOMED, ask(stage.admin));
    assert_refused(stage.admin, TXN_DOOMED, salesinv_session_commit(stage.admin));
    assert_int_equal(on_hand(), 96);
    assert_ok(stage.admin, receive(stage.admin));
    assert_int_equal(on_hand(), 101);
}

static void a_session_closed_inside_a_transaction(void **state)
{
    salesinv_session *other = fix_core_session(stage.engine, stage.tenant, "admin");

    (void)state;
    assert_ok(other, salesinv_session_begin(other, SALESINV_TXN_WRITE));
    assert_ok(other, receive(other));
    salesinv_session_close(other);
    assert_int_equal(on_hand(), 96);
}

/* ---- storage ---- */

static void a_provider_that_answers_nonsense(void **state)
{
    static const salesinv_status codes[] = {-9999, 7, SALESINV_E_FORBIDDEN,
                                            SALESINV_E_CALLBACK};
    static const salesinv_status wanted[] = {
        SALESINV_E_STORAGE_IO, SALESINV_E_STORAGE_IO, SALESINV_E_STORAGE_IO,
        SALESINV_E_CALLBACK};

    (void)state;
    for (int i = 0; i < 4; i++) {
        stage.plan = (faulty_plan){.methods = FAULTY_FALLIBLE,
                                   .nth = 2,
                                   .kind = FAULTY_WITHOUT_EFFECT,
                                   .code = codes[i]};
        assert_int_equal(receive(stage.admin), wanted[i]);
    }
}

static void a_store_of_a_newer_version(void **state)
{
    sqlite3 *file;
    salesinv_config *config = programme_config(&stage);
    salesinv_engine *engine;

    (void)state;
    assert_int_equal(sqlite3_open(stage.path, &file), SQLITE_OK);
    assert_int_equal(sqlite3_exec(file, "PRAGMA user_version = 9000", NULL, NULL, NULL),
                     SQLITE_OK);
    /* One that is open finds out when it begins its next transaction. */
    assert_refused(stage.admin, STORAGE_SCHEMA_NEWER, ask(stage.admin));
    assert_refused(stage.admin, STORAGE_SCHEMA_NEWER, receive(stage.admin));
    assert_int_equal(salesinv_engine_open(config, &engine),
                     SALESINV_E_STORAGE_SCHEMA_NEWER);
    salesinv_config_free(config);
    assert_int_equal(sqlite3_exec(file, "PRAGMA user_version = 1", NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(file);
}

/* A field that is there, but on the other level, is named; one that is not, by its number. */
static void a_field_of_the_other_level(void **state)
{
    salesinv_draft *draft = stage.ready.draft;
    int32_t line;

    (void)state;
    assert_refused(stage.admin, ARG,
                   salesinv_draft_set_qty(draft, 0, SALESINV_F_QTY, 1000000));
    assert_field(stage.admin, "qty");
    assert_ok(stage.admin, salesinv_draft_add_line(draft, &line));
    assert_refused(
        stage.admin, ARG,
        salesinv_draft_set_id(draft, line, SALESINV_F_WAREHOUSE, stage.goods.empty));
    assert_field(stage.admin, "warehouse");
    assert_refused(stage.admin, ARG,
                   salesinv_draft_set_id(draft, 0, SALESINV_F_SHIPMENT_LINE, 1));
    assert_field(stage.admin, "field");
}

/* Serials that make no ranges: a call that is long enough to be stopped. */
static void name_scattered_serials(int32_t count)
{
    salesinv_draft *draft = stage.ready.draft;
    int32_t line;

    assert_ok(stage.admin, salesinv_draft_add_line(draft, &line));
    assert_ok(stage.admin, salesinv_draft_set_id(draft, line, SALESINV_F_PRODUCT,
                                                 stage.goods.tracked));
    assert_ok(stage.admin, salesinv_draft_set_qty(draft, line, SALESINV_F_QTY,
                                                  count * INT64_C(1000000)));
    for (int32_t i = 0; i < count; i++) {
        char serial[16];

        snprintf(serial, sizeof(serial), "X%07d", 2 * i);
        assert_ok(stage.admin, salesinv_draft_add_serial(draft, line, serial));
    }
}

static void a_long_call_is_interrupted(void **state)
{
    char *before = dump_store(stage.engine);
    char *after;

    (void)state;
    name_scattered_serials(10000);
    salesinv_engine_interrupt(stage.engine);
    assert_refused(stage.admin, INTERRUPTED, receive(stage.admin));
    after = dump_store(stage.engine);
    dump_assert_same(before, after, "interrupted");
    free(before);
    free(after);
    assert_ok(stage.admin, receive(stage.admin));
}

static void opened_for_reading(void **state)
{
    salesinv_config *config = programme_config(&stage);
    salesinv_engine *engine;
    salesinv_session *session;

    (void)state;
    assert_int_equal(salesinv_config_set_read_only(config, 1), SALESINV_OK);
    assert_int_equal(salesinv_engine_open(config, &engine), SALESINV_OK);
    salesinv_config_free(config);
    session = fix_core_session(engine, stage.tenant, "admin");
    assert_ok(session, ask(session));
    assert_refused(session, STORAGE_READ_ONLY,
                   fix_try_create(session, SALESINV_KIND_UNIT, 0,
                                  "{\"code\": \"KG\", \"name\": \"Kilogram\"}"));
    salesinv_session_close(session);
    salesinv_engine_close(engine);
    assert_int_equal(on_hand(), 96);
}

/* ---- structures ---- */

/* A clock as a host of another version may have compiled it. */
typedef struct other_clock {
    salesinv_clock known;
    uint64_t later[4];
} other_clock;

static void structures_of_other_sizes(void **state)
{
    salesinv_config *config = programme_config(&stage);
    other_clock clock = {.known = programme_clock};

    (void)state;
    clock.known.struct_size = 3;
    assert_int_equal(salesinv_config_set_clock(config, &clock.known, &stage),
                     SALESINV_E_ABI_SIZE);
    clock.known.struct_size = UINT32_MAX;
    assert_int_equal(salesinv_config_set_clock(config, &clock.known, &stage),
                     SALESINV_E_ABI_SIZE);
    clock.known.struct_size = 16;
    assert_int_equal(salesinv_config_set_clock(config, &clock.known, &stage),
                     SALESINV_E_ABI_TOO_OLD);
    clock.known.struct_size = sizeof(clock);
    assert_int_equal(salesinv_config_set_clock(config, &clock.known, &stage),
                     SALESINV_OK);
    clock.later[2] = 1;
    assert_int_equal(salesinv_config_set_clock(config, &clock.known, &stage),
                     SALESINV_E_ABI_TOO_NEW);
    assert_string_equal(salesinv_error_field(salesinv_config_error(config)),
                        "struct_size");
    salesinv_config_free(config);
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

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_stage, close_stage)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_callback_that_calls_back),
        TEST(a_forked_child),
        TEST(after_the_end),
        TEST(handles_of_another_type),
        TEST(transactions_out_of_order),
        TEST(a_refusal_leaves_the_transaction),
        TEST(a_failed_write_dooms_the_transaction),
        TEST(a_session_closed_inside_a_transaction),
        TEST(a_provider_that_answers_nonsense),
        TEST(a_store_of_a_newer_version),
        TEST(a_field_of_the_other_level),
        TEST(a_long_call_is_interrupted),
        TEST(opened_for_reading),
        TEST(structures_of_other_sizes),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
