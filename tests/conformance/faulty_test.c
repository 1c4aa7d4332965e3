/* SPDX-License-Identifier: Apache-2.0 */
/* The wrapper that makes storages fail: without faults it passes the suite; with them it does as told. */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "conformance/bed_suite.h"
#include "storage/sqlite/sqlite.h"
#include "support/faulty_storage.h"

#define BIT(column) (UINT64_C(1) << (column))

static salesinv_status make(void *context, sinv_heap *heap, storage_object *out)
{
    storage_object inner = {.methods = sinv_sqlite_vtable(),
                            .destroy = sinv_sqlite_destroy};
    salesinv_status rc = sinv_sqlite_create(heap, ":memory:", &inner.self);

    return rc == SALESINV_OK ? faulty_storage_make(&inner, context, out) : rc;
}

typedef struct fix {
    faulty_plan plan;
    storage_maker maker;
    test_bed bed;
} fix;

/* A bed with the stock "p" of 10. */
static void start(fix *at)
{
    memset(at, 0, sizeof(*at));
    at->maker.name = "faulty";
    at->maker.context = &at->plan;
    at->maker.make = make;
    assert_int_equal(bed_start(&at->bed, &at->maker), SALESINV_OK);
    bed_begin(&at->bed.link, SALESINV_BEGIN_WRITE);
    assert_int_equal(bed_insert(&at->bed, bed_stock(&at->bed, "p", 10, 0)),
                     SALESINV_OK);
    bed_commit(&at->bed.link);
}

static void plan(fix *at, uint32_t of_methods, faulty_kind kind, salesinv_status code)
{
    memset(&at->plan, 0, sizeof(at->plan));
    at->plan.methods = of_methods;
    at->plan.nth = 1;
    at->plan.kind = kind;
    at->plan.code = code;
}

static salesinv_status add_one(fix *at)
{
    return bed_add(&at->bed, bed_stock(&at->bed, "p", 1, 0), BIT(STOCK_ON_HAND), 0);
}

static salesinv_status commit(fix *at)
{
    return at->bed.link.object.methods->commit(at->bed.link.object.self);
}

static int64_t on_hand(fix *at)
{
    sinv_row *row = bed_stock(&at->bed, "p", 0, 0);

    bed_begin(&at->bed.link, 0);
    assert_int_equal(bed_get(&at->bed, row, row), SALESINV_OK);
    bed_rollback(&at->bed.link);
    return sinv_row_int(row, STOCK_ON_HAND);
}

static void commit_fails_either_way(void **state)
{
    fix at;

    (void)state;
    start(&at);
    plan(&at, FAULTY_COMMIT, FAULTY_WITHOUT_EFFECT, SALESINV_E_UNKNOWN_OUTCOME);
    bed_begin(&at.bed.link, SALESINV_BEGIN_WRITE);
    assert_int_equal(add_one(&at), SALESINV_OK);
    assert_int_equal(commit(&at), SALESINV_E_UNKNOWN_OUTCOME);
    assert_int_equal(on_hand(&at), 10);
    plan(&at, FAULTY_COMMIT, FAULTY_WITH_EFFECT, SALESINV_E_UNKNOWN_OUTCOME);
    bed_begin(&at.bed.link, SALESINV_BEGIN_WRITE);
    assert_int_equal(add_one(&at), SALESINV_OK);
    assert_int_equal(commit(&at), SALESINV_E_UNKNOWN_OUTCOME);
    assert_int_equal(on_hand(&at), 11);
    bed_stop(&at.bed);
}

static void nth_call_fails_once_or_for_ever(void **state)
{
    fix at;

    (void)state;
    start(&at);
    for (int32_t ever = 0; ever <= 1; ever++) {
        plan(&at, FAULTY_ADD | FAULTY_GET, FAULTY_WITHOUT_EFFECT,
             SALESINV_E_STORAGE_IO);
        at.plan.nth = 3;
        at.plan.for_ever = ever == 1;
        bed_begin(&at.bed.link, SALESINV_BEGIN_WRITE);
        assert_int_equal(add_one(&at), SALESINV_OK);
        assert_int_equal(add_one(&at), SALESINV_OK);
        assert_int_equal(add_one(&at), SALESINV_E_STORAGE_IO);
        assert_int_equal(add_one(&at), ever ? SALESINV_E_STORAGE_IO : SALESINV_OK);
        bed_rollback(&at.bed.link);
        assert_int_equal(at.plan.calls, 4);
        assert_int_equal(at.plan.faults, 1 + ever);
    }
    bed_stop(&at.bed);
}

static void failed_begin_began_nothing(void **state)
{
    fix at;
    int32_t version;

    (void)state;
    start(&at);
    for (int kind = FAULTY_WITHOUT_EFFECT; kind <= FAULTY_WITH_EFFECT; kind++) {
        plan(&at, FAULTY_BEGIN, (faulty_kind)kind, SALESINV_E_CONFLICT);
        assert_int_equal(at.bed.link.object.methods->begin(at.bed.link.object.self,
                                                           SALESINV_BEGIN_WRITE, 1,
                                                           &version),
                         SALESINV_E_CONFLICT);
        assert_int_equal(on_hand(&at), 10);
    }
    bed_stop(&at.bed);
}

static void rows_are_garbled(void **state)
{
    fix at;
    sinv_row *row;
    sinv_range range = {.prefix = 1};
    void *scan = NULL;
    const storage_object *object = &at.bed.link.object;

    (void)state;
    start(&at);
    row = bed_stock(&at.bed, "p", 0, 0);
    plan(&at, FAULTY_GET | FAULTY_SCAN_NEXT, FAULTY_GARBLED_ROW, SALESINV_OK);
    at.plan.column = STOCK_ON_HAND;
    at.plan.for_ever = true;
    bed_begin(&at.bed.link, 0);
    assert_int_equal(bed_get(&at.bed, row, row), SALESINV_OK);
    assert_int_equal(row->cells[STOCK_ON_HAND].type, SALESINV_CELL_TEXT);
    range.from = range.to = bed_stock(&at.bed, "p", 0, 0);
    assert_int_equal(object->methods->scan(object->self, T_STOCK, &range, &scan),
                     SALESINV_OK);
    sinv_row_clear(row);
    assert_int_equal(object->methods->scan_next(object->self, scan, row), SALESINV_ROW);
    assert_int_equal(row->cells[STOCK_ON_HAND].type, SALESINV_CELL_TEXT);
    object->methods->scan_close(object->self, scan);
    bed_rollback(&at.bed.link);
    bed_stop(&at.bed);
}

static void crash_ends_the_child(void **state)
{
    fix at;
    int status = 0;
    pid_t child = fork();

    (void)state;
    if (child == 0) {
        start(&at);
        plan(&at, FAULTY_COMMIT, FAULTY_CRASH_BEFORE, SALESINV_OK);
        bed_begin(&at.bed.link, SALESINV_BEGIN_WRITE);
        (void)commit(&at);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), FAULTY_EXIT);
}

int main(void)
{
    static faulty_plan nothing;
    const storage_maker maker = {.name = "faulty without faults",
                                 .context = &nothing,
                                 .quirks = {.is_private = true},
                                 .make = make};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commit_fails_either_way),
        cmocka_unit_test(nth_call_fails_once_or_for_ever),
        cmocka_unit_test(failed_begin_began_nothing),
        cmocka_unit_test(rows_are_garbled),
        cmocka_unit_test(crash_ends_the_child),
    };

    return storage_suite_run(&maker) + cmocka_run_group_tests(tests, NULL, NULL);
}
