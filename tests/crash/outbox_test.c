/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The outbox when processes end and engines compete: whoever talks to the ERP dies between any two steps of lease, push and
 * acknowledgement, and another one goes on; several lease at the same time. Every message has one effect in the ERP, which is
 * memory that all processes share and which knows messages by their keys, as an ERP that can be asked does.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/fix_connector.h"

enum { LEASE_MS = 60000, ORDERS = 12, KEY_MAX = 64 };

/** What the ERP has: keys of messages, in the order in which they took effect. */
typedef struct erp {
    atomic_int count;
    char keys[2 * ORDERS][KEY_MAX];
} erp;

/** Steps after which a process may end. */
typedef enum stage { LEASED, ASKED, PUSHED, ACKNOWLEDGED, STAGES } stage;

static fix_connector fix;
static erp *shared;

static int setup(void **state)
{
    (void)state;
    fix_connector_open(&fix, true);
    fix_setting(fix.trade.core.admin, "order.validation", SALESINV_RULE_ALLOW);
    for (int i = 0; i < ORDERS; i++)
        fix_order(&fix.trade, fix.warehouse, fix.product, 1);
    shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(shared != MAP_FAILED);
    memset(shared, 0, sizeof(*shared));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    munmap(shared, sizeof(*shared));
    fix_connector_close(&fix);
    return 0;
}

static bool erp_has(const char *key)
{
    for (int i = 0; i < atomic_load(&shared->count); i++)
        if (strcmp(shared->keys[i], key) == 0)
            return true;
    return false;
}

static void erp_take(const char *key)
{
    strcpy(shared->keys[atomic_fetch_add(&shared->count, 1)], key);
}

/* Does this process end here? */
static void pass(stage now, stage last, int *steps_left)
{
    if (now == last && --*steps_left == 0)
        _exit(0);
}

/* Talk to the ERP until nothing is due, or until `steps` times `last` was reached. */
static salesinv_status talk(salesinv_session *session, stage last, int steps)
{
    salesinv_messages *page;
    salesinv_status rc = salesinv_outbox_next(session, "main", 5, LEASE_MS, &page);

    while (rc == SALESINV_OK && salesinv_messages_count(page) > 0) {
        pass(LEASED, last, &steps);
        for (int32_t i = 0; i < salesinv_messages_count(page) && rc == SALESINV_OK;
             i++) {
            const char *key = salesinv_messages_key(page, i);
            bool is_there = salesinv_messages_is_unknown(page, i) != 0 && erp_has(key);

            pass(ASKED, last, &steps);
            if (!is_there)
                erp_take(key);
            pass(PUSHED, last, &steps);
            rc = salesinv_outbox_ack(session, salesinv_messages_id(page, i),
                                     salesinv_messages_lease(page, i), key);
            pass(ACKNOWLEDGED, last, &steps);
        }
        salesinv_messages_free(page);
        if (rc == SALESINV_OK)
            rc = salesinv_outbox_next(session, "main", 5, LEASE_MS, &page);
    }
    if (rc == SALESINV_OK)
        salesinv_messages_free(page);
    return rc;
}

static void assert_one_effect_each(void)
{
    assert_int_equal(atomic_load(&shared->count), ORDERS);
    for (int i = 0; i < ORDERS; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(shared->keys[i], shared->keys[j]);
    assert_state_has(fix.trade.core.admin,
                     "'pending':0,'waiting':0,'unknown':0,'sent':0,'dead':0");
}

/* A process that talks, and ends after `steps` times the stage. */
static void run_and_die(stage last, int steps)
{
    int status;
    pid_t child = fork();

    if (child == 0) {
        salesinv_engine *engine = fix_core_engine(&fix.trade.core);
        salesinv_session *session =
            fix_core_session(engine, fix.trade.core.tenant, "erp");

        (void)talk(session, last, steps);
        _exit(1); /* it was to end before */
    }
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void a_process_ends_between_any_two_steps(void **state)
{
    fix_core *core = &fix.trade.core;

    (void)state;
    for (stage last = LEASED; last < STAGES; last++) {
        run_and_die(last, last == LEASED ? 1 : 2);
        core->now += LEASE_MS * INT64_C(1000);
    }
    assert_ok(fix.erp, talk(fix.erp, STAGES, 0));
    assert_one_effect_each();
}

static void an_acknowledgement_is_repeated_after_a_crash(void **state)
{
    salesinv_messages *page;
    int status;
    pid_t child;

    (void)state;
    assert_ok(fix.erp, salesinv_outbox_next(fix.erp, "main", 1, LEASE_MS, &page));
    child = fork();
    if (child == 0) {
        salesinv_engine *engine = fix_core_engine(&fix.trade.core);
        salesinv_session *session =
            fix_core_session(engine, fix.trade.core.tenant, "erp");

        _exit(salesinv_outbox_ack(session, salesinv_messages_id(page, 0),
                                  salesinv_messages_lease(page, 0),
                                  "SO-1") != SALESINV_OK);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_ok(fix.erp, salesinv_outbox_ack(fix.erp, salesinv_messages_id(page, 0),
                                           salesinv_messages_lease(page, 0), "SO-1"));
    salesinv_messages_free(page);
}

/* ---- at the same time ---- */

static void *talk_alone(void *arg)
{
    salesinv_status *result = arg;
    salesinv_engine *engine = fix_core_engine(&fix.trade.core);
    salesinv_session *session = fix_core_session(engine, fix.trade.core.tenant, "erp");

    *result = talk(session, STAGES, 0);
    salesinv_session_close(session);
    salesinv_engine_close(engine);
    return NULL;
}

static void engines_that_lease_at_the_same_time_share_the_messages(void **state)
{
    enum { THREADS = 3 };
    pthread_t threads[THREADS];
    salesinv_status results[THREADS];

    (void)state;
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, talk_alone, &results[i]), 0);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(results[i], SALESINV_OK);
    }
    assert_one_effect_each();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_process_ends_between_any_two_steps),
        TEST(an_acknowledgement_is_repeated_after_a_crash),
        TEST(engines_that_lease_at_the_same_time_share_the_messages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
