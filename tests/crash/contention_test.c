/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Four processes want three times what there is. For some seconds they order, void and ship one unit at a time; then they take
 * what is left. In the end every unit is promised exactly once, nobody was answered BUSY or CONFLICT, nobody starved, and the
 * books balance. SALESINV_SECONDS makes it longer.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "support/works.h"

enum {
    WRITERS = 4,
    SECONDS = 20,
    STOCK = 200, /* units of each product: what is voided comes back, so they last */
    KEEP_OF = 8, /* one order of so many is shipped; the others are void again */
    WORST_WAIT_MS = 500,
    FAIR_SHARE = 3 /* tenths: the least against the most */
};

/* What a writer reports. */
typedef struct report {
    int64_t calls;
    int64_t kept[WORKS_PRODUCTS]; /* units ordered and not void, by product */
    int64_t worst_us;             /* of one call */
    int32_t failure;              /* a status that must not happen */
} report;

typedef struct writer {
    const works *of;
    salesinv_session *session;
    unsigned seed;
    report report;
} writer;

static int64_t now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* Count a call that began at `start` and is allowed to answer OK or INSUFFICIENT_STOCK. */
static salesinv_status note(writer *by, int64_t start, salesinv_status rc)
{
    int64_t took = now_us() - start;

    by->report.calls++;
    if (took > by->report.worst_us)
        by->report.worst_us = took;
    if (rc != SALESINV_OK && rc != SALESINV_E_INSUFFICIENT_STOCK)
        by->report.failure = rc;
    return rc;
}

static salesinv_status order_one(writer *by, int32_t product, salesinv_id *out)
{
    salesinv_draft *draft =
        fix_draft(by->session, SALESINV_KIND_ORDER,
                  "{\"account\": %lld, \"warehouse\": %lld, \"currency\": \"EUR\", "
                  "\"lines\": [{\"product\": %lld, \"qty\": \"1\"}]}",
                  (long long)by->of->account, (long long)by->of->warehouse,
                  (long long)by->of->products[product]);
    salesinv_order *order;
    int64_t start = now_us();
    salesinv_status rc =
        note(by, start,
             salesinv_order_create(by->session, draft, SALESINV_SUBMIT, NULL, &order));

    *out = salesinv_document_id(salesinv_order_document(order));
    salesinv_order_free(order);
    salesinv_draft_free(draft);
    by->report.kept[product] += rc == SALESINV_OK;
    return rc;
}

static void void_one(writer *by, int32_t product, salesinv_id order)
{
    int64_t start = now_us();

    if (note(by, start, salesinv_order_void(by->session, order, 0, NULL, NULL, NULL)) ==
        SALESINV_OK)
        by->report.kept[product]--;
}

static void ship_one(writer *by, salesinv_id order)
{
    salesinv_draft *draft = fix_draft(by->session, SALESINV_KIND_SHIPMENT,
                                      "{\"order\": %lld}", (long long)order);
    int64_t start = now_us();

    (void)note(
        by, start,
        salesinv_shipment_create(by->session, draft, SALESINV_SUBMIT, NULL, NULL));
    salesinv_draft_free(draft);
}

/* Order, and mostly give back, until the time is up. */
static void trade(writer *by, int64_t until)
{
    salesinv_id order;

    while (now_us() < until && by->report.failure == 0) {
        int32_t product = rand_r(&by->seed) % WORKS_PRODUCTS;

        if (order_one(by, product, &order) != SALESINV_OK)
            continue;
        if (rand_r(&by->seed) % KEEP_OF == 0)
            ship_one(by, order);
        else
            void_one(by, product, order);
    }
}

/* Take what is left of everything. */
static void take_rest(writer *by)
{
    salesinv_id order;

    for (int32_t i = 0; i < WORKS_PRODUCTS; i++)
        while (order_one(by, i, &order) == SALESINV_OK)
            ;
}

static void run_writer(const works *of, int32_t number, int64_t until, int pipe_end)
{
    salesinv_engine *engine = works_engine(of);
    writer by = {.of = of,
                 .session = works_session(of, engine),
                 .seed = (unsigned)number * 7919U + 1};

    trade(&by, until);
    take_rest(&by);
    salesinv_session_close(by.session);
    salesinv_engine_close(engine);
    _exit(write(pipe_end, &by.report, sizeof(by.report)) == (ssize_t)sizeof(by.report)
              ? EXIT_SUCCESS
              : EXIT_FAILURE);
}

static void start_writers(const works *of, int64_t seconds, int ends[2])
{
    int64_t until = now_us() + seconds * 1000000;

    assert_int_equal(pipe(ends), 0);
    for (int32_t i = 0; i < WRITERS; i++) {
        pid_t child = fork();

        assert_true(child >= 0);
        if (child == 0)
            run_writer(of, i, until, ends[1]);
    }
    close(ends[1]);
}

static void collect(int ends[2], report reports[WRITERS])
{
    int status;

    for (int32_t i = 0; i < WRITERS; i++)
        assert_int_equal(read(ends[0], &reports[i], sizeof(reports[i])),
                         sizeof(reports[i]));
    close(ends[0]);
    for (int32_t i = 0; i < WRITERS; i++) {
        assert_true(wait(&status) > 0);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
}

static void check_writers(const report reports[WRITERS])
{
    int64_t least = INT64_MAX;
    int64_t most = 0;

    for (int32_t i = 0; i < WRITERS; i++) {
        print_message("writer %d: %lld calls, worst %lld ms\n", i,
                      (long long)reports[i].calls,
                      (long long)(reports[i].worst_us / 1000));
        if (reports[i].failure != 0)
            fail_msg("writer %d was answered %s", i,
                     salesinv_status_name(reports[i].failure));
        assert_true(reports[i].worst_us < WORST_WAIT_MS * INT64_C(1000));
        least = reports[i].calls < least ? reports[i].calls : least;
        most = reports[i].calls > most ? reports[i].calls : most;
    }
    assert_true(least * 10 >= most * FAIR_SHARE);
}

/* Accepted is what there was, exactly, and nothing is available any more. */
static void check_stock(const works *of, const report reports[WRITERS])
{
    salesinv_engine *engine = works_engine(of);
    salesinv_session *session = works_session(of, engine);

    for (int32_t i = 0; i < WORKS_PRODUCTS; i++) {
        int64_t accepted = 0;
        salesinv_qty available;

        for (int32_t k = 0; k < WRITERS; k++)
            accepted += reports[k].kept[i];
        assert_int_equal(accepted, STOCK);
        assert_ok(session, salesinv_stock_available(session, of->products[i],
                                                    of->warehouse, &available));
        assert_int_equal(available, 0);
    }
    salesinv_session_close(session);
    salesinv_engine_close(engine);
}

static void nobody_oversells_or_starves(void **state)
{
    const char *text = getenv("SALESINV_SECONDS");
    int64_t seconds = text ? strtoll(text, NULL, 10) : SECONDS;
    report reports[WRITERS];
    int ends[2];
    works of;

    (void)state;
    works_found(&of, STOCK);
    start_writers(&of, seconds, ends);
    collect(ends, reports);
    check_writers(reports);
    check_stock(&of, reports);
    works_close(&of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nobody_oversells_or_starves)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
