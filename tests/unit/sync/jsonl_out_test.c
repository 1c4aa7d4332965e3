/* SPDX-License-Identifier: Apache-2.0 */
/* The folder protocol, outwards: messages, their acknowledgements, and what is found out about them. */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "support/fix_folder.h"

static int setup(void **state)
{
    static fix_folder fix;

    fix_folder_open(&fix, 0);
    *state = &fix;
    return 0;
}

static int setup_without_acks(void **state)
{
    static fix_folder fix;

    fix_folder_open(&fix, SALESINV_JSONL_NO_ACKS);
    *state = &fix;
    return 0;
}

static int teardown(void **state)
{
    fix_folder_close(*state);
    return 0;
}

static salesinv_push_item message(const char *key, int32_t attempt)
{
    static const char body[] = "{\"number\":\n\"SO-1\"}";

    return (salesinv_push_item){.struct_size = sizeof(salesinv_push_item),
                                .kind = SALESINV_KIND_ORDER,
                                .action = SALESINV_MESSAGE_PUT,
                                .attempt = attempt,
                                .object = 5,
                                .version = 3,
                                .key = key,
                                .body = body,
                                .size = sizeof(body) - 1};
}

static void push(fix_folder *fix, const char *key, int32_t attempt,
                 salesinv_status status)
{
    const salesinv_push_item item = message(key, attempt);
    const salesinv_push_item *const items[] = {&item};

    assert_ok(fix->core.admin, sinv_connector_push(fix->connector, items, 1));
    assert_int_equal(fix->connector->answers.answers[0].status, status);
}

static const sinv_answer *outcome(fix_folder *fix, const char *key)
{
    const salesinv_push_item item = message(key, 2);

    assert_ok(fix->core.admin, sinv_connector_outcome(fix->connector, &item));
    return &fix->connector->answers.answers[0];
}

#define assert_outcome(fix, key, name)                                                 \
    assert_int_equal(outcome(fix, key)->status, SALESINV_E_##name)

#define SENT SALESINV_E_BUSY /* on its way */

static void a_message_is_a_line_and_unknown_until_it_is_acknowledged(void **state)
{
    fix_folder *fix = *state;
    const sinv_answer *answer;

    push(fix, "1/order/5/3", 1, SENT);
    assert_string_equal(
        fix_folder_read(fix, "out/000000000001.jsonl"),
        "{\"id\":\"000000000001-0001\",\"key\":\"1/order/5/3\",\"action\":\"put\","
        "\"kind\":\"order\",\"object\":5,\"version\":3,\"attempt\":1,"
        "\"document\":{\"number\": \"SO-1\"}}\n");
    assert_outcome(fix, "1/order/5/3", BUSY);
    assert_outcome(fix, "1/order/5/4", NOT_FOUND);
    fix_folder_put(
        fix, "acks/1.jsonl",
        "nonsense\n{\"id\":\"000000000001-0001\",\"key\":\"1\\/order\\/5\\/3\","
        "\"status\":\"ok\",\"external_id\":\"E-1\"}\n");
    fix_folder_unlink(fix, "out/000000000001.jsonl");
    answer = outcome(fix, "1/order/5/3");
    assert_int_equal(answer->status, SALESINV_OK);
    assert_string_equal(answer->external_id, "E-1");
    push(fix, "1/order/5/3", 2, SALESINV_OK);
    assert_int_equal(fix_folder_count(fix, "out"), 1); /* .last alone */
}

static void several_messages_share_a_file_in_their_order(void **state)
{
    fix_folder *fix = *state;
    const salesinv_push_item first = message("a", 1);
    const salesinv_push_item second = message("b", 1);
    const salesinv_push_item *const items[] = {&first, &second};
    const char *text;

    assert_ok(fix->core.admin, sinv_connector_push(fix->connector, items, 2));
    text = fix_folder_read(fix, "out/000000000001.jsonl");
    assert_non_null(strstr(text, "-0001\",\"key\":\"a\""));
    assert_non_null(strstr(text, "-0002\",\"key\":\"b\""));
    assert_outcome(fix, "b", BUSY);
}

static void a_refusal_counts_for_what_was_sent_then(void **state)
{
    fix_folder *fix = *state;
    const sinv_answer *answer;

    push(fix, "k", 1, SENT);
    fix_folder_put(
        fix, "acks/1.jsonl",
        "{\"id\":\"000000000001-0001\",\"key\":\"k\",\"status\":\"refused\",\"code\":"
        "17,\"text\":\"closed period\"}\n");
    answer = outcome(fix, "k");
    assert_int_equal(answer->status, SALESINV_E_CONNECTOR_REFUSED);
    assert_int_equal(answer->failure.vendor_code, 17);
    assert_string_equal(answer->failure.text, "closed period");
    push(fix, "k", 2, SENT);
    assert_outcome(fix, "k", BUSY);
    fix_folder_put(fix, "acks/2.jsonl",
                   "{\"id\":\"000000000002-0001\",\"key\":\"k\",\"status\":\"ok\"}");
    assert_int_equal(outcome(fix, "k")->status, SALESINV_OK);
    assert_false(outcome(fix, "k")->has_external_id);
}

static void an_acknowledgement_that_is_not_clear_leaves_it_unknown(void **state)
{
    static const char *const acks[] = {"{\"key\":\"k\",\"status\":\"done\"}\n",
                                       "{\"key\":\"k\"}\n", "{\"key\":\"k\"\n",
                                       "{\"key\":\"k\",\"status\":1}\n"};
    fix_folder *fix = *state;

    push(fix, "k", 1, SENT);
    for (size_t i = 0; i < sizeof(acks) / sizeof(acks[0]); i++) {
        fix_folder_put(fix, "acks/1.jsonl", acks[i]);
        assert_outcome(fix, "k", CONNECTOR_MALFORMED);
    }
    fix_folder_put(fix, "acks/1.jsonl", "{\"key\":\"kk\",\"status\":\"ok\"}\n");
    assert_outcome(fix, "k", BUSY);
}

static void numbers_go_on_when_files_are_taken_away(void **state)
{
    fix_folder *fix = *state;

    push(fix, "a", 1, SENT);
    push(fix, "b", 1, SENT);
    fix_folder_unlink(fix, "out/000000000001.jsonl");
    fix_folder_unlink(fix, "out/000000000002.jsonl");
    push(fix, "c", 1, SENT);
    assert_int_not_equal(strlen(fix_folder_read(fix, "out/000000000003.jsonl")), 0);
    fix_folder_unlink(fix, "out/.last");
    fix_folder_put(fix, "out/.000000000004.tmp", "left by who died");
    push(fix, "d", 1, SENT);
    assert_int_not_equal(strlen(fix_folder_read(fix, "out/000000000005.jsonl")), 0);
}

static void a_disk_that_is_full_refuses_and_leaves_nothing(void **state)
{
    fix_folder *fix = *state;
    const salesinv_push_item item = message("k", 1);
    const salesinv_push_item *const items[] = {&item};
    struct rlimit before;
    struct rlimit small;
    salesinv_status rc;

    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 16;
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    rc = sinv_connector_push(fix->connector, items, 1);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(rc, SALESINV_E_CONNECTOR_REFUSED);
    assert_int_equal(fix->connector->answers.answers[0].status,
                     SALESINV_E_CONNECTOR_REFUSED);
    assert_int_equal(fix_folder_count(fix, "out"), 0);
    push(fix, "k", 2, SENT);
    assert_int_equal(rmdir(fix_folder_path(fix, "acks")), 0);
    assert_refused(fix->core.admin, CONNECTOR_REFUSED,
                   sinv_connector_outcome(fix->connector, &item));
    assert_int_equal(fix->connector->answers.answers[0].status,
                     SALESINV_E_CONNECTOR_TIMEOUT);
}

static void without_acknowledgements_what_lies_there_is_taken(void **state)
{
    fix_folder *fix = *state;

    push(fix, "k", 1, SALESINV_OK);
    assert_int_equal(outcome(fix, "k")->status, SALESINV_OK);
    fix_folder_unlink(fix, "out/000000000001.jsonl");
    assert_outcome(fix, "k", NOT_FOUND);
}

#define OUT(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        OUT(a_message_is_a_line_and_unknown_until_it_is_acknowledged),
        OUT(several_messages_share_a_file_in_their_order),
        OUT(a_refusal_counts_for_what_was_sent_then),
        OUT(an_acknowledgement_that_is_not_clear_leaves_it_unknown),
        OUT(numbers_go_on_when_files_are_taken_away),
        OUT(a_disk_that_is_full_refuses_and_leaves_nothing),
        cmocka_unit_test_setup_teardown(
            without_acknowledgements_what_lies_there_is_taken, setup_without_acks,
            teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
