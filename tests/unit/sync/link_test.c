/* SPDX-License-Identifier: Apache-2.0 */
/* Links: what an id of an ERP means here, and what the ERP calls an object. */
#include <stdio.h>

#include "unit/sync/fix_record.h"

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
    salesinv_session_close(fix.admin);
    salesinv_session_close(fix.platform);
    salesinv_engine_close(fix.engine);
    return 0;
}

/** What is asked inside a transaction. */
typedef struct question {
    const char *connector;
    const char *external_id;
    salesinv_id object;
    int64_t epoch;
    sinv_link_state state;
    bool is_there;
    char name[SINV_EXTERNAL_ID_MAX + 1];
} question;

static salesinv_status put(sinv_txn *txn, void *arg)
{
    question *ask = arg;
    const sinv_link_key key = {ask->connector, SALESINV_KIND_PRODUCT, ask->external_id};

    return sinv_link_put(txn, &key, &ask->state);
}

static salesinv_status acknowledge(sinv_txn *txn, void *arg)
{
    question *ask = arg;
    const sinv_link_key key = {ask->connector, SALESINV_KIND_PRODUCT, ask->external_id};

    return sinv_link_acknowledge(txn, &key, ask->epoch, ask->object);
}

static salesinv_status find(sinv_txn *txn, void *arg)
{
    question *ask = arg;
    const sinv_link_key key = {ask->connector, SALESINV_KIND_PRODUCT, ask->external_id};
    sinv_row *row;
    salesinv_status rc = sinv_link_find(txn, &key, &row);

    ask->is_there = rc == SALESINV_OK && row;
    if (ask->is_there) {
        ask->object = sinv_row_int(row, SINV_LINK_OBJECT);
        ask->state.version = sinv_row_int(row, SINV_LINK_VERSION);
        ask->epoch = sinv_row_int(row, SINV_LINK_EPOCH);
    }
    return rc;
}

static salesinv_status name(sinv_txn *txn, void *arg)
{
    question *ask = arg;
    const char *found;
    salesinv_status rc = sinv_link_external_id(
        txn, ask->connector, SALESINV_KIND_PRODUCT, ask->object, &found);

    ask->is_there = rc == SALESINV_OK && found;
    snprintf(ask->name, sizeof(ask->name), "%s", found ? found : "");
    return rc;
}

static question run(salesinv_status (*body)(sinv_txn *, void *), question ask)
{
    assert_ok(fix.admin, fix_core_run(fix.admin, true, body, &ask));
    return ask;
}

#define ACKNOWLEDGE(id, of, number)                                                    \
    run(acknowledge,                                                                   \
        (question){                                                                    \
            .connector = "main", .external_id = id, .object = of, .epoch = number})

static void an_id_means_one_object_per_connector(void **state)
{
    question ask;

    (void)state;
    ACKNOWLEDGE("M-1", 5, 0);
    ask = run(find, (question){.connector = "main", .external_id = "M-1"});
    assert_true(ask.is_there);
    assert_int_equal(ask.object, 5);
    assert_int_equal(ask.state.version, 0);
    ask = run(find, (question){.connector = "other", .external_id = "M-1"});
    assert_false(ask.is_there);
    ask = run(find, (question){.connector = "main", .external_id = "m-1"});
    assert_false(ask.is_there);
}

static void an_object_has_the_name_that_came_last(void **state)
{
    question ask;

    (void)state;
    ask = run(name, (question){.connector = "main", .object = 5});
    assert_false(ask.is_there);
    ACKNOWLEDGE("Z-first", 5, 0);
    fix.now++;
    ACKNOWLEDGE("A-second", 5, 0);
    ask = run(name, (question){.connector = "main", .object = 5});
    assert_string_equal(ask.name, "A-second");
    ask = run(name, (question){.connector = "other", .object = 5});
    assert_false(ask.is_there);
}

static void an_acknowledgement_keeps_the_version(void **state)
{
    question ask = {.connector = "main",
                    .external_id = "M-1",
                    .state = {.object = 5, .version = 7, .epoch = 2}};

    (void)state;
    run(put, ask);
    ACKNOWLEDGE("M-1", 5, 2);
    ask = run(find, ask);
    assert_int_equal(ask.state.version, 7);
}

static void an_id_is_not_given_to_two_objects_of_one_life(void **state)
{
    question ask = {.connector = "main", .external_id = "M-1", .object = 6, .epoch = 1};

    (void)state;
    ACKNOWLEDGE("M-1", 5, 1);
    assert_refused(fix.admin, EXISTS, fix_core_run(fix.admin, true, acknowledge, &ask));
    assert_field(fix.admin, "external_id");
    ask.epoch = 2; /* the ERP was restored, and counts again */
    ask = run(acknowledge, ask);
    ask = run(find, ask);
    assert_int_equal(ask.object, 6);
    assert_int_equal(ask.epoch, 2);
}

static void what_is_no_id_is_refused(void **state)
{
    char longest[SINV_EXTERNAL_ID_MAX + 2];
    question ask = {.connector = "main", .external_id = "", .object = 5};

    (void)state;
    assert_refused(fix.admin, TEXT, fix_core_run(fix.admin, true, acknowledge, &ask));
    ask.external_id = "a\nb";
    assert_refused(fix.admin, TEXT, fix_core_run(fix.admin, true, acknowledge, &ask));
    memset(longest, 'x', sizeof(longest));
    longest[SINV_EXTERNAL_ID_MAX + 1] = '\0';
    ask.external_id = longest;
    assert_refused(fix.admin, TEXT, fix_core_run(fix.admin, true, acknowledge, &ask));
    longest[SINV_EXTERNAL_ID_MAX] = '\0';
    run(acknowledge, ask);
    assert_true(run(find, ask).is_there);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fix, close_fix)
    const struct CMUnitTest tests[] = {
        TEST(an_id_means_one_object_per_connector),
        TEST(an_object_has_the_name_that_came_last),
        TEST(an_acknowledgement_keeps_the_version),
        TEST(an_id_is_not_given_to_two_objects_of_one_life),
        TEST(what_is_no_id_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
