/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Trade beside an ERP over a bad line: answers are lost, come twice, late, wrong or in another order; records are cut, forged, old,
 * huge or contradict; the ERP is restored from a backup. Once the line is good every message had one effect there, every record its
 * effect here, and both books say the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "support/programme.h"
#include "sync/audit.h"

enum { MESSAGES = 20000, STAGES = 4 };

static int64_t number_of(const char *name, int64_t otherwise)
{
    const char *text = getenv(name);

    return text ? strtoll(text, NULL, 10) : otherwise;
}

static int64_t messages_of(const office *of)
{
    return of->pulled + of->pushed;
}

/* One stretch of trade, and a run. */
static void trade(office *of)
{
    erp *beside = of->beside;

    for (int i = erp_below(beside, 12); i > 0; i--)
        office_work(of);
    for (int i = erp_below(beside, 16); i > 0; i--)
        erp_work(beside);
    of->trade.core.now += erp_below(beside, 6) * FIX_MINUTE;
    office_run(of);
    if (erp_one_in(beside, 100))
        fix_core_verify(of->admin);
}

/* The ERP goes back to what it was some time ago. */
static void live(office *of, int64_t until)
{
    int64_t from = messages_of(of);
    int64_t backup = from + (until - from) / 4;
    int64_t loss = from + (until - from) / 2;

    of->beside->is_calm = false;
    while (messages_of(of) < until) {
        trade(of);
        if (backup != 0 && messages_of(of) >= backup) {
            erp_back_up(of->beside, of->trade.core.now);
            backup = 0;
        }
        if (loss != 0 && messages_of(of) >= loss) {
            erp_restore(of->beside);
            loss = 0;
        }
    }
    audit_settle(of);
    audit_check(of);
}

static void print_counts(const office *of, uint64_t seed)
{
    print_message(
        "seed %llu: %lld pulled, %lld pushed, %lld runs, life %d; %lld refused "
        "to users;",
        (unsigned long long)seed, (long long)of->pulled, (long long)of->pushed,
        (long long)of->runs, of->beside->life, (long long)of->refused);
    for (int i = 0; i < OFFICE_EVENTS; i++)
        print_message(" %lld", (long long)of->events[i]);
    print_message("; ERP");
    for (int i = 0; i < ERP_E_COUNT; i++)
        print_message(" %lld", (long long)of->beside->events[i]);
    print_message("\n");
}

/* Everything that can happen did. */
static void check_variety(const office *of)
{
    for (int i = 0; i < OFFICE_EVENTS; i++)
        if (of->events[i] == 0 && !of->beside->by_order && messages_of(of) >= MESSAGES)
            fail_msg("no user did %d", i);
    for (int i = 0; i < ERP_E_COUNT; i++)
        if (of->beside->events[i] == 0 && messages_of(of) >= MESSAGES)
            fail_msg("%d never happened", i);
}

static void run(uint64_t seed)
{
    static erp beside;
    static office of;
    int64_t wanted = number_of("SALESINV_MESSAGES", MESSAGES);

    print_message("seed %llu\n", (unsigned long long)seed);
    erp_open(&beside, seed);
    beside.abilities = seed % 2 == 0 ? SALESINV_CONNECTOR_IDEMPOTENT : 0;
    beside.by_order = seed % 5 == 3;
    erp_found(&beside);
    office_open(&of, &beside);
    for (int i = 1; i <= STAGES; i++)
        live(&of, wanted * i / STAGES);
    print_counts(&of, seed);
    check_variety(&of);
    office_close(&of);
    erp_close(&beside);
}

static void fixed_seed(void **state)
{
    run((uint64_t)(uintptr_t)*state);
}

static void random_seeds(void **state)
{
    uint64_t seed = programme_seed();
    int64_t count = number_of("SALESINV_SEEDS", 1);

    (void)state;
    for (int64_t i = 0; i < count; i++)
        run(seed + (uint64_t)i);
}

#define SEED(n)                                                                        \
    {                                                                                  \
        "seed " #n, fixed_seed, NULL, NULL, (void *)(uintptr_t)(n)                     \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        SEED(1), SEED(2), SEED(3), SEED(4), SEED(5), cmocka_unit_test(random_seeds),
    };
    const struct CMUnitTest more[] = {cmocka_unit_test(random_seeds)};

    return getenv("SALESINV_SEEDS") ? cmocka_run_group_tests(more, NULL, NULL)
                                    : cmocka_run_group_tests(tests, NULL, NULL);
}
