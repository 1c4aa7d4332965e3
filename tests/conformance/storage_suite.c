/* SPDX-License-Identifier: Apache-2.0 */
/* Runs the storage suite over one provider; the tests are in the other *_suite.c files. */
#include "conformance/storage_suite.h"

#include <string.h>

#include "conformance/bed_suite.h"

enum { MOST_TESTS = 96 };

/* What one run of a test needs; the state that cmocka carries. */
typedef struct run {
    const storage_maker *maker;
    const bed_test *test;
} run;

static void run_one(void **state)
{
    const run *what = *state;
    test_bed bed;

    assert_int_equal(bed_start(&bed, what->maker), SALESINV_OK);
    what->test->run(&bed);
    bed_stop(&bed);
}

static bool applies(const storage_quirks *quirks, const bed_test *test)
{
    return !(test->shares && quirks->is_private) &&
           !(test->is_strict && quirks->is_weak);
}

/* Append the tests of a list, which ends with one without a name, that apply to the provider. */
static size_t gather(const storage_maker *maker, const bed_test *list, run *runs,
                     struct CMUnitTest *tests, size_t count)
{
    for (; list->name; list++) {
        if (!applies(&maker->quirks, list))
            continue;
        assert_true(count < MOST_TESTS);
        runs[count].maker = maker;
        runs[count].test = list;
        memset(&tests[count], 0, sizeof(tests[count]));
        tests[count].name = list->name;
        tests[count].test_func = run_one;
        tests[count].initial_state = &runs[count];
        count++;
    }
    return count;
}

int storage_suite_run(const storage_maker *maker)
{
    run runs[MOST_TESTS];
    struct CMUnitTest tests[MOST_TESTS];
    size_t count = 0;

    count = gather(maker, bed_row_tests, runs, tests, count);
    count = gather(maker, bed_scan_tests, runs, tests, count);
    count = gather(maker, bed_txn_tests, runs, tests, count);
    return _cmocka_run_group_tests(maker->name, tests, count, NULL, NULL);
}
