/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A run ends with its process: at each call of the ERP, around each of its transactions, and at a spread of all calls of the storage. The
 * next one comes to the same end: every message had one effect, every record its own.
 */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "assembly/assembly.h"
#include "salesinv/inbox.h"
#include "storage/sqlite/sqlite.h"
#include "support/faulty_storage.h"
#include "support/fix_run.h"

enum { ORDERS = 3, SHIPPED = 2, POINTS = 24 };

static fix_connector fix;
static fix_small *erp; /* shared by all processes */
static fix_small before;
static char pristine[128];
static salesinv_id order;
static faulty_plan plan;

/* ---- the store ---- */

static void copy_file(const char *from, const char *to)
{
    static char bytes[1 << 16];
    FILE *source = fopen(from, "rb");
    FILE *target = fopen(to, "wb");
    size_t size;

    assert_true(source && target);
    while ((size = fread(bytes, 1, sizeof(bytes), source)) > 0)
        assert_int_equal(fwrite(bytes, 1, size, target), size);
    assert_int_equal(fclose(target), 0);
    fclose(source);
}

/* As it was founded; what a process that ended left beside the file is none of it. */
static void restore(void)
{
    static const char *const beside[] = {"-wal", "-shm"};
    char path[128];

    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof(path), "%s%s", fix.trade.core.path, beside[i]);
        unlink(path);
    }
    copy_file(pristine, fix.trade.core.path);
    *erp = before;
}

static void leave(void)
{
    fix_core *core = &fix.trade.core;

    salesinv_session_close(fix.erp);
    salesinv_session_close(core->admin);
    salesinv_session_close(core->platform);
    salesinv_engine_close(core->engine);
}

static void enter(void)
{
    fix_core *core = &fix.trade.core;

    core->engine = fix_core_engine(core);
    assert_int_equal(salesinv_session_open_operator(core->engine, 3, &core->platform),
                     SALESINV_OK);
    core->admin = fix_core_session(core->engine, core->tenant, "admin");
    fix.erp = fix_core_session(core->engine, core->tenant, "erp");
}

/* Orders and a notice to push, one of them without an answer; goods to pull, and what left for the notice. */
static void found(void)
{
    salesinv_id notice;
    char json[256];

    fix_setting(fix.trade.core.admin, "order.validation", SALESINV_RULE_ALLOW);
    for (int i = 0; i < ORDERS; i++)
        order = fix_order(&fix.trade, fix.warehouse, fix.product, 3);
    notice = fix_ship(&fix.trade, order, 0, 3, NULL);
    fix_small_init(erp, 0);
    erp->table.name = "main";
    fix_small_has(
        erp, SALESINV_KIND_UNIT,
        "{'kind':'unit','external_id':'U1','code':'U1','version':1,'name':'piece'}");
    fix_small_has(erp, SALESINV_KIND_PRODUCT, "{'kind':'product'");
    fix_small_has(
        erp, SALESINV_KIND_PRODUCT,
        "{'kind':'product','external_id':'P1','code':'P1','version':1,'name':'Switch',"
        "'unit':'U1'}");
    snprintf(json, sizeof(json),
             "{'kind':'outbound','external_id':'O1','version':1,'source':{'id':%lld},"
             "'warehouse':{'id':%lld},'lines':[{'source_line':1,'qty':'%d'}]}",
             (long long)notice, (long long)fix.warehouse, SHIPPED);
    fix_small_has(erp, SALESINV_KIND_OUTBOUND, json);
    fix_small_answers(erp, SALESINV_OK, true);
    fix_small_answers(erp, SALESINV_E_CONNECTOR_TIMEOUT, true);
}

static int setup(void **state)
{
    (void)state;
    fix_connector_open(&fix, true);
    erp = mmap(NULL, sizeof(*erp), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
               -1, 0);
    assert_true(erp != MAP_FAILED);
    found();
    before = *erp;
    leave();
    snprintf(pristine, sizeof(pristine), "%s/pristine", fix.trade.core.folder);
    copy_file(fix.trade.core.path, pristine);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    unlink(pristine);
    enter();
    fix_connector_close(&fix);
    munmap(erp, sizeof(*erp));
    return 0;
}

/* ---- a process ---- */

static salesinv_time clock_now(void *self)
{
    return *(salesinv_time *)self;
}

static void clock_sleep(void *self, int64_t microseconds)
{
    (void)self;
    usleep((useconds_t)microseconds);
}

static uint64_t clock_random(void *self)
{
    (void)self;
    return 4;
}

/* An engine whose storage does as the plan says. */
static salesinv_engine *engine_on_plan(void)
{
    static const salesinv_clock clock = {
        sizeof(clock), 0, "test", clock_now, clock_now, clock_sleep, clock_random};
    storage_object inner = {.methods = sinv_sqlite_vtable(),
                            .destroy = sinv_sqlite_destroy};
    sinv_heap *heap = sinv_heap_create(NULL, NULL);
    storage_object storage;
    salesinv_config *config;
    salesinv_engine *engine;

    assert_int_equal(sinv_sqlite_create(heap, fix.trade.core.path, &inner.self),
                     SALESINV_OK);
    sinv_heap_unref(heap);
    assert_int_equal(faulty_storage_make(&inner, &plan, &storage), SALESINV_OK);
    assert_int_equal(salesinv_config_create(NULL, NULL, &config), SALESINV_OK);
    assert_int_equal(salesinv_config_set_storage(config, storage.methods, storage.self,
                                                 storage.destroy),
                     SALESINV_OK);
    assert_int_equal(salesinv_config_set_clock(config, &clock, &fix.trade.core.now),
                     SALESINV_OK);
    assert_int_equal(salesinv_config_set_durability(config, SALESINV_DURABLE_RELAXED),
                     SALESINV_OK);
    assert_int_equal(sinv_engine_create(config, sinv_assembly_get(), &engine),
                     SALESINV_OK);
    salesinv_config_free(config);
    return engine;
}

static int calls_left; /* of the ERP, until the process ends; 0: it does not */

static void end_in_call(void *self)
{
    (void)self;
    if (calls_left > 0 && --calls_left == 0)
        _exit(FAULTY_EXIT);
}

/* Until what had no answer was asked for, and what came after it was pushed. */
static void run_on(salesinv_session *session, salesinv_connector *connector)
{
    for (int i = 0; i < 3; i++) {
        fix.trade.core.now += 60 * FIX_MINUTE;
        (void)salesinv_sync_run(session, connector, NULL, NULL);
    }
}

/* Runs in a process of its own; false: it came to their end. */
static bool run_and_die(const faulty_plan *by, int nth_call)
{
    int status;
    pid_t child = fork();

    if (child == 0) {
        salesinv_engine *engine = engine_on_plan();
        salesinv_session *session =
            fix_core_session(engine, fix.trade.core.tenant, "erp");
        salesinv_connector *connector = fix_small_connect(erp, engine);

        calls_left = nth_call;
        erp->during = end_in_call;
        plan = *by;
        run_on(session, connector);
        _exit(0);
    }
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_true(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == FAULTY_EXIT);
    return WEXITSTATUS(status) == FAULTY_EXIT;
}

/* ---- the end ---- */

static int count_of(salesinv_outbox_state state)
{
    salesinv_messages *page;
    int count;

    assert_ok(fix.erp, salesinv_outbox_find(fix.erp, NULL, state, 0, 100, &page));
    count = salesinv_messages_count(page);
    for (int i = 0; i < count; i++)
        assert_int_equal(fix_small_effects(erp, salesinv_messages_key(page, i)), 1);
    salesinv_messages_free(page);
    return count;
}

static void check_end(void)
{
    fix_core *core = &fix.trade.core;
    salesinv_messages *page;

    assert_int_equal(count_of(SALESINV_OUTBOX_ACKNOWLEDGED), ORDERS + 1);
    assert_int_equal(count_of(0), ORDERS + 1);
    assert_int_equal(fix_small_effects(erp, NULL), ORDERS + 1);
    assert_units(&fix.trade, SALESINV_KIND_ORDER, order, SALESINV_F_SHIPPED, SHIPPED);
    assert_ok(fix.erp, salesinv_inbox_find(fix.erp, "main", SALESINV_INBOX_REFUSED, 0,
                                           100, &page));
    assert_int_equal(salesinv_messages_count(page), 1); /* what is cut */
    salesinv_messages_free(page);
    assert_state_has(core->admin,
                     "'kind':'product','position':'4','is_loaded':true,'records':2");
    fix_core_verify(core->admin);
}

static void come_to_an_end(void)
{
    fix_core *core = &fix.trade.core;
    salesinv_time now = core->now;
    salesinv_connector *connector;

    enter();
    erp->during = NULL;
    connector = fix_small_connect(erp, core->engine);
    for (int i = 0; i < 4; i++) {
        core->now += 60 * FIX_MINUTE; /* leases end, and so do pauses */
        assert_ok(fix.erp, salesinv_sync_run(fix.erp, connector, NULL, NULL));
    }
    check_end();
    salesinv_connector_free(connector);
    leave();
    core->now = now;
}

/* The process ends at one point, the next one goes on; false: it did not end there. */
static bool try_point(const faulty_plan *by, int nth_call)
{
    bool has_died;

    restore();
    has_died = run_and_die(by, nth_call);
    come_to_an_end();
    return has_died;
}

/* ---- points ---- */

static void at_each_call_of_the_erp(void **state)
{
    const faulty_plan none = {.nth = 0};
    int nth = 1;

    (void)state;
    while (try_point(&none, nth))
        nth++;
    print_message("%d calls of the ERP\n", nth - 1);
    assert_true(nth > 20); /* descriptions, pulls, pushes and a question */
}

static void around_each_transaction(void **state)
{
    static const faulty_kind kinds[] = {FAULTY_CRASH_BEFORE, FAULTY_CRASH_AFTER};
    int64_t nth = 1;

    (void)state;
    for (int i = 0; i < 2; i++) {
        faulty_plan by = {.methods = FAULTY_COMMIT, .nth = 1, .kind = kinds[i]};
        for (nth = 1; try_point(&by, 0); nth++)
            by.nth = nth + 1;
    }
    assert_true(nth > 5);
    print_message("%lld transactions\n", (long long)nth - 1);
}

static int64_t count_calls(void)
{
    static faulty_plan *counted;
    int64_t calls;
    int status;
    pid_t child;

    counted = mmap(NULL, sizeof(*counted), PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(counted != MAP_FAILED);
    restore();
    child = fork();
    if (child == 0) {
        salesinv_engine *engine = engine_on_plan();
        salesinv_session *session =
            fix_core_session(engine, fix.trade.core.tenant, "erp");

        plan = (faulty_plan){.methods = FAULTY_ALL};
        run_on(session, fix_small_connect(erp, engine));
        *counted = plan;
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    calls = counted->calls;
    munmap(counted, sizeof(*counted));
    return calls;
}

static void at_calls_of_the_storage(void **state)
{
    int64_t calls = count_calls();

    (void)state;
    print_message("%lld calls of the storage\n", (long long)calls);
    assert_true(calls > POINTS);
    for (int64_t i = 0; i < POINTS; i++) {
        const faulty_plan by = {.methods = FAULTY_ALL,
                                .nth = 1 + i * calls / POINTS,
                                .kind =
                                    i % 2 ? FAULTY_CRASH_AFTER : FAULTY_CRASH_BEFORE};
        assert_true(try_point(&by, 0));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(at_each_call_of_the_erp, setup, teardown),
        cmocka_unit_test_setup_teardown(around_each_transaction, setup, teardown),
        cmocka_unit_test_setup_teardown(at_calls_of_the_storage, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
