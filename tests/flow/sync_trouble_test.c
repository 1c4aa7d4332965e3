/* SPDX-License-Identifier: Apache-2.0 */
/* The whole process beside an ERP that fails, repeats itself, contradicts and forgets: each thing has one effect in the end. */
#include "fix_process.h"

static void fail_next(fix_process *fix, salesinv_loopback_method method,
                      salesinv_loopback_failure failure, int64_t count)
{
    assert_erp(fix->erp, salesinv_loopback_fail(fix->erp, method, failure, count));
}

/* Later, when what failed is due again. */
static void wait_a_while(fix_process *fix)
{
    fix->trade.core.now += 60 * FIX_MINUTE;
}

static void an_answer_that_is_lost_makes_no_second_order(void **state)
{
    fix_process *fix = *state;

    fail_next(fix, SALESINV_LOOPBACK_PUSH, SALESINV_LOOPBACK_UNANSWERED, 1);
    (void)order_of(fix, fix->cable, 10);
    synchronise_in_vain(fix);
    wait_a_while(fix);
    synchronise(fix);
    assert_int_equal(waiting(fix), 0);
    assert_int_equal(salesinv_loopback_message_count(fix->erp), 1);
    assert_int_equal(salesinv_loopback_document_count(fix->erp, ORDER), 1);
}

static void a_message_that_is_lost_is_sent_again(void **state)
{
    fix_process *fix = *state;

    fail_next(fix, SALESINV_LOOPBACK_PUSH, SALESINV_LOOPBACK_LOST, 1);
    (void)order_of(fix, fix->cable, 10);
    synchronise_in_vain(fix);
    assert_int_equal(waiting(fix), 1);
    for (int i = 0; i < 3; i++) {
        wait_a_while(fix);
        synchronise(fix);
    }
    assert_int_equal(waiting(fix), 0);
    assert_int_equal(salesinv_loopback_message_count(fix->erp), 1);
}

static void half_a_batch_is_half_a_success(void **state)
{
    fix_process *fix = *state;

    for (int i = 0; i < 4; i++)
        (void)order_of(fix, fix->cable, 1);
    fail_next(fix, SALESINV_LOOPBACK_PUSH, SALESINV_LOOPBACK_PARTIAL, 1);
    for (int i = 0; i < 3; i++) {
        synchronise(fix);
        wait_a_while(fix);
    }
    assert_int_equal(waiting(fix), 0);
    assert_int_equal(salesinv_loopback_document_count(fix->erp, ORDER), 4);
}

static void an_erp_off_line_keeps_nobody_from_working(void **state)
{
    fix_process *fix = *state;

    fail_next(fix, SALESINV_LOOPBACK_ALL, SALESINV_LOOPBACK_LOST, -1);
    (void)notice_of(fix, order_of(fix, fix->cable, 10));
    synchronise_in_vain(fix);
    fail_next(fix, SALESINV_LOOPBACK_ALL, SALESINV_LOOPBACK_NONE, -1);
    wait_a_while(fix);
    synchronise(fix);
    assert_int_equal(waiting(fix), 0);
    assert_int_equal(salesinv_loopback_message_count(fix->erp), 2);
}

static void what_comes_twice_and_backwards_counts_once(void **state)
{
    fix_process *fix = *state;

    for (int i = 0; i < 5; i++)
        fix_erp_put(fix->erp, "{'kind':'product','external_id':'P-%d','name':'P%d'}", i,
                    i);
    fail_next(fix, SALESINV_LOOPBACK_PULL, SALESINV_LOOPBACK_TWICE, 12);
    synchronise(fix);
    for (int i = 0; i < 5; i++)
        fix_erp_put(fix->erp, "{'kind':'product','external_id':'P-%d','name':'Q%d'}", i,
                    i);
    fail_next(fix, SALESINV_LOOPBACK_PULL, SALESINV_LOOPBACK_REORDERED, 12);
    assert_int_equal(run(fix, SALESINV_SYNC_UPDATED), 5);
    assert_int_equal(run(fix, SALESINV_SYNC_PULLED), 0);
}

static void a_result_that_cannot_be_is_kept_until_it_can(void **state)
{
    fix_process *fix = *state;
    salesinv_id order = order_of(fix, fix->cable, 10);
    const char *notice;

    (void)notice_of(fix, order);
    synchronise(fix);
    notice = salesinv_loopback_document_id(fix->erp, SHIPMENT, 0);
    /* Given more than was wanted: refused whole, with its numbers. */
    fix_erp_ship(fix->erp,
                 "{'notice':'%s','warehouse':'W1','external_id':'D1','lines':["
                 "{'line':1,'qty':'11'}]}",
                 notice);
    synchronise(fix);
    assert_int_equal(refused(fix), 1);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPED, 0);
    /* When the tolerance lets it, it is tried again. */
    fix_setting(fix->admin, "sync.over_delivery", 1000);
    wait_a_while(fix);
    synchronise(fix);
    assert_int_equal(refused(fix), 0);
    assert_units(&fix->trade, ORDER, order, SALESINV_F_SHIPPED, 11);
}

static void an_erp_from_a_backup_is_asked_to_be_confirmed(void **state)
{
    static char backup[65536];
    fix_process *fix = *state;
    const char *now;

    assert_erp(fix->erp, salesinv_loopback_save(fix->erp, &now));
    assert_true(strlen(now) < sizeof(backup));
    memcpy(backup, now, strlen(now) + 1);
    fix_erp_put(fix->erp,
                "{'kind':'product','external_id':'M-200','name':'Cable 2 m'}");
    synchronise(fix);
    assert_erp(fix->erp,
               salesinv_loopback_restore(fix->erp, backup, strlen(backup), "2"));
    assert_refused(fix->admin, INVALID_STATE,
                   salesinv_sync_run(fix->admin, fix->connector, NULL, NULL));
    assert_ok(fix->admin, salesinv_sync_confirm_epoch(fix->admin, "erp", "2",
                                                      SALESINV_TIME_NONE, NULL));
    synchronise(fix);
    assert_int_equal(refused(fix), 0);
    /* Its versions are news again. */
    fix_erp_put(fix->erp,
                "{'kind':'product','external_id':'M-200','name':'Cable 3 m'}");
    assert_int_equal(run(fix, SALESINV_SYNC_UPDATED), 1);
}

/* Given an order that it has and one that came after the backup, when it is restored, then it has both and each once. */
static void what_an_erp_from_a_backup_lost_it_is_told_again(void **state)
{
    static char backup[65536];
    fix_process *fix = *state;
    salesinv_time since;
    const char *now;

    (void)order_of(fix, fix->cable, 1);
    synchronise(fix);
    assert_erp(fix->erp, salesinv_loopback_save(fix->erp, &now));
    assert_true(strlen(now) < sizeof(backup));
    memcpy(backup, now, strlen(now) + 1);
    wait_a_while(fix);
    since = fix->trade.core.now;
    (void)notice_of(fix, order_of(fix, fix->cable, 2));
    synchronise(fix);
    assert_int_equal(salesinv_loopback_document_count(fix->erp, ORDER), 2);
    assert_erp(fix->erp,
               salesinv_loopback_restore(fix->erp, backup, strlen(backup), "2"));
    assert_int_equal(salesinv_loopback_document_count(fix->erp, ORDER), 1);
    assert_ok(fix->admin,
              salesinv_sync_confirm_epoch(fix->admin, "erp", "2", since, NULL));
    assert_int_equal(waiting(fix), 2);
    synchronise(fix);
    assert_int_equal(waiting(fix), 0);
    assert_int_equal(salesinv_loopback_document_count(fix->erp, ORDER), 2);
    assert_int_equal(salesinv_loopback_document_count(fix->erp, SHIPMENT), 1);
    assert_int_equal(salesinv_loopback_message_count(fix->erp), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PROCESS(an_answer_that_is_lost_makes_no_second_order),
        PROCESS(a_message_that_is_lost_is_sent_again),
        PROCESS(half_a_batch_is_half_a_success),
        PROCESS(an_erp_off_line_keeps_nobody_from_working),
        PROCESS(what_comes_twice_and_backwards_counts_once),
        PROCESS(a_result_that_cannot_be_is_kept_until_it_can),
        PROCESS(an_erp_from_a_backup_is_asked_to_be_confirmed),
        PROCESS(what_an_erp_from_a_backup_lost_it_is_told_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
