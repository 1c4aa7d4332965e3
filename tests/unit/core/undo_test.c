/* SPDX-License-Identifier: Apache-2.0 */
/* Taking a part of a transaction back, and parts of parts. */
#include "core/undo.h"
#include "support/fix_core.h"

static fix_core fix;

static int open_fix(void **state)
{
    (void)state;
    fix_core_open(&fix, false);
    return 0;
}

static int close_fix(void **state)
{
    (void)state;
    fix_core_close(&fix);
    return 0;
}

static void put(sinv_txn *txn, const char *name, const char *rights)
{
    sinv_row *row;

    assert_int_equal(sinv_txn_row(txn, SINV_T_ROLE, &row), SALESINV_OK);
    sinv_row_set_text(row, SINV_ROLE_NAME, name);
    sinv_row_set_text(row, SINV_ROLE_RIGHTS, rights);
    assert_int_equal(sinv_txn_insert(txn, row), SALESINV_OK);
}

static sinv_row *get(sinv_txn *txn, const char *name)
{
    sinv_row *row;
    salesinv_status rc;

    assert_int_equal(sinv_txn_row(txn, SINV_T_ROLE, &row), SALESINV_OK);
    sinv_row_set_text(row, SINV_ROLE_NAME, name);
    rc = sinv_txn_get(txn, row);
    assert_true(rc == SALESINV_OK || rc == SALESINV_E_NOT_FOUND);
    return rc == SALESINV_OK ? row : NULL;
}

static void change(sinv_txn *txn, const char *name, const char *rights)
{
    sinv_row *row = get(txn, name);

    assert_non_null(row);
    sinv_row_set_text(row, SINV_ROLE_RIGHTS, rights);
    assert_int_equal(sinv_txn_save(txn, row), SALESINV_OK);
}

static void drop(sinv_txn *txn, const char *name)
{
    assert_int_equal(sinv_txn_remove(txn, get(txn, name)), SALESINV_OK);
}

static salesinv_status leave_nothing(sinv_txn *txn, void *arg)
{
    sinv_undo part;
    salesinv_id id;

    (void)arg;
    put(txn, "kept", "{}");
    sinv_undo_mark(txn, &part);
    put(txn, "new", "{}");
    change(txn, "kept", "{\"order\":{}}");
    drop(txn, "kept");
    assert_int_equal(sinv_txn_next_id(txn, &id), SALESINV_OK);
    assert_int_equal(sinv_undo_all(txn), SALESINV_OK);
    assert_null(txn->undo);
    assert_null(get(txn, "new"));
    assert_string_equal(sinv_row_text(get(txn, "kept"), SINV_ROLE_RIGHTS), "{}");
    assert_int_equal(txn->counters.next_id, id);
    return SALESINV_OK;
}

static void a_part_that_is_taken_back_leaves_nothing(void **state)
{
    (void)state;
    assert_ok(fix.admin, fix_core_run(fix.admin, true, leave_nothing, NULL));
}

static salesinv_status take_back_inner(sinv_txn *txn, void *arg)
{
    sinv_undo outer, inner;

    (void)arg;
    sinv_undo_mark(txn, &outer);
    put(txn, "outer", "{}");
    sinv_undo_mark(txn, &inner);
    put(txn, "inner", "{}");
    drop(txn, "outer");
    assert_int_equal(sinv_undo_all(txn), SALESINV_OK);
    assert_ptr_equal(txn->undo, &outer);
    assert_non_null(get(txn, "outer"));
    assert_null(get(txn, "inner"));
    put(txn, "later", "{}");
    sinv_undo_forget(txn);
    assert_null(txn->undo);
    assert_non_null(get(txn, "later"));
    return SALESINV_OK;
}

static void an_inner_part_is_taken_back_alone(void **state)
{
    (void)state;
    assert_ok(fix.admin, fix_core_run(fix.admin, true, take_back_inner, NULL));
}

static salesinv_status take_back_outer(sinv_txn *txn, void *arg)
{
    sinv_undo outer, first, second;

    (void)arg;
    sinv_undo_mark(txn, &outer);
    put(txn, "outer", "{}");
    sinv_undo_mark(txn, &first);
    put(txn, "first", "{}");
    change(txn, "outer", "{\"order\":{}}");
    sinv_undo_forget(txn);
    sinv_undo_mark(txn, &second);
    put(txn, "second", "{}");
    sinv_undo_forget(txn);
    assert_int_equal(sinv_undo_all(txn), SALESINV_OK);
    assert_null(get(txn, "outer"));
    assert_null(get(txn, "first"));
    assert_null(get(txn, "second"));
    assert_false(txn->has_written);
    return SALESINV_OK;
}

static void inner_parts_that_were_kept_go_with_the_outer_one(void **state)
{
    (void)state;
    assert_ok(fix.admin, fix_core_run(fix.admin, true, take_back_outer, NULL));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fix, close_fix)
    const struct CMUnitTest tests[] = {
        TEST(a_part_that_is_taken_back_leaves_nothing),
        TEST(an_inner_part_is_taken_back_alone),
        TEST(inner_parts_that_were_kept_go_with_the_outer_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
