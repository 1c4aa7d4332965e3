/* SPDX-License-Identifier: Apache-2.0 */
/* An ERP comes back from a backup: what it lost is told again, once, and what it has is not. */
#include "flow/fix_outbox.h"

enum { KEY_SIZE = 64, MOST_KEYS = 32 };

/** An ERP that knows messages by their keys, and for each how often it had an effect. */
typedef struct erp {
    char keys[MOST_KEYS][KEY_SIZE];
    int32_t count;
    int32_t asked;
} erp;

static bool erp_has(const erp *at, const char *key)
{
    for (int32_t i = 0; i < at->count; i++)
        if (strcmp(at->keys[i], key) == 0)
            return true;
    return false;
}

static void erp_do(erp *at, const char *key)
{
    assert_false(erp_has(at, key));
    assert_true(at->count < MOST_KEYS);
    snprintf(at->keys[at->count++], KEY_SIZE, "%s", key);
}

/* Ask for it if its outcome is unknown, do it if the ERP lacks it, and acknowledge it. */
static void deal(erp *at, const salesinv_messages *page, int32_t i)
{
    const char *key = salesinv_messages_key(page, i);
    char external_id[32];

    if (salesinv_messages_is_unknown(page, i))
        at->asked++;
    else
        assert_false(erp_has(at, key));
    if (!erp_has(at, key))
        erp_do(at, key);
    snprintf(external_id, sizeof(external_id), "SO-%lld",
             (long long)salesinv_messages_object(page, i));
    assert_ok(fix.erp,
              salesinv_outbox_ack(fix.erp, salesinv_messages_id(page, i),
                                  salesinv_messages_lease(page, i), external_id));
}

/* Push until nothing is due; the answer is how many messages went through. */
static int32_t push_all(erp *at)
{
    salesinv_messages *page;
    int32_t total = 0;
    int32_t count;

    do {
        page = lease();
        count = salesinv_messages_count(page);
        for (int32_t i = 0; i < count; i++)
            deal(at, page, i);
        total += count;
        salesinv_messages_free(page);
    } while (count > 0);
    return total;
}

static void wait_an_hour(void)
{
    fix.trade.core.now += 3600 * INT64_C(1000000);
}

static salesinv_time now(void)
{
    return fix.trade.core.now;
}

static void confirm(const char *epoch, salesinv_time lost_since)
{
    assert_ok(admin(),
              salesinv_sync_confirm_epoch(admin(), "main", epoch, lost_since, NULL));
}

/* Given an ERP with a backup, when it is restored, then it is told what came after, and that alone. */
static void what_a_restored_erp_lost_is_told_again_in_order(void **state)
{
    erp at = {.count = 0};
    salesinv_id before = an_order();
    salesinv_id changed = an_order();
    salesinv_id since;
    erp backup;
    erp all;

    (void)state;
    confirm("first", SALESINV_TIME_NONE);
    assert_int_equal(push_all(&at), 2);
    wait_an_hour();
    backup = at;
    since = now();
    revise(changed, 2);
    assert_int_equal(push_all(&at), 1);
    wait_an_hour();
    step(changed, SINV_VERB_CLOSE);
    an_order();
    assert_int_equal(push_all(&at), 2);
    all = at;
    at = backup;
    confirm("second", since);
    assert_int_equal(count_in(SALESINV_OUTBOX_PENDING), 3);
    assert_state_has(admin(), "'pending':3,'waiting':1,'unknown':3");
    assert_int_equal(push_all(&at), 3);
    assert_int_equal(at.asked, 3);
    assert_int_equal(at.count, all.count);
    for (int32_t i = 0; i < all.count; i++)
        assert_true(erp_has(&at, all.keys[i]));
    step(before, SINV_VERB_CLOSE);
    assert_int_equal(push_all(&at), 1);
}

/* A time well before the backup costs questions and doubles nothing. */
static void what_was_not_lost_is_asked_for_and_not_done_twice(void **state)
{
    erp at = {.count = 0};

    (void)state;
    an_order();
    an_order();
    push_all(&at);
    confirm("second", 0);
    assert_int_equal(push_all(&at), 2);
    assert_int_equal(at.asked, 2);
    assert_int_equal(at.count, 2);
}

static void without_a_time_nothing_is_sent_again(void **state)
{
    erp at = {.count = 0};

    (void)state;
    an_order();
    push_all(&at);
    confirm("second", SALESINV_TIME_NONE);
    assert_nothing_due();
    confirm("second", 0);
    assert_state_has(admin(), "'epoch':'second','epoch_number':2");
    assert_int_equal(push_all(&at), 1);
}

/* The lease is of the former life: what it says is of no use, and the message goes out behind the one before. */
static void what_is_on_its_way_meanwhile_is_told_again_too(void **state)
{
    erp at = {.count = 0};
    salesinv_id order = an_order();
    salesinv_messages *page;

    (void)state;
    push_all(&at);
    revise(order, 2);
    page = lease();
    assert_page(page, order, SALESINV_MESSAGE_PUT);
    step(order, SINV_VERB_CLOSE);
    at.count = 0;
    confirm("second", 0);
    assert_refused(fix.erp, STALE, try_ack(page, NULL));
    salesinv_messages_free(page);
    assert_state_has(admin(), "'pending':3,'waiting':2,'unknown':2,'sent':0");
    assert_int_equal(push_all(&at), 3);
    assert_int_equal(at.count, 3);
}

static void what_was_given_up_behind_a_lost_one_is_sent_again(void **state)
{
    erp at = {.count = 0};
    salesinv_id order = an_order();

    (void)state;
    push_all(&at);
    revise(order, 2);
    lose(SALESINV_E_UNKNOWN_OUTCOME);
    assert_int_equal(count_in(SALESINV_OUTBOX_DEAD), 1);
    confirm("second", 0);
    assert_int_equal(count_in(SALESINV_OUTBOX_DEAD), 0);
    assert_int_equal(push_all(&at), 2);
}

/* A notice that was not sent yet waits for its order again. */
static void what_waits_for_a_lost_message_waits_again(void **state)
{
    erp at = {.count = 0};
    salesinv_id order = an_order();
    salesinv_messages *page;

    (void)state;
    push_all(&at);
    a_notice(order, 2);
    confirm("second", 0);
    assert_state_has(admin(), "'pending':2,'waiting':1,'unknown':1");
    page = lease();
    assert_page(page, order, SALESINV_MESSAGE_PUT);
    deal(&at, page, 0);
    salesinv_messages_free(page);
    assert_int_equal(push_all(&at), 1);
}

/* A document keeps its id of the former life until the ERP gives it another one, and gives the old one away. */
static void an_erp_may_number_its_documents_anew(void **state)
{
    salesinv_id first = an_order();
    salesinv_id second = an_order();
    salesinv_messages *page = lease_for("main", 1);

    (void)state;
    assert_ok(fix.erp, try_ack(page, "SO-1"));
    salesinv_messages_free(page);
    confirm("second", 0);
    page = lease();
    assert_int_equal(salesinv_messages_count(page), 2);
    assert_int_equal(salesinv_messages_object(page, 0), first);
    assert_string_equal(salesinv_messages_external_id(page, 0), "SO-1");
    assert_int_equal(salesinv_messages_object(page, 1), second);
    assert_ok(fix.erp, salesinv_outbox_ack(fix.erp, salesinv_messages_id(page, 1),
                                           salesinv_messages_lease(page, 1), "SO-1"));
    assert_refused(fix.erp, EXISTS, try_ack(page, "SO-1"));
    assert_ok(fix.erp, try_ack(page, "SO-2"));
    salesinv_messages_free(page);
}

/* An id that was confirmed in this life is not given away in it. */
static void an_id_that_came_again_counts_again(void **state)
{
    salesinv_id order = an_order();
    salesinv_messages *page = lease();

    (void)state;
    assert_ok(fix.erp, try_ack(page, "SO-1"));
    salesinv_messages_free(page);
    confirm("second", 0);
    page = lease();
    assert_page(page, order, SALESINV_MESSAGE_PUT);
    assert_ok(fix.erp, try_ack(page, "SO-1"));
    salesinv_messages_free(page);
    an_order();
    page = lease();
    assert_refused(fix.erp, EXISTS, try_ack(page, "SO-1"));
    assert_field(fix.erp, "external_id");
    assert_ok(fix.erp, try_ack(page, "SO-2"));
    salesinv_messages_free(page);
}

static void nothing_is_lost_in_the_future(void **state)
{
    (void)state;
    assert_refused(
        admin(), ARG,
        salesinv_sync_confirm_epoch(admin(), "main", "second", now() + 1, NULL));
    assert_field(admin(), "lost_since");
    assert_state_has(admin(), "'epoch':'','epoch_number':0");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_a_restored_erp_lost_is_told_again_in_order),
        TEST(what_was_not_lost_is_asked_for_and_not_done_twice),
        TEST(without_a_time_nothing_is_sent_again),
        TEST(what_is_on_its_way_meanwhile_is_told_again_too),
        TEST(what_was_given_up_behind_a_lost_one_is_sent_again),
        TEST(what_waits_for_a_lost_message_waits_again),
        TEST(an_erp_may_number_its_documents_anew),
        TEST(an_id_that_came_again_counts_again),
        TEST(nothing_is_lost_in_the_future),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
