/* SPDX-License-Identifier: Apache-2.0 */
/* Exchanges beside an ERP: a request to it, and its result says what came in and went out. */
#include <stdio.h>

#include "support/fix_pushed.h"
#include "support/fix_sync.h"

enum { RETURN = SALESINV_KIND_RETURN };

static void test_the_erp_exchanges(void **state)
{
    fix_pushed *fix = *state;
    int64_t before = fix_pushed_movements(fix);
    salesinv_id id = given_exchange(fix, "", ", \"serials\": [\"S05\", \"S06\"]");

    then_status(id, CONFIRMED);
    assert_int_equal(head(id, OUT_POSTING), 0);
    then_serial("S05", "in_stock"); /* a suggestion */
    assert_int_equal(fix_int(fix->admin, RETURN, id, 2, SALESINV_F_OPEN), 2 * FIX_UNIT);
    given_result(fix, id, "{\"lines\": [{\"line\": 1}]}");
    then_status(id, CONFIRMED);
    assert_refused(fix->admin, SERIAL_REQUIRED,
                   try_result(id, "{\"lines\": [{\"line\": 1}, {\"line\": 2}]}"));
    assert_refused(fix->admin, SERIAL_STATE,
                   try_result(id, "{\"lines\": [{\"line\": 1}, {\"line\": 2, "
                                  "\"serials\": [\"S05\", \"S01\"]}]}"));
    /* One that was in stock, and one that nobody knew. */
    given_result(fix, id,
                 "{\"lines\": [{\"line\": 1}, {\"line\": 2, \"serials\": [\"S07\", "
                 "\"NEW1\"]}]}");
    then_status(id, RECEIVED);
    then_serial("S07", "used");
    then_serial("NEW1", "used");
    then_serial("S05", "in_stock");
    assert_int_equal(fix_int(fix->admin, RETURN, id, 2, SALESINV_F_RECEIVED),
                     2 * FIX_UNIT);
    given_repeat(fix, id,
                 "{\"lines\": [{\"line\": 2, \"qty\": \"2\"}, {\"line\": 1}]}");
    assert_refused(fix->admin, SYNC_ONLY,
                   salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    /* It was another one after all. */
    given_result(fix, id,
                 "{\"lines\": [{\"line\": 1}, {\"line\": 2, \"serials\": [\"S07\", "
                 "\"S08\"]}]}");
    then_serial("NEW1", "unused");
    then_serial("S08", "used");
    given_result(fix, id, NULL);
    then_serial("S07", "in_stock");
    assert_ok(fix->admin, salesinv_return_close(fix->admin, id, 0, "no", NULL, NULL));
    then_line(id, CLOSED, 2);
    assert_int_equal(fix_int(fix->admin, RETURN, id, 2, SALESINV_F_CLOSED),
                     2 * FIX_UNIT);
    assert_int_equal(fix_pushed_movements(fix), before);
}

static void test_an_exchange_waits_for_approval_and_goes_back(void **state)
{
    fix_pushed *fix = *state;
    int64_t before = fix_pushed_movements(fix);
    salesinv_id id;

    fix_setting(fix->admin, "approval.return", 1);
    id = given_exchange(fix, "", "");
    then_status(id, IN_APPROVAL);
    assert_ok(fix->admin, salesinv_return_reject(fix->admin, id, 0, "why", NULL, NULL));
    assert_ok(fix->admin, salesinv_return_submit(fix->admin, id, 0, NULL, NULL));
    assert_ok(fix->admin, salesinv_return_approve(fix->admin, id, 0, NULL, NULL));
    assert_ok(fix->admin, salesinv_return_void(fix->admin, id, 0, NULL, NULL, NULL));
    assert_int_equal(fix_pushed_movements(fix), before);
}

/* One line of the return is damaged, and the verdict names it. */
static salesinv_status damage(sinv_txn *txn, void *arg)
{
    const int64_t *what = arg; /* document, number, column, by */
    sinv_row *row;
    salesinv_status rc = sinv_txn_row(txn, SINV_T_RETURN_LINE, &row);

    if (rc != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, SINV_LINE_DOCUMENT, what[0]);
    sinv_row_set_int(row, SINV_LINE_NUMBER, what[1]);
    if ((rc = sinv_txn_get(txn, row)) != SALESINV_OK)
        return rc;
    sinv_row_set_int(row, (int32_t)what[2],
                     sinv_row_int(row, (int32_t)what[2]) + what[3]);
    return sinv_txn_save(txn, row);
}

static void then_seen(fix_pushed *fix, salesinv_id id, int64_t number, int32_t column,
                      int64_t by)
{
    int64_t what[] = {id, number, column, by};
    salesinv_verdict *verdict;

    assert_ok(fix->admin, salesinv_session_begin(fix->admin, SALESINV_TXN_WRITE));
    assert_ok(fix->admin, fix_core_run(fix->admin, true, damage, what));
    assert_ok(fix->admin, salesinv_verify(fix->admin, &verdict));
    assert_ok(fix->admin, salesinv_session_rollback(fix->admin));
    assert_true(salesinv_verdict_count(verdict) > 0);
    assert_string_equal(salesinv_verdict_invariant(verdict, 0), "I7");
    assert_int_equal(salesinv_verdict_object(verdict, 0), sinv_line_id(id, number));
    salesinv_verdict_free(verdict);
}

static void test_verify_knows_what_the_erp_still_owes(void **state)
{
    fix_pushed *fix = *state;
    salesinv_id id = given_exchange(fix, "", "");

    then_seen(fix, id, 1, SINV_RETURN_LINE_RECEIVED, 3 * FIX_UNIT);
    then_seen(fix, id, 2, SINV_RETURN_LINE_RECEIVED, 3 * FIX_UNIT);
    then_seen(fix, id, 2, SINV_RETURN_LINE_CLOSED, 3 * FIX_UNIT);
    given_result(fix, id,
                 "{\"lines\": [{\"line\": 1}, {\"line\": 2, \"serials\": [\"S05\", "
                 "\"S06\"]}]}");
    then_seen(fix, id, 1, SINV_RETURN_LINE_RECEIVED, -1);
    then_seen(fix, id, 2, SINV_RETURN_LINE_RECEIVED, -1);
}

/* What the ERP sends may be named with a warehouse: then its figures of that decide. */
static void test_a_warehouse_that_is_named_must_have_what_goes_out(void **state)
{
    fix_pushed *fix = *state;
    char more[64];

    snprintf(more, sizeof(more), "\"out_warehouse\": %lld,", (long long)fix->other);
    assert_refused(
        fix->admin, INSUFFICIENT_STOCK,
        fix_try_create(fix->admin, RETURN, SALESINV_SUBMIT,
                       "{\"mode\": 4, \"account\": %lld, \"currency\": "
                       "\"EUR\", %s \"lines\": [{\"product\": %lld, \"qty\": "
                       "\"2\", \"price\": \"1\"}, {\"direction\": 2, "
                       "\"product\": %lld, \"qty\": \"2\"}]}",
                       (long long)fix->trade.account, more, (long long)fix->product,
                       (long long)fix->tracked));
    assert_field(fix->admin, "lines[2].qty");
    assert_int_equal(fix_detail(fix->admin, "available"), 0);
    fix_synced_stock(&fix->trade, fix->tracked, fix->other, 2);
    then_status(given_exchange(fix, more, ""), CONFIRMED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name)                                                                     \
    cmocka_unit_test_setup_teardown(test_##name, fix_pushed_open, fix_pushed_close)
        TEST(the_erp_exchanges),
        TEST(an_exchange_waits_for_approval_and_goes_back),
        TEST(verify_knows_what_the_erp_still_owes),
        TEST(a_warehouse_that_is_named_must_have_what_goes_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
