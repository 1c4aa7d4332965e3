/* SPDX-License-Identifier: Apache-2.0 */
/* Reading events: the feed, the life of one object, rights, and what outlives the engine. */
#include <string.h>

#include "core/event.h"
#include "salesinv/document.h"
#include "support/fix_core.h"

static int setup(void **state)
{
    static fix_core fix;

    fix_core_open(&fix, false);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_core_close(*state);
    return 0;
}

static void the_feed_goes_on_where_it_was_left(void **state)
{
    fix_core *fix = *state;
    salesinv_events *all;
    salesinv_events *page;
    int64_t after = 0;
    int32_t seen = 0;

    for (int64_t days = 1; days <= 20; days++)
        assert_ok(fix->admin, salesinv_setting_set_int(fix->admin, "request_key.days",
                                                       NULL, days, NULL));
    assert_ok(fix->admin, salesinv_event_list(fix->admin, 0, 10000, &all));
    assert_int_equal(salesinv_events_count(all), 22); /* with licence and edition */
    for (;;) {
        assert_ok(fix->admin, salesinv_event_list(fix->admin, after, 7, &page));
        if (salesinv_events_count(page) == 0)
            break;
        assert_true(salesinv_events_count(page) <= 7);
        for (int32_t i = 0; i < salesinv_events_count(page); i++, seen++) {
            assert_int_equal(salesinv_events_sequence(page, i), seen + 1);
            assert_int_equal(salesinv_events_kind(page, i),
                             salesinv_events_kind(all, seen));
            assert_string_equal(salesinv_events_detail(page, i),
                                salesinv_events_detail(all, seen));
            assert_int_equal(salesinv_events_at(page, i), FIX_START);
        }
        after = salesinv_events_sequence(page, salesinv_events_count(page) - 1);
        salesinv_events_free(page);
    }
    salesinv_events_free(page);
    assert_int_equal(seen, 22);
    salesinv_events_free(all);
}

static void nothing_is_nothing(void **state)
{
    (void)state;
    assert_int_equal(salesinv_events_count(NULL), 0);
    assert_int_equal(salesinv_events_sequence(NULL, 0), 0);
    assert_int_equal(salesinv_events_kind(NULL, 0), 0);
    assert_int_equal(salesinv_events_object(NULL, 0), 0);
    assert_int_equal(salesinv_events_version(NULL, 0), 0);
    assert_int_equal(salesinv_events_user(NULL, 0), 0);
    assert_int_equal(salesinv_events_at(NULL, 0), SALESINV_TIME_NONE);
    assert_int_equal(salesinv_events_action(NULL, 0), 0);
    assert_int_equal(salesinv_events_previous(NULL, 0), 0);
    assert_null(salesinv_events_detail(NULL, 0));
    salesinv_events_free(NULL);
}

static void beyond_the_ends(void **state)
{
    fix_core *fix = *state;
    salesinv_events *events;

    assert_ok(fix->admin, salesinv_event_list(fix->admin, 0, 1, &events));
    assert_int_equal(salesinv_events_sequence(events, 0), 1);
    assert_int_equal(salesinv_events_sequence(events, 1), 0);
    assert_int_equal(salesinv_events_sequence(events, -1), 0);
    assert_null(salesinv_events_detail(events, 1));
    salesinv_events_free(events);
}

static void arguments_and_rights(void **state)
{
    fix_core *fix = *state;
    salesinv_session *own;
    salesinv_events *events = (salesinv_events *)fix;

    assert_refused(fix->admin, ARG, salesinv_event_list(fix->admin, -1, 1, &events));
    assert_null(events);
    assert_refused(fix->admin, ARG, salesinv_event_list(fix->admin, 0, 0, &events));
    assert_refused(fix->admin, ARG, salesinv_event_list(fix->admin, 0, 10001, &events));
    assert_refused(fix->admin, ARG, salesinv_event_list(fix->admin, 0, 1, NULL));
    assert_refused(fix->admin, ARG, salesinv_event_list_object(fix->admin, 0, &events));
    assert_refused(fix->admin, ARG, salesinv_event_list_object(fix->admin, 1, NULL));
    assert_refused(fix->admin, NOT_FOUND,
                   salesinv_event_list_object(fix->admin, 99, &events));
    assert_int_equal(salesinv_event_list(NULL, 0, 1, &events), SALESINV_E_ARG);
    assert_int_equal(salesinv_event_list_object(NULL, 1, &events), SALESINV_E_ARG);
    own = fix_core_session(fix->engine, fix->tenant, "sales");
    assert_refused(own, FORBIDDEN, salesinv_event_list(own, 0, 1, &events));
    salesinv_session_close(own);
}

/** An account with some events, as the document layer would store it. */
typedef struct object_life {
    salesinv_id id;
    salesinv_id owner;
    int32_t versions;
} object_life;

static salesinv_status live(sinv_txn *txn, void *arg)
{
    object_life *life = arg;
    sinv_event event = {.kind = 4};
    int64_t previous = 0;
    sinv_row *row;
    salesinv_status rc;

    if ((rc = sinv_txn_row(txn, SINV_T_ACCOUNT, &row)) != SALESINV_OK ||
        (rc = sinv_txn_next_id(txn, &life->id)) != SALESINV_OK)
        return rc;
    for (int32_t version = 1; version <= life->versions; version++) {
        event.object = life->id;
        event.version = version;
        event.action = version == 1 ? SALESINV_EVENT_CREATED : SALESINV_EVENT_UPDATED;
        event.previous = previous;
        if ((rc = sinv_event_append(txn, &event, &previous)) != SALESINV_OK)
            return rc;
    }
    sinv_row_set_int(row, SINV_HEAD_ID, life->id);
    sinv_row_set_int(row, SINV_HEAD_STATUS, SALESINV_STATUS_ACTIVE);
    sinv_row_set_int(row, SINV_HEAD_VERSION, life->versions);
    sinv_row_set_int(row, SINV_HEAD_OWNER, life->owner);
    sinv_row_set_int(row, SINV_HEAD_EVENT, previous);
    sinv_row_set_text(row, SINV_ACCOUNT_NAME, "Account");
    return sinv_txn_insert(txn, row);
}

static void the_life_of_one_object(void **state)
{
    fix_core *fix = *state;
    object_life mine = {.owner = 7, .versions = 3};
    object_life other = {.owner = 8, .versions = 2};
    salesinv_session *own;
    salesinv_events *events;

    assert_ok(fix->admin, fix_core_run(fix->admin, true, live, &mine));
    assert_ok(fix->admin, fix_core_run(fix->admin, true, live, &other));
    assert_ok(fix->admin, salesinv_event_list_object(fix->admin, mine.id, &events));
    assert_int_equal(salesinv_events_count(events), 3);
    for (int32_t i = 0; i < 3; i++) {
        assert_int_equal(salesinv_events_object(events, i), mine.id);
        assert_int_equal(salesinv_events_version(events, i), i + 1);
        assert_int_equal(salesinv_events_previous(events, i),
                         i == 0 ? 0 : salesinv_events_sequence(events, i - 1));
        assert_null(salesinv_events_detail(events, i));
    }
    salesinv_events_free(events);

    assert_ok(fix->admin, salesinv_role_put(fix->admin, "own",
                                            "{\"event\":{\"read\":\"own\"}}", NULL));
    own = fix_core_session(fix->engine, fix->tenant, "own");
    assert_ok(own, salesinv_event_list_object(own, mine.id, &events));
    salesinv_events_free(events);
    assert_refused(own, FORBIDDEN, salesinv_event_list_object(own, other.id, &events));
    assert_refused(own, FORBIDDEN, salesinv_event_list_object(own, 9999, &events));
    assert_refused(own, FORBIDDEN, salesinv_event_list(own, 0, 1, &events));
    salesinv_session_close(own);
}

static void snapshots_outlive_the_engine(void **state)
{
    fix_core fix;
    salesinv_events *events;

    (void)state;
    fix_core_open(&fix, false);
    assert_ok(fix.admin, salesinv_event_list(fix.admin, 0, 100, &events));
    fix_core_close(&fix);
    assert_int_equal(salesinv_events_count(events), 2);
    assert_string_equal(salesinv_events_detail(events, 1), "{\"old\":0,\"new\":1}");
    salesinv_events_free(events);
}

static void tenants_are_apart(void **state)
{
    fix_core *fix = *state;
    salesinv_id other = fix_core_tenant(fix, SALESINV_EDITION_STANDALONE);
    salesinv_session *admin = fix_core_session(fix->engine, other, "admin");
    int64_t before = fix_core_event_count(admin);

    assert_ok(fix->admin,
              salesinv_setting_set_int(fix->admin, "order.mode", NULL, 1, NULL));
    assert_int_equal(fix_core_event_count(admin), before);
    salesinv_session_close(admin);
}

static void every_action_has_a_name(void **state)
{
    int32_t named = 0;

    (void)state;
    for (int32_t action = -1; action < 100; action++)
        named += strcmp(salesinv_event_action_name(action), "unknown") != 0;
    assert_int_equal(named, 44);
    assert_string_equal(salesinv_event_action_name(SALESINV_EVENT_GOODS_OUT),
                        "goods_out");
    assert_string_equal(salesinv_event_action_name(0), "unknown");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_feed_goes_on_where_it_was_left),
        cmocka_unit_test(nothing_is_nothing),
        TEST(beyond_the_ends),
        TEST(arguments_and_rights),
        TEST(the_life_of_one_object),
        cmocka_unit_test(snapshots_outlive_the_engine),
        TEST(tenants_are_apart),
        cmocka_unit_test(every_action_has_a_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
